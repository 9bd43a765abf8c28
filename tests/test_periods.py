"""Time expressions, and the days they stand for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn import periods

PUBLISHED = date(2007, 9, 5)
ABSOLUTE = {  # what is read, and the days, seen from 5 September 2007
    "in 2006": ("2006-01-01", "2006-12-31"),
    "the first half of 2007": ("2007-01-01", "2007-06-30"),
    "In the first half on 2007": ("2007-01-01", "2007-06-30"),
    "H1 2007": ("2007-01-01", "2007-06-30"),
    "2006's first half": ("2006-01-01", "2006-06-30"),
    "the second half of this year": ("2007-07-01", "2007-12-31"),
    "the first quarter of 2011": ("2011-01-01", "2011-03-31"),
    "Q3 2012": ("2012-07-01", "2012-09-30"),
    "the first three quarters of 2012": ("2012-01-01", "2012-09-30"),
    "the first nine months of 2006": ("2006-01-01", "2006-09-30"),
    "nine months of 2012": ("2012-01-01", "2012-09-30"),
    "January-October 2006": ("2006-01-01", "2006-10-31"),
    "From January to September 2017": ("2017-01-01", "2017-09-30"),
    "Between January and June of this year": ("2007-01-01", "2007-06-30"),
    "January-October": ("2006-01-01", "2006-10-31"),
    "over the first 10 months of the year": ("2006-01-01", "2006-10-31"),
    "this year, through July": ("2007-01-01", "2007-12-31"),
    "by the end of June": ("2007-01-01", "2007-06-30"),
    "the year to June 2007": ("2006-07-01", "2007-06-30"),
    "May 2012": ("2012-05-01", "2012-05-31"),
    "last May": ("2007-05-01", "2007-05-31"),
    "the whole of last year": ("2006-01-01", "2006-12-31"),
    "by the end of 2010": ("2010-01-01", "2010-12-31"),
    "by the end of the decade": ("2010-01-01", "2010-12-31"),
    "the year before last": ("2005-01-01", "2005-12-31"),
    "two years ago": ("2005-01-01", "2005-12-31"),
    "in 2000-05": ("2000-01-01", "2005-12-31"),
    "between 2000 and 2005": ("2000-01-01", "2005-12-31"),
    "the early 1990s": ("1990-01-01", "1993-12-31"),
    "within five years": ("2007-09-05", "2012-09-05"),
    "On August 18": ("2007-08-18", "2007-08-18"),
    "August 9-17, 2007": ("2007-08-09", "2007-08-17"),
    "in spring 2006": ("2006-03-01", "2006-05-31"),
    "last autumn's drill": ("2006-09-01", "2006-11-30"),
    "will meet in March": ("2008-03-01", "2008-03-31"),
}
NOTHING = [
    "The two may meet",
    "2,000 people",
    "Only half a year before",
    "at Expo 2017",
    "a march of 20 miles",
    "costs $2008",
    "Tien-Shan-2",
]
ON_A_CLAIM = {  # what hangs on a figure of January-September 2006
    "the previous year": ("2005-01-01", "2005-09-30"),
    "a year earlier": ("2005-01-01", "2005-09-30"),
    "year-on-year": ("2005-01-01", "2005-09-30"),
    "the same period of 2004": ("2004-01-01", "2004-09-30"),
    "the same period last year": ("2006-01-01", "2006-09-30"),
    "in those nine months": ("2006-01-01", "2006-09-30"),
    "the first half of the previous year": ("2005-01-01", "2005-06-30"),
    "the following year": ("2007-01-01", "2007-12-31"),
    "four years later": ("2010-01-01", "2010-12-31"),
    "by the same date": ("2006-01-01", "2006-09-30"),
}


def days(pair):
    return date.fromisoformat(pair[0]), date.fromisoformat(pair[1])


@pytest.mark.parametrize("text", ABSOLUTE)
def test_a_period_is_read_as_seen_from_the_day_of_publication(text):
    period = periods.find(text, PUBLISHED)[0]
    assert (period.first, period.last) == days(ABSOLUTE[text])


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_time_is_none(text):
    assert periods.find(text, PUBLISHED) == []


@pytest.mark.parametrize("text", ON_A_CLAIM)
def test_what_hangs_on_a_figure_is_resolved_from_its_period(text):
    (period,) = periods.find(text, PUBLISHED)
    assert period.relative == "claim"
    assert periods.resolve(period, days(("2006-01-01", "2006-09-30"))) == days(ON_A_CLAIM[text])
    assert periods.resolve(period, None) is None


def test_without_a_day_of_publication_what_hangs_on_it_stays_open():
    (period,) = periods.find("in the first half of last year", None)
    assert (period.first, period.last, period.relative) == (None, None, "published")


def test_a_quarter_named_by_its_number_alone_is_of_the_same_year():
    assert [
        period.first for period in periods.find("in the second quarter of 2010, after less in the first", None)
    ] == [date(2010, 4, 1), date(2010, 1, 1)]


YEARS = st.integers(1992, 2026)
MONTHS = st.integers(1, 12)


@given(YEARS, MONTHS, MONTHS)
def test_rendered_days_are_read_back(year, one, other):
    expected = periods.part(year, (min(one, other), max(one, other)))
    (period,) = periods.find(f"It grew in {periods.render(expected)}.", PUBLISHED)
    assert (period.first, period.last) == expected


@given(YEARS, MONTHS, MONTHS, st.integers(-10, 10))
def test_shifted_days_come_back(year, one, other, by):
    pair = periods.part(year, (min(one, other), max(one, other)))
    assert periods.shift(periods.shift(pair, by), -by) == pair


@given(st.text(max_size=80))
def test_any_text_is_read_without_error_and_periods_do_not_overlap(text):
    found = periods.find(text, PUBLISHED)
    assert all(0 <= period.start < period.end <= len(text) for period in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
