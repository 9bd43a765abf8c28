"""The lines around an article that say who wrote it, when and where: by-lines, date lines, labels, issue notes.

A line is metadata only when every part of it is recognised: labels with their values (`vocabulary/labels.toml`), dates, times, names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kzcn.articles import bylines
from kzcn.articles.days import TIME, dated, iso
from kzcn.vocabulary import vocabulary

LONGEST = 40  # words of a metadata line
BREAK = re.compile(r"\s*[|｜•·\n/]\s+|\u3000+|\s{3,}")
ISSUE = re.compile(r"\(?\s*(\d{1,2})/(\d{1,2})/(\d{4})\s+issue\s+of\s+(?:the\s+)?([^()]+?)\s*\)?\s*$", re.IGNORECASE)
NUMBERED = re.compile(r"\b(?:vol|volume|issue|number|no|page)\b\.?\s*\d+\W*", re.IGNORECASE)
PIECE = re.compile(r"(?:[\w’'.,;-]+\s+){0,6}(?P<kind>[\w-]+)\s+by\s+(?=[A-Z][\w’'-]+\s+[A-Z])")
TELLING = re.compile(rf"\d|[:：©(]|\bby\b|{BREAK.pattern}", re.IGNORECASE)  # no line without one of these has metadata


@dataclass
class Line:
    """The metadata in one line; empty where it has none."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    issue: str | None = None  # date of an issue note, "(9/5/2007 issue of the CACI Analyst)"
    source: str | None = None
    category: str | None = None
    named: bool = False  # the authors are after a label ("By")
    labels: set[str] = field(default_factory=set)


def line(text: str) -> Line | None:
    """Returns the metadata in a line, or None when any part of the line is something else."""
    if not text or len(text.split()) > LONGEST:
        return None
    if not TELLING.search(text) and text.split()[0].casefold() not in _opening_words():
        return None
    found = Line()
    issue = ISSUE.search(text)
    if issue:
        found.issue, found.source = iso(issue[3], issue[1], issue[2]), issue[4]
        text = text[: issue.start()]
    text = text[1:-1] if text[:1] == "(" and text.find(")") == len(text) - 1 else text  # "(Photo: NAME)"
    unnumbered = NUMBERED.sub(" ", text)
    if unnumbered != text and dated(unnumbered)[0]:  # "Volume 4, Issue 90 (May 9, 2007)"
        text = unnumbered
        found.labels.add("published")
    alone = [part for part in _parts(text) if not _read_part(part, found)]
    if alone and not (
        (found.published or found.named) and all(_read_name(part, found) or _is_column(part) for part in alone)
    ):
        return None
    return found if vars(found) != vars(Line()) else None


def _parts(text: str) -> Iterator[str]:
    for piece in BREAK.split(text):
        opening = _labels(inside=False).match(piece)  # "Last updated:" holds another label
        labels = (
            _labels(inside=True).finditer(piece, opening.end() if opening else 0) if re.search("[:：]", piece) else ()
        )
        cuts = [0, *(match.start() for match in labels), len(piece)]
        yield from (part for start, end in itertools.pairwise(cuts) if (part := piece[start:end].strip(" \t*_—–-|,;")))


@cache
def _labels(inside: bool) -> re.Pattern[str]:
    """Returns the pattern of a label at the start of a part, or of a label with a colon inside a line."""
    labels = sorted(_fields(), key=len, reverse=True)
    if inside:
        return re.compile(
            r"(?<=[\s;,|])(?:" + "|".join(re.escape(label) for label in labels if label[-1] in ":：") + ")",
            re.IGNORECASE,
        )
    return re.compile("|".join(re.escape(label).replace(r"\ ", r"\s+") for label in labels), re.IGNORECASE)


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(label.split()[0] for label in _fields())


@cache
def _fields() -> dict[str, str]:
    return {label: name for name, listed in vocabulary("labels")["label"].items() for label in listed}


def _read_part(part: str, found: Line) -> bool:
    """Adds the metadata in one part of a line to `found`; returns whether the whole part is recognised."""
    if (piece := PIECE.match(part)) and piece["kind"].casefold() in bylines.words(
        "kicker"
    ):  # "Year-end review by NAME"
        part = f"by {part[piece.end() :]}"
    label = _labels(inside=False).match(part)
    name = _fields()[" ".join(label[0].lower().split(" "))] if label else ""
    value = part[label.end() :].strip() if label else part
    if label:
        found.labels.add(name)
    if (
        name == "ignored"
    ):  # "Photo by" and "Today is" also begin sentences: without a colon the part must not end like one
        found.updated, rest = dated(value)
        return label is not None and (label[0][-1] in ":：" or not re.search(r"[.!?]$", rest))
    if name == "title":
        found.title = value
        return bool(value)
    day, rest = dated(value)
    when = rest != value  # also an ambiguous date
    if name in ("source", "category") and value and not when:
        setattr(found, name, value)
        return len(value.split()) <= 25 and not re.search(r"[^A-Z.][.!?]$", value)
    found.published = found.published or day
    sides = re.split(r"\s{3,}", rest) if when and not label else []  # "The Guardian 02/10/2020 NAME"
    persons = [side for side in sides if bylines.names(side, labelled=False)]
    if len(sides) == 2 and len(persons) == 1 and all(map(_is_column, sides)):
        return _read_name(persons[0], found)
    rest = re.sub(r"\s*(?:©|\(c\)|copyright\b).*$", "", rest, flags=re.IGNORECASE) if when else rest
    rest = re.sub(rf"\s*(?:\bat\s+)?{TIME}\W*$", "", rest, flags=re.IGNORECASE).strip(" \t,;:–—|-*_")
    rest = re.sub(r"\b(?:on|at|in|от)$", "", rest).strip(" \t,;:–—|-*_()")
    if not rest.strip("."):
        return when or bool(label)
    if name == "published":  # "Posted on DATE by NAME"
        return re.match(r"(?:by|in)\b", rest) is not None and _read_part(rest, found)
    if name in ("source", "category"):
        setattr(found, name, rest)
        return True
    if name == "" and not when:
        return _counts(rest)
    if name == "" and re.fullmatch(r"[A-Z][\w’'-]+", rest):  # "Beijing, 29 October 2018"
        return True
    if (
        name == "authors" and when and (filed := re.search(r"\s+in\s+(?=[A-Z])(.+)$", rest))
    ):  # "By NAME in CATEGORY on DATE"
        found.category = filed[1]
    weak = label is not None and label[0].strip().casefold() in bylines.words("weak_label")
    named = _read_name(rest, found, labelled=name == "authors" and not weak)
    return named or (
        label is not None and label[0][-1] in ":：" and len(rest.split()) <= 8 and not re.search(r"[.!?]$", rest)
    )


def is_label(text: str) -> bool:
    """Returns whether a line is only a label ("By", "Published in")."""
    label = _labels(inside=False).fullmatch(f"{text} ") or _labels(inside=False).fullmatch(text)
    return label is not None and _fields()[" ".join(label[0].lower().split(" "))] != "ignored"


def _counts(part: str) -> bool:
    """Returns whether a part counts readers, minutes or comments ("6 min read")."""
    words = re.findall(r"\w+", part.casefold())
    return any(word.isdigit() for word in words) and all(
        word.isdigit() or word in bylines.words("counted") for word in words
    )


def _is_column(part: str) -> bool:
    """Returns whether a part of a line with an author or date may be the name of the publication or of a column."""
    return len(part.split()) <= 5 and part[:1].isupper() and not part.endswith((".", "?", "!"))


def _read_name(part: str, found: Line, labelled: bool = False) -> bool:
    authors = bylines.names(part, labelled) if not found.authors else ()
    found.authors, found.named = authors or found.authors, found.named or (labelled and bool(authors))
    return bool(authors)
