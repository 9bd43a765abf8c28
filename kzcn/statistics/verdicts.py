"""What official figures say about the claims of articles: confirmed, consistent, conflicts or no reference.

Claims are rows of the `trade` table, official figures those of `kzcn.reference`; claim_id and ref_id stay on every row, so that each
number can be cited. Money is in US dollars, deviations and changes are in per cent.

Whose statistics a claim follows is inferred from the level of the figure, never from who states it: leaders of Kazakhstan often quote
China's totals. The same goods are exports of one side and imports of the other, so a claim on a flow is compared with both sides'
figures. The two sides are never averaged, and a missing year stays missing.

Rows with a flag of `official.SET_ASIDE` are never evidence; rows with a flag of `official.WEAK` can make a claim consistent, but
cannot confirm it. Official figures cover all goods: a claim on one kind of goods that is below the total conflicts with none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kzcn.phrasing import dollars, percent, period
from kzcn.statistics import countries
from kzcn.statistics.series import HOME, Official, Series, frame, records

CONFIRMED = 1.5  # per cent: equal up to rounding in the press
CONSISTENT = 7.5  # per cent: near enough for a revision or an early count, well below the gap between the two sides
SAME_GROWTH = 2.5  # per cent between two growth factors, each from two rounded figures
WIDER = 1.35  # how far outside the usual ratio of the two sides a claim may be when only one side has a figure


@dataclass(frozen=True)
class Verdict:
    """What official figures say about one value."""

    verdict: str
    why: str
    side: str | None = None
    nearest: Official | None = None
    ref_ids: tuple[str, ...] = ()
    deviation: float | None = None


AUDIT = [
    "claim_id",
    "doc_id",
    "period",
    "measure",
    "reporter",
    "partner",
    "value_usd",
    "approx",
    "change_pct",
    "basis",
    "side",
    "ref_ids",
    "official_usd",
    "official_basis",
    "deviation_pct",
    "base_period",
    "base_usd",
    "base_ref_ids",
    "base_official_usd",
    "base_deviation_pct",
    "base_verdict",
    "verdict",
    "why",
]


def audit(claims: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Returns a verdict on every reported claim (for targets and forecasts see `targets.outcomes`), in the order of the claims.

    Columns: claim_id, doc_id, period (in words), measure, reporter, partner, value_usd, approx, change_pct, basis (stated,
    implied); side (whose statistics the level fits; missing where it fits none); ref_ids (that side's figures within the tolerance, nearest
    first; where none fits, the preferred figure of the nearer side), official_usd and official_basis (the first of them; basis
    published or derived), deviation_pct (claim over official); base_period, base_usd (what value and change imply for the base
    period), base_ref_ids, base_official_usd, base_deviation_pct, base_verdict; verdict; why (one sentence).

    Verdicts: confirmed (within 1.5 % of a published figure), consistent (within 7.5 %, or only a weak figure or the stated change
    fits), conflicts, no reference. An implied figure is at most consistent. Where one side's figure is missing and the claim is
    near the usual ratio of the two sides (with room, because the gap is wider in some years than in those with data), or the claim
    is on one kind of goods and below the total, the verdict is no reference, not conflicts.
    """
    series = Series(reference)
    reported = claims[claims["status"] == "reported"]
    return frame([_audited(series, row) for row in records(reported)], AUDIT)


def _audited(series: Series, claim: dict[str, Any]) -> dict[str, Any]:
    value, change = claim["value_usd"], claim["change_pct"]
    days, base_days = (claim["period_start"], claim["period_end"]), (claim["base_start"], claim["base_end"])
    sides = (claim["reporter"], claim["partner"])
    base_usd, base = None, Verdict("no reference", "")
    if None in days:
        verdict = Verdict("no reference", "The claim names no period")
    elif value is not None:
        verdict = on_value(series, claim, value, days, sides, firm=claim["basis"] == "stated")
        if change is not None and change > -100 and None not in base_days:
            base_usd = value / (1 + change / 100)
            base = on_value(series, claim, base_usd, base_days, (verdict.side,) if verdict.side else sides, firm=False)
    elif change is not None and None not in base_days:
        verdict = _change(series, claim, change, days, base_days)
    else:
        verdict = Verdict("no reference", "The claim has no value in dollars and no change to a named period")
    overall = verdict.verdict
    if overall == "no reference" and (base.verdict == "consistent" or not verdict.side):
        overall = base.verdict
    why = verdict.why + (f"; the base it implies: {base.why}" if base_usd is not None and base.nearest else "") + "."
    return {
        **{column: claim[column] for column in AUDIT if column in claim},
        "period": period(*days),
        "side": verdict.side or base.side,
        "ref_ids": verdict.ref_ids,
        "official_usd": verdict.nearest and verdict.nearest.value,
        "official_basis": verdict.nearest and verdict.nearest.basis,
        "deviation_pct": verdict.deviation,
        "base_period": period(*base_days),
        "base_usd": base_usd,
        "base_ref_ids": base.ref_ids,
        "base_official_usd": base.nearest and base.nearest.value,
        "base_deviation_pct": base.deviation,
        "base_verdict": base.verdict if base_usd is not None else None,
        "verdict": overall,
        "why": why,
    }


def on_value(
    series: Series, claim: dict[str, Any], value: float, days: tuple[str, str], sides: Sequence[str], *, firm: bool
) -> Verdict:
    """Returns the verdict on a value; only a firm value, one that the article itself states, can be confirmed."""
    measure, reporter, partner = claim["measure"], claim["reporter"], claim["partner"]
    known = {}
    for side in sides:
        figures = [
            figure
            for figure in series.figures(measure, reporter, partner, side, *days)
            if not ("LOWER BOUND" in figure.flags and figure.deviation(value) > CONSISTENT)
        ]  # a lower bound says nothing about a value far above it
        if figures:
            fitting = [figure for figure in figures if abs(figure.deviation(value)) <= CONSISTENT]
            known[side] = sorted(fitting, key=lambda figure: abs(figure.deviation(value))) or figures[:1]
    if not known:
        return Verdict("no reference", f"{dollars(value)}, and no official figure for {period(*days)}")
    side = min(known, key=lambda side: abs(known[side][0].deviation(value)))
    if reporter != HOME and reporter in known and abs(known[reporter][0].deviation(value)) <= CONSISTENT:
        side = reporter
    nearest = known[side][0]
    deviation = nearest.deviation(value)
    ref_ids = tuple(ref_id for figure in known[side] for ref_id in figure.ref_ids)
    why = f"{dollars(value)} against {countries.name(side)}'s {_named(nearest)} for {period(*days)} ({percent(deviation)})"
    # Where the reporter of a turnover is not HOME, the article names whose statistics it uses.
    named = reporter if measure in ("turnover", "balance") and reporter != HOME else None
    if abs(deviation) <= CONSISTENT:
        printed = next(
            (figure for figure in known[side] if not figure.weak and abs(figure.deviation(value)) <= CONFIRMED), None
        )
        if printed and nearest.weak:
            why += f" and its published {dollars(printed.value)} ({percent(printed.deviation(value))})"
        if named and side != named:
            why += f", although the article names {countries.name(named)}'s statistics"
        verdict = "confirmed" if printed and firm and side == (named or side) else "consistent"
        return Verdict(verdict, why, side, nearest, ref_ids, deviation)
    missing = [other for other in sides if other not in known]
    if missing and side != named:
        ratio = series.usual_ratio(measure, reporter, partner, side, missing[0]) if measure != "balance" else None
        if measure == "balance" or (ratio and ratio[0] / WIDER <= value / nearest.value <= ratio[1] * WIDER):
            why += f"; {countries.name(missing[0])}'s figure is missing"
            why += f" and would usually be {ratio[0]:.2f} to {ratio[1]:.2f} times that" if ratio else ""
            return Verdict("no reference", why, missing[0] if ratio else None, nearest, ref_ids, deviation)
    kind = claim["goods"]
    if kind and value < nearest.value:
        return Verdict(
            "no reference",
            f"{why}; the claim is on one kind of goods ({kind}), the figure on all",
            None,
            nearest,
            ref_ids,
            deviation,
        )
    return Verdict("conflicts", why, None, nearest, ref_ids, deviation)


def _change(
    series: Series, claim: dict[str, Any], change: float, days: tuple[str, str], base_days: tuple[str, str]
) -> Verdict:
    """Returns the verdict on a change without a value, from one side's figures for both periods."""
    measure, reporter, partner = claim["measure"], claim["reporter"], claim["partner"]
    found = []
    for side in (reporter, partner):
        now, then = (series.best(measure, reporter, partner, side, *when) for when in (days, base_days))
        if measure != "balance" and now and then and "LOWER BOUND" not in now.flags | then.flags:
            found.append(
                (
                    abs((1 + change / 100) / (now.value / then.value) - 1) * 100,
                    100 * (now.value / then.value - 1),
                    now,
                    then,
                )
            )
    if not found:
        return Verdict(
            "no reference",
            f"{percent(change)}, and no side has figures for both {period(*days)} and {period(*base_days)}",
        )
    apart, official, now, then = min(found, key=lambda candidate: candidate[0])
    why = f"{percent(change)} against {percent(official)} by {countries.name(now.side)}'s figures for {period(*base_days)} and {period(*days)}"
    if apart <= SAME_GROWTH:
        return Verdict("consistent", why, now.side, None, now.ref_ids + then.ref_ids)
    firm = len(found) == 2 and claim["goods"] is None
    return Verdict("conflicts" if firm else "no reference", why, None, None, now.ref_ids + then.ref_ids)


def _named(figure: Official) -> str:
    kinds = {"DERIVED": "derived ", "ESTIMATE": "estimated ", "LOWER BOUND": "lower bound of "}
    return "".join(word for flag, word in kinds.items() if flag in figure.flags) + dollars(figure.value)
