"""Sentences: where they end, and that their offsets are exact for any text."""

from __future__ import annotations

import importlib.util
import itertools
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcn.articles import article, sentences

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=400)
PIECES = [
    "The U.S.",
    "and",
    "China",
    "No. 5",
    "J. P.",
    "(Sept. 3)",
    "“Why?”",
    "he",
    "said.",
    "...",
    "…",
    "3.5",
    "ok!",
    "\n",
    "。",
    "中国",
    '"',
    "[1]",
]
PROSE_LIKE = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


@pytest.mark.parametrize(
    "text",
    [
        "Aid comes from the U.S., the U.K. and Turkey.",
        "The U.S. Congress met Lt. Gen. A. Dzhaksybekov on Sept. 9.",
        "Trade reached $8.36 bn. in 2006, 22.8 per cent. more than in 2005.",
        "“Who pays?” asked the deputy.",
        "The treaty (see Art. 7. The rest is secret) was signed.",
        "He met Dr. S. Li of Nations Energy Co. Ltd. of Calgary.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences.split(text) == [(0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["He returned from the U.S.", "The post was gone."],
        ["“That is the point.”", "“Is it?”", "Nobody knew."],
        ["They waited…", "At midnight they left."],
        ["The order was No. 5.", "It was the last."],
        ["Trade was $6bn.", "$10bn is the goal."],
        ["The court agreed.[12]", "Nobody appealed."],
        ["贸易额达到二十亿美元。", "双方表示满意。"],
    ],
)
def test_text_is_split_where_sentences_end(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences.split(text)] == parts


@settings(deadline=None)
@given(ANYTHING | PROSE_LIKE)
def test_spans_are_trimmed_ordered_and_cover_all_but_white_space(text: str) -> None:
    spans = sentences.split(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@settings(deadline=None)
@given(ANYTHING | PROSE_LIKE)
def test_passages_quote_the_clean_text(text: str) -> None:
    try:
        read = article.read(text.encode(), "any.txt")
    except article.Unreadable:
        return
    rows = sentences.passages("any", read)
    assert all(read.text[row.start : row.end] == row.text for row in rows)
    assert all(one.end <= two.start for one, two in itertools.pairwise(rows))
    assert [row.passage_id for row in rows] == [f"any:{n:04d}" for n in range(1, len(rows) + 1)]
    assert {row.paragraph for row in rows} <= set(range(1, len(read.paragraphs) + 1))


def test_text_split_by_hand_is_split_the_same() -> None:
    scorer = _scorer()
    f1, _, wrong = scorer.score(scorer.own)
    assert f1 >= scorer.PASS, wrong


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sentence_scorer", Path(__file__).parent / "gold" / "sentences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_text_without_full_stops_is_cut_at_white_space():
    words = "rails and roads " * 1000
    spans = sentences.split(words)
    assert all(0 < end - start <= sentences.LONGEST for start, end in spans) and len(spans) >= 10
    assert " ".join(words[start:end] for start, end in spans) == words.strip()
    assert [end - start for start, end in sentences.split("x" * 4000)] == [1500, 1500, 1000]
