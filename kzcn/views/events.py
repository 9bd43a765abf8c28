"""Events: agenda items that speak of the same exercise, meeting, agreement or act, with a short label made of their parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kzcn import phrasing
from kzcn.actors.registry import Registry
from kzcn.agenda import instruments
from kzcn.corpus import Corpus
from kzcn.schema import ITEM_STATUSES, Passage

COLUMNS = ["event_id", "label", "status", "date_start", "date_end", "mentions", "articles", "item_ids"]
KINDS = (
    "exercise",
    "operation",
    "meeting",
    "agreement",
)  # named things that are one event each, the most telling first
SHORT = 31  # days: two acts of the same kind by the same states within the same dates are one
YEAR = re.compile(r"(?:19|20)\d\d")
MANY = 3  # states that a label names
OPENING = 60  # characters

Item = dict[Hashable, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """The name of an event in one item: as the registry has it, and as the sentence writes it."""

    kind: str
    registered: str
    written: str


def events(corpus: Corpus) -> pd.DataFrame:
    """Returns the events of the agenda, a row each, those with the most mentions first.

    Columns: event_id (the item_id of the first mention), label, status (by the article published last), date_start, date_end (ISO days of the
    closest time given), mentions (items), articles, item_ids (tuple). Items are one event if they name the same exercise, operation, meeting or
    agreement, or if they have the same instrument, parties and dates. An obstacle is not an event: each stays alone.
    """
    items = corpus.agenda.astype(object).where(corpus.agenda.notna(), None).to_dict("records")
    names = _names(corpus)
    published = dict(zip(corpus.documents["doc_id"], corpus.documents["published"].fillna(""), strict=True))
    groups: dict[Key, list[Item]] = {}
    for item, key in zip(items, _keys(items, names), strict=True):
        groups.setdefault(key, []).append(item)
    states = {actor.actor_id: actor.name for actor in Registry.load().actors.values()}
    rows = [_event(group, names, published, states) for group in groups.values()]
    rows.sort(key=lambda row: -row["mentions"])
    return pd.DataFrame(rows, columns=COLUMNS)


def _names(corpus: Corpus) -> dict[str, Name]:
    """Returns the named exercise, operation, meeting or agreement of each item that has one, by item_id."""
    fields = ["doc_id", "passage_id", "section", "paragraph", "start", "end", "text"]
    passages = {
        row["passage_id"]: Passage(**row)
        for row in corpus.passages.loc[
            corpus.passages["passage_id"].isin(set(corpus.agenda["passage_id"])), fields
        ].to_dict("records")
    }
    found = {}
    for item in corpus.agenda.itertuples():
        inside = [
            named
            for named in instruments.in_passage(item.doc_id, passages[item.passage_id])
            if named.kind in KINDS and item.start <= named.start < item.end
        ]
        if inside:
            named = min(inside, key=lambda named: KINDS.index(named.kind))
            place = passages[item.passage_id].start
            written = passages[item.passage_id].text[named.start - place : named.end - place]
            found[item.item_id] = Name(named.kind, named.name, written)
    return found


def _keys(items: Iterable[Item], names: dict[str, Name]) -> list[Key]:
    """Returns for each item what it shares with other items of the same event."""
    keys: list[Key] = []
    for item in items:
        named = names.get(item["item_id"])
        if item["status"] == "obstacle":
            keys.append((item["item_id"],))
        elif named:
            keys.append((named.kind, *_named(named, item)))
        elif item["instruments"] and len(item["parties"]) > 1 and _is_short(item):
            keys.append((item["instruments"][0], *sorted(item["parties"]), item["date_start"], item["date_end"]))
        else:
            keys.append((item["item_id"],))
    return keys


def _named(named: Name, item: Item) -> tuple[str, str]:
    """Returns the name without its year, and the year, of an event that can be held again."""
    name = re.sub(r"[^\w]+", " ", YEAR.sub("", named.registered)).strip().casefold()
    if named.kind == "agreement":
        return name, ""
    year = YEAR.search(named.written) or YEAR.match(item["date_start"] or "") or YEAR.search(item["quote"])
    return name, year[0] if year else item["doc_id"]


def _is_short(item: Item) -> bool:
    if not (item["date_start"] and item["date_end"]):
        return False
    return (pd.Timestamp(item["date_end"]) - pd.Timestamp(item["date_start"])).days < SHORT


def _event(
    group: list[Item], names: dict[str, Name], published: dict[str, str], states: dict[str, str]
) -> dict[str, Any]:
    dated = [item for item in group if item["date_start"] and item["date_end"]]
    closest = min(
        dated, key=lambda item: pd.Timestamp(item["date_end"]) - pd.Timestamp(item["date_start"]), default=None
    )
    days = (closest["date_start"], closest["date_end"]) if closest else (None, None)
    last = max(published.get(item["doc_id"], "") for item in group)
    latest = {item["status"] for item in group if published.get(item["doc_id"], "") == last}
    return {
        "event_id": group[0]["item_id"],
        "label": label(group, names.get(group[0]["item_id"]), days, states),
        "status": next(status for status in ITEM_STATUSES if status in latest),
        "date_start": days[0],
        "date_end": days[1],
        "mentions": len(group),
        "articles": len({item["doc_id"] for item in group}),
        "item_ids": tuple(item["item_id"] for item in group),
    }


def label(group: list[Item], named: Name | None, days: tuple[str | None, str | None], states: dict[str, str]) -> str:
    """Returns a short name of an event from its parts: "exercise Peace Mission 2007, SCO, 9–17 August 2007"."""
    acts, themes = _shared(group, "instruments"), _shared(group, "themes")
    written = named.written if named else ""
    bodies = [body for body in _shared(group, "forums") if body != "bilateral" and body not in written.split()]
    parties = _shared(group, "parties")
    if named:
        what = named.written if named.kind in ("agreement", "meeting") else f"{named.kind} {named.written}"
    else:
        what = ", ".join([" and ".join(acts[:2])] * bool(acts) + [" and ".join(themes[:2])] * bool(themes))
    whom = ", ".join(bodies) or _listed(sorted(states.get(party, party) for party in parties))
    when = phrasing.days(*days)
    if named and when and when == (YEAR.findall(named.written) or [""])[-1]:
        when = ""  # the name says it already
    return ", ".join(filter(None, (what, whom, when))) or phrasing.opening(group[0]["quote"], OPENING)


def _shared(group: list[Item], column: str) -> list[str]:
    """Returns the labels that at least half of the items have."""
    counts = Counter(label for item in group for label in item[column])
    return [label for label, number in counts.items() if 2 * number >= len(group)]


def _listed(names: list[str]) -> str:
    if len(names) > MANY:
        names = [*names[: MANY - 1], f"{len(names) - MANY + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
