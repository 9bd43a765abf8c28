"""The blocks of text that a page is made of, whatever its format, and what can be asked of a text."""

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
    main: bool = True  # trafilatura holds it for main text; always true outside HTML

    @cached_property
    def words(self) -> int:
        """Returns the number of words, a Chinese word being two characters."""
        return len(self.text.split()) + chinese(self.text) // 2

    @cached_property
    def stops(self) -> bool:
        """Returns whether the block ends as a sentence does."""
        return STOP.search(self.text) is not None


@dataclass(frozen=True)
class Page:
    """The blocks of a page, and what its front matter, meta tags or mail header declare: field -> statements, most trusted first."""

    blocks: list[Block]
    declared: dict[str, list[str]] = field(default_factory=dict)
    front: bool = False  # in front matter: by whoever saved the page, not by a publishing system


def squeezed(text: str) -> str:
    """Returns the text with every run of white space as one space."""
    return " ".join(text.split())


def chinese(text: str) -> int:
    """Returns the number of Chinese characters."""
    return 0 if text.isascii() else len(re.findall("[\u4e00-\u9fff]", text))


def bare(text: str) -> str:
    """Returns letters and digits only, in one case: for comparing texts that were set differently."""
    return re.sub(r"[\W_]+", "", text.casefold())
