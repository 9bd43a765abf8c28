"""Blocks of text: their length, whether they end like a sentence, and texts compared without their layout."""

from __future__ import annotations

import pytest

from kzcn.articles import blocks
from kzcn.articles.blocks import Block


@pytest.mark.parametrize(
    "text",
    [
        "The fence is new.",
        "Who paid for it?",
        "He said: “It is ours.”",
        "It is ours.[12]",
        "The fence was paid for.3",
        "围栏是新的。",
    ],
)
def test_a_block_with_a_full_stop_ends_like_a_sentence(text: str) -> None:
    assert Block(text).stops


@pytest.mark.parametrize("text", ["A Fence at Dostyk", "Background:", "Trade reached $8.36"])
def test_a_block_without_a_full_stop_does_not(text: str) -> None:
    assert not Block(text).stops


def test_two_chinese_characters_count_as_a_word() -> None:
    assert Block("哈萨克斯坦").words == 1 + 2
    assert Block("three short words").words == 3
    assert blocks.chinese_characters("at 多斯特克, once") == 4


def test_texts_that_differ_in_layout_only_have_the_same_letters() -> None:
    assert blocks.letters_only("A Fence:\n“at Dostyk”") == blocks.letters_only("a fence at  DOSTYK!")
    assert blocks.single_spaced(" one\n\ttwo\u00a0three ") == "one two three"
