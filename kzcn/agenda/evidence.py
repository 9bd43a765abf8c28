"""Evidence that a sentence is on the security agenda: the terms found in it and who takes part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kzcn import demonyms
from kzcn.agenda import instruments
from kzcn.agenda.instruments import Named
from kzcn.matching import Finder, Hit, Term
from kzcn.schema import Actor, Mention, Passage
from kzcn.vocabulary import vocabulary

DYAD = ("KAZ", "CHN")
ROLES = ("not", "core", "strong", "agents", "weak", "context", "places", "joint", "terms")  # the firmest first
ARMED = {
    "military": "defence",
    "security-service": "terrorism",
    "militant-group": "terrorism",
}  # what an actor of this type speaks of by itself
REFERENCES = ("core", "strong", "weak")  # how a sentence points back, the firmest first
TOPICS = ("TWN", "SUN")  # spoken of, not with: an island that both claim, and a state that is no more
BYSTANDERS = ("militant-group", "ngo-media")  # those who act in no state's name
ADJECTIVE = "adjective"
# Where and by whom a text was filed: "BEIJING, April 9 (Xinhua) --".
DATELINE = re.compile(
    r"[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,3},?(?: \d{1,2}(?: [A-Z]\w+)?(?:,? \d{4})?)?,?(?: ?\([^)]{2,30}\))? ?(?:--|—|–|-) "
    r"|[A-Z]{3,}\. [A-Z]{3,} "
)
FILED = re.compile(r"^[A-Z]{3}|\d|\(")
# A language, and not those whose it is: "technicians who speak Russian", but not "they speak Russian officers' jargon".
SINO = re.compile(r"\bSino\b")  # of China, only before another country
SPOKEN = re.compile(r"\b(?:sp(?:eak|eaks|oke|oken|eaking)|learn\w*|teach\w*|taught|in|into|from)\s+$", re.IGNORECASE)
SPOKEN_AFTER = re.compile(r"\W*(?:$|[.,;:)]|(?:and|or|to|at|better|well|with|for)\b)")
PLACE = re.compile(
    r"\b(?:in|near|across|inside|through|into|from|via|around|on|over|about|against)\s+(?:the\s+)?(?:\w+ern\s+)?$"
)
# A body that only did something to the person spoken of: "a teacher whom the UN had recognised", "UN refugee status".
ASIDE = re.compile(r"\bwhom (?:the )?$")
ASIDE_AFTER = re.compile(r"(?:['’]s)? (?:refugee|neighbou?rs?\b|passport|mandate)")
DEFINITE = re.compile(r"(?:The|These|Those|Such|This|That|Its|Their|His|Both)\s+((?:[\w-]+\s?){1,2})")


@dataclass(frozen=True)
class Sighting:
    """A place where a sentence names a state, or somebody of one; the place is counted within the sentence."""

    country: str  # ISO 3166 alpha-3
    how: str  # the type of the actor, or adjective
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What was found in one sentence."""

    passage: Passage
    hits: tuple[Hit, ...]
    sightings: tuple[Sighting, ...]  # in order of place
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
def _bodies() -> dict[str, str]:
    return {actor_id: label for label, entry in vocabulary("forums").items() for actor_id in entry["actors"]}


def read(passage: Passage, mentions: Sequence[Mention], actors: dict[str, Actor]) -> Reading:
    """Returns what one sentence holds, given the actors mentioned in it."""
    text = passage.text
    hits = _telling(_finder().find(text))
    filed = after_dateline(text)
    peoples = [(people.country, people.start, people.end) for people in demonyms.find(text)]
    peoples += [("CHN", match.start(), match.end()) for match in SINO.finditer(text)]
    sightings = [
        Sighting(country, ADJECTIVE, start, end)
        for country, start, end in peoples
        if not (SPOKEN.search(text[:start]) and SPOKEN_AFTER.match(text[end:]))
    ]
    leaders, armed = set(), set()
    bodies = {
        hit.term.label
        for hit in hits
        if hit.term.kind == "forums" and not (ASIDE.search(text[: hit.start]) or ASIDE_AFTER.match(text, hit.end))
    } - {"bilateral"}
    for mention in mentions:
        actor = actors[mention.actor_id]
        start, end = mention.start - passage.start, mention.end - passage.start
        if start < filed:
            continue
        if actor.type == "person" and actor.country:
            leaders.add(actor.country)
        if actor.type in ARMED:
            armed.add(ARMED[actor.type])
        if mention.actor_id in _bodies() and (ASIDE.search(text[:start]) or ASIDE_AFTER.match(text, end)):
            continue
        if mention.actor_id in _bodies():
            bodies.add(_bodies()[mention.actor_id])
        elif actor.country and actor.country not in TOPICS and actor.type not in BYSTANDERS:
            sightings.append(Sighting(actor.country, actor.type, start, end))
    sightings.sort(key=lambda sighting: sighting.start)
    there = [sighting for sighting in sightings if not is_place(text, sighting)]
    named = tuple(instruments.in_passage(passage.doc_id, passage))
    bodies |= {row.forum for row in named if row.forum and row.forum != "bilateral"}
    return Reading(
        passage,
        tuple(hits),
        tuple(sightings),
        tuple(dict.fromkeys(sighting.country for sighting in there)),
        frozenset(sighting.country for sighting in there if sighting.how != ADJECTIVE),
        tuple(label for label in vocabulary("forums") if label in bodies),
        frozenset(leaders),
        frozenset(armed),
        named,
    )


def is_place(text: str, sighting: Sighting) -> bool:
    """Returns whether a state other than the two is named only as a place: "in Uzbekistan"."""
    return sighting.how == "state" and sighting.country not in DYAD and PLACE.search(text[: sighting.start]) is not None


def after_dateline(text: str) -> int:
    """Returns where the words after a dateline begin, 0 where there is none."""
    found = DATELINE.match(text)
    return found.end() if found and FILED.search(found[0]) else 0


def _telling(hits: list[Hit]) -> list[Hit]:
    """Returns the terms without those that stand inside a decoy, a longer term of their kind or the name of an organisation."""

    def silenced(hit: Hit, by: Hit) -> bool:
        inside = by.start <= hit.start and hit.end <= by.end
        longer = by.end - by.start > hit.end - hit.start
        other = by.term.role == "not" and by.term.label == hit.term.label
        return inside and (
            (by.term.kind in ("decoys", "asides") and by is not hit)
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
