"""A number on a page leads to a row, or the page is not published."""

import pytest
from building import SEEDS, seed_report

import kzcn
from kzcn.report import provenance
from kzcn.statistics import background, official

KNOWN = provenance.Known(
    rows={"a": frozenset({(10, 90)})},
    sentences={"a": [(0, 40), (41, 80)]},
    titles={"a": ("Trade in 2006", "a")},
    figures=frozenset({"2006-CHN", "2006-KAZ"}),
)


def page(body):
    return f"<html><body><main>{body}</main></body></html>"


def check(body):
    return provenance.unbound(page(body), KNOWN)


def prose(words):
    return f'<div class="prose"><p>{words}</p></div>'


def cite(words, place="articles/a.html#0-40"):
    return f'<a class="cite" href="{place}">{words}</a>'


@pytest.mark.parametrize(
    "place",
    [
        "articles/a.html#10-90",  # a row, across sentences
        "articles/a.html#0-40,41-80",  # sentences
        "articles/a.html#50-60",  # words in a sentence
        "sources/statistics.html#2006-CHN",
    ],
)
def test_a_number_in_a_link_to_a_row_is_bound(place):
    assert check(prose(f"Trade came to {cite('8.36', place)} billion.")) == []


@pytest.mark.parametrize(
    "place",
    [
        "articles/a.html#0-41",
        "articles/a.html#30-50",
        "articles/a.html#40-41",
        "articles/b.html#0-40",
        "articles/a.html",
        "articles/a.html#all",
        "#0-40",
        "sources/statistics.html#1999-CHN",
        "https://example.org/a.html#0-40",
        "articles/a.html#90-10",
    ],
)
def test_a_link_to_no_row_is_reported(place):
    (line,) = check(prose(f"Trade came to {cite('8.36', place)} billion."))
    assert "'8.36' in 'Trade came to 8.36 billion.' leads to no row" in line


def test_an_unbound_number_is_reported_with_its_sentence():
    (line,) = check(prose("It grew. It came to $8.36 billion. It will grow."))
    assert line == "'8.36' in 'It came to $8.36 billion.' is bound to no row"


@pytest.mark.parametrize(
    "words", ["the G20 and C5+1", "COVID-19", "<code>x = 8</code>", "no figures", "Kazakhstan's MiG-29"]
)
def test_names_and_code_are_not_numbers(words):
    assert check(prose(words)) == []


@pytest.mark.parametrize("words", ["8", "-8", "8.36", "1,000", "$8bn", "2005–2007", "in 2006,", "8 %", "٣"])
def test_figures_of_every_form_are_numbers(words):
    assert check(prose(f"so {words} there"))


def test_markdown_counts_as_prose():
    assert check('<div class="text"><h1>Trade in 2006</h1></div>')


def test_only_the_linked_title_of_an_article_may_contain_a_number():
    assert check(prose('<a class="article" href="articles/a.html">Trade in 2006</a>')) == []
    assert check(prose('<a class="article" href="articles/a.html">Trade in 2007</a>'))
    assert check(prose('<a href="https://example.org">2006</a>'))


def test_a_chart_s_title_needs_links_unless_its_table_follows():
    chart = (
        '<figure class="chart"><p class="title">Trade came to 8.36</p><figcaption>from 3 articles</figcaption></figure>'
    )
    table = f'<table class="rows"><caption>T</caption><tbody><tr><td class="num">{cite("8")}</td></tr></tbody></table>'
    assert len(check(chart)) == 2
    assert check(chart + table) == []
    assert len(check(chart + chart + table)) == 2


def test_a_row_with_figures_needs_a_link():
    assert check('<table class="rows"><caption>T</caption><tbody><tr><td class="num">8</td></tr></tbody></table>')
    assert check('<table class="rows"><caption>T</caption><tbody><tr><td>no figure</td></tr></tbody></table>') == []


def test_every_number_of_the_seed_report_is_bound():
    tables = (official.reference(), official.targets(), *background.tables().values())
    known = provenance.known(kzcn.load(SEEDS), frozenset(ref_id for table in tables for ref_id in table["ref_id"]))
    for path in sorted(seed_report().glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert provenance.unbound(text, known) == []
        if path.stem != "corpus":
            assert text.count('class="cite"') > 10
    loose = (
        (seed_report() / "index.html")
        .read_text(encoding="utf-8")
        .replace('<div class="finding prose">', '<div class="finding prose">8.36 ')
    )
    assert any("'8.36' in" in line for line in provenance.unbound(loose, known))
