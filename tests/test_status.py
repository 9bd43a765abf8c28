"""The status of an item, read from the verbs of its sentence."""

from __future__ import annotations

from datetime import date

import pytest

from kzcn.agenda import classifier, evidence, features, status
from kzcn.schema import Passage


def read(sentence: str) -> evidence.Reading:
    return evidence.read(Passage("x", "x:1", "body", 1, 0, len(sentence), sentence), [], {})


def status_of(sentence: str) -> str:
    return classifier.fitted().likeliest(
        "status", features.sentence(read(sentence)) | status.features(read(sentence), None)
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
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
        ("The ministry announced that the army would send a battalion in May.", "planned"),
        ("The army may buy Chinese drones.", "proposed"),
        ("Generals hope for cheaper radios.", "proposed"),
        ("Beijing would like a base.", "proposed"),
        ("Trade will one day be followed by troops, some fear.", "proposed"),
        ("Astana is interested in missiles.", "proposed"),
        ("The army lacks interpreters.", "obstacle"),
        ("The two sides could not agree on a text.", "obstacle"),
        ("No army that depends on one supplier can choose freely.", "obstacle"),
        ("Only one instructor speaks Chinese.", "obstacle"),
        ("When the presidents may meet is unknown, but the staffs signed a plan in June.", "done"),
    ],
)
def test_status(sentence: str, expected: str) -> None:
    assert status_of(sentence) == expected


def test_the_clause_that_speaks_of_the_thing_decides() -> None:
    found = status.features(read("He recalled the summer, and said that China had agreed to hold a drill."), None)
    assert {"its pluperfect", "its content", "over past", "its planned terms"} <= set(found)


def test_who_says_it_does_not_decide() -> None:
    found = status.features(read("The two armies train together every year, he said."), None)
    assert {"its present", "last present"} <= set(found)


def test_days_to_come_are_seen_from_the_day_of_publication() -> None:
    sentence = read("The drill takes place in September 2007.")
    assert "later date" in status.features(sentence, date(2007, 6, 1))
    assert "earlier date" in status.features(sentence, date(2008, 6, 1))
    assert not {"later date", "earlier date"} & set(status.features(sentence, None))


def test_a_sentence_without_a_verb_is_read() -> None:
    assert status_of("No money.") in classifier.fitted().weights["status"]["bias"]
