"""Agenda items as PLOVER and CAMEO events."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kzcn import tables
from kzcn.agenda import plover
from kzcn.schema import ITEM_STATUSES, AgendaItem
from kzcn.vocabulary import rows, vocabulary

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


with (Path(__file__).parent / "plover_phrases.csv").open(encoding="utf-8") as file:
    PHRASES = list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["sentence"])
def test_the_predicate_tells_the_event(row: dict[str, str]) -> None:
    coded = plover.event([row["instrument"]], row["status"], row["sentence"])
    assert (coded.event_type if coded else "") == row["event_type"]


def test_the_table_holds_many_predicates() -> None:
    assert len({row["sentence"] for row in PHRASES}) >= 120


@pytest.mark.parametrize(
    ("instruments", "status", "quote", "event_type", "cameo"),
    [
        (("agreement",), "done", "They signed a treaty.", "SUPPORT", "057"),
        (("exercise",), "done", "They held a drill.", "COOPERATE", "062"),
        (("exercise",), "planned", "They will hold a drill.", "AGREE", "0312"),
        (("intelligence",), "ongoing", "They share lists.", "COOPERATE", "064"),
        (("enforcement",), "done", "He was extradited.", "COOPERATE", "063"),
        (("enforcement",), "done", "He was deported.", "COERCE", "174"),
        (("enforcement",), "done", "He was arrested.", "COERCE", "173"),
        (("consultation",), "done", "He visited Beijing.", "CONSULT", "042"),
        (("enforcement",), "obstacle", "The court refused.", "REJECT", "120"),
    ],
)
def test_an_event_has_a_code(
    instruments: tuple[str, ...], status: str, quote: str, event_type: str, cameo: str
) -> None:
    coded = plover.event(instruments, status, quote)
    assert coded and (coded.event_type, coded.cameo) == (event_type, cameo)


def test_what_is_said_counts_and_not_that_it_is_said() -> None:
    coded = plover.event(["enforcement"], "done", "Officials said on Monday that Kazakhstan had extradited the man.")
    assert coded and coded.event_type == "COOPERATE"


def test_a_sentence_without_a_verb_is_no_event() -> None:
    assert plover.event(["exercise"], "done", "A drill near Almaty.") is None


def test_every_line_of_the_vocabulary_has_a_known_type_and_code() -> None:
    for row in (*rows("plover"), *rows("predicates")):
        kind = row.get("event_type") or row["type"]
        assert kind in TYPES | {"none", "instruments"}
        assert row["cameo"] in plover.cameo() if kind in TYPES else not row["cameo"]
    for instrument in vocabulary("instruments"):
        for status in ITEM_STATUSES:
            assert plover.of_instruments([instrument], status, "")


def test_the_export_has_a_row_per_item_with_its_evidence() -> None:
    item = AgendaItem(
        "x:a1",
        "x",
        "x:0001",
        0,
        23,
        "They will hold a drill.",
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
        "They will hold a drill.",
        "2007-08-09",
    )


def test_an_empty_agenda_gives_an_empty_export() -> None:
    assert tuple(plover.event_data(tables.frame("agenda", [])).columns) == plover.COLUMNS
