"""The charts of the trade notebook."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kzcn import cite
from kzcn.cite import Html, View
from kzcn.corpus import Corpus
from kzcn.phrasing import dollars, percent, rate
from kzcn.statistics import background, countries
from kzcn.statistics.mirror import flows, turnover
from kzcn.views import choices, figures
from kzcn.views.trade import lookup

SIDES = {"reporter": (figures.BLUE, "o"), "partner": (figures.ORANGE, "s")}  # how each side's figures are drawn
SPAN = 10  # years above which dollars of different years are not compared without prices
MARKS = 60  # claims of which a chart draws each; of more, one for each value of a whole year
DRAWN = 20  # targets in a chart; the table beside it has all
FAR = 1.5  # spans between the quartiles beyond which a target is far from the others


def _held(corpus: Corpus, series: pd.DataFrame, shown: int) -> str:
    stated = int((corpus.trade["basis"] == "stated").sum())
    return (
        f"{stated} stated and {len(corpus.trade) - stated} implied claims in {_articles(corpus)}, {shown} drawn; "
        f"{int((series['basis'] != 'derived').sum())} published (or summed) and {int((series['basis'] == 'derived').sum())} derived official figures available."
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
    """Returns turnover claims over the two sides' statistics of all years and the band between them, with targets as arrows to their year."""
    levels = lookup.levels(corpus, series)
    if levels.empty:
        return cite.prose("No claim of turnover carries a value and a time, so there is nothing to draw.").of(levels)
    both = turnover(series, **lookup.pair(series))
    figure, axes = figures.canvas(8.6, 5.4)
    _sides(axes, both, lookup.pair(series))
    prices = _constant(axes, both, lookup.pair(series))
    past, aimed = levels[levels["status"] == "reported"], levels[levels["status"] != "reported"]
    marks, arrows, words = past, aimed, pd.concat([past[past["whole"] & (past["basis"] == "stated")], aimed])
    if len(levels) > MARKS:
        marks, arrows = _typical(past[past["whole"]]).sort_values("basis"), _typical(aimed).head(DRAWN)
        words = arrows
    _points(axes, corpus, marks, {iso: SIDES[side][0] for side, iso in lookup.pair(series).items()})
    _arrows(axes, corpus, past, arrows)
    _limits(axes, both, levels)
    named = words.sort_values("value_usd", ascending=False)
    named = named.drop_duplicates(["year", "value_usd"])
    others = [(row.year, row.value_usd / 1e9) for row in pd.concat([marks, arrows]).itertuples()]
    figures.label(
        axes, [(row.year, row.value_usd / 1e9, f"{row.value_usd / 1e9:.4g}") for row in named.itertuples()], others
    )
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_ylabel("US$ billion")
    axes.set_xlabel("year that the figure speaks of")
    figure.legend(loc="outside lower center", ncols=2, fontsize=8.5)
    return figures.chart(
        figure,
        title=_picture_title(corpus, past),
        name="claims-over-statistics",
        rows=levels,
        alt="Turnover claims by year: "
        + "; ".join(
            f"{row.label}: {dollars(row.value_usd)} ({row.status}, {row.basis})"
            for row in levels.sort_values("year").itertuples()
        )
        + "."
        + _lines(both, lookup.pair(series)),
        source=f"Sources: the articles; official statistics as cited in the statistics page. {_held(corpus, series, len(marks) + len(arrows))}"
        + (" A repeated value is drawn once; claims for parts of a year are not drawn." if len(levels) > MARKS else "")
        + prices
        + _missing(series, "turnover"),
    )


def _typical(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns one of the claims that give a year about the same value, the most repeated first."""
    about = rows["value_usd"].map(lambda value: float(f"{value:.2g}"))
    same = rows.assign(about=about).groupby(["year", "about", "basis"], sort=False)
    return rows.assign(repeated=same["about"].transform("size"))[~same.cumcount().astype(bool)].sort_values(
        "repeated", ascending=False, kind="stable"
    )


def _sides(axes: Axes, both: pd.DataFrame, pair: dict[str, str]) -> None:
    """Draws both sides' turnover of all years, and the band between them."""
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
        if both[f"{side}_usd"].isna().all():
            continue
        axes.plot(
            both["year"], both[f"{side}_usd"] / 1e9, "-", color=colour, lw=1.3, label=f"official, {countries.name(iso)}"
        )
        for few, fill in _by_basis(both, side, colour):
            axes.plot(few["year"], few[f"{side}_usd"] / 1e9, marker, ms=3.2, mfc=fill, mec=colour, ls="", label=None)


def _by_basis(rows: pd.DataFrame, side: str, colour: str) -> list[tuple[pd.DataFrame, str]]:
    """Returns the rows with a side's published figures (or sums of them) and those with derived ones, each with the fill of its marks."""
    derived = rows[f"{side}_basis"] == "derived"
    counted = rows[f"{side}_usd"].notna()
    return [(rows[counted & ~derived], colour), (rows[counted & derived], "white")]


def _constant(axes: Axes, both: pd.DataFrame, pair: dict[str, str]) -> str:
    """Draws both turnovers in dollars of one year where they span more than ten years; returns the words for the source line."""
    years = both.loc[both[["reporter_usd", "partner_usd"]].notna().any(axis=1), "year"]
    index = background.prices()["year"]
    if years.empty or years.max() - years.min() <= SPAN or not years.isin(index).any():
        return ""
    base = int(years[years.isin(index)].max())
    for n, side in enumerate(pair):
        nominal = both.set_index("year")[f"{side}_usd"].dropna()
        real = background.constant(dict(zip(nominal.index, nominal, strict=True)), base)
        axes.plot(
            list(real),
            [value / 1e9 for value in real.values()],
            ":",
            color=SIDES[side][0],
            lw=1.2,
            label=f"the same in dollars of {base}" if n == 0 else None,
        )
    return f" Dollars of {base}: US consumer prices (Bureau of Labor Statistics)."


def _points(axes: Axes, corpus: Corpus, past: pd.DataFrame, colours: dict[str, str]) -> None:
    """Draws reported claims in the colour of the statistics they fit."""
    for row in past.itertuples():
        colour = colours.get(row.side, figures.INK)
        fill = colour if row.basis == "stated" else "white"
        (point,) = axes.plot(
            row.year,
            row.value_usd / 1e9,
            "D" if row.whole else "^",
            ms=8.5,
            mfc=fill,
            mec=colour,
            mew=1.5,
            zorder=5,
            alpha=choices.strength(row.confidence),
        )
        point.set_url(cite.address(lookup.spans(corpus, row.claim_id))[0])
    for some, mark, fill, words in (
        (past["whole"], "D", figures.GREY, "claim for a year, in the colour of the count it fits"),
        (~past["whole"], "^", figures.GREY, "claim for part of a year"),
        (past["basis"] == "implied", "D", "white", "implied by arithmetic"),
    ):
        if some.any():
            axes.plot([], [], mark, color=figures.INK, mfc=fill, ls="", label=words)


def _arrows(axes: Axes, corpus: Corpus, past: pd.DataFrame, aimed: pd.DataFrame) -> None:
    """Draws targets and forecasts as arrows from the article's date and level to their year."""
    published = corpus.documents.set_index("doc_id")["published"]
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
    for status, dashes in (("target", "-"), ("forecast", ":")):
        if (aimed["status"] == status).any():
            axes.plot([], [], dashes, color=figures.PINK, label=f"{status}, from its announcement to its year")


def _limits(axes: Axes, both: pd.DataFrame, levels: pd.DataFrame) -> None:
    """Sets the limits of the axes so that all official figures, claims and targets are inside."""
    years = [*both["year"], *levels["year"]]
    values = [levels["value_usd"].max(), *both["reporter_usd"].dropna(), *both["partner_usd"].dropna()]
    axes.set_xlim(min(years) - 1, max(years) + 1.5)
    axes.set_ylim(0, 1.12 * max(values) / 1e9)


def _lines(both: pd.DataFrame, pair: dict[str, str]) -> str:
    """Returns the first and last point of each side's line in words."""
    said = ""
    for side, iso in pair.items():
        known = both[both[f"{side}_usd"].notna()]
        if len(known):
            first, last = known.iloc[0], known.iloc[-1]
            said += (
                f" {countries.name(iso)} counts {dollars(first[f'{side}_usd'])} in {int(first['year'])} "
                f"and {dollars(last[f'{side}_usd'])} in {int(last['year'])}."
            )
    return said


def _picture_title(corpus: Corpus, past: pd.DataFrame) -> Html:
    everything = past[(past["basis"] == "stated") & past["claim_id"].isin(lookup.once(corpus)["claim_id"])]
    fits = everything[everything["side"].notna()]
    if fits.empty:
        return cite.prose("No claim of turnover lies at the level of either side's statistics")
    side = fits["side"].value_counts().index[0]
    some = fits[fits["side"] == side]
    return cite.prose(
        f"{{some}} of {{all}} {'lies' if len(some) == 1 else 'lie'} at the level of {{country}}'s statistics"
        if len(everything) > 1
        else "The one claim lies at the level of {country}'s statistics",
        some=cite.link(len(some), some),
        all=cite.count("reported statement", everything),
        country=countries.name(side),
    )


def growth(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the growth a year that each target needs, beside the growth that the same article reports."""
    rows = lookup.growth(corpus, series)
    rows = rows[rows["required_pct"].notna()].reset_index(drop=True)
    everything = rows
    rows = rows.sort_values(["target_year", "target_usd"], kind="stable").tail(DRAWN).reset_index(drop=True)
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
        title=_growth_title(corpus, everything),
        alt=alt,
        name="required-growth",
        rows=rows,
        source=f"Arithmetic on the claims below. {_held(corpus, series, len(rows))}"
        + (f" The {len(rows)} latest of {len(everything)} are drawn." if len(rows) < len(everything) else ""),
    )


def _growth_title(corpus: Corpus, rows: pd.DataFrame) -> Html:
    """Returns the growth that the median target needs, with the targets far from it; of one target, its own."""
    rows = rows.sort_values("required_pct", kind="stable").reset_index(drop=True)
    low, high = rows["required_pct"].quantile([0.25, 0.75])
    far = rows[(rows["required_pct"] > high + FAR * (high - low)) | (rows["required_pct"] < low - FAR * (high - low))]
    middle = rows.iloc[(len(rows) - 1) // 2]
    title = cite.prose(
        "{target} would take {growth} a year{far}"
        if len(rows) == 1
        else "The median target, {target}, needs {growth} a year{far}",
        target=_aimed(corpus, middle),
        growth=cite.link(percent(middle["required_pct"]), lookup.spans(corpus, middle["claim_id"], middle["base_id"])),
        far=""
        if far.empty
        else Html(
            "; far from it: "
            + cite.listed(
                [
                    Html(
                        f"{_aimed(corpus, row).markup} "
                        f"({cite.link(percent(row['required_pct']), lookup.spans(corpus, row['claim_id'])).markup})"
                    )
                    for _, row in far.iterrows()
                ]
            ).markup
        ),
    )
    return title


def _aimed(corpus: Corpus, row: pd.Series) -> Html:
    return cite.link(f"{dollars(row['target_usd'])} in {row['target_year']}", lookup.spans(corpus, row["claim_id"]))


def outcomes(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the picture of targets and outcomes, by each side's statistics."""
    rows = lookup.outcomes(corpus, series)
    known = rows[rows["outcome_usd"].notna()]
    if known.empty:
        return cite.prose("No target's year has an official figure, so no outcome is known.").of(known)
    goals = list(dict.fromkeys(known.sort_values(["target_year", "target_usd"], kind="stable")["claim_id"]))[-DRAWN:]
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
    first = known.drop_duplicates("claim_id").set_index("claim_id", drop=False).loc[goals]
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
    title = _outcomes_title(corpus, known)
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


def _outcomes_title(corpus: Corpus, known: pd.DataFrame) -> Html:
    """Returns by how many targets were reached by each side's count, and how far forecasts were off."""
    aims, forecasts = (known[known["status"] == status] for status in ("target", "forecast"))
    parts = [_reached(corpus, aims[aims["side"] == side], countries.name(side)) for side in dict.fromkeys(aims["side"])]
    if len(forecasts):
        error = forecasts.loc[forecasts["deviation_pct"].abs().sort_values(kind="stable").index]
        middle = error.iloc[(len(error) - 1) // 2]
        parts.append(
            Html(
                f"the median forecast was {cite.link(rate(abs(middle['deviation_pct'])), lookup.claims(corpus, [middle['claim_id']])).markup} off"
            )
        )
    title = cite.listed(parts).markup
    return Html(f'<div class="prose"><p>{title[:1].upper()}{title[1:]}</p></div>')


def _reached(corpus: Corpus, rows: pd.DataFrame, country: str) -> Html:
    reached = rows[rows["outcome"] == "reached"]
    some = cite.link(len(reached), lookup.claims(corpus, reached["claim_id"])).markup if len(reached) else "none"
    every = cite.link(
        f"{len(rows)} target{'s' if len(rows) > 1 else ''}", lookup.claims(corpus, rows["claim_id"])
    ).markup
    return Html(f"{some} of {every} reached by {cite.escaped(country)}'s count")


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
            for few, fill in _by_basis(here, side, colour):
                axes.plot(few["year"], few[f"{side}_usd"] / 1e9, marker, ms=5, mfc=fill, mec=colour, ls="")
        source, target = direction.split("→")
        axes.set_title(f"from {countries.name(source)} to {countries.name(target)}", fontsize=10, loc="left")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel("year")
        if axes.get_legend_handles_labels()[0]:
            axes.legend(fontsize=8.5, loc="upper left")
        axes.margins(y=0.2)
        axes.set_ylim(bottom=0)
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


def share(series: pd.DataFrame) -> View:
    """Returns China's share of Kazakhstan's exports and imports as a line each."""
    rows = background.shares() if set(lookup.pair(series).values()) == {"KAZ", "CHN"} else background.shares().iloc[:0]
    if rows.empty:
        return cite.prose("China's share of the trade is on file for Kazakhstan only.").of(rows)
    figure, axes = figures.canvas(8.6, 3.2)
    for flow, colour, marker in (("exports", figures.BLUE, "o"), ("imports", figures.ORANGE, "s")):
        known = rows[rows[f"{flow}_pct"].notna()]
        axes.plot(known["year"], known[f"{flow}_pct"], f"-{marker}", color=colour, ms=3.6, lw=1.3, label=f"of {flow}")
    axes.set_ylim(bottom=0)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_ylabel("per cent")
    axes.set_xlabel("year")
    axes.legend(loc="upper left", fontsize=9)
    both = rows[rows["turnover_pct"].notna()]
    first, last = both.iloc[[0]], both.iloc[[-1]]
    return figures.chart(
        figure,
        title=cite.prose(
            "China's share of Kazakhstan's trade rose from {low} in {from_} to {high} in {to}",
            low=cite.link(rate(first["turnover_pct"].item()), first),
            from_=cite.link(first["year"].item(), first),
            high=cite.link(rate(last["turnover_pct"].item()), last),
            to=cite.link(last["year"].item(), last),
        ),
        alt="China's share of Kazakhstan's exports and imports: "
        + "; ".join(
            f"{row.year}: {_share(row.exports_pct)} of exports, {_share(row.imports_pct)} of imports"
            for row in rows.itertuples()
        )
        + ".",
        name="share",
        rows=rows,
        source="Source: what Kazakhstan reports to the UN (WITS), after 2021 shares as printed; see the table.",
    )


def _share(value: float) -> str:
    return "no figure" if pd.isna(value) else rate(value)


def _or(value: float) -> str:
    return "no figure" if pd.isna(value) else dollars(value)
