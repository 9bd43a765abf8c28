"""What a reader may choose, and how a wrong choice is refused."""

from __future__ import annotations

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
