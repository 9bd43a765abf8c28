"""When an agenda item takes place: the closest time that its sentence states for the act, or that the article states for its exercise."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kzcn import periods
from kzcn.agenda import evidence
from kzcn.agenda.evidence import Reading
from kzcn.periods import Days, Period

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_COMMA = re.compile(rf"\b({_MONTH}), (?=\d{{1,2}}\b)")  # "April, 24, 1997"
_OF_YEAR = re.compile(r",?(?: of| in)? (?P<which>last|this|next) year\b")
_YEARS = {"last": -1, "this": 0, "next": 1}
_PAPER = (
    r"(?:accords?|agreements?|articles?|charters?|communiques?|concepts?|constitutions?|conventions?|decrees?|declarations?|doctrines?|"
    r"documents?|laws?|memorandums?|memoranda|pacts?|papers?|plans?|polls?|programs?|programmes?|protocols?|reports?|resolutions?|"
    r"strategy|strategies|studies|study|surveys?|treaty|treaties)"
)
_BETWEEN = r"(?: (?!(?:a|an|and|as|at|by|for|in|is|of|on|that|the|their|to|under|was|were|which|with) )[\w-]+){0,3}?"
_ITS_PAPER = re.compile(rf"(?:['’]s)?{_BETWEEN} {_PAPER}\b", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:the|a|an|its|their|this|that|of|under|[\w-]+['’]s?)(?: [a-z-]+)? $", re.IGNORECASE)
_PAPER_OF = re.compile(
    rf"\b{_PAPER} (?:of|from|for|dated|published (?:in|on)|covering)(?: the (?:period|years?)(?: of)?)? $",
    re.IGNORECASE,
)
_UNDER = re.compile(
    rf"\b(?:under|according to|in accordance with|in line with|pursuant to|based on|on the basis of|provided for (?:by|in)|citing)\b"
    rf"[^,;]*\b{_PAPER}\b[^,;]*$",
    re.IGNORECASE,
)
_FOUNDED = re.compile(r"(?:,|\(|\bwhich was|\bthat was) (?:established|founded|created|set up|formed) (?:in|on) $")
_SOURCE = re.compile(r"\([^()]*[A-Za-z.]{2,}, $")
_VAGUE = ("span", "decade", "same")


def days(reading: Reading, published: date | None, recorded: dict[str, Days]) -> tuple[str | None, str | None]:
    """Returns first and last day of an item: of the closest time that the sentence states for the act, of the exercise that it names as `recorded`
    has it from earlier sentences, or of the year in the exercise's name. Records in `recorded` when the named exercises take place."""
    text = reading.passage.text
    known = _stated(text, published)
    places = (
        (named.start - reading.passage.start, named.end - reading.passage.start)
        for named in reading.named
        if named.kind == "exercise"
    )
    exercises = [text[start:end] for start, end in places if not _ITS_PAPER.match(text, end)]
    earlier = next((recorded[name] for name in exercises if name in recorded), None)
    if known:
        closest = min(known, key=lambda stated: stated[1] - stated[0])
        if earlier and closest[0] <= earlier[0] and earlier[1] <= closest[1]:
            closest = earlier  # "the exercise of 2007", after its days
        recorded.update((name, closest) for name in exercises if name not in recorded)
        return closest[0].isoformat(), closest[1].isoformat()
    if earlier:
        return earlier[0].isoformat(), earlier[1].isoformat()
    years = (re.search(r"(?:19|20)\d\d$", name) for name in exercises)
    year = next((found[0] for found in years if found), None)
    return (f"{year}-01-01", f"{year}-12-31") if year else (None, None)


def _stated(text: str, published: date | None) -> list[Days]:
    """Returns the days of the times in a sentence that can be those of its act."""
    text = _COMMA.sub(r"\1 ", text)
    text = text[evidence.after_dateline(text) :]
    found = (_of_its_year(period, text, published) for period in periods.find(text, published))
    return [
        (period.first, period.last)
        for period in found
        if period.first and period.last and period.relative != "claim" and not _of_something_else(period, text)
    ]


def _of_its_year(period: Period, text: str, published: date | None) -> Period:
    """Returns a day or month with the year that the words behind it name: "on 30 May last year"."""
    named = _OF_YEAR.match(text, period.end)
    if not (named and published and period.first and period.last and period.kind in ("day", "month")):
        return period
    offset = published.year + _YEARS[named["which"]] - period.first.year
    first, last = periods.shift((period.first, period.last), offset)
    return replace(period, first=first, last=last)


def _of_something_else(period: Period, text: str) -> bool:
    """Returns whether a time is vague, or that of a paper, a source or the founding of a body: "the 2001 treaty", "a report of 5 May"."""
    before = text[: period.start]
    if period.kind in _VAGUE:
        return True
    if _DETERMINER.search(before) and _ITS_PAPER.match(text, period.end):
        return True
    return any(pattern.search(before) for pattern in (_PAPER_OF, _UNDER, _FOUNDED, _SOURCE))
