"""Writes tables in parts, so that a corpus of any size fits: as CSV, Parquet, SQLite (for Datasette) or an Excel workbook (for analysts).

The same rows in the same parts give the same bytes. A text that a spreadsheet would read as a formula gets an apostrophe in CSV and Excel.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kzcn import cells, schema, tables
from kzcn.errors import KzcnError

DESCRIPTOR = tables.DESCRIPTOR
SINGLE = {"sqlite": "kzcn.sqlite", "xlsx": "kzcn.xlsx"}  # formats that hold all tables in one file
KINDS = {pa.int64(): "INTEGER", pa.float64(): "REAL", pa.bool_(): "INTEGER"}  # of SQLite; all others are TEXT
SHEET_ROWS, CELL = 1_048_575, 32_767  # what an Excel sheet holds below its header, and one of its cells
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FIXED = datetime(1980, 1, 1)  # the date inside a workbook, so that the same tables are the same bytes


class TooLong(KzcnError):
    """A table has more rows than a sheet of Excel holds."""


class Writer(Protocol):
    """What writes tables into a folder."""

    def add(self, name: str, data: pd.DataFrame) -> None:
        """Writes rows of a table below those that were added before."""

    def close(self) -> None:
        """Completes the files."""


@contextmanager
def writing(folder: Path, ending: str, names: Iterable[str] = tuple(tables.TABLES)) -> Iterator[Callable[..., None]]:
    """Yields a function that adds rows to a table: `add(name, data)`. At the end each file is put into the folder, complete or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as beside:
        writer = WRITERS[ending](Path(beside))
        try:
            for name in names:
                writer.add(name, tables.frame(name, []))  # a table without rows has its header
            yield writer.add
        finally:
            writer.close()
        (Path(beside) / DESCRIPTOR).write_text(_descriptor(names, ending), encoding="utf-8")
        for path in sorted(Path(beside).iterdir()):
            os.replace(path, folder / path.name)


def _descriptor(names: Iterable[str], ending: str) -> str:
    """Returns what a folder of tables holds, as a Frictionless data package (JSON)."""
    resources = [
        {
            "name": name,
            "path": SINGLE.get(ending, f"{name}.{ending}"),
            "schema": {
                "fields": [{"name": field.name, "type": _frictionless(field.type)} for field in tables.columns(name)]
            },
        }
        for name in names
    ]
    return json.dumps({"name": "kzcn", "schema_version": schema.VERSION, "resources": resources}, indent=1) + "\n"


def _frictionless(kind: pa.DataType) -> str:
    return {pa.int64(): "integer", pa.float64(): "number", pa.bool_(): "boolean"}.get(kind, "string")


class _Csv:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, data: pd.DataFrame) -> None:
        path = self._folder / f"{name}.csv"
        text = tables.csv(tables.flat(name, data), header=not path.exists())
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(text)

    def close(self) -> None:
        pass


class _Parquet:
    def __init__(self, folder: Path) -> None:
        self._folder, self._open = folder, dict[str, pq.ParquetWriter]()

    def add(self, name: str, data: pd.DataFrame) -> None:
        columns = tables.columns(name)
        if name not in self._open:
            self._open[name] = pq.ParquetWriter(self._folder / f"{name}.parquet", columns, compression="zstd")
        if len(data):  # a row group each
            self._open[name].write_table(pa.Table.from_pandas(data, schema=columns, preserve_index=False))

    def close(self) -> None:
        for writer in self._open.values():
            writer.close()


class _Sqlite:
    def __init__(self, folder: Path) -> None:
        self._base, self._known = sqlite3.connect(folder / SINGLE["sqlite"]), set[str]()

    def add(self, name: str, data: pd.DataFrame) -> None:
        columns = tables.columns(name)
        if name not in self._known:
            self._known.add(name)
            declared = ", ".join(f'"{field.name}" {KINDS.get(field.type, "TEXT")}' for field in columns)
            self._base.execute(f'CREATE TABLE "{name}" ({declared})')
            if "doc_id" in columns.names:
                self._base.execute(f'CREATE INDEX "{name}_doc_id" ON "{name}" (doc_id)')
        rows = zip(*(map(_plain, column) for _, column in tables.flat(name, data).items()), strict=True)
        self._base.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})', rows)

    def close(self) -> None:
        self._base.commit()
        self._base.close()


class _Workbook:
    def __init__(self, folder: Path) -> None:
        import openpyxl

        self._path, self._book = folder / SINGLE["xlsx"], openpyxl.Workbook(write_only=True)
        self._sheets, self._rows = dict[str, Any](), dict[str, int]()

    def add(self, name: str, data: pd.DataFrame) -> None:
        kept = tables.flat(name, data).drop(columns="text" if name == "documents" else [])  # the passages hold the text
        if name not in self._sheets:
            self._sheets[name], self._rows[name] = self._book.create_sheet(name), 0
            self._sheets[name].freeze_panes = "A2"
            self._sheets[name].append(list(kept.columns))
        self._rows[name] += len(kept)
        if self._rows[name] > SHEET_ROWS:
            raise TooLong(
                f"{name}: Excel holds {SHEET_ROWS:,} rows, this table has more: write --format parquet or sqlite"
            )
        for row in zip(*(map(_cell, column) for _, column in kept.items()), strict=True):
            self._sheets[name].append(row)

    def close(self) -> None:
        self._book.properties.created = self._book.properties.modified = FIXED
        self._book.save(self._path)
        _without_times(self._path)


def _plain(cell: Any) -> Any:
    """Returns a cell as a plain value of Python, None where it is missing."""
    if cell is None or cell is pd.NA or cell != cell:
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _cell(cell: Any) -> Any:
    """Returns a cell as a workbook takes it: text without characters that XML cannot hold, cut where the cell ends."""
    plain = _plain(cell)
    return cells.inert(NOT_IN_XML.sub("", plain))[:CELL] if isinstance(plain, str) else plain


def _without_times(path: Path) -> None:
    """Writes a zip file again with one fixed time for all that it holds."""
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)


WRITERS: dict[str, Callable[[Path], Writer]] = {
    "csv": _Csv,
    "parquet": _Parquet,
    "sqlite": _Sqlite,
    "xlsx": _Workbook,
}
