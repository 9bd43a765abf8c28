"""Agenda items as events: a table that joins to event data coded in PLOVER (POLECAT) or CAMEO (GDELT, ICEWS)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kzcn.agenda import clauses
from kzcn.agenda.clauses import Clause
from kzcn.matching import Finder, Term
from kzcn.vocabulary import rows, vocabulary

if TYPE_CHECKING:
    import pandas as pd

WHEN = {"done": "enacted", "ongoing": "enacted", "obstacle": "enacted", "planned": "intended", "proposed": "intended"}
NO_EVENT, BY_INSTRUMENT = "none", "instruments"
AGAINST = ("REJECT", "ACCUSE", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT")
INTENT = ("AGREE", "REQUEST")
FUTURE = ("will", "to", "would")
POSSIBLE = ("may", "can", "could", "should", "must")
REFUSING = ("will", "would")
STRESSED = (
    "stress",
    "emphasize",
    "emphasise",
    "underline",
    "underscore",
    "highlight",
    "express",
    "reiterate",
    "reaffirm",
)
REACH = 60  # characters behind a verb
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
    """What a verb or an instrument is as an event: a line of predicates.csv or plover.csv."""

    event_type: str
    mode: str
    context: str
    cameo: str
    words: Finder | None  # words that choose the line


@dataclass(frozen=True)
class Line:
    """A line of plover.csv."""

    instrument: str
    when: str
    event: Event


@cache
def _lines() -> tuple[Line, ...]:
    return tuple(Line(row["instrument"], row["when"], _event(row, "event_type", "terms")) for row in rows("plover"))


@cache
def _predicates() -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for row in rows("predicates"):
        for verb in row["verbs"].split(";"):
            found.setdefault(verb, []).append(_event(row, "type", "words"))
    return found


def _event(row: dict[str, str], kind: str, words: str) -> Event:
    finder = Finder(Term(term, "event", "event", "terms") for term in row[words].split(";")) if row[words] else None
    return Event(row[kind], row["mode"], row["context"], row["cameo"], finder)


@cache
def cameo() -> dict[str, dict[str, str]]:
    """Returns the CAMEO codes in use, with the names of code and root."""
    return {row["code"]: row for row in rows("cameo")}


def event(instruments: Collection[str], status: str, quote: str) -> Event | None:
    """Returns the event that the predicate of an item tells; None for a lack, a possibility or a state of affairs."""
    for clause in _told(quote):
        found = _of_verb(clause, quote)
        if found and found.event_type == NO_EVENT:
            continue
        if found is None or found.event_type == BY_INSTRUMENT:
            found = of_instruments(instruments, status, quote, named=found is not None)
        if status == "obstacle":
            return _hindered(found, clause)
        if found is None or clause.negated:
            return None
        if found.event_type in AGAINST or found.event_type in INTENT:
            return found
        if clause.form in POSSIBLE:
            return None
        return of_instruments(instruments, "planned", quote) if clause.form in FUTURE else found
    return None


def _told(quote: str) -> list[Clause]:
    """Returns the clauses that tell the act: the main ones, or what is said in them."""
    sentence = clauses.read(quote)
    found: list[Clause] = []
    for clause in sentence.clauses:
        if clause.kind != "main":
            continue
        said = [other for other in sentence.clauses if other.parent is clause and other.kind == "content"]
        acts = [
            other
            for other in said
            if (one := _of_verb(other, quote)) and one.event_type not in (NO_EVENT, BY_INSTRUMENT)
        ]
        if clause.verb in clauses.SAYING and clause.verb not in _predicates():
            found += acts or said
        else:
            found += acts if clause.verb in STRESSED and acts else [clause]
    return found


def _of_verb(clause: Clause, quote: str) -> Event | None:
    """Returns the line of predicates.csv for a clause: by its adjective, its verb, or the verb that hangs on it."""
    behind = quote[clauses.read(quote).words[clause.place].end :][:REACH]
    lines = (
        line
        for verb in (clause.adjective, clause.verb, clause.infinitive)
        for line in _predicates().get(verb, ())
        if line.words is None or line.words.find(behind)
    )
    found = list(lines)
    return next((line for line in found if line.event_type not in (NO_EVENT, BY_INSTRUMENT)), next(iter(found), None))


def of_instruments(instruments: Collection[str], status: str, quote: str, named: bool = False) -> Event | None:
    """Returns the event that the instruments of an item are; without any only where the verb is `named` in the vocabulary."""
    lines = (line for line in _lines() if line.when == WHEN[status])
    return next(
        (
            line.event
            for line in lines
            if (line.instrument in instruments if line.instrument else named)
            and (line.event.words is None or line.event.words.find(quote))
        ),
        None,
    )


def _hindered(found: Event | None, clause: Clause) -> Event | None:
    """Returns the event of an obstacle: an act against somebody, or the refusal of an act."""
    if found and found.event_type in AGAINST:
        return None if clause.negated else found
    refused = clause.negated and clause.form in REFUSING
    return next(line for line in _predicates()["refuse"]) if refused and found else None


def event_data(items: pd.DataFrame) -> pd.DataFrame:
    """Returns agenda items as events, one row each.

    `event_type`, `event_mode`, `contexts` and `auxiliary` (future, hypothetical, negation) are PLOVER; `cameo_code`, `cameo_root` and
    `cameo_name` are CAMEO, both empty where nothing happens: a lack, a possibility, a state of affairs. `source` and `target` are the first two `parties`, ISO 3166 alpha-3;
    lists are joined by `;`.
    """
    import pandas as pd

    from kzcn import tables

    found = []
    for item in items.to_dict("records"):
        coded = event(item["instruments"], item["status"], item["quote"])
        code = cameo()[coded.cameo] if coded else {}
        contexts = dict.fromkeys(
            filter(
                None,
                (
                    coded.context if coded else "",
                    *(vocabulary("themes")[theme].get("plover") for theme in item["themes"]),
                ),
            )
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
                "event_type": coded.event_type if coded else None,
                "event_mode": (coded.mode or None) if coded else None,
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
