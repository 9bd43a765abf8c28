"""The figures of a sentence put together: each value with its change, as rows that become claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kzcn.periods import Days, Period
from kzcn.trade.amounts import Money, Percent
from kzcn.trade.cues import Cue, Sentence
from kzcn.trade.dyad import Topic
from kzcn.trade.governing import Bound
from kzcn.trade.rules import APPOSED, CARRIES
from kzcn.trade.timing import own_period

A_YEAR = re.compile(r"\s+(?:a year(?! (?:ago|earlier|before))|per (?:year|annum)|(?:each|every) year|on average)\b")
PREDICATE = re.compile(r"\s*(?:(?:has|had|have|then|more than|nearly|almost|since)\s+)*(?!up\b|down\b|an?\b)")


@dataclass
class Row:
    """What becomes one claim."""

    bound: Bound
    level: Money | None = None
    percent: Percent | None = None
    change: float | None = None  # signed, per cent
    days: Days | None = None
    base: Days | None = None
    status: str = "reported"
    periods: list[Period] = field(default_factory=list)  # that it was dated by
    certain: bool = True  # whether its period and base are said, and not only the nearest that fit
    inherited: list[str] = field(default_factory=list)  # the fields of the frame that it took something from

    @property
    def topic(self) -> Topic:
        """The trade it is of."""
        return self.bound.topic

    @property
    def comparing(self) -> bool:
        """Whether it is what another row is measured against."""
        return self.bound.comparing

    @property
    def figures(self) -> list[Money | Percent]:
        """Its value and its change, as far as stated."""
        return [figure for figure in (self.level, self.percent) if figure is not None]

    @property
    def end(self) -> int:
        """Where its last figure ends."""
        return max(figure.end for figure in self.figures)


def assemble(sentence: Sentence, bound: list[Bound]) -> list[Row]:
    """Returns a row for every value, with the change that belongs to it, and for every change that has no value; in order of place."""
    rows = [Row(item, level=item.figure) for item in bound if isinstance(item.figure, Money)]
    for item in bound:
        if isinstance(item.figure, Percent):
            row = _level_of(sentence, item, item.figure, rows)
            if row is None:
                row = Row(item)
                rows.append(row)
            row.percent, row.change = item.figure, item.figure.value * (item.direction or 1)
    return sorted(rows, key=lambda row: row.figures[0].start)


def _level_of(sentence: Sentence, item: Bound, percent: Percent, rows: list[Row]) -> Row | None:
    """Returns the row whose value a percentage is the change of; none for a yearly rate."""
    if A_YEAR.match(sentence.text, percent.end):
        return None
    levels = [
        (row, row.level)
        for row in rows
        if row.level and not row.comparing and row.change is None and row.topic == item.topic
    ]
    before = next(
        (
            (row, level)
            for row, level in reversed(levels)
            if level.end <= percent.start and not _resumed(sentence, level, percent)
        ),
        None,
    )
    after = next(((row, level) for row, level in levels if level.start > percent.start), None)
    segment = sentence.segment(percent.start)
    if (
        before
        and item.governor == before[0].bound.governor
        and _apposed(sentence, percent)
        and not (after and after[1].start <= segment.end)
    ):
        return before[0]
    if after and _runs_on(sentence, percent, after[0].bound, after[1]):
        return after[0]
    if before is None:
        return None
    row, level = before
    if sentence.segment(level.start).opener.endswith("when") and sentence.number(level.start) != sentence.number(
        percent.start
    ):
        return None  # "since 2008, when it was $17.5 billion, trade has fallen by a fifth"
    between = sentence.text[level.end : percent.start]
    own, other = own_period(sentence, percent), own_period(sentence, level)
    if own and other and (own.first, own.last) != (other.first, other.last) and not re.match(r"\s*\($", between):
        return None
    if segment.opener.endswith("and") and re.search(r"\bto\s+$", sentence.text[: percent.start]):
        return None  # "had regained its level, $20 billion, and to double"
    if segment.opener.endswith(("and", "but", "while")) and sentence.of(
        "modality", "modal", "goal", "forecast", start=level.end, end=percent.start
    ):
        return None
    if segment.opener.startswith(";") and item.place is not None and item.place >= segment.start:
        return None  # "$2.2 billion; both agree that trade grew by 60 percent"
    adds = segment.opener.startswith((",", "(", "–", "—", "-", "or", ";", ":", "which")) or re.match(
        r"[^,;]*\b(?:after|up|down|or)\b", between
    )
    return row if adds or item.place is None or item.place == row.bound.place else None


def _resumed(sentence: Sentence, level: Money, percent: Percent) -> bool:
    """Whether a percentage is said of the subject again after a clause about it: "trade, which stood at $14 billion in 2009, has doubled"."""
    clause, segment = sentence.segment(level.start), sentence.segment(percent.start)
    verb = PREDICATE.match(sentence.text, segment.start)
    moves = verb is not None and (
        verb.end() == percent.start or any(cue.start == verb.end() for cue in sentence.of("changes"))
    )
    return clause.aside and clause.relative and clause.end <= segment.start and moves


def _apposed(sentence: Sentence, percent: Percent) -> bool:
    """Whether a percentage stands behind a comma and only adds to what is before it."""
    segment = sentence.segment(percent.start)
    adds = sentence.alone(percent) or APPOSED.match(sentence.text, segment.start)
    return (
        segment.opener in (",", "(", "–", "—", "-")
        and bool(adds)
        and not sentence.of("levels", start=segment.start, end=percent.start)
    )


def _runs_on(sentence: Sentence, percent: Percent, bound: Bound, level: Money) -> bool:
    """Whether a sentence runs from a percentage to the level reached: "grew by 33 percent ... and totalled $19.7 billion"."""
    between = sentence.text[percent.end : level.start]
    if any(percent.end <= other.start < level.start for other in sentence.percents):
        return False
    inside: list[Cue] = [cue for cue in sentence.governors if percent.end <= cue.start < level.start]
    if (
        bound.place is not None
        and bound.place > percent.end
        and any(cue.kind in ("measures", "weak") for cue in inside)
    ):
        to_it = len(inside) == 1 and re.search(r"\bto\s+(?:[\w ]+)?$", between)
        return bool(to_it or CARRIES.search(between) or re.search(r"\bin\b", between))
    modal = sentence.of("modality", "modal", "goal", "forecast", end=level.start)
    if modal and all(cue.start >= percent.end for cue in modal):
        return False  # "fell by 21 percent, and next year should exceed $25 billion"
    return (
        bool(sentence.of("levels", start=percent.end, end=level.start))
        or re.search(r"(?:\b(?:to|at|from)|,)\s*(?:[\w ]+)?$", between) is not None
    )
