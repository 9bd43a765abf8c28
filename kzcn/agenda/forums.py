"""Through whom an agenda item runs: the organisations named or meant, two states with one another, or nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kzcn.agenda.evidence import Reading
from kzcn.terms import vocabulary

HOME = {"policy", "enforcement", "deployment"}  # what a state can do alone
GIVEN = {"funding", "equipment", "training", "exercise", "intelligence"}  # what outsiders give to the country that the article is about
PAIR = 10  # one in so many sentences names both, where an article is on the two countries
GIFTS = {"funding", "equipment", "training"}  # what one state gives to another, whatever the meeting beside it
MUTUAL = {"exercise", "consultation", "training", "equipment", "intelligence", "agreement", "declaration"}  # what a state does not do alone
# Words for what members do, or for those who do it: they belong to the organisation spoken of.
MEMBERS = re.compile(r"\b(?:member states|heads of state|participants|[Ss]ecretary-[Gg]eneral)\b"
                     r"|\b(?:the|its|their|all|each|other|five|six|eight|nine|ten)\s+(?:\w+\s)?members?\b(?! of)"
                     r"|\b(?:the|all|of)\s+(?:five|six|eight|nine|ten)\b(?!\s+(?:years?|months?|weeks?|days|hours))"
                     r"|\b(?:five|six|eight|nine|ten)\s+(?:armies|militaries|states|countries|nations|governments|presidents|leaders|heads|commanders|ministers)\b"
                     r"|\bthe (?:alliance|bloc|grouping|organi[sz]ation|club|pact)\b", re.IGNORECASE)
# Words that go on with the meeting, the manoeuvre or the treaty that the paragraph speaks of.
EVENT = re.compile(r"\b(?:the|their|its|these|such|this|that)\s+(?:\w+\s){0,2}?(?:summit|conference|meeting|talks|leaders|presidents|ministers|troops|forces|contingents?|armies"
                   r"|exercises?|drills?|man(?:eu|oeu)vres?|maneuvers?|war games?|treaty|treaties|convention|charter|declaration|accord)\b|^there\b|\bthere[.,]", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where in the article a sentence stands: the organisation that the article names most, and those that the sentences before it speak of."""

    club: tuple[str, ...]
    pair: bool  # the article speaks of the two countries together
    published: str  # ISO day, "" where it is not known
    paragraph: int | None = None
    venue: tuple[str, ...] = ()  # the last ones named
    fresh: bool = False  # in this paragraph

    def at(self, reading: Reading) -> Place:
        """Returns the place of the next sentence."""
        paragraph = reading.passage.paragraph
        if reading.bodies:
            return replace(self, paragraph=paragraph, venue=reading.bodies, fresh=True)
        if reading.outright or len(reading.dyad) == 2:
            return replace(self, paragraph=paragraph, venue=(), fresh=False)  # the article has turned to the two
        return self if paragraph == self.paragraph else replace(self, paragraph=paragraph, fresh=False)


def begin(readings: Sequence[Reading], published: str) -> Place:
    """Returns the place of an article's first sentence."""
    named = Counter(label for reading in readings for label in reading.bodies if vocabulary("forums")[label]["security"])
    together = sum(reading.outright or len(reading.dyad) == 2 for reading in readings)
    return Place(tuple(label for label, _ in named.most_common(1)), together >= (len(readings) + 4) // PAIR, published)


def of(reading: Reading, forms: tuple[str, ...], progress: str, earlier: tuple[str, ...] | None, refers: bool, place: Place) -> tuple[str, ...]:
    """Returns the organisations that are named or meant, "bilateral" where two states or their organs have to do with one another, or nothing.

    `earlier` are the forums of the item that the sentence goes on from, None where there is none, and `refers` whether it points back to it.
    """
    inherited = earlier or ()
    bodies = reading.bodies or _founders(set(reading.parties), place.published)
    if bodies:
        return (*(("bilateral",) if reading.outright else ()), *bodies)
    text = reading.passage.text
    meant = place.venue or place.club
    if meant and MEMBERS.search(text):
        return meant
    if reading.outright:
        return ("bilateral",)
    if len(reading.dyad) < 2 and place.venue and not GIFTS & set(forms) and (
            EVENT.search(text) or (place.fresh and set(inherited) == set(place.venue) and not reading.parties)):
        return place.venue
    if not forms and not reading.has("security", "core") and not reading.has("themes", "agents") and (
            progress == "proposed" or (progress == "obstacle" and not reading.dyad)):
        return ()  # a need or a fear, with nobody named who would act on it with another
    if len(reading.acting) > 2 and len(reading.dyad) < 2:
        return ()
    alone = HOME - {"deployment"} if "CHN" in reading.parties else HOME
    if "CHN" not in reading.acting and set(forms) <= alone and (forms or not reading.parties) and not (
            reading.has("security", "core") or reading.has("frame", "joint")):
        return inherited if refers and not reading.parties else ()
    lone = reading.parties == ("KAZ",) or (reading.parties == ("CHN",) and earlier is not None)
    if lone and not MUTUAL & set(forms) and not reading.has("security", "core"):
        return inherited
    if reading.parties and not reading.dyad and not GIVEN & set(forms):
        return ()  # others among themselves
    if len(reading.parties) < 2 and not place.pair and not reading.has("security", "core"):
        return inherited  # an article on something else
    return ("bilateral",)


def _founders(parties: set[str], published: str) -> tuple[str, ...]:
    """Returns the organisation of that time nearly all of whose founding members the sentence names."""
    for label, entry in vocabulary("forums").items():
        members, begun, ended = set(entry["members"]), entry.get("begun", ""), entry.get("ended", "9999")
        if len(members) > 3 and {"CHN", "KAZ"} <= members and len(members & parties) > 3 and "CHN" in parties and begun <= published < ended:
            return (label,)
    return ()
