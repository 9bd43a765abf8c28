"""Scores the reading of saved pages beside trafilatura and htmldate: `make pages FOLDER=...`.

The folder holds pages and JSON files with what is expected of them, in one of two forms:
{url: {"file": NAME, "with": [strings to keep], "without": [strings to keep out], "title", "author", "date"}}, as trafilatura and htmldate
publish it, or {NAME: {"articleBody": TEXT}} with pages NAME.html.gz, as article-extraction-benchmark does. Pages of these three sets count
where pages.csv lists them; of any other JSON file all pages count. All readers get the same bytes, one page after another.
"""

from __future__ import annotations

import csv
import gzip
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

import htmldate
import trafilatura

from kzcn.articles import article

LISTED = Path(__file__).with_suffix(".csv")
RUN = 4  # words of a shingle
LOW = 0.8  # F1 of a page that is read badly


@dataclass(frozen=True)
class Expected:
    """What is expected of a page; None where the set says nothing, "" where it says that the page has none."""

    set: str
    file: Path
    kept: tuple[str, ...]
    left_out: tuple[str, ...]
    body: str | None
    title: str | None
    author: str | None
    date: str | None


@dataclass(frozen=True)
class Found:
    """What a reader finds in a page; None where it finds none or does not look for it."""

    text: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None


def by_kzcn(data: bytes) -> Found:
    """Returns what kzcn finds."""
    try:
        found = article.read(data, "page.html")
    except article.Unreadable:
        return Found()
    return Found(found.text, found.title, "; ".join(found.authors), found.published)


def by_trafilatura(data: bytes, **options: bool) -> Found:
    """Returns what trafilatura finds, without the readers' comments."""
    found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, **options)
    return Found(found.text, found.title, found.author, found.date) if found is not None else Found()


def by_htmldate(data: bytes) -> Found:
    """Returns what htmldate finds: only the date."""
    return Found(date=htmldate.find_date(data, original_date=True))


READERS: dict[str, Callable[[bytes], Found]] = {
    "kzcn": by_kzcn,
    "trafilatura": by_trafilatura,
    "favour precision": lambda data: by_trafilatura(data, favor_precision=True),
    "htmldate": by_htmldate,
}


def expected(folder: Path) -> Iterator[Expected]:
    """Yields the pages below a folder of which something is expected, set by set."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        listed = {(row["set"], row["page"]) for row in csv.DictReader(file)}
    sets = {name for name, _ in listed}
    for path in sorted(folder.rglob("*.json")):
        pages = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(pages, dict) or not all(
            isinstance(page, dict) and ("file" in page or "articleBody" in page) for page in pages.values()
        ):
            continue
        files = {file.name: file for file in sorted(path.parent.rglob("*.htm*"), reverse=True) if file.is_file()}
        for key, page in pages.items():
            name = page.get("file") or f"{key}.html.gz"
            if name in files and (path.stem not in sets or (path.stem, name) in listed):
                yield _expected(path.stem, files[name], page)


def _expected(name: str, file: Path, page: dict[str, Any]) -> Expected:
    author = page.get("author")
    return Expected(
        name,
        file,
        tuple(page.get("with") or ()),
        tuple(page.get("without") or ()),
        page.get("articleBody"),
        page.get("title"),
        "; ".join(author) if isinstance(author, list) else (author or "") if "author" in page else None,
        page.get("date"),
    )


# --- scores ----------------------------------------------------------------------------------------------------------


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split())


def _names(authors: str | None) -> str:
    """Returns authors without what may differ between two ways to list the same names: case, commas, "and"."""
    return " ".join(re.sub(r"[,;&]|\band\b", " ", (authors or "").casefold()).split())


def overlap(body: str, text: str) -> tuple[float, float]:
    """Returns precision and recall of the runs of four words of a text against those of the expected body."""
    runs = []
    for words in (re.findall(r"\w+", body), re.findall(r"\w+", text)):
        runs.append(Counter(tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1)) if words))
    right = (runs[0] & runs[1]).total()
    return right / max(runs[1].total(), 1), right / max(runs[0].total(), 1)


def f1(precision: float, recall: float) -> float:
    """Returns the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def scores(pages: list[Expected], found: list[Found]) -> dict[str, tuple[float, int]]:
    """Returns each score of one reader with the number of what it counts."""
    pairs = list(zip(pages, found, strict=True))
    bodies = [overlap(page.body, result.text or "") for page, result in pairs if page.body is not None]
    texts = [(page, _spaced(result.text)) for page, result in pairs]
    shares: dict[str, list[bool]] = {
        "strings kept": [_spaced(text) in read for page, read in texts for text in page.kept],
        "strings kept out": [_spaced(text) not in read for page, read in texts for text in page.left_out],
        f"F1 under {LOW}": [f1(*body) < LOW for body in bodies],
        "title exact": [_spaced(page.title) == _spaced(result.title) for page, result in pairs if page.title],
        "author exact": [_names(page.author) == _names(result.author) for page, result in pairs if page.author],
        "author invented": [bool(result.author) for page, result in pairs if page.author == ""],
        "date exact": [page.date == result.date for page, result in pairs if page.date],
        "set aside": [not result.text for page, result in pairs if page.kept or page.body],
    }
    table = {name: (mean(values), len(values)) for name, values in shares.items() if values}
    if not bodies:
        return table
    precisions = [overlap(page.body, result.text)[0] for page, result in pairs if page.body is not None and result.text]
    precision = mean(precisions) if precisions else 0.0
    return {"F1": (f1(precision, mean(recall for _, recall in bodies)), len(bodies))} | table


def main() -> None:
    """Prints the scores of each reader on the pages of a folder, and the median CPU time of a page."""
    logging.disable(logging.CRITICAL)
    pages = list(expected(Path(sys.argv[1])))
    found: dict[str, list[Found]] = {name: [] for name in READERS}
    times: dict[str, list[float]] = {name: [] for name in READERS}
    for page in pages:
        data = page.file.read_bytes()
        data = gzip.decompress(data) if page.file.suffix == ".gz" else data
        for name, reader in READERS.items():
            start = time.process_time()
            found[name].append(reader(data))
            times[name].append(time.process_time() - start)
    for chosen in [*dict.fromkeys(page.set for page in pages), ""]:
        places = [n for n, page in enumerate(pages) if chosen in ("", page.set)]
        print(f"\n== {chosen or 'all'}: {len(places)} pages\n{'':24}" + "".join(f"{name:>18}" for name in READERS))
        rows = {name: scores([pages[n] for n in places], [found[name][n] for n in places]) for name in READERS}
        for score, (_, count) in rows["kzcn"].items():
            print(
                f"{f'{score} ({count})':24}"
                + "".join(
                    f"{row[score][0]:>18.3f}" if name != "htmldate" or score == "date exact" else f"{'-':>18}"
                    for name, row in rows.items()
                )
            )
        print(
            f"{'median seconds of CPU':24}"
            + "".join(f"{median(times[name][n] for n in places):>18.3f}" for name in READERS)
        )


if __name__ == "__main__":
    main()
