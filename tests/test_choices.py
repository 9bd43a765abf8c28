"""What a reader may choose, and how a wrong choice is refused."""

from __future__ import annotations

import pandas as pd
import pytest

import kzcn
from kzcn.views import actors, agenda, choices, trade


@pytest.mark.parametrize(
    ("start", "end"),
    [("", ""), ("2005", "2010"), (2005, 2010), ("2005-06", "2005"), ("2005-06-01", "2005-06-30"), ("", "2010")],
)
def test_years_months_and_days_bound_a_window(start, end):
    assert choices.window(start, end) == (str(start), str(end))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("abc", "", "start: 'abc' is not a time"),
        ("", "2022-13-45", "end: '2022-13-45' is not a time"),
        ("05", "", "is not a time"),
        ("2010", "2005", "start: 2010 comes after end: 2005"),
    ],
)
def test_a_bound_that_is_no_time_and_reversed_bounds_are_refused(start, end, said):
    with pytest.raises(choices.WrongChoice, match=said):
        choices.window(start, end)


def test_unknown_labels_are_refused_with_a_similar_one():
    seed = kzcn.load("seeds")
    with pytest.raises(choices.WrongChoice, match="themes: there is no 'terorism', did you mean terrorism"):
        agenda.select(seed, themes="terorism")
    with pytest.raises(choices.WrongChoice, match="forums: there is no 'XYZ'"):
        agenda.select(seed, forums="SCO;XYZ")
    with pytest.raises(choices.WrongChoice, match="parties: 'Kazakhstan' is not a country code"):
        agenda.select(seed, parties="Kazakhstan")
    with pytest.raises(choices.WrongChoice, match="types: there is no 'bogus'"):
        actors.select(seed, types="bogus")
    with pytest.raises(choices.WrongChoice, match="start"):
        trade.select(seed, start="soon")


def rows(*confidences):
    spans = [{"doc_id": "d", "start": n, "end": n + 1, "quote": "words"} for n in range(len(confidences))]
    return pd.DataFrame(spans).assign(confidence=confidences)


def test_rows_under_a_confidence_are_left_out_and_those_that_need_none_stay():
    assert choices.sure(rows(0.2, 0.5, float("nan")), 0.5).index.tolist() == [1, 2]
    assert len(choices.sure(rows(0.0, 1.0), 0)) == 2


@pytest.mark.parametrize("least", [-0.1, 1.5, 50])
def test_a_confidence_that_is_no_probability_is_refused(least):
    with pytest.raises(choices.WrongChoice, match="is no probability: give a number from 0"):
        choices.sure(rows(0.5), least)


@pytest.mark.parametrize(
    ("confidences", "said"),
    [((0.9, 0.9), "2"), ((0.9, 0.4, 0.3), "3 (2 of them uncertain)"), ((0.1,), "1 (uncertain)")],
)
def test_uncertain_rows_are_counted_apart(confidences, said):
    assert str(choices.counted(rows(*confidences))) == said
