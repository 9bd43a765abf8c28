"""The registry: who the actors of this field are and under which names they go, read from `vocabulary/actors.csv`."""

from __future__ import annotations

import csv
import functools
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kzcn.errors import KzcnError
from kzcn.model import ACTOR_TYPES, Actor
from kzcn.tables import inert, live

COLUMNS = ("actor_id", "name", "type", "country", "role", "aliases", "metonyms", "from", "until", "address")
ROLES = ("GOV", "MIL", "COP", "SPY", "LEG", "JUD", "OPP", "REB", "CVL", "BUS", "MED", "NGO", "EDU", "IGO", "ELI")
FAMILY_FIRST = ("CHN", "TWN", "KOR", "PRK", "SGP", "VNM")  # countries whose family names stand first
OFFICES = ("government", "military", "security-service")  # bear the same names in many countries
USUAL_ROLES = {
    "state": "GOV",
    "person": "ELI",
    "government": "GOV",
    "military": "MIL",
    "security-service": "SPY",
    "igo": "IGO",
    "company": "BUS",
    "militant-group": "REB",
    "social-group": "CVL",
    "ngo-media": "NGO",
}


class RegistryError(KzcnError):
    """A line of a registry file that cannot be used: one line that says which, why and how to mend it."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of the registry."""

    actor: Actor
    role: str
    metonyms: dict[str, int | None]  # capital → the last year that it was one
    since: int | None  # year in office
    until: int | None
    address: str

    def names(self) -> tuple[str, ...]:
        """Returns the name and the aliases."""
        return (self.actor.name, *self.actor.aliases)

    def serves(self, year: int | None) -> bool:
        """Returns whether the actor was in office in a year; always true when the year is not known."""
        return year is None or (self.since or 0) <= year <= (self.until or 9999)


@dataclass(frozen=True, eq=False)
class Registry:
    """The actors by id, and for each folded name the entries that go by it."""

    entries: dict[str, Entry]
    names: dict[str, tuple[Entry, ...]]
    metonyms: dict[str, Entry]  # by folded name of the capital

    @functools.cached_property
    def actors(self) -> dict[str, Actor]:
        """Returns the registered actors by actor_id."""
        return {actor_id: entry.actor for actor_id, entry in self.entries.items()}

    @functools.cached_property
    def persons(self) -> dict[str, Entry]:
        """Returns the registered persons by the sound of their full names."""
        return {
            sound(name): entry
            for entry in reversed(self.entries.values())
            if entry.actor.type == "person"
            for name in entry.names()
            if " " in name
        }

    @functools.cached_property
    def alone(self) -> dict[str, tuple[Entry, ...]]:
        """Returns the registered persons by the sound of the long surnames that stand alone."""
        alone: dict[str, tuple[Entry, ...]] = {}
        for name, entries in self.names.items():
            if entries[0].actor.type == "person" and " " not in name and len(name) > 5:
                alone[sound(name)] = tuple(dict.fromkeys((*alone.get(sound(name), ()), *entries)))
        return alone

    @functools.cached_property
    def families(self) -> dict[str, tuple[Entry, ...]]:
        """Returns the registered persons by the sound of their family names, in the order of the file."""
        families: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries.values():
            if entry.actor.type == "person":
                ends = (0, -1) if entry.actor.country in FAMILY_FIRST else (-1,)
                for part in dict.fromkeys(sound(name.split(" ")[end]) for name in entry.names() for end in ends):
                    families[part] = (*families.get(part, ()), entry)
        return families

    @staticmethod
    def load(path: str | Path | None = None) -> Registry:
        """Returns the built-in registry, with the lines of the file at `path` added; RegistryError names a wrong line."""
        return (
            _built_in()
            if path is None
            else _build([*_built_in_lines(), *_lines(Path(path).read_text(encoding="utf-8"), str(path))])
        )


def vocabulary(name: str) -> str:
    """Returns the text of a file of the vocabulary."""
    return resources.files("kzcn").joinpath("vocabulary", name).read_text(encoding="utf-8")


@functools.cache
def _built_in() -> Registry:
    return _build(_built_in_lines())


def _built_in_lines() -> list[tuple[str, list[str]]]:
    return list(_lines(vocabulary("actors.csv"), "actors.csv"))


def _lines(text: str, source: str) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    for row in reader:
        cells = [unicodedata.normalize("NFC", live(cell).strip()) for cell in row]
        if any(cells) and not cells[0].startswith("#") and tuple(cells) != COLUMNS:
            yield f"{source}: line {reader.line_num}", cells


def _build(lines: list[tuple[str, list[str]]]) -> Registry:
    entries: dict[str, Entry] = {}
    where: dict[str, str] = {}
    for place, cells in lines:
        entry = _entry(place, cells)
        actor_id = entry.actor.actor_id
        if actor_id in entries:
            raise RegistryError(
                f"{place}: actor_id {actor_id!r} is already at {where[actor_id]}; take another, or add the aliases there"
            )
        entries[actor_id], where[actor_id] = entry, place
    names: dict[str, tuple[Entry, ...]] = {}
    metonyms: dict[str, Entry] = {}
    for actor_id, entry in entries.items():
        country = entry.actor.country
        if country is not None and (country not in entries or entries[country].actor.type != "state"):
            raise RegistryError(
                f"{where[actor_id]}: country {country!r} is no ISO 3166 alpha-3 code of a registered state"
            )
        for name in dict.fromkeys(map(fold, entry.names())):
            for other in names.get(name, ()):
                if not _may_share(entry, other):
                    holder = other.actor.actor_id
                    raise RegistryError(
                        f"{where[actor_id]}: alias {name!r} is already claimed by {holder!r} ({where[holder]}); "
                        "remove it from one of them, or give both their years in `from` and `until`"
                    )
            names[name] = (*names.get(name, ()), entry)
        for name in entry.metonyms:
            if name in metonyms:
                holder = metonyms[name].actor.actor_id
                raise RegistryError(
                    f"{where[actor_id]}: metonym {name!r} already stands for {holder!r}; remove it from one of them"
                )
            metonyms[name] = entry
    return Registry(entries, names, metonyms)


def _entry(place: str, cells: list[str]) -> Entry:
    if len(cells) != len(COLUMNS):
        raise RegistryError(f"{place}: {len(cells)} columns where there must be {len(COLUMNS)}: {','.join(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    if not row["actor_id"] or not row["name"]:
        raise RegistryError(f"{place}: an actor needs an actor_id and a name")
    for column, allowed in (("type", ACTOR_TYPES), ("role", ROLES)):
        if row[column] not in allowed:
            raise RegistryError(f"{place}: {column} {row[column]!r} is none of {', '.join(allowed)}")
    for column in ("from", "until"):
        if not re.fullmatch(r"(\d{4})?", row[column]):
            raise RegistryError(f"{place}: {column} {row[column]!r} is no year of four digits")
    since, until = (int(row[column]) if row[column] else None for column in ("from", "until"))
    actor = Actor(row["actor_id"], row["name"], row["type"], row["country"] or None, _parts(row["aliases"]), True)
    capitals = (part.partition(" until ") for part in _parts(row["metonyms"]))
    metonyms = {fold(name): int(year) if year else None for name, _, year in capitals}
    return Entry(actor, row["role"], metonyms, since, until, row["address"])


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _may_share(one: Entry, other: Entry) -> bool:
    if one.actor.type in OFFICES and other.actor.type in OFFICES and one.actor.country != other.actor.country:
        return True
    first, second = sorted((one, other), key=lambda entry: entry.since or 0)
    return first.until is not None and first.until < (second.since or 0)


_ALIKE = {
    "'": "’‘ʼ´`",
    '"': "“”",
    " ": "\u00a0\u202f",
    "-": "–\u2011",
    "i": "ı",
    "l": "ł",
    "o": "ø",
    "d": "đ",
    "I": "İ",
}
_FOLDED = {code: plain for plain, others in _ALIKE.items() for code in map(ord, others)}
_FOLDED |= {
    code: base[0]
    for code in range(0xC0, 0x250)
    if code not in _FOLDED and (base := unicodedata.normalize("NFD", chr(code))) != chr(code) and base[0].isascii()
}


def fold(text: str) -> str:
    """Returns text with plain quotes, hyphens and letters in American spelling, every character in its place."""
    return (
        text.translate(_FOLDED).replace("Defence", "Defense").replace("Centre", "Center").replace("isation", "ization")
    )


_SOUNDS = (
    ("'", ""),
    ("-", ""),
    ("dzh", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("ts", "c"),
    ("oo", "u"),
    ("yev", "ev"),
    ("iev", "ev"),
    ("ye", "e"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("y", "i"),
)


@functools.lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """Returns what the transliterations of a name have in common: the same for Tokayev, Tokaev and Toqaev, Bulat and Bolat X."""
    given, _, family = fold(name).lower().rpartition(" ")
    heard = f"{given.replace('u', 'o')} {family}".strip()
    for letters, letter in _SOUNDS:
        heard = heard.replace(letters, letter)
    return re.sub(r"(.)\1+", r"\1", heard)


def lines(actors: Iterable[Actor]) -> str:
    """Returns rows of the registry file for actors, ready to be completed and pasted; one actor a line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for actor in actors:
        aliases = ";".join(alias for alias in actor.aliases if alias != actor.name)
        cells = [
            actor.actor_id,
            actor.name,
            actor.type,
            actor.country or "",
            USUAL_ROLES[actor.type],
            aliases,
            "",
            "",
            "",
            "",
        ]
        writer.writerow(map(inert, cells))
    return out.getvalue()
