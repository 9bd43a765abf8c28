"""The trade-trends notebook: claims beside official statistics, targets beside what came of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from kzcn import cite, tables
from kzcn.cite import Html
from kzcn.corpus import Corpus
from kzcn.goods import kind_of_goods
from kzcn.model import Claim
from kzcn.sources import locate
from kzcn.statistics import audit
from kzcn.statistics import official as statistics
from kzcn.trade import implied
from kzcn.views import choices, figures

BUILT_IN = "built-in"
SIDES = {"reporter": (figures.BLUE, "o"), "partner": (figures.ORANGE, "s")}  # the look of each side's count


def select(
    corpus: Corpus,
    *,
    reporter: str = "KAZ",
    partner: str = "CHN",
    start: str = "",
    end: str = "",
    include_implied: bool = True,
) -> Corpus:
    """Returns the corpus with its claims of trade between the two countries that speak of a time from start to end (ISO year or day).

    A claim without a time is kept only where no bound is given; implied rows only if they are asked for.
    """
    start, end = choices.window(start, end)
    claims = corpus.trade[
        corpus.trade["reporter"].isin([reporter, partner]) & corpus.trade["partner"].isin([reporter, partner])
    ]
    if start:
        claims = claims[claims["period_end"].fillna("") >= start]
    if end:
        claims = claims[claims["period_start"].fillna("9999").str.slice(0, len(end)) <= end]
    if not include_implied:
        claims = claims[claims["basis"] == "stated"]
    return replace(corpus, trade=claims)


def official(reference: str = BUILT_IN, *, reporter: str = "KAZ", partner: str = "CHN") -> pd.DataFrame:
    """Returns the official figures of the two countries' trade: the built-in series, or those of a file."""
    series = statistics.reference(None if reference in ("", BUILT_IN) else locate(reference))
    return series[series["reporter"].isin([reporter, partner]) & series["partner"].isin([reporter, partner])]


def _of(corpus: Corpus, *claim_ids: str) -> pd.DataFrame:
    rows = corpus.trade[corpus.trade["claim_id"].isin(claim_ids)]
    return rows[~rows[["doc_id", "start", "end"]].duplicated()]


def _ref(series: pd.DataFrame, *ref_ids: str) -> pd.DataFrame:
    return series[series["ref_id"].isin(ref_ids)]


def _source(corpus: Corpus, series: pd.DataFrame, identifier: str) -> pd.DataFrame:
    return _of(corpus, identifier) if (corpus.trade["claim_id"] == identifier).any() else _ref(series, identifier)


def dollars(value: float) -> str:
    """Returns an amount in words as reports print it: $8.36 billion."""
    size, unit = (1e9, "billion") if abs(value) >= 1e9 else (1e6, "million")
    return f"{'−' if value < 0 else ''}${abs(value) / size:.4g} {unit}"


def percent(value: float) -> str:
    """Returns a change in per cent with its sign."""
    return f"{value:+.1f} %".replace("-", "−")


def _pct(value: float) -> str:
    """Returns a rate in per cent without a plus."""
    return f"{value:.1f} %".replace("-", "−")


def _money(row: Any) -> str:
    if pd.isna(row.value):
        return ""
    if row.currency == "USD":
        return dollars(row.value)
    return f"{row.value / 1e9:.4g} billion {row.currency}" + (
        "" if pd.isna(row.value_usd) else f" ({dollars(row.value_usd)})"
    )


def _none(corpus: Corpus) -> Html:
    searched = cite.count("article", cite.articles(corpus)) if len(corpus.documents) else "no article"
    return cite.prose(
        "No claim of trade between the two countries for the chosen time: every sentence of {articles} was searched for figures and "
        "percentages of trade.",
        articles=searched,
        finding=True,
    )


def finding(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns the sentences that answer the question: the latest year, what official figures say of it, and what the target would take."""
    if corpus.trade.empty:
        return _none(corpus)
    parts = [_level(corpus, series), _verdicts(corpus, series), _ambition(corpus, series)]
    if not any(parts):
        return cite.prose(
            "{claims} of trade {are} stated, but no turnover of a whole year that has passed, and no target that can be held against one.",
            claims=cite.count("claim", corpus.trade),
            are="is" if len(corpus.trade) == 1 else "are",
            finding=True,
        )
    return Html('<div class="prose finding"><p>' + " ".join(part for part in parts if part) + "</p></div>")


def _sentence(template: str, **parts: Any) -> str:
    return cite.prose(template, **parts).markup.removeprefix('<div class="prose"><p>').removesuffix("</p></div>")


def _level(corpus: Corpus, series: pd.DataFrame) -> str:
    """The latest yearly turnover that an article reports, with its verdict and that of its change."""
    told = corpus.trade[
        (corpus.trade["basis"] == "stated") & (corpus.trade["status"] == "reported") & corpus.trade["value_usd"].notna()
    ]
    yearly = told[
        (told["measure"] == "turnover")
        & (told["period_start"].str[5:] == "01-01")
        & (told["period_end"].str[5:] == "12-31")
    ]
    yearly = yearly[
        (yearly["period_start"].str[:4] == yearly["period_end"].str[:4]) & yearly["quote"].map(kind_of_goods).isna()
    ]
    if yearly.empty:
        return ""
    claim = yearly.sort_values(["period_end", "change_pct"], kind="stable", na_position="first").iloc[-1]
    row = audit.audit(claim.to_frame().T, series).iloc[0]
    said = _sentence(
        "Trade came to {value} in {year}",
        value=cite.link(dollars(claim["value_usd"]), claim),
        year=cite.link(row["period"], claim),
    )
    if pd.isna(row["official_usd"]):
        said += ", for which there is no official figure on file"
    elif row["verdict"] == "no reference":  # it lies where the side that has no figure usually does
        counted = row["partner"] if row["side"] == row["reporter"] else row["reporter"]
        said += _sentence(
            ", for which only {side} figure is on file, {figure}",
            side=f"{statistics.country(counted)}'s",
            figure=cite.link(dollars(row["official_usd"]), _ref(series, *row["ref_ids"])),
        )
    elif row["verdict"] in ("confirmed", "consistent"):
        said += _sentence(
            ", {verdict} official figures ({side} count is {figure}, a deviation of {deviation})",
            verdict="confirmed by" if row["verdict"] == "confirmed" else "consistent with",
            side=f"{statistics.country(row['side'])}'s",
            figure=cite.link(dollars(row["official_usd"]), _ref(series, *row["ref_ids"])),
            deviation=cite.link(percent(row["deviation_pct"]), claim),
        )
    else:
        said += ", which conflicts with official figures"
    if pd.notna(claim["change_pct"]):
        said += _sentence("; the change of {change}", change=cite.link(percent(claim["change_pct"]), claim))
        if row["base_verdict"] in ("confirmed", "consistent") and pd.notna(row["base_official_usd"]):
            said += _sentence(
                " is {verdict} the official figure for {year}, {figure}",
                verdict="confirmed by" if row["base_verdict"] == "confirmed" else "consistent with",
                year=cite.link(row["base_period"], claim),
                figure=cite.link(dollars(row["base_official_usd"]), _ref(series, *row["base_ref_ids"])),
            )
        else:
            said += (
                " conflicts with official figures"
                if row["base_verdict"] == "conflicts"
                else " has no official figure to be held against"
            )
    return said + "."


def _verdicts(corpus: Corpus, series: pd.DataFrame) -> str:
    stated = corpus.trade[corpus.trade["basis"] == "stated"]
    table = audit.audit(stated, series)
    if len(table) < 2:
        return ""
    groups = [
        (verdict, table[table["verdict"] == verdict]["claim_id"])
        for verdict in ("confirmed", "consistent", "conflicts", "no reference")
    ]
    words = {
        "confirmed": "confirmed",
        "consistent": "consistent with official figures",
        "conflicts": "in conflict with them",
        "no reference": "without an official figure",
    }
    parts = [
        Html(f"{cite.link(len(ids), _claims(corpus, ids)).markup} {words[verdict]}")
        for verdict, ids in groups
        if len(ids)
    ]
    return _sentence(
        "Of {claims}, {parts}.",
        claims=cite.count("reported claim", _claims(corpus, table["claim_id"])),
        parts=cite.listed(parts),
    )


def _claims(corpus: Corpus, ids: pd.Series) -> pd.DataFrame:
    return corpus.trade[corpus.trade["claim_id"].isin(ids)]


def _ambition(corpus: Corpus, series: pd.DataFrame) -> str:
    """The latest target with a year: what it would take, what the article reports, and what came."""
    aims = _growth(corpus, series)
    aims = aims[aims["required_pct"].notna() & (aims["measure"] == "turnover")]
    if aims.empty:
        return ""
    aim = aims.sort_values(["target_year", "target_usd"], kind="stable").iloc[-1]
    goal = _of(corpus, aim["claim_id"])
    said = _sentence(
        "The {target} aimed at for {year} would take {growth} a year after {base}",
        target=cite.link(dollars(aim["target_usd"]), goal),
        year=cite.link(int(aim["target_year"]), goal),
        growth=cite.link(percent(aim["required_pct"]), _spans(corpus, series, aim)),
        base=cite.link(int(aim["base_year"]), _source(corpus, series, aim["base_id"])),
    )
    reported = [
        f"{percent(pct)} for {period}" for pct, period in zip(aim["growth_pct"], aim["growth_periods"], strict=True)
    ]
    if reported:
        said += _sentence(
            ", while the same article reports {growth}",
            growth=cite.listed(
                [
                    cite.link(words, _of(corpus, identifier))
                    for words, identifier in zip(reported, aim["growth_ids"], strict=True)
                ]
            ),
        )
    came = audit.outcomes(goal, series)
    known = came[came["ref_id"].notna()]
    if len(known):
        said += _sentence(
            "; {year} brought {results}",
            year=cite.link(int(aim["target_year"]), _ref(series, *known["ref_id"])),
            results=cite.listed(
                [
                    Html(
                        f"{cite.link(dollars(row.outcome_usd), _ref(series, row.ref_id)).markup} "
                        f"by {cite.escaped(statistics.country(row.side))}'s count"
                    )
                    for row in known.itertuples()
                ]
            ),
        )
    return said + "."


def _spans(corpus: Corpus, series: pd.DataFrame, aim: pd.Series) -> pd.DataFrame:
    return _of(corpus, aim["claim_id"], aim["base_id"])


def _growth(corpus: Corpus, series: pd.DataFrame) -> pd.DataFrame:
    return audit.targets(corpus.trade, series, corpus.documents)


def _held(corpus: Corpus, series: pd.DataFrame, shown: int) -> str:
    stated = int((corpus.trade["basis"] == "stated").sum())
    return (
        f"{stated} stated and {len(corpus.trade) - stated} implied claims in {_articles(corpus)}, {shown} drawn; "
        f"{int((series['basis'] == 'published').sum())} published and {int((series['basis'] == 'derived').sum())} derived official figures on file."
    )


def _articles(corpus: Corpus) -> str:
    return f"{len(corpus.documents)} article{'' if len(corpus.documents) == 1 else 's'}"


def audit_table(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns the claim audit: claim, implied base, official figure, deviation, side inferred from the level, verdict and why."""
    rows = audit.audit(corpus.trade, series)
    rows = rows.sort_values(
        "verdict", key=lambda verdicts: verdicts == "no reference", kind="stable"
    )  # what official figures say nothing of comes last
    claims = corpus.trade.set_index("claim_id")
    shown = []
    for row in rows.itertuples():
        claim = claims.loc[row.claim_id]
        said = _money(claim) or percent(row.change_pct)
        base = "" if pd.isna(row.base_usd) else f"{dollars(row.base_usd)} in {row.base_period}"
        shown.append(
            {
                "period": row.period,
                "measure": f"{row.measure}{'' if row.measure == 'turnover' else f' of {row.reporter}'}",
                "claim": cite.link(("about " if row.approx else "") + said, _of(corpus, row.claim_id)),
                "change": "" if pd.isna(row.change_pct) else percent(row.change_pct),
                "basis": row.basis,
                "implied base": base,
                "official": cite.link(dollars(row.official_usd), _ref(series, *row.ref_ids))
                if pd.notna(row.official_usd)
                else "",
                "deviation": "" if pd.isna(row.deviation_pct) else percent(row.deviation_pct),
                "fits the count of": "" if pd.isna(row.side) else statistics.country(row.side),
                "verdict": Html(f'<b class="verdict {row.verdict.replace(" ", "-")}">{row.verdict}</b>'),
                "why": row.why,
            }
        )
    return cite.table(
        pd.DataFrame(shown),
        "Claim audit",
        name="claim-audit",
        empty="There is no reported claim to hold against official figures.",
    )


def _levels(corpus: Corpus, series: pd.DataFrame) -> pd.DataFrame:
    """Turnover claims of all goods with a value and a time, each with the middle of its period as a year and the side its level fits."""
    claims = corpus.trade[
        (corpus.trade["measure"] == "turnover")
        & corpus.trade["value_usd"].notna()
        & corpus.trade["period_start"].notna()
    ]
    claims = claims[claims["quote"].map(kind_of_goods).isna()]
    first, last = pd.to_datetime(claims["period_start"]), pd.to_datetime(claims["period_end"])
    sides = audit.audit(claims, series).set_index("claim_id")["side"]
    whole = (claims["period_start"].str[5:] == "01-01") & (claims["period_end"].str[5:] == "12-31")
    middle = first + (last - first) / 2
    year = (middle.dt.year + (middle.dt.day_of_year - 1) / 365.25).where(~whole, first.dt.year)
    return claims.assign(
        year=year,
        whole=whole,
        side=claims["claim_id"].map(sides),
        label=[audit.label(a, b) for a, b in zip(claims["period_start"], claims["period_end"], strict=True)],
    )


def _pair(series: pd.DataFrame) -> dict[str, str]:
    """Returns the two countries as reporter and partner; nothing where there is no figure."""
    names = sorted(set(series["reporter"]) | set(series["partner"]), key=lambda iso: (iso != audit.HOME, iso))
    return dict(zip(("reporter", "partner"), names, strict=False))


def _missing(series: pd.DataFrame, *flows: str) -> str:
    """Returns the words that say which side has no figure of these flows on file; nothing where both have some."""
    pair = _pair(series)
    counting = set(series.loc[series["flow"].isin(flows), "reporter"])
    lacking = [statistics.country(iso) for iso in pair.values() if iso not in counting]
    if pair and not lacking:
        return ""
    said = f"{lacking[0]} has no" if len(lacking) == 1 else "Neither side has a"
    return f" {said} figure of {' or '.join(flows)} on file."


def picture(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns turnover claims over the band between the two sides' statistics, with targets as arrows to their year."""
    levels = _levels(corpus, series)
    if levels.empty:
        return cite.prose("No claim of turnover carries a value and a time, so there is nothing to draw.")
    pair = _pair(series)
    both = audit.band(series, **pair)
    published = corpus.documents.set_index("doc_id")["published"]
    figure, axes = figures.canvas(8.6, 4.9)
    if both["low_usd"].notna().any():
        axes.fill_between(
            both["year"],
            both["low_usd"] / 1e9,
            both["high_usd"] / 1e9,
            color=figures.PALE,
            lw=0,
            label="gap between the two counts",
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
            label=f"official, {statistics.country(iso)}",
        )
        for basis, fill in (("published", colour), ("derived", "white")):
            few = counts[counts[f"{side}_basis"] == basis]
            axes.plot(few["year"], few[f"{side}_usd"] / 1e9, marker, ms=3.6, mfc=fill, mec=colour, ls="", label=None)
    colours = {iso: SIDES[side][0] for side, iso in pair.items()}
    told = levels[levels["status"] == "reported"]
    for row in told.itertuples():
        colour = colours.get(row.side, figures.INK)
        fill = colour if row.basis == "stated" else "white"
        (point,) = axes.plot(
            row.year, row.value_usd / 1e9, "D" if row.whole else "^", ms=8.5, mfc=fill, mec=colour, mew=1.5, zorder=5
        )
        point.set_url(cite.address(_of(corpus, row.claim_id))[0])
    aimed = levels[levels["status"] != "reported"]
    for row in aimed.itertuples():
        date = pd.to_datetime(published[row.doc_id]) if pd.notna(published[row.doc_id]) else None
        begin = date.year + (date.day_of_year - 1) / 365.25 if date is not None else row.year
        level = told[(told["doc_id"] == row.doc_id) & told["whole"]].sort_values("year")
        low = float(level["value_usd"].iloc[-1]) / 1e9 if len(level) else row.value_usd / 1e9
        style = {"color": figures.PINK, "lw": 1.5, "ls": "-" if row.status == "target" else ":"}
        axes.annotate(
            "",
            (row.year, row.value_usd / 1e9),
            (begin, low),
            arrowprops={"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **style},
        )
    for some, mark, fill, words in (
        (told["whole"], "D", figures.GREY, "claim for a year, in the colour of the count it fits"),
        (~told["whole"], "^", figures.GREY, "claim for part of a year"),
        (told["basis"] == "implied", "D", "white", "implied by arithmetic"),
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
    named = pd.concat([told[told["whole"] & (told["basis"] == "stated")], aimed]).sort_values(
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
        title=_picture_title(corpus, series, told),
        name="claims-over-statistics",
        alt="Turnover claims by year: "
        + "; ".join(
            f"{row.label}: {dollars(row.value_usd)} ({row.status}, {row.basis})"
            for row in levels.sort_values("year").itertuples()
        )
        + ".",
        source=f"Sources: the articles; official statistics as cited in the statistics page. {_held(corpus, series, len(levels))}"
        + _missing(series, "turnover"),
    )


def _picture_title(corpus: Corpus, series: pd.DataFrame, told: pd.DataFrame) -> Html:
    fits = told[(told["basis"] == "stated") & told["side"].notna()]
    if fits.empty:
        return cite.prose("No claim of turnover lies at the level of either side's statistics")
    side = fits["side"].value_counts().index[0]
    some = fits[fits["side"] == side]
    everything = told[told["basis"] == "stated"]
    return cite.prose(
        f"{{some}} of {{all}} {'lies' if len(some) == 1 else 'lie'} at the level of {{country}}'s statistics"
        if len(everything) > 1
        else "The one claim lies at the level of {country}'s statistics",
        some=cite.link(len(some), some),
        all=cite.count("reported claim", everything),
        country=statistics.country(side),
    )


def picture_table(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns the claims that the picture draws."""
    rows = _levels(corpus, series).sort_values(["year", "claim_id"])
    shown = pd.DataFrame(
        {
            "period": rows["label"].tolist(),
            "turnover": [cite.link(dollars(row.value_usd), _of(corpus, row.claim_id)) for row in rows.itertuples()],
            "status": rows["status"].tolist(),
            "basis": rows["basis"].tolist(),
            "fits the count of": ["" if pd.isna(side) else statistics.country(side) for side in rows["side"]],
        }
    )
    return cite.table(
        shown, "Claims of turnover", name="turnover-claims", empty="No claim of turnover carries a value and a time."
    )


def growth(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns the growth a year that each target needs, beside the growth that the same article reports."""
    rows = _growth(corpus, series)
    rows = rows[rows["required_pct"].notna()].reset_index(drop=True)
    if rows.empty:
        return cite.prose(
            "No target can be held against a level: either no target with a year is stated, or no level before it is known."
        )
    speakers = corpus.actors.set_index("actor_id")["name"]
    figure, axes = figures.canvas(8.2, 1.4 + 0.8 * len(rows))
    reported: list[tuple[float, float, str]] = []
    for n, row in enumerate(rows.itertuples()):
        (bar,) = axes.barh(
            n, row.required_pct, height=0.14, color=figures.PINK, label="needed a year" if n == 0 else None
        )
        bar.set_url(cite.address(_of(corpus, row.claim_id))[0])
        reported += [
            (pct, n, f"{_pct(pct)} {period}") for pct, period in zip(row.growth_pct, row.growth_periods, strict=True)
        ]
    if reported:
        xs, ys, _ = zip(*reported, strict=True)
        axes.plot(xs, ys, "D", ms=7, color=figures.BLUE, mec="white", label="reported in the same article")
    labels = [
        f"{dollars(row.target_usd)} in {row.target_year}"
        + (f"\n{speakers.get(row.speaker, '')}" if pd.notna(row.speaker) else "")
        + f"\nfrom {dollars(row.base_usd)} in {row.base_year}: {row.required_pct:.1f} %"
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
        target=cite.link(f"{dollars(first['target_usd'])} in {first['target_year']}", _of(corpus, first["claim_id"])),
        growth=cite.link(percent(first["required_pct"]), _spans(corpus, series, first)),
    )
    alt = (
        "Growth needed a year: "
        + "; ".join(
            f"{dollars(row.target_usd)} in {row.target_year} from {dollars(row.base_usd)} in {row.base_year}: {row.required_pct:.1f} %"
            + (
                " (reported: "
                + ", ".join(
                    f"{_pct(pct)} {period}" for pct, period in zip(row.growth_pct, row.growth_periods, strict=True)
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
        source=f"Arithmetic on the claims below. {_held(corpus, series, len(rows))}",
    )


def growth_table(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns each target with its base level, the growth it needs and the growth that the same article reports."""
    rows = _growth(corpus, series)
    speakers = corpus.actors.set_index("actor_id")["name"]
    shown = [
        {
            "target": cite.link(dollars(row.target_usd), _of(corpus, row.claim_id)),
            "for": "" if pd.isna(row.target_year) else str(row.target_year),
            "stated by": speakers.get(row.speaker, "") if pd.notna(row.speaker) else "",
            "base": cite.link(f"{dollars(row.base_usd)} in {row.base_year}", _source(corpus, series, row.base_id))
            if pd.notna(row.base_usd)
            else "",
            "base is": row.base_basis,
            "needed a year": "" if pd.isna(row.required_pct) else percent(row.required_pct),
            "reported": Html(
                ", ".join(
                    cite.link(f"{percent(pct)} {period}", _of(corpus, identifier)).markup
                    for pct, period, identifier in zip(row.growth_pct, row.growth_periods, row.growth_ids, strict=True)
                )
            ),
            "why": row.why,
        }
        for row in rows.itertuples()
    ]
    return cite.table(
        pd.DataFrame(shown), "Growth that each target needs", name="required-growth", empty="No target is stated."
    )


def outcomes(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns targets against what came, on each side's statistics."""
    rows = audit.outcomes(corpus.trade, series)
    known = rows[rows["outcome_usd"].notna()]
    if known.empty:
        return cite.prose(
            "No target's year has an official figure to be held against, so nothing can be said of what came."
        )
    goals = list(dict.fromkeys(known["claim_id"]))
    figure, axes = figures.canvas(8.2, 1.4 + 0.62 * len(goals))
    marks = {iso: SIDES[side] for side, iso in _pair(series).items()}
    for n, claim_id in enumerate(goals):
        here = known[known["claim_id"] == claim_id]
        target = here["target_usd"].iloc[0] / 1e9
        spread = [target, *(here["outcome_usd"] / 1e9)]
        axes.plot([min(spread), max(spread)], [n, n], "-", color=figures.PALE, lw=5, zorder=1)
        (line,) = axes.plot(
            target, n, "|", ms=18, mew=3, color=figures.PINK, label="target or forecast" if n == 0 else None
        )
        line.set_url(cite.address(_of(corpus, claim_id))[0])
        for row in here.itertuples():
            colour, marker = marks[row.side]
            (point,) = axes.plot(row.outcome_usd / 1e9, n, marker, ms=9, color=colour, mec="white")
            point.set_url(cite.address(_ref(series, row.ref_id))[0])
    for iso, (colour, marker) in marks.items():
        axes.plot([], [], marker, color=colour, ls="", label=f"outcome, {statistics.country(iso)}'s count")
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
        f"{{met}} of {{all}} in which a target or forecast can be held against its year {'show' if len(met) > 1 else 'shows'} it met",
        met=cite.link(len(met), _claims(corpus, met["claim_id"])) if len(met) else "None",
        all=cite.link(f"{len(known)} official count{'s' if len(known) > 1 else ''}", _ref(series, *known["ref_id"])),
    )
    alt = (
        "Targets and outcomes: "
        + "; ".join(
            f"{dollars(row.target_usd)} for {row.target_year}: {dollars(row.outcome_usd)} by {statistics.country(row.side)}'s count ({row.outcome})"
            for row in known.itertuples()
        )
        + "."
    )
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name="outcomes",
        source=f"Sources: the articles; official statistics of each side. {_held(corpus, series, len(goals))}",
    )


def outcomes_table(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns each target and forecast with what came of it, a row per side."""
    rows = audit.outcomes(corpus.trade, series)
    shown = [
        {
            "target": cite.link(dollars(row.target_usd), _of(corpus, row.claim_id)),
            "for": "" if pd.isna(row.target_year) else str(row.target_year),
            "kind": row.status,
            "count of": statistics.country(row.side),
            "came": cite.link(dollars(row.outcome_usd), _ref(series, row.ref_id)) if pd.notna(row.outcome_usd) else "",
            "deviation": "" if pd.isna(row.deviation_pct) else percent(row.deviation_pct),
            "outcome": row.outcome,
            "reached": "" if pd.isna(row.reached_in) else f"{row.reached} {row.reached_in}",
        }
        for row in rows.itertuples()
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Targets, forecasts and what came",
        name="outcomes",
        empty="No target or forecast with a value is stated.",
    )


def mirror(series: pd.DataFrame) -> Html:
    """Returns the mirror picture: two panels by physical direction, each side's count of the same goods, the gap as a band."""
    sides = _pair(series)
    rows = audit.mirror(series, **sides)
    if rows.empty:
        return cite.prose(
            "No figure of exports or imports is on file, so the two sides' counts cannot be laid side by side."
        )
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
                label=f"{statistics.country(iso)}'s {side[:2]}ports",
            )
            for basis, fill in (("published", colour), ("derived", "white")):
                few = here[here[f"{side}_basis"] == basis]
                axes.plot(few["year"], few[f"{side}_usd"] / 1e9, marker, ms=5, mfc=fill, mec=colour, ls="")
        source, target = direction.split("→")
        axes.set_title(f"from {statistics.country(source)} to {statistics.country(target)}", fontsize=10, loc="left")
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
        pair = _ref(series, row["exporter_ref_id"], row["importer_ref_id"])
        title = cite.prose(
            "Widest gap: {gap} in {year}, on goods from {source}",
            gap=cite.link(dollars(abs(row["gap_usd"])), pair),
            year=cite.link(int(row["year"]), pair),
            source=statistics.country(row["exporter"]),
        )
    drawn = rows[["exporter_usd", "importer_usd"]].notna().sum().sum()
    alt = (
        "Both sides' counts of the same goods: "
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
        source=f"{drawn} official figure{'' if drawn == 1 else 's'} drawn; hollow marks are derived from others, years without a figure stay empty. No claim is drawn here."
        + _missing(series, "exports", "imports"),
    )


def _or(value: float) -> str:
    return "nothing on file" if pd.isna(value) else dollars(value)


def mirror_table(series: pd.DataFrame) -> Html:
    """Returns the figures that the mirror picture draws, with the gap between them."""
    rows = audit.mirror(series, **_pair(series))
    rows = rows[rows["exporter_usd"].notna() | rows["importer_usd"].notna()]

    def cell(value: float, ref_id: str) -> Html | str:
        return cite.link(dollars(value), _ref(series, ref_id)) if pd.notna(value) else ""

    shown = [
        {
            "year": str(row.year),
            "direction": row.direction,
            "by the exporter": cell(row.exporter_usd, row.exporter_ref_id),
            "by the importer": cell(row.importer_usd, row.importer_ref_id),
            "gap": "" if pd.isna(row.gap_usd) else dollars(row.gap_usd),
            "gap, % of the exporter's": "" if pd.isna(row.gap_pct) else percent(row.gap_pct),
        }
        for row in rows.itertuples()
    ]
    return cite.table(
        pd.DataFrame(shown),
        "The same goods as both sides count them",
        name="mirror",
        empty="No figure of exports or imports is on file.",
    )


def spread(corpus: Corpus) -> Html:
    """Returns how far articles disagree on a year's turnover, where several speak of the same year."""
    rows = audit.spread(corpus.trade, corpus.documents)
    rows = rows[rows["articles"] > 1]
    if rows.empty:
        return cite.prose(
            "No year's turnover is stated by more than one article, so articles cannot be held against one another."
        )
    shown = [
        {
            "year": str(row.year),
            "statistics": f"{statistics.country(row.reporter)}'s" if row.reporter != audit.HOME else "",
            "article of": row.published,
            "turnover": cite.link(dollars(row.value_usd), _of(corpus, row.claim_id)),
            "articles": row.articles,
            "spread": percent(row.spread_pct),
        }
        for row in rows.itertuples()
    ]
    return cite.table(pd.DataFrame(shown), "Turnover of a year as several articles state it", name="spread")


def contradictions(corpus: Corpus, series: pd.DataFrame) -> Html:
    """Returns pairs of claims that cannot both hold, beyond rounding; two that fit one side's statistics each do not contradict."""
    sides = audit.audit(corpus.trade, series).set_index("claim_id")["side"]
    shown = [
        {
            "for": audit.label(pair.start, pair.end),
            "one": cite.link(_counted(pair.first, pair.first_value, pair), _of(corpus, pair.first.claim_id)),
            "other": cite.link(_counted(pair.second, pair.second_value, pair), _of(corpus, pair.second.claim_id)),
        }
        for pair in implied.contradictions(tables.rows("trade", corpus.trade))
        if len({side for claim in (pair.first, pair.second) if isinstance(side := sides.get(claim.claim_id), str)}) < 2
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Claims that contradict one another",
        name="contradictions",
        empty="No two claims contradict one another beyond rounding.",
    )


def _counted(claim: Claim, value: float, pair: implied.Contradiction) -> str:
    stated = (claim.period_start, claim.period_end) == (pair.start, pair.end)
    return f"{value / 1e9:.4g} billion {pair.currency}, {'stated' if stated else 'implied by value and change'}"


def _basis(corpus: Corpus, row: Any) -> str:
    given = _of(corpus, *implied.parents(row.claim_id))
    return (
        "implied by " + " and ".join(_money(parent) for parent in given.itertuples()) if len(given) else str(row.basis)
    )


def evidence(corpus: Corpus) -> Html:
    """Returns every claim with its sentence and its place."""
    claims = corpus.trade
    speakers = corpus.actors.set_index("actor_id")["name"]
    shown = pd.DataFrame(
        {
            "period": [
                audit.label(a if pd.notna(a) else None, b if pd.notna(b) else None)
                for a, b in zip(claims["period_start"], claims["period_end"], strict=True)
            ],
            "measure": claims["measure"].tolist(),
            "value": [_money(row) for row in claims.itertuples()],
            "change": ["" if pd.isna(value) else percent(value) for value in claims["change_pct"]],
            "status": claims["status"].tolist(),
            "basis": [_basis(corpus, row) for row in claims.itertuples()],
            "speaker": [speakers.get(speaker, "") if pd.notna(speaker) else "" for speaker in claims["speaker"]],
            "sentence": cite.marked(corpus, claims),
            "article": cite.where(corpus, claims),
        }
    )
    return cite.table(
        shown, "Trade claims and their sentences", name="trade-evidence", empty="No claim of trade for the chosen time."
    )
