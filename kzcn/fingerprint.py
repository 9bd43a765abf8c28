"""Digests of what every result depends on: the files of this package, and the versions of Python and of what it uses.

It needs only the standard library, so that an unchanged report is recognised quickly.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import re
import tomllib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
SKIPPED = ("__pycache__", "notebooks", "seeds")  # each notebook, and each article, is part of its own key


def shipped(name: str) -> Path:
    """Returns a folder that comes with kzcn: an installed package holds it, in a checkout it is beside the package."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


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
