"""Writes a corpus of any size that reads like the real thing: `python tests/corpora.py FOLDER ARTICLES [SEED]`.

Articles of 600 to 1 400 words, most of them as text, some as Markdown and web pages. One sentence in four comes from the annotated articles
under tests/gold; the others are put together here from parts and speak neither of security nor of figures. Two articles hardly share a run
of sentences, so none is taken for a copy of another. The same seed writes the same bytes.
"""

from __future__ import annotations

import html
import random
import re
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
POOL = ("practice", "heldout", "agenda")
TAKEN = 0.25  # of the sentences
LENGTHS = (600, 1400)  # words
SUBJECTS = [
    "The mayor of the town",
    "A retired teacher",
    "The owner of the bakery",
    "Her younger brother",
    "The driver of the night bus",
    "A group of students",
    "The museum's only cook",
    "An engineer from the plant",
    "The head of the village",
    "Two drivers at the depot",
    "The editor of the weekly",
    "A farmer from the valley",
    "The choir of the old theatre",
    "The last ferryman",
    "A young translator",
    "The keeper of the archive",
    "Most of the tenants",
    "The new stationmaster",
    "A carpenter with a white beard",
    "The florist on the square",
]
VERBS = [
    "remembers",
    "describes",
    "has repaired",
    "often visits",
    "never mentions",
    "keeps talking about",
    "once painted",
    "would like to forget",
    "still recalls",
    "has inherited",
    "is fond of",
    "wrote a song about",
    "photographed",
    "looks after",
    "laughed about",
    "dreams of",
]
OBJECTS = [
    "the wooden bridge",
    "the first snow of the year",
    "a concert in the courtyard",
    "the smell of fresh bread",
    "an unfinished novel",
    "the long road to the lake",
    "a letter from an aunt",
    "the old cinema",
    "a garden full of apricots",
    "the empty market hall",
    "the wedding of a neighbour",
    "a broken clock",
    "the colours of the steppe",
    "the new school library",
    "a winter without heating",
    "the story of a lost horse",
    "the paintings in the hall",
    "a journey by bus",
    "the view from the roof",
    "the taste of melon",
]
TAILS = [
    "before the guests arrive",
    "while the tea grows cold",
    "as if nothing had changed",
    "and smiles at the thought",
    "although nobody asks any more",
    "when the lamps are lit",
    "after a long silence",
    "because the children like it",
    "with a patience that surprises visitors",
    "and then speaks of the weather",
    "in a tone that nobody minds",
    "until the rain sets in",
    "without looking up",
    "as his grandmother did",
    "on quiet afternoons",
    "between two cups of coffee",
]
OPENINGS = [
    "In the evening",
    "By the river",
    "Behind the station",
    "On most days",
    "Near the old mill",
    "Across the square",
    "In the next street",
    "At the end of the season",
    "Upstairs",
    "Not far from here",
    "Over lunch",
    "Towards midnight",
]


@cache
def pool() -> tuple[str, ...]:
    """Returns the sentences of the annotated articles that are of a usual length."""
    paths = sorted(path for name in POOL for path in (ROOT / "tests" / "gold" / name / "articles").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    sentences = [sentence.strip() for text in texts for sentence in re.split(r"(?<=[.!?])\s+|\n+", text)]
    return tuple(dict.fromkeys(s for s in sentences if s.endswith(".") and 8 <= len(s.split()) <= 45))


def made(chance: random.Random) -> str:
    """Returns a sentence put together from parts."""
    subject, verb = chance.choice(SUBJECTS), chance.choice(VERBS)
    core = f"{verb} {chance.choice(OBJECTS)} {chance.choice(TAILS)}"
    if chance.random() < 0.4:
        return f"{chance.choice(OPENINGS)}, {subject[0].lower()}{subject[1:]} {core}."
    if chance.random() < 0.4:
        return (
            f"{subject} {core}, and {chance.choice(SUBJECTS).lower()} {chance.choice(VERBS)} {chance.choice(OBJECTS)}."
        )
    return f"{subject} {core}."


def paragraphs(chance: random.Random) -> list[str]:
    """Returns the paragraphs of one article."""
    words, found = chance.randint(*LENGTHS), []
    while words > 0:
        number = chance.randint(2, 6)
        sentences = [chance.choice(pool()) if chance.random() < TAKEN else made(chance) for _ in range(number)]
        found.append(" ".join(sentences))
        words -= len(found[-1].split())
    return found


def article(chance: random.Random, number: int) -> tuple[str, str]:
    """Returns the ending and the text of one article file."""
    subject, thing = chance.choice(SUBJECTS), chance.choice(OBJECTS)
    title = f"{subject} and {thing}"
    day = date(1996, 1, 1) + timedelta(days=chance.randrange(10_500))
    body, kind = paragraphs(chance), chance.random()
    if kind < 0.84:
        return "txt", "\n\n".join([title, f"{day.day} {day:%B} {day.year}", *body]) + "\n"
    if kind < 0.94:
        head = f'---\ntitle: "{title}"\ndate: {day}\nsource: Sample Gazette\n---\n\n'
        return "md", head + "\n\n".join(body) + "\n"
    text = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in body)
    return "html", (
        f'<!DOCTYPE html><html lang="en"><head><title>{html.escape(title)}</title>'
        f'<meta property="article:published_time" content="{day}"></head><body><nav><a href="/">Home</a> '
        f'<a href="/news">News</a></nav><article><h1>{html.escape(title)}</h1>\n{text}\n</article>'
        f"<footer>Article {number}. All rights reserved.</footer></body></html>\n"
    )


def write(folder: Path, articles: int, seed: int = 1) -> None:
    """Writes the articles into a folder, a thousand to each folder in it; each depends on the seed and its number alone."""
    for number in range(articles):
        chance = random.Random(seed * 10_000_019 + number)
        ending, text = article(chance, number)
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"article-{number:06d}.{ending}").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:]))
