"""Numbers lead to their source, and prose with an unbound number is refused."""

import base64
import json
import re

import pandas as pd
import pytest

from kzcn import cite

ROWS = pd.DataFrame(
    [
        {"doc_id": "a", "start": 3, "end": 9, "quote": "reached $8"},
        {"doc_id": "a", "start": 20, "end": 24, "quote": "more"},
        {"doc_id": "b", "start": 1, "end": 2, "quote": "x"},
    ]
)


def places(markup):
    return json.loads(re.search(r"data-to='([^']+)'", markup)[1])


def test_a_link_names_every_span_of_its_article_and_the_other_articles():
    markup = cite.link("$8", ROWS).markup
    assert places(markup) == ["articles/a.html#3-9,20-24", "articles/b.html#1-2"]
    assert "reached $8" in markup


def test_an_official_figure_leads_to_its_row_of_the_statistics():
    shown = cite.link("8.36", pd.DataFrame([{"ref_id": "2006-A", "title": "customs"}])).markup
    assert places(shown) == ["sources/statistics.html#2006-A"]


def test_in_a_notebook_a_number_shows_its_sentence_and_is_no_broken_link():
    shown = cite.link("8.36", ROWS)._repr_html_()
    assert (
        "href" not in shown.replace("a.cite:not([href])", "")
        and 'tabindex="0"' in shown
        and 'title="reached $8' in shown
    )


def test_what_a_notebook_shows_is_never_typeset_as_mathematics():
    for shown in (
        cite.prose("no number"),
        cite.link("$8", ROWS),
        cite.table(pd.DataFrame({"a": ["$1 and $2"]}), "c", name="n"),
    ):
        assert shown._repr_html_().startswith('<div class="kzcn mathjax_ignore tex2jax_ignore">')
    assert "mathjax_ignore" in pd.DataFrame({"quote": ["$1 and $2"]})._repr_html_()


def test_prose_refuses_an_unbound_number():
    with pytest.raises(cite.UnboundNumber, match="2006"):
        cite.prose("Trade grew in 2006.")
    with pytest.raises(cite.UnboundNumber, match="42"):
        cite.prose("Trade grew by {much}.", much="42")
    assert "42" in str(cite.prose("Trade grew by {much}.", much=cite.link("42", ROWS)))


def test_a_number_without_a_row_is_refused():
    with pytest.raises(cite.UnboundNumber):
        cite.link("7", ROWS.iloc[:0])


def test_text_from_the_corpus_cannot_become_markup():
    shown = (
        cite.prose("{word}", word="<script>&").markup + cite.table(pd.DataFrame({"a": ["<b>"]}), "c", name="n").markup
    )
    assert "<script>" not in shown and "<b>" not in shown


def test_a_table_has_its_csv_one_click_away():
    markup = cite.table(
        pd.DataFrame({"year": [2006], "words": [cite.link("8.36", ROWS)]}), "Claims", name="claims"
    ).markup
    encoded = re.search(r'download="claims.csv" href="data:text/csv;base64,([^"]+)"', markup)[1]
    assert base64.b64decode(encoded).decode() == "year,words\n2006,8.36\n"
    assert '<th scope="col"' in markup and "<caption>Claims</caption>" in markup


def test_an_empty_table_says_why_it_is_empty():
    assert (
        "Nothing was set aside"
        in cite.table(pd.DataFrame(), "Set aside", name="x", empty="Nothing was set aside.").markup
    )


def test_a_terminal_shows_the_text_of_html():
    assert repr(cite.prose("Trade with <China>.")) == "Trade with <China>."
