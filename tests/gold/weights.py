"""Fits the weights by which a sentence is on the agenda: `python tests/gold/weights.py` prints how well, and writes kzcn/vocabulary/weights.toml.

The annotated articles of gold and practice are read sentence by sentence, and the single sentences of tests/agenda_phrases.csv; the weights are those of a logistic regression with a ridge penalty, on the
signs that kzcn/agenda/weighing.py finds. Held-out articles take no part. The figures printed leave out the article that they are measured on.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import kzcn
from kzcn import tables
from kzcn.agenda import evidence, weighing
from kzcn.model import Mention, Passage

sys.path.insert(0, str(Path(__file__).parent))
from score import norm

HERE = Path(__file__).parent
PHRASES = HERE.parent / "agenda_phrases.csv"
FILE = Path(weighing.__file__).parent.parent / "vocabulary" / "weights.toml"
RIDGE = 1.0
CUT = 0.46  # the probability from which on a sentence is taken
ALONE = 0.25  # what a single sentence counts for beside one in an article
HEAD = """# How much each sign in a sentence, or beside it, speaks for its being on the agenda; kzcn/agenda/weighing.py says what the signs are.
# Fitted to the annotated articles by tests/gold/weights.py, which writes this file.
"""


def annotated() -> list[tuple[Path, Path]]:
    """Returns annotations with the folder of their articles."""
    sets = [(HERE / "seed.json", HERE.parent.parent / "seeds")]
    sets += [(path, HERE / "articles") for path in sorted(HERE.glob("*.json")) if path.name != "seed.json"]
    return [*sets, *((path, HERE / "practice" / "articles") for path in sorted((HERE / "practice").glob("*.json")))]


def read(passages: list[Passage], corpus: kzcn.Corpus) -> list[dict[str, float]]:
    """Returns the signs of the sentences of one article."""
    actors = {actor.actor_id: actor for actor in tables.rows("actors", corpus.actors)}
    mentions: dict[str, list[Mention]] = {}
    for mention in tables.rows("mentions", corpus.mentions[corpus.mentions["doc_id"] == passages[0].doc_id]):
        mentions.setdefault(mention.passage_id, []).append(mention)
    return weighing.signs([evidence.read(passage, mentions.get(passage.passage_id, []), actors) for passage in passages])


def articles() -> Iterator[tuple[list[dict[str, float]], list[bool]]]:
    """Yields the signs of each article's sentences, and whether they are items."""
    corpora = {folder: kzcn.load(folder) for folder in {folder for _, folder in annotated()}}
    for path, folder in annotated():
        gold, corpus = json.loads(path.read_text(encoding="utf-8")), corpora[folder]
        passages = [passage for passage in tables.rows("passages", corpus.passages[corpus.passages["doc_id"] == gold["doc"]]) if passage.section != "bio"]
        anchors = [norm(row["anchor"]) for row in gold["agenda"]]
        yield read(passages, corpus), [any(anchor in norm(passage.text) for anchor in anchors) for passage in passages]


def phrases() -> Iterator[tuple[list[dict[str, float]], list[bool]]]:
    """Yields the same for sentences that stand alone."""
    with PHRASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    with tempfile.TemporaryDirectory() as place:
        for number, row in enumerate(rows):
            (Path(place) / f"{number:04d}.txt").write_text(f"A title of our own\n\n{row['sentence']}\n", encoding="utf-8")
        corpus = kzcn.load(place)
    for number, row in enumerate(rows):
        passages = list(tables.rows("passages", corpus.passages[corpus.passages["doc_id"] == f"{number:04d}"]))
        if len(passages) == 1:
            yield read(passages, corpus), [bool(row["status"])]


def fit(found: np.ndarray, items: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Returns the weights, the last of them the bias; `counts` is what each sentence counts for."""
    signs = np.hstack([found, np.ones((len(found), 1))])
    target = np.where(items, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = target * (signs @ weights)
        slope = -target * counts / (1 + np.exp(margin))
        penalty = RIDGE * np.append(weights[:-1], 0.0)
        return float((counts * np.logaddexp(0, -margin)).sum() + penalty @ weights / 2), signs.T @ slope + penalty

    return minimize(loss, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x


def main() -> None:
    """Prints precision, recall and F1 with each article left out, and writes the weights fitted to all of them."""
    whole = list(articles())
    texts = [*whole, *phrases()]
    names = list(texts[0][0][0])
    found = np.array([[float(one[name]) for name in names] for signs, _ in texts for one in signs])
    items = np.array([item for _, decided in texts for item in decided])
    owner = np.repeat(np.arange(len(texts)), [len(decided) for _, decided in texts])
    judged = owner < len(whole)
    counts = np.where(judged, 1.0, ALONE)
    shift = np.log(CUT / (1 - CUT))
    taken = np.zeros(len(items), dtype=bool)
    for number in range(len(whole)):
        left = owner == number
        weights = fit(found[~left], items[~left], counts[~left])
        taken[left] = found[left] @ weights[:-1] + weights[-1] >= shift
    hits = (taken & items)[judged].sum()
    print(f"{judged.sum()} sentences of {len(whole)} articles, {items[judged].sum()} of them items; each article judged by the others: "
          f"P {hits / taken[judged].sum():.3f}  R {hits / items[judged].sum():.3f}  F1 {2 * hits / (taken[judged].sum() + items[judged].sum()):.3f}")
    weights = fit(found, items, counts)
    lines = [f"{name} = {weight:.2f}" for name, weight in zip([*names, "bias"], [*weights[:-1], weights[-1] - shift], strict=True)]
    FILE.write_text(HEAD + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
