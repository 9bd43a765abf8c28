"""The differences between two reports, by rows and articles."""

import json
import shutil

import pytest
from building import articles, kzcn

import kzcn as package
from kzcn.report import diff


def tables(folder, edit=lambda text: text):
    """The tables of the seed article, after an edit of its text."""
    own = articles(folder / "articles")
    article = next(own.glob("*.txt"))
    article.write_text(edit(article.read_text(encoding="utf-8")), encoding="utf-8")
    package.load(own).write(folder / "tables")
    return folder


@pytest.fixture
def old(tmp_path):
    (tmp_path / "old").mkdir()
    return tables(tmp_path / "old")


@pytest.fixture
def new(tmp_path):
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def test_the_same_tables_have_no_differences(old):
    assert diff.compare(old, old) == []
    assert diff.words([]) == "Nothing changed: both reports hold the same rows."


def test_a_changed_number_is_a_changed_row_of_its_article(old, new):
    (article,) = diff.compare(old, tables(new, lambda text: text.replace("8.36", "9.99")))
    assert article.why == "The article's file has changed."
    changed = [
        {change["column"]: (change["old"], change["new"]) for change in row.changes}
        for row in article.rows
        if row.table == "trade"
    ]
    (cells,) = [row for row in changed if row["value"] == ("8,360,000,000", "9,990,000,000")]
    assert "9.99" in cells["quote"][1] and len(changed) == 2  # the base that follows from it changes with it
    assert not [row for row in article.rows if row.kind != "changed"]


def test_words_added_before_a_row_do_not_change_it(old, new):
    found = diff.compare(
        old, tables(new, lambda text: text.replace("BACKGROUND:", "BACKGROUND: It rains a lot in spring.", 1))
    )
    assert [row for article in found for row in article.rows] == []
    assert [article.why for article in found] == ["The article's file has changed."]


def test_removing_a_sentence_removes_its_rows(old, new):
    def edit(text):
        start = text.index("In 2006, the China-Kazakhstan trade")
        return text[:start] + text[text.index("On August 18, 2007 during") :]

    (article,) = diff.compare(old, tables(new, edit))
    assert {row.kind for row in article.rows if row.table == "trade"} == {"removed"}
    assert any("8.36" in row.quote for row in article.rows)


def test_added_and_removed_articles_are_distinguished_from_renamed_ones(old, new):
    tables(new)
    shutil.rmtree(new / "tables")
    article = next((new / "articles").glob("*.txt"))
    article.rename(article.with_name("renamed.txt"))
    package.load(new / "articles").write(new / "tables")
    assert diff.compare(old, new) == []
    text = (new / "articles" / "renamed.txt").read_text(encoding="utf-8")
    (new / "articles" / "other.txt").write_text(
        "Another Piece\n\n05 June 2012\n\nIn 2011, trade between Kazakhstan and China reached $24.9 billion.\n"
        + text[:0],
        encoding="utf-8",
    )
    package.load(new / "articles").write(new / "tables")
    (new_article,) = diff.compare(old, new)
    assert new_article.why == "The article is new." and {row.kind for row in new_article.rows} == {"added"}
    (lost,) = diff.compare(new, old)
    assert lost.why == "The article is no longer there." and {row.kind for row in lost.rows} == {"removed"}


def test_a_different_reading_of_the_same_article_is_reported_with_both_versions(old, new):
    shutil.copytree(old, new, dirs_exist_ok=True)
    trade = new / "tables" / "trade.csv"
    trade.write_text(trade.read_text(encoding="utf-8").replace("turnover", "exports"), encoding="utf-8")
    for folder, version in ((old, "0.1.0"), (new, "0.2.0")):
        (folder / "report.json").write_text(json.dumps({"kzcn": version}), encoding="utf-8")
    (article,) = diff.compare(old, new)
    assert article.why == "The article is the same; it is read differently (kzcn 0.1.0 then, 0.2.0 now)."


def test_the_command_prints_the_differences_and_writes_a_page(old, new):
    made = kzcn("diff", old, tables(new, lambda text: text.replace("8.36", "9.99")))
    assert made.returncode == 0 and "value: 8,360,000,000 -> 9,990,000,000" in made.stdout
    page = (new / "diff.html").read_text(encoding="utf-8")
    assert "9,990,000,000" in page and "<h1>What changed</h1>" in page


def test_a_page_of_the_user_is_not_overwritten_and_one_of_kzcn_is(old, new):
    tables(new)
    mine = new / "diff.html"
    mine.write_text("mine", encoding="utf-8")
    made = kzcn("diff", old, new)
    assert (
        made.returncode == 2 and "diff.html is in the way" in made.stderr and mine.read_text(encoding="utf-8") == "mine"
    )
    mine.unlink()
    assert kzcn("diff", old, new).returncode == kzcn("diff", old, new).returncode == 0
    assert sorted(path.name for path in new.iterdir()) == ["articles", "diff.html", "tables"]


def test_a_damaged_manifest_is_reported_in_one_line(old, new):
    tables(new)
    (new / "report.json").write_text("{", encoding="utf-8")
    made = kzcn("diff", old, new)
    assert made.returncode == 2 and "report.json: damaged" in made.stderr and made.stderr.count("\n") == 1


def test_a_folder_without_tables_is_refused(tmp_path, old):
    made = kzcn("diff", old, tmp_path)
    assert made.returncode == 2 and "no tables there" in made.stderr


def test_differences_between_the_requests_are_reported(tmp_path):
    for name, parameters, pages in (
        ("old", {}, ["corpus", "trade-trends"]),
        ("new", {"start": "2005"}, ["trade-trends"]),
    ):
        (tmp_path / name).mkdir()
        manifest = {"sets": {"": {"parameters": parameters, "pages": {page: {} for page in pages}}}}
        (tmp_path / name / "report.json").write_text(json.dumps(manifest), encoding="utf-8")
    lines = diff.asked(tmp_path / "old", tmp_path / "new")
    assert lines[0] == "start: default -> 2005" and lines[1].startswith("page corpus: only in")
    assert "different request: start: default -> 2005" in diff.words([], lines) and "start: default" in diff.page(
        [], lines
    )
    assert diff.asked(tmp_path / "old", tmp_path / "old") == diff.asked(tmp_path, tmp_path) == []
