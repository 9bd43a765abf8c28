"""The page of an article as it was saved: what it declares of itself, and its blocks of text in reading order.

HTML, Markdown, PDF and bare text all come out as the same blocks; what of them is the article is decided in `furniture`.
White space, non-breaking included, is layout and becomes single spaces; quotes and dashes stay as the author wrote them.
"""

from __future__ import annotations

import copy
import email
import io
import json
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

import charset_normalizer
import ftfy

from kzcn import metadata, sections
from kzcn.terms import vocabulary

# Most pages that are not Unicode are in one of these; a closed list keeps rare code pages from winning on a few odd bytes.
CODE_PAGES = ["cp1252", "cp1251", "koi8_r", "gb18030", "cp1254", "cp1250", "shift_jis", "euc_kr", "utf_16_le", "utf_16_be"]
REPAIR = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")

STOP = re.compile(r"[.!?…。！？][\"'”’»)\]）」』]*(?:\[\d+\])*$|[^\W\d_][\"”’)]?\.[\"”’]?\d{1,2}$")  # a footnote's number may follow
BULLET = re.compile(r"^(?:[•‣▪●◦·*–—-]|\+)\s+(?=\S)")
MARKED = re.compile(r"^(?:[•‣▪●◦·*+-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
RULE = re.compile(r"^\W{3,}$")
DANGLING = re.compile(r"(?:[,–—-]|\b(?:a|an|the|of|in|on|at|to|for|from|and|or|as|with|by|but|its|their|his))$", re.IGNORECASE)

BLOCKS = frozenset("""address article aside blockquote body center dd details dialog div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr li
main ol p pre section summary table tbody td tfoot th thead tr ul caption""".split())
SKIPPED = frozenset("""script style noscript template iframe object embed svg canvas form button select textarea input nav aside figcaption
audio video map head dialog menu""".split())
HEADINGS = {f"h{n}": n for n in range(1, 7)}


class Broken(Exception):
    """The bytes are no page of text; the message is one line that says how to mend them."""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item or line of a page."""

    text: str
    heading: int = 0  # level of a marked heading, 1 the highest
    item: bool = False
    linked: float = 0.0  # share of the characters that are links
    main: bool = True  # trafilatura holds it for main text; always true outside HTML

    @cached_property
    def words(self) -> int:
        """Returns the number of words, a Chinese word being two characters."""
        return len(self.text.split()) + chinese(self.text) // 2

    @cached_property
    def stops(self) -> bool:
        """Returns whether the block ends as a sentence does."""
        return STOP.search(self.text) is not None


@dataclass(frozen=True)
class Page:
    """The blocks of a page, and what its front matter, meta tags or mail header declare: field -> statements, most trusted first."""

    blocks: list[Block]
    declared: dict[str, list[str]] = field(default_factory=dict)
    front: bool = False  # in front matter: by whoever saved the page, not by a publishing system


def read(data: bytes, ending: str) -> Page:
    """Returns the page that a file's bytes hold, by its ending (.txt, .html, .htm, .md, .pdf); Broken when they hold no text."""
    if ending == ".pdf" or data.startswith(b"%PDF-"):
        return Page(from_lines(_pdf(data), typeset=True))
    text = decode(data)
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", text, re.IGNORECASE | re.DOTALL) or ending in (".html", ".htm"):
        return _html(text)
    if text.startswith("---\n") or ending == ".md":
        return _markdown(text)
    if re.match(r"(?:From|To|Date|Subject|Received|Return-Path|Message-ID):\s.*\n(?:.+\n)*?Subject: ", text + "\n"):
        return _mail(text)
    return Page(from_lines(text))


def decode(data: bytes) -> str:
    """Returns the text of bytes in any common encoding, repaired where it was decoded wrongly before, with Unix line ends."""
    text = _decoded(data)
    if "\0" in text or sum(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in text[:5000]) > len(text[:5000]) / 50:
        raise Broken("it holds binary data; save the article as text, HTML, Markdown or PDF")
    text = ftfy.fix_text(text.replace("\r\n", "\n").replace("\r", "\n"), REPAIR)
    return INVISIBLE.sub("", text)


def _decoded(data: bytes) -> str:
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    zeros = Counter(place % 2 for place, byte in enumerate(data[:4000]) if byte == 0)
    if zeros.total() > len(data[:4000]) / 8:  # UTF-16 without its mark: every Latin letter has a zero byte on one side
        return data.decode("utf-16-le" if zeros[1] > zeros[0] else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", data[:4000], re.IGNORECASE)
    for encoding in [declared[1].decode("ascii").lower()] if declared else []:
        try:
            # Browsers read these names as their larger relatives, and so do the people who write them.
            return data.decode({"iso-8859-1": "cp1252", "latin1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(encoding, encoding))
        except (LookupError, UnicodeDecodeError):
            pass
    best = charset_normalizer.from_bytes(data, cp_isolation=CODE_PAGES).best()
    return str(best) if best is not None else data.decode("cp1252", "replace")


def squeezed(text: str) -> str:
    """Returns the text with every run of white space as one space."""
    return " ".join(text.split())


def chinese(text: str) -> int:
    """Returns the number of Chinese characters."""
    return 0 if text.isascii() else len(re.findall("[\u4e00-\u9fff]", text))


def bare(text: str) -> str:
    """Returns letters and digits only, in one case: for comparing texts that were set differently."""
    return re.sub(r"[\W_]+", "", text.casefold())


# --- lines -----------------------------------------------------------------------------------------------------------

def from_lines(text: str, typeset: bool = False) -> list[Block]:
    """Returns the blocks of bare text: paragraphs set on one line each, or wrapped at a column, or parted by indents."""
    chunks = [chunk.split("\n") for chunk in re.split(r"\n[^\S\n]*\n", text.expandtabs(4)) if chunk.strip()]
    chunks = [[line.rstrip() for line in chunk if line.strip()] for chunk in chunks]
    width = _wrap_width(chunks)
    blocks = [block for chunk in chunks for block in _chunk(chunk, width)]
    return _unhyphenated(blocks, typeset)


def _wrap_width(chunks: list[list[str]]) -> int | None:
    """Returns the column at which the text is wrapped, or None when every line is a paragraph of its own."""
    lengths = sorted(len(line) for chunk in chunks for line in chunk[:-1])
    if not lengths:
        return None
    width = lengths[int(0.9 * (len(lengths) - 1))]  # a headline may be longer than the column
    full = [line for chunk in chunks for line in chunk[:-1] if len(line) > 0.7 * width]
    lines = [line for chunk in chunks for line in chunk]
    over = sum(len(line) > width + 15 for line in lines)
    whole = sum(STOP.search(line) is not None for line in full)
    return width if 40 <= width <= 140 and len(full) > len(lengths) / 3 and over <= len(lines) / 12 and whole < len(full) / 2 else None


def _chunk(lines: list[str], width: int | None) -> Iterator[Block]:
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    parts: list[str] = []
    for n, line in enumerate(lines):
        if RULE.match(line.strip()):
            if parts and n and set(line.strip()) <= set("=-~") and parts[-1] == lines[n - 1].strip() and len(parts[-1].split()) <= 12:
                parts[-1] = f"# {parts[-1]}"  # underlined
            parts.append("")
        elif parts and parts[-1] and _continues(lines[n - 1], line, width, margin):
            parts[-1] += "\n" + line.strip()
        else:
            parts.append(line.strip())
    yield from (block for part in parts if (block := _line(part)).text)


def _continues(previous: str, line: str, width: int | None, margin: int) -> bool:
    """Returns whether a line goes on with the paragraph of the line above it."""
    before, text = previous.strip(), line.strip()
    if MARKED.match(text) or before.startswith("#") or metadata.line(text) or sections.head(text):
        return False
    open_end = not STOP.search(before)
    if open_end and before.isupper() and text.isupper():
        return width is not None
    if width is None:
        return open_end and before[-1] not in ";:" and len(before) > 60 and text[0].islower()
    if open_end and before[-1] not in ";:" and (text[0].islower() or DANGLING.search(before)) and len(before) > 25:
        return True
    if len(line) - len(text) > margin and len(line) - len(text) != len(previous) - len(before):
        return False
    return len(previous) + 1 + len(text.split()[0]) > width


def _line(text: str) -> Block:
    """Returns the block of a paragraph of bare text, without the signs that mark a heading, emphasis or a list item."""
    mark = re.match(r"(#{1,6})\s+", text)
    text = re.sub(r"\s+#+$", "", text[mark.end():]) if mark else text
    item = bool(MARKED.match(text))
    text = BULLET.sub("", text)
    emphasis = re.fullmatch(r"(\*\*|__|\*|_)(?=\S)([^*_]+)(?<=\S)\1(:?)", text)
    if emphasis:
        text = emphasis[2] + emphasis[3]
    bold = emphasis is not None and len(emphasis[1]) == 2 and len(text.split()) <= 12
    return Block(text.strip(), heading=len(mark[1]) if mark else 3 if bold else 0, item=item)


def _unhyphenated(blocks: list[Block], typeset: bool) -> list[Block]:
    """Joins the lines of each block; a hyphen at a line's end goes when it only parted a word.

    That is sure where the word stands whole elsewhere; else it is supposed of typeset text, and where many lines end so.
    """
    lines = sum(block.text.count("\n") for block in blocks)
    parting = typeset or sum(len(re.findall(r"[^\W\d_]-\n[^\W\d_]", block.text)) for block in blocks) > max(2, lines / 20)
    words = Counter(word for block in blocks for word in re.findall(r"[^\W\d_]+", block.text.casefold()))
    compounds = {match.casefold() for block in blocks for match in re.findall(r"[^\W\d_]+-[^\W\d_]+", block.text)}

    def joined(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        compound = second[0].isupper() or f"{first}-{second}".casefold() in compounds
        return first + second if not compound and (parting or words[(first + second).casefold()]) else f"{first}-{second}"

    return [replace(block, text=squeezed(re.sub(r"([^\W\d_]+)-\n([^\W\d_]+)", joined, block.text))) for block in blocks]


def _pdf(data: bytes) -> str:
    try:
        import pypdf
    except ImportError:
        raise Broken("reading PDF needs an extra; install it with: pip install 'kzcn[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = [(page.extract_text() or "").strip().split("\n") for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except pypdf.errors.PyPdfError as error:
        raise Broken(f"the PDF is damaged ({squeezed(str(error))}); open it in a viewer and print it to a new PDF") from None
    edges = Counter(re.sub(r"\d+", "#", line.strip()) for lines in pages for line in {*lines[:2], *lines[-2:]})

    def running(line: str) -> bool:  # a head or foot that stands on most pages, or a page number
        return bool(re.fullmatch(r"\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*", line.strip(), re.IGNORECASE)) or (
            len(pages) > 1 and edges[re.sub(r"\d+", "#", line.strip())] > len(pages) / 2)

    kept = [[line for n, line in enumerate(lines) if not ((n < 2 or n >= len(lines) - 2) and running(line))] for lines in pages]
    text = INVISIBLE.sub("", ftfy.fix_text("\n".join("\n".join(lines) for lines in kept), REPAIR))
    if len(text.split()) < 20:
        raise Broken("the PDF holds no text, only pictures of pages; run it through text recognition first")
    return text


def _mail(text: str) -> Page:
    message = email.message_from_string(text)
    declared = {name: [squeezed(str(message[header]))] for name, header in (("title", "Subject"), ("published", "Date")) if message[header]}
    return Page(from_lines(str(message.get_payload())), declared)


# --- Markdown and HTML -----------------------------------------------------------------------------------------------

def _markdown(text: str) -> Page:
    import frontmatter
    import mistune
    import yaml

    try:
        front, text = frontmatter.parse(text)
    except yaml.YAMLError:
        front, text = {}, re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    declared: dict[str, list[str]] = {}
    for key, names in {"title": ("title", "headline"), "authors": ("authors", "author", "by", "byline"),
                       "published": ("date", "published", "pubdate", "publication_date", "publishdate"),
                       "source": ("source", "publication", "publisher", "site", "outlet"), "category": ("category", "categories", "section"),
                       "language": ("language", "lang")}.items():
        lowered = {str(name).lower(): value for name, value in front.items()}
        declared[key] = [stated for name in names for stated in _stated(lowered.get(name), key)]
    render = mistune.create_markdown(escape=False, plugins=["footnotes", "table", "strikethrough"])
    return Page(_tree_blocks(_parsed(str(render(text)))), declared, front=True)


def _stated(value: Any, key: str) -> list[str]:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        texts = [part for each in value for part in _stated(each, key)]
        return texts if key == "authors" else [", ".join(texts)] if texts else []
    return [squeezed(str(value))] if value not in (None, "") else []


def _html(text: str) -> Page:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read, we say ourselves
    tree = _parsed(text)
    blocks = _tree_blocks(tree)
    main = bare(trafilatura.extract(copy.deepcopy(tree), include_comments=False, include_formatting=False, deduplicate=False) or "")
    marked = [replace(block, main=_within(bare(block.text), main)) for block in blocks]
    found = sum(block.words for block in marked if block.main)
    # Where it finds hardly anything (pages of tables from the nineties), position and shape alone must do.
    return Page(marked if found > sum(block.words for block in blocks) / 5 else blocks, _meta(tree))


def _within(text: str, main: str) -> bool:
    # Its ends are enough for a long paragraph: footnote marks inside are counted differently.
    return text in main or (len(text) > 80 and text[:40] in main and text[-40:] in main)


def _parsed(text: str) -> Any:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return html.document_fromstring(f"<html>{text}</html>".encode(), parser=parser, ensure_head_body=True)


def _tree_blocks(tree: Any) -> list[Block]:
    body = tree.find("body")
    pieces: list[Block] = []
    _walk(body if body is not None else tree, pieces, _Run())
    return pieces


@dataclass
class _Run:
    """Text that is being gathered for the next block, and how much of it stands in links and in bold type."""

    text: str = ""
    linked: int = 0
    bold: int = 0

    def add(self, text: str | None, linked: bool, bold: bool) -> None:
        if text:
            self.text += text
            self.linked += len(text.strip()) * linked
            self.bold += len(text.strip()) * bold

    def flush(self, blocks: list[Block], heading: int = 0, item: bool = False) -> None:
        length = len("".join(self.text.split("\0")).strip()) or 1
        for paragraph in re.split(r"\0\s*\0[\0\s]*", self.text):
            lines = [line for line in map(squeezed, paragraph.split("\0")) if line]
            joined: list[str] = []
            for line in lines:  # a single line break inside a sentence is layout
                if joined and _runs_on(joined[-1], line):
                    joined[-1] += " " + line
                else:
                    joined.append(line)
            for line in joined:
                bold = self.bold > 0.9 * length and len(line.split()) <= 15
                blocks.append(Block(BULLET.sub("", line), heading or (3 if bold else 0), item or bool(MARKED.match(line)), self.linked / length))
        self.text, self.linked, self.bold = "", 0, 0


def _runs_on(before: str, line: str) -> bool:
    if STOP.search(before) or len(before) < 40 or metadata.line(line) or sections.head(line):
        return False
    return line[0].islower() or len(before) > 90


def _walk(element: Any, blocks: list[Block], run: _Run, linked: bool = False, bold: bool = False, heading: int = 0, item: bool = False) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not _hidden(element, tag, run.text):
        block = tag in BLOCKS
        if block:
            run.flush(blocks, heading, item)
        heading, item = HEADINGS.get(tag, heading), item or tag == "li"
        linked, bold = linked or tag == "a", bold or tag in ("b", "strong")
        if tag == "br":
            run.text += "\0"
        run.add(element.text, linked, bold)
        for child in element:
            _walk(child, blocks, run, linked, bold, heading, item)
            run.add(child.tail, linked, bold)
        if block:
            run.flush(blocks, heading, item)


def _hidden(element: Any, tag: str, before: str) -> bool:
    """Returns whether an element holds nothing that is read as text of the page: controls, captions, footnote marks, tables of figures."""
    if tag in SKIPPED or element.get("hidden") is not None or re.search(r"display:\s*none", element.get("style") or ""):
        return True
    classes = re.split(r"[\s_]+", f"{element.get('class') or ''} {element.get('id') or ''}".lower())
    if any(name in _furniture_classes() or name.split("-")[0] in _furniture_classes() for name in classes if name):
        # A theme may give such a name to the whole page; a box is small.
        return len(element.text_content()) < 600
    if tag == "sup":
        return bool(re.fullmatch(r"\W*\d{0,3}\W*", element.text_content())) and not before.endswith(("m", "m ")) and not before[-1:].isdigit()
    if tag == "table":
        cells = [squeezed(cell.text_content()) for cell in element.iter("td", "th")]
        return len(cells) > 1 and all(len(cell.split()) < 15 for cell in cells)
    return False


@cache
def _furniture_classes() -> frozenset[str]:
    return frozenset(vocabulary("furniture")["classes"].split())


def _meta(tree: Any) -> dict[str, list[str]]:
    """Returns what JSON-LD, meta tags, `time` and `title` declare."""
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and (meta.get("content") or "").strip():
            named.setdefault(name, []).append(squeezed(meta.get("content")))
    linked = [node for script in tree.iter("script") if "ld+json" in (script.get("type") or "") for node in _json_nodes(script.text or "")]
    article = next((node for node in linked if "headline" in node or "datePublished" in node), {})

    def tags(*names: str) -> list[str]:
        return [content for name in names for content in named.get(name, [])]

    return {
        "title": _stated(article.get("headline"), "title") + tags("citation_title", "og:title", "dc.title", "twitter:title")
        + [squeezed(title.text_content()) for title in tree.iter("title")][:1],
        "authors": _stated(article.get("author"), "authors") or next(filter(None, (
            [_upright(name) for name in tags(tag)] for tag in ("citation_author", "article:author", "author", "dc.creator", "parsely-author", "byl", "sailthru.author"))), []),
        "published": _stated(article.get("datePublished"), "published") + tags(
            "article:published_time", "citation_publication_date", "citation_date", "datepublished", "dc.date", "dc.date.issued", "dcterms.created", "pubdate",
            "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "date")
        + [squeezed(time.get("datetime")) for time in tree.xpath("//time[@datetime][@pubdate or @itemprop='datePublished' or contains(@class,'publish')]")],
        "source": tags("og:site_name", "application-name", "citation_journal_title") + _stated(article.get("publisher"), "source"),
        "category": tags("article:section") + _stated(article.get("articleSection"), "category"),
        "language": [language for language in [tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")] if language],
    }


def _upright(name: str) -> str:
    """Returns "Roger McDermott" for "McDermott, Roger", as citation tags write it."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and " " not in last and "," not in first else name


def _json_nodes(text: str) -> Iterator[dict[str, Any]]:
    try:
        nodes = [json.loads(text, strict=False)]
    except ValueError:  # a page's script that is not JSON declares nothing
        nodes = []
    while nodes:
        node = nodes.pop(0)
        if isinstance(node, list):
            nodes.extend(node)
        elif isinstance(node, dict):
            yield node
            nodes.extend(node.get("@graph") or [])
