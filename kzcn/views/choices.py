"""Checks what a reader chose: an impossible date or an unknown label is refused, so that it cannot silently find nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from datetime import date

import pandas as pd

from kzcn import cite
from kzcn.cite import Html
from kzcn.corpus import Corpus
from kzcn.parameters import BadParameter

EVEN = 0.5  # confidence below which a row is more likely wrong than right
FAINT = 0.4  # how strongly its mark is drawn


class WrongChoice(BadParameter):
    """A parameter names something unknown; the message says what, and suggests a similar name."""


def window(start: str | int, end: str | int) -> tuple[str, str]:
    """Returns the bounds of a time as text, "" for none; WrongChoice where one is not a year, month or day, or where they are reversed."""
    bounds = []
    for name, bound in (("start", str(start)), ("end", str(end))):  # papermill passes 2005 as a number
        if bound and not _is_time(bound):
            raise WrongChoice(
                f"{name}: {bound!r} is not a time: give a year, month or day, as 2005, 2005-06 or 2005-06-30"
            )
        bounds.append(bound)
    if all(bounds) and bounds[0] > bounds[1] and not bounds[0].startswith(bounds[1]):
        raise WrongChoice(f"start: {bounds[0]} comes after end: {bounds[1]}")
    return bounds[0], bounds[1]


def sure(rows: pd.DataFrame, least: float) -> pd.DataFrame:
    """Returns the rows of at least a confidence, and those that need none; WrongChoice where it is no probability."""
    if not 0 <= least <= 1:
        raise WrongChoice(
            f"min_confidence: {least} is no probability: give a number from 0 (all rows) to 1 (rows that an analyst accepted)"
        )
    return rows[rows["confidence"].isna() | (rows["confidence"] >= least)]


def is_doubtful(rows: pd.DataFrame) -> pd.Series:
    """Returns for each row whether it is more likely wrong than right."""
    return (rows["confidence"] < EVEN).fillna(False)


def counted(rows: pd.DataFrame) -> Html:
    """Returns the number of rows, linked to them, and how many of them are uncertain."""
    doubtful = rows[is_doubtful(rows)]
    if doubtful.empty:
        return cite.link(len(rows), rows)
    words = "(uncertain)" if len(doubtful) == len(rows) else f"({len(doubtful)} of them uncertain)"
    return Html(f"{cite.link(len(rows), rows).markup} {cite.link(words, doubtful).markup}")


def strength(confidence: float | None) -> float:
    """Returns how strongly the mark of a row is drawn, 0 to 1."""
    return FAINT if confidence is not None and confidence < EVEN else 1.0


def _is_time(bound: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", bound):
        return False
    try:
        date.fromisoformat(f"{bound}-01-01"[:10] if len(bound) != 7 else f"{bound}-01")
    except ValueError:
        return False
    return True


def countries(name: str, joined: str) -> set[str]:
    """Returns the country codes that a parameter joins by `;`; WrongChoice where one does not have the form of an ISO 3166 alpha-3 code."""
    chosen = {word.strip() for word in joined.split(";") if word.strip()}
    for word in sorted(chosen):
        if not re.fullmatch(r"[A-Z]{3}", word):
            raise WrongChoice(f"{name}: {word!r} is not a country code: give ISO 3166 alpha-3 codes, as KAZ;CHN")
    return chosen


def labels(name: str, joined: str, known: Collection[str]) -> set[str]:
    """Returns the labels that a parameter joins by `;`; WrongChoice, with a similar label, where one is unknown."""
    chosen = {word.strip() for word in joined.split(";") if word.strip()}
    for word in sorted(chosen - set(known)):
        near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
        raise WrongChoice(
            f"{name}: there is no {word!r}"
            + (f", did you mean {near[0]}?" if near else f"; there are {', '.join(known)}")
        )
    return chosen


def undated(corpus: Corpus) -> str:
    """Returns the sentence that says that a window leaves out articles without a date; an empty string where it leaves out none."""
    return (
        " Articles without a date of publication are left out while a window is set."
        if (corpus.problems["step"] == "window").any()
        else ""
    )
