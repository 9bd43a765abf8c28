"""Draws rows for readers to judge: `python tests/gold/draw.py TEXTS FOLDER` writes agenda.jsonl and ties.jsonl into FOLDER.

The rows are those that kzcn finds in the passages of the unread half (texts as for `make real`). The draw is seeded: 100 agenda rows, of them at
least 40 whose annotation names a speaker as far as there are so many, and 60 typed ties. Each line has what a reader needs to judge
it: the sentence, the two sentences before it, the title and the date. FOLDER must lie outside the repository, because it holds sentences.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path
from shutil import copy
from typing import Any

import annotations
import score

import kzcn

HERE = Path(__file__).parent
ITEMS, SPOKEN, TIES = 100, 40, 60
JUDGED = (
    "quote",
    "plover",
    "speaker",
    "date_start",
    "date_end",
    "status",
    "themes",
    "instruments",
    "forums",
    "parties",
)


def main() -> None:
    """Writes the two files."""
    texts, folder = map(Path, sys.argv[1:3])
    gold = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "real").glob("*.json"))}
    with tempfile.TemporaryDirectory() as work:
        for doc in gold:
            if annotations.half(doc) == "unread" and (texts / f"{doc}.txt").is_file():
                copy(texts / f"{doc}.txt", work)
        corpus = kzcn.load(work)
    names = corpus.actors.set_index("actor_id")["name"].to_dict()
    passages = {row["passage_id"]: row for row in corpus.passages.to_dict("records")}
    drawn = random.Random(1)
    items = corpus.agenda.to_dict("records")
    drawn.shuffle(items)
    items.sort(key=lambda item: not _is_spoken(item, passages, gold))  # stable: those with a speaker first
    chosen = items[:SPOKEN]
    rest = items[SPOKEN:]
    drawn.shuffle(rest)
    rows = [
        _context(item["passage_id"], passages, corpus) | {name: _plain(item[name], names) for name in JUDGED}
        for item in chosen + rest[: ITEMS - SPOKEN]
    ]
    ties = [
        _context(edge["passages"][0], passages, corpus)
        | {name: names.get(edge[name], edge[name]) for name in ("source", "relation", "target")}
        for edge in corpus.edges[corpus.edges["relation"] != "co-mention"].to_dict("records")
    ]
    drawn.shuffle(ties)
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("agenda", rows), ("ties", ties[:TIES])):
        text = "".join(json.dumps({"number": n, **line}, ensure_ascii=False) + "\n" for n, line in enumerate(lines, 1))
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
        print(f"{folder / name}.jsonl: {len(lines)} rows")


def _is_spoken(item: dict[str, Any], passages: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Returns whether the annotation of the item's sentence names a speaker."""
    sentence = score.norm(passages[item["passage_id"]]["text"])
    return any(
        row.get("speaker") and score.norm(row["anchor"]) in sentence for row in gold[item["doc_id"]].get("agenda", ())
    )


def _context(passage_id: str, passages: dict[str, Any], corpus: kzcn.Corpus) -> dict[str, Any]:
    passage = passages[passage_id]
    before = [
        row for row in passages.values() if row["doc_id"] == passage["doc_id"] and row["start"] < passage["start"]
    ]
    (document,) = corpus.documents[corpus.documents["doc_id"] == passage["doc_id"]].to_dict("records")
    return {
        "title": document["title"],
        "published": document["published"],
        "before": [row["text"] for row in before[-2:]],
        "sentence": passage["text"],
    }


def _plain(cell: Any, names: dict[str, str]) -> Any:
    if isinstance(cell, tuple):
        return list(cell)
    return names.get(cell, cell) if isinstance(cell, str) else None


if __name__ == "__main__":
    main()
