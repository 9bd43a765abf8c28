"""The audit on claims of published passages: official figures cover whole years, and what differs is not an artefact of the rules."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "gold"))

import audit as published


@pytest.fixture(scope="module")
def judged():
    return published.judged(published.claims())


def test_at_most_a_tenth_of_whole_years_has_no_reference(judged):
    inside, _ = judged
    assert len(inside) > 100
    assert (inside["verdict"] == "no reference").mean() <= 0.1


def test_other_claims_are_without_reference_for_a_reason(judged):
    _, outside = judged
    none = outside[outside["verdict"] == "no reference"]
    assert len(none) and none["reason"].notna().all()


def test_most_whole_years_are_confirmed(judged):
    inside, _ = judged
    assert inside["verdict"].isin(["confirmed", "close", "growth fits"]).mean() > 0.75
