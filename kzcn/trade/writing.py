"""When an article was written, as far as its words tell: what "last year" and a year still to come are counted from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kzcn import periods
from kzcn.schema import Document, Passage

AHEAD = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|plan\w*|aim\w*|target\w*|goal\w*|expect\w*|project\w*|"
    r"forecast\w*|scheduled|strategy|vision|agenda|programme|program|concept)\b|"
    r"\b(?:by|until|till|to|towards?)\s+(?:the\s+)?(?:end of\s+)?$",
    re.IGNORECASE,
)


def written(document: Document, passages: Iterable[Passage]) -> date | None:
    """Returns the day of publication; of an article without one the end of the year after the latest past year that it names.

    Where the latest is part of a day ("on 28 March 2023") it is that year. None where no year is named.
    """
    if document.published:
        return date.fromisoformat(document.published)
    years = dict[int, bool]()
    for passage in passages:
        for period in periods.find(passage.text, None):
            if period.relative is None and period.last and not _ahead(passage.text, period):
                years[period.last.year] = years.get(period.last.year, False) or period.kind == "day"
    if not years:
        return None
    latest = max(years)
    return date(latest if years[latest] else latest + 1, 12, 31)


def _ahead(text: str, period: periods.Period) -> bool:
    """Whether a period may lie in the future: a word before it in the sentence looks ahead."""
    return period.kind not in ("day", "months", "quarter", "half") and AHEAD.search(text, 0, period.start) is not None
