"""Organisations found by the form of their names."""

from __future__ import annotations

import pytest
from reading import named, read, surfaces


def test_an_acronym_in_brackets_means_the_name_before_it_whatever_its_letters():
    text = "The Kazakhstan National Security Service (KNB) watches.\nThe KNB said so."
    assert {actor_id for _, actor_id in named(text)} == {"knb"}
    text = "The Dala Council of Herders (DCH) wrote.\nThen the DCH was closed."
    assert len({actor_id for _, actor_id in named(text)}) == 1
    assert surfaces(text) == ["Dala Council of Herders", "DCH", "DCH"]


def test_common_nouns_are_not_actors():
    assert surfaces("The police, the army, Chinese customs and both governments kept silent.") == []


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Nurbol Testov, an analyst at a bank, disagrees.", "Nurbol Testov", "person"),
        ("According to Ardak Mysalova, it rained.", "Ardak Mysalova", "person"),
        ("Colonel Sarsenov commanded.", "Sarsenov", "person"),
        ("Police held Gao Mingtest, a trader.", "Gao Mingtest", "person"),
        ("The Steppe Monitoring Agency counted.", "Steppe Monitoring Agency of Kazakhstan", "government"),
        ("The 77th Mountain Battalion trained.", "77th Mountain Battalion of Kazakhstan", "military"),
        ("Dala Petroleum LLP drilled.", "Dala Petroleum LLP", "company"),
        ("KazTestGas paid.", "KazTestGas", "company"),
        ("Dalaoil, a subsidiary of a holding, paid.", "Dalaoil", "company"),
        ("The newspaper Dala Tany wrote.", "Dala Tany", "ngo-media"),
        ("He teaches at Dala State University.", "Dala State University", "ngo-media"),
        ("The Dala Liberation Front claimed it.", "Dala Liberation Front", "militant-group"),
        ("The UN Office for Dala opened.", "UN Office for Dala", "igo"),
    ],
)
def test_actors_outside_the_registry_are_discovered(sentence, name, kind):
    mentions, discovered = read(sentence)
    assert [(actor.name, actor.type, actor.registered) for actor in discovered] == [(name, kind, False)]
    assert discovered[0].actor_id in {mention.actor_id for mention in mentions}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("He runs Dala Port Loading and Storage Co., Ltd. in Aktau.", ["Dala Port Loading and Storage Co., Ltd"]),
        ("She is at the World Farming and Water Institute in Taraz.", ["World Farming and Water Institute"]),
        ("The Institute of Asia and Europe closed.", ["Institute of Asia and Europe"]),
        ("Serik Testov and Dala Bank agreed.", ["Serik Testov", "Dala Bank"]),
        ("The head of the Chamber of Wool and Felt Azamat Testov spoke.", ["Chamber of Wool and Felt", "Azamat Testov"]),
        ("The XQZ Group built it.", ["XQZ Group"]),
        ("Wares go to Dala.com by night.", ["Dala.com"]),
        ("The harvest was poor (Dala Tany, July 3; Steppe Echo, August 4).", ["Dala Tany", "Steppe Echo"]),
        ("They met twice (Khorgos, July 3).", []),
        ("Dala Rights in Asia (DRA) wrote a letter.", ["Dala Rights in Asia", "DRA"]),
        ("The compound yearly growth (CYGX) rose; CYGX counts.", []),
        ("The Pamir Autonomous Region (PARX) is far, and PARX is poor.", []),
        ("They met at the Taraz Exhibition Center.", []),
        ("The Treaty on Deepening Border Trust holds.", []),
        ("The II Steppe Media Forum began.", []),
        ("Trucks waited at the Dala International Center for Border Cooperation.", []),
        ("The Dala Echo newspaper wrote about it.", ["Dala Echo"]),
        ("An envoy of the Information Department of the Chinese Ministry of Public Security spoke.", ["Information Department", "Ministry of Public Security"]),
    ],
)  # fmt: skip
def test_the_whole_name_of_an_organisation_is_found_and_none_in_the_name_of_a_thing(sentence, found):
    assert surfaces(sentence) == found


def test_a_company_is_one_actor_with_and_without_its_form():
    assert len({actor_id for _, actor_id in named("The XQZ Group built it.\nThen XQZ left.")}) == 1


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The Dala Salvation Party is banned.", "militant-group"),
        ("The Dala Audit Chamber reports.", "government"),
        ("The Steppe Mobile Forces trained.", "military"),
        ("Dala.kz wrote.", "ngo-media"),
    ],
)
def test_an_organisation_has_the_type_of_its_kind(sentence, kind):
    assert [actor.type for actor in read(sentence)[1]] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The welfare fund Samruk-Kazyna lends money.\nThe deal with Samruk gives us time.",
        "The National Security Committee arrested him.\nThe NSC is silent.",
        "The Communist Party of China met.\nThe CPC has a new chief.",
        "The Almaty Institute for Steppe Studies was founded.\nThe Institute for Steppe Studies grew.",
        "Dalanews.kz asked.\nThe story in Dalanews was short.",
        "Kazakh Invest answered.\nKazakh Invest JSC is silent.\nKAZAKH INVEST National Company JSC is new.",
    ],
)
def test_a_short_form_means_the_organisation_named_before(text):
    assert len({actor_id for _, actor_id in named(text, published="2012-03-04")}) == 1


def test_an_acronym_means_its_registered_body_where_that_one_is_named_or_no_other():
    text = "The Caspian Pipeline Consortium paid.\nThe Communist Party of China met.\nThe CPC pays again."
    assert named(text)[-1][1] == named(text)[0][1]
    assert named("The CPC pays again.") == [named(text)[-1]]
