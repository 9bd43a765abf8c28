"""Structures the articles at an address: in this process, in several, or on the workers of a cluster."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kzcn import pipeline
from kzcn.errors import KzcnError
from kzcn.sources import Source, find
from kzcn.spill import Store

PATIENCE = 10  # seconds to wait for an answer from a cluster
WAITING = 64  # articles that are structured ahead of the one that is merged


class NoCluster(KzcnError):
    """There is no working Dask cluster at the address."""


def structured(
    path: str | Path,
    store: Store,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    limits: pipeline.Limits = pipeline.USUAL,
) -> pipeline.Merged:
    """Returns the articles at an address, structured as in `load`; the results go through `store`, a list or a `Spill` on disk."""
    found = find(str(path))
    with _executor(jobs, scheduler) as executor:
        results = _ahead(executor, found.sources, limits, max(jobs, WAITING))
        return pipeline.merge(results, found.problems, store, found.corrections)


def _ahead(
    executor: Executor, sources: Iterable[Source], limits: pipeline.Limits, waiting: int
) -> Iterator[pipeline.Structured]:
    """Yields the results in the order of the sources; a few are structured ahead, so that those not yet taken do not fill the memory."""
    running: deque[Future[pipeline.Structured]] = deque()
    for source in sources:
        running.append(executor.submit(pipeline.structure, source, limits))
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
