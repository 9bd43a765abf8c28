"""Makes docs/CODEBOOK.md from the schema, docs/codebook.toml and the example article: `python docs/codebook.py`, or `make codebook`."""

from __future__ import annotations

import tomllib
import typing
from pathlib import Path
from typing import Any

import kzcn
from kzcn import schema, tables
from kzcn.agenda import plover
from kzcn.vocabulary import vocabulary

HERE = Path(__file__).parent
HEAD = """# Codebook

Every table and every column that `kzcn tables` writes and `kzcn.load` returns, schema {version}. This page is made from the schema
(`make codebook`); the examples are from the article in `seeds/`.

Ids are text, dates are ISO days. A cell without words behind it is empty. Lists are joined by `;` in CSV (a backslash escapes `;` inside a
part) and are lists in Parquet. Offsets count characters of `documents.text`: `text[start:end]` is the quote. Rows are sorted by article, then
by offset. [METHOD.md](METHOD.md) says how well the fields are read.
"""
LABELS = ("themes", "instruments", "forums")
LONGEST = 60  # characters of an example


def described() -> dict[str, dict[str, dict[str, str]]]:
    """Returns what docs/codebook.toml says, by table and column."""
    return tomllib.loads((HERE / "codebook.toml").read_text(encoding="utf-8"))


def columns() -> dict[str, dict[str, str]]:
    """Returns the columns of every table, with their types in words."""
    kinds = {
        name: {column: _type(hint) for column, hint in typing.get_type_hints(kind).items()}
        for name, kind in tables.TABLES.items()
    }
    return {**kinds, "events": dict.fromkeys(plover.COLUMNS, "text or empty")}


def page(said: dict[str, dict[str, dict[str, str]]], kinds: dict[str, dict[str, str]]) -> str:
    """Returns the codebook; SystemExit names columns without a description, and descriptions without a column."""
    pairs = [{(table, column) for table, held in part.items() for column in held} for part in (said, kinds)]
    if pairs[0] != pairs[1]:
        wrong = [f"{table}.{column}" for table, column in sorted(pairs[0] ^ pairs[1])]
        raise SystemExit(f"docs/codebook.toml and the schema differ in: {', '.join(wrong)}")
    corpus = kzcn.load(HERE.parent / "seeds")
    example = {**corpus.tables(), "events": plover.event_data(corpus.agenda)}
    parts = [HEAD.format(version=schema.VERSION)]
    for name, held in kinds.items():
        about = tables.TABLES[name].__doc__ if name in tables.TABLES else "One agenda item as an event (`events.csv`)."
        parts += [
            f"\n## {name}\n",
            f"{about}\n",
            "| column | type | meaning | from | values | example |",
            "|---|---|---|---|---|---|",
        ]
        for column, kind in held.items():
            line = said[name][column]
            parts.append(
                f"| `{column}` | {kind} | {line['meaning']} | {line['from']} | {_values(line.get('values', ''))} "
                f"| {_example(example[name][column])} |"
            )
    for name in LABELS:
        parts += [f"\n## Labels: {name}\n", "| label | meaning |", "|---|---|"]
        parts += [f"| {label} | {entry['definition']} |" for label, entry in vocabulary(name).items()]
    return "\n".join(parts) + "\n"


def _type(hint: Any) -> str:
    inner = [part for part in typing.get_args(hint) if part is not type(None)]
    if typing.get_origin(hint) is tuple:
        return "list of text"
    name = {"str": "text", "int": "integer", "float": "number", "bool": "True or False"}[(inner or [hint])[0].__name__]
    return f"{name} or empty" if inner else name


def _values(stated: str) -> str:
    if hasattr(schema, stated):
        return ", ".join(getattr(schema, stated))
    if stated == "relations":
        return ", ".join(["co-mention", *vocabulary(stated)])
    return f"[labels](#labels-{stated})" if stated in LABELS else stated


def _example(column: Any) -> str:
    """Returns the first cell that holds something, as in CSV."""
    cells = [tables.joined(cell) if isinstance(cell, tuple) else str(cell) for cell in column.dropna()]
    held = next((cell for cell in cells if cell), "").removeprefix(f"{HERE.parent.as_posix()}/")
    text = held if len(held) <= LONGEST else f"{held[: LONGEST - 1].rstrip()}…"
    return f"`{text.replace('|', '&#124;')}`" if text else ""


if __name__ == "__main__":
    (HERE / "CODEBOOK.md").write_text(page(described(), columns()), encoding="utf-8")
