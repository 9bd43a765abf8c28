"""Tells where the name of a capital means the government and where it means the city."""

from __future__ import annotations

import functools
import re

from kzcn.actors.lexicon import lexicon
from kzcn.vocabulary import vocabulary

_NAME = r"[A-Z][\w.'-]*(?: [A-Z][\w.-]*)*"
_COORDINATED = re.compile(rf"{_NAME}(?:,? (?:and|or)|,? as well as(?: \w+)?|,? but also|,? not) $")
_NEXT_IN_LIST = re.compile(r"(?:,? (?:and|or)|,) (?P<name>[A-Z][\w'-]+)(?=,| and\b| or\b|[.;)]|$| [a-z])")
_LAST_IN_LIST = re.compile(r"(?P<name>[A-Z][\w'-]+),? (?:and|or) $")
_FROM_TO = re.compile(
    rf"(?<!,) from {_NAME} to $|^From {_NAME} to $"
)  # but ", from Moscow to Washington," lists governments
_FROM = re.compile(r"(?<!,) from $|^From $")
_TO_OTHER = re.compile(rf" (?:to|through) {_NAME}")
_MORE = r"(?: (?!clos)[\w'-]+){0,3}"  # but "moved closer to Beijing" is not a journey
_DATE = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?(?:,? \d{4})?"
_DATELINE = re.compile(rf"(?:, [A-Z][\w ]+)?{_DATE} ?(?:\([\w/ ]+\)|/[\w/ ]+/)? ?[-–—:]{{1,2}} ")
_ENTRY = re.compile(
    r"\W*(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?, $"
)  # "5 May, Astana." begins an entry of a chronicle
_APPOSITION = re.compile(
    r", the capital|, which (?:means|meant|lies|was then)\b| (?:is|was|were) (?:re)?named\b| \d| ?\)"
)
_PAPER = re.compile(r" (?:accords?|agreements?|document|memorandum|pact|treaty|treaties)\b")
_OF = re.compile(r"\b(?P<thing>[A-Z]\w+) of $")
_CAPITALISED = re.compile(r" (?!(?:I|A|and|or|President|Prime|Premier|Foreign)\b)[A-Z]")


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {name: "|".join(map(re.escape, listed)) for name, listed in vocabulary("capitals").items()}
    calendar = "|".join(map(re.escape, sorted(lexicon().calendar)))
    return {
        "name": re.compile(rf"[^\s.!?:,;\"(] (?!(?:{calendar}) )[A-Z][\w.-]* $"),
        "before": re.compile(rf"\b(?:{words['locative']}|{words['arriving']})(?: the)? $", re.IGNORECASE),
        "moving": re.compile(rf"\b(?:{words['motion']}){_MORE} (?:to|from|between) $", re.IGNORECASE),
        "departing": re.compile(rf"\b(?:{words['departing']}){_MORE} for $", re.IGNORECASE),
        "carrying": re.compile(rf"\b(?:{words['carrying']}) [^,;]*\b(?:{words['people']})\b[^,;]* to $"),
        "listed": re.compile(rf"\b(?:{words['locative']}) {_NAME}(?:, {_NAME})+,? and {_NAME}"),
        "town": re.compile(rf"\b(?:{words['town']}),?(?: of)? $", re.IGNORECASE),
        "located": re.compile(rf"(?:'s)? (?:[a-z-]+ )?(?:{words['located']})\b"),
        "building": re.compile(rf"'s (?:[a-z-]+ ){{0,2}}[A-Z]\w*(?: [A-Z]\w*)* ?\b(?:{words['buildings']})\b"),
        "line": re.compile(rf" (?:[a-z-]+ ){{0,2}}(?:{words['lines']})\b"),
    }


def acts(text: str, start: int, end: int) -> bool:
    """Returns whether the capital at `start:end` of a normalized sentence means its government."""
    before, after = text[:start], text[end:]
    patterns = _patterns()
    if _DATELINE.match(after) and not before.strip(" \"'("):
        return False
    if _ENTRY.fullmatch(before) and after[:1] in (".", ":"):
        return False
    if _CAPITALISED.match(after) or patterns["building"].match(after) or patterns["name"].search(before):
        return False  # part of a longer name: "the Hotel Moscow"
    if _APPOSITION.match(after) or _PAPER.match(after) or patterns["located"].match(after):
        return False
    if (named := _OF.search(before)) and named["thing"] in lexicon().things:
        return False  # "the Treaty of Peking"
    if after.startswith("-") or before.endswith("-"):
        return _in_pair(before, after)
    return after.startswith("'s") or not (
        _among_towns(before, after) or _governed(before, after) or _in_places(text, start)
    )


def _governed(before: str, after: str) -> bool:
    """Returns whether the words before the capital, or before the names coordinated with it, make it a place."""
    if _FROM_TO.search(before) or (_FROM.search(before) and _TO_OTHER.match(after)):
        return True
    while coordinated := _COORDINATED.search(before):
        before = before[: coordinated.start()]
    return any(_patterns()[name].search(before) for name in ("before", "town", "moving", "departing", "carrying"))


def _in_places(text: str, start: int) -> bool:
    """Returns whether the capital is one of three or more names behind one preposition: "talks in Shanghai, Moscow and Bishkek"."""
    return any(listed.start() < start < listed.end() for listed in _patterns()["listed"].finditer(text))


def _among_towns(before: str, after: str) -> bool:
    """Returns whether the capital is in a list of cities: "Astana, Almaty and Karaganda"."""
    beside = [_NEXT_IN_LIST.match(after), _LAST_IN_LIST.search(before)]
    return any(name["name"] in lexicon().places for name in beside if name)


def _in_pair(before: str, after: str) -> bool:
    """Returns whether a capital with a hyphen is one of two governments: "the Moscow-Beijing axis", not a railway or "pro-Beijing"."""
    if after.startswith("-"):
        pair = re.match(rf"-{_NAME}", after)
        return pair is not None and not _patterns()["line"].match(after, pair.end())
    return bool(re.search(r"\b[A-Z][\w.]*-$", before)) and not _patterns()["line"].match(after)
