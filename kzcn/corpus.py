"""The corpus: the articles of a folder as tables that can be selected, cited and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from kzcn import cite, pipeline, tables, writers
from kzcn.articles.origin import Origin
from kzcn.schema import Problem
from kzcn.sources import holds_tables, locate
from kzcn.structuring import structured


def _table(name: str) -> Any:
    return property(lambda corpus: corpus._frames[name], doc=f"The table `{name}` as a data frame.")


class Corpus:
    """Articles as tables: documents, passages, trade, agenda, mentions, actors, edges, problems (one data frame each).

    `frames` maps the names of the tables to data frames; those of a folder of tables are read when they are first used.
    `origins` maps a doc_id to what the sidecar of the article states about its producer, address and rights.
    """

    documents = _table("documents")
    passages = _table("passages")
    trade = _table("trade")
    agenda = _table("agenda")
    mentions = _table("mentions")
    actors = _table("actors")
    edges = _table("edges")
    problems = _table("problems")

    def __init__(self, frames: Mapping[str, pd.DataFrame], origins: Mapping[str, Origin] | None = None) -> None:
        self._frames = frames
        self.origins = dict(origins or {})

    def tables(self) -> dict[str, pd.DataFrame]:
        """Returns the tables by name, in the order of `tables.TABLES`."""
        return {name: self._frames[name] for name in tables.TABLES}

    def replace(self, **frames: pd.DataFrame) -> Corpus:
        """Returns the corpus with other data frames for some tables."""
        return Corpus({**self.tables(), **frames}, self.origins)

    def __repr__(self) -> str:
        return f"Corpus({', '.join(f'{what}: {fact}' for what, fact in self._facts().items())})"

    def _repr_html_(self) -> str:
        """Returns what Jupyter shows: how many articles, from which years and sources, and what was found in them."""
        lines = "".join(f"<li>{what}: {fact}</li>" for what, fact in self._facts().items())
        return f"<p><b>Corpus</b></p><ul>{lines}</ul>"

    def _facts(self) -> dict[str, str]:
        years = sorted(self.documents["published"].dropna().str.slice(0, 4))
        counted = {
            "sources": self.documents["source"].nunique(),
            "trade claims": len(self.trade),
            "agenda items": len(self.agenda),
            "actors": len(self.actors),
            "ties": len(self.edges),
            "problems": len(self.problems),
        }
        return {
            "articles": f"{len(self.documents):,}",
            **({"published": years[0] if years[0] == years[-1] else f"{years[0]}-{years[-1]}"} if years else {}),
            **{what: f"{number:,}" for what, number in counted.items()},
        }

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
            documents[doc_id][0],
            found["passages"],
            found["trade"],
            agenda=found["agenda"],
            mentions=found["mentions"],
        )


def _corpus(chunks: Iterable[pipeline.Rows], origins: dict[str, Origin]) -> Corpus:
    rows: dict[str, list[Any]] = {name: [] for name in tables.TABLES}
    for chunk in chunks:
        for name, found in chunk.items():
            rows[name] += found
    return Corpus({name: tables.frame(name, rows[name]) for name in tables.TABLES}, origins)


def load(path: str | Path = "seeds", *, jobs: int = 1, scheduler: str | None = None) -> Corpus:
    """Returns the corpus at a folder, a glob, a file, any fsspec address of these, or a folder of tables that `write` filled.

    `jobs` processes structure the files, or the workers of the Dask `scheduler` at an address, which must see the files at the same
    address. A file that cannot be read is listed in `problems`. NoCorpus is raised if there is nothing at the address, NoCluster if no
    scheduler with a worker answers.
    """
    address = locate(str(path))
    if holds_tables(address):
        return Corpus(tables.Built(address))
    merged = structured(path, [], jobs=jobs, scheduler=scheduler)
    return _corpus(merged.rows(), merged.origins)
