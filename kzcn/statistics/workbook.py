"""Excel workbooks as CSV text: a table at the top of the first sheet, or the IMF's workbook of one country with a sheet per flow."""

from __future__ import annotations

import csv
import io
import zipfile

import pandas as pd

from kzcn.statistics.formats import UnknownStatistics

LEADING = ("Reporter of the sheet", "Flow of the sheet", "Partner")


def is_workbook(data: bytes) -> bool:
    """Returns whether the bytes are an Excel workbook (.xlsx)."""
    return data.startswith(b"PK")


def as_csv(data: bytes, name: str) -> str:
    """Returns a workbook as the text of a CSV file; raises UnknownStatistics where it cannot be opened."""
    try:
        sheets = pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, dtype=str, engine="openpyxl")
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnknownStatistics(f"{name}: cannot be opened as a workbook ({error}); save it as CSV") from None
    tables = [sheet.fillna("").values.tolist() for sheet in sheets.values()]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(_joined(tables) or _plain(tables))
    return stream.getvalue()


def _plain(tables: list[list[list[str]]]) -> list[list[str]]:
    """Returns the rows of the first sheet that hold something."""
    rows = tables[0] if tables else []
    return [row for row in rows if any(row)]


def _joined(tables: list[list[list[str]]]) -> list[list[str]]:
    """Returns the rows of all sheets of the IMF's layout under one header; none where a sheet has another.

    Such a sheet says its flow, its reporter and its unit in the second column, above a header of years; then come the partners.
    """
    years: list[str] = []
    found: list[list[str]] = []
    for rows in tables:
        header = next((n for n, row in enumerate(rows) if sum(_is_year(cell) for cell in row) > 1), None)
        words = [row[1] for row in rows[:header] if len(row) > 1 and row[1]] if header is not None else []
        if header is None or len(words) < 3:
            return []
        columns = {n: cell.removesuffix(".0") for n, cell in enumerate(rows[header]) if _is_year(cell)}
        years += [year for year in columns.values() if year not in years]
        flow, reporter, unit = words[0], words[1], words[2]
        for row in rows[header + 1 :]:
            by_year = {year: row[n] for n, year in columns.items()}
            found.append([reporter, f"{flow}, {unit}", row[1], *(_reported(by_year.get(year, "")) for year in years)])
    return [[*LEADING, *years], *found]


def _is_year(cell: str) -> bool:
    return cell.removesuffix(".0").isdigit() and len(cell.removesuffix(".0")) == 4


def _reported(cell: str) -> str:
    """Returns a cell without the figures that the IMF marks as its own estimates: "128.11 e"."""
    return "" if cell.strip().endswith("e") else cell
