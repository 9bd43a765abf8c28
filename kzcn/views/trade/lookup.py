"""Rows that the trade views share: claims and official figures by id, the two countries, the turnovers that can be drawn."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from kzcn.corpus import Corpus
from kzcn.phrasing import dollars, period
from kzcn.statistics import repeats, targets, verdicts
from kzcn.statistics.series import HOME, whole_years


def levels(corpus: Corpus, series: pd.DataFrame) -> pd.DataFrame:
    """Returns the turnover claims of all goods with a value and a time, with the middle of the period and the side whose level they fit.

    Columns beside those of claims: year (with decimals for a part of a year), whole (whether the period is a year), side, label.
    """
    turnovers = corpus.trade[
        (corpus.trade["measure"] == "turnover")
        & corpus.trade["value_usd"].notna()
        & corpus.trade["period_start"].notna()
    ]
    turnovers = turnovers[turnovers["goods"].isna()]
    first, last = pd.to_datetime(turnovers["period_start"]), pd.to_datetime(turnovers["period_end"])
    sides = verdicts.audit(turnovers, series).set_index("claim_id")["side"]
    whole = whole_years(turnovers)
    middle = first + (last - first) / 2
    year = (middle.dt.year + (middle.dt.day_of_year - 1) / 365.25).where(~whole, first.dt.year)
    return turnovers.assign(
        year=year,
        whole=whole,
        side=turnovers["claim_id"].map(sides),
        label=[period(a, b) for a, b in zip(turnovers["period_start"], turnovers["period_end"], strict=True)],
    )


def pair(series: pd.DataFrame) -> dict[str, str]:
    """Returns the two countries as reporter and partner; nothing where there is no figure."""
    names = sorted(set(series["reporter"]) | set(series["partner"]), key=lambda iso: (iso != HOME, iso))
    return dict(zip(("reporter", "partner"), names, strict=False))


def claims(corpus: Corpus, claim_ids: Collection[str]) -> pd.DataFrame:
    """Returns the claims of these ids."""
    return corpus.trade[corpus.trade["claim_id"].isin(claim_ids)]


def spans(corpus: Corpus, *claim_ids: str) -> pd.DataFrame:
    """Returns the claims of these ids, one for each span."""
    rows = claims(corpus, claim_ids)
    return rows[~rows[["doc_id", "start", "end"]].duplicated()]


def figures(series: pd.DataFrame, *ref_ids: str) -> pd.DataFrame:
    """Returns the official figures of these ids."""
    return series[series["ref_id"].isin(ref_ids)]


def source(corpus: Corpus, series: pd.DataFrame, identifier: str) -> pd.DataFrame:
    """Returns the claim or the official figure of an id."""
    return spans(corpus, identifier) if (corpus.trade["claim_id"] == identifier).any() else figures(series, identifier)


def growth(corpus: Corpus, series: pd.DataFrame) -> pd.DataFrame:
    """Returns the growth that each target needs; a target that articles repeat counts once."""
    rows = targets.required_growth(corpus.trade, series, corpus.documents)
    return rows[rows["claim_id"].isin(once(corpus)["claim_id"])].reset_index(drop=True)


def outcomes(corpus: Corpus, series: pd.DataFrame) -> pd.DataFrame:
    """Returns what became of each target and forecast; one that articles repeat counts once."""
    return targets.outcomes(once(corpus), series, corpus.documents)


def once(corpus: Corpus) -> pd.DataFrame:
    """Returns the claims without those that repeat a statement of another article."""
    return repeats.once(corpus.trade, corpus.documents)


def money(claim: Any) -> str:
    """Returns the value of a claim in its own currency, and in dollars; empty where the claim has none."""
    if pd.isna(claim.value):
        return ""
    if claim.currency == "USD":
        return dollars(claim.value)
    return f"{claim.value / 1e9:.4g} billion {claim.currency}" + (
        "" if pd.isna(claim.value_usd) else f" ({dollars(claim.value_usd)})"
    )
