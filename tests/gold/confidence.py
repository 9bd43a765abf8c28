"""Fits how sure rows are to annotated articles: `make confidence TEXTS=FOLDER`; prints how well that holds on articles left out.

Claims and ties: a logistic regression over facts about a row (`kzcn/trade/sureness.py`, `kzcn/network.py`). Items: one over the scores of a classifier
that has not seen the article (`kzcn/agenda/sureness.py`). The articles are the practice ones and the published passages of the half to learn from, as
far as their texts lie in FOLDER; held-out and unread ones take no part.

Rules know the articles that they were written beside, and err less there. So passages that are new are read once before any rule learns from them:
`python tests/gold/confidence.py --fresh FOLDER` adds their claims to `fresh.csv`, with their annotations NAME.json beside the texts. As long as that
file has too few rows, the bias of claims is set by the share of rows that is right on unread passages (UNSEEN).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import annotations
import numpy as np
import reliability
import score
import weights
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kzcn import confidence, network
from kzcn.agenda import sureness, training
from kzcn.agenda.classifier import Classifier
from kzcn.agenda.training import Example
from kzcn.agenda.walk import walk
from kzcn.trade import claims

HERE = Path(__file__).parent
FRESH = HERE / "fresh.csv"
COUNTS = {
    "fresh": 4.0,
    "published": 4.0,
    "alike": 1.0,
}  # what a row counts for; of ties only published ones are annotated
UNSEEN = {"trade": 0.729}  # the precision of `trade exact` on unread passages, from make real
FEW = 200  # rows of a table
ENOUGH = 100  # fresh rows that set the bias by themselves
HOLDS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # how far a weight may go from zero
FOLDS = 10
PRECISE = 1e-3  # of the bias
RARE = 5  # a fact seen less often has no weight


@dataclass(frozen=True)
class Row:
    """A row of a table: what is known of it when it is made, whether it is right, its article and that one's manner."""

    table: str
    facts: Mapping[str, float]
    right: bool
    article: str
    manner: str


def articles(texts: Path) -> Iterator[tuple[weights.Annotated, dict[str, Any]]]:
    """Yields the articles that are learned from, with their annotations."""
    for path in sorted((HERE / "practice").glob("*.json")):
        yield weights.annotation(path, HERE / "practice" / "articles", "alike"), _gold(path)
    for path in sorted((HERE / "real").glob("*.json")):
        if annotations.half(path.stem) == "learn" and (texts / f"{path.stem}.txt").is_file():
            yield weights.annotation(path, texts, "published"), _gold(path)


def _gold(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def of_article(given: tuple[weights.Annotated, dict[str, Any]]) -> list[Row]:
    """Returns the claims and typed ties of one article."""
    one, gold = given
    document, passages, mentions, known = weights.named(one)
    texts = {passage.passage_id: score.norm(passage.text) for passage in passages}
    kinds = gold.get("annotated", ["trade", *(["ties"] if "ties" in gold else [])])
    rows = []
    if "trade" in kinds:
        stated = claims.stated(document, passages, mentions, known)
        made = [vars(item.claim) for item in stated]
        right = {n for _, n in score.pair_off(gold.get("trade", []), made, score.claim_fits(texts)[1])}
        rows += [Row("trade", item.facts, n in right, one.name, one.manner) for n, item in enumerate(stated)]
    if "ties" in kinds:
        by_passage = defaultdict(list)
        for mention in mentions:
            by_passage[mention.passage_id].append(mention)
        for passage in passages:
            named = sorted(by_passage[passage.passage_id], key=lambda mention: mention.start)
            typed = network.stated(passage, named, known)
            for tie in typed:
                sides = (known[tie[0]].name, tie[2], known[tie[1]].name, texts[passage.passage_id])
                facts = network.facts(tie, passage, named, typed, known)
                rows.append(Row("ties", facts, reliability.tie_is_right(sides, gold["ties"]), one.name, one.manner))
    return rows


def of_items(example: Example, model: Classifier) -> list[Row]:
    """Returns the items of one article, as a classifier sees them that has not learned from it."""
    rows = []
    for judged in walk(example.readings, example.published, model):
        if judged.is_item:
            gold = example.items.get(judged.number)
            right = gold is not None and gold["status"] == judged.labels.status
            rows.append(Row("agenda", sureness.facts(judged, model), right, example.name, example.manner))
    return rows


def fit(rows: list[Row], hold: float) -> dict[str, float]:
    """Returns the weight of each fact, fitted to rows."""
    vectorizer = DictVectorizer(sparse=False)
    values = vectorizer.fit_transform([row.facts for row in rows])
    common = (values != 0).sum(axis=0) >= RARE
    values, names = values[:, common], np.array(vectorizer.get_feature_names_out())[common]
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=hold, max_iter=3000).fit(
        (values - middle) / spread, [row.right for row in rows], [COUNTS[row.manner] for row in rows]
    )
    slopes = model.coef_[0] / spread
    bias = float(model.intercept_[0] - slopes @ middle)
    return {confidence.BIAS: bias, **{str(name): float(slope) for name, slope in zip(names, slopes, strict=True)}}


def left_out(rows: list[Row], hold: float) -> reliability.Judged:
    """Returns each row with its confidence by weights that have not seen its article."""
    found: list[tuple[float, bool]] = [(0.0, False)] * len(rows)
    groups = [row.article for row in rows]
    for learned, other in GroupKFold(FOLDS, shuffle=True, random_state=1).split(rows, groups=groups):
        known = fit([rows[n] for n in learned], hold)
        for n in other:
            found[n] = (confidence.probability(known, rows[n].facts), rows[n].right)
    return found


def loss(rows: list[Row], found: reliability.Judged) -> tuple[float, float]:
    """Returns the mean logarithmic loss, each row by what it counts, and its standard error."""
    counts = np.array([COUNTS[row.manner] for row in rows])
    said = np.clip([p for p, _ in found], 1e-3, 1 - 1e-3)
    right = np.array([right for _, right in found])
    each = -np.log(np.where(right, said, 1 - said))
    mean = (counts * each).sum() / counts.sum()
    return float(mean), float(np.sqrt((counts**2 * (each - mean) ** 2).sum()) / counts.sum())


def learn(table: str, rows: list[Row]) -> None:
    """Writes the weights of a table, fitted to all rows, and prints how well they hold on articles left out."""
    tried = {hold: left_out(rows, hold) for hold in HOLDS}
    losses = {hold: loss(rows, found) for hold, found in tried.items()}
    best, slack = min(losses.values())
    bound = best + (
        slack if len(rows) < FEW else 0
    )  # what few rows show may be luck: then the simplest that is as good
    hold = min(hold for hold, (mean, _) in losses.items() if mean <= bound)
    print(f"\n{table}: articles left out, weights held by {hold}")
    for manner in COUNTS:
        part = [pair for row, pair in zip(rows, tried[hold], strict=True) if row.manner == manner]
        if part:
            print(reliability.text(manner, part))
    with (confidence.FOLDER / f"{table}.csv").open("w", encoding="utf-8") as file:
        file.write(
            f"# What each fact weighs in the odds that a row of {table} is right: fitted by make confidence.\nfact,weight\n"
        )
        file.writelines(f"{name},{weight:.3f}\n" for name, weight in unseen(table, rows, fit(rows, hold)).items())


def unseen(table: str, rows: list[Row], known: dict[str, float]) -> dict[str, float]:
    """Returns weights with the bias that gives rows of articles which no rule knows the share of right ones that they have."""
    fresh = [row for row in rows if row.manner == "fresh"]
    if table not in UNSEEN:
        return known
    like = fresh if len(fresh) >= ENOUGH else [row for row in rows if row.manner == "published"]
    share = sum(row.right for row in fresh) / len(fresh) if len(fresh) >= ENOUGH else UNSEEN[table]
    low, high = -10.0, 10.0  # the bias lies between; the mean grows with it
    while high - low > PRECISE:
        known = {**known, confidence.BIAS: (low + high) / 2}
        mean = sum(confidence.probability(known, row.facts) for row in like) / len(like)
        low, high = (known[confidence.BIAS], high) if mean < share else (low, known[confidence.BIAS])
    return known


def fresh() -> list[Row]:
    """Returns the rows in `fresh.csv`."""
    if not FRESH.exists():
        return []
    with FRESH.open(encoding="utf-8", newline="") as file:
        return [
            Row(line["table"], json.loads(line["facts"]), line["right"] == "1", line["article"], "fresh")
            for line in csv.DictReader(file)
        ]


def add_fresh(folder: Path) -> None:
    """Adds the claims of new passages to `fresh.csv`, as the rules of today read them; a passage that is there stays as it is."""
    there = fresh()
    paths = sorted(folder.glob("*.json"))
    new = [path for path in paths if path.stem not in {row.article for row in there}]
    rows = there + [
        row
        for path in new
        for row in of_article((weights.annotation(path, folder, "fresh"), _gold(path)))
        if row.table == "trade"
    ]
    with FRESH.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["article", "table", "right", "facts"])
        out.writerows([row.article, row.table, int(row.right), json.dumps(row.facts, sort_keys=True)] for row in rows)
    print(f"{len(new)} passages are new; {len(rows)} rows, {sum(row.right for row in rows)} right")


def main() -> None:
    """Fits all three tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", type=Path, help="the folder of the published texts, NAME.txt each")
    parser.add_argument("--fresh", action="store_true", help="only add the passages of the folder to fresh.csv")
    options = parser.parse_args()
    if options.fresh:
        add_fresh(options.texts)
        return
    given = list(articles(options.texts))
    rows: dict[str, list[Row]] = defaultdict(list, trade=fresh())
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(of_article, given, chunksize=8):
            for row in found:
                rows[row.table].append(row)
    for table in ("trade", "ties"):
        learn(table, rows[table])
    examples = weights.examples(options.texts)
    learned = training.learn(examples)
    for example in examples:
        if example.manner in COUNTS:
            rows["agenda"] += of_items(example, learned.models[learned.folds[example.name]])
    learn("agenda", rows["agenda"])


if __name__ == "__main__":
    main()
