"""What an economist reads beside the series: consumer prices, China's share, figures by kind of goods, and why the two sides differ.

Each table ships with the package, has a row per figure or statement, and a ref_id and a source in each row.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kzcn.statistics import shipped


def prices() -> pd.DataFrame:
    """Returns consumer prices of the United States: ref_id, year, index (1982-84 = 100), source, address."""
    return _numbers(_table("prices.csv"), "index")


def shares() -> pd.DataFrame:
    """Returns China's share of Kazakhstan's trade: ref_id, year, exports_pct, imports_pct, turnover_pct (missing where none is known), source, address."""
    return _numbers(_table("shares.csv"), "exports_pct", "imports_pct", "turnover_pct")


def sections() -> pd.DataFrame:
    """Returns official figures by kind of goods: ref_id, reporter, partner, flow, year, section, words (tuple: the kinds of goods it covers), value_usd, source, address."""
    table = _numbers(_table("sections.csv"), "value_usd")
    return table.assign(words=table["words"].str.split(";").map(tuple))


def gaps() -> pd.DataFrame:
    """Returns why the two sides' figures differ: ref_id, part, words, who (whose figure it makes larger), size (in words), source, address."""
    return _table("gaps.csv")


def tables() -> dict[str, pd.DataFrame]:
    """Returns all these tables by caption."""
    return {
        "China's share of Kazakhstan's trade, per cent": shares(),
        "Figures by kind of goods": sections(),
        "Why the two sides' figures differ": gaps(),
        "Consumer prices of the United States (1982-84 = 100)": prices(),
    }


def constant(dollars: Mapping[int, float], year: int) -> dict[int, float]:
    """Returns yearly amounts in dollars of one year, by US consumer prices; years without a price index are left out."""
    index = prices().set_index("year")["index"]
    return {of: value * index[year] / index[of] for of, value in dollars.items() if of in index.index}


def _table(name: str) -> pd.DataFrame:
    table = pd.DataFrame(list(shipped.rows(name)))
    return table.assign(year=table["year"].astype(int)) if "year" in table else table


def _numbers(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return table.assign(**{column: pd.to_numeric(table[column]) for column in columns})
