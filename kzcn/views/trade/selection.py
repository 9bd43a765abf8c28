"""What the trade notebook is about: the claims and the official figures of two countries."""

from __future__ import annotations

import pandas as pd

from kzcn.corpus import Corpus
from kzcn.sources import locate
from kzcn.statistics.official import reference as read_reference
from kzcn.views import choices

BUILT_IN = "built-in"


def select(
    corpus: Corpus,
    *,
    reporter: str = "KAZ",
    partner: str = "CHN",
    start: str = "",
    end: str = "",
    include_implied: bool = True,
    min_confidence: float = 0.0,
) -> Corpus:
    """Returns the corpus with its claims of trade between the two countries about a time from start to end (ISO year or day).

    A claim without a time is kept only where no bound is given, an implied row only with `include_implied`, and a claim
    that is less sure than `min_confidence` not at all.
    """
    start, end = choices.window(start, end)
    claims = corpus.trade[
        corpus.trade["reporter"].isin([reporter, partner]) & corpus.trade["partner"].isin([reporter, partner])
    ]
    claims = choices.sure(claims, min_confidence)
    if start:
        claims = claims[claims["period_end"].fillna("") >= start]
    if end:
        claims = claims[claims["period_start"].fillna("9999").str.slice(0, len(end)) <= end]
    if not include_implied:
        claims = claims[claims["basis"] == "stated"]
    return corpus.replace(trade=claims)


def official(
    reference: str = BUILT_IN, *, reporter: str = "KAZ", partner: str = "CHN", only: bool = False
) -> pd.DataFrame:
    """Returns the official figures of the two countries' trade: the built-in series, with those of a file in their place.

    With `only`, the file stands alone.
    """
    series = read_reference(None if reference in ("", BUILT_IN) else locate(reference), only=only)
    return series[series["reporter"].isin([reporter, partner]) & series["partner"].isin([reporter, partner])]
