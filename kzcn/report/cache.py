"""Digests of everything that a page, or a set of tables, depends on: with the same key it is not made again.

A key covers the notebook, its parameters (with the bytes of any file they name), the articles, this package, the versions of its
dependencies, and Python. It needs only the standard library, so that an unchanged report is recognised quickly.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kzcn import fingerprint, sources


def key(notebook: Path, parameters: Mapping[str, Any], articles: str) -> str:
    """Returns the digest of everything that the outputs of a notebook depend on; `articles` is the digest of its corpus."""
    named = {
        name: files(value)
        for name, value in parameters.items()
        if name != "corpus" and isinstance(value, str) and value and Path(value).is_file()
    }
    parts = [file(notebook), parameters, named, articles, fingerprint.package(), fingerprint.environment()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def tables_key(address: str, *options: object) -> str:
    """Returns the digest of everything that built tables depend on; `options` are those of the command that change them."""
    parts = [files(address), options, fingerprint.package(), fingerprint.environment()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def file(path: Path) -> str:
    """Returns the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(address: str) -> str:
    """Returns the digest of the articles at a folder, glob, file or fsspec address: names, bytes, sidecars, corrections and read problems."""
    found = sources.find(address)
    above = "" if "://" in address else sources.legible(sources.parent(sources.locate(address)))
    content = hashlib.sha256()
    for source in found.sources:
        content.update(f"{source.doc_id}\0{source.uri.removeprefix(above)}\0".encode())
        for data in (_bytes(source.address), _bytes(source.sidecar) if source.sidecar else b""):
            content.update(f"{len(data)}\0".encode() + data)
    for name, place in found.corrections.items():
        data = _bytes(place)
        content.update(f"{name.removeprefix(above)}\0{len(data)}\0".encode() + data)
    for problem in found.problems:
        content.update(f"{problem.uri.removeprefix(above)}\0{problem.reason}\0".encode())
    return content.hexdigest()


def _bytes(address: str) -> bytes:
    try:
        return sources.read(address)
    except OSError as error:  # the corpus lists it as a problem
        return str(error).encode("utf-8", "backslashreplace")
