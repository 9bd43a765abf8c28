"""Actors in articles: every place where a state, person or organisation is named, and those the registry does not know."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from kzcn import capitals, discovery
from kzcn.discovery import lexicon
from kzcn.model import Actor, Document, Mention, Passage
from kzcn.registry import OFFICES, Entry, Registry, RegistryError, fold, sound

__all__ = ["Registry", "RegistryError", "mentions"]

HOME = "KAZ"  # whose ministry it is when an article does not say

_WORD = re.compile(r"(?<![\w$])\w+")
_CAPITALISED = re.compile(r"(?<![\w$'-])[A-Z](?:\w|['-](?=\w)(?!s\b))+")
_GOES_ON = re.compile(r"\w|\$|'(?!s\b)\w| dollars?\b")
_OWNER = re.compile(r"(?P<name>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:'s? (?:(?!and |or |the |of |with |to |by |from )[a-z-]+ ){0,3}| (?:(?:own|deputy|former|new|then) )?)$")
_SEAT = re.compile(r" in (?P<name>[A-Z]\w*)")
_NAME_AROUND = re.compile(r"(?:-[A-Z][\w.-]*)*(?P<more>(?: [A-Z][\w-]*)+)")


def mentions(document: Document, passages: list[Passage], registry: Registry) -> tuple[list[Mention], list[Actor]]:
    """Returns the mentions in an article, sorted by place, and the actors found that the registry does not hold.

    The author's bio is left out. Surnames, acronyms and offices are bound to whom the article itself introduced.
    """
    reader = _Reader(document, registry)
    read = [(passage, fold(passage.text)) for passage in passages if passage.section != "bio"]
    for _, text in read:
        reader.learn_acronyms(text)
    if document.title:
        reader.read(fold(document.title))
    found = []
    for passage, text in read:
        for start, end, actor_id in reader.read(text):
            found.append(Mention(document.doc_id, passage.passage_id, passage.start + start, passage.start + end, passage.text[start:end], actor_id))
    named = {mention.actor_id for mention in found}
    return found, [actor for actor in reader.discovered.values() if actor.actor_id in named]


@dataclass(frozen=True)
class _Span:
    """A name in a sentence. With no type it is the name of a thing, and hides what it holds."""

    start: int
    end: int
    type: str | None
    entries: tuple[Entry, ...] = ()
    metonym: bool = False


@functools.lru_cache(maxsize=4)
def _index(registry: Registry) -> dict[str, list[tuple[str, _Span]]]:
    """Returns by first word the names to look for, the longest first, each with the span it gives at 0."""
    spans = {name: _Span(0, len(name), None) for name in lexicon().names_of_things}
    spans |= {name: _Span(0, len(name), entry.actor.type, (entry,), True) for name, entry in registry.metonyms.items()}
    spans |= {name: _Span(0, len(name), entries[0].actor.type, entries) for name, entries in registry.names.items()}
    spans |= {name[0].upper() + name[1:]: span for name, span in spans.items() if name[0].islower()}
    index: dict[str, list[tuple[str, _Span]]] = {}
    for name in sorted(spans, key=len, reverse=True):
        if first := _WORD.search(name):
            index.setdefault(first.group(), []).append((name, spans[name]))
    return index


class _Reader:
    """Reads the sentences of one article in their order and remembers whom they introduced."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self.registry = registry
        self.year = int(document.published[:4]) if document.published else None
        self.authors = {sound(author) for author in document.authors}
        self.discovered: dict[str, Actor] = {}
        self.names: dict[str, str] = {}  # acronyms, and the names they were given for → actor
        self.surnames: dict[str, str] = {}  # sound → actor
        self.offices: dict[str, str] = {}  # name of an office → actor
        self.seen: set[str] = set()

    def learn_acronyms(self, text: str) -> None:
        """Binds an acronym in brackets and the name before it to one actor."""
        for bracket, short in discovery.definitions(text):
            before = [span for span in self.spans(text) if span.end <= bracket and span.type not in (None, "state", "person") and not span.metonym]
            span = max(before, key=lambda span: span.end, default=None)
            if span and discovery.reaches(text, span.end, bracket):
                name = text[span.start:bracket]
            elif (start := discovery.spelt(text, bracket, short)) is not None:
                span, name = _Span(start, bracket, "company"), text[start:bracket]
            else:
                continue
            known = self.registry.names.get(short, ())
            if span.entries or not known:
                self.names[short] = self.organisation(span, name, text)
            else:
                self.names[short] = self.names[name] = known[0].actor.actor_id

    def read(self, text: str) -> list[tuple[int, int, str]]:
        """Returns where a folded sentence names which actor, from left to right."""
        spans = self.spans(text)
        masked = _masked(text, [span for span in spans if span.type != "person" or " " in text[span.start:span.end]])
        spans = _longest([*spans, *(_Span(name.start, name.end, name.type) for name in discovery.persons(text, masked))])
        words = [_Span(word.start(), word.end(), "word") for word in _CAPITALISED.finditer(_masked(text, spans))]
        found = []
        for span in sorted([*spans, *words], key=lambda span: span.start):
            if actor_id := self.resolve(span, text):
                self.seen.add(actor_id)
                found.append((span.start, span.end, actor_id))
        return found

    def spans(self, text: str) -> list[_Span]:
        """Returns the names in a sentence that the registry, the article's own acronyms or the form of an organisation's name tell."""
        index = _index(self.registry)
        found = []
        for word in _WORD.finditer(text):
            for name, span in index.get(word.group(), ()):
                start = word.start() - name.index(word.group())
                if text.startswith(name, start) and not _GOES_ON.match(text, start + len(name)):
                    found.append(_Span(start, start + len(name), span.type, span.entries, span.metonym))
                    break
        for name, actor_id in self.names.items():
            found += [_Span(own.start(), own.end(), self.actor(actor_id).type) for own in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w)", text)]
        found += [_Span(name.start, name.end, name.type) for name in discovery.organisations(text, self.registry.names.__contains__)]
        return _longest(found)

    def actor(self, actor_id: str) -> Actor:
        return self.discovered.get(actor_id) or self.registry.actors[actor_id]

    def resolve(self, span: _Span, text: str) -> str | None:
        """Returns whom a name stands for, or None where it stands for no actor."""
        name = text[span.start:span.end]
        if span.type is None or (not name.isupper() and _half_of_compound(text, span)):
            return None
        if span.type == "word":
            return self.surname(name, text[span.end:])
        if name in self.names:
            return self.names[name]
        if span.metonym:
            return span.entries[0].actor.actor_id if capitals.acts(text, span.start, span.end) else None
        if span.type == "state":
            return None if _names_a_thing(text, span) else span.entries[0].actor.actor_id
        if span.type == "person":
            return self.person(name, span, text)
        return self.organisation(span, name, text)

    def surname(self, word: str, after: str) -> str | None:
        if word in lexicon().family_first and re.match(r" [A-Z]", after):
            return None
        return self.surnames.get(sound(word)) if lexicon().is_name(word) else None

    def person(self, name: str, span: _Span, text: str) -> str | None:
        """Returns the person of a full name, of a registered surname, or of a surname with a title before it; binds the surname."""
        parts = name.split(" ")
        if len(parts) == 1:
            return self._by_surname(name, span, text)
        entry = next(iter(span.entries), None) or self.registry.persons.get(sound(name)) or self.registry.persons.get(sound(f"{parts[0]} {parts[-1]}"))
        actor_id = entry.actor.actor_id if entry else _slug(name)
        if entry is None and sound(name) in self.authors:
            return None
        if entry is None:
            self.discover(actor_id, name, "person", _country_near(text, span))
        self.surnames[sound(discovery.family_name(name))] = actor_id
        return actor_id

    def _by_surname(self, name: str, span: _Span, text: str) -> str:
        serving = [entry.actor.actor_id for entry in span.entries if entry.serves(self.year)] or [entry.actor.actor_id for entry in span.entries]
        bound = self.surnames.get(sound(name))
        if bound and not self.seen & set(serving):
            return bound
        if not serving:
            namesakes = self.registry.families.get(sound(name), ())
            serving = [entry.actor.actor_id for entry in namesakes if entry.serves(self.year)]
        if serving:
            return serving[0]
        actor_id = _slug(name)
        self.discover(actor_id, name, "person", _country_near(text, span))
        self.surnames[sound(name)] = actor_id
        return actor_id

    def organisation(self, span: _Span, name: str, text: str) -> str:
        """Returns the organisation of a name; an office belongs to the country that the sentence, the article or the default gives it."""
        entries = span.entries or self.registry.names.get(name, ())
        stem, country = _stem(name)
        country = country or _owner(text, span)
        entries = entries or self.registry.names.get(stem, ())
        if not entries and span.type == "company":
            entries = self.registry.names.get(re.sub(r"(?: (?:National Company|Company|Corporation|Corp|Group|Ltd|Limited|Inc|JSC|LLP|LLC|Technologies|Holding))+\.?$", "", stem), ())
        if entries and entries[0].actor.type not in OFFICES:
            return self.serving(entries).actor.actor_id
        if not entries and span.type not in OFFICES:
            actor_id = _slug(name)
            self.discover(actor_id, name, span.type or "company", country)
            return actor_id
        return self.office(stem, entries, country, span)

    def serving(self, entries: tuple[Entry, ...]) -> Entry:
        return next((entry for entry in entries if entry.serves(self.year)), entries[0])

    def office(self, stem: str, entries: tuple[Entry, ...], country: str | None, span: _Span) -> str:
        claimed = {entry.actor.country: entry.actor.actor_id for entry in reversed(entries) if entry.serves(self.year)} or \
            {entry.actor.country: entry.actor.actor_id for entry in reversed(entries)}
        if country is None and stem in self.offices:
            return self.offices[stem]
        if country is None:
            country = HOME if HOME in claimed or not claimed else next(reversed(claimed))
        if country in claimed:
            actor_id = claimed[country]
        elif claimed and discovery.head(stem) is None:
            actor_id = next(reversed(claimed.values()))
        else:
            actor_id = _slug(f"{stem} {country}")
            self.discover(actor_id, f"{stem} of {self.registry.actors[country].name}", span.type or "government", country)
        self.offices[stem] = actor_id
        return actor_id

    def discover(self, actor_id: str, name: str, kind: str, country: str | None) -> None:
        self.discovered.setdefault(actor_id, Actor(actor_id, name, kind, country, (), False))


def _longest(spans: list[_Span]) -> list[_Span]:
    """Returns the spans without those that overlap a longer one; of equals the first stays."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def _masked(text: str, spans: list[_Span]) -> str:
    for span in spans:
        text = text[:span.start] + "_" * (span.end - span.start) + text[span.end:]
    return text


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def _half_of_compound(text: str, span: _Span) -> bool:
    return bool(re.match(r"-[a-z]", text[span.end:span.end + 2]) or re.search(r"\b(?:[a-z]+|Sino|Russo|Anti|Pro|Non|Post|Pre)-$", text[:span.start]))


def _names_a_thing(text: str, span: _Span) -> bool:
    """Returns whether a state stands in the name of a thing: "China-Kazakhstan Pipeline", "Kazakhstan Economic Forum"."""
    around = _NAME_AROUND.match(text, span.end)
    return bool(around) and not lexicon().things.isdisjoint(around["more"].split())


def _stem(name: str) -> tuple[str, str | None]:
    """Returns the name of an office without the country it carries, and that country."""
    countries = lexicon().countries
    if (tail := re.search(r" of (?:the )?([A-Z].*)$", name)) and tail.group(1) in countries:
        return name[:tail.start()], countries[tail.group(1)]
    for words in (3, 2, 1):
        first = " ".join(name.split(" ")[:words])
        if first in countries and len(first) < len(name):
            return name[len(first) + 1:], countries[first]
    return name, None


def _owner(text: str, span: _Span) -> str | None:
    """Returns the country whose an office is by the words beside it: "China's Ministry", "the Kazakh Foreign Ministry", "the Agency in Astana"."""
    countries = lexicon().countries
    owner = _OWNER.search(text[:span.start])
    if owner:
        return countries.get(owner["name"]) or countries.get(owner["name"].split(" ")[-1])
    seat = _SEAT.match(text, span.end)
    return countries.get(seat["name"]) if seat else None


def _country_near(text: str, span: _Span) -> str | None:
    """Returns the country named nearest before a person in the sentence, or in the apposition after."""
    countries = lexicon().countries
    before = [countries[word] for word in re.findall(r"[A-Z]\w+", text[max(0, span.start - 60):span.start]) if word in countries]
    after = [countries[word] for word in re.findall(r"[A-Z]\w+", text[span.end:span.end + 80]) if word in countries]
    return before[-1] if before else after[0] if after else None
