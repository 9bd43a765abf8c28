"""Which goods a trade figure is said of: official totals are of all goods, many a claim is of oil or grain alone."""

from __future__ import annotations

import re
from functools import cache

from kzcn.matching import Finder, Term
from kzcn.vocabulary import vocabulary

OF_GOODS = re.compile(
    r"(?<!because )(?<!result )\bof\s+(?:[\w-]+\s+){0,2}$|\b(?:trade|commerce)\s+in\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
WORTH = re.compile(r"\s+worth\b")
LABELLING = re.compile(r"\s?[(:]\s?[$€¥+\d]|\s[–—-]\s[$€¥+\d]")  # "copper ($2.7 billion)"
ONE_WORD = re.compile(r"\s+(?!and\b|or\b)[\w-]+\s+")  # "farm product exports"


@cache
def kind_of_goods(quote: str) -> str | None:
    """Returns the first kind of goods that a figure is said of ("exports of metals", "oil worth", "farm exports"), None when it is of all."""
    kinds, nouns = _finders()
    trade = {hit.start for hit in nouns.find(quote)}
    for hit in kinds.find(quote):
        word = ONE_WORD.match(quote, hit.end)
        if (
            OF_GOODS.search(quote, 0, hit.start)
            or WORTH.match(quote, hit.end)
            or LABELLING.match(quote, hit.end)
            or trade & {hit.end + 1, word.end() if word else hit.end + 1}
        ):
            return quote[hit.start : hit.end].lower()
    return None


@cache
def _finders() -> tuple[Finder, Finder]:
    """Returns what finds kinds of goods, and what finds the nouns of trade."""
    words = vocabulary("trade")
    nouns = [
        term
        for strength in ("measures", "weak")
        for flow in ("turnover", "exports", "imports")
        for term in words[strength][flow]
    ]
    return Finder(Term(kind, "goods", "kinds", "kinds") for kind in words["goods"]["kinds"]), Finder(
        Term(noun, "trade", noun, "nouns") for noun in nouns
    )
