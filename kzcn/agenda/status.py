"""The status of a statement, told by its grammar: negation and limits, modality, plans, tense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kzcn.terms import Finder, Term, vocabulary

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
ASIDE = re.compile(r"\([^)]*\)")
# Clauses that only give the setting: those before the main clause end with a comma, those after it begin with a comma or a relative.
FRONTED = re.compile(r"[\"“'‘]?(?:(?:Al)?[Tt]hough|When|While|As|Since|Because|If|Unless|Until|After|Before|Once|Whereas|Given|With)\b"
                     r"[^,;:]*(?:,(?=\s*\d)[^,;:]*)*,\s+"
                     r"|[A-Z][a-z]+(?:ed|ing|en) (?:by|in|at|on|from|with|to|for|as|that|a|an|the|its|their|his|her)\s[^,;:]*(?:,(?=\s*\d)[^,;:]*)*,\s+")
ASKED = re.compile(r"(?:Who|What|Whether|How)\b[^,;:]*?(?=\b(?:is|are|was|were|remains?)\b)")
BOUNDARY = re.compile(r"(?P<hard>[;:]|\s[–—]\s?|\s--\s)"
                      r"|(?P<sub>,\s+(?:although|though|as|since|until|after|before|once|even|given|with)\b"
                      r"|,\s+for\b(?!\s+(?:\w+\s+){0,2}?(?:years?|months?|weeks?|days|decades?|example|instance|now|part|time)\b)"
                      r"|,?\s+(?:in\s|for\s|of\s|to\s|on\s|by\s|from\s|under\s|through\s|over\s|at\s)?"
                      r"(?:which|whom|whose|who|where|whereas|while|because|unless|if|when)\b|,?\s+that\b(?=\s+\w))"
                      r"|(?P<join>,\s+(?:and|but|or|yet|so)\b)|(?P<comma>,(?!\s*\d))", re.IGNORECASE)
FUTURE = re.compile(r"\b(will|shall|would|['’]ll|is going to|are going to)\s+"
                    r"(?:(?:also|then|soon|now|still|again|not|never|no longer|jointly|together|only|even|both)\s+)*", re.IGNORECASE)
MONTH_OF_MAY = re.compile(r"(?<!^)(?<![.\"“] )\bMay\b|\bMay(?=\s\d)")
NOBODY = re.compile(r"(?:^[\"“'‘]?|,\s+)(?:[Nn]o(?! (?:matter|doubt|wonder|less|later))|Neither|Few|[Nn]obody|[Nn]o one|None)\s[^.;:]{0,120}?"
                    r"\b(?:can|could|will|would|wants?|dares?|is going to|are going to|has been|have been|was|were)\b")
DUE = re.compile(r"\b(?:is|are) (?:\w+ly |henceforth )?(?:due |scheduled |set )?to (?!blame\b)[a-z]+\b")
WILL_NOT = re.compile(r"\b(?:will|would|shall) not (?!allow|permit|tolerate|let|accept|be (?:directed|aimed|used))|\b(?:won|wouldn)['’]t ")
LASTING = re.compile(r"\b(?:has|have)\b(?! (?:not|never|no)\b).*\bfor (?:\w+ ){0,3}(?:years|decades|months)\b")
PROGRESS = re.compile(r"\b(?:has|have) been (?!going to)\w+ing\b")
PASSIVE_PROGRESS = re.compile(r"\b(?:is|are) (?:now |already |currently )?being (?!talked|discussed|considered|weighed|studied|planned|prepared|asked|offered)\w+(?:ed|en|ld|nt|ught)\b")
# What stands before a noun, before a verb in the present, and after one.
NOMINAL = {"to", "not", "and", "the", "a", "an", "of", "in", "on", "for", "with", "by", "from", "its", "their", "his", "her", "this", "these", "those", "'s", "as", "was",
           "has", "is", "were", "joint", "more", "other", "such", "two", "three", "several", "many"}
TIMES = {"years", "months", "weeks", "days", "hours", "decades", "times"}
ADVERBS = {"now", "also", "still", "often", "then", "they", "we", "who", "which", "jointly", "together", "both", "usually", "already", "again"}
OBJECTS = {"the", "a", "an", "its", "their", "his", "her", "that", "how", "what", "whether", "no", "any", "all", "each", "every", "both", "some", "several", "more", "little",
           "few", "up", "out", "them", "it", "him"}
WHO = re.compile(r",\s+who(?:se|m)?\b")  # says who somebody is, not what goes on
CLEFT = re.compile(r"It (?:is|was)\b")
NEGATED_DEED = re.compile(r"\b(?:was|were|has|have|had)\s+(?:n[o']t|never|yet to)\b|\bnor (?:has|have|was|were)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence that belongs to one finite verb, as far as punctuation and conjunctions show it."""

    start: int
    end: int
    main: int  # number of the main clause it belongs to, 0 for a subordinate one


@cache
def _finder(status: str, role: str = "terms") -> Finder:
    return Finder(Term(written, "status", status, role) for written in vocabulary("status")[status][role])


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(vocabulary("status")["tense"][role])


def of(text: str, places: Iterable[int] = (), voiced: bool = False, paper: bool = False) -> str:
    """Returns done, ongoing, planned, proposed or obstacle for a sentence.

    `places` are where it speaks of the thing itself: the clause that holds the first of them decides. `voiced` says that the sentence states support,
    `paper` that it speaks of a treaty or doctrine: in both the present tense tells a thing done.
    """
    text = MONTH_OF_MAY.sub("M..", text)
    parts = clauses(text)
    main = _join(text, [part for part in parts if part.main])
    focus = _focus(text, parts, list(places))
    if _finder("planned", "firm").find(text if voiced else main):
        return "planned"
    if _finder("proposed", "firm").find(main):
        return "proposed"
    if NOBODY.search(text) or _finder("obstacle").find(main) or _finder("obstacle").find(focus):
        return "obstacle"
    if not voiced and (WILL_NOT.search(main) or _finder("obstacle", "refusals").find(main) or _finder("obstacle", "refusals").find(focus)):
        return "obstacle"
    if voiced and (_finder("done", "voiced").find(main) or _told(main)):
        return "done"
    if PASSIVE_PROGRESS.search(focus):
        return "ongoing"
    lasting = PROGRESS.search(focus)
    if ahead := _ahead(focus[:lasting.end()] if lasting else focus, text):
        return ahead
    if paper and _finder("done", "in_force").find(focus):
        return "done"
    if _finder("ongoing").find(focus) or PROGRESS.search(focus) or LASTING.search(focus) or NEGATED_DEED.search(focus):
        return "ongoing"
    deed = _deed(focus)
    if (deed and deed[0] == "past") or any(word in _words("setting") for word in _lower(focus)):
        return "done"
    if _finder("planned", "dates").find(text) or DUE.search(text):
        return "planned"
    said = any(word in _words("content") and _is_past_form(word) for word in _lower(focus))
    return "done" if said and not deed else "ongoing"


def _told(text: str) -> bool:
    """Returns whether support is voiced, and nothing said to come before it: in "the army will buy them, he assured deputies" the purchase is the thing."""
    told = [match.start() for match in WORD.finditer(text) if match[0].lower() in _words("told")]
    coming = FUTURE.search(text)
    return bool(told) and not (coming and coming.start() < told[0])


def speaks_of(status: str, text: str) -> bool:
    """Returns whether a sentence holds words that tell one status, whatever its grammar makes of them."""
    return bool(_finder(status).find(text))


def _focus(text: str, parts: Sequence[Clause], places: list[int]) -> str:
    """Returns the words of the main clauses from the one that speaks of the thing, or of the subordinate clause that alone does."""
    main = [part for part in parts if part.main]
    setting = parts[0] if not parts[0].main else None
    holding = [part for part in parts if part is not setting and not WHO.match(text, part.start) and any(part.start <= place < part.end for place in places)]
    if any(part.main for part in holding):
        first = min(part.main for part in holding if part.main)
        return _join(text, [part for part in main if part.main >= first])
    if holding and not _ahead(_join(text, main), text) and (_deed(_join(text, main)) or ("", 0))[0] != "past":
        return _join(text, holding[:1])
    return _join(text, main)


def _join(text: str, parts: Sequence[Clause]) -> str:
    return " ".join(text[part.start:part.end] for part in parts)


def clauses(text: str) -> list[Clause]:
    """Returns the clauses of a sentence in order; what stands in brackets opens none."""
    found: list[Clause] = []
    opening = FRONTED.match(text) or ASKED.match(text)
    start, number, subordinate, restrictive = 0, 1, False, False
    if opening:
        found.append(Clause(0, opening.end(), 0))
        start = opening.end()
    asides = [aside.span() for aside in ASIDE.finditer(text)]
    ends = [boundary for boundary in BOUNDARY.finditer(text, max(0, start - 1))
            if not any(begin <= boundary.start() < end for begin, end in asides)]
    for boundary in ends:
        place = boundary.start()
        goes_on = boundary["comma"] or (boundary["join"] and not _opens(text[boundary.end():]))
        if place < start - 1 or (goes_on and not subordinate):
            continue
        if boundary["sub"] and boundary["sub"].strip(" ,").lower() == "that" and _is_content(text, place):
            continue
        found += _clause(text, start, place, 0 if subordinate else number, restrictive)
        number += bool((boundary["hard"] or boundary["join"]) and _opens(text[boundary.end():]))
        start, subordinate = place, bool(boundary["sub"])
        restrictive = subordinate and not boundary["sub"].startswith(",")
    found += _clause(text, start, len(text), 0 if subordinate else number, restrictive)
    if sum(len(_lower(text[part.start:part.end])) for part in found if part.main) < 3:
        return [Clause(part.start, part.end, 1) for part in found]
    return found


def _clause(text: str, start: int, end: int, main: int, restrictive: bool) -> list[Clause]:
    """Returns the clause of a stretch; a relative clause that no comma closes is cut before the second finite verb, which is the main clause's."""
    if not text[start:end].strip(" ,;:–—"):
        return []
    verbs = [word.start() for word in WORD.finditer(text, start, end) if _is_finite(word[0].lower())] if restrictive else []
    later = [place for place in verbs[1:] if len(text[verbs[0]:place].split()) > 2]
    return [Clause(start, later[0], 0), Clause(later[0], end, 1)] if later else [Clause(start, end, main)]


def _opens(text: str) -> bool:
    """Returns whether what follows an "and" has a subject and a finite verb of its own."""
    words = _lower(text)[:7]
    return any(_is_finite(word) for word in words[1:])


def _is_content(text: str, place: int) -> bool:
    """Returns whether a "that" opens what is said, agreed or feared, and not a relative clause."""
    return bool(CLEFT.match(text)) or any(word in _words("content") for word in _lower(text[:place])[-6:])


def _ahead(text: str, sentence: str) -> str | None:
    """Returns planned or proposed, whichever the clause says first, or None where it speaks of what is or was."""
    deed = _deed(text)
    until = deed[1] if deed and deed[0] == "past" else len(text)  # what comes after a deed is its setting or its purpose
    signs = [(hit.start, hit.start - hit.end, hit.term.label) for status in ("planned", "proposed") for hit in _finder(status).find(text)
             if hit.start <= until]
    for match in FUTURE.finditer(text):
        plan = _is_arranged(text[:match.start()], text[match.end():])
        if match[1].lower() == "would" and not any(word in _words("content") for word in _lower(sentence)):
            plan = False  # "would" foretells nothing firm unless somebody said so
        if match.start() <= until:
            signs.append((match.start(), 0, "planned" if plan else "proposed"))
    return min(signs)[2] if signs else None


def _is_arranged(subject: str, act: str) -> bool:
    """Returns whether what "will" be is an act that somebody arranges, and not what is only foretold."""
    entry = vocabulary("status")["planned"]

    def begins(words: Sequence[str]) -> bool:
        return any(act.lower().startswith(word) and not act[len(word):len(word) + 1].isalpha() for word in words)

    verb = _lower(act)[:2]
    if begins(entry["foretold"]) or (verb[:1] == ["be"] and any(verb[-1].startswith(word) for word in entry["foretold"])):
        return False
    passive = len(verb) == 2 and verb[0] == "be" and (_is_past_form(verb[1]) or verb[1] in _words("participles"))
    if any(subject.lower().endswith(word) or act.lower().startswith(word) for word in entry["guessed"]):
        return False
    doer = [word.strip(",") for word in subject.split()[-1:]]
    return passive or begins(entry["scheduled"]) or (doer != [] and (doer[0] in entry["doers"] or (doer[0][:1].isupper() and " " in subject.strip())))


def _deed(text: str) -> tuple[str, int] | None:
    """Returns the tense ("past" with the perfect, or "present") and the place of the first finite verb that is not of saying or meeting."""
    words = [(match.start(), match[0].lower()) for match in WORD.finditer(text)]
    perfect = 0  # until which word a participle makes a perfect of "has"
    for place, (start, word) in enumerate(words):
        following = [later for _, later in words[place + 1:place + 9]]
        before, after = (words[place - 1][1] if place else ""), (following[0] if following else "")
        if word in _words("saying") or word in _words("setting") or (word in _words("content") and "that" in following[:6]):
            perfect = 0
        elif place < perfect and (_is_past_form(word) or word in _words("participles")):
            return "past", start
        elif word in ("has", "have", "had"):
            perfect = place + 6
        elif word in _words("auxiliaries") or (place >= perfect and _is_present(word, before, after)):
            return "present", start
        elif place >= perfect and _is_past_form(word) and not _is_participle(following):
            return "past", start
    return None


def _lower(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _is_finite(word: str) -> bool:
    return word in _words("auxiliaries") or word in _words("present") or _is_past_form(word)


def _is_present(word: str, before: str, after: str) -> bool:
    """Returns whether a word is a present form of a verb: one that can hardly be a noun, or one that could but stands where a verb does."""
    if word in _words("present"):
        return before not in NOMINAL
    if word in _words("present_or_noun"):
        return before in ADVERBS or (before.endswith(("s", "ly")) and before not in NOMINAL)
    third_person = word not in TIMES and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")) and len(word) > 3
    return third_person and after in OBJECTS and before not in NOMINAL


def _is_past_form(word: str) -> bool:
    return word in _words("past") or (word.endswith("ed") and len(word) > 4 and word not in _words("not_past"))


def _is_participle(following: list[str]) -> bool:
    """Returns whether a past form is more likely a participle: an agent or place follows, and another finite verb after it."""
    return bool(following) and following[0] in ("by", "in", "at", "from", "under", "near", "between", "last", "this") and any(
        _is_finite(word) or _is_present(word, before, after)
        for before, word, after in zip(following, following[1:], [*following[2:], ""], strict=False))
