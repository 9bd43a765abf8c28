"""An article file read into clean, sectioned text: the article and nothing but the article.

What is known of it is taken from these places, the first that says it being trusted:
title      front matter; the headline on the page; meta tags; a mail's subject
authors    front matter; a line with a label ("By"); a name beside a date; meta tags; a name alone under the headline; the author's bio
published  front matter; the date line nearest to the headline; a by-line's date; JSON-LD, meta tags, a mail's date; an issue note
           (9/5/2007, month first); the dateline of a wire report; a date line after the article
source     front matter; a label ("Publication:"); an issue note; meta tags; what follows the headline in the page's title
What none of them says stays empty. The clean text joins paragraphs with a blank line; headline, by-line and section heads are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath

from kzcn import furniture, layout, metadata, sections
from kzcn.layout import Block, Page, bare
from kzcn.metadata import Line
from kzcn.terms import vocabulary

FORMATS = (".txt", ".html", ".htm", ".md", ".pdf")
BIO_VERB = r"(?:\([^)]*\)\s*)?(?:,[^.]{3,80},\s*)?(?:is|was|are|were|has|have|holds|works|covers|writes|reports|teaches|lives|serves|served|heads|leads|edits|studies|specializes|specialises|received)\b"
ROLE = re.compile(r"\b(?:fellow|researcher|analyst|journalist|correspondent|reporter|professor|lecturer|scholar|writer|editor|director|consultant|columnist|economist|expert|"
                  r"specialist|candidate|student|freelance|author|adviser|advisor|contributor|historian|teaches|covers|based in)\b")


class Unreadable(Exception):
    """The file is no article; the message is one line that says why and how to mend it."""


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
    """Returns the article that a file's bytes hold; Unreadable when they hold none. `name` tells the format and is for the message."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in FORMATS:
        raise Unreadable(f"{name}: unknown ending {ending or '(none)'!r}; save the article as one of {', '.join(FORMATS)}")
    try:
        page = layout.read(data, ending)
    except layout.Broken as error:
        raise Unreadable(f"{name}: {error}") from None
    article = _Reader(page).article()
    if not article.text:
        raise Unreadable(f"{name}: no article text in it; check that the page was saved whole" if page.blocks else f"{name}: the file is empty; save the article again")
    return article


class _Reader:
    """One page on its way to an article: where its headline stands, which blocks are its body, what its lines say."""

    def __init__(self, page: Page) -> None:
        self.blocks, self.lines = _with_lines([replace(block, text=furniture.signed_off(block.text)) for block in page.blocks])
        self.declared, self.stated = page.declared, page.stated
        self.kinds = furniture.kinds(self.blocks, self.lines)
        self.kinds = ["heading" if _section(block) and kind != "notice" else kind for kind, block in zip(self.kinds, self.blocks, strict=True)]
        self.start, self.end = furniture.body(self.blocks, self.kinds, 0)
        self.headline = self._headline()
        if self.headline is not None:
            self.start, self.end = furniture.body(self.blocks, self.kinds, self.headline + 1)
        while self.start and self.kinds[self.start - 1] == "heading" and _section(self.blocks[self.start - 1]) != "bio":
            self.start -= 1

    def article(self) -> Article:
        head = [line for _, line in self._head_lines()]
        tail = [line for line in self.lines[self.end:] if line]
        authors = self._authors(head, tail)
        pieces = [(text, part) for text, part in self._pieces(authors)]
        kept = furniture.without_repeats([text for text, _ in pieces])
        pieces = _led([pieces[n] for n in kept])
        text = "\n\n".join(text for text, _ in pieces)
        if not authors:
            authors = tuple(name for piece, part in pieces if part == "bio" for name in _subject(piece))
        paragraphs: list[tuple[int, int, str]] = []
        for piece, part in pieces:
            start = paragraphs[-1][1] + 2 if paragraphs else 0
            paragraphs.append((start, start + len(piece), part))
        title = self._title(text)
        return Article(
            title, tuple(metadata.calmed(name, text) for name in authors), self._published(head, tail, text), self._source(head, title),
            self._first("category", head), _language(text, self._said("language")), text, tuple(paragraphs),
        )

    def _said(self, name: str) -> list[str]:
        return self.declared.get(name, [])

    def _first(self, name: str, lines: Sequence[Line]) -> str | None:
        """Returns a field from front matter, then from the lines of the page, then from its meta tags."""
        read = [value for line in lines if (value := getattr(line, name))]
        ranked = self._said(name) + read if self.stated else read + self._said(name)
        return ranked[0] if ranked else None

    # --- headline

    def _headline(self) -> int | None:
        """Returns the index of the block that is the headline, or None."""
        best, highest = None, 2.5
        prose = 0
        for n, block in enumerate(self.blocks):
            if prose > 60:
                break
            score = self._headline_score(n) - (3 if prose else 0)
            if score > highest:
                best, highest = n, score
            prose += block.words if self.kinds[n] == "paragraph" and block.main else 0
        return best

    def _headline_score(self, n: int) -> float:
        block, kind, text = self.blocks[n], self.kinds[n], bare(self.blocks[n].text)
        titles = [bare(title) for title in self._said("title")] + [bare(line.title) for line in self.lines if line and line.title]
        declared = max((len(text) / len(title) for title in titles if text and text in title), default=0.0)
        if not text or block.words > 30 or re.search(r"[a-z]{3}\.\s", block.text) or kind not in ("short", "text", "paragraph") and declared < 0.5:
            return 0
        following = self.kinds[n + 1:n + 3]
        capitals = [word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", block.text)]
        repeated = any(bare(other.text).startswith(text) for m, other in enumerate(self.blocks) if m != n and self.kinds[m] == "short")
        return (
            8 * declared
            + (max(0, 4 - block.heading) if block.heading else 0)
            + (3 if repeated and len(text) > 12 else 0)
            + (2 if following[:1] == ["metadata"] else 1 if following[:1] == ["paragraph"] else 0.5 if following[1:2] == ["metadata"] else 0)
            + (1 if n and self.kinds[n - 1] == "metadata" else 0)
            + (1 if not any(kind == "short" and not metadata.is_kicker(other.text) for kind, other in zip(self.kinds[:n], self.blocks, strict=False)) else 0)
            + 0.25 * min(block.words, 10)
            + (1 if capitals and sum(capitals) > 0.6 * len(capitals) else 0)
            - (3 if block.text.endswith((".", ":", ";")) else 0)
            - (4 if metadata.is_kicker(block.text) else 0)
            - (1.5 if len(bare("".join(metadata.names(block.text, labelled=False)))) > 0.8 * len(text) else 0)
            - (4 if re.search(r"\s[|>/]\s|https?:|^\d+$", block.text) else 0)
        )

    def _title(self, text: str) -> str | None:
        if self.stated and self._said("title"):
            return metadata.calmed(self._said("title")[0], text)
        if self.headline is not None:
            found = self.blocks[self.headline].text
            calm = next((title for title in self._said("title") if bare(title) == bare(found) and not title.isupper()), found)
            return metadata.calmed(calm, text)
        labelled = [line.title for line in self.lines[:self.start] if line and line.title]
        declared = labelled or [max(re.split(r"\s+[|»:–—-]+\s+", title), key=len) for title in self._said("title")]
        return metadata.calmed(declared[0], text) if declared else None

    # --- lines

    def _head_lines(self) -> Iterator[tuple[int, Line]]:
        """Yields the metadata lines of the head of the page, the nearest to the headline first."""
        near = self.headline if self.headline is not None else self.start
        found = [(n, line) for n, line in enumerate(self.lines[:self.start + 4]) if line]
        return iter(sorted(found, key=lambda pair: abs(pair[0] - near)))

    def _authors(self, head: Sequence[Line], tail: Sequence[Line]) -> tuple[str, ...]:
        if self.stated and self._said("authors"):
            return tuple(dict.fromkeys(name for stated in self._said("authors") for name in metadata.names(stated, labelled=True) or (stated,)))
        declared = [name for name in self._said("authors") if not metadata.is_account(name) and bare(name) not in map(bare, self._said("source"))]
        named = [line.authors for line in head if line.named]
        beside = [line.authors for line in head if line.authors and not line.named]
        last = [line.authors for line in tail if line.authors]
        ranked = named or beside or [tuple(dict.fromkeys(name for stated in declared for name in metadata.names(stated, labelled=True)))]
        return next((names for names in [*ranked, *self._name_alone(), *last] if names), ())

    def _name_alone(self) -> Iterator[tuple[str, ...]]:
        """Yields the names that stand alone on a line near the headline and nowhere in the article but its bio."""
        if self.headline is None:
            return
        paragraphs = [block.text for block, kind in zip(self.blocks[self.start:self.end], self.kinds[self.start:self.end], strict=True) if kind == "paragraph"]
        text = bare(" ".join(paragraphs[:-2]))  # the last ones may be the bio
        for n in range(self.headline + 1, min(self.headline + 6, len(self.blocks))):
            block = self.blocks[n]
            if self.kinds[n] in ("short", "foreign") and not metadata.is_kicker(block.text):
                names = metadata.names(block.text, labelled=False)
                if names and all(" " in name and bare(name) not in text for name in names):
                    yield names

    def _published(self, head: Sequence[Line], tail: Sequence[Line], text: str) -> str | None:
        declared = [found for stated in self._said("published") if (found := metadata.day(stated))]
        lines = [line.published for line in head if line.published]
        issue = [line.issue for line in head if line.issue]
        wire, _ = metadata.dated(re.split(r"\s(?:--|–|—|-)\s", text[:120], maxsplit=1)[0]) if re.match(r"[^.]{0,90}\s(?:--|–|—|-)\s", text[:120]) else (None, "")
        last = [line.published for line in tail if line.published]
        ranked = [*declared, *lines] if self.stated else [*lines, *declared]
        return next(iter([*ranked, *issue, *([wire] if wire else []), *last]), None)

    def _source(self, head: Sequence[Line], title: str | None) -> str | None:
        found = self._first("source", head)
        if found is None and title:
            for whole in [*self._said("title"), *(block.text for block in self.blocks[:self.start])]:
                parts = re.split(r"\s+(?:[|»–—-]|::)\s+|--", whole)
                rest = [part for part in (parts[0], parts[-1]) if bare(part) and bare(part) not in bare(title)]
                if len(parts) > 1 and rest and bare(title) in bare(whole):
                    return rest[0].strip()
        return re.split(r"\s+(?:Volume|Vol\.?|Issue|No\.?)\b", found)[0] if found else None

    # --- text

    def _pieces(self, authors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yields (paragraph, section) of the article, then of its bio, which may stand apart from it."""
        part = ""
        dek = self._dek()
        if dek:
            yield dek, ""
        last_bio, once = self.end, False
        for n in range(self.start, self.end):
            block, kind = self.blocks[n], self.kinds[n]
            if kind == "heading":
                part = _section(block)
            elif part == "summary" and (block.heading or once):
                part = ""  # any head ends a summary, and "Summary:" opens one paragraph
            once = False
            if kind == "heading":
                continue
            if part == "bio" and kind not in ("paragraph", "text"):
                last_bio = n
                break
            if not self._is_text(n):
                continue
            inline, text = sections.inline(block.text)
            part, once = inline or part, bool(inline)
            if text:
                yield text, "bio" if _is_bio_of(text, authors) and n >= self.end - 1 - len(authors) else part
        yield from self._bios(last_bio, authors, part == "bio")

    def _is_text(self, n: int) -> bool:
        block, kind = self.blocks[n], self.kinds[n]
        if not block.main or (block.heading and not (block.stops and block.words > 12)) or kind in ("metadata", "line", "list", "stop", "notice", "foreign"):
            return False
        return kind in ("paragraph", "text") or (block.item and "paragraph" in self.kinds[self.start:n])

    def _dek(self) -> str | None:
        """Returns the sentence under the headline where by-line, buttons and captions part it from the body."""
        n = 0 if self.headline is None else self.headline + 1
        return self.blocks[n].text if 0 < n < self.start and self.kinds[n] == "paragraph" and self.blocks[n].stops else None

    def _bios(self, first: int, authors: tuple[str, ...], begun: bool) -> Iterator[tuple[str, str]]:
        headed = False
        for n in range(first, len(self.blocks)):
            block, kind = self.blocks[n], self.kinds[n]
            inline, text = sections.inline(block.text)
            if _section(block) == "bio" or inline == "bio":
                headed = not begun
            if kind in ("paragraph", "text") and inline in ("", "bio") and (_is_bio_of(text, authors) or headed and _subject(text)) and not begun:
                yield text, "bio"
            elif headed and kind in ("list", "line", "stop"):
                headed = False


def _with_lines(blocks: list[Block]) -> tuple[list[Block], list[Line | None]]:
    """Returns the blocks and what each says as a metadata line; a label alone on its line is joined with the line below."""
    joined: list[Block] = []
    for block in blocks:
        if joined and (line := metadata.line(joined[-1].text)) and line == Line(labels=line.labels) and not line.labels & {"ignored"}:
            both = f"{joined[-1].text} {block.text}"
            if metadata.line(both):
                joined[-1] = Block(both, main=block.main)
                continue
        joined.append(block)
    return joined, [metadata.line(block.text) for block in joined]


def _section(block: Block) -> str:
    """Returns the section that a block opens as its head, or ""; entries of a table of contents open none."""
    return "" if block.item and block.linked > 0.5 else sections.head(block.text)


def _led(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names the section of the lead: `summary` where it is shorter than what stands under heads, else `body`."""
    lead = sum(len(text) for text, part in pieces if not part)
    headed = sum(len(text) for text, part in pieces if part and part != "bio")
    return [(text, part or ("summary" if lead < headed else "body")) for text, part in pieces]


# --- bio -------------------------------------------------------------------------------------------------------------

def _is_bio_of(text: str, authors: tuple[str, ...]) -> bool:
    """Returns whether a paragraph says who one of the authors is."""
    if len(text.split()) > 90:
        return False
    if re.match(r"The (?:author|writer)s?\s+(?:is|are|was|were)\b", text):
        return True
    return any(_says_who(text, name) for name in authors)


def _says_who(text: str, name: str) -> bool:
    pattern = r"[\W_]*".join(re.escape(sign) for sign in bare(name))
    return re.match(rf"(?:(?:Dr|Prof|Professor|Amb|Gen|Col)\.?\s+)?{pattern}[\W_]*\s*{BIO_VERB}", text, re.IGNORECASE) is not None


def _subject(text: str) -> tuple[str, ...]:
    """Returns whom a bio is about, or ()."""
    names = re.match(rf"((?:[A-Z][\w.’'-]*\s+){{1,4}}(?:and\s+(?:[A-Z][\w.’'-]*\s+){{1,4}})?){BIO_VERB}", text)
    return metadata.names(names[1].strip(), labelled=False) if names else ()


# --- language --------------------------------------------------------------------------------------------------------

def _language(text: str, declared: Sequence[str]) -> str | None:
    """Returns the language that the text's commonest words are of; where they tell nothing, the declared one."""
    words = [word.casefold() for word in text.split()]
    if sum("\u4e00" <= sign <= "\u9fff" for sign in text) > len(text) / 4:
        return "zh"
    shares = {language: sum(word in common for word in words) / max(len(words), 1) for language, common in _common().items()}
    best = max(shares, key=lambda language: shares[language])
    if shares[best] > 0.1:
        return best
    match = re.match(r"([a-z]{2})(?:[-_]|$)", declared[0].strip().lower()) if declared else None
    return match[1] if match else None


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in vocabulary("languages").items()}
