"""The blocks of text of a page in any format, and small functions on text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

STOP = re.compile(
    r"[.!?…。！？][\"'”’»)\]）」』]*(?:\[\d+\])*$|[^\W\d_][\"”’)]?\.[\"”’]?\d{1,2}$"
)  # a footnote's number may follow
BULLET = re.compile(r"^(?:[•‣▪●◦·*–—-]|\+)\s+(?=\S)")
MARKED = re.compile(r"^(?:[•‣▪●◦·*+-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")  # an item of a list


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item or line of a page."""

    text: str
    heading: int = 0  # level of a marked heading, 1 the highest
    item: bool = False
    linked: float = 0.0  # share of the characters that are links
    main: bool = True  # main text by the judgement of trafilatura

    @cached_property
    def words(self) -> int:
        """Returns the number of words; two Chinese characters count as a word."""
        return len(self.text.split()) + chinese_characters(self.text) // 2

    @cached_property
    def stops(self) -> bool:
        """Returns whether the block ends like a sentence."""
        return STOP.search(self.text) is not None


@dataclass(frozen=True)
class Page:
    """The blocks of a page, and the fields that its front matter, meta tags or mail header declare, the most reliable value first."""

    blocks: list[Block]
    declared: dict[str, list[str]] = field(default_factory=dict)
    front: bool = False  # declared in front matter, by the person who saved the page
    marked: bool = False  # each block says whether it is main text


def single_spaced(text: str) -> str:
    """Returns the text with single spaces for all white space."""
    return " ".join(text.split())


def chinese_characters(text: str) -> int:
    """Returns the number of Chinese characters."""
    return 0 if text.isascii() else len(re.findall("[\u4e00-\u9fff]", text))


def letters_only(text: str) -> str:
    """Returns letters and digits only, in one case, to compare texts that differ in layout."""
    return re.sub(r"[\W_]+", "", text.casefold())
