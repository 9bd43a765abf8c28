"""Reads HTML and Markdown as blocks, with the fields that their head or front matter declares.

This module walks the elements of the page; trafilatura decides which blocks are main text. It drops headings, standfirsts and bios that
an article needs, so its answer marks the blocks instead of replacing them.
"""

from __future__ import annotations

import copy
import json
import logging
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from kzcn.articles import decoding, metadata_lines, sections
from kzcn.articles.blocks import BULLET, MARKED, STOP, Block, Page, letters_only, single_spaced
from kzcn.vocabulary import vocabulary

LINE, PARAGRAPH = "\0", re.compile(r"\0\s*\0[\0\s]*")  # what <br> and <br><br> become
LARGEST = 10**15  # larger numbers in front matter are ignored
BOX = 600  # characters; a theme may give the class of a box to the whole page
BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
    ),
    *(
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
    ),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
SKIPPED = {
    *(
        "aside",
        "audio",
        "button",
        "canvas",
        "dialog",
        "embed",
        "figcaption",
        "form",
        "head",
        "iframe",
        "input",
        "map",
        "menu",
        "nav",
    ),
    *("noscript", "object", "script", "select", "style", "svg", "template", "textarea", "video"),
}
FRONT = {  # the keys of front matter for each field
    "title": "title headline",
    "authors": "authors author by byline",
    "published": "date published pubdate publication_date publishdate",
    "source": "source publication publisher site outlet",
    "category": "category categories section",
    "language": "language lang",
}
META = {  # the names of meta tags for each field, the most reliable first
    "title": "citation_title og:title dc.title twitter:title",
    "authors": "citation_author author dc.creator parsely-author byl sailthru.author article:author",
    "published": "article:published_time citation_publication_date citation_date datepublished dc.date dc.date.issued dcterms.created "
    "pubdate publishdate publish-date publication_date parsely-pub-date sailthru.date date",
    "source": "og:site_name citation_journal_title application-name",
    "category": "article:section",
}


def html(text: str) -> Page:
    """Returns the page in an HTML file."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # our own message says what it cannot read
    tree = _tree(text)
    blocks = _blocks(tree)
    main = letters_only(
        trafilatura.extract(copy.deepcopy(tree), include_comments=False, include_formatting=False, deduplicate=False)
        or ""
    )
    marked = [replace(block, main=_within(letters_only(block.text), main)) for block in blocks]
    # Where it finds little text (pages laid out with tables), only position and form decide.
    enough = sum(block.words for block in marked if block.main) > sum(block.words for block in blocks) / 5
    return Page(marked if enough else blocks, _declared(tree))


def markdown(text: str) -> Page:
    """Returns the page in a Markdown file, with or without front matter."""
    import mistune

    front, text = _front_matter(text)
    declared = {
        field: [stated for key in keys.split() for stated in _stated(front.get(key), field)]
        for field, keys in FRONT.items()
    }
    render = mistune.create_markdown(escape=False, plugins=["footnotes", "table", "strikethrough"])
    return Page(_blocks(_tree(str(render(text)))), declared, front=True)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    import frontmatter

    try:
        stated, body = frontmatter.parse(text)
    except Exception:  # not valid YAML ("title: Astana: a city", "date: 2013-02-31"): read line by line
        _, head, body = re.split(r"^-{3,}\s*$", text, maxsplit=2, flags=re.MULTILINE)
        stated = {key: value.strip("\"' ") for key, value in re.findall(r"^(\w+):[ \t]*(.+)$", head, re.MULTILINE)}
    return {str(key).lower(): value for key, value in stated.items()}, body


def _stated(value: Any, field: str) -> list[str]:
    texts = list(_texts(value))
    return texts if field == "authors" else [", ".join(texts)] if texts else []


def _texts(value: Any) -> Iterator[str]:
    """Yields the texts of a value: itself, its name, or each of its parts. A part that occurs twice, or inside itself, counts once."""
    waiting, seen = [value], set[int]()
    while waiting:
        part = waiting.pop()
        if isinstance(part, (dict, list)):
            if id(part) not in seen:
                waiting += [part.get("name")] if isinstance(part, dict) else reversed(part)
            seen.add(id(part))
        elif isinstance(part, (str, date)) or (isinstance(part, (int, float)) and abs(part) < LARGEST):
            if text := single_spaced(decoding.repaired(decoding.joined_surrogates(str(part)))):
                yield text


def _within(text: str, main: str) -> bool:
    # For a long paragraph both ends are enough: footnote marks inside it may differ.
    return text in main or (len(text) > 80 and text[:40] in main and text[-40:] in main)


# --- the tree --------------------------------------------------------------------------------------------------------


def _tree(text: str) -> Any:
    from lxml import html as parsing

    parser = parsing.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return parsing.document_fromstring(f"<html>{text}</html>".encode(), parser=parser, ensure_head_body=True)


def _blocks(tree: Any) -> list[Block]:
    run = _Blocks([])
    run.walk(tree.find("body"), _Style())
    return run.blocks


@dataclass(frozen=True)
class _Style:
    """How the text of an element is formatted."""

    linked: bool = False
    bold: bool = False
    heading: int = 0
    item: bool = False


@dataclass
class _Blocks:
    """The blocks so far, and the text of the next one with the number of its characters in links and in bold."""

    blocks: list[Block]
    text: str = ""
    linked: int = 0
    bold: int = 0

    def walk(self, element: Any, style: _Style) -> None:
        """Adds the blocks of an element."""
        tag = element.tag
        if _hidden(element, self.text):
            return
        if tag in BLOCKS:
            self.flush(style)
        heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else style.heading
        style = _Style(
            style.linked or tag == "a", style.bold or tag in ("b", "strong"), heading, style.item or tag == "li"
        )
        self.add(LINE if tag == "br" else element.text, style)
        for child in element:
            self.walk(child, style)
            self.add(child.tail, style)
        if tag in BLOCKS:
            self.flush(style)

    def add(self, text: str | None, style: _Style) -> None:
        """Adds text to the next block."""
        if text:
            self.text += text
            self.linked += len(text.strip()) * style.linked
            self.bold += len(text.strip()) * style.bold

    def flush(self, style: _Style) -> None:
        """Adds the collected text as blocks."""
        length = len(self.text.replace(LINE, "").strip()) or 1
        for paragraph in PARAGRAPH.split(self.text):
            for line in _lines(paragraph):
                bold = self.bold > 0.9 * length and len(line.split()) <= 15
                item = style.item or MARKED.match(line) is not None
                self.blocks.append(
                    Block(BULLET.sub("", line), style.heading or (3 if bold else 0), item, self.linked / length)
                )
        self.text, self.linked, self.bold = "", 0, 0


def _lines(paragraph: str) -> list[str]:
    """Returns the lines of a paragraph; a single line break inside a sentence does not end one."""
    lines: list[str] = []
    for line in filter(None, map(single_spaced, paragraph.split(LINE))):
        above = lines[-1] if lines else ""
        unfinished = len(above) > 40 and not STOP.search(above) and (line[0].islower() or len(above) > 90)
        if unfinished and not metadata_lines.line(line) and not sections.head(line):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _hidden(element: Any, before: str) -> bool:
    """Returns whether an element has no text of the page: controls, boxes, footnote marks, tables of figures."""
    tag = element.tag
    if tag in SKIPPED or element.get("hidden") is not None or re.search(r"display:\s*none", element.get("style") or ""):
        return True
    names = re.split(r"[\s_]+", f"{element.get('class') or ''} {element.get('id') or ''}".lower())
    if any(name in _boxes() or name.split("-")[0] in _boxes() for name in names):
        return len(element.text_content()) < BOX
    if tag == "sup":
        unit = before[-1:].isdigit() or re.search(r"m\s?$", before)  # 10<sup>6</sup>, km<sup>2</sup>
        return not unit and re.fullmatch(r"\W*\d{0,3}\W*", element.text_content()) is not None
    if tag == "table":
        cells = [single_spaced(cell.text_content()) for cell in element.iter("td", "th")]
        return len(cells) > 1 and all(len(cell.split()) < 15 for cell in cells)
    return False


@cache
def _boxes() -> frozenset[str]:
    return frozenset(vocabulary("boilerplate")["classes"].split())


# --- the head --------------------------------------------------------------------------------------------------------


def _declared(tree: Any) -> dict[str, list[str]]:
    """Returns the fields that JSON-LD, meta tags, `time` and `title` declare."""
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and (meta.get("content") or "").strip():
            named.setdefault(name, []).append(single_spaced(meta.get("content")))
    nodes = [
        node
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "")
        for node in _json_nodes(script.text or "")
    ]
    article = next((node for node in nodes if "headline" in node or "datePublished" in node), {})
    tags = {field: [named[name] for name in names.split() if name in named] for field, names in META.items()}
    every = {field: [text for texts in found for text in texts] for field, found in tags.items()}
    times = tree.xpath(
        "//time[@datetime][@pubdate or @itemprop='datePublished' or contains(@class, 'publish')]/@datetime"
    )
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return {
        "title": [
            *_stated(article.get("headline"), "title"),
            *every["title"],
            *map(single_spaced, tree.xpath("//head//title/text()")),
        ],
        "authors": _stated(article.get("author"), "authors")
        or [_first_name_first(name) for names in tags["authors"][:1] for name in names],
        "published": [
            *_stated(article.get("datePublished"), "published"),
            *every["published"],
            *map(single_spaced, times),
        ],
        "source": [*every["source"], *_stated(article.get("publisher"), "source")],
        "category": [*every["category"], *_stated(article.get("articleSection"), "category")],
        "language": [language] if language else [],
    }


def _first_name_first(name: str) -> str:
    """Returns "Roger McDermott" for "McDermott, Roger", the form of citation tags."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and " " not in last and "," not in first else name


def _json_nodes(text: str) -> Iterator[dict[str, Any]]:
    try:
        nodes = deque([json.loads(text, strict=False)])
    except (ValueError, RecursionError):  # a script that is not valid JSON declares nothing
        nodes = deque()
    while nodes:
        node = nodes.popleft()
        if isinstance(node, list):
            nodes.extend(node)
        elif isinstance(node, dict):
            yield node
            nodes.append(node.get("@graph"))
