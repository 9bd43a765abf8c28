"""Claims of trade between Kazakhstan and China, read as a statistician reads them.

Every amount and percentage of a sentence is an anchor. The noun or verb that governs it says whether it is trade at all (`governing`);
the parties around that word say whose (`dyad`); a value and its change become one row (`rows`); the time expressions give its period and
the one it is compared with (`dating`); the verbs say whether it is reported, aimed at or predicted (`modality`), and whose statistics it
is quoted from (`attribution`). What is not bound to the two countries is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kzcn import confidence
from kzcn.confidence import Facts
from kzcn.periods import Days
from kzcn.schema import Actor, Claim, Document, Mention, Passage
from kzcn.trade import amounts, attribution, cues, dyad, rates, sureness, voices
from kzcn.trade.amounts import Money
from kzcn.trade.cues import Cue, Sentence
from kzcn.trade.dating import date_rows
from kzcn.trade.frame import Frame, Reading, about_the_two, derive, no_others, past, without_china
from kzcn.trade.goods import kind_of_goods
from kzcn.trade.governing import Governing
from kzcn.trade.rows import Row, assemble
from kzcn.trade.timing import is_base
from kzcn.trade.voices import Voice
from kzcn.trade.writing import written

BESIDE_GOODS = re.compile(r"\s+|\s?[(:]\s?|\s[–—-]\s")
OF_GOODS = re.compile(r"\s+(?:worth\s+)?of\s+")  # "$2.7 billion of copper"
NEAR = 40  # characters between a statistical office and the country it is of


@dataclass(frozen=True)
class Stated:
    """A claim that an article states, whether its period and base are said there, and not only the nearest that fit, and how sure it is."""

    claim: Claim
    certain: bool
    facts: Facts  # that its confidence rests on


def stated(
    document: Document, passages: list[Passage], mentions: list[Mention], actors: dict[str, Actor]
) -> list[Stated]:
    """Returns the claims that an article states, in order of place; `implied.merged` adds those that follow from them."""
    told = _until_last_figure([passage for passage in passages if passage.section != "bio"])
    if not told:
        return []
    published = written(document, passages)
    starts = {passage.passage_id: passage.start for passage in told}
    named: dict[str, list[tuple[int, int, Actor]]] = {}
    for mention in mentions:
        if (start := starts.get(mention.passage_id)) is not None:
            span = mention.start - start, mention.end - start
            named.setdefault(mention.passage_id, []).append((*span, actors[mention.actor_id]))
    sentences = [cues.read(passage, named.get(passage.passage_id, []), published) for passage in told]
    if without_china(sentences, document, [actors[mention.actor_id] for mention in mentions]):
        return []
    frame, reading = Frame(dyad=about_the_two(mentions), alone=no_others(mentions)), None
    found: list[Stated] = []
    for sentence, voice in zip(sentences, voices.voices(sentences), strict=True):
        frame = derive(frame, reading, sentence)
        governing = Governing(sentence, frame)
        rows = date_rows(sentence, frame, assemble(sentence, governing.bind()))
        counts = _counts(sentence, frame, rows)
        known = [sureness.facts(sentence, frame, row, rows, source) for row, source in zip(rows, counts, strict=True)]
        made = [
            replace(_claim(sentence, frame, row, source, voice), confidence=confidence.of("trade", facts))
            for row, source, facts in zip(rows, counts, known, strict=True)
        ]
        reading = _reading(sentence, frame, governing, rows, made, counts)
        found += [Stated(claim, row.certain, facts) for claim, row, facts in zip(made, rows, known, strict=True)]
    found.sort(key=lambda one: one.claim.start)
    return [
        replace(one, claim=replace(one.claim, claim_id=f"{document.doc_id}:t{n}")) for n, one in enumerate(found, 1)
    ]


def _until_last_figure(passages: list[Passage]) -> list[Passage]:
    """Returns the passages up to the paragraph with the last amount or percentage: no figure depends on what follows."""
    last = next(
        (one.paragraph for one in reversed(passages) if amounts.money(one.text) or amounts.percents(one.text)), None
    )
    return [] if last is None else [passage for passage in passages if passage.paragraph <= last]


def _reading(
    sentence: Sentence, frame: Frame, governing: Governing, rows: list[Row], made: list[Claim], counts: list[str | None]
) -> Reading:
    """Returns what the sentences behind one may inherit from it."""
    told = tuple(row.topic for row in rows if not row.comparing)
    nouns = [
        cue
        for cue in sentence.governors
        if cue.kind in ("measures", "weak") or cue.label in ("money", "gaps", "turnover")
    ]
    ahead = [(row.days, row.status) for row in rows if row.days and row.status != "reported"]
    sources = attribution.sources(sentence, frame)
    turnovers = [n for n, row in enumerate(rows) if row.topic.measure == "turnover"]
    counted = {made[n].reporter: made[n].value or 0 for n in turnovers if made[n].value and not rows[n].comparing}
    return Reading(
        sentence,
        told=told,
        spoke=bool(nouns),
        topic=governing.topic(nouns[0]) if nouns and not told else None,
        others=not told and any(dyad.of_others(sentence, cue) for cue in nouns if cue.kind == "measures"),
        figures=bool(rows),
        reported=tuple(row.days for row in rows if row.days and row.status == "reported" and not row.comparing),
        ahead=ahead[-1] if ahead else None,
        named=None if rows else _named(sentence),
        sources=tuple(sources),
        bodies={
            match[0]: country
            for place, country in sources
            for match in attribution.BODY.finditer(sentence.text)
            if abs(place - match.start()) < NEAR
        },
        teller=counts[turnovers[-1]] if turnovers else frame.teller,
        counted={**frame.counted, **counted},
        currency=next(
            (row.level.currency for row in reversed(rows) if row.level and row.level.currency), frame.currency
        ),
    )


def _named(sentence: Sentence) -> Days | None:
    """Returns the last past period that a sentence without figures names."""
    named = [
        (period.first, period.last)
        for period in sentence.periods
        if period.kind in ("year", "half", "quarter", "months")
        and period.relative != "claim"
        and not is_base(sentence, period)
        and period.first
        and period.last
        and past((period.first, period.last), sentence.published)
    ]
    return named[-1] if named else None


def _counts(sentence: Sentence, frame: Frame, rows: list[Row]) -> list[str | None]:
    """Returns whose statistics each row is quoted from; None for a flow, and where nobody's are."""
    teller, found = frame.teller, list[str | None]()
    for row in rows:
        source = None
        if row.topic.measure == "turnover":
            reported = row.status == "reported"
            source = attribution.source_of(sentence, frame, row.figures, reported)
            if source is None and reported and frame.source:
                source = frame.source
                row.inherited.append("source")
            if source is None and teller and _same_count(sentence, frame, row):
                source = teller
                row.inherited.append("teller")
            teller = source
        found.append(source)
    return found


def _claim(sentence: Sentence, frame: Frame, row: Row, source: str | None, voice: Voice | None) -> Claim:
    topic, level, days, base, passage = row.topic, row.level, row.days, row.base, sentence.passage
    reporter, partner = (source, dyad.other(source)) if source else (topic.reporter, topic.partner)
    value = currency = usd = None
    if level:
        value = level.value * topic.sign
        currency = level.currency or amounts.named(sentence.text) or _currency_before(sentence, level) or frame.currency
        usd = level.usd or (value if currency == "USD" else rates.usd(value, currency, days[1].year) if days else None)
    start, end = _span(sentence, row)
    quote = sentence.text[start:end]
    origins = {frame.origins.get(name) for name in (*row.bound.inherited, *row.inherited)} | {
        voice and voice.passage_id
    }
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
        voice.actor_id if voice else None,
        any(figure.approx for figure in row.figures),
        "stated",
        goods=kind_of_goods(quote),
        context=tuple(sorted(origin for origin in origins if origin and origin != passage.passage_id)),
    )


def _currency_before(sentence: Sentence, level: Money) -> str | None:
    """Returns the currency of the amount before in the sentence."""
    before = [amount.currency for amount in sentence.money if amount.start < level.start and amount.currency]
    return before[-1] if before else None


def _same_count(sentence: Sentence, frame: Frame, row: Row) -> bool:
    """Returns whether a figure goes on with the statistics of the one before: "By 2008 the figure had risen", but not "it had risen"."""
    governor = row.bound.governor
    if frame.recent is None or row.status != "reported" or not isinstance(governor, Cue) or governor.kind != "pronouns":
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
    noun = row.bound.governor
    words = [(noun.start, noun.end)] if isinstance(noun, Cue) and row.bound.place is not None else []
    for first, last in [*((period.start, period.end) for period in row.periods), *words]:
        low, high = min(first, start), max(last, end)
        if not any(low <= figure.start < high for figure in sentence.figures if figure not in row.figures):
            start, end = low, high
    for goods in reversed(sentence.of("goods", end=start)):
        if goods.end < start and BESIDE_GOODS.fullmatch(sentence.text, goods.end, start):
            start = goods.start  # "crude oil exports", "copper ($2.7 billion)"
    if part := OF_GOODS.match(sentence.text, end):
        end = next((goods.end for goods in sentence.of("goods", start=part.end(), end=part.end() + 1)), end)
    return start, end
