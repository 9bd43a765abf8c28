"""Finds organisations by form: a head noun in the name, a common noun beside it, an acronym in brackets."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from kzcn.actors.lexicon import PHRASE, RUN, WORD, Lexicon, Name, Word, lexicon, words
from kzcn.actors.registry import OFFICES
from kzcn.vocabulary import vocabulary

_TAIL = re.compile(
    rf" (?P<link>of|for|on|against) (?:the )?(?P<name>(?:(?:People's |Islamic |Kyrgyz )?Republic of )?{PHRASE})\b"
)
_MORE = re.compile(rf"(?:(?:, {PHRASE})+,? and| and) (?:the )?(?P<name>{PHRASE})\b(?!'s)")
_TO_BRACKET = re.compile(rf"(?: (?:and|in|of|for|on|to) (?:the )?{PHRASE})*")
_CAMEL = re.compile(r"(?<![\w'-])(?!Mc|Mac|De|Di|Du|La|Le|O')[A-Z][a-z]+(?:[A-Z][a-z]+)+\b(?!-)")  # KazTransOil
_BASED = re.compile(r"-[a-z]+$")  # "the Astana-based Institute"
_ACRONYM = r"[A-Z][A-Za-z0-9]{0,3}(?:[A-Z]|-[A-Z]{1,3})[A-Za-z0-9]{0,8}"
_BARE_ACRONYM = re.compile(r"(?<=[a-z,] )[A-Z]{3,6}(?=[ ,.;:)]|$|'s)(?! [A-Z]{2})(?! \d)")
_CITES = re.compile(r" (?:reports|reported|wrote|writes|quoted|quotes)\b")
_CITED = re.compile(r"[,.;)]|$")
_DEFINITION = re.compile(
    r" \((?:the |or |also |known as |Russian acronym |in Russian |hereafter |henceforth )*"
    rf"[\"']?(?P<short>{_ACRONYM})[\"']?(?:[,;][^()]*)?\)"
)


def find(text: str, known: Callable[[str], bool]) -> Iterator[Name]:
    """Yields the organisations whose names have a head noun; the sentence is normalized, `known(phrase)` says whether a phrase is registered."""
    lex, leading, common = lexicon(), vocabulary("org_heads")["leading"], _common()
    for run in RUN.finditer(text):
        parts = words(run)
        while parts and (lex.opens(parts[0].text) or _BASED.search(parts[0].text)):
            parts = parts[1:]
        if not parts or parts[0].text in lex.events:
            continue
        if 1 < len(parts) <= 3 and parts[0].text in leading and head(run.group()) is None:
            yield Name(parts[0].start, parts[-1].end, leading[parts[0].text])
        for last in range(len(parts), 0, -1):
            noun = head(" ".join(word.text for word in parts[:last]))
            after = parts[last].text if last < len(parts) else None
            if noun and (after is None or after in lex.things or (after in lex.titles and noun not in common)):
                if name := _organisation(text, parts[:last], noun, known):
                    yield name
                break
    for camel in _CAMEL.finditer(text):
        yield Name(camel.start(), camel.end(), "company")


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(vocabulary("org_heads")["common"]["heads"])


def head(name: str) -> str | None:
    """Returns the head noun of an organisation's name, at its end or before its "of"; None without one."""
    parts = re.split(r" (?:of|for|on) ", name)[0].split(" ")
    lasts = (" ".join(parts[-length:]) for length in (3, 2, 1) if length <= len(parts))
    return next((last for last in lasts if last in lexicon().heads), None)


def _organisation(text: str, parts: list[Word], noun: str, known: Callable[[str], bool]) -> Name | None:
    lex = lexicon()
    kind, end = lex.heads[noun], parts[-1].end
    before = parts[: len(parts) - noun.count(" ") - 1]
    tail = _TAIL.match(text, end) if noun in vocabulary("org_heads")["tails"]["heads"] else None
    if tail and tail["name"] not in lex.countries and known(tail["name"]):
        return None  # part of a body that has its own mention
    stop = _end_of_tail(text, tail, lex, known) if tail else end
    named = (lex.is_name(word.text) or word.text in lex.places or word.text in lex.things for word in before)
    if stop == end and noun in _common() and not any(named):
        return None
    if kind == "ngo-media" and any(word.text in vocabulary("org_heads")["modifiers"]["military"] for word in before):
        kind = "military"
    if kind in OFFICES:
        while (
            before and before[0].text in lex.demonyms
        ):  # "the Kazakh Foreign Ministry": the adjective is not part of the name
            before, parts = before[1:], parts[1:]
    if stop == end and not before and not (kind in OFFICES and " " in noun):
        return None
    return Name(parts[0].start, stop, kind)


def _end_of_tail(text: str, tail: re.Match[str], lex: Lexicon, known: Callable[[str], bool]) -> int:
    """Returns where the complement of an organisation ends: "Ministry[ of Trade and Integration]"."""
    first = tail["name"].split(" ")[0]
    if first in lex.calendar or first in lex.titles:
        return tail.start()
    if tail["link"] != "of" and (known(tail["name"]) or not (lex.is_name(first) or first in lex.general)):
        return tail.start()
    more = (
        _MORE.match(text, tail.end()) if tail["name"] not in lex.countries and tail["name"] not in lex.places else None
    )
    if not more or known(more["name"]):
        return tail.end()
    added = more["name"].split(" ")
    other = any(word in lex.countries or word in lex.titles or lex.heads.get(word) in OFFICES for word in added)
    return tail.end() if other or added[0] in lex.given else more.end()


@functools.cache
def _nouns() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    kinds = {noun: kind for kind, listed in vocabulary("org_heads")["nouns"].items() for noun in listed}
    noun = "|".join(sorted(kinds, key=len, reverse=True))
    plain = r"(?: (?!of |in |by |for |at |with |to |that |who |where )[\w'-]+){0,4}?"
    return (
        kinds,
        re.compile(rf"\b(?P<noun>{noun})(?: called| named| known as)? [\"']?$"),
        re.compile(rf"[\"']?, (?:an?|the|its|their){plain} (?P<noun>{noun})\b"),
    )


def called(text: str, masked: str) -> Iterator[Name]:
    """Yields the names that a common noun beside them explains ("the newspaper Kursiv"); known names are hidden in `masked`."""
    lex = lexicon()
    kinds, before, after = _nouns()
    for run in RUN.finditer(masked):
        first = run.group().split(" ")[0]
        if (
            masked.endswith("_ ", 0, run.start())
            or lex.opens(first)
            or first in lex.countries
            or first in lex.places
            or first in lex.titles
        ):
            continue
        if noun := before.search(text, 0, run.start()) or after.match(text, run.end()):
            yield Name(run.start(), run.end(), kinds[noun["noun"]])


def acronyms(masked: str) -> Iterator[Name]:
    """Yields unexplained acronyms as names of companies; known names are hidden in `masked`."""
    for found in _BARE_ACRONYM.finditer(masked):
        if found.group() not in lexicon().acronyms:
            yield Name(found.start(), found.end(), "company")


def reports(text: str, start: int, end: int) -> bool:
    """Returns whether a word inside a sentence is cited as a source: "Kursiv reports", "according to Kursiv,"."""
    return start > 0 and bool(
        _CITES.match(text, end) or (text.endswith("according to ", 0, start) and _CITED.match(text, end))
    )


def definitions(text: str) -> Iterator[tuple[int, str]]:
    """Yields the start of each bracket that introduces an acronym, and the acronym."""
    for match in _DEFINITION.finditer(text):
        yield match.start(), match["short"]


def reaches(text: str, end: int, bracket: int) -> bool:
    """Returns whether a name that ends at `end` continues to the bracket ("Organization for Security[ in Europe] (")."""
    return bool(_TO_BRACKET.fullmatch(text, end, bracket))


def spelled_out(text: str, bracket: int, short: str) -> int | None:
    """Returns the start of the words whose first letters are the acronym in the bracket ("Kazakhstan Temir Zholy (KTZ)"), or None."""
    letters = re.sub(r"[^A-Z]", "", short)
    run = re.search(rf"(?:{WORD} ){{{len(letters) - 1}}}{WORD}$", text[:bracket])
    if run is None or len(letters) < 2 or "".join(word[0] for word in run.group().split(" ")) != letters:
        return None
    return run.start() if (lexicon().things | lexicon().openers).isdisjoint(run.group().split(" ")) else None
