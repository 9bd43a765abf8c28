"""Claims beside official figures: verdicts rest on levels, flags are respected, and a claim on some goods conflicts with no total."""

import pandas as pd
import pytest
from figures import SEED, claim, frame, official, year
from hypothesis import given
from hypothesis import strategies as st

from kzcn.statistics.official import reference
from kzcn.statistics.verdicts import audit


def one(row, official=None) -> pd.Series:
    return audit(frame(row), reference() if official is None else official).iloc[0]


def test_the_total_of_2006_is_confirmed_and_its_growth_is_consistent_with_2005():
    row = audit(frame(*SEED), reference()).iloc[0]
    assert (row["verdict"], row["side"], row["base_verdict"]) == ("confirmed", "CHN", "consistent")
    assert row["official_usd"] == 8358705000
    assert abs(row["deviation_pct"]) < 0.1
    assert row["base_usd"] == pytest.approx(6.81e9, rel=0.001)
    assert (row["base_official_usd"], row["base_ref_ids"]) == (6.8e9, ("2005-A-CHN-turnover-1",))
    assert set(row["ref_ids"]) == {"2006-A-CHN-turnover-1", "2006-A-CHN-turnover-2"}


def test_a_period_without_official_figures_has_no_reference():
    row = audit(frame(*SEED), reference()).iloc[1]
    assert (row["verdict"], row["ref_ids"]) == ("no reference", ())
    assert pd.isna(row["official_usd"])
    assert row["period"] == "H1 2007"


@pytest.mark.parametrize(
    ("row", "verdict", "side"),
    [
        (claim(31.5e9, year(2023)), "confirmed", "KAZ"),
        (claim(41e9, year(2023)), "confirmed", "CHN"),  # although the reporter of the claim is the default, Kazakhstan
        (claim(30e9, year(2023)), "consistent", "KAZ"),
        (claim(35.5e9, year(2023)), "conflicts", None),
        (claim(63.1e9, year(2023)), "conflicts", None),
        (claim(25.7e9, year(2012)), "consistent", "CHN"),  # only a derived figure
        (claim(33e9, year(2012)), "conflicts", None),  # the outlier that says 33 is no evidence
        (
            claim(16e9, year(2013), measure="exports"),
            "confirmed",
            "CHN",
        ),  # Kazakhstan's exports as China counts its imports
        (claim(14.3e9, year(2013), measure="exports"), "confirmed", "KAZ"),
        (claim(16e9, year(2013), measure="imports", reporter="CHN"), "confirmed", "CHN"),
        (claim(8.2e9, year(2013), measure="exports", reporter="CHN"), "confirmed", "KAZ"),
        (claim(6.1e9, year(2013), measure="balance"), "confirmed", "KAZ"),
        (claim(3.5e9, year(2013), measure="balance"), "confirmed", "CHN"),
        (claim(-3.5e9, year(2013), measure="balance", reporter="CHN"), "confirmed", "CHN"),
        (claim(20.4e9, year(2019)), "consistent", "CHN"),  # a lower bound confirms nothing
        (claim(25e9, year(2019)), "no reference", None),  # and contradicts nothing above it
        (claim(19.7e9, ("2022-01-01", "2022-10-31")), "confirmed", "KAZ"),
        (claim(3e9, year(1997)), "no reference", None),
        (claim(3e9), "no reference", None),
        (claim(3e9, year(2013), currency="CNY"), "no reference", None),  # no rate, no dollars
        (claim(31.5e9, year(2023), basis="implied"), "consistent", "KAZ"),
    ],
)
def test_a_verdict_rests_on_the_level(row, verdict, side):
    found = one(row)
    assert found["verdict"] == verdict
    assert found["side"] == side or (side is None and pd.isna(found["side"]))
    assert found["why"].endswith(".")
    assert "\n" not in found["why"]


def test_an_approximate_level_of_the_side_without_a_figure_is_no_conflict():
    found = one(claim(14.1e9, year(2010)))  # 69 % of China's 20.4, as in the years in which both sides are known
    assert (found["verdict"], found["side"]) == ("no reference", "KAZ")
    assert "missing" in found["why"]
    assert one(claim(9e9, year(2010)))["verdict"] == "conflicts"  # less than half is no usual gap


def test_one_kind_of_goods_conflicts_with_no_total():
    found = one(claim(1e9, year(2013), measure="exports", goods="metals"))
    assert found["verdict"] == "no reference"
    assert "(metals)" in found["why"]
    assert one(claim(1e9, year(2013), measure="exports"))["verdict"] == "conflicts"
    whole = claim(500e9, year(2013), measure="exports", goods="metals")
    assert one(whole)["verdict"] == "conflicts"  # no part is more than the whole


def test_growth_from_a_known_level_bears_out_a_value_of_the_side_without_a_figure():
    found = one(claim(14.1e9, year(2010), change=50.0, base=year(2009)))  # 9.4 billion by Kazakhstan's count
    assert (found["verdict"], found["side"], found["base_ref_ids"]) == ("consistent", "KAZ", ("2009-A-KAZ-turnover-1",))


def test_statistics_that_the_article_names_come_first():
    close = official(("CHN", "turnover", 2020, 10.0), ("KAZ", "turnover", 2020, 9.6))
    assert one(claim(9.65e9, year(2020), reporter="CHN"), close)["side"] == "CHN"
    assert one(claim(9.65e9, year(2020)), close)["side"] == "KAZ"
    # named, but only the other side has the level: said, and not confirmed
    swapped = one(claim(31.5e9, year(2023), reporter="CHN"))
    assert (swapped["verdict"], swapped["side"]) == ("consistent", "KAZ")
    assert "although the article names China's statistics" in swapped["why"]
    # named, and that side's figure is another
    assert one(claim(14.1e9, year(2010), reporter="CHN"))["verdict"] == "conflicts"


@pytest.mark.parametrize("flag", ["SUSPECT", "OUTLIER", "MISATTRIBUTED", "NOT Kazakh-reported"])
def test_rows_set_aside_are_never_evidence(flag):
    aside = official(("KAZ", "turnover", 2020, 10.0, flag))
    assert one(claim(10e9, year(2020)), aside)["verdict"] == "no reference"


@pytest.mark.parametrize("flag", ["DERIVED", "ESTIMATE", "LOWER BOUND"])
def test_weak_rows_confirm_nothing_alone(flag):
    weak = official(("KAZ", "turnover", 2020, 10.0, flag))
    assert one(claim(10e9, year(2020)), weak)["verdict"] == "consistent"
    both = official(("KAZ", "turnover", 2020, 10.0, flag), ("KAZ", "turnover", 2020, 9.95))
    assert one(claim(10e9, year(2020)), both)["verdict"] == "confirmed"


def test_a_stated_change_can_fit_where_the_value_has_no_reference():
    found = one(claim(15e9, year(2014), change=20.0, base=year(2013)), official(("KAZ", "turnover", 2013, 12.4)))
    assert (found["verdict"], found["base_verdict"], found["side"]) == ("consistent", "consistent", "KAZ")
    assert found["base_deviation_pct"] == pytest.approx(0.8, abs=0.05)
    assert (
        one(claim(15e9, year(2014), change=50.0, base=year(2013)), official(("KAZ", "turnover", 2013, 12.4)))["verdict"]
        == "conflicts"
    )


@pytest.mark.parametrize(
    ("change", "verdict", "side"),
    [
        (30.0, "consistent", "KAZ"),
        (32.0, "consistent", None),
        (55.0, "conflicts", None),
    ],
)
def test_a_change_without_a_value_is_compared_with_each_side(change, verdict, side):
    found = one(claim(None, year(2023), change=change, base=year(2022)))
    assert found["verdict"] == verdict
    if side:
        assert found["side"] == side
    assert len(found["ref_ids"]) == 2


def test_a_change_that_only_one_side_could_contradict_has_no_reference():
    found = one(claim(None, year(2017), change=80.0, base=year(2016)))
    assert (found["verdict"], pd.isna(found["side"])) == ("no reference", True)


def test_the_audit_keeps_the_order_and_leaves_targets_out():
    rows = frame(*SEED, claim(31.5e9, year(2023)))
    assert list(audit(rows, reference())["claim_id"]) == list(rows.loc[rows["status"] == "reported", "claim_id"])
    assert audit(frame(), reference()).empty


@given(st.floats(1e8, 1e11), st.floats(-5, 5), st.sampled_from(["KAZ", "CHN"]))
def test_the_verdict_depends_on_the_distance_alone(level, off, side):
    value = level * (1 + off / 100)
    found = one(claim(value, year(2020)), official((side, "turnover", 2020, level / 1e9)))
    assert found["verdict"] == ("confirmed" if abs(found["deviation_pct"]) <= 1.5 else "consistent")
    assert found["side"] == side
    assert found["deviation_pct"] == pytest.approx(off, abs=1e-6)


def test_no_claims_give_an_empty_table_with_all_columns():
    table = audit(frame(), reference())
    assert table.empty and len(table.columns) > 5
