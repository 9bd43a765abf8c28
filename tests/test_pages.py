"""Executed notebooks as pages: every kind of output, no picture without alt text, links with several sources."""

import json

import pytest
from building import notebook

from kzcn.report import pages


def executed(folder, *cells, passed=None):
    """Writes a notebook of (source, outputs) pairs, as papermill writes an executed one, and returns its path."""
    notebook(folder, "book", *(source for source, _ in cells), title="# The title\n\nWhat is asked?")
    path = folder / "book.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["metadata"]["papermill"] = {"parameters": passed or {}}
    for cell, (_, outputs) in zip(content["cells"][2:], cells, strict=True):
        if cell["cell_type"] == "code":
            cell["outputs"] = outputs
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def shown(kind, text, **metadata):
    return [{"output_type": "display_data", "data": {kind: text}, "metadata": metadata}]


def body(folder, *cells, **options):
    return str(pages.page(executed(folder, *cells, **options), {"a": "First article", "b": "Second article"}).body)


def test_title_question_and_finding_are_given_to_the_index(tmp_path):
    found = """<div class="prose finding"><p>Trade <a class="cite" data-to='["articles/a.html#0-5"]' title="q" tabindex="0">grew</a>.</p></div>"""
    page = pages.page(executed(tmp_path, ("1", shown("text/html", found))), {})
    assert (page.title, page.question) == ("The title", "What is asked?")
    assert page.finding == '<p>Trade <a class="cite" href="articles/a.html#0-5" title="q">grew</a>.</p>'


def test_outputs_of_every_kind_are_shown(tmp_path):
    text = body(
        tmp_path,
        ("1", shown("text/html", ["<b>bold", "</b>"])),
        ("2", shown("text/markdown", "*soft*")),
        ("3", shown("text/plain", "<plain>")),
        ("4", [{"output_type": "stream", "name": "stdout", "text": "a < b"}]),
        ("5", [{"output_type": "error", "ename": "ValueError", "evalue": "bad", "traceback": []}]),
        ("6", shown("image/png", "AAAA", alt="a line that rises")),
        ("7", shown("image/svg+xml", "<?xml?><svg></svg>", **{"image/svg+xml": {"alt": "bars"}})),
    )
    for part in (
        "<b>bold</b>",
        "<em>soft</em>",
        "&lt;plain&gt;",
        "a &lt; b",
        "ValueError: bad",
        'alt="a line that rises"',
        'aria-label="bars"',
    ):
        assert part in text


@pytest.mark.parametrize(
    "output",
    [
        shown("image/png", "AAAA"),
        shown("image/svg+xml", "<svg></svg>"),
        shown("text/html", '<img src="data:,">'),
        shown("text/html", "<svg></svg>"),
        shown("text/html", '<img src="data:," alt="">'),
    ],
)
def test_a_picture_without_alt_text_is_refused(tmp_path, output):
    with pytest.raises(pages.NoAltText, match="book, cell 3"):
        body(tmp_path, ("1", output))


def test_code_is_highlighted_in_a_closed_disclosure(tmp_path):
    text = body(tmp_path, ("import os  # a & b", []))
    assert (
        '<details class="code"><summary>Show code</summary>' in text
        and "a &amp; b" in text
        and '<span class="kn">import</span>' in text
    )


def test_parameters_are_shown_as_a_table_with_what_was_passed(tmp_path):
    text = body(tmp_path, ("1", []), passed={"corpus": "articles <of mine>"})
    assert "articles &lt;of mine&gt;" in text and "folder of articles" in text and "corpus: str" not in text


def test_a_link_with_several_sources_leads_to_all_of_them(tmp_path):
    places = '["articles/a.html#0-5", "articles/b.html#7-9", "articles/c.html#1-2"]'
    link = f"""<a class="cite" href="../articles/a.html#0-5" data-to='{places}' title="q" tabindex="0">3 claims</a>"""
    found = shown("text/html", f'<div class="prose finding">{link}</div>')
    page = pages.page(executed(tmp_path, ("1", found)), {"a": "A", "b": "B"})
    assert 'href="#further-1" aria-label="and 2 further sources">+2</a>' in page.body and "data-to" not in page.body
    assert page.further[0].words == "3 claims"
    assert [(link["href"], link["title"]) for link in page.further[0].links] == [
        ("articles/a.html#0-5", "A"),
        ("articles/b.html#7-9", "B"),
        ("articles/c.html#1-2", "1-2"),
    ]
    assert 'href="book.html#further-1"' in page.finding  # from the index


def test_a_table_without_a_region_gets_one_that_scrolls(tmp_path):
    assert '<div class="table-wrap" tabindex="0" role="region"' in body(
        tmp_path, ("1", shown("text/html", "<table></table>"))
    )


def test_headings_are_listed_with_links(tmp_path):
    text = body(tmp_path, ("md:## First part", []), ("md:## Second part", []))
    assert '<h2 id="part-2">Second part</h2>' in text and '<a href="#part-2">Second part</a>' in text


def test_the_first_chart_becomes_an_ornament_of_the_index(tmp_path):
    drawing = (
        '<svg role="img" aria-label="alt" viewBox="0 0 1 1"><a xlink:href="x"><path id="p"/></a><use href="#p"/></svg>'
    )
    thumb = pages.page(executed(tmp_path, ("1", shown("text/html", drawing))), {}).thumb
    assert "<a" not in thumb and "aria-label" not in thumb and 'id="thumb-p"' in thumb and 'href="#thumb-p"' in thumb
