"""Claims of trade between two countries, read sentence by sentence (first, simple form)."""

from __future__ import annotations

import re
from datetime import date

from kzcn import amounts, periods
from kzcn.model import Actor, Claim, Document, Mention, Passage

TRADE = re.compile(r"\b(?:trade|turnover|commerce)\b", re.IGNORECASE)
CARRIED = re.compile(r"\b(?:it|the figure)\b", re.IGNORECASE)
AIMED = re.compile(r"\b(?:will|would|should|target|goal|aims?|wants?)\b", re.IGNORECASE)


def claims(document: Document, passages: list[Passage], mentions: list[Mention], actors: dict[str, Actor]) -> list[Claim]:
    """Returns the stated claims of an article in the order of the text."""
    published = date.fromisoformat(document.published) if document.published else None
    found: list[Claim] = []
    carried = False
    for passage in passages:
        text = passage.text
        money, percents, times = amounts.money(text), amounts.percents(text), periods.find(text, published)
        about = bool(TRADE.search(text)) or (carried and bool(CARRIED.search(text)))
        carried = about
        if not about or not money or passage.section == "bio":
            continue
        amount = money[0]
        time = next((time for time in times if time.first and time.last and time.kind in ("year", "half", "months", "quarter")), None)
        change = percents[0] if percents else None
        aimed = bool(AIMED.search(text))
        speaker = next((m.actor_id for m in mentions if m.passage_id == passage.passage_id and actors[m.actor_id].type == "person"), None) if aimed else None
        days = (time.first, time.last) if time and time.first and time.last else None
        base = periods.shift(days, -1) if days and change else None
        start, end = min([amount.start, *([time.start] if time else [])]), max(part.end for part in (amount, *( [change] if change else [])))
        found.append(Claim(
            f"{document.doc_id}:t{len(found) + 1}", document.doc_id, passage.passage_id, passage.start + start, passage.start + end, text[start:end], "turnover", "KAZ", "CHN",
            days[0].isoformat() if days else None, days[1].isoformat() if days else None, amount.value, amount.currency or "USD", amount.value, change.value if change else None,
            base[0].isoformat() if base else None, base[1].isoformat() if base else None, "target" if aimed else "reported", speaker, amount.approx, "stated"))
    return found
