"""Targets: the growth that each needs, by the levels that the article states, and what came of it by each side's figures."""

import pandas as pd
import pytest
from figures import SEED, SEED_ARTICLE, claim, frame, official, year
from hypothesis import given
from hypothesis import strategies as st

from kzcn import tables
from kzcn.statistics.official import reference
from kzcn.statistics.targets import outcomes, required_growth


def test_the_target_needs_a_fifth_a_year_while_the_article_reports_more():
    rows = required_growth(frame(*SEED), reference(), SEED_ARTICLE)
    assert len(rows) == 1
    row = rows.iloc[0]
    assert row["required_pct"] == pytest.approx(19.8, abs=0.05)
    assert (row["base_id"], row["base_basis"], row["base_side"], row["years"]) == (SEED[0].claim_id, "stated", "CHN", 2)
    assert row["growth_pct"] == (60.4, 22.8)
    assert row["growth_periods"] == ("H1 2007", "2006")
    assert row["growth_ids"] == (SEED[1].claim_id, SEED[0].claim_id)


def test_each_side_has_an_outcome():
    rows = outcomes(frame(*SEED), reference(), SEED_ARTICLE).set_index("side")
    assert rows.loc["CHN", "outcome"] == "reached"
    assert rows.loc["CHN", "outcome_usd"] == 9819611000 + 7726212000
    assert (rows.loc["CHN", "reached"], rows.loc["CHN", "reached_in"]) == ("in", 2007)  # a year before the target's
    assert (rows.loc["KAZ", "outcome"], rows.loc["KAZ", "reached_in"]) == ("reached", 2008)


def test_an_aim_for_one_kind_of_goods_is_not_met_by_the_total():
    aims = frame(claim(2e9, year(2013), measure="exports", status="target", goods="farm"))
    found = outcomes(aims, reference(), SEED_ARTICLE)
    assert set(found["outcome"]) == {"no figure"}
    assert found["outcome_usd"].isna().all()
    assert found["reached"].isna().all()
    assert (
        required_growth(aims, reference(), pd.DataFrame({"doc_id": ["a"], "published": ["2012-01-01"]}))["base_id"]
        .isna()
        .all()
    )


def test_an_article_with_both_levels_gives_a_required_growth_for_each():
    claims = frame(
        claim(20.3e9, year(2010), reporter="CHN"),
        claim(14.1e9, year(2010)),
        claim(9.4e9, year(2009)),
        claim(40e9, year(2015), status="target"),
    )
    rows = required_growth(claims, reference(), pd.DataFrame({"doc_id": ["a"], "published": ["2011-06-20"]}))
    assert list(rows["base_side"]) == ["CHN", "KAZ"]
    assert list(rows["required_pct"].round(1)) == [14.5, 23.2]


def test_without_a_stated_level_the_last_official_ones_before_the_article_serve():
    aim = frame(claim(40e9, year(2015), status="target", doc="b"))
    rows = required_growth(aim, reference(), pd.DataFrame({"doc_id": ["b"], "published": ["2011-06-20"]})).set_index(
        "base_side"
    )
    assert rows.loc["CHN", ["base_year", "base_basis"]].tolist() == [2010, "official"]
    assert rows.loc["CHN", "base_usd"] == 9279174381 + 11034422245
    assert rows.loc["KAZ", "base_year"] == 2010
    undated = required_growth(aim, reference(), pd.DataFrame({"doc_id": ["b"], "published": [None]}))
    assert undated["required_pct"].isna().all()
    assert len(undated) == 1


def test_a_target_without_a_year_has_a_ratio_and_no_rate():
    row = required_growth(
        frame(claim(31.5e9, year(2023)), claim(100e9, status="target")), reference(), SEED_ARTICLE
    ).iloc[0]
    assert pd.isna(row["required_pct"])
    assert pd.isna(row["target_year"])
    assert row["times"] == pytest.approx(3.17, abs=0.01)


def test_a_level_at_the_target_needs_no_growth():
    row = required_growth(
        frame(claim(41e9, year(2023)), claim(40e9, year(2030), status="target")), reference(), SEED_ARTICLE
    ).iloc[0]
    assert pd.isna(row["required_pct"])
    assert "needs no growth" in row["why"]


@given(st.floats(1e8, 1e11), st.floats(1.01, 20), st.integers(1, 20))
def test_the_required_growth_reaches_the_target(base, times, years):
    rows = frame(claim(base, year(2000)), claim(base * times, year(2000 + years), status="target"))
    row = required_growth(rows, official(), SEED_ARTICLE).iloc[0]
    assert base * (1 + row["required_pct"] / 100) ** years == pytest.approx(base * times)


UNDATED = pd.DataFrame({"doc_id": ["a"], "published": [None]})


def test_outcomes_differ_by_side_and_wait_for_the_series():
    sides = official(("CHN", "turnover", 2023, 41.0), ("KAZ", "turnover", 2023, 31.5), ("KAZ", "turnover", 2021, 18.2))
    rows = outcomes(
        frame(
            claim(40e9, year(2023), status="target"),
            claim(20e9, year(2022), status="forecast"),
            claim(50e9, year(2030), status="target"),
            claim(50e9, status="target"),
        ),
        sides,
        UNDATED,
    )
    assert list(rows["side"]) == ["KAZ", "CHN"] * 4
    assert list(rows["outcome"]) == ["missed", "reached", "no figure", "no figure", *["not yet known"] * 4]
    assert list(rows["reached_in"].iloc[1:4]) == [2023, 2023, 2023]
    assert list(rows["reached"].iloc[1:4]) == ["in", "by", "by"]  # nobody can say whether 2022 was enough


def test_a_target_without_a_year_is_reached_in_the_first_year_at_its_level():
    aim = frame(claim(20e9, status="target"))
    rows = outcomes(aim, reference(), pd.DataFrame({"doc_id": ["a"], "published": ["2018-11-23"]})).set_index("side")
    assert rows.loc["CHN", ["outcome", "reached_in"]].tolist() == ["reached", 2019]
    assert rows.loc["KAZ", ["outcome", "reached_in"]].tolist() == ["reached", 2022]


def test_a_forecast_by_named_statistics_is_measured_on_these():
    rows = outcomes(frame(claim(38e9, year(2023), status="forecast", reporter="CHN")), reference(), UNDATED)
    assert list(rows["side"]) == ["CHN"]
    assert rows["deviation_pct"].item() == pytest.approx(100 * (41.02 / 38 - 1))


def test_an_approximate_forecast_is_met_up_to_rounding_and_a_lower_bound_never_misses():
    sides = official(("CHN", "turnover", 2020, 9.9), ("KAZ", "turnover", 2020, 7.0, "LOWER BOUND"))
    rows = outcomes(frame(claim(10e9, year(2020), status="forecast", approx=True)), sides, UNDATED).set_index("side")
    assert rows.loc["CHN", "outcome"] == "reached"
    assert rows.loc["KAZ", "outcome"] == "no figure"


@pytest.mark.parametrize("flag", ["SUSPECT", "OUTLIER", "MISATTRIBUTED", "NOT Kazakh-reported"])
def test_an_official_row_set_aside_is_no_outcome(flag):
    aside = official(("KAZ", "turnover", 2020, 10.0, flag))
    assert set(outcomes(frame(claim(9e9, year(2020), status="target")), aside, UNDATED)["outcome"]) == {"not yet known"}


def test_no_claims_give_empty_tables_with_all_columns():
    for table in (
        required_growth(frame(), reference(), tables.frame("documents", [])),
        outcomes(frame(), reference(), UNDATED),
    ):
        assert table.empty and len(table.columns) > 5
