"""How sure rows are: a probability for each claim, item and typed tie, lower where less is said, 1 where an analyst has looked."""

import importlib
import math
import sys

import pytest
from building import ROOT, SEEDS
from hypothesis import given
from hypothesis import strategies as st
from test_trade import LEAD, claims

import kzcn
from kzcn import confidence

sys.path.append(str(ROOT / "tests" / "gold"))  # its modules import one another by their plain names
reliability = importlib.import_module("reliability")


@pytest.fixture(scope="module")
def heldout():
    return kzcn.load(ROOT / "tests" / "gold" / "heldout" / "articles")


def test_every_claim_item_and_typed_tie_says_how_sure_it_is_and_no_co_mention_does(heldout):
    typed = heldout.edges["relation"] != "co-mention"
    for found in (heldout.trade["confidence"], heldout.agenda["confidence"], heldout.edges["confidence"][typed]):
        assert len(found) and found.between(0, 1).all() and found.nunique() > 3
    assert heldout.edges["confidence"][~typed].isna().all()


def test_an_implied_claim_is_as_sure_as_its_parents_together():
    rows = {row.claim_id: row for row in kzcn.load(SEEDS).trade.itertuples()}
    implied = [row for row in rows.values() if row.basis == "implied"]
    assert implied
    for row in implied:
        assert row.confidence == pytest.approx(math.prod(rows[parent].confidence for parent in row.parents))


def test_a_claim_that_says_less_is_less_sure():
    (whole,) = claims("Trade between Kazakhstan and China reached $5 billion in 2012.")
    *_, short = claims(f"{LEAD} Trade between Kazakhstan and China grew in 2012. It reached 5 billion.")
    assert whole.confidence > short.confidence


@given(st.sampled_from(confidence.TABLES), st.dictionaries(st.text(), st.floats(-9, 9)))
def test_any_facts_make_a_probability(table, facts):
    assert 0 <= confidence.of(table, facts | dict.fromkeys(confidence.weights(table), 1.0)) <= 1


def test_a_fact_that_no_weight_is_known_of_changes_nothing():
    assert confidence.of("trade", {"rule of tomorrow": 1.0}) == confidence.of("trade", {})


def test_reliability_is_worked_out_as_its_names_say():
    rows = [(0.95, True), (0.95, True), (0.95, False), (0.3, False), (0.3, True)]
    assert reliability.error(rows) == pytest.approx((abs(2.85 - 2) + abs(0.6 - 1)) / 5)
    assert reliability.ranked(rows) == pytest.approx((2 * (0.5 + 1) + (0 + 0.5)) / 6)
    assert "over 0.9: 3 (60%), 2 right (67%)" in reliability.text("rows", rows)
