"""Claims beside official figures: verdicts rest on levels, flags are respected, sides stay apart, and what is missing stays missing."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn import tables
from kzcn.model import Claim
from kzcn.statistics.audit import audit, band, label, mirror, outcomes, spread, targets
from kzcn.statistics.official import COLUMNS, reference

NUMBERS = itertools.count(1)
PARTNER = {"KAZ": "CHN", "CHN": "KAZ"}


def year(number: int | None) -> tuple[str, str] | tuple[None, None]:
    return (f"{number}-01-01", f"{number}-12-31") if number else (None, None)


def claim(
    value=None,
    period=(None, None),
    *,
    change=None,
    base=(None, None),
    measure="turnover",
    reporter="KAZ",
    status="reported",
    doc="a",
    approx=False,
    basis="stated",
    currency="USD",
    quote="quote",
) -> Claim:
    number, partner, dollars = next(NUMBERS), PARTNER[reporter], value if currency == "USD" else None
    return Claim(
        f"{doc}:t{number}",
        doc,
        f"{doc}:0001",
        0,
        5,
        quote,
        measure,
        reporter,
        partner,
        *period,
        value,
        currency,
        dollars,
        change,
        *base,
        status,
        None,
        approx,
        basis,
    )


def frame(*claims: Claim) -> pd.DataFrame:
    return tables.frame("trade", claims)


def one(row: Claim, official: pd.DataFrame | None = None) -> pd.Series:
    return audit(frame(row), reference() if official is None else official).iloc[0]


def official(*rows: tuple) -> pd.DataFrame:
    """Official figures from (reporter, flow, year, billions, flags...)."""
    made = [
        {
            "ref_id": f"{of}-A-{reporter}-{flow}-{number}",
            "reporter": reporter,
            "partner": PARTNER[reporter],
            "flow": flow,
            "period_start": f"{of}-01-01",
            "period_end": f"{of}-12-31",
            "value_usd": billions * 1e9,
            "source": "s",
            "title": "t",
            "address": "a",
            "quality": "official",
            "flags": tuple(flags),
            "note": "",
            "basis": "derived" if "DERIVED" in flags else "published",
        }
        for number, (reporter, flow, of, billions, *flags) in enumerate(rows)
    ]
    return pd.DataFrame(made, columns=COLUMNS)


SEED = (
    claim(8.36e9, year(2006), change=22.8, base=year(2005), doc="seed"),
    claim(5.97e9, ("2007-01-01", "2007-06-30"), change=60.4, base=("2006-01-01", "2006-06-30"), doc="seed"),
    claim(12e9, year(2008), status="target", doc="seed"),
)
SEED_ARTICLE = pd.DataFrame({"doc_id": ["seed"], "published": ["2007-09-05"]})


# The seed article


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


def test_the_target_needs_a_fifth_a_year_while_the_article_reports_more():
    rows = targets(frame(*SEED), reference(), SEED_ARTICLE)
    assert len(rows) == 1
    row = rows.iloc[0]
    assert row["required_pct"] == pytest.approx(19.8, abs=0.05)
    assert (row["base_id"], row["base_basis"], row["base_side"], row["years"]) == (SEED[0].claim_id, "stated", "CHN", 2)
    assert row["growth_pct"] == (60.4, 22.8)
    assert row["growth_periods"] == ("H1 2007", "2006")
    assert row["growth_ids"] == (SEED[1].claim_id, SEED[0].claim_id)


def test_the_outcome_is_told_by_each_side_and_missing_where_it_has_no_figure():
    rows = outcomes(frame(*SEED), reference()).set_index("side")
    assert rows.loc["CHN", "outcome"] == "met"
    assert rows.loc["CHN", "ref_id"] == "2008-A-CHN-turnover-1"
    assert rows.loc["KAZ", "outcome"] == "no figure"
    assert pd.isna(rows.loc["KAZ", "outcome_usd"])


# Verdicts


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
    found = one(
        claim(1e9, year(2013), measure="exports", quote="exports of metals to China came to $1 billion in 2013")
    )
    assert found["verdict"] == "no reference"
    assert "(metals)" in found["why"]
    assert (
        one(claim(1e9, year(2013), measure="exports", quote="exports to China came to $1 billion in 2013"))["verdict"]
        == "conflicts"
    )
    whole = claim(500e9, year(2013), measure="exports", quote="exports of metals to China came to $500 billion in 2013")
    assert one(whole)["verdict"] == "conflicts"  # no part is more than the whole


def test_an_aim_for_one_kind_of_goods_is_not_met_by_the_total():
    aims = frame(
        claim(
            2e9, year(2013), measure="exports", status="target", quote="wants farm exports to reach $2 billion in 2013"
        )
    )
    found = outcomes(aims, reference())
    assert set(found["outcome"]) == {"no figure"}
    assert found["outcome_usd"].isna().all()
    assert found["reached"].isna().all()
    assert (
        targets(aims, reference(), pd.DataFrame({"doc_id": ["a"], "published": ["2012-01-01"]}))["base_id"].isna().all()
    )


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
    assert mirror(aside).empty
    assert band(aside).empty
    assert set(outcomes(frame(claim(9e9, year(2020), status="target")), aside)["outcome"]) == {"not yet known"}


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


# Targets and outcomes


def test_an_article_with_both_levels_gives_a_required_growth_for_each():
    claims = frame(
        claim(20.4e9, year(2010), reporter="CHN"),
        claim(14.1e9, year(2010)),
        claim(9.4e9, year(2009)),
        claim(40e9, year(2015), status="target"),
    )
    rows = targets(claims, reference(), pd.DataFrame({"doc_id": ["a"], "published": ["2011-06-20"]}))
    assert list(rows["base_side"]) == ["CHN", "KAZ"]
    assert list(rows["required_pct"].round(1)) == [14.4, 23.2]


def test_without_a_stated_level_the_last_official_ones_before_the_article_serve():
    aim = frame(claim(40e9, year(2015), status="target", doc="b"))
    rows = targets(aim, reference(), pd.DataFrame({"doc_id": ["b"], "published": ["2011-06-20"]})).set_index(
        "base_side"
    )
    assert rows.loc["CHN", ["base_id", "base_year", "base_basis"]].tolist() == [
        "2010-A-CHN-turnover-1",
        2010,
        "official",
    ]
    assert rows.loc["KAZ", "base_year"] == 2009  # 2010 is missing on this side
    undated = targets(aim, reference(), pd.DataFrame({"doc_id": ["b"], "published": [None]}))
    assert undated["required_pct"].isna().all()
    assert len(undated) == 1


def test_a_target_without_a_year_has_a_ratio_and_no_rate():
    row = targets(frame(claim(31.5e9, year(2023)), claim(100e9, status="target")), reference(), SEED_ARTICLE).iloc[0]
    assert pd.isna(row["required_pct"])
    assert pd.isna(row["target_year"])
    assert row["times"] == pytest.approx(3.17, abs=0.01)


def test_a_level_at_the_target_needs_no_growth():
    row = targets(
        frame(claim(41e9, year(2023)), claim(40e9, year(2030), status="target")), reference(), SEED_ARTICLE
    ).iloc[0]
    assert pd.isna(row["required_pct"])
    assert "needs no growth" in row["why"]


@given(st.floats(1e8, 1e11), st.floats(1.01, 20), st.integers(1, 20))
def test_the_required_growth_reaches_the_target(base, times, years):
    rows = frame(claim(base, year(2000)), claim(base * times, year(2000 + years), status="target"))
    row = targets(rows, official(), SEED_ARTICLE).iloc[0]
    assert base * (1 + row["required_pct"] / 100) ** years == pytest.approx(base * times)


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
    )
    assert list(rows["side"]) == ["KAZ", "CHN"] * 4
    assert list(rows["outcome"]) == ["missed", "met", "no figure", "no figure", *["not yet known"] * 4]
    assert list(rows["reached_in"].iloc[1:4]) == [2023, 2023, 2023]
    assert list(rows["reached"].iloc[1:4]) == ["in", "by", "by"]  # nobody can say whether 2022 was enough


def test_an_approximate_forecast_is_met_up_to_rounding_and_a_lower_bound_never_misses():
    sides = official(("CHN", "turnover", 2020, 9.9), ("KAZ", "turnover", 2020, 7.0, "LOWER BOUND"))
    rows = outcomes(frame(claim(10e9, year(2020), status="forecast", approx=True)), sides).set_index("side")
    assert rows.loc["CHN", "outcome"] == "met"
    assert rows.loc["KAZ", "outcome"] == "no figure"


# The two sides


def test_the_mirror_lays_both_counts_of_the_same_goods_side_by_side():
    rows = mirror(reference()).set_index(["direction", "year"])
    eastward = rows.loc[("KAZ→CHN", 2013)]
    assert (eastward["exporter_usd"], eastward["importer_usd"]) == (14.334e9, 16e9)
    assert eastward["gap_pct"] == pytest.approx(11.6, abs=0.05)
    assert rows.loc[("CHN→KAZ", 2013), "gap_pct"] == pytest.approx(-34.5, abs=0.05)  # less arrives than leaves
    assert rows.loc[("CHN→KAZ", 2022), "exporter_basis"] == "derived"
    assert pd.isna(rows.loc[("CHN→KAZ", 2006), "importer_usd"])  # the row filed under Kazakhstan is China's own figure


def test_missing_years_are_rows_without_figures():
    for table in (mirror(reference()), band(reference())):
        for _, years in table.groupby(table.get("direction", pd.Series("all", index=table.index)))["year"]:
            assert list(years) == list(range(years.min(), years.max() + 1))
    empty = band(reference()).set_index("year").loc[1999]
    assert empty.isna().all()


def test_the_band_has_both_edges_only_where_both_sides_have_a_figure():
    years = band(reference()).set_index("year")
    assert years.loc[2023, ["low_usd", "high_usd"]].tolist() == [31.5e9, 41.02e9]
    assert years.loc[2023, ["reporter_ref_id", "partner_ref_id"]].tolist() == [
        "2023-A-KAZ-turnover-1",
        "2023-A-CHN-turnover-1",
    ]
    assert pd.isna(years.loc[2010, "low_usd"])
    assert years.loc[2010, "partner_usd"] == 20.4e9
    turned = band(reference(), reporter="CHN", partner="KAZ").set_index("year")
    assert turned.loc[2023, "reporter_usd"] == 41.02e9


def test_the_spread_shows_each_articles_figure_for_the_same_year():
    rows = frame(
        claim(20.4e9, year(2010), doc="x"),
        claim(14.1e9, year(2010), doc="y"),
        claim(10e9, ("2010-01-01", "2010-06-30"), doc="y"),
        claim(40e9, year(2015), doc="y", status="target"),
        claim(9.4e9, year(2009), doc="y", basis="implied"),
    )
    table = spread(rows, pd.DataFrame({"doc_id": ["x", "y"], "published": ["2012-01-01", "2011-01-01"]}))
    assert list(table["doc_id"]) == ["y", "x"]  # by date of publication
    assert (table["articles"] == 2).all()
    assert table["spread_pct"].iloc[0] == pytest.approx(44.7, abs=0.05)


def test_with_nothing_selected_every_table_is_empty_and_keeps_its_columns():
    nothing, articles = frame(), tables.frame("documents", [])
    for table in (
        audit(nothing, reference()),
        targets(nothing, reference(), articles),
        outcomes(nothing, reference()),
        spread(nothing, articles),
        mirror(official()),
        band(official()),
    ):
        assert table.empty
        assert len(table.columns) > 5


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (year(2006), "2006"),
        (("2007-01-01", "2007-06-30"), "H1 2007"),
        (("2010-01-01", "2010-03-31"), "Q1 2010"),
        (("2022-01-01", "2022-10-31"), "January–October 2022"),
        (("2013-05-01", "2013-05-31"), "May 2013"),
        (("2000-01-01", "2005-12-31"), "2000–2005"),
        (("2010-02-22", "2010-02-22"), "2010-02-22"),
        ((None, None), ""),
        ((float("nan"), float("nan")), ""),  # how frames hold a missing period
    ],
)
def test_periods_in_words(period, words):
    assert label(*period) == words
