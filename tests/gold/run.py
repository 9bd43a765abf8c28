"""Scores the structuring against the annotated articles: `make gold`, or `python tests/gold/run.py --misses 20`.

Each set of articles is structured afresh and handed to score.py. The sets: the seed, the practice articles the rules were written
beside (gold), and further ones (practice, heldout); README.md says how each came to be. Last, the sentence splitters are compared.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copy

import reliability

import kzcn

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
FITTED = (
    "seed",
    "gold",
    "practice",
)  # rules or weights know them; make confidence judges each practice article without it


def score(name: str, articles: Path, gold: list[Path], options: list[str]) -> None:
    """Prints the scores of one folder of articles against its gold files."""
    print(f"\n== {name}", flush=True)
    with tempfile.TemporaryDirectory() as work:
        answers = Path(work) / "gold"
        answers.mkdir()
        for path in gold:
            copy(path, answers)
        corpus = kzcn.load(articles)
        corpus.write(Path(work) / "tables")
        subprocess.run(
            [sys.executable, HERE / "score.py", "--tables", Path(work) / "tables", "--gold", answers, *options],
            check=True,
        )
    if name not in FITTED:
        print("-- how sure rows are")
        reliability.show([json.loads(path.read_text(encoding="utf-8")) for path in gold], corpus.tables())


def main() -> None:
    """Prints the scores of every set; options go to score.py."""
    options = sys.argv[1:]
    score("seed", SEEDS, [HERE / "seed.json"], options)
    score("gold", HERE / "articles", [path for path in HERE.glob("*.json") if path.name != "seed.json"], options)
    for name in ("practice", "heldout"):
        if (HERE / name).is_dir():
            score(name, HERE / name / "articles", sorted((HERE / name).glob("*.json")), options)
    subprocess.run([sys.executable, HERE / "sentences.py"], check=True)


if __name__ == "__main__":
    main()
