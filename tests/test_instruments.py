"""Exercises, agreements, doctrines, pipelines and meetings by their names."""

from __future__ import annotations

import pytest

from kzcn.agenda import instruments
from kzcn.schema import Document, Passage


def named(text: str) -> list[instruments.Named]:
    document = Document("x", "", (), None, None, None, "en", 1, "", "", text)
    return instruments.named(document, [Passage("x", "x:0001", "body", 1, 0, len(text), text)])


@pytest.mark.parametrize(
    ("text", "quote", "name", "kind", "first"),
    [
        (
            "Troops went to ‘Peace Mission 2007’ in Chelyabinsk.",
            "Peace Mission 2007",
            "Peace Mission",
            "exercise",
            2005,
        ),
        ("The drill known as “Tien-Shan 2006” was bilateral.", "Tien-Shan 2006", "Tien-Shan-1", "exercise", 2006),
        (
            "Police practised at Kazygurt-Antiterror 2013.",
            "Kazygurt-Antiterror 2013",
            "Kazygurt-Antiterror",
            "exercise",
            2013,
        ),
        (
            "Border troops train under the name Interaction-2024.",
            "Interaction-2024",
            "Interaction-2024",
            "exercise",
            2024,
        ),
        ("Crude flows through Atasu-Alashankou.", "Atasu-Alashankou", "Atasu-Alashankou pipeline", "pipeline", 2005),
        ("The Shanghai Convention binds all six.", "Shanghai Convention", "Shanghai Convention", "agreement", 2001),
        (
            'Soldiers took part in an exercise called "Golden Eagle 2031".',
            "Golden Eagle 2031",
            "Golden Eagle 2031",
            "exercise",
            None,
        ),
        (
            "The police exercise Altai-Antiterror 2029 was new.",
            "Altai-Antiterror 2029",
            "Altai-Antiterror 2029",
            "exercise",
            None,
        ),
        ("Gas will enter the Galkynysh-Horgos pipeline.", "Galkynysh-Horgos", "Galkynysh-Horgos", "pipeline", None),
        (
            "They signed the Almaty Protocol on Border Waters.",
            "Almaty Protocol on Border Waters",
            "Almaty Protocol on Border Waters",
            "agreement",
            None,
        ),
    ],
)
def test_a_name_is_found_in_the_registry_or_by_its_form(
    text: str, quote: str, name: str, kind: str, first: int | None
) -> None:
    (row,) = named(text)
    assert (text[row.start : row.end], row.name, row.kind, row.first) == (quote, name, kind, first)


@pytest.mark.parametrize(
    "text",
    [
        "In August 2007 the army held a drill.",
        "Trade with China in Xiamen and at the Trade Centre grew.",
        "The Collective Security Treaty Organization sent troops.",
        "A channel of solidarity opened.",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert named(text) == []


def test_every_registered_name_is_a_line_of_its_own() -> None:
    entries = instruments.registry().values()
    assert {entry.kind for entry in entries} == {"exercise", "agreement", "policy", "pipeline", "meeting", "operation"}
    assert all(1960 < entry.first < 2030 for entry in entries)
