"""The period that each figure of a sentence is of, and the one that its change is measured against."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kzcn import periods
from kzcn.periods import Days, Period
from kzcn.trade.cues import Sentence
from kzcn.trade.dyad import Topic
from kzcn.trade.frame import MEMORY, Frame, partial
from kzcn.trade.modality import THEY, status
from kzcn.trade.placing import period_of
from kzcn.trade.rows import A_YEAR, Row
from kzcn.trade.timing import is_base, since

AFTER = re.compile(r"\b(?:after|following|against|compared)\b")
EVER_SINCE = re.compile(r"\bsince\s+(?:the )?$", re.IGNORECASE)
PART = re.compile(r"months?\b|quarters?\b|half", re.IGNORECASE)
YEAR_AGO = re.compile(r"(?:a|one) year ago", re.IGNORECASE)
OF_THAT = re.compile(r"\bof\s+$", re.IGNORECASE)
PRESENT = re.compile(
    r"\b(?:ha(?:s|ve) since|now stands?|stands? at|is now|currently|today|at present|is worth|are worth|runs? at|"
    r"a year\b(?! (?:earlier|ago|before|later)))",
    re.IGNORECASE,
)
WHOLE_YEAR = re.compile(r"\b(?:full|whole|entire)\b.*\byear\b", re.IGNORECASE)
SINCE_LONG = 150  # per cent that no year brings: "has grown sixtyfold"
GROWN = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+|more than\s+)?(?:\w+(?:ed|led)|grown|risen|gone|shrunk|fallen|sunk)\b"
)
SLID = re.compile(
    r"\b(?:first|originally|initially|once)\s+(?:set\s+|meant\s+)?(?:for|by|in)\s+\d{4}\W+(?:and\s+)?(?:again|then|later|now|"
    r"subsequently)\s+(?:for|by|in|to)\s+\d{4}"
)


def date_rows(sentence: Sentence, frame: Frame, rows: list[Row]) -> list[Row]:
    """Returns the rows of a sentence, each with its period, base period and status; a goal that slid from one year to another as two."""
    for row in rows:
        _date(sentence, frame, row, rows)
    for row, after in reversed(list(pairwise(rows))):
        plain = row.status == after.status == "reported" and not row.comparing and not after.comparing
        between = row.end, after.figures[0].start
        if (
            row.days is None
            and plain
            and not _moved_between(sentence, *between)
            and not AFTER.search(sentence.text, *between)
        ):
            row.days = after.days  # "exports of $10 billion and imports of $4 billion in 2010"
    for before, row in pairwise(rows):
        if row.comparing and row.days is None and before.topic == row.topic and before.change is not None:
            row.days = before.base  # "down a quarter from $5.8 billion"
    return [part for row in rows for part in _slid(sentence, row)]


def _moved_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb stands there; "more" behind a percentage ("28% more shoes") is none."""
    return any(
        sentence.text[cue.start : cue.end].lower() not in ("more", "less", "fewer") for cue in sentence.acts(start, end)
    )


def _date(sentence: Sentence, frame: Frame, row: Row, rows: list[Row]) -> None:
    row.status = status(sentence, frame, row, rows)
    dated = [other for other in rows if other is not row and other.days]
    last = dated[-1] if dated else None
    period = period_of(sentence, row, rows)
    if period is not None:
        row.periods.append(period)
        row.certain = not (period.relative == "published" and period.months)  # "January-April", of which year?
        row.days = _days(sentence, frame, row, rows, period, last.days if last else None)
        row.status = status(sentence, frame, row, rows)
    if row.days is None and row.status != "reported":
        if row.status == "forecast" and last and last.status == "target":
            row.days = last.days  # another's guess at the same year
        elif (
            not last
            and frame.guessed
            and (THEY.match(sentence.text) or (row.status == "forecast" and isinstance(row.bound.governor, Topic)))
        ):
            row.days = frame.ahead
            row.inherited.append("ahead")
        row.days = _years_ahead(sentence, row) or row.days or _shared_ahead(row, rows)
    shared = _shared_behind(sentence, row, rows)
    if row.days is None and period is None and row.status == "reported" and not row.comparing and not shared:
        row.days = _inherited(sentence, frame, row, rows)
    if row.change is not None:
        row.base = _risen_from(row, rows) or _base(sentence, row)
        row.certain = row.certain and (_base_is_said(sentence, row) or abs(row.change) < SINCE_LONG)


def _shared_behind(sentence: Sentence, row: Row, rows: list[Row]) -> bool:
    """Whether the next figure is given a period that this one shares: "exports of $10 billion and imports of $4 billion in 2010"."""
    behind = [other for other in rows if other.figures[0].start > row.end]
    if not behind or behind[0].comparing or behind[0].topic == row.topic:
        return False
    start = behind[0].figures[0].start
    joined = re.fullmatch(r"[^,;:]*\band\b[^,;:]*", sentence.text[row.end : start]) is not None
    return joined and not _moved_between(sentence, row.end, start) and period_of(sentence, behind[0], rows) is not None


# ---- the days it stands for


def _days(
    sentence: Sentence, frame: Frame, row: Row, rows: list[Row], period: Period, last: Days | None
) -> Days | None:
    """Returns the days of a row's period; what hangs on another figure is taken from the one before, in the sentence or those before."""
    if period.kind == "years" and (end := _one_end(sentence, row, rows, period)):
        return end
    if period.months and period.relative == "published" and last and partial(last):
        return periods.part(last[1].year, period.months)  # "20 percent in Q1 2012 and 12 percent in Q2"
    if last and partial(last) and YEAR_AGO.match(sentence.text, period.start):
        return periods.shift(last, -1)
    if last:
        return periods.resolve(period, last)
    whole = WHOLE_YEAR.search(sentence.text, period.start, period.end)
    if whole and row.status != "reported" and sentence.published:
        return periods.year(sentence.published.year)  # "is expected to reach $17 billion for the full year"
    name = "ahead" if row.status != "reported" and frame.ahead else "days"
    if (
        period.kind == "same"
        and not period.years
        and not period.first
        and PART.search(sentence.text, period.start, period.end)
    ):
        name = "part"  # "those nine months"
    elif frame.age > MEMORY + 1:
        name = "named"
    for field in (name, "named"):
        days = {"ahead": frame.ahead, "days": frame.days, "part": frame.part, "named": frame.named}[field]
        if (found := periods.resolve(period, days)) and (field == name or period.relative == "claim"):
            row.inherited += [field] if period.relative == "claim" else []
            return found
    return None


def _one_end(sentence: Sentence, row: Row, rows: list[Row], period: Period) -> Days | None:
    """Of "between 2000 and 2005" a change ends in the last year, and of two levels each takes one end; None for a sum over all of it."""
    if period.first is None or period.last is None:
        return None
    if row.comparing:
        return periods.year(period.first.year)
    start = sentence.lead(row.figures[0])
    moved = sentence.of("changes", start=row.figures[0].start - 40, end=row.figures[0].start) and re.search(
        r"\bto\s+$", sentence.text[:start]
    )
    compared = any(other.comparing and other.level and other.topic == row.topic for other in rows)
    return periods.year(period.last.year) if row.change is not None or compared or moved else None


def _years_ahead(sentence: Sentence, row: Row) -> Days | None:
    """Returns the year that "within five years" ends in."""
    for period in sentence.periods:
        coming = period.kind == "span" and period.last and sentence.published and period.last > sentence.published
        if coming and period.last and period.start > row.figures[0].start - 60:
            return periods.year(period.last.year)
    return None


def _shared_ahead(row: Row, rows: list[Row]) -> Days | None:
    """Returns the period of the figure before for another measure that is looked ahead to: "exports will be ... in 2012 and imports will rise"."""
    before = [other for other in rows if other.figures[0].start < row.figures[0].start and not other.comparing]
    shares = before and before[-1].status == row.status and before[-1].topic.measure != row.topic.measure
    return before[-1].days if shares else None


def _inherited(sentence: Sentence, frame: Frame, row: Row, rows: list[Row]) -> Days | None:
    """Returns the period of the figure before, for one that is given none of its own and does not speak of the present."""
    if row.level is None and row.percent and A_YEAR.match(sentence.text, row.percent.end):
        return None  # "has been growing at 30 percent a year"
    if row.level is None and any(EVER_SINCE.search(sentence.text[: period.start]) for period in sentence.periods):
        return None  # "has doubled since 2008"
    if row.level is None and abs(row.change or 0) >= SINCE_LONG and GROWN.search(sentence.text):
        return None  # "has grown sixtyfold"
    start = row.figures[0].start
    before = [other for other in rows if other.days and not other.comparing and other.figures[0].start < start]
    if before and not PRESENT.search(sentence.text, before[-1].end, start):
        return before[-1].days
    name = _carrying(sentence, frame, row)
    if name is None:
        return None
    days = frame.named if name == "named" else frame.days
    row.inherited += [name] if days else []
    return days


def _carrying(sentence: Sentence, frame: Frame, row: Row) -> str | None:
    """Returns the field of the frame that holds the period of a row that names none; None where it speaks of the present."""
    if row.topic.measure == "balance" and frame.reported and frame.age <= 1:
        return "days"  # what is left of the exports and imports just told, even "for now"
    if sentence.of("modality", "now", end=row.figures[0].end) or PRESENT.search(sentence.text):
        return None
    if frame.named is None and any(
        cue.kind == "pronouns" and OF_THAT.search(sentence.text[: cue.start]) for cue in sentence.governors
    ):
        return "days"  # "Of that sum $364 million were exports"
    return "named"


def _risen_from(row: Row, rows: list[Row]) -> Days | None:
    """Returns the period of the level that a change comes to: "from $14.1 billion in 2009 to $28.6 billion in 2013, up 103 percent"."""
    for other in rows:
        if other.level and other.days and row.level and other.days != row.days and other.topic == row.topic:
            change = (row.level.value / other.level.value - 1) * 100
            if row.change is not None and abs(change - row.change) <= max(1, 0.02 * abs(change)):
                return other.days
    return None


def _base(sentence: Sentence, row: Row) -> Days | None:
    """Returns the period that a change is measured against: the one named, or the same one a year earlier."""
    assert row.percent is not None
    days, published = row.days, sentence.published
    for period in sentence.periods:
        near = abs(period.start - row.percent.end) < 70 or abs(row.percent.start - period.end) < 40
        if not near or (period.kind in ("day", "week", "season", "month") and not since(sentence, period)):
            continue
        if (
            period.kind == "years"
            and period in row.periods
            and period.first
            and days == periods.year(period.last.year if period.last else 0)
        ):
            return periods.year(period.first.year)
        if is_base(sentence, period) and (base := periods.resolve(period, days)):
            row.periods.append(period)
            if partial(days) and days and period.kind == "year" and not since(sentence, period):
                return periods.shift(days, base[0].year - days[0].year)  # "in the first half, up 20 percent on 2005"
            return base
        if (
            period.kind == "span"
            and days
            and period.first
            and published
            and period.first < published
            and published.year > period.first.year
        ):
            return periods.shift(days, period.first.year - published.year)  # "over the past decade"
    return periods.shift(days, -1) if days else None


def _base_is_said(sentence: Sentence, row: Row) -> bool:
    """Whether the words name what a change is measured against, or the levels that it lies between."""
    return any(is_base(sentence, period) or period.kind in ("years", "span") for period in sentence.periods)


def _slid(sentence: Sentence, row: Row) -> list[Row]:
    """Returns a goal that was set first for one year and again for another as two rows."""
    match = SLID.search(sentence.text, row.figures[0].end) if row.status == "target" else None
    years = [period for period in sentence.periods if match and match.start() <= period.start <= match.end()]
    days = [(period.first, period.last) for period in years if period.first and period.last]
    if len(days) != 2:
        return [row]
    return [replace(row, days=days[0], periods=years[:1]), replace(row, days=days[1], periods=years[1:])]
