"""Actors in articles: who is named where, who is not, and those the registry does not know."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import named, read, surfaces

from kzcn.actors import mentions as actors
from kzcn.actors.mentions import Registry
from kzcn.schema import Document, Passage


def test_a_mention_is_the_words_at_its_place():
    text = "China’s Premier praised Kazakhstan.\nThe “SCO” met."
    for mention in read(text)[0]:
        assert text[mention.start : mention.end] == mention.surface
    assert surfaces(text) == ["China", "Kazakhstan", "SCO"]


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


def test_peoples_are_found():
    text = "Several hundred Kazakhs and Uighurs fled; a Uyghur teacher and ethnic Kazakhs stayed."
    assert surfaces(text) == ["Kazakhs", "Uighurs", "Uyghur", "ethnic Kazakhs"]


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
