"""Reads an article file into clean text with sections.

`layout` reads the blocks of the page, `page_structure` separates headline, body and boilerplate, `metadata` finds title, authors and date.
The clean text joins paragraphs with a blank line; headline, by-line and section heads are not part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePosixPath

from kzcn.articles import boilerplate, bylines, casing, layout, metadata, page_structure, sections
from kzcn.articles.blocks import chinese_characters, letters_only
from kzcn.articles.page_structure import PageStructure
from kzcn.errors import KzcnError
from kzcn.vocabulary import vocabulary

FORMATS = (".txt", ".html", ".htm", ".md", ".pdf")
LONGEST_BIO = 90  # words
NOTICE = 40  # words; a longer paragraph with the words of a notice is part of the article
ASIDE = "aside"  # subheads and rows of tables are in the text, but they are no paragraphs of sentences
TITLES = r"(?:(?:Dr|Prof|Professor|Amb|Gen|Col)\.?\s+)?"
NOTE = r"(?:Editor[’']s [Nn]ote:\s*|About the [Aa]uthor:\s*)?"
DESCRIBES = (
    r"\s*(?:\([^)]*\)\s*)?(?:,[^.]{3,80},\s*)?(?:is|was|are|were|has|have|holds|works|covers|writes|reports|teaches|lives|"
    r"serves|served|heads|leads|edits|studies|specializes|specialises|received)\b"
)
THE_AUTHOR = re.compile(
    r"(?:The (?:author|writer)s? (?:is|are|was|were)|(?:Der Autor|Die Autorin) ist|L[’']auteure? est|Автор [-–—])\s"
)
ROW = re.compile(r"\|.*\|$")  # of a table
NAMED = r"(?:[A-Z][\w.’'-]*\s+){1,4}"


class Unreadable(KzcnError):
    """The file is not an article; the message is one line that says why and how to correct it."""


@dataclass(frozen=True)
class Article:
    """A clean article; `paragraphs` are (start, end, section) in `text`, in order."""

    title: str | None
    authors: tuple[str, ...]
    published: str | None  # ISO day
    source: str | None  # publication
    category: str | None
    language: str | None  # ISO 639-1
    text: str
    paragraphs: tuple[tuple[int, int, str], ...]


def read(data: bytes, name: str) -> Article:
    """Returns the article in a file's bytes; Unreadable when there is none. The ending of `name` is the format."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in FORMATS:
        raise Unreadable(
            f"{name}: unknown ending {ending or '(none)'!r}; save the article as one of {', '.join(FORMATS)}"
        )
    try:
        page = layout.read(data, ending)
    except layout.Broken as error:
        raise Unreadable(f"{name}: {error}") from None
    if not page.blocks:
        raise Unreadable(f"{name}: the file is empty; save the article again")
    article = _article(page_structure.read(page))
    if not article.text:
        raise Unreadable(f"{name}: no article text in it; check that the page was saved whole")
    return article


def _article(page: PageStructure) -> Article:
    authors = metadata.authors(page) or _of_last_paragraph(page)
    last = _end_of_body(page, authors)
    body = list(_body(page, last))
    pieces = _with_lead_section(
        [body[n] for n in boilerplate.without_repeats([text for text, _ in body])] + list(_bios(page, last, authors))
    )
    text = "\n\n".join(piece for piece, _ in pieces)
    paragraphs: list[tuple[int, int, str]] = []
    start = 0
    for piece, section in pieces:
        if section != ASIDE:
            paragraphs.append((start, start + len(piece), section))
        start += len(piece) + 2
    authors = authors or tuple(name for piece, section in pieces if section == "bio" for name in _subjects(piece))
    title = metadata.title(page, text)
    return Article(
        title,
        tuple(casing.usual_case(name, text) for name in authors),
        metadata.published(page, text),
        metadata.source(page, title),
        metadata.category(page),
        _language(text, page.stated("language") + page.declared("language")),
        text,
        tuple(paragraphs),
    )


# --- paragraphs and their sections -----------------------------------------------------------------------------------


def _end_of_body(page: PageStructure, authors: tuple[str, ...]) -> int:
    """Returns the index of the block where the bio begins, or the end of the body."""
    words = [page.blocks[n].words if _is_text(page, n) else 0 for n in range(page.start, page.end)]
    heads = (
        n
        for n in range(page.start, page.end)
        if "bio" in (page_structure.head(page.blocks[n]), sections.inline(page.blocks[n].text)[0])
    )
    # A box about the author may also be above the article: what follows the head of a bio is short.
    last = next((n for n in heads if 3 * sum(words[n - page.start :]) <= sum(words)), page.end)
    texts = [n for n in range(page.start, last) if _is_text(page, n)]
    while len(texts) > 1 and _is_bio_of(page.blocks[texts[-1]].text, authors):
        last = texts.pop()
    return last


def _body(page: PageStructure, last: int) -> Iterator[tuple[str, str]]:
    """Yields (paragraph, section) of the article without its bio; the section of the lead is still ""."""
    below = 0 if page.headline is None else page.headline + 1
    if 0 < below < page.start and page.kinds[below] == "paragraph" and page.blocks[below].stops:
        yield page.blocks[below].text, ""  # a standfirst, separated from the body by by-line, buttons and captions
    section, whole = (
        "",
        True,
    )  # a summary ends after one paragraph behind "Summary:", after its list, and at any heading
    for n in range(page.start, last):
        block = page.blocks[n]
        if page.kinds[n] == "heading":
            section, whole = page_structure.head(block), True
        elif block.heading and section == "summary":
            section = ""
        if _is_text(page, n):
            if section == "summary" and not whole and not block.item:
                section = ""
            inline, text = sections.inline(block.text)
            section, whole = inline or section, not (inline or block.item)
            yield text, section
        elif (
            block.main and (block.heading or ROW.match(block.text)) and page.kinds[n] in ("short", "text", "paragraph")
        ):
            yield block.text, ASIDE


def _is_text(page: PageStructure, n: int) -> bool:
    block, kind = page.blocks[n], page.kinds[n]
    if not block.main or ROW.match(block.text) or (block.heading and not (block.stops and block.words > 12)):
        return False
    if page.page.marked:
        return _is_trusted(page, n)
    short = kind == "short" and block.item and not block.text.isupper()
    leading = all(above.item for above in page.blocks[page.start : n])
    return kind in ("paragraph", "text") or (short and (leading or "paragraph" in page.kinds[page.start : n]))


def _is_trusted(page: PageStructure, n: int) -> bool:
    """Returns whether a block that trafilatura returns is in the text: all but buttons, boxes, short notices and by-lines."""
    block, kind, line = page.blocks[n], page.kinds[n], page.lines[n]
    return (
        kind in ("paragraph", "text", "short", "foreign")
        or (kind == "notice" and block.words > NOTICE)
        or (kind == "line" and boilerplate.REFERENCE.match(block.text) is not None)
        or (line is not None and not line.labels and "paragraph" in page.kinds[page.start : n])
    )


def _with_lead_section(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Returns the pieces with a section for the lead: `summary` where it is shorter than the text under heads, else `body`."""
    lead = sum(len(text) for text, section in pieces if not section)
    headed = sum(len(text) for text, section in pieces if section not in ("", "bio", ASIDE))
    return [(text, section or ("summary" if lead < headed else "body")) for text, section in pieces]


# --- the bio ---------------------------------------------------------------------------------------------------------


def _bios(page: PageStructure, first: int, authors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yields the paragraphs about the authors: under a head, or beginning with a name; they may be separate from the body."""
    headed = False
    for n in range(first, len(page.blocks)):
        block, kind = page.blocks[n], page.kinds[n]
        inline, text = sections.inline(block.text)
        headed = headed or "bio" in (inline, page_structure.head(block))
        if kind in ("paragraph", "text", "short") and (
            _is_bio_of(text, authors) or (headed and kind != "short" and (n < page.end or _subjects(text)))
        ):
            yield text, "bio"
        elif kind not in ("short", "metadata", "heading"):
            headed = False


def _is_bio_of(text: str, authors: tuple[str, ...]) -> bool:
    """Returns whether a paragraph describes one of the authors."""
    if len(text.split()) > LONGEST_BIO:
        return False
    return THE_AUTHOR.match(text) is not None or any(_described(name).match(text) is not None for name in authors)


@lru_cache(maxsize=256)
def _described(name: str) -> re.Pattern[str]:
    letters = r"[\W_]*".join(map(re.escape, letters_only(name)))
    return re.compile(NOTE + TITLES + letters + DESCRIBES, re.IGNORECASE)


def _of_last_paragraph(page: PageStructure) -> tuple[str, ...]:
    """Returns the persons that the last paragraph describes by a role, if the article does not name them elsewhere; else ()."""
    texts = [page.blocks[n].text for n in range(page.start, page.end) if _is_text(page, n)]
    if len(texts) < 2 or not bylines.names_role(texts[-1]) or len(texts[-1].split()) > LONGEST_BIO:
        return ()
    others = letters_only("".join(texts[:-1]))
    names = _subjects(texts[-1])
    return () if any(letters_only(name.split()[-1]) in others for name in names) else names


def _subjects(text: str) -> tuple[str, ...]:
    """Returns the persons that a bio describes, or ()."""
    names = re.match(rf"({NAMED}(?:and\s+{NAMED})?){DESCRIBES}", text)
    return bylines.names(names[1].strip(), labelled=False) if names else ()


# --- language --------------------------------------------------------------------------------------------------------


def _language(text: str, declared: Sequence[str]) -> str | None:
    """Returns the language of the most common words of a text; where they are of none, the declared language."""
    words = Counter(text.casefold().split())
    if chinese_characters(text) > len(text) / 4:
        return "zh"
    shares = {
        language: sum(words[word] for word in common) / max(words.total(), 1) for language, common in _common().items()
    }
    best = max(shares, key=lambda language: shares[language])
    if shares[best] > 0.1:
        return best
    match = re.match(r"([a-z]{2})(?:[-_]|$)", declared[0].strip().lower()) if declared else None
    return match[1] if match else None


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in vocabulary("languages").items()}
