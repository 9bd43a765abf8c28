"""Quotations: which sentences begin inside one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

OPENING, CLOSING, EITHER = "“«„", "”»", '"'
MARK = re.compile(f"[{OPENING}{CLOSING}{EITHER}]")


def opens(mark: str, inside: bool) -> bool:
    """Returns whether a quotation is open after a mark."""
    return mark in OPENING or (mark == EITHER and not inside)


def inside(texts: Iterable[str]) -> Iterator[bool]:
    """Yields for each sentence of a paragraph whether a sentence before it opens a quotation and none closes it."""
    is_open = False
    for text in texts:
        yield is_open
        for match in MARK.finditer(text):
            is_open = opens(match[0], is_open)
