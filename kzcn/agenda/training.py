"""Fits the weights of the agenda to annotated articles; nothing but `make weights` imports it.

Training walks articles as reading does (`walk`), with weights fitted to other articles: what an item takes over from the items before it is what
the classifier would say there, right or wrong. The first round has no weights, so nothing is taken over; each further round walks with the weights
of the round before.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy.sparse import csr_array, csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kzcn.agenda import relevance
from kzcn.agenda.classifier import DECISIONS, MODEL, Classifier, Weights
from kzcn.agenda.evidence import Reading
from kzcn.agenda.walk import Asked, walk
from kzcn.schema import ITEM_STATUSES
from kzcn.vocabulary import vocabulary

LABELS = {
    "items": ("item",),
    "themes": tuple(vocabulary("themes")),
    "instruments": tuple(vocabulary("instruments")),
    "status": ITEM_STATUSES,
    "bilateral": ("bilateral",),
    "bodies": ("meant",),
    "parties": ("party",),
}
# What an article counts for, by its manner: published; written in the manner of what is published; written for the agenda, and far fuller of it
# than what is published; a sentence that stands alone.
COUNTS = {"published": 4.0, "alike": 2.0, "dense": 0.4, "alone": 0.4}
RARE = 5  # a feature seen less often has no weight
HOLD = {
    "items": 0.1,
    "status": 0.1,
}  # how far a weight may go from zero: the inverse of the ridge penalty, chosen by cross-validation
USUAL = 0.3  # for the other decisions
FOLDS = 5
ROUNDS = 2
PRECISE = 1e-3  # of the fit
CUTS = np.arange(0.2, 0.75, 0.01)  # probabilities from which on a label may be taken
WIDE = 9  # cuts side by side that are judged together, for the best one alone is luck
SMALL = 0.03  # a word that weighs less is left out
WORDS = ("word ", "named word ", "alone word ")


@dataclass(frozen=True)
class Example:
    """An annotated article: its name and manner, its sentences, and the annotations by number of sentence."""

    name: str
    manner: str
    readings: Sequence[Reading]
    published: date | None
    items: Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Row:
    """A sentence as one decision sees it: its features, the labels that are right, and its article and that one's manner."""

    features: Mapping[str, float]
    right: frozenset[str]
    article: str
    manner: str


@dataclass(frozen=True)
class Table:
    """The rows of a decision as matrices: the features, which labels are right, what each row counts, and its fold and manner."""

    decision: str
    features: Sequence[str]
    values: csr_array
    right: np.ndarray
    counts: np.ndarray
    folds: np.ndarray
    manners: np.ndarray


@dataclass(frozen=True)
class Learned:
    """What is learned: the rows of each decision as matrices, the cuts, a classifier for each fold, fitted to the other folds, and the fold of each article."""

    tables: Mapping[str, Table]
    cuts: Mapping[str, float]
    models: Sequence[Classifier]
    folds: Mapping[str, int]


def learn(examples: Sequence[Example], rounds: int = ROUNDS) -> Learned:
    """Returns what is learned from annotated articles; prints how well each decision is judged in articles left out."""
    folds = _folds(examples)
    models = [Classifier({decision: _no_weights(decision) for decision in DECISIONS})] * FOLDS
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for step in range(rounds):
            rows: dict[str, list[Row]] = defaultdict(list)
            for found in pool.map(_rows, examples, [models[folds[one.name]] for one in examples], chunksize=16):
                for decision, row in found:
                    rows[decision].append(row)
            tables = {decision: _table(decision, rows[decision], folds) for decision in DECISIONS}
            jobs = [(table, fold) for table in tables.values() for fold in range(FOLDS)]
            fitted = list(pool.map(_left_out, *zip(*jobs, strict=True)))
            by_decision = {decision: fitted[n * FOLDS : (n + 1) * FOLDS] for n, decision in enumerate(DECISIONS)}
            cuts = {
                decision: _judge(tables[decision], [scores for _, scores in by_decision[decision]], step == rounds - 1)
                for decision in DECISIONS
            }
            models = [
                Classifier({decision: _cut(by_decision[decision][fold][0], cuts[decision]) for decision in DECISIONS})
                for fold in range(FOLDS)
            ]
    return Learned(tables, cuts, models, folds)


def write(learned: Learned) -> None:
    """Writes the weights fitted to all rows, the cuts moved into the biases."""
    for decision, table in learned.tables.items():
        weights = _cut(fit(table, np.full(len(table.folds), True)), learned.cuts[decision])
        with (MODEL / f"{decision}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(
                f"# What each feature speaks for ({decision}): fitted to annotated articles by kzcn/agenda/training.py, read by classifier.py.\n"
            )
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["feature", *LABELS[decision]])
            for feature, line in weights.items():
                out.writerow([feature, *(f"{line[label]:.2f}" if label in line else "" for label in LABELS[decision])])


def fit(table: Table, used: np.ndarray) -> Weights:
    """Returns the weights of a decision that fit the rows used: the bias first, then features in alphabetical order."""
    labels = LABELS[table.decision]
    values = table.values[used]
    common = (values != 0).sum(axis=0) >= RARE
    values = csr_matrix(values[:, common])
    models = [
        LogisticRegression(C=HOLD.get(table.decision, USUAL), max_iter=3000, tol=PRECISE).fit(
            values, right, table.counts[used]
        )
        for right in table.right[used].T
    ]
    weights = {"bias": {label: float(model.intercept_[0]) for label, model in zip(labels, models, strict=True)}}
    columns = np.column_stack([model.coef_[0] for model in models])
    for feature, line in zip(np.array(table.features)[common], columns, strict=True):
        if np.abs(line).max() >= SMALL or not feature.startswith(WORDS):
            weights[str(feature)] = {
                label: round(float(weight), 2)
                for label, weight in zip(labels, line, strict=True)
                if abs(weight) >= SMALL
            }
    return weights


def _left_out(table: Table, fold: int) -> tuple[Weights, np.ndarray]:
    """Returns the weights fitted to the other folds, and what they make of the rows of one."""
    weights = fit(table, table.folds != fold)
    place = {feature: number for number, feature in enumerate(table.features)}
    columns = np.zeros((len(place), len(LABELS[table.decision])))
    for feature, line in weights.items():
        for number, label in enumerate(LABELS[table.decision]):
            if feature != "bias":
                columns[place[feature], number] = line.get(label, 0.0)
    return weights, table.values[table.folds == fold] @ columns + np.array(list(weights["bias"].values()))


def _table(decision: str, rows: Sequence[Row], folds: Mapping[str, int]) -> Table:
    vectorizer = DictVectorizer()
    values = csr_array(vectorizer.fit_transform([row.features for row in rows]))
    return Table(
        decision,
        list(vectorizer.get_feature_names_out()),
        values,
        np.array([[label in row.right for label in LABELS[decision]] for row in rows]),
        np.array([COUNTS[row.manner] for row in rows]),
        np.array([folds[row.article] for row in rows]),
        np.array([row.manner for row in rows]),
    )


def _no_weights(decision: str) -> Weights:
    return {"bias": dict.fromkeys(LABELS[decision], -1.0)}


def _cut(weights: Weights, cut: float) -> Weights:
    moved = {label: weight - float(np.log(cut / (1 - cut))) for label, weight in weights["bias"].items()}
    return {**weights, "bias": moved}


def _folds(examples: Sequence[Example]) -> dict[str, int]:
    names = np.random.default_rng(1).permutation(sorted(example.name for example in examples))
    return {str(name): number % FOLDS for number, name in enumerate(names)}


def _rows(example: Example, model: Classifier) -> list[tuple[str, Row]]:
    """Returns what each decision learns from one article, walked with a classifier that has not seen it."""

    def row(features: Mapping[str, float], right: Iterable[str]) -> Row:
        return Row(features, frozenset(right), example.name, example.manner)

    found = [
        ("items", row(features, {"item"} if number in example.items else ()))
        for number, features in enumerate(relevance.features(example.readings))
        if features is not None
    ]
    for judged in walk(example.readings, example.published, model, example.items):
        if gold := example.items.get(judged.number):
            found += [(one.decision, row(one.features, _right(one, gold))) for one in judged.asked if _told(one, gold)]
    return found


def _told(asked: Asked, gold: Mapping[str, Any]) -> bool:
    """Returns whether the annotation says what is right."""
    return asked.decision != "parties" or "parties" in gold


def _right(asked: Asked, gold: Mapping[str, Any]) -> set[str]:
    """Returns the labels of a decision that are right."""
    if not asked.about:
        given = {gold["status"]} if asked.decision == "status" else set(gold[asked.decision])
        return given & set(LABELS[asked.decision])
    right = asked.about in gold["parties" if asked.decision == "parties" else "forums"]
    return set(LABELS[asked.decision]) if right else set()


def _judge(table: Table, scores: Sequence[np.ndarray], last: bool) -> float:
    """Returns the probability from which on a label is best taken, by articles left out; prints F1 by manner in the last round."""
    decision, right = table.decision, table.right
    weighed = np.zeros(right.shape)
    for fold, found in enumerate(scores):
        weighed[table.folds == fold] = found
    cut = _best(decision, right, weighed, table.manners)
    if last:
        taken = _taken(decision, weighed, cut)
        by_manner = [
            f"{manner} {_f1(right[which], taken[which], np.ones(which.sum())):.3f}"
            for manner in COUNTS
            if (which := table.manners == manner).any()
        ]
        print(f"{decision}: each article judged without it, cut {cut:.2f}: {', '.join(by_manner)}", flush=True)
    return cut


def _taken(decision: str, weighed: np.ndarray, cut: float) -> np.ndarray:
    """Returns which labels are taken: the likeliest status, and of the themes at least the likeliest."""
    likeliest = weighed == weighed.max(axis=1, keepdims=True)
    over = weighed >= np.log(cut / (1 - cut))
    return likeliest if decision == "status" else over | (likeliest if decision == "themes" else False)


def _f1(true: np.ndarray, found: np.ndarray, counts: np.ndarray) -> float:
    hits, both = (true & found).sum(axis=1) @ counts, (true.sum(axis=1) + found.sum(axis=1)) @ counts
    return float(2 * hits / max(both, 1))


def _best(decision: str, true: np.ndarray, weighed: np.ndarray, manners: np.ndarray) -> float:
    """Returns the cut that does best on the articles most like those that users bring."""
    counts = np.array([COUNTS[manner] if manner in ("published", "alike") else 0.0 for manner in manners])
    scores = [_f1(true, _taken(decision, weighed, cut), counts) for cut in CUTS]
    smooth = np.convolve(np.pad(scores, WIDE // 2, mode="edge"), np.ones(WIDE) / WIDE, mode="valid")
    return 0.5 if decision == "status" else float(CUTS[smooth.argmax()])
