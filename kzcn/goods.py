"""Which goods a trade figure is said of: official totals are of all goods, many a claim is of oil or grain alone."""

from __future__ import annotations

import re
from functools import cache

from kzcn.terms import Finder, Term, vocabulary

OF_GOODS = re.compile(r"(?i)(?<!because )(?<!result )\bof\s+(?:[\w-]+\s+){0,2}$|\b(?:trade|commerce)\s+in\s+(?:[\w-]+\s+){0,2}$")
GOODS_TRADED = re.compile(r"(?i)\s+(?:(?!and\b|or\b)[\w-]+\s+)?(?:worth|exports?|imports?|sales|shipments|deliveries|supplies|purchases|trade)\b")


def kind_of_goods(quote: str) -> str | None:
    """Returns the first kind of goods that a figure is said of ("exports of metals", "oil worth", "farm exports"), None when it is of all."""
    for hit in _kinds().find(quote):
        if OF_GOODS.search(quote, 0, hit.start) or GOODS_TRADED.match(quote, hit.end):
            return quote[hit.start:hit.end].lower()
    return None


@cache
def _kinds() -> Finder:
    return Finder(Term(written, "goods", "kinds", "kinds") for written in vocabulary("trade")["goods"]["kinds"])
