"""A user's own statistics file, read whole or refused.

A cell that should hold an amount or a period and does not is reported with its row and column. Only cells that mark a missing figure
(empty, `..`, `n/a`) are passed over. Twelve months (or four quarters) without their year are summed to it.
"""

from __future__ import annotations

import codecs
import csv
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from kzcn.phrasing import is_year, period_id
from kzcn.statistics import formats, workbook
from kzcn.statistics.cells import BadCell, plain
from kzcn.statistics.formats import Figure, OverlappingStatistics, UnknownStatistics

# Two totals of one series that differ by less than this share are the same figure, revised or rounded.
SAME_FIGURE = 0.005
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


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
    text = workbook.as_csv(data, name) if workbook.is_workbook(data) else _text(data)
    blank = len(text) - len(text.lstrip())
    header = text[blank:].partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    # Not pandas: Comtrade+ ends its rows, not its header, with a comma, and pandas would then take the first column for an index.
    table = csv.DictReader(io.StringIO(text[blank:], newline=""), delimiter=delimiter, restkey="", restval="")
    try:
        printed = {plain(column): column.strip() for column in table.fieldnames or []}
        table.fieldnames = [plain(column) for column in table.fieldnames or []]
        if formats.is_own(table.fieldnames):
            return formats.own_rows(table, name, path, comma=delimiter == ";")
        if (kind := formats.of(table.fieldnames)) is None:
            raise UnknownStatistics(f"{name}: {formats.unknown(table.fieldnames, printed.values())}")
        return _file_rows(formats.figures(kind, table, name, comma=delimiter == ";"), kind.title, name, path)
    except csv.Error as error:
        raise UnknownStatistics(f"{name}: not a CSV file ({error}); save the download as CSV") from None
    except BadCell as cell:
        row = table.line_num + text[:blank].count("\n")
        raise UnknownStatistics(f"{name}, row {row}, column {printed.get(cell.column, cell.column)}: {cell}") from None


def _text(data: bytes) -> str:
    """Returns the text of a file in UTF-8, in UTF-16 (what Excel calls Unicode text) or in Latin-1."""
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data[:2]:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # Comtrade writes this when a country's name has an accent


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
    return [_row(figure, title, name, path, published=True) for figure in unique.values()] + [
        _row(figure, title, name, path, published=False) for figure in _years(unique.values())
    ]


def _years(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Returns the sum of the twelve months, or else of the four quarters, of each year that has no figure of its own."""
    yearly, parts = set(), dict[Figure, dict[str, list[float]]]()
    for figure in figures:
        year = figure._replace(start=f"{figure.start[:4]}-01-01", end=f"{figure.start[:4]}-12-31", value=0.0)
        if is_year(figure.start, figure.end):
            yearly.add(year)
        else:
            length = period_id(figure.start, figure.end).partition("-")[2][:1]  # M or Q
            if length != "M" or figure.start[:7] == figure.end[:7]:
                parts.setdefault(year, {}).setdefault(length, []).append(figure.value)
    for year, lengths in parts.items():
        whole = next((lengths[key] for key, size in (("M", 12), ("Q", 4)) if len(lengths.get(key, ())) == size), None)
        if whole and year not in yearly:
            yield year._replace(value=sum(whole))


def _row(figure: Figure, title: str, name: str, path: str, *, published: bool) -> dict[str, object]:
    return {
        "ref_id": f"{period_id(figure.start, figure.end)}-{figure.reporter}-{figure.flow}-{figure.partner}-file",
        "reporter": figure.reporter,
        "partner": figure.partner,
        "flow": figure.flow,
        "period_start": figure.start,
        "period_end": figure.end,
        "value_usd": figure.value,
        "kind": "series",
        "source": title,
        "title": name,
        "address": path,
        "quality": "official",
        "flags": (),
        "note": "" if published else "Sum of the parts of the year in the file.",
        "basis": "published" if published else "sum",
    }
