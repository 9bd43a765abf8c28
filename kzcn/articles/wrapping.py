"""Reads plain text as blocks: paragraphs on one line each, wrapped at a column, or separated by indents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kzcn.articles import metadata_lines, sections
from kzcn.articles.blocks import BULLET, MARKED, STOP, Block, single_spaced

QUOTES = "\"'“”‘«»("
RULE = re.compile(r"^\W{3,}$")
DANGLING = re.compile(
    r"(?:[,–—-]|\b(?:a|an|the|of|in|on|at|to|for|from|and|or|as|with|by|but|its|their|his))$", re.IGNORECASE
)


def blocks(text: str, typeset: bool = False) -> list[Block]:
    """Returns the blocks of a text; in `typeset` text a hyphen at the end of a line usually divides a word."""
    chunks = [chunk.split("\n") for chunk in re.split(r"\n[^\S\n]*\n", text.expandtabs(4)) if chunk.strip()]
    chunks = [[line.rstrip() for line in chunk if line.strip()] for chunk in chunks]
    width = _width(chunks)
    return _unhyphenated([block for chunk in chunks for block in _chunk(chunk, width)], typeset)


def _width(chunks: list[list[str]]) -> int | None:
    """Returns the column at which the text is wrapped, or None when every line is a paragraph."""
    lines = [line for chunk in chunks for line in chunk]
    inner = sorted((line for chunk in chunks for line in chunk[:-1]), key=len)
    if not inner:
        return None
    width = len(inner[int(0.9 * (len(inner) - 1))])  # a headline may be longer than the column
    full = [line for line in inner if len(line) > 0.7 * width]
    over = sum(len(line) > width + 15 for line in lines)
    whole = sum(STOP.search(line) is not None for line in full)
    wrapped = 40 <= width <= 140 and len(full) > len(inner) / 3 and over <= len(lines) / 12 and whole < len(full) / 2
    return width if wrapped else None


def _chunk(lines: list[str], width: int | None) -> Iterator[Block]:
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    parts: list[str] = []
    for n, line in enumerate(lines):
        if RULE.match(line.strip()):
            underlines = (
                set(line.strip()) <= set("=-~")
                and n
                and parts[-1] == lines[n - 1].strip()
                and len(parts[-1].split()) <= 12
            )
            if underlines:
                parts[-1] = f"# {parts[-1]}"
            parts.append("")
        elif parts and parts[-1] and _goes_on(lines[n - 1], line, width, margin):
            parts[-1] += "\n" + line.strip()
        else:
            parts.append(line.strip())
    yield from (block for part in parts if (block := _block(part)).text)


def _goes_on(previous: str, line: str, width: int | None, margin: int) -> bool:
    """Returns whether a line continues the paragraph of the line above it."""
    before, text = previous.strip(), line.strip()
    if MARKED.match(text) or before.startswith("#") or metadata_lines.line(text) or sections.head(text):
        return False
    unfinished = not STOP.search(before) and before[-1] not in ";:"
    if width is None:
        return unfinished and len(before) > 60 and text[0].islower()
    if unfinished and before.isupper() and text.isupper():  # a headline on two lines
        return True
    if unfinished and len(before) > 25 and (text.lstrip(QUOTES)[:1].islower() or DANGLING.search(before)):
        return True
    indent, indent_above = len(line) - len(text), len(previous) - len(before)
    if indent > margin and indent != indent_above:
        return False
    return len(previous) + 1 + len(text.split()[0]) > width  # otherwise its first word would fit on the line above


def _block(text: str) -> Block:
    """Returns the block of a paragraph, without the marks of a heading, emphasis or a list item."""
    mark = re.match(r"(#{1,6})\s+", text)
    text = re.sub(r"\s+#+$", "", text[mark.end() :]) if mark else text
    item = MARKED.match(text) is not None
    text = BULLET.sub("", text)
    emphasis = re.fullmatch(r"(\*\*|__|\*|_)(?=\S)([^*_]+)(?<=\S)\1(:?)", text)
    bold = emphasis is not None and len(emphasis[1]) == 2 and len(text.split()) <= 12
    text = emphasis[2] + emphasis[3] if emphasis else text
    return Block(text.strip(), heading=len(mark[1]) if mark else 3 if bold else 0, item=item)


_WORD = r"(?<![^\W\d_])[^\W\d_]+"  # from its first letter: a search that begins at every letter of a long word is slow


def _unhyphenated(found: list[Block], typeset: bool) -> list[Block]:
    """Returns the blocks with their lines joined, without hyphens that only divide a word.

    A hyphen divides a word where the whole word occurs elsewhere, in typeset text, and where many lines end with a hyphen.
    """
    lines = sum(block.text.count("\n") for block in found)
    divided = sum(len(re.findall(r"[^\W\d_]-\n[^\W\d_]", block.text)) for block in found)
    dividing = typeset or divided > max(2, lines / 20)
    words = Counter(word for block in found for word in re.findall(r"[^\W\d_]+", block.text.casefold()))
    compounds = {compound.casefold() for block in found for compound in re.findall(rf"{_WORD}-[^\W\d_]+", block.text)}

    def joined(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        compound = second[0].isupper() or f"{first}-{second}".casefold() in compounds
        return (
            first + second if not compound and (dividing or words[(first + second).casefold()]) else f"{first}-{second}"
        )

    return [
        replace(block, text=single_spaced(re.sub(rf"({_WORD})-\n([^\W\d_]+)", joined, block.text))) for block in found
    ]
