"""The status of a statement, read from its grammar."""

from __future__ import annotations

import pytest

from kzcn.agenda import status


@pytest.mark.parametrize(("sentence", "expected"), [
    ("The two armies held a drill in May.", "done"),
    ("Lists were exchanged in April.", "done"),
    ("Kazakhstan has bought four radars.", "done"),
    ("The convention, signed in 2001, was ratified a year later.", "done"),
    ("The ministers met in Almaty and signed a plan.", "done"),
    ("Officers attend courses in Nanjing every year.", "ongoing"),
    ("Ties have been growing for a decade.", "ongoing"),
    ("The services share files.", "ongoing"),
    ("Contacts remain where they were.", "ongoing"),
    ("The ministers met in Almaty and agreed to hold a drill.", "planned"),
    ("The drill is due to begin in May.", "planned"),
    ("Kazakhstan will host the exercise in September.", "planned"),
    ("Six aircraft have been ordered, and the first should arrive soon.", "planned"),
    ("Beijing promised to train sixty policemen.", "planned"),
    ("He said that the army would send a battalion.", "planned"),
    ("The army may buy Chinese drones.", "proposed"),
    ("Generals hope for cheaper radios.", "proposed"),
    ("Beijing would like a base.", "proposed"),
    ("As links thicken, the two will find that they need each other.", "proposed"),
    ("Astana is interested in missiles.", "proposed"),
    ("The army lacks interpreters.", "obstacle"),
    ("The two sides could not agree on a text.", "obstacle"),
    ("No army that depends on one supplier can choose freely.", "obstacle"),
    ("Only one instructor speaks Chinese.", "obstacle"),
    ("When the presidents may meet is unknown, but the staffs signed a plan in June.", "done"),
])
def test_status(sentence: str, expected: str) -> None:
    assert status.of(sentence) == expected


def test_the_clause_that_speaks_of_the_thing_decides() -> None:
    text = "Officers look with envy at Tajikistan, for which China agreed to build posts."
    assert status.of(text, [text.index("build")]) == "planned"
    assert status.of(text) == "ongoing"


def test_support_that_is_voiced_is_done_and_a_paper_in_force_too() -> None:
    assert status.of("China supports Kazakhstan's sovereignty.", voiced=True) == "done"
    assert status.of("The treaty obliges each side to hand over suspects.", paper=True) == "done"
    assert status.of("Kazakhstan will never allow separatists on its soil.", voiced=True) == "planned"


def test_subordinate_clauses_are_set_aside() -> None:
    text = "When they met in 2001, which was late, the six signed a treaty."
    assert [(text[part.start:part.end].strip(" ,"), part.main) for part in status.clauses(text)] == [
        ("When they met in 2001", 0), ("which was late", 0), ("the six signed a treaty.", 1)]
