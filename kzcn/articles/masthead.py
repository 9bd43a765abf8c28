"""What is known of an article: title, authors, day, publication, category. Of the places that say it, the first in this order is trusted:

title      front matter; a label ("Headline:"); the headline on the page; meta tags, a mail's subject
authors    front matter; a line with a label ("By"); names beside a date; meta tags; names alone under the headline; a by-line or signature
           after the article; the bio
published  front matter; the date line nearest to the headline, or a by-line's date; JSON-LD, meta tags, a mail's date; an issue note
           (9/5/2007, month first); the dateline of a wire report; a date among other words near the headline; a date line after the article;
           the day of an update
source     front matter; a label ("Publication:"); an issue note; meta tags; what the page's title holds beside the headline
category   front matter; a label ("Published in"); meta tags

What none of them says stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from kzcn.articles import bylines, casing, days
from kzcn.articles.anatomy import Anatomy
from kzcn.articles.blocks import bare
from kzcn.articles.metadata import Line

NEAR = 6  # blocks from the headline; a date that stands alone farther off is the day on which the page was saved
DATELINE = re.compile(r"([^.]{0,40}?\d[^.]{0,60}?)\s(?:--|–|—|-)\s")


def title(page: Anatomy, text: str) -> str | None:
    """Returns the title; capitals that shout are calmed by how the clean text writes the words."""
    labelled = [line.title for line in page.lines[: page.start] if line and line.title]
    on_page = [page.blocks[page.headline].text] if page.headline is not None else []
    in_tags = [max(re.split(r"\s+[|»:–—-]+\s+", declared), key=len) for declared in page.declared("title")]
    found = next(chain(page.stated("title"), labelled, on_page, in_tags), "")
    calm = (declared for declared in page.declared("title") if bare(declared) == bare(found) and not declared.isupper())
    return casing.calmed(next(calm, found), text) or None


def authors(page: Anatomy) -> tuple[str, ...]:
    """Returns the authors' names in the order in which they stand."""
    named = _neighbours([(n, line) for n, line in _head(page) if line.named])
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


def _head(page: Anatomy) -> list[tuple[int, Line]]:
    """Returns the metadata lines above the body, and among its first blocks, the nearest to the headline first."""
    near = page.headline if page.headline is not None else page.start
    lines = [(n, line) for n, line in enumerate(page.lines[: page.start + 4]) if line]
    return sorted(lines, key=lambda found: abs(found[0] - near))


def _neighbours(lines: Sequence[tuple[int, Line]]) -> tuple[str, ...]:
    """Returns the authors of the nearest by-line and of the by-lines that adjoin it, one line each."""
    together = lines[:1]
    for n, line in lines[1:]:
        if min(abs(n - other) for other, _ in together) == 1:
            together = [*together, (n, line)]
    return tuple(
        dict.fromkeys(name for _, line in sorted(together, key=lambda found: found[0]) for name in line.authors)
    )


def _persons(page: Anatomy, said: Sequence[str]) -> Iterator[tuple[str, ...]]:
    people = [
        name for name in said if not bylines.is_account(name) and bare(name) not in map(bare, page.declared("source"))
    ]
    if people:
        yield tuple(
            dict.fromkeys(name for person in people for name in bylines.names(person, labelled=True) or (person,))
        )


def _alone(page: Anatomy) -> Iterator[tuple[str, ...]]:
    """Yields names that stand on a line of their own under the headline, and nowhere in the article but its last paragraphs, the bio."""
    if page.headline is None:
        return
    paragraphs = [page.blocks[n].text for n in range(page.start, page.end) if page.kinds[n] == "paragraph"]
    text = bare("".join(paragraphs[:-2]))
    for n in range(page.headline + 1, min(page.headline + NEAR, len(page.blocks))):
        names = bylines.names(page.blocks[n].text, labelled=False) if page.kinds[n] in ("short", "foreign") else ()
        if (
            names
            and not bylines.is_kicker(page.blocks[n].text)
            and all(" " in name and bare(name) not in text for name in names)
        ):
            yield names


def _signed(page: Anatomy) -> Iterator[tuple[str, ...]]:
    """Yields the names with which a piece is signed right below its last paragraph: behind a dash, or where hardly anything follows."""
    for block in page.blocks[page.end : page.end + 1]:
        last = page.end + 3 >= len(page.blocks) and " " in block.text and not bylines.is_kicker(block.text)
        if block.text[0] in "-–—(" or last:
            yield bylines.names(block.text.lstrip("-–— ("), labelled=False)


def published(page: Anatomy, text: str) -> str | None:
    """Returns the day of publication as an ISO day."""
    near = page.headline if page.headline is not None else page.start
    lines = [
        line.published
        for n, line in _head(page)
        if line.published and (abs(n - near) <= NEAR or "published" in line.labels)
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
            lines,
            _days(page.declared("published")),
            issue,
            _days([dateline[1]] if dateline else []),
            _days(around),
            after,
            updated,
        ),
        None,
    )


def _days(texts: Sequence[str]) -> Iterator[str]:
    yield from filter(None, map(days.day, texts))


def source(page: Anatomy, title: str | None) -> str | None:
    """Returns the publication."""
    labelled = [line.source for _, line in _head(page) if line.source]
    found = next(chain(page.stated("source"), labelled, page.declared("source"), _beside_title(page, title)), None)
    return re.split(r"\s+(?:Volume|Vol\.?|Issue|No\.?)\b", found)[0] if found else None


def _beside_title(page: Anatomy, title: str | None) -> Iterator[str]:
    for whole in [*page.declared("title"), *(block.text for block in page.blocks[: page.start])]:
        parts = re.split(r"\s+(?:[|»–—-]|::)\s+|--", whole)
        if title and len(parts) > 1 and bare(title) in bare(whole):
            yield from (part.strip() for part in (parts[0], parts[-1]) if bare(part) and bare(part) not in bare(title))


def category(page: Anatomy) -> str | None:
    """Returns the category under which the publication files the article."""
    labelled = [line.category for _, line in _head(page) if line.category]
    return next(chain(page.stated("category"), labelled, page.declared("category")), None)
