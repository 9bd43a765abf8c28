"""The lines around an article that say who wrote it, when and where: by-lines, date lines, labels, issue notes.

A line is metadata only when every part of it can be told: labels and their values (`vocabulary/labels.toml`), dates, times, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kzcn.terms import vocabulary

LONGEST = 40  # words of a metadata line
TIME = r"(?:(?:at|в)\s+)?\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?\s?m\b\.?)?\s*(?:\(?\b(?:[A-Z]{3,4}|UTC|GMT)(?:[+-]\d{1,2})?\b\)?)?(?:Z|[+-]\d{2}:?\d{2})?"
BREAK = re.compile(r"\s*[|｜•·\n/]\s+|\u3000+|\s{3,}")
INITIALS = r"(?:[^\W\d_]\.)+"
ISSUE = re.compile(r"\(?\s*(\d{1,2})/(\d{1,2})/(\d{4})\s+issue\s+of\s+(?:the\s+)?([^()]+?)\s*\)?\s*$", re.IGNORECASE)
NAME_PARTS = re.compile(r"\s*(?:;|,|、|/|&|\s-\s|\band\b|\bund\b|\bи\b|\bжәне\b)\s*")


@dataclass
class Line:
    """What one metadata line says; empty where it is silent."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    issue: str | None = None  # date of an issue note, "(9/5/2007 issue of the CACI Analyst)"
    source: str | None = None
    category: str | None = None
    named: bool = False  # the authors stand behind a label ("By"), not alone
    labels: set[str] = field(default_factory=set)


def line(text: str) -> Line | None:
    """Returns what a line says when it is metadata through and through, else None."""
    if not text or len(text.split()) > LONGEST:
        return None
    found = Line()
    issue = ISSUE.search(text)
    if issue:
        found.issue, found.source = _iso(issue[3], issue[1], issue[2]), issue[4]
        text = text[:issue.start()]
    alone = [part for part in _parts(text) if not _read_part(part, found)]
    if alone and not ((found.published or found.named) and all(_read_name(part, found) or _is_column(part) for part in alone)):
        return None
    return found if vars(found) != vars(Line()) else None


def _parts(text: str) -> Iterator[str]:
    for piece in BREAK.split(text):
        labels = _labels(inside=True).finditer(piece) if re.search("[:：]", piece) else ()
        cuts = [0, *(match.start() for match in labels), len(piece)]
        yield from (part for start, end in zip(cuts, cuts[1:], strict=False) if (part := piece[start:end].strip(" \t*_—–-|,;")))


@cache
def _labels(inside: bool) -> re.Pattern[str]:
    """Matches a label at the start of a part, or one with a colon inside a line."""
    labels = sorted({label for listed in vocabulary("labels")["label"].values() for label in listed}, key=len, reverse=True)
    if inside:
        return re.compile(r"(?<=[\s;,|])(?:" + "|".join(re.escape(label) for label in labels if label[-1] in ":：") + ")", re.IGNORECASE)
    return re.compile("|".join(re.escape(label).replace(r"\ ", r"\s+") for label in labels), re.IGNORECASE)


@cache
def _fields() -> dict[str, str]:
    return {label: name for name, listed in vocabulary("labels")["label"].items() for label in listed}


@cache
def _words(kind: str) -> frozenset[str]:
    words: str = vocabulary("labels")["words"][kind]
    return frozenset(words.split())


def _read_part(part: str, found: Line) -> bool:
    """Adds what one part of a line says to what was found; returns whether all of it can be told."""
    label = _labels(inside=False).match(part)
    name = _fields()[" ".join(label[0].lower().split(" "))] if label else ""
    value = part[label.end():].strip() if label else part
    if label:
        found.labels.add(name)
    if name == "ignored":  # "Photo by" and "Today is" open sentences, too: without a colon the part must not end as one
        return label is not None and (label[0][-1] in ":：" or not re.search(r"[.!?]$", value))
    if name == "title":
        found.title = value
        return bool(value)
    day, rest = dated(value)
    when = rest != value  # also a date that could be two days
    if name in ("source", "category") and value and not when:
        setattr(found, name, value)
        return len(value.split()) <= 25 and not re.search(r"[^A-Z.][.!?]$", value)
    found.published = found.published or day
    rest = re.sub(r"\s*(?:©|\(c\)|copyright\b).*$", "", rest, flags=re.IGNORECASE) if when else rest
    rest = re.sub(rf"\s*(?:\bat\s+)?{TIME}\W*$", "", rest, flags=re.IGNORECASE).strip(" \t,;:–—|-*_")
    rest = re.sub(r"\b(?:on|at|in|от)$", "", rest).strip(" \t,;:–—|-*_()")
    if not rest:
        return when or bool(label)
    if name == "published":  # "Posted on DATE by NAME"
        return re.match(r"(?:by|in)\b", rest) is not None and _read_part(rest, found)
    if name in ("source", "category"):
        setattr(found, name, rest)
        return True
    if name == "" and not when:
        return _counts(rest)
    if name == "" and re.fullmatch(r"[A-Z][\w’'-]+", rest):  # "Beijing, 29 October 2018"
        return True
    if name == "authors" and when and (filed := re.search(r"\s+in\s+(?=[A-Z])(.+)$", rest)):  # "By NAME in CATEGORY on DATE"
        found.category = filed[1]
    named = _read_name(rest, found, labelled=name == "authors")
    return named or (label is not None and label[0][-1] in ":：" and len(rest.split()) <= 8 and not re.search(r"[.!?]$", rest))


def is_label(text: str) -> bool:
    """Returns whether a line is a label alone ("By", "Published in")."""
    label = _labels(inside=False).fullmatch(f"{text} ") or _labels(inside=False).fullmatch(text)
    return label is not None and _fields()[" ".join(label[0].lower().split(" "))] != "ignored"


def _counts(part: str) -> bool:
    """Returns whether a part counts readers, minutes or comments ("6 min read")."""
    words = re.findall(r"\w+", part.casefold())
    return any(word.isdigit() for word in words) and all(word.isdigit() or word in _words("counted") for word in words)


def _is_column(part: str) -> bool:
    """Returns whether a part of a line that names an author or a day may be the name of the publication or of a column."""
    return len(part.split()) <= 5 and part[:1].isupper() and not part.endswith((".", "?", "!"))


def _read_name(part: str, found: Line, labelled: bool = False) -> bool:
    authors = names(part, labelled) if not found.authors else ()
    found.authors, found.named = authors or found.authors, found.named or (labelled and bool(authors))
    return bool(authors)


# --- dates -----------------------------------------------------------------------------------------------------------

@cache
def _months() -> dict[str, str]:
    table = vocabulary("months")
    return {name.casefold(): str(n) for language, listed in table.items() if language != "weekdays" for n, names in enumerate(listed.split(), 1) for name in names.split("/")}


@cache
def _date_pattern() -> re.Pattern[str]:
    month = r"(?:" + "|".join(sorted(map(re.escape, _months()), key=len, reverse=True)) + r")\b\.?"
    weekday = r"(?:(?:" + "|".join(vocabulary("months")["weekdays"].split()) + r")\b\.?[\s,/]*)?"
    return re.compile(
        weekday + r"(?:"
        rf"\b(?P<y1>\d{{4}})[-./](?P<m1>\d{{1,2}})[-./](?P<d1>\d{{1,2}})(?!\d)T?"
        rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?(?P<m2>{month})[\s,-]*(?P<y2>\d{{4}})\b(?:\s*(?:г\b\.?|года\b|ж\b\.?))?"
        rf"|\b(?P<m3>{month})\s*(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y3>\d{{4}})\b"
        rf"|\b(?P<y4>\d{{4}})\s*(?:жылғы|жылы|ж\.)\s*(?P<d4>\d{{1,2}})\s*(?P<m4>{month})"
        r"|(?P<y5>\d{4})\s*年\s*(?P<m5>\d{1,2})\s*月\s*(?P<d5>\d{1,2})\s*日"
        r"|\b(?P<d6>\d{1,2})\.(?P<m6>\d{1,2})\.(?P<y6>\d{4})\b"
        r"|\b(?P<a7>\d{1,2})/(?P<b7>\d{1,2})/(?P<y7>\d{4}|\d{2})\b"
        r")" + rf"(?:[\s,|–—-]*{TIME})?(?:[\s,(]*{weekday[:-1]}\)?)?", re.IGNORECASE)


def dated(text: str) -> tuple[str | None, str]:
    """Returns the first full date of a text as an ISO day, and the text without it, its time and its weekday; None when there is none.

    "9/5/2007" could be two days and is None, unless one of its numbers can be no month.
    """
    match = _date_pattern().search(text) if re.search(r"\d{4}|/\d\d", text) else None
    if match is None:
        return None, text
    rest = text[:match.start()] + " " + text[match.end():]
    rest = re.sub(rf"^[\s,|–—-]*{TIME}", "", rest, flags=re.IGNORECASE) if match.start() < 12 else rest
    values = {name[0]: value for name, value in match.groupdict().items() if value}
    if "a" in values:
        first, second = values["a"], values["b"]
        values["m"], values["d"] = (second, first) if int(first) > 12 else (first, second)
        if len(values["y"]) == 2 or (int(first) <= 12 and int(second) <= 12 and first != second):
            return None, rest
    month = values["m"].rstrip(".").casefold()
    return _iso(values["y"], _months().get(month, month), values["d"]), rest


def day(text: str) -> str | None:
    """Returns the ISO day of a declared date ("2007-09-05T10:00:00Z", "Wed, 5 Sep 2007 10:22:11 +0200", "September 5, 2007"), or None."""
    compact = re.fullmatch(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*", text)
    return _iso(*compact.groups()) if compact else dated(text)[0]


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2100 else None


# --- names -----------------------------------------------------------------------------------------------------------

def names(text: str, labelled: bool) -> tuple[str, ...]:
    """Returns the persons (or, behind a label, the organisation) that a by-line names, without titles, roles and places; () when it names none."""
    text = re.split(r"\s*\(|\s+(?:for|in|at|from|with|special to|of the)\s+(?=[A-Z])|\s+[–—]\s+", text, maxsplit=1)[0].strip(" .,;:*_")
    text = re.sub(r"^by:?\s+", "", text, flags=re.IGNORECASE)
    parts = [part for part in NAME_PARTS.split(text) if part]
    if labelled and re.search(r"[’']s\s", text) and len(text.split()) <= 7 and all(word[0].isupper() or word == "of" for word in text.split()):
        return (text,)  # "RFE/RL's Kazakh Service"
    if len(parts) == 2 and "," in text and " " not in parts[0] and " " in parts[1] and len(parts[1].split()) <= 2 and re.search(r"\.$|^\w+$", parts[1]):
        parts = [f"{parts[1]} {parts[0]}"]  # "McDermott, Roger N."
    found = [_name(part) for part in parts]
    if not found or found[0] is None:
        return _organisation(text) if labelled and text else ()
    kept = []
    for name, part in zip(found, parts, strict=True):
        if name is not None and (" " in name or len(parts) == 1 and labelled) and not (kept and _affiliated(part)):
            kept.append(name)
        elif name is None and not _affiliated(part) and not kept[0:] or (name is None and any(word[0].islower() for word in part.split() if word.casefold() not in _words("particle"))):
            return ()  # words of a sentence
    return tuple(dict.fromkeys(kept))


def _name(text: str) -> str | None:
    words = [word for word in text.replace("\u00a0", " ").split() if word.casefold().strip("()") not in _words("honorific")]
    if re.fullmatch(r"[\u4e00-\u9fff·]{2,12}", text):
        return text
    if not 1 <= len(words) <= 5 or any(word.casefold().strip(".") in _words("nobody") for word in words):
        return None
    for word in words:
        shaped = re.fullmatch(rf"(?:[^\W\d_]+[’'-])*[^\W\d_]+|{INITIALS}|{INITIALS}-?[^\W\d_]+", word)
        if not shaped or re.search(r"[’']s$", word) or word[0].islower() and word.casefold() not in _words("particle") and not re.match(r"[a-z]+[’'-]?[A-Z]", word):
            return None
        if word.casefold() in _months() and len(word) > 3 and word.casefold() not in ("april", "may", "june", "august"):
            return None
    return " ".join(words) if not words[-1][0].islower() or "’" in words[-1] else None


def _affiliated(part: str) -> bool:
    return tells_role(part) or " " not in part


def tells_role(text: str) -> bool:
    """Returns whether a text holds a word of a role or an institution ("fellow", "University")."""
    return any(word.casefold().strip(".,") in _words("affiliation") for word in text.split())


def _organisation(text: str) -> tuple[str, ...]:
    words = text.split()
    proper = all(word[0].isupper() or word in ("of", "the", "for", "and", "&") for word in words)
    telling = {word.casefold() for word in words} - _words("nobody")
    return (text,) if 2 <= len(words) <= 6 and proper and words[0][0].isupper() and telling & _words("affiliation") and words[0].casefold() not in _words("nobody") else ()


def is_account(name: str) -> bool:
    """Returns whether a declared author is an account of the publishing system or an address rather than somebody."""
    words = [word.casefold().strip(".") for word in name.split()]
    return not words or all(word in _words("nobody") | {"super"} for word in words) or bool(re.search(r"[@:_]|\.\w{2,3}$|\d", name))


def is_kicker(text: str) -> bool:
    """Returns whether a short line is made of the words that pages print above headlines ("Analytical Articles", "Central Asia")."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_][\w-]*", text)]
    return bool(words) and len(words) <= 5 and sum(word in _words("kicker") for word in words) * 2 >= len(words)


def is_affiliation(text: str) -> bool:
    """Returns whether a short line says where its author works ("Department of Politics, University of Leiden")."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_][\w-]*", text)]
    return len(words) <= 12 and sum(word in _words("affiliation") for word in words) > 0.2 * len(words)


# --- capitals --------------------------------------------------------------------------------------------------------

def calmed(text: str, reference: str) -> str:
    """Returns a title or name that shouts in capitals with the usual ones; words that `reference` writes in a form of its own keep it."""
    letters = [sign for sign in text if sign.isalpha()]
    if sum(map(str.isupper, letters)) < 0.75 * len(letters) or len(letters) < 5:
        return text
    forms: dict[str, set[str]] = {}
    for form in re.findall(r"[^\W\d_](?:[\w.]*\w)?", reference):
        forms.setdefault(form.casefold(), set()).add(form)
    opening = True
    calm = []
    for word in re.split(r"(\s+)", text):
        calm.append(re.sub(r"[^\W\d_](?:[\w.]*[\w])?", lambda match, first=opening: _calm(match[0], forms, first), word) if word.strip() else word)
        opening = bool(re.search(r"[:?!—–]$|[^\W\d_]{3}\.$", word)) if word.strip() else opening
    for n in range(len(calm) - 1, -1, -1):  # the last word is written large
        if calm[n].strip():
            calm[n] = calm[n] if calm[n].isupper() else re.sub(r"^(\W*)(\w)", lambda match: match[1] + match[2].upper(), calm[n])
            break
    # "’S" and its like after an apostrophe, and the letters after a hyphen's particle
    return re.sub(r"(?<=\w)([’'])(S|T|Re|Ll|Ve|D|M)\b", lambda match: match[1] + match[2].lower(), "".join(calm))


def _calm(word: str, forms: dict[str, set[str]], first: bool) -> str:
    small = word.casefold()
    if small in _words("small"):
        return small.capitalize() if first else small
    seen = forms.get(small, set())
    if word in _words("acronym") or (seen and seen == {word} and len(word) > 1) or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?", word):
        return word
    own = [form for form in sorted(seen) if form[1:] not in (small[1:], word[1:])]  # KazMunayGas, McDermott
    return own[0] if own else word[0] + word[1:].lower()
