"""Finds near-duplicates: an article saved twice, or syndicated with small changes.

Two texts are the same article when the longer one contains most runs of five words of the shorter one in the same order, and the shorter is at least half
as long, and when it has the figures and months of the shorter one: a monthly notice on one template is another article.

Of each article only a sketch is kept in memory: a sample of its runs. Articles whose sketches share some are compared by their texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from kzcn.schema import Document
from kzcn.vocabulary import months

RUN = 5  # words
SHARED = 0.7  # of the shorter text's runs; an edited reprint shares more, two articles on one event far fewer
AGREEING = 0.8  # of the figures of the text that has fewer; a cut paragraph takes its own with it
SAMPLE = 4  # one run in so many is in a sketch
LONG, SPARSE = 500, 16  # runs of a long text, and its sample: enough of them are left
COMMON = 50  # a run in more articles is a common phrase and is ignored
LIKELY = 0.35  # of the smaller sample is in the other one: half of what copies share, since a sample varies
RECENT = 64  # texts whose runs are kept while articles are compared


@dataclass(frozen=True, slots=True)
class Sketch:
    """What finds the copies of an article: its rank among them (the first is kept), and a sample of its runs of words."""

    doc_id: str
    rank: tuple[int, int, str, str]
    sample: np.ndarray
    rate: int  # of the sample
    sparse: int  # runs in the sample that a sparse one has too


def sketch(document: Document) -> Sketch:
    """Returns the sketch of an article.

    The copy with the most of title, authors, date and source is kept; of equal ones the longest, then the earliest, then the first by id.
    """
    known = sum(bool(field) for field in (document.title, document.authors, document.published, document.source))
    rank = (-known, -document.words, document.published or "9999", document.doc_id)
    runs = _runs(document.text)
    rate = SPARSE if len(runs) > LONG else SAMPLE
    sample = [run for run in runs if run % rate == 0] or list(runs)
    sparse = sum(run % SPARSE == 0 for run in sample)
    return Sketch(document.doc_id, rank, np.fromiter(sorted(sample), np.uint32, len(sample)), rate, sparse)


def find(sketches: Iterable[Sketch], text: Callable[[str], str]) -> list[tuple[str, str]]:
    """Returns pairs of ids (kept, set aside) of near-duplicates, sorted by the one set aside; `text` returns the text of an article by its id."""

    @lru_cache(RECENT)
    def read(doc_id: str) -> tuple[dict[int, int], set[str]]:
        return _runs(text(doc_id)), _figures(text(doc_id))

    ranked = sorted(sketches, key=lambda each: each.rank)
    known = {each.doc_id: each for each in ranked}
    in_several = _in_several([each.sample for each in ranked])
    index: defaultdict[int, list[str]] = defaultdict(list)
    pairs = []
    for each in ranked:
        sample = [run for run in each.sample.tolist() if run in in_several]
        rare = [run for run in sample if len(index[run]) <= COMMON]
        ignored = len(sample) - len(rare)
        shared = Counter(earlier for run in rare for earlier in index[run])
        original = next(
            (
                earlier
                for earlier, number in shared.most_common(COMMON)
                if number + ignored >= LIKELY * _comparable(each, known[earlier])
                and _is_same(read(each.doc_id), read(earlier))
            ),
            None,
        )
        if original is not None:
            pairs.append((original, each.doc_id))
            continue
        for run in rare:
            index[run].append(each.doc_id)
    return sorted(pairs, key=lambda pair: pair[1])


def _comparable(one: Sketch, other: Sketch) -> int:
    """Returns the size of the smaller of two samples; beside a sparse sample, only the sparse part of the other one counts."""
    if one.rate != other.rate:
        return min(one.sparse, other.sparse)
    return min(len(one.sample), len(other.sample))


def _in_several(samples: list[np.ndarray]) -> set[int]:
    """Returns the runs that are in more than one sketch: only these can lead to a copy, and they are few."""
    if not samples:
        return set()
    runs, counts = np.unique(np.concatenate(samples), return_counts=True)
    return set(runs[counts > 1].tolist())


def _is_same(one: tuple[dict[int, int], set[str]], other: tuple[dict[int, int], set[str]]) -> bool:
    return _share(one[0], other[0]) and _agree(one[1], other[1])


def _runs(text: str) -> dict[int, int]:
    """Returns the runs of words of a text, in order, with the place of each."""
    words = re.findall(r"\w+", text.casefold())
    places: dict[int, int] = {}
    for place in range(max(len(words) - RUN + 1, 1) if words else 0):
        places.setdefault(crc32(" ".join(words[place : place + RUN]).encode()), place)
    return places


def _figures(text: str) -> set[str]:
    """Returns the numbers and months of a text."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text)) | {
        word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3 and word in months()
    }


def _agree(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= AGREEING * min(len(one), len(other))


def _share(one: dict[int, int], other: dict[int, int]) -> bool:
    short, long = sorted((len(one), len(other)))
    return short * 2 >= long and _in_order(one, other) >= SHARED * short > 0


def _in_order(one: dict[int, int], other: dict[int, int]) -> int:
    """Returns how many runs two texts share in the same order: the length of the longest rising sequence of their places."""
    ends: list[int] = []  # the smallest place at which a rising sequence of each length can end
    for place in (other[run] for run in one if run in other):
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
