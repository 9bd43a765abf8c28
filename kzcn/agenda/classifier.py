"""The classifier: adds up the weights of features for each label of a decision.

`model/` holds one file per decision, with one line per feature and one column per label; `model/CARD.md` says how they are fitted. A score is
the logarithm of the odds that a label is right: the line `bias`, plus weight times value of each feature.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MODEL = Path(__file__).parent / "model"
DECISIONS = ("items", "themes", "instruments", "status", "bilateral", "bodies", "parties")

Weights = Mapping[str, Mapping[str, float]]  # by feature and label, without zeros


@dataclass(frozen=True)
class Classifier:
    """The weights of each decision."""

    weights: Mapping[str, Weights]

    def scores(self, decision: str, features: Mapping[str, float]) -> dict[str, float]:
        """Returns the score of each label of a decision: 0 or more where the label is accepted."""
        by_feature = self.weights[decision]
        found = dict(by_feature["bias"])
        for feature, value in features.items():
            for label, weight in by_feature.get(feature, {}).items():
                found[label] += weight * value
        return found

    def accepts(self, decision: str, features: Mapping[str, float]) -> bool:
        """Returns whether a decision with one label accepts it."""
        return all(score >= 0 for score in self.scores(decision, features).values())

    def accepted(self, decision: str, features: Mapping[str, float]) -> tuple[str, ...]:
        """Returns the accepted labels, in the order of the schema."""
        return tuple(label for label, score in self.scores(decision, features).items() if score >= 0)

    def likeliest(self, decision: str, features: Mapping[str, float]) -> str:
        """Returns the label with the highest score."""
        found = self.scores(decision, features)
        return max(found, key=lambda label: found[label])


@cache
def fitted() -> Classifier:
    """Returns the classifier with the weights in `model/`."""
    return Classifier({decision: _weights(decision) for decision in DECISIONS})


def _weights(decision: str) -> Weights:
    with (MODEL / f"{decision}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {
            row["feature"]: {label: float(weight) for label, weight in row.items() if weight and label != "feature"}
            for row in rows
        }
