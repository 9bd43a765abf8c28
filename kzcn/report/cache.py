"""A digest of everything that a page depends on: with the same key a notebook does not run again.

A key covers the notebook, its parameters (with the bytes of any file they name), the articles, this package, the versions of its
dependencies, and Python. It needs only the standard library, so that an unchanged report is recognised quickly.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kzcn import sources

PACKAGE = Path(__file__).parent.parent
SKIPPED = ("__pycache__", "notebooks")  # each notebook is part of its own key


def key(notebook: Path, parameters: Mapping[str, Any], articles: str) -> str:
    """Returns the digest of everything that the outputs of a notebook depend on; `articles` is the digest of its corpus."""
    named = {
        name: files(value)
        for name, value in parameters.items()
        if name != "corpus" and isinstance(value, str) and value and Path(value).is_file()
    }
    parts = [file(notebook), parameters, named, articles, package(), environment()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def file(path: Path) -> str:
    """Returns the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(address: str) -> str:
    """Returns the digest of the articles at a folder, glob, file or fsspec address: names, bytes, sidecars and read problems."""
    found = sources.find(address)
    above = "" if "://" in address else sources.legible(sources.parent(sources.locate(address)))
    content = hashlib.sha256()
    for source in found.sources:
        content.update(f"{source.doc_id}\0{source.uri.removeprefix(above)}\0".encode())
        for data in (_bytes(source.address), _bytes(source.sidecar) if source.sidecar else b""):
            content.update(f"{len(data)}\0".encode() + data)
    for problem in found.problems:
        content.update(f"{problem.uri.removeprefix(above)}\0{problem.reason}\0".encode())
    return content.hexdigest()


def _bytes(address: str) -> bytes:
    try:
        return sources.read(address)
    except OSError as error:  # the corpus lists it as a problem
        return str(error).encode("utf-8", "backslashreplace")


@cache
def package() -> str:
    """Returns the digest of the files of this package."""
    content = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE)
        if path.is_file() and not any(part in SKIPPED for part in name.parts):
            content.update(f"{name.as_posix()}\0".encode() + path.read_bytes())
    return content.hexdigest()


@cache
def environment() -> dict[str, str]:
    """Returns the versions of Python and of every required package, by name."""
    versions = {"python": platform.python_version(), "system": platform.system()}
    for requirement in _requirements():
        match = re.match(r"[\w.-]+", requirement)
        if match and "extra ==" not in requirement:
            try:
                versions[match[0]] = importlib.metadata.version(match[0])
            except importlib.metadata.PackageNotFoundError:
                versions[match[0]] = "none"
    return versions


def _requirements() -> list[str]:
    try:
        return importlib.metadata.requires("kzcn") or []
    except importlib.metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return list(
            tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
        )
