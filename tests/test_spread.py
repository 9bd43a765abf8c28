"""Articles that state a turnover for the same year are compared with one another."""

import pandas as pd
import pytest
from figures import claim, frame, year

from kzcn import tables
from kzcn.statistics import spread


def test_the_spread_shows_each_articles_figure_for_the_same_year():
    rows = frame(
        claim(20.4e9, year(2010), doc="x"),
        claim(14.1e9, year(2010), doc="y"),
        claim(10e9, ("2010-01-01", "2010-06-30"), doc="y"),
        claim(40e9, year(2015), doc="y", status="target"),
        claim(9.4e9, year(2009), doc="y", basis="implied"),
    )
    table = spread.turnover(rows, pd.DataFrame({"doc_id": ["x", "y"], "published": ["2012-01-01", "2011-01-01"]}))
    assert list(table["doc_id"]) == ["y", "x"]  # by date of publication
    assert (table["articles"] == 2).all()
    assert table["spread_pct"].iloc[0] == pytest.approx(44.7, abs=0.05)


def test_no_claims_give_an_empty_table_with_all_columns():
    table = spread.turnover(frame(), tables.frame("documents", []))
    assert table.empty and len(table.columns) > 5
