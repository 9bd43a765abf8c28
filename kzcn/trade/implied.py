"""What stated claims imply: rows by arithmetic, and claims that cannot both be right."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from kzcn import periods
from kzcn.periods import Days
from kzcn.schema import Claim
from kzcn.trade import rates

NEAR = 200  # characters: a level that a sentence gives for the base period itself


@dataclass(frozen=True)
class Contradiction:
    """Two claims about the same trade in the same period that differ by more than rounding."""

    first: Claim
    second: Claim
    first_value: float  # as stated, or as implied by the claim's value and change
    second_value: float
    currency: str
    start: str  # the period in which they differ, ISO days
    end: str


def merged(stated: list[Claim], guessed: Collection[str] = ()) -> list[Claim]:
    """Returns stated claims with the rows that they imply, in order of place, every parent before its rows.

    Claims whose period is `guessed` (their claim_ids) imply nothing.

    Implied rows have basis "implied", the span and quote of the claim that they follow from, the ids of their parents, and an id that says the
    arithmetic: `DOC:t1-base` is the base that value and change of t1 imply, `DOC:t4-less-t3` the second half of a year (t4) without its first half (t3).
    """
    rows: list[Claim] = []
    for n, claim in enumerate(stated):
        rows.append(claim)
        if claim.claim_id in guessed:
            continue
        others = [other for m, other in enumerate(stated) if m != n]
        rows += [row for row in (_base(claim), _second_half(claim, others)) if row and not _told(row, others)]
    return rows


def _told(row: Claim, stated: list[Claim]) -> bool:
    """Whether a stated claim gives the value of the same trade and period."""
    return any(
        other.value is not None
        and _days(other) == _days(row)
        and _same_trade(row, other)
        and other.start >= row.start - NEAR
        for other in stated
    )


def _base(claim: Claim) -> Claim | None:
    """Returns the value of the base period that a value and its change imply."""
    days, value = _base_days(claim), _base_value(claim)
    if days is None or value is None or claim.status != "reported":
        return None
    return _row(claim, days, value, f"{claim.claim_id}-base", (claim,))


def _base_value(claim: Claim) -> float | None:
    if claim.value is None or claim.change_pct is None or claim.change_pct <= -100:
        return None
    return claim.value / (1 + claim.change_pct / 100)


def _second_half(half: Claim, others: list[Claim]) -> Claim | None:
    """Returns the second half of a year, where the year and its first half are stated."""
    days = _days(half)
    if half.value is None or days is None or half.status != "reported" or days != periods.part(days[0].year, (1, 6)):
        return None
    for year in others:
        if (
            year.value is not None
            and _same_trade(half, year)
            and _days(year) == periods.year(days[0].year)
            and year.status == "reported"
        ):
            rest = periods.part(days[0].year, (7, 12))
            claim_id = f"{year.claim_id}-less-{half.claim_id.removeprefix(f'{half.doc_id}:')}"
            row = _row(half, rest, year.value - half.value, claim_id, (year, half))
            return replace(row, approx=half.approx or year.approx)
    return None


def _row(parent: Claim, days: Days, value: float, claim_id: str, parents: tuple[Claim, ...]) -> Claim:
    currency = parent.currency or "USD"
    return replace(
        parent,
        claim_id=claim_id,
        period_start=days[0].isoformat(),
        period_end=days[1].isoformat(),
        value=value,
        value_usd=rates.usd(value, currency, days[1].year),
        change_pct=None,
        base_start=None,
        base_end=None,
        basis="implied",
        parents=tuple(claim.claim_id for claim in parents),
        confidence=_all_right(parents),
        corrected=any(claim.corrected for claim in parents),
    )


def _all_right(parents: tuple[Claim, ...]) -> float | None:
    """Returns the probability that all parents are right; None where that of one is not known."""
    known = [claim.confidence for claim in parents if claim.confidence is not None]
    return math.prod(known) if len(known) == len(parents) else None


def contradictions(claims: list[Claim]) -> list[Contradiction]:
    """Returns every pair of stated claims of the same measure, goods, reporter and period whose values differ beyond rounding.

    A claim speaks of its own period, and through its change also of the base period.
    """
    values: list[tuple[Claim, Days, float, float]] = []
    for claim in claims:
        if claim.basis != "stated" or claim.status != "reported" or claim.value is None:
            continue
        slack = _rounding(claim)
        if days := _days(claim):
            values.append((claim, days, claim.value, slack))
        base_days, base = _base_days(claim), _base_value(claim)
        if base_days and base is not None and claim.change_pct is not None:
            points = _last_digit(claim.change_pct)
            values.append(
                (claim, base_days, base, (slack / abs(claim.value) + points / (100 + claim.change_pct)) * abs(base))
            )
    found = []
    for n, (first, days, value, slack) in enumerate(values):
        for second, other_days, other, other_slack in values[n + 1 :]:
            if (
                first is not second
                and _same_trade(first, second)
                and days == other_days
                and abs(value - other) > slack + other_slack
            ):
                found.append(
                    Contradiction(
                        first, second, value, other, first.currency or "USD", days[0].isoformat(), days[1].isoformat()
                    )
                )
    return found


def _rounding(claim: Claim) -> float:
    """Returns by how much the true value may differ from the stated one."""
    value = abs(claim.value or 0)
    return max(_last_digit(value), 0.05 * value if claim.approx else 0)


def _last_digit(value: float) -> float:
    """Returns half a unit of the last digit that is given: 0.005e9 for 8.36e9, at least two digits being meant."""
    digits = f"{abs(value):.10e}"
    mantissa, exponent = digits.split("e")
    given = max(len(mantissa.rstrip("0").replace(".", "")), 2)
    return 0.5 * 10.0 ** (int(exponent) - given + 1)


def _same_trade(one: Claim, other: Claim) -> bool:
    same = (one.measure, one.reporter, one.partner, one.currency) == (
        other.measure,
        other.reporter,
        other.partner,
        other.currency,
    )
    return same and one.goods == other.goods


def _days(claim: Claim) -> Days | None:
    return _pair(claim.period_start, claim.period_end)


def _base_days(claim: Claim) -> Days | None:
    return _pair(claim.base_start, claim.base_end)


def _pair(start: str | None, end: str | None) -> Days | None:
    return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None
