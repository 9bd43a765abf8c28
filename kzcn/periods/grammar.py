"""The grammar of time expressions: `find` reads them from a sentence.

Absolute expressions ("January-September 2006") and those that hang on the day of publication ("last year", "the first half") come back
resolved; those that hang on another figure ("a year earlier", "the same period") say how, and `days.resolve` finishes them.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from kzcn.periods.days import HALVES, QUARTERS, Months, Period, part, year

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: n for name, n in MONTHS.items()} | {"sept": 9}
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "couple of": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "dozen": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
ORDINALS = {
    "first": 1,
    "1st": 1,
    "initial": 1,
    "opening": 1,
    "second": 2,
    "2nd": 2,
    "latter": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
    "final": 4,
    "closing": 4,
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
SHORT_YEAR = r"(?<=[a-z] )['’](?:9\d|[0-2]\d)(?=[\s.,;:)]|$)(?! (?:billion|million|per|tons|tonnes))"  # "of '08"
YEAR = rf"(?:19[4-9]\d|20[0-9]\d|{SHORT_YEAR})(?![\d%])(?![.,]\d)"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
NUMBER = (
    r"(?:\d{1,2}|couple of|"
    + "|".join(sorted((word for word in NUMBERS if word != "couple of"), key=len, reverse=True))
    + ")"
)
DASH = r"\s?[-–—‑]\s?"
ORDINAL = "(?:" + "|".join(ORDINALS) + ")"
THAT_YEAR = (
    rf"(?P<year>{YEAR})|(?P<word>this|the current|the present|last|the last|the past|next|"
    rf"the previous|the preceding|the prior|the same|that|the following|the)"
    r" year\b(?!s)(?! (?:before|earlier))|(?P<earlier>a year (?:earlier|before|ago))"
)
OF_YEAR = (
    rf"(?:(?: (?:data|figures|trade|turnover|exports|imports|results|numbers)(?= (?:of|in|for) {YEAR}))?"
    rf",?\s(?:of|in|on|for|during)?\s?(?:the year )?(?:{THAT_YEAR}))?"
)
YEARS_OWN = rf"(?:(?P<own>{YEAR})(?:['’]s)? |(?P<whose>this|last|next|the previous|that) year['’]s )?"
THE = r"(?:the )?"


def find(text: str, published: date | None) -> list[Period]:
    """Returns every time expression of a sentence in order of place, none overlapping another.

    What hangs on the day of publication is resolved when `published` is given; without it `first` and `last` are None.
    """
    if not (DIGIT.search(text) or _holds_words(text)) or not HINT.search(text):
        return []
    found: list[Period] = []
    words = {need: need.search(text) is not None for need in NEEDS}
    for pattern, build, need in RULES:
        for match in pattern.finditer(text) if need is None or words[need] else ():
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                period = build(match, published)
                if period is not None:
                    found.append(period)
    return _that_of_before(sorted([*found, *_ordinals(text, found)], key=lambda period: period.start))


def _holds_words(text: str) -> bool:
    """Returns whether a text without digits may hold a time expression; a cheap look before the patterns."""
    return any(month in text for month in MONTHS_BEGIN) or any(word in text.lower() for word in TIME_WORDS)


def _that_of_before(found: list[Period]) -> list[Period]:
    """Returns the periods, with "that year" and "for the year" behind a dated one made the year of it."""
    for n, period in enumerate(found):
        named = [other for other in found[:n] if other.relative is None and other.last]
        if period.kind == "year" and period.relative == "claim" and not period.years and named and named[-1].last:
            first, last = year(named[-1].last.year)
            found[n] = replace(period, first=first, last=last, relative=None)
    return found


def _ordinals(text: str, found: list[Period]) -> list[Period]:
    """Returns parts named by their number alone, "in the second quarter ..., after $2.9 billion in the first", and "next" after "this year"."""
    named = [period for period in found if period.kind in ("quarter", "half") and period.first]
    parts = []
    for match in ORDINAL_ALONE.finditer(text):
        model = next((period for period in named if period.end <= match.start()), None)
        if model and model.first:
            months = (QUARTERS if model.kind == "quarter" else HALVES)[ORDINALS[match["ordinal"]]]
            parts.append(Period(*match.span("ordinal"), *part(model.first.year, months), model.kind, model.relative))
    this_year = next(
        (period for period in found if period.kind == "year" and THIS_YEAR.match(text, period.start)), None
    )
    if this_year and this_year.first:
        parts += [
            Period(*match.span(), *year(this_year.first.year + (1 if match[0] == "next" else -1)), "year", "published")
            for match in YEAR_ALONE.finditer(text, this_year.end)
        ]
    return parts


# ---- what the groups of the patterns mean


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _year_number(written: str) -> int:
    number = int(written.lstrip("'’"))
    return number if number > 99 else number + (1900 if number >= 90 else 2000)


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _in_year(match: re.Match[str], published: date | None, kind: str, months: Months) -> Period | None:
    """Returns a part of the year that the match names, or of the one that its words or the day of publication point to."""
    groups = match.groupdict()
    named = groups.get("year") or groups.get("own")
    word = (groups.get("word") or groups.get("whose") or "").lower().removeprefix("the ")
    start, end = match.span()
    if named:
        return Period(start, end, *part(_year_number(named), months), kind, None)
    if groups.get("earlier") or word in ("previous", "preceding", "prior", "same", "that", "following"):
        years = {"same": 0, "that": 0, "following": 1}.get(word, -1)
        return Period(start, end, None, None, kind, "claim", years, months)
    if published is None:
        return Period(start, end, None, None, kind, "published", months=months)
    if word in ("this", "current", "present", "last", "past", "next"):
        number = published.year + {"last": -1, "past": -1, "next": 1}.get(word, 0)
    else:
        number = published.year
        while part(number, months)[1] > published + timedelta(days=15):
            number -= 1
        if _coming(match):
            number += 1
    return Period(start, end, *part(number, months), kind, "published", months=None if word else months)


def _coming(match: re.Match[str]) -> bool:
    """Returns whether the words before speak of the future."""
    return FUTURE.search(match.string, 0, match.start()) is not None


def _half(match: re.Match[str], published: date | None) -> Period | None:
    word = (match.groupdict().get("half") or match["h"]).lower()
    return _in_year(match, published, "half", HALVES[ORDINALS[word] if word in ORDINALS else int(word)])


def _quarter(match: re.Match[str], published: date | None) -> Period | None:
    word = (match.groupdict().get("quarter") or match["q"]).lower()
    return _in_year(match, published, "quarter", QUARTERS[ORDINALS[word] if word in ORDINALS else int(word)])


def _quarters(match: re.Match[str], published: date | None) -> Period | None:
    words = (match["upto"] or match["to_q"]).lower()
    first = int(match.groupdict().get("from_q") or 1)
    return _in_year(match, published, "months", (QUARTERS[first][0], QUARTERS[_number(words)][1]))


def _first_months(match: re.Match[str], published: date | None) -> Period | None:
    count = _number(match["count"])
    if not 1 <= count <= 12 or (
        match.group().lower().startswith("in ") and _coming(match)
    ):  # "will be ready in six months"
        return None
    from_end = (match.groupdict().get("which") or "").lower() in ("last", "final", "closing", "remaining")
    return _in_year(match, published, "months", (13 - count, 12) if from_end else (1, count))


def _months_gone(match: re.Match[str], published: date | None) -> Period | None:
    """Returns the first months of the year, where "for the past 8 months" counts those that have ended; else no part of a year."""
    count = int(match["count"])
    if published is None or not 0 <= published.month - 1 - count <= 2 or count == 0:
        return Period(*match.span(), None, None, "span", "published")
    return Period(*match.span(), *part(published.year, (1, count)), "months", "published")


def _month_range(match: re.Match[str], published: date | None) -> Period | None:
    first, last = _month(match["m1"]), _month(match["m2"])
    if match.groupdict().get("y1"):
        days = part(_year_number(match["y1"]), (first, first))[0], part(_year_number(match["y2"]), (last, last))[1]
        return Period(*match.span(), *days, "months", None) if days[0] <= days[1] else None
    return _in_year(match, published, "months", (first, last if last >= first else last + 12))


def _one_month(match: re.Match[str], published: date | None) -> Period | None:
    months = (_month(match["month"]),) * 2
    return _in_year(match, published, "month", (months[0], months[1]))


def _year_to(match: re.Match[str], published: date | None) -> Period | None:
    if re.search(rf"{MONTH}(?: {YEAR})? $", match.string[: match.start()]):
        return None  # "January through October" is one expression
    return _in_year(match, published, "months", (1, _month(match["month"])))


def _months_to(match: re.Match[str], published: date | None) -> Period | None:
    count = 12 if match["count"] is None else _number(match["count"])
    end = _in_year(match, published, "months", (_month(match["month"]),) * 2)
    if end is None or end.last is None:
        return None
    back = end.last.year * 12 + end.last.month - count
    return Period(*match.span(), date(back // 12, back % 12 + 1, 1), end.last, "months", end.relative)


def _season(match: re.Match[str], published: date | None) -> Period | None:
    return _in_year(match, published, "season", SEASONS[match["season"].lower()])


def _years(match: re.Match[str], _: date | None) -> Period | None:
    first = _year_number(match["y1"])
    last = first // 100 * 100 + int(match["y2"]) if len(match["y2"]) == 2 else _year_number(match["y2"])
    return Period(*match.span(), date(first, 1, 1), date(last, 12, 31), "years", None) if first < last else None


def _named_year(match: re.Match[str], _: date | None) -> Period | None:
    # "Peace Mission 2007", "Expo 2017": a year in a name dates nothing.
    before = re.search(r"([A-Z][\w-]*) $", match.string[: match.start("year")])  # not "Kazakhstan's 2024 trade"
    if (
        match.start("year") == match.start()
        and before
        and before[1] not in MAY_PRECEDE_A_YEAR
        and before[1].lower() not in MONTHS
    ):
        return None
    return Period(*match.span(), *year(_year_number(match["year"])), "year", None)


def _decade(match: re.Match[str], _: date | None) -> Period:
    first = int(match["decade"])
    part_of = (match["part"] or ("late" if match["close"] else "")).lower()
    parts = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
    low, high = parts.get(part_of[:5].strip("- "), (0, 9))
    return Period(*match.span(), date(first + low, 1, 1), date(first + high, 12, 31), "decade", None)


def _end_of_decade(match: re.Match[str], published: date | None) -> Period:
    if published is None:
        return Period(*match.span(), None, None, "year", "published")
    middle = match["which"] == "middle" or match[0].lower() == "mid-decade"
    coming = 10 if re.search(r"next|coming", match["next"] or "", re.IGNORECASE) else 0
    number = (published.year // 10 * 10 + 5 if middle else (published.year + 9) // 10 * 10) + coming
    return Period(*match.span(), *year(number), "year", "published")


def _worded_year(match: re.Match[str], published: date | None) -> Period:
    offset = {"this": 0, "the": 0, "current": 0, "present": 0, "last": -1, "past": -1, "next": 1, "coming": 1}[
        match["which"].lower()
    ]
    if match["which"].lower() == "last" and "year before" in match.group().lower():
        offset = -2
    return _from_publication(match, published, offset)


def _closing_year(match: re.Match[str], published: date | None) -> Period | None:
    """Returns the year of publication where trade "will close the year" at a figure."""
    coming = re.search(r"\b(?:will|shall|to|should|may|might|could)\s+(?:\w+ly )?$", match.string[: match.start()])
    return _worded_year(match, published) if coming else None


def _years_ago(match: re.Match[str], published: date | None) -> Period:
    count = _number(match["count"]) * (10 if match["unit"].lower().startswith("decade") else 1)
    if count == 1 and COMPARED.search(match.string, 0, match.start()):
        return Period(*match.span(), None, None, "same", "claim", -1)
    return _from_publication(match, published, -count)


def _from_publication(match: re.Match[str], published: date | None, offset: int) -> Period:
    days: tuple[date | None, date | None] = (None, None) if published is None else year(published.year + offset)
    return Period(*match.span(), *days, "year", "published")


def _span(match: re.Match[str], published: date | None) -> Period:
    if (
        match["count"] is None and match["unit"].lower() == "years"
    ):  # "in the coming years" ends in no year that is known
        return Period(*match.span(), None, None, "span", "published")
    count = _number(match["count"] or "one") * (10 if match["unit"].lower().startswith("decade") else 1)
    ahead = match["way"].lower() not in ("past", "last", "previous")
    if published is None:
        return Period(*match.span(), None, None, "span", "published")
    here = min(published, date(published.year, 2, 28)) if (published.month, published.day) == (2, 29) else published
    there = here.replace(year=here.year + (count if ahead else -count))
    return Period(*match.span(), min(here, there), max(here, there), "span", "published")


def _so_far(match: re.Match[str], published: date | None) -> Period:
    days: tuple[date | None, date | None] = (
        (None, None) if published is None else (date(published.year, 1, 1), published)
    )
    return Period(*match.span(), *days, "span", "published")


def _calendar_day(match: re.Match[str], published: date | None) -> Period | None:
    groups = match.groupdict()
    month = int(groups["month_number"]) if groups.get("month_number") else _month(match["month"])
    first = int(match["day"])
    last_month, last = (_month(groups["month2"]) if groups.get("month2") else month), int(groups.get("day2") or first)
    relative = None if match["year"] else "published"
    if not match["year"] and published is None:
        return Period(*match.span(), None, None, "day", relative)
    years = [_year_number(match["year"])] if match["year"] else [published.year + offset for offset in (-1, 0, 1)]  # type: ignore[union-attr]
    try:
        days = [(date(number, month, first), date(number, last_month, last)) for number in years]
    except ValueError:  # 31 June
        return None
    nearest = days[0] if published is None else min(days, key=lambda pair: abs((pair[0] - published).days))
    return Period(*match.span(), *nearest, "day", relative) if nearest[0] <= nearest[1] else None


def _weekday(match: re.Match[str], published: date | None) -> Period:
    if published is None:
        return Period(*match.span(), None, None, "day", "published")
    day = published - timedelta(days=(published.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7)
    return Period(*match.span(), day, day, "day", "published")


def _near(match: re.Match[str], published: date | None) -> Period:
    unit, which = match["unit"].lower(), match["which"].lower()
    if published is None:
        return Period(*match.span(), None, None, unit, "published")
    offset = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "month":
        number, month = divmod(published.year * 12 + published.month - 1 + offset, 12)
        days = part(number, (month + 1, month + 1))
    else:
        monday = published - timedelta(days=published.weekday() - 7 * offset)
        days = monday, monday + timedelta(days=6)
    return Period(*match.span(), *days, unit, "published")


def _same(match: re.Match[str], published: date | None) -> Period:
    """The same months as another figure's, of a year that may be named."""
    groups = match.groupdict()
    word = (groups["word"] or "").removeprefix("the ").lower()
    if groups["year"]:
        return Period(*match.span(), *year(_year_number(groups["year"])), "same", "claim")
    if word in ("last", "past") and published is not None:
        return Period(*match.span(), *year(published.year - 1), "same", "claim")
    ago = re.search(r"year-earlier|year-ago|(?:last|previous|preceding|prior) year", match.group(), re.IGNORECASE)
    before = word in ("previous", "preceding", "prior", "last", "past") or ago
    earlier = groups["earlier"] or before
    count = re.search(rf"\b(?P<count>{NUMBER})[- ](?P<unit>month|quarter)", match.group(), re.IGNORECASE)
    months = (1, _number(count["count"]) * (3 if count["unit"].lower() == "quarter" else 1)) if count else None
    return Period(
        *match.span(), None, None, "same", "claim", -1 if earlier else 0, months if months and months[1] <= 12 else None
    )


def _relative(match: re.Match[str], _: date | None) -> Period:
    count = _number(match["count"]) if match["count"] else 1
    if match["unit"] and match["unit"].lower().startswith("decade"):
        count *= 10
    back = re.search(r"earlier|before|previous|preceding|prior", match.group(), re.IGNORECASE)
    return Period(*match.span(), None, None, "same" if back else "year", "claim", -count if back else count)


def _year_on_year(match: re.Match[str], _: date | None) -> Period:
    return Period(*match.span(), None, None, "same", "claim", -1)


def _that_year(match: re.Match[str], _: date | None) -> Period:
    return Period(*match.span(), None, None, "year", "claim")


Build = Callable[[re.Match[str], date | None], Period | None]


def _rule(
    pattern: str, build: Build, cased: bool = False, needs: re.Pattern[str] | None = None
) -> tuple[re.Pattern[str], Build, re.Pattern[str] | None]:
    """Returns a rule: its pattern, what makes a period of a match, and what a sentence must hold to be searched at all."""
    return re.compile(rf"(?<![\w$€£¥.])(?:{pattern})", 0 if cased else re.IGNORECASE), build, needs


A_MONTH = re.compile(MONTH)
MONTHS_WORD = re.compile(r"months?\b", re.IGNORECASE)
PART_WORD = re.compile(r"quarter|half|six[- ]month|\b(?:H[12]|[12]H|Q[1-4]|[1-4]Q)\b", re.IGNORECASE)
A_YEAR = re.compile(YEAR)
NEEDS = (A_MONTH, MONTHS_WORD, PART_WORD, A_YEAR)
HINT = re.compile(
    r"\d{4}|\d\d?[ -]|\b(?:years?|months?|quarters?|half|decades?|period|date|week|same|yoy)\b|\by[/-]|year|\bH[12]\b|\bQ[1-4]\b|"
    + MONTH
    + "|"
    + "|".join(SEASONS)
    + "|"
    + "|".join(WEEKDAYS),
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
MONTHS_BEGIN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TIME_WORDS = ("year", "month", "quarter", "half", "decade", "period", "date", "week", "same", "y/", *SEASONS, *WEEKDAYS)
FUTURE = re.compile(
    r"\b(?:will|shall|due|should|is to|are to|is set to|are set to|plans? to|expected to|scheduled)\b|\bnext $",
    re.IGNORECASE,
)
COMPARED = re.compile(r"\b(?:than|from|over|on|with|to|against|of)\s+(?:in\s+)?$", re.IGNORECASE)
ORDINAL_ALONE = re.compile(
    r"\b(?:in|for|of|from|than|over|on) the (?P<ordinal>first|second|third|fourth)(?=[.,;:)]|$|\s(?:and|to|but|with)\b)"
)
THIS_YEAR = re.compile(r"(?:this|the current) year", re.IGNORECASE)
YEAR_ALONE = re.compile(r"\b(?:next|last)(?=[.,;:)]|$)")
MAY_PRECEDE_A_YEAR = {
    "In",
    "By",
    "From",
    "Since",
    "Until",
    "Till",
    "Through",
    "During",
    "For",
    "Before",
    "After",
    "Around",
    "About",
    "Between",
    "Of",
    "Over",
    "To",
    "And",
    "The",
    "Already",
    "Throughout",
    "Up",
    "As",
    "Late",
    "Early",
    "Mid",
    "Fiscal",
    "Only",
    "Both",
    "Not",
    "With",
    "Compared",
    "Year",
    "On",
    "End",
}


RULES = [
    # the same period, those nine months
    _rule(
        rf"(?:(?:the|that|this|its) )?(?:(?:(?:last|previous|preceding|prior) year['’]s )?"
        rf"(?:same|corresponding|comparable|analogous|equivalent|similar|year-earlier|year-ago) (?:\w+[- ]month )?"
        rf"(?:period|time|months?|timeframe|span|stretch|interval|quarter|half(?:-year)?|(?:{NUMBER}|first {NUMBER}) (?:months?|quarters?)|date|"
        rf"point)|"
        rf"(?:those|these) (?:(?:first )?{NUMBER} )?(?:months|quarters)|the {NUMBER} (?:months|quarters)(?! (?:of|in|to|since|ending|ended|"
        rf"through|up|before|after|from))|(?:that|this) (?:period|quarter|half-year|half|month)(?= |[.,;]))"
        rf"(?:,?\s(?:of|in|on|for|during)?\s?(?:the year )?(?:{THAT_YEAR}|one year earlier))?",
        _same,
    ),
    _rule(
        r"(?:the )?year(?:-|\s)?(?:on|over)(?:-|\s)?(?:the-)?year\b|y[-/]?o[-/]?y\b|y/y\b|yr/yr\b|on the year\b|on-year\b|on an annual basis|"
        r"in annual terms",
        _year_on_year,
    ),
    # from the day of publication
    _rule(
        r"(?:so far|to date) (?:this|in the current) year|(?:this year|the year) (?:so far|to date)|since (?:the )?(?:beginning|start|"
        r"turn) of (?:the|this) year",
        _so_far,
    ),
    # parts of a year
    _rule(
        rf"{YEARS_OWN}{THE}(?P<which>first|1st|initial|opening|last|final|closing|"
        rf"remaining)[- ](?P<count>{NUMBER})[- ]months?(?:['’]s?)?(?: period)?\b{OF_YEAR}",
        _first_months,
        needs=MONTHS_WORD,
    ),
    _rule(
        rf"(?P<count>{NUMBER})[- ]months?(?= (?:of|in) (?:{YEAR}|this|last|the (?:current )?year)){OF_YEAR}",
        _first_months,
        needs=MONTHS_WORD,
    ),
    _rule(
        rf"(?:for|over|in) (?:the )?(?P<count>{NUMBER}) months\b(?!['’])(?! (?:ago|later|earlier|before|after|running|now|straight|time|to (?!\W?[$€¥\d])|through|up|until|ending))",
        _first_months,
        needs=MONTHS_WORD,
    ),
    _rule(r"(?:for|over|in|during) (?:the )?(?:past|last) (?P<count>\d{1,2}) months", _months_gone, needs=MONTHS_WORD),
    _rule(r"the (?P<upto>two|three) quarters since(?: then)?", _quarters, needs=PART_WORD),
    _rule(rf"the (?P<count>{NUMBER}) months since(?: then)?", _first_months, needs=MONTHS_WORD),
    _rule(
        rf"{YEARS_OWN}{THE}(?:(?:first|1st) (?P<upto>two|three|2|3) quarters\b|Q(?P<from_q>[1-3]){DASH}Q?(?P<to_q>[2-4])\b){OF_YEAR}",
        _quarters,
        needs=PART_WORD,
    ),
    _rule(
        rf"{YEARS_OWN}{THE}(?:(?P<half>{ORDINAL})[- ](?:half(?:[- ]year)?|six[- ]month(?:s| period)?)\b|H(?P<h>[12])\b){OF_YEAR}",
        _half,
        needs=PART_WORD,
    ),
    _rule(rf"{YEARS_OWN}(?P<h>[12])H\b{OF_YEAR}", _half, needs=PART_WORD),
    _rule(
        rf"{YEARS_OWN}{THE}(?:(?P<quarter>{ORDINAL})[- ]quarter\b|Q(?P<q>[1-4])\b){OF_YEAR}", _quarter, needs=PART_WORD
    ),
    _rule(rf"{YEARS_OWN}(?P<q>[1-4])Q\b{OF_YEAR}", _quarter, needs=PART_WORD),
    # months and days; only with their capital
    _rule(
        rf"(?:(?:in|over|for|during) )?(?:the )?(?:(?P<count>{NUMBER}) months|year) (?:to|through|ending|ended|up to|"
        rf"until)(?: in)? (?:the end of )?(?P<month>{MONTH}){OF_YEAR}",
        _months_to,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(
        rf"(?:(?:[Bb]y|[Uu]ntil|[Tt]hrough|[Tt]ill|[Uu]p to|[Tt]o) (?:the )?end[- ](?:of )?|(?:[Tt]hrough|[Uu]ntil|[Tt]ill|"
        rf"[Uu]p to) )(?P<month>{MONTH})(?!\w)(?! \d{{1,2}}\b){OF_YEAR}",
        _year_to,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(
        rf"(?:[Ff]rom |[Bb]etween )?(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{DASH}| to |"
        rf" and )(?:(?P<month2>{MONTH}) )?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>{YEAR}))?",
        _calendar_day,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(
        rf"(?:[Ff]rom |[Bb]etween )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{DASH}| to | and )(?P<day2>\d{{1,2}})(?:st|nd|rd|"
        rf"th)?(?: of)? (?P<month>{MONTH})\b(?:,? (?P<year>{YEAR}))?",
        _calendar_day,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(
        rf"(?:[Ff]rom )?(?P<day>\d{{1,2}}) (?P<month>{MONTH})(?:{DASH}| to )(?P<day2>\d{{1,2}}) (?P<month2>{MONTH})(?:,? (?P<year>{YEAR}))?",
        _calendar_day,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(
        rf"(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!%| ?(?:billion|million|percent|per cent))(?:,? (?P<year>{YEAR}))?",
        _calendar_day,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(
        rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?!\w)(?:,? (?P<year>{YEAR}))?",
        _calendar_day,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(r"(?P<year>(?:19|20)\d\d)-(?P<month_number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?!\d)", _calendar_day),
    _rule(
        rf"(?:(?:[Ff]rom|[Bb]etween) )?(?P<m1>{MONTH}) (?P<y1>{YEAR})(?:{DASH}| to | through | until | and )(?P<m2>{MONTH}) (?P<y2>{YEAR})",
        _month_range,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(
        rf"{YEARS_OWN}(?:(?:[Ff]rom|[Bb]etween) )?(?P<m1>{MONTH})(?:{DASH}| to | through | till | until |"
        rf" and (?={MONTH}))(?P<m2>{MONTH})(?!\w){OF_YEAR}",
        _month_range,
        cased=True,
        needs=A_MONTH,
    ),
    _rule(rf"{YEARS_OWN}(?P<month>{MONTH})(?!\w)(?:['’]s)?{OF_YEAR}", _one_month, cased=True, needs=A_MONTH),
    _rule(
        rf"(?:(?:in|this|last|next|since|until|by|early|late|mid) )?(?:the |last |this )?(?P<season>spring|summer|autumn|winter)\b(?! school|"
        rf" camp| games| olymp){OF_YEAR}",
        _season,
    ),
    _rule(
        rf"{THE}fall of (?P<year>{YEAR})",
        lambda match, _: Period(*match.span(), *part(_year_number(match["year"]), SEASONS["fall"]), "season", None),
        needs=A_YEAR,
    ),
    # that year, a year earlier
    _rule(r"(?:in|by|during|for|of)? ?(?:that|the same|this same) year\b(?!['’])", _that_year),
    _rule(
        rf"(?<!half )(?:(?P<count>{NUMBER}) (?P<unit>years?|decades?) (?:earlier|before(?= ?(?:[.,;)]|$|and |when ))|before that|previously|"
        rf"later|after that|on\b(?=[.,;]))|"
        rf"the (?:previous|preceding|prior|following|next) year(?:['’]s)?|the year (?:before|earlier|after)(?! last)|year-earlier|"
        rf"a year previously|(?:twelve|12) months (?:earlier|before|later))",
        _relative,
    ),
    _rule(
        r"(?:(?:for|over) the (?:(?:whole|full|entire) )?|the (?:full|whole|entire) |(?:for )?the whole of the )year(?: as a whole)?\b(?!['’-])(?! (?:before|earlier|to|through|ended|ending|that|when|of|in|after|\d))",
        _that_year,
    ),
    # years
    _rule(
        rf"(?:from |between |over |in |during )?(?:the )?(?:years? )?(?P<y1>{YEAR})(?:{DASH}|/)(?P<y2>{YEAR}|\d\d(?!\d|%|[.,]\d))",
        _years,
        needs=A_YEAR,
    ),
    _rule(rf"from (?P<y1>{YEAR}) (?:to|till|until|through) (?P<y2>{YEAR})", _years, needs=A_YEAR),
    _rule(rf"(?:between|over) (?P<y1>{YEAR}) (?:and|to) (?P<y2>{YEAR})", _years, needs=A_YEAR),
    _rule(rf"(?P<y1>{YEAR}) (?:to|through) (?P<y2>{YEAR})", _years, needs=A_YEAR),
    _rule(
        r"(?:the )?(?:(?P<close>end|close) of the )?(?:(?P<part>early|mid|late|mid-to-late)[- ](?:to[- ]late[- ])?)?(?P<decade>(?:19|20)\d0)s\b",
        _decade,
    ),
    _rule(
        r"(?:the )?(?:turn|end|close) of the (?:century|millennium)",
        lambda match, published: (
            Period(*match.span(), *year(2000), "year", None) if published and published.year < 2001 else None
        ),
    ),
    _rule(
        r"(?:the )?(?P<which>end|close|middle) of (?P<next>the next|the coming|next|the|this) decade|(?:the )?decade['’]s end|mid-decade|(?:the|this) decade (?:is|ends|closes)\b(?: out| over)?",
        _end_of_decade,
    ),
    _rule(
        rf"(?:the )?(?:(?:very )?(?:end|close|middle|beginning|start|course|whole) of )?(?:the year |calendar year |fiscal year |fiscal |"
        rf"full-year |full year |year[- ]end |(?:mid|end|early|late)[- ]?)?"
        rf"(?P<year>{YEAR})(?:['’]s)?(?! ?(?:tons|tonnes|people|soldiers|troops|km|kilomet|visitors|students|companies|dollars))",
        _named_year,
        needs=A_YEAR,
    ),
    _rule(
        r"(?:the )?(?:end|close|middle|beginning|start|course|whole|rest) of (?:the )?(?P<which>this|current|present|last|next) year\b",
        _worded_year,
    ),
    _rule(
        r"(?:the )?(?:end|close) of the year\b|year(?:['’]s)?[- ]end\b|the year(?= (?:ending|closing|will|may|should|could|might|is likely|is expected|is set|looks)\b)",
        lambda match, published: _from_publication(match, published, 0),
    ),
    _rule(
        r"the year just (?:ended|past|over|gone|closed)\b",
        lambda match, published: _from_publication(match, published, -1),
    ),
    _rule(r"(?:the )?year before (?P<which>last)\b", _worded_year),
    _rule(r"(?:the )?(?P<which>this|current|present|last|past|next|coming) year\b(?:['’]s)?", _worded_year),
    _rule(r"(?:end|close|finish|round off) (?P<which>the) year\b", _closing_year),
    _rule(r"(?P<which>this|last|next|past|coming) (?P<unit>month|week)\b(?:['’]s)?", _near),
    _rule(rf"(?P<count>{NUMBER}) (?P<unit>years?|decades?) ago\b", _years_ago),
    _rule(
        rf"(?:(?:over|in|during|for|within) )?(?:the )?(?P<way>past|last|previous|next|coming|following) (?:(?P<count>{NUMBER}|"
        rf"\d\d) )?(?P<unit>years|decades?)\b",
        _span,
    ),
    _rule(rf"(?P<way>within|in) (?P<count>{NUMBER}) (?P<unit>years|decades?)(?:['’] time)?\b(?! of)", _span),
    _rule(r"(?:on )?(?P<weekday>" + "|".join(name.capitalize() for name in WEEKDAYS) + r")\b", _weekday, cased=True),
]
