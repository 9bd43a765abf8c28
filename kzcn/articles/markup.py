"""Reads HTML and Markdown as blocks, with the fields that their head or front matter declares.

This module walks the elements of the page; trafilatura decides which blocks are main text. It drops headings, standfirsts and bios that
an article needs, so its answer marks the blocks instead of replacing them.
"""

from __future__ import annotations

import json
import logging
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from kzcn.articles import days, decoding, metadata_lines, sections
from kzcn.articles.blocks import BULLET, MARKED, STOP, Block, Page, letters_only, single_spaced
from kzcn.vocabulary import vocabulary

LINE, PARAGRAPH = "\0", re.compile(r"\0\s*\0[\0\s]*")  # what <br> and <br><br> become
LARGEST = 10**15  # larger numbers in front matter are ignored
ANCHOR = 40  # letters of a text that occurs only once
LONG = 100  # words of a paragraph that may end without a full stop
BOX = 400  # characters; a theme may give the class of a box to the whole page
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
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SKIPPED = {  # boxes beside the article; where most of the page is inside one, it is the page
    *("aside", "dialog", "form", "menu", "nav", "noscript"),
}
REMOVED = {  # scripts, controls and media
    *("audio", "canvas", "embed", "iframe", "input", "map", "object", "script", "select", "style", "svg", "template"),
    *("textarea", "video"),
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
    nodes = _nodes(tree)
    declared = _declared(tree, nodes)
    tree = _without_boxes(tree)
    blocks = _blocks(tree)
    main = trafilatura.extract(tree, include_comments=False, include_formatting=False, deduplicate=False)
    marked = _marked(blocks, _longer((main or "").split("\n"), nodes))
    trusted = any(block.main and (block.stops or block.words > LONG) for block in marked)
    return Page(marked if trusted else blocks, declared, marked=trusted)


def markdown(text: str) -> Page:
    """Returns the page in a Markdown file, with or without front matter."""
    import mistune

    front, text = _front_matter(text)
    declared = {
        field: [stated for key in keys.split() for stated in _stated(front.get(key), field)]
        for field, keys in FRONT.items()
    }
    render = mistune.create_markdown(escape=False, plugins=["footnotes", "table", "strikethrough"])
    return Page(_blocks(_without_boxes(_tree(str(render(text))))), declared, front=True)


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


def _longer(main: list[str], nodes: list[dict[str, Any]]) -> list[str]:
    """Returns the lines of the main text, or of the text that JSON-LD declares where a script shows most of it later."""
    texts = (node["articleBody"] for node in nodes if isinstance(node.get("articleBody"), str))
    text = decoding.repaired(decoding.joined_surrogates(next(texts, "")))
    body = [block.text for block in _blocks(_tree(text.replace("\n", "<br><br>")))] if text.strip() else []
    return body if len("".join(body)) > 2 * len("".join(main)) else main


# --- main text -------------------------------------------------------------------------------------------------------


def _marked(blocks: list[Block], lines: list[str]) -> list[Block]:
    """Returns the blocks, each marked as main text or not; main text that no block has is put in as a block of its own."""
    plain = [letters_only(line) for line in lines]
    main, ends = "".join(plain), list(accumulate(map(len, plain)))
    texts = [letters_only(block.text) for block in blocks]
    spans = _spans(texts, main)
    found = "".join(text for text, span in zip(texts, spans, strict=True) if span)
    covered = bytearray(len(main))
    for start, end in filter(None, spans):
        covered[start:end] = b"\1" * (end - start)
    missing = [
        (start, line)
        for line, start, end in zip(lines, [0, *ends], ends, strict=False)
        if 2 * sum(covered[start:end]) < end - start and (line[:1] == "|" or main[start:end] not in found)
    ]
    marked: list[Block] = []
    for block, span in zip(blocks, spans, strict=True):
        while span and missing and missing[0][0] < span[0]:
            marked.append(_of_line(missing.pop(0)[1]))
        marked.append(replace(block, main=span is not None))
    return marked + [_of_line(line) for _, line in missing]


def _of_line(line: str) -> Block:
    return Block(single_spaced(BULLET.sub("", line)), item=MARKED.match(line) is not None)


def _spans(texts: list[str], main: str) -> list[tuple[int, int] | None]:
    """Returns where each text is in the main text, or None; short texts count only in their place between long ones."""
    spans: list[tuple[int, int] | None] = []
    place = 0
    for text in texts:
        spans.append((_span(text, main, place) or _span(text, main, 0)) if len(text) > ANCHOR else None)
        place = max(place, (spans[-1] or (0, 0))[1])
    following, last = [], len(main)
    for span in reversed(spans):
        following.append(last)
        last = span[0] if span else last
    place = 0
    for n, limit in enumerate(reversed(following)):
        if spans[n] is None and 0 < len(texts[n]) <= ANCHOR:
            start = main.find(texts[n], place, limit)
            spans[n] = (start, start + len(texts[n])) if start >= 0 else None
        place = max(place, (spans[n] or (0, 0))[1])
    return spans


def _span(text: str, main: str, place: int) -> tuple[int, int] | None:
    start = main.find(text, place)
    if start >= 0:
        return start, start + len(text)
    if len(text) > 2 * ANCHOR:  # both ends are enough: footnote marks inside it may differ
        start = main.find(text[:ANCHOR], place)
        end = main.find(text[-ANCHOR:], start) + ANCHOR
        if 0 <= start < end <= start + 1.1 * len(text):
            return start, end
    return None


# --- the tree --------------------------------------------------------------------------------------------------------


def _tree(text: str) -> Any:
    from lxml import html as parsing

    parser = parsing.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = re.search(r"<html(\s[^<>]*)>", text, re.IGNORECASE)  # the parser ignores the attributes of a second root
    return parsing.document_fromstring(
        f"<html{root[1] if root else ''}>{text}</html>".encode(), parser=parser, ensure_head_body=True
    )


def _blocks(tree: Any) -> list[Block]:
    body = tree.find("body")
    run = _Blocks([], len(body.text_content()) / 2)
    run.walk(body, _Style())
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
    most: float  # characters: a box with more is the page itself
    text: str = ""
    linked: int = 0
    bold: int = 0

    def walk(self, element: Any, style: _Style) -> None:
        """Adds the blocks of an element."""
        tag = element.tag
        if tag in SKIPPED and len(element.text_content()) < self.most:
            return
        if tag == "table" and _has_figures(element):
            return self.flush(style)
        if tag in BLOCKS:
            self.flush(style)
        if tag == "a" and re.search(r"(?<!\w)[Bb]y:?$", self.text):  # "By<a>NAME</a>"
            self.text += " "
        if tag == "time" and self.text:  # "<span>NAME</span><time>DAY</time>"
            self.text += " "
        heading = HEADINGS.get(tag, style.heading)
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


def _without_boxes(tree: Any) -> Any:
    """Returns the tree without what is no text of the page: controls, captions, footnote marks, small boxes."""
    body = tree.find("body")
    _drop(element for element in body.iter(*REMOVED))
    length = len(single_spaced(body.text_content()))
    marked = body.xpath(".//*[@class or @style or @hidden or self::button or self::sup]")
    _drop(element for element in marked if _is_box(element, min(BOX, length / 2)))
    captions = list(body.iter("figcaption"))
    written = sum(len(single_spaced(caption.text_content())) for caption in captions)
    if 2 * written < len(single_spaced(body.text_content())):  # else a gallery
        _drop(captions)
    return tree


def _drop(elements: Iterable[Any]) -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


def _is_box(element: Any, largest: float) -> bool:
    """Returns whether an element is a box of at most so many characters beside the article, or the mark of a footnote."""
    tag = element.tag
    if element.get("hidden") is not None:
        return True
    if (
        tag == "button"  # one that is not closed holds the page
        or re.search(r"display:\s*none", element.get("style") or "")  # scripts show a longer one
        or _names_box(element.get("class") or "")
    ):
        return len(single_spaced(element.text_content())) < largest and element.find(".//h1") is None
    if tag == "sup":
        above = element.getprevious()
        before = (element.getparent().text if above is None else above.tail) or ""
        unit = before[-1:].isdigit() or re.search(r"m\s?$", before)  # 10<sup>6</sup>, km<sup>2</sup>
        return not unit and re.fullmatch(r"\W*\d{0,3}\W*", element.text_content()) is not None
    return False


@lru_cache(maxsize=4096)
def _names_box(classes: str) -> bool:
    """Returns whether one of the names in a class attribute is that of a box."""
    names = re.split(r"[\s_]+", classes.lower())
    return any(name in _boxes() or name.split("-")[0] in _boxes() for name in names)


def _has_figures(table: Any) -> bool:
    """Returns whether a table holds figures and not the layout of the page; trafilatura returns its rows."""
    cells = [single_spaced(cell.text_content()) for cell in table.iter("td", "th")]
    return len(cells) > 1 and all(len(cell.split()) < 15 for cell in cells)


@cache
def _boxes() -> frozenset[str]:
    return frozenset(vocabulary("boilerplate")["classes"].split())


# --- the head --------------------------------------------------------------------------------------------------------


def _nodes(tree: Any) -> list[dict[str, Any]]:
    """Returns the nodes of the JSON-LD in a page."""
    return [
        node
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "")
        for node in _json_nodes(script.text or "")
    ]


def _declared(tree: Any, nodes: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Returns the fields that JSON-LD, meta tags, `time` and `title` declare; where they declare no day, the one that htmldate finds."""
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and (meta.get("content") or "").strip():
            named.setdefault(name, []).append(single_spaced(meta.get("content")))
    article = next((node for node in nodes if "headline" in node or "datePublished" in node), {})
    authors = [_referred(author, nodes) for author in _listed(article.get("author"))]
    tags = {field: [named[name] for name in names.split() if name in named] for field, names in META.items()}
    every = {field: [text for texts in found for text in texts] for field, found in tags.items()}
    times = tree.xpath(
        "//time[@datetime][@pubdate or @itemprop='datePublished' or contains(@class, 'publish')]/@datetime"
    )
    published = [
        *_stated(article.get("datePublished"), "published"),
        *every["published"],
        *map(single_spaced, times),
    ]
    language = tree.get("lang") or tree.get("xml:lang")
    return {
        "title": [
            *_stated(article.get("headline"), "title"),
            *every["title"],
            *map(single_spaced, tree.xpath("//head//title/text()")),
        ],
        "authors": _stated(authors, "authors")
        or [_first_name_first(name) for names in tags["authors"][:1] for name in names]
        or _bylines(tree),
        "published": published,
        "source": [*every["source"], *_stated(article.get("publisher"), "source")],
        "category": [*every["category"], *_stated(article.get("articleSection"), "category")],
        "found": [] if any(map(days.day, published)) else _found(tree),
        "language": [language] if language else [],
    }


def _found(tree: Any) -> list[str]:
    import htmldate

    day = htmldate.find_date(tree, original_date=True)
    return [day] if day else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _referred(value: Any, nodes: list[dict[str, Any]]) -> Any:
    """Returns the node of JSON-LD that a value names by its "@id", else the value itself."""
    name = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return next((node for node in nodes if name and node.get("@id") == name and "name" in node), value)


def _bylines(tree: Any) -> list[str]:
    """Returns the names in elements that are marked as the author's."""
    marked = tree.xpath("//*[@rel='author' or @itemprop='author' or contains(@class, 'author-name')]")
    names = (single_spaced(element.text_content()) for element in marked)
    return list(dict.fromkeys(name for name in names if 1 <= len(name.split()) <= 4))[:1]


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
