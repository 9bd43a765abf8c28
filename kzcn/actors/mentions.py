"""Finds the actors in an article: every mention of a state, person or organisation, in the registry or not."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from kzcn.actors import capitals, countries, gazetteer, organisations, persons
from kzcn.actors.gazetteer import Span
from kzcn.actors.lexicon import lexicon
from kzcn.actors.registry import OFFICES, Entry, Registry, RegistryError, normalize, phonetic_key
from kzcn.schema import Actor, Document, Mention, Passage

__all__ = ["Registry", "RegistryError", "mentions"]

HOME = "KAZ"  # country of an office when the article does not say

_CAPITALISED = re.compile(r"(?<![\w$'-])[A-Z](?:\w|['-](?=\w)(?!s\b))+")
_THE = re.compile(r"\b[Tt]he $")
_LONGER = re.compile(r" (?:of )?[A-Z]")
_BESIDE = re.compile(r"(?:,|,? and|,? as well as)(?: the)? ")
_HOLDS = re.compile(r", (?:the |a )?(?:[\w-]+ ){0,4}(?:of|at|in|from|with) (?:the )?")
_FORM = re.compile(
    r"(?: (?:National Company|Company|Co|Corporation|Corp|Group|Ltd|Limited|Inc|JSC|LLP|LLC|Technologies|Holdings?)|,(?= )|\.(?i:com|kz|az|ru|cn|kg|uz|org|net))+\.?$"
)
_INITIAL = r"(?:[A-Z]\.?|[A-Z][aehu]\.)"
_INITIALS = re.compile(rf"{_INITIAL}(?: ?{_INITIAL})*")  # "N.A.", "Zh."
_SITE = re.compile(r"\.(?i:com|kz|az|ru|cn|kg|uz|org|net)$")
_HALVES = re.compile(r"[A-Z][a-z]{3,}-[A-Z][a-z]{2,}")
_PATRONYMIC = re.compile(r"\w+(?:[eo]vich|[eo]vna|uly|kyzy)")
_HIGHEST = ("President", "Premier")
_STATESMAN = re.compile(r"\b(?:President|Premier|Minister|Chairman|Secretary|Ambassador|leader) $")


def mentions(document: Document, passages: list[Passage], registry: Registry) -> tuple[list[Mention], list[Actor]]:
    """Returns the mentions in an article, in order of place, and the actors found that are not in the registry.

    The author's bio is left out. A surname, acronym or office means the actor that the article introduced by it.
    """
    reader = _Reader(document, registry)
    read = [(passage, normalize(passage.text)) for passage in passages if passage.section != "bio"]
    for _, text in read:
        reader.learn_acronyms(text)
    if document.title:
        reader.read(normalize(document.title))
    found = []
    surfaces: dict[str, set[str]] = {}
    for passage, text in read:
        for start, end, actor_id in reader.read(text):
            surface = passage.text[start:end]
            found.append(
                Mention(
                    document.doc_id, passage.passage_id, passage.start + start, passage.start + end, surface, actor_id
                )
            )
            surfaces.setdefault(actor_id, set()).add(surface)
    return found, [
        replace(actor, aliases=tuple(sorted(surfaces[actor.actor_id] - {actor.name})))
        for actor in reader.discovered.values()
        if actor.actor_id in surfaces
    ]


class _Reader:
    """Reads the sentences of one article in order and remembers the actors they introduce."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self.registry = registry
        self.year = int(document.published[:4]) if document.published else None
        self.authors = {phonetic_key(author) for author in document.authors}
        self.discovered: dict[str, Actor] = {}
        self.names: dict[str, str] = {}  # acronym, or the name it abbreviates → actor
        self.initials: dict[str, str] = {}  # first letters of an organisation's name, as an acronym has them → actor
        self.sites: dict[str, str] = {}  # name of a site without its ending → actor
        self.surnames: dict[str, str] = {}  # phonetic key → actor
        self.persons: dict[frozenset[str], str] = {}  # phonetic keys of first name and surname → actor
        self.things: set[str] = set()  # acronyms of things
        self.titled: dict[tuple[str, str], str] = {}  # title and phonetic key → actor
        self.offices: dict[str, str] = {}  # name of an office → actor
        self.nouns: dict[str, str] = {}  # head noun → the organisation named last
        self.office_before: tuple[int, str | None] | None = None  # in the sentence: its end and its country
        self.person_before: tuple[int, str | None] | None = None
        self.persons_at: dict[int, str | None] = {}  # start in the sentence → country
        self.seen: set[str] = set()

    def learn_acronyms(self, text: str) -> None:
        """Records that an acronym in brackets and the name before it mean one actor."""
        for bracket, short in organisations.definitions(text):
            bodies = [
                span for span in self.spans(text) if span.type not in (None, "state", "person") and not span.metonym
            ]
            span = max((span for span in bodies if span.end <= bracket), key=lambda span: span.end, default=None)
            if span and organisations.reaches(text, span.end, bracket):
                name = text[span.start : bracket]
            elif (start := organisations.spelled_out(text, bracket, short)) is not None:
                name = text[start:bracket]
                span = Span(start, bracket, "company" if name.istitle() or name.isupper() else "ngo-media")
            else:
                if organisations.explains(text, bracket):
                    self.things.add(short)
                continue
            known = self.registry.names.get(short, ())
            if span.entries or not known:
                self.names[short] = self.organisation(span, name, text)
                if " " in name and not span.entries and span.type in ("company", "ngo-media"):
                    self.names.setdefault(name, self.names[short])
            else:
                self.names[short] = self.names[name] = known[0].actor.actor_id

    def read(self, text: str) -> list[tuple[int, int, str]]:
        """Returns the mentions in a normalized sentence, from left to right: start, end, actor_id."""
        spans = self.spans(text)
        spans += [
            Span(name.start, name.end, name.type) for name in organisations.called(text, gazetteer.masked(text, spans))
        ]
        masked = gazetteer.masked(
            text, [span for span in spans if span.type != "person" or " " in text[span.start : span.end]]
        )
        spans = gazetteer.longest(
            [*spans, *(Span(name.start, name.end, name.type) for name in persons.find(text, masked))]
        )
        spans += [
            Span(name.start, name.end, name.type)
            for name in organisations.acronyms(gazetteer.masked(text, spans))
            if text[name.start : name.end] not in self.things
        ]
        spans += [
            Span(word.start(), word.end(), "word") for word in _CAPITALISED.finditer(gazetteer.masked(text, spans))
        ]
        found = []
        self.office_before = self.person_before = None
        self.persons_at = {
            span.start: span.entries[0].actor.country for span in spans if span.type == "person" and span.entries
        }
        for span in sorted(spans, key=lambda span: span.start):
            if actor_id := self.resolve(span, text):
                self.seen.add(actor_id)
                found.append((span.start, span.end, actor_id))
        return found

    def spans(self, text: str) -> list[Span]:
        """Returns the names known from the registry, the article's acronyms or the form of organisations' names."""
        found = gazetteer.find(text, self.registry)
        if self.names:
            own = _any_of(tuple(self.names)).finditer(text)
            found += [Span(name.start(), name.end(), self.actor(self.names[name.group()]).type) for name in own]
        found += [
            Span(name.start, name.end, name.type) for name in organisations.find(text, self.registry.names.__contains__)
        ]
        return gazetteer.longest(found)

    def actor(self, actor_id: str) -> Actor:
        return self.discovered.get(actor_id) or self.registry.actors[actor_id]

    def resolve(self, span: Span, text: str) -> str | None:
        """Returns the actor that a name means, or None."""
        name = text[span.start : span.end]
        if span.type is None or gazetteer.half_of_compound(text, span):
            return None
        if span.type == "word":
            return self.word(name, span, text)
        if name in self.names:
            return self.names[name]
        if name in self.initials and not any(entry.actor.actor_id in self.seen for entry in span.entries):
            return self.initials[name]  # "the National Security Committee", then "the NSC"
        if span.metonym:
            return self.capital(name, span, text)
        if span.type in ("state", "social-group"):
            return self.people(span, text)
        if span.type == "person":
            actor_id = self.person(name, span, text)
            self.person_before = (span.end, self.actor(actor_id).country) if actor_id else None
            return actor_id
        actor_id = self.organisation(span, name, text)
        self.shorten(name, actor_id)
        if noun := organisations.head(name):
            self.nouns[noun.split(" ")[-1]] = actor_id
        return actor_id

    def people(self, span: Span, text: str) -> str | None:
        """Returns the state or people; None for part of the name of a thing or a state of later years."""
        entry = span.entries[0]
        if gazetteer.names_a_thing(text, span):
            return None
        return entry.actor.actor_id if self.year is None or (entry.since or 0) <= self.year else None

    def capital(self, name: str, span: Span, text: str) -> str | None:
        metonyms = span.entries[0].metonyms
        last = metonyms[name if name in metonyms else name[:-1]]  # "Washingtons": an apostrophe is lost
        is_capital = last is None or (self.year is not None and self.year <= last)
        return span.entries[0].actor.actor_id if is_capital and capitals.acts(text, span.start, span.end) else None

    def word(self, word: str, span: Span, text: str) -> str | None:
        """Returns the actor that a surname introduced before, or the noun of an organisation just named ("the Bureau"), means."""
        if word in lexicon().heads:
            return (
                self.nouns.get(word) if _THE.search(text, 0, span.start) and not _LONGER.match(text, span.end) else None
            )
        if not lexicon().is_name(word) or (word in lexicon().family_first and _LONGER.match(text, span.end)):
            return None
        known = self.serving(self.registry.by_surname.get(phonetic_key(word), ()))
        if actor_id := self.surnames.get(phonetic_key(word)) or (known[0].actor.actor_id if known else None):
            return actor_id
        if word in self.sites:
            return self.sites[word]
        if agency := self.registry.names.get(f"{word} News Agency"):
            return agency[0].actor.actor_id if organisations.reports(text, span.start, span.end) else None
        if organisations.reports(text, span.start, span.end) and not persons.is_family_name(word):
            self.names[word] = self.discover(_slug(word), word, "ngo-media", None)
        return self.names.get(word)

    def person(self, name: str, span: Span, text: str) -> str | None:
        """Returns the person with a full name, a registered surname, or a surname after a title; remembers the surname."""
        parts = name.split(" ")
        if len(parts) == 1:
            return self.by_surname(name, span, text)
        known = self.registry.by_full_name
        if actor := self.by_initials(parts):
            return actor
        orders = (name, f"{parts[0]} {parts[-1]}", f"{parts[-1]} {parts[0]}", f"{' '.join(parts[1:])} {parts[0]}")
        entry = next(iter(span.entries), None) or next(
            (known[key] for key in map(phonetic_key, orders) if key in known), None
        )
        if entry is None and phonetic_key(name) in self.authors:
            return None
        actor_id = entry.actor.actor_id if entry else self.unregistered(parts, name, span, text)
        full = entry.actor.name if entry else name
        family = persons.family_name(full)
        self.surnames[phonetic_key(family)] = actor_id
        if title := _title(span, text):
            self.titled[title, phonetic_key(family)] = actor_id
        if full.startswith(f"{family} ") and len(full) > len(family) + 5:
            self.surnames.setdefault(phonetic_key(full.removeprefix(f"{family} ")), actor_id)  # "Xingrui said"
        return actor_id

    def unregistered(self, parts: list[str], name: str, span: Span, text: str) -> str:
        """Returns the person with a full name that is not registered: named before in another order, with a patronymic or by initials, or new."""
        own = [part for part in parts if not _PATRONYMIC.fullmatch(part)] if len(parts) > 2 else parts
        key = frozenset(phonetic_key(part) for part in (own[0], own[-1]))
        before = self.surnames.get(phonetic_key(parts[-1]))
        initials, _, _ = self.discovered[before].name.rpartition(" ") if before in self.discovered else ("", "", "")
        if before and _INITIALS.fullmatch(initials) and _abbreviates(initials, name):
            self.discovered[before] = replace(self.discovered[before], name=name)  # "M. Lesin", then "Mikhail Lesin"
            self.persons.setdefault(key, before)
        if key not in self.persons:
            self.persons[key] = self.new_person(name, span, text)
        return self.persons[key]

    def by_initials(self, parts: list[str]) -> str | None:
        """Returns the person whom initials and a surname mean ("N.A. Nazarbayev"): named before, or registered and in office; or None."""
        if not _INITIALS.fullmatch(" ".join(parts[:-1])):
            return None
        key = phonetic_key(parts[-1])
        bound = self.surnames.get(key)
        if bound and _abbreviates(parts[0], self.actor(bound).name):
            return bound
        known = self.serving(self.registry.by_family_name.get(key, ()))
        return next((entry.actor.actor_id for entry in known if _abbreviates(parts[0], entry.actor.name)), None)

    def by_surname(self, name: str, span: Span, text: str) -> str:
        known = [entry.actor.actor_id for entry in self.serving(span.entries)]
        key, title = phonetic_key(name), _title(span, text)
        if titled := self.titled.get((title, key)):
            return titled
        bound = self.surnames.get(key)
        if bound and title in _HIGHEST and any(actor == bound for (_, at), actor in self.titled.items() if at == key):
            others = [
                entry for entry in self.serving(self.registry.by_family_name.get(key, ())) if entry.serves(self.year)
            ]
            bound = next((entry.actor.actor_id for entry in others if entry.actor.actor_id != bound), bound)
        if bound and not self.seen & set(known):
            return bound
        if not known and (name not in lexicon().family_first or _STATESMAN.search(text, 0, span.start)):
            known = [
                entry.actor.actor_id for entry in self.serving(self.registry.by_family_name.get(phonetic_key(name), ()))
            ]
        if known:
            return known[0]
        self.surnames[phonetic_key(name)] = self.new_person(name, span, text)
        return self.surnames[phonetic_key(name)]

    def new_person(self, name: str, span: Span, text: str) -> str:
        return self.discover(
            _slug(name), name, "person", countries.of_person(text, span.start, span.end, self.registry)
        )

    def serving(self, entries: tuple[Entry, ...]) -> list[Entry]:
        """Returns the entries in office in the year of the article; else the earlier ones, the latest first; else all."""
        earlier = [entry for entry in entries if (entry.since or 0) <= (self.year or 9999)]
        latest = sorted(earlier, key=lambda entry: -(entry.until or 9999))
        return [entry for entry in entries if entry.serves(self.year)] or latest or list(entries)

    def organisation(self, span: Span, name: str, text: str) -> str:
        """Returns the organisation with a name; the country of an office comes from the sentence, the article or the default."""
        office, country = countries.split_office(name)
        country = country or countries.of_office(text, span.start, span.end, self.registry)
        known = self.registry.names
        entries = span.entries or _of_form(name, known) or _of_form(office, known)
        if entries and entries[0].actor.type not in OFFICES:
            return self.serving(entries)[0].actor.actor_id
        if not entries and self._is_organ(name):
            return self.discover(_slug(name), name, "igo", None)
        if not entries and span.type not in OFFICES:
            return self.firm(name, span.type or "company", country)
        actor_id = self.office(office, self.serving(entries), country, self.beside(span, text), span)
        self.office_before = (span.end, self.actor(actor_id).country)
        return actor_id

    def shorten(self, name: str, actor_id: str) -> None:
        """Records the short forms of a name: its first letters, and its first half if no other body has that name ("Samruk-Kazyna", then "Samruk")."""
        first, _, second = name.partition("-")
        bodies = self.registry.names.get(first, ())
        letters = "".join(re.findall(r"\b[A-Z]", name))
        if " " in name and len(letters) > 2:
            self.initials[letters] = actor_id
        free = first not in lexicon().countries and first not in lexicon().places and second not in lexicon().countries
        if _HALVES.fullmatch(name) and free and not any(entry.serves(self.year) for entry in bodies):
            self.names.setdefault(first, actor_id)

    def firm(self, name: str, kind: str, country: str | None) -> str:
        """Returns the company or body with a name that is not in the registry; "ABC" and "ABC Group" are one."""
        short = _FORM.sub("", name)
        if name in self.sites:
            return self.sites[name]
        if short in self.names or _slug(short) in self.discovered:
            return self.names.get(short) or _slug(short)
        if name.count(" ") > 1 and (longer := self.ending(f" {name}")):
            return longer
        actor_id = self.discover(_slug(name), name, kind, country)
        if _SITE.search(name):
            self.sites[short] = actor_id
        if short != name and (short.isupper() or " " in short):
            self.names[short] = actor_id
        return actor_id

    def ending(self, end: str) -> str | None:
        """Returns the actor found in the article whose name ends so: the "Almaty Institute for Border Studies" for " Institute for Border Studies"."""
        return next((actor_id for actor_id, actor in self.discovered.items() if actor.name.endswith(end)), None)

    def beside(self, span: Span, text: str) -> str | None:
        """Returns the country of the office or person that an office is coordinated with, held by or followed by."""
        for before, pattern in ((self.office_before, _BESIDE), (self.person_before, _HOLDS)):
            if before and pattern.fullmatch(text, before[0], span.start):
                return before[1]
        return self.persons_at.get(span.end + 1)

    def _is_organ(self, name: str) -> bool:
        """Returns whether a name begins with the name of an organisation of states: "UN Office in Geneva"."""
        words = name.split(" ")
        firsts = (self.registry.names.get(" ".join(words[:n]), ()) for n in range(1, len(words)))
        return any(entries[0].actor.type == "igo" for entries in firsts if entries)

    def office(self, name: str, entries: list[Entry], country: str | None, beside: str | None, span: Span) -> str:
        """Returns the office of a country; without a country, of the one beside it, the one named before, or the default."""
        claimed = {entry.actor.country: entry.actor.actor_id for entry in entries}
        if country is None and name in self.offices and beside not in claimed:
            return self.offices[name]
        if country is None:
            likely = (beside, HOME) if claimed else (beside or HOME,)
            country = next((home for home in likely if home in claimed or not claimed), next(iter(claimed), HOME))
        if country in claimed:
            actor_id = claimed[country]
        elif claimed and organisations.head(name) is None:
            actor_id = next(iter(claimed.values()))
        else:
            full = f"{name} of {self.registry.actors[country].name}" if country else name
            actor_id = self.discover(_slug(f"{name} {country or ''}"), full, span.type or "government", country)
        self.offices[name] = actor_id
        return actor_id

    def discover(self, actor_id: str, name: str, kind: str, country: str | None) -> str:
        """Returns the id of an actor that is not in the registry, and remembers it."""
        self.discovered.setdefault(actor_id, Actor(actor_id, name, kind, country, (), False))
        return actor_id


@functools.lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")


def _abbreviates(initials: str, name: str) -> bool:
    """Returns whether a first name begins as the first initial, in any transliteration: "Ye." and Erlan."""
    first, given = (phonetic_key(f"{part} X").split(" ")[0] for part in (initials.split(".")[0], name.split(" ")[0]))
    return given.startswith(first)


def _of_form(name: str, known: Mapping[str, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """Returns the entries of a name, with its legal form or without, in capitals or not."""
    short = _FORM.sub("", name)
    return known.get(name) or known.get(short) or known.get(short.title() if short.isupper() else short, ())


def _title(span: Span, text: str) -> str:
    """Returns the last word of the title before a person, or ""."""
    word = text[: span.start].rstrip().rpartition(" ")[2]
    return word if word in lexicon().titles else ""


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
