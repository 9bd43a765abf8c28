"""Boilerplate: the kinds of blocks, and which run of them is the article."""

from __future__ import annotations

import pytest
from layouts import BODY, LEAD, TITLE

from kzcn.articles import article, boilerplate
from kzcn.articles.blocks import Block

PROSE = "The receipts are Chinese, and they were shown to reporters on the third of May by the deputy governor."
PAGE = {
    "Share": "line",
    "A fence at Dostyk": "short",
    PROSE: "paragraph",
    f"{PROSE} The border has stayed open since then.": "paragraph",
    "Related articles": "list",
    "Why does Bishkek pay?": "line",
    "Новости": "foreign",
    "© 2016 Example Daily": "notice",
    "[1] See the report.": "line",
}
BLOCKS = [Block(text) for text in PAGE]


def test_every_block_of_a_page_has_a_kind() -> None:
    assert dict(zip(PAGE, boilerplate.kinds(BLOCKS, [None] * len(BLOCKS)), strict=True)) == PAGE


def test_the_body_is_the_run_of_paragraphs() -> None:
    start, end = boilerplate.body(BLOCKS, list(PAGE.values()), 0)
    assert [block.text for block in BLOCKS[start:end]] == [text for text, kind in PAGE.items() if kind == "paragraph"]


def test_the_last_word_of_a_wire_report_is_removed() -> None:
    assert boilerplate.without_sign_off(f"{PROSE} Enditem") == PROSE


def test_a_pull_quote_is_dropped_and_a_short_repeated_text_is_kept() -> None:
    assert boilerplate.without_repeats(["Yes.", PROSE, "Yes.", PROSE[:60]]) == [0, 1, 2]


@pytest.mark.parametrize("cut", [60, 100, 137, 150])
@pytest.mark.parametrize("end", ["", "...", "…", " [...]"])
def test_the_text_of_a_teaser_is_kept_once_and_complete(cut: int, end: str) -> None:
    opening = " ".join(LEAD)
    found = article.read(
        "\n\n".join([TITLE, "By Annika Rosendahl", opening[:cut] + end, opening, *BODY["background"]]).encode(), "a.txt"
    )
    assert found.text == "\n\n".join([opening, *BODY["background"]])
