"""What stated claims imply, and claims that contradict one another."""

from dataclasses import replace

import pytest

from kzcn.schema import Claim
from kzcn.trade import implied


def claim(number, value, start, end, change=None, **more):
    base = (
        {"base_start": f"{int(start[:4]) - 1}{start[4:]}", "base_end": f"{int(end[:4]) - 1}{end[4:]}"}
        if change is not None
        else {}
    )
    return Claim(
        **{
            "claim_id": f"a:t{number}",
            "doc_id": "a",
            "passage_id": "a:0001",
            "start": 10 * number,
            "end": 10 * number + 5,
            "quote": "words",
            "measure": "turnover",
            "reporter": "KAZ",
            "partner": "CHN",
            "period_start": start,
            "period_end": end,
            "value": value,
            "currency": "USD",
            "value_usd": value,
            "change_pct": change,
            "base_start": None,
            "base_end": None,
            "status": "reported",
            "speaker": None,
            "approx": False,
            "basis": "stated",
            **base,
            **more,
        }
    )


def test_a_value_and_its_change_give_the_base():
    stated = claim(1, 8.36e9, "2006-01-01", "2006-12-31", 22.8)
    first, base = implied.merged([stated])
    assert first == stated
    assert (base.claim_id, base.basis, base.period_start, base.period_end) == (
        "a:t1-base",
        "implied",
        "2005-01-01",
        "2005-12-31",
    )
    assert base.value == pytest.approx(6.808e9, rel=1e-3)
    assert (base.start, base.end, base.quote) == (stated.start, stated.end, stated.quote)
    assert base.change_pct is None
    assert base.parents == ("a:t1",)


def test_a_year_and_its_first_half_give_the_second():
    year, half = claim(1, 20e9, "2010-01-01", "2010-12-31"), claim(2, 9e9, "2010-01-01", "2010-06-30")
    rest = [row for row in implied.merged([year, half]) if row.basis == "implied"]
    assert [(row.claim_id, row.value, row.period_start, row.period_end) for row in rest] == [
        ("a:t1-less-t2", 11e9, "2010-07-01", "2010-12-31")
    ]
    assert [row.parents for row in rest] == [("a:t1", "a:t2")]
    assert year.parents == ()


def test_targets_forecasts_and_bare_changes_imply_nothing():
    rows = [
        claim(1, 12e9, "2008-01-01", "2008-12-31", 20, status="target"),
        claim(2, None, "2007-01-01", "2007-12-31", 20, value_usd=None),
    ]
    assert implied.merged(rows) == rows


def test_claims_that_differ_by_more_than_rounding_contradict_one_another():
    same = claim(1, 8.36e9, "2006-01-01", "2006-12-31")
    assert implied.contradictions([same, claim(2, 8.4e9, "2006-01-01", "2006-12-31")]) == []
    (pair,) = implied.contradictions([same, claim(2, 9.9e9, "2006-01-01", "2006-12-31")])
    assert (pair.first_value, pair.second_value, pair.start) == (8.36e9, 9.9e9, "2006-01-01")
    assert (
        implied.contradictions([same, claim(2, 9.9e9, "2006-01-01", "2006-12-31", reporter="CHN", partner="KAZ")]) == []
    )


def test_kinds_of_goods_neither_contradict_one_another_nor_add_up():
    oil = replace(claim(1, 9e9, "2010-01-01", "2010-12-31"), goods="oil")
    wheat = replace(claim(2, 1e9, "2010-01-01", "2010-12-31"), goods="wheat")
    half = claim(3, 3e9, "2010-01-01", "2010-06-30")
    assert implied.contradictions([oil, wheat]) == []
    assert implied.merged([oil, half]) == [oil, half]


def test_a_claim_contradicts_the_base_that_another_implies():
    (pair,) = implied.contradictions(
        [claim(1, 6e9, "2005-01-01", "2005-12-31"), claim(2, 8.36e9, "2006-01-01", "2006-12-31", 22.8)]
    )
    assert pair.second_value == pytest.approx(6.808e9, rel=1e-3)
