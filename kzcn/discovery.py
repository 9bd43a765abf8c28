"""Names that look like those of actors: organisations by their heads, persons by their titles, first names and verbs of speech."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kzcn.registry import OFFICES, Registry, vocabulary

_WORD = r"(?:(?:People|Women|Workers|Children|Farmers|Veterans|Writers|Journalists|Teachers|Students|Lawyers|Prosecutor)'s?|General's(?= Office)" \
        r"|[A-Z](?:\w|&(?=[A-Z])|['.-](?=\w)(?!s\b))*|&)"
_NEXT = rf"(?:(?:bin|ibn|von|van|de|der|den|da|di) )*(?:{_WORD}|(?:al|el|ul|ad|as|ar|ut)-[A-Z]\w+)"
_RUN = re.compile(rf"(?<![\w'.-]){_WORD}(?:\.? {_NEXT})*\b")
_PHRASE = rf"{_WORD}(?: {_WORD})*"
_TAIL = re.compile(rf" (?P<link>of|for|on|against) (?:the )?(?P<name>(?:(?:People's |Islamic |Kyrgyz )?Republic of )?{_PHRASE})\b")
_MORE = re.compile(rf"(?:, {_PHRASE})*,? and (?:the )?(?P<name>{_PHRASE})\b(?!'s)")
_OF_STATE = re.compile(rf" of (?:the )?(?P<name>{_PHRASE}(?: of {_PHRASE})?)\b")
_TO_BRACKET = re.compile(rf"(?: (?:and|in|of|for|on|to) (?:the )?{_PHRASE})*")
_CAMEL = re.compile(r"(?<![\w'-])(?!Mc|Mac|De|Di|Du|La|Le|O')[A-Z][a-z]+(?:[A-Z][a-z]+)+\b(?!-)")
_ACRONYM = r"[A-Z][A-Za-z]{0,3}(?:[A-Z]|-[A-Z]{1,3})[A-Za-z]{0,8}"
_DEFINITION = re.compile(rf" \((?:the |or |also |known as |Russian acronym |in Russian |hereafter |henceforth )*[\"']?(?P<short>{_ACRONYM})[\"']?(?:[,;][^()]*)?\)")
_SYLLABLE = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]ang|iong|[aeio]ng|i?ao|i?an|u?ai|uan|ei|ou|en|in|un|i[aeu]|u[aieo]|er|[aeiou])"
_GIVEN_AFTER_FAMILY = re.compile(rf"{_SYLLABLE}(?:'?{_SYLLABLE}|-{_SYLLABLE})?", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """A span of a sentence that names an actor of some type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True)
class Lexicon:
    """The words that tell names from other words."""

    heads: dict[str, str]  # head of an organisation → its type
    tails: frozenset[str]
    common: frozenset[str]
    general: frozenset[str]
    military: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    family_first: frozenset[str]
    family_endings: tuple[str, ...]
    names_of_things: tuple[str, ...]
    countries: dict[str, str]  # demonym, state or capital → country
    occupation: re.Pattern[str]  # at the end of what stands before a name
    apposition: re.Pattern[str]  # at the start of what stands after a name
    speaks: re.Pattern[str]
    spoken: re.Pattern[str]

    def is_name(self, word: str) -> bool:
        """Returns whether a capitalised word can be (part of) the name of a person."""
        return not (word in self.countries or word in self.places or word in self.things or word in self.calendar or word in self.openers
                    or word in self.titles or word in self.heads or word in self.general or (len(word) > 2 and word.isupper()))


@functools.cache
def lexicon() -> Lexicon:
    """Returns the vocabulary of names, read once."""
    heads, names, titles, others = (tomllib.loads(vocabulary(f"{name}.toml")) for name in ("org_heads", "names", "titles", "not_actors"))
    demonyms = (line.split(",") for line in vocabulary("demonyms.csv").splitlines() if line and not line.startswith("#"))
    countries = {name: entry.actor.actor_id for entry in Registry.load().entries.values() if entry.actor.type == "state"
                 for name in (*entry.names(), *entry.metonyms)}
    occupations, speech = "|".join(titles["occupations"]), "|".join(titles["speech"])
    return Lexicon(
        {head: kind for kind, listed in heads["heads"].items() for head in listed}, frozenset(heads["tails"]["heads"]), frozenset(heads["common"]["heads"]),
        frozenset(heads["common"]["general"]), frozenset(heads["modifiers"]["military"]), frozenset(others["things"]), frozenset(others["places"].split()),
        frozenset(others["openers"].split()), frozenset(others["calendar"].split()), frozenset(titles["titles"]), frozenset(names["given"].split()),
        frozenset(names["family_first"].split()), tuple(names["family_endings"].split()), tuple(others["names"]), countries | {name: country for name, country in demonyms},
        re.compile(rf"\b(?:{occupations}),? $"), re.compile(rf",? (?:who\b|(?:[\w'-]+ ){{0,6}}?(?:{occupations})s?\b)"),
        re.compile(rf"(?:, [^,]{{1,90}},)? (?:(?:\w+ly|also|has|had|have|then|himself|herself) )*(?:{speech})\b"),
        re.compile(rf"\b(?:{speech}|[Aa]ccording to) $"),
    )


def organisations(text: str, known: Callable[[str], bool]) -> Iterator[Name]:
    """Yields the organisations that a folded sentence names by a head noun; `known` tells whether a phrase is a registered name."""
    words = lexicon()
    for run in _RUN.finditer(text):
        parts = [(match.group(), run.start() + match.start(), run.start() + match.end()) for match in re.finditer(r"[^ ]+", run.group())]
        parts = [(word.rstrip("."), start, end) for word, start, end in parts]
        first = 0
        while first < len(parts) and (parts[first][0] in words.openers or parts[first][0] in words.calendar):
            first += 1
        for last in range(len(parts), first, -1):
            found = head(" ".join(word for word, _, _ in parts[first:last]))
            if found is None or not (last == len(parts) or parts[last][0] in words.titles or parts[last][0] in words.things):
                continue
            name = _organisation(text, parts[first:last], found, known)
            if name:
                yield name
            break
    for camel in _CAMEL.finditer(text):
        yield Name(camel.start(), camel.end(), "company")


def head(name: str) -> str | None:
    """Returns the head noun at the end of the name of an organisation, or before its "of"; None when it has none."""
    parts = name.split(" of ")[0].split(" for ")[0].split(" on ")[0].split(" ")
    for length in (3, 2, 1):
        last = " ".join(parts[-length:])
        if len(parts) >= length and last in lexicon().heads:
            return last
    return None


def _organisation(text: str, parts: list[tuple[str, int, int]], head: str, known: Callable[[str], bool]) -> Name | None:
    words = lexicon()
    kind = words.heads[head]
    before = [word for word, _, _ in parts[:len(parts) - head.count(" ") - 1]]
    start, end = parts[0][1], parts[-1][2]
    stop = _tail(text, end, head, known) if head in words.tails else end
    if stop == end and not before:
        return None
    if stop == end and head in words.common and not any(words.is_name(word) or word in words.places for word in before):
        return None
    if kind == "ngo-media" and words.military & set(before):
        kind = "military"
    if kind in OFFICES:  # "the Kazakh Foreign Ministry": an adjective is no part of the name of an office
        while before and before[0] in words.countries and parts[0][0] != text[start:end] and not known(before[0]):
            before, parts = before[1:], parts[1:]
            start = parts[0][1]
        if stop == end and not before and head not in ("Politburo",):
            return None
    return Name(start, stop, kind)


def _tail(text: str, end: int, head: str, known: Callable[[str], bool]) -> int:
    """Returns where an organisation ends whose head ends at `end`: "Ministry[ of Trade and Integration]"."""
    words = lexicon()
    tail = _TAIL.match(text, end)
    if not tail:
        return end
    name = tail["name"].split(" ")
    if tail["link"] != "of" and (not words.is_name(name[0]) and name[0] not in words.general or known(tail["name"])):
        return end
    if name[0] in words.calendar or name[0] in words.titles:
        return end
    stop = tail.end()
    if tail["name"] not in words.countries:
        more = _MORE.match(text, stop)
        if more and not any(part in words.countries or part in words.titles or part in words.heads for part in more["name"].split(" ")) and not known(more["name"]):
            stop = more.end()
        state = _OF_STATE.match(text, stop)
        if state and state["name"] in words.countries:
            stop = state.end()
    return stop


def persons(text: str, masked: str) -> Iterator[Name]:
    """Yields the persons that a folded sentence names in full or by title and surname; what is known already is masked in `masked`."""
    words = lexicon()
    for run in _RUN.finditer(masked):
        parts = [(match.group().rstrip("."), run.start() + match.start(), run.start() + match.end()) for match in re.finditer(r"[^ ]+", run.group())]
        titled = max((n for n, (word, _, _) in enumerate(parts) if word in words.titles or f"{word}." in words.titles), default=-1)
        parts = parts[titled + 1:]
        while parts and (parts[0][0] in words.openers or parts[0][0] in words.countries or parts[0][0] in words.calendar):
            parts = parts[1:]
        stop = next((n for n, (word, _, _) in enumerate(parts) if not words.is_name(word)), len(parts))
        if stop < len(parts) and titled < 0:
            continue
        parts = parts[:stop]
        if parts and _is_person([word for word, _, _ in parts], titled >= 0, text[:parts[0][1]], text[parts[-1][2]:]):
            yield Name(parts[0][1], parts[-1][2], "person")


def _is_person(parts: list[str], titled: bool, before: str, after: str) -> bool:
    words = lexicon()
    if len(parts) == 1:
        return titled and len(parts[0]) > 2
    if len(parts) > 4:
        return False
    first, last = parts[0], parts[-1]
    return (titled or first in words.given or (first in words.family_first and len(parts) == 2 and bool(_GIVEN_AFTER_FAMILY.fullmatch(last)))
            or any(last.endswith(ending) and len(last) > len(ending) + 2 for ending in words.family_endings)
            or bool(words.occupation.search(before) or words.apposition.match(after) or words.speaks.match(after) or words.spoken.search(before)))


def family_name(name: str) -> str:
    """Returns the part of a person's full name that stands for it alone: the first of Chinese and Korean names, else the last."""
    parts = name.split(" ")
    if len(parts) == 2 and parts[0] in lexicon().family_first and _GIVEN_AFTER_FAMILY.fullmatch(parts[1]):
        return parts[0]
    return parts[-1]


def definitions(text: str) -> Iterator[tuple[int, str]]:
    """Yields where a bracket opens that introduces an acronym, and the acronym."""
    for match in _DEFINITION.finditer(text):
        yield match.start(), match["short"]


def reaches(text: str, end: int, bracket: int) -> bool:
    """Returns whether a name that ends at `end` goes on to the bracket ("Organization for Security[ in Europe] (")."""
    return bool(_TO_BRACKET.fullmatch(text, end, bracket))


def spelt(text: str, bracket: int, short: str) -> int | None:
    """Returns where the capitalised words start whose first letters are the acronym in the bracket: "Kazakhstan Temir Zholy (KTZ)"."""
    letters = re.sub(r"[^A-Z]", "", short)
    run = re.search(rf"(?:{_WORD} ){{{len(letters) - 1}}}{_WORD}$", text[:bracket])
    if run and len(letters) > 1 and "".join(word[0] for word in run.group().split(" ")) == letters:
        parts = set(run.group().split(" "))
        if not parts & (lexicon().things | lexicon().openers):
            return run.start()
    return None
