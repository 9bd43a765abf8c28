"""The words that names consist of, and the words that distinguish names from other capitalised words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kzcn.actors.registry import Registry
from kzcn.vocabulary import demonyms, vocabulary

_OWNED = "Children|Farmers|Journalists|Lawyers|People|Prosecutor|Students|Teachers|Veterans|Women|Workers|Writers"
WORD = rf"(?:(?:{_OWNED})'s?|General's(?= Office)|[A-Z](?:\w|&(?=[A-Z])|['.-](?=\w)(?!s\b))*|&)"
PHRASE = rf"{WORD}(?: {WORD})*"
_NEXT = rf"(?:(?:bin|ibn|von|van|de|der|den|da|di) )*(?:{WORD}|(?:al|el|ul|ad|as|ar|ut)-[A-Z]\w+)"
_COMPLETES = re.compile(r"\b(?P<thing>[A-Z]\w+) (?P<link>on|of) (?:the )?$")
RUN = re.compile(rf"(?<![\w'.-])(?:\d+(?:st|nd|rd|th) )?{WORD}(?:\.? {_NEXT})*\b")  # adjacent capitalised words


@dataclass(frozen=True)
class Name:
    """A span of a sentence that names an actor of some type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True)
class Word:
    """A word of a run, without its full stop, and its position in the sentence."""

    text: str
    start: int
    end: int


def words(run: re.Match[str]) -> list[Word]:
    """Returns the words of a run of capitalised words."""
    found, start = [], run.start()
    for word in run.group().split(" "):
        found.append(Word(word.rstrip("."), start, start + len(word)))
        start += len(word) + 1
    return found


@dataclass(frozen=True)
class Lexicon:
    """The vocabulary of names, ready for lookup."""

    nations: dict[str, str]  # state or demonym → country
    countries: dict[str, str]  # these and capitals → country
    demonyms: frozenset[str]
    names_of_things: tuple[str, ...]
    things: frozenset[str]
    events: frozenset[str]
    acronyms: frozenset[str]
    places: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]
    heads: dict[str, str]  # head of an organisation → its type
    general: frozenset[str]
    titles: frozenset[str]
    occupations: frozenset[str]
    given: frozenset[str]
    family_first: frozenset[str]
    given_endings: tuple[str, ...]
    family_endings: tuple[str, ...]

    def opens(self, word: str) -> bool:
        """Returns whether a capitalised word only begins a sentence or is a date, so that no name begins with it."""
        return word in self.openers or word in self.calendar

    def is_name(self, word: str) -> bool:
        """Returns whether a capitalised word can be (part of) the name of a person."""
        return not (
            self.opens(word)
            or word in self.countries
            or word in self.places
            or word in self.things
            or word in self.titles
            or word in self.heads
            or word in self.general
            or (len(word) > 2 and word.isupper() and "." not in word)
        )


def completes_a_thing(text: str, start: int) -> bool:
    """Returns whether a phrase is the end of the name of a thing: "Treaty on Deepening Military Trust", "Book of Honored Guests"."""
    if not text.endswith((" on ", " of ", " the "), 0, start):
        return False
    thing = _COMPLETES.search(text, 0, start)
    return (
        thing is not None and thing["thing"] in lexicon().things and (thing["link"] == "on" or thing["thing"] == "Book")
    )


@functools.cache
def lexicon() -> Lexicon:
    """Returns the vocabulary of names."""
    heads, names, titles, others = (vocabulary(name) for name in ("org_heads", "names", "titles", "not_actors"))
    states = [entry for entry in Registry.load().entries.values() if entry.actor.type == "state"]
    nations = demonyms() | {name: entry.actor.actor_id for entry in states for name in entry.names()}
    capitals = {name: entry.actor.actor_id for entry in states for name in entry.metonyms}
    return Lexicon(
        nations=nations,
        countries=capitals | nations,
        demonyms=frozenset(demonyms()),
        names_of_things=tuple(others["names"]),
        things=frozenset(others["things"]),
        events=frozenset(others["events"]),
        acronyms=frozenset(others["acronyms"].split()),
        places=frozenset(others["places"].split()),
        openers=frozenset(others["openers"].split()),
        calendar=frozenset(others["calendar"].split()),
        heads={head: kind for kind, listed in heads["heads"].items() for head in listed},
        general=frozenset(heads["common"]["general"]),
        titles=frozenset(titles["titles"]),
        occupations=frozenset(titles["occupations"]),
        given=frozenset(names["given"].split()),
        family_first=frozenset(names["family_first"].split()),
        given_endings=tuple(names["given_endings"].split()),
        family_endings=tuple(names["family_endings"].split()),
    )
