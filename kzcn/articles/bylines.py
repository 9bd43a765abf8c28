"""The names in a by-line, separated from titles, roles, institutions and places (`vocabulary/labels.toml`)."""

from __future__ import annotations

import re
from functools import cache

from kzcn.vocabulary import months, vocabulary

PARTS = re.compile(r"\s*(?:;|,|、|/|&|\s-\s|\b[Aa]nd\b|\bund\b|\bи\b|\bжәне\b)\s*")
AFTER = re.compile(
    r"\s*\(|\s+(?:[Ff]or|in|at|from|with|special to|of the)\s+(?=[A-Z])|\s+[–—]\s+"
)  # a note, place or newspaper follows
BETWEEN = re.compile(
    r"\s+(?:in|at|from)\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?(?=\s+(?:and|&)\s+[A-Z]|\s*,\s+[A-Z][\w’'-]+\s+[A-Z][\w’'-]+\s+(?:in|at|from)\s)"
)  # "NAME in PLACE and NAME in PLACE"
INITIALS = r"(?:[^\W\d_]\.)+"
NAME = re.compile(rf"(?:[^\W\d_]+[’'-])*[^\W\d_]+|[JS]r\.|{INITIALS}(?:-?[^\W\d_]+)?")
WORD = re.compile(r"[^\W\d_][\w-]*")
MONTHS_AND_NAMES = ("april", "may", "june", "august")


@cache
def words(kind: str) -> frozenset[str]:
    """Returns a list of words of `vocabulary/labels.toml`."""
    return frozenset(vocabulary("labels")["words"][kind].split())


def names(text: str, labelled: bool) -> tuple[str, ...]:
    """Returns the names in a by-line, without titles, roles and places; () when the text is not a by-line.

    After a label ("By") a name of one word and an organisation are accepted, too.
    """
    text = re.sub(
        r"^by:?\s+", "", AFTER.split(BETWEEN.sub("", text), maxsplit=1)[0].strip(" ,;:*_"), flags=re.IGNORECASE
    )
    text = text if re.search(r"\b(?:[JS]r|[A-Z])\.$", text) else text.rstrip(".")
    parts = [part for part in PARTS.split(text) if part]
    if (
        len(parts) == 2
        and "," in text
        and " " not in parts[0]
        and re.fullmatch(r"[^\W\d_]+ (?:[^\W\d_]\.?|[^\W\d_]+)", parts[1])
    ):
        parts = [f"{parts[1]} {parts[0]}"]  # "McDermott, Roger N."
    found = [_name(part) for part in parts]
    if not found or found[0] is None:
        return (text,) if labelled and _is_organisation(text) else ()
    if any(
        name is None and not names_role(part) and not _is_proper(part) for name, part in zip(found, parts, strict=True)
    ):
        return ()  # words of a sentence
    if not labelled and names_role(parts[0]):
        return ()  # "CBS News"
    first = found[0] if " " in found[0] or (labelled and len(parts) == 1) else None
    others = [
        name for name, part in zip(found[1:], parts[1:], strict=True) if name and " " in name and not names_role(part)
    ]
    return tuple(dict.fromkeys([first, *others])) if first else ()


def _name(text: str) -> str | None:
    if re.fullmatch(r"[\u4e00-\u9fff·]{2,12}", text):
        return text
    parts = [part for part in text.split() if part.casefold().strip("()") not in words("honorific")]
    if not 1 <= len(parts) <= 5 or parts[0] == "The" or not all(_is_name_word(part) for part in parts):
        return None
    return " ".join(parts) if not parts[-1][0].islower() or "’" in parts[-1] else None


def _is_name_word(word: str) -> bool:
    small = word.casefold()
    if not NAME.fullmatch(word) or small.endswith(("’s", "'s")) or small.strip(".") in words("nobody"):
        return False
    if len(word) > 3 and small in months() and small not in MONTHS_AND_NAMES:
        return False
    return not word[0].islower() or small in words("particle") or re.match(r"[a-z]+[’'-]?[A-Z]", word) is not None


def _is_proper(text: str) -> bool:
    return all(
        not word[0].islower() or word in words("particle") or word in ("of", "the", "for", "and", "on", "in")
        for word in text.split()
    )


def _is_organisation(text: str) -> bool:
    """Returns whether a text names an organisation: "RFE/RL’s Kazakh Service", "Institute of Foreign Policy"."""
    parts = text.split()
    telling = re.search(r"[’']s\s", text) or {part.casefold() for part in parts} & words("affiliation") - words(
        "nobody"
    )
    return 2 <= len(parts) <= 7 and _is_proper(text) and parts[0].casefold() not in words("nobody") and bool(telling)


def names_role(text: str) -> bool:
    """Returns whether a text contains a word for a role or an institution ("fellow", "University")."""
    return any(word.casefold().strip(".,") in words("affiliation") for word in text.split())


def is_account(name: str) -> bool:
    """Returns whether a declared author is an account of the publishing system or an address, not a person."""
    parts = [part.casefold().strip(".") for part in name.split()]
    return (
        all(part in words("nobody") or part == "super" for part in parts)
        or re.search(r"[@:_]|\.\w{2,3}$|\d", name) is not None
    )


def is_kicker(text: str) -> bool:
    """Returns whether a short line consists of words that pages print above headlines ("Analytical Articles", "Central Asia")."""
    found = [word.casefold() for word in WORD.findall(text)]
    return 0 < len(found) <= 5 and sum(word in words("kicker") for word in found) * 2 >= len(found)


def is_affiliation(text: str) -> bool:
    """Returns whether a short line says where an author works ("Department of Politics, University of Leiden")."""
    found = [word.casefold() for word in WORD.findall(text)]
    return len(found) <= 12 and sum(word in words("affiliation") for word in found) > 0.2 * len(found)
