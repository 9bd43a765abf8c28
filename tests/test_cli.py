"""The command: its messages, outputs and exit codes."""

import csv
import io
import json
import os
import re
import subprocess
import sys

import pytest
from building import FINDING, ROOT, articles, environment, kzcn, notebook

from kzcn import cli, corpus

COMMANDS = sorted(cli.cli.commands)


@pytest.fixture
def place(tmp_path):
    articles(tmp_path / "articles")
    return tmp_path


def test_every_command_describes_itself():
    text = kzcn("--help").stdout
    assert COMMANDS == [
        "actors",
        "add",
        "check",
        "diff",
        "init",
        "lab",
        "report",
        "review",
        "sources",
        "statistics",
        "tables",
    ]
    for name in COMMANDS:
        assert re.search(rf"^  {name}\s+\w", text, re.MULTILINE)
        helped = kzcn(name, "--help")
        assert helped.returncode == 0 and "--debug" in helped.stdout


@pytest.mark.parametrize(
    "words, said",
    [
        (["reprot"], "report"),
        (["report", "--froce"], "--force"),
        (["tables", "seeds"], "--out"),
        (["report", "--jobs", "0"], "--jobs"),
        (["tables", "seeds", "--out", "x", "--format", "xls"], "csv"),
        (["diff", "nowhere", "seeds"], "nowhere"),
        (["report", "-p", "year"], "-p"),
    ],
)
def test_wrong_usage_is_reported_in_one_line_with_the_way_to_mend_it(words, said):
    made = kzcn(*words)
    assert (
        made.returncode == 2 and said in made.stderr and made.stderr.count("\n") == 1 and "Traceback" not in made.stderr
    )


@pytest.mark.parametrize("command", ["report", "check", "actors", "sources"])
def test_a_missing_folder_of_articles_is_reported_in_one_line(command, tmp_path):
    made = kzcn(command, "nowhere", folder=tmp_path)
    assert made.returncode == 2 and "nowhere" in made.stderr and made.stderr.count("\n") == 1
    assert "Traceback" in kzcn(command, "nowhere", "--debug", folder=tmp_path).stderr


@pytest.mark.parametrize("ending", ["sqlite", "xlsx"])
def test_tables_writes_one_file_with_all_tables(place, ending):
    made = kzcn("tables", "articles", "--out", "T", "--format", ending, folder=place)
    assert made.returncode == 0, made.stderr
    exports = ("events.csv", "network.graphml", "network.gexf", "tables.json", "datapackage.json", ".kzcn")
    assert sorted(path.name for path in (place / "T").iterdir()) == sorted([f"kzcn.{ending}", *exports])
    assert f"T/kzcn.{ending}, trade: " in made.stdout


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_tables_writes_one_file_per_table(place, ending):
    made = kzcn("tables", "articles", "--out", "T", "--format", ending, folder=place)
    assert made.returncode == 0, made.stderr
    names = ("documents", "passages", "trade", "agenda", "mentions", "actors", "edges", "problems")
    exports = ("events.csv", "network.graphml", "network.gexf", "tables.json", "datapackage.json", ".kzcn")
    assert sorted(path.name for path in (place / "T").iterdir()) == sorted(
        [*(f"{name}.{ending}" for name in names), *exports]
    )
    assert f"T/trade.{ending}: " in made.stdout


def test_check_lists_every_file_and_exits_with_one_if_some_were_set_aside(place):
    good = kzcn("check", "articles", folder=place)
    assert good.returncode == 0 and good.stdout.startswith("read       articles/")
    (place / "articles" / "picture.jpg").write_bytes(b"\xff\xd8")
    bad = kzcn("check", "articles", folder=place)
    assert bad.returncode == 1 and "set aside  articles/picture.jpg" in bad.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="this system has no pipes, or no names that are not UTF-8")
def test_other_files_among_the_articles_are_reported_in_a_line_each_and_nothing_hangs(place):
    os.mkfifo(place / "articles" / "x.txt")
    for name in (b"\xff.jpg", b"two\nlines\x1b[31m.jpg", "right-to-left\u202e.jpg".encode()):
        (place / "articles" / os.fsdecode(name)).write_bytes(b"\xff")
    made = kzcn("check", "articles", folder=place)
    assert made.returncode == 1 and made.stdout.count("\n") == 1
    assert sorted(line.split(": ")[0] for line in made.stderr.splitlines()) == [
        "set aside  articles/%FF.jpg",
        "set aside  articles/right-to-left\\u202e.jpg",
        "set aside  articles/two\\nlines\\x1b[31m.jpg",
        "set aside  articles/x.txt",
    ]
    notebook(place / "notebooks", "one", FINDING)
    made = kzcn("report", "articles", "--out", "R", "--notebooks", "notebooks", folder=place)
    assert made.returncode == 1 and (place / "R" / "one.html").is_file(), made.stderr
    assert "\x1b" not in made.stderr and all(line.startswith(("kzcn: ", "one: ")) for line in made.stderr.splitlines())


def test_an_article_of_unknown_language_is_listed(place):
    (place / "articles" / "other.txt").write_text("مرحبا بكم في هذا المكان الجميل اليوم. " * 20, encoding="utf-8")
    (line,) = [line for line in kzcn("check", "articles", folder=place).stdout.splitlines() if "other.txt" in line]
    assert line.endswith("its language cannot be detected, and only English is supported")


def test_no_table_holds_a_formula(place):
    text = (ROOT / "tests" / "gold" / "articles" / "2006-second-pipeline.txt").read_text(encoding="utf-8")
    head = '---\ntitle: "=Hyperlink(1)"\nauthors: ["@Ann Lee", "+Bob Ray"]\nsource: "-x"\n---\n\n'
    (place / "articles" / "=cmd.md").write_text(head + re.sub(r"(?m)^(?=[A-Z][^\n]{80})", "=", text), encoding="utf-8")
    assert kzcn("tables", "articles", "--out", "T", folder=place).returncode == 0
    held = [
        (path.name, cell)
        for path in (place / "T").glob("*.csv")
        for row in csv.reader(path.open(encoding="utf-8", newline=""))
        for cell in row
    ]
    assert {"documents.csv", "passages.csv", "agenda.csv", "mentions.csv", "events.csv"} <= {
        name for name, cell in held if cell.startswith("'=")
    }
    assert not [cell for _, cell in held if re.match(r"[=@\t\r]|[+-](?!\d)", cell)]
    loaded = corpus.load(place / "T")
    assert "=Hyperlink(1)" in set(loaded.documents["title"]) and "=cmd" in set(loaded.documents["doc_id"])


def test_actors_are_listed_as_csv_and_unregistered_ones_separately(place):
    everyone = list(csv.DictReader(io.StringIO(kzcn("actors", "articles", folder=place).stdout)))
    unregistered = list(csv.DictReader(io.StringIO(kzcn("actors", "articles", "--unregistered", folder=place).stdout)))
    assert {row["actor_id"] for row in unregistered} < {row["actor_id"] for row in everyone} and "KAZ" in {
        row["actor_id"] for row in everyone
    }
    assert [int(row["mentions"]) for row in everyone] == sorted(
        (int(row["mentions"]) for row in everyone), reverse=True
    )


def test_sources_are_printed_as_references(place):
    assert kzcn("sources", "articles", folder=place).stdout.startswith("@")
    (item,) = json.loads(kzcn("sources", "articles", "--format", "csl", folder=place).stdout)
    assert item["issued"] == {"date-parts": [[2007, 9, 5]]}


def test_starting_up_imports_no_data_frame():
    code = "import sys, kzcn.cli; sys.exit(bool({'pandas', 'papermill', 'nbformat', 'matplotlib', 'jupyter_client'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), check=False).returncode == 0
