"""Pages of the sources: each article with the spans that the report quotes, and the official figures row by row."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from kzcn.report import render
from kzcn.schema import Document

SHORT = 1000  # numbers below it (shares, indices) keep their decimals


def article(
    document: Document,
    sections: Mapping[int, str],
    quoted: Sequence[tuple[int, int]],
    fragments: Iterable[str],
    **shown: Any,
) -> str:
    """Returns the page of an article.

    `sections` names the section that begins at a character, `quoted` are the spans to underline, `fragments` the parts after `#` of the
    links that lead here: each gets an anchor, so that links also work without a script. `shown` goes to the template.
    """
    anchors: dict[int, list[str]] = {}
    for fragment in sorted(set(fragments)):
        match = re.match(r"\d+", fragment)
        if match:
            anchors.setdefault(int(match[0]), []).append(fragment)
    parts = []
    for paragraph in re.finditer(r"[^\n]+", document.text):
        begun = [section for start, section in sections.items() if paragraph.start() <= start < paragraph.end()]
        parts += [f"<h2>{html.escape(section.capitalize())}</h2>" for section in begun[:1]]
        parts.append(
            f'<p data-start="{paragraph.start()}">{_marked(document.text, *paragraph.span(), quoted, anchors)}</p>'
        )
    return render.template("source.html.j2", document=document, text=Markup("\n".join(parts)), **shown)


def _marked(
    text: str, start: int, end: int, quoted: Sequence[tuple[int, int]], anchors: Mapping[int, Sequence[str]]
) -> str:
    edges = (
        {edge for span in quoted for edge in span if start < edge < end}
        | {place for place in anchors if start <= place < end}
        | {start, end}
    )
    places = sorted(edges)
    pieces = []
    for a, b in itertools.pairwise(places):
        pieces += [f'<span id="{html.escape(fragment)}"></span>' for fragment in anchors.get(a, ())]
        inside = any(first <= a and b <= last for first, last in quoted)
        pieces.append(f'<span class="quoted">{html.escape(text[a:b])}</span>' if inside else html.escape(text[a:b]))
    return "".join(pieces)


def sections(passages: pd.DataFrame) -> dict[int, str]:
    """Returns where each section of one article begins, from its passages; an article without heads has none."""
    begins: dict[int, str] = {}
    last = None
    for start, section in zip(passages["start"], passages["section"], strict=True):
        if section != last:
            begins[int(start)] = str(section)
        last = section
    return begins if set(begins.values()) != {"body"} else {}


def statistics(tables: Mapping[str, pd.DataFrame], **shown: Any) -> str:
    """Returns the page of official figures: a table per frame (captions to frames), its rows anchored by `ref_id`."""
    return render.template(
        "statistics.html.j2", tables=[_table(caption, data) for caption, data in tables.items()], **shown
    )


def _table(caption: str, data: pd.DataFrame) -> dict[str, Any]:
    columns = [column for column in data.columns if column not in ("ref_id", "address")]
    rows = []
    for record in data.to_dict("records"):
        cells = [_cell(column, record) for column in columns]
        rows.append({"id": record["ref_id"], "cells": cells})
    return {"caption": caption, "columns": [column.replace("_", " ") for column in columns], "rows": rows}


def _cell(column: Any, record: Mapping[Any, Any]) -> dict[str, Any]:
    value = record[column]
    if isinstance(value, (tuple, list)):
        return {"text": ", ".join(value)}
    if pd.isna(value):
        return {"text": ""}
    if isinstance(value, float):
        return {"text": f"{value:,.0f}" if abs(value) >= SHORT else f"{value:g}", "number": True}
    address = str(record.get("address") or "")
    linked = column in ("source", "speaker") and address.startswith(("http://", "https://"))
    return {"text": str(value), "href": address if linked else None}
