"""The country that an office or a person belongs to: "China's Ministry", "the Kazakh Foreign Ministry", "the Agency in Astana"."""

from __future__ import annotations

import re

from kzcn.actors.lexicon import lexicon
from kzcn.actors.registry import Registry

_PLAIN = "(?!(?:and|or|the|a|an|of|with|to|by|from|for|in|on|at|that|as|but) )"
_NAME = r"(?P<name>[A-Z][\w.]*(?: [A-Z][\w.]*)?)"
_OWNER = re.compile(rf"{_NAME}(?:'s?(?: {_PLAIN}[a-z-]+){{0,3}}| (?:own|deputy|former|new|then))? $")
_HEADED = re.compile(rf"{_NAME}(?:'s)? (?:{_PLAIN}[\w-]+ ){{1,3}}of (?:the )?$")
_SEAT = re.compile(r" (?:in|of) (?:the )?(?P<name>[A-Z]\w*(?: of [A-Z]\w+| [A-Z]\w+)?)")
_HOLDER = re.compile(rf"{_NAME}(?:'s?)?(?: {_PLAIN}[\w-]+){{0,4}} $")
_APPOSITION = re.compile(r", (?:an?|the|of|[\w-]+ (?:director|head|chairman|minister)|[A-Z]\w+'s)\b[^,.;]*")


def split_office(name: str) -> tuple[str, str | None]:
    """Returns the name of an office without its country, and the country, None when the name holds none."""
    nations = lexicon().nations
    for tail in re.finditer(r" of (?:the )?", name):
        if name[tail.end() :] in nations:
            return name[: tail.start()], nations[name[tail.end() :]]
    for words in (3, 2, 1):
        first = " ".join(name.split(" ")[:words])
        if first in nations and len(first) < len(name):
            return name[len(first) + 1 :], nations[first]
    return name, None


def of_office(text: str, start: int, end: int, registry: Registry) -> str | None:
    """Returns the country of the office at `start:end`, from the words beside it."""
    owner = _OWNER.search(text, 0, start) or _HEADED.search(text, 0, start)
    if owner and (country := _country(owner["name"], registry)):
        return country
    seat = _SEAT.match(text, end)
    return _country(seat["name"], registry, last=False) if seat else None


def of_person(text: str, start: int, end: int, registry: Registry) -> str | None:
    """Returns the country named by the title before a person or by the apposition after."""
    if (holder := _HOLDER.search(text, 0, start)) and (country := _country(holder["name"], registry)):
        return country
    after = _APPOSITION.match(text, end)
    named = (lexicon().countries.get(word) for word in re.findall(r"[A-Z]\w+", after.group() if after else ""))
    return next((country for country in named if country), None)


def _country(name: str, registry: Registry, last: bool = True) -> str | None:
    words = name.split(" ")
    for part in (name, words[-1] if last else words[0]):
        if part in lexicon().countries:
            return lexicon().countries[part]
        if part in registry.names:
            return registry.names[part][0].actor.country
    return None
