"""The charts of the trade notebook."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kzcn import cite
from kzcn.cite import Html, View
from kzcn.corpus import Corpus
from kzcn.phrasing import dollars, percent, rate
from kzcn.statistics import countries, targets
from kzcn.statistics.mirror import flows, turnover
from kzcn.views import figures
from kzcn.views.trade import lookup

SIDES = {"reporter": (figures.BLUE, "o"), "partner": (figures.ORANGE, "s")}  # how each side's figures are drawn


def _held(corpus: Corpus, series: pd.DataFrame, shown: int) -> str:
    stated = int((corpus.trade["basis"] == "stated").sum())
    return (
        f"{stated} stated and {len(corpus.trade) - stated} implied claims in {_articles(corpus)}, {shown} drawn; "
        f"{int((series['basis'] == 'published').sum())} published and {int((series['basis'] == 'derived').sum())} derived official figures available."
    )


def _articles(corpus: Corpus) -> str:
    return f"{len(corpus.documents)} article{'' if len(corpus.documents) == 1 else 's'}"


def _missing(series: pd.DataFrame, *flows: str) -> str:
    """Returns the words that say which side has no figure of these flows; an empty string where both have some."""
    pair = lookup.pair(series)
    counting = set(series.loc[series["flow"].isin(flows), "reporter"])
    lacking = [countries.name(iso) for iso in pair.values() if iso not in counting]
    if pair and not lacking:
        return ""
    said = f"{lacking[0]} has no" if len(lacking) == 1 else "Neither side has a"
    return f" {said} figure of {' or '.join(flows)}."


def picture(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns turnover claims over the band between the two sides' statistics, with targets as arrows to their year."""
    levels = lookup.levels(corpus, series)
    if levels.empty:
        return cite.prose("No claim of turnover carries a value and a time, so there is nothing to draw.").of(levels)
    pair = lookup.pair(series)
    both = turnover(series, **pair)
    published = corpus.documents.set_index("doc_id")["published"]
    figure, axes = figures.canvas(8.6, 4.9)
    if both["low_usd"].notna().any():
        axes.fill_between(
            both["year"],
            both["low_usd"] / 1e9,
            both["high_usd"] / 1e9,
            color=figures.PALE,
            lw=0,
            label="gap between the two sides",
        )
    for side, iso in pair.items():
        colour, marker = SIDES[side]
        counts = both[both[f"{side}_usd"].notna()]
        if counts.empty:
            continue
        axes.plot(
            both["year"],
            both[f"{side}_usd"] / 1e9,
            "-",
            color=colour,
            lw=1.3,
            label=f"official, {countries.name(iso)}",
        )
        for basis, fill in (("published", colour), ("derived", "white")):
            few = counts[counts[f"{side}_basis"] == basis]
            axes.plot(few["year"], few[f"{side}_usd"] / 1e9, marker, ms=3.6, mfc=fill, mec=colour, ls="", label=None)
    colours = {iso: SIDES[side][0] for side, iso in pair.items()}
    past = levels[levels["status"] == "reported"]
    for row in past.itertuples():
        colour = colours.get(row.side, figures.INK)
        fill = colour if row.basis == "stated" else "white"
        (point,) = axes.plot(
            row.year, row.value_usd / 1e9, "D" if row.whole else "^", ms=8.5, mfc=fill, mec=colour, mew=1.5, zorder=5
        )
        point.set_url(cite.address(lookup.spans(corpus, row.claim_id))[0])
    aimed = levels[levels["status"] != "reported"]
    for row in aimed.itertuples():
        date = pd.to_datetime(published[row.doc_id]) if pd.notna(published[row.doc_id]) else None
        begin = date.year + (date.day_of_year - 1) / 365.25 if date is not None else row.year
        level = past[(past["doc_id"] == row.doc_id) & past["whole"]].sort_values("year")
        low = float(level["value_usd"].iloc[-1]) / 1e9 if len(level) else row.value_usd / 1e9
        style = {"color": figures.PINK, "lw": 1.5, "ls": "-" if row.status == "target" else ":"}
        axes.annotate(
            "",
            (row.year, row.value_usd / 1e9),
            (begin, low),
            arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **style},
        )
    for some, mark, fill, words in (
        (past["whole"], "D", figures.GREY, "claim for a year, in the colour of the statistics it fits"),
        (~past["whole"], "^", figures.GREY, "claim for part of a year"),
        (past["basis"] == "implied", "D", "white", "implied by arithmetic"),
    ):
        if some.any():
            axes.plot([], [], mark, color=figures.INK, mfc=fill, ls="", label=words)
    for status, dashes in (("target", "-"), ("forecast", ":")):
        if (aimed["status"] == status).any():
            axes.plot([], [], dashes, color=figures.PINK, label=f"{status}, from its announcement to its year")
    lowest, highest = min(levels["year"].min(), 9999), levels["year"].max()
    axes.set_xlim(lowest - 2.5, highest + 2.5)
    inside = (
        both[(both["year"] >= lowest - 2.5) & (both["year"] <= highest + 2.5)][["reporter_usd", "partner_usd"]]
        .max()
        .max()
    )
    axes.set_ylim(0, 1.16 * max(levels["value_usd"].max(), inside if pd.notna(inside) else 0) / 1e9)
    named = pd.concat([past[past["whole"] & (past["basis"] == "stated")], aimed]).sort_values(
        "value_usd", ascending=False
    )
    named = named.drop_duplicates(["year", "value_usd"])
    others = [(row.year, row.value_usd / 1e9) for row in levels.itertuples()]
    figures.label(
        axes, [(row.year, row.value_usd / 1e9, f"{row.value_usd / 1e9:.4g}") for row in named.itertuples()], others
    )
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_ylabel("US$ billion")
    axes.set_xlabel("year that the figure speaks of")
    figure.legend(loc="outside lower center", ncols=2, fontsize=8.5)
    return figures.chart(
        figure,
        title=_picture_title(corpus, series, past),
        name="claims-over-statistics",
        rows=levels,
        alt="Turnover claims by year: "
        + "; ".join(
            f"{row.label}: {dollars(row.value_usd)} ({row.status}, {row.basis})"
            for row in levels.sort_values("year").itertuples()
        )
        + ".",
        source=f"Sources: the articles; official statistics as cited in the statistics page. {_held(corpus, series, len(levels))}"
        + _missing(series, "turnover"),
    )


def _picture_title(corpus: Corpus, series: pd.DataFrame, past: pd.DataFrame) -> Html:
    fits = past[(past["basis"] == "stated") & past["side"].notna()]
    if fits.empty:
        return cite.prose("No claim of turnover lies at the level of either side's statistics")
    side = fits["side"].value_counts().index[0]
    some = fits[fits["side"] == side]
    everything = past[past["basis"] == "stated"]
    return cite.prose(
        f"{{some}} of {{all}} {'lies' if len(some) == 1 else 'lie'} at the level of {{country}}'s statistics"
        if len(everything) > 1
        else "The one claim lies at the level of {country}'s statistics",
        some=cite.link(len(some), some),
        all=cite.count("reported claim", everything),
        country=countries.name(side),
    )


def growth(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the growth a year that each target needs, beside the growth that the same article reports."""
    rows = lookup.growth(corpus, series)
    rows = rows[rows["required_pct"].notna()].reset_index(drop=True)
    if rows.empty:
        return cite.prose(
            "No target can be compared with a level: either no target with a year is stated, or no level before it is known."
        ).of(rows)
    speakers = corpus.actors.set_index("actor_id")["name"]
    figure, axes = figures.canvas(8.2, 1.4 + 0.8 * len(rows))
    reported: list[tuple[float, float, str]] = []
    for n, row in enumerate(rows.itertuples()):
        (bar,) = axes.barh(
            n, row.required_pct, height=0.14, color=figures.PINK, label="needed a year" if n == 0 else None
        )
        bar.set_url(cite.address(lookup.spans(corpus, row.claim_id))[0])
        reported += [
            (pct, n, f"{rate(pct)} {period}") for pct, period in zip(row.growth_pct, row.growth_periods, strict=True)
        ]
    if reported:
        xs, ys, _ = zip(*reported, strict=True)
        axes.plot(xs, ys, "D", ms=7, color=figures.BLUE, mec="white", label="reported in the same article")
    labels = [
        f"{dollars(row.target_usd)} in {row.target_year}"
        + (f"\n{speakers.get(row.speaker, '')}" if pd.notna(row.speaker) else "")
        + f"\nfrom {dollars(row.base_usd)} in {row.base_year}: {rate(row.required_pct)}"
        for row in rows.itertuples()
    ]
    axes.set_yticks(range(len(rows)), labels, fontsize=8.5)
    axes.set_ylim(len(rows) - 0.4, -0.8)
    axes.axvline(0, color=figures.GREY, lw=0.8)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    axes.margins(x=0.16)
    figures.label(axes, reported)
    axes.set_xlabel("growth, per cent a year (reported: over the same period a year before)")
    figure.legend(loc="outside lower center", ncols=2, fontsize=9)
    first = rows.sort_values("required_pct").iloc[-1]
    title = cite.prose(
        "{target} would take {growth} a year",
        target=cite.link(
            f"{dollars(first['target_usd'])} in {first['target_year']}", lookup.spans(corpus, first["claim_id"])
        ),
        growth=cite.link(percent(first["required_pct"]), lookup.spans(corpus, first["claim_id"], first["base_id"])),
    )
    alt = (
        "Growth needed a year: "
        + "; ".join(
            f"{dollars(row.target_usd)} in {row.target_year} from {dollars(row.base_usd)} in {row.base_year}: {rate(row.required_pct)}"
            + (
                " (reported: "
                + ", ".join(
                    f"{rate(pct)} {period}" for pct, period in zip(row.growth_pct, row.growth_periods, strict=True)
                )
                + ")"
                if row.growth_pct
                else ""
            )
            for row in rows.itertuples()
        )
        + "."
    )
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name="required-growth",
        rows=rows,
        source=f"Arithmetic on the claims below. {_held(corpus, series, len(rows))}",
    )


def outcomes(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the picture of targets and outcomes, by each side's statistics."""
    rows = targets.outcomes(corpus.trade, series)
    known = rows[rows["outcome_usd"].notna()]
    if known.empty:
        return cite.prose("No target's year has an official figure, so no outcome is known.").of(known)
    goals = list(dict.fromkeys(known["claim_id"]))
    figure, axes = figures.canvas(8.2, 1.4 + 0.62 * len(goals))
    marks = {iso: SIDES[side] for side, iso in lookup.pair(series).items()}
    for n, claim_id in enumerate(goals):
        here = known[known["claim_id"] == claim_id]
        target = here["target_usd"].iloc[0] / 1e9
        spread = [target, *(here["outcome_usd"] / 1e9)]
        axes.plot([min(spread), max(spread)], [n, n], "-", color=figures.PALE, lw=5, zorder=1)
        (line,) = axes.plot(
            target, n, "|", ms=18, mew=3, color=figures.PINK, label="target or forecast" if n == 0 else None
        )
        line.set_url(cite.address(lookup.spans(corpus, claim_id))[0])
        for row in here.itertuples():
            colour, marker = marks[row.side]
            (point,) = axes.plot(row.outcome_usd / 1e9, n, marker, ms=9, color=colour, mec="white")
            point.set_url(cite.address(lookup.figures(series, row.ref_id))[0])
    for iso, (colour, marker) in marks.items():
        axes.plot([], [], marker, color=colour, ls="", label=f"outcome, {countries.name(iso)}'s statistics")
    first = known.drop_duplicates("claim_id")
    axes.set_yticks(
        range(len(goals)),
        [
            f"{dollars(row.target_usd)} in {row.target_year}{'' if row.status == 'target' else ' (forecast)'}"
            for row in first.itertuples()
        ],
        fontsize=9,
    )
    axes.set_ylim(len(goals) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.margins(x=0.08)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    axes.set_xlabel("US$ billion")
    figure.legend(loc="outside lower center", ncols=3, fontsize=9)
    met = known[known["outcome"] == "met"]
    title = cite.prose(
        f"{{met}} of {{all}} for the year of a target or forecast {'show' if len(met) > 1 else 'shows'} it met",
        met=cite.link(len(met), lookup.claims(corpus, met["claim_id"])) if len(met) else "None",
        all=cite.link(
            f"{len(known)} official figure{'s' if len(known) > 1 else ''}", lookup.figures(series, *known["ref_id"])
        ),
    )
    alt = (
        "Targets and outcomes: "
        + "; ".join(
            f"{dollars(row.target_usd)} for {row.target_year}: {dollars(row.outcome_usd)} by {countries.name(row.side)}'s statistics ({row.outcome})"
            for row in known.itertuples()
        )
        + "."
    )
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name="outcomes",
        rows=known,
        source=f"Sources: the articles; official statistics of each side. {_held(corpus, series, len(goals))}",
    )


def mirror(series: pd.DataFrame) -> View:
    """Returns the mirror picture: two panels by physical direction, each side's figures for the same goods, the gap as a band."""
    sides = lookup.pair(series)
    rows = flows(series, **sides)
    if rows.empty:
        return cite.prose(
            "No figure of exports or imports is available, so the two sides' figures cannot be compared."
        ).of(rows)
    directions = list(dict.fromkeys(rows["direction"]))
    figure, panels = figures.canvas(8.6, 3.9, 1, len(directions), sharey=True)
    for axes, direction in zip(np.atleast_1d(panels), directions, strict=True):
        here = rows[rows["direction"] == direction]
        if here["gap_usd"].notna().any():
            axes.fill_between(
                here["year"],
                here["exporter_usd"] / 1e9,
                here["importer_usd"] / 1e9,
                color=figures.PALE,
                lw=0,
                label="gap",
            )
        for side, marker in (("exporter", "o"), ("importer", "s")):
            iso = here[side].iloc[0]
            if here[f"{side}_usd"].isna().all():
                continue
            colour = SIDES["reporter" if iso == sides["reporter"] else "partner"][0]
            axes.plot(
                here["year"],
                here[f"{side}_usd"] / 1e9,
                "-",
                color=colour,
                lw=1.2,
                label=f"{countries.name(iso)}'s {side[:2]}ports",
            )
            for basis, fill in (("published", colour), ("derived", "white")):
                few = here[here[f"{side}_basis"] == basis]
                axes.plot(few["year"], few[f"{side}_usd"] / 1e9, marker, ms=5, mfc=fill, mec=colour, ls="")
        source, target = direction.split("→")
        axes.set_title(f"from {countries.name(source)} to {countries.name(target)}", fontsize=10, loc="left")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel("year")
        if axes.get_legend_handles_labels()[0]:
            axes.legend(fontsize=8.5, loc="upper left")
        axes.margins(y=0.2)
    np.atleast_1d(panels)[0].set_ylabel("US$ billion")
    widest = rows[rows["gap_usd"].notna()]
    widest = widest.loc[widest["gap_usd"].abs().sort_values().index[-1:]] if len(widest) else widest
    title: Html = cite.prose("No year has both sides' figures for the same goods")
    if len(widest):
        row = widest.iloc[0]
        pair = lookup.figures(series, row["exporter_ref_id"], row["importer_ref_id"])
        title = cite.prose(
            "Widest gap: {gap} in {year}, on goods from {source}",
            gap=cite.link(dollars(abs(row["gap_usd"])), pair),
            year=cite.link(int(row["year"]), pair),
            source=countries.name(row["exporter"]),
        )
    drawn = rows[["exporter_usd", "importer_usd"]].notna().sum().sum()
    alt = (
        "Both sides' figures for the same goods: "
        + "; ".join(
            f"{row.year} {row.direction}: {_or(row.exporter_usd)} exported, {_or(row.importer_usd)} imported"
            for row in rows.itertuples()
            if pd.notna(row.exporter_usd) or pd.notna(row.importer_usd)
        )
        + "."
    )
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name="mirror",
        rows=rows,
        source=f"{drawn} official figure{'' if drawn == 1 else 's'} drawn; hollow marks are derived from others, years without a figure stay empty. No claim is drawn here."
        + _missing(series, "exports", "imports"),
    )


def _or(value: float) -> str:
    return "no figure" if pd.isna(value) else dollars(value)
