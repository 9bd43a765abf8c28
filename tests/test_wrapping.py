"""Plain text as blocks: a line each, wrapped at a column, or separated by indents."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcn.articles import wrapping

PARAGRAPHS = [
    "A fence of 31 kilometers went up at Dostyk this spring, and three governments say that they paid for it all.",
    "The receipts are Chinese, and the deputy governor of the region showed them to reporters on the third of May.",
    "Whoever pays for the sensors of a border also reads them, and the security service insists that nobody does so.",
]


def texts(text: str, typeset: bool = False) -> list[str]:
    return [block.text for block in wrapping.blocks(text, typeset)]


@pytest.mark.parametrize("column", [50, 60, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n\n\n"])
def test_lines_wrapped_at_a_column_become_paragraphs_again(column: int, between: str) -> None:
    assert texts(between.join(textwrap.fill(paragraph, column) for paragraph in PARAGRAPHS)) == PARAGRAPHS


def test_each_line_is_a_paragraph_if_the_text_is_not_wrapped() -> None:
    assert texts("\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_an_indent_begins_a_paragraph() -> None:
    indented = "\n".join(textwrap.fill(paragraph, 60, initial_indent="    ") for paragraph in PARAGRAPHS)
    assert texts(indented) == PARAGRAPHS


def test_headings_and_list_items_are_marked() -> None:
    found = wrapping.blocks(f"## Wires ##\n\n**Cattle**\n\nPosts\n=====\n\n- {PARAGRAPHS[0]}\n- {PARAGRAPHS[1]}")
    assert [(block.text, block.heading, block.item) for block in found] == [
        ("Wires", 2, False),
        ("Cattle", 3, False),
        ("Posts", 1, False),
        (PARAGRAPHS[0], 0, True),
        (PARAGRAPHS[1], 0, True),
    ]


def test_a_hyphen_that_divides_a_word_is_removed_and_one_of_a_compound_is_kept() -> None:
    line = "The posts of the fence were counted by the China-\nKazakhstan commission, and later by the govern-\nment itself."
    assert texts(line, typeset=True) == [
        "The posts of the fence were counted by the China-Kazakhstan commission, and later by the government itself."
    ]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_letter_is_lost_or_added(text: str) -> None:
    def letters(words: str) -> list[str]:
        return [character for character in words if character.isalpha()]

    assert letters("".join(texts(text))) == letters(text)
