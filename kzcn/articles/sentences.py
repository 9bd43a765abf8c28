"""The sentences of an article, as spans of its clean text.

A full stop, question or exclamation mark ends a sentence when the next word can begin one, unless the word before is an abbreviation
or an initial (`vocabulary/sentences.toml`). Measured against five published splitters in `tests/gold/sentences.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kzcn.schema import Passage
from kzcn.vocabulary import vocabulary

if TYPE_CHECKING:
    from kzcn.articles.article import Article

LONGEST = 1_500  # characters: what is longer is a list or a table without full stops, and is cut, so that time grows with the text alone
AHEAD = 400  # characters after a mark that say whether it ends the sentence
CLOSERS = r"[\"'”’»)\]）」』]"
END = re.compile(
    rf"(?:\.(?:\s\.){{2,}}|[.!?…]+){CLOSERS}*(?:\[\d{{1,3}}\])*(?=\s|$)|[。！？]+{CLOSERS}*"
    rf"|(?<=[a-z]{{2}})[.!?]{CLOSERS}?(?=[A-Z][a-z]*\s)"
)  # the space after a full stop is missing
OPENING = re.compile(r"[\"'“‘«„(\[（–—-]*\s?")
WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\w))*")
DATELINE = re.compile(r"[A-Z]{4,}(?:[ -][A-Z]{3,}){0,2}")  # "ASTANA. The ministers met": a place, not a sentence
BEFORE = re.compile(r"(?:[^\W\d_]|№)(?:[\w’'-]|\.(?=\w))*$")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(vocabulary("sentences")[kind].split())


def split(text: str) -> list[tuple[int, int]]:
    """Returns the spans of the sentences of one paragraph, in order; they cover everything except white space between them."""
    spans = []
    start = 0
    for mark in END.finditer(text):
        if mark.end() == len(text) or _ends(text, start, mark):
            spans.append((start, mark.end()))
            start = mark.end()
    spans.append((start, len(text)))
    pieces = (piece for span in spans for piece in _cut(text, *span))
    return [trimmed for piece in pieces if (trimmed := _trimmed(text, *piece))]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields a span, or the pieces of a span that is too long, which end at white space if there is any."""
    while end - start > LONGEST:
        at = max(text.rfind(space, start + 1, start + LONGEST) for space in " \n")
        at = at if at > start else start + LONGEST
        yield start, at
        start = at
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    inside = text[start:end].strip()
    start = text.find(inside, start) if inside else start
    return (start, start + len(inside)) if inside else None


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Returns whether the mark ends the sentence that begins at `start`."""
    if mark[0][0] in "。！？":
        return True
    rest = text[mark.end() : mark.end() + AHEAD]
    start = max(start, mark.start() - LONGEST)
    opening = OPENING.match(rest.lstrip())
    following = rest.lstrip()[opening.end() if opening else 0 :]
    if not following or following[0].islower():
        return False
    word = WORD.match(following)
    opens = following[0] in "$€£¥" or (word is not None and word[0] in _words("openers"))
    if not rest[0].isspace():
        return opens
    if _in_brackets(text[start : mark.start()], mark[0], rest):
        return False
    if mark[0][0] in "!?":
        return not (mark[0][-1] in "\"”’'»" and _speaks(following))
    if mark[0][0] == "…" or mark[0].startswith((". .", "..")):
        return opens or not text[mark.start() - 1].isspace()
    if len(mark[0]) > 1 and mark[0][1] in '"”»':
        return True
    if start == 0 and DATELINE.fullmatch(text, 0, mark.start()):
        return False
    return _stop_ends(text[start : mark.start()], following, opens)


def _stop_ends(before: str, following: str, opens: bool) -> bool:
    if re.fullmatch(r"\W*(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])", before):  # the number of a list item
        return False
    last = BEFORE.search(before)
    if last is None:
        return True
    word = last[0]
    if word in _words("before"):
        return False
    if word in _words("number") and following[0].isdigit():
        return False
    return opens or not (
        (len(word) == 1 and word.isupper())
        or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word)
        or word in _words("inside")
    )


def _in_brackets(before: str, mark: str, rest: str) -> bool:
    for left, right in ("()", "[]"):
        if (
            (before + mark).count(left) > (before + mark).count(right)
            and not before.startswith(left)
            and right in rest[:300]
        ):
            return True
    return False


def _speaks(following: str) -> bool:
    return any(word.strip(",.") in _words("speech") for word in following.split()[:4])


def passages(doc_id: str, article: Article) -> list[Passage]:
    """Returns one row per sentence of an article, in order; ids count sentences from 1, `paragraph` counts from 1."""
    rows: list[Passage] = []
    for paragraph, (first, last, section) in enumerate(article.paragraphs, 1):
        for start, end in split(article.text[first:last]):
            start, end = first + start, first + end
            rows.append(
                Passage(
                    doc_id, f"{doc_id}:{len(rows) + 1:04d}", section, paragraph, start, end, article.text[start:end]
                )
            )
    return rows
