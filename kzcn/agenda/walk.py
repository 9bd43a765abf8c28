"""The walk through the sentences of an article: which are on the agenda, and what each is about. Training walks the same way as reading."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kzcn.agenda import evidence, forums, parties, relevance, status
from kzcn.agenda import features as content
from kzcn.agenda.classifier import Classifier
from kzcn.agenda.evidence import Reading
from kzcn.agenda.features import Features
from kzcn.agenda.forums import Place
from kzcn.agenda.parties import Trail
from kzcn.vocabulary import vocabulary

SILENT = float("-inf")  # the score of a sentence that has nothing of security


@dataclass(frozen=True)
class Labels:
    """What an item is about, in which form, through whom, how far it has come, and which states take part."""

    themes: tuple[str, ...]
    instruments: tuple[str, ...]
    forums: tuple[str, ...]
    status: str
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A decision of the classifier: about a body or state where there is one for each, and the features that it rests on."""

    decision: str
    about: str
    features: Features


@dataclass(frozen=True)
class Judged:
    """A sentence, whether it is an item, its score as one, its labels, and what the classifier was asked for them."""

    number: int
    reading: Reading
    is_item: bool
    score: float
    labels: Labels
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Context:
    """What the sentences before say of an item: the item it goes on from, the last item, whether it points back, and where it stands."""

    earlier: Judged | None
    latest: Judged | None
    refers: bool
    around: Features
    place: Place
    trail: Trail


def walk(
    readings: Sequence[Reading], published: date | None, model: Classifier, wanted: Collection[int] = ()
) -> Iterator[Judged]:
    """Yields the items of an article, and the sentences whose numbers are `wanted`, in the order of the text."""
    place, trail = forums.begin(readings, published.isoformat() if published else ""), parties.begin(readings)
    before: Judged | None = None  # the sentence before in the paragraph, where it is an item
    latest: Judged | None = None  # the last item
    surroundings = content.Surroundings(readings)
    for number, (reading, found) in enumerate(zip(readings, relevance.features(readings), strict=True)):
        place = place.at(reading)
        score = model.scores("items", found)["item"] if found is not None else SILENT
        is_item = score >= 0 and not relevance.is_beside(reading)
        if before and before.reading.passage.paragraph != reading.passage.paragraph:
            before = None
        if is_item or number in wanted:
            refers = latest is not None and bool(evidence.reference(reading, latest.reading))
            context = Context(latest if refers else before, latest, refers, surroundings.features(number), place, trail)
            judged = _judge(number, reading, score, is_item, context, published, model)
            yield judged
        before = judged if is_item else None
        latest = before or latest
        trail = trail.after(reading)


def _judge(
    number: int,
    reading: Reading,
    score: float,
    is_item: bool,
    context: Context,
    published: date | None,
    model: Classifier,
) -> Judged:
    earlier, latest = (one.labels if one else None for one in (context.earlier, context.latest))
    alone = content.sentence(reading) | context.around
    forms = model.accepted("instruments", alone)
    grammar = alone | status.features(reading, published)
    before = (*earlier.themes, *earlier.instruments) if earlier else ()
    found = alone | content.earlier(before, context.refers)
    progress = model.likeliest("status", grammar)
    known = forums.Known(
        reading, found, forms, progress, earlier.forums if earlier else None, context.refers, context.place
    )
    asked = [
        Asked("themes", "", found),
        Asked("instruments", "", alone),
        Asked("status", "", grammar),
        Asked("bilateral", "bilateral", forums.pair(known)),
        *(Asked("bodies", label, forums.body(known, label)) for label in forums.candidates(known)),
    ]
    meant = {one.about for one in asked if one.about and model.accepts(one.decision, one.features)}
    if forums.is_said(reading):
        meant.add("bilateral")
    through = tuple(label for label in vocabulary("forums") if label in meant)
    taking = parties.Known(
        reading,
        context.trail,
        through,
        earlier.parties if earlier else (),
        latest.parties if latest else (),
        context.refers,
    )
    states = [Asked("parties", country, parties.features(taking, country)) for country in parties.candidates(taking)]
    acting = tuple(one.about for one in states if model.accepts("parties", one.features))
    labels = Labels(themes(model, found), forms, through, progress, acting)
    return Judged(number, reading, is_item, score, labels, (*asked, *states))


def themes(model: Classifier, found: Features) -> tuple[str, ...]:
    """Returns the accepted themes, or the likeliest: an item is about something."""
    return model.accepted("themes", found) or (model.likeliest("themes", found),)
