"""The heads of an article's sections: on a separate line, or at the beginning of a paragraph (`vocabulary/sections.csv`)."""

from __future__ import annotations

import re
from functools import cache

from kzcn.vocabulary import rows

LONGEST = 10  # words of a head
NUMBER = r"\W*(?:(?:\d{1,2}|[IVX]{1,4}|[A-Z])[.):]+\s*|\d{1,2}\s+)?"


@cache
def _heads() -> dict[str, str]:
    return {_key(row["head"]): row["section"] for row in rows("sections")}


def _key(head: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"[’'´`]", "", head.casefold())))


@cache
def _pattern() -> str:
    heads = sorted(_heads(), key=len, reverse=True)
    return "|".join(
        r"\s+".join(re.sub("(s)$", r"[’'´`]?\1[’'´`]?", re.escape(word)) for word in head.split()) for head in heads
    )


def head(text: str) -> str:
    """Returns the section that a line is the head of ("1. Background", "Implications for Beijing"), or "" for another line."""
    text = re.sub(f"^{NUMBER}", "", text).strip()
    if len(text.split()) > LONGEST or re.search(r"[^?\W]\W?[.!;,]\W?$", text):
        return ""
    exact = _heads().get(_key(text))
    if exact:
        return exact
    longer = re.match(
        rf"({_pattern()})(?:\s*[:–—]\s*\S|\s+(?:for|of|on|and|in|to|from|-)\s)[^.:;]*$", text, re.IGNORECASE
    )
    found = _heads()[_key(longer[1])] if longer else ""
    return "" if found == "bio" else found


def inline(text: str) -> tuple[str, str]:
    """Returns the section named at the beginning of a paragraph ("BACKGROUND: The ..."), or "", and the paragraph without that head."""
    opening = re.match(rf"({_pattern()})(?:\(s\))?\s*([:.–—-])\s*(?=\S)", text, re.IGNORECASE)
    if opening is None or not (opening[1].isupper() or (opening[2] == ":" and opening[1][0].isupper())):
        return "", text
    return _heads()[_key(opening[1])], text[opening.end() :]
