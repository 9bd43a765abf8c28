"""Builds the tables of a corpus of any size in a folder: articles go through memory one at a time, their rows are written in parts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from kzcn import network, pipeline, tables, writers
from kzcn.agenda import plover
from kzcn.pipeline import USUAL, Limits
from kzcn.sources import holds_tables, locate
from kzcn.spill import Spill
from kzcn.structuring import structured

PART = 500  # articles whose rows are written at once
EVENTS = "events.csv"
NETWORKS = ("network.graphml", "network.gexf")


def shown(name: str, ending: str) -> str:
    """Returns a table for a message: its file, or the file with all tables and its name."""
    return f"{writers.SINGLE[ending]}, {name}" if ending in writers.SINGLE else f"{name}.{ending}"


def build(
    address: str,
    folder: Path,
    ending: str,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    limits: Limits = USUAL,
) -> tuple[dict[str, int], pd.DataFrame]:
    """Returns the number of rows of each table and the problems, and writes into a folder the tables, the agenda as event data and the actor map.

    `ending` names a format of `writers`. Errors are those of `kzcn.load`.
    """
    counts = dict.fromkeys(tables.TABLES, 0)
    whole: dict[str, pd.DataFrame] = {}  # what the last part holds: the tables that are counted over all articles
    with tempfile.TemporaryFile() as spill, writers.writing(folder, ending) as add:
        for part in _parts(address, Spill(spill), jobs=jobs, scheduler=scheduler, limits=limits):
            for name, data in part.items():
                counts[name] += len(data)
                add(name, data)
            _add_events(folder / EVENTS, part.get("agenda", tables.frame("agenda", [])))
            whole |= part
    for name in NETWORKS:
        network.write(whole["edges"], whole["actors"], folder / name)
    return counts, whole["problems"]


def _parts(address: str, spill: Spill, **how: Any) -> Iterator[dict[str, pd.DataFrame]]:
    """Yields the tables of some articles at a time, and at the end those that are counted over all; tables that are built already come whole."""
    if holds_tables(locate(address)):
        yield dict(tables.Built(locate(address)))
        return
    merged = structured(address, spill, **how)
    for rows in _gathered(merged.rows()):
        yield {name: tables.frame(name, found) for name, found in rows.items()}


def _gathered(chunks: Iterable[pipeline.Rows]) -> Iterator[dict[str, list[Any]]]:
    """Yields rows of several articles together: a part has few rows of each table otherwise, and is slow to write."""
    rows: dict[str, list[Any]] = {}
    for number, chunk in enumerate(chunks, 1):
        for name, found in chunk.items():
            rows.setdefault(name, []).extend(found)
        if number % PART == 0:
            yield rows
            rows = {}
    yield rows


def _add_events(path: Path, items: pd.DataFrame) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(tables.csv(plover.event_data(items), header=file.tell() == 0))
