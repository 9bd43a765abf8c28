"""What speaks for the labels of an agenda item: features by name, each with its value.

In the sentence: terms of the vocabulary, who takes part, and the words themselves, for what a writer calls a thing may stand in no list. Around it: what its
paragraph and its article name, and the labels of the item that it goes on from. `classifier` adds them up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kzcn.agenda import clauses
from kzcn.agenda.clauses import Word
from kzcn.agenda.evidence import Reading

Features = dict[str, float]

WORD = 0.7  # what a word counts for beside a term of the vocabulary
AS_WRITTEN = ("NP", "UN", "VM")  # proper names, words that the tagger does not know, and modals: "would" is no "will"
SUBJECTS = {"NN0", "NN1", "NN2", "NP0", "PNP"}
NUMBER, PUNCTUATION = "CR", "PU"  # first letters of tags
MANY = 3
FEW = 4  # an article that names hardly any themes says little of what it is about


def sentence(reading: Reading) -> Features:
    """Returns the features in a sentence itself."""
    hits, said = reading.hits, named(reading)
    forms = [hit for hit in hits if hit.term.kind == "instruments"]
    found = [f"{hit.term.kind} {hit.term.label} {hit.term.role}" for hit in hits]
    found += [
        f"longest {kind} {label}" for kind in ("instruments", "themes") for label in reading.longest(kind, "weak")
    ]
    found += [f"armed {theme}" for theme in reading.armed]
    found += [f"named {name.kind}" for name in reading.named]
    found += [f"body {label}" for label in reading.bodies]
    found += [
        feature
        for feature, there in {
            "both": len(reading.dyad) == 2,
            "several": len(reading.acting) > 1,
            "leaders": len(reading.leaders) > 1,
            "nobody": not reading.parties,
            "no instruments": not forms,
            "no strong instruments": all(hit.term.role != "strong" for hit in forms),
            "no themes": not said,
        }.items()
        if there
    ]
    return {**dict.fromkeys(found, 1.0), **words(reading), "themes": float(min(MANY, len(said)))}


def words(reading: Reading) -> Features:
    """Returns the words of a sentence as features: a lemma with the first letters of its tag, or a proper name or modal as it stands."""
    return {
        f"word {_written(word)}" if word.tag[:2] in AS_WRITTEN else f"word {_written(word)} {word.tag[:2]}": WORD
        for word in clauses.read(reading.passage.text).words
        if word.tag[:2] not in (NUMBER, PUNCTUATION)
    }


def _written(word: Word) -> str:
    return "#" if word.tag[:2] == NUMBER else word.text if word.tag[:2] in AS_WRITTEN else word.lemma


class Surroundings:
    """What the sentences of an article are surrounded by: the themes that the article, and each paragraph of it, name."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._article = _shares(
            "article",
            Counter(theme for reading in readings for theme in reading.labels("themes", "strong", "agents")),
            FEW,
        )
        self._paragraphs: dict[int, Counter[str]] = defaultdict(Counter)
        for reading in readings:
            self._paragraphs[reading.passage.paragraph].update(sorted(named(reading)))

    def features(self, place: int) -> Features:
        """Returns the share of each theme in those that the article, and the rest of the sentence's paragraph, name."""
        reading = self._readings[place]
        others = self._paragraphs[reading.passage.paragraph] - Counter(named(reading))
        return {**self._article, **_shares("paragraph", others, 1)}


def earlier(labels: Iterable[str], refers: bool) -> Features:
    """Returns the features of an item that goes on from one with these labels; `refers` says that it points back to it."""
    return {
        f"{feature} {label}": 1.0 for label in labels for feature in (("earlier", "refers") if refers else ("earlier",))
    }


def named(reading: Reading) -> set[str]:
    """Returns the themes that a sentence names, or that belong to an exercise or treaty that it names."""
    return {
        *reading.labels("themes", "strong"),
        *(theme for name in reading.named for theme in name.themes if name.kind not in ("pipeline", "meeting")),
    }


def _shares(where: str, counts: Counter[str], few: int) -> Features:
    """Returns the share of each theme in those named, smaller where there are hardly any."""
    return {f"{where} {theme}": number / (counts.total() + few) for theme, number in counts.items()}
