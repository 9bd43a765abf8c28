"""Events: what several sentences and articles say of one exercise, meeting or act is one event with several mentions."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from kzcn import tables
from kzcn.corpus import Corpus
from kzcn.schema import AgendaItem, Document, Passage
from kzcn.views import agenda, events


def corpus(*sentences: dict) -> Corpus:
    """Returns a corpus with an item per sentence; each names its article (doc) and the fields of its row."""
    numbers, documents, passages, items = itertools.count(1), {}, [], []
    for row in sentences:
        row = {"doc": "a", "published": "2010-01-01", "status": "done", "date": None, "rank": None, **row}
        documents.setdefault(row["doc"], row["published"])
        passage_id, text = f"{row['doc']}:{next(numbers):04}", row["text"]
        passages.append(Passage(row["doc"], passage_id, "body", 1, 0, len(text), text))
        items.append(
            AgendaItem(
                f"{row['doc']}:a{len(items) + 1}",
                row["doc"],
                passage_id,
                0,
                len(text),
                text,
                tuple(row.get("themes", ("terrorism",))),
                tuple(row.get("instruments", ("exercise",))),
                tuple(row.get("forums", ())),
                tuple(row.get("parties", ("KAZ", "CHN"))),
                row["status"],
                *(row["date"] or (None, None)),
                row["rank"],
                None,
                None,
            )
        )
    rows = {
        "documents": [
            Document(doc, f"Title {doc}", (), published, None, None, "en", 1, "", doc, "")
            for doc, published in documents.items()
        ],
        "passages": passages,
        "agenda": items,
    }
    return Corpus({name: tables.frame(name, rows.get(name, [])) for name in tables.TABLES})


def labels(found: pd.DataFrame) -> list[str]:
    return found["label"].tolist()


DAYS = ("2007-08-09", "2007-08-17")


def test_an_exercise_told_in_two_articles_is_one_event_with_the_closest_dates():
    found = events.events(
        corpus(
            {"text": "Peace Mission 2007 was a drill of six armies.", "forums": ("SCO",), "date": DAYS},
            {"doc": "b", "text": "Tanks drove past the guests of Peace Mission-2007.", "forums": ("SCO",)},
        )
    )
    (event,) = found.to_dict("records")
    assert event["label"] == "exercise Peace Mission 2007, SCO, 9–17 August 2007"
    assert (event["mentions"], event["articles"], event["item_ids"]) == (2, 2, ("a:a1", "b:a2"))


def test_the_same_exercise_in_another_year_is_another_event():
    found = events.events(
        corpus({"text": "Peace Mission 2007 was a drill."}, {"text": "Peace Mission 2010 was a larger drill."})
    )
    assert found["mentions"].tolist() == [1, 1]


def test_an_act_of_the_same_states_on_the_same_days_is_one_event():
    day = ("2011-06-13", "2011-06-13")
    act = {"instruments": ("agreement",), "date": day}
    found = events.events(
        corpus({"text": "They signed it in Astana.", **act}, {"doc": "b", "text": "It was signed there.", **act})
    )
    assert labels(found) == ["agreement, terrorism, China and Kazakhstan, 13 June 2011"]


@pytest.mark.parametrize(
    "other",
    [
        {"date": ("2011-06-14", "2011-06-14")},
        {"parties": ("KAZ", "RUS")},
        {"instruments": ("training",)},
        {"date": None},
    ],
    ids=["other day", "other states", "other act", "no date"],
)
def test_acts_that_differ_in_kind_states_or_dates_are_two_events(other):
    act = {"instruments": ("agreement",), "date": ("2011-06-13", "2011-06-13")}
    found = events.events(corpus({"text": "They signed it.", **act}, {"text": "They signed it.", **act, **other}))
    assert found["mentions"].tolist() == [1, 1]


def test_acts_within_the_same_year_are_not_one_event_for_that():
    act = {"instruments": ("training",), "date": ("2010-01-01", "2010-12-31")}
    found = events.events(corpus({"text": "Ten came.", **act}, {"text": "Four more came.", **act}))
    assert found["mentions"].tolist() == [1, 1]


def test_the_article_published_last_decides_how_far_an_event_has_come():
    planned = {
        "doc": "b",
        "published": "2007-06-01",
        "text": "Peace Mission 2007 opens in August.",
        "status": "planned",
    }
    held = {"doc": "a", "published": "2007-09-01", "text": "Peace Mission 2007 ended in August.", "status": "done"}
    assert events.events(corpus(planned, held))["status"].tolist() == ["done"]
    assert events.events(corpus(held, planned))["status"].tolist() == ["done"]


def test_an_obstacle_is_no_event_that_others_join():
    found = events.events(
        corpus(
            {"text": "Peace Mission 2007 lacks interpreters.", "status": "obstacle"},
            {"text": "Peace Mission 2007 was held."},
        )
    )
    assert found["status"].tolist() == ["obstacle", "done"]


def test_an_event_of_which_nothing_is_known_is_called_by_its_first_words():
    nothing = {"themes": (), "instruments": (), "parties": ()}
    assert labels(events.events(corpus({"text": "Something may follow.", **nothing}))) == ["Something may follow."]


def test_events_partition_the_items():
    one = corpus(*({"doc": doc, "text": f"Peace Mission {year}."} for doc in "abc" for year in (2007, 2010)))
    found = events.events(one)
    assert sorted(item for ids in found["item_ids"] for item in ids) == sorted(one.agenda["item_id"])


def test_many_states_are_counted_after_the_first_two():
    parties = ("CHN", "KAZ", "RUS", "TJK", "KGZ")
    assert labels(events.events(corpus({"text": "They drilled.", "parties": parties}))) == [
        "exercise, terrorism, China, Kazakhstan and 3 others"
    ]


def test_the_board_shows_a_card_per_event_and_says_how_many_more_there_are():
    one = corpus(*({"text": f"They met for the {n}th time."} for n in range(30)))
    shown = agenda.board(one).markup
    assert shown.count("<li") == agenda.ON_BOARD
    assert "6 more events" in shown


def test_elements_of_a_list_that_are_not_about_security_are_priorities_and_not_counted():
    one = corpus(
        {"text": "media ties", "rank": 1, "themes": (), "instruments": (), "status": "proposed"},
        {"text": "joint drills", "rank": 2, "themes": ("defence",), "status": "proposed"},
    )
    assert len(agenda.priorities(one).data) == 2
    assert "1 agenda item " in str(agenda.finding(one))
    assert agenda.board(one).markup.count("<li") == 1


def test_items_that_name_no_state_are_counted_and_listed_whatever_parties_are_chosen():
    searched = corpus({"text": "They drilled."}, {"text": "A drill was held.", "parties": ()})
    chosen = agenda.select(searched, parties="KAZ;CHN")
    assert len(chosen.agenda) == 1
    assert "Further items that name no state: 1," in str(agenda.finding(chosen, searched))
    assert agenda.without_party(chosen, searched).data["quote"].tolist() == ["A drill was held."]
    everything = agenda.select(searched)
    assert "name no state" not in str(agenda.finding(everything, searched))


def test_a_third_state_is_shown_in_no_body_that_it_does_not_belong_to():
    one = corpus({"text": "All drilled.", "parties": ("KAZ", "CHN", "RUS", "USA"), "forums": ("SCO", "bilateral")})
    shown = str(agenda.third_parties(one))
    assert "Russia 1 SCO" in shown or "RUS 1 SCO" in shown
    assert "United States 1 SCO" not in shown and "USA 1 SCO" not in shown and "bilateral" not in shown
