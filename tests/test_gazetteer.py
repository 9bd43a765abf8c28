"""Names of the registry in a sentence: the longest counts, other ways of writing, names inside the name of a thing."""

from __future__ import annotations

import pytest
from reading import named, surfaces


def test_the_longest_name_is_found_and_none_inside_it():
    assert named("The Islamic Movement of Uzbekistan and the Bank of China are two actors.") == [
        ("Islamic Movement of Uzbekistan", "imu"),
        ("Bank of China", "boc"),
    ]
    assert surfaces("Ships crossed the South China Sea, readers bought China Daily.") == ["China Daily"]


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("China-Kazakhstan trade grew.", ["China", "Kazakhstan"]),
        ("The China-Kazakhstan Pipeline is full.", []),
        ("Sino-Kazakhstan ties are old.", []),
        ("A Russia-led bloc objected.", []),
        ("Anti-China protests spread.", []),
        ("Chinese firms and Kazakh officials met.", []),
        ("It costs US$ 5 or 6 US dollars.", []),
        ("The Kazakhstan Economic Forum opened.", []),
        ("East Kazakhstan borders on Xinjiang.", []),
        ("U.S. diplomats and the U.K, too, were silent.", ["U.S.", "U.K"]),
        ("Türkiye and the People’s Republic of China signed.", ["Türkiye", "People’s Republic of China"]),
    ],
)
def test_a_state_inside_a_compound_or_the_name_of_a_thing_is_not_a_mention(sentence, states):
    assert surfaces(sentence) == states


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("ALMATY. KAZINFORM - The plant opened, XINHUA wrote.", [("KAZINFORM", "kazinform"), ("XINHUA", "xinhua")]),
        ("Inspectors of the I.A.E.A. came.", [("I.A.E.A.", "iaea")]),
        ("Kirghistan and Tajikstan sent guards.", [("Kirghistan", "KGZ"), ("Tajikstan", "TJK")]),
        ("It was Chinas first drill in Russias east.", [("Chinas", "CHN"), ("Russias", "RUS")]),
        ("Guests came from the Americas.", []),
        ("Trucks from the Xinjiang Uygur autonomous region waited.", []),
        ("TOKAYEV Kassym-Jomart received Jinping Xi.", [("TOKAYEV Kassym-Jomart", "kassym-jomart-tokayev"), ("Jinping Xi", "xi-jinping")]),
        ("Qasym-Jomart Toqayev spoke.", [("Qasym-Jomart Toqayev", "kassym-jomart-tokayev")]),
    ],
)  # fmt: skip
def test_other_ways_of_writing_a_name_are_found(sentence, found):
    assert named(sentence) == found


def test_a_people_is_an_actor():
    assert surfaces("Russians left the steppe, and many Kazakhs worry.") == ["Russians", "Kazakhs"]


def test_a_state_counts_from_the_year_in_which_it_is_one():
    assert surfaces("Kosovo is quiet.", published="1999-08-25") == []
    assert surfaces("Kosovo is quiet.", published="2015-08-25") == ["Kosovo"]
