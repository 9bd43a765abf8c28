"""Through whom an agenda item runs: the organisations named or meant, two states with one another, or nobody.

Each organisation that the article names is weighed by its features, and so is the pair of states: a sentence may name its forum, go on in the one spoken of before, or leave it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kzcn.agenda.evidence import DYAD, Reading
from kzcn.agenda.features import Features
from kzcn.vocabulary import vocabulary

HOME = {"policy", "enforcement", "deployment"}  # what a state can do alone
GIFTS = {"funding", "equipment", "training"}  # what one state gives to another, whatever the meeting beside it
MUTUAL = {
    "exercise",
    "consultation",
    "training",
    "equipment",
    "intelligence",
    "agreement",
    "declaration",
}  # what a state does not do alone
MANY = 3
FEW = 2  # an article that names hardly any organisation says little of which it is about
# Words for what members do, or for those who do it: they belong to the organisation spoken of.
MEMBERS = re.compile(
    r"\b(?:member states|heads of state|participants|[Ss]ecretary-[Gg]eneral)\b"
    r"|\b(?:the|its|their|all|each|other|five|six|eight|nine|ten)\s+(?:\w+\s)?members?\b(?! of)"
    r"|\b(?:the|all|of)\s+(?:five|six|eight|nine|ten)\b(?!\s+(?:years?|months?|weeks?|days|hours))"
    r"|\b(?:five|six|eight|nine|ten)\s+(?:armies|militaries|states|countries|nations|governments|presidents|leaders|heads|commanders|ministers)\b"
    r"|\bthe (?:alliance|bloc|grouping|organi[sz]ation|club|pact)\b",
    re.IGNORECASE,
)
# Words that go on with the meeting, the manoeuvre or the treaty that the paragraph speaks of.
EVENT = re.compile(
    r"\b(?:the|their|its|these|such|this|that)\s+(?:\w+\s){0,2}?(?:summit|conference|meeting|talks|leaders|presidents|ministers|troops|forces|contingents?|armies"
    r"|exercises?|drills?|man(?:eu|oeu)vres?|maneuvers?|war games?|treaty|treaties|convention|charter|declaration|accord)\b|^there\b|\bthere[.,]",
    re.IGNORECASE,
)

BILATERAL = re.compile(
    r"\bbilateral (?:talks|meetings?|negotiations|consultations|exercises?|drills?)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Place:
    """Where in the article a sentence stands: how often the article names each organisation and the two states, and what the sentences before it speak of."""

    named: Counter[str]
    club: tuple[str, ...]  # the one that it names most
    length: int  # sentences
    pairs: float  # the share of sentences that speak of the two states together
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
    named = Counter(label for reading in readings for label in reading.bodies)
    security = Counter({label: number for label, number in named.items() if vocabulary("forums")[label]["security"]})
    together = sum(reading.outright or len(reading.dyad) == 2 for reading in readings)
    return Place(
        named,
        tuple(label for label, _ in security.most_common(1)),
        len(readings),
        together / max(1, len(readings)),
        published,
    )


@dataclass(frozen=True)
class Known:
    """What is known of an item when its forum is asked for: `earlier` are the forums of the one that it goes on from, None where there is none."""

    reading: Reading
    content: Features
    forms: tuple[str, ...]
    progress: str
    earlier: tuple[str, ...] | None
    refers: bool
    place: Place


def is_said(reading: Reading) -> bool:
    """Returns whether a sentence calls what is held bilateral: "bilateral talks", beside a meeting of many."""
    return BILATERAL.search(reading.passage.text) is not None and bool(reading.dyad)


def candidates(item: Known) -> tuple[str, ...]:
    """Returns the organisations that an item may run through: those its article names, and those whose founders it names."""
    found = {*item.place.named, *_founders(set(item.reading.parties), item.place.published)}
    return tuple(label for label in vocabulary("forums") if label in found)


def pair(item: Known) -> Features:
    """Returns the features that an item is between two states."""
    reading, forms, place, earlier = item.reading, set(item.forms), item.place, set(item.earlier or ())
    others = [country for country in reading.acting if country not in DYAD]
    there = {
        "outright": reading.outright,
        "both": len(reading.dyad) == 2,
        "nobody": not reading.parties,
        "others only": bool(reading.parties) and not reading.dyad,
        "Kazakhstan only": reading.parties == ("KAZ",),
        "China only": reading.parties == ("CHN",),
        "by adjective": bool(set(reading.parties) - reading.acting),
        "body": bool(reading.bodies),
        "venue": bool(place.venue),
        "venue here": place.fresh,
        "members": bool(MEMBERS.search(reading.passage.text)),
        "event": bool(EVENT.search(reading.passage.text)),
        "no form": not forms,
        item.progress: True,
        f"no form {item.progress}": not forms,
        "earlier bilateral": "bilateral" in earlier,
        "earlier body": bool(earlier - {"bilateral"}),
        "earlier nobody": item.earlier == (),
        "no earlier": item.earlier is None,
        "refers": item.refers,
        "refers bilateral": item.refers and "bilateral" in earlier,
        "at home": bool(forms) and forms <= HOME,
        "at home without China": bool(forms) and forms <= HOME and "CHN" not in reading.parties,
        "at home nobody": bool(forms) and forms <= HOME and not reading.parties,
        "gift": bool(forms & GIFTS),
        "mutual": bool(forms & MUTUAL),
        **{f"as {form}": True for form in forms},
    }
    return {
        **{feature: 1.0 for feature, holds in there.items() if holds},
        "others": float(min(MANY, len(others))),
        "pairs": place.pairs,
        "bodies": place.named.total() / place.length,
        **item.content,
    }


def body(item: Known, label: str) -> Features:
    """Returns the features that an item runs through one organisation."""
    reading, forms, place, earlier = item.reading, set(item.forms), item.place, item.earlier or ()
    entry, named, alone = vocabulary("forums")[label], label in reading.bodies, not reading.bodies
    members = bool(MEMBERS.search(reading.passage.text))
    others = [country for country in reading.acting if country not in DYAD and country in entry["members"]]
    there = {
        "named": named,
        "named alone": reading.bodies == (label,),
        "named outright": named and reading.outright,
        "founders": label in _founders(set(reading.parties), place.published),
        "another named": bool(reading.bodies) and not named,
        "named part": any(vocabulary("forums")[part].get("part_of") == label for part in reading.bodies),
        "club": label in place.club,
        "club members": label in place.club and members and alone and not place.venue,
        "earlier": label in earlier,
        "earlier refers": label in earlier and item.refers,
        "security": entry["security"] == "strong",
        "partly security": entry["security"] == "weak",
        **(
            {
                "venue": True,
                "venue here": place.fresh,
                "venue members": members,
                "venue event": bool(EVENT.search(reading.passage.text)),
            }
            if alone and label in place.venue
            else {}
        ),
        **(
            {
                "both": len(reading.dyad) == 2,
                "outright": reading.outright,
                "gift": bool(forms & GIFTS),
                "at home": bool(forms) and forms <= HOME,
                "no form": not forms,
                "nobody": not reading.parties,
                "member": bool(set(entry["members"]) & set(reading.parties)),
                "earlier alone": label in earlier,
                "earlier bilateral": "bilateral" in earlier,
                **{f"as {form}": True for form in forms},
            }
            if alone
            else {}
        ),
    }
    words = (
        {
            f"{'named' if named else 'alone'} {feature}": value
            for feature, value in item.content.items()
            if feature.startswith("word ")
        }
        if named or alone
        else {}
    )
    return {
        **{feature: 1.0 for feature, holds in there.items() if holds},
        "others": float(min(MANY, len(others))),
        "share": place.named[label] / (place.named.total() + FEW),
        **words,
    }


def _founders(parties: set[str], published: str) -> tuple[str, ...]:
    """Returns the organisation of that time nearly all of whose founding members the sentence names."""
    for label, entry in vocabulary("forums").items():
        members, begun, ended = set(entry["members"]), entry.get("begun", ""), entry.get("ended", "9999")
        if (
            len(members) > 3
            and {"CHN", "KAZ"} <= members
            and len(members & parties) > 3
            and "CHN" in parties
            and begun <= published < ended
        ):
            return (label,)
    return ()
