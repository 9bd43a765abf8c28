"""What speaks for and against a claim being exactly right: which rule bound its figure, what it inherited, and what else its sentence holds."""

from __future__ import annotations

import math

from kzcn.confidence import Facts
from kzcn.trade.cues import DYAD, Sentence
from kzcn.trade.frame import Frame
from kzcn.trade.rows import Row

FEW = 3  # claims of one sentence; with more of them, one is more often mistaken for another


def facts(sentence: Sentence, frame: Frame, row: Row, rows: list[Row], source: str | None) -> Facts:
    """Returns facts about a row of a sentence, by name."""
    named = {party.code for party in sentence.parties}
    inherited = {*row.bound.inherited, *row.inherited}
    found: dict[str, float] = {
        f"rule {row.bound.rule}": 1.0,
        f"measure {row.topic.measure}": 1.0,
        f"status {row.status}": 1.0,
        "no amount": row.level is None,
        "amount and change": row.level is not None and row.change is not None,
        "currency not said": row.level is not None and row.level.currency is None,
        "approximate": any(figure.approx for figure in row.figures),
        "compared with": row.comparing,
        "period not said": not row.periods,
        "no period": row.days is None,
        "period is a guess": not row.certain,
        "several periods": len({(period.first, period.last) for period in sentence.periods}) > 1,
        "base period": row.base is not None,
        "source said": source is not None and "source" not in inherited and "teller" not in inherited,
        "countries not both named": not named >= set(DYAD),
        "other countries": bool(named - set(DYAD)),
        "article of others": not frame.alone,
        "no day of publication": sentence.published is None,
        "other figures": math.log1p(len(sentence.figures) - len(row.figures)),
        "other claims": min(len(rows) - 1, FEW),
        "words": math.log(1 + sentence.text.count(" ")),
        "noun in a sentence before": row.bound.place is None,
        **{f"inherited {name}": 1.0 for name in inherited},
    }
    return {name: float(value) for name, value in found.items() if value}
