"""Finds organisations by form: a head noun in the name, a common noun beside it, an acronym in brackets."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from kzcn.actors.lexicon import PHRASE, RUN, WORD, Lexicon, Name, Word, completes_a_thing, lexicon, words
from kzcn.actors.registry import OFFICES
from kzcn.vocabulary import vocabulary

_TAIL = re.compile(
    rf" (?P<link>of|for|on|against) (?:the )?(?P<name>(?:(?:People's |Islamic |Kyrgyz )?Republic of )?{PHRASE})\b"
)
_MORE = re.compile(rf"(?:(?:, {PHRASE})+,? and| and) (?:the )?(?P<name>{PHRASE})\b(?!'s)")
_TO_BRACKET = re.compile(rf"(?: (?:and|in|of|for|on|to) (?:the )?{PHRASE})*")
_LEGAL = re.compile(r"\.?,? (?:Ltd|Limited|Inc|JSC|LLP|LLC|PLC|Corp)\b")
_JOINED = re.compile(rf"(?P<name>{PHRASE}) and $")
_DOMAIN = re.compile(r"(?<![\w@/.-])[A-Z][\w-]*\.(?i:com|kz|az|ru|cn|kg|uz|org|net)\b(?!/)")
_NATIONAL = re.compile(r"\.(?i:kz|az|ru|kg|uz)$")
_CITATION = re.compile(
    rf"[(;] ?(?P<name>{PHRASE}), (?:January|February|March|April|May|June|July|August|September|October|November|December) \d"
)
_SMALL = ("and", "for", "in", "of", "on", "the", "to")
_CAMEL = re.compile(r"(?<![\w'-])(?!Mc|Mac|De|Di|Du|La|Le|O')[A-Z][a-z]+(?:[A-Z][a-z]+)+\b(?!-)")  # KazTransOil
_ACCOUNT = re.compile(r" (?:account|app|group|channel|post|page)s?\b")
_BASED = re.compile(r"-[a-z]+$")  # "the Astana-based Institute"
_ACRONYM = r"[A-Z][A-Za-z0-9]{0,3}(?:[A-Z]|-[A-Z]{1,3})[A-Za-z0-9]{0,8}"
_SHORT = re.compile(r"[A-Z]{3,6}")
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
        if completes_a_thing(text, parts[0].start):
            continue
        for last in range(len(parts), 0, -1):
            noun = head(" ".join(word.text for word in parts[:last]))
            after = parts[last].text if last < len(parts) else None
            if noun and (after is None or (noun not in common and (after in lex.things or after in lex.titles))):
                name = _organisation(text, parts[:last], noun, known)
                if name and not text.endswith(_things_with_heads(), name.start, name.end):
                    yield name
                break
    for camel in (*_CAMEL.finditer(text), *_DOMAIN.finditer(text)):
        if not _ACCOUNT.match(text, camel.end()):
            site = _NATIONAL.search(camel.group()) or reports(text, camel.start(), camel.end())
            kind = "ngo-media" if site else "company"
            yield Name(camel.start(), camel.end(), kind)
    for source in _CITATION.finditer(text) if "(" in text else ():
        first = source["name"].split(" ")[0]
        if not any(first in words for words in (lex.countries, lex.places, lex.given, lex.family_first, lex.titles)):
            yield Name(*source.span("name"), "ngo-media")


@functools.cache
def _things_with_heads() -> tuple[str, ...]:
    return tuple(thing for thing in lexicon().names_of_things if head(thing))


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
    if any(" ".join(word.text for word in parts[-length:]) in lex.things for length in (2, 3)):
        return None  # a venue: "Shanghai Exhibition Center"
    kind, end = lex.heads[noun], parts[-1].end
    if noun == "TV" and text.startswith(" channel", end):
        return None
    before = parts[: len(parts) - noun.count(" ") - 1]
    tail = _TAIL.match(text, end) if noun in vocabulary("org_heads")["tails"]["heads"] else None
    if tail and tail["name"] not in lex.countries and known(tail["name"]):
        return None  # part of a body that has its own mention
    stop = _end_of_tail(text, tail, lex, known) if tail else end
    named = (
        lex.is_name(word.text)
        or word.text in lex.places
        or word.text in lex.things
        or (kind == "company" and _SHORT.fullmatch(word.text) and word.text not in lex.countries)
        for word in before
    )
    if stop == end and noun in _common() and not any(named):
        return None
    if kind == "ngo-media" and any(word.text in vocabulary("org_heads")["modifiers"]["military"] for word in before):
        kind = "military"
    while (
        before
        and before[0].text in lex.demonyms
        and (kind in OFFICES or known(" ".join(word.text for word in parts[1:])))
    ):  # "the Kazakh Foreign Ministry": the adjective is not part of the name
        before, parts = before[1:], parts[1:]
    if stop == end and not before and not (kind in OFFICES and " " in noun):
        return None
    if kind == "company" and (legal := _LEGAL.match(text, stop)):
        stop = legal.end()
    return Name(_joined(text, parts[0].start, stop == end, kind, lex), stop, kind)


def _joined(text: str, start: int, ends: bool, kind: str, lex: Lexicon) -> int:
    """Returns where a name with "and" in it begins: "Belt and Road School", "World Economy and Politics Institute"."""
    if kind not in ("company", "ngo-media") or not text.endswith(" and ", 0, start):
        return start
    joined = _JOINED.search(text, 0, start)
    if joined is None:
        return start
    parts = joined["name"].split(" ")
    while parts and (lex.opens(parts[0]) or parts[0] in lex.titles):
        parts = parts[1:]
    phrase = " ".join(parts)
    alone = head(phrase) is not None or any(
        part in lex.countries or part in lex.given or part in lex.family_first for part in parts
    )
    if alone or not (len(parts) > 1 or phrase == "Belt"):
        return start
    return joined.end() - len(" and ") - len(phrase)


def _end_of_tail(text: str, tail: re.Match[str], lex: Lexicon, known: Callable[[str], bool]) -> int:
    """Returns where the complement of an organisation ends: "Ministry[ of Trade and Integration]"."""
    first = tail["name"].split(" ")[0]
    if first in lex.calendar or first in lex.titles or (first in lex.demonyms and head(tail["name"])):
        return tail.start()
    if tail["link"] != "of" and (known(tail["name"]) or not (lex.is_name(first) or first in lex.general)):
        return tail.start()
    name = tail["name"].split(" ")
    person = next((n for n, word in enumerate(name) if n and word in lex.given), None)
    if person and len(name) - person in (2, 3):  # "Chamber of Commerce and Industry Azamat Testov" names two
        return tail.start("name") + len(" ".join(name[:person]))
    more = _MORE.match(text, tail.end()) if tail["name"] not in lex.countries else None
    added = more["name"].split(" ") if more else []
    if not more or known(more["name"]) or (tail["name"] in lex.places and not lex.places.issuperset(added)):
        return tail.end()
    other = any(word in lex.countries or word in lex.titles or lex.heads.get(word) in OFFICES for word in added)
    if other or added[0] in lex.given:
        return tail.end()
    person = next((n for n, word in enumerate(added) if word in lex.given), None)
    return more.start("name") + len(" ".join(added[:person])) if person else more.end()


@functools.cache
def _nouns() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds = {noun: kind for kind, listed in vocabulary("org_heads")["nouns"].items() for noun in listed}
    noun = "|".join(sorted(kinds, key=len, reverse=True))
    plain = r"(?: (?!of |in |by |for |at |with |to |that |who |where )[\w'-]+){0,4}?"
    direct = "|".join(vocabulary("org_heads")["modified"]["nouns"])
    return (
        kinds,
        re.compile(rf"\b(?P<noun>{noun})(?: called| named| known as)? [\"']?$"),
        re.compile(rf"[\"']?, (?:an?|the|its|their){plain} (?P<noun>{noun})\b"),
        re.compile(rf"[\"']? (?P<noun>{direct})\b"),
    )


def called(text: str, masked: str) -> Iterator[Name]:
    """Yields the names that a common noun beside them explains ("the newspaper Kursiv"); known names are hidden in `masked`."""
    lex = lexicon()
    kinds, before, after, direct = _nouns()
    for run in RUN.finditer(masked):
        parts = words(run)
        if lex.opens(parts[0].text):
            parts = parts[1:]  # "The Kursiv newspaper"
        if not parts or masked.endswith("_ ", 0, run.start()):
            continue
        start, first = parts[0].start, parts[0].text
        if lex.opens(first) or any(first in others for others in (lex.countries, lex.places, lex.titles)):
            continue
        if noun := before.search(text, 0, start) or after.match(text, run.end()) or direct.match(text, run.end()):
            yield Name(start, run.end(), kinds[noun["noun"]])


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


def explains(text: str, bracket: int) -> bool:
    """Returns whether the acronym in a bracket stands for a thing: "compound growth rate (CGR)", "the Steppe Autonomous Region (SAR)"."""
    word = text[:bracket].rpartition(" ")[2].strip("\"'")
    return word.islower() or word in lexicon().things


def _with_small_words(before: str, short: str) -> int | None:
    """Returns the start of a name whose first letters, with small words or without, are an acronym ("Human Rights in China (HRIC)"), or None."""
    words, letters, start = before.split(" "), short.lower(), len(before) + 1
    if not any(word in _SMALL for word in words[-len(letters) :]):
        return None
    for word in reversed(words):
        start -= len(word) + 1
        if letters and word[:1].lower() == letters[-1] and (word[:1].isupper() or word in _SMALL):
            letters = letters[:-1]
        elif word not in _SMALL:
            return None
        if not letters:
            return start if word[:1].isupper() else None
    return None


def spelled_out(text: str, bracket: int, short: str) -> int | None:
    """Returns the start of the words whose first letters are the acronym in the bracket ("Kazakhstan Temir Zholy (KTZ)"), or None."""
    if short in lexicon().acronyms:
        return None
    letters = re.sub(r"[^A-Z]", "", short)
    run = re.search(rf"(?:{WORD} ){{{len(letters) - 1}}}{WORD}$", text[:bracket])
    if run and len(letters) > 1 and "".join(word[0] for word in run.group().split(" ")) == letters:
        start: int | None = run.start()
    else:
        start = _with_small_words(text[:bracket], short)
    named = start is not None and (lexicon().things | lexicon().openers).isdisjoint(text[start:bracket].split(" "))
    return start if named else None
