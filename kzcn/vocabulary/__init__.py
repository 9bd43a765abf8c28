"""The vocabulary: reads every TOML and CSV file of this folder, checks it, and is the only module that does."""

from __future__ import annotations

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kzcn import matching
from kzcn.errors import KzcnError

FOLDER = Path(__file__).parent
KEY = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
ENTRY = re.compile(rf"\s*(\[)?\s*({KEY}(?:\s*\.\s*{KEY})*)\s*(?(1)\]|=)")  # a TOML line that opens a table or a key


class VocabularyError(KzcnError):
    """A file of the vocabulary cannot be used: one line that says which, where, why and how to correct it."""


@dataclass(frozen=True)
class Layout:
    """What a file may hold: the columns of a CSV file, or the keys of a TOML file, where `*` stands for any label."""

    plain: str  # words, patterns and numbers
    terms: str = ""  # terms of kzcn/matching.py: a list in TOML, joined by `;` in CSV
    required: str = ""  # columns that are never empty
    unique: str = ""  # columns that together occur once

    @property
    def columns(self) -> list[str]:
        """Returns all columns or keys."""
        return f"{self.plain} {self.terms}".split()


_EXPLAINED = "*.definition *.example"
_ROLES = "*.core *.strong *.weak *.context *.not"
FILES = {
    "actors": Layout("actor_id name type country role aliases metonyms from until address"),  # see actors/registry.py
    "amounts": Layout(
        "currencies.*.before currencies.*.after magnitudes.* words.* fractions.* multiples.* approximate.*"
    ),
    "boilerplate": Layout("line list stop notice appeal reader classes signoff"),
    "cameo": Layout("code name root_name", required="code name root_name", unique="code"),
    "capitals": Layout("locative arriving motion departing carrying people town located buildings lines"),
    "demonyms": Layout("demonym country", required="demonym country", unique="demonym"),
    "evidence": Layout(
        "speech.verbs speech.offices speech.any_office",
        " ".join(f"terms.{role}" for role in f"{_ROLES} *.joint *.terms".split()),
    ),
    "forums": Layout(f"{_EXPLAINED} *.actors *.members *.states *.security *.part_of *.begun *.ended", "*.terms"),
    "instruments": Layout(f"{_EXPLAINED} *.evidence", _ROLES),
    "labels": Layout("label.* words.*"),
    "languages": Layout("*"),
    "months": Layout("*"),
    "named": Layout("kind forum themes first", "name aliases", required="name kind first", unique="name"),
    "names": Layout("given family_first given_endings family_endings"),
    "not_actors": Layout("names things events places openers acronyms calendar"),
    "org_heads": Layout("heads.* leading.* tails.heads modifiers.* modified.nouns common.heads common.general nouns.*"),
    "plover": Layout(
        "instrument when event_type mode context cameo",
        "terms",
        required="when event_type cameo",
        unique="instrument when terms",
    ),
    "predicates": Layout("verbs type mode context cameo", "words", required="verbs type", unique="verbs words"),
    "relations": Layout("*.plover *.directed", "*.verbs *.joint *.nouns *.from *.of"),
    "sections": Layout("section head", required="section head", unique="head"),
    "sentences": Layout("before number inside openers speech"),
    "status": Layout(_EXPLAINED, "*.terms *.in_force *.voiced *.firm *.dates *.refusals"),
    "themes": Layout(f"{_EXPLAINED} *.plover", f"{_ROLES} *.agents *.places"),
    "titles": Layout("titles occupations done_to had speech"),
    "trade": Layout(
        "words.* relations.*",
        "measures.* weak.* verbs.* goods.* decoys.* changes.* levels.* modality.* speech.* capitals.* sources.* parties.* "
        "limits.* returns.* pronouns.*",
    ),
}


@cache
def vocabulary(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Returns a TOML file of the vocabulary by its stem; VocabularyError when a line of it is wrong."""
    source = f"{name}.toml"
    text = _text(folder / source, source)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).rstrip(")").partition(" (at ")
        raise VocabularyError(f"{source}: {place.split(',')[0]}: {reason}; correct the TOML there") from None
    for keys, value in _values(table):
        if fault := _fault_of_value(keys, value, FILES[name]):
            word, reason = fault
            raise VocabularyError(f"{source}: line {_line(text, keys, word)}: {reason}")
    return table


@cache
def rows(name: str, folder: Path = FOLDER) -> tuple[dict[str, str], ...]:
    """Returns the lines of a CSV file of the vocabulary by its stem; VocabularyError when a line is wrong."""
    source, layout = f"{name}.csv", FILES[name]
    lines = records(folder / source, source)
    place, header = next(lines, (f"{source}: line 1", []))
    if reason := _fault_of_header(header, layout):
        raise VocabularyError(f"{place}: {reason}")
    found, places = [], dict[tuple[str, ...], str]()
    for place, cells in lines:
        if len(cells) != len(header):
            raise VocabularyError(
                f"{place}: {len(cells)} columns where there must be {len(header)}: {','.join(header)}"
            )
        row = dict(zip(header, map(str.strip, cells), strict=True))
        if reason := _fault_of_row(row, layout):
            raise VocabularyError(f"{place}: {reason}")
        unique = tuple(row[column] for column in layout.unique.split())
        if unique and unique in places:
            raise VocabularyError(f"{place}: {','.join(unique)!r} is already at {places[unique]}; remove one of them")
        places[unique] = place
        found.append(row)
    return tuple(found)


@cache
def demonyms(folder: Path = FOLDER) -> dict[str, str]:
    """Returns the country (ISO 3166 alpha-3) of each demonym."""
    return {row["demonym"]: row["country"] for row in rows("demonyms", folder)}


@cache
def months(folder: Path = FOLDER) -> dict[str, str]:
    """Returns the number of the month ("1" to "12") of each of its names, in lower case."""
    numbers: dict[str, str] = {}
    for language, names in vocabulary("months", folder).items():
        if language == "weekdays":
            continue
        if len(names.split()) != 12:
            line = _line(_text(folder / "months.toml", "months.toml"), (language,), "")
            raise VocabularyError(f"months.toml: line {line}: {language} has {len(names.split())} months; write twelve")
        for number, forms in enumerate(names.split(), 1):
            numbers |= {form.casefold(): str(number) for form in forms.split("/")}
    return numbers


def records(path: Path, source: str) -> Iterator[tuple[str, list[str]]]:
    """Yields the lines of a CSV file, each with its place ("actors.csv: line 3"), without comments and empty lines."""
    reader = csv.reader(io.StringIO(_text(path, source)))
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and not cells[0].strip().startswith("#"):
                yield f"{source}: line {reader.line_num}", cells
    except csv.Error as error:
        raise VocabularyError(f"{source}: line {reader.line_num}: {error}; correct the quotes there") from None


def _text(path: Path, source: str) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise VocabularyError(f"{source}: line {line}: not UTF-8; save the file as UTF-8") from None


def _fault_of_header(header: list[str], layout: Layout) -> str:
    """Returns what is wrong with the columns of a CSV file, or ""."""
    listed = f"the columns are {', '.join(layout.columns)}"
    unknown = next((column for column in header if column not in layout.columns), None)
    if unknown is not None:
        return f"unknown column {unknown!r}; {listed}"
    missing = next((column for column in layout.columns if header.count(column) != 1), None)
    return f"{missing!r} must be one column; {listed}" if missing else ""


def _fault_of_row(row: dict[str, str], layout: Layout) -> str:
    """Returns what is wrong with the cells of a line of a CSV file, or ""."""
    for column in layout.required.split():
        if not row[column]:
            return f"{column} is empty; fill it in, or remove the line"
    for column in layout.terms.split():
        if row[column] and (fault := _fault_of_list(row[column].split(";"), are_terms=True)):
            return f"{column}: {fault[1]}"
    return ""


def _values(table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _values(value, (*above, key))
        else:
            yield (*above, key), value


def _fault_of_value(keys: tuple[str, ...], value: Any, layout: Layout) -> tuple[str, str] | None:
    """Returns the word of a TOML value that is wrong ("" for all of it) and why, or None."""
    if not all(key.strip() for key in keys):
        return "", "a label is empty; write one, or remove the entry"
    if not _fits(keys, layout.columns):
        written, patterns = ".".join(keys), (pattern.split(".") for pattern in layout.columns)
        near = difflib.get_close_matches(
            written,
            (
                ".".join(keys[n] if p == "*" and n < len(keys) else p for n, p in enumerate(pattern))
                for pattern in patterns
            ),
            1,
        )
        return "", f"unknown key {written!r}; " + (f"did you mean {near[0]!r}?" if near else "remove it")
    are_terms = _fits(keys, layout.terms.split())
    if are_terms and not isinstance(value, list):
        return "", f"{keys[-1]} must be a list of terms; put it in brackets"
    return _fault_of_list(value, are_terms) if isinstance(value, list) else None


def _fault_of_list(words: list[Any], are_terms: bool) -> tuple[str, str] | None:
    """Returns the word of a list that is wrong and why, or None."""
    for n, word in enumerate(words):
        if not isinstance(word, str):
            return str(word), f"{word!r} is no text; put it in quotes"
        if not word.strip():
            return word, "an entry of the list is empty; remove it"
        if word in words[:n]:
            return word, f"{word!r} occurs twice in its list; remove one of them"
        if are_terms and (reason := matching.fault(word)):
            return word, f"{word!r} {reason}"
    return None


def _fits(keys: tuple[str, ...], patterns: list[str]) -> bool:
    split = (pattern.split(".") for pattern in patterns)
    return any(len(p) == len(keys) and all(a in ("*", b) for a, b in zip(p, keys, strict=True)) for p in split)


def _line(text: str, keys: tuple[str, ...], word: str) -> int:
    """Returns the number of the line of a TOML file where a key is, or of the last line of its value that holds a word."""
    table: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    best, found = (0, False), 1
    for number, line in enumerate(text.splitlines(), 1):
        if entry := ENTRY.match(line):
            parts = tuple(part.strip("\"'") for part in re.findall(KEY, entry[2]))
            table, path = (parts, parts) if entry[1] else (table, (*table, *parts))
        holds = any(f"{quote}{word}{quote}" in line for quote in "\"'")
        rank = (len(path) if path == keys[: len(path)] else 0, holds)
        if rank > best or (rank == best and holds):
            best, found = rank, number
    return found
