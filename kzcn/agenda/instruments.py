"""Instruments by name: the exercises, agreements, doctrines, pipelines and meetings that an article calls by a name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kzcn.matching import Finder, Term
from kzcn.schema import Document, Passage
from kzcn.vocabulary import rows

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter"
CAPITAL = r"[A-Z][\w'’]+"
NUMBER = re.compile(r"(?:[-‐–\s](?:19|20)\d\d|[-‐–]\d{1,2}|[-‐–\s](?:I{1,3}|IV|V))(?![\w%.,]*\d)")
# How a name looks that the registry does not hold, by kind; the group is the name.
FORMS = (
    (
        "exercise",
        re.compile(
            rf"\b((?!(?:{MONTHS}|In|By|Since|Until|From|Before|After|During)\b){CAPITAL}"
            rf"(?:[- ](?:{CAPITAL}|of|and|the)){{0,4}}[- –](?:19|20)\d\d)\b"
        ),
    ),
    ("exercise", re.compile(rf"\b({CAPITAL}(?:[- ]{CAPITAL}){{0,3}}[- ]Anti-?[Tt]error(?:[- ]?(?:19|20)\d\d)?)\b")),
    ("exercise", re.compile(r"[\"“‘']([A-Z][\w’'-]+(?:[- ][A-Z][\w’'-]+){0,3}(?:[- ]\d{1,4})?),?[\"”’']")),
    ("operation", re.compile(rf"\b(Operation (?:{CAPITAL})(?:[- ]{CAPITAL}){{0,2}})")),
    (
        "agreement",
        re.compile(
            rf"\b((?:{CAPITAL} )?(?:{CAPITAL} )?(?:Convention|Treaty|Protocol|Declaration|Accord|Pact|Charter|Memorandum)"
            rf"(?: (?:of|on|against|for)(?: the)? (?:{CAPITAL})(?:(?:,? and|,| of| the)? {CAPITAL}){{0,6}})?)(?! Organi[sz])"
        ),
    ),
    ("policy", re.compile(rf"\b((?:{CAPITAL} ){{1,3}}(?:Doctrine|Initiative|Concept))\b")),
    ("pipeline", re.compile(rf"\b({CAPITAL}(?:[-–]{CAPITAL}){{1,3}})(?= (?:\w+ ){{0,2}}?(?:pipeline|line|route)\b)")),
    ("meeting", re.compile(rf"\b((?:[A-Z]{{2,}} )?(?:summit|Summit) in {CAPITAL}|{CAPITAL} (?:summit|Summit))\b")),
)
NUMBERED = ("exercise", "operation")
ABOUT_EXERCISE = re.compile(
    r"\b(?:exercis|drill|maneuver|manoeuv|war game|rehears|practis|train|code-?named|anti-?terror|fought|troops"
    r"|soldiers|police)",
    re.IGNORECASE,
)
GENERAL = re.compile(r"(?:The |A )?(?:Memorandum|Treaty|Convention|Charter|Declaration|Protocol|Accord|Pact)$")


@dataclass(frozen=True)
class Named:
    """One place where an instrument is called by its name."""

    name: str
    kind: str  # exercise, agreement, policy, pipeline, meeting, operation
    doc_id: str
    passage_id: str
    start: int
    end: int
    forum: str | None
    themes: tuple[str, ...]
    first: int | None  # year in which it was first held, signed or opened; None where the registry does not hold it


@dataclass(frozen=True)
class Entry:
    """One line of the registry of named instruments."""

    name: str
    kind: str
    forum: str | None
    themes: tuple[str, ...]
    first: int


@cache
def registry() -> dict[str, Entry]:
    """Returns the registered named instruments by name."""
    return {
        row["name"]: Entry(row["name"], row["kind"], row["forum"] or None, _parts(row["themes"]), int(row["first"]))
        for row in rows("named")
    }


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


@cache
def _finder() -> Finder:
    return Finder(
        Term(written, "named", row["name"], row["kind"])
        for row in rows("named")
        for written in (row["name"], *_parts(row["aliases"]))
    )


def named(document: Document, passages: Iterable[Passage]) -> list[Named]:
    """Returns the instruments that an article names, in order of place: those of the registry, and others by the form of the name."""
    return [found for passage in passages if passage.section != "bio" for found in in_passage(document.doc_id, passage)]


def in_passage(doc_id: str, passage: Passage) -> list[Named]:
    """Returns the instruments that one sentence names, in order of place."""
    text = passage.text
    found: list[Named] = []
    for hit in sorted(_finder().find(text), key=lambda hit: hit.start - hit.end):
        entry = registry()[hit.term.label]
        numbered = NUMBER.match(text, hit.end)
        end = numbered.end() if numbered and entry.kind in NUMBERED else hit.end
        if not _is_common(entry, text, hit.start, end) and _free(hit.start, end, found, passage.start):
            found.append(
                Named(
                    entry.name,
                    entry.kind,
                    doc_id,
                    passage.passage_id,
                    passage.start + hit.start,
                    passage.start + end,
                    entry.forum,
                    entry.themes,
                    entry.first,
                )
            )
    for kind, form in FORMS:
        if kind == "exercise" and not ABOUT_EXERCISE.search(text):
            continue
        for match in form.finditer(text):
            name = match[1].removeprefix("The ").removeprefix("A ")
            start = match.end(1) - len(name)
            if not GENERAL.match(name) and _free(start, match.end(1), found, passage.start):
                found.append(
                    Named(
                        name,
                        kind,
                        doc_id,
                        passage.passage_id,
                        passage.start + start,
                        passage.start + match.end(1),
                        None,
                        (),
                        None,
                    )
                )
    return sorted(found, key=lambda row: row.start)


def _is_common(entry: Entry, text: str, start: int, end: int) -> bool:
    """Returns whether a registered name may be something else here: one word without number or quotes, or the head of an organisation's name."""
    if text[end : end + 6] == " Organ":
        return True
    return entry.kind in NUMBERED and text[start:end].isalpha() and text[start - 1 : start] not in ("'", '"', "‘", "“")


def _free(start: int, end: int, found: list[Named], offset: int) -> bool:
    return not any(offset + start < row.end and row.start < offset + end for row in found)
