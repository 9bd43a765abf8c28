"""The country of an office and of a person."""

from __future__ import annotations

from reading import named, read, surfaces


def test_a_ministry_belongs_to_the_country_in_context():
    assert named("China's Ministry of Public Security met the Ministry of Defense.") == [
        ("China", "CHN"),
        ("Ministry of Public Security", "mps-chn"),
        ("Ministry of Defense", "mod-kaz"),
    ]
    assert named("The Uzbek Defense Ministry agreed.") == [("Defense Ministry", "mod-uzb")]
    assert named("Russia's Ministry of Defence and Foreign Ministry agreed.\nThe Foreign Ministry said so.")[1:] == [
        ("Ministry of Defence", "mod-rus"),
        ("Foreign Ministry", "mfa-rus"),
        ("Foreign Ministry", "mfa-rus"),
    ]


def test_an_office_with_a_complement_and_its_country_are_two_mentions():
    assert surfaces("The Committee on Statistics of Kazakhstan and the National Bank of Kazakhstan agree.") == [
        "Committee on Statistics",
        "Kazakhstan",
        "National Bank of Kazakhstan",
    ]


def test_a_discovered_person_keeps_the_country_of_the_title():
    assert read("Kazakh activist Nurbol Testov spoke.")[1][0].country == "KAZ"


def test_a_service_and_its_committee_are_two_mentions():
    assert surfaces("The Border Service of the National Security Committee sent men.") == [
        "Border Service",
        "National Security Committee",
    ]


def test_what_a_person_teaches_is_not_the_country_of_the_person():
    assert read("Nora Testwell, who teaches Chinese history, doubts it.")[1][0].country is None
    assert read("Marat Testov, a Kazakh historian, doubts it.")[1][0].country == "KAZ"
