"""Which sentences are on the security agenda: what is found in them and beside them, weighed together.

A sentence is an item where its features add up to 0 or more (`classifier`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzcn.agenda import evidence, status
from kzcn.agenda import features as content
from kzcn.agenda.evidence import Reading
from kzcn.vocabulary import vocabulary

MONEY = re.compile(r"[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:percent|per cent|%|pct)", re.IGNORECASE)
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
REPORTER = re.compile(r"\b(?:I|me|my|mine|myself)\b(?!\.)")
SHORT, LONG = 8, 25  # words
FIRM = 2 / 3  # the strength of a sentence with one strong term


def features(readings: Sequence[Reading]) -> list[dict[str, float]]:
    """Returns the features of each sentence of an article by name: those in itself, in the sentences beside it in the paragraph, and in the article."""
    found = [_own(reading) for reading in readings]
    strengths = [_strength(one) for one in found]
    by_paragraph: dict[int, list[int]] = {}
    for place, reading in enumerate(readings):
        by_paragraph.setdefault(reading.passage.paragraph, []).append(place)
    return [
        {
            **content.sentence(reading),
            **found[place],
            **_beside(place, by_paragraph[reading.passage.paragraph], readings, found, strengths),
            **_within(place, found, strengths),
        }
        for place, reading in enumerate(readings)
    ]


def _own(reading: Reading) -> dict[str, float]:
    """Returns the features in a sentence itself."""
    text, hits = reading.passage.text, reading.hits
    themes = {hit.start for hit in hits if hit.term.kind == "themes" and hit.term.role == "strong"}
    strong = bool(reading.armed) or any(evidence.strength(hit) == "strong" for hit in hits)
    forms = {hit.term.label for hit in hits if hit.term.kind == "instruments" and hit.term.role == "strong"}
    bodies = {vocabulary("forums")[label]["security"] for label in reading.bodies}
    economy = len({hit.start for hit in hits if hit.term.kind == "economy"})
    return {
        "cooperation": reading.has("security", "core"),  # it is named itself: "military ties"
        "strong": strong,  # a term that is about security and nothing else, or an armed actor
        "second": len(themes) > 1,  # a second term of the themes
        "weak": any(evidence.strength(hit) == "weak" for hit in hits),  # a term that is often about security
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


def _strength(own: dict[str, float]) -> float:
    """Returns from 0 to 1 how firmly a sentence speaks of security by itself."""
    return min(3.0, 2.75 * own["cooperation"] + 2.0 * own["strong"] + own["weak"]) / 3


def _beside(
    place: int, paragraph: list[int], readings: Sequence[Reading], found: list[dict[str, float]], strengths: list[float]
) -> dict[str, float]:
    """Returns the features in the sentences around one, as far as they stand in its paragraph."""

    def at(step: int, values: list[float]) -> float:
        return values[place + step] if place + step in paragraph else 0.0

    economy = [min(2.0, one["economy"]) for one in found]
    others = [strengths[other] >= FIRM for other in paragraph if other != place]
    told = at(-1, strengths) >= FIRM
    reference = evidence.reference(readings[place], readings[place - 1]) if told else ""
    own = found[place]
    return {
        "before": at(-1, strengths),
        "before_that": at(-2, strengths),
        "after": at(1, strengths),
        "paragraph": sum(others) / len(others) if others else 0.0,
        "economy_before": at(-1, economy),
        "economy_after": at(1, economy),
        "refers": reference in ("core", "strong"),  # "these units", "they", "the second"
        "short": len(readings[place].passage.text.split()) < SHORT and not reference,
        "carried": told
        and not (
            own["strong"] or own["cooperation"]
        ),  # nothing of security in it, and the one before was about nothing else
    }


def _within(place: int, found: Sequence[dict[str, float]], strengths: Sequence[float]) -> dict[str, float]:
    """Returns the features in the rest of the article: how much of it speaks of security, and how much of trade."""
    others = [other for other in range(len(found)) if other != place]
    count = max(1, len(others))
    return {
        "article": sum(strengths[other] for other in others) / count,
        "article_firm": sum(strengths[other] >= FIRM for other in others) / count,
        "article_economy": sum(found[other]["economy"] for other in others) / count,
        "first": place == 0,
    }
