"""The clauses of a sentence: which verbs are finite, how they are said, and what belongs to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn.agenda import clauses


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The two armies held a drill in May.", [("main", "past", "hold")]),
        ("Kazakhstan has not yet bought radars.", [("main", "perfect", "buy")]),
        ("Guards will be posted at the station.", [("main", "will", "post")]),
        ("They are to meet in October.", [("main", "to", "meet")]),
        ("Beijing isn't going to send troops.", [("main", "will", "send")]),
        ("The army ought to buy more.", [("main", "should", "buy")]),
        ("He said that the service was collecting names.", [("main", "past", "say"), ("content", "past", "collect")]),
        ("He said the service had collected names.", [("main", "past", "say"), ("content", "pluperfect", "collect")]),
        (
            "The convention, which binds the six, was signed in 2001.",
            [("relative", "present", "bind"), ("main", "past", "sign")],
        ),
        (
            "When the riots ended, the two sides closed the border.",
            [("adverbial", "past", "end"), ("main", "past", "close")],
        ),
        ("China offered jeeps, and Kazakhstan declined.", [("main", "past", "offer"), ("main", "past", "decline")]),
        ("The treaty obliges them to train and equip guards.", [("main", "present", "oblige")]),
        ("They arrested men said to belong to the party.", [("main", "past", "arrest")]),
    ],
)
def test_the_finite_verbs_of_a_sentence(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(clause.kind, clause.form, clause.verb) for clause in clauses.read(sentence).clauses] == expected


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("They did not sign.", True),
        ("They have never met.", True),
        ("No army wants it.", True),
        ("The SCO has no force.", True),
        ("They signed.", False),
    ],
)
def test_a_negated_verb(sentence: str, negated: bool) -> None:
    assert clauses.read(sentence).clauses[0].negated is negated


def test_voice_aspect_and_what_hangs_on_a_verb() -> None:
    (sent,) = clauses.read("Six men were sent back.").clauses
    (training,) = clauses.read("The units are training in the hills.").clauses
    (asked,) = clauses.read("China asked its neighbour to hand over the men.").clauses
    (ready,) = clauses.read("The army is ready to fight.").clauses
    assert (sent.passive, training.progressive, asked.infinitive, ready.adjective) == (True, True, "hand", "ready")


def test_a_word_belongs_to_its_clause() -> None:
    text = "The base, which Russia built, will be closed."
    read = clauses.read(text)
    assert [read.at(text.index(word)).verb for word in ("base", "Russia", "closed")] == ["close", "build", "close"]


@given(
    st.lists(
        st.sampled_from(
            [
                "the army",
                "signed",
                "which",
                "and",
                ",",
                "will",
                "not",
                "meet",
                "that",
                "has",
                "been",
                "to",
                "send",
                "if",
                "—",
                '"',
                "2007",
                "n't",
            ]
        ),
        max_size=25,
    )
)
def test_any_words_are_read(words: list[str]) -> None:
    read = clauses.read(" ".join(words))
    assert len(read.owners) == len(read.words)
    assert all(owner is None or any(owner is clause for clause in read.clauses) for owner in read.owners)
