"""Which sentences are on the security agenda: what is found in them and beside them, weighed together.

A sentence is an item where its features add up to 0 or more (`classifier`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kzcn.agenda import evidence, status
from kzcn.agenda import features as content
from kzcn.agenda.evidence import Reading
from kzcn.vocabulary import vocabulary

MONEY = re.compile(r"[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:percent|per cent|%|pct)", re.IGNORECASE)
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
REPORTER = re.compile(r"\b(?:I|me|my|mine|myself)\b(?!\.)")
YEAR = re.compile(
    r"(?:\b(?:in|of|since|until|from|by|after|before|during)|[,(]) ?(?P<year>1[5-9]\d\d|20\d\d)\b(?! [a-z]+s\b)",
    re.IGNORECASE,
)
INDEPENDENCE = 1991  # of Kazakhstan
SHORT, LONG = 8, 25  # words
FIRM = 2 / 3  # the strength of a sentence with one strong term


def is_beside(reading: Reading) -> bool:
    """Returns whether a sentence tells only of years before Kazakhstan was a state, or of what stands beside security: rivers, flags, names of places."""
    years = [int(found["year"]) for found in YEAR.finditer(reading.passage.text)]
    firm = any(evidence.strength(hit) in ("core", "strong") for hit in reading.hits)
    return (bool(years) and max(years) < INDEPENDENCE) or (reading.has("asides") and not firm)


def features(readings: Sequence[Reading]) -> list[dict[str, float] | None]:
    """Returns the features of each sentence of an article by name: those in itself, in the sentences beside it in the paragraph, and in the article.

    A sentence that has nothing of security is passed over (None).
    """
    glances = [_glance(reading) for reading in readings]
    within = _within(glances)
    found: list[dict[str, float] | None] = []
    for _, paragraph in groupby(range(len(readings)), key=lambda place: readings[place].passage.paragraph):
        places = list(paragraph)
        around = _beside([readings[place] for place in places], [glances[place] for place in places])
        for place, beside in zip(places, around, strict=True):
            reading, glance = readings[place], glances[place]
            if _is_silent(reading, glance, beside):
                found.append(None)
            else:
                own = _own(reading, glance)
                found.append({**content.sentence(reading), **own, **beside, **within[place], "first": place == 0})
    return found


@dataclass(frozen=True)
class Glance:
    """What a sentence shows without its grammar: whether it names security, in a firm term or in a loose one, and its terms of trade."""

    cooperation: bool  # it is named itself: "military ties"
    strong: bool  # a term that is about security and nothing else, or an armed actor
    weak: bool  # a term that is often about security
    economy: int

    @property
    def strength(self) -> float:
        """Returns from 0 to 1 how firmly a sentence speaks of security by itself."""
        return min(3.0, 2.75 * self.cooperation + 2.0 * self.strong + self.weak) / 3


def _glance(reading: Reading) -> Glance:
    strengths = {evidence.strength(hit) for hit in reading.hits}
    return Glance(
        reading.has("security", "core"),
        bool(reading.armed) or "strong" in strengths,
        "weak" in strengths,
        len({hit.start for hit in reading.hits if hit.term.kind == "economy"}),
    )


def _is_silent(reading: Reading, glance: Glance, beside: dict[str, float]) -> bool:
    """Returns whether a sentence has nothing of security: none of its terms and bodies, no form of an act of the two, no act beside a sentence that has some."""
    if glance.strength or reading.bodies:
        return False
    form = any(hit.term.kind == "instruments" for hit in reading.hits)
    if beside["before"] or beside["after"]:
        return not (form or reading.has("frame") or reading.dyad or beside["refers"])
    return not (form and reading.has("frame") and reading.dyad)


def _own(reading: Reading, glance: Glance) -> dict[str, float]:
    """Returns the features in a sentence itself."""
    text, hits = reading.passage.text, reading.hits
    themes = {hit.start for hit in hits if hit.term.kind == "themes" and hit.term.role == "strong"}
    strong, economy = glance.strong, glance.economy
    forms = {hit.term.label for hit in hits if hit.term.kind == "instruments" and hit.term.role == "strong"}
    bodies = {vocabulary("forums")[label]["security"] for label in reading.bodies}
    return {
        "cooperation": glance.cooperation,
        "strong": strong,
        "second": len(themes) > 1,  # a second term of the themes
        "weak": glance.weak,
        "agents": reading.has("themes", "agents"),  # who does it: police, border guards
        "form": bool(forms),  # an instrument
        "forms": len(forms) > 1,
        "strong_form": strong and bool(forms),
        "strong_party": strong and bool(reading.dyad),
        "bare": strong
        and not forms
        and not reading.has("frame")
        and not reading.bodies,  # a term of security, and nobody does anything
        "frame": reading.has("frame"),  # an act of one side toward the other
        "joint": reading.has("frame", "joint"),
        "outright": reading.outright,
        "both": len(reading.dyad) == 2,
        "several": len(reading.acting) > 1,
        "security_body": "strong" in bodies,
        "body": "weak" in bodies,
        "other_body": "" in bodies,
        "separatism": "separatism" in reading.labels("themes", "strong"),  # told of as often as acted on
        "defence": "defence" in reading.labels("themes", "strong"),
        "hindered": status.speaks_of("obstacle", text),
        "planned": status.speaks_of("planned", text),
        "proposed": status.speaks_of("proposed", text),
        "economy": min(3, economy),
        "economy_alone": 0 if strong else economy,
        "money": min(2, len(MONEY.findall(text))),
        "casualties": reading.has("casualties"),
        "population": reading.has("population"),
        "reporter": bool(REPORTER.search(QUOTED.sub("", text))),  # the author speaks of himself
        "long": len(text.split()) > LONG,
    }


def _beside(readings: Sequence[Reading], glances: Sequence[Glance]) -> list[dict[str, float]]:
    """Returns for each sentence of a paragraph the features in the sentences around it."""
    strengths = [glance.strength for glance in glances]
    economy = [min(2.0, glance.economy) for glance in glances]
    firm = sum(strength >= FIRM for strength in strengths)

    def at(place: int, values: Sequence[float]) -> float:
        return values[place] if 0 <= place < len(values) else 0.0

    found = []
    for place, (reading, glance) in enumerate(zip(readings, glances, strict=True)):
        told = at(place - 1, strengths) >= FIRM
        reference = evidence.reference(reading, readings[place - 1]) if told else ""
        others = len(readings) - 1
        found.append(
            {
                "before": at(place - 1, strengths),
                "before_that": at(place - 2, strengths),
                "after": at(place + 1, strengths),
                "paragraph": (firm - (glance.strength >= FIRM)) / others if others else 0.0,
                "economy_before": at(place - 1, economy),
                "economy_after": at(place + 1, economy),
                "refers": reference in ("core", "strong"),  # "these units", "they", "the second"
                "short": len(reading.passage.text.split()) < SHORT and not reference,
                # Nothing of security is in it, and the one before was about nothing else.
                "carried": told and not (glance.strong or glance.cooperation),
            }
        )
    return found


def _within(glances: Sequence[Glance]) -> list[dict[str, float]]:
    """Returns for each sentence the features in the rest of the article: how much of it speaks of security, and how much of trade."""
    rest = max(1, len(glances) - 1)
    values = [
        {"article": glance.strength, "article_firm": glance.strength >= FIRM, "article_economy": min(3, glance.economy)}
        for glance in glances
    ]
    totals = {name: sum(one[name] for one in values) for name in values[0]} if values else {}
    return [{name: (totals[name] - value) / rest for name, value in one.items()} for one in values]
