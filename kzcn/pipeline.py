"""From files to rows: one file is structured by itself, then the rows of all files are merged, article by article."""

from __future__ import annotations

import hashlib
import signal
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from kzcn import article_cache, network, sources
from kzcn.actors.registry import Registry
from kzcn.articles import duplicates, origin
from kzcn.articles.origin import Origin
from kzcn.errors import KzcnError
from kzcn.schema import Actor, AgendaItem, Claim, Document, Mention, Passage, Problem
from kzcn.sources import Source, printable
from kzcn.spill import Store

if TYPE_CHECKING:
    from kzcn import corrections

Rows = dict[str, list[Any]]  # by the name of the table


@dataclass(frozen=True)
class Guessed:
    """A claim whose period is not said, but the nearest that fits: nothing follows from it."""

    claim_id: str


# What is kept of an article that was read (`article_cache`): what it states, without corrections and what follows from it.
KEPT = {
    "document": Document,
    "passages": Passage,
    "trade": Claim,
    "guessed": Guessed,
    "agenda": AgendaItem,
    "mentions": Mention,
    "discovered": Actor,
}


@dataclass
class Structured:
    """The result of one file: a document with its rows, or a problem. Its claims are those that it states, until it is merged."""

    document: Document | None = None
    passages: list[Passage] = field(default_factory=list)
    trade: list[Claim] = field(default_factory=list)
    guessed: list[Guessed] = field(default_factory=list)
    agenda: list[AgendaItem] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    discovered: list[Actor] = field(default_factory=list)
    origin: Origin | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Limits:
    """What an article may need: a larger or slower one is set aside, so that one file cannot stop all others."""

    megabytes: float = 20
    seconds: float = 120  # where the system has timers, and outside threads


USUAL = Limits()


class TooMuch(KzcnError):
    """An article is larger, or takes longer, than the limits allow."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raises TooMuch in its block after some seconds of work; does nothing in a thread, which no timer can interrupt."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise TooMuch(f"it takes longer than {seconds:g} seconds; split it, or allow more with --timeout")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)  # again, where a library catches every exception
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def structure(source: Source, limits: Limits = USUAL) -> Structured:
    """Returns the document of one file with its rows and its origin, or the problem for which it is set aside."""
    try:
        with _limited(limits.seconds):
            return _structure(source, limits)
    except TooMuch as error:
        return Structured(problems=[_problem(source.uri, source.doc_id, "read", error)])


def _structure(source: Source, limits: Limits) -> Structured:
    uri, doc_id = source.uri, source.doc_id
    step = "read"
    try:
        data = sources.read(source.address)
        if len(data) > limits.megabytes * 1_000_000:
            raise TooMuch(
                f"it has {len(data) / 1_000_000:.0f} MB, more than {limits.megabytes:g}; "
                "save the article alone, or allow more with --largest"
            )
        kept = article_cache.entry(data, doc_id, uri)
        if kept and (rows := article_cache.read(kept, KEPT)):
            return _with_origin(_kept(rows), source, data)
        # Imported where an article is read: to compile their patterns takes longer than to take a kept article.
        from kzcn.actors import mentions as actors
        from kzcn.agenda import items as agenda
        from kzcn.articles import article, sentences
        from kzcn.trade import claims as trade

        read = article.read(data, printable(PurePosixPath(uri).name))
        document = Document(
            doc_id,
            read.title,
            read.authors,
            read.published,
            read.source,
            read.category,
            read.language,
            len(read.text.split()),
            hashlib.sha256(data).hexdigest(),
            uri,
            read.text,
        )
        step = "sentences"
        passages = sentences.passages(doc_id, read)
        step = "actors"
        registry = Registry.load()
        mentions, discovered = actors.mentions(document, passages, registry)
        known = registry.actors | {actor.actor_id: actor for actor in discovered}
        step = "trade"
        stated = trade.stated(document, passages, mentions, known)
        claims = [one.claim for one in stated]
        guessed = [Guessed(one.claim.claim_id) for one in stated if not one.certain]
        step = "agenda"
        items = agenda.items(document, passages, mentions, known)
    except Exception as error:  # one bad article does not stop the others; the problems table gives the reason
        return Structured(problems=[_problem(uri, doc_id, step, error)])
    found = Structured(document, passages, claims, guessed, items, mentions, discovered)
    if kept:
        article_cache.write(kept, {name: [document] if name == "document" else getattr(found, name) for name in KEPT})
    return _with_origin(found, source, data)


def _kept(rows: article_cache.Rows) -> Structured:
    found = Structured(rows["document"][0])
    for name in KEPT.keys() - {"document"}:
        setattr(found, name, list(rows[name]))
    return found


def _with_origin(found: Structured, source: Source, data: bytes) -> Structured:
    """Returns the result of a file with what its sidecar states, or the problem with the sidecar."""
    if source.sidecar is not None:
        try:
            found.origin = origin.read(
                sources.read(source.sidecar), printable(PurePosixPath(sources.sidecar(source.uri)).name)
            )
            found.origin.check(data)
        except Exception as error:  # a bad sidecar does not stop its article
            found.problems.append(_problem(sources.sidecar(source.uri), source.doc_id, "origin", error))
    return found


def _problem(uri: str, doc_id: str, step: str, error: Exception) -> Problem:
    """Returns the row for an error in a step: a fault of the user's file, or one of kzcn."""
    if isinstance(error, KzcnError):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"it cannot be read ({(error.strerror or str(error)).lower()})"
    else:
        stated = " ".join(f"{type(error).__name__}: {error}".split())
        reason = f"{stated} (a fault of kzcn: please report it with the file)"
    return Problem(uri, None if step == "read" else doc_id, step, reason)


@dataclass(frozen=True)
class Merged:
    """The articles of a corpus without copies, and what was counted over all of them.

    `store` holds the results; `order` gives the place of each kept one, by doc_id.
    """

    store: Store
    order: dict[str, int]
    actors: dict[str, Actor]  # those that are mentioned
    problems: list[Problem]
    origins: dict[str, Origin]

    def rows(self) -> Iterator[Rows]:
        """Yields the rows of each article, sorted by offset, in the order of their ids; at the end those of actors, edges and problems."""
        return assemble((self.store[place] for _, place in sorted(self.order.items())), self.actors, self.problems)


def merge(
    results: Iterable[Structured], problems: Iterable[Problem], store: Store, files: Mapping[str, str] | None = None
) -> Merged:
    """Returns the corpus that results make; a copy of an article is set aside in the problems.

    Corrections come first: `files` maps their names to their addresses. Claims that follow from others are added after them. The results go through `store`, a list or a `Spill` on disk, one at a time: only what finds copies and counts actors stays in memory.
    """
    problems = list(problems)
    said, faults = _corrections(files) if files else ({}, [])
    problems += faults
    outcomes: dict[str, corrections.Applied] = {}
    order: dict[str, int] = {}
    sketches: list[duplicates.Sketch] = []
    origins: dict[str, Origin] = {}
    mentioned: Counter[str] = Counter()
    discovered: dict[str, tuple[Actor, ...]] = {}
    same: dict[Actor, Actor] = {}  # one object for an actor that many articles discover
    for place, result in enumerate(results):
        if result.document:
            if said and (outcome := _correct(result, said)):
                outcomes[result.document.doc_id] = outcome
            _add_implied(result)
        store.append(result)
        problems += result.problems
        if result.document is None:
            continue
        doc_id = result.document.doc_id
        order[doc_id] = place
        sketches.append(duplicates.sketch(result.document))
        mentioned.update({mention.actor_id for mention in result.mentions})
        discovered[doc_id] = tuple(same.setdefault(actor, actor) for actor in result.discovered)
        if result.origin:
            origins[doc_id] = result.origin
    for kept, copy in duplicates.find(sketches, lambda doc_id: str(store[order[doc_id]].document.text)):
        result, original = store[order.pop(copy)], store[order[kept]]
        reason = f"the same article as {original.document.uri}, which is kept"
        problems.append(Problem(result.document.uri, copy, "duplicates", reason))
        mentioned.subtract({mention.actor_id for mention in result.mentions})
        del discovered[copy]
        origins.pop(copy, None)
        outcomes.pop(copy, None)
    problems += _without_effect(said, outcomes)
    actors = _known(discovered, {actor_id for actor_id, articles in mentioned.items() if articles > 0})
    return Merged(store, order, actors, problems, origins)


def _add_implied(result: Structured) -> None:
    """Adds the claims that follow from those of an article."""
    if result.trade:
        from kzcn.trade import implied  # only where there are claims: its patterns take time to compile

        result.trade = implied.merged(result.trade, {guess.claim_id for guess in result.guessed})


def _corrections(files: Mapping[str, str]) -> tuple[corrections.Corrections, list[Problem]]:
    """Returns the corrections in files, and the problems with their lines."""
    from kzcn import corrections

    found: list[corrections.Correction] = []
    problems: list[Problem] = []
    for name, address in sorted(files.items()):
        try:
            rows, faults = corrections.parse(sources.read(address), name)
        except OSError as error:
            problems.append(_problem(name, "", "read", error))
            continue
        found += rows
        problems += [_set_aside(place, fault) for place, fault in faults.items()]
    return corrections.by_article(found), problems


def _set_aside(place: str, fault: str, doc_id: str | None = None) -> Problem:
    """Returns the problem of a line of corrections; its place is the name of the file, then the line."""
    name, line, number = place.rpartition(" line ")
    return Problem(name or place, doc_id, "corrections", f"line {number}: {fault}" if line else fault)


def _correct(result: Structured, said: corrections.Corrections) -> corrections.Applied | None:
    """Changes the stated rows of an article as its corrections say, and returns what came of them; None where there are none."""
    from kzcn import corrections

    document = result.document
    rows = said.get(corrections.article(document.title, document.published)) if document and said else None
    if not (document and rows):
        return None
    actors = {mention.actor_id for mention in result.mentions}
    outcome = corrections.apply(document, result.passages, result.trade, result.agenda, rows, actors)
    result.trade, result.agenda = outcome.trade, outcome.agenda
    corrected = {claim.claim_id for claim in result.trade if claim.corrected or claim.confidence == 1.0}
    result.guessed = [guess for guess in result.guessed if guess.claim_id not in corrected]
    return outcome


def _without_effect(said: corrections.Corrections, outcomes: Mapping[str, corrections.Applied]) -> list[Problem]:
    """Returns a problem for each correction that holds in no article."""
    held = {place for outcome in outcomes.values() for place in outcome.held}
    faults = {place: (fault, doc_id) for doc_id, outcome in outcomes.items() for place, fault in outcome.faults.items()}
    missing = ("no article has this title and date", None)
    places = [row.place for rows in said.values() for row in rows]
    return [_set_aside(place, *faults.get(place, missing)) for place in places if place not in held]


def _known(discovered: Mapping[str, tuple[Actor, ...]], mentioned: Set[str]) -> dict[str, Actor]:
    """Returns the actors that are mentioned: those of the registry, and those that articles discover, with all their aliases."""
    known = dict(Registry.load().actors)
    for doc_id in sorted(discovered):
        for actor in discovered[doc_id]:
            earlier = known.setdefault(actor.actor_id, actor)
            if not earlier.registered:
                known[actor.actor_id] = replace(earlier, aliases=tuple(sorted({*earlier.aliases, *actor.aliases})))
    return {actor_id: actor for actor_id, actor in known.items() if actor_id in mentioned}


def assemble(articles: Iterable[Structured], known: Mapping[str, Actor], problems: list[Problem]) -> Iterator[Rows]:
    """Yields the rows of each article, sorted by offset; at the end those of the actors, counted, of the edges, and of the problems.

    `known` holds the actors that the articles mention.
    """
    ties, counts = network.Ties(known), {actor_id: _Count() for actor_id in known}
    for article_ in articles:
        document = article_.document
        assert document is not None
        ties.add(document.published, article_.passages, article_.mentions)
        for actor_id, times in Counter(mention.actor_id for mention in article_.mentions).items():
            counts[actor_id].add(times, document.published)
        yield {
            "documents": [document],
            "passages": _placed(article_.passages),
            "trade": _placed(article_.trade),
            "agenda": _placed(article_.agenda),
            "mentions": _placed(article_.mentions),
        }
    yield {
        "actors": [replace(known[actor_id], **vars(counts[actor_id])) for actor_id in sorted(known)],
        "edges": ties.edges(),
        "problems": sorted(problems, key=lambda problem: (problem.uri, problem.step)),
    }


def _placed(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.start, row.end))


@dataclass
class _Count:
    """How often articles mention an actor, and the days of the first and the last of them."""

    mentions: int = 0
    documents: int = 0
    first: str | None = None
    last: str | None = None

    def add(self, times: int, published: str | None) -> None:
        """Adds one article."""
        self.mentions += times
        self.documents += 1
        if published:
            self.first = min(self.first or published, published)
            self.last = max(self.last or published, published)
