"""Text that made readers slow: each is one piece, repeated; twice as much of it should take twice as long.

`python tests/growth.py` prints the time of every step for each, and how it grows.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from kzcn.actors import mentions as actors
from kzcn.agenda import items as agenda
from kzcn.articles import article, sentences
from kzcn.schema import Document
from kzcn.trade import claims as trade

LINKS = '<p><a href="/news/{n}">Trade talks in Astana {n}</a></p>'
PIECES = {
    "one word": "trade ",
    "one letter": "a",
    "capitals": "A",
    "capitalised words": "Kazakh Ministry ",
    "one digit": "1",
    "digits and spaces": "1 2 3 ",
    "amounts": "$1 billion ",
    "amounts without spaces": "$1.1.1",
    "percentages": "5 percent ",
    "ranges": "1-2-3-",
    "years": "2007, 2008 and ",
    "dates": "5 May 2007, ",
    "months": "January-June ",
    "numbers in words": "twenty-one hundred million ",
    "abbreviations": "U.S.U.K.",
    "titles": "Mr. ",
    "initials": "N.A. ",
    "ministries": "Ministry of the ",
    "offices": "President of the ",
    "names": "Nursultan Nazarbayev, ",
    "states": "Kazakhstan and China and ",
    "peoples": "Kazakh and Chinese ",
    "forums": "SCO, CICA and CSTO, ",
    "security words": "joint anti-terrorist exercises ",
    "verbs of trade": "grew by and rose to ",
    "speakers": "said Mr. Li, according to ",
    "targets": "by 2015 to $10 billion ",
    "commas": ", ",
    "full stops": ". ",
    "dots": ".",
    "hyphens": "-",
    "dashes": " – ",
    "quotation marks": '"',
    "curly quotation marks": "“ ” ",
    "open quotations": "he said: “",
    "brackets": "(",
    "apostrophes": "'s ",
    "spaces": " ",
    "line breaks": "\n",
    "short lines": "Trade\n",
    "paragraphs": "Trade grew.\n\n",
    "short sentences": "Trade grew. ",
    "bullets": "- trade\n",
    "headings": "## Trade\n\n",
    "links": LINKS,
    "nested elements": "<div>",
    "entities": "&amp;",
    "lists": "<ul><li>Trade</li></ul>",
    "tables": "<table><tr><td>5</td></tr></table>",
    "addresses": "http://example.org/a ",
    "emails": "a@b.c ",
    "other scripts": "Қазақстан ",
    "combining marks": "e\u0301",
}
OPENING = "<p>Trade between Kazakhstan and China grew in the year before the talks, officials in Astana say.</p>" * 3
MARKUP = ("links", "nested elements", "entities", "lists", "tables")


def text(name: str, length: int) -> bytes:
    """Returns an article of about so many characters that is a piece repeated."""
    piece = PIECES[name]
    body = "".join(piece.format(n=n) if "{n}" in piece else piece for n in range(length // len(piece)))
    if name in MARKUP:
        page = f"<html><head><title>A Border Opens</title></head><body><h1>A Border Opens</h1>{OPENING}{body}</body></html>"
        return page.encode()
    return f"A Border Opens\n\n12 March 2010\n\nTrade between Kazakhstan and China grew.\n\n{body}\n".encode()


def steps(data: bytes, ending: str) -> Iterator[tuple[str, float]]:
    """Yields the seconds of each step on an article."""
    registry = actors.Registry.load()
    begun = time.process_time()
    try:
        read = article.read(data, f"article.{ending}")
    except article.Unreadable:
        yield "read", time.process_time() - begun
        return
    yield "read", time.process_time() - begun
    document = Document("a", read.title, read.authors, read.published, read.source, None, "en", 0, "", "", read.text)
    begun = time.process_time()
    passages = sentences.passages("a", read)
    yield "sentences", time.process_time() - begun
    begun = time.process_time()
    mentions, discovered = actors.mentions(document, passages, registry)
    yield "actors", time.process_time() - begun
    known = registry.actors | {actor.actor_id: actor for actor in discovered}
    begun = time.process_time()
    trade.stated(document, passages, mentions, known)
    yield "trade", time.process_time() - begun
    begun = time.process_time()
    agenda.items(document, passages, mentions, known)
    yield "agenda", time.process_time() - begun


def times(name: str, length: int) -> dict[str, float]:
    """Returns the seconds of each step on one piece, repeated to a length."""
    ending = "html" if name in MARKUP else "txt"
    return dict(steps(text(name, length), ending))


if __name__ == "__main__":
    base = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for name in sys.argv[2:] or PIECES:
        found = [times(name, base * factor) for factor in (1, 1, 2, 4)][1:]
        for step in found[-1]:
            once, twice, four = (each.get(step, 0) for each in found)
            if four > 0.2:
                print(
                    f"{name:24} {step:10} {once:7.2f} {twice:7.2f} {four:7.2f} s, {four / max(twice, 1e-3):5.1f} times",
                    flush=True,
                )
