"""Official figures: the built-in series keeps its sources and flags, and a user's file is read without counting anything twice."""

import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

import kzcn
from kzcn.phrasing import period_id
from kzcn.statistics import mirror, shipped
from kzcn.statistics.formats import DoubtfulStatistics
from kzcn.statistics.official import CELL, COLUMNS, KINDS, MARKS, SET_ASIDE, WEAK, evidence, reference, targets
from kzcn.statistics.series import Series

FILES = Path(__file__).parent / "statistics"
RATES = Path(kzcn.__file__).parent / "statistics" / "rates.csv"


def read(name: str, **options: bool) -> pd.DataFrame:
    return reference(str(FILES / name), only=True, **options)


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
    assert set(series["basis"]) == {"published", "sum", "derived"}
    assert set(series["kind"]) == set(KINDS)


def test_a_flag_keeps_a_row_out_of_the_evidence_and_the_known_flags_are_all_there_are():
    series = reference()
    kept = evidence(series)
    left_out = series[~series["ref_id"].isin(kept["ref_id"])]
    assert "2012-A-KAZ-turnover-1" in set(left_out["ref_id"])  # 33 billion, supported by neither office
    assert "2006-A-KAZ-imports-1" in set(left_out["ref_id"])  # China's exports times 1.10
    assert all(not SET_ASIDE.isdisjoint(flags) for flags in left_out["flags"])
    assert {flag for flags in series["flags"] for flag in flags} <= SET_ASIDE | WEAK | MARKS


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
    assert set(announced.loc[announced["target_value_usd"] == 100e9, "flags"]) == {("REGION",), ()}


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


def test_a_file_adds_to_the_built_in_series_and_replaces_only_the_cells_it_has(tmp_path):
    (tmp_path / "mine.csv").write_text(
        "year,reporter,partner,flow,value_usd\n2020,KAZ,CHN,exports,9400000000\n2040,KAZ,CHN,exports,5\n",
        encoding="utf-8",
    )
    builtin, both = reference(), reference(str(tmp_path / "mine.csv"))
    cell = {"reporter": "KAZ", "flow": "exports", "period_start": "2020-01-01", "period_end": "2020-12-31"}
    inside = (both[list(cell)] == pd.Series(cell)).all(axis=1)
    assert list(both.loc[inside, "value_usd"]) == [9.4e9]
    replaced = (builtin[list(cell)] == pd.Series(cell)).all(axis=1)
    assert set(both["ref_id"]) - set(builtin["ref_id"]) == {
        "2020-A-KAZ-exports-CHN-file-1",
        "2040-A-KAZ-exports-CHN-file-2",
    }
    assert set(builtin["ref_id"]) - set(both["ref_id"]) == set(builtin.loc[replaced, "ref_id"])
    assert both["ref_id"].is_unique
    alone = reference(str(tmp_path / "mine.csv"), only=True)
    assert list(alone["value_usd"]) == [9.4e9, 5]


def test_the_built_in_table_can_be_read_back_as_a_users_file(tmp_path):
    series = reference()
    flat = series.assign(flags=series["flags"].map(";".join))
    flat.to_csv(tmp_path / "mine.csv", index=False)
    pd.testing.assert_frame_equal(reference(str(tmp_path / "mine.csv"), only=True), series)


# The series is whole, and each figure is checked against its neighbours


SIDES = {"KAZ": "CHN", "CHN": "KAZ"}


def yearly(flow: str, side: str) -> pd.Series:
    """The preferred figures of a side by year."""
    found = Series(reference()).yearly(flow, side, SIDES[side], side)
    return pd.Series({year: figure.value for year, figure in found.items()})


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("flow", ["turnover", "exports", "imports"])
def test_both_sides_have_every_year_from_1995_to_2024(side, flow):
    assert set(range(1995, 2025)) <= set(yearly(flow, side).index)


@pytest.mark.parametrize("side", SIDES)
def test_a_turnover_is_the_sum_of_the_flows_up_to_rounding(side):
    apart = yearly("turnover", side) / (yearly("exports", side) + yearly("imports", side)) - 1
    assert apart.dropna().abs().max() < 0.006


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_no_year_stands_out_from_its_neighbours(side, flow):
    values = yearly(flow, side).loc[1995:2024]
    neighbours = (values.shift(1) * values.shift(-1)) ** 0.5
    factor = (values / neighbours).dropna()
    assert factor.between(0.5, 2).all()


def test_own_series_agree_with_every_statement_that_is_not_set_aside():
    """A statement is at most 3 % from the side's own series: so far apart are a first release and a rounding."""
    rows = evidence(reference())
    rows = rows[~rows["flags"].map(lambda flags: bool({"LOWER BOUND", "ROUNDED", "DERIVED", "ESTIMATE"} & set(flags)))]
    own = rows[rows["kind"] == "series"].drop_duplicates(CELL).set_index(CELL)["value_usd"]
    other = rows[rows["kind"] != "series"].set_index([*CELL, "ref_id"])["value_usd"]
    apart = (other / own.reindex(other.index.droplevel("ref_id")).to_numpy() - 1).abs().dropna()
    assert len(apart) > 40
    far = apart[apart > 0.05].index.get_level_values("ref_id")
    assert set(far) == {"1998-A-KAZ-imports-2"}  # the IMF's copy; the row of 1998 is marked as a single copy


def test_the_two_sides_counts_of_the_same_goods_can_be_compared_in_sixty_pairs():
    rows = mirror.flows(reference())
    pairs = rows[rows["year"].between(1995, 2024) & rows["gap_usd"].notna()]
    assert len(pairs) == 60
    ratio = pairs["importer_usd"] / pairs["exporter_usd"]
    assert ratio.between(0.15, 2).all()


def test_press_figures_never_outrank_a_countrys_own_series():
    rows = evidence(reference())
    first = rows.drop_duplicates(CELL)
    own = rows[rows["kind"] == "series"].drop_duplicates(CELL)
    assert set(own["ref_id"]) <= set(first["ref_id"])


def test_a_rounded_or_lower_bound_turnover_does_not_stop_the_sum_of_two_flows():
    best = Series(reference()).best("turnover", "CHN", "KAZ", "CHN", "2019-01-01", "2019-12-31")
    assert best.value == 12806978530 + 9258817340
    assert best.basis == "sum"


def test_a_figure_from_one_copy_of_its_source_is_marked():
    series = reference().set_index("ref_id")
    for ref_id in ("1998-A-KAZ-imports-1", "1996-A-CHN-exports-1", "2020-A-KAZ-exports-1"):
        assert "SINGLE COPY" in series.loc[ref_id, "flags"]
    assert series.loc["2006-A-CHN-exports-2", "flags"] == ()  # two copies of what China reports


def test_the_consumer_prices_and_shares_have_a_sourced_row_per_year():
    for name, years in (("prices.csv", range(1992, 2025)), ("shares.csv", range(1995, 2022))):
        rows = list(shipped.rows(name))
        assert set(map(str, years)) <= {row["year"] for row in rows}
        assert all(row["source"] and row["address"] for row in rows)


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
        assert len(read(name))


def test_a_figure_of_zero_is_shown_but_is_not_evidence(tmp_path):
    (tmp_path / "mine.csv").write_text(
        "year,reporter,partner,flow,value_usd\n2031,KAZ,CHN,exports,0\n2031,KAZ,CHN,imports,5000\n", encoding="utf-8"
    )
    series = reference(str(tmp_path / "mine.csv"), only=True)
    assert list(series["value_usd"]) == [0, 5000]
    assert list(evidence(series)["flow"]) == ["imports"]


@pytest.mark.parametrize(
    "name",
    ["trade.csv", "targets.csv", "rates.csv", "countries.csv", "prices.csv", "shares.csv", "sections.csv", "gaps.csv"],
)
def test_every_row_of_a_shipped_table_has_the_cells_of_its_header(name):
    rows = list(shipped.rows(name))
    assert all(None not in row and None not in row.values() for row in rows)
    assert all(row["address"].startswith(("http", "github.com/")) for row in rows if "address" in row)
