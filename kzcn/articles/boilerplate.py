"""Separates the article of a page from its boilerplate, by position and form.

Paragraphs are sentences: they end with a full stop and have mostly lower-case words. Boilerplate is short, has no full stop, is linked,
counts readers, or begins with one of a few words common on pages (`vocabulary/boilerplate.toml`). The article is the run of blocks in
which paragraphs outweigh boilerplate the most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from kzcn.articles.blocks import Block, chinese_characters, letters_only
from kzcn.articles.metadata_lines import Line
from kzcn.vocabulary import vocabulary

SHORT = 14  # words
RIGHTS = re.compile(r"\W*(?:[Cc]opyright|COPYRIGHT|©|\([cC]\))\s*(?:©|\([cC]\)|\d{4}|by\b|[A-Z])")
REFERENCE = re.compile(r"\[\d{1,3}\]\s|\^\s|(?:\S+@\S+|\w+://\S+)$")  # a footnote or an address
QUOTED = re.compile(r"[\"“”«»]")
SCRIPTS = {
    name: re.compile(letters)
    for name, letters in (
        ("Latin", "[A-Za-z\u00c0-\u024f]"),
        ("Cyrillic", "[\u0400-\u052f]"),
        ("Chinese", "[\u4e00-\u9fff]"),
    )
}
# What a block of each kind adds to the weight of its run; paragraphs and text add their words, up to this number.
WEIGHTS = {
    "line": -10,
    "list": -60,
    "notice": -60,
    "short": -8,
    "foreign": -40,
    "metadata": 0,
    "heading": 0,
    "text": 4,
    "paragraph": 100,
}
OUTSIDE = -3  # a short block that is boilerplate by the judgement of trafilatura


def kinds(blocks: Sequence[Block], lines: Sequence[Line | None]) -> list[str]:
    """Returns the kind of each block: paragraph, text (it ends like a sentence), short, metadata, or a kind of boilerplate.

    Boilerplate is a line (button, counter, footnote), a list (the head of a box), a stop (the head of comments or notes), a notice of the
    page's owner, or foreign (in another script than the article).
    """
    found = [_kind(block, line) for block, line in zip(blocks, lines, strict=True)]
    for n, block in enumerate(blocks):  # headlines in a box of related articles
        if (
            n
            and found[n - 1] == "list"
            and found[n] in ("paragraph", "text")
            and block.words <= SHORT
            and block.text.endswith("?")
        ):
            found[n] = "line"
    scripts = Counter[str]()
    for block, kind in zip(blocks, found, strict=True):
        if kind == "paragraph":
            scripts[_script(block.text)] += block.words
    usual = scripts.most_common(1)[0][0] if scripts else ""
    return [
        "foreign" if kind in ("paragraph", "text", "short") and _script(block.text) not in (usual, "") else kind
        for block, kind in zip(blocks, found, strict=True)
    ]


def without_sign_off(text: str) -> str:
    """Returns a paragraph without the last word of a wire report ("Enditem")."""
    return _sign_off().sub("", text)


@cache
def _sign_off() -> re.Pattern[str]:
    ends = "|".join(re.escape(word.strip()) for word in vocabulary("boilerplate")["signoff"].split("|"))
    return re.compile(rf"(?<=[.!?\"”’)])\s+(?:{ends})$")


def _kind(block: Block, line: Line | None) -> str:
    if line is not None:
        return "metadata"
    text = re.sub(r"\d[\d.,]*", "#", block.text.casefold())
    text = re.sub(r"[^\w#©'’ ]+", " ", text).replace("’", "'")
    text = " ".join(text.split())
    if REFERENCE.match(block.text):
        return "line"
    short = block.words <= SHORT
    stop = _opens("stop").match(text) if short else None
    if stop and (stop[0].startswith("#") or text[stop.end() :].strip() in ("", "#")):
        return "stop"
    if block.words <= 90 and (_opens("notice").search(text) or RIGHTS.match(block.text) or _appeals(block, text)):
        return "notice"
    for kind in ("list", "line"):
        if short and (match := _opens(kind).match(text)) and (match[0] == text or not block.stops):
            return kind
    if block.linked > 0.7 and not (block.stops and block.words > SHORT):
        return "short"
    if block.stops or block.text.endswith((":", ";")):
        long_words = re.findall(r"[^\W\d_]{4,}", block.text)
        titled = block.text.endswith("?") and 1 < block.words <= SHORT and all(word[0].isupper() for word in long_words)
        return "paragraph" if is_prose(block.text) else "short" if titled else "text"
    several = re.search(r"[^\W\d_]{3}[.!?][\"”’]?\s+[\"“]?[A-Z]", block.text) is not None
    return "paragraph" if (block.words >= 25 or (several and block.words >= 8)) and is_prose(block.text) else "short"


def _appeals(block: Block, text: str) -> bool:
    """Returns whether a block invites or instructs the reader; a quotation or a longer paragraph does not."""
    if block.words > 60 or QUOTED.search(block.text):
        return False
    found = _opens("appeal").search(text)
    return found is not None and (found.start() == 0 or _opens("reader").search(text) is not None)


@cache
def _opens(kind: str) -> re.Pattern[str]:
    phrases = (
        " ".join(phrase.replace("(c)", "c").split()) for phrase in re.split(r"[|\n]", vocabulary("boilerplate")[kind])
    )
    longest = sorted(filter(None, phrases), key=len, reverse=True)
    spaced = "|".join(re.escape(phrase) for phrase in longest if phrase[-1] < "\u3000")
    # Chinese has no spaces, so a phrase needs no word boundary.
    others = "".join(f"|{re.escape(phrase)}" for phrase in longest if phrase[-1] >= "\u3000")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w){others}")


def is_prose(text: str) -> bool:
    """Returns whether a text is prose: four words or more, nearly half of them in lower case, unlike names and titles."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    small = sum(word[0].islower() or not word[0].isupper() for word in words)
    return (len(words) >= 4 and small >= 0.4 * len(words)) or chinese_characters(text) > 15


def _script(text: str) -> str:
    if text.isascii():
        return "Latin" if SCRIPTS["Latin"].search(text) else ""
    counts = {script: len(letters.findall(text)) for script, letters in SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] else ""


def body(blocks: Sequence[Block], kinds: Sequence[str], first: int) -> tuple[int, int]:
    """Returns the start and end of the article's blocks, searched from `first` on; an empty range where there is no article."""
    weights = [_weight(block, kind) for block, kind in zip(blocks, kinds, strict=True)]
    for n in _list_items(blocks, kinds):
        weights[n] = 0
    prose = list(accumulate(max(weight, 0) for weight in weights[first:]))
    last = next((n for n in range(first, len(blocks)) if kinds[n] == "stop" and prose[n - first] >= 50), len(blocks))
    sums = [0.0, *accumulate(weights[first:last])]
    best, start, end, low = 0.0, 0, 0, 0
    for n, total in enumerate(sums):
        if total <= sums[low]:
            low = n
        if total - sums[low] > best:
            best, start, end = total - sums[low], low, n
    return first + start, first + end


def _list_items(blocks: Sequence[Block], kinds: Sequence[str]) -> Iterator[int]:
    """Yields the indices of the short items of the lists that a paragraph with a colon opens."""
    opened = False
    for n, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        item = opened and block.item and kind == "short"
        if item:
            yield n
        opened = item or (kind in ("paragraph", "text") and block.text.endswith(":")) or (opened and block.item)


def _weight(block: Block, kind: str) -> float:
    if not block.main:
        return -min(block.words, 30) if kind in ("paragraph", "text") else OUTSIDE
    if kind in ("paragraph", "text"):
        return min(block.words, WEIGHTS[kind])
    if kind == "list" and ":" in block.text[:-1]:  # "Read also: Why Bishkek said no" is a box of one line
        return WEIGHTS["short"]
    return WEIGHTS["list" if kind == "stop" else kind]


def without_repeats(texts: Sequence[str]) -> list[int]:
    """Returns the indices of the texts without teasers (the beginning of a later text) and pull quotes (repeated from another)."""
    plain = [letters_only(text) for text in texts]
    whole = [n for n in range(len(texts)) if n > 2 or not _is_teaser(plain, n)]
    kept: list[int] = []
    for n in whole:
        quoted = any(plain[n] in plain[m] for m in whole if len(plain[m]) > len(plain[n]) or m in kept)
        if len(plain[n]) <= 25 or not quoted:
            kept.append(n)
    return kept


def _is_teaser(plain: Sequence[str], n: int) -> bool:
    return len(plain[n]) > 40 and any(
        _opening(plain[n], "".join(plain[m : m + 4])) for m in range(n + 1, min(n + 9, len(plain)))
    )


def _opening(teaser: str, text: str) -> bool:
    """Returns whether a teaser is the beginning of a text, apart from a dateline before the text and "read more" after the teaser."""
    place = text.find(teaser[:30], 0, 90)
    if place < 0:
        return False
    pairs = enumerate(zip(teaser, text[place:], strict=False))
    same = next((n for n, (one, other) in pairs if one != other), min(len(teaser), len(text) - place))
    return same >= max(40, 0.85 * len(teaser))
