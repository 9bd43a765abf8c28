"""Which states take part in an agenda item: those that its sentence names, and those that it leaves to the sentences around it ("both sides", "the members").

Each state that the article names is weighed by how the sentence names it, or by how near it was named where the sentence does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kzcn.agenda import clauses, evidence
from kzcn.agenda.evidence import ADJECTIVE, DYAD, Reading, Sighting
from kzcn.agenda.features import Features
from kzcn.vocabulary import vocabulary

FEW = 2  # an article that names hardly any state says little of which it is about
MANY = 3
OPENING = 2  # sentences
# The preposition before a name, with a few words between: "with the armed forces of ", "in neighbouring ".
BEFORE = re.compile(
    r"\b(about|against|among|and|as|at|between|by|for|from|in|into|like|near|of|on|over|than|through|to|towards?|with)"
    r"(?: [\w'’-]+){0,2}? ?$"
)
OWNER = re.compile(r"['’]s?\b")
SPEAKS = re.compile(
    r"['’]?s?(?:,[^,]{0,60},)? (?:\w+ )?(?:said|says|told|added|noted|stressed|stated|argues|argued|believes|thinks)\b"
)
PAIR = re.compile(
    r"\b(?:both|two|bilateral\w*|mutual\w*|each other|sides?|counterparts?|colleagues?|neighbou?rs?|parties|partners?)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:members?|member states|participants?|participating|three|four|five|six|seven|eight|nine|countries|states|nations|region\w*|summit|forces)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"^\W*(?:\w+ ){0,2}?(they|them|their|it|its|he|his|she|her|we|our|these|this|that|the|both|such)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Trail:
    """The states that an article has named before a sentence."""

    article: Counter[str]  # how many sentences of the whole article name each state
    number: int = 0  # of the sentence
    paragraph: int | None = None
    last: frozenset[str] = frozenset()  # in the sentence before
    here: frozenset[str] = frozenset()  # in the paragraph
    opening: frozenset[str] = frozenset()  # in the first sentences
    seen: frozenset[str] = frozenset()  # anywhere
    together: frozenset[str] = frozenset()  # in the last sentence that named several

    def after(self, reading: Reading) -> Trail:
        """Returns the trail after a sentence."""
        named, same = frozenset(reading.parties), reading.passage.paragraph == self.paragraph
        return Trail(
            self.article,
            self.number + 1,
            reading.passage.paragraph,
            named,
            self.here | named if same else named,
            self.opening | named if self.number < OPENING else self.opening,
            self.seen | named,
            reading.acting if len(reading.acting) > 1 else self.together,
        )


def begin(readings: Sequence[Reading]) -> Trail:
    """Returns the trail at an article's first sentence."""
    return Trail(
        Counter(country for reading in readings for country in dict.fromkeys(row.country for row in reading.sightings))
    )


@dataclass(frozen=True)
class Known:
    """What is known of an item when its parties are asked for: `through` are its forums, `earlier` and `latest` the parties of the items it may go on from."""

    reading: Reading
    trail: Trail
    through: tuple[str, ...]
    earlier: tuple[str, ...]
    latest: tuple[str, ...]
    refers: bool


def candidates(item: Known) -> tuple[str, ...]:
    """Returns the states that may take part: those that the article names, and the two as members of a body that acts."""
    members = [
        country for country in DYAD for label in item.through if country in vocabulary("forums")[label]["members"]
    ]
    named = (row.country for row in item.reading.sightings)
    return tuple(dict.fromkeys([*named, *(country for country, _ in item.trail.article.most_common()), *members]))


def features(item: Known, country: str) -> Features:
    """Returns the features that a state takes part."""
    here = [row for row in item.reading.sightings if row.country == country]
    kinds = ["two" if country in DYAD else "third"]
    through = "bilateral" if "bilateral" in item.through else "body" if item.through else "alone"
    if here:
        found = [*_named(item.reading, here), f"through {through}", *kinds]
        return {
            **{f"named {feature}": 1.0 for feature in found},
            "named share": item.trail.article[country] / (item.trail.article.total() + FEW),
        }
    found = _unsaid(item, country) + kinds
    others = min(MANY, len({row.country for row in item.reading.sightings}))
    told = {f"unsaid {feature}": 1.0 for feature in found}
    told |= {f"unsaid {others} {through} {feature}": 1.0 for feature in found}
    share = item.trail.article[country] / (item.trail.article.total() + FEW)
    return {**told, "unsaid share": share, f"unsaid {through} share": share, f"unsaid {others} share": share}


def _named(reading: Reading, here: Sequence[Sighting]) -> list[str]:
    """Returns how a sentence names a state."""
    text, sentence = reading.passage.text, clauses.read(reading.passage.text)
    countries = list(dict.fromkeys(row.country for row in reading.sightings))
    country = here[0].country
    found = [f"of {min(MANY, len(countries))}"]
    if countries[0] == country:
        found.append("first")
    if len(here) > 1:
        found.append("again")
    if all(evidence.is_place(text, row) for row in here):
        found.append("place")
    verbs = [sentence.words[clause.place].start for clause in sentence.clauses if clause.kind in ("main", "content")]
    for row in here:
        clause = sentence.at(row.start)
        preposition = _preposition(text, row)
        found += [
            f"as {row.how}",
            f"in {clause.kind if clause else 'none'}",
            f"after {preposition}",
            f"as {row.how} after {preposition}",
        ]
        if any(row.start < verb for verb in verbs) and not preposition:
            found.append(f"subject {row.how}")
        if OWNER.match(text, row.end):
            found.append(f"owner {row.how}")
        if SPEAKS.match(text, row.end):
            found.append(f"speaks {row.how}")
    hows = {row.how for row in here}
    found += [f"only {how}" for how in hows if len(hows) == 1]
    if hows <= {"person", "company", "social-group", ADJECTIVE}:
        found.append("no state")
    return list(dict.fromkeys(found))


def _preposition(text: str, row: Sighting) -> str:
    before = BEFORE.search(text[max(0, row.start - 40) : row.start])
    return before[1] if before else ""


def _unsaid(item: Known, country: str) -> list[str]:
    """Returns how near a state was named that a sentence does not name, and what the sentence says in its place."""
    text, trail = item.reading.passage.text, item.trail
    same = trail.paragraph == item.reading.passage.paragraph
    ranked = [name for name, _ in trail.article.most_common(2)]
    places = {
        "earlier": country in item.earlier,
        "latest": country in item.latest,
        "refers": item.refers and country in item.latest,
        "before": country in trail.last,
        "paragraph": same and country in trail.here,
        "together": country in trail.together,
        "nowhere before": country not in trail.seen,
        "nowhere": country not in trail.article,
        "of two most": country in ranked,
        "most": country in ranked[:1],
        "opening": country in trail.opening,
        "member": any(country in vocabulary("forums")[label]["members"] for label in item.through),
    }
    pronoun = PRONOUN.match(text)
    said = {
        "pair": bool(PAIR.search(text)),
        "several": bool(SEVERAL.search(text)),
        "leaders only": not item.reading.acting and bool(item.reading.leaders),
        "with earlier": bool(item.earlier),
    }
    found = [feature for feature, holds in places.items() if holds]
    found += [f"{feature} with {word}" for feature in found for word, holds in said.items() if holds]
    found += [feature for feature, holds in said.items() if holds]
    if pronoun:
        found += [
            f"{feature} by {pronoun[1].lower()}" for feature in ("earlier", "before", "paragraph") if places[feature]
        ]
    found += [
        f"{feature} through {label}" for label in item.through for feature in ("member", "latest") if places[feature]
    ]
    return found
