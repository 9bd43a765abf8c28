"""The structure of a page: which block is the headline, where the body begins and ends, which lines are metadata."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kzcn.articles import boilerplate, bylines, days, metadata_lines, sections
from kzcn.articles.blocks import Block, Page, letters_only
from kzcn.articles.metadata_lines import Line
from kzcn.vocabulary import months

LONGEST = 30  # words of a headline
MINIMUM = 2.0  # score of a headline
NEAR = 5  # lines below a line in capitals that may be the headline
DEEPEST = 60  # words of paragraphs; no headline is searched below them
DAY = re.compile(rf"(?:{'|'.join(map(re.escape, months()))}) \d{{1,2}}\. ", re.IGNORECASE)  # "January 15. AGENCY"


@dataclass(frozen=True)
class PageStructure:
    """The blocks of a page, their kinds (`boilerplate.kinds`, or "heading") and metadata; the body is `blocks[start:end]`."""

    page: Page
    blocks: list[Block]
    lines: list[Line | None]
    kinds: list[str]
    headline: int | None
    start: int
    end: int

    def stated(self, field: str) -> list[str]:
        """Returns the values of a field in front matter."""
        return self.page.declared.get(field, []) if self.page.front else []

    def declared(self, field: str) -> list[str]:
        """Returns the values of a field in meta tags or a mail header."""
        return [] if self.page.front else self.page.declared.get(field, [])


def read(page: Page) -> PageStructure:
    """Returns the structure of a page."""
    texts = map(boilerplate.without_sign_off, (block.text for block in page.blocks))
    blocks, lines = _with_lines(
        [
            block if block.text == text else replace(block, text=text)
            for block, text in zip(page.blocks, texts, strict=True)
        ]
    )
    kinds = boilerplate.kinds(blocks, lines)
    kinds = ["heading" if kind != "notice" and head(block) else kind for kind, block in zip(kinds, blocks, strict=True)]
    titles = [*page.declared.get("title", []), *(line.title for line in lines if line and line.title)]
    headline = _headline(blocks, lines, kinds, [letters_only(title) for title in titles])
    first = 0 if headline is None else headline + 1
    start, end = _main(blocks, kinds, first) if page.marked else boilerplate.body(blocks, kinds, first)
    while start > first and end and _is_lead(blocks[start - 1], kinds[start - 1]):
        start -= 1
    while start and kinds[start - 1] == "heading" and head(blocks[start - 1]) != "bio":
        start -= 1
    return PageStructure(page, blocks, lines, kinds, headline, start, end)


def _is_lead(block: Block, kind: str) -> bool:
    """Returns whether a block is an item of a list that sums up the article above its first paragraph."""
    return block.item and kind == "short" and not block.linked and not block.text.isupper() and not _is_name(block.text)


def _main(blocks: Sequence[Block], kinds: Sequence[str], first: int) -> tuple[int, int]:
    """Returns the start and end of the main text, without notes, comments and what is no text of the article at its end."""
    main = [n for n, block in enumerate(blocks) if block.main and n >= first]
    words = {n: blocks[n].words for n in main if _is_prose(blocks[n], kinds[n])}
    stops = (n for n in range(first, len(blocks)) if kinds[n] == "stop")
    after = {n: sum(count for m, count in words.items() if m > n) for n in stops}
    last = next((n for n, count in after.items() if count < sum(words.values()) / 2), len(blocks))
    whole = [n for n in main if n < last and (n in words or (words and blocks[n].item and n > min(words)))]
    if not whole:
        return 0, 0
    end = whole[-1] + 1
    while end < last and blocks[end].main and kinds[end] == "short" and not (blocks[end].heading or blocks[end].linked):
        end += 1
    head = [n for n in range(first, whole[0]) if kinds[n] == "metadata" or _is_name(blocks[n].text)]
    head += [n for n in main if n < whole[0] and days.dated(blocks[n].text)[0]]
    return next(n for n in main if n > max(head, default=-1)), end


def _is_prose(block: Block, kind: str) -> bool:
    """Returns whether a block is a paragraph, or a longer line without a full stop (a standfirst)."""
    line = kind == "short" and block.words >= 10 and not block.linked and boilerplate.is_prose(block.text)
    return kind in ("paragraph", "text") or (line and not days.dated(block.text)[0])


def head(block: Block) -> str:
    """Returns the section that a block is the head of, or ""; entries of a table of contents are not heads."""
    return "" if block.item and block.linked > 0.5 else sections.head(block.text)


def _with_lines(blocks: list[Block]) -> tuple[list[Block], list[Line | None]]:
    """Returns the blocks and the metadata in each; a label ("By") or an "and" on a separate line joins the line below."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1].text if joined else ""
        both = f"{above} {block.text}"
        goes_on = metadata_lines.is_label(above) or above.endswith((" and", " &"))
        if (goes_on and metadata_lines.line(both)) or (block.text in ("and", "&") and metadata_lines.line(above)):
            joined[-1] = replace(block, text=both)
        else:
            joined.append(block)
    return joined, [metadata_lines.line(block.text) for block in joined]


def _headline(
    blocks: Sequence[Block], lines: Sequence[Line | None], kinds: Sequence[str], titles: Sequence[str]
) -> int | None:
    shorts = [(n, letters_only(block.text)) for n, block in enumerate(blocks) if kinds[n] == "short"]
    best, highest, above = None, MINIMUM, 0
    for n, block in enumerate(blocks):
        if above > DEEPEST:
            break
        score = _score(blocks, lines, kinds, titles, shorts, n) - (3 if above else 0)
        # Below a paragraph only a marked heading or a line above a by-line is a headline; others are subheads.
        if score > highest and (above < 20 or block.heading or kinds[n + 1 : n + 2] == ["metadata"]):
            best, highest = n, score
        above += block.words if kinds[n] == "paragraph" and block.main else 0
    return best


def _is_name(text: str) -> bool:
    """Returns whether a line consists of names."""
    names = letters_only("".join(bylines.names(text, labelled=False)))
    return len(names) > 0.8 * len(letters_only(text)) and not bylines.is_kicker(text)


def _goes_on(blocks: Sequence[Block], kinds: Sequence[str], n: int) -> bool:
    """Returns whether a line in capitals (a publication, a column) is above a line without capitals that may be the headline."""
    above = itertools.takewhile(lambda m: kinds[m] in ("short", "metadata"), range(n + 1, min(n + NEAR, len(blocks))))
    return any(
        kinds[m] == "short"
        and not blocks[m].text.isupper()
        and not bylines.is_kicker(blocks[m].text)
        and not bylines.names(blocks[m].text, labelled=False)
        for m in above
    )


def _score(
    blocks: Sequence[Block],
    lines: Sequence[Line | None],
    kinds: Sequence[str],
    titles: Sequence[str],
    shorts: Sequence[tuple[int, str]],
    n: int,
) -> float:
    """Returns how likely a block is the headline, from what the page declares, its form and its neighbours."""
    block, text = blocks[n], letters_only(blocks[n].text)
    declared = max((len(text) / len(title) for title in titles if text and text in title), default=0.0)
    shaped = kinds[n] in ("short", "text") or (
        kinds[n] == "paragraph" and (block.heading or not block.text.endswith("."))
    )
    following = [*kinds[n + 1 : n + 3], "", ""]
    sentences = re.search(r"[a-z]{3}\.\s", block.text) and (following[0] != "metadata" or block.text.endswith("."))
    if not text or block.words > LONGEST or sentences or not (shaped or declared > 0.5):
        return 0
    long_words = re.findall(r"[^\W\d_]{4,}", block.text)
    signed = any(line.authors for line in itertools.takewhile(bool, lines[n + 1 : n + NEAR]) if line)
    features = {
        "declared": 8 * declared,
        "marked as a heading": max(0, 4 - block.heading) if block.heading else 0,
        "occurs twice": 3 if len(text) > 12 and any(m != n and other.startswith(text) for m, other in shorts) else 0,
        "signed": {"metadata": 2 if signed else 1.5, "paragraph": 1}.get(
            following[0], 0.5 if following[1] == "metadata" else 0
        ),
        "above a name": 1.5 if following[0] == "short" and _is_name(blocks[n + 1].text) else 0,
        "below a date": 1 if n and kinds[n - 1] == "metadata" else 0,
        "first": 1 if all(kinds[m] != "short" or bylines.is_kicker(blocks[m].text) for m in range(n)) else 0,
        "long": 0.25 * min(block.words, 10),
        "capitals": 1 if long_words and sum(word[0].isupper() for word in long_words) > 0.6 * len(long_words) else 0,
        "a sentence": -3 if block.text.endswith((".", ":", ";")) else 0,
        "a label": -4 if bylines.is_kicker(block.text) or bylines.is_affiliation(block.text) else 0,
        "a path, address or issue": -4
        if re.search(r"\s[|>/]\s|https?:|^\d+$|\b(?:[Vv]ol|[Nn]o|[Ii]ssue|pp)\.?\s*\d+(?!\d|:\s)", block.text)
        else 0,
        "a dateline": -4 if DAY.match(block.text) else 0,
        "names": -1.5 if _is_name(block.text) else 0,
        "capitals above another": -2.5 if block.text.isupper() and _goes_on(blocks, kinds, n) else 0,
    }
    return sum(features.values())
