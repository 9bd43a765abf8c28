"""Scores the structuring on published passages: `make real TEXTS=FOLDER`, or `python tests/gold/real.py FOLDER --misses 20`.

The passages belong to their publishers and are not in this repository; `real/` holds what was annotated in them. FOLDER holds the texts as
NAME.txt (NAME is the `doc` of an annotation): the title on the first line, the date on the next, then about the first 2 000 characters
of the page. `--download` fetches the pages of the texts that are missing from their addresses, for whom a network is at hand.

Passages are halved by a digest of their name. Those who write rules read the misses of one half (`--misses`), never of the other.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import urllib.request
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from shutil import copy
from typing import Any

import annotations
import reliability
import score

import kzcn

HERE = Path(__file__).parent
ROUNDS = 1000
RATES = ("decoys that got a row", "passages without items that got none")
LONGEST = 2_000  # characters of a page that are a passage


def main() -> None:
    """Prints the scores of both halves with their intervals, and how far two annotators agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path, help="the folder of the texts, NAME.txt each")
    parser.add_argument(
        "--misses", type=int, default=0, help="print up to N misses of each kind, of the half to learn from"
    )
    parser.add_argument("--download", action="store_true", help="fetch missing pages from their addresses first")
    options = parser.parse_args()
    gold = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "real").glob("*.json"))}
    if options.download:
        _download(gold.values(), options.texts)
    here = {doc for doc in gold if (options.texts / f"{doc}.txt").is_file()}
    if missing := sorted(set(gold) - here):
        print(f"{len(missing)} of {len(gold)} texts are missing in {options.texts}: {', '.join(missing)}")
    if not here:
        sys.exit("no texts to score")
    corpus, frames = _structured(options.texts, here)
    for half in ("learn", "unread"):
        docs = sorted(doc for doc in here if annotations.half(doc) == half)
        _print(
            f"{half}: {len(docs)} passages",
            {doc: _judged(gold[doc], frames) for doc in docs},
            options.misses if half == "learn" else 0,
        )
        print("-- how sure rows are" + (" (fitted to these)" if half == "learn" else ""))
        reliability.show([gold[doc] for doc in docs], corpus.tables())
    second = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((HERE / "real" / "second").glob("*.json"))
    }
    if agreed := sorted(set(second) & here):
        _print(
            f"two annotators: {len(agreed)} passages",
            {doc: _judged(gold[doc], _as_tables(second[doc], frames)) for doc in agreed},
            0,
        )


def _structured(texts: Path, docs: Iterable[str]) -> tuple[kzcn.Corpus, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "articles"
        folder.mkdir()
        for doc in docs:
            copy(texts / f"{doc}.txt", folder)
        corpus = kzcn.load(folder)
        for row in corpus.problems.itertuples():
            print(f"set aside: {Path(row.uri).stem}: {row.reason}")
        corpus.write(Path(work) / "tables")
        return corpus, score.read(Path(work) / "tables")


def _judged(gold: dict[str, Any], frames: dict[str, Any]) -> tuple[dict[str, score.Tally], dict[str, list[str]]]:
    tally: dict[str, score.Tally] = defaultdict(score.Tally)
    missed: dict[str, list[str]] = defaultdict(list)
    score.judge(gold, frames, tally, missed)
    return tally, missed


def _print(title: str, judged: dict[str, tuple[dict[str, score.Tally], dict[str, list[str]]]], misses: int) -> None:
    """Prints each figure with its 95 % interval over passages (bootstrap), and misses."""
    print(f"\n== {title}")
    kinds = dict.fromkeys(kind for tally, _ in judged.values() for kind in tally)
    drawn = random.Random(1)
    samples = [drawn.choices(list(judged), k=len(judged)) for _ in range(ROUNDS)]
    for kind in kinds:
        if kind in ("metadata",):
            continue
        row = _sum(judged, judged, kind)
        figures = sorted(_figure(kind, _sum(judged, sample, kind)) for sample in samples)
        interval = f"{figures[ROUNDS // 40]:.3f} to {figures[-ROUNDS // 40]:.3f}"
        parts = "" if kind in RATES else f"   P {row['precision']:.3f} R {row['recall']:.3f}"
        print(f"{kind:37s} {_figure(kind, row):.3f}  ({interval}){parts}   {row['hit']} of {row['gold']}")
        for line in [line for _, missed in judged.values() for line in missed[kind]][:misses]:
            print("    " + line)


def _sum(judged: dict[str, Any], docs: Iterable[str], kind: str) -> dict[str, Any]:
    total = score.Tally()
    for doc in docs:
        tally = judged[doc][0]
        if kind in tally:
            total.add(tally[kind].hit, tally[kind].predicted, tally[kind].gold)
    return total.row()


def _figure(kind: str, row: dict[str, Any]) -> float:
    return float(row["recall"] if kind in RATES else row["f1"])


def _as_tables(second: dict[str, Any], frames: dict[str, Any]) -> dict[str, Any]:
    """Returns the second annotator's rows as tables, so that the scorer compares them with the first's as it compares the product."""
    import pandas as pd

    doc = second["doc"]
    passages = frames["passages"][frames["passages"]["doc_id"].astype(str) == doc]
    texts = {str(i): score.norm(words) for i, words in zip(passages["passage_id"], passages["text"], strict=True)}

    def passage(anchor: str) -> str:
        return next((i for i, words in texts.items() if score.norm(anchor) in words), "none")

    ids = {actor["name"]: f"actor-{n}" for n, actor in enumerate(second["actors"])}
    trade = [{**row, "doc_id": doc, "passage_id": passage(row["anchor"]), "basis": "stated"} for row in second["trade"]]
    agenda = [{**row, "doc_id": doc, "passage_id": passage(row["anchor"])} for row in second["agenda"]]
    mentions = [
        {"doc_id": doc, "passage_id": next(iter(texts), "none"), "surface": surface, "actor_id": ids[actor["name"]]}
        for actor in second["actors"]
        for surface, count in actor["surfaces"].items()
        for _ in range(count)
    ]
    edges = [
        {
            "source": ids.get(tie["source"], ""),
            "target": ids.get(tie["target"], ""),
            "relation": tie["relation"],
            "passages": [passage(tie["anchor"])],
        }
        for tie in second.get("ties", [])
    ]
    actors = [
        {"actor_id": ids[actor["name"]], "name": actor["name"], "type": actor["type"]} for actor in second["actors"]
    ]
    made = {"trade": trade, "agenda": agenda, "mentions": mentions, "edges": edges, "actors": actors}
    columns = {
        "trade": [*frames["trade"].columns],
        "agenda": [*frames["agenda"].columns],
        "mentions": ["doc_id", "passage_id", "surface", "actor_id"],
        "edges": ["source", "target", "relation", "passages"],
        "actors": ["actor_id", "name", "type"],
    }
    return {**frames, **{name: pd.DataFrame(rows, columns=columns[name]) for name, rows in made.items()}}


def _download(golds: Iterable[dict[str, Any]], texts: Path) -> None:
    """Writes the passages of pages that have an address into the folder, as the structuring reads the page."""
    from kzcn.articles import article

    texts.mkdir(parents=True, exist_ok=True)
    for gold in golds:
        target = texts / f"{gold['doc']}.txt"
        if target.exists() or not str(gold.get("origin")).startswith("http"):
            continue
        try:
            with urllib.request.urlopen(gold["origin"], timeout=30) as answer:
                read = article.read(answer.read(), "page.html")
        except (OSError, article.Unreadable) as error:
            print(f"{gold['doc']}: {error}")
            continue
        head = [part for part in (gold.get("title"), gold.get("published")) if part]
        target.write_text("\n\n".join([*head, read.text[:LONGEST]]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
