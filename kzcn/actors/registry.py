"""The registry of actors and their names, read from `vocabulary/actors.csv`."""

from __future__ import annotations

import csv
import functools
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kzcn.cells import inert, live
from kzcn.schema import ACTOR_TYPES, Actor
from kzcn.vocabulary import FILES, FOLDER, VocabularyError, records

COLUMNS = tuple(FILES["actors"].columns)
ROLES = ("GOV", "MIL", "COP", "SPY", "LEG", "JUD", "OPP", "REB", "CVL", "BUS", "MED", "NGO", "EDU", "IGO", "ELI")
FAMILY_FIRST = ("CHN", "TWN", "KOR", "PRK", "SGP", "VNM")  # countries whose family names stand first
OFFICES = ("government", "military", "security-service")  # have the same names in many countries
USUAL_ROLES = {
    "state": "GOV",
    "government": "GOV",
    "military": "MIL",
    "security-service": "SPY",
    "igo": "IGO",
    "company": "BUS",
    "militant-group": "REB",
    "social-group": "CVL",
    "ngo-media": "NGO",
}


class RegistryError(VocabularyError):
    """A line of a registry file cannot be used: one line that says which, why and how to correct it."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of the registry."""

    actor: Actor
    role: str  # "" for a person whose role is not known
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
    """The actors by id, and the entries by normalized name."""

    entries: dict[str, Entry]
    names: dict[str, tuple[Entry, ...]]
    metonyms: dict[str, Entry]  # by normalized name of the capital

    @functools.cached_property
    def actors(self) -> dict[str, Actor]:
        """Returns the registered actors by actor_id."""
        return {actor_id: entry.actor for actor_id, entry in self.entries.items()}

    @functools.cached_property
    def by_full_name(self) -> dict[str, Entry]:
        """Returns the registered persons by the phonetic key of their full names."""
        return {
            phonetic_key(name): entry
            for entry in reversed(self.entries.values())
            if entry.actor.type == "person"
            for name in entry.names()
            if " " in name
        }

    @functools.cached_property
    def by_surname(self) -> dict[str, tuple[Entry, ...]]:
        """Returns the registered persons by the phonetic key of long surnames that identify them without a first name."""
        found: dict[str, tuple[Entry, ...]] = {}
        for name, entries in self.names.items():
            if entries[0].actor.type == "person" and " " not in name and len(name) > 5:
                found[phonetic_key(name)] = tuple(dict.fromkeys((*found.get(phonetic_key(name), ()), *entries)))
        return found

    @functools.cached_property
    def by_family_name(self) -> dict[str, tuple[Entry, ...]]:
        """Returns the registered persons by the phonetic key of their family names, in the order of the file."""
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries.values():
            if entry.actor.type == "person":
                ends = (0, -1) if entry.actor.country in FAMILY_FIRST else (-1,)
                for part in dict.fromkeys(phonetic_key(name.split(" ")[end]) for name in entry.names() for end in ends):
                    found[part] = (*found.get(part, ()), entry)
        return found

    @staticmethod
    def load(path: str | Path | None = None) -> Registry:
        """Returns the built-in registry plus the lines of the file at `path`; RegistryError when a line is wrong."""
        return _built_in() if path is None else _build([*_built_in_lines(), *_lines(Path(path), str(path))])


@functools.cache
def _built_in() -> Registry:
    return _build(_built_in_lines())


def _built_in_lines() -> list[tuple[str, list[str]]]:
    return list(_lines(FOLDER / "actors.csv", "actors.csv"))


def _lines(path: Path, source: str) -> Iterator[tuple[str, list[str]]]:
    for place, row in records(path, source):
        cells = [unicodedata.normalize("NFC", live(cell).strip()) for cell in row]
        if tuple(cells) != COLUMNS:
            yield place, cells


def _build(lines: list[tuple[str, list[str]]]) -> Registry:
    entries: dict[str, Entry] = {}
    where: dict[str, str] = {}
    for place, cells in lines:
        entry = _entry(place, cells)
        actor_id = entry.actor.actor_id
        if actor_id in entries:
            raise RegistryError(
                f"{place}: actor_id {actor_id!r} is already at {where[actor_id]}; choose another, or add the aliases there"
            )
        entries[actor_id], where[actor_id] = entry, place
    names: dict[str, tuple[Entry, ...]] = {}
    metonyms: dict[str, Entry] = {}
    for actor_id, entry in entries.items():
        country = entry.actor.country
        if country is not None and (country not in entries or entries[country].actor.type != "state"):
            raise RegistryError(
                f"{where[actor_id]}: country {country!r} is not the ISO 3166 alpha-3 code of a registered state"
            )
        for name in dict.fromkeys(map(normalize, entry.names())):
            for other in names.get(name, ()):
                if not _may_share(entry, other):
                    holder = other.actor.actor_id
                    raise RegistryError(
                        f"{where[actor_id]}: alias {name!r} already belongs to {holder!r} ({where[holder]}); "
                        "remove one of the two, or fill in `from` and `until` of both"
                    )
            names[name] = (*names.get(name, ()), entry)
        for name in entry.metonyms:
            if name in metonyms:
                holder = metonyms[name].actor.actor_id
                raise RegistryError(
                    f"{where[actor_id]}: metonym {name!r} already means {holder!r}; remove it from one of them"
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
        unknown = column == "role" and row["type"] == "person" and not row[column]
        if row[column] not in allowed and not unknown:
            raise RegistryError(f"{place}: {column} {row[column]!r} is not one of {', '.join(allowed)}")
    for column in ("from", "until"):
        if not re.fullmatch(r"(\d{4})?", row[column]):
            raise RegistryError(f"{place}: {column} {row[column]!r} is not a year of four digits")
    since, until = (int(row[column]) if row[column] else None for column in ("from", "until"))
    actor = Actor(row["actor_id"], row["name"], row["type"], row["country"] or None, _parts(row["aliases"]), True)
    capitals = (part.partition(" until ") for part in _parts(row["metonyms"]))
    metonyms = {normalize(name): int(year) if year else None for name, _, year in capitals}
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
_NORMALIZED = {code: plain for plain, others in _ALIKE.items() for code in map(ord, others)}
_NORMALIZED |= {
    code: base[0]
    for code in range(0xC0, 0x250)
    if code not in _NORMALIZED and (base := unicodedata.normalize("NFD", chr(code))) != chr(code) and base[0].isascii()
}


def normalize(text: str) -> str:
    """Returns text of the same length with plain quotes, hyphens and letters, in American spelling."""
    return (
        text.translate(_NORMALIZED)
        .replace("Defence", "Defense")
        .replace("Centre", "Center")
        .replace("isation", "ization")
    )


_SPELLINGS = (
    ("'", ""),
    ("-", ""),
    ("dzh", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("sh", "s"),
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
def phonetic_key(name: str) -> str:
    """Returns a key that is the same for all transliterations of a name: Tokayev, Tokaev and Toqaev, Bulat and Bolat X."""
    given, _, family = normalize(name).lower().rpartition(" ")
    key = f"{given.replace('u', 'o')} {family}".strip()
    for letters, letter in _SPELLINGS:
        key = key.replace(letters, letter)
    return re.sub(r"(.)\1+", r"\1", key)


def lines(actors: Iterable[Actor]) -> str:
    """Returns lines of the registry file for actors, one each, ready to complete and paste."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for actor in actors:
        aliases = ";".join(alias for alias in actor.aliases if alias != actor.name)
        cells = [
            actor.actor_id,
            actor.name,
            actor.type,
            actor.country or "",
            USUAL_ROLES.get(actor.type, ""),
            aliases,
            "",
            "",
            "",
            "",
        ]
        writer.writerow(map(inert, cells))
    return out.getvalue()
