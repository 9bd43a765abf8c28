"""Finds near-duplicates: an article saved twice, or syndicated with small changes.

Two texts are the same article when the longer one contains most runs of five words of the shorter one, and the shorter is at least half
as long, and when it has the figures and months of the shorter one: a monthly notice on one template is another article. An index of runs limits the comparison to articles that share some.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from zlib import crc32

from kzcn.schema import Document
from kzcn.vocabulary import months

RUN = 5  # words
SHARED = 0.6  # of the shorter text's runs; an edited reprint shares more, two articles on one event far fewer
AGREEING = 0.8  # of the figures of the text that has fewer; a cut paragraph takes its own with it
SAMPLE = 4  # one run in so many is indexed
COMMON = 50  # a run in more articles is a common phrase and is ignored


def find(documents: Iterable[Document]) -> list[tuple[Document, Document]]:
    """Returns pairs (kept, set aside) of near-duplicates, sorted by the document set aside.

    The copy with the most of title, authors, date and source is kept; of equal ones the longest, then the earliest, then the first by id.
    """
    ranked = sorted(documents, key=_rank)
    runs = [_runs(document.text) for document in ranked]
    figures = [_figures(document.text) for document in ranked]
    index: defaultdict[int, list[int]] = defaultdict(list)
    pairs = []
    for n, document in enumerate(ranked):
        sample = [run for run in runs[n] if run % SAMPLE == 0] or list(runs[n])
        shared = Counter(
            earlier for run in sample if len(index.get(run, ())) <= COMMON for earlier in index.get(run, ())
        )
        original = next(
            (
                earlier
                for earlier, _ in shared.most_common(COMMON)
                if _same(runs[n], runs[earlier]) and _agree(figures[n], figures[earlier])
            ),
            None,
        )
        if original is not None:
            pairs.append((ranked[original], document))
            continue
        for run in sample:
            index[run].append(n)
    return sorted(pairs, key=lambda pair: pair[1].doc_id)


def _rank(document: Document) -> tuple[int, int, str, str]:
    known = sum(bool(field) for field in (document.title, document.authors, document.published, document.source))
    return -known, -document.words, document.published or "9999", document.doc_id


def _runs(text: str) -> set[int]:
    words = re.findall(r"\w+", text.casefold())
    return (
        {crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(len(words) - RUN + 1, 1))} if words else set()
    )


def _figures(text: str) -> set[str]:
    """Returns the numbers and months of a text."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text)) | {
        word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3 and word in months()
    }


def _agree(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= AGREEING * min(len(one), len(other))


def _same(one: set[int], other: set[int]) -> bool:
    short, long = sorted((len(one), len(other)))
    return short * 2 >= long and len(one & other) >= SHARED * short > 0
