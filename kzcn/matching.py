"""Terms: the small language in which the vocabulary writes them, and where they occur in a text.

border guard*           `*` is any ending
sent/flew ... troops    `/` separates alternatives, ` ... ` is up to six words of the same clause
counter-terror*         a hyphen also matches a space or nothing
Peace Mission           a term with a capital letter matches as written, any other term in either case
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

WORD = re.compile(r"[^\W_]+")
SIGNS = "* / - ' . , & +"
OTHERS = re.compile(r"[^\w\s*/'.,&+‐‑–-]")
GAP = r"(?:\s+[^\s;:.]+){0,6}?\s+"
PREFIX = 4
KEPT = 65536  # words of which a finder remembers the terms that they begin
BETWEEN = r"[\s\"“”‘’']+"


def fault(written: str) -> str:
    """Returns what is wrong with a term as it is written and how to correct it, or ""."""
    words = written.split()
    if not words or not written[0].isalnum():
        return "does not begin with a letter or digit, so it is never found; begin it with one"
    if others := OTHERS.findall(written):
        return f"holds {others[0]!r}, which is no part of a term; the signs of a term are {SIGNS}"
    if any(word != "..." and not all(word.split("/")) for word in words):
        return "has an empty alternative beside `/`; fill it in, or remove the `/`"
    if words[-1] == "..." or any(one == other == "..." for one, other in pairwise(words)):
        return "has ` ... ` that is not between two words; remove it"
    return ""


@dataclass(frozen=True)
class Term:
    """One term: how it is written, the label it is evidence for, and the name of its list (`role`)."""

    written: str
    kind: str
    label: str
    role: str

    @cached_property
    def words(self) -> list[str]:
        """Returns the words of the term, each with its alternatives."""
        return self.written.split()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Returns the term as a regular expression."""
        parts: list[str] = []
        for word in self.words:
            if word == "...":
                parts.append(GAP)
                continue
            if parts and parts[-1] != GAP:
                parts.append(BETWEEN)
            parts.append("(?:" + "|".join(_word(choice, first=not parts) for choice in word.split("/")) + ")")
        return re.compile("".join(parts), 0 if self.written != self.written.lower() else re.IGNORECASE)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Returns words of which every match holds one behind its first word; ("",) where no word of the term is plain in all its alternatives."""
        choices = [word.lower().split("/") for word in self.words[1:]]
        plain = [tuple(words) for words in choices if all(map(WORD.fullmatch, words))]
        return min(plain, key=lambda words: (len(words), -len(words[0])), default=("",))

    @property
    def gapped(self) -> bool:
        """Returns whether other words may occur inside it."""
        return "..." in self.written

    @cached_property
    def keys(self) -> set[str]:
        """Returns what the first word of a match is, or begins with ("bord*")."""
        keys = set()
        for word in self.words[0].lower().split("/"):
            literal = re.split(r"[-*'.]", word)[0]
            keys.add(literal if word[len(literal) : len(literal) + 1] in ("", "'", ".") else literal[:PREFIX] + "*")
        return keys


def _word(word: str, first: bool) -> str:
    pattern = re.escape(word).replace(r"\*", r"[\w]*").replace(r"\-", r"[-‐‑–\s]?").replace("'", "['’]")
    if first and word[0].islower():
        pattern = f"[{word[0]}{word[0].upper()}]{pattern[1:]}"  # a sentence may begin with it
    return pattern + r"(?!\w)"


@dataclass(frozen=True)
class Hit:
    """One term found in a text."""

    start: int
    end: int
    term: Term


class Finder:
    """Finds terms in texts; `roles` are ordered from the strongest evidence to the weakest."""

    def __init__(self, terms: Iterable[Term], roles: Sequence[str] = ()) -> None:
        self._ranks = {role: rank for rank, role in enumerate(roles)}
        self._by_key: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            for key in term.keys:
                self._by_key[key].append(term)
        self._beginning = lru_cache(KEPT)(self._begun_by)

    def find(self, text: str) -> list[Hit]:
        """Returns every term in a text, in order of place; of overlapping terms for one label only the strongest, then the longest."""
        words, there = words_of(text)
        hits: list[Hit] = []
        for start, word in words:
            if begun := self._beginning(word):
                for need in begun[0] & there:
                    for term in begun[1][need]:
                        if match := term.pattern.match(text, start):
                            hits.append(Hit(start, match.end(), term))
        if len(hits) < 2:
            return hits
        hits.sort(key=lambda hit: (self._ranks.get(hit.term.role, 0), hit.start - hit.end, hit.start, hit.term.written))
        kept: list[Hit] = []
        for hit in hits:
            if not any(
                other.term.kind == hit.term.kind
                and other.term.label == hit.term.label
                and hit.start < other.end
                and other.start < hit.end
                for other in kept
            ):
                kept.append(hit)
        return sorted(kept, key=lambda hit: (hit.start, hit.end))

    def _begun_by(self, word: str) -> tuple[frozenset[str], dict[str, list[Term]]] | None:
        """Returns the terms that a word can begin by another word that they need ("" for none), and these words; None without terms."""
        by_need: dict[str, list[Term]] = defaultdict(list)
        for key in (word, *(word[:length] + "*" for length in range(2, min(PREFIX, len(word)) + 1))):
            for term in self._by_key.get(key, ()):
                for need in term.needs:
                    by_need[need].append(term)
        return (frozenset(by_need), by_need) if by_need else None


@lru_cache(8)
def words_of(text: str) -> tuple[list[tuple[int, str]], frozenset[str]]:
    """Returns the words of a text in lower case with their places, and the set of them with "": several finders search one sentence in turn."""
    words = [(word.start(), word[0].lower()) for word in WORD.finditer(text)]
    return words, frozenset(["", *(word for _, word in words)])
