"""Dates as pages write them."""

from __future__ import annotations

import pytest

from kzcn.articles import days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Wednesday, 05 September 2007", "2007-09-05"),
        ("January 24, 2007", "2007-01-24"),
        ("24 Jan. 2007", "2007-01-24"),
        ("Sept. 11th, 2019", "2019-09-11"),
        ("February 06, 2024 05:10 PM", "2024-02-06"),
        ("2007-09-05T23:10:00Z", "2007-09-05"),
        ("20070905", "2007-09-05"),
        ("05.09.2007, 14:20", "2007-09-05"),
        ("14 марта 2012 г., среда", "2012-03-14"),
        ("2016 жылғы 17 тамыз", "2016-08-17"),
        ("2004年11月25日 15:32", "2004-11-25"),
        ("9/25/2007", "2007-09-25"),
        ("25/9/07", "2007-09-25"),
        ("Wed, 5 Sep 2007 10:22:11 +0200", "2007-09-05"),
        ("9/5/2007", None),
        ("May 2007", None),
        ("31 February 2007", None),
    ],
)
def test_dates_in_every_order_are_read_and_ambiguous_ones_are_not_guessed(text: str, day: str | None) -> None:
    assert days.day(text) == day
