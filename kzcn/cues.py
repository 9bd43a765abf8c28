"""The words of a sentence that matter to a figure of trade, and where they stand (`vocabulary/trade.toml`)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kzcn import amounts, periods, terms
from kzcn.amounts import Money, Percent
from kzcn.model import Actor, Mention, Passage
from kzcn.periods import Period

DYAD = ("KAZ", "CHN")
WORDS = terms.vocabulary("trade")
FUNCTION = frozenset(WORDS["words"]["function"].split())
LIGHT = frozenset(WORDS["words"]["light"].split())
GOVERNING = ("measures", "weak", "verbs", "decoys", "pronouns")  # kinds of cues that a figure may belong to
TOKEN = re.compile(r"[^\W\d_][\w’']*(?:-[^\W\d_][\w’']*)*")
BREAK = re.compile(r"[;()\[\]]|:\s|(?<=[a-z0-9%])\.\s(?=[A-Z])|\s[–—-]{1,2}\s|—|,\s|\b(?:and|(?<!all )(?<!nothing )(?<!anything )but|while|whereas|though|although|which|who|whose|when|because|where)\b|\bas(?! (?:the |a |its |their )?(?:volume|value|figure|total|level|sum|goal|target|aim|objective)\b)(?= (?:the |its |their |[a-z]+ )?[a-z]+ )", re.IGNORECASE)
ADVERBIAL = re.compile(r"\s*(?:[a-z]+(?:ing|ed)\b|with|in|at|after|for|by|up|down|or|of|not|despite|thanks|mostly|mainly|chiefly|largely|including|according)\b", re.IGNORECASE)
APPOSITIVE = re.compile(r"\s*(?:an?|the|its|their|one|some)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Cue:
    """One word, or several, of the vocabulary."""

    start: int
    end: int
    kind: str  # the table of the vocabulary: measures, verbs, decoys, changes ...
    label: str  # the list in that table: turnover, exports, up ...


@dataclass(frozen=True)
class Party:
    """A country, or words that stand for one or several."""

    start: int
    end: int
    code: str  # ISO 3166 alpha-3; "both" (the two countries), "home" (its, the country's), "third" (a region, bloc or province)


@dataclass(frozen=True)
class Segment:
    """A stretch between commas, brackets and conjunctions."""

    start: int
    end: int
    opener: str  # what stands before it: "", ",", "(", "and", "which" ...
    aside: bool  # set between two commas or in brackets: the sentence goes on without it


@dataclass
class Sentence:
    """One sentence with everything in it that a figure of trade may depend on; all places count from its first character."""

    passage: Passage
    text: str
    mentions: list[tuple[int, int, Actor]]
    money: list[Money]
    percents: list[Percent]
    periods: list[Period]
    governors: list[Cue]  # cues that a figure may belong to, none overlapping another
    parties: list[Party]
    segments: list[Segment]
    cues: dict[str, list[Cue]] = field(default_factory=dict)  # all others, by kind

    def of(self, kind: str, *labels: str) -> list[Cue]:
        """Returns the cues of a kind, of some of its labels if these are given."""
        return [cue for cue in self.cues.get(kind, ()) if not labels or cue.label in labels]

    def segment(self, place: int) -> int:
        """Returns the number of the segment that a place is in."""
        return max((n for n, segment in enumerate(self.segments) if segment.start <= place), default=0)

    def opaque(self, start: int, end: int) -> bool:
        """Returns whether words stand there that are neither grammar nor of the vocabulary: something else is being spoken of."""
        return any(not self._known(token) for token in TOKEN.finditer(self.text, start, end))

    def _known(self, token: re.Match[str]) -> bool:
        word = token[0].lower().removesuffix("'s").removesuffix("’s")
        if word in FUNCTION or word in LIGHT or word.endswith("ly"):
            return True
        return any(start <= token.start() < end for start, end in self._covered)

    def __post_init__(self) -> None:
        named = [(start, end) for start, end, actor in self.mentions if actor.type in ("state", "person", "government", "igo")]
        self._covered = named + [(cue.start, cue.end) for cues in self.cues.values() for cue in cues] + [
            (item.start, item.end) for items in (self.money, self.percents, self.periods, self.parties, self.governors) for item in items]


def read(passage: Passage, mentions: list[tuple[int, int, Actor]], published: date | None) -> Sentence:
    """Returns the sentence of a passage with its figures, periods, parties and cues; mentions are given as (start, end, actor) in it."""
    text = passage.text
    hits = [Cue(hit.start, hit.end, hit.term.kind, hit.term.label) for hit in _finder().find(text)]
    found = periods.find(text, published)
    dated = [(period.start, period.end) for period in found]
    money = amounts.money(text)
    percents = [percent for percent in amounts.percents(text) if not _inside(percent, dated)]  # "the first half"
    figures = [(figure.start, figure.end) for figures in (money, percents) for figure in figures]
    names = [(start, end) for start, end, _ in mentions]
    hits = [_meaning(text, hit) if hit.label == "heads" else hit for hit in hits]
    governors = _longest([hit for hit in hits if hit.kind in GOVERNING and hit.label != "heads" and not _inside(hit, names)])
    governors = [_compound(text, governor, hits) for governor in governors if governor.label != "names" and not _inside(governor, figures)]
    cues: dict[str, list[Cue]] = {}
    for hit in hits:
        if hit.kind not in GOVERNING and hit.kind != "parties" and not _inside(hit, names + dated if hit.kind != "sources" and hit.label != "forecasters" else []):
            cues.setdefault(hit.kind, []).append(hit)
    long = [(hit.start, hit.end) for hit in hits if hit.kind == "levels" and " " in text[hit.start:hit.end]]
    cues["changes"] = [hit for hit in cues.get("changes", []) if not _inside(hit, long)]  # "made up"
    parties = [party for party in _parties(text, mentions, [hit for hit in hits if hit.kind == "parties"]) if not _inside(party, figures)]
    held = figures + [(item.start, item.end) for items in (found, governors) for item in items] + _listed(cues.get("goods", []), text) + _joined([*parties, *(Cue(start, end, "mentions", "") for start, end, _ in mentions)], text)
    return Sentence(passage, text, mentions, money, percents, found, governors, parties, _segments(text, held, figures, cues), cues)


@cache
def _finder() -> terms.Finder:
    found = []
    for kind, lists in WORDS.items():
        for label, written in lists.items():
            if isinstance(written, list):
                found += [terms.Term(term, kind, label, label) for term in written]
    return terms.Finder(found)


@cache
def _demonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    with (terms.VOCABULARY / "demonyms.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        codes = {row["demonym"]: row["country"] for row in rows}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, codes), key=len, reverse=True)) + r")\b"), codes


def _meaning(text: str, head: Cue) -> Cue:
    """Returns "figure", "total" with its article and adjectives as words that stand for the trade spoken of before, if it has any."""
    before = re.search(r"\b(?:the|that|this|its|their|whose|his|her|my|our)\s+(?:(?!(?:of|in|at|to|and|is|was|with|for)\b)[\w’'-]+\s+){0,2}$", text[:head.start], re.IGNORECASE)
    if before is None and re.match(r"\s+(?:for|of)\s+(?:the\s+)?(?:first|second|third|last|January|whole|year|(?:19|20)\d\d)", text[head.end:]):
        return Cue(head.start, head.end, head.kind, "words")
    qualifies = re.match(r"\s+(?:of\b|trade|turnover|exports?|imports?)", text[head.end:])
    return head if before is None or qualifies else Cue(before.start(), head.end, head.kind, "words")


def _inside(item: Cue | Party | Percent, spans: list[tuple[int, int]]) -> bool:
    return any(item.start < end and start < item.end for start, end in spans)


def _longest(cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start - cue.end, GOVERNING.index(cue.kind))):
        if not _inside(cue, [(other.start, other.end) for other in kept]):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


def _compound(text: str, cue: Cue, hits: list[Cue]) -> Cue:
    """Returns a noun of trade, or a decoy where it only qualifies another noun ("trade caravan", "export boom-town")."""
    if cue.kind != "measures" or not text[cue.start:cue.end].lower().split()[-1] in ("trade", "trading", "export", "import", "commerce"):
        return cue
    following = re.match(r"[ -]([a-z]+)\b", text[cue.end:])
    if following is None or following[1] in FUNCTION or following[1].endswith(("ed", "ly")) or any(hit.start == cue.end + 1 and hit.kind != "decoys" for hit in hits):
        return cue
    return Cue(cue.start, cue.end + len(following[0]), "decoys", "compounds")


def _parties(text: str, mentions: list[tuple[int, int, Actor]], hits: list[Cue]) -> list[Party]:
    found = [Party(start, end, actor.actor_id if actor.type == "state" else "third") for start, end, actor in mentions if actor.type in ("state", "igo")]
    names = [(start, end) for start, end, actor in mentions if actor.type != "state"]
    pattern, codes = _demonyms()
    words = [Party(hit.start, hit.end, hit.label) for hit in hits if hit.label in ("both", "home", "third")]
    words += [Party(match.start(), match.end(), codes[match[0]]) for match in pattern.finditer(text)]
    for party in sorted(words, key=lambda party: party.start - party.end):
        if not _inside(party, [(other.start, other.end) for other in found]) and not _inside(party, names):
            found.append(party)
    return sorted(found, key=lambda party: party.start)


def _listed(goods: list[Cue], text: str) -> list[tuple[int, int]]:
    """Returns the places of two goods in a list: "oil, copper and uranium"."""
    return [(first.start, second.end) for first, second in zip(goods, goods[1:], strict=False)
            if re.fullmatch(r",?\s(?:and\s|or\s)?(?:\w+\s)?", text[first.end:second.start])]


def _joined(items: list[Party | Cue], text: str) -> list[tuple[int, int]]:
    """Returns the places of two parties or persons joined by "and" or a hyphen: no new part of the sentence begins between them."""
    items = sorted(items, key=lambda item: item.start)
    return [(first.start, second.end) for first, second in zip(items, items[1:], strict=False)
            if re.fullmatch(r"(?:['’]s?)?\s?(?:and|[-–/]|,? and)\s?(?:the |its |neighbouring |neighboring )*", text[first.end:second.start])]


def _segments(text: str, held: list[tuple[int, int]], figures: list[tuple[int, int]], cues: dict[str, list[Cue]]) -> list[Segment]:
    breaks = [match for match in BREAK.finditer(text) if not any(start < match.end() and match.start() < end for start, end in held)]
    bounds = [(0, 0, "")] + [(match.start(), match.end(), match[0].strip().lower()) for match in breaks]
    segments: list[Segment] = []
    for n, (_, start, opener) in enumerate(bounds):
        end = bounds[n + 1][0] if n + 1 < len(bounds) else len(text)
        closer = bounds[n + 1][2] if n + 1 < len(bounds) else ""
        if not text[start:end].strip():  # ", and": one break
            if n + 1 < len(bounds):
                bounds[n + 1] = (bounds[n + 1][0], bounds[n + 1][1], f"{opener} {closer}".strip())
            continue
        if opener == "(":
            aside = True
        elif closer.startswith((",", "–", "—", "-")):
            relative = opener.endswith(("which", "who", "whose", "where"))
            predicates = any(start <= cue.start < end for kind in ("levels", "changes") for cue in cues.get(kind, []))
            remarks = end - start < 60 and any(start <= cue.start < end for cue in cues.get("speech", [])) and not any(start <= first < end for first, _ in figures)
            resumes = bool(segments) and segments[-1].aside and re.match(r"\s*[a-z]+ed\b", text[start:end]) is not None  # ", which ..., entered $4 billion,"
            aside = relative or remarks or (opener in (",", "–", "—", "-", "--") and not resumes and (
                ADVERBIAL.match(text, start) is not None or (APPOSITIVE.match(text, start) is not None and not predicates)))
        else:
            aside = False
        segments.append(Segment(start, end, opener, aside))
    return segments or [Segment(0, len(text), "", False)]
