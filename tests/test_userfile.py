"""A user's own statistics file is read whole, without counting anything twice, or refused in one line."""

import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcn.phrasing import period_id
from kzcn.statistics.formats import DoubtfulStatistics, OverlappingStatistics, UnknownStatistics
from kzcn.statistics.official import reference

FILES = Path(__file__).parent / "statistics"


def read(name: str, **options: bool) -> pd.DataFrame:
    return reference(str(FILES / name), only=True, **options)


def figures(table: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    """Values by reporter, flow and period, for trade between the two countries."""
    pair = table[table["reporter"].isin(["KAZ", "CHN"]) & table["partner"].isin(["KAZ", "CHN"])]
    periods = [period_id(*days) for days in zip(pair["period_start"], pair["period_end"], strict=True)]
    keys = zip(pair["reporter"], pair["flow"], periods, strict=True)
    return dict(zip(keys, pair["value_usd"], strict=True))


def test_comtrade_plus_keeps_totals_only():
    with pytest.warns(DoubtfulStatistics, match="parts but no total"):
        table = read("comtrade-plus.csv")
    assert figures(table) == {
        (
            "KAZ",
            "exports",
            "2022-A",
        ): 13166000000.5,  # not the sum over customs procedures, transport, second partners, chapters
        ("KAZ", "imports", "2022-A"): 10990000000.0,
        ("CHN", "exports", "2022-A"): 16350000000.0,  # countries by number where the codes are empty
        ("CHN", "imports", "2022-A"): 14850000000.0,
        ("KAZ", "exports", "2023-M01"): 1100000000.0,
        ("KAZ", "turnover", "2022-A"): 24156000000.5,
        ("CHN", "turnover", "2022-A"): 31200000000.0,
    }
    assert "WLD" not in set(table["partner"])
    assert "CIV" in set(table["partner"])  # the file is in Latin-1, because of this name


def test_a_turnover_is_the_marked_sum_of_both_flows():
    table = read("comtrade-legacy.csv")
    total = table[table["flow"] == "turnover"].iloc[0]
    assert (total["value_usd"], total["basis"], total["flags"]) == (9739792558 + 12700000000, "sum", ())
    assert all(part in total["note"] for part in table.loc[table["flow"] != "turnover", "ref_id"])


def test_legacy_comtrade_with_other_spacing():
    assert figures(read("comtrade-legacy.csv"))["CHN", "imports", "2014-A"] == 9739792558


def test_wits_counts_thousands_and_its_total_only():
    values = figures(read("wits.csv"))
    assert values["KAZ", "exports", "2023-A"] == 14700000500.0
    assert values["KAZ", "turnover", "2023-A"] == 31500000500.0


def test_two_totals_for_one_series_are_refused():
    with pytest.raises(OverlappingStatistics, match=r"wits-totals-twice.csv: two totals for KAZ exports") as caught:
        read("wits-totals-twice.csv")
    assert "\n" not in str(caught.value)


def test_imf_values_are_plain_dollars_whatever_the_scale_says():
    assert figures(read("imf-imts.csv")) == {
        ("KAZ", "exports", "2022-A"): 13166000000.0,
        ("KAZ", "imports", "2022-A"): 10990000000.0,  # CIF; FOB would be the same goods again
        ("KAZ", "exports", "2022-Q1"): 3300000000.0,
        ("KAZ", "exports", "2022-M03"): 1100000000.0,
        ("KAZ", "turnover", "2022-A"): 24156000000.0,
    }


def test_imf_with_a_column_per_period_and_names_of_countries():
    values = figures(read("imf-imts-wide.csv"))
    assert values["CHN", "exports", "2021-A"] == 13980000000.0
    assert values["CHN", "turnover", "2022-A"] == 31200000000.0
    assert len(values) == 6


def test_older_imf_files_number_their_countries():
    table = read("imf-dots.csv")
    assert figures(table)["KAZ", "turnover", "2013-A"] == 22527000000.0
    assert set(table["partner"]) == {"CHN"}  # Hong Kong is another economy


def test_own_columns_with_a_year_and_semicolons():
    table = read("own.csv")
    assert figures(table) == {("KAZ", "turnover", "2014-A"): 17.2e9, ("CHN", "turnover", "2014-A"): 22.4e9}
    assert table.set_index("reporter")["flags"].to_dict() == {"KAZ": ("inferred",), "CHN": ()}
    assert table["ref_id"].is_unique


def test_an_unknown_header_says_which_are_accepted():
    with pytest.raises(UnknownStatistics, match=r"unknown.csv: .*UN Comtrade\+.*WITS.*IMF.*value_usd") as caught:
        read("unknown.csv")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "unknown header"),
        (
            "year,reporter,partner,flow,value_usd\n2023,KAZ,CHN,sales,5\n",
            "row 2, column flow: 'sales' is not one of turnover, exports, imports",
        ),
        (
            "year,reporter,partner,flow,value_usd\n2023,KAZ,CHN,exports,much\n",
            "row 2, column value_usd: 'much' is not an amount",
        ),
        (
            "ReporterISO3,PartnerISO3,ProductCode,Year,TradeFlowName,TradeValue in 1000 USD\nKAZ,CHN,27,2023,Export,5\n",
            "no row is a total",
        ),
    ],
)
def test_a_file_without_a_usable_figure_is_refused_in_one_line(tmp_path, content, says):
    (tmp_path / "file.csv").write_text(content)
    with pytest.raises(UnknownStatistics, match=says) as caught:
        reference(str(tmp_path / "file.csv"), only=True)
    assert "\n" not in str(caught.value)


def test_compressed_and_marked_files_are_read(tmp_path):
    import gzip

    with gzip.open(tmp_path / "own.csv.gz", "wb") as file:
        file.write(b"\xef\xbb\xbf" + (FILES / "own.csv").read_bytes())
    assert figures(reference(str(tmp_path / "own.csv.gz"), only=True)) == figures(read("own.csv"))


SERIES = st.tuples(
    st.sampled_from(["KAZ", "CHN"]), st.sampled_from(["Export", "Import"]), st.integers(2031, 2040), st.floats(1, 1e8)
)


@settings(deadline=None, max_examples=50)  # each example reads two files
@given(st.lists(SERIES, min_size=1, unique_by=lambda row: row[:3]), st.integers(1, 4))
def test_parts_beside_totals_never_change_a_total(rows, parts):
    import tempfile

    lines = ["ReporterISO3,PartnerISO3,ProductCode,Year,TradeFlowName,TradeValue in 1000 USD"]
    for reporter, flow, year, value in rows:
        start = f"{reporter},{'CHN' if reporter == 'KAZ' else 'KAZ'}"
        lines.append(f"{start},Total,{year},{flow},{value!r}")
        lines += [f"{start},{chapter:02d},{year},{flow},{value / parts!r}" for chapter in range(1, parts + 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "wits.csv")
        path.write_text("\n".join(lines))
        values = figures(reference(str(path), only=True))
    for reporter, flow, year, value in rows:
        assert values[reporter, flow.lower() + "s", f"{year}-A"] == pytest.approx(1000 * value)


HEADERS = {
    "comtrade-plus": "typeCode,refYear,period,reporterISO,flowCode,partnerISO,cmdCode,primaryValue",
    "legacy": "Year,Trade Flow,Reporter ISO,Partner ISO,Commodity Code,Trade Value (US$)",
    "wits": "ReporterISO3,PartnerISO3,ProductCode,Year,TradeFlowName,TradeValue in 1000 USD",
    "imf": "COUNTRY,INDICATOR,COUNTERPART_COUNTRY,TIME_PERIOD,OBS_VALUE",
    "own": "year,reporter,partner,flow,value_usd",
}
ROWS = {
    "comtrade-plus": "C,{year},{year},KAZ,X,CHN,TOTAL,{value}",
    "legacy": "{year},Export,KAZ,CHN,TOTAL,{value}",
    "wits": "KAZ,CHN,Total,{year},Export,{value}",
    "imf": "KAZ,XG_FOB_USD,CHN,{year},{value}",
    "own": "{year},KAZ,CHN,exports,{value}",
}
VALUE_COLUMNS = {
    "comtrade-plus": "primaryValue",
    "legacy": "Trade Value (US$)",
    "wits": "TradeValue in 1000 USD",
    "imf": "OBS_VALUE",
    "own": "value_usd",
}
PERIOD_COLUMNS = {"comtrade-plus": "period", "legacy": "Year", "wits": "Year", "imf": "TIME_PERIOD", "own": "year"}


def refusal(folder, kind, **cells):
    good, bad = (
        ROWS[kind].format(**row) for row in ({"year": 2031, "value": 5000}, {"year": 2032, "value": 5000, **cells})
    )
    (folder / "mine.csv").write_text(f"{HEADERS[kind]}\n{good}\n{bad}\n", encoding="utf-8")
    with pytest.raises(UnknownStatistics) as caught:
        reference(str(folder / "mine.csv"), only=True)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("value", ["1e308", "inf", "-inf", "nan", "-5000000000", "8.36 bn", "1e15"])
@pytest.mark.parametrize("kind", HEADERS)
def test_a_value_that_is_no_amount_of_trade_is_told_with_its_place(tmp_path, kind, value):
    assert refusal(tmp_path, kind, value=value) == (
        f"mine.csv, row 3, column {VALUE_COLUMNS[kind]}: {value!r} is not an amount of trade: expected US dollars from 0 to 100 trillion"
    )


@pytest.mark.parametrize("year", ["0", "99999", "0000", "9999", "2022-13", "-2022", "soon"])
@pytest.mark.parametrize("kind", HEADERS)
def test_a_period_that_is_none_is_told_with_its_place(tmp_path, kind, year):
    assert refusal(tmp_path, kind, year=year).startswith(
        f"mine.csv, row 3, column {PERIOD_COLUMNS[kind]}: {year!r} is not a period: expected a year from 1900 to 2100"
    )


@pytest.mark.parametrize(
    "cells, column",
    [
        ("0000-01-01,0000-12-31", "period_start"),
        ("2022-02-30,2022-12-31", "period_start"),
        ("2022-01-01,99999-12-31", "period_end"),
        ("2022-12-31,2022-01-01", "period_end"),
        (",", "period_start"),
    ],
)
def test_days_that_bound_no_period_are_told_with_their_place(tmp_path, cells, column):
    (tmp_path / "mine.csv").write_text(
        f"reporter,partner,flow,period_start,period_end,value_usd\nKAZ,CHN,exports,{cells},5000\n", encoding="utf-8"
    )
    with pytest.raises(
        UnknownStatistics, match=rf"mine\.csv, row 2, column {column}: .* is not a day from 1900 to 2100"
    ):
        reference(str(tmp_path / "mine.csv"), only=True)


def test_a_column_of_a_period_that_is_none_is_told(tmp_path):
    (tmp_path / "wide.csv").write_text(
        "COUNTRY,INDICATOR,COUNTERPART_COUNTRY,2022,99999\nKAZ,XG_FOB_USD,CHN,5000,5000\n", encoding="utf-8"
    )
    with pytest.raises(UnknownStatistics, match=r"wide\.csv, row 2, column 99999: '99999' is not a period"):
        reference(str(tmp_path / "wide.csv"), only=True)


@pytest.mark.parametrize("mark", ["", "..", "n/a", "…", "-"])
def test_a_cell_that_says_that_there_is_no_figure_is_passed_over(tmp_path, mark):
    rows = [ROWS["imf"].format(year=2031, value=mark), ROWS["imf"].format(year=2032, value=5000)]
    (tmp_path / "mine.csv").write_text("\n".join([HEADERS["imf"], *rows]), encoding="utf-8")
    assert figures(reference(str(tmp_path / "mine.csv"), only=True)) == {("KAZ", "exports", "2032-A"): 5000}


@pytest.mark.parametrize(
    "name, content",
    [
        ("mine.csv.gz", b"\x1f\x8b\x08\x00broken"),
        ("mine.csv.xz", b"not packed"),
        ("mine.csv.zip", b"not packed"),
        ("mine.csv", b"\x00\x01\x02"),
        ("mine.csv", HEADERS["own"].encode()),
        ("mine.csv", HEADERS["wits"].encode() + b"\n" + b"x" * 200_000),
    ],
)
def test_a_broken_file_is_told_in_one_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises((UnknownStatistics, OSError)) as caught:
        reference(str(tmp_path / name))
    assert "\n" not in str(caught.value)


CELLS = st.sampled_from(
    [
        "",
        "0",
        "2031",
        "2031-Q2",
        "KAZ",
        "CHN",
        "WLD",
        "X",
        "M",
        "Export",
        "exports",
        "XG_FOB_USD",
        "TOTAL",
        "C",
        "C00",
        "5e9",
        "-1",
        "nan",
        "1e400",
        "x",
    ]
)


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_any_file_of_a_known_header_is_read_with_sound_figures_or_refused_in_one_line(data):
    import tempfile

    kind = data.draw(st.sampled_from(sorted(HEADERS)))
    width = HEADERS[kind].count(",") + 1
    rows = data.draw(st.lists(st.lists(CELLS, min_size=1, max_size=width + 1), max_size=4))
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtfulStatistics)
        path = Path(folder, "any.csv")
        path.write_text("\n".join([HEADERS[kind], *map(",".join, rows)]), encoding="utf-8")
        try:
            series = reference(str(path), only=True)
        except (UnknownStatistics, OverlappingStatistics) as error:
            assert "\n" not in str(error)
            return
    assert series["value_usd"].between(0, 2e14).all()
    assert series["period_start"].str[:4].astype(int).between(1900, 2100).all()


# Layouts of downloads, each as a small file


def written(
    folder: Path, text: str, name: str = "mine.csv", encoding: str = "utf-8"
) -> dict[tuple[str, str, str], float]:
    """The figures of a file of this text."""
    (folder / name).write_text(text, encoding=encoding)
    return figures(reference(str(folder / name), only=True))


def test_wits_country_summary_counts_millions_and_all_products_only(tmp_path):
    assert written(
        tmp_path,
        "Reporter,Partner,Product categories,Indicator Type,Indicator,2032,2031\n"
        "Kazakhstan,China,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,  9772.51,  9396.33\n"
        "Kazakhstan,China,All Products,Export,Partner share(%)-Top 5 Export Partner,  16.20,  19.78\n"
        "Kazakhstan,World,All Products,Export,Exports (in US$ Mil), 60321.02, 47514.20\n"
        "Kazakhstan,...,...,Export,No. Of Export products, 3081.00, 3003.00\n"
        "Kazakhstan,China,All Products,Import,Trade (US$ Mil)-Top 5 Import Partner,  8228.46,\n",
    ) == {
        ("KAZ", "exports", "2032-A"): 9772.51e6,
        ("KAZ", "exports", "2031-A"): 9396.33e6,
        ("KAZ", "imports", "2032-A"): pytest.approx(8228.46e6),
        ("KAZ", "turnover", "2032-A"): pytest.approx(18000.97e6),
    }


def test_imf_workbook_has_a_sheet_per_flow_and_marks_the_imfs_own_estimates(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for number, (flow, values) in enumerate(
        (
            ("Exports, FOB to Partner Countries", (100.5, 200.25)),
            ("Imports, CIF from Partner Countries", ("128.11 e", 300)),
        )
    ):
        sheet = book.active if number == 0 else book.create_sheet()
        for row in (
            [],
            [None, flow],
            [],
            [None, "Kazakhstan, Rep. of"],
            [None, "US Dollars, Millions"],
            [],
            [None, None, 2031, 2032],
            [None, "All Countries", 5000, 6000],
            [None, "China, P.R.: Mainland", *values],
        ):
            sheet.append(row)
    book.save(tmp_path / "dots.xlsx")
    assert figures(reference(str(tmp_path / "dots.xlsx"), only=True)) == {
        ("KAZ", "exports", "2031-A"): 100.5e6,
        ("KAZ", "exports", "2032-A"): 200.25e6,
        ("KAZ", "imports", "2032-A"): 300e6,
        ("KAZ", "turnover", "2032-A"): 500.25e6,
    }


def test_a_workbook_of_a_plain_table_is_read_like_a_csv_file(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["year", "reporter", "partner", "flow", "value_usd"])
    book.active.append([2031, "KAZ", "CHN", "exports", 5000])
    book.save(tmp_path / "own.xlsx")
    assert figures(reference(str(tmp_path / "own.xlsx"), only=True)) == {("KAZ", "exports", "2031-A"): 5000}


def test_legacy_comtrade_without_codes_goes_by_names(tmp_path):
    assert written(
        tmp_path,
        "Year,Trade Flow,Reporter,Partner,Commodity Code,Commodity,Trade Value (US$)\n"
        "2031,Import,China,Kazakhstan,TOTAL,All Commodities,9739792558\n"
        "2031,Import,China,World,TOTAL,All Commodities,1958021301329\n"
        "2031,Import,China,Kazakhstan,27,Mineral fuels,4574226963\n",
    ) == {("CHN", "imports", "2031-A"): 9739792558}


def test_unctad_edge_list_takes_its_year_from_the_file_and_counts_thousands(tmp_path):
    edges = (
        "source,target,weight\nChina,Kazakhstan,75451.0\nKazakhstan,China,283928.93\nKazakhstan,RussianFederation,5\n"
    )
    assert written(tmp_path, edges, name="edges-2031.csv") == {
        ("CHN", "exports", "2031-A"): 75451e3,
        ("KAZ", "exports", "2031-A"): 283928.93e3,
    }
    with pytest.raises(UnknownStatistics, match=r"edges\.csv, row 2, column file name: '' is not a period"):
        written(tmp_path, edges, name="edges.csv")


def test_unctad_trade_matrix_counts_thousands(tmp_path):
    assert written(
        tmp_path,
        "Year,Economy,Economy Label,Partner,Partner Label,Flow,Flow Label,SitcRev3Product,US dollars at current prices in thousands\n"
        "2031,398,Kazakhstan,156,China,02,Exports,TOTAL,5480137.487\n"
        "2031,398,Kazakhstan,156,China,02,Exports,3,2000000\n",
    ) == {("KAZ", "exports", "2031-A"): 5480137487}


def test_atlas_table_has_both_flows_in_a_row(tmp_path):
    assert written(
        tmp_path,
        "location_code,partner_code,year,export_value,import_value\nKAZ,CHN,2031,5000,3000\nKAZ,RUS,2031,7,8\n",
    ) == {("KAZ", "exports", "2031-A"): 5000, ("KAZ", "imports", "2031-A"): 3000, ("KAZ", "turnover", "2031-A"): 8000}


def test_dots_panel_has_a_column_per_flow(tmp_path):
    assert written(
        tmp_path,
        "Country Name,Country Code,Counterpart Country Name,Counterpart Country Code,Time Period,"
        '"Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)",'
        '"Goods, Value of Imports, Cost, Insurance, Freight (CIF), US Dollars (TMG_CIF_USD)",'
        '"Goods, Value of Imports, Free on board (FOB), US Dollars (TMG_FOB_USD)"\n'
        '"Kazakhstan, Rep. of",916,"China, P.R.: Mainland",924,2031,14168492066,8192555694,7700000000\n'
        '"Kazakhstan, Rep. of",916,"China, P.R.: Hong Kong",532,2031,1,2,3\n',
    ) == {
        ("KAZ", "exports", "2031-A"): 14168492066,
        ("KAZ", "imports", "2031-A"): 8192555694,
        ("KAZ", "turnover", "2031-A"): 14168492066 + 8192555694,
    }


def test_wits_writes_its_flows_gross_too(tmp_path):
    rows = "\n".join(f"KAZ,CHN,Total,2031,{flow},5000" for flow in ("Export", "Gross Exp.", "Gross Imp."))
    assert written(tmp_path, f"{HEADERS['wits']}\n{rows}\n") == {
        ("KAZ", "exports", "2031-A"): 5e6,
        ("KAZ", "imports", "2031-A"): 5e6,
        ("KAZ", "turnover", "2031-A"): 10e6,
    }


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_of_excel_is_read(tmp_path, encoding):
    text = f"{HEADERS['own']}\n{ROWS['own'].format(year=2031, value=5000)}\n".replace(",", "\t")
    assert written(tmp_path, text, encoding=encoding) == {("KAZ", "exports", "2031-A"): 5000}


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("14334000,5", 14334000.5),
        ("14334,0001", 14334.0001),
        ("14,334", 14.334),
        ("1.433.400,25", 1433400.25),
        ("1 433 400,25", 1433400.25),
        ("14334.5", 14334.5),
        ("1,433,400", 1433400),
        ("2031", 2031),
    ],
)
def test_a_decimal_comma_is_one_where_semicolons_part_the_cells(tmp_path, printed, value):
    found = written(tmp_path, f"year;reporter;partner;flow;value_usd\n2031;KAZ;CHN;exports;{printed}\n")
    assert found == {("KAZ", "exports", "2031-A"): pytest.approx(value)}


@pytest.mark.parametrize(("printed", "value"), [("1,433,400.25", 1433400.25), ("14,334", 14334), ("14334,5", 14334.5)])
def test_a_comma_parts_thousands_where_commas_part_the_cells(tmp_path, printed, value):
    found = written(tmp_path, f'year,reporter,partner,flow,value_usd\n2031,KAZ,CHN,exports,"{printed}"\n')
    assert found == {("KAZ", "exports", "2031-A"): pytest.approx(value)}


@pytest.mark.parametrize("printed", ["1,2,3", "1.2.3", "1,23.4", "1.433,400,25"])
def test_an_amount_with_commas_in_strange_places_is_refused(tmp_path, printed):
    with pytest.raises(UnknownStatistics, match="is not an amount"):
        written(tmp_path, f'year,reporter,partner,flow,value_usd\n2031,KAZ,CHN,exports,"{printed}"\n')


@pytest.mark.parametrize(("months", "yearly"), [(12, {("KAZ", "exports", "2031-A"): 78.0}), (11, {})])
def test_twelve_months_make_their_year_and_eleven_do_not(tmp_path, months, yearly):
    rows = "\n".join(f"C,2031,2031{month:02d},KAZ,X,CHN,TOTAL,{month}" for month in range(1, months + 1))
    found = written(tmp_path, f"{HEADERS['comtrade-plus']}\n{rows}\n")
    assert {key: value for key, value in found.items() if key[2] == "2031-A"} == yearly
    assert len(found) == months + len(yearly)


def test_a_year_beside_its_months_is_not_summed_again(tmp_path):
    rows = [f"C,2031,2031{month:02d},KAZ,X,CHN,TOTAL,{month}" for month in range(1, 13)] + [
        "C,2031,2031,KAZ,X,CHN,TOTAL,80"
    ]
    table = "\n".join([HEADERS["comtrade-plus"], *rows])
    assert written(tmp_path, table)["KAZ", "exports", "2031-A"] == 80


def test_countries_that_nobody_knows_are_named(tmp_path):
    rows = "\n".join(f"2031,Export,Atlantis,{partner},TOTAL,5" for partner in ("Ruritania", "World"))
    with pytest.raises(UnknownStatistics, match=r"unknown: 'Atlantis', 'Ruritania'\. Write ISO 3166 alpha-3 codes"):
        written(tmp_path, f"Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)\n{rows}\n")


def test_a_refused_file_names_its_columns_and_what_the_nearest_format_has(tmp_path):
    with pytest.raises(UnknownStatistics) as caught:
        written(tmp_path, "ReporterISO3,PartnerISO3,Year,TradeFlowName\nKAZ,CHN,2031,Export\n")
    for words in (
        "columns are: ReporterISO3, PartnerISO3, Year, TradeFlowName",
        "nearest format is WITS, which also has: TradeValue in 1000 USD",
    ):
        assert words in str(caught.value)
