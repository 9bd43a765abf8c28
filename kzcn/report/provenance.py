"""The provenance check: a page is published only if every number on it is bound to a row.

These rules hold for a finished page:

- every link to a source leads to the span of a row of the corpus (trade, agenda, mentions), to a sentence or a part of one, or to a row of
  the statistics;
- every number in prose (sentences that notebooks write, their Markdown, the findings on the index) is inside such a link, or inside the
  linked title of an article. Code and words that contain a digit (G20, C5+1, COVID-19) are not numbers;
- titles and captions of charts are prose too, unless the table of the chart follows it: there each row has its link;
- every table row that states figures has a link.
"""

from __future__ import annotations

import bisect
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import lxml.html
import pandas as pd

from kzcn import addresses

if TYPE_CHECKING:
    from kzcn.corpus import Corpus

NUMBER = re.compile(r"(?<![^\W\d_][-‑])(?<!\d\+)(?<!\w)\d[\d.,]*")
STATISTICS = "sources/statistics.html#"


@dataclass(frozen=True)
class Known:
    """The valid targets of links."""

    rows: Mapping[str, frozenset[tuple[int, int]]]  # by page of the article; some rows cover several sentences
    sentences: Mapping[str, list[tuple[int, int]]]  # by page of the article, in order
    titles: Mapping[str, tuple[str, str]]  # title and doc_id, by page of the article
    figures: frozenset[str]  # ref_ids


def known(corpus: Corpus, figures: frozenset[str]) -> Known:
    """Returns the valid link targets of a report on this corpus; `figures` are the ref_ids of its statistics."""
    rows = pd.concat([data[["doc_id", "start", "end"]] for data in (corpus.trade, corpus.agenda, corpus.mentions)])
    titles = {
        addresses.page_name(doc_id): (str(title), doc_id)
        for doc_id, title in zip(corpus.documents["doc_id"], corpus.documents["title"].fillna(""), strict=True)
    }
    return Known(
        {page: frozenset(spans) for page, spans in _spans(rows).items()}, _spans(corpus.passages), titles, figures
    )


def _spans(rows: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for doc_id, start, end in zip(rows["doc_id"], rows["start"], rows["end"], strict=True):
        found.setdefault(addresses.page_name(doc_id), []).append((int(start), int(end)))
    return found


def unbound(page: str, known: Known) -> list[str]:
    """Returns a line for each unbound number or broken link of a page, with its sentence."""
    main = lxml.html.fromstring(page).find(".//main")
    return [*_broken_links(main, known), *_loose_numbers(main, known), *_rows_without_link(main)]


def _broken_links(main: Any, known: Known) -> Iterator[str]:
    for link in main.xpath('.//*[local-name()="a"][contains(concat(" ", @class, " "), " cite ")]'):
        href = link.get("href") or ""
        if not _resolves(href, known):
            yield f"{_words(link)!r} in {_sentence(_block(link), _words(link))!r} leads to no row ({href or 'no address'})"


def _resolves(href: str, known: Known) -> bool:
    if href.startswith(STATISTICS):
        return href.removeprefix(STATISTICS) in known.figures
    match = re.fullmatch(r"articles/([^/#]+)\.html#(.+)", href)
    return match is not None and all(
        re.fullmatch(r"\d+-\d+", place) is not None and _is_row(match[1], place, known) for place in match[2].split(",")
    )


def _is_row(page: str, place: str, known: Known) -> bool:
    start, end = map(int, place.split("-"))
    if (start, end) in known.rows.get(page, ()):
        return True
    sentences = known.sentences.get(page, [])
    last = bisect.bisect_right(sentences, (start, sys.maxsize)) - 1
    return last >= 0 and start < end <= sentences[last][1]


def _loose_numbers(main: Any, known: Known) -> Iterator[str]:
    for block in main.xpath(
        './/*[contains(concat(" ", @class, " "), " prose ") or contains(concat(" ", @class, " "), " text ")]'
    ):
        yield from _loose(block, known)
    drawn = main.xpath('.//figure[contains(@class, "chart")] | .//table[contains(@class, "rows")]')
    for this, following in zip(drawn, [*drawn[1:], None][: len(drawn)], strict=True):
        if this.tag == "figure" and (following is None or following.tag == "figure"):
            for block in this.xpath('.//*[@class="title"] | .//figcaption'):
                yield from _loose(block, known)


def _loose(block: Any, known: Known) -> Iterator[str]:
    for text in _unbound_text(block, known):
        for number in NUMBER.finditer(text):
            yield f"{number[0].rstrip('.,')!r} in {_sentence(block, number[0])!r} is bound to no row"


def _unbound_text(element: Any, known: Known) -> Iterator[str]:
    if element.tag == "code" or (element.tag == "a" and _bound(element, known)):
        return
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _unbound_text(child, known)
        if child.tail:
            yield child.tail


def _bound(link: Any, known: Known) -> bool:
    kind, href = link.get("class", ""), link.get("href", "")
    if kind == "article":
        page = re.sub(r"^.*articles/|\.html.*$", "", href)
        return _words(link) in [_squeezed(name) for name in known.titles.get(page, ())]
    return kind == "cite" or (kind == "more" and re.fullmatch(r"([^/#]+\.html)?#further-\d+", href) is not None)


def _rows_without_link(main: Any) -> Iterator[str]:
    for table in main.xpath('.//table[contains(concat(" ", @class, " "), " rows ")]'):
        for row in table.xpath("./tbody/tr"):
            figures = [
                _words(cell) for cell in row.xpath('./td[contains(@class, "num")]') if NUMBER.search(_words(cell))
            ]
            if figures and not row.xpath('.//a[contains(@class, "cite")]'):
                row_words, table_words = " | ".join(_words(cell) for cell in row), _words(table.find("caption"))
                yield f"{figures[0]!r} in the row {row_words!r} of the table {table_words!r} is bound to no row"


def _block(element: Any) -> Any:
    return next(
        (parent for parent in element.iterancestors() if parent.tag in ("p", "li", "td", "figcaption", "div", "main")),
        element,
    )


def _words(element: Any) -> str:
    return _squeezed(element.text_content()) if element is not None else ""


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _sentence(block: Any, number: str) -> str:
    sentences = re.split(r"(?<=[.!?])\s+", _words(block))
    found = next((sentence for sentence in sentences if number.rstrip(".,") in sentence), sentences[0])
    return found if len(found) <= 200 else found[:199] + "…"
