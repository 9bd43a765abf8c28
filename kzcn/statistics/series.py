"""Official figures by side, flow and period: what a claim, a target or the other side's figure is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kzcn.phrasing import is_year
from kzcn.statistics.official import WEAK, evidence

HOME = "KAZ"  # the reporter of a turnover when the article does not say whose statistics it uses
MIRROR = {"turnover": "turnover", "exports": "imports", "imports": "exports"}  # a flow as the other side counts it


@dataclass(frozen=True)
class Official:
    """An official figure of one side; a balance comes from two rows."""

    side: str
    value: float
    ref_ids: tuple[str, ...]
    basis: str
    flags: frozenset[str]
    kind: str = "series"
    source: str = ""

    @property
    def weak(self) -> bool:
        """Returns whether this figure cannot confirm a claim alone."""
        return not WEAK.isdisjoint(self.flags)

    def deviation(self, value: float) -> float:
        """Returns by how many per cent a value lies above this figure."""
        return 100 * (value - self.value) / abs(self.value)


class Series:
    """The evidence in a reference, by side, flow and period."""

    def __init__(self, reference: pd.DataFrame) -> None:
        self._rows: dict[tuple[str, ...], list[Official]] = {}
        for row in records(evidence(reference)):
            key = (row["reporter"], row["partner"], row["flow"], row["period_start"], row["period_end"])
            figure = Official(
                row["reporter"],
                row["value_usd"],
                (row["ref_id"],),
                row["basis"],
                frozenset(row["flags"]),
                row["kind"],
                row["source"],
            )
            self._rows.setdefault(key, []).append(figure)

    def figures(self, measure: str, reporter: str, partner: str, side: str, start: str, end: str) -> list[Official]:
        """Returns one side's figures for a measure as seen from `reporter`, the preferred one first."""
        if measure == "balance":
            sold, bought = (self.figures(flow, reporter, partner, side, start, end) for flow in ("exports", "imports"))
            return _balances(side, sold, bought)
        other, flow = (partner, measure) if side == reporter else (reporter, MIRROR[measure])
        return self._rows.get((side, other, flow, start, end), [])

    def best(self, measure: str, reporter: str, partner: str, side: str, start: str, end: str) -> Official | None:
        """Returns the preferred one of `figures`."""
        return next(iter(self.figures(measure, reporter, partner, side, start, end)), None)

    def years(self, reporter: str, partner: str, flows: Iterable[str] = MIRROR) -> range:
        """Returns the calendar years from the first to the last figure of the two countries, with the years between."""
        known = [
            int(start[:4])
            for side, other, flow, start, end in self._rows
            if {side, other} == {reporter, partner} and flow in flows and is_year(start, end)
        ]
        return range(min(known), max(known) + 1) if known else range(0)

    def yearly(self, measure: str, reporter: str, partner: str, side: str) -> dict[int, Official]:
        """Returns one side's preferred figures of calendar years, oldest first, without missing years."""
        found = {
            year: self.best(measure, reporter, partner, side, f"{year}-01-01", f"{year}-12-31")
            for year in self.years(reporter, partner)
        }
        return {year: figure for year, figure in found.items() if figure}

    def usual_ratio(
        self, measure: str, reporter: str, partner: str, side: str, other: str
    ) -> tuple[float, float] | None:
        """Returns the lowest and highest ratio of `other`'s yearly figures to `side`'s, None when no year has both."""
        ours, theirs = (self.yearly(measure, reporter, partner, counted) for counted in (side, other))
        ratios = [theirs[year].value / ours[year].value for year in ours.keys() & theirs.keys()]
        return (min(ratios), max(ratios)) if ratios else None


def _balances(side: str, exports: list[Official], imports: list[Official]) -> list[Official]:
    """Returns exports less imports, each from one source; of the preferred flows where no source has both."""
    by_source: dict[str, Official] = {}
    for figure in imports:
        by_source.setdefault(figure.source, figure)
    pairs = [(sold, by_source[sold.source]) for sold in exports if sold.source in by_source]
    if not pairs and exports and imports:
        pairs = [(exports[0], imports[0])]
    return [
        Official(
            side,
            sold.value - bought.value,
            sold.ref_ids + bought.ref_ids,
            "derived",
            sold.flags | bought.flags,
            sold.kind,
            sold.source,
        )
        for sold, bought in pairs
    ]


def whole_years(claims: pd.DataFrame) -> pd.Series:
    """Returns for each claim whether its period is one calendar year."""
    days = zip(claims["period_start"], claims["period_end"], strict=True)
    return pd.Series([is_year(*period) for period in days], index=claims.index, dtype=bool)


def frame(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    """Returns a data frame whose number columns are numbers, even where all values are missing."""
    numbers = [
        column for column in columns if column.endswith(("_usd", "_pct", "times")) and column != "growth_pct"
    ]  # growth_pct holds tuples
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(numbers, float))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Returns the rows of a data frame, with None for missing values."""
    return [
        {str(name): None if not isinstance(cell, tuple) and pd.isna(cell) else cell for name, cell in row.items()}
        for row in table.to_dict("records")
    ]
