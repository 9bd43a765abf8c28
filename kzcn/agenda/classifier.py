"""The classifier: adds up the weights of features for each label of a decision.

`model/` holds one file per decision, with one line per feature and one column per label; `model/CARD.md` says how they are fitted. A score is
the logarithm of the odds that a label is right: the line `bias`, plus weight times value of each feature.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

MODEL = Path(__file__).parent / "model"


@cache
def weights(decision: str) -> dict[str, dict[str, float]]:
    """Returns the weights of a decision by feature and label, without zeros."""
    with (MODEL / f"{decision}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {
            row["feature"]: {label: float(weight) for label, weight in row.items() if weight and label != "feature"}
            for row in rows
        }


def scores(decision: str, features: Mapping[str, float]) -> dict[str, float]:
    """Returns the score of each label of a decision: 0 or more where the label is accepted."""
    by_feature = weights(decision)
    found = dict(by_feature["bias"])
    for feature, value in features.items():
        for label, weight in by_feature.get(feature, {}).items():
            found[label] += weight * value
    return found


def accepted(decision: str, features: Mapping[str, float]) -> tuple[str, ...]:
    """Returns the accepted labels, in the order of the schema."""
    return tuple(label for label, score in scores(decision, features).items() if score >= 0)


def likeliest(decision: str, features: Mapping[str, float]) -> str:
    """Returns the label with the highest score."""
    found = scores(decision, features)
    return max(found, key=lambda label: found[label])
