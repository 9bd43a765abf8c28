"""The tables that ship with the package, as rows of text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

FOLDER = files("kzcn") / "statistics"


def rows(name: str) -> Iterator[dict[str, str]]:
    """Returns the rows of a CSV file in this folder, each by column."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)
