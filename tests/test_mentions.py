"""Actors in articles: who is named where, who is not, and those the registry does not know."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcn.actors import mentions as actors
from kzcn.actors.mentions import Registry
from kzcn.schema import Document, Passage


def read(
    text: str,
    published: str | None = "2007-09-05",
    title: str | None = None,
    registry: Registry | None = None,
    authors: tuple[str, ...] = (),
):
    """Returns the mentions in a text whose sentences end in a full stop and a line break, and the actors that it discovered."""
    document = Document("doc", title, authors, published, None, None, "en", len(text.split()), "", "doc.txt", text)
    passages = [
        Passage("doc", f"doc:{n:04d}", "body", 1, line.start(), line.end(), line.group())
        for n, line in enumerate(re.finditer(r"[^\n]+", text), 1)
    ]
    return actors.mentions(document, passages, registry or Registry.load())


def named(text: str, **about) -> list[tuple[str, str]]:
    """Returns surface and actor of each mention."""
    return [(mention.surface, mention.actor_id) for mention in read(text, **about)[0]]


def surfaces(text: str, **about) -> list[str]:
    return [surface for surface, _ in named(text, **about)]


def test_a_mention_is_the_words_at_its_place():
    text = "China’s Premier praised Kazakhstan.\nThe “SCO” met."
    for mention in read(text)[0]:
        assert text[mention.start : mention.end] == mention.surface
    assert surfaces(text) == ["China", "Kazakhstan", "SCO"]


def test_the_longest_name_is_found_and_none_inside_it():
    assert named("The Islamic Movement of Uzbekistan and the Bank of China are two actors.") == [
        ("Islamic Movement of Uzbekistan", "imu"),
        ("Bank of China", "boc"),
    ]
    assert surfaces("Ships crossed the South China Sea, readers bought China Daily.") == ["China Daily"]


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


def test_titles_and_possessives_are_not_part_of_a_name():
    assert named("President Hu Jintao's visit pleased Prime Minister Karim Masimov.") == [
        ("Hu Jintao", "hu-jintao"),
        ("Karim Masimov", "karim-masimov"),
    ]


def test_after_a_full_name_the_surname_means_that_person():
    text = "Premier Li Keqiang spoke first.\nLi called it a start."
    assert named(text, published="2022-11-30") == [("Li Keqiang", "li-keqiang"), ("Li", "li-keqiang")]
    assert surfaces("Li called it a start.", published="2022-11-30") == []


def test_a_name_in_the_title_of_the_article_is_remembered():
    assert surfaces("Wen said little.", title="Wen Jiabao in Astana") == ["Wen"]


@pytest.mark.parametrize(
    ("year", "premier"), [("1997-03-01", "li-peng"), ("2015-03-01", "li-keqiang"), ("2025-03-01", "li-qiang")]
)
def test_a_title_and_a_surname_mean_the_person_in_office(year, premier):
    assert named("Premier Li received the guests.", published=year) == [("Li", premier)]


def test_two_persons_of_one_surname_are_kept_apart():
    text = "Zhang Gaoli met Zhang Dejiang.\nThe diplomat Zhang Hanhui took notes.\nZhang smiled."
    assert [actor_id for _, actor_id in named(text, published="2014-01-01")] == [
        "zhang-gaoli",
        "zhang-dejiang",
        "zhang-hanhui",
        "zhang-hanhui",
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


def test_an_acronym_in_brackets_means_the_name_before_it_whatever_its_letters():
    text = "The Kazakhstan National Security Service (KNB) watches.\nThe KNB said so."
    assert {actor_id for _, actor_id in named(text)} == {"knb"}
    text = "The Dala Council of Herders (DCH) wrote.\nThen the DCH was closed."
    assert len({actor_id for _, actor_id in named(text)}) == 1
    assert surfaces(text) == ["Dala Council of Herders", "DCH", "DCH"]


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


def test_common_nouns_are_not_actors():
    assert surfaces("The police, the army, Chinese customs and both governments kept silent.") == []


def test_peoples_are_found():
    text = "Several hundred Kazakhs and Uighurs fled; a Uyghur teacher and ethnic Kazakhs stayed."
    assert surfaces(text) == ["Uighurs", "Uyghur", "ethnic Kazakhs"]


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


def test_a_discovered_person_keeps_the_country_of_the_title():
    assert read("Kazakh activist Nurbol Testov spoke.")[1][0].country == "KAZ"


def test_the_author_is_not_an_actor():
    assert surfaces("Aigerim Bekova writes on energy.", authors=("Aigerim Bekova",)) == []


def test_the_bio_is_left_out():
    passage = Passage("doc", "doc:0001", "bio", 1, 0, 16, "China is curious")
    document = Document("doc", None, (), None, None, None, None, 3, "", "doc.txt", "China is curious")
    assert actors.mentions(document, [passage], Registry.load()) == ([], [])


def test_an_actor_added_by_a_user_is_found(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("dala,Dala Herders,social-group,KAZ,CVL,malshy,,,,\n", encoding="utf-8")
    assert named("Malshy and Dala Herders met.", registry=Registry.load(path)) == [
        ("Malshy", "dala"),
        ("Dala Herders", "dala"),
    ]


def test_without_a_date_names_are_still_found():
    assert named("President Nazarbayev met Premier Li.", published=None)[0] == ("Nazarbayev", "nursultan-nazarbayev")


WORDS = st.sampled_from(
    [
        "Astana",
        "Beijing",
        "China's",
        "Kazakhstan",
        "President",
        "Hu",
        "Jintao",
        "Li",
        "KNB",
        "(",
        ")",
        ",",
        ".",
        "of",
        "and",
        "the",
        "in",
        "met",
        "said",
        "Ministry",
        "Defense",
        "Bank",
        "SCO-led",
        "x",
        "\u2019s",
        "\u00e9",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, max_size=25).map(" ".join),
    st.one_of(st.none(), st.dates(date(1992, 1, 1), date(2026, 12, 31)).map(str)),
)
def test_mentions_are_in_order_inside_the_text_and_each_has_an_actor(text, published):
    mentions, discovered = read(text, published=published)
    known = Registry.load().actors.keys() | {actor.actor_id for actor in discovered}
    ends = 0
    for mention in mentions:
        assert mention.start >= ends
        assert text[mention.start : mention.end] == mention.surface != ""
        assert mention.actor_id in known
        ends = mention.end
    assert read(text, published=published) == (mentions, discovered)


def test_the_place_of_a_chronicle_entry_is_not_a_government():
    assert surfaces("5 May, Astana.\nOctober 3, 2024, Moscow: officers met.") == []
    assert surfaces("On 5 May, Astana agreed with Beijing.") == ["Astana", "Beijing"]


def test_a_service_and_its_committee_are_two_mentions():
    assert surfaces("The Border Service of the National Security Committee sent men.") == [
        "Border Service",
        "National Security Committee",
    ]
