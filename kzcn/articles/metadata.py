"""The metadata of an article: title, authors, date, publication, category. The first of these sources that has a value is used:

title      front matter; a label ("Headline:"); the headline on the page; meta tags without the publication's name, a mail's subject
authors    front matter; a line with a label ("By"); names beside a date; meta tags; names on a separate line under the headline; a by-line or signature
           after the article; the bio
published  front matter; the date line nearest to the headline, or a by-line's date, unless the page declares a day more than one day away;
           JSON-LD, meta tags, a mail's date; an issue note (9/5/2007, month first); the dateline of a wire report; a date among other words near the headline; a date line after the article;
           the day of an update, if it is the only one; the day that htmldate finds
source     front matter; a label ("Publication:"); an issue note; meta tags; the part of the page's title that is not the headline
category   front matter; a label ("Published in"); meta tags

A value that none of them has stays empty; so does a declared author that is an account, the publication or another organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from kzcn.articles import bylines, casing, days
from kzcn.articles.blocks import letters_only
from kzcn.articles.metadata_lines import Line
from kzcn.articles.page_structure import PageStructure

NEAR = 6  # blocks from the headline; a line with only a date farther away is the day on which the page was saved
FAR = 12  # blocks above the headline; a "By" farther above is part of a menu
DECLARED = 3  # days of the article that a page declares; further ones are of other articles in its boxes
DATELINE = re.compile(r"((?:[^.]|\.(?=\s\d)){0,40}?\d[^.]{0,60}?)\s(?:--|–|—|-)\s")


def title(page: PageStructure, text: str) -> str | None:
    """Returns the title; a title in capitals gets the usual case of its words in the clean text."""
    labelled = [line.title for line in page.lines[: page.start] if line and line.title]
    on_page = [page.blocks[page.headline].text] if page.headline is not None else []
    in_tags = [_without_publication(page, declared) for declared in page.declared("title")]
    found = next(chain(page.stated("title"), labelled, on_page, in_tags), "")
    mixed = (
        declared
        for declared in page.declared("title")
        if letters_only(declared) == letters_only(found) and not declared.isupper()
    )
    return casing.usual_case(next(mixed, found), text) or None


def _without_publication(page: PageStructure, declared: str) -> str:
    """Returns a declared title without the name of the publication: behind a bar, or behind a dash where it is known or like a name."""
    longest = max(re.split(r"\s+[|»]+\s+", declared), key=len)
    *parts, last = re.split(r"(\s+[–—-]\s+)", longest)
    known = letters_only(last) in map(letters_only, page.declared("source"))
    name = len(last.split()) <= 4 and all(word[0].isupper() or len(word) <= 3 for word in last.split())
    return "".join(parts[:-1]) if parts and (known or (name and last[:1].isupper())) else longest


def authors(page: PageStructure) -> tuple[str, ...]:
    """Returns the authors' names in the order of the page."""
    publications = {letters_only(name) for name in page.declared("source")}
    near = [(n, line) for n, line in _head(page) if line.named and n > (page.headline or 0) - FAR]
    persons = [found for found in near if not publications & set(map(letters_only, found[1].authors))]
    named = _neighbours(persons or near)
    beside = [line.authors for _, line in _head(page) if line.authors and not line.named]
    after = [line.authors for line in page.lines[page.end :] if line and line.authors]
    ranked = chain(
        _persons(page, page.stated("authors")),
        [named],
        beside,
        _persons(page, page.declared("authors")),
        _alone(page),
        after,
        _signed(page),
    )
    return next(filter(None, ranked), ())


def _head(page: PageStructure) -> list[tuple[int, Line]]:
    """Returns the metadata lines above the body and in its first blocks, the nearest to the headline first."""
    near = page.headline if page.headline is not None else page.start
    lines = [(n, line) for n, line in enumerate(page.lines[: page.start + 4]) if line]
    return sorted(lines, key=lambda found: abs(found[0] - near))


def _neighbours(lines: Sequence[tuple[int, Line]]) -> tuple[str, ...]:
    """Returns the authors of the nearest by-line and of the by-lines next to it."""
    together = lines[:1]
    for n, line in lines[1:]:
        if min(abs(n - other) for other, _ in together) == 1:
            together = [*together, (n, line)]
    return tuple(
        dict.fromkeys(name for _, line in sorted(together, key=lambda found: found[0]) for name in line.authors)
    )


def _persons(page: PageStructure, said: Sequence[str]) -> Iterator[tuple[str, ...]]:
    people = [
        name
        for name in said
        if not bylines.is_account(name) and not (page.declared("authors") and _is_publication(page, name))
    ]
    if people:
        yield tuple(
            dict.fromkeys(name for person in people for name in bylines.names(person, labelled=True) or (person,))
        )


def _is_publication(page: PageStructure, name: str) -> bool:
    """Returns whether a declared author is the publication or another organisation."""
    publications = map(letters_only, [*page.declared("source"), *_beside_title(page, title(page, ""))])
    return letters_only(name) in publications or ("," not in name and bylines.names_role(name))


def _alone(page: PageStructure) -> Iterator[tuple[str, ...]]:
    """Yields names on a separate line below the headline; names that occur in the article before its last paragraphs (the bio) do not count."""
    if page.headline is None:
        return
    paragraphs = [page.blocks[n].text for n in range(page.start, page.end) if page.kinds[n] == "paragraph"]
    text = letters_only("".join(paragraphs[:-2]))
    for n in range(page.headline + 1, min(page.headline + NEAR, len(page.blocks))):
        names = bylines.names(page.blocks[n].text, labelled=False) if page.kinds[n] in ("short", "foreign") else ()
        beside = "metadata" in page.kinds[n - 1 : n + 2] or page.headline + 1 == n == page.start - 1
        if (
            names
            and (beside or not page.page.marked)
            and not bylines.is_kicker(page.blocks[n].text)
            and all(1 < len(name.split()) < 5 and letters_only(name) not in text for name in names)
        ):
            yield names


def _signed(page: PageStructure) -> Iterator[tuple[str, ...]]:
    """Yields the signature directly below the last paragraph: after a dash, or near the end of the page."""
    for block in page.blocks[page.end : page.end + 1]:
        last = (
            not page.page.marked
            and page.end + 3 >= len(page.blocks)
            and " " in block.text
            and not bylines.is_kicker(block.text)
        )
        if block.text[0] in "-–—(" or last:
            yield bylines.names(block.text.lstrip("-–— ("), labelled=False)


def published(page: PageStructure, text: str) -> str | None:
    """Returns the day of publication as an ISO day."""
    near = page.headline if page.headline is not None else page.start
    lines = [
        line.published
        for n, line in _head(page)
        if line.published and "@" not in page.blocks[n].text and (abs(n - near) <= NEAR or "published" in line.labels)
    ]
    issue = [line.issue for _, line in _head(page) if line.issue]
    dateline = DATELINE.match(text)
    around = [
        page.blocks[n].text
        for n in range(max(near - 2, 0), min(near + NEAR, len(page.blocks)))
        if page.kinds[n] == "short"
    ]
    after = [line.published for line in page.lines[page.end :] if line and line.published]
    updated = [line.updated for line in page.lines if line and line.updated]
    return next(
        chain(
            _days(page.stated("published")),
            _agreeing(lines, list(_days(page.declared("published")))),
            issue,
            _days([dateline[1]] if dateline else []),
            _days(around),
            after,
            updated or page.declared("found"),
        ),
        None,
    )


def _agreeing(lines: Sequence[str], declared: Sequence[str]) -> Iterator[str]:
    """Yields the day of the nearest line, unless the page declares a day that is not its neighbour; days in UTC may be one day late."""
    first = min((day for day in declared[:DECLARED] if _apart(day, declared[0]) <= 1), default=None)
    yield from [line for line in lines if first is None or _apart(line, first) <= 1]
    yield from [first] if first else []


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _days(texts: Sequence[str]) -> Iterator[str]:
    yield from filter(None, map(days.day, texts))


def source(page: PageStructure, title: str | None) -> str | None:
    """Returns the publication."""
    labelled = [line.source for _, line in _head(page) if line.source]
    found = next(chain(page.stated("source"), labelled, page.declared("source"), _beside_title(page, title)), None)
    return re.split(r"\s+(?:Volume|Vol\.?|Issue|No\.?)\b", found)[0] if found else None


def _beside_title(page: PageStructure, title: str | None) -> Iterator[str]:
    for whole in [*page.declared("title"), *(block.text for block in page.blocks[: page.start])]:
        parts = re.split(r"\s+(?:[|»–—-]|::)\s+|--", whole)
        if title and len(parts) > 1 and letters_only(title) in letters_only(whole):
            yield from (
                part.strip()
                for part in (parts[0], parts[-1])
                if letters_only(part) and letters_only(part) not in letters_only(title)
            )


def category(page: PageStructure) -> str | None:
    """Returns the publication's category for the article."""
    labelled = [line.category for _, line in _head(page) if line.category]
    return next(chain(page.stated("category"), labelled, page.declared("category")), None)
