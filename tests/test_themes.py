"""What an item is about: what its sentence names outweighs what only surrounds it."""

from __future__ import annotations

from kzcn.agenda import evidence, themes
from kzcn.model import Passage
from kzcn.terms import vocabulary


def read(sentence: str) -> evidence.Reading:
    return evidence.read(Passage("x", "x:1", "body", 1, 0, len(sentence), sentence), [], {})


def test_every_sign_has_a_weight_and_every_theme_a_bias() -> None:
    signs = themes.signs(read("Terrorism."), (), (), {})
    assert set(signs) == set(vocabulary("themes")) == set(vocabulary("weights")["themes"]["bias"])
    assert all(set(found) | {"bias"} == set(vocabulary("weights")["themes"]) for found in signs.values())


def test_what_is_named_is_a_theme_whatever_the_article_speaks_of() -> None:
    sentence = read("The two services traded the names of terrorists who smuggled heroin.")
    assert {"terrorism", "crime"} <= set(themes.of(sentence, ("intelligence",), ("borders",), {"borders": 0.8}))


def test_a_sentence_that_names_nothing_goes_on_with_what_was_said() -> None:
    sentence = read("They will meet again in October.")
    assert themes.of(sentence, ("consultation",), ("separatism",), {"separatism": 0.5}) == ("separatism",)


def test_an_item_has_a_theme_even_where_nothing_speaks_for_one() -> None:
    assert len(themes.of(read("They agreed."), (), (), {})) == 1


def test_shares_of_an_article_that_names_little_stay_small() -> None:
    assert themes.shares([]) == {}
    assert themes.shares([read("Terrorism.")])["terrorism"] < 0.5 < themes.shares([read("Terrorism.")] * 30)["terrorism"]
