"""Claims of trade between Kazakhstan and China, read as a statistician reads them.

Every amount and percentage of a sentence is an anchor. The noun or verb that governs it says whether it is trade at all (`governing`);
the parties around that word say whose (`dyad`); a value and its change become one row (`rows`); the time expressions give its period and
the one it is compared with (`dating`); the verbs say whether it is reported, aimed at or predicted (`modality`), and whose statistics it
is quoted from (`attribution`). What is not bound to the two countries is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kzcn.schema import Actor, Claim, Document, Mention, Passage
from kzcn.trade import amounts, attribution, cues, dyad, implied, rates, voices
from kzcn.trade.cues import Cue, Sentence
from kzcn.trade.dating import date_rows
from kzcn.trade.discourse import Discourse, about_the_two, no_others
from kzcn.trade.frame import leaving
from kzcn.trade.goods import kind_of_goods
from kzcn.trade.governing import Governing
from kzcn.trade.rows import Row, assemble
from kzcn.trade.timing import is_base
from kzcn.trade.writing import written

OPENS = re.compile(r"\W*(?:(?:And|But|For|Only|Yet|Today|Still)?,? ?(?:neighbou?ring )?)?")


def claims(
    document: Document, passages: list[Passage], mentions: list[Mention], actors: dict[str, Actor]
) -> list[Claim]:
    """Returns the claims of an article in order of place: the stated ones, and after its parent each one that arithmetic implies."""
    published = written(document, passages)
    starts = {passage.passage_id: passage.start for passage in passages}
    named: dict[str, list[tuple[int, int, Actor]]] = {}
    for mention in mentions:
        start = starts[mention.passage_id]
        named.setdefault(mention.passage_id, []).append(
            (mention.start - start, mention.end - start, actors[mention.actor_id])
        )
    discourse = Discourse(about_the_two(mentions), no_others(mentions))
    found: list[Claim] = []
    sentences = [
        cues.read(passage, named.get(passage.passage_id, []), published)
        for passage in passages
        if passage.section != "bio"
    ]
    for sentence, voice in zip(sentences, voices.voices(sentences), strict=True):
        found += _read(sentence, discourse, voice)
    found.sort(key=lambda claim: claim.start)
    return implied.merged([replace(claim, claim_id=f"{document.doc_id}:t{n}") for n, claim in enumerate(found, 1)])


def _read(sentence: Sentence, discourse: Discourse, voice: str | None) -> list[Claim]:
    """Returns the claims of the next sentence of an article, and leaves it in mind."""
    discourse.enter(sentence)
    governing = Governing(sentence, discourse)
    rows = date_rows(sentence, discourse, assemble(sentence, governing.bind()))
    found = [replace(_claim(sentence, discourse, row), speaker=voice) for row in rows]
    _remember(sentence, discourse, governing, rows)
    return found


def _remember(sentence: Sentence, discourse: Discourse, governing: Governing, rows: list[Row]) -> None:
    told = [row.topic for row in rows if not row.comparing]
    nouns = [
        cue
        for cue in sentence.governors
        if cue.kind in ("measures", "weak") or cue.label in ("money", "gaps", "turnover")
    ]
    if told:
        discourse.told(told)
    elif nouns:  # trade without a figure, or something else, is what "it" will mean
        discourse.spoke_of(governing.topic(nouns[0]))
    ahead = [row for row in rows if row.days and row.status != "reported"]
    discourse.guessed = bool(ahead)
    if ahead:
        discourse.ahead, discourse.outlook = ahead[-1].days, ahead[-1].status
    discourse.dated(sentence, [row.days for row in rows if row.days and row.status == "reported" and not row.comparing])
    if not rows:
        for period in sentence.periods:
            part = (
                period.kind in ("year", "half", "quarter", "months")
                and period.relative != "claim"
                and not is_base(sentence, period)
            )
            if (
                part
                and period.first
                and period.last
                and (sentence.published is None or period.first <= sentence.published)
            ):
                discourse.named = period.first, period.last
    sources = attribution.sources(sentence, discourse)
    others = not told and any(dyad.of_others(sentence, cue) for cue in nouns if cue.kind == "measures")
    discourse.frame = leaving(discourse.frame, sentence, sources, bool(rows), others)
    for place, country in sources:
        discourse.source = country
        discourse.bodies |= {
            match[0]: country for match in attribution.BODY.finditer(sentence.text) if abs(place - match.start()) < 40
        }
    opening = next(((start, actor) for start, _, actor in sentence.mentions if actor.type == "state"), None)
    if opening and OPENS.fullmatch(sentence.text, 0, opening[0]):
        discourse.owner = opening[1].actor_id
    elif opening or sentence.parties:
        discourse.owner = None
    for _, _, actor in sentence.mentions:
        discourse.person = actor.actor_id if actor.type == "person" else discourse.person


def _claim(sentence: Sentence, discourse: Discourse, row: Row) -> Claim:
    topic, level, days, base, passage = row.topic, row.level, row.days, row.base, sentence.passage
    reporter, partner = topic.reporter, topic.partner
    source = None
    if topic.measure == "turnover":
        source = attribution.source_of(sentence, discourse, row.figures, row.status == "reported")
        source = source or (discourse.frame.source if row.status == "reported" else None)
        discourse.teller = source = source or (discourse.teller if _same_count(sentence, discourse, row) else None)
    if source:
        reporter, partner = source, dyad.other(source)
    value = currency = usd = None
    if level:
        value = level.value * topic.sign
        currency = level.currency or amounts.named(sentence.text) or discourse.currency
        discourse.currency = level.currency or discourse.currency
        usd = level.usd or (value if currency == "USD" else rates.usd(value, currency, days[1].year) if days else None)
        if topic.measure == "turnover" and not row.comparing:
            discourse.counted[reporter] = value
    start, end = _span(sentence, row)
    quote = sentence.text[start:end]
    return Claim(
        "",
        passage.doc_id,
        passage.passage_id,
        passage.start + start,
        passage.start + end,
        quote,
        topic.measure,
        reporter,
        partner,
        days[0].isoformat() if days else None,
        days[1].isoformat() if days else None,
        value,
        currency,
        usd,
        row.change,
        base[0].isoformat() if base else None,
        base[1].isoformat() if base else None,
        row.status,
        None,
        any(figure.approx for figure in row.figures),
        "stated",
        goods=kind_of_goods(quote),
    )


def _same_count(sentence: Sentence, discourse: Discourse, row: Row) -> bool:
    """Returns whether a figure goes on with the statistics of the one before: "By 2008 the figure had risen", but not "it had risen"."""
    governor = row.bound.governor
    if (
        discourse.recent is None
        or row.status != "reported"
        or not isinstance(governor, Cue)
        or governor.kind != "pronouns"
    ):
        return False
    return (
        " " in sentence.text[governor.start : governor.end]
        or re.search(r"\bthe figures?\b", sentence.text[: governor.start]) is not None
    )


def _span(sentence: Sentence, row: Row) -> tuple[int, int]:
    """Returns the stretch that the figures of a row stand in, with the word they belong to, the goods named before it and their periods.

    It never goes across other rows' figures.
    """
    start, end = min(figure.start for figure in row.figures), row.end
    place = row.bound.place
    for first, last in [
        *((period.start, period.end) for period in row.periods),
        *([] if place is None else [(place, place)]),
    ]:
        low, high = min(first, start), max(last, end)
        if not any(low <= figure.start < high for figure in sentence.figures if figure not in row.figures):
            start, end = low, high
    for goods in reversed(sentence.of("goods", end=start)):
        if goods.end < start and sentence.text[goods.end : start].isspace():
            start = goods.start  # "crude oil exports"
    return start, end
