"""Reports with real kernels, the whole way: complete or not at all, unchanged pages reused, the user's own files untouched."""

import base64
import hashlib
import itertools
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from building import (
    FINDING,
    ROOT,
    begin,
    belongings,
    kept,
    kzcn,
    notebook,
    ran,
    run,
    seed_report,
    waited,
    whole,
)

UNNEEDED = ("papermill", "pandas", "nbformat", "nbconvert", "jupyter_client", "matplotlib", "zmq", "lxml")
posix = pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of POSIX systems")


# The seed's report


def test_the_seed_has_its_pages_sources_tables_and_executed_notebooks():
    folder = seed_report()
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        "index.html",
        "trade-trends.html",
        "security-agenda.html",
        "actor-map.html",
        "corpus.html",
        "sources/statistics.html",
        "notebooks/trade-trends.ipynb",
        "tables/trade.csv",
    } <= names
    assert whole(folder)


def test_a_report_is_the_same_bytes_again_and_of_no_machine(tmp_path):
    assert kzcn("report", "--out", tmp_path / "again").returncode == 0
    for path in sorted(seed_report().rglob("*")):
        if path.is_file():
            other = tmp_path / "again" / path.relative_to(seed_report())
            assert path.read_bytes() == other.read_bytes(), path.name
            text = path.read_text(encoding="utf-8")
            assert str(ROOT) not in text and str(Path.home()) + "/" not in text and "kzcn-tests-" not in text


def test_pages_need_nothing_from_elsewhere():
    for path in seed_report().rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<(script|link|img|iframe|video|source)\b[^>]*\b(src|href)=\"(?!data:)", text), path.name
        assert not re.search(r"@import|url\((?!#)", text), path.name
        assert '<html lang="en">' in text and text.count("<h1") == 1


def test_a_page_allows_no_script_but_the_one_that_it_names_by_digest():
    for path in seed_report().rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)[1]
        allowed = next((part for part in policy.split(";") if "script-src" in part), "")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
        assert "default-src 'none'" in policy
        assert allowed.split() == (["script-src", *(f"'sha256-{digest}'" for digest in digests)] if scripts else [])


def test_no_picture_without_alt_text():
    for path in seed_report().glob("*.html"):
        for drawing in re.findall(
            r"<svg\b[^>]*>", path.read_text(encoding="utf-8").replace('<div class="thumb" aria-hidden="true"><svg', "")
        ):
            assert 'aria-label="' in drawing


# Unchanged pages are reused


def test_an_unchanged_report_starts_no_kernel_and_imports_nothing_for_one(reported):
    again = kzcn("report", "articles", "--notebooks", "notebooks", folder=reported, python=["-X", "importtime"])
    imported = {
        line.rsplit("|", 1)[1].strip().split(".")[0]
        for line in again.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert again.returncode == 0 and not imported & set(UNNEEDED)
    assert "all pages are reused" in again.stderr
    assert "<dd>one, two</dd>" in (reported / "reports" / "articles" / "index.html").read_text(encoding="utf-8")
    assert whole(reported / "reports" / "articles")


def test_what_changed_is_run_and_nothing_else(reported):
    notebook(reported / "notebooks", "one", FINDING, "1 + 1", title="# The first")
    changed = run(reported)
    assert ran(changed) == ["one"] and changed.returncode == 0
    text = (reported / "reports" / "articles" / "index.html").read_text(encoding="utf-8")
    assert "<dd>one</dd>" in text and "<dd>two</dd>" in text


def test_only_keeps_pages_that_are_still_valid_and_leaves_out_the_others(reported):
    next((reported / "articles").glob("*.txt")).open("a").write("\n")
    assert ran(run(reported, "--only", "one")) == ["one"]
    assert not (reported / "reports" / "articles" / "two.html").exists() and whole(reported / "reports" / "articles")


# Whole or not at all


def killed(process, before, out):
    """Kills a command and checks that its output is the complete old one or the complete new one: here the same bytes."""
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert whole(out) and (out / "report.json").read_bytes() == before


@posix
def test_killing_the_command_while_it_runs_or_writes_leaves_a_whole_report(reported):
    out, new = reported / "reports" / "articles", reported / "reports" / ".articles.kzcn-new"
    before = (out / "report.json").read_bytes()
    for moment in ("notebooks/two.ipynb", "one.html"):
        process = begin("report", "articles", "--notebooks", "notebooks", "--force", folder=reported)
        waited(lambda made=new / moment, process=process: made.exists() or process.poll() is not None)
        killed(process, before, out)
    assert run(reported).returncode == 0
    assert sorted(path.name for path in reported.iterdir()) == ["articles", "notebooks", "reports"]
    assert [path.name for path in (reported / "reports").iterdir()] == ["articles"]


@posix
@pytest.mark.long
def test_killing_the_command_at_any_moment_leaves_a_whole_report(reported):
    out = reported / "reports" / "articles"
    before = (out / "report.json").read_bytes()
    for count in itertools.count():
        process = begin("report", "articles", "--notebooks", "notebooks", "--force", folder=reported)
        time.sleep(0.3 + 0.45 * count)
        if process.poll() is not None:
            break
        killed(process, before, out)
    process.communicate()
    assert count >= 3
    assert sorted(path.name for path in reported.iterdir()) == ["articles", "notebooks", "reports"]
    assert [path.name for path in (reported / "reports").iterdir()] == ["articles"]


@posix
def test_an_interrupted_command_ends_at_once_and_leaves_nothing(place):
    notebook(place / "notebooks", "one", f"open({str(place / 'begun')!r}, 'w')\nimport time\ntime.sleep(600)")
    process = begin("report", "articles", "--notebooks", "notebooks", folder=place)
    waited((place / "begun").exists)
    process.send_signal(signal.SIGINT)
    assert "interrupted" in process.communicate(timeout=20)[1] and process.returncode == 130
    assert sorted(path.name for path in place.iterdir()) == ["articles", "begun", "notebooks"]


def test_a_second_run_into_the_same_folder_is_refused_and_the_first_one_finishes(place):
    first = begin("report", "articles", "--notebooks", "notebooks", folder=place)
    waited(lambda: (place / "reports" / ".articles.kzcn-holder").exists())
    second = run(place)
    assert second.returncode == 2 and "another kzcn (process" in second.stderr and second.stderr.count("\n") == 1
    first.communicate()
    assert first.returncode == 0 and whole(place / "reports" / "articles")
    assert [path.name for path in (place / "reports").iterdir()] == ["articles"]


# The user's own files


def test_what_a_user_puts_into_a_report_survives_every_run_as_it_is(reported):
    out = reported / "reports" / "articles"
    run(reported)
    before = belongings(out)
    assert len(before) > 20
    for words in (["--force"], [], ["--only", "two", "-p", "year", "2010"]):
        assert run(reported, *words).returncode == 0
        assert kept(out) == before and whole(out), words
    if shutil.which("git"):
        checked = subprocess.run(
            ["git", "fsck", "--strict"], cwd=out / "mine" / "repository", capture_output=True, text=True
        )
        assert checked.returncode == 0, checked.stderr


def test_a_page_of_the_user_is_not_overwritten(reported):
    mine = reported / "reports" / "articles" / "three.html"
    mine.write_text("mine", encoding="utf-8")
    notebook(reported / "notebooks", "three", "1 + 1")
    made = run(reported)
    assert made.returncode == 2 and "reports/articles/three.html is in the way" in made.stderr
    assert mine.read_text(encoding="utf-8") == "mine" and whole(mine.parent)


# The place of a report


def test_reports_of_several_corpora_are_made_side_by_side(reported):
    shutil.copytree(reported / "articles", reported / "others")
    made = kzcn("report", "others", "--notebooks", "notebooks", "--only", "one", folder=reported)
    assert made.returncode == 0 and made.stdout == "reports/others/index.html\n"
    assert whole(reported / "reports" / "articles") and whole(reported / "reports" / "others")


@pytest.mark.parametrize("out", ["articles", "articles/out", ".", "..", "linked/out", "mine", "report"])
@pytest.mark.parametrize("command", ["report", "tables"])
def test_a_folder_that_kzcn_did_not_make_and_the_place_of_the_articles_are_refused(place, command, out):
    (place / "mine" / ".ssh").mkdir(parents=True)
    (place / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    (place / "report").mkdir()
    (place / "report" / "report.json").write_text('{"files": ["notes.txt"]}', encoding="utf-8")  # of another program
    (place / "report" / "notes.txt").write_text("mine", encoding="utf-8")
    (place / "linked").symlink_to("articles")
    before = kept(place)
    made = kzcn(command, "articles", "--out", out, folder=place)
    assert made.returncode == 2 and made.stderr.count("\n") == 1 and "give a" in made.stderr and made.stdout == ""
    assert kept(place) == before
