"""Which time expression of a sentence a row is of: an ordered list of places to look in, the first that holds one decides."""

from __future__ import annotations

import re
from collections.abc import Callable

from kzcn.periods import Period
from kzcn.trade import respective
from kzcn.trade.amounts import Money, Percent
from kzcn.trade.cues import Sentence
from kzcn.trade.rows import Row
from kzcn.trade.timing import period_after, usable

LABELS = re.compile(r"\s*(?:,\s*(?:at|with|worth)|[(–—:]|\s-|(?<=[’']s))\s*")  # "better than July, at $2.4 billion"
BEHIND = re.compile(
    r"\s*(?:a record |or |only |just |all |both |still |mainly )?(?:in|for|during|over|by|as of|throughout|of)?\s*(?:the |all of |"
    r"the whole of )?",
    re.IGNORECASE,
)

Place = Callable[[Sentence, Row, list[Row]], Period | None]


def period_of(sentence: Sentence, row: Row, rows: list[Row]) -> Period | None:
    """Returns the time expression that a row is of: next to its figures, behind them, or before."""
    places = [*NEAR, *(COMPARED if row.comparing else FARTHER)]
    return next((period for look in places if (period := look(sentence, row, rows))), None)


def _dealt_out(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """ "$2.9 billion and $4.5 billion in 2003 and 2004 respectively"."""
    for figure in row.figures:
        listed = respective.run(sentence, figure)
        if listed and (dealt := respective.period(sentence, listed, listed.index(figure))):
            return dealt
    return None


def _labelling(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """ "2007: $13.9 billion", "since 2008, when it was $17.5 billion"."""
    segment = sentence.segment(row.figures[0].start)
    for period in sentence.periods:
        if any(LABELS.fullmatch(sentence.text, period.end, sentence.lead(figure)) for figure in row.figures):
            return period
        if segment.opener.endswith("when") and re.fullmatch(r",? when", sentence.text[period.end : segment.start]):
            return period
    return None


def _right_behind(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """ "$13.9 billion in 2007"."""
    return next((period for figure in row.figures if (period := period_after(sentence, figure))), None)


def _hanging_on_compared(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """ "up from $13 billion, to which it had sunk in 2016"."""
    return _hanging(sentence, row, "which") if row.comparing else None


def _before(sentence: Sentence, row: Row, rows: list[Row]) -> Period | None:
    """Returns the last time expression before the figure that may reach it."""
    figure = row.figures[0]
    start = sentence.segment(figure.start).start
    compared = [
        period_after(sentence, other.level) for other in rows if other.comparing and other.level and other is not row
    ]
    before = [
        period
        for period in sentence.periods
        if period.start < figure.start
        and _may_reach(sentence, period, figure)
        and (period not in compared or period.start >= start)
    ]
    return before[-1] if before else None


def _in_its_segment(sentence: Sentence, row: Row, rows: list[Row]) -> Period | None:
    """ "in 2007 it was $13.9 billion"."""
    before = _before(sentence, row, rows)
    start = sentence.segment(row.figures[0].start).start
    return before if before and before.start >= start else None


def _behind_its_noun(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """ "At $8.7 billion, trade with China in 2005 was"."""
    place = row.bound.place
    if place is None or place <= row.figures[0].end:
        return None
    end = sentence.segment(place).end
    return next(
        (period for period in sentence.periods if place < period.start < end and usable(sentence, period)), None
    )


def _when(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    return _hanging(sentence, row, "when")


def _over_years(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """ "between 2000 and 2005 it rose from $2 billion"."""
    return next((period for period in sentence.periods if period.kind == "years"), None)


def _set_off_behind(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    return _behind(sentence, row)


def _in_a_segment_before(sentence: Sentence, row: Row, rows: list[Row]) -> Period | None:
    """ "In 2007, driven by oil, trade came to $13.9 billion"."""
    before = _before(sentence, row, rows)
    return before if before and (row.status == "reported" or not _taken(before, row, rows)) else None


def _in_a_remark(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    return _remarked(sentence, row)


def _of_the_list(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """ "the main partners were China ($31 billion) and Russia ($26 billion) in 2023"."""
    alone = len(sentence.periods) == 1 and sentence.bracket(row.figures[0].start) is not None
    return sentence.periods[0] if alone and row.bound.place is None and usable(sentence, sentence.periods[0]) else None


def _later_in_its_segment(sentence: Sentence, row: Row, _: list[Row]) -> Period | None:
    """Returns the first time expression behind the figure, unless another figure stands between."""
    figure = row.figures[0]
    end = sentence.segment(figure.start).end
    behind = [period for period in sentence.periods if figure.end < period.start < end and usable(sentence, period)]
    if not behind or row.bound.place is None:
        return None
    rivals = [
        other
        for other in sentence.figures
        if figure.end <= other.start < behind[0].start and other not in row.figures and not _share(sentence, other)
    ]
    return None if rivals else behind[0]


NEAR: tuple[Place, ...] = (
    _dealt_out,
    _labelling,
    _right_behind,
    _hanging_on_compared,
    _in_its_segment,
    _behind_its_noun,
    _when,
)
COMPARED: tuple[Place, ...] = (_over_years,)  # for what another figure is measured against
FARTHER: tuple[Place, ...] = (
    _set_off_behind,
    _in_a_segment_before,
    _in_a_remark,
    _of_the_list,
    _later_in_its_segment,
)


def _share(sentence: Sentence, figure: Money | Percent) -> bool:
    """Whether a figure is only a share, "or 13.2% of all foreign trade"."""
    return isinstance(figure, Percent) and re.match(r"\s+of\s", sentence.text[figure.end :]) is not None


def _hanging(sentence: Sentence, row: Row, opener: str) -> Period | None:
    """Returns the year in a clause that hangs on a figure: "when relations were opened in 1992", "to which it had sunk in 2016"."""
    following = sentence.segments[sentence.number(row.figures[0].start) + 1 :][:1]
    if not following or following[0].opener != opener:
        return None
    for period in sentence.periods:
        between = any(row.end <= other.start < period.start for other in sentence.figures)
        if following[0].start <= period.start and not between and period.kind == "year" and usable(sentence, period):
            return period
    return None


def _may_reach(sentence: Sentence, period: Period, figure: Money | Percent) -> bool:
    """Whether a period before a figure may date it: it is neither in other brackets, nor another figure's, nor when something was said."""
    segment = sentence.segment(period.start)
    if not usable(sentence, period) or sentence.bracket(period.start) not in (None, sentence.bracket(figure.start)):
        return False
    if period.kind == "month" and sentence.of("speech", "words", start=segment.start - 40, end=segment.end + 61):
        return False  # "last May the president said"
    elsewhere = segment.aside and sentence.number(period.start) != sentence.number(figure.start)
    return not (elsewhere and any(segment.start <= other.start < segment.end for other in sentence.figures))


def _behind(sentence: Sentence, row: Row) -> Period | None:
    """Returns a period set off behind the figures: ", to $22.5 billion, in 2013"."""
    last = max(row.figures, key=lambda figure: figure.end)
    following = sentence.segments[sentence.number(last.start) + 1 :]
    for segment, after in zip(following, [*following[1:], None], strict=False):
        figures = any(segment.start <= other.start < segment.end for other in sentence.figures)
        if figures or segment.opener.startswith((";", ":", ".")) or (after and after.opener == ":"):
            return None
        for period in sentence.periods:
            if segment.start <= period.start < segment.end and period.relative != "claim" and usable(sentence, period):
                same_bracket = sentence.bracket(period.start) in (None, sentence.bracket(last.start))
                joined = segment.opener.endswith(("which", "who", "when", "and"))
                if same_bracket and not joined and BEHIND.fullmatch(sentence.text, segment.start, period.start):
                    return period
        if not segment.aside:
            return None
    return None


def _remarked(sentence: Sentence, row: Row) -> Period | None:
    """Returns the period that the source at the end of a sentence gives: ", customs figures for the first half show"."""
    last = sentence.segments[-1]
    if (
        row.end >= last.start
        or not sentence.of("sources", start=last.start)
        or any(figure.start >= last.start for figure in sentence.figures)
    ):
        return None
    return next(
        (
            period
            for period in sentence.periods
            if period.start >= last.start and period.kind != "month" and usable(sentence, period)
        ),
        None,
    )


def _taken(period: Period, row: Row, rows: list[Row]) -> bool:
    """Whether a period before a figure is that of another one."""
    return any(period.start - 60 < other.figures[0].start < row.figures[0].start for other in rows if other is not row)
