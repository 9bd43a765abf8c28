"""The pages of a report: a number without a source fails its page, addresses run no script, statistics of one's own are listed."""

import html

import pytest
from building import ROOT, articles, kzcn, notebook, run, whole

from kzcn.report import contents

# Numbers without a source


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A folder with a report of two notebooks with numbers that lead to no row, on an article with an address that could run a script."""
    place = tmp_path_factory.mktemp("faulty")
    articles(place / "articles")
    for path in (place / "articles").glob("*.origin.yaml"):
        path.write_text("address: javascript:alert(1)\n", encoding="utf-8")
    notebook(place / "notebooks", "typed", "1 + 1", "md:Trade came to 8.36 billion dollars. That is much.")
    link = '<a class="cite" href="sources/x.html#1-5">8.36</a>'
    shown = f"from kzcn.cite import Html\nHtml('<div class=\"prose\">{link}</div>')"
    notebook(place / "notebooks", "linked", shown)
    made = run(place)
    assert made.returncode == 1 and whole(place / "reports" / "articles"), made.stderr
    return place / "reports" / "articles", made


def test_a_number_typed_into_prose_fails_its_page(faulty):
    out, made = faulty
    assert "typed.html: '8.36' in 'Trade came to 8.36 billion dollars.' is bound to no row" in made.stderr
    assert "8.36" in (out / "typed.html").read_text(encoding="utf-8").split("This page could not be made")[1]


def test_a_link_to_words_that_are_no_row_fails_its_page(faulty):
    assert "leads to no row (sources/x.html#1-5)" in faulty[1].stderr


def test_an_address_that_could_run_a_script_is_shown_as_text_and_reported(faulty):
    out, made = faulty
    assert "address: 'javascript:alert(1)' is shown as text, not as a link" in made.stderr
    pages = [out / "index.html", *(out / "articles").rglob("*.html")]
    shown = {path.name: path.read_text(encoding="utf-8") for path in pages}
    assert sum("javascript:alert(1)" in text for text in shown.values()) == 2
    assert not any('href="javascript:' in text for text in shown.values())
    listed = kzcn("sources", "articles", "--format", "csl", folder=out.parent.parent)
    assert '"note": "javascript:alert(1)"' in listed.stdout and "URL" not in listed.stdout


# Statistics of one's own


@pytest.fixture(scope="module")
def references(tmp_path_factory):
    """A report with a set of parameters for each of three references: one with a wrong value, one that is missing, one of one side."""
    place = tmp_path_factory.mktemp("references")
    articles(place / "articles")
    (place / "notebooks").mkdir()
    for needed in ("trade-trends", "corpus"):
        (place / "notebooks" / f"{needed}.ipynb").write_bytes((ROOT / "notebooks" / f"{needed}.ipynb").read_bytes())
    header = "year,reporter,partner,flow,value_usd\n"
    (place / "wrong.csv").write_text(f"{header}2006,KAZ,CHN,exports,1e308\n", encoding="utf-8")
    (place / "china.csv").write_text(f"{header}2006,CHN,KAZ,exports,4750000000\n", encoding="utf-8")
    names = ("wrong", "absent", "china")
    (place / "sets.yaml").write_text("".join(f"{name}: {{reference: {name}.csv}}\n" for name in names), "utf-8")
    made = run(place, "-f", "sets.yaml")
    assert made.returncode == 1 and whole(place / "reports" / "articles"), made.stderr
    return place / "reports" / "articles", made


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("wrong", "UnknownStatistics: wrong.csv, row 2, column value_usd: '1e308' is not"),
        ("absent", "absent.csv: nothing there"),
    ],
)
def test_a_reference_that_cannot_be_read_fails_only_the_trade_page(references, name, reason):
    out, made = references
    assert f"{name}/trade-trends.html: cell 4 (import kzcn.parameters): " in made.stderr and reason in made.stderr
    page = html.unescape((out / name / "trade-trends.html").read_text(encoding="utf-8"))
    assert "This page could not be made" in page and reason in page
    assert 'class="prose finding"' in (out / name / "corpus.html").read_text(encoding="utf-8")
    assert reason in html.unescape((out / name / "index.html").read_text(encoding="utf-8"))


def test_a_reference_of_one_side_makes_every_page_and_is_listed_among_the_sources(references):
    out, made = references
    assert "china/trade-trends.html: cell" not in made.stderr and (out / "china" / "trade-trends.html").exists()
    assert "This page could not be made" not in (out / "china" / "trade-trends.html").read_text(encoding="utf-8")
    statistics = (out / "china" / "sources" / "statistics.html").read_text(encoding="utf-8")
    assert "Trade as china.csv counts it" in statistics


# Indexes


def content(year, finding):
    page = {"title": "Trends", "question": "", "finding": finding, "thumb": "", "problem": ""}
    return {"corpus": "articles", "parameters": {"year": year, "start": "1992"}, "pages": {"trends": page}}


def test_the_index_of_several_sets_shows_what_differs_and_links_into_each_set():
    link = '<p><a class="cite" href="articles/a.html#0-5">8.36</a></p>'
    page = contents.sweep({"early": content(2001, link), "the late": content(2020, link)})
    assert "2001" in page and "2020" in page and "1992" not in page
    assert 'href="early/articles/a.html#0-5"' in page and 'href="the%20late/articles/a.html#0-5"' in page
