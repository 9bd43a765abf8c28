#!/usr/bin/env python3
"""Scores sentence splitters against hand-split text: one sentence a line, paragraphs parted by a blank line.

    python tests/gold/sentences.py           kzcn's own
    python tests/gold/sentences.py --all     and the published ones that are installed

Boundaries inside paragraphs and at their ends count: F1 of the sentences found with both ends right.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kzcn.articles import sentences

Splitter = Callable[[str], list[str]]
FOLDER = Path(__file__).parent / "sentences"
PASS = 0.99


def paragraphs() -> list[list[str]]:
    """Returns the hand-split paragraphs of every file."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))]
    return [block.splitlines() for text in texts for block in text.strip().split("\n\n")]


def own(text: str) -> list[str]:
    """Splits with kzcn."""
    return [text[start:end] for start, end in sentences.split(text)]


def published() -> dict[str, Splitter]:
    """Returns the published splitters that are installed here."""
    found: dict[str, Splitter] = {}
    if importlib.util.find_spec("pysbd"):
        import pysbd

        segmenter = pysbd.Segmenter(language="en", clean=False)
        found["pysbd"] = lambda text: [part.strip() for part in segmenter.segment(text)]
    if importlib.util.find_spec("syntok"):
        from syntok import segmenter as syntok

        found["syntok"] = lambda text: [
            "".join(token.spacing + token.value for token in sentence).strip()
            for paragraph in syntok.analyze(text)
            for sentence in paragraph
        ]
    if importlib.util.find_spec("nupunkt"):
        import nupunkt

        found["nupunkt"] = lambda text: [part.strip() for part in nupunkt.sent_tokenize(text)]
    if importlib.util.find_spec("blingfire"):
        import blingfire

        found["blingfire"] = lambda text: blingfire.text_to_sentences(text).split("\n")
    if importlib.util.find_spec("nltk"):
        from nltk.tokenize.punkt import PunktSentenceTokenizer

        punkt = PunktSentenceTokenizer()  # untrained: the trained model is a separate download
        found["punkt"] = punkt.tokenize
    return found


def score(split: Splitter) -> tuple[float, float, list[tuple[list[str], list[str]]]]:
    """Returns F1, characters a second, and the paragraphs that were split otherwise (gold, found)."""
    hit = gold = predicted = characters = 0
    wrong = []
    begun = time.perf_counter()
    results = [(lines, split(" ".join(lines))) for lines in paragraphs()]
    seconds = time.perf_counter() - begun
    for lines, found in results:
        hit += len(spans(lines) & spans(found))
        gold, predicted, characters = gold + len(lines), predicted + len(found), characters + sum(map(len, lines))
        if lines != found:
            wrong.append((lines, found))
    return 2 * hit / (gold + predicted), characters / seconds, wrong


def spans(parts: list[str]) -> set[tuple[int, int]]:
    """Returns the spans of the parts, counted in characters that are not white space."""
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len("".join(part.split())))
    return set(itertools.pairwise(ends))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--all", action="store_true", help="score the installed published splitters, too")
    parser.add_argument("--misses", action="store_true", help="print what was split otherwise")
    args = parser.parse_args()
    splitters = {"kzcn": own, **(published() if args.all else {})}
    print(f"sentences: {sum(map(len, paragraphs()))} in {len(paragraphs())} paragraphs")
    for name, split in splitters.items():
        split("Warm up. Then run.")
        f1, speed, wrong = score(split)
        print(f"{name:10s} F1 {f1:.4f}   {speed / 1000:9.0f} thousand characters/s")
        for lines, found in wrong if args.misses else []:
            print("    gold ", " | ".join(lines), "\n    found", " | ".join(found))
    if score(own)[0] < PASS:
        sys.exit(f"sentences: below {PASS}")


if __name__ == "__main__":
    main()
