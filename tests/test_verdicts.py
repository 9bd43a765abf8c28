"""Claims beside official figures: verdicts rest on levels, flags are respected, and a claim on some goods differs from no total."""

import pandas as pd
import pytest
from figures import SEED, claim, frame, official, year
from hypothesis import given
from hypothesis import strategies as st

from kzcn.statistics.official import reference
from kzcn.statistics.verdicts import VERDICTS, audit

BUILT_IN = reference()


def one(row, official=None) -> pd.Series:
    return audit(frame(row), BUILT_IN if official is None else official).iloc[0]


def test_the_total_of_2006_is_confirmed_and_its_growth_fits_2005():
    row = audit(frame(*SEED), reference()).iloc[0]
    assert (row["verdict"], row["side"], row["base_verdict"]) == ("confirmed", "CHN", "growth fits")
    assert row["official_usd"] == 4751530000 + 3607171000
    assert row["official_basis"] == "sum"
    assert abs(row["deviation_pct"]) < 0.1
    assert row["base_usd"] == pytest.approx(6.81e9, rel=0.001)
    assert row["base_official_usd"] == 3898885000 + 2902267000
    assert "2006-A-CHN-turnover-2" in row["ref_ids"]


def test_a_part_of_a_year_without_official_figures_has_no_reference_and_says_why():
    row = audit(frame(*SEED), reference()).iloc[1]
    assert (row["verdict"], row["reason"], row["ref_ids"]) == ("no reference", "part of a year", ())
    assert pd.isna(row["official_usd"])
    assert row["period"] == "H1 2007"


@pytest.mark.parametrize(
    ("row", "verdict", "side"),
    [
        (claim(31.5e9, year(2023)), "confirmed", "KAZ"),
        (claim(41e9, year(2023)), "confirmed", "CHN"),  # although the reporter of the claim is the default, Kazakhstan
        (claim(30e9, year(2023)), "close", "KAZ"),
        (claim(35.5e9, year(2023)), "differs", None),
        (claim(63.1e9, year(2023)), "differs", None),
        (claim(25.7e9, year(2012)), "confirmed", "CHN"),
        (claim(33e9, year(2012)), "differs", None),  # the outlier that says 33 is no evidence
        (claim(16e9, year(2013), measure="exports"), "confirmed", "CHN"),  # as China counts its imports
        (claim(14.3e9, year(2013), measure="exports"), "confirmed", "KAZ"),
        (claim(16e9, year(2013), measure="imports", reporter="CHN"), "confirmed", "CHN"),
        (claim(8.2e9, year(2013), measure="exports", reporter="CHN"), "confirmed", "KAZ"),
        (claim(6.1e9, year(2013), measure="balance"), "confirmed", "KAZ"),
        (claim(3.5e9, year(2013), measure="balance"), "confirmed", "CHN"),
        (claim(-3.5e9, year(2013), measure="balance", reporter="CHN"), "confirmed", "CHN"),
        (claim(22e9, year(2019)), "confirmed", "CHN"),
        (claim(25e9, year(2019)), "differs", None),
        (claim(3e9, year(2003), approx=True), "close", "CHN"),  # "over 3 billion" where it was 3.29
        (claim(19.7e9, ("2022-01-01", "2022-10-31")), "confirmed", "KAZ"),
        (claim(3e9, year(1997)), "differs", None),
        (claim(31.5e9, year(2023), basis="implied"), "growth fits", "KAZ"),
    ],
)
def test_a_verdict_rests_on_the_level(row, verdict, side):
    found = one(row)
    assert found["verdict"] == verdict
    assert found["side"] == side or (side is None and pd.isna(found["side"]))
    assert found["why"].endswith(".")
    assert "\n" not in found["why"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (claim(3e9), "no period"),
        (claim(3e9, year(2013), currency="CNY"), "no amount"),  # no rate, no dollars
        (claim(3e9, year(1985)), "no figure"),
        (claim(3e9, ("2007-01-01", "2007-06-30")), "part of a year"),
        (claim(3e9, ("2000-01-01", "2005-12-31")), "several years"),
        (claim(1e9, year(2013), goods="metals"), "kind of goods"),
        (claim(None, year(2013), change=80.0, base=year(2012), goods="metals"), "kind of goods"),
    ],
)
def test_no_reference_has_a_reason_and_other_verdicts_have_none(row, reason):
    found = one(row)
    assert (found["verdict"], found["reason"]) == ("no reference", reason)
    assert pd.isna(one(claim(31.5e9, year(2023)))["reason"])


def test_the_deviation_is_that_from_the_preferred_figure_also_where_the_press_fits_better():
    found = one(claim(14.33e9, year(2013), measure="exports"))  # the first release; the series has 14.37
    assert found["official_usd"] == 14373748042
    assert found["deviation_pct"] == pytest.approx(100 * (14.33e9 / 14373748042 - 1))
    early = one(claim(14.39e9, year(2019)))  # the first release of Kazakhstan's count, 2.7 % below the series
    assert (early["verdict"], early["side"], early["official_usd"]) == ("confirmed", "KAZ", 8003870000 + 6788630000)
    assert "another release has $14.39 billion" in early["why"]


def test_a_balance_takes_both_flows_from_one_release():
    mixed = official(("KAZ", "exports", 2020, 10.0), ("KAZ", "imports", 2020, 6.0), ("KAZ", "imports", 2020, 7.0))
    mixed["source"] = ["new", "old", "new"]
    found = one(claim(3e9, year(2020), measure="balance"), mixed)
    assert (found["verdict"], found["official_usd"]) == ("confirmed", 3e9)


def test_an_approximate_level_of_the_side_without_a_figure_does_not_differ():
    china = official(*(("CHN", "turnover", of, 20.0) for of in (2009, 2010)), ("KAZ", "turnover", 2009, 13.8))
    found = one(claim(14.1e9, year(2010)), china)  # 69 % of China's, as in the year in which both sides are known
    assert (found["verdict"], found["side"], found["reason"]) == ("no reference", "KAZ", "no figure")
    assert "missing" in found["why"]
    assert one(claim(9e9, year(2010)), china)["verdict"] == "differs"  # less than half is no usual gap


def test_one_kind_of_goods_differs_from_no_total():
    found = one(claim(1e9, year(2013), measure="exports", goods="metals"))
    assert found["verdict"] == "no reference"
    assert "(metals)" in found["why"]
    assert one(claim(1e9, year(2013), measure="exports"))["verdict"] == "differs"
    level = claim(14.37e9, year(2013), measure="exports", goods="metals")
    assert one(level)["verdict"] == "no reference"  # the total confirms no part of it
    whole = claim(500e9, year(2013), measure="exports", goods="metals")
    assert one(whole)["verdict"] == "differs"  # no part is more than the whole


def test_a_growth_fits_where_only_the_base_is_known():
    known = official(("KAZ", "turnover", 2009, 9.4), ("CHN", "turnover", 2009, 14.0))
    found = one(claim(14.1e9, year(2010), change=50.0, base=year(2009)), known)
    assert (found["verdict"], found["side"], found["base_official_usd"]) == ("growth fits", "KAZ", 9.4e9)
    apart = one(claim(15e9, year(2010), change=20.0, base=year(2009)), official(("KAZ", "turnover", 2009, 9.4)))
    assert apart["verdict"] == "differs"


def test_statistics_that_the_article_names_come_first():
    close = official(("CHN", "turnover", 2020, 10.0), ("KAZ", "turnover", 2020, 9.6))
    assert one(claim(9.65e9, year(2020), reporter="CHN"), close)["side"] == "CHN"
    assert one(claim(9.65e9, year(2020)), close)["side"] == "KAZ"
    # named, but only the other side has the level: it differs from what it names, and that is said
    swapped = one(claim(31.5e9, year(2023), reporter="CHN"))
    assert swapped["verdict"] == "differs"
    assert "at the level of Kazakhstan's figure, $31.5 billion" in swapped["why"]
    assert swapped["official_usd"] == 41.02e9


@pytest.mark.parametrize("flag", ["SUSPECT", "OUTLIER", "MISATTRIBUTED", "NOT Kazakh-reported"])
def test_rows_set_aside_are_never_evidence(flag):
    aside = official(("KAZ", "turnover", 2020, 10.0, flag))
    assert one(claim(10e9, year(2020)), aside)["verdict"] == "no reference"


@pytest.mark.parametrize("flag", ["DERIVED", "ESTIMATE", "LOWER BOUND", "ROUNDED"])
def test_weak_rows_confirm_nothing_alone(flag):
    weak = official(("KAZ", "turnover", 2020, 10.0, flag))
    assert one(claim(10e9, year(2020)), weak)["verdict"] == "close"
    both = official(("KAZ", "turnover", 2020, 9.95), ("KAZ", "turnover", 2020, 10.0, flag))
    assert one(claim(10e9, year(2020)), both)["verdict"] == "confirmed"


def test_a_lower_bound_says_nothing_about_a_value_far_above_it():
    bound = official(("KAZ", "turnover", 2020, 10.0, "LOWER BOUND"))
    assert one(claim(15e9, year(2020)), bound)["verdict"] == "no reference"
    assert one(claim(5e9, year(2020)), bound)["verdict"] == "differs"


@pytest.mark.parametrize(
    ("change", "verdict", "side"),
    [(30.0, "growth fits", "KAZ"), (32.0, "growth fits", None), (55.0, "differs", None)],
)
def test_a_change_without_a_value_is_compared_with_each_side(change, verdict, side):
    found = one(claim(None, year(2023), change=change, base=year(2022)))
    assert found["verdict"] == verdict
    if side:
        assert found["side"] == side
    assert len(found["ref_ids"]) == 2


def test_a_change_may_fit_a_first_release():
    found = one(claim(None, year(2019), change=23.0, base=year(2018)))  # 26.5 % in the later release
    assert (found["verdict"], found["side"]) == ("growth fits", "KAZ")


def test_a_change_that_only_one_side_could_contradict_has_no_reference():
    china = official(("CHN", "turnover", 2016, 13.0), ("CHN", "turnover", 2017, 18.0))
    found = one(claim(None, year(2017), change=80.0, base=year(2016)), china)
    assert (found["verdict"], pd.isna(found["side"])) == ("no reference", True)


def test_the_audit_keeps_the_order_and_leaves_targets_out():
    rows = frame(*SEED, claim(31.5e9, year(2023)))
    assert list(audit(rows, reference())["claim_id"]) == list(rows.loc[rows["status"] == "reported", "claim_id"])
    assert audit(frame(), reference()).empty


@given(st.floats(1e8, 1e11), st.floats(-10, 10), st.sampled_from(["KAZ", "CHN"]), st.booleans())
def test_the_verdict_depends_on_the_distance_alone(level, off, side, approx):
    value = level * (1 + off / 100)
    found = one(claim(value, year(2020), approx=approx), official((side, "turnover", 2020, level / 1e9)))
    apart = abs(found["deviation_pct"])
    expected = "confirmed" if apart <= (5 if approx else 1.5) else "close" if apart <= 7.5 else "differs"
    assert found["verdict"] == expected
    assert found["deviation_pct"] == pytest.approx(off, abs=1e-6)


@given(
    st.one_of(st.none(), st.floats(1e6, 1e12)),
    st.one_of(st.none(), st.integers(1990, 2030)),
    st.one_of(st.none(), st.floats(-150, 900)),
    st.sampled_from(["turnover", "exports", "imports", "balance"]),
    st.sampled_from(["KAZ", "CHN"]),
    st.booleans(),
)
def test_every_claim_has_a_known_verdict_and_a_reason_only_without_reference(
    value, of, change, measure, reporter, approx
):
    row = claim(
        value, year(of), change=change, base=year(of and of - 1), measure=measure, reporter=reporter, approx=approx
    )
    found = one(row, BUILT_IN)
    assert found["verdict"] in VERDICTS
    assert pd.isna(found["reason"]) == (found["verdict"] != "no reference")


def test_no_claims_give_an_empty_table_with_all_columns():
    table = audit(frame(), reference())
    assert table.empty and len(table.columns) > 5
