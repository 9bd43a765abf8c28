"""Sentences, tables and evidence as HTML, in which numbers and rows link to their source.

A number in prose is a link to the words that state it, or to the official figure that it repeats. `prose` rejects any other number.
"""

from __future__ import annotations

import base64
import html
import json
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from kzcn import tables
from kzcn.addresses import page_name
from kzcn.errors import KzcnError
from kzcn.phrasing import opening

if TYPE_CHECKING:
    from kzcn.corpus import Corpus

pd.set_option("display.html.use_mathjax", False)  # dollar signs in data frames are amounts, not formulas

LONGEST_TITLE = 240  # characters of a quote in a tooltip
SENTENCE = 50  # characters from which a cell counts as long text
DAY = re.compile(r"\d{4}-\d\d-\d\d|")
NUMERIC = re.compile(r"[-+−–$€¥]?[\d., ]*\d( ?%)?|")
# A notebook has no pages to link to, so a click or the Tab key shows the sentence of a number in place.
CARD = (
    "<style>.kzcn a.cite{text-decoration:underline dotted}.kzcn a.cite:not([href]){cursor:help}.kzcn a.cite:not([href]):focus::after"
    "{content:attr(title);display:block;max-width:40em;margin:.3em 0;padding:.4em .6em;border-left:3px solid;white-space:normal;font-style:italic}"
    "</style>"
)
CORRECTED = ' <span class="corrected" title="An analyst has corrected this row.">corrected</span>'
NO_MATH = "mathjax_ignore tex2jax_ignore"  # for MathJax 3 and 2: two dollar signs are two amounts, not a formula


class UnboundNumber(KzcnError):
    """A sentence of a report contains a number that is bound to no row."""


class Html:
    """Finished HTML: Jupyter renders it, a terminal shows its text."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def _repr_html_(self) -> str:
        card = CARD if 'class="cite"' in self.markup else ""
        return f'<div class="kzcn {NO_MATH}">{card}{self.markup}</div>'

    def __str__(self) -> str:
        return text(self.markup)

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Html) and other.markup == self.markup

    def __hash__(self) -> int:
        return hash(self.markup)

    def of(self, rows: pd.DataFrame) -> View:
        """Returns this HTML together with the rows it is about."""
        return View(self.markup, rows)


class View(Html):
    """HTML together with the rows it shows, as a data frame: `view.data[view.data["verdict"] == "conflicts"]`."""

    def __init__(self, markup: str, data: pd.DataFrame) -> None:
        super().__init__(markup)
        self.data = data.reset_index(drop=True)


def text(markup: str) -> str:
    """Returns the text of HTML without its markup."""
    without = re.sub(r"<style.*?</style>|<svg.*?</svg>", "", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without)).split()).replace(" .", ".").replace(" ,", ",")


def escaped(value: Any) -> str:
    """Returns a value as HTML: finished HTML unchanged, a missing value as "", anything else escaped."""
    if isinstance(value, Html):
        return value.markup
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):
        return ""
    return html.escape(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value), quote=False)


def address(rows: pd.DataFrame) -> list[str]:
    """Returns the addresses in a report that show the rows, one per article or official figure."""
    if "ref_id" in rows:
        return [f"sources/statistics.html#{ref_id}" for ref_id in rows["ref_id"]]
    spans: dict[str, list[str]] = {}
    for doc_id, start, end in zip(rows["doc_id"], rows["start"], rows["end"], strict=True):
        span = f"{start}-{end}"
        if span not in spans.setdefault(doc_id, []):
            spans[doc_id].append(span)
    return [f"articles/{page_name(doc_id)}.html#{','.join(found)}" for doc_id, found in spans.items()]


def places(addresses: list[str]) -> str:
    """Returns addresses as the HTML attribute that a report turns into a link."""
    return f"data-to='{json.dumps(addresses)}'"


def link(words: Any, rows: pd.DataFrame | pd.Series) -> Html:
    """Returns words bound to the rows or official figures that support them; UnboundNumber if there are none.

    A notebook shows the first sentence in place; a report turns the words into a link.
    """
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T
    if rows.empty:
        raise UnboundNumber(f"{escaped(words)!r} has no row as its source: pass the rows that support it")
    return Html(
        f'<a class="cite" {places(address(rows))} title="{html.escape(_title(rows))}" tabindex="0">{escaped(words)}</a>'
    )


def _title(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    quote = str(first.get("quote", first.get("text", first.get("title", ""))))
    shown = opening(quote, LONGEST_TITLE)
    corrected = "; corrected by an analyst" if rows.get("corrected", pd.Series(False)).astype(bool).any() else ""
    return f"{shown}{'' if len(rows) == 1 else f' (first of {len(rows)})'}{corrected}"


def count(noun: str, rows: pd.DataFrame, *, plural: str | None = None) -> Html | str:
    """Returns the number of rows in digits with its noun, linked to all of them; "no NOUN" if there are none."""
    if rows.empty:
        return f"no {noun}"
    return link(f"{len(rows)} {noun if len(rows) == 1 else plural or noun + 's'}", rows)


def articles(corpus: Corpus) -> pd.DataFrame:
    """Returns one row per article with the span of its first sentence, as the source of counts of articles."""
    first = corpus.passages.groupby("doc_id", sort=False).first().reset_index()
    return first.rename(columns={"text": "quote"})


def prose(template: str, /, *, finding: bool = False, **parts: Any) -> Html:
    """Returns a paragraph: the template with its parts filled in.

    Parts that are Html (links) stay unchanged, others are escaped. UnboundNumber is raised for a digit outside a link.
    """
    markup = html.escape(template, quote=False).format(**{name: escaped(part) for name, part in parts.items()})
    bare = re.sub(r"<a class=\"cite\".*?</a>|<a class=\"article\".*?</a>", " ", markup)
    loose = re.search(r"\S*\d\S*", html.unescape(re.sub(r"<[^>]+>", " ", bare)))
    if loose:
        raise UnboundNumber(
            f"{loose.group()!r} in {text(markup)!r} is bound to no row: pass it as cite.link(words, rows)"
        )
    return Html(f'<div class="prose{" finding" if finding else ""}"><p>{markup}</p></div>')


def listed(parts: list[Any], last: str = "and") -> Html:
    """Returns parts as a list in prose: "a, b and c"."""
    done = [escaped(part) for part in parts]
    return Html(done[0] if len(done) == 1 else ", ".join(done[:-1]) + f" {last} {done[-1]}")


def table(
    data: pd.DataFrame, caption: str, *, name: str, empty: str = "No rows.", rows: pd.DataFrame | None = None
) -> View:
    """Returns a data frame as an HTML table with a caption and a CSV download; cells can be Html.

    `rows` are the rows behind the table, with their ids; without them the view's data are the words of the cells.
    """
    if rows is None:
        rows = _plain(data)
    if data.empty:
        return View(f'<div class="prose none"><p>{html.escape(empty)}</p></div>', rows)
    kinds = [_kind(data[column]) for column in data]
    head = "".join(f'<th scope="col"{kind}>{escaped(column)}</th>' for column, kind in zip(data, kinds, strict=True))
    body = "\n".join(
        "<tr>" + "".join(f"<td{kind}>{escaped(cell)}</td>" for kind, cell in zip(kinds, row, strict=True)) + "</tr>"
        for row in data.itertuples(index=False, name=None)
    )
    return View(
        f'<div class="table-wrap" tabindex="0" role="region" aria-label="{html.escape(caption)}">'
        f'<table class="rows"><caption>{html.escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>\n{_csv(data, name)}",
        rows,
    )


def _kind(cells: pd.Series) -> str:
    """Returns the HTML class of a column: numbers are right-aligned, days stay on one line, long text gets more width."""
    words = [text(escaped(cell)) for cell in cells]
    if all(NUMERIC.fullmatch(word) for word in words):
        return ' class="num"'
    if all(DAY.fullmatch(word) for word in words):
        return ' class="day"'
    return ' class="long"' if max(map(len, words)) > SENTENCE else ""


def _plain(data: pd.DataFrame) -> pd.DataFrame:
    return data.map(lambda cell: text(escaped(cell)))


def _csv(data: pd.DataFrame, name: str) -> str:
    encoded = base64.b64encode(tables.csv(_plain(data)).encode()).decode()
    return (
        f'<p class="csv"><a class="csv" download="{name}.csv" href="data:text/csv;base64,{encoded}">{name}.csv</a></p>'
    )


def marked(corpus: Corpus, rows: pd.DataFrame) -> list[Html]:
    """Returns the sentence of each row as HTML with its span marked, and a mark where an analyst corrected the row."""
    passages = corpus.passages.set_index("passage_id")
    cells = []
    corrected = rows.get("corrected", pd.Series(False, index=rows.index))
    for passage_id, start, end, by_hand in zip(
        rows["passage_id"], rows["start"], rows["end"], corrected.astype(bool), strict=True
    ):
        passage = passages.loc[passage_id]
        sentence, first, last = str(passage["text"]), int(start - passage["start"]), int(end - passage["start"])
        cells.append(
            Html(
                f"{html.escape(sentence[:first])}<mark>{html.escape(sentence[first:last])}</mark>{html.escape(sentence[last:])}"
                f"{CORRECTED if by_hand else ''}"
            )
        )
    return cells


def where(corpus: Corpus, rows: pd.DataFrame) -> list[Html]:
    """Returns for each row a link that names its article and date and leads to its words."""
    documents = corpus.documents.set_index("doc_id")
    names = []
    for doc_id in rows["doc_id"]:
        title, published = documents.loc[doc_id, "title"], documents.loc[doc_id, "published"]
        names.append(
            ", ".join(str(part) for part in (title if pd.notna(title) else doc_id, published) if pd.notna(part))
        )
    return [link(name, rows.iloc[[n]]) for n, name in enumerate(names)]


def evidence(corpus: Corpus, rows: pd.DataFrame, caption: str = "Evidence", name: str = "evidence") -> View:
    """Returns rows with a span as a table: the sentence with the span marked, and its article."""
    shown = pd.DataFrame({"sentence": marked(corpus, rows), "article": where(corpus, rows)})
    return table(shown, caption, name=name, empty="No sentence in the corpus supports this.", rows=rows)
