"""Where the name of a capital is the government that sits there, and where it is a town."""

from __future__ import annotations

import functools
import re
import tomllib

from kzcn.registry import vocabulary

_NAME = r"[A-Z][\w.'-]*(?: [A-Z][\w.-]*)*"
_COORDINATED = re.compile(rf"{_NAME}(?:,? (?:and|or)|,? as well as(?: \w+)?|,? but also|,? not) $")
_FROM_TO = re.compile(rf"\bfrom {_NAME} to $")
_MOVEMENT_TO = r"(?:\s+(?!clos)[\w'-]+){0,3}\s+(?:to|for|from|between) $"
_DATELINE = re.compile(r"(?:, [A-Z][\w ]+)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?:, \d{4})? ?(?:\([\w/ ]+\)|/[\w/ ]+/)? ?[-–—:]{1,2} ")
_WITH_CAPITAL = re.compile(r" (?![IA]\b)(?!(?:and|or|President|Prime|Premier|Foreign)\b)[A-Z]|['’]s (?:[a-z-]+ ){0,2}[A-Z]\w*(?: [A-Z]\w*)* ?\b(?:Square|University|Airport|Street|Avenue|Hotel|Palace|Stadium|Museum|Theater|Theatre|Park|District)\b")


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {name: "|".join(map(re.escape, listed)) for name, listed in tomllib.loads(vocabulary("capitals.toml")).items()}
    calendar = "|".join(map(re.escape, tomllib.loads(vocabulary("not_actors.toml"))["calendar"].split()))
    return {
        "name": re.compile(rf"[^\s.!?:,;\"(] (?!(?:{calendar}) )[A-Z][\w.-]* $"),
        "before": re.compile(rf"\b(?:{words['locative']}|{words['arriving']})(?: the)? $", re.IGNORECASE),
        "moving": re.compile(rf"\b(?:{words['motion']}){_MOVEMENT_TO}", re.IGNORECASE),
        "town": re.compile(rf"\b(?:{words['town']}),?(?: of)? $", re.IGNORECASE),
        "located": re.compile(rf"(?:'s)? (?:[a-z-]+ )?(?:{words['located']})\b"),
        "line": re.compile(r" (?:[a-z-]+ ){0,2}(?:railway|railroad|road|highway|flight|flights|train|trains|route|motorway|expressway|line|pipeline)\b"),
    }


def acts(text: str, start: int, end: int) -> bool:
    """Returns whether the capital named at `start:end` of a folded sentence acts there, as a government does."""
    before, after = text[:start], text[end:]
    patterns = _patterns()
    if _part_of_name(before, after) or _DATELINE.match(after) and not before.strip(" \"'("):
        return False
    if re.match(r", the capital| \d| ?\)", after):
        return False
    if after.startswith("-") or before.endswith("-"):
        return _in_compound(before, after)
    if patterns["located"].match(after):
        return False
    if after.startswith("'s"):
        return True
    governed = before
    while coordinated := _COORDINATED.search(governed):
        governed = governed[:coordinated.start()]
    if patterns["before"].search(governed) or patterns["town"].search(governed):
        return False
    if _FROM_TO.search(before) or (before.endswith("from ") and re.match(rf" (?:to|through) {_NAME}", after)):
        return False
    return not patterns["moving"].search(governed)


def _part_of_name(before: str, after: str) -> bool:
    if _WITH_CAPITAL.match(after):
        return True
    return bool(_patterns()["name"].search(before))  # a capital letter in mid-sentence: "the Hotel Moscow"


def _in_compound(before: str, after: str) -> bool:
    if after.startswith("-"):
        pair = re.match(rf"-{_NAME}", after)
        return bool(pair) and not _patterns()["line"].match(after[pair.end():])
    return bool(re.search(r"\b[A-Z][\w.]*-$", before)) and not _patterns()["line"].match(after) and not re.match(r" [A-Z]", after)
