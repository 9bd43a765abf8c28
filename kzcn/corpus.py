"""The corpus: articles of a folder, structured one by one and held as the tables of the contract."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from kzcn import cite, network, sources, tables
from kzcn.actors import mentions as actors
from kzcn.agenda import items as agenda
from kzcn.articles import article, duplicates, origin, sentences
from kzcn.articles.origin import Origin
from kzcn.model import Actor, Claim, Document, Item, Mention, Passage, Problem
from kzcn.sources import Source, find, locate, printable
from kzcn.trade import claims as trade

PATIENCE = 10  # seconds for a cluster to answer


@dataclass
class Structured:
    """What one file gives: a document with its rows, or a problem."""

    document: Document | None = None
    passages: list[Passage] = field(default_factory=list)
    trade: list[Claim] = field(default_factory=list)
    agenda: list[Item] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    discovered: list[Actor] = field(default_factory=list)
    origin: Origin | None = None
    problems: list[Problem] = field(default_factory=list)


class NoCluster(Exception):
    """No Dask cluster works at the address; the message says how to mend it."""


@dataclass(frozen=True)
class Corpus:
    """Articles as tables: documents, passages, trade, agenda, mentions, actors, edges, problems (data frames of the contract).

    `origins` maps doc_id to what the sidecar beside the article says of its producer, address and rights.
    """

    documents: pd.DataFrame
    passages: pd.DataFrame
    trade: pd.DataFrame
    agenda: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    edges: pd.DataFrame
    problems: pd.DataFrame
    origins: dict[str, Origin] = field(default_factory=dict, repr=False)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Returns the tables by name, in the contract's order."""
        return {name: getattr(self, name) for name in tables.TABLES}

    def select(
        self, *, since: str | None = None, until: str | None = None, parties: Iterable[str] | None = None
    ) -> Corpus:
        """Returns the corpus of the articles published from `since` to `until` (ISO year, month or day, both included).

        With `parties` (ISO 3166 alpha-3) only trade between two of them and agenda items in which one of them takes part are kept.
        An article without a date is left out, and told in `problems`, as soon as a bound is given.
        """
        documents, problems = self.documents, tables.rows("problems", self.problems)
        if since or until:
            published = documents["published"]
            reason = "no date of publication, so no window of dates holds it"
            problems += [
                Problem(row.uri, row.doc_id, "window", reason) for row in documents[published.isna()].itertuples()
            ]
            documents = documents[
                published.notna()
                & (published >= (since or ""))
                & (published.str.slice(0, len(until or "9")) <= (until or "9"))
            ]
        kept = set(documents["doc_id"])
        rows = {
            name: data[data["doc_id"].isin(kept)]
            for name, data in self.tables().items()
            if name in ("passages", "trade", "agenda", "mentions")
        }
        if parties is not None:
            wanted = set(parties)
            rows["trade"] = rows["trade"][
                rows["trade"]["reporter"].isin(wanted) & rows["trade"]["partner"].isin(wanted)
            ]
            rows["agenda"] = rows["agenda"][
                rows["agenda"]["parties"].map(lambda cell: bool(wanted & set(cell))).astype(bool)
            ]
        return assemble(
            tables.rows("documents", documents),
            tables.rows("passages", rows["passages"]),
            tables.rows("trade", rows["trade"]),
            tables.rows("agenda", rows["agenda"]),
            tables.rows("mentions", rows["mentions"]),
            {actor.actor_id: actor for actor in tables.rows("actors", self.actors)},
            problems,
            self.origins,
        )

    def cite(self, rows: pd.DataFrame) -> cite.Html:
        """Returns rows that have a span as HTML: the sentence, the span marked, linked to its place in the source."""
        return cite.evidence(self, rows)

    def write(self, folder: str | Path, ending: str = "csv") -> None:
        """Writes one file per table into a folder, whole or not at all."""
        tables.write(self.tables(), Path(folder), ending)


def load(path: str | Path = "seeds", *, jobs: int = 1, scheduler: str | None = None) -> Corpus:
    """Returns the corpus at a folder, a glob, a file, any fsspec address of these, or a folder of tables that `write` filled.

    Files are structured by `jobs` processes, or by the workers of the Dask `scheduler` at an address, which see the files at the same
    address. What cannot be read is set aside in `problems`; NoCorpus is raised where nothing stands at the address, NoCluster where no
    scheduler with a worker answers.
    """
    address = locate(str(path))
    if tables.stand(address):
        return Corpus(**tables.read(address))
    found = find(str(path))
    with _executor(jobs, scheduler) as executor:
        results = list(executor.map(structure, found.sources))
    return _merge(results, found.problems)


@contextmanager
def _executor(jobs: int, scheduler: str | None) -> Iterator[Executor | _Here]:
    if scheduler is not None:
        with _cluster(scheduler) as client:
            yield client.get_executor()
    elif jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            yield pool
    else:
        yield _Here()


def _cluster(scheduler: str) -> Any:
    """Returns a client of the Dask scheduler at an address; NoCluster where none answers, or none that has a worker."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("a cluster needs an extra; install it with: pip install 'kzcn[cluster]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong, we say ourselves
    reached: Future[Any] = Future()

    def reach() -> None:
        try:
            reached.set_result(Client(scheduler, timeout=PATIENCE))
        except Exception as error:
            reached.set_exception(error)

    threading.Thread(target=reach, daemon=True).start()  # a server of another kind holds Client whatever its timeout
    try:
        client = reached.result(timeout=PATIENCE + 1)
    except Exception as error:
        why = str(error) or "no word of one in time"
        raise NoCluster(
            f"{scheduler}: no Dask scheduler answers there ({why}); give the address that `dask scheduler` prints"
        ) from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise NoCluster(
            f"{scheduler}: the Dask scheduler has no workers; start one with: dask worker {scheduler}"
        ) from None
    return client


class _Here:
    """Maps in this process, for a corpus that is not worth a pool."""

    map = staticmethod(map)


def structure(source: Source) -> Structured:
    """Returns the document of one file with its rows and its origin, or the problem that set it aside."""
    uri, doc_id = source.uri, source.doc_id
    step = "read"
    try:
        data = sources.read(source.address)
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
    except Exception as error:  # one article must not stop the others; the reason is kept and shown
        return Structured(problems=[_problem(uri, doc_id, step, error)])
    found = Structured(document, passages, claims, items, mentions, discovered)
    if source.sidecar is not None:
        try:
            found.origin = origin.read(
                sources.read(source.sidecar), printable(PurePosixPath(sources.sidecar(uri)).name)
            )
            found.origin.check(data)
        except Exception as error:  # nor must its sidecar
            found.problems.append(_problem(sources.sidecar(uri), doc_id, "origin", error))
    return found


def _problem(uri: str, doc_id: str, step: str, error: Exception) -> Problem:
    """Returns the row for what went wrong in a step: by the user's file, or by a fault of ours."""
    if isinstance(error, article.Unreadable):
        return Problem(uri, None, step, str(error))
    if isinstance(error, OSError):
        return Problem(uri, None, step, f"it cannot be read ({(error.strerror or str(error)).lower()})")
    if isinstance(error, origin.BadOrigin):
        return Problem(uri, doc_id, step, str(error))
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return Problem(uri, doc_id, step, f"{told} (a fault of kzcn: please report it with the file)")


def _merge(results: list[Structured], problems: list[Problem]) -> Corpus:
    problems = problems + [problem for result in results for problem in result.problems]
    read = [result for result in results if result.document is not None]
    copies = duplicates.find([result.document for result in read if result.document])
    dropped = {copy.doc_id for _, copy in copies}
    problems += [
        Problem(copy.uri, copy.doc_id, "duplicates", f"the same article as {kept.uri}, which is kept")
        for kept, copy in copies
    ]
    kept_results = [result for result in read if result.document and result.document.doc_id not in dropped]
    known = dict(actors.Registry.load().actors)
    for result in kept_results:
        for actor in result.discovered:
            earlier = known.setdefault(actor.actor_id, actor)
            if not earlier.registered:
                known[actor.actor_id] = replace(earlier, aliases=tuple(sorted({*earlier.aliases, *actor.aliases})))
    return assemble(
        [result.document for result in kept_results if result.document],
        [row for result in kept_results for row in result.passages],
        [row for result in kept_results for row in result.trade],
        [row for result in kept_results for row in result.agenda],
        [row for result in kept_results for row in result.mentions],
        known,
        problems,
        {result.document.doc_id: result.origin for result in kept_results if result.document and result.origin},
    )


def assemble(
    documents: list[Document],
    passages: list[Passage],
    claims: list[Claim],
    items: list[Item],
    mentions: list[Mention],
    known: dict[str, Actor],
    problems: list[Problem],
    origins: dict[str, Origin],
) -> Corpus:
    """Returns the corpus of these rows: actors counted, edges drawn, every table sorted by document, then offset."""
    order = {document.doc_id: n for n, document in enumerate(sorted(documents, key=lambda d: d.doc_id))}

    def placed(rows: list[Any]) -> list[Any]:
        return sorted(rows, key=lambda row: (order[row.doc_id], row.start, row.end))

    documents = sorted(documents, key=lambda d: d.doc_id)
    counted = _counted(documents, mentions, known)
    rows: dict[str, list[Any]] = {
        "documents": documents,
        "passages": placed(passages),
        "trade": placed(claims),
        "agenda": placed(items),
        "mentions": placed(mentions),
        "actors": counted,
        "edges": network.edges(documents, passages, mentions, items, {actor.actor_id: actor for actor in counted}),
        "problems": sorted(problems, key=lambda problem: (problem.uri, problem.step)),
    }
    return Corpus(**{name: tables.frame(name, rows[name]) for name in tables.TABLES}, origins=origins)


def _counted(documents: list[Document], mentions: list[Mention], known: dict[str, Actor]) -> list[Actor]:
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
