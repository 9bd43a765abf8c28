"""How amounts, changes and periods are written: the same way on every page."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

MINUS = "−"


def dollars(value: float) -> str:
    """Returns an amount of US dollars in billions or millions: $8.36 billion."""
    size, unit = (1e9, "billion") if abs(value) >= 1e9 else (1e6, "million")
    return f"{MINUS if value < 0 else ''}${abs(value) / size:.4g} {unit}"


def percent(value: float) -> str:
    """Returns a change in per cent with its sign: +22.8 %."""
    return _one_decimal(value, "+")


def rate(value: float) -> str:
    """Returns a rate in per cent, without a plus: 19.8 %."""
    return _one_decimal(value, "")


def _one_decimal(value: float, plus: str) -> str:
    rounded = round(value, 1) + 0.0  # the sum turns -0.0 into 0.0
    return f"{rounded:{plus}.1f} %".replace("-", MINUS)


def is_year(start: Any, end: Any) -> bool:
    """Returns whether two ISO days are the first and last day of one year; False where one is missing."""
    return isinstance(start, str) and isinstance(end, str) and start[4:] == "-01-01" and end == f"{start[:4]}-12-31"


def period(start: Any, end: Any) -> str:
    """Returns a period in words: 2006, H1 2007, Q1 2010, January–October 2022, May 2013, 2000–2005, or its two days.

    The result is empty where a day is missing (None or NaN).
    """
    if not (isinstance(start, str) and isinstance(end, str)):
        return ""
    year, _, part = period_id(start, end).partition("-")
    if part == "A":
        return year
    if part[:1] in ("H", "Q"):
        return f"{part} {year}"
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if part[:1] == "M":
        months = f"{first:%B}" if first.month == last.month else f"{first:%B}–{last:%B}"
        return f"{months} {year}"
    if (start[4:], end[4:]) == ("-01-01", "-12-31"):
        return f"{start[:4]}–{end[:4]}"
    return start if start == end else f"{start} to {end}"


def days(start: Any, end: Any) -> str:
    """Returns a time in words, with months written out: 18 August 2007, 9–17 August 2007, 30 July–2 August 2007, or as `period` does."""
    said = period(start, end)
    if not said[:1].isdigit() or len(said) < 10 or "–" in said:
        return said  # a year, a part of one, or none
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if first.year != last.year:
        return f"{first.day} {first:%B %Y}–{last.day} {last:%B %Y}"
    before = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    return f"{before}–{last.day} {last:%B %Y}"


def opening(text: str, longest: int) -> str:
    """Returns the first words of a text with an ellipsis, or the whole text where it is no longer than `longest` characters."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def period_id(start: str, end: str) -> str:
    """Returns a short name of a period for a ref_id: 2006-A, 2006-H1, 2006-Q1, 2005-M01-11, 2013-M05, or its two days."""
    year, first, last = start[:4], int(start[5:7]), int(end[5:7])
    if end[:4] != year or not _whole_months(start, end):
        return f"{start}-{end}"
    if (first, last) == (1, 12):
        return f"{year}-A"
    if last - first == 5 and first in (1, 7):
        return f"{year}-H{1 + first // 7}"
    if last - first == 2 and first % 3 == 1:
        return f"{year}-Q{1 + first // 3}"
    return f"{year}-M{first:02d}" if first == last else f"{year}-M{first:02d}-{last:02d}"


def _whole_months(start: str, end: str) -> bool:
    return start[8:] == "01" and int(end[8:]) == calendar.monthrange(int(end[:4]), int(end[5:7]))[1]
