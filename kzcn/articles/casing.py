"""Titles and names in capitals, rewritten in the usual case."""

from __future__ import annotations

import re

from kzcn.articles.bylines import words

DATELINE = re.compile(r"\A[^a-z]{3,40}(?=[\s,(–—-])")  # "ALMATY, July 11" is no evidence of how a word is written
WORD = re.compile(r"[^\W\d_](?:[\w.]*\w)?")


def usual_case(text: str, reference: str) -> str:
    """Returns a title or name in capitals in its usual case; a word that `reference` always writes in one form gets that form."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) < 5 or sum(map(str.isupper, letters)) < 0.75 * len(letters):
        return text
    forms: dict[str, set[str]] = {}
    for form in WORD.findall(DATELINE.sub("", reference)):
        forms.setdefault(form.casefold(), set()).add(form)
    large = True  # the first word of a title, the first after a colon, and the last
    written = []
    parts = text.split()
    for n, part in enumerate(parts):
        large = large or n == len(parts) - 1
        pieces = re.split(f"({WORD.pattern})", part)
        written.append(
            "".join(_usual_case(piece, forms, large) if WORD.fullmatch(piece) else piece for piece in pieces)
        )
        large = re.search(r"[:?!—–]$|[^\W\d_]{3}\.$", part) is not None
    return re.sub(r"(?<=\w)([’'])(S|T|Re|Ll|Ve|D|M)\b", lambda end: end[1] + end[2].lower(), " ".join(written))


def _usual_case(word: str, forms: dict[str, set[str]], large: bool) -> str:
    small = word.casefold()
    if small in words("small"):
        return small.capitalize() if large else small
    seen = forms.get(small, set())
    if (
        word in words("acronym")
        or (len(word) > 1 and seen == {word})
        or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?", word)
    ):
        return word
    own = sorted(form for form in seen if form[1:] not in (small[1:], word[1:]))  # KazMunayGas, McDermott
    return own[0] if own else word[0] + word[1:].lower()
