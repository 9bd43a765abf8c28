"""Statements that articles repeat: the same value for the same period by the same speaker, within a year, is one statement."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from kzcn.statistics.series import MIRROR, records

WITHIN = 366  # days between two articles that may repeat one statement


def statements(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.Series:
    """Returns for each claim the claim_id of the statement it belongs to, by claim_id: that of its first article.

    Two claims are one statement where value, currency, period, change, status, goods and speaker are the same, the trade is the same (exports
    of one country are imports of the other), and the articles are at most a year apart; an article without a date is near any other.
    """
    published = {row["doc_id"]: row["published"] for row in records(documents)}
    rows = sorted(records(claims), key=lambda row: (published.get(row["doc_id"]) or "", row["claim_id"]))
    latest: dict[Hashable, tuple[str, str | None]] = {}
    found: dict[str, str] = {}
    for row in rows:
        key, day = _said(row), published.get(row["doc_id"])
        first, before = latest.get(key, (row["claim_id"], day))
        if _days(before, day) > WITHIN:
            first = row["claim_id"]
        latest[key] = (first, day or before)
        found[row["claim_id"]] = first
    return claims["claim_id"].map(found)


def once(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Returns the claims without those that repeat a statement."""
    return claims[statements(claims, documents) == claims["claim_id"]]


def _said(row: dict[str, Any]) -> Hashable:
    measure, pair = row["measure"], (row["reporter"], row["partner"])
    if measure in MIRROR and pair != tuple(sorted(pair)):
        measure, pair = MIRROR[measure], (pair[1], pair[0])
    columns = ("value", "currency", "period_start", "period_end", "change_pct", "status", "goods", "speaker", "basis")
    return (measure, pair, *(row[column] for column in columns))


def _days(before: str | None, day: str | None) -> int:
    """Returns the days between two ISO days; 0 where one is missing."""
    if not (before and day):
        return 0
    return (date.fromisoformat(day[:10]) - date.fromisoformat(before[:10])).days
