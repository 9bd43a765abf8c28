"""Periods of time and their arithmetic: the days a period covers, the same days of another year, and how they are written."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

Days = tuple[date, date]
Months = tuple[int, int]  # first and last month of a part of a year


@dataclass(frozen=True)
class Period:
    """One time expression: its place in the text and the days it covers."""

    start: int
    end: int
    first: date | None
    last: date | None
    kind: str  # day, week, month, months, quarter, half, year, years, decade, season, span (past or coming years), same (as another figure's)
    relative: str | None  # None, "published", or "claim" (hangs on another figure: see `resolve`)
    years: int = 0  # claim-relative: years later (or earlier, negative) than that figure's period
    months: Months | None = None  # part of a year that the text does not name, or of one that hangs on a claim


QUARTERS = {1: (1, 3), 2: (4, 6), 3: (7, 9), 4: (10, 12)}
HALVES = {1: (1, 6), 2: (7, 12), 4: (7, 12)}


def resolve(period: Period, claim: Days | None) -> Days | None:
    """Returns the days of a period; what hangs on a claim is taken from the days of that claim, None when these are not known."""
    if period.relative != "claim":
        return (period.first, period.last) if period.first and period.last else None
    if claim is None:
        return None
    if period.first is not None:  # the same months of a year that is named
        return shift(claim, period.first.year - claim[0].year)
    shifted = shift(claim, period.years)
    if period.months and shifted[1].month - shifted[0].month != period.months[1] - period.months[0]:
        return part(shifted[1].year, period.months)
    return shifted if period.kind == "same" else year(shifted[1].year)


def shift(days: Days, years: int) -> Days:
    """Returns the same days so many years later, or earlier when negative; whole months stay whole."""
    first, last = days
    end = calendar.monthrange(last.year + years, last.month)[1]
    whole = last.day == calendar.monthrange(last.year, last.month)[1]
    return date(first.year + years, first.month, min(first.day, 28) if first.month == 2 else first.day), date(
        last.year + years, last.month, end if whole else min(last.day, end)
    )


def year(number: int) -> Days:
    """Returns the days of a year."""
    return date(number, 1, 1), date(number, 12, 31)


def part(number: int, months: Months) -> Days:
    """Returns the days from the first to the last month of a part of a year; months after 12 belong to the next one."""
    over, last = divmod(months[1] - 1, 12)
    return date(number, months[0], 1), date(number + over, last + 1, calendar.monthrange(number + over, last + 1)[1])


def render(days: Days) -> str:
    """Returns the days in words ("2006", "the first half of 2007", "January-September 2006"); `find` reads them back."""
    first, last = days
    if first.day != 1 or last != part(last.year, (last.month, last.month))[1]:
        return f"{_day(first)}" if first == last else f"{_day(first)} to {_day(last)}"
    months = (first.month, last.month)
    if first.year != last.year:
        if months == (1, 12):
            return f"{first.year}-{last.year}"
        return f"{calendar.month_name[first.month]} {first.year} to {calendar.month_name[last.month]} {last.year}"
    if months == (1, 12):
        return str(first.year)
    for names, parts in (("quarter", QUARTERS), ("half", {1: HALVES[1], 2: HALVES[2]})):
        for n, covered in parts.items():
            if covered == months:
                return f"the {('first', 'second', 'third', 'fourth')[n - 1]} {names} of {first.year}"
    if months[0] == months[1]:
        return f"{calendar.month_name[months[0]]} {first.year}"
    return f"{calendar.month_name[months[0]]}-{calendar.month_name[months[1]]} {first.year}"


def _day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
