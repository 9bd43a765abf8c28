"""The security-cooperation agenda of an article: its sentences, and what, how, through whom, how far, when and in which order."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from kzcn import confidence
from kzcn.agenda import classifier, dates, evidence, features, plover, speakers, sureness
from kzcn.agenda.evidence import Reading
from kzcn.agenda.walk import themes, walk
from kzcn.periods import Days
from kzcn.schema import Actor, AgendaItem, Document, Mention, Passage

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
ORDINAL = re.compile(
    r"(?:(?:The|Its|Their|His)\s+(?P<of>" + "|".join(ORDINALS) + ")"
    r"(?:\s+(?:interest|priority|goal|aim|task|reason|area|point|use|need|concern|of (?:these|them|the \w+)))?"
    r"\s+(?:is|was|are|were|concerns?)|(?P<one>" + "|".join(ORDINALS) + r")(?:ly)?,)",
    re.IGNORECASE,
)
FIRST_OF_ALL = re.compile(
    r"\b(?:as|is|was|are|were|be|remains?) (?:the |his |her |its |their )?(?P<of>" + "|".join(ORDINALS) + ")"
    r" (?:\w+ )?(?:priority|task|aim|goal|duty|concern)\b",
    re.IGNORECASE,
)  # "named the fight as the first priority"
COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|following)\s+(?:\w+\s+){0,2}?"
    r"(?:areas?|priorit\w+|fields?|spheres?|directions?|points?|tasks?|goals?|aims?|proposals?|pillars?|steps|items?|interests?)\b"
    r"[^:]{0,60}:\s*",
    re.IGNORECASE,
)
ELEMENT = re.compile(r"(?:\s*(?:and|or|finally,?)\s+|\s*)([^;]*[^;.\s])")


def items(
    document: Document, passages: list[Passage], mentions: list[Mention], actors: dict[str, Actor]
) -> list[AgendaItem]:
    """Returns the agenda items of an article in the order of the text: one per sentence, or one per rank where a sentence lists priorities."""
    by_passage: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_passage[mention.passage_id].append(mention)
    published = date.fromisoformat(document.published) if document.published else None
    readings = [
        evidence.read(passage, by_passage[passage.passage_id], actors)
        for passage in passages
        if passage.section != "bio"
    ]
    walked = list(walk(readings, published, classifier.fitted()))
    if not walked:
        return []
    found: list[AgendaItem] = []
    told: dict[str, Days] = {}  # when the named exercises took place, as far as the article has said
    said_by = speakers.speakers([reading.passage for reading in readings], by_passage, actors)
    for judged in walked:
        reading, labels = judged.reading, judged.labels
        first, last = dates.days(reading, published, told)
        passage, mentioned = reading.passage, by_passage[reading.passage.passage_id]
        item = AgendaItem(
            "",
            document.doc_id,
            passage.passage_id,
            passage.start,
            passage.end,
            passage.text,
            labels.themes,
            labels.instruments,
            labels.forums,
            labels.parties,
            _scheduled(labels.status, first, last, published),
            first,
            last,
            None,
            said_by[judged.number],
            None,
            confidence=confidence.of("agenda", sureness.facts(judged, classifier.fitted())),
        )
        for row in _ranked(item, reading, mentioned, actors):
            event = plover.event(row.instruments, row.status, row.quote)
            found.append(
                replace(row, item_id=f"{document.doc_id}:a{len(found) + 1}", plover=event.event_type if event else None)
            )
    return found


def _scheduled(progress: str, first: str | None, last: str | None, published: date | None) -> str:
    """Returns planned for what the sentence puts in the present and a near date in the future: "the drill opens on 15 September"."""
    if progress != "ongoing" or not (first and last and published):
        return progress
    near = date.fromisoformat(last) - date.fromisoformat(first) < timedelta(days=100)
    return "planned" if near and first > published.isoformat() else progress


def _ranked(item: AgendaItem, reading: Reading, mentions: list[Mention], actors: dict[str, Actor]) -> list[AgendaItem]:
    """Returns the item, with its place where it stands in a stated order; or a row per element where the sentence lists priorities."""
    text = reading.passage.text
    if ordinal := ORDINAL.match(text) or FIRST_OF_ALL.search(text):
        named = next(filter(None, ordinal.groups()))
        return [replace(item, rank=ORDINALS.index(named.lower()) + 1)]
    counted = COUNTED.search(text)
    elements = [element.span(1) for element in ELEMENT.finditer(text, counted.end())] if counted else []
    if len(elements) < 2:
        return [item]
    return [_element(item, reading, rank, span, mentions, actors) for rank, span in enumerate(elements, 1)]


def _element(
    item: AgendaItem,
    reading: Reading,
    rank: int,
    span: tuple[int, int],
    mentions: list[Mention],
    actors: dict[str, Actor],
) -> AgendaItem:
    start, end = reading.passage.start + span[0], reading.passage.start + span[1]
    part = replace(reading.passage, start=start, end=end, text=reading.passage.text[slice(*span)])
    piece = evidence.read(part, [mention for mention in mentions if start <= mention.start < end], actors)
    found = features.sentence(piece)
    model = classifier.fitted()
    forms = model.accepted("instruments", found)
    about = themes(model, found) if piece.has("themes", "strong", "agents") or piece.has("security") else ()
    through = (*(forum for forum in item.forums if forum == "bilateral"), *piece.bodies)
    return replace(
        item, start=start, end=end, quote=part.text, rank=rank, themes=about, instruments=forms, forums=through
    )
