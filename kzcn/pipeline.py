"""From files to rows: one file is structured by itself, then the rows of all files are merged into tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from kzcn import article_cache, network, sources
from kzcn.actors import mentions as actors
from kzcn.agenda import items as agenda
from kzcn.articles import article, duplicates, origin, sentences
from kzcn.articles.origin import Origin
from kzcn.errors import KzcnError
from kzcn.schema import Actor, AgendaItem, Claim, Document, Mention, Passage, Problem
from kzcn.sources import Source, printable
from kzcn.trade import claims as trade

Rows = dict[str, list[Any]]  # by the name of the table
# What is kept of an article that was read (`article_cache`).
KEPT = {
    "document": Document,
    "passages": Passage,
    "trade": Claim,
    "agenda": AgendaItem,
    "mentions": Mention,
    "discovered": Actor,
}


@dataclass
class Structured:
    """The result of one file: a document with its rows, or a problem."""

    document: Document | None = None
    passages: list[Passage] = field(default_factory=list)
    trade: list[Claim] = field(default_factory=list)
    agenda: list[AgendaItem] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    discovered: list[Actor] = field(default_factory=list)
    origin: Origin | None = None
    problems: list[Problem] = field(default_factory=list)


def structure(source: Source) -> Structured:
    """Returns the document of one file with its rows and its origin, or the problem for which it is set aside."""
    uri, doc_id = source.uri, source.doc_id
    step = "read"
    try:
        data = sources.read(source.address)
        kept = article_cache.entry(data, doc_id, uri)
        if kept and (rows := article_cache.read(kept, KEPT)):
            return _with_origin(_kept(rows), source, data)
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
        registry = actors.Registry.load()
        mentions, discovered = actors.mentions(document, passages, registry)
        known = registry.actors | {actor.actor_id: actor for actor in discovered}
        step = "trade"
        claims = trade.claims(document, passages, mentions, known)
        step = "agenda"
        items = agenda.items(document, passages, mentions, known)
    except Exception as error:  # one bad article does not stop the others; the problems table gives the reason
        return Structured(problems=[_problem(uri, doc_id, step, error)])
    found = Structured(document, passages, claims, items, mentions, discovered)
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


def merge(results: Iterable[Structured], problems: Iterable[Problem]) -> tuple[Rows, dict[str, Origin]]:
    """Returns the rows of every table and the origins by doc_id; a copy of an article is set aside in the problems."""
    results = list(results)
    problems = [*problems, *(problem for result in results for problem in result.problems)]
    read = {result.document.doc_id: result for result in results if result.document}
    for kept, copy in duplicates.find([result.document for result in read.values() if result.document]):
        problems.append(Problem(copy.uri, copy.doc_id, "duplicates", f"the same article as {kept.uri}, which is kept"))
        del read[copy.doc_id]
    known = dict(actors.Registry.load().actors)
    for result in read.values():
        for actor in result.discovered:
            earlier = known.setdefault(actor.actor_id, actor)
            if not earlier.registered:
                known[actor.actor_id] = replace(earlier, aliases=tuple(sorted({*earlier.aliases, *actor.aliases})))
    rows = assemble(
        [result.document for result in read.values() if result.document],
        [row for result in read.values() for row in result.passages],
        [row for result in read.values() for row in result.trade],
        [row for result in read.values() for row in result.agenda],
        [row for result in read.values() for row in result.mentions],
        known,
        problems,
    )
    return rows, {doc_id: result.origin for doc_id, result in read.items() if result.origin}


def assemble(
    documents: list[Document],
    passages: list[Passage],
    claims: list[Claim],
    items: list[AgendaItem],
    mentions: list[Mention],
    known: Mapping[str, Actor],
    problems: list[Problem],
) -> Rows:
    """Returns the rows of every table, sorted by document and offset; actors are counted and edges are derived here."""
    documents = sorted(documents, key=lambda document: document.doc_id)
    order = {document.doc_id: n for n, document in enumerate(documents)}

    def placed(rows: list[Any]) -> list[Any]:
        return sorted(rows, key=lambda row: (order[row.doc_id], row.start, row.end))

    counted = _counted(documents, mentions, known)
    return {
        "documents": documents,
        "passages": placed(passages),
        "trade": placed(claims),
        "agenda": placed(items),
        "mentions": placed(mentions),
        "actors": counted,
        "edges": network.edges(documents, passages, mentions, {actor.actor_id: actor for actor in counted}),
        "problems": sorted(problems, key=lambda problem: (problem.uri, problem.step)),
    }


def _counted(documents: list[Document], mentions: list[Mention], known: Mapping[str, Actor]) -> list[Actor]:
    published = {document.doc_id: document.published for document in documents}
    places: dict[str, list[str]] = {}
    for mention in mentions:
        places.setdefault(mention.actor_id, []).append(mention.doc_id)
    counted = []
    for actor_id in sorted(places):
        dates = sorted(date for date in {published[doc_id] for doc_id in places[actor_id]} if date)
        counted.append(
            replace(
                known[actor_id],
                mentions=len(places[actor_id]),
                documents=len(set(places[actor_id])),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
            )
        )
    return counted
