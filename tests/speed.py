"""How fast articles are structured: this work tree against a commit, in turn on one core: `make speed COMMIT=...`, or `python tests/speed.py COMMIT [ARTICLES]`.

Two corpora: one written by `corpora.py`, of which most sentences speak neither of security nor of figures, and the annotated articles under tests/gold.
Each run loads half of the corpus first, so that what a process does once is not counted. Prints words per second of the processor's time.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import corpora

ROOT = Path(__file__).parent.parent
ROUNDS = 3
MEASURE = """
import sys, time, kzcn
assert kzcn.__file__.startswith(sys.argv[1]), kzcn.__file__
kzcn.load(sys.argv[2])
begun = time.process_time()
words = sum(int(kzcn.load(folder).documents["words"].sum()) for folder in sys.argv[3:])
print(words / (time.process_time() - begun))
"""


def words_per_second(code: Path, warm: Path, *folders: Path) -> float:
    """Returns how many words the code in a folder structures in a second."""
    words = [sys.executable, "-P", "-c", MEASURE, str(code), str(warm), *map(str, folders)]
    environment = {**os.environ, "PYTHONPATH": str(code), "KZCN_CACHE": "off"}
    made = subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return float(made.stdout)


def main() -> None:
    """Prints the figures of both codes and their ratio, for each corpus."""
    commit, articles = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    gold = ROOT / "tests" / "gold"
    with tempfile.TemporaryDirectory() as place:
        then = Path(place) / "code"
        then.mkdir()
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(then)], input=archive, check=True)
        corpora.write(Path(place) / "made", articles)
        corpora.write(Path(place) / "warm", articles // 2, seed=2)
        sets = {
            f"{articles} made articles": (Path(place) / "warm", Path(place) / "made"),
            "the annotated articles": (
                gold / "articles",
                gold / "practice" / "articles",
                gold / "heldout" / "articles",
            ),
        }
        for name, folders in sets.items():
            rounds = [(words_per_second(then, *folders), words_per_second(ROOT, *folders)) for _ in range(ROUNDS)]
            old, new = (statistics.median(figures) for figures in zip(*rounds, strict=True))
            ratio = statistics.median(after / before for before, after in rounds)
            print(f"{name}: {commit} {old:,.0f} words/s, this tree {new:,.0f} words/s: {ratio:.2f} times")


if __name__ == "__main__":
    main()
