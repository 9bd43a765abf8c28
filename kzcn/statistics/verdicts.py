"""What official figures say about the claims of articles: confirmed, close, growth fits, differs or no reference.

Claims are rows of the `trade` table, official figures those of `kzcn.reference`; claim_id and ref_id stay on every row, so that each
number can be cited. Money is in US dollars, deviations and changes are in per cent.

A claim is held against the preferred figure of the side whose statistics the article names, else of both sides: the nearer side is
inferred from the level, never from who states it (leaders of Kazakhstan often quote China's totals). The same goods are exports of one
side and imports of the other, so a claim on a flow is compared with both sides' figures. The two sides are never averaged, and a missing
year stays missing. The deviation is always that from the preferred figure, also where an earlier release fits better.

Rows with a flag of `official.SET_ASIDE` are never evidence; rows with a flag of `official.WEAK` cannot confirm a claim. Official figures
cover all goods: a claim on one kind of goods that is below the total differs from none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kzcn.phrasing import dollars, is_year, percent, period
from kzcn.statistics import countries
from kzcn.statistics.series import HOME, Official, Series, frame, records

VERDICTS = ("confirmed", "close", "growth fits", "differs", "no reference")
CONFIRMED = 1.5  # per cent: equal up to rounding in the press
APPROXIMATE = 5.0  # per cent: equal where the article says "about" or "nearly"
CLOSE = 7.5  # per cent: near enough for a revision or an early count, well below the gap between the two sides
SAME_GROWTH = 2.5  # per cent between two growth factors, each from two rounded figures
BILLION = 1e9
WIDER = 1.35  # how far outside the usual ratio of the two sides a claim may be when only one side has a figure


@dataclass(frozen=True)
class Verdict:
    """What official figures say about one value; `reason` tells why there is no reference."""

    verdict: str
    why: str
    side: str | None = None
    nearest: Official | None = None
    ref_ids: tuple[str, ...] = ()
    deviation: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Fit:
    """How one side's figures fit a value: the preferred one, and those within the tolerance, nearest first."""

    preferred: Official
    deviation: float  # per cent, of the value from the preferred figure
    fitting: tuple[Official, ...]
    exact: Official | None  # a figure that is not weak and equals the value up to rounding

    @property
    def rank(self) -> tuple[int, float]:
        """Returns what orders sides: an exact figure first, then a close one, then the nearest."""
        return (0 if self.exact else 1 if self.fitting else 2), abs(self.deviation)


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
    "reason",
    "why",
]


def audit(claims: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Returns a verdict on every reported claim (for targets and forecasts see `targets.outcomes`), in the order of the claims.

    Columns: claim_id, doc_id, period (in words), measure, reporter, partner, value_usd, approx, change_pct, basis (stated,
    implied); side (whose statistics the claim names, or else its level fits; missing where it fits none); ref_ids (that side's figures
    within the tolerance, nearest first; where none fits, the preferred figure of the nearer side), official_usd and official_basis (the
    preferred figure of that side; basis published, sum or derived), deviation_pct (claim over that figure); base_period, base_usd
    (what value and change imply for the base period), base_ref_ids, base_official_usd, base_deviation_pct, base_verdict; verdict;
    reason (why there is no reference, else missing); why (one sentence).

    Verdicts: confirmed (the figure itself: within 1.5 % or its last digit of a published figure, 5 % where it is approximate), close
    (within 7.5 %, or only a weak figure agrees), growth fits (only the base and the change fit), differs, no reference. An implied figure
    is at most "growth fits". Reasons: no period, no amount, part of a year, several years, kind of goods, no figure.
    """
    series = Series(reference)
    reported = claims[claims["status"] == "reported"]
    return frame([_audited(series, row) for row in records(reported)], AUDIT)


def _audited(series: Series, claim: dict[str, Any]) -> dict[str, Any]:
    days, base_days = (claim["period_start"], claim["period_end"]), (claim["base_start"], claim["base_end"])
    verdict = _verdict(series, claim, days, base_days)
    base_usd, base = _base(series, claim, verdict, base_days)
    overall, reason = verdict.verdict, verdict.reason
    if overall == "no reference" and base.verdict in ("growth fits", "differs") and reason != "kind of goods":
        if base.verdict == "growth fits" or not verdict.side:
            overall, reason = base.verdict, None
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
        "reason": reason,
        "why": why,
    }


def _verdict(series: Series, claim: dict[str, Any], days: Any, base_days: Any) -> Verdict:
    if None in days:
        return Verdict("no reference", "The claim names no period", reason="no period")
    if claim["value_usd"] is not None:
        return on_value(series, claim, claim["value_usd"], days)
    if claim["change_pct"] is not None and None not in base_days:
        return _change(series, claim, days, base_days)
    return Verdict(
        "no reference", "The claim has no value in dollars and no change to a named period", reason="no amount"
    )


def _base(series: Series, claim: dict[str, Any], verdict: Verdict, base_days: Any) -> tuple[float | None, Verdict]:
    """Returns the base that value and change imply, and the verdict on it."""
    value, change = claim["value_usd"], claim["change_pct"]
    known = None not in (claim["period_start"], claim["period_end"], *base_days)
    if value is None or change is None or change <= -100 or not known:
        return None, Verdict("no reference", "")
    base = value / (1 + change / 100)
    sides = (verdict.side,) if verdict.side else None
    return base, on_value(series, claim | {"basis": "implied"}, base, base_days, sides)


def on_value(
    series: Series, claim: dict[str, Any], value: float, days: tuple[str, str], sides: Sequence[str] | None = None
) -> Verdict:
    """Returns the verdict on a value; only one that the article itself states can be confirmed."""
    measure, reporter, partner = claim["measure"], claim["reporter"], claim["partner"]
    # Where the reporter of a turnover is not HOME, the article names whose statistics it uses.
    named = reporter if measure in ("turnover", "balance") and reporter != HOME else None
    known = {}
    for side in sides or (reporter, partner):
        figures = [
            figure
            for figure in series.figures(measure, reporter, partner, side, *days)
            if not ("LOWER BOUND" in figure.flags and figure.deviation(value) > CLOSE)
        ]  # a lower bound says nothing about a value far above it
        if figures:
            known[side] = _fit(figures, value, claim)
    if not known:
        return Verdict(
            "no reference",
            f"{dollars(value)}, and no official figure for {period(*days)}",
            reason=_unknown(claim, days),
        )
    nearer = min(known, key=lambda side: known[side].rank)
    side = named if named in known else nearer
    fit = known[side]
    if claim["goods"] and value <= fit.preferred.value * (1 + CLOSE / 100):
        return _on_goods(claim, value, days, fit, side)
    why = _compared(value, fit, side, days)
    refs = tuple(ref_id for figure in fit.fitting or (fit.preferred,) for ref_id in figure.ref_ids)
    found = (fit.preferred, refs, fit.deviation)
    if fit.fitting:
        if claim["basis"] != "stated":
            return Verdict("growth fits", why, side, *found)
        return Verdict("confirmed" if fit.exact else "close", why, side, *found)
    missing = [other for other in (reporter, partner) if other not in known and not sides]
    if missing and not (named and side == named):
        if (unsure := _other_missing(series, claim, value, fit, side, missing[0])) is not None:
            reached = missing[0] if measure != "balance" else None
            return Verdict("no reference", why + unsure, reached, *found, reason="no figure")
    if nearer != side and known[nearer].fitting:
        why += f"; it is at the level of {countries.name(nearer)}'s figure, {dollars(known[nearer].preferred.value)}"
    return Verdict("differs", why, None, *found)


def _fit(figures: list[Official], value: float, claim: dict[str, Any]) -> Fit:
    """Returns how one side's figures, the preferred one first, fit a value."""
    slack = max(CONFIRMED, 100 * _last_digit(value) / abs(value) if value and claim["basis"] == "stated" else 0)
    exact = min(max(slack, APPROXIMATE if claim["approx"] else 0), CLOSE)
    fitting = [figure for figure in figures if abs(figure.deviation(value)) <= CLOSE or _above(claim, value, figure)]
    fitting.sort(key=lambda figure: abs(figure.deviation(value)))
    equal = [figure for figure in figures if not figure.weak and abs(figure.deviation(value)) <= exact]
    return Fit(figures[0], figures[0].deviation(value), tuple(fitting), equal[0] if equal else None)


def _above(claim: dict[str, Any], value: float, figure: Official) -> bool:
    """Returns whether an approximate value may mean a figure by "over 3 billion": one above it, below the next billion (or last digit)."""
    step = BILLION if value % BILLION == 0 else 2 * _last_digit(value)
    return bool(claim["approx"]) and value <= figure.value < value + step


def _last_digit(value: float) -> float:
    """Returns half a unit of the last digit that is given: 0.005e9 for 8.36e9, at least two digits being meant."""
    mantissa, exponent = f"{abs(value):.10e}".split("e")
    given = max(len(mantissa.rstrip("0").replace(".", "")), 2)
    return 0.5 * 10.0 ** (int(exponent) - given + 1)


def _compared(value: float, fit: Fit, side: str, days: tuple[str, str]) -> str:
    """Returns the words that compare a value with a side's preferred figure, and with the release that fits where that does not."""
    why = (
        f"{dollars(value)} against {countries.name(side)}'s {_named(fit.preferred)} for {period(*days)} "
        f"({percent(fit.deviation)})"
    )
    best = fit.exact or (fit.fitting[0] if fit.fitting else None)
    if best and best is not fit.preferred and abs(fit.deviation) > CONFIRMED:
        words = {"series": "its series", "release": "another release", "statement": "the press"}[best.kind]
        why += f"; {words} has {_named(best)} ({percent(best.deviation(value))})"
    return why


def _on_goods(claim: dict[str, Any], value: float, days: tuple[str, str], fit: Fit, side: str) -> Verdict:
    why = (
        f"{_compared(value, fit, side, days)}; the claim is on one kind of goods ({claim['goods']}), the figure on all"
    )
    return Verdict(
        "no reference", why, None, fit.preferred, fit.preferred.ref_ids, fit.deviation, reason="kind of goods"
    )


def _unknown(claim: dict[str, Any], days: tuple[str, str]) -> str:
    """Returns why there is no official figure: of a part of a year, of several years, of one kind of goods, or of this year."""
    if claim["goods"]:
        return "kind of goods"
    if is_year(*days):
        return "no figure"
    return "part of a year" if days[0][:4] == days[1][:4] else "several years"


def _other_missing(
    series: Series, claim: dict[str, Any], value: float, fit: Fit, side: str, missing: str
) -> str | None:
    """Returns words on a value that may be the other side's, which has no figure; None where it is too far for that."""
    measure, reporter, partner = claim["measure"], claim["reporter"], claim["partner"]
    words = f"; {countries.name(missing)}'s figure is missing"
    if measure == "balance":
        return words
    ratio = series.usual_ratio(measure, reporter, partner, side, missing)
    if ratio and ratio[0] / WIDER <= value / fit.preferred.value <= ratio[1] * WIDER:
        return f"{words} and would usually be {ratio[0]:.2f} to {ratio[1]:.2f} times that"
    return None


def _change(series: Series, claim: dict[str, Any], days: tuple[str, str], base_days: tuple[str, str]) -> Verdict:
    """Returns the verdict on a change without a value, from one side's figures for both periods."""
    change = claim["change_pct"]
    found = [
        (abs((1 + change / 100) / (now.value / then.value) - 1) * 100, 100 * (now.value / then.value - 1), now, then)
        for side in (claim["reporter"], claim["partner"])
        for now, then in _releases(series, claim, side, days, base_days)
    ]
    if not found:
        why = f"{percent(change)}, and no side has figures for both {period(*days)} and {period(*base_days)}"
        return Verdict("no reference", why, reason=_unknown(claim, days))
    apart, official, now, then = min(found, key=lambda candidate: candidate[0])
    why = f"{percent(change)} against {percent(official)} by {countries.name(now.side)}'s figures for {period(*base_days)} and {period(*days)}"
    refs = now.ref_ids + then.ref_ids
    if claim["goods"]:
        return Verdict("no reference", why, None, None, refs, reason="kind of goods")
    if apart <= (APPROXIMATE if claim["approx"] else SAME_GROWTH):
        return Verdict("growth fits", why, now.side, None, refs)
    if len({candidate[2].side for candidate in found}) < 2:
        return Verdict("no reference", why, None, None, refs, reason="no figure")
    return Verdict("differs", why, None, None, refs)


def _releases(
    series: Series, claim: dict[str, Any], side: str, days: tuple[str, str], base_days: tuple[str, str]
) -> list[tuple[Official, Official]]:
    """Returns a side's figures for two periods: the preferred ones, and those that one source gives for both."""
    measure, reporter, partner = claim["measure"], claim["reporter"], claim["partner"]
    if measure == "balance":
        return []
    later, earlier = (
        [
            figure
            for figure in series.figures(measure, reporter, partner, side, *when)
            if "LOWER BOUND" not in figure.flags
        ]
        for when in (days, base_days)
    )
    return [
        (now, then)
        for now in later
        for then in earlier
        if (now is later[0] and then is earlier[0]) or now.source.split(",")[0] == then.source.split(",")[0]
    ]


def _named(figure: Official) -> str:
    kinds = {"DERIVED": "derived ", "ESTIMATE": "estimated ", "LOWER BOUND": "lower bound of ", "ROUNDED": "rounded "}
    return "".join(word for flag, word in kinds.items() if flag in figure.flags) + dollars(figure.value)
