"""Adds an article to a folder: the page as received, and beside it a sidecar that says where it came from."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html
import yaml

from kzcn import download, publish, sources
from kzcn.articles import article
from kzcn.errors import KzcnError

LONGEST = 80  # characters of a file name, without its ending
RIGHTS = (
    "copyright",
    "rights",
    "rights-standard",
    "dc.rights",
    "dcterms.rights",
    "dcterms.license",
    "dc.rights.license",
)
SCHEMA_RIGHTS = ("license", "copyrightNotice")  # of schema.org
WRITTEN = re.compile(r"Article|Page|Posting|Report\b|CreativeWork")  # its types of texts


class NotAdded(KzcnError):
    """A file cannot be added; the message is one line that says why."""


def add(
    given: str, folder: Path, *, seconds: float = download.SECONDS, megabytes: float = download.MEGABYTES
) -> tuple[Path, bool]:
    """Saves the page at an address, or a file, into a folder, and returns its path and whether it is new there.

    A page with the bytes of one in the folder is not saved again. NotFetched, NotAdded or Unreadable is raised, and
    nothing saved, if there is no article at the address.
    """
    fetched = download.is_address(given)
    if fetched:
        page = download.get(given, seconds=seconds, megabytes=megabytes)
        data, name = page.data, f"{_stem(page.address)}{page.ending}"
    else:
        data, name = _file(Path(given)), Path(given).name
    found = article.read(data, name)
    same = _same(data, folder)
    beside = None if fetched else Path(sources.sidecar(Path(given).as_posix()))
    if same and Path(sources.sidecar(same.as_posix())).exists():
        return same, False
    stated = _stated(data) if name.endswith((".html", ".htm")) else {}
    origin = {
        "producer": found.source,
        "address": page.address if fetched else stated.get("address"),
        "accessed": date.today().isoformat() if fetched else None,
        "rights": stated.get("rights"),
        "digest": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    path = same or _free(folder, name)
    folder.mkdir(parents=True, exist_ok=True)
    with publish.whole(Path(sources.sidecar(path.as_posix()))) as sidecar:
        sidecar.write_bytes(beside.read_bytes() if beside and beside.is_file() else _yaml(origin))
    if not same:
        with publish.whole(path) as whole:
            whole.write_bytes(data)
    return path, not same


def _file(path: Path) -> bytes:
    if path.is_dir():
        raise NotAdded(f"{path} is a folder: give its files, or start with it: kzcn init FOLDER --corpus {path}")
    if not path.is_file():
        raise NotAdded(f"{path}: no such file; give an address that begins with https://, or a file")
    return path.read_bytes()


def _yaml(origin: dict[str, str | None]) -> bytes:
    stated = {name: value for name, value in origin.items() if value}
    return yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=10**6).encode()


# --- the name of the file --------------------------------------------------------------------------------------------


def _stem(address: str) -> str:
    """Returns a plain name for the page at an address: its host, and the last part of its path with the query."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    last = re.sub(r"\.(?:html?|php|aspx?|txt|md|pdf)$", "", parts.path.rstrip("/").rpartition("/")[2])
    words = unicodedata.normalize("NFKD", unquote(f"{host}-{last}-{parts.query}"))
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", words.encode("ascii", "ignore").decode()).strip("-.")
    if len(plain) > LONGEST or not last.isascii() or "%" in last:  # what is cut off tells addresses apart
        return f"{plain[:LONGEST].rstrip('-.')}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    return plain


def _same(data: bytes, folder: Path) -> Path | None:
    """Returns the article in a folder that has these bytes."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in article.FORMATS and path.is_file() and path.stat().st_size == len(data):
            if path.read_bytes() == data:
                return path
    return None


def _free(folder: Path, name: str) -> Path:
    """Returns a path for a new file; its stem is that of no other file, because a sidecar belongs to a stem."""
    stem, ending = Path(name).stem, Path(name).suffix.lower()
    taken = set()
    for path in folder.iterdir() if folder.is_dir() else ():
        taken.add(
            (path.name.removesuffix(sources.SIDECAR) if path.name.endswith(sources.SIDECAR) else path.stem).casefold()
        )
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return folder / f"{next(free for free in names if free.casefold() not in taken)}{ending}"


# --- what a page states about itself -----------------------------------------------------------------------------------


def _stated(data: bytes) -> dict[str, str]:
    """Returns the address and the rights that an HTML page states, where it does."""
    try:
        tree = lxml.html.document_fromstring(data)
    except (lxml.etree.ParserError, ValueError):
        return {}
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")]
    return {
        name: value
        for name, value in {
            "address": next((str(text) for text in addresses if text.startswith(("https://", "http://"))), ""),
            "rights": "; ".join(dict.fromkeys(text for text in map(_spaced, _rights(tree)) if text)),
        }.items()
        if value
    }


def _rights(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if str(meta.get("name") or meta.get("property") or "").lower() in RIGHTS:
            yield meta.get("content") or ""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield from _declared(script)
    for link in tree.xpath("//*[self::a or self::link][contains(concat(' ', @rel, ' '), ' license ')]"):
        words, address = _spaced(link.text_content()), link.get("href") or ""
        yield f"{words} ({address})" if words and address else words or address


def _declared(script: str) -> Iterator[str]:
    """Yields the rights of articles and pages in a script of schema.org data; those of pictures in it are others."""
    try:
        nodes = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while nodes:
        node = nodes.pop()
        if isinstance(node, list):
            nodes += node
        elif isinstance(node, dict):
            nodes.append(node.get("@graph"))
            if WRITTEN.search(str(node.get("@type"))):
                yield from (node[key] for key in SCHEMA_RIGHTS if isinstance(node.get(key), str))


def _spaced(text: str) -> str:
    return " ".join(text.split())
