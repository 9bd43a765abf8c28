"""Agenda items as events: a table that joins to event data coded in PLOVER (POLECAT) or CAMEO (GDELT, ICEWS)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kzcn.matching import Finder, Term
from kzcn.vocabulary import rows, vocabulary

if TYPE_CHECKING:
    import pandas as pd

WHEN = {"done": "enacted", "ongoing": "enacted", "obstacle": "enacted", "planned": "intended", "proposed": "intended"}
AUXILIARY = {"planned": "future", "proposed": "hypothetical", "obstacle": "negation"}
COLUMNS = (
    "event_id",
    "doc_id",
    "passage_id",
    "date_start",
    "date_end",
    "event_type",
    "event_mode",
    "contexts",
    "auxiliary",
    "cameo_code",
    "cameo_root",
    "cameo_name",
    "source",
    "target",
    "parties",
    "speaker",
    "forums",
    "themes",
    "instruments",
    "status",
    "quote",
)


@dataclass(frozen=True)
class Event:
    """One line of plover.csv: what an instrument is as an event."""

    instrument: str
    when: str
    words: Finder | None  # words of the quote that choose it
    event_type: str
    mode: str
    context: str
    cameo: str


@cache
def _events() -> tuple[Event, ...]:
    return tuple(
        Event(
            row["instrument"],
            row["when"],
            _words(row["terms"]),
            row["event_type"],
            row["mode"],
            row["context"],
            row["cameo"],
        )
        for row in rows("plover")
    )


@cache
def cameo() -> dict[str, dict[str, str]]:
    """Returns the CAMEO codes in use, with the names of code and root."""
    return {row["code"]: row for row in rows("cameo")}


def _words(cell: str) -> Finder | None:
    return Finder(Term(written, "event", "event", "terms") for written in cell.split(";")) if cell else None


def event(instruments: Collection[str], status: str, quote: str) -> Event:
    """Returns the line of plover.csv that an item is coded by."""
    return next(
        line
        for line in _events()
        if line.when == WHEN[status]
        and (not line.instrument or line.instrument in instruments)
        and (line.words is None or line.words.find(quote))
    )


def event_data(items: pd.DataFrame) -> pd.DataFrame:
    """Returns agenda items as events, one row each.

    `event_type`, `event_mode`, `contexts` and `auxiliary` (future, hypothetical, negation) are PLOVER; `cameo_code`, `cameo_root` and
    `cameo_name` are CAMEO, empty for obstacles, which CAMEO cannot say. `source` and `target` are the first two `parties`, ISO 3166 alpha-3;
    lists are joined by `;`.
    """
    import pandas as pd

    from kzcn import tables

    found = []
    for item in items.to_dict("records"):
        coded = event(item["instruments"], item["status"], item["quote"])
        code = cameo()[coded.cameo] if item["status"] != "obstacle" else {}
        contexts = dict.fromkeys(
            filter(None, (coded.context, *(vocabulary("themes")[theme].get("plover") for theme in item["themes"])))
        )
        parties = item["parties"]
        found.append(
            {
                **{
                    column: item[column]
                    for column in ("doc_id", "passage_id", "date_start", "date_end", "speaker", "status", "quote")
                },
                **{column: tables.joined(item[column]) for column in ("parties", "forums", "themes", "instruments")},
                "event_id": item["item_id"],
                "event_type": coded.event_type,
                "event_mode": coded.mode or None,
                "contexts": tables.joined(contexts),
                "auxiliary": AUXILIARY.get(item["status"]),
                "cameo_code": code.get("code"),
                "cameo_root": code.get("code", "")[:2] or None,
                "cameo_name": code.get("name"),
                "source": parties[0] if parties else None,
                "target": parties[1] if len(parties) > 1 else None,
            }
        )
    return pd.DataFrame(found, columns=list(COLUMNS), dtype="str")
