"""Tables: rows of `kzcn.schema` as data frames, their cells as text, and the tables of a folder read again."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kzcn import schema, sources
from kzcn.cells import inert, live
from kzcn.errors import KzcnError

TABLES: dict[str, type] = {
    "documents": schema.Document,
    "passages": schema.Passage,
    "trade": schema.Claim,
    "agenda": schema.AgendaItem,
    "mentions": schema.Mention,
    "actors": schema.Actor,
    "edges": schema.Edge,
    "problems": schema.Problem,
}
DESCRIPTOR = "datapackage.json"  # names the files of a folder of tables, their columns, and the version of the schema
ARROW = {
    "str": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "tuple": pa.list_(pa.string()),
}
PANDAS = {pa.string(): pd.StringDtype(na_value=float("nan")), pa.int64(): pd.Int64Dtype()}


class OtherSchema(KzcnError):
    """The tables of a folder were written by a kzcn with another schema."""


class NoTable(KzcnError):
    """A folder of tables lacks one of them."""


def columns(name: str) -> pa.Schema:
    """Returns the Arrow schema of a table, with its columns in order."""
    hints = typing.get_type_hints(TABLES[name])
    return pa.schema(
        [pa.field(field.name, ARROW[_base(hints[field.name])]) for field in dataclasses.fields(TABLES[name])]
    )


def _base(hint: Any) -> str:
    inner = [part for part in typing.get_args(hint) if part is not type(None)]
    if typing.get_origin(hint) is tuple:
        return "tuple"
    return inner[0].__name__ if inner else hint.__name__


def frame(name: str, rows: Iterable[Any]) -> pd.DataFrame:
    """Returns rows (instances of the table's dataclass) as a data frame with the columns and types of the schema."""
    fields = columns(name)
    table = pa.Table.from_pylist([vars(row) for row in rows], schema=fields)
    return _pandas(table)


def rows(name: str, data: pd.DataFrame) -> list[Any]:
    """Returns the rows of a table as instances of its dataclass."""
    fields = columns(name)
    records = pa.Table.from_pandas(data, schema=fields, preserve_index=False).to_pylist()
    many = lists(fields)
    return [TABLES[name](**{**record, **{column: tuple(record[column]) for column in many}}) for record in records]


def _pandas(table: pa.Table) -> pd.DataFrame:
    data = table.to_pandas(types_mapper=PANDAS.get)
    for column in lists(table.schema):
        data[column] = pd.Series([tuple(cell) for cell in data[column]], index=data.index, dtype=object)
    return data


def lists(fields: pa.Schema) -> list[str]:
    """Returns the names of the columns that contain lists."""
    return [field.name for field in fields if pa.types.is_list(field.type)]


def _check_version(folder: str) -> None:
    filesystem, root = sources.filesystem(folder)
    path = f"{root.rstrip('/')}/{DESCRIPTOR}"
    try:
        version = (
            json.loads(filesystem.cat_file(path))["schema_version"] if filesystem.exists(path) else "of an older kzcn"
        )
    except (ValueError, TypeError, KeyError):
        version = "unreadable"
    if version != schema.VERSION:
        raise OtherSchema(
            f"{folder}: its tables have schema {version}; this kzcn reads schema {schema.VERSION}; "
            "write them again from the articles with: kzcn tables"
        )


def flat(name: str, data: pd.DataFrame) -> pd.DataFrame:
    """Returns a table with its lists joined, as in CSV."""
    return data.assign(**{column: data[column].map(joined) for column in lists(columns(name))})


def joined(parts: Iterable[str]) -> str:
    """Returns the parts of a list as one cell, joined with `;`; inside a part a backslash escapes `;` and backslashes."""
    return ";".join(re.sub(r"[;\\]", r"\\\g<0>", part) for part in parts)


def parted(cell: str) -> list[str]:
    """Returns the parts of a list in one cell."""
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in re.findall(r"(?:\\.|[^;\\])+", cell, re.DOTALL)]


def csv(data: pd.DataFrame, header: bool = True) -> str:
    """Returns a data frame as CSV, with a line of names or without, in which a spreadsheet reads no text as a formula (see `cells.inert`)."""
    kept = {
        inert(name): column if pd.api.types.is_numeric_dtype(column) else column.map(inert)
        for name, column in data.items()
    }
    lines = _Lines()
    pd.DataFrame(kept).to_csv(lines, index=False, header=header, lineterminator="\r\n")
    return lines.getvalue()


class _Lines(io.StringIO):
    """Takes rows that end in CR LF, so that cells with CR or LF are quoted, and stores them with Unix line ends."""

    def write(self, row: str) -> int:
        return super().write(row.removesuffix("\r\n") + "\n")


class Built(Mapping[str, pd.DataFrame]):
    """The tables of a folder (any fsspec address), CSV or Parquet, each read when it is first used.

    OtherSchema is raised if another kzcn wrote them, NoTable if one is missing.
    """

    def __init__(self, folder: str) -> None:
        _check_version(folder)
        self._filesystem, root = sources.filesystem(folder)
        self._paths, self._read = {}, dict[str, pd.DataFrame]()
        for name in TABLES:
            found = (f"{root.rstrip('/')}/{name}.{ending}" for ending in ("parquet", "csv"))
            path = next((path for path in found if self._filesystem.exists(path)), None)
            if path is None:
                raise NoTable(f"{folder}: its table {name} is missing; write the tables again with: kzcn tables")
            self._paths[name] = path

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            with self._filesystem.open(self._paths[name], "rb") as file:
                self._read[name] = (
                    _pandas(pq.read_table(file, schema=columns(name)))
                    if self._paths[name].endswith(".parquet")
                    else _from_csv(name, pd.read_csv(file, dtype=str, keep_default_na=False))
                )
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _from_csv(name: str, data: pd.DataFrame) -> pd.DataFrame:
    fields = columns(name)
    rows: list[dict[str, Any]] = []
    for record in data.to_dict("records"):
        rows.append({field.name: _value(record[field.name], field.type) for field in fields})
    return _pandas(pa.Table.from_pylist(rows, schema=fields))


def _value(cell: str, kind: pa.DataType) -> Any:
    if pa.types.is_list(kind):
        return parted(live(cell))
    if cell == "":
        return None
    if pa.types.is_boolean(kind):
        return cell == "True"
    if pa.types.is_integer(kind):
        return int(float(cell))
    return float(cell) if pa.types.is_floating(kind) else live(cell)
