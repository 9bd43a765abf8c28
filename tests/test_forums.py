"""Through whom an item runs: the organisation that it names, the one that its paragraph speaks of, two states, or nobody."""

from __future__ import annotations

import pytest
from test_agenda import read

from kzcn.agenda import forums


@pytest.mark.parametrize(
    ("sentences", "through"),
    [
        (["China and Kazakhstan held an anti-terrorist drill near Almaty."], ("bilateral",)),
        (["The Regional Anti-Terrorist Structure in Tashkent keeps a list of suspects for its members."], ("RATS",)),
        (
            [
                "At its summit in Astana the Shanghai Cooperation Organization signed a convention against terrorism.",
                "The six members agreed to hold a drill every year.",
            ],
            ("SCO",),
        ),
        (
            [
                "The Shanghai Cooperation Organization met in Astana on terrorism.",
                "China gave the Kazakh army ten jeeps for its border patrols.",
            ],
            ("bilateral",),
        ),
        (["Soldiers of Kazakhstan serve under the Collective Security Treaty Organization."], ("CSTO",)),
        (["Kazakhstan sent peacekeepers to the Golan under the United Nations."], ("UN",)),
        (["Kazakhstan adopted a law against extremism in 2005."], ()),
    ],
)
def test_the_forum_of_the_last_sentence(sentences: list[str], through: tuple[str, ...]) -> None:
    assert read(*sentences)[-1].forums == through


def test_only_bodies_that_the_article_names_can_be_meant() -> None:
    (item,) = read("Kazakh and Chinese border guards patrol the Ili together.")
    assert set(item.forums) <= {"bilateral"}


def test_an_article_without_sentences_has_a_place_to_begin() -> None:
    assert forums.begin([], "2007-09-05").venue == ()
