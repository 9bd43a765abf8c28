"""The words of a sentence that matter to a figure of trade, and where they stand (`vocabulary/trade.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise

from kzcn import demonyms, periods
from kzcn.matching import Finder, Term
from kzcn.periods import Period
from kzcn.schema import Actor, Passage
from kzcn.trade import amounts
from kzcn.trade.amounts import Money, Percent
from kzcn.vocabulary import vocabulary

DYAD = ("KAZ", "CHN")
WORDS = vocabulary("trade")
GOVERNING = ("measures", "weak", "verbs", "decoys", "pronouns")  # kinds of cues that a figure may belong to
TOKEN = re.compile(r"[^\W\d_][\w’']*(?:-[^\W\d_][\w’']*)*")
BREAK = re.compile(
    r"[;()\[\]]|:\s|(?<=[a-z0-9%])\.\s(?=[A-Z])|\s[–—-]{1,2}\s|—|,[\"”»’']?\s|\b(?:and|(?<!all )(?<!nothing )(?<!anything )but|while|whereas|though|"
    r"although|which|who|whose|when|because|where)\b|"
    r"\bas(?! (?:early|late|soon|much|many|well|high|low|little|large|long|far) as\b)(?! (?:the |a |its |their )?(?:whole|volume|value|figure|total|level|sum|goal|target|aim|objective)\b)(?= (?:the |its |their |"
    r"[a-z]+ )?[a-z]+ )",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[;:]\s|[a-z0-9%]\.\s(?=[A-Z])")
ADVERBIAL = re.compile(
    r"\s*(?:[a-z]+(?:ing|ed)\b|\w+ (?:included|excluded|aside|apart)\b|"
    r"(?:hit|led|hurt|held back|driven|drawn|borne|spurred) by\b|"
    r"with|in|at|after|for|by|up|down|or|of|not|despite|thanks|mostly|mainly|chiefly|largely|including|"
    r"according)\b",
    re.IGNORECASE,
)
APPOSITIVE = re.compile(r"\s*(?:an?|the|its|their|one|some)\s", re.IGNORECASE)
ARTICLES = re.compile(
    r"(?:\b(?:a|an|the|only|just|still|some|another|further|record|mere|total of|a figure of|modest|whopping|estimated|"
    r"impressive|meagre|meager|paltry|(?:much |far )?(?:larger|smaller|lower|higher|bigger))\s+)+$",
    re.IGNORECASE,
)
HEAD = re.compile(
    r"\b(?:the|that|this|its|their|whose|his|her|my|our)\s+(?:(?!(?:of|in|at|to|and|is|was|with|for)\b)[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
LENDERS = re.compile(r"\b(?:Bank|Fund|Forum|Conference)\b")  # organisations that no state trades with
MOVES_FROM = re.compile(r"(?:went|go|flow|flowed|moved?|travelled|passed) (?:from|to)$|\bbetween$", re.IGNORECASE)
PARTY_NEXT = re.compile(r"\s+(?:the )?")
REMARK = 60  # characters that "the minister said" has at most


def words(label: str) -> frozenset[str]:
    """Returns a list of the table `words`."""
    return frozenset(WORDS["words"][label].split())


FUNCTION, LIGHT, AFTER_TRADE = words("function"), words("light"), words("after_trade")


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

    @property
    def foreign(self) -> bool:
        """Whether trade with it is not the trade of the two."""
        return self.code not in (*DYAD, "both", "home")


@dataclass(frozen=True)
class Segment:
    """A stretch between commas, brackets and conjunctions."""

    start: int
    end: int
    opener: str  # what stands before it: "", ",", "(", "and", "which" ...
    aside: bool  # set between two commas or in brackets: the sentence goes on without it

    @property
    def relative(self) -> bool:
        """Whether it hangs on the words before it."""
        return self.opener.endswith(("which", "who", "whose", "where"))


@dataclass(frozen=True)
class Sentence:
    """One sentence with everything in it that a figure of trade may depend on; all places count from its first character."""

    passage: Passage
    text: str
    published: date | None
    mentions: list[tuple[int, int, Actor]]
    money: list[Money]
    percents: list[Percent]
    periods: list[Period]
    governors: list[Cue]  # cues that a figure may belong to, none overlapping another
    parties: list[Party]
    cues: dict[str, list[Cue]]  # all others, by kind

    @cached_property
    def figures(self) -> list[Money | Percent]:
        """Returns the amounts and percentages in order."""
        return sorted([*self.money, *self.percents], key=lambda figure: figure.start)

    @cached_property
    def segments(self) -> list[Segment]:
        """Returns the stretches between commas, brackets and conjunctions in order."""
        people = [Party(start, end, "") for start, end, _ in self.mentions]
        held = [
            *((item.start, item.end) for items in (self.figures, self.periods, self.governors) for item in items),
            *_listed(self.text, self.cues.get("goods", [])),
            *_joined(self.text, self.parties + people),
        ]
        return _segments(self, held)

    def of(self, kind: str, *labels: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """Returns the cues of a kind, and of some of its labels if these are given, that begin in a stretch."""
        end = len(self.text) if end is None else end
        return [
            cue for cue in self.cues.get(kind, ()) if start <= cue.start < end and (not labels or cue.label in labels)
        ]

    def acts(self, start: int, end: int) -> list[Cue]:
        """Returns the verbs and nouns of level and change that begin in a stretch."""
        return self.of("levels", start=start, end=end) + self.of("changes", start=start, end=end)

    def nouns(self, start: int, end: int) -> list[Cue]:
        """Returns the words that a figure may belong to in a stretch, pronouns left out."""
        return [cue for cue in self.governors if start <= cue.start < end and cue.kind != "pronouns"]

    def named(self, start: int, end: int) -> list[Actor]:
        """Returns the actors named in a stretch."""
        return [actor for first, _, actor in self.mentions if start <= first < end]

    def number(self, place: int) -> int:
        """Returns the number of the segment that a place is in."""
        return max((n for n, segment in enumerate(self.segments) if segment.start <= place), default=0)

    def segment(self, place: int) -> Segment:
        """Returns the segment that a place is in."""
        return self.segments[self.number(place)]

    def clause(self, place: int) -> tuple[int, int]:
        """Returns the stretch around a place that no semicolon, colon or full stop divides."""
        ends = [match.end() - 1 for match in CLAUSE_END.finditer(self.text)]
        return max((end for end in ends if end <= place), default=0), min(
            (end for end in ends if end > place), default=len(self.text)
        )

    def bracket(self, place: int) -> int | None:
        """Returns where the bracket opens that a place is in."""
        opened = self.text.rfind("(", 0, place)
        return opened if opened > self.text.rfind(")", 0, place) else None

    def lead(self, figure: Money | Percent) -> int:
        """Returns where a figure begins together with its "about", "more than" and articles."""
        words = amounts.APPROXIMATE.search(self.text, 0, figure.start)
        start = words.start() if words and not amounts.compared(self.text, words) else figure.start
        articles = ARTICLES.search(self.text[:start])
        return articles.start() if articles else start

    def alone(self, figure: Money | Percent) -> bool:
        """Returns whether a figure opens its segment."""
        return not self.text[self.segment(figure.start).start : self.lead(figure)].strip()

    def until_next(self, figure: Money | Percent) -> int:
        """Returns where the words right behind a figure end: with its segment or at the next figure."""
        return min(
            [self.segment(figure.start).end, *(other.start for other in self.figures if other.start >= figure.end)]
        )

    def opaque(self, start: int, end: int) -> bool:
        """Returns whether words stand there that are neither grammar nor of the vocabulary: something else is being spoken of."""
        return any(not self._known(token) for token in TOKEN.finditer(self.text, start, end))

    def _known(self, token: re.Match[str]) -> bool:
        word = token[0].lower().removesuffix("'s").removesuffix("’s")
        return (
            word in FUNCTION
            or word in LIGHT
            or word.endswith("ly")
            or any(start <= token.start() < end for start, end in self._covered)
        )

    @cached_property
    def _covered(self) -> list[tuple[int, int]]:
        named = [
            (start, end)
            for start, end, actor in self.mentions
            if actor.type in ("state", "person", "government", "igo")
        ]
        items: Iterable[Cue | Party | Period | Money | Percent] = [
            *(cue for cues in self.cues.values() for cue in cues),
            *self.figures,
            *self.periods,
            *self.parties,
            *self.governors,
        ]
        return named + [(item.start, item.end) for item in items]


def alternatives(label: str) -> str:
    """Returns the words of a list of the table `relations` as alternatives of a regular expression."""
    words = sorted(WORDS["relations"][label], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)


def read(passage: Passage, mentions: list[tuple[int, int, Actor]], published: date | None) -> Sentence:
    """Returns the sentence of a passage with its figures, periods, parties and cues; mentions are given as (start, end, actor) in it."""
    text = passage.text
    found = periods.find(text, published)
    dated = [(period.start, period.end) for period in found]
    money = amounts.money(text)
    taken = dated + [(amount.start, amount.end) for amount in money]
    percents = [
        percent for percent in amounts.percents(text) if not _inside(percent, taken)
    ]  # not "the first half", "two and a half"
    figures = [(figure.start, figure.end) for kind in (money, percents) for figure in kind]
    names = [(start, end) for start, end, _ in mentions]
    hits = [Cue(hit.start, hit.end, hit.term.kind, hit.term.label) for hit in _finder().find(text)]
    trade = [(hit.start, hit.end) for hit in hits if hit.kind == "measures"]
    hits = [_standing_for_trade(text, hit, trade) if hit.label == "heads" else hit for hit in hits]
    governors = _longest(
        [hit for hit in hits if hit.kind in GOVERNING and hit.label != "heads" and not _inside(hit, names)]
    )
    parties = [
        party
        for party in _parties(text, mentions, [hit for hit in hits if hit.kind == "parties"])
        if not _inside(party, figures)
    ]
    governors = [
        cue
        for cue in governors
        if not MOVES_FROM.search(text, cue.start, cue.end)  # "went from China to", not "went from $1 to"
        or any(PARTY_NEXT.fullmatch(text, cue.end, party.start) for party in parties)
    ]
    governors = [
        _qualifying(text, governor, hits, dated)
        for governor in governors
        if governor.label != "names" and not _inside(governor, figures)
    ]
    cues: dict[str, list[Cue]] = {}
    for hit in hits:
        anywhere = hit.kind == "sources" or hit.label == "forecasters"  # in a name too: the Statistics Agency
        if hit.kind not in (*GOVERNING, "parties") and (anywhere or not _touches(hit, names + dated)):
            cues.setdefault(hit.kind, []).append(hit)
    phrases = [(hit.start, hit.end) for hit in hits if hit.kind == "levels" and " " in text[hit.start : hit.end]]
    cues["changes"] = [hit for hit in cues.get("changes", []) if not _inside(hit, phrases)]  # not the "up" of "made up"
    return Sentence(passage, text, published, mentions, money, percents, found, governors, parties, cues)


@cache
def _finder() -> Finder:
    return Finder(
        Term(term, kind, label, label)
        for kind, lists in WORDS.items()
        if kind != "relations"
        for label, written in lists.items()
        if isinstance(written, list)
        for term in written
    )


def _standing_for_trade(text: str, head: Cue, trade: list[tuple[int, int]]) -> Cue:
    """Returns "figure", "total" with its article and adjectives as words that stand for the trade spoken of before, if it has any.

    Words that name the trade themselves ("the bilateral trade volume") stand for nothing.
    """
    before = HEAD.search(text[: head.start])
    if before is None and re.match(
        r"\s+(?:for|of)\s+(?:the\s+)?(?:first|second|third|last|January|whole|year|(?:19|20)\d\d)", text[head.end :]
    ):
        return Cue(head.start, head.end, head.kind, "words")  # "data for 2019"
    qualifies = re.match(r"\s+(?:of\b|trade|turnover|exports?|imports?)", text[head.end :])
    if before is None or qualifies:
        return head
    standing = Cue(before.start(), head.end, head.kind, "words")
    return head if _inside(standing, trade) else standing


def _inside(item: Cue | Party | Percent, spans: list[tuple[int, int]]) -> bool:
    return any(item.start < end and start < item.end for start, end in spans)


def _touches(hit: Cue, spans: list[tuple[int, int]]) -> bool:
    """Whether a cue begins or ends within a name or date; one that holds it, as "sees trade with China slipping", may stand."""
    return any(start <= place < end for start, end in spans for place in (hit.start, hit.end - 1))


def _longest(cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start - cue.end, GOVERNING.index(cue.kind))):
        if not _inside(cue, [(other.start, other.end) for other in kept]):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


def _qualifying(text: str, cue: Cue, hits: list[Cue], dated: list[tuple[int, int]]) -> Cue:
    """Returns a noun of trade, or a decoy where it only qualifies another noun ("trade caravan", "export boom-town")."""
    if cue.kind != "measures" or text[cue.start : cue.end].lower().split()[-1] not in (
        "trade",
        "trading",
        "export",
        "import",
        "commerce",
    ):
        return cue
    following = re.match(r"[ -]([a-z]+)\b", text[cue.end :])
    if following is None or following[1] in FUNCTION | AFTER_TRADE or following[1].endswith(("ed", "ly")):
        return cue
    if any(hit.start == cue.end + 1 and hit.kind != "decoys" for hit in hits) or any(
        start == cue.end + 1 for start, _ in dated
    ):
        return cue
    return Cue(cue.start, cue.end + len(following[0]), "decoys", "compounds")


def _parties(text: str, mentions: list[tuple[int, int, Actor]], hits: list[Cue]) -> list[Party]:
    found = [
        Party(start, end, actor.actor_id if actor.type == "state" else "third")
        for start, end, actor in mentions
        if actor.type == "state" or (actor.type == "igo" and not LENDERS.search(actor.name))
    ]
    names = [(start, end) for start, end, actor in mentions if actor.type not in ("state", "social-group")]
    words = [Party(hit.start, hit.end, hit.label) for hit in hits]
    words += [Party(people.start, people.end, people.country) for people in demonyms.find(text)]
    for party in sorted(words, key=lambda party: party.start - party.end):
        if not _inside(party, [(other.start, other.end) for other in found] + names):
            found.append(party)
    return sorted(found, key=lambda party: party.start)


def _listed(text: str, goods: list[Cue]) -> list[tuple[int, int]]:
    """Returns the places of two goods in a list: "oil, copper and uranium"."""
    return [
        (first.start, second.end)
        for first, second in pairwise(goods)
        if re.fullmatch(r",?\s(?:and\s|or\s)?(?:\w+\s)?", text[first.end : second.start])
    ]


def _joined(text: str, parties: list[Party]) -> list[tuple[int, int]]:
    """Returns the places of two names joined by "and" or a hyphen: no new part of the sentence begins between them."""
    parties = sorted(parties, key=lambda party: party.start)
    return [
        (first.start, second.end)
        for first, second in pairwise(parties)
        if re.fullmatch(
            r"(?:['’]s?)?\s?(?:and|[-–/]|,? and)\s?(?:the |its |neighbou?ring |other |(?:countries|states|nations|republics) (?:of|in) )*",
            text[first.end : second.start],
        )
    ]


def _segments(sentence: Sentence, held: list[tuple[int, int]]) -> list[Segment]:
    """Returns the segments; no break is taken for one inside a stretch that is held together."""
    text, cues = sentence.text, sentence.cues
    figures = [(figure.start, figure.end) for figure in sentence.figures]
    trade = [(cue.start, cue.end) for cue in sentence.governors if cue.kind == "measures"]

    def holds(spans: Iterable[tuple[int, int]], first: int, last: int) -> bool:
        return any(first <= start < last for start, _ in spans)

    speech = [(cue.start, cue.end) for cue in cues.get("speech", [])]
    acts = [(cue.start, cue.end) for kind in ("levels", "changes") for cue in cues.get(kind, [])]
    breaks = [
        match
        for match in BREAK.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in held)
    ]
    bounds = [
        (0, 0, ""),
        *((match.start(), match.end(), match[0].strip().lower()) for match in breaks),
        (len(text), len(text), ""),
    ]
    segments: list[Segment] = []
    opener = ""
    for (_, start, mark), (end, _, closer) in pairwise(bounds):
        opener = f"{opener} {mark}".strip()
        if not text[start:end].strip():  # ", and" is one break
            continue
        remark = end - start < REMARK and holds(speech, start, end) and not holds(figures + trade, start, end)
        predicate = holds(acts, start, end)
        resumes = (
            bool(segments) and segments[-1].aside and re.match(r"\s*[a-z]+ed\b", text[start:end])
        )  # ", which ..., entered $4 billion,"
        loose = ADVERBIAL.match(text, start) or (APPOSITIVE.match(text, start) and not predicate)
        segment = Segment(start, end, opener, False)
        dashes = ("–", "—", "-")
        paired = closer.startswith(",") or (closer.startswith(dashes) and not opener.startswith(","))
        enclosed = (paired or (closer.startswith(dashes) and remark)) and (
            segment.relative
            or remark
            or (opener in (",", "–", "—", "-", "--") and not resumes and loose is not None and bool(loose))
        )
        begun = any(not before.aside and not ADVERBIAL.match(text, before.start) for before in segments)
        subject = not begun and holds(trade, start, end) and not holds(figures, start, end)
        segments.append(Segment(start, end, opener, opener == "(" or (enclosed and not subject)))
        opener = ""
    return segments or [Segment(0, len(text), "", False)]
