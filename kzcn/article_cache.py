"""Keeps the rows of articles on disk, so that an article that has not changed is structured once, whatever reads it next.

The folder is the one that the system has for such files, or the one in the environment variable KZCN_CACHE ("off" for none). It can be removed
at any time. An entry belongs to the bytes of an article, its name, the code and vocabulary of this package, and the versions of what it uses.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

from kzcn import fingerprint

OUTDATED = 30 * 24 * 3600  # seconds until the entries of another version of the code are removed
VERSION_FOLDER = re.compile(r"[0-9a-f]{16}")

Rows = Mapping[str, Sequence[Any]]  # dataclass instances by the name of their kind


def entry(data: bytes, *names: str) -> Path | None:
    """Returns the file for the rows of an article with these bytes and names; None where nothing is kept."""
    folder = _folder()
    if folder is None:
        return None
    key = hashlib.sha256("\0".join([hashlib.sha256(data).hexdigest(), *names]).encode("utf-8", "surrogatepass"))
    return folder / key.hexdigest()[:2] / f"{key.hexdigest()}.json.gz"


def read(path: Path, kinds: Mapping[str, type]) -> Rows | None:
    """Returns the rows in a file that `write` made, or None: a file that is missing or damaged is as good as none."""
    try:
        stored = json.loads(gzip.decompress(path.read_bytes()))
        return {name: [_row(kind, values) for values in stored[name]] for name, kind in kinds.items()}
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError):
        return None


def write(path: Path, rows: Rows) -> None:
    """Writes rows into a file, whole or not at all; where the folder cannot be written, nothing is kept."""
    content = {name: [list(vars(row).values()) for row in found] for name, found in rows.items()}
    packed = gzip.compress(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1, mtime=0)
    try:
        _prepare(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside:
            beside.write(packed)
        os.replace(beside.name, path)
    except OSError:
        return


def _row(kind: type, values: Sequence[Any]) -> Any:
    if len(values) != len(fields(kind)):
        raise ValueError("another schema")
    return kind(*(tuple(value) if isinstance(value, list) else value for value in values))


def _folder() -> Path | None:
    chosen = os.environ.get("KZCN_CACHE", "")
    if chosen.lower() == "off":
        return None
    above = Path(chosen) if chosen else platformdirs.user_cache_path("kzcn")
    return above / "articles" / _version()


@cache
def _version() -> str:
    parts = json.dumps([fingerprint.package(), fingerprint.environment()], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def _prepare(folder: Path) -> None:
    """Makes the folder of an entry; with the first entry of a version of the code, old entries of other versions go."""
    version = folder.parent
    if not version.is_dir():
        version.mkdir(parents=True, exist_ok=True)
        for other in version.parent.iterdir():
            if VERSION_FOLDER.fullmatch(other.name) and time.time() - other.stat().st_mtime > OUTDATED:
                shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(exist_ok=True)
