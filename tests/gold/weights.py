"""Fits the weights by which a sentence is on the agenda and a theme its own: `python tests/gold/weights.py` prints how well, and writes
kzcn/vocabulary/weights.toml.

The annotated articles of gold and practice are read sentence by sentence, and the single sentences of tests/agenda_phrases.csv; the weights are those of a logistic regression with a ridge penalty, on the
signs that kzcn/agenda/weighing.py and kzcn/agenda/themes.py find. Held-out articles take no part. The figures printed leave out the article that they are measured on.
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
from kzcn.agenda import evidence, items, themes, weighing
from kzcn.agenda.evidence import Reading
from kzcn.model import Mention, Passage
from kzcn.terms import vocabulary

sys.path.insert(0, str(Path(__file__).parent))
from score import norm

HERE = Path(__file__).parent
PHRASES = HERE.parent / "agenda_phrases.csv"
Article = list[tuple[Reading, set[str] | None]]  # its sentences, with their themes where they are items
FILE = Path(weighing.__file__).parent.parent / "vocabulary" / "weights.toml"
RIDGE = 1.0
CUT = {"item": 0.46, "theme": 0.4}  # the probability from which on a sentence, or a theme of it, is taken
ALONE = 0.25  # what a single sentence counts for beside one in an article
HEAD = """# How much each sign speaks for a sentence's being on the agenda ([item], see kzcn/agenda/weighing.py), and for a theme's being its own ([themes], see
# kzcn/agenda/themes.py). Fitted to the annotated articles by tests/gold/weights.py, which writes this file.
"""


def annotated() -> list[tuple[Path, Path]]:
    """Returns annotations with the folder of their articles."""
    sets = [(HERE / "seed.json", HERE.parent.parent / "seeds")]
    sets += [(path, HERE / "articles") for path in sorted(HERE.glob("*.json")) if path.name != "seed.json"]
    return [*sets, *((path, HERE / "practice" / "articles") for path in sorted((HERE / "practice").glob("*.json")))]


def readings(passages: list[Passage], corpus: kzcn.Corpus) -> list[Reading]:
    """Returns the sentences of one article, read."""
    actors = {actor.actor_id: actor for actor in tables.rows("actors", corpus.actors)}
    mentions: dict[str, list[Mention]] = {}
    for mention in tables.rows("mentions", corpus.mentions[corpus.mentions["doc_id"] == passages[0].doc_id]):
        mentions.setdefault(mention.passage_id, []).append(mention)
    return [evidence.read(passage, mentions.get(passage.passage_id, []), actors) for passage in passages]


def articles() -> Iterator[Article]:
    """Yields each annotated article's sentences with the themes of those that are items, None for the others."""
    corpora = {folder: kzcn.load(folder) for folder in {folder for _, folder in annotated()}}
    for path, folder in annotated():
        gold, corpus = json.loads(path.read_text(encoding="utf-8")), corpora[folder]
        passages = [passage for passage in tables.rows("passages", corpus.passages[corpus.passages["doc_id"] == gold["doc"]]) if passage.section != "bio"]
        marked = {norm(row["anchor"]): set(row["themes"]) for row in gold["agenda"]}
        yield [(reading, next((themes for anchor, themes in marked.items() if anchor in norm(reading.passage.text)), None))
               for reading in readings(passages, corpus)]


def phrases() -> Iterator[Article]:
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
            yield [(reading, set(row["themes"].split(";")) if row["status"] else None) for reading in readings(passages, corpus)]


def themes_of(article: Article) -> Iterator[tuple[dict[str, dict[str, float]], set[str]]]:
    """Yields the signs of each theme, and the themes, of an article's items."""
    shares = themes.shares([reading for reading, _ in article])
    before: tuple[Reading, set[str]] | None = None
    latest: tuple[Reading, set[str]] | None = None
    for reading, about in article:
        if before and (about is None or before[0].passage.paragraph != reading.passage.paragraph):
            before = None
        if about is not None:
            earlier = latest if latest and evidence.reference(reading, latest[0]) else before
            yield themes.signs(reading, items.instruments(reading), earlier[1] if earlier else (), shares), about
            before = latest = (reading, about)


def fit(found: np.ndarray, target: np.ndarray, counts: np.ndarray, loose: int) -> np.ndarray:
    """Returns the weights; `counts` is what each row counts for, and the last `loose` columns, the biases, carry no penalty."""
    signs = np.where(target, 1.0, -1.0)
    ridge = np.append(np.full(found.shape[1] - loose, RIDGE), np.zeros(loose))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signs * (found @ weights)
        slope = -signs * counts / (1 + np.exp(margin))
        return float((counts * np.logaddexp(0, -margin)).sum() + ridge * weights @ weights / 2), found.T @ slope + ridge * weights

    return minimize(loss, np.zeros(found.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x


def fitted(name: str, found: np.ndarray, target: np.ndarray, owner: np.ndarray, whole: int, loose: int, cut: float) -> np.ndarray:
    """Returns weights fitted to all rows, with the biases moved to `cut`; prints how well those of the other articles judge each of the first `whole`."""
    counts = np.where(owner < whole, 1.0, ALONE)
    taken = np.zeros(len(target), dtype=bool)
    for number in range(whole):
        left = owner == number
        taken[left] = 1 / (1 + np.exp(-found[left] @ fit(found[~left], target[~left], counts[~left], loose))) >= cut
    judged = owner < whole
    hits, said, true = (taken & target & judged).sum(), (taken & judged).sum(), (target & judged).sum()
    print(f"{name}: each of {whole} articles judged by the others: P {hits / said:.3f}  R {hits / true:.3f}  F1 {2 * hits / (said + true):.3f}")
    weights = fit(found, target, counts, loose)
    weights[-loose:] -= np.log(cut / (1 - cut))
    return weights


def main() -> None:
    """Prints precision, recall and F1 with each article left out, and writes the weights fitted to all of them."""
    whole = list(articles())
    texts = [*whole, *phrases()]
    lines = [HEAD, "[item]"]

    signs = [(number, one, about is not None) for number, text in enumerate(texts)
             for one, (_, about) in zip(weighing.signs([reading for reading, _ in text]), text, strict=True)]
    names = list(signs[0][1])
    found = np.array([[*(float(one[name]) for name in names), 1.0] for _, one, _ in signs])
    weights = fitted("sentences", found, np.array([item for *_, item in signs]), np.array([number for number, *_ in signs]), len(whole), 1, CUT["item"])
    lines += [f"{name} = {weight:.2f}" for name, weight in zip([*names, "bias"], weights, strict=True)]

    labels = list(vocabulary("themes"))
    pairs = [(number, theme, one, theme in about) for number, text in enumerate(texts) for signs, about in themes_of(text) for theme, one in signs.items()]
    names = list(pairs[0][2])
    found = np.array([[*(float(one[name]) for name in names), *(float(theme == label) for label in labels)] for _, theme, one, _ in pairs])
    weights = fitted("themes", found, np.array([true for *_, true in pairs]), np.array([number for number, *_ in pairs]), len(whole), len(labels), CUT["theme"])
    lines += ["", "[themes]", *(f"{name} = {weight:.2f}" for name, weight in zip(names, weights, strict=False))]
    lines += ["", "[themes.bias]", *(f"{label} = {weight:.2f}" for label, weight in zip(labels, weights[len(names):], strict=True))]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
