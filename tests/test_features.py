"""What speaks for an item's labels: what its sentence names, its words, and what stands around it."""

from __future__ import annotations

from kzcn.agenda import classifier, evidence, features
from kzcn.schema import Passage


def read(sentence: str, paragraph: int = 1) -> evidence.Reading:
    return evidence.read(Passage("x", "x:1", "body", paragraph, 0, len(sentence), sentence), [], {})


def test_terms_and_words_are_signs() -> None:
    found = features.sentence(read("The two services traded the names of terrorists."))
    assert {"themes terrorism strong", "word trade VV", "word name NN"} <= set(found)
    assert found["word trade VV"] < found["themes terrorism strong"]


def test_what_is_named_is_a_theme_whatever_stands_around_it() -> None:
    found = (
        features.sentence(read("The two services traded the names of terrorists who smuggled heroin."))
        | {"article borders": 0.8}
        | features.earlier(["borders"], refers=False)
    )
    assert {"terrorism", "crime"} <= set(classifier.fitted().accepted("themes", found))


def test_a_sentence_that_names_nothing_goes_on_with_what_was_said() -> None:
    found = features.sentence(read("They will meet again in October."))
    after = found | features.earlier(["separatism"], refers=True) | {"article separatism": 0.5}
    assert (
        classifier.fitted().scores("themes", after)["separatism"]
        > classifier.fitted().scores("themes", found)["separatism"]
    )
    assert classifier.fitted().likeliest("themes", after) == "separatism"


def test_a_paragraph_speaks_for_the_themes_of_its_other_sentences() -> None:
    smugglers, agreed, elsewhere = (
        read("Smugglers carry heroin."),
        read("In April they arrested nine men together."),
        read("They agreed.", paragraph=2),
    )
    surroundings = features.Surroundings([smugglers, agreed, elsewhere])
    around = [surroundings.features(place) for place in range(3)]
    assert around[1]["paragraph crime"] == 0.5
    assert not any(feature.startswith("paragraph") for found in (around[0], around[2]) for feature in found)


def test_the_shares_of_an_article_that_names_little_stay_small() -> None:
    assert (
        features.Surroundings([read("Terrorism.")]).features(0)["article terrorism"]
        < 0.5
        < features.Surroundings([read("Terrorism.")] * 30).features(0)["article terrorism"]
    )
