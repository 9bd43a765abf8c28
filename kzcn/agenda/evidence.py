"""Evidence that a sentence is on the security agenda: the terms found in it and who takes part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kzcn.agenda import instruments
from kzcn.agenda.instruments import Named
from kzcn.matching import Finder, Hit, Term
from kzcn.schema import Actor, Mention, Passage
from kzcn.vocabulary import demonyms, vocabulary

DYAD = ("KAZ", "CHN")
ROLES = ("not", "core", "strong", "agents", "weak", "context", "places", "joint", "terms")  # the firmest first
ARMED = {
    "military": "defence",
    "security-service": "terrorism",
    "militant-group": "terrorism",
}  # what an actor of this type speaks of by itself
REFERENCES = ("core", "strong", "weak")  # how a sentence points back, the firmest first
TOPICS = ("TWN",)  # spoken of, not with
# A language, and not those whose it is: "technicians who speak Russian", but not "they speak Russian officers' jargon".
SPOKEN = re.compile(r"\b(?:sp(?:eak|eaks|oke|oken|eaking)|learn\w*|teach\w*|taught|in|into|from)\s+$", re.IGNORECASE)
SPOKEN_AFTER = re.compile(r"\W*(?:$|[.,;:)]|(?:and|or|to|at|better|well|with|for)\b)")
PLACE = re.compile(
    r"\b(?:in|near|across|inside|through|into|from|via|around|on|over|about|against)\s+(?:the\s+)?(?:\w+ern\s+)?$"
)
DEFINITE = re.compile(r"(?:The|These|Those|Such|This|That|Its|Their|His|Both)\s+((?:[\w-]+\s?){1,2})")


@dataclass(frozen=True)
class Reading:
    """What was found in one sentence."""

    passage: Passage
    hits: tuple[Hit, ...]
    parties: tuple[str, ...]  # ISO 3166 alpha-3, in order of place
    acting: frozenset[str]  # those that are named and not only told by an adjective
    bodies: tuple[str, ...]  # forums other than bilateral
    leaders: frozenset[str]  # countries of the persons named
    armed: frozenset[str]  # themes that the armed actors named speak of
    named: tuple[Named, ...]

    def labels(self, kind: str, *roles: str) -> list[str]:
        """Returns the labels of one kind that terms in these roles speak for, in the contract's order."""
        found = {hit.term.label for hit in self.hits if hit.term.kind == kind and hit.term.role in roles}
        return [label for label in vocabulary(kind) if label in found]

    def longest(self, kind: str, role: str) -> list[str]:
        """Returns the label of the longest, and so most telling, term of one kind in a role, if there is any."""
        hits = [hit for hit in self.hits if hit.term.kind == kind and hit.term.role == role]
        return [max(hits, key=lambda hit: (hit.end - hit.start, -hit.start)).term.label] if hits else []

    def has(self, kind: str, *roles: str) -> bool:
        """Returns whether the sentence holds a term of one kind, in one of these roles if any are given."""
        return any(hit.term.kind == kind and (not roles or hit.term.role in roles) for hit in self.hits)

    @property
    def outright(self) -> bool:
        """Returns whether the sentence says that two states act together or toward each other."""
        return "bilateral" in self.labels("forums", "terms")

    @property
    def dyad(self) -> list[str]:
        """Returns which of Kazakhstan and China stand in the sentence."""
        return [party for party in DYAD if party in self.parties]


@cache
def _finder() -> Finder:
    kinds = [
        (kind, label, entry)
        for kind in ("themes", "instruments", "forums")
        for label, entry in vocabulary(kind).items()
    ]
    kinds += [(label, label, entry) for label, entry in vocabulary("evidence")["terms"].items()]
    return Finder(
        (
            Term(written, kind, label, role)
            for kind, label, entry in kinds
            for role in ROLES
            for written in entry.get(role, ())
        ),
        ROLES,
    )


@cache
def _demonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    countries = demonyms() | {"Sino": "CHN"}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, countries), key=len, reverse=True)) + r")\b"), countries


@cache
def _bodies() -> dict[str, str]:
    return {actor_id: label for label, entry in vocabulary("forums").items() for actor_id in entry["actors"]}


def read(passage: Passage, mentions: Sequence[Mention], actors: dict[str, Actor]) -> Reading:
    """Returns what one sentence holds, given the actors mentioned in it."""
    text = passage.text
    hits = _telling(_finder().find(text))
    pattern, countries = _demonyms()
    parties = [
        (passage.start + match.start(), countries[match[0]])
        for match in pattern.finditer(text)
        if not (SPOKEN.search(text[: match.start()]) and SPOKEN_AFTER.match(text[match.end() :]))
    ]
    acting, leaders, armed = set(), set(), set()
    bodies = {hit.term.label for hit in hits if hit.term.kind == "forums"} - {"bilateral"}
    for mention in mentions:
        actor = actors[mention.actor_id]
        is_place = (
            actor.type == "state" and actor.country not in DYAD and PLACE.search(text[: mention.start - passage.start])
        )
        if actor.type == "person" and actor.country:
            leaders.add(actor.country)
        if actor.type in ARMED:
            armed.add(ARMED[actor.type])
        if mention.actor_id in _bodies():
            bodies.add(_bodies()[mention.actor_id])
        elif actor.country and actor.country not in TOPICS and actor.type != "militant-group" and not is_place:
            parties.append((mention.start, actor.country))
            acting.add(actor.country)
    named = tuple(instruments.in_passage(passage.doc_id, passage))
    bodies |= {row.forum for row in named if row.forum and row.forum != "bilateral"}
    return Reading(
        passage,
        tuple(hits),
        tuple(dict.fromkeys(country for _, country in sorted(parties))),
        frozenset(acting),
        tuple(label for label in vocabulary("forums") if label in bodies),
        frozenset(leaders),
        frozenset(armed),
        named,
    )


def _telling(hits: list[Hit]) -> list[Hit]:
    """Returns the terms without those that stand inside a decoy, a longer term of their kind or the name of an organisation."""

    def silenced(hit: Hit, by: Hit) -> bool:
        inside = by.start <= hit.start and hit.end <= by.end
        longer = by.end - by.start > hit.end - hit.start
        other = by.term.role == "not" and by.term.label == hit.term.label
        return inside and (
            by.term.kind == "decoys"
            or other
            or (longer and by.term.kind == hit.term.kind and not by.term.gapped)
            or (longer and by.term.kind == "forums" and by.term.label != "bilateral")
        )

    return [
        hit
        for hit in hits
        if hit.term.kind != "decoys" and hit.term.role != "not" and not any(silenced(hit, by) for by in hits)
    ]


def reference(reading: Reading, before: Reading) -> str:
    """Returns how a sentence points back to the one before: "core" (it takes up its subject), "strong" (a pronoun), "weak" (a connective) or ""."""
    text = reading.passage.text
    roles = {
        hit.term.role for hit in reading.hits if hit.term.kind == "reference" and len(text[: hit.start].split()) < 3
    }
    opening = DEFINITE.match(text)
    if opening and any(
        re.search(rf"\b{word[:6]}", before.passage.text, re.IGNORECASE)
        for word in re.findall(r"\b[a-z]{5,}", opening[1])
    ):
        roles.add("strong")  # "The instructors' wages ..." after a sentence on instructors
    return next((role for role in REFERENCES if role in roles), "")


def strength(hit: Hit) -> str:
    """Returns how a term speaks of security: core, strong, weak, or another role, which does not."""
    term = hit.term
    if term.kind == "instruments":
        return str(vocabulary("instruments")[term.label].get("evidence", "")) if term.role == "strong" else ""
    if term.kind in ("themes", "security"):
        return "strong" if term.role == "agents" else term.role
    return ""
