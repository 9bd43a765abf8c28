"""Persons found by the form of their names."""

from __future__ import annotations

import pytest
from reading import named, surfaces


def test_titles_and_possessives_are_not_part_of_a_name():
    assert named("President Hu Jintao's visit pleased Prime Minister Karim Masimov.") == [
        ("Hu Jintao", "hu-jintao"),
        ("Karim Masimov", "karim-masimov"),
    ]


def test_distinctive_surnames_are_found_alone_in_every_transliteration():
    assert [actor_id for _, actor_id in named("Nazarbaev, Tokaev and Berdymukhammedov met Putin.")] == [
        "nursultan-nazarbayev",
        "kassym-jomart-tokayev",
        "gurbanguly-berdimuhamedov",
        "vladimir-putin",
    ]


def test_a_short_surname_is_not_found_in_a_town():
    assert surfaces("Xi'an lies far from the sea, and Xi knows it.", published="2023-05-20") == ["Xi"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("TESTOV Nurbol and Marat TESTOV wrote.", ["TESTOV Nurbol", "Marat TESTOV"]),
        ("Tajikistan's Ramazon Testzoda agreed.", ["Tajikistan", "Ramazon Testzoda"]),
        ("The mill's chairman and CEO Oleg Testchuk spoke.", ["Oleg Testchuk"]),
        ("President Nursultan A. Nazarbayev decided.", ["Nursultan A. Nazarbayev"]),
        ("Sheikh Saif bin Zayed Al Test came.", ["Saif bin Zayed Al Test"]),
        ("He is Ambassador Extraordinary and Plenipotentiary.", []),
        ("He signed the Book of Honored Guests of the Academy.", []),
        ("The Member States of the SCO agree.", ["SCO"]),
        ("The Lead Research Associate spoke.", []),
    ],
)
def test_persons_are_found_in_every_order_and_words_that_only_look_like_names_are_not(sentence, found):
    assert surfaces(sentence) == found


def test_initials_and_a_surname_mean_the_person_of_that_initial():
    assert named("The treaty was signed by N.A. Nazarbaev.", published="1995-09-12") == [
        ("N.A. Nazarbaev", "nursultan-nazarbayev")
    ]


def test_a_title_decides_between_two_bearers_of_a_surname():
    text = "Ambassador Li Hui arrived.\nPremier Li spoke.\nAmbassador Li smiled."
    assert [actor for _, actor in named(text, published="2015-05-01")] == ["li-hui", "li-keqiang", "li-hui"]
    assert [actor for _, actor in named("Ambassador Li Hui arrived.\nLi spoke.", published="2015-05-01")] == [
        "li-hui",
        "li-hui",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NURTAYEV Bolat spoke in Almaty.\nBolat Nurtayev left.\nBolat Serikovich Nurtayev agreed.\nNurtayev smiled.",
        "Deputy Minister M. Zharkenov came.\nMarat Zharkenov spoke.\nMr Zharkenov left.",
        "Governor Sh. Nurkanov came.\nShaken Nurkanov left.\nMr. Nurkanov knows.",
        "Yerlan Idrissov left.\nMinister Ye. Idrissov spoke.\nMinister E. Idrisov left.",
    ],
)
def test_a_person_in_another_order_with_a_patronymic_or_by_initials_is_the_same_person(text):
    assert len({actor for _, actor in named(text)}) == 1


def test_other_initials_mean_another_person():
    text = "Deputy Minister M. Zharkenov came.\nDeputy Minister N. Zharkenov spoke."
    assert len({actor for _, actor in named(text)}) == 2


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Minister of Commerce Wei Jianguo spoke.", ["Wei Jianguo"]),
        ("Minister of Trade and Integration Bakhyt Sultanov spoke.", ["Bakhyt Sultanov"]),
        ("Secretary of State Hillary Clinton left.", ["Hillary Clinton"]),
        ("The Minister of Commerce Awards were given.", []),
    ],
)
def test_the_field_of_an_office_is_no_part_of_the_name_of_its_holder(sentence, found):
    assert surfaces(sentence) == found
