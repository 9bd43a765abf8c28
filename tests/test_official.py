"""Official figures: the built-in series keeps its sources and flags, and a user's file is read without counting anything twice."""

import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

import kzcn
from kzcn.phrasing import period_id
from kzcn.statistics.formats import DoubtfulStatistics
from kzcn.statistics.official import COLUMNS, SET_ASIDE, WEAK, evidence, reference, targets

FILES = Path(__file__).parent / "statistics"
RATES = Path(kzcn.__file__).parent / "statistics" / "rates.csv"


def read(name: str, **options: bool) -> pd.DataFrame:
    return reference(str(FILES / name), **options)


def figures(table: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    """Values by reporter, flow and period, for trade between the two countries."""
    pair = table[table["reporter"].isin(["KAZ", "CHN"]) & table["partner"].isin(["KAZ", "CHN"])]
    periods = [period_id(*days) for days in zip(pair["period_start"], pair["period_end"], strict=True)]
    keys = zip(pair["reporter"], pair["flow"], periods, strict=True)
    return dict(zip(keys, pair["value_usd"], strict=True))


# The built-in series


def test_every_figure_has_a_source_an_address_and_a_name_of_its_own():
    series = reference()
    assert list(series.columns) == COLUMNS
    assert series["ref_id"].is_unique
    assert series["ref_id"].map(lambda name: bool(re.fullmatch(r"[A-Za-z0-9-]+", name))).all()
    assert (series[["source", "title", "address", "note"]] != "").all(axis=None)
    assert (series["value_usd"] > 0).all()
    assert series["reporter"].ne(series["partner"]).all()
    assert set(series["basis"]) == {"published", "derived"}


def test_a_flag_keeps_a_row_out_of_the_evidence_and_the_known_flags_are_all_there_are():
    series = reference()
    kept = evidence(series)
    left_out = series[~series["ref_id"].isin(kept["ref_id"])]
    assert "2012-A-KAZ-turnover-1" in set(left_out["ref_id"])  # 33 billion, supported by neither office
    assert "2006-A-KAZ-imports-1" in set(left_out["ref_id"])  # China's exports times 1.10
    assert all(not SET_ASIDE.isdisjoint(flags) for flags in left_out["flags"])
    assert {flag for flags in series["flags"] for flag in flags} <= SET_ASIDE | WEAK | {"inferred"}


def test_figures_worked_out_from_others_say_so():
    series = reference()
    derived = series[["DERIVED" in flags for flags in series["flags"]]]
    assert not derived.empty
    assert (derived["basis"] == "derived").all()


def test_targets_have_a_year_only_where_one_was_named():
    announced = targets()
    assert announced["ref_id"].is_unique
    forty = announced[announced["target_value_usd"] == 40e9]
    assert list(forty["target_year"].unique()) == [2015, 2016, 2020, 2030]
    assert announced["target_year"].isna().any()
    assert announced.loc[announced["target_value_usd"] == 100e9, "flags"].item() == ("REGION",)


def test_exchange_rates_have_one_sourced_row_per_currency_and_year():
    rates = pd.read_csv(RATES)
    assert list(rates.columns) == ["currency", "year", "per_usd", "source", "address"]
    assert not rates.duplicated(["currency", "year"]).any()
    assert rates.notna().all(axis=None)
    table = rates.set_index(["currency", "year"])["per_usd"]
    assert table["CNY", 2006] == pytest.approx(7.97, abs=0.01)
    assert table["KZT", 2016] == pytest.approx(342.16)
    assert table["EUR", 2008] == pytest.approx(0.683, abs=0.005)
    assert ("RUB", 1997) not in table.index  # old rubles


def test_a_file_replaces_the_built_in_series_or_comes_before_it():
    own, both = read("own.csv"), read("own.csv", add=True)
    assert len(both) == len(own) + len(reference())
    assert list(both["ref_id"].head(len(own))) == list(own["ref_id"])
    assert both["ref_id"].is_unique


def test_the_built_in_table_can_be_read_back_as_a_users_file(tmp_path):
    series = reference()
    flat = series.assign(flags=series["flags"].map(";".join))
    flat.to_csv(tmp_path / "mine.csv", index=False)
    pd.testing.assert_frame_equal(reference(str(tmp_path / "mine.csv")), series)


def test_twice_the_official_figure_warns_and_names_it():
    with pytest.warns(DoubtfulStatistics, match=r"own-doubled.csv: 1 of 2 .*63\.1 against 31\.5.*parts are counted"):
        read("own-doubled.csv")


def test_figures_in_the_wrong_unit_warn(tmp_path):
    (tmp_path / "millions.csv").write_text("year,reporter,partner,flow,value_usd\n2023,KAZ,CHN,turnover,31500\n")
    with pytest.warns(DoubtfulStatistics, match="check the unit"):
        reference(str(tmp_path / "millions.csv"))


@pytest.mark.parametrize(
    "name", ["comtrade-legacy.csv", "wits.csv", "imf-imts.csv", "imf-imts-wide.csv", "imf-dots.csv", "own.csv"]
)
def test_figures_at_the_official_level_are_read_without_a_warning(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")


def test_a_figure_of_zero_is_shown_but_is_not_evidence(tmp_path):
    (tmp_path / "mine.csv").write_text(
        "year,reporter,partner,flow,value_usd\n2031,KAZ,CHN,exports,0\n2031,KAZ,CHN,imports,5000\n", encoding="utf-8"
    )
    series = reference(str(tmp_path / "mine.csv"))
    assert list(series["value_usd"]) == [0, 5000]
    assert list(evidence(series)["flow"]) == ["imports"]
