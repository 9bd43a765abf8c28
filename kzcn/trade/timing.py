"""Which time expressions of a sentence may date a figure of trade, and which only say what it is compared with."""

from __future__ import annotations

import re

from kzcn.periods import Period
from kzcn.trade.amounts import Money, Percent
from kzcn.trade.cues import Sentence, alternatives

YEAR_ON_YEAR = re.compile(r"year.?(?:on|over).*|y.?[o/].*|on the year|on-year", re.IGNORECASE)
BASE = re.compile(
    r"\b(?:(?<!later )than|as(?= in\b)|over|on|from|compared (?:with|to)|comparison (?:with|to)|versus|vs\.?|against|above|below|relative to|"
    r"exceeding|what (?:it|they) (?:was|were|had been)|short of|exceeded|to)\s+(?:in\s+|during\s+|for\s+)?"
    r"(?:that (?:of|in|for)\s+|those (?:of|in|for)\s+|the (?:level|figure|value|volume|result|record|total|indicators?) (?:of|for|"
    r"in)\s+|(?:its|the)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
CLOSES = re.compile(r"(?:end|close|finish|round off)\s+(?:the\s+)?(?:year|\d{4})\b(?!-)", re.IGNORECASE)
OF_THE_LEVEL = re.compile(
    r"%\s+of the (?:level|figure|volume|value|indicators?) (?:of|in|for)\s+(?:the\s+)?$"
)  # "101.9% of the level of 2024"
WHEN_AGREED = re.compile(rf"\b(?:{alternatives('promised')})\s+(?:in\s+)?$")  # "the $10 billion agreed two years ago"
SINCE = re.compile(
    r"\b(?:since|(?:twice|double|treble|triple|half|times|fold|more than) (?:that|the (?:level|figure|volume)|those) (?:of|in|"
    r"for))\s+(?:the )?$",
    re.IGNORECASE,
)
CHANGED_BY = re.compile(r"[+−–-]\s?[\d.,]+\s?(?:%|per ?cent)\s+(?:by|to)\s+$")  # "+6.9% by 2023": against it
OVER = re.compile(r"\bover\s+(?:the\s+)?$", re.IGNORECASE)
MOVED_OVER = re.compile(r"\b(?:gain|rise|increase|growth|fall|drop|decline)\b[\w .%$]*over\s+(?:the\s+)?$")


def is_base(sentence: Sentence, period: Period) -> bool:
    """Returns whether a period is only what another is compared with: "up on 2005", "since 2001", "year-on-year"."""
    before = sentence.text[: period.start]
    if CLOSES.match(sentence.text, period.start):
        return False  # "to end 2021 at $17 billion"
    if OF_THE_LEVEL.search(before):
        return True
    if (
        YEAR_ON_YEAR.fullmatch(sentence.text[period.start : period.end])
        or SINCE.search(before)
        or CHANGED_BY.search(before)
    ):
        return True
    if OVER.search(before):  # "a gain of 51.6% over 2004", but "grew over the first ten months"
        moved = any(0 <= period.start - percent.end <= 40 for percent in sentence.percents) or MOVED_OVER.search(before)
        earlier = period.relative == "claim" and (period.years < 0 or period.first is not None)
        return bool(moved) and (earlier or (period.kind == "year" and period.relative is None))
    return BASE.search(before) is not None


def since(sentence: Sentence, period: Period) -> bool:
    """Returns whether a period is the beginning of a change: "since 2001", "twice that of 2003"."""
    return SINCE.search(sentence.text[: period.start]) is not None


def usable(sentence: Sentence, period: Period) -> bool:
    """Returns whether a period may be what a figure of trade is of."""
    return period.kind not in ("day", "week", "season", "span") and not is_base(sentence, period)


def own_period(sentence: Sentence, figure: Money | Percent) -> Period | None:
    """Returns the period behind a figure, else the first that its segment names for it."""
    if after := period_after(sentence, figure):
        return after
    segment = sentence.segment(figure.start)
    return next(
        (
            period
            for period in sentence.periods
            if segment.start <= period.start < segment.end
            and (period.relative != "claim" or period.years > 0)
            and usable(sentence, period)
        ),
        None,
    )


def period_after(sentence: Sentence, figure: Money | Percent) -> Period | None:
    """Returns the period that follows a figure in its segment before any other figure does."""
    for period in sentence.periods:
        if figure.end <= period.start < sentence.until_next(figure) and usable(sentence, period):
            if WHEN_AGREED.search(sentence.text[figure.end : period.start]) and not re.match(
                r"(?:for|by)\b", sentence.text[period.start :]
            ):
                return None
            other = sentence.nouns(figure.end, period.start) and re.search(
                r"\b(?:and|while|but)\b", sentence.text[figure.end : period.start]
            )
            if not other or all(cue.kind == "decoys" for cue in sentence.nouns(figure.end, period.start)):
                return period
    return None
