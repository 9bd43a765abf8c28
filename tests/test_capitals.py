"""Capitals: where the name of one means its government, and where the city."""

from __future__ import annotations

import re

import pytest
from reading import named, surfaces

from kzcn.actors.mentions import Registry


@pytest.mark.parametrize(
    "sentence",
    [
        "Astana and Beijing agreed on a pipeline.",
        "Deeper ties with Beijing matter.",
        "China supports Astana's efforts.",
        "A message to Moscow was heard.",
        "Relations between Moscow and Beijing are warm.",
        "The Moscow-Beijing axis holds.",
        "It is a matter for Moscow.",
        "Pressure from Beijing grew.",
        "In Kazakhstan, Beijing has few friends.",
        "At Moscow's request nothing was said.",
        "Moscow moved closer to Beijing.",
        "The troops were led by Moscow.",
        "The envoy thinks that Tashkent will not mind.",
        "Nobody in the region trusts Kabul.",
        "Its other partners, from Moscow to Tashkent, will object.",
    ],
)
def test_capitals_that_act_are_states(sentence):
    assert {"state"} == {Registry.load().actors[actor_id].type for _, actor_id in named(sentence)}
    assert re.search("Astana|Beijing|Moscow|Tashkent|Kabul", " ".join(surfaces(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "The deal was struck in Astana.",
        "Crowds filled the streets of Beijing.",
        "The presidents came to Astana in June.",
        "He left Beijing at night.",
        "The Beijing Olympics were safe.",
        "ASTANA – It rained.",
        "BEIJING, Sept 5 (Xinhua) -- It rained.",
        "The plane flew from Moscow to Tashkent.",
        "The Astana summit ended.",
        "He returned to Bishkek on Monday.",
        "They met at Astana International Airport.",
        "The first oil reached Beijing's refineries.",
        "Police closed half of Astana.",
        "Trains between Moscow and Beijing were late.",
        "A visit to Beijing was planned.",
        "The Tashkent Declaration was read.",
        "The guests were brought from the presidents' hall to Astana's Nazarbayev Avenue.",
        "Floods hit Astana, Almaty and Shymkent.",
        "He drew the ministers to Tashkent.",
        "Pro-Beijing voices were loud.",
    ],
)
def test_capitals_that_are_places_are_not(sentence):
    assert not set(surfaces(sentence)) & {"Astana", "Beijing", "Moscow", "Tashkent", "Bishkek", "ASTANA", "BEIJING"}


def test_a_capital_acts_only_while_it_is_one():
    assert named("Almaty hopes for a treaty.", published="1995-05-01") == [("Almaty", "KAZ")]
    assert named("Almaty hopes for a treaty.", published="2015-05-01") == []


def test_the_place_of_a_chronicle_entry_is_not_a_government():
    assert surfaces("5 May, Astana.\nOctober 3, 2024, Moscow: officers met.") == []
    assert surfaces("On 5 May, Astana agreed with Beijing.") == ["Astana", "Beijing"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Prague, 27 December 2002 (Dala) -- It rained.",
        "ISLAMABAD, 29 December 2021 (TDI): It rained.",
        "The ministers held talks in Shanghai, Moscow, Alma-Ata and Bishkek.",
        "The Treaty of Peking is old.",
        "The Moscow agreement of 1997 holds.",
        "Tashkent, which means a stone fort, is old.",
    ],
)
def test_a_place_that_only_hosts_or_dates_is_no_government(sentence):
    assert surfaces(sentence) == []


def test_the_agreement_of_a_government_is_its_consent():
    assert surfaces("Without Beijing's agreement nothing moves.") == ["Beijing"]


def test_capitals_of_a_list_that_act_are_governments():
    assert surfaces("Moscow, Bishkek and Astana signed.") == ["Moscow", "Bishkek", "Astana"]
