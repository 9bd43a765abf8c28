"""What speaks for a sentence being on the agenda, and what against."""

from __future__ import annotations

import pytest

from kzcn.actors import mentions as actors
from kzcn.agenda import classifier, evidence, relevance
from kzcn.schema import Document, Passage

DRILL = "China and Kazakhstan held an anti-terrorist exercise near Almaty."


def scores(*sentences: str, paragraphs: bool = False) -> list[float]:
    """Returns the scores of the sentences of an article, all in one paragraph or each in its own."""
    text, passages, start = " ".join(sentences), [], 0
    for number, sentence in enumerate(sentences, 1):
        passages.append(
            Passage("x", f"x:{number}", "body", number if paragraphs else 1, start, start + len(sentence), sentence)
        )
        start += len(sentence) + 1
    registry = actors.Registry.load()
    document = Document("x", "", (), "2015-06-15", None, None, "en", len(text.split()), "", "", text)
    mentions, discovered = actors.mentions(document, passages, registry)
    known = {**registry.actors, **{actor.actor_id: actor for actor in discovered}}
    readings = [
        evidence.read(passage, [row for row in mentions if row.passage_id == passage.passage_id], known)
        for passage in passages
    ]
    model = classifier.fitted()
    return [
        float("-inf") if features is None else model.scores("items", features)["item"]
        for features in relevance.features(readings)
    ]


def test_every_feature_that_is_no_word_has_a_weight() -> None:
    (features,) = relevance.features([evidence.read(Passage("x", "x:1", "body", 1, 0, len(DRILL), DRILL), [], {})])
    assert features is not None
    assert {feature for feature in features if not feature.startswith("word ")} <= set(
        classifier.fitted().weights["items"]
    )


def test_an_exercise_of_the_two_is_an_item_and_their_grain_trade_is_none() -> None:
    assert scores(DRILL)[0] > 0 > scores("Kazakhstan sold 300,000 tons of wheat to China.")[0]


def test_a_drill_in_the_sentence_before_raises_the_score() -> None:
    vague, plain = "They will repeat it every year.", "The harvest was good."
    assert scores(DRILL, vague)[1] > scores(plain, vague)[1]


@pytest.mark.parametrize("against", ["I asked about it over tea: ", "Twelve men died when "])
def test_a_reporter_s_own_doings_and_casualties_speak_against_it(against: str) -> None:
    sentence = "police from Almaty met the smugglers at the border."
    assert scores(against + sentence)[0] < scores("In May " + sentence)[0]


def test_no_sentence_has_no_score() -> None:
    assert scores() == []
