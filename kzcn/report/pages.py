"""Executed notebooks as HTML pages: prose, tables and charts, code in a closed disclosure, no external resources.

The four kinds of output that notebooks hold (HTML, Markdown, pictures, text) go directly into our template. nbconvert would cost one and
a half seconds of imports, and its template would have to be undone.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
import mistune
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from kzcn import parameters
from kzcn.cite import CARD
from kzcn.errors import KzcnError
from kzcn.report import links
from kzcn.report.execute import ERROR_MARKER, INJECTED


class NoAltText(KzcnError):
    """A picture has no alternative text."""


@dataclass(frozen=True)
class Further:
    """The passages of a link that has several sources."""

    id: str
    words: str
    links: list[dict[str, str]]


@dataclass(frozen=True)
class Trouble:
    """The reason why a page could not be made, and how to correct it."""

    summary: str
    advice: str
    source: str = ""
    sentences: list[str] = field(default_factory=list)


@dataclass
class Page:
    """The content of a page, and the parts of it that the index shows."""

    name: str
    title: str = ""
    question: str = ""
    finding: str = ""
    thumb: str = ""
    body: Markup = field(default_factory=Markup)
    further: list[Further] = field(default_factory=list)
    trouble: Trouble | None = None


def title(notebook: Path) -> str:
    """Returns the first heading of a notebook, or its name."""
    for cell in _cells(notebook):
        match = re.search(r"^# +(.+)$", _source(cell), re.MULTILINE) if cell["cell_type"] == "markdown" else None
        if match:
            return match[1].strip()
    return notebook.stem


def page(notebook: Path, titles: Mapping[str, str]) -> Page:
    """Returns the page of an executed notebook; `titles` holds the titles of articles by page and of official figures by ref_id.

    NoAltText is raised for a picture without alternative text.
    """
    blocks = [_block(cell, n, notebook) for n, cell in enumerate(_cells(notebook), 1)]
    body, further = _footnoted("\n".join(block for block in blocks if block), titles)
    tree = lxml.html.fromstring(f"<div>{body}</div>")
    first = tree.find_class("finding")
    question = tree.xpath("(.//div[@class='text'])[1]/p[1]")
    contents = []
    for n, heading in enumerate(tree.iter("h2"), 1):
        contents.append((f"part-{n}", heading.text_content()))
    body = _numbered(body)
    # The index also shows the finding, so links within this page need its name.
    finding = _inner(first[0]).replace('href="#', f'href="{quote(notebook.stem)}.html#') if first else ""
    return Page(
        notebook.stem,
        title(notebook),
        question[0].text_content() if question else "",
        finding,
        _thumb(body),
        Markup(_with_contents(body, contents)),
        further,
    )


def _cells(notebook: Path) -> list[Any]:
    return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _block(cell: Mapping[str, Any], n: int, notebook: Path) -> str:
    tags = cell["metadata"].get("tags", [])
    if ERROR_MARKER in tags or INJECTED in tags:
        return ""
    if parameters.TAG in tags:
        return _parameters(notebook)
    if cell["cell_type"] == "markdown":
        return f'<div class="text">\n{mistune.html(_source(cell))}</div>'
    if cell["cell_type"] != "code":
        return ""
    shown = "\n".join(_output(output, f"{notebook.stem}, cell {n}") for output in cell["outputs"])
    return shown + _code(_source(cell))


def _code(source: str) -> str:
    if not source.strip():
        return ""
    coloured = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))
    return (
        '\n<details class="code"><summary>Show code</summary>'
        f'<pre tabindex="0" role="region" aria-label="Code"><code>{coloured}</code></pre></details>'
    )


def _parameters(notebook: Path) -> str:
    given = json.loads(notebook.read_text(encoding="utf-8"))["metadata"].get("papermill", {}).get("parameters", {})
    rows = "".join(
        f'<tr><th scope="row"><code>{name}</code></th><td>{html.escape(str(given.get(name, parameter.default)))}</td>'
        f"<td>{html.escape(parameter.comment)}</td></tr>"
        for name, parameter in parameters.declared(notebook).items()
    )
    head = "".join(f'<th scope="col">{word}</th>' for word in ("parameter", "value", "meaning"))
    return (
        f'<details id="parameters"><summary>Parameters</summary><div class="table-wrap" tabindex="0" role="region" aria-label="Parameters">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _output(output: Mapping[str, Any], place: str) -> str:
    match output["output_type"]:
        case "stream":
            return _plain("".join(output["text"]))
        case "error":
            return _plain(f"{output['ename']}: {output['evalue']}")
    data = {
        kind: "".join(content) if isinstance(content, list) else content for kind, content in output["data"].items()
    }
    if "text/html" in data:
        return _html(data["text/html"], place)
    if "text/markdown" in data:
        return f'<div class="prose">{mistune.html(data["text/markdown"])}</div>'
    for kind in ("image/svg+xml", "image/png", "image/jpeg"):
        if kind in data:
            return _picture(kind, data[kind], output.get("metadata", {}), place)
    return _plain(data.get("text/plain", ""))


def _plain(text: str) -> str:
    return f'<pre class="stream" tabindex="0" role="region" aria-label="Output">{html.escape(text)}</pre>'


def _html(markup: str, place: str) -> str:
    markup = markup.replace(CARD, "")  # on a page numbers are links
    for picture in re.findall(r"<img\b[^>]*>", markup):
        if not re.search(r'\balt="[^"]', picture):
            raise NoAltText(f"{place}: a picture has no alt text; give it alt=")
    for drawing in re.findall(r"<svg\b[^>]*>", markup):
        if 'aria-label="' not in drawing and "aria-hidden" not in drawing:
            raise NoAltText(f"{place}: a drawing has no alt text; give it aria-label=")
    if "<table" in markup and "table-wrap" not in markup:
        return f'<div class="table-wrap" tabindex="0" role="region" aria-label="Table">{markup}</div>'
    return markup


def _picture(kind: str, data: str, metadata: Mapping[str, Any], place: str) -> str:
    alt = metadata.get(kind, {}).get("alt") or metadata.get("alt")
    if not alt:
        raise NoAltText(f'{place}: a picture has no alt text; show it with metadata={{"{kind}": {{"alt": "..."}}}}')
    if kind == "image/svg+xml":
        drawn = re.sub(
            r"<svg\b", f'<svg role="img" aria-label="{html.escape(alt)}"', data[data.index("<svg") :], count=1
        )
        return f'<figure class="chart"><div class="svg-wrap" tabindex="0" role="region" aria-label="Chart">{drawn}</div></figure>'
    return f'<figure class="chart"><img src="data:{kind};base64,{data.strip()}" alt="{html.escape(alt)}"></figure>'


def _footnoted(body: str, titles: Mapping[str, str]) -> tuple[str, list[Further]]:
    """Returns the body with a mark after every link that has several sources, and the passages that the marks lead to."""
    further: list[Further] = []

    def mark(places: list[str], words: str) -> str:
        further.append(
            Further(
                f"further-{len(further) + 1}",
                words,
                [{"href": place, "title": _named(place, titles)} for place in places],
            )
        )
        return f'<a class="more" href="#{further[-1].id}" aria-label="and {len(places) - 1} further sources">+{len(places) - 1}</a>'

    return links.replaced(body, mark), further


def _named(place: str, titles: Mapping[str, str]) -> str:
    name, _, fragment = place.removeprefix("articles/").partition(".html#")
    return titles.get(name) or titles.get(fragment) or fragment


def _numbered(body: str) -> str:
    count = iter(range(1, body.count("<h2") + 1))
    return re.sub(r"<h2>", lambda _: f'<h2 id="part-{next(count)}">', body)


def _with_contents(body: str, contents: Iterable[tuple[str, str]]) -> str:
    links = "".join(f'<li><a href="#{anchor}">{html.escape(words)}</a></li>' for anchor, words in contents)
    if not links or '<h2 id="part-1">' not in body:
        return body
    place = body.index('<div class="text">\n<h2 id="part-1">')
    listed = f'<details class="contents"><summary>On this page</summary><nav aria-label="On this page"><ul>{links}</ul></nav></details>\n'
    return body[:place] + listed + body[place:]


def _inner(element: Any) -> str:
    return (
        html.escape(element.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in element)
    ).strip()


def _thumb(body: str) -> str:
    drawing = re.search(r"<svg\b.*?</svg>", body, re.DOTALL)
    if drawing is None:
        return ""
    # On the index the drawing is decoration: no name, no links, no duplicate ids.
    plain = re.sub(r'\s(role="img"|aria-label="[^"]*")', "", drawing[0])
    plain = re.sub(r"<(/?)a\b[^>]*>", r"<\1g>", plain)
    return re.sub(r'(\bid="|url\(#|href="#)', r"\1thumb-", plain)
