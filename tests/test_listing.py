"""`kzcn statistics` prints the series, its holes and its sources, as text and as CSV."""

import io
import subprocess
import sys

import pandas as pd

from kzcn.statistics import listing
from kzcn.statistics.official import reference


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "kzcn", "statistics", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_the_series_is_printed_by_year_with_its_holes_and_sources():
    done = run()
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    year = next(line for line in lines if line.startswith("2006"))
    assert year.split() == ["2006", "3,592.5", "1,924.9", "5,517.5", "4,751.5", "3,607.2", "8,358.7"]
    assert "no figure of Kazakhstan's exports: 1992, 1993" in lines
    assert any(line.strip().startswith("58") and "github.com/SamLeBlanc" in line for line in lines)


def test_figures_from_statements_and_derived_ones_are_marked():
    rows = {line[:4]: line.split() for line in listing.text(reference(), "KAZ", "CHN").splitlines()}
    assert rows["2022"][1].endswith("'")
    assert rows["2024"][4].endswith("*")
    assert rows["2025"][2] == "-"


def test_csv_has_every_row_of_the_pair():
    table = pd.read_csv(io.StringIO(run("--format", "csv").stdout))
    assert set(table["ref_id"]) == set(reference()["ref_id"])
    assert "LOWER BOUND" in set(table["flags"].dropna())


def test_a_file_of_ones_own_is_added_and_a_pair_without_figures_is_said(tmp_path):
    (tmp_path / "mine.csv").write_text(
        "year,reporter,partner,flow,value_usd\n2026,KAZ,CHN,exports,16e9\n", encoding="utf-8"
    )
    assert "2026" in run(tmp_path / "mine.csv").stdout
    assert "No official figure of trade between Kazakhstan and Mongolia" in run("--partner", "MNG").stdout


def test_a_file_that_cannot_be_read_is_wrong_usage_in_one_line(tmp_path):
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run(tmp_path / "mine.csv")
    assert done.returncode == 2
    assert done.stderr.startswith("kzcn: mine.csv: unknown header") and done.stderr.count("\n") == 1
