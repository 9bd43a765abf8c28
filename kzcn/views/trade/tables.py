"""The tables of the trade notebook."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kzcn import cite, tables
from kzcn.cite import Html, View
from kzcn.corpus import Corpus
from kzcn.phrasing import dollars, is_year, percent, period, rate
from kzcn.schema import Claim
from kzcn.statistics import background, countries, verdicts
from kzcn.statistics.mirror import flows
from kzcn.statistics.series import HOME, MIRROR, Official, Series
from kzcn.statistics.spread import turnover
from kzcn.trade import implied
from kzcn.views.trade import lookup


def audit_table(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the claim audit: claim, implied base, official figure, how far apart, whose count fits, verdict, reason and why."""
    rows = verdicts.audit(corpus.trade, series)
    rows = rows.sort_values(
        "verdict", key=lambda verdicts: verdicts == "no reference", kind="stable"
    )  # claims without an official figure come last
    claims = corpus.trade.set_index("claim_id")
    shown = []
    for row in rows.itertuples():
        claim = claims.loc[row.claim_id]
        said = lookup.money(claim) or percent(row.change_pct)
        base = "" if pd.isna(row.base_usd) else f"{dollars(row.base_usd)} in {row.base_period}"
        shown.append(
            {
                "period": row.period,
                "measure": f"{row.measure}{'' if row.measure == 'turnover' else f' of {row.reporter}'}",
                "claim": cite.link(("about " if row.approx else "") + said, lookup.spans(corpus, row.claim_id)),
                "change": "" if pd.isna(row.change_pct) else percent(row.change_pct),
                "basis": row.basis,
                "implied base": base,
                "official": cite.link(dollars(row.official_usd), lookup.figures(series, *row.ref_ids))
                if pd.notna(row.official_usd)
                else "",
                "claim above official by": "" if pd.isna(row.deviation_pct) else percent(row.deviation_pct),
                "by the count of": "" if pd.isna(row.side) else countries.name(row.side),
                "verdict": Html(f'<b class="verdict {row.verdict.replace(" ", "-")}">{row.verdict}</b>'),
                "reason": "" if pd.isna(row.reason) else row.reason,
                "why": row.why,
            }
        )
    return cite.table(
        pd.DataFrame(shown),
        "Claim audit",
        name="claim-audit",
        rows=rows,
        empty="There is no reported claim to compare with official figures.",
    )


def picture_table(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the claims that the picture draws."""
    rows = lookup.levels(corpus, series).sort_values(["year", "claim_id"])
    shown = pd.DataFrame(
        {
            "period": rows["label"].tolist(),
            "turnover": [
                cite.link(dollars(row.value_usd), lookup.spans(corpus, row.claim_id)) for row in rows.itertuples()
            ],
            "status": rows["status"].tolist(),
            "basis": rows["basis"].tolist(),
            "by the count of": ["" if pd.isna(side) else countries.name(side) for side in rows["side"]],
        }
    )
    return cite.table(
        shown,
        "Claims of turnover",
        name="turnover-claims",
        rows=rows,
        empty="No claim of turnover carries a value and a time.",
    )


def growth_table(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns each target with its base level, the growth it needs and the growth that the same article reports."""
    rows = lookup.growth(corpus, series)
    speakers = corpus.actors.set_index("actor_id")["name"]
    shown = [
        {
            "target": cite.link(dollars(row.target_usd), lookup.spans(corpus, row.claim_id)),
            "for": "" if pd.isna(row.target_year) else str(row.target_year),
            "stated by": speakers.get(row.speaker, "") if pd.notna(row.speaker) else "",
            "base": cite.link(f"{dollars(row.base_usd)} in {row.base_year}", lookup.source(corpus, series, row.base_id))
            if pd.notna(row.base_usd)
            else "",
            "base is": row.base_basis,
            "needed a year": "" if pd.isna(row.required_pct) else percent(row.required_pct),
            "reported": Html(
                ", ".join(
                    cite.link(f"{percent(pct)} {period}", lookup.spans(corpus, identifier)).markup
                    for pct, period, identifier in zip(row.growth_pct, row.growth_periods, row.growth_ids, strict=True)
                )
            ),
            "why": row.why,
        }
        for row in rows.itertuples()
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Growth that each target needs",
        name="required-growth",
        rows=rows,
        empty="No target is stated.",
    )


def outcomes_table(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns each target and forecast with its outcome, a row per side."""
    rows = lookup.outcomes(corpus, series)
    shown = [
        {
            "target": cite.link(dollars(row.target_usd), lookup.spans(corpus, row.claim_id)),
            "for": "" if pd.isna(row.target_year) else str(row.target_year),
            "kind": row.status,
            "statistics of": countries.name(row.side),
            "official figure": cite.link(dollars(row.outcome_usd), lookup.figures(series, row.ref_id))
            if pd.notna(row.outcome_usd)
            else "",
            "official above aim by": "" if pd.isna(row.deviation_pct) else percent(row.deviation_pct),
            "outcome": row.outcome,
            "first reached": "" if pd.isna(row.reached_in) else f"{row.reached} {row.reached_in}",
        }
        for row in rows.itertuples()
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Targets, forecasts and their outcomes",
        name="outcomes",
        rows=rows,
        empty="No target or forecast with a value is stated.",
    )


def mirror_table(series: pd.DataFrame) -> View:
    """Returns the figures that the mirror picture draws, with the gap between them."""
    rows = flows(series, **lookup.pair(series))
    rows = rows[rows["exporter_usd"].notna() | rows["importer_usd"].notna()]

    def cell(value: float, ref_id: str) -> Html | str:
        return cite.link(dollars(value), lookup.figures(series, ref_id)) if pd.notna(value) else ""

    shown = [
        {
            "year": str(row.year),
            "direction": f"{countries.name(row.exporter)} → {countries.name(row.importer)}",
            "by the exporter": cell(row.exporter_usd, row.exporter_ref_id),
            "by the importer": cell(row.importer_usd, row.importer_ref_id),
            "gap": "" if pd.isna(row.gap_usd) else dollars(row.gap_usd),
            "gap, share of the exporter's figure": "" if pd.isna(row.gap_pct) else percent(row.gap_pct),
        }
        for row in rows.itertuples()
    ]
    return cite.table(
        pd.DataFrame(shown),
        "The same goods as both sides count them",
        name="mirror",
        rows=rows,
        empty="No figure of exports or imports is available.",
    )


def spread(corpus: Corpus) -> View:
    """Returns how far articles disagree on a year's turnover, where several speak of the same year."""
    rows = turnover(corpus.trade, corpus.documents)
    rows = rows[rows["articles"] > 1]
    if rows.empty:
        return cite.prose(
            "No year's turnover is stated by more than one article, so articles cannot be compared with one another."
        ).of(rows)
    shown = [
        {
            "year": str(row.year),
            "statistics": f"{countries.name(row.reporter)}'s" if row.reporter != HOME else "",
            "article of": row.published,
            "turnover": cite.link(dollars(row.value_usd), lookup.spans(corpus, row.claim_id)),
            "articles": row.articles,
            "spread": percent(row.spread_pct),
        }
        for row in rows.itertuples()
    ]
    return cite.table(pd.DataFrame(shown), "Turnover of a year as several articles state it", name="spread", rows=rows)


def contradictions(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns pairs of claims that cannot both hold, beyond rounding; two that fit one side's statistics each do not contradict."""
    sides = verdicts.audit(corpus.trade, series).set_index("claim_id")["side"]
    pairs = [
        pair
        for pair in implied.contradictions(tables.rows("trade", corpus.trade))
        if len({side for claim in (pair.first, pair.second) if isinstance(side := sides.get(claim.claim_id), str)}) < 2
    ]
    shown = [
        {
            "for": period(pair.start, pair.end),
            "one": cite.link(_counted(pair.first, pair.first_value, pair), lookup.spans(corpus, pair.first.claim_id)),
            "other": cite.link(
                _counted(pair.second, pair.second_value, pair), lookup.spans(corpus, pair.second.claim_id)
            ),
        }
        for pair in pairs
    ]
    rows = [
        {
            "first_id": pair.first.claim_id,
            "second_id": pair.second.claim_id,
            "start": pair.start,
            "end": pair.end,
            "first_value": pair.first_value,
            "second_value": pair.second_value,
            "currency": pair.currency,
        }
        for pair in pairs
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Claims that contradict one another",
        name="contradictions",
        empty="No two claims contradict one another beyond rounding.",
        rows=pd.DataFrame(
            rows, columns=["first_id", "second_id", "start", "end", "first_value", "second_value", "currency"]
        ),
    )


def goods_table(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the claims on one kind of goods, by goods and year, beside official figures of that kind where on file and the total."""
    claims = corpus.trade[corpus.trade["goods"].notna()]
    claims = claims.assign(_end=claims["period_end"].fillna("")).sort_values(["goods", "_end", "claim_id"])
    figures, shown = Series(series), []
    for row in claims.itertuples():
        section = _section(row)
        total = _total(figures, row)
        shown.append(
            {
                "goods": row.goods,
                "period": period(row.period_start, row.period_end),
                "direction": _direction(row),
                "claim": cite.link(lookup.money(row) or percent(row.change_pct), lookup.spans(corpus, row.claim_id))
                if lookup.money(row) or pd.notna(row.change_pct)
                else "",
                "status": row.status,
                "official figure of such goods": ""
                if section.empty
                else cite.link(
                    f"{dollars(section.iloc[0]['value_usd'])}: {section.iloc[0]['section']}", section.iloc[:1]
                ),
                "official total": cite.link(dollars(total.value), lookup.figures(series, *total.ref_ids))
                if total
                else "",
                "claim, % of the total": percent(100 * row.value_usd / total.value).removeprefix("+")
                if total and pd.notna(row.value_usd)
                else "",
            }
        )
    return cite.table(
        pd.DataFrame(shown),
        "Claims on one kind of goods",
        name="goods",
        rows=claims.drop(columns="_end"),
        empty="No claim is about one kind of goods.",
    )


def _direction(row: Any) -> str:
    """Returns the way that the goods of a claim go, in words."""
    one, other = countries.name(row.reporter), countries.name(row.partner)
    if row.measure == "exports":
        return f"from {one} to {other}"
    return f"from {other} to {one}" if row.measure == "imports" else "both ways"


def _total(figures: Series, row: Any) -> Official | None:
    """Returns the preferred official total of a claim's flow and period, by the count of its reporter."""
    if not (isinstance(row.period_start, str) and isinstance(row.period_end, str)):
        return None
    return figures.best(row.measure, row.reporter, row.partner, row.reporter, row.period_start, row.period_end)


def _section(row: Any) -> pd.DataFrame:
    """Returns the official figures of a claim's kind of goods, flow and year."""
    table = background.sections()
    same = (table["reporter"] == row.reporter) & (table["flow"] == row.measure)
    same |= (table["partner"] == row.reporter) & (table["flow"].map(MIRROR) == row.measure)
    year = str(row.period_end)[:4] if is_year(row.period_start, row.period_end) else ""
    covered = table["words"].map(lambda words: row.goods in words).astype(bool)
    return table[same & (table["year"].astype(str) == year) & covered]


def share_table(series: pd.DataFrame) -> View:
    """Returns China's share of Kazakhstan's exports, imports and trade, a row per year."""
    rows = _of_pair(background.shares(), series)

    def cell(row: Any, value: float) -> Html | str:
        return "" if pd.isna(value) else cite.link(rate(value), rows[rows["ref_id"] == row.ref_id])

    shown = [
        {
            "year": str(row.year),
            "of exports": cell(row, row.exports_pct),
            "of imports": cell(row, row.imports_pct),
            "of both": cell(row, row.turnover_pct),
            "source": row.source,
        }
        for row in rows.itertuples()
    ]
    return cite.table(
        pd.DataFrame(shown),
        "China's share of Kazakhstan's trade",
        name="shares",
        rows=rows,
        empty="Shares are on file for Kazakhstan and China only.",
    )


def _of_pair(table: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Returns a table about Kazakhstan and China; without its rows where the figures are of other countries."""
    return table if set(lookup.pair(series).values()) == {"KAZ", "CHN"} else table.iloc[:0]


def gap_table(series: pd.DataFrame) -> View:
    """Returns why the two sides' figures differ: each part in words, whose figure it makes larger, and its size where it is known."""
    rows = _of_pair(background.gaps(), series)
    shown = [
        {
            "part": row.part,
            "what happens": row.words,
            "effect": row.who,
            "size": cite.link(row.size, rows[rows["ref_id"] == row.ref_id]),
            "source": row.source,
        }
        for row in rows.itertuples(index=False)
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Why the two sides' figures differ",
        name="gap",
        rows=rows,
        empty="Reasons are on file for Kazakhstan and China only.",
    )


def _counted(claim: Claim, value: float, pair: implied.Contradiction) -> str:
    stated = (claim.period_start, claim.period_end) == (pair.start, pair.end)
    return f"{value / 1e9:.4g} billion {pair.currency}, {'stated' if stated else 'implied by value and change'}"


def _basis(corpus: Corpus, row: Any) -> str:
    given = lookup.claims(corpus, row.parents)
    return (
        "implied by " + " and ".join(lookup.money(parent) for parent in given.itertuples())
        if len(given)
        else str(row.basis)
    )


def evidence(corpus: Corpus) -> View:
    """Returns every claim with its sentence and its place."""
    claims = corpus.trade
    speakers = corpus.actors.set_index("actor_id")["name"]
    shown = pd.DataFrame(
        {
            "period": [
                period(a if pd.notna(a) else None, b if pd.notna(b) else None)
                for a, b in zip(claims["period_start"], claims["period_end"], strict=True)
            ],
            "measure": claims["measure"].tolist(),
            "value": [lookup.money(row) for row in claims.itertuples()],
            "change": ["" if pd.isna(value) else percent(value) for value in claims["change_pct"]],
            "status": claims["status"].tolist(),
            "basis": [_basis(corpus, row) for row in claims.itertuples()],
            "speaker": [speakers.get(speaker, "") if pd.notna(speaker) else "" for speaker in claims["speaker"]],
            "sentence": cite.marked(corpus, claims),
            "article": cite.where(corpus, claims),
        }
    )
    return cite.table(
        shown,
        "Trade claims and their sentences",
        name="trade-evidence",
        rows=claims,
        empty="No claim of trade for the chosen time.",
    )
