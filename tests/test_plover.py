"""Agenda items as PLOVER and CAMEO events."""

from __future__ import annotations

import pytest

from kzcn import tables
from kzcn.agenda import plover
from kzcn.schema import ITEM_STATUSES, AgendaItem
from kzcn.vocabulary import vocabulary

TYPES = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


@pytest.mark.parametrize(
    ("instruments", "status", "quote", "event_type", "cameo"),
    [
        (("agreement",), "done", "They signed a treaty.", "SUPPORT", "057"),
        (("agreement",), "planned", "They agreed to sign a treaty.", "AGREE", "030"),
        (("exercise",), "done", "They held a drill.", "COOPERATE", "062"),
        (("exercise",), "planned", "They will hold a drill.", "AGREE", "0312"),
        (("intelligence",), "ongoing", "They share lists.", "COOPERATE", "064"),
        (("enforcement",), "done", "He was extradited.", "COOPERATE", "063"),
        (("enforcement",), "done", "He was deported.", "COERCE", "174"),
        (("enforcement",), "done", "He was arrested.", "COERCE", "173"),
        (("equipment", "funding"), "done", "A gift of lorries.", "AID", "072"),
        (("equipment",), "done", "It bought drones.", "COOPERATE", "062"),
        (("declaration",), "done", "It backed the one-China policy.", "SUPPORT", "051"),
        (("consultation",), "done", "He visited Beijing.", "CONSULT", "042"),
        ((), "ongoing", "Ties grow.", "COOPERATE", "060"),
    ],
)
def test_an_item_is_coded(instruments: tuple[str, ...], status: str, quote: str, event_type: str, cameo: str) -> None:
    coded = plover.event(instruments, status, quote)
    assert (coded.event_type, coded.cameo) == (event_type, cameo)


def test_every_instrument_and_status_has_a_known_type_and_code() -> None:
    for instrument in [*vocabulary("instruments"), ""]:
        for status in ITEM_STATUSES:
            coded = plover.event([instrument], status, "")
            assert coded.instrument == instrument
            assert coded.event_type in TYPES
            assert plover.cameo()[coded.cameo]["name"]


def test_the_export_has_a_row_per_item_with_its_evidence() -> None:
    item = AgendaItem(
        "x:a1",
        "x",
        "x:0001",
        0,
        9,
        "A planned drill.",
        ("terrorism", "defence"),
        ("exercise",),
        ("SCO",),
        ("KAZ", "CHN"),
        "planned",
        "2007-08-09",
        "2007-08-17",
        None,
        None,
        "AGREE",
    )
    row = plover.event_data(tables.frame("agenda", [item])).to_dict("records")[0]
    assert tuple(row) == plover.COLUMNS
    assert (row["event_type"], row["contexts"], row["auxiliary"]) == ("AGREE", "military;terrorism", "future")
    assert (row["cameo_code"], row["cameo_root"], row["cameo_name"]) == (
        "0312",
        "03",
        "Express intent to cooperate militarily",
    )
    assert (row["source"], row["target"], row["quote"], row["date_start"]) == (
        "KAZ",
        "CHN",
        "A planned drill.",
        "2007-08-09",
    )


def test_an_empty_agenda_gives_an_empty_export() -> None:
    assert tuple(plover.event_data(tables.frame("agenda", [])).columns) == plover.COLUMNS
