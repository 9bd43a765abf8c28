"""Finds words for a country's people and things, "Kazakh", "Chinese", in a text (`vocabulary/demonyms.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kzcn.matching import WORD, words_of
from kzcn.vocabulary import demonyms


@dataclass(frozen=True)
class Demonym:
    """A word for a country's people and things, and where it stands."""

    start: int
    end: int
    word: str
    country: str  # ISO 3166 alpha-3


def find(text: str) -> list[Demonym]:
    """Returns the demonyms of a text in order, the longest where several begin at one place."""
    if _first_words().isdisjoint(words_of(text)[1]):
        return []
    return [Demonym(*match.span(), match[0], demonyms()[match[0]]) for match in _pattern().finditer(text)]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, demonyms()), key=len, reverse=True)) + r")\b")


@cache
def _first_words() -> frozenset[str]:
    """Returns the words that begin a demonym, in lower case: a text without them need not be searched."""
    return frozenset(word[0].lower() for demonym in demonyms() if (word := WORD.match(demonym)))
