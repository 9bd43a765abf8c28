"""What sentences inherit from those before: the third country they go on about, and whose statistics they report."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kzcn.trade.cues import DYAD, Sentence, alternatives

BESIDE = re.compile(rf"\b(?:{alternatives('beside')}) ", re.IGNORECASE)
AT = re.compile(r"In\s+(?:the\s+)?")
QUOTED = re.compile(
    r"\b(?:according to|by|citing|cites|cited|per|data (?:from|of)|figures (?:from|of))\s+(?:[\w’']+\s+){0,6}$",
    re.IGNORECASE,
)
HANGS = re.compile(
    r"\b(?:with|to|from|between|of|by|into|for|among|towards?|against|on|at|like|unlike|visiting|(?<!^)in)\s+(?:the\s+|its\s+)?$",
    re.IGNORECASE,
)
ANAPHOR = re.compile(r"\W*(?:This|That|These|Those|Such|It|They)\b")  # a paragraph that goes on with the one before
DEALINGS = re.compile(
    r"\b(?:trade|commerce|cooperation|relations|ties|dealings)\s+(?:with|between)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
OWNED = re.compile(
    r"\s+(?:\w+ly\s+)?(?:report|record|register|put|count|show|state|announce|publish|estimate|say|said|give|gave)"
)
NEAR = 20  # characters between a country and the verb of who speaks for it: "Kazakh media report"
TONNAGE = re.compile(r"\d(?:[\d.,]*)\s(?:mn |mln |million |thousand |billion )?$")
STATISTICS = re.compile(r"customs|statisti|commerce|ministry|figures|data", re.IGNORECASE)
OFFICES = ("government", "military", "security-service")


@dataclass(frozen=True)
class Frame:
    """What a sentence inherits. Each sentence has one, derived from the one before by `entering` and `leaving`, and no other place changes it."""

    paragraph: int = 0
    elsewhere: bool = False  # trade is that of a third country or region
    tons: bool = False  # trade is counted in tons or wagons, until money is named
    source: str | None = None  # the country whose statistics are reported, until another source is named


def entering(frame: Frame, sentence: Sentence) -> Frame:
    """Returns the frame that a sentence is read in."""
    paragraph = sentence.passage.paragraph
    return replace(
        frame,
        paragraph=paragraph,
        elsewhere=_elsewhere(
            sentence, frame.elsewhere and (paragraph == frame.paragraph or ANAPHOR.match(sentence.text) is not None)
        ),
        tons=not sentence.money and (frame.tons or _in_tons(sentence)),
        source=None if _other_speaker(sentence, frame.source) else frame.source,
    )


def leaving(frame: Frame, sentence: Sentence, sources: list[tuple[int, str]], told: bool, others: bool) -> Frame:
    """Returns the frame behind a sentence that names these statistics, each with its place; `told` says whether it gave figures, `others` whether it
    spoke of the trade of others alone.

    Statistics that only give a figure of their own ("customs recorded $13 billion") cover no sentence after it.
    """
    firm = [
        cue.start
        for cue in sentence.of("sources")
        if _firm(sentence.text[cue.start : cue.end], cue.label)
        and (not told or QUOTED.search(sentence.text[: cue.start]))
    ]
    named = [country for place, country in sources if place in firm]
    return replace(frame, source=named[-1] if named else frame.source, elsewhere=frame.elsewhere or others)


def _firm(words: str, label: str) -> bool:
    """Whether words name statistics beyond doubt: "customs data", "GACC", but not "number"."""
    return label in DYAD or STATISTICS.search(words) is not None


def only_compared(text: str, place: int) -> bool:
    """Returns whether the party at a place is only what another is measured against: "ahead of Russia"."""
    return any(match.start() <= place - 1 <= match.end() for match in BESIDE.finditer(text))


def _elsewhere(sentence: Sentence, before: bool) -> bool:
    """Whether a sentence speaks of the trade of others; one that names no country goes on as the one before."""
    codes = {party.code for party in sentence.parties}
    at_home = any(actor.country == "KAZ" for _, _, actor in sentence.mentions if actor.type in ("person", *OFFICES))
    if at_home or "KAZ" in codes:
        return False
    guests = any(
        actor.country not in (None, *DYAD) and OWNED.match(sentence.text, end)
        for _, end, actor in sentence.mentions
        if actor.type in OFFICES
    )
    pair = min((party.start for party in sentence.parties if party.code == "both"), default=len(sentence.text))
    ours = any(party.code in DYAD and DEALINGS.search(sentence.text, 0, party.start) for party in sentence.parties)
    if guests or any(
        not ours and party.foreign and party.start < pair and DEALINGS.search(sentence.text, 0, party.start)
        for party in sentence.parties
    ):
        return True
    if "both" in codes and not before:
        return False
    if not codes - {*DYAD, "home", "both"}:
        return before
    nouns = [cue.start for cue in sentence.governors if cue.kind in ("measures", "verbs")]
    first = nouns[0] if nouns else len(sentence.text) if "CHN" in codes else 0
    subjects = [
        party
        for party in sentence.parties
        if party.foreign
        and party.start < first
        and not only_compared(sentence.text, party.start)
        and not (
            HANGS.search(before_it := sentence.text[: party.start])
            or (party.code == "third" and AT.fullmatch(before_it))
        )
    ]
    return bool(subjects) or before


def _in_tons(sentence: Sentence) -> bool:
    """Whether a sentence measures trade in tons: "trade by rail came to over 23 million tons"."""
    nouns = [cue for cue in sentence.governors if cue.kind == "measures"]
    tons = [cue for cue in sentence.governors if cue.label == "volumes" and nouns and cue.start > nouns[0].end]
    return any(TONNAGE.search(sentence.text, 0, cue.start) for cue in tons)


def _other_speaker(sentence: Sentence, source: str | None) -> bool:
    """Whether a person or office of another country than that of the statistics states what the sentence says."""
    if source is None or not sentence.of("speech"):
        return False
    speakers = [actor for _, _, actor in sentence.mentions if actor.type in ("person", *OFFICES)]
    return any(actor.country != source for actor in speakers) or any(
        party.code in DYAD and party.code != source and 0 <= cue.start - party.end <= NEAR
        for party in sentence.parties
        for cue in sentence.of("speech", "words")
    )
