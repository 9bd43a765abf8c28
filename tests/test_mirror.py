"""The two sides' statistics stay apart, and what one side lacks stays missing."""

import pandas as pd
import pytest
from figures import official

from kzcn.statistics import mirror
from kzcn.statistics.official import reference


def test_both_sides_figures_for_the_same_goods_stand_side_by_side():
    rows = mirror.flows(reference()).set_index(["direction", "year"])
    eastward = rows.loc[("KAZ→CHN", 2013)]
    assert (eastward["exporter_usd"], eastward["importer_usd"]) == (14373748042, 16023877585)
    assert eastward["gap_pct"] == pytest.approx(11.5, abs=0.05)
    assert rows.loc[("CHN→KAZ", 2013), "gap_pct"] == pytest.approx(-33.3, abs=0.05)  # less arrives than leaves
    assert rows.loc[("CHN→KAZ", 2024), "exporter_basis"] == "derived"
    assert (
        rows.loc[("CHN→KAZ", 2006), "importer_usd"] == 1924942800
    )  # not the row that is China's own figure times 1.10


def test_missing_years_are_rows_without_figures():
    holes = official(
        ("KAZ", "turnover", 1995, 1.0),
        ("CHN", "exports", 1995, 1.0),
        ("CHN", "exports", 2001, 1.0),
        ("KAZ", "turnover", 2001, 2.0),
    )
    for table in (mirror.flows(holes), mirror.turnover(holes)):
        for _, years in table.groupby(table.get("direction", pd.Series("all", index=table.index)))["year"]:
            assert list(years) == list(range(years.min(), years.max() + 1))
    empty = mirror.turnover(holes).set_index("year").loc[1999]
    assert empty.isna().all()


def test_the_turnover_has_a_low_and_a_high_figure_only_where_both_sides_have_a_figure():
    years = mirror.turnover(reference()).set_index("year")
    assert years.loc[2023, ["low_usd", "high_usd"]].tolist() == [31.5e9, 41.02e9]
    assert years.loc[2023, ["reporter_ref_id", "partner_ref_id"]].tolist() == [
        "2023-A-KAZ-turnover-1",
        "2023-A-CHN-turnover-1",
    ]
    assert pd.isna(years.loc[1993, "low_usd"])
    assert years.loc[1993, "partner_usd"] == 171682000 + 263036000
    turned = mirror.turnover(reference(), reporter="CHN", partner="KAZ").set_index("year")
    assert turned.loc[2023, "reporter_usd"] == 41.02e9


@pytest.mark.parametrize("flag", ["SUSPECT", "OUTLIER", "MISATTRIBUTED", "NOT Kazakh-reported"])
def test_rows_set_aside_are_in_neither_table(flag):
    aside = official(("KAZ", "turnover", 2020, 10.0, flag), ("KAZ", "exports", 2020, 5.0, flag))
    assert mirror.flows(aside).empty and mirror.turnover(aside).empty


def test_no_figures_give_empty_tables_with_all_columns():
    for table in (mirror.flows(official()), mirror.turnover(official())):
        assert table.empty and len(table.columns) > 5
