"""What a sentence says of how far a thing has come: the features in its verbs and clauses, which `classifier` adds up to a status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from kzcn import periods
from kzcn.agenda import clauses, evidence
from kzcn.agenda.clauses import Clause, Sentence
from kzcn.agenda.evidence import Reading
from kzcn.agenda.features import Features
from kzcn.matching import Finder, Hit, Term
from kzcn.vocabulary import vocabulary

MANY = 3
BUT_NO = re.compile(r"\bbut (?:no|not|neither|none|never)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d$")
LASTING = ("under", "since")  # words that change what a tense says: "under the treaty", "since 1999"


@cache
def _finder() -> Finder:
    return Finder(
        Term(written, status, role, role)
        for status, entry in vocabulary("status").items()
        for role, terms in entry.items()
        if isinstance(terms, list)
        for written in terms
    )


@lru_cache(maxsize=1024)
def _terms(text: str) -> tuple[Hit, ...]:
    """Returns the terms of a sentence that tell a status; in a name ("in May") they tell none."""
    found = _finder().find(text)
    names = {word.start for word in clauses.read(text).words if word.tag == "NP0"} if found else ()
    return tuple(hit for hit in found if hit.start not in names)


def speaks_of(status: str, text: str) -> bool:
    """Returns whether a sentence holds words that tell one status, whatever its grammar makes of them."""
    return any(hit.term.kind == status and hit.term.role == "terms" for hit in _terms(text))


def features(reading: Reading, published: date | None) -> Features:
    """Returns how the verbs of a sentence are said, where words that tell a status stand, and whether it speaks of days to come."""
    text = reading.passage.text
    sentence = clauses.read(text)
    owners = [clause for clause in (sentence.at(place) for place in _places(reading)) if clause]
    main = _spoken(sentence)
    its = _governing(owners, main, sentence)
    own = owners[0] if owners and owners[0] is not its else None
    roles = {
        "its": its,
        "own": own,
        "under": _under(its, sentence),
        "first": main[0] if main else None,
        "last": main[-1] if main else None,
        "over": its.parent if its and its.kind == "content" else None,
    }
    found = [feature for role, clause in roles.items() if clause for feature in _said(role, clause)]
    found += [feature for hit in _terms(text) for feature in _told(hit, sentence.at(hit.start), its, own)]
    if its:
        found += [f"{word} {its.form}" for word in LASTING if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    if BUT_NO.search(text):
        found.append("but no")
    found += _times(text, published)
    found += _years(reading, published)
    return {**dict.fromkeys(found, 1.0), "clauses": float(min(MANY, len(main)))}


def _places(reading: Reading) -> list[int]:
    """Returns where the sentence speaks of the thing itself: its instruments, or where it has none the terms of security."""
    places = [hit.start for hit in reading.hits if hit.term.kind == "instruments"]
    places += [named.start - reading.passage.start for named in reading.named if named.kind == "exercise"]
    return sorted(places) or [hit.start for hit in reading.hits if evidence.strength(hit) in ("core", "strong")]


def _spoken(sentence: Sentence) -> list[Clause]:
    """Returns the main clauses, without those that only say who says it ("..., he said")."""
    main = [clause for clause in sentence.clauses if clause.kind == "main"]
    return [clause for clause in main if clause.verb not in clauses.SAYING or _under(clause, sentence)] or main


def _governing(owners: Sequence[Clause], main: Sequence[Clause], sentence: Sentence) -> Clause | None:
    """Returns the clause that decides: the main one over the thing, or what somebody says of it."""
    over = []
    for clause in owners:
        while (
            clause.parent and clause.kind != "main" and not (clause.kind == "content" and clause.parent.kind == "main")
        ):
            clause = clause.parent
        over.append(clause)
    told = [clause for clause in over if clause.kind == "content" or any(clause is other for other in main)]
    its = next(iter([*told, *main, *sentence.clauses]), None)
    return (its and its.verb in clauses.SAYING and _under(its, sentence)) or its  # what is said counts, not that it is


def _under(clause: Clause | None, sentence: Sentence) -> Clause | None:
    """Returns what is said, thought or agreed in a clause, where another clause tells it."""
    return next((other for other in sentence.clauses if other.parent is clause and other.kind == "content"), None)


def _said(role: str, clause: Clause) -> list[str]:
    """Returns the features of one clause: its tense or mood, with the negation, the voice and the verb that go with it."""
    kinds = {
        "negated": clause.negated,
        "progressive": clause.progressive,
        "passive": clause.passive,
        "infinitive": bool(clause.infinitive),
    }
    found = [f"{role} {clause.form}", *(f"{role} {kind} {clause.form}" for kind, there in kinds.items() if there)]
    if clause.negated:
        found.append(f"{role} negated")
    if clause.verb in ("be", "have"):
        found.append(f"{role} {clause.form} {clause.verb}")
    if clause.adjective:
        found.append(f"{role} adjective")
    if role in ("its", "own"):
        found.append(f"{role} {clause.kind}")
    if role == "its":
        found += [f"its verb {clause.verb}", f"its verb {clause.form} {clause.verb}"]
    return found


def _told(hit: Hit, clause: Clause | None, its: Clause | None, own: Clause | None) -> list[str]:
    """Returns the features of a term that tells a status: that it is there, and in which clause."""
    told = f"{hit.term.kind} {hit.term.role}"
    where = {
        "anywhere": True,
        "its": clause is its,
        "own": own is not None and clause is own,
        "main": clause is not None and clause.kind in ("main", "content"),
    }
    return [f"{place} {told}" for place, there in where.items() if there]


def _times(text: str, published: date | None) -> list[str]:
    if published is None:
        return []
    days = [(period.first, period.last) for period in periods.find(text, published) if period.first and period.last]
    there = {
        "later date": any(first > published for first, _ in days),
        "earlier date": any(last < published for _, last in days),
    }
    return [feature for feature, holds in there.items() if holds]


def _years(reading: Reading, published: date | None) -> list[str]:
    """Returns whether an exercise that carries its year ("Peace Mission 2007") was over by the year of publication, or is to come."""
    names = [
        reading.passage.text[row.start - reading.passage.start : row.end - reading.passage.start]
        for row in reading.named
        if row.kind == "exercise"
    ]
    years = [int(year[0]) for name in names if (year := YEAR.search(name))]
    if published is None or not years:
        return []
    return [
        f"exercise {'earlier' if max(years) < published.year else 'later' if min(years) > published.year else 'this year'}"
    ]
