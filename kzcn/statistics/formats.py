"""The kinds of statistics files that users bring, each known by its header: those of `formats.toml`, and our own columns."""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from kzcn.errors import KzcnError
from kzcn.phrasing import period_id
from kzcn.statistics import cells, countries, shipped

FLOWS = ("turnover", "exports", "imports")
KINDS = ("series", "release", "statement")  # see `official`
OWN = ("reporter", "partner", "flow", "year or period_start and period_end", "value_usd")
OWN_COLUMNS = (("reporter",), ("partner",), ("flow",), ("year", "periodstart"), ("year", "periodend"), ("valueusd",))
IN_HEADER, IN_FILE_NAME = "header", "file name"


class UnknownStatistics(KzcnError):
    """A statistics file cannot be read: an unknown header, a cell that is not a figure, or no usable row."""


class OverlappingStatistics(KzcnError):
    """A file holds two different totals for the same reporter, flow and period."""


class DoubtfulStatistics(UserWarning):
    """A statistics file can be read, but its figures are far from the built-in ones, or it has parts without their total."""


class Figure(NamedTuple):
    """One total read from a file: whose statistics, which flow, which days, how many dollars."""

    reporter: str
    partner: str
    flow: str
    start: str
    end: str
    value: float


@dataclass(frozen=True)
class Format:
    """A kind of file; see `formats.toml` for what the fields say. Names of columns are as they are printed."""

    title: str
    period: str | Sequence[str]
    reporter: Sequence[str]
    partner: Sequence[str]
    flows: Mapping[str, str]
    flow: Sequence[str] = ()
    value: Sequence[str] = ()
    unit: float = 1
    numbers: str = "m49"
    only: Mapping[str, str] = field(default_factory=dict)
    total: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def missing(self, header: Sequence[str]) -> list[str]:
        """Returns the columns, as they are printed, that a header of plain names lacks to be of this format."""
        needed: list[Sequence[str]] = [self.reporter, self.partner]
        needed += [columns for columns in (self.flow, self.value) if columns]
        needed += [self.period] if not isinstance(self.period, str) else []
        lacks = [names[0] for names in needed if not any(cells.plain(name) in header for name in names)]
        if self.period == IN_HEADER and not any(name[:1].isdigit() for name in header):
            lacks.append("a column per year")
        if not self.flow and not any(re.fullmatch(words, name) for words in self.flows.values() for name in header):
            lacks.append(" or ".join(self.flows))
        return lacks


@cache
def known() -> tuple[Format, ...]:
    """Returns the formats of `formats.toml`, in order."""
    with (shipped.FOLDER / "formats.toml").open("rb") as file:
        return tuple(Format(**entry) for entry in tomllib.load(file)["format"])


def of(header: Sequence[str]) -> Format | None:
    """Returns the format of a header of plain names; None where it has none of them."""
    return next((kind for kind in known() if not kind.missing(header)), None)


def is_own(header: Sequence[str]) -> bool:
    """Returns whether a header of plain names is that of our own columns."""
    return all(any(name in header for name in names) for names in OWN_COLUMNS)


def unknown(header: Sequence[str], printed: Iterable[str]) -> str:
    """Returns what is wrong with a header that has no format: the columns found, the nearest format and what it lacks."""
    nearest = min(known(), key=lambda kind: len(kind.missing(header)))
    lacks = ", ".join(nearest.missing(header))
    found = ", ".join(name for name in printed if name)[:200]
    titles = ", ".join(kind.title for kind in known())
    return (
        f"unknown header; the columns are: {found or 'none'}. The nearest format is {nearest.title}, which also has: {lacks}. "
        f"Accepted are {titles}, and our own columns ({', '.join(OWN)})"
    )


def own_rows(
    table: Iterable[dict[str, str]], name: str, path: str = "", comma: bool = False
) -> list[dict[str, object]]:
    """Returns the rows of a table in our own columns, whose names may lack case and underscores; `comma`: decimal commas."""
    rows = []
    for number, printed in enumerate(table, start=1):
        row = {cells.plain(column): cell.strip() for column, cell in printed.items() if column}
        start, end = cells.days(row)
        reporter, partner, flow = row["reporter"], row["partner"], row["flow"]
        if flow not in FLOWS:
            raise cells.BadCell("flow", flow, f"one of {', '.join(FLOWS)}")
        if partner == reporter:
            raise cells.BadCell("partner", partner, "another country than the reporter")
        if (kind := row.get("kind") or KINDS[0]) not in KINDS:
            raise cells.BadCell("kind", kind, f"one of {', '.join(KINDS)}")
        value = cells.amount("valueusd", row["valueusd"], comma=comma)
        if value is None:
            raise cells.BadCell("valueusd", row["valueusd"], cells.AMOUNT)
        rows.append(
            {
                "ref_id": row.get("refid") or f"{period_id(start, end)}-{reporter}-{flow}-{partner}-file-{number}",
                "reporter": reporter,
                "partner": partner,
                "flow": flow,
                "period_start": start,
                "period_end": end,
                "value_usd": value,
                "kind": kind,
                "source": row.get("source", ""),
                "title": row.get("title") or name,
                "address": row.get("address") or path,
                "quality": row.get("quality", ""),
                "flags": flags(row.get("flags", "")),
                "note": row.get("note", ""),
                "basis": row.get("basis") or "published",
            }
        )
    if not rows:
        raise UnknownStatistics(f"{name}: the file has a header and no rows; write one row per figure")
    return rows


def flags(cell: str) -> tuple[str, ...]:
    """Returns the flags of a row, which its cell joins by `;`."""
    return tuple(flag for flag in cell.split(";") if flag)


def figures(kind: Format, table: Iterable[dict[str, str]], name: str, comma: bool = False) -> Iterator[Figure]:
    """Returns the figures of the rows that are totals; warns of series of which the file has only parts.

    The columns of the table have plain names. `comma` says that amounts have decimal commas. Raises BadCell, and UnknownStatistics where
    rows name countries that nobody knows, and no other row counts.
    """
    parts, found, strangers = set[Figure](), set[Figure](), dict[str, None]()
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)
    for row in table:
        if not all(re.fullmatch(words, cells.plain(row.get(cells.plain(c), ""))) for c, words in kind.only.items()):
            continue
        pair, unknown = _pair(kind, row)
        strangers.update(dict.fromkeys(unknown))
        if pair is None:
            continue
        total = all(cells.is_total(row, cells.plain(column), *whole) for column, whole in kind.total.items())
        for flow, period, value in _observations(kind, row, year and year[0]):
            if (number := cells.amount(value[0], value[1], kind.unit, comma=comma)) is None:
                continue
            figure = Figure(*pair, flow, *cells.period(*period), number)
            (found if total else parts).add(figure._replace(value=0.0))
            if total:
                yield figure
    if not found and strangers:
        listed = ", ".join(repr(stranger) for stranger in list(strangers)[:4])
        raise UnknownStatistics(
            f"{name}: no row is between two known countries; unknown: {listed}. Write ISO 3166 alpha-3 codes, or add the names to "
            "kzcn/statistics/countries.csv"
        )
    if found and (lost := sorted(parts - found)):
        _warn_of_parts(name, lost)


def _warn_of_parts(name: str, lost: list[Figure]) -> None:
    first = lost[0]
    warnings.warn(
        DoubtfulStatistics(
            f"{name}: {len(lost)} series have parts but no total and are left out, first {first.reporter} {first.flow} with "
            f"{first.partner}, {first.start} to {first.end}; download all goods together (TOTAL)"
        ),
        stacklevel=2,
    )


def _pair(kind: Format, row: Mapping[str, str]) -> tuple[tuple[str, str] | None, list[str]]:
    """Returns reporter and partner (None where one is the world, a group or unknown, or both are the same), and the unknown names."""
    given = [cells.first(row, *map(cells.plain, columns))[1].strip() for columns in (kind.reporter, kind.partner)]
    codes = [countries.code(cell, kind.numbers) for cell in given]
    names = [cell for cell, code in zip(given, codes, strict=True) if code is None and not countries.is_group(cell)]
    reporter, partner = codes
    return ((reporter, partner) if reporter and partner and reporter != partner else None), names


def _observations(kind: Format, row: Mapping[str, str], year: str | None) -> Iterator[tuple[str, Any, Any]]:
    """Returns the flow, the period and the amount of each figure in a row; the last two as (column, cell)."""
    if kind.period == IN_FILE_NAME:
        period = cells.first(row, "year")
        period = period if period[1] else ("file name", year or "")
    else:
        period = ("", "") if isinstance(kind.period, str) else cells.first(row, *map(cells.plain, kind.period))
    if not kind.flow:
        for column, cell in row.items():
            for flow, words in kind.flows.items():
                if column and re.fullmatch(words, column):
                    yield flow, period, (column, cell)
        return
    printed = cells.plain(cells.first(row, *map(cells.plain, kind.flow))[1])
    flow = next((flow for flow, words in kind.flows.items() if re.fullmatch(words, printed)), "")
    if not flow:
        return
    if kind.period == IN_HEADER:  # the name of a column of a period begins with a digit
        for column, cell in row.items():
            if column[:1].isdigit():
                yield flow, (column, column), (column, cell)
    else:
        yield flow, period, cells.first(row, *map(cells.plain, kind.value))
