"""The command: what it says, where it writes, how it ends."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest
from building import ROOT, articles, environment, kzcn

from kzcn import cli
from kzcn.report import pdf

COMMANDS = sorted(cli.cli.commands)


@pytest.fixture
def place(tmp_path):
    articles(tmp_path / "articles")
    return tmp_path


def test_every_command_says_what_it_does():
    text = kzcn("--help").stdout
    assert COMMANDS == ["actors", "check", "diff", "lab", "report", "sources", "tables"]
    for name in COMMANDS:
        assert re.search(rf"^  {name}\s+\w", text, re.MULTILINE)
        helped = kzcn(name, "--help")
        assert helped.returncode == 0 and "--debug" in helped.stdout


@pytest.mark.parametrize("words, said", [
    (["reprot"], "report"), (["report", "--froce"], "--force"), (["tables", "seeds"], "--out"), (["report", "--jobs", "0"], "--jobs"),
    (["tables", "seeds", "--out", "x", "--format", "xlsx"], "csv"), (["diff", "nowhere", "seeds"], "nowhere"), (["report", "-p", "year"], "-p"),
])
def test_wrong_usage_is_one_line_with_a_way_out(words, said):
    made = kzcn(*words)
    assert made.returncode == 2 and said in made.stderr and made.stderr.count("\n") == 1 and "Traceback" not in made.stderr


@pytest.mark.parametrize("command", ["report", "check", "actors", "sources"])
def test_articles_that_are_nowhere_are_one_line(command, tmp_path):
    made = kzcn(command, "nowhere", folder=tmp_path)
    assert made.returncode == 2 and "nowhere" in made.stderr and made.stderr.count("\n") == 1
    assert "Traceback" in kzcn(command, "nowhere", "--debug", folder=tmp_path).stderr


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_tables_writes_a_file_each(place, ending):
    made = kzcn("tables", "articles", "--out", "T", "--format", ending, folder=place)
    assert made.returncode == 0, made.stderr
    names = ("documents", "passages", "trade", "agenda", "mentions", "actors", "edges", "problems")
    exports = ("events.csv", "network.graphml", "network.gexf", "tables.json", ".kzcn")
    assert sorted(path.name for path in (place / "T").iterdir()) == sorted([*(f"{name}.{ending}" for name in names), *exports])
    assert f"T/trade.{ending}: " in made.stdout


def test_check_names_every_file_and_ends_with_one_where_some_was_set_aside(place):
    good = kzcn("check", "articles", folder=place)
    assert good.returncode == 0 and good.stdout.startswith("read       articles/")
    (place / "articles" / "picture.jpg").write_bytes(b"\xff\xd8")
    bad = kzcn("check", "articles", folder=place)
    assert bad.returncode == 1 and "set aside  articles/picture.jpg" in bad.stderr


def test_actors_are_listed_as_csv_and_those_not_in_the_registry_alone(place):
    everyone = list(csv.DictReader(io.StringIO(kzcn("actors", "articles", folder=place).stdout)))
    unregistered = list(csv.DictReader(io.StringIO(kzcn("actors", "articles", "--unregistered", folder=place).stdout)))
    assert {row["actor_id"] for row in unregistered} < {row["actor_id"] for row in everyone} and "KAZ" in {row["actor_id"] for row in everyone}
    assert [int(row["mentions"]) for row in everyone] == sorted((int(row["mentions"]) for row in everyone), reverse=True)


def test_sources_are_printed_as_references(place):
    assert kzcn("sources", "articles", folder=place).stdout.startswith("@")
    (item,) = json.loads(kzcn("sources", "articles", "--format", "csl", folder=place).stdout)
    assert item["issued"] == {"date-parts": [[2007, 9, 5]]}


def test_starting_up_imports_no_data_frame():
    code = "import sys, kzcn.cli; sys.exit(bool({'pandas', 'papermill', 'nbformat', 'matplotlib', 'jupyter_client'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), check=False).returncode == 0


def test_without_a_browser_pdf_says_how_to_get_one(place, monkeypatch):
    monkeypatch.setattr(pdf, "NAMES", ())
    monkeypatch.setattr(pdf, "ELSEWHERE", ())
    monkeypatch.delenv("KZCN_BROWSER_PATH", raising=False)
    with pytest.raises(pdf.NoBrowser, match="apt install chromium"):
        pdf.write(place, [""])
