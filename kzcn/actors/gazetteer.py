"""Finds the names of the registry in a sentence (whole words, longest match), and recognises those inside another name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kzcn.actors.countries import split_office
from kzcn.actors.lexicon import lexicon
from kzcn.actors.registry import FAMILY_FIRST, Entry, Registry

_WORD = re.compile(r"(?<![\w$])\w+")
_NEXT = re.compile(r"\W{1,2}\w+")  # an index by two words finds long names fast
_GOES_ON = re.compile(r"\w|\$|'(?!s\b)\w|\.? dollars?\b")
_PREFIX = re.compile(r"\b(?:[a-z]+|Sino|Russo|Anti|Pro|Non|Post|Pre)-$")
_AROUND = re.compile(r"(?:-[A-Z][\w.-]*)*(?P<more>(?: [A-Z][\w-]*)+)")
_REGION = re.compile(r" autonomous (?:region|prefecture|county|district)\b")
_SHORT = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True)
class Span:
    """A name in a sentence. Without a type it is the name of a thing, and the names inside it do not count."""

    start: int
    end: int
    type: str | None
    entries: tuple[Entry, ...] = ()
    metonym: bool = False


def find(text: str, registry: Registry) -> list[Span]:
    """Returns the registered names in a normalized sentence, and names of things that contain one; they may overlap."""
    index = _index(registry)
    found = []
    for word in _WORD.finditer(text):
        names = index.get(word[0])
        if names is None:
            continue
        following, start = _NEXT.match(text, word.end()), word.start()
        for name, span in (*(names.get(following[0], ()) if following else ()), *names.get("", ())):
            if text.startswith(name, start) and not _GOES_ON.match(text, start + len(name)):
                found.append(Span(start, start + len(name), span.type, span.entries, span.metonym))
                break
    return found


@functools.lru_cache(maxsize=4)
def _index(registry: Registry) -> dict[str, dict[str, list[tuple[str, Span]]]]:
    """Returns the names to look for by their first word, then what follows it with the second; the longest first, each with its span from 0."""
    spans = {name: Span(0, len(name), None) for name in lexicon().names_of_things}
    spans |= {name: Span(0, len(name), entry.actor.type, (entry,), True) for name, entry in registry.metonyms.items()}
    spans |= {
        name: Span(0, len(name), entries[0].actor.type, entries)
        for name, entries in registry.names.items()
        if not _names_two(name, registry)
    }
    spans |= {name[0].upper() + name[1:]: span for name, span in spans.items() if name[0].islower()}
    spans = {written: span for name, span in spans.items() for written in _written(name, span)} | spans
    index: dict[str, dict[str, list[tuple[str, Span]]]] = {}
    for name in sorted(spans, key=len, reverse=True):
        if first := _WORD.match(name):
            following = _NEXT.match(name, first.end())
            index.setdefault(first[0], {}).setdefault(following[0] if following else "", []).append((name, spans[name]))
    return index


def _written(name: str, span: Span) -> Iterator[str]:
    """Yields other ways in which texts write a name: "KAZINFORM", "I.A.E.A.", "Chinas" (an apostrophe lost), "TOKAYEV Kassym-Jomart", "Jinping Xi"."""
    if not span.entries:
        return
    entry = span.entries[0]
    if entry.role == "MED" and len(name) > 4 and span.type == "ngo-media":
        yield name.upper()
    if span.type == "igo" and _SHORT.fullmatch(name):
        yield ".".join(name) + "."
    if (span.type == "state" and name.isalpha() and name.istitle() and not name.endswith("s")) or (
        span.type == "igo" and _SHORT.fullmatch(name)
    ):
        yield f"{name}s"
    if span.type == "person" and name.count(" ") == 1:
        first, last = name.split(" ")
        given, family = (last, first) if entry.actor.country in FAMILY_FIRST else (first, last)
        for surname in (family, family.upper()):
            yield from (f"{surname} {given}", f"{given} {surname}")


def _names_two(name: str, registry: Registry) -> bool:
    """Returns whether a name is an office with a complement and a country ("Committee on Statistics of Kazakhstan"), so two actors."""
    office, country = split_office(name)
    return (
        country is not None
        and name.startswith(office)
        and office in registry.names
        and bool(re.search(r" (?:of|on|for) ", office))
    )


def longest(spans: list[Span]) -> list[Span]:
    """Returns the spans without those that overlap a longer one; of equally long ones the first is kept."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def masked(text: str, spans: list[Span]) -> str:
    """Returns a sentence of the same length with `_` in place of the spans."""
    for span in spans:
        text = text[: span.start] + "_" * (span.end - span.start) + text[span.end :]
    return text


def half_of_compound(text: str, span: Span) -> bool:
    """Returns whether a hyphen makes a name part of a compound, so no mention: "Russia-led", "the Nunn-Lugar program"."""
    before, after = text[: span.start].endswith("-"), text.startswith("-", span.end)
    if span.type == "person":
        return before or after
    return (after and text[span.end + 1 : span.end + 2].islower()) or (
        before and bool(_PREFIX.search(text, 0, span.start))
    )


def names_a_thing(text: str, span: Span) -> bool:
    """Returns whether a state or people is part of the name of a thing: "China-Kazakhstan Pipeline", "Kazakhstan Economic Forum"."""
    around = _AROUND.match(text, span.end)
    if around is not None and not lexicon().things.isdisjoint(around["more"].split()):
        return True
    return _REGION.match(text, span.end) is not None
