"""The security-cooperation agenda of an article: the sentences that are on it, and what, how, through whom, how far, when and in which order."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kzcn import instruments, periods, plover, status
from kzcn.instruments import Named
from kzcn.model import Actor, Document, Item, Mention, Passage
from kzcn.terms import VOCABULARY, Finder, Hit, Term, vocabulary

REFERENCES = {"core": "resumed", "strong": "reference", "weak": "connective"}  # role of the term, its weight
DYAD = ("KAZ", "CHN")
WORDS = {"agreement", "consultation", "policy", "declaration"}
MUTUAL = {"exercise", "training", "equipment", "intelligence", "agreement", "declaration"}  # what a state does not do alone
ARMED = {"military": "defence", "security-service": "terrorism", "militant-group": "terrorism"}  # what an actor of this type speaks of by itself
MONEY = re.compile(r"[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:percent|per cent|%|pct)", re.IGNORECASE)
PLACE = re.compile(r"\b(?:in|near|across|inside|through|into|from|via|around)\s+(?:the\s+)?(?:\w+ern\s+)?$")
ORDINAL = re.compile(r"(?:The|Its|Their|His)?\s*(first|second|third|fourth|fifth|sixth|seventh)(?:ly)?\b[^.;:]{0,40}?\b(?:is|was|concerns?|,|:)", re.IGNORECASE)
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
MEMBERS = re.compile(r"\b(?:the|its|all|each|other|five|six|eight|ten)\s+(?:\w+\s)?members?\b(?! of)|^The (?:six|five|eight|ten)\b", re.IGNORECASE)
DEFINITE = re.compile(r"(?:The|These|Those|Such|This|That|Its|Their|His|Both)\s+((?:[\w-]+\s?){1,2})")
LEADING = re.compile(r"\s*(?:and\s+|or\s+|finally,?\s+)?")
COUNTED = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|following)\s+(?:\w+\s+){0,2}?"
                     r"(?:areas?|priorit\w+|fields?|spheres?|directions?|points?|tasks?|goals?|aims?|proposals?|pillars?|steps|items?|interests?)\b[^:]{0,60}:\s*", re.IGNORECASE)


@dataclass
class Reading:
    """A sentence as it is read: what was found in it, and what was made of it."""

    passage: Passage
    hits: list[Hit]
    parties: list[str]
    acting: int  # how many of them are named and not only told by an adjective
    bodies: list[str]
    armed: list[str]  # themes that armed actors among the mentions speak of
    named: list[Named]
    refers: str  # how it points back to the sentence before, a key of REFERENCES, or ""
    weight: float = 0.0
    themes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    forums: tuple[str, ...] = ()
    status: str = ""

    def labels(self, kind: str, *roles: str) -> list[str]:
        """Returns the labels of one kind that terms in these roles speak for, in the contract's order."""
        found = {hit.term.label for hit in self.hits if hit.term.kind == kind and hit.term.role in roles}
        return [label for label in vocabulary(kind) if label in found]

    def longest(self, kind: str, role: str) -> list[str]:
        """Returns the label of the longest, and so most telling, term of one kind in a role, if there is any."""
        hits = [hit for hit in self.hits if hit.term.kind == kind and hit.term.role == role]
        return [max(hits, key=lambda hit: (hit.end - hit.start, -hit.start)).term.label] if hits else []

    def count(self, kind: str, *roles: str) -> int:
        """Returns how many places of the sentence hold terms of one kind in these roles."""
        return len({hit.start for hit in self.hits if hit.term.kind == kind and (not roles or hit.term.role in roles)})


@cache
def _finder() -> Finder:
    kinds = [(kind, label, entry) for kind in ("themes", "instruments", "forums") for label, entry in vocabulary(kind).items()]
    kinds += [(label, label, entry) for label, entry in vocabulary("evidence")["terms"].items()]
    terms = [Term(written, kind, label, role) for kind, label, entry in kinds for role in ("core", "strong", "agents", "weak", "context", "joint", "terms") for written in entry.get(role, ())]
    return Finder(terms)


@cache
def _demonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    with (VOCABULARY / "demonyms.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        countries = {row["demonym"]: row["country"] for row in rows}
    countries["Sino"] = "CHN"
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, countries), key=len, reverse=True)) + r")\b"), countries


@cache
def _bodies() -> dict[str, str]:
    return {actor_id: label for label, entry in vocabulary("forums").items() for actor_id in entry["actors"]}


def items(document: Document, passages: list[Passage], mentions: list[Mention], actors: dict[str, Actor]) -> list[Item]:
    """Returns the agenda items of an article in the order of the text: one per sentence on the agenda, or one per rank where it lists priorities."""
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.passage_id].append(mention)
    published = date.fromisoformat(document.published) if document.published else None
    readings = [_read(passage, named[passage.passage_id], actors) for passage in passages if passage.section != "bio"]
    club = _club(readings)
    found: list[Item] = []
    before: Reading | None = None  # the sentence before in the paragraph, where it is an item
    latest: Reading | None = None  # the last item
    for reading in readings:
        if before and before.passage.paragraph != reading.passage.paragraph:
            before = None
        _weigh(reading, before)
        if reading.weight < vocabulary("evidence")["threshold"]:
            before = None
            continue
        _label(reading, before, latest, club)
        mentioned = named[reading.passage.passage_id]
        item = _item(document, reading, mentioned, actors, published)
        for row in _ranked(item, reading, mentioned, actors):
            found.append(replace(row, item_id=f"{document.doc_id}:a{len(found) + 1}"))
        before = latest = reading
    return found


def _club(readings: list[Reading]) -> tuple[str, ...]:
    """Returns the security organisation that the article names most, which is the one that "the members" are members of."""
    named = Counter(label for reading in readings for label in reading.bodies if vocabulary("forums")[label]["security"])
    return tuple(label for label, _ in named.most_common(1))


def _read(passage: Passage, mentions: list[Mention], actors: dict[str, Actor]) -> Reading:
    text = passage.text
    hits = _finder().find(text)
    decoys = [hit for hit in hits if hit.term.kind == "decoys"]
    hits = [hit for hit in hits if hit.term.kind != "decoys" and not any(d.start <= hit.start and hit.end <= d.end for d in decoys)]
    hits = [hit for hit in hits if not any(
        other.term.kind == hit.term.kind and other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start for other in hits)]
    parties, bodies, armed = [], [], []
    for mention in mentions:
        actor = actors[mention.actor_id]
        before = text[max(0, mention.start - passage.start - 24):mention.start - passage.start]
        if actor.type in ARMED:
            armed.append(ARMED[actor.type])
        if mention.actor_id in _bodies():
            bodies.append(_bodies()[mention.actor_id])
        elif actor.country and actor.type != "militant-group" and (actor.country in DYAD or not (actor.type == "state" and PLACE.search(before))):
            parties.append(actor.country)
    acting = len(set(parties))
    pattern, countries = _demonyms()
    parties += [countries[match[0]] for match in pattern.finditer(text)]
    named = instruments.in_passage(passage.doc_id, passage)
    bodies += [hit.term.label for hit in hits if hit.term.kind == "forums" and hit.term.label != "bilateral"]
    bodies += [row.forum for row in named if row.forum and row.forum != "bilateral"]
    proper = [hit for hit in hits if hit.term.kind == "forums" and hit.term.label != "bilateral"]  # words inside a proper name say nothing by themselves
    hits = [hit for hit in hits if hit.term.kind == "forums" or not any(body.start <= hit.start and hit.end <= body.end for body in proper if body.end - body.start > hit.end - hit.start)]
    refers = {hit.term.role for hit in hits if hit.term.kind == "reference" and len(text[:hit.start].split()) < 3}
    return Reading(passage, hits, list(dict.fromkeys(parties)), acting, [label for label in vocabulary("forums") if label in bodies], armed, named, next((role for role in REFERENCES if role in refers), ""))


def _weigh(reading: Reading, before: Reading | None) -> None:
    """Adds up the evidence that the sentence is on the agenda (vocabulary/evidence.toml)."""
    weights = vocabulary("evidence")["weights"]
    strong = {hit.start for hit in reading.hits if _evidence(hit) == "strong"}
    weak = {hit.start for hit in reading.hits if _evidence(hit) == "weak"} - strong
    core = reading.count("security", "core")
    firm = len(strong) or len(reading.armed) or sum(named.kind != "pipeline" for named in reading.named)
    if before and not reading.refers and _takes_up(reading.passage.text, before.passage.text):
        reading.refers = "strong"
    if not (core or firm or weak or (before and reading.refers)):
        return  # nothing of security in it
    weight = weights["core"] if core else weights["strong"] if firm else weights["weak"] if weak else 0.0
    weight += weights["second"] if firm > 1 or len(weak) > 1 or (firm and weak) else 0.0
    weight += weights["instrument"] if reading.labels("instruments", "strong", "weak") else 0.0
    weight += weights["frame"] if reading.count("frame") else 0.0
    sides = [party for party in DYAD if party in reading.parties]
    weight += weights["pair"] if len(sides) == 2 or "bilateral" in reading.labels("forums", "terms") else weights["party"] if sides else 0.0
    weight += weights["body"] if any(vocabulary("forums")[label]["security"] for label in reading.bodies) else 0.0
    if before:
        weight += weights["beside"] + (weights[REFERENCES[reading.refers]] if reading.refers else 0.0)
    economy = reading.count("economy") + len(MONEY.findall(reading.passage.text)) - (1 if core or firm else 0)  # arms have their price too
    reading.weight = weight + max(weights["economy_firm" if core or firm else "economy_most"], weights["economy"] * max(0, economy))


def _takes_up(text: str, before: str) -> bool:
    """Returns whether a sentence begins with a definite noun that the one before it holds: "The instructors' wages ..."."""
    opening = DEFINITE.match(text)
    return bool(opening) and any(re.search(rf"\b{word[:6]}", before, re.IGNORECASE) for word in re.findall(r"\b[a-z]{5,}", opening[1]))


def _evidence(hit: Hit) -> str:
    """Returns how strongly a term speaks of security: strong, weak, or another role, which does not."""
    term = hit.term
    if term.kind == "instruments" and term.role == "strong":
        return vocabulary("instruments")[term.label].get("evidence", "")
    if term.kind in ("themes", "security"):
        return "strong" if term.role == "agents" else term.role
    return ""


def _label(reading: Reading, before: Reading | None, latest: Reading | None, club: tuple[str, ...]) -> None:
    said = reading.labels("instruments", "strong")
    if set(said) <= WORDS:  # talk and paper: what they are about may stand in weaker words
        said += [label for label in reading.longest("instruments", "weak") if label not in said and (not said or label not in WORDS)]
    reading.instruments = tuple(label for label in vocabulary("instruments") if label in said)
    if any(named.kind == "exercise" for named in reading.named) and "exercise" not in reading.instruments:
        reading.instruments = ("exercise", *reading.instruments)
    if "exercise" in reading.instruments and "equipment" not in reading.labels("instruments", "strong"):
        reading.instruments = tuple(label for label in reading.instruments if label != "equipment")
    reading.status = status.of(reading.passage.text, _places(reading), "declaration" in reading.instruments, bool({"agreement", "policy"} & set(reading.instruments)))
    earlier = latest if reading.refers else before
    reading.forums = _forums(reading, earlier, club)
    reading.themes = _themes(reading, earlier)


def _places(reading: Reading) -> list[int]:
    """Returns where the sentence speaks of the thing itself: its instruments, or where it has none the terms of security."""
    forms = [hit.start for hit in reading.hits if hit.term.kind == "instruments" and hit.term.label in reading.instruments]
    forms += [named.start - reading.passage.start for named in reading.named if named.kind == "exercise"]
    return forms or [hit.start for hit in reading.hits if _evidence(hit) in ("core", "strong")]


def _themes(reading: Reading, earlier: Reading | None) -> tuple[str, ...]:
    said = {*reading.labels("themes", "strong"), *(theme for named in reading.named for theme in named.themes if named.kind not in ("pipeline", "meeting"))}
    agents = {*reading.labels("themes", "agents"), *reading.armed}
    inherited = set(earlier.themes) if earlier else set()
    if "deployment" in reading.instruments and "exercise" not in reading.instruments:
        said = said - {"defence"} or said  # troops are how, not what, where they are sent for something
    by_body = {vocabulary("forums")[label]["theme"] for label in reading.bodies}
    by_form = {vocabulary("instruments")[label]["theme"] for label in reading.instruments if "theme" in vocabulary("instruments")[label]}
    themes = (said or agents or set(reading.longest("themes", "weak")) or inherited or set(reading.longest("themes", "context"))
              or by_form or by_body or {"stability"})
    return tuple(label for label in vocabulary("themes") if label in themes)


def _forums(reading: Reading, earlier: Reading | None, club: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the organisations that are named or meant, or "bilateral" where two states or their organs have to do with one another."""
    outright = "bilateral" in reading.labels("forums", "terms")
    if reading.bodies:
        return tuple((["bilateral"] if outright else []) + reading.bodies)
    if MEMBERS.search(reading.passage.text) and (club or (earlier and earlier.bodies)):
        return tuple(earlier.bodies) if earlier and earlier.bodies else club
    if not outright and not reading.instruments and not reading.count("security", "core") and not reading.count("themes", "agents") and (
            reading.status == "proposed" or (reading.status == "obstacle" and not set(DYAD) & set(reading.parties))):
        return ()  # a need or a fear, with nobody named who would act on it with another
    if reading.acting > 2 and not outright and not set(DYAD) <= set(reading.parties):
        return ()
    if not reading.parties and not outright and not reading.count("security", "core") and set(reading.instruments) <= {"policy", "enforcement", "deployment"} and not reading.count("frame", "joint"):
        return earlier.forums if earlier else ()  # what a state does at home
    if reading.parties == ["KAZ"] and not outright and not MUTUAL & set(reading.instruments):
        return earlier.forums if earlier else ()
    if reading.parties and "CHN" not in reading.parties and "KAZ" not in reading.parties:
        return ()
    return ("bilateral",)


def _item(document: Document, reading: Reading, mentions: list[Mention], actors: dict[str, Actor], published: date | None) -> Item:
    passage = reading.passage
    first, last = _dates(reading, published)
    return Item("", document.doc_id, passage.passage_id, passage.start, passage.end, document.text[passage.start:passage.end], reading.themes, reading.instruments,
                reading.forums, tuple(reading.parties), reading.status, first, last, None, _speaker(passage, mentions, actors), plover.event(reading.instruments, reading.status, passage.text).event_type)


def _dates(reading: Reading, published: date | None) -> tuple[str | None, str | None]:
    """Returns first and last day of the closest time the sentence tells, or the year that an exercise bears in its name."""
    known = [period for period in periods.find(reading.passage.text, published) if period.first and period.last]
    if not known:
        years = [year[0] for named in reading.named if (year := re.search(r"(?:19|20)\d\d$", reading.passage.text[:named.end - reading.passage.start]))]
        return (f"{years[0]}-01-01", f"{years[0]}-12-31") if years else (None, None)
    closest = min(known, key=lambda period: (period.last - period.first, period.start))
    return closest.first.isoformat(), closest.last.isoformat()


def _speaker(passage: Passage, mentions: list[Mention], actors: dict[str, Actor]) -> str | None:
    for mention in mentions:
        following = passage.text[mention.end - passage.start:]
        if re.match(r"(?:\s+\w+){0,2}?\s+(?:" + "|".join(vocabulary("evidence")["speech"]["verbs"]) + r")\b", following):
            return mention.actor_id
    return None


def _ranked(item: Item, reading: Reading, mentions: list[Mention], actors: dict[str, Actor]) -> list[Item]:
    """Returns the item, or a row per element where the sentence lists priorities, each with its place and span."""
    text = reading.passage.text
    if ordinal := ORDINAL.match(text):
        return [replace(item, rank=PLACES.index(ordinal[1].lower()) + 1)]
    counted = COUNTED.search(text)
    elements = [match for match in re.finditer(r"[^;]+", text[counted.end():])] if counted else []
    if len(elements) < 2:
        return [item]
    rows = []
    for rank, element in enumerate(elements, 1):
        start = counted.end() + element.start() + LEADING.match(element[0]).end()
        end = counted.end() + element.start() + len(element[0].rstrip(" .;"))
        begin = reading.passage.start + start
        part = replace(reading.passage, start=begin, end=reading.passage.start + end, text=text[start:end])
        piece = _read(part, [m for m in mentions if begin <= m.start < part.end], actors)
        rows.append(replace(item, start=part.start, end=part.end, quote=part.text, rank=rank, themes=_element_themes(piece),
                            instruments=tuple(piece.labels("instruments", "strong")), forums=tuple(dict.fromkeys((*(f for f in item.forums if f == "bilateral"), *piece.bodies)))))
    return rows


def _element_themes(piece: Reading) -> tuple[str, ...]:
    return _themes(piece, None) if piece.count("themes", "strong", "agents") or piece.count("security") else ()
