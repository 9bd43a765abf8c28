"""Reports with real kernels: complete or not at all, unchanged pages reused, no number without a row, failures reported."""

import base64
import hashlib
import html
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from building import FINDING, PARAMETERS, ROOT, articles, begin, belongings, kept, kzcn, notebook, seed_report, whole

from kzcn.report import build as report
from kzcn.report import cache, planning

UNNEEDED = ("papermill", "pandas", "nbformat", "nbconvert", "jupyter_client", "matplotlib", "zmq", "lxml")
posix = pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of POSIX systems")


@pytest.fixture
def place(tmp_path):
    """A folder with articles and two small notebooks, `one` and `two`."""
    articles(tmp_path / "articles")
    notebook(tmp_path / "notebooks", "one", FINDING, title="# The first")
    notebook(
        tmp_path / "notebooks",
        "two",
        FINDING,
        parameters=f"{PARAMETERS}\nyear: int = 2007  # a year",
        title="# The second",
    )
    return tmp_path


def run(place, *words):
    return kzcn("report", "articles", "--notebooks", "notebooks", *words, folder=place)


def ran(made):
    """The notebooks that a run says it has run."""
    return sorted(re.findall(r"^([\w/-]+): .*\([\d.]+ s\)$", made.stderr, re.MULTILINE))


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


# Nothing is run in vain


def test_an_unchanged_report_starts_no_kernel_and_imports_nothing_for_one(place):
    first = run(place)
    assert first.returncode == 0 and ran(first) == ["one", "two"], first.stderr
    again = kzcn("report", "articles", "--notebooks", "notebooks", folder=place, python=["-X", "importtime"])
    imported = {
        line.rsplit("|", 1)[1].strip().split(".")[0]
        for line in again.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert again.returncode == 0 and not imported & set(UNNEEDED)
    assert "all pages are reused" in again.stderr
    assert "<dd>one, two</dd>" in (place / "reports" / "articles" / "index.html").read_text(encoding="utf-8")
    assert whole(place / "reports" / "articles")


def test_what_changed_is_run_and_nothing_else(place):
    run(place)
    assert ran(run(place, "-p", "year", "2008")) == ["two"]
    assert ran(run(place)) == ["two"]
    notebook(place / "notebooks", "one", FINDING, "1 + 1", title="# The first")
    changed = run(place)
    assert ran(changed) == ["one"] and changed.returncode == 0
    text = (place / "reports" / "articles" / "index.html").read_text(encoding="utf-8")
    assert "<dd>one</dd>" in text and "<dd>two</dd>" in text
    article = next((place / "articles").glob("*.txt"))
    article.write_text(article.read_text(encoding="utf-8").replace("8.36", "9.99"), encoding="utf-8")
    assert ran(run(place)) == ["one", "two"]
    assert ran(run(place, "--force")) == ["one", "two"]
    assert ran(run(place)) == []


def test_a_damaged_page_is_made_again_without_a_kernel(place):
    run(place)
    (place / "reports" / "articles" / "one.html").write_text("half", encoding="utf-8")
    mended = run(place)
    assert ran(mended) == [] and whole(place / "reports" / "articles")
    assert "The first" in (place / "reports" / "articles" / "one.html").read_text(encoding="utf-8")


def test_a_key_covers_parameters_files_they_name_articles_package_versions_and_python(place, monkeypatch):
    path = place / "notebooks" / "one.ipynb"
    statistics = place / "own.csv"
    statistics.write_text("a", encoding="utf-8")
    keys = [cache.key(path, {"reference": str(statistics)}, "digest")]
    statistics.write_text("b", encoding="utf-8")
    keys.append(cache.key(path, {"reference": str(statistics)}, "digest"))
    keys.append(cache.key(path, {"reference": "built-in"}, "digest"))
    keys.append(cache.key(path, {"reference": "built-in"}, "another"))
    monkeypatch.setattr(cache, "environment", lambda: {"python": "3.11.7", "pandas": "9"})
    keys.append(cache.key(path, {"reference": "built-in"}, "another"))
    monkeypatch.setattr(cache, "package", lambda: "another")
    keys.append(cache.key(path, {"reference": "built-in"}, "another"))
    assert len(set(keys)) == len(keys)
    monkeypatch.undo()
    assert {"python", "pandas", "papermill"} <= set(cache.environment())


def test_the_digest_of_articles_is_of_names_and_bytes_wherever_they_lie(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder / "articles").mkdir(parents=True)
        (tmp_path / folder / "articles" / "x.txt").write_text("one", encoding="utf-8")
    digests = [cache.files(str(tmp_path / folder / "articles")) for folder in ("a", "b")]
    assert digests[0] == digests[1]
    (tmp_path / "b" / "articles" / "x.origin.yaml").write_text("rights: none", encoding="utf-8")
    assert cache.files(str(tmp_path / "b" / "articles")) != digests[0]
    assert cache.files(str(tmp_path / "b" / "articles" / "x.txt")) != cache.files(
        str(tmp_path / "a" / "articles" / "x.txt")
    )
    (tmp_path / "a" / "articles" / ".hidden").write_text("x", encoding="utf-8")
    assert cache.files(str(tmp_path / "a" / "articles")) == digests[0]


def test_only_keeps_pages_that_still_hold_and_leaves_out_those_that_do_not(place):
    run(place)
    notebook(place / "notebooks", "one", FINDING, "1 + 1", title="# The first")
    assert ran(run(place, "--only", "one")) == ["one"]
    assert (place / "reports" / "articles" / "two.html").exists()
    next((place / "articles").glob("*.txt")).open("a").write("\n")
    assert ran(run(place, "--only", "one")) == ["one"]
    assert not (place / "reports" / "articles" / "two.html").exists()
    assert ran(run(place)) == ["two"]


# Wrong parameters are reported before anything starts


@pytest.mark.parametrize(
    "words, said",
    [
        (["-p", "yaer", "2008"], "did you mean year?"),
        (["-p", "year", "abc"], "parameter year is int, got 'abc' (a year)"),
        (["--only", "on"], "did you mean one?"),
    ],
)
def test_a_wrong_parameter_is_one_line_and_makes_nothing(place, words, said):
    made = run(place, *words)
    assert made.returncode == 2
    assert said in made.stderr and made.stderr.count("\n") == 1
    assert not (place / "reports").exists()


# Failures


def test_a_failed_notebook_is_reported_and_kept_and_does_not_stop_the_others(place):
    notebook(
        place / "notebooks",
        "one",
        "1 + 1",
        "\n# a step\nraise ValueError('no such year')",
        "3 + 3",
        title="# The first",
    )
    made = run(place)
    out = place / "reports" / "articles"
    assert made.returncode == 1 and whole(out)
    assert "one.html: cell 5 (a step): ValueError: no such year" in made.stderr
    assert "jupyter lab reports/articles/notebooks/one.ipynb" in made.stderr
    page = (out / "one.html").read_text(encoding="utf-8")
    assert "This page could not be made" in page and "no such year" in page
    assert "no such year" in (out / "notebooks" / "one.ipynb").read_text(encoding="utf-8")
    assert "The second" in (out / "two.html").read_text(encoding="utf-8")
    assert "ValueError" in (out / "index.html").read_text(encoding="utf-8")
    again = run(place)
    assert again.returncode == 1 and ran(again) == ["one"]


@posix
def test_a_killed_kernel_is_reported_with_a_likely_cause(place):
    notebook(place / "notebooks", "one", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", title="# The first")
    made = run(place)
    assert made.returncode == 1 and whole(place / "reports" / "articles")
    assert "one.html: cell 4 (import os, signal): the kernel died" in made.stderr and "memory ran out" in made.stderr
    assert (place / "reports" / "articles" / "two.html").exists()


def test_a_cell_that_hangs_is_named_after_its_timeout(place):
    notebook(place / "notebooks", "one", "import time\ntime.sleep(600)", title="# The first")
    made = run(place, "--timeout", 2)
    assert made.returncode == 1
    assert "cell 4 (import time): still running after 2 s" in made.stderr and "--timeout" in made.stderr


def test_articles_that_were_set_aside_are_reported(place):
    (place / "articles" / "empty.txt").write_text("", encoding="utf-8")
    made = run(place)
    assert made.returncode == 1 and "set aside: articles/empty.txt" in made.stderr
    assert "articles/empty.txt" in (place / "reports" / "articles" / "index.html").read_text(encoding="utf-8")
    assert run(place).returncode == 1  # unchanged, and as incomplete as before


def test_a_notebook_for_another_kernel_is_reported(place):
    path = place / "notebooks" / "one.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"name": "python3"', '"name": "julia"'), encoding="utf-8")
    made = run(place)
    assert (
        made.returncode == 1
        and "one.html: before the first cell: there is no kernel julia" in made.stderr
        and whole(place / "reports" / "articles")
    )


def test_a_file_that_is_not_a_notebook_is_reported_before_anything_starts(place):
    (place / "notebooks" / "one.ipynb").write_text("{}", encoding="utf-8")
    made = run(place)
    assert made.returncode == 2 and "one.ipynb: not a notebook" in made.stderr and not (place / "reports").exists()


def test_without_forking_kernels_start_as_they_always_do(place, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    request = planning.Request(
        str(place / "articles"), place / "reports" / "articles", notebooks=place / "notebooks", jobs=2
    )
    assert report.make(request) == [] and whole(place / "reports" / "articles")


# Evidence


def test_a_number_typed_into_prose_fails_the_build(place):
    notebook(
        place / "notebooks", "one", FINDING, "md:Trade came to 8.36 billion dollars. That is much.", title="# The first"
    )
    made = run(place)
    assert made.returncode == 1
    assert "one.html: '8.36' in 'Trade came to 8.36 billion dollars.' is bound to no row" in made.stderr
    assert (
        "8.36"
        in (place / "reports" / "articles" / "one.html")
        .read_text(encoding="utf-8")
        .split("This page could not be made")[1]
    )


def test_a_link_to_words_that_are_no_row_fails_the_build(place):
    link = '<a class="cite" href="sources/x.html#1-5">8.36</a>'
    notebook(place / "notebooks", "one", f"from kzcn.cite import Html\nHtml('<div class=\"prose\">{link}</div>')")
    made = run(place)
    assert made.returncode == 1 and "leads to no row (sources/x.html#1-5)" in made.stderr


# Whole or not at all


@posix
def test_killing_the_command_at_any_moment_leaves_a_whole_report(place):
    run(place)
    before = (place / "reports" / "articles" / "report.json").read_bytes()
    delay, killed = 0.3, 0
    while True:
        process = begin("report", "articles", "--notebooks", "notebooks", "--force", folder=place)
        time.sleep(delay)
        if process.poll() is not None:
            break
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += 1
        assert whole(place / "reports" / "articles")
        assert (
            place / "reports" / "articles" / "report.json"
        ).read_bytes() == before  # the same inputs: the old one or the new one, byte for byte
        delay += 0.45
    process.communicate()
    assert killed >= 3
    assert sorted(path.name for path in place.iterdir()) == ["articles", "notebooks", "reports"]
    assert [path.name for path in (place / "reports").iterdir()] == ["articles"]


@posix
def test_kernels_end_with_a_killed_command(place):
    notebook(
        place / "notebooks",
        "one",
        f"import os, time\nopen({str(place / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)",
    )
    process = begin("report", "articles", "--notebooks", "notebooks", folder=place)
    waited(lambda: (place / "pid").exists() and (place / "pid").read_text())
    pid = int((place / "pid").read_text())
    process.send_signal(signal.SIGKILL)
    process.communicate()
    waited(lambda: not alive(pid))


@posix
def test_an_interrupted_command_ends_at_once_and_leaves_nothing(place):
    notebook(place / "notebooks", "one", f"open({str(place / 'begun')!r}, 'w')\nimport time\ntime.sleep(600)")
    process = begin("report", "articles", "--notebooks", "notebooks", folder=place)
    waited((place / "begun").exists)
    process.send_signal(signal.SIGINT)
    assert "interrupted" in process.communicate(timeout=20)[1] and process.returncode == 130
    assert sorted(path.name for path in place.iterdir()) == ["articles", "begun", "notebooks"]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def waited(condition, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the condition never held"
        time.sleep(0.05)


def test_a_second_run_into_the_same_folder_is_refused_and_the_first_one_finishes(place):
    first = begin("report", "articles", "--notebooks", "notebooks", folder=place)
    waited(lambda: (place / "reports" / ".articles.kzcn-holder").exists())
    second = run(place)
    assert second.returncode == 2 and "another kzcn (process" in second.stderr and second.stderr.count("\n") == 1
    first.communicate()
    assert first.returncode == 0 and whole(place / "reports" / "articles")
    assert [path.name for path in (place / "reports").iterdir()] == ["articles"]


def test_what_a_user_puts_into_a_report_survives_every_run_as_it_is(place):
    out = place / "reports" / "articles"
    run(place)
    before = belongings(out)
    assert len(before) > 20
    for words in (["--force"], [], ["--only", "one", "--force"], ["-p", "year", "2010"], []):
        assert run(place, *words).returncode == 0
        assert kept(out) == before and whole(out), words
    if shutil.which("git"):
        checked = subprocess.run(
            ["git", "fsck", "--strict"], cwd=out / "mine" / "repository", capture_output=True, text=True
        )
        assert checked.returncode == 0, checked.stderr


def test_a_page_of_the_user_is_not_overwritten(place):
    run(place, "--only", "one")
    mine = place / "reports" / "articles" / "two.html"
    mine.write_text("mine", encoding="utf-8")
    made = run(place)
    assert made.returncode == 2 and "reports/articles/two.html is in the way" in made.stderr
    assert mine.read_text(encoding="utf-8") == "mine" and whole(mine.parent)


def test_a_report_whose_manifest_is_lost_or_damaged_is_made_anew_with_force(place):
    out = place / "reports" / "articles"
    run(place)
    (out / "mine.html").write_text("mine", encoding="utf-8")
    manifest = out / "report.json"
    intact = manifest.read_bytes()
    for damaged in (
        b"",
        intact[:500],
        b"{}",
        b"[1]",
        b"\xff\xfe",
        intact.replace(b'"ran"', b'"run"'),
        b'{"kzcn": "1", "files": {}, "sets": {}}',
        None,
    ):
        manifest.unlink() if damaged is None else manifest.write_bytes(damaged)
        before = kept(out), (out / "index.html").stat().st_mtime_ns
        made = run(place)
        assert made.returncode == 2 and made.stderr.count("\n") == 1
        assert "reports/articles/report.json is lost, damaged" in made.stderr and "--force" in made.stderr
        assert (kept(out), (out / "index.html").stat().st_mtime_ns) == before and damaged in (
            None,
            manifest.exists() and manifest.read_bytes(),
        )
    again = run(place, "--force")
    assert again.returncode == 0 and whole(out) and manifest.read_bytes() == intact, again.stderr
    assert (out / "mine.html").read_text(encoding="utf-8") == "mine" and ran(run(place)) == []


def test_a_page_of_a_notebook_that_is_gone_goes(place):
    run(place)
    (place / "notebooks" / "two.ipynb").unlink()
    assert run(place).returncode == 0
    assert not (place / "reports" / "articles" / "two.html").exists() and whole(place / "reports" / "articles")


# Where it stands


@pytest.mark.parametrize(
    "corpus, name",
    [
        ("articles", "articles"),
        ("articles/", "articles"),
        ("./articles/.", "articles"),
        ("articles/*.txt", "articles"),
        ("art*/*.txt", "work"),
        ("**/*.txt", "work"),
        ("articles/a.b.txt", "a.b"),
        ("../work/articles", "articles"),
        ("articles/../articles/..", "work"),
        ("s3://bucket/some/texts/", "texts"),
        ("s3://bucket/some/*.txt", "some"),
        ("s3://bucket", "bucket"),
        ("https://me:secret@example.org/a/x.txt?token=abc", "x.txt"),
        ("https://me:secret@example.org", "example.org"),
        ('.a "quoted": <one>?', "a -quoted-- -one--"),
        ("long" * 50, "long" * 37 + "lo-55b71ce2"),
    ],
)
def test_a_report_is_called_as_its_articles_are(tmp_path, monkeypatch, corpus, name):
    work = tmp_path / "work"
    articles(work / "articles") if work.mkdir() is None else None
    (work / "articles" / "a.b.txt").write_text("one", encoding="utf-8")
    if not ({"/", "*"} & set(corpus)):
        (work / corpus).mkdir(exist_ok=True)
    monkeypatch.chdir(work)
    assert planning.output(planning.Request(corpus)) == Path("reports", name)


def test_reports_of_several_corpora_stand_side_by_side(place):
    shutil.copytree(place / "articles", place / "others")
    for corpus in ("articles", "others"):
        made = kzcn("report", corpus, "--notebooks", "notebooks", "--only", "one", folder=place)
        assert made.returncode == 0 and made.stdout == f"reports/{corpus}/index.html\n"
    assert whole(place / "reports" / "articles") and whole(place / "reports" / "others")


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


def test_a_folder_of_nothing_but_dotfiles_is_taken_and_they_stay(place):
    out = place / "reports" / "articles"
    (out / ".git" / "refs").mkdir(parents=True)
    (out / ".gitignore").write_text("*.pdf", encoding="utf-8")
    before = kept(out)
    assert run(place).returncode == 0 and whole(out)
    assert {name: found for name, found in kept(out).items() if name in before} == before


def test_users_passwords_and_tokens_in_an_address_are_not_shown():
    address = "https://me:secret@example.org/a/x.txt?token=abc"
    assert planning.located(address) == (address, "https://example.org/a/x.txt")
    plan = planning.Plan("", *planning.located(address), {}, {}, {})
    assert planning.hidden(plan) == ["me:secret@", "?token=abc"]


# Several sets of parameters


def test_named_sets_become_a_report_each_and_an_index_that_compares_them(place):
    (place / "sets.yaml").write_text("early:\n  year: 2001\nlate:\n  year: 2020\n", encoding="utf-8")
    made = run(place, "-f", "sets.yaml")
    out = place / "reports" / "articles"
    assert made.returncode == 0 and ran(made) == ["early/one", "early/two", "late/two"], (
        made.stderr
    )  # `one` has no year
    assert whole(out)
    text = (out / "index.html").read_text(encoding="utf-8")
    assert "2001" in text and "2020" in text and 'href="early/articles/' in text and 'href="late/index.html"' in text
    assert (out / "late" / "two.html").exists()
    (place / "sets.yaml").write_text("early:\n  year: 2001\nlate:\n  year: 2021\n", encoding="utf-8")
    assert ran(run(place, "-f", "sets.yaml")) == ["late/two"]


def test_a_file_of_bare_parameters_is_one_report(place):
    (place / "one.yaml").write_text("year: 2001\n", encoding="utf-8")
    assert run(place, "-f", "one.yaml").returncode == 0
    executed = json.loads((place / "reports" / "articles" / "notebooks" / "two.ipynb").read_text(encoding="utf-8"))
    assert executed["metadata"]["papermill"]["parameters"] == {"corpus": "articles", "year": 2001}


def test_the_notebooks_of_the_project_are_found_in_the_order_of_the_report():
    assert list(planning.notebooks())[:4] == ["trade-trends", "security-agenda", "actor-map", "corpus"]


# Where articles came from


def test_an_address_that_could_run_a_script_is_shown_as_text_and_told(place):
    for path in (place / "articles").glob("*.origin.yaml"):
        path.write_text("address: javascript:alert(1)\n", encoding="utf-8")
    made = run(place)
    assert made.returncode == 1 and "address: 'javascript:alert(1)' is shown as text, not as a link" in made.stderr
    out = place / "reports" / "articles"
    pages = [out / "index.html", *(out / "articles").rglob("*.html")]
    shown = {path.name: path.read_text(encoding="utf-8") for path in pages}
    assert sum("javascript:alert(1)" in text for text in shown.values()) == 2
    assert not any('href="javascript:' in text for text in shown.values())
    listed = kzcn("sources", "articles", "--format", "csl", folder=place)
    assert '"note": "javascript:alert(1)"' in listed.stdout and "URL" not in listed.stdout


# Statistics of one's own


@pytest.mark.parametrize(
    "name, content, said",
    [
        (
            "mine.csv",
            "year,reporter,partner,flow,value_usd\n2006,KAZ,CHN,exports,1e308\n",
            "UnknownStatistics: mine.csv, row 2, column value_usd: '1e308' is not",
        ),
        ("absent.csv", None, "absent.csv: nothing there"),
    ],
)
def test_a_reference_that_cannot_be_read_costs_the_trade_page_alone(place, name, content, said):
    for name in ("trade-trends", "corpus"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", place / "notebooks")
    if content:
        (place / name).write_text(content, encoding="utf-8")
    made = run(place, "-p", "reference", name)
    out = place / "reports" / "articles"
    assert made.returncode == 1 and whole(out)
    assert "trade-trends.html: cell 4 (import kzcn.parameters): " in made.stderr and said in made.stderr
    told = html.unescape((out / "trade-trends.html").read_text(encoding="utf-8"))
    assert "This page could not be made" in told and said in told
    assert 'class="prose finding"' in (out / "corpus.html").read_text(encoding="utf-8")
    assert said in html.unescape((out / "index.html").read_text(encoding="utf-8"))


def test_a_one_sided_reference_makes_every_page_and_is_listed_among_the_sources(place):
    shutil.copy(ROOT / "notebooks" / "trade-trends.ipynb", place / "notebooks")
    (place / "china.csv").write_text(
        "year,reporter,partner,flow,value_usd\n2006,CHN,KAZ,exports,4750000000\n", encoding="utf-8"
    )
    made = run(place, "-p", "reference", "china.csv", "--only", "trade-trends")
    assert made.returncode == 0, made.stderr
    assert "Trade as china.csv counts it" in (place / "reports" / "articles" / "sources" / "statistics.html").read_text(
        encoding="utf-8"
    )
