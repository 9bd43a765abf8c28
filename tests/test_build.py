"""A report built from its plan: reused pages, several parameter sets, and what is reported as a problem."""

import pytest
from building import kept, ran, run, whole, workplace

from kzcn import publish
from kzcn.report import build
from kzcn.report.planning import Request


def test_a_damaged_page_is_made_again_without_a_kernel(reported):
    page = reported / "reports" / "articles" / "one.html"
    page.write_text("half", encoding="utf-8")
    made = run(reported)
    assert ran(made) == [] and whole(reported / "reports" / "articles")
    assert "The first" in page.read_text(encoding="utf-8")


def test_a_page_whose_notebook_is_removed_is_removed(reported):
    (reported / "notebooks" / "two.ipynb").unlink()
    assert run(reported).returncode == 0
    assert not (reported / "reports" / "articles" / "two.html").exists() and whole(reported / "reports" / "articles")


def test_an_unchanged_report_is_not_touched(reported, monkeypatch):
    monkeypatch.chdir(reported)
    request = Request("articles", notebooks=reported / "notebooks")
    assert build.make(request) == []  # the index now says that everything is reused
    before = {path: path.stat().st_mtime_ns for path in (reported / "reports").rglob("*")}
    assert build.make(request) == []
    assert {path: path.stat().st_mtime_ns for path in (reported / "reports").rglob("*")} == before


def test_a_report_with_a_lost_or_damaged_manifest_is_made_again_only_with_force(reported, monkeypatch):
    monkeypatch.chdir(reported)
    out = reported / "reports" / "articles"
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
        with pytest.raises(publish.CannotPublish, match=r"^reports/articles/report\.json is missing, damaged.*--force"):
            build.make(Request("articles", notebooks=reported / "notebooks"))
        assert (kept(out), (out / "index.html").stat().st_mtime_ns) == before
        assert manifest.exists() == (damaged is not None) and (damaged is None or manifest.read_bytes() == damaged)
    again = run(reported, "--force")
    assert again.returncode == 0 and whole(out) and manifest.read_bytes() == intact, again.stderr
    assert (out / "mine.html").read_text(encoding="utf-8") == "mine"


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """A folder with a report of two parameter sets on articles of which one is empty, and the finished process."""
    place = workplace(tmp_path_factory.mktemp("compared"))
    (place / "articles" / "empty.txt").write_text("", encoding="utf-8")
    (place / "sets.yaml").write_text("early:\n  year: 2001\nlate:\n  year: 2020\n", encoding="utf-8")
    made = run(place, "-f", "sets.yaml")
    assert made.returncode == 1 and whole(place / "reports" / "articles"), made.stderr
    return place, made


def test_named_sets_become_a_report_each_and_an_index_that_compares_them(compared):
    place, made = compared
    assert ran(made) == ["early/one", "early/two", "late/two"]  # `one` has no year, so it runs once
    out = place / "reports" / "articles"
    text = (out / "index.html").read_text(encoding="utf-8")
    assert "2001" in text and "2020" in text and 'href="early/articles/' in text and 'href="late/index.html"' in text
    assert (out / "late" / "two.html").exists()


def test_articles_that_were_set_aside_are_reported_every_time(compared):
    place, made = compared
    again = run(place, "-f", "sets.yaml")
    assert ran(again) == []
    for process in (made, again):
        assert process.returncode == 1 and "early: set aside: articles/empty.txt" in process.stderr
    index = place / "reports" / "articles" / "early" / "index.html"
    assert "articles/empty.txt" in index.read_text(encoding="utf-8")
