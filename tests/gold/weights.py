"""Fits the weights of the agenda: `make weights` prints how well they judge articles that they have not seen, and writes kzcn/vocabulary/weights/.

The annotated articles of the seed, gold, practice and agenda are read sentence by sentence, the single sentences of tests/agenda_phrases.csv, and the
published passages of the half to learn from, as far as their texts lie in the folder given (`make weights TEXTS=FOLDER`); held-out and unread articles
take no part. Six decisions are learned by logistic regression on the features that kzcn/agenda finds: whether a sentence is an item, its themes, its
instruments, its status, whether it is between two states, and through which bodies it runs.

Articles count by how much they are like those that users bring (COUNTS). The figures printed are of articles left out, a fifth of them at a time: F1,
for the status the share that is right. The probability from which on a label is taken is the one that does best on published articles left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import annotations
import numpy as np
from score import norm
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kzcn import sources
from kzcn.actors import mentions as actors
from kzcn.agenda import classifier, evidence, features, forums, relevance, status
from kzcn.agenda.evidence import Reading
from kzcn.agenda.features import Features
from kzcn.articles import article, sentences
from kzcn.schema import ITEM_STATUSES, Document, Mention
from kzcn.vocabulary import vocabulary

HERE = Path(__file__).parent
PHRASES = HERE.parent / "agenda_phrases.csv"
LABELS = {
    "items": ("item",),
    "themes": tuple(vocabulary("themes")),
    "instruments": tuple(vocabulary("instruments")),
    "status": ITEM_STATUSES,
    "bilateral": ("bilateral",),
    "bodies": ("meant",),
}
# What an article counts for, by its manner: published; written in the manner of what is published; written for the agenda, and far fuller of it
# than what is published; a sentence that stands alone.
COUNTS = {"published": 4.0, "alike": 2.0, "dense": 0.4, "alone": 0.4}
RARE = 5  # a feature seen less often has no weight
HOLD = 0.3  # how far a weight may go from nothing: the inverse of the ridge penalty
FOLDS = 5
CUTS = np.arange(0.2, 0.75, 0.01)  # probabilities from which on a label may be taken
WIDE = 9  # cuts side by side that are judged together, for the best one alone is luck
SMALL = 0.03  # a word that weighs less is left out
WORDS = ("word ", "pair ", "named word ", "alone word ", "main verb ", "term verb ", "subject ")


@dataclass(frozen=True)
class Row:
    """A sentence as one decision sees it: its features, the labels that are right, and its article and that one's manner."""

    features: Mapping[str, float]
    right: frozenset[str]
    article: str
    manner: str


@dataclass(frozen=True)
class Example:
    """An article to learn from: its name, manner, text as it is read, and the annotations of its items."""

    name: str
    manner: str
    read: article.Article
    published: date | None
    items: Sequence[dict[str, Any]]


def examples(texts: Path | None) -> Iterator[Example]:
    """Yields what is learned from."""
    yield _example(HERE / "seed.json", HERE.parent.parent / "seeds", "published")
    folders = {"dense": (".", "practice", "agenda"), "alike": ("practice",)}
    for manner, names in folders.items():
        for name in names:
            for path in sorted((HERE / name).glob("*.json")):
                if path.name != "seed.json" and ("kind" in _gold(path)) == (manner == "alike"):
                    yield _example(path, HERE / name / "articles", manner)
    missing = []
    for path in sorted((HERE / "real").glob("*.json")):
        if annotations.half(path.stem) != "learn" or "agenda" not in _gold(path).get("annotated", ["agenda"]):
            continue
        if texts and (texts / f"{path.stem}.txt").is_file():
            yield _example(path, texts, "published")
        else:
            missing.append(path.stem)
    if missing:
        print(f"{len(missing)} published passages are left out, their texts are not at hand: {', '.join(missing)}")
    with PHRASES.open(encoding="utf-8") as file:
        for number, phrase in enumerate(csv.DictReader(line for line in file if not line.startswith("#"))):
            text = f"A title of our own\n\n{phrase['sentence']}\n"
            row = {**phrase, **{field: phrase[field].split(";") for field in ("themes", "instruments", "forums")}}
            items = [{**row, "anchor": phrase["sentence"]}] if phrase["status"] else []
            yield Example(f"sentence {number}", "alone", article.read(text.encode(), "sentence.txt"), None, items)


def _gold(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _example(annotation: Path, folder: Path, manner: str) -> Example:
    gold = _gold(annotation)
    address = _addresses(folder)[gold["doc"]]
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    return Example(gold["doc"], manner, article.read(sources.read(address), address), published, gold["agenda"])


@cache
def _addresses(folder: Path) -> dict[str, str]:
    return {source.doc_id: source.address for source in sources.find(str(folder)).sources}


def readings(example: Example) -> list[Reading]:
    """Returns the sentences of one article, read."""
    read = example.read
    document = Document(
        example.name, read.title, read.authors, read.published, None, None, read.language, 0, "", "", read.text
    )
    passages = sentences.passages(example.name, read)
    registry = actors.Registry.load()
    found, discovered = actors.mentions(document, passages, registry)
    known = registry.actors | {actor.actor_id: actor for actor in discovered}
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        mentions[mention.passage_id].append(mention)
    return [
        evidence.read(passage, mentions[passage.passage_id], known) for passage in passages if passage.section != "bio"
    ]


def rows(example: Example) -> list[tuple[str, Row]]:
    """Returns what each decision learns from one article."""
    found: list[tuple[str, Row]] = []

    def learn(decision: str, seen: Mapping[str, float], right: Iterable[str]) -> None:
        found.append((decision, Row(seen, frozenset(right), example.name, example.manner)))

    read = readings(example)
    marked = [(norm(row["anchor"]), row) for row in example.items]
    place = forums.begin(read, example.published.isoformat() if example.published else "")
    before: tuple[Reading, dict[str, Any]] | None = None
    latest: tuple[Reading, dict[str, Any]] | None = None
    for reading, own, around in zip(read, relevance.features(read), features.around(read), strict=True):
        row = next((row for anchor, row in marked if anchor in norm(reading.passage.text)), None)
        place = place.at(reading)
        learn("items", own, {"item"} if row else ())
        if before and (row is None or before[0].passage.paragraph != reading.passage.paragraph):
            before = None
        if row is None:
            continue
        refers = latest is not None and bool(evidence.reference(reading, latest[0]))
        earlier = latest if refers else before
        content: Features = features.sentence(reading) | around
        if earlier:
            content |= features.earlier((*earlier[1]["themes"], *earlier[1]["instruments"]), refers)
        learn("themes", content, set(row["themes"]) & set(LABELS["themes"]))
        learn("instruments", content, set(row["instruments"]) & set(LABELS["instruments"]))
        learn("status", content | status.features(reading, example.published), {row["status"]})
        item = forums.Known(
            reading,
            content,
            tuple(row["instruments"]),
            row["status"],
            tuple(earlier[1]["forums"]) if earlier else None,
            refers,
            place,
        )
        learn("bilateral", forums.pair(item), set(row["forums"]) & {"bilateral"})
        for label in forums.candidates(item):
            learn("bodies", forums.body(item, label), {"meant"} if label in row["forums"] else ())
        before = latest = (reading, row)
    return found


def matrix(learned: Sequence[Row], used: Iterable[Row]) -> tuple[DictVectorizer, np.ndarray]:
    """Returns the features that are not rare in the rows learned from, and the values of the rows used."""
    seen = Counter(feature for row in learned for feature in row.features)
    vectorizer = DictVectorizer().fit([{feature: 1.0 for feature, number in seen.items() if number >= RARE}])
    return vectorizer, vectorizer.transform([row.features for row in used])


def fit(decision: str, learned: Sequence[Row]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Returns the features, their weights by label, and the biases."""
    vectorizer, values = matrix(learned, learned)
    counts = np.array([COUNTS[row.manner] for row in learned])
    models = [
        LogisticRegression(C=HOLD, max_iter=3000).fit(values, [label in row.right for row in learned], counts)
        for label in LABELS[decision]
    ]
    bias = np.array([model.intercept_[0] for model in models])
    return list(vectorizer.get_feature_names_out()), np.column_stack([model.coef_[0] for model in models]), bias


def left_out(decision: str, learned: Sequence[Row], fold: int) -> tuple[list[int], np.ndarray]:
    """Returns the numbers of the rows in one fold of the articles, and what weights learned from the others make of them."""
    names = np.random.default_rng(1).permutation(sorted({row.article for row in learned}))
    left = set(names[fold::FOLDS])
    known = [row for row in learned if row.article not in left]
    unknown = [number for number, row in enumerate(learned) if row.article in left]
    _, weights, bias = fit(decision, known)
    _, values = matrix(known, [learned[number] for number in unknown])
    return unknown, values @ weights + bias


def taken(decision: str, weighed: np.ndarray, cut: float) -> np.ndarray:
    """Returns which labels are taken: the likeliest status, and of the themes at least the likeliest."""
    likeliest = weighed == weighed.max(axis=1, keepdims=True)
    over = weighed >= np.log(cut / (1 - cut))
    return likeliest if decision == "status" else over | (likeliest if decision == "themes" else False)


def f1(true: np.ndarray, found: np.ndarray, counts: np.ndarray) -> float:
    """Returns F1 of rows that count differently."""
    hits, both = (true & found).sum(axis=1) @ counts, (true.sum(axis=1) + found.sum(axis=1)) @ counts
    return float(2 * hits / max(both, 1))


def best(decision: str, true: np.ndarray, weighed: np.ndarray, manners: np.ndarray) -> float:
    """Returns the cut that does best on the articles most like those that users bring."""
    counts = np.array([COUNTS[manner] if manner in ("published", "alike") else 0.0 for manner in manners])
    scores = [f1(true, taken(decision, weighed, cut), counts) for cut in CUTS]
    smooth = np.convolve(np.pad(scores, WIDE // 2, mode="edge"), np.ones(WIDE) / WIDE, mode="valid")
    return 0.5 if decision == "status" else float(CUTS[smooth.argmax()])


def judge(decision: str, learned: Sequence[Row], pool: ProcessPoolExecutor) -> float:
    """Prints F1 on articles left out by their manner, and returns the best cut."""
    weighed = np.zeros((len(learned), len(LABELS[decision])))
    jobs = [pool.submit(left_out, decision, learned, fold) for fold in range(FOLDS)]
    for job in jobs:
        numbers, found = job.result()
        weighed[numbers] = found
    true = np.array([[label in row.right for label in LABELS[decision]] for row in learned])
    manners = np.array([row.manner for row in learned])
    cut = best(decision, true, weighed, manners)
    found = taken(decision, weighed, cut)
    told = [
        f"{manner} {f1(true[which], found[which], np.ones(which.sum())):.3f}"
        for manner in COUNTS
        if (which := manners == manner).any()
    ]
    print(f"{decision}: each article judged without it, cut {cut:.2f}: {', '.join(told)}", flush=True)
    return cut


def write(decision: str, learned: Sequence[Row], cut: float) -> None:
    """Writes the weights of a decision, the cut moved into the biases."""
    names, weights, bias = fit(decision, learned)
    with (classifier.MODEL / f"{decision}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(
            f"# What each feature speaks for ({decision}): fitted to annotated articles and written by tests/gold/weights.py, read by kzcn/agenda/classifier.py.\n"
        )
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", *LABELS[decision]])
        out.writerow(["bias", *(f"{weight:.2f}" for weight in bias - np.log(cut / (1 - cut)))])
        for name, line in sorted(zip(names, weights, strict=True)):
            if np.abs(line).max() >= SMALL or not name.startswith(WORDS):
                out.writerow([name, *(f"{weight:.2f}" if abs(weight) >= SMALL else "" for weight in line)])


def main() -> None:
    """Prints how well articles left out are judged, and writes the weights fitted to all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", type=Path, nargs="?", help="the folder of the published texts, NAME.txt each")
    options = parser.parse_args()
    found: dict[str, list[Row]] = {decision: [] for decision in LABELS}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for decision, row in chain.from_iterable(pool.map(rows, examples(options.texts), chunksize=8)):
            found[decision].append(row)
        for decision, learned in found.items():
            write(decision, learned, judge(decision, learned, pool))


if __name__ == "__main__":
    main()
