"""Amounts, changes and periods are written the same way everywhere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn import phrasing


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (8.36e9, "$8.36 billion"),
        (999.6e6, "$999.6 million"),
        (-3.5e9, "−$3.5 billion"),
        (0, "$0 million"),
    ],
)
def test_amounts_are_in_billions_or_millions(value, words):
    assert phrasing.dollars(value) == words


@pytest.mark.parametrize(
    ("value", "change", "rate"), [(22.84, "+22.8 %", "22.8 %"), (-5.25, "−5.2 %", "−5.2 %"), (-0.04, "+0.0 %", "0.0 %")]
)
def test_a_change_has_a_sign_and_a_rate_only_a_minus(value, change, rate):
    assert (phrasing.percent(value), phrasing.rate(value)) == (change, rate)


@given(st.floats(-1e6, 1e6))
def test_no_change_is_written_as_minus_zero(value):
    assert phrasing.percent(value) != "−0.0 %"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (("2006-01-01", "2006-12-31"), "2006"),
        (("2007-01-01", "2007-06-30"), "H1 2007"),
        (("2010-01-01", "2010-03-31"), "Q1 2010"),
        (("2022-01-01", "2022-10-31"), "January–October 2022"),
        (("2013-05-01", "2013-05-31"), "May 2013"),
        (("2000-01-01", "2005-12-31"), "2000–2005"),
        (("2013-05-04", "2013-06-30"), "2013-05-04 to 2013-06-30"),
        (("2013-05-04", "2013-05-04"), "2013-05-04"),
        ((None, None), ""),
        ((math.nan, math.nan), ""),
    ],
)
def test_periods_in_words(period, words):
    assert phrasing.period(*period) == words


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2006-01-01", "2006-12-31", "2006-A"),
        ("2006-07-01", "2006-12-31", "2006-H2"),
        ("2006-10-01", "2006-12-31", "2006-Q4"),
        ("2005-01-01", "2005-11-30", "2005-M01-11"),
        ("2024-02-01", "2024-02-29", "2024-M02"),
        ("2006-05-04", "2006-06-30", "2006-05-04-2006-06-30"),
    ],
)
def test_periods_have_short_names(start, end, name):
    assert phrasing.period_id(start, end) == name


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [
        ("2006-01-01", "2006-12-31", True),
        ("2006-01-01", "2006-06-30", False),
        ("2000-01-01", "2005-12-31", False),
        (None, "2006-12-31", False),
        (math.nan, math.nan, False),
    ],
)
def test_a_whole_year_is_one_year_from_its_first_to_its_last_day(start, end, whole):
    assert phrasing.is_year(start, end) is whole


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2007-08-18", "2007-08-18", "18 August 2007"),
        ("2007-08-09", "2007-08-17", "9–17 August 2007"),
        ("2007-07-30", "2007-08-02", "30 July–2 August 2007"),
        ("2007-12-30", "2008-01-02", "30 December 2007–2 January 2008"),
        ("2007-04-01", "2007-04-30", "April 2007"),
        ("2007-01-01", "2007-06-30", "H1 2007"),
        ("2006-01-01", "2006-12-31", "2006"),
        ("2000-01-01", "2005-12-31", "2000–2005"),
        (None, None, ""),
    ],
)
def test_days_are_written_out(start, end, words):
    assert phrasing.days(start, end) == words


def test_a_long_text_is_cut_between_words():
    assert phrasing.opening("one two three", 9) == "one two …"
    assert phrasing.opening("one two", 9) == "one two"
