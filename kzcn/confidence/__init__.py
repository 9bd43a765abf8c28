"""How sure a row is: the probability that it is exactly right, by facts that are known when it is made.

`trade.csv`, `agenda.csv` and `ties.csv` hold what each fact weighs, a logistic regression fitted to annotated articles; `CARD.md` says how.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
TABLES = ("trade", "agenda", "ties")
BIAS = "bias"
DIGITS = 3

Facts = Mapping[str, float]  # by name; a fact that is not named is 0


def of(table: str, facts: Facts) -> float:
    """Returns the probability that a row of a table is exactly right."""
    return round(probability(weights(table), facts), DIGITS)


def probability(known: Mapping[str, float], facts: Facts) -> float:
    """Returns the probability that facts make by their weights."""
    odds = known[BIAS] + sum(known.get(name, 0.0) * value for name, value in facts.items())
    return 1 / (1 + math.exp(-odds))


@cache
def weights(table: str) -> Mapping[str, float]:
    """Returns the weight of each fact about rows of a table."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["fact"]: float(row["weight"]) for row in rows}
