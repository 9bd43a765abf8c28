"""HTML and Markdown as blocks, with the fields that a page or its front matter declares."""

from __future__ import annotations

import pytest
from layouts import TITLE, paragraphs, tags

from kzcn.articles import article, markup

PROSE = "The receipts are Chinese, and they were shown to reporters on the third of May by the deputy governor."


def texts(page: markup.Page) -> list[str]:
    return [block.text for block in page.blocks]


# --- blocks


def test_headings_list_items_and_links_are_known_as_such() -> None:
    page = markup.html(
        f"<h2>A fence</h2><p>{PROSE}</p><p><b>Wires</b></p><ul><li>{PROSE}</li></ul><p><a href='/'>Read more</a></p>"
    )
    assert [(block.heading, block.item, block.linked) for block in page.blocks] == [
        (2, False, 0),
        (0, False, 0),
        (3, False, 0),
        (0, True, 0),
        (0, False, 1),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<nav>Menu</nav>",
        "<button>Menu</button>",
        "<p hidden>Menu</p>",
        "<p style='display: none'>Menu</p>",
        "<figure><figcaption>Menu</figcaption></figure>",
        "<script>Menu</script>",
        "<!-- Menu -->",
    ],
)
def test_what_is_no_text_of_the_page_is_left_out(hidden: str) -> None:
    assert texts(markup.html(f"<p>{PROSE}</p>{hidden}<p>{PROSE}</p>")) == [PROSE, PROSE]


def test_a_row_of_a_table_of_figures_is_one_block() -> None:
    table = "<table><tr><td>Menu</td><td>8.36</td></tr></table>"
    assert texts(markup.html(f"<p>{PROSE}</p>{table}")) == [PROSE, "| Menu | 8.36 |"]


def test_a_text_that_occurs_twice_is_not_put_in_again() -> None:
    assert texts(markup.html(f"<p>{PROSE}</p><div>{PROSE}</div>")) == [PROSE, PROSE]


def test_a_footnote_mark_is_left_out_and_a_unit_is_kept() -> None:
    page = markup.html("<p>The dam holds 28 km<sup>3</sup> of water.<sup>4</sup></p>")
    assert texts(page) == ["The dam holds 28 km3 of water."]


def test_two_line_breaks_end_a_paragraph_and_one_inside_a_sentence_does_not() -> None:
    page = markup.html(f"<div>{PROSE[:60]}<br>{PROSE[60:]}<br><br>{PROSE}</div>")
    assert texts(page) == [f"{PROSE[:60].strip()} {PROSE[60:].strip()}", PROSE]


def test_markdown_has_its_headings_lists_and_front_matter() -> None:
    page = markup.markdown(
        f"---\ntitle: A Fence\nby: [Dana Seitkali, Wang Li]\n---\n\n## Wires\n\n{PROSE}\n\n- One post\n"
    )
    assert page.front and page.declared["title"] == ["A Fence"]
    assert page.declared["authors"] == ["Dana Seitkali", "Wang Li"]
    assert [(block.text, block.heading, block.item) for block in page.blocks] == [
        ("Wires", 2, False),
        (PROSE, 0, False),
        ("One post", 0, True),
    ]


# --- declarations


def test_a_page_declares_its_fields_in_json_and_in_meta_tags() -> None:
    page = markup.html(
        """<html><head><title>A Fence | Notes</title><meta property="og:site_name" content="Notes">
        <meta name="citation_author" content="Seitkali, Dana"><meta property="article:published_time" content="2016-05-04">
        <script type="application/ld+json">{"@graph": [{"headline": "A Fence", "articleSection": "Borders"}]}</script>
        </head><body><p>Text.</p></body></html>"""
    )
    wanted = {
        "title": ["A Fence", "A Fence | Notes"],
        "authors": ["Dana Seitkali"],
        "published": ["2016-05-04"],
        "source": ["Notes"],
        "category": ["Borders"],
    }
    assert {field: page.declared[field] for field in wanted} == wanted


def headed_page(head: str) -> bytes:
    return f"<html><head>{head}</head><body><h1>{TITLE}</h1>{tags(paragraphs())}</body></html>".encode()


@pytest.mark.parametrize(
    "said",
    [
        r'{"headline": "\ud800", "author": "\udfff", "publisher": {"name": "\u001b[31m"}}',
        '{"@graph": 7, "headline": "x"}',
        "[" * 100_000,
        '{"@graph": {"headline": 3, "author": {"name": {"name": ["A B", 3, null, {}]}}}}',
        '{"author": [[[["A"]]], true, {"name": 1e999}]}',
        '{"headline": {"a": [1]}, "author": 7, "datePublished": ["x", {}], "publisher": true, "articleSection": [["p"]]}',
    ],
)
def test_no_declaration_of_a_page_prevents_reading_it(said: str) -> None:
    found = article.read(headed_page(f'<script type="application/ld+json">{said}</script>'), "a.html")
    assert found.text == article.read(headed_page(""), "a.html").text
    for words in (found.title, *found.authors, found.source, found.category):
        assert words is None or (words.encode() and "\x1b" not in words)


BOMB = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}' if n else 'word'] * 9)}]" for n in range(30))


@pytest.mark.parametrize(
    "said",
    [
        "title: &a [*a]",
        "author: &a {name: *a}",
        "authors: &a [A Name, *a]",
        f"{BOMB}\ntitle: *k29\nauthors: [*k29, *k29]",
        "title: " + "[" * 5000,
        "date: !!timestamp nonsense",
        "title: !!int ''",
        "title: 0x" + "f" * 5000,
        "date: 0001-01-01T00:00:00+23:59",
        "title: !!omap [a: b]",
        r'title: "\ud800"',
        "title: .nan",
        "authors: !!set {A Name}",
        "title: !!binary AAAA",
    ],
)
def test_no_front_matter_prevents_reading_the_article(said: str) -> None:
    body = "\n\n".join([f"# {TITLE}", *paragraphs()])
    found = article.read(f"---\n{said}\n---\n\n{body}".encode(), "a.md")
    assert found.text == article.read(f"---\nlang: en\n---\n\n{body}".encode(), "a.md").text
    assert len(" ".join(found.authors).encode()) < 100
