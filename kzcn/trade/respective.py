"""Figures that "respectively" deals out: to nouns, to countries or to years that are named in the same order."""

from __future__ import annotations

import re
from dataclasses import replace

from kzcn.periods import Period
from kzcn.trade.amounts import Money, Percent
from kzcn.trade.cues import Cue, Sentence

Figure = Money | Percent

WORD = re.compile(r"\brespectively\b", re.IGNORECASE)
BETWEEN = re.compile(
    r"(?:\s?(?:%|per ?cent|percent|pct))?[\s,]*(?:and\s+)?(?:(?:by|to|of|at|about|some|nearly|almost|over|more than|around|approximately|an?|increase|rise)\s+)*"
)
AGENT = re.compile(r"\bby\s+(?:the\s+)?$")
BEHIND = 60  # characters between the last figure and "respectively"
PAIR = re.compile(r"(exports?|imports?)\s+and\s+(exports?|imports?)", re.IGNORECASE)


def run(sentence: Sentence, figure: Figure) -> list[Figure]:
    """Returns the figures that are dealt out together with this one, in order; none where nothing is dealt out."""
    same = [other for other in sentence.figures if type(other) is type(figure)]
    for match in WORD.finditer(sentence.text):
        before = [other for other in same if other.end <= match.start()]
        listed = before[-1:]
        for other in reversed(before[:-1]):
            if not BETWEEN.fullmatch(sentence.text, other.end, listed[0].start):
                break
            listed.insert(0, other)
        near = listed and match.start() - listed[-1].end <= BEHIND
        if near and len(listed) > 1 and figure in listed:
            return list(listed)
    return []


def noun(sentence: Sentence, listed: list[Figure], place: int) -> Cue | None:
    """Returns the noun of trade that the figure at this place of the list belongs to."""
    start = sentence.clause(listed[0].start)[0]
    before = [cue for cue in sentence.nouns(start, listed[0].start) if cue.kind != "decoys"]
    flows = [cue for cue in before if cue.label.startswith(("exports", "imports"))]
    if len(flows) == len(listed):
        return flows[place]
    pair = PAIR.fullmatch(sentence.text, before[-1].start, before[-1].end) if before else None
    if pair and len(listed) == 2:
        label = "exports" if pair[place + 1].lower().startswith("ex") else "imports"
        return replace(before[-1], label=label)
    return None


def one_country(sentence: Sentence, listed: list[Figure], place: int) -> Sentence | None:
    """Returns the sentence as it reads for the country that the figure belongs to; None where countries are not what is listed."""
    states = [
        party
        for party in sentence.parties
        if party.end <= listed[0].start
        and party.code not in ("both", "home")
        and not AGENT.search(sentence.text, 0, party.start)
    ]
    last = states[-len(listed) :]
    if len(last) < len(listed) or len({party.code for party in last}) < len(listed) or not any(p.foreign for p in last):
        return None
    left_out = [party for party in last if party is not last[place]]
    return replace(sentence, parties=[party for party in sentence.parties if party not in left_out])


def period(sentence: Sentence, listed: list[Figure], place: int) -> Period | None:
    """Returns the period that the figure belongs to, where as many years as figures are named on one side of the list."""
    years = [period for period in sentence.periods if period.kind == "year" and period.first]
    for side in (
        [period for period in years if period.end <= listed[0].start],
        [period for period in years if period.start >= listed[-1].end],
    ):
        if len(side) == len(listed):
            return side[place]
    return None
