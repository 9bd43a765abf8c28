"""Who says what a sentence of the agenda says."""

from __future__ import annotations

import pytest

from kzcn.actors import mentions as actors
from kzcn.agenda import speakers
from kzcn.schema import Document, Passage


def said_by(*paragraphs: list[str]) -> list[str | None]:
    """Returns the speaker of each sentence of an article."""
    text, passages, start = " ".join(one for sentences in paragraphs for one in sentences), [], 0
    for paragraph, sentences in enumerate(paragraphs, 1):
        for sentence in sentences:
            number = f"x:{len(passages) + 1:04d}"
            passages.append(Passage("x", number, "body", paragraph, start, start + len(sentence), sentence))
            start += len(sentence) + 1
    registry = actors.Registry.load()
    document = Document("x", "", (), "2015-06-15", None, None, "en", len(text.split()), "", "", text)
    found, discovered = actors.mentions(document, passages, registry)
    known = {**registry.actors, **{actor.actor_id: actor for actor in discovered}}
    by_passage = {
        passage.passage_id: [row for row in found if row.passage_id == passage.passage_id] for passage in passages
    }
    return speakers.speakers(passages, by_passage, known)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Nursultan Nazarbayev said the drill had gone well.", "nursultan-nazarbayev"),
        (
            "Nursultan Nazarbayev, the president of Kazakhstan, also stressed the need for border posts.",
            "nursultan-nazarbayev",
        ),
        ("“The drill went well,” said Nursultan Nazarbayev.", "nursultan-nazarbayev"),
        ('"The drill went well," said the Kazakh president, Nursultan Nazarbayev.', "nursultan-nazarbayev"),
        ("The drill went well, stressed Kazakh Foreign Minister Erlan Idrissov.", "erlan-idrissov"),
        ("According to Erlan Idrissov, the border is quiet.", "erlan-idrissov"),
        ("According to Foreign Minister Erlan Idrissov, the border is quiet.", "erlan-idrissov"),
        ("The border, in the words of Erlan Idrissov, is quiet.", "erlan-idrissov"),
        ("The border is quiet, as Erlan Idrissov put it.", "erlan-idrissov"),
        ("Erlan Idrissov was quoted as saying that the border is quiet.", "erlan-idrissov"),
        ("Erlan Idrissov flew to Beijing to sign the treaty.", None),
        ("Erlan Idrissov flew to Beijing, and analysts believed that a treaty was near.", None),
        ("Soldiers of both armies crossed the Ili.", None),
        ("“Peace Mission” began in the hills.", None),
        ("China said that the camp was open.", None),
    ],
)
def test_the_speaker_of_a_sentence(sentence: str, speaker: str | None) -> None:
    assert said_by([sentence]) == [speaker]


@pytest.mark.parametrize(
    ("sentences", "speakers"),
    [
        (["Erlan Idrissov spoke in Almaty.", "He added that the border is quiet."], [None, "erlan-idrissov"]),
        (
            ["Foreign Minister Erlan Idrissov met Wang Yi.", "The minister stressed that the border is quiet."],
            [None, "erlan-idrissov"],
        ),
        (
            ["“The border is quiet.", "It will stay so,” said Erlan Idrissov."],
            ["erlan-idrissov", "erlan-idrissov"],
        ),
        (
            ["“The border is quiet,” said Erlan Idrissov.", "“It will stay so.”"],
            ["erlan-idrissov", "erlan-idrissov"],
        ),
        (
            ["We propose joint patrols on every border.", "The talks were short, said Erlan Idrissov."],
            ["erlan-idrissov", "erlan-idrissov"],
        ),
        (
            ["Erlan Idrissov said the border is quiet.", "Patrols ride along the Ili twice a day."],
            ["erlan-idrissov", None],
        ),
    ],
)
def test_a_quotation_keeps_its_speaker(sentences: list[str], speakers: list[str | None]) -> None:
    assert said_by(sentences) == speakers


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    first, second = ["Erlan Idrissov praised the guards."], ["“Our border is quiet.”"]
    assert said_by(first, second) == ["erlan-idrissov", "erlan-idrissov"]


def test_no_sentences_no_speakers() -> None:
    assert said_by() == []
