"""Collects the annotated articles that the agenda learns from, and fits its weights to them: `make weights TEXTS=FOLDER`.

They are the seed, the articles of gold, practice and agenda, the single sentences of tests/agenda_phrases.csv, and the published passages of the half
to learn from, as far as their texts lie in FOLDER; held-out and unread articles take no part. `kzcn/agenda/training.py` says how they are learned from.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import annotations
from score import norm

from kzcn import sources
from kzcn.actors import mentions as actors
from kzcn.agenda import evidence, training
from kzcn.agenda.training import Example
from kzcn.articles import article, sentences
from kzcn.schema import Actor, Document, Mention, Passage

HERE = Path(__file__).parent
PHRASES = HERE.parent / "agenda_phrases.csv"


@dataclass(frozen=True)
class Annotated:
    """An article, its manner and the annotations of its items."""

    name: str
    manner: str
    read: article.Article
    published: date | None
    items: list[dict[str, Any]]


def annotated(texts: Path | None) -> Iterator[Annotated]:
    """Yields the articles with their annotations."""
    yield annotation(HERE / "seed.json", HERE.parent.parent / "seeds", "published")
    folders = {"dense": (".", "practice", "agenda"), "alike": ("practice",)}
    for manner, names in folders.items():
        for name in names:
            for path in sorted((HERE / name).glob("*.json")):
                if path.name != "seed.json" and ("kind" in _gold(path)) == (manner == "alike"):
                    yield annotation(path, HERE / name / "articles", manner)
    missing = []
    for path in sorted((HERE / "real").glob("*.json")):
        if annotations.half(path.stem) != "learn" or "agenda" not in _gold(path).get("annotated", ["agenda"]):
            continue
        if texts and (texts / f"{path.stem}.txt").is_file():
            yield annotation(path, texts, "published")
        else:
            missing.append(path.stem)
    if missing:
        print(f"{len(missing)} published passages are left out, their texts are not at hand: {', '.join(missing)}")
    with PHRASES.open(encoding="utf-8") as file:
        for number, phrase in enumerate(csv.DictReader(line for line in file if not line.startswith("#"))):
            text = f"A title of our own\n\n{phrase['sentence']}\n"
            row = {**phrase, **{field: phrase[field].split(";") for field in ("themes", "instruments", "forums")}}
            items = [{**row, "anchor": phrase["sentence"]}] if phrase["status"] else []
            yield Annotated(f"sentence {number}", "alone", article.read(text.encode(), "sentence.txt"), None, items)


def _gold(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def annotation(path: Path, folder: Path, manner: str) -> Annotated:
    """Returns an annotated article of a folder."""
    gold = _gold(path)
    address = _addresses(folder)[gold["doc"]]
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    return Annotated(
        gold["doc"], manner, article.read(sources.read(address), address), published, gold.get("agenda", [])
    )


@cache
def _addresses(folder: Path) -> dict[str, str]:
    return {source.doc_id: source.address for source in sources.find(str(folder)).sources}


def named(one: Annotated) -> tuple[Document, list[Passage], list[Mention], dict[str, Actor]]:
    """Returns an article with its sentences, the mentions in them, and the actors by id."""
    read = one.read
    document = Document(
        one.name, read.title, read.authors, read.published, None, None, read.language, 0, "", "", read.text
    )
    passages = sentences.passages(one.name, read)
    registry = actors.Registry.load()
    found, discovered = actors.mentions(document, passages, registry)
    return document, passages, found, registry.actors | {actor.actor_id: actor for actor in discovered}


def example(one: Annotated) -> Example:
    """Returns an article with its sentences read, and each annotation at its sentence."""
    _, passages, found, known = named(one)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        mentions[mention.passage_id].append(mention)
    readings = [
        evidence.read(passage, mentions[passage.passage_id], known) for passage in passages if passage.section != "bio"
    ]
    marked = [(norm(row["anchor"]), row) for row in one.items]
    items = {
        number: row
        for number, reading in enumerate(readings)
        if (row := next((row for anchor, row in marked if anchor in norm(reading.passage.text)), None))
    }
    return Example(one.name, one.manner, readings, one.published, items)


def examples(texts: Path | None) -> list[Example]:
    """Returns what is learned from."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(example, annotated(texts), chunksize=8))


def main() -> None:
    """Prints how well articles left out are judged, and writes the weights fitted to all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", type=Path, nargs="?", help="the folder of the published texts, NAME.txt each")
    options = parser.parse_args()
    training.write(training.learn(examples(options.texts)))


if __name__ == "__main__":
    main()
