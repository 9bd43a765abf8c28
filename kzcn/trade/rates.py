"""Yearly average rates of exchange (`statistics/rates.csv`, a source per row)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "statistics" / "rates.csv"


def usd(value: float, currency: str, year: int) -> float | None:
    """Returns an amount in US dollars at the average rate of a year; None where no rate is known."""
    if currency == "USD":
        return value
    rate = _rates().get((currency, year))
    return None if rate is None else value / rate


@cache
def _rates() -> dict[tuple[str, int], float]:
    """Returns units of a currency per US dollar, by ISO 4217 code and year."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {(row["currency"], int(row["year"])): float(row["per_usd"]) for row in csv.DictReader(lines)}
