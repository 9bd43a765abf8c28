"""The weights: every decision has some for each of its labels, and adds them up."""

from __future__ import annotations

import pytest

from kzcn.agenda import classifier
from kzcn.schema import ITEM_STATUSES
from kzcn.vocabulary import vocabulary

FITTED = classifier.fitted()


@pytest.mark.parametrize(
    ("decision", "labels"),
    [
        ("items", ("item",)),
        ("themes", tuple(vocabulary("themes"))),
        ("instruments", tuple(vocabulary("instruments"))),
        ("status", ITEM_STATUSES),
        ("bilateral", ("bilateral",)),
        ("bodies", ("meant",)),
        ("parties", ("party",)),
    ],
)
def test_a_decision_knows_its_labels_in_the_order_of_the_schema(decision: str, labels: tuple[str, ...]) -> None:
    assert tuple(FITTED.weights[decision]["bias"]) == labels
    assert {label for weights in FITTED.weights[decision].values() for label in weights} == set(labels)


def test_features_add_up_by_their_values() -> None:
    by_sign = FITTED.weights["themes"]
    start, one = by_sign["bias"]["crime"], by_sign["themes crime strong"]["crime"]
    assert one > 0
    assert FITTED.scores("themes", {"themes crime strong": 1.0})["crime"] == pytest.approx(start + one)
    assert FITTED.scores("themes", {"themes crime strong": 0.5, "a feature nobody has seen": 1.0})[
        "crime"
    ] == pytest.approx(start + one / 2)


def test_labels_are_taken_from_zero_on_and_the_likeliest_leads() -> None:
    found = {"themes crime strong": 3.0}
    assert "crime" in FITTED.accepted("themes", found)
    assert FITTED.likeliest("themes", found) == "crime"
