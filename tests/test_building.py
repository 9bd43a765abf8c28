"""`kzcn tables`: the tables of a corpus of any size, the same as those of `kzcn.load`, and not made again if nothing has changed."""

import shutil

import pytest
from building import ROOT
from building import kzcn as command

import kzcn
from kzcn import building

GOLD = ROOT / "tests" / "gold" / "articles"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def articles(tmp_path):
    shutil.copytree(GOLD, tmp_path / "articles")
    (tmp_path / "articles" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "articles" / "again.txt").write_bytes((GOLD / "2023-record-year.txt").read_bytes())
    return tmp_path / "articles"


@pytest.mark.parametrize("part", [1, 3, 500])
def test_tables_in_parts_are_those_of_the_whole_corpus(articles, tmp_path, monkeypatch, part):
    monkeypatch.setattr(building, "PART", part)
    (tmp_path / "parts").mkdir()
    counts, problems = building.build(str(articles), tmp_path / "parts", "csv")
    corpus = kzcn.load(articles)
    corpus.write(tmp_path / "whole")
    whole = contents(tmp_path / "whole")
    assert {name: contents(tmp_path / "parts")[name] for name in whole} == whole
    assert counts == {name: len(data) for name, data in corpus.tables().items()} and len(problems) == 2


def test_built_tables_are_written_in_another_format(tmp_path):
    assert command("tables", GOLD, "--out", "T", "--format", "parquet", folder=tmp_path).returncode == 0
    assert command("tables", "T", "--out", "C", folder=tmp_path).returncode == 0
    assert command("tables", GOLD, "--out", "D", folder=tmp_path).returncode == 0
    one, other = contents(tmp_path / "C"), contents(tmp_path / "D")
    assert {name: data for name, data in one.items() if name.endswith(".csv")} == {
        name: data for name, data in other.items() if name.endswith(".csv")
    }


def test_unchanged_tables_stay_and_changed_ones_are_the_same_as_new_ones(articles, tmp_path):
    first = command("tables", "articles", "--out", "T", folder=tmp_path)
    before = contents(tmp_path / "T")
    again = command("tables", "articles", "--out", "T", folder=tmp_path)
    assert "nothing has changed" in again.stdout and again.returncode == first.returncode == 1
    assert again.stderr == first.stderr and contents(tmp_path / "T") == before
    (tmp_path / "T" / "trade.csv").write_text("damaged")
    assert "rows" in command("tables", "articles", "--out", "T", folder=tmp_path).stdout
    (articles / "2023-record-year.txt").unlink()
    command("tables", "articles", "--out", "T", folder=tmp_path)
    command("tables", "articles", "--out", "N", "--jobs", "2", folder=tmp_path)
    assert contents(tmp_path / "T") == contents(tmp_path / "N")
