"""Fits the weights of the agenda: `make weights` prints how well they judge articles that they have not seen, and writes kzcn/vocabulary/weights/.

The annotated articles of gold, practice and agenda are read sentence by sentence, and the single sentences of tests/agenda_phrases.csv. Six decisions are
learned by logistic regression on the signs that kzcn/agenda finds: whether a sentence is an item, its themes, its instruments, its status, whether it is
between two states, and through which bodies it runs. Held-out articles take no part. The figures printed are of articles left out, a tenth of them at a time:
F1, for the status the share that is right.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import kzcn
from kzcn import tables
from kzcn.agenda import evidence, forums, relevance, signs, status
from kzcn.agenda.evidence import Reading
from kzcn.agenda.signs import Signs
from kzcn.model import ITEM_STATUSES, Mention, Passage
from kzcn.vocabulary import FOLDER, vocabulary

sys.path.insert(0, str(Path(__file__).parent))
from score import norm

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
CUT = {
    "items": 0.48,
    "themes": 0.4,
    "instruments": 0.3,
    "status": 0.5,
    "bilateral": 0.4,
    "bodies": 0.33,
}  # the probability from which on a label is taken
ALONE = {"items": 0.25}  # what a single sentence counts for beside one in an article, where the others around it matter
RARE = 5  # a sign seen less often has no weight
HOLD = 0.5  # how far a weight may go from nothing: the inverse of the ridge penalty
FOLDS = 10
SMALL = 0.03  # a word that weighs less is left out


@dataclass(frozen=True)
class Row:
    """A sentence as one decision sees it: its signs, the labels that are right, and its article, "" where it stands alone."""

    signs: Mapping[str, float]
    right: frozenset[str]
    article: str


def annotated() -> Iterator[tuple[Path, Path]]:
    """Yields annotations with the folder of their articles."""
    yield HERE / "seed.json", HERE.parent.parent / "seeds"
    yield from ((path, HERE / "articles") for path in sorted(HERE.glob("*.json")) if path.name != "seed.json")
    for name in ("practice", "agenda"):
        yield from ((path, HERE / name / "articles") for path in sorted((HERE / name).glob("*.json")))


def readings(passages: list[Passage], corpus: kzcn.Corpus) -> list[Reading]:
    """Returns the sentences of one article, read."""
    actors = {actor.actor_id: actor for actor in tables.rows("actors", corpus.actors)}
    mentions: dict[str, list[Mention]] = {}
    for mention in tables.rows("mentions", corpus.mentions[corpus.mentions["doc_id"] == passages[0].doc_id]):
        mentions.setdefault(mention.passage_id, []).append(mention)
    return [evidence.read(passage, mentions.get(passage.passage_id, []), actors) for passage in passages]


def articles() -> Iterator[tuple[str, date | None, list[tuple[Reading, dict[str, object] | None]]]]:
    """Yields each article's name ("" for a sentence that stands alone), its date, and its sentences with the annotation of those that are items."""
    corpora = {folder: kzcn.load(folder) for folder in dict.fromkeys(folder for _, folder in annotated())}
    for path, folder in annotated():
        gold, corpus = json.loads(path.read_text(encoding="utf-8")), corpora[folder]
        passages = [
            passage
            for passage in tables.rows("passages", corpus.passages[corpus.passages["doc_id"] == gold["doc"]])
            if passage.section != "bio"
        ]
        marked = [(norm(row["anchor"]), row) for row in gold["agenda"]]
        yield (
            gold["doc"],
            date.fromisoformat(gold["published"]) if gold.get("published") else None,
            [
                (reading, next((row for anchor, row in marked if anchor in norm(reading.passage.text)), None))
                for reading in readings(passages, corpus)
            ],
        )
    with PHRASES.open(encoding="utf-8") as file, tempfile.TemporaryDirectory() as place:
        phrases = list(csv.DictReader(line for line in file if not line.startswith("#")))
        for number, phrase in enumerate(phrases):
            (Path(place) / f"{number:04d}.txt").write_text(
                f"A title of our own\n\n{phrase['sentence']}\n", encoding="utf-8"
            )
        corpus = kzcn.load(place)
    for number, phrase in enumerate(phrases):
        passages = list(tables.rows("passages", corpus.passages[corpus.passages["doc_id"] == f"{number:04d}"]))
        row = (
            {**phrase, **{field: phrase[field].split(";") for field in ("themes", "instruments", "forums")}}
            if phrase["status"]
            else None
        )
        yield "", None, [(reading, row) for reading in readings(passages, corpus)]


def rows() -> dict[str, list[Row]]:
    """Returns what each decision learns from."""
    found: dict[str, list[Row]] = {decision: [] for decision in LABELS}
    for name, published, sentences in articles():
        read = [reading for reading, _ in sentences]
        place = forums.begin(read, published.isoformat() if published else "")
        before: tuple[Reading, dict[str, object]] | None = None
        latest: tuple[Reading, dict[str, object]] | None = None
        for (reading, row), own, around in zip(sentences, relevance.signs(read), signs.around(read), strict=True):
            place = place.at(reading)
            found["items"].append(Row(own, frozenset({"item"} if row else ()), name))
            if before and (row is None or before[0].passage.paragraph != reading.passage.paragraph):
                before = None
            if row is None:
                continue
            refers = latest is not None and bool(evidence.reference(reading, latest[0]))
            earlier = latest if refers else before
            content: Signs = signs.sentence(reading) | around
            if earlier:
                content |= signs.earlier((*earlier[1]["themes"], *earlier[1]["instruments"]), refers)
            for decision, seen in (
                ("themes", content),
                ("instruments", content),
                ("status", content | status.signs(reading, published)),
            ):
                right = {row["status"]} if decision == "status" else set(row[decision])
                found[decision].append(Row(seen, frozenset(right & set(LABELS[decision])), name))
            item = forums.Known(
                reading,
                content,
                tuple(row["instruments"]),
                row["status"],
                tuple(earlier[1]["forums"]) if earlier else None,
                refers,
                place,
            )
            found["bilateral"].append(Row(forums.pair(item), frozenset(row["forums"]) & {"bilateral"}, name))
            found["bodies"] += [
                Row(forums.body(item, label), frozenset({"meant"} if label in row["forums"] else ()), name)
                for label in forums.candidates(item)
            ]
            before = latest = (reading, row)
    return found


def matrix(learned: list[Row], used: Iterable[Row]) -> tuple[DictVectorizer, np.ndarray]:
    """Returns the signs that are not rare in the rows learned from, and the values of the rows used."""
    seen = Counter(sign for row in learned for sign in row.signs)
    vectorizer = DictVectorizer().fit([{sign: 1.0 for sign, number in seen.items() if number >= RARE}])
    return vectorizer, vectorizer.transform([row.signs for row in used])


def fit(decision: str, learned: list[Row]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Returns the signs, their weights by label, and the biases with the cut moved into them."""
    vectorizer, values = matrix(learned, learned)
    counts = np.array([1.0 if row.article else ALONE.get(decision, 1.0) for row in learned])
    models = [
        LogisticRegression(C=HOLD, max_iter=3000).fit(values, [label in row.right for row in learned], counts)
        for label in LABELS[decision]
    ]
    bias = np.array([model.intercept_[0] for model in models]) - np.log(CUT[decision] / (1 - CUT[decision]))
    return list(vectorizer.get_feature_names_out()), np.column_stack([model.coef_[0] for model in models]), bias


def taken(decision: str, weighed: np.ndarray) -> np.ndarray:
    """Returns which labels are taken: the likeliest status, and of the themes at least the likeliest."""
    likeliest = weighed == weighed.max(axis=1, keepdims=True)
    return likeliest if decision == "status" else (weighed >= 0) | (likeliest if decision == "themes" else False)


def judge(decision: str, learned: list[Row]) -> None:
    """Prints F1 on articles left out, all of them and those of gold."""
    names = sorted({row.article for row in learned} - {""})
    gold = {
        path.stem if path.name != "seed.json" else json.loads(path.read_text(encoding="utf-8"))["doc"]
        for path in HERE.glob("*.json")
    }
    order = np.random.default_rng(1).permutation(names)
    right, said, of_gold = [], [], []
    for fold in range(FOLDS):
        left = set(order[fold::FOLDS])
        known, unknown = (
            [row for row in learned if row.article not in left],
            [row for row in learned if row.article in left],
        )
        found, weights, bias = fit(decision, known)
        vectorizer, values = matrix(known, unknown)
        assert found == list(vectorizer.get_feature_names_out())
        said.append(taken(decision, values @ weights + bias))
        right.append(np.array([[label in row.right for label in LABELS[decision]] for row in unknown]))
        of_gold += [row.article in gold for row in unknown]
    true, taken_all, mine = np.vstack(right), np.vstack(said), np.array(of_gold)
    scores = [
        2 * (true[which] & taken_all[which]).sum() / (true[which].sum() + taken_all[which].sum())
        for which in (mine | True, mine)
    ]
    print(
        f"{decision}: {len(names)} articles, each judged without it: {scores[0]:.3f}; those of gold: {scores[1]:.3f}",
        flush=True,
    )


def write(decision: str, learned: list[Row]) -> None:
    """Writes the weights of a decision."""
    names, weights, bias = fit(decision, learned)
    with (FOLDER / "weights" / f"{decision}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(
            f"# What each sign speaks for ({decision}): fitted to annotated articles and written by tests/gold/weights.py, read by kzcn/agenda/weighing.py.\n"
        )
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["sign", *LABELS[decision]])
        out.writerow(["bias", *(f"{weight:.2f}" for weight in bias)])
        for name, line in sorted(zip(names, weights, strict=True)):
            if np.abs(line).max() >= SMALL or not name.startswith(("word ", "pair ", "named word ", "alone word ")):
                out.writerow([name, *(f"{weight:.2f}" if abs(weight) >= SMALL else "" for weight in line)])


def main() -> None:
    """Prints how well articles left out are judged, and writes the weights fitted to all of them."""
    found = rows()
    for decision, learned in found.items():
        if "--only-fit" not in sys.argv:
            judge(decision, learned)
        write(decision, learned)


if __name__ == "__main__":
    main()
