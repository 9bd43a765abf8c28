"""What a cell of a statistics file holds: an amount, a period, a code.

A cell that holds something else than its column should raises BadCell.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date

from kzcn.errors import KzcnError

LARGEST = 1e14  # dollars: several times the trade of the whole world in a year
AMOUNT = "an amount of trade: expected US dollars from 0 to 100 trillion"
YEARS = range(1900, 2101)
NO_FIGURE = frozenset(
    {"", "-", "–", "—", ".", "..", "...", "…", "na", "n.a.", "n/a", "#n/a", "null", "none", "c", "confidential"}
)


class BadCell(KzcnError):
    """A cell does not hold what its column should; `column` is the plain name, the message says what is expected."""

    def __init__(self, column: str, cell: str, expected: str) -> None:
        super().__init__(f"{cell[:40]!r} is not {expected}")
        self.column = column


def plain(name: str) -> str:
    """Returns the name of a column without case, spaces and punctuation, which vary between downloads."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def first(row: Mapping[str, str], *columns: str) -> tuple[str, str]:
    """Returns the first of some columns whose cell is not empty, and that cell; an empty cell where there is none."""
    return next(((column, row[column]) for column in columns if row.get(column, "").strip()), (columns[0], ""))


def is_total(row: Mapping[str, str], column: str, *whole: str) -> bool:
    """Returns whether a code stands for all parts together; so does a missing or empty cell."""
    return (row.get(column) or "").strip().removesuffix(".0").upper() in {"", *whole}


THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?$")
EURO_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?$")


def amount(column: str, cell: str, unit: float = 1.0, *, comma: bool = False) -> float | None:
    """Returns the dollars in a cell; None where the cell says that there is no figure.

    `comma` says that the file has decimal commas (its cells are parted by semicolons); elsewhere a comma is one where it cannot part thousands.
    """
    if cell.strip().lower() in NO_FIGURE:
        return None
    try:
        value = float(_plain_number(re.sub(r"[\s'’]", "", cell), comma)) * unit
    except ValueError:
        raise BadCell(column, cell, AMOUNT) from None
    if not 0 <= value <= LARGEST:  # NaN, too
        raise BadCell(column, cell, AMOUNT)
    return value


def _plain_number(digits: str, comma: bool) -> str:
    """Returns a number with a decimal point and no marks of thousands: 1,234.5 and 1.234,5 are both 1234.5."""
    if comma and EURO_THOUSANDS.match(digits):
        return digits.replace(".", "").replace(",", ".")
    if THOUSANDS.match(digits) and not (comma and digits.count(",") == 1 and "." not in digits):
        return digits.replace(",", "")
    return digits.replace(",", ".") if digits.count(",") == 1 and "." not in digits else digits


def period(column: str, cell: str) -> tuple[str, str]:
    """Returns the first and last day of the period in a cell."""
    if (found := _period(cell)) is None:
        raise BadCell(
            column,
            cell,
            f"a period: expected a year from {YEARS[0]} to {YEARS[-1]}, or a part of one, as 2015, 2015-Q1 or 2015-03",
        )
    return found


def days(row: Mapping[str, str]) -> tuple[str, str]:
    """Returns the first and last day of a row in our own columns: of its year, or of its period."""
    if year := row.get("year"):
        return period("year", year)
    found: list[str] = []
    for column in ("periodstart", "periodend"):
        cell = row.get(column, "")
        try:
            valid = date.fromisoformat(cell).isoformat() == cell and int(cell[:4]) in YEARS
        except ValueError:
            valid = False
        if not valid or [*found, cell] != sorted([*found, cell]):
            raise BadCell(
                column,
                cell,
                f"a day from {YEARS[0]} to {YEARS[-1]} such as 2015-12-31, the end of a period not before its start",
            )
        found.append(cell)
    return found[0], found[1]


PERIOD = re.compile(
    r"(?P<year>\d{4})(?:\.0)?(?:-?(?:[HS](?P<half>[12])|Q(?P<quarter>[1-4])|M?(?P<month>\d\d|(?<=[M-])\d)))?$", re.ASCII
)


def _period(cell: str) -> tuple[str, str] | None:
    """Returns the first and last day of 2015, 2015-Q1, 2015Q1, 2015-S1, 2015-M03, 2015-03 or 201503."""
    match = PERIOD.match(cell.strip().upper())
    if not match:
        return None
    year = int(match["year"])
    if match["half"]:
        opening, length = 6 * int(match["half"]) - 5, 6
    elif match["quarter"]:
        opening, length = 3 * int(match["quarter"]) - 2, 3
    elif match["month"]:
        opening, length = int(match["month"]), 1
    else:
        opening, length = 1, 12
    closing = opening + length - 1
    if year not in YEARS or not 1 <= closing <= 12:
        return None
    return f"{year}-{opening:02d}-01", f"{year}-{closing:02d}-{calendar.monthrange(year, closing)[1]}"
