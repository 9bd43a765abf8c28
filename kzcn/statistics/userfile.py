"""A user's own statistics file, read whole or refused.

A cell that should hold an amount or a period and does not is reported with its row and column. Only cells that mark a missing figure
(empty, `..`, `n/a`) are passed over.
"""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable

from kzcn.phrasing import period_id
from kzcn.statistics.cells import BadCell, plain
from kzcn.statistics.formats import FORMATS, Figure, OverlappingStatistics, UnknownStatistics, own_rows

# Two totals of one series that differ by less than this share are the same figure, revised or rounded.
SAME_FIGURE = 0.005


def read(path: str) -> list[dict[str, object]]:
    """Returns the rows of a statistics file at an fsspec address, in the columns of `official.COLUMNS`.

    Raises UnknownStatistics and OverlappingStatistics.
    """
    import fsspec

    name = path.rstrip("/").rpartition("/")[2]
    try:
        with fsspec.open(path, "rb", compression="infer") as file:
            data = file.read()
    except (EOFError, lzma.LZMAError, zipfile.BadZipFile, zlib.error) as error:
        raise UnknownStatistics(f"{name}: cannot be unpacked ({error}); fetch the file again") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # Comtrade writes this when a country's name has an accent
    blank = len(text) - len(text.lstrip())
    header = text[blank:].partition("\n")[0]
    # Not pandas: Comtrade+ ends its rows, not its header, with a comma, and pandas would then take the first column for an index.
    table = csv.DictReader(
        io.StringIO(text[blank:], newline=""), delimiter=max(",;\t", key=header.count), restkey="", restval=""
    )
    try:
        printed = {plain(column): column.strip() for column in table.fieldnames or []}
        table.fieldnames = [plain(column) for column in table.fieldnames or []]
        for known in FORMATS:
            if all(any(choice in table.fieldnames for choice in column.split("|")) for column in known.columns):
                if known.figures is None:
                    return own_rows(table, name, path)
                return _file_rows(known.figures(table, name), known.title, name, path)
    except csv.Error as error:
        raise UnknownStatistics(f"{name}: not a CSV file ({error}); save the download as CSV") from None
    except BadCell as cell:
        row = table.line_num + text[:blank].count("\n")
        raise UnknownStatistics(f"{name}, row {row}, column {printed.get(cell.column, cell.column)}: {cell}") from None
    accepted = "; ".join(f"{known.title} ({', '.join(known.header)})" for known in FORMATS)
    raise UnknownStatistics(f"{name}: unknown header; save a CSV file with the columns of one of: {accepted}")


def _file_rows(figures: Iterable[Figure], title: str, name: str, path: str) -> list[dict[str, object]]:
    unique: dict[Figure, Figure] = {}
    for figure in figures:
        series = figure._replace(value=0.0)
        first = unique.setdefault(series, figure)
        if abs(figure.value - first.value) > SAME_FIGURE * abs(first.value):
            raise OverlappingStatistics(
                f"{name}: two totals for {figure.reporter} {figure.flow} with {figure.partner}, {figure.start} to {figure.end}: "
                f"{first.value:.0f} and {figure.value:.0f} dollars; keep one row per reporter, flow and period"
            )
    if not unique:
        raise UnknownStatistics(
            f"{name}: the header is that of {title}, but no row is a total of trade between two countries; "
            "download all goods together (TOTAL), exports and imports"
        )
    return [
        {
            "ref_id": f"{period_id(figure.start, figure.end)}-{figure.reporter}-{figure.flow}-{figure.partner}-file",
            "reporter": figure.reporter,
            "partner": figure.partner,
            "flow": figure.flow,
            "period_start": figure.start,
            "period_end": figure.end,
            "value_usd": figure.value,
            "source": title,
            "title": name,
            "address": path,
            "quality": "official",
            "flags": (),
            "note": "",
            "basis": "published",
        }
        for figure in unique.values()
    ]
