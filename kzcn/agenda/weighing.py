"""What signs come to: their weights, added up for each label.

The weights (`vocabulary/weights/`, a file per decision, a line per sign and a column per label) are fitted to annotated articles by `tests/gold/weights.py`.
The logarithm of the odds that a label is right changes by its weight times the value of a sign; the line `bias` is where it starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kzcn.vocabulary import rows


@cache
def weights(decision: str) -> dict[str, dict[str, float]]:
    """Returns the weights of a decision by sign and label, those that are not nothing."""
    return {
        row["sign"]: {label: float(weight) for label, weight in row.items() if weight and label != "sign"}
        for row in rows(f"weights/{decision}")
    }


def weigh(decision: str, signs: Mapping[str, float]) -> dict[str, float]:
    """Returns what speaks for each label of a decision: 0 or more where it is right."""
    by_sign = weights(decision)
    weighed = dict(by_sign["bias"])
    for sign, value in signs.items():
        for label, weight in by_sign.get(sign, {}).items():
            weighed[label] += weight * value
    return weighed


def taken(decision: str, signs: Mapping[str, float]) -> tuple[str, ...]:
    """Returns the labels that are right, in the contract's order."""
    return tuple(label for label, weight in weigh(decision, signs).items() if weight >= 0)


def likeliest(decision: str, signs: Mapping[str, float]) -> str:
    """Returns the label for which most speaks."""
    weighed = weigh(decision, signs)
    return max(weighed, key=lambda label: weighed[label])
