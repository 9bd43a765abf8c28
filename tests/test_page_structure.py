"""The structure of a page: its headline, the run of blocks that is its body, and the lines of metadata."""

from __future__ import annotations

import pytest

from kzcn.articles import page_structure
from kzcn.articles.blocks import Block, Page
from kzcn.articles.page_structure import PageStructure

PROSE = [
    "The receipts are Chinese, and they were shown to reporters on the third of May by the deputy governor.",
    "Whoever pays for the sensors of this border also reads them, and nobody in the village doubts that.",
]


def read(*lines: str, **options: dict[str, list[str]]) -> PageStructure:
    return page_structure.read(Page([Block(line) for line in lines], **options))


def headline(page: PageStructure) -> str | None:
    return None if page.headline is None else page.blocks[page.headline].text


def test_headline_metadata_and_body_are_separated_from_what_is_around_them() -> None:
    page = read("Home", "A Fence at Dostyk", "By Dana Seitkali", *PROSE, "Share", "Related articles", "Two Ports")
    assert headline(page) == "A Fence at Dostyk"
    assert [line.authors for line in page.lines if line] == [("Dana Seitkali",)]
    assert [block.text for block in page.blocks[page.start : page.end]] == PROSE


@pytest.mark.parametrize("label", ["By", "Published in"])
def test_a_label_on_a_separate_line_joins_the_line_below(label: str) -> None:
    page = read("A Fence at Dostyk", label, "Dana Seitkali", *PROSE)
    assert f"{label} Dana Seitkali" in [block.text for block in page.blocks]


def test_the_declared_title_is_the_headline_even_among_other_headings() -> None:
    lines = ("Ten Lakes to See", "A Fence at Dostyk", *PROSE)
    assert headline(read(*lines, declared={"title": ["A Fence at Dostyk | Notes"]})) == "A Fence at Dostyk"


def test_a_column_in_capitals_above_a_headline_is_not_the_headline() -> None:
    assert headline(read("THE INNER ASIA COURIER", "Who Pays for the New Fence at Dostyk?", *PROSE)) == (
        "Who Pays for the New Fence at Dostyk?"
    )


def test_a_page_of_nothing_but_paragraphs_has_no_headline() -> None:
    page = read(*PROSE)
    assert page.headline is None and (page.start, page.end) == (0, 2)


def test_the_head_of_a_section_belongs_to_the_body() -> None:
    page = read("A Fence at Dostyk", "Background", PROSE[0], "Conclusions", PROSE[1])
    assert [page_structure.head(block) for block in page.blocks[page.start : page.end]] == [
        "background",
        "",
        "conclusions",
        "",
    ]


def test_an_entry_of_a_table_of_contents_is_not_the_head_of_a_section() -> None:
    assert page_structure.head(Block("Background", item=True, linked=1.0)) == ""
    assert page_structure.head(Block("Background")) == "background"


def test_fields_of_front_matter_and_of_meta_tags_are_distinguished() -> None:
    declared = {"title": ["A Fence"]}
    tagged = page_structure.read(Page([Block(text) for text in PROSE], declared))
    front = page_structure.read(Page([Block(text) for text in PROSE], declared, front=True))
    assert (tagged.stated("title"), tagged.declared("title")) == ([], ["A Fence"])
    assert (front.stated("title"), front.declared("title")) == (["A Fence"], [])
