"""The dates of agenda items: those of the act, not of what else a sentence dates."""

from __future__ import annotations

from datetime import date

import pytest

from kzcn.agenda import dates, evidence
from kzcn.periods import Days
from kzcn.schema import Passage

PUBLISHED = date(2018, 3, 12)


def days(sentence: str, published: date | None = PUBLISHED, recorded: dict[str, Days] | None = None):
    """Returns first and last day of the item of a sentence."""
    passage = Passage("x", "x:0001", "body", 1, 0, len(sentence), sentence)
    return dates.days(evidence.read(passage, [], {}), published, {} if recorded is None else recorded)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("The court gave up the trader on 4 June last year.", "2017-06-04", "2017-06-04"),
        ("Last year the two staffs met.", "2017-01-01", "2017-12-31"),
        ("The two staffs meet on 3 May of next year.", "2019-05-03", "2019-05-03"),
        ("On June, 14, 2001 six presidents met.", "2001-06-14", "2001-06-14"),
        ("Astana, 9 March 2018 (Dala) -- The envoys signed the paper on 2 March.", "2018-03-02", "2018-03-02"),
        ("The drill (3-8 August 2007) ended.", "2007-08-03", "2007-08-08"),
        ("The staffs signed a treaty in 1996.", "1996-01-01", "1996-12-31"),
        ("In its 2017 report the ministry promises a drill in June 2018.", "2018-06-01", "2018-06-30"),
        ("The club, founded in 2001, held a drill in August 2007.", "2007-08-01", "2007-08-31"),
        ("The 2007 drill under a new treaty was large.", "2007-01-01", "2007-12-31"),
        ("They passed the plan for 2019-2021 on 5 March 2018.", "2018-03-05", "2018-03-05"),
    ],
)
def test_an_item_has_the_closest_time_of_its_act(sentence, first, last):
    assert days(sentence) == (first, last)


@pytest.mark.parametrize(
    "sentence",
    [
        "The staffs work together under the 2001 treaty.",
        "A report of 5 May praises the drills.",
        "Guards are trained in accordance with the agreement signed in 1997.",
        "The old 2015 border law lets troops go abroad.",
        "China's 2015 law on terror lets troops go abroad.",
        "The guards left the post (Dala Tany, March 2).",
        "In recent years the staffs have met.",
        "Over the past ten years the staffs have met.",
        "In the 1990s the staffs met.",
        "Some day the staffs will meet.",
    ],
)
def test_the_date_of_a_paper_or_source_and_a_vague_time_are_none(sentence):
    assert days(sentence) == (None, None)


def test_without_a_date_of_publication_only_full_dates_count():
    assert days("The staffs met on 3 May last year.", published=None) == (None, None)
    assert days("The staffs met on 3 May 2007.", published=None) == ("2007-05-03", "2007-05-03")


def test_a_named_exercise_keeps_the_days_that_the_article_stated_for_it():
    recorded: dict[str, Days] = {}
    assert days("Peace Mission 2007 was held on 9-17 August 2007.", recorded=recorded) == ("2007-08-09", "2007-08-17")
    assert days("Peace Mission 2007 was large.", recorded=recorded) == ("2007-08-09", "2007-08-17")
    assert days("Peace Mission 2007 was the largest of 2007.", recorded=recorded) == ("2007-08-09", "2007-08-17")
    assert days("Peace Mission 2012 was large.", recorded=recorded) == ("2012-01-01", "2012-12-31")
