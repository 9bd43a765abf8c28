"""Who states what a sentence says: the person, else the body, that its words name, or that a quotation carries over from another sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kzcn import quotations
from kzcn.trade.cues import Cue, Sentence
from kzcn.trade.frame import OFFICES

ABLE = ("person", *OFFICES, "igo", "ngo-media", "company")
BEFORE = re.compile(
    r"(?:\s+(?:himself|herself|itself|company|group|agency))?(?:\s+(?:of|at|from)\s+[^,;.]{2,60}?)?(?:,[^,;.]{2,90},)?\s*"
    r"(?:(?:has|had|have|also|then|just|even|further|in turn|however|again|\w+ly),?\s+){0,3}"
)
AFTER = re.compile(r"\s+(?:to\s+|by\s+|from\s+)?(?:[\w’'.-]+\s+){0,7}?")
HEAD = (
    r"(?:he|she|the (?:[\w-]+ ){0,3}?(?:president|minister|premier|ambassador|envoy|diplomat|official|leader|head|expert|chairman|"
    r"spokesman|spokeswoman|analyst|economist|scholar))"
)
SAYING = re.compile(rf"\b{HEAD}\s+(?P<verb>\w+)(?:\s+(?P<second>\w+))?|\b(?P<back>\w+)\s+{HEAD}\b", re.IGNORECASE)
INTERVIEW = re.compile(r"\binterview(?:ed)?\b|\banswer(?:s|ed)?\b[^.]*\bquestions\b", re.IGNORECASE)
LEAD = 4  # sentences at the head of an article that may say who is interviewed
HANGS = re.compile(r"\b(?:with|of|to|from|by|between|and)\s+(?:[\w’'.-]+\s+){0,4}$")
AIMS = frozenset(
    [
        "set",
        "goal",
        "target",
        "agreed",
        "agree",
        "plan",
        "plans",
        "planned",
        "aim",
        "aims",
        "aimed",
        "want",
        "wants",
        "wanted",
    ]
)  # no words of their own


@dataclass(frozen=True)
class Voice:
    """Who states a sentence, and the passage that names them as speaking."""

    actor_id: str
    passage_id: str


def voices(sentences: list[Sentence]) -> list[Voice | None]:
    """Returns who states each sentence of an article; None where nobody is named."""
    inside = list(_quoted(sentences))
    guest = _interviewed(sentences)
    found: list[Voice | None] = []
    person: str | None = None
    for n, sentence in enumerate(sentences):
        named = _own(sentence, inside[n], person)
        own = Voice(named, sentence.passage.passage_id) if named else None
        carried = bool(n) and (inside[n] or _same_paragraph(sentences, n - 1, n))
        if own is None and carried and not _speaks_otherwise(sentence, inside[n]):
            own = found[-1]
        found.append(own or guest)
        person = _subject(sentence) or (own.actor_id if own else person)
    for n in range(len(sentences) - 2, -1, -1):  # the one who is named at the end of a quotation
        opened = inside[n] or quotations.MARK.match(sentences[n].text)
        if found[n] is None and opened and inside[n + 1] and _same_paragraph(sentences, n, n + 1):
            found[n] = found[n + 1]
    return found


def _interviewed(sentences: list[Sentence]) -> Voice | None:
    """Returns the person whom an article interviews, as its first sentences say."""
    for sentence in sentences[:LEAD]:
        people = [actor.actor_id for _, _, actor in sentence.mentions if actor.type == "person"]
        if people and INTERVIEW.search(sentence.text):
            return Voice(people[-1], sentence.passage.passage_id)
    return None


def _subject(sentence: Sentence) -> str | None:
    """Returns the person that "he" or "the president" of the next sentence is: the first, unless it hangs on a preposition."""
    people = [(start, actor) for start, _, actor in sentence.mentions if actor.type == "person"]
    free = [actor for start, actor in people if not HANGS.search(sentence.text, 0, start)]
    chosen = free or [actor for _, actor in people]
    return chosen[0].actor_id if chosen else None


def _same_paragraph(sentences: list[Sentence], n: int, m: int) -> bool:
    return sentences[n].passage.paragraph == sentences[m].passage.paragraph


def _quoted(sentences: list[Sentence]) -> Iterator[bool]:
    """Yields of every sentence whether it begins inside a quotation that an earlier one of its paragraph opened."""
    for _, paragraph in groupby(sentences, lambda sentence: sentence.passage.paragraph):
        yield from quotations.inside(sentence.text for sentence in paragraph)


def _spans(text: str, inside: bool) -> list[tuple[int, int]]:
    """Returns the stretches of a sentence that are quoted."""
    spans, start = [], 0 if inside else -1
    for match in quotations.MARK.finditer(text):
        opens = quotations.opens(match[0], start >= 0)
        if start >= 0:
            spans.append((start, match.end()))
            start = -1
        if opens:
            start = match.start()
    return [*spans, (start, len(text))] if start >= 0 else spans


def _own(sentence: Sentence, inside: bool, person: str | None) -> str | None:
    """Returns the one who stands by a verb of speech of the sentence, outside what is quoted."""
    quoted = _spans(sentence.text, inside)
    verbs = [cue for cue in sentence.of("speech", "words") if not _within(cue.start, quoted)]
    able = [item for item in sentence.mentions if item[2].type in ABLE and not _within(item[0], quoted)]
    spoken = {sentence.text[cue.start : cue.end].lower() for cue in verbs}
    for match in SAYING.finditer(sentence.text):
        if person and not _within(match.start(), quoted) and spoken & {(word or "").lower() for word in match.groups()}:
            return person
    ranked = sorted(
        (
            actor.type != "person",
            sentence.text[cue.start : cue.end].lower() in AIMS,
            start > cue.start,
            distance,
            actor.actor_id,
        )
        for cue in verbs
        for start, end, actor in able
        if (distance := _distance(sentence.text, cue, start, end)) is not None
    )  # a subject before its verb goes before a name behind it: "Nazarbayev told Hu Jintao"
    return ranked[0][-1] if ranked else None


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _distance(text: str, verb: Cue, start: int, end: int) -> int | None:
    """Returns how far an actor stands from a verb that it may be the subject of; None where it cannot be."""
    if end <= verb.start and BEFORE.fullmatch(text, end, verb.start):
        return verb.start - end
    if (
        verb.end <= start
        and AFTER.fullmatch(text, verb.end, start)
        and not re.search(r"\bthat\b", text[verb.end : start])
    ):
        return start - verb.end
    return None


def _speaks_otherwise(sentence: Sentence, inside: bool) -> bool:
    """Whether a sentence has words of someone else, so that the one before speaks no more."""
    quoted = _spans(sentence.text, inside)
    others = [item for item in sentence.mentions if not _within(item[0], quoted)]
    speech = [cue for cue in sentence.of("speech", "words") if not _within(cue.start, quoted)]
    return bool(speech) and any(actor.type in ("person", *OFFICES, "ngo-media") for _, _, actor in others)
