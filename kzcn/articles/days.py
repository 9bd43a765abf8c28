"""Dates as pages write them, in several languages and orders (`vocabulary/months.toml`), as ISO days; never guessed."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from kzcn.vocabulary import months, vocabulary

ZONE = r"(?:\(?\b[A-Z]{3,4}(?:[+-]\d{1,2})?\b\)?)?(?:Z|[+-]\d{2}:?\d{2})?"
TIME = rf"(?:(?:at|в)\s+)?\b\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?(?:\.\d+)?\s*(?:[ap]\.?\s?m\b\.?)?\s*{ZONE}"
ORDINAL = r"(?:st|nd|rd|th)?"

# A step before publication, as journals state it: "Received 2 March 2016 / Accepted 28 April 2016".
STEP = re.compile(r"\b(?:received|submitted|revised|accepted)\b(?: on)?[:\s]*$", re.IGNORECASE)


def day(text: str) -> str | None:
    """Returns the day of a declared date ("2007-09-05T10:00:00Z", "20070905", "Wed, 5 Sep 2007 10:22:11 +0200"), or None."""
    compact = re.fullmatch(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*", text)
    return iso(*compact.groups()) if compact else dated(text)[0]


def dated(text: str) -> tuple[str | None, str]:
    """Returns the first full date of a text that is not of a step before publication, and the text without it, its time and its weekday.

    The day is None where there is no date or an ambiguous one: "9/5/2007" is ambiguous, "9/25/2007" is not.
    """
    dates = _pattern().finditer(text) if re.search(r"\d{4}|/\d\d", text) else iter(())
    match = next((date for date in dates if not STEP.search(text, 0, date.start())), None)
    if match is None:
        return None, text
    if re.search(
        r"\b\d{1,2}(?:\s+[^\W\d_]+)?\s*[-–]\s*$", text[: match.start()]
    ):  # "18 February - 3 March 2011" is not a day
        return None, text
    rest = text[: match.start()] + " " + text[match.end() :]
    if match.start() < 12:  # a time may also be before it
        rest = re.sub(rf"^[\s,|–—-]*{TIME}", "", rest, flags=re.IGNORECASE)
    values = {name[0]: value for name, value in match.groupdict().items() if value}
    if "a" in values:
        first, second = values["a"], values["b"]
        if int(first) <= 12 and int(second) <= 12 and first != second:
            return None, rest
        values["m"], values["d"] = (second, first) if int(first) > 12 else (first, second)
        values["y"] = values["y"] if len(values["y"]) == 4 else ("19" if values["y"] > "89" else "20") + values["y"]
    month = values["m"].rstrip(".").casefold()
    return iso(values["y"], months().get(month, month), values["d"]), rest


def iso(year: str, month: str, day: str) -> str | None:
    """Returns the ISO day, or None when the calendar has no such day between 1900 and 2100."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2100 else None


@cache
def _pattern() -> re.Pattern[str]:
    month = r"(?:" + "|".join(sorted(map(re.escape, months()), key=len, reverse=True)) + r")\b\.?"
    weekday = r"(?<![^\W\d_])(?:" + "|".join(vocabulary("months")["weekdays"].split()) + r")\b\.?"
    orders = [
        r"\b(?P<y1>\d{4})[-./](?P<m1>\d{1,2})[-./](?P<d1>\d{1,2})(?!\d)T?",
        rf"\b(?P<d2>\d{{1,2}}){ORDINAL}[\s.-]+(?:of\s+)?(?P<m2>{month})[\s,-]*(?P<y2>\d{{4}})\b(?:\s*(?:г\b\.?|года\b|ж\b\.?))?",
        rf"\b(?P<m3>{month})\s*(?P<d3>\d{{1,2}}){ORDINAL}(?:\s*,\s*|\s+)(?P<y3>\d{{4}})\b",
        rf"\b(?P<y4>\d{{4}})\s*(?:жылғы|жылы|ж\.)\s*(?P<d4>\d{{1,2}})\s*(?P<m4>{month})",
        r"(?P<y5>\d{4})\s*年\s*(?P<m5>\d{1,2})\s*月\s*(?P<d5>\d{1,2})\s*日",
        r"\b(?P<d6>\d{1,2})\.(?P<m6>\d{1,2})\.(?P<y6>\d{4})\b",
        r"\b(?P<a7>\d{1,2})/(?P<b7>\d{1,2})/(?P<y7>\d{4}|\d{2})\b",
    ]
    return re.compile(
        rf"(?:{weekday}[\s,/]*)?(?:{'|'.join(orders)})(?:[\s,|–—-]*{TIME})?(?:[\s,(]*{weekday}\)?)?", re.IGNORECASE
    )
