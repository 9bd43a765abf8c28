"""The status of a statement, told by its grammar: negation and limits, modality, plans, tense."""

from __future__ import annotations

import re
from functools import cache

from kzcn.terms import Finder, Term, vocabulary

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
ASIDE = re.compile(r"\([^)]*\)")
# Clauses that only give the setting. Those before the main clause end with a comma; those after it begin with one, or with a word that can do nothing else.
ASKED = re.compile(r"^(?:Who|What|Whether|How)\b[^,;:]*?(?=\b(?:is|are|was|were|remains?)\b)")
FRONTED = re.compile(r"^(?:(?:Al)?[Tt]hough|When|While|As|Since|Because|If|Unless|Until|After|Before|Once|Whereas|Given|With)\b[^,;:]*(?:,(?=\s*\d)[^,;:]*)*,\s+")
TRAILING = re.compile(r"(?:,\s+(?:although|though|as|since|until|after|before|once|for|even|given|with)|(?:^|,?\s+)(?:in |for |of |to |on |by )?"
                      r"(?:which|whom|whose|(?<!those )who|where|whereas|while|because|unless|if|when))\b[^,;:]*")
RELATIVE = re.compile(r",?\s+that\s[^,;:]*")
FUTURE = re.compile(r"\b(?:will|shall|would|['’]ll)\s+(?:(?:also|then|soon|now|still|again|not|never|no longer|jointly|together|only|even|both)\s+)*", re.IGNORECASE)
DUE = re.compile(r"\b(?:is|are) (?:due |scheduled |set )?to (?!blame\b)[a-z]+\b")
NOBODY = re.compile(r"(?:No|Neither|Few)\s[^.;:]{1,120}?\b(?:can|could|will|would|wants?|dares?)\b")
CLEFT = re.compile(r"It (?:is|was)\b")
NEGATED_DEED = re.compile(r"\b(?:was|were|has|have|had)\s+(?:n[o']t|never|yet to)\b|\bnor (?:has|have|was|were)\b", re.IGNORECASE)


@cache
def _finder(status: str, role: str = "terms") -> Finder:
    return Finder(Term(written, "status", status, role) for written in vocabulary("status")[status][role])


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(vocabulary("status")["tense"][role])


def of(text: str, voiced: bool = False, paper: bool = False) -> str:
    """Returns done, ongoing, planned, proposed or obstacle for a sentence.

    `voiced` says that it states support, `paper` that it speaks of a treaty or doctrine: in both the present tense tells a thing done.
    """
    main = main_clauses(text)
    if _finder("planned", "firm").find(text if voiced else main):
        return "planned"
    if NOBODY.match(text) or _finder("obstacle").find(main):
        return "obstacle"
    if voiced and _finder("done", "voiced").find(main):
        return "done"
    if ahead := _ahead(main):
        return ahead
    if paper and _finder("done", "in_force").find(main):
        return "done"
    if _finder("ongoing").find(main) or NEGATED_DEED.search(main):
        return "ongoing"
    if _past_deed(main) is not None or _met(main):
        return "done"
    return "planned" if _finder("planned", "dates").find(text) or DUE.search(text) else "ongoing"


def _ahead(text: str) -> str | None:
    """Returns planned or proposed, whichever the sentence says first, or None where it speaks of what is or was."""
    deed = _past_deed(text)
    until = deed if deed is not None else len(text)  # what comes after a deed is its setting or its purpose
    signs = [(hit.start, hit.start - hit.end, hit.term.label) for status in ("planned", "proposed") for hit in _finder(status).find(text)
             if hit.start <= until]
    scheduled = vocabulary("status")["planned"]["scheduled"]
    for match in FUTURE.finditer(text):
        act = text[match.end():].lower()
        plan = any(act.startswith(verb) and not act[len(verb):len(verb) + 1].isalpha() for verb in scheduled)
        if match[0][0] in "wW" and match[0][1] in "oO" and not _promised(text[:match.start()]):
            plan = False  # "would" foretells nothing firm unless somebody said so
        if match.start() <= until:
            signs.append((match.start(), 0, "planned" if plan else "proposed"))
    return min(signs)[2] if signs else None


def main_clauses(text: str) -> str:
    """Returns a sentence without asides and subordinate clauses, as far as punctuation and conjunctions show them."""
    whole = FRONTED.sub("", ASKED.sub("", ASIDE.sub("", text)))
    main = TRAILING.sub("", whole).lstrip(" ,")
    if not any(_is_finite(word.lower()) for word in WORD.findall(main)):
        main = whole  # the clause cut off was not subordinate
    if not CLEFT.match(main) and not any(word.lower() in _words("content") for word in WORD.findall(main.partition(" that ")[0])):
        main = RELATIVE.sub("", main)
    return main


def _past_deed(text: str) -> int | None:
    """Returns where the first finite verb stands that is not of saying or meeting, if it is a past or a perfect."""
    words = [(match.start(), match[0].lower()) for match in WORD.finditer(text)]
    for place, (start, word) in enumerate(words):
        following = [later for _, later in words[place + 1:place + 9]]
        if word in _words("saying") or word in _words("setting") or (word in _words("content") and "that" in following[:6]):
            continue
        if word in ("has", "have"):
            return next((begin for begin, later in words[place + 1:place + 4] if _is_past_form(later) or later.endswith("n")), None)
        if word in _words("auxiliaries"):
            return None
        if _is_past_form(word) and not _is_participle(following):
            return start
    return None


def _promised(text: str) -> bool:
    return any(word.lower() in _words("content") for word in WORD.findall(text))


def _is_finite(word: str) -> bool:
    return word in _words("auxiliaries") or _is_past_form(word) or word.endswith("s")


def _is_past_form(word: str) -> bool:
    return word in _words("past") or (word.endswith("ed") and len(word) > 4 and word not in _words("not_past"))


def _is_participle(following: list[str]) -> bool:
    """Returns whether a past form is more likely a participle: an agent or place follows, and another finite verb after it."""
    return bool(following) and following[0] in ("by", "in", "at", "from", "under", "near", "between") and any(
        word in _words("auxiliaries") or word in _words("past") for word in following[1:])


def _met(text: str) -> bool:
    return any(word.lower() in _words("setting") for word in WORD.findall(text))
