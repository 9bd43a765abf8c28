"""Review: the least sure rows go out as a file, and what analysts fill in comes back as corrections."""

import csv
import shutil

import pytest
from building import SEEDS
from click.testing import CliRunner

import kzcn
from kzcn import cli, corrections

SEED = "000_d1b2fb0d37f8b613.txt"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    shutil.copy(SEEDS / SEED, tmp_path / "articles")
    return tmp_path / "articles"


def command(*words):
    return CliRunner().invoke(cli.cli, ["review", *map(str, words)], standalone_mode=False)


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)


def test_the_least_sure_rows_are_exported_filled_in_and_read_back(folder, tmp_path):
    before, sheet = kzcn.load(folder), tmp_path / "sheet.csv"
    assert command(folder, "--export", sheet, "--rows", 5).return_value == 0
    rows = read(sheet)
    sure = [float(row["confidence"]) for row in rows]
    assert sure == sorted(sure) and len({row["quote"] for row in rows}) == 5
    least = min(before.agenda["confidence"].min(), before.trade["confidence"].min())
    assert sure[0] == pytest.approx(least, abs=0.01)
    for row in rows:
        if row["field"] == "row":
            row["new"] = "right"
    status = next(row for row in rows if row["field"] == "status" and row["table"] == "agenda")
    status["new"] = "planned" if status["old"] != "planned" else "done"
    write(sheet, rows)
    assert command(folder, "--read", sheet).return_value == 0
    after = kzcn.load(folder)
    assert after.problems.empty
    assert (after.agenda["confidence"] == 1).sum() + (after.trade["confidence"] == 1).sum() >= 5
    (changed,) = after.agenda[after.agenda["corrected"]].to_dict("records")
    assert (changed["quote"], changed["status"]) == (status["quote"], status["new"])
    assert command(folder, "--export", sheet, "--rows", 500).return_value == 0
    assert not {row["quote"] for row in rows} & {row["quote"] for row in read(sheet)}


def test_none_that_is_filled_in_empties_a_value(folder, tmp_path):
    sheet = tmp_path / "sheet.csv"
    command(folder, "--export", sheet, "--rows", 500)
    rows = read(sheet)
    change = next(row for row in rows if row["field"] == "change_pct" and row["old"])
    change["new"] = "none"
    write(sheet, rows)
    command(folder, "--read", sheet)
    found = kzcn.load(folder)
    assert found.trade.loc[found.trade["quote"] == change["quote"], "change_pct"].isna().all()


def test_a_bad_line_is_named_and_nothing_is_added(folder, tmp_path):
    sheet = tmp_path / "sheet.csv"
    command(folder, "--export", sheet, "--rows", 1)
    rows = read(sheet)
    rows[0]["new"], rows[1]["new"] = "right", "perhaps"
    write(sheet, rows)
    with pytest.raises(corrections.BadCorrections, match=r"^sheet\.csv line 3: \w+: 'perhaps' is not allowed"):
        raise command(folder, "--read", sheet).exception
    assert not (folder / "corrections.csv").exists()


def test_two_files_are_merged_and_conflicts_listed(tmp_path):
    key = ("A title", "2007-09-05", "some words", "trade")
    one = corrections.Correction(*key, "status", "", "target", "Ann", "2026-12-01", "")
    other = corrections.Correction(*key, "status", "", "forecast", "Bob", "2026-12-01", "")
    more = corrections.Correction(*key, "row", "", "right", "Bob", "2026-12-01", "")
    corrections.append(tmp_path / "a.csv", [one])
    corrections.append(tmp_path / "b.csv", [other, more])
    made = command("--merge", tmp_path / "a.csv", tmp_path / "b.csv", "--out", tmp_path / "c.csv")
    assert made.return_value == 1
    assert "conflict   A title, 'some words', trade status: 'target' by Ann, 'forecast' by Bob" in made.output
    assert corrections.read(tmp_path / "c.csv") == [more]


@pytest.mark.parametrize("words", [[], ["seeds"], ["--merge", "a", "b"], ["seeds", "--export", "a", "--read", "b"]])
def test_other_uses_are_refused_with_the_right_ones(words):
    with pytest.raises(Exception, match="give CORPUS with --export FILE or --read FILE, or --merge ONE OTHER --out"):
        raise command(*words).exception
