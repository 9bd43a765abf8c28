"""The articles of a corpus as references: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kzcn.articles.origin import Origin
from kzcn.schema import Document

TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "{}&%$#_"
}


def bibtex(documents: Iterable[Document], origins: Mapping[str, Origin]) -> str:
    """Returns one BibTeX `@misc` entry per article, with its doc_id as key; `origins` is by doc_id."""
    return "\n".join(_entry(document, origins.get(document.doc_id, Origin())) for document in documents)


def _entry(document: Document, origin: Origin) -> str:
    year, month, day = (document.published or "--").split("-")
    fields = {
        "title": f"{{{_tex(document.title)}}}" if document.title else "",  # double braces keep the capitals
        "author": " and ".join(f"{{{_tex(name)}}}" if _is_body(name) else _tex(name) for name in document.authors),
        "howpublished": _tex(document.source or ""),
        "publisher": _tex(origin.producer or ""),
        "year": year,
        "month": month.lstrip("0"),
        "day": day.lstrip("0"),
        "date": document.published or "",
        "url": _url(origin),
        "note": "" if origin.link else _tex(origin.address or ""),
        "urldate": origin.accessed or "",
        "copyright": _tex(origin.rights or ""),
        "language": document.language or "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(document.doc_id)},", *lines, "}", ""])


def _key(doc_id: str) -> str:
    return re.sub(r"[\s\"#%'(),={}~\\]", "-", doc_id)


def _tex(text: str) -> str:
    return re.sub(r"[\\{}&%$#_~^]", lambda sign: TEX[sign[0]], text)


def _url(origin: Origin) -> str:
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", origin.link or "")


def csl(documents: Iterable[Document], origins: Mapping[str, Origin]) -> str:
    """Returns the articles as a CSL-JSON list for Zotero and pandoc; `origins` is by doc_id."""
    items = [_item(document, origins.get(document.doc_id, Origin())) for document in documents]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(document: Document, origin: Origin) -> dict[str, Any]:
    item = {
        "id": document.doc_id,
        "type": "article-magazine",
        "title": document.title,
        "author": [_name(name) for name in document.authors],
        "container-title": document.source,
        "publisher": origin.producer,
        "issued": _date(document.published),
        "URL": origin.link,
        "note": None if origin.link else origin.address,
        "accessed": _date(origin.accessed),
        "license": origin.rights,
        "language": document.language,
    }
    return {key: value for key, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    return {"literal": name} if _is_body(name) or not given else {"family": family, "given": given}


def _is_body(name: str) -> bool:
    """Returns whether an author is an organisation ("RFE/RL’s Kazakh Service"), which has no family name."""
    return re.search(r"[’']s\s|[/&]|\bof\b", name) is not None


def _date(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None
