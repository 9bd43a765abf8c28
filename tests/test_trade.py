"""Claims of trade: a table of constructions, the discourse around them, and what arithmetic adds."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kzcn import actors, periods, sentences, trade
from kzcn.model import Claim, Document, Passage

PHRASES = tomllib.loads((Path(__file__).parent / "trade_phrases.toml").read_text("utf-8"))["phrase"]
LEAD = "Kazakhstan and China are neighbours."


def claims(text: str, published: str | None = "2013-09-18") -> list[Claim]:
    """Returns the claims of a text of one paragraph."""
    passages = [Passage("d", f"d:{n:04d}", "body", 1, start, end, text[start:end]) for n, (start, end) in enumerate(sentences.split(text), 1)]
    document = Document("d", None, (), published, None, None, "en", 0, "", "", text)
    registry = actors.Registry.load()
    mentions, discovered = actors.mentions(document, passages, registry)
    return trade.claims(document, passages, mentions, registry.actors | {actor.actor_id: actor for actor in discovered})


def stated(text: str, published: str | None = "2013-09-18") -> list[Claim]:
    return [claim for claim in claims(text, published) if claim.basis == "stated"]


def days(written: str) -> periods.Days | None:
    """Returns the days of a period as the table writes it."""
    if written == "-":
        return None
    if ".." in written:
        first, last = (days(end) for end in written.split(".."))
        assert first and last
        return first[0], last[1]
    year, _, rest = written.partition("-")
    if not rest:
        return periods.year(int(year))
    months = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
    return periods.part(int(year), months[rest] if rest in months else (int(rest), int(rest)))


def row(written: str) -> tuple[object, ...]:
    who, money, period, change, status = (part.strip() for part in written.split("|"))
    measure, reporter, partner = who.split()
    value, currency = (None, None) if money == "-" else (float(money.split()[0]), money.split()[1])
    return measure, reporter, partner, value, currency, days(period), None if change == "-" else float(change), status


def read(claim: Claim) -> tuple[object, ...]:
    period = (date.fromisoformat(claim.period_start), date.fromisoformat(claim.period_end)) if claim.period_start and claim.period_end else None
    return (claim.measure, claim.reporter, claim.partner, claim.value, claim.currency, period,
            None if claim.change_pct is None else round(claim.change_pct, 1), claim.status)


@pytest.mark.parametrize("phrase", PHRASES, ids=[re.sub(r"\W+", "-", phrase["text"])[:70] for phrase in PHRASES])
def test_a_construction_gives_the_rows_a_careful_reader_takes_from_it(phrase):
    text = phrase["text"] if phrase.get("alone") else f"{LEAD} {phrase['text']}"
    found = stated(text, phrase.get("published", "2013-09-18"))
    assert sorted(map(read, found), key=str) == sorted(map(row, phrase["rows"]), key=str)
    assert all(text[claim.start:claim.end] == claim.quote for claim in found)
