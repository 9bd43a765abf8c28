"""What speaks for and against an item being right: how firmly the classifier decided that its sentence is one, and how far it has come."""

from __future__ import annotations

import math

from kzcn.agenda.classifier import Classifier
from kzcn.agenda.walk import Judged
from kzcn.confidence import Facts

FIRM = 6.0  # a score beyond it says no more


def facts(judged: Judged, model: Classifier) -> Facts:
    """Returns facts about an item, by name."""
    (asked,) = (asked for asked in judged.asked if asked.decision == "status")
    best, second, *others = sorted(model.scores("status", asked.features).values(), reverse=True)
    item = 1 / (1 + math.exp(-judged.score))
    status = 1 / (1 + sum(math.exp(score - best) for score in (second, *others)))
    return {
        "score": min(judged.score, FIRM),
        "item": item,
        "status": status,
        "status ahead of the next": min(best - second, FIRM),
        "item and status": item * status,
    }
