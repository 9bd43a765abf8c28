"""The corpus: the articles of a folder as tables that can be selected, cited and written."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kzcn import cite, pipeline, tables, writers
from kzcn.articles.origin import Origin
from kzcn.errors import KzcnError
from kzcn.schema import Problem
from kzcn.sources import Source, find, locate
from kzcn.spill import Store

PATIENCE = 10  # seconds to wait for an answer from a cluster
WAITING = 64  # articles that are structured ahead of the one that is merged


class NoCluster(KzcnError):
    """There is no working Dask cluster at the address."""


@dataclass(frozen=True)
class Corpus:
    """Articles as tables: documents, passages, trade, agenda, mentions, actors, edges, problems (one data frame each).

    `origins` maps a doc_id to what the sidecar of the article states about its producer, address and rights.
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
        """Returns the tables by name, in the order of `tables.TABLES`."""
        return {name: getattr(self, name) for name in tables.TABLES}

    def select(
        self, *, since: str | None = None, until: str | None = None, parties: Iterable[str] | None = None
    ) -> Corpus:
        """Returns the corpus of the articles published from `since` to `until` (ISO year, month or day, both included).

        With `parties` (ISO 3166 alpha-3) only trade between two of them and agenda items in which one of them takes part are kept.
        With a bound, articles without a date are left out and listed in `problems`.
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
        known = {actor.actor_id: actor for actor in tables.rows("actors", self.actors)}
        mentioned = set(rows["mentions"]["actor_id"])
        selected = pipeline.assemble(
            _articles({"documents": documents, **rows}),
            {actor_id: actor for actor_id, actor in known.items() if actor_id in mentioned},
            problems,
        )
        return _corpus(selected, self.origins)

    def cite(self, rows: pd.DataFrame) -> cite.Html:
        """Returns rows that have a span as an HTML table: each sentence with its span marked and a link to its source."""
        return cite.evidence(self, rows)

    def write(self, folder: str | Path, ending: str = "csv") -> None:
        """Writes the tables into a folder as csv, parquet, sqlite or xlsx, each file complete or not at all."""
        with writers.writing(Path(folder), ending) as add:
            for name, data in self.tables().items():
                add(name, data)


def _articles(frames: Mapping[str, pd.DataFrame]) -> Iterator[pipeline.Structured]:
    """Yields the articles of tables with their rows."""
    rows: dict[str, dict[str, list[Any]]] = {name: {} for name in frames}
    for name, data in frames.items():
        for row in tables.rows(name, data):
            rows[name].setdefault(row.doc_id, []).append(row)
    documents = rows.pop("documents")
    for doc_id in sorted(documents):
        found = {name: by_article.get(doc_id, []) for name, by_article in rows.items()}
        yield pipeline.Structured(
            documents[doc_id][0], found["passages"], found["trade"], found["agenda"], found["mentions"]
        )


def _corpus(chunks: Iterable[pipeline.Rows], origins: dict[str, Origin]) -> Corpus:
    rows: dict[str, list[Any]] = {name: [] for name in tables.TABLES}
    for chunk in chunks:
        for name, found in chunk.items():
            rows[name] += found
    return Corpus(**{name: tables.frame(name, rows[name]) for name in tables.TABLES}, origins=origins)


def load(path: str | Path = "seeds", *, jobs: int = 1, scheduler: str | None = None) -> Corpus:
    """Returns the corpus at a folder, a glob, a file, any fsspec address of these, or a folder of tables that `write` filled.

    `jobs` processes structure the files, or the workers of the Dask `scheduler` at an address, which must see the files at the same
    address. A file that cannot be read is listed in `problems`. NoCorpus is raised if there is nothing at the address, NoCluster if no
    scheduler with a worker answers.
    """
    address = locate(str(path))
    if tables.stand(address):
        return Corpus(**tables.read(address))
    merged = structured(path, [], jobs=jobs, scheduler=scheduler)
    return _corpus(merged.rows(), merged.origins)


def structured(path: str | Path, store: Store, *, jobs: int = 1, scheduler: str | None = None) -> pipeline.Merged:
    """Returns the articles at an address, structured as in `load`; the results go through `store`, a list or a `Spill` on disk."""
    found = find(str(path))
    with _executor(jobs, scheduler) as executor:
        return pipeline.merge(_ahead(executor, found.sources, max(jobs, WAITING)), found.problems, store)


def _ahead(executor: Executor, sources: Iterable[Source], waiting: int) -> Iterator[pipeline.Structured]:
    """Yields the results in the order of the sources; a few are structured ahead, so that those not yet taken do not fill the memory."""
    running: deque[Future[pipeline.Structured]] = deque()
    for source in sources:
        running.append(executor.submit(pipeline.structure, source))
        if len(running) > waiting:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


@contextmanager
def _executor(jobs: int, scheduler: str | None) -> Iterator[Executor]:
    if scheduler is not None:
        with _cluster(scheduler) as client:
            yield client.get_executor()
    elif jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            yield pool
    else:
        yield _Here()


def _cluster(scheduler: str) -> Any:
    """Returns a client of the Dask scheduler at an address; NoCluster if none answers, or if it has no workers."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("a cluster needs an extra; install it with: pip install 'kzcn[cluster]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # NoCluster reports what goes wrong
    reached: Future[Any] = Future()

    def reach() -> None:
        try:
            reached.set_result(Client(scheduler, timeout=PATIENCE))
        except Exception as error:
            reached.set_exception(error)

    threading.Thread(target=reach, daemon=True).start()  # a server of another kind can block Client past its timeout
    try:
        client = reached.result(timeout=PATIENCE + 1)
    except Exception as error:
        why = str(error) or "no answer in time"
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


class _Here(Executor):
    """Works in this process: a small corpus needs no pool."""

    def submit(self, work: Callable[..., Any], /, *values: Any, **named: Any) -> Future[Any]:
        """Returns the result of work that is done at once."""
        done: Future[Any] = Future()
        done.set_result(work(*values, **named))
        return done
