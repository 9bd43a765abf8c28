"""Claims of trade between Kazakhstan and China, read as a statistician reads them.

Every amount and percentage of a sentence is an anchor. The noun or verb that governs it says whether it is trade at all; the parties
around that word say whose; the time expressions give its period and the one it is compared with; the verbs say whether it is reported,
aimed at or predicted. What is not bound to the two countries is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kzcn import amounts, cues, dyad, implied, periods, rates
from kzcn.amounts import APPROXIMATE, Money, Percent
from kzcn.cues import DYAD, Cue, Sentence
from kzcn.dyad import Around, Topic
from kzcn.model import Actor, Claim, Document, Mention, Passage
from kzcn.periods import Days, Period

MEMORY = 2  # sentences after which "it" and "the figure" no longer mean a trade spoken of before
SMALLEST = 1e6  # no trade of two countries is told in less
OFFICIAL = ("government", "military", "security-service")
DIRECT = re.compile(r"(?:\s+(?:of|worth|at|valued at|totall?ing|amounting to|estimated at|in the amount of|to the tune of|equal to|came to|comes to))?\s*")
SPEECH_DATE = ("day", "week", "month")  # when something was said, rather than what trade was in


@dataclass(frozen=True)
class Bound:
    """A figure that belongs to the trade of the two."""

    figure: Money | Percent
    topic: Topic
    place: int | None  # where the word it belongs to stands in the sentence; None when that stands in one before
    governor: Cue | Topic
    comparing: bool = False  # it is what another figure is measured against
    direction: int = 1


@dataclass
class Row:
    """What becomes one claim."""

    topic: Topic
    place: int | None
    governor: Cue | Topic | None = None
    level: Money | None = None
    percent: Percent | None = None
    change: float | None = None
    comparing: bool = False
    days: Days | None = None
    base: Days | None = None
    status: str = "reported"
    spans: list[tuple[int, int]] = field(default_factory=list)  # of the words it was read from

    @property
    def figures(self) -> list[Money | Percent]:
        return [figure for figure in (self.level, self.percent) if figure is not None]


@dataclass
class Discourse:
    """What the sentences before leave in mind."""

    dyad: bool  # the article is about the two
    focus: bool = False  # the sentences here are
    paragraph: int = 0
    topic: Topic | None = None
    age: int = MEMORY + 1  # sentences since that topic
    whole: Topic | None = None  # the turnover that exports and imports are parts of
    whole_in: int = 0  # the paragraph that spoke of it
    days: Days | None = None  # of the last figure that was reported
    ahead: Days | None = None  # of the last target or forecast
    part: Days | None = None  # of the last figure that is of less than a year
    named: Days | None = None  # the last period named in the paragraph
    reported: bool = False  # the last sentence reported a figure
    source: str | None = None  # whose statistics were quoted last
    counted: dict[str, float] = field(default_factory=dict)  # the last turnover by whose statistics it was
    bodies: dict[str, str] = field(default_factory=dict)  # country of "the Bureau", "the Agency", once named in full
    person: str | None = None
    currency: str = "USD"


def claims(document: Document, passages: list[Passage], mentions: list[Mention], actors: dict[str, Actor]) -> list[Claim]:
    """Returns the claims of an article in order of place: the stated ones, and after its parent each one that arithmetic implies."""
    published = date.fromisoformat(document.published) if document.published else None
    here: dict[str, list[tuple[int, int, Actor]]] = {}
    starts = {passage.passage_id: passage.start for passage in passages}
    for mention in mentions:
        start = starts[mention.passage_id]
        here.setdefault(mention.passage_id, []).append((mention.start - start, mention.end - start, actors[mention.actor_id]))
    discourse = Discourse(_about_the_two(mentions))
    found: list[Claim] = []
    for passage in passages:
        if passage.section != "bio":
            sentence = cues.read(passage, here.get(passage.passage_id, []), published)
            found.extend(_Reader(sentence, discourse, published).claims())
    stated = [replace(claim, claim_id=f"{document.doc_id}:t{n}") for n, claim in enumerate(sorted(found, key=lambda claim: claim.start), 1)]
    return implied.merged(stated)


def _about_the_two(mentions: Iterable[Mention]) -> bool:
    """Returns whether no third country is named more often than the two."""
    counts = Counter(mention.actor_id for mention in mentions if len(mention.actor_id) == 3 and mention.actor_id.isupper())
    return all(counts[code] for code in DYAD) and counts.most_common(1)[0][0] in DYAD


class _Reader:
    """Reads one sentence."""

    def __init__(self, sentence: Sentence, discourse: Discourse, published: date | None) -> None:
        self.s, self.d, self.published = sentence, discourse, published
        self.text = sentence.text
        self.last: Topic | None = None  # the trade spoken of last in this sentence
        self.bound: list[Bound] = []
        self.rows: list[Row] = []

    def claims(self) -> list[Claim]:
        self._enter()
        self._bind()
        self.rows = self._assemble()
        for row in self.rows:
            self._date(row)
        for row, after in zip(self.rows, self.rows[1:], strict=False):
            if row.days is None and after.days and row.status == after.status == "reported" and not row.comparing and not after.comparing and not self._verbs(
                    row.figures[-1].end, after.figures[0].start):
                row.days = after.days  # "exports of $10 billion and imports of $4 billion in 2010"
        for before, row in zip(self.rows, self.rows[1:], strict=False):
            if row.comparing and row.days is None and before.topic == row.topic and before.change is not None:
                row.days = before.base  # "down a quarter from $5.8 billion"
        found = [self._claim(row) for row in self._slid(self.rows)]
        self._leave()
        return found

    # ---- the discourse

    def _enter(self) -> None:
        d = self.d
        new_paragraph = self.s.passage.paragraph != d.paragraph
        if new_paragraph:
            d.paragraph, d.named = self.s.passage.paragraph, d.days if d.age == 0 and d.reported else None
        d.age += 1
        compared = [(match.start(), match.end()) for match in BESIDE.finditer(self.text)]
        codes = {party.code for party in self.s.parties if not any(start <= party.start - 1 <= end for start, end in compared)}
        codes |= {actor.country for _, _, actor in self.s.mentions if actor.country and actor.type in ("person", *OFFICIAL)}
        foreign = {code for code in codes if code not in (*DYAD, "both", "home", "third")}
        guests = foreign & {actor.country for _, _, actor in self.s.mentions if actor.type == "person"}
        if codes >= set(DYAD):
            d.focus = True
        elif guests or (foreign and (codes & set(DYAD) or any(cue.kind == "measures" for cue in self.s.governors))):
            d.focus = False
        elif new_paragraph and d.dyad:
            d.focus = True
        self.around = Around(d.focus, self._near(), False, None, d.whole if d.whole_in == d.paragraph else None)

    def _near(self) -> Topic | None:
        if self.last is not None:
            return self.last
        if self.d.topic is not None and self.d.age <= MEMORY:
            return self.d.topic
        codes = {"KAZ" if party.code == "home" and self.text[party.start:].lower().startswith("the ") else party.code for party in self.s.parties}
        return Topic("turnover", *DYAD) if codes >= set(DYAD) else None

    def _leave(self) -> None:
        d = self.d
        nouns = [cue for cue in self.s.governors if cue.kind in ("measures", "weak") or (cue.kind == "decoys" and cue.label in ("money", "gaps"))]
        topics = [row.topic for row in self.rows if not row.comparing]
        if topics:
            measures = {topic.measure for topic in topics}
            if topics[-1].measure == "turnover":
                d.whole, d.whole_in = topics[-1], d.paragraph
            d.topic = d.whole if {"exports", "imports"} <= measures and d.whole else topics[-1]
            if "turnover" in measures and topics[-1].measure != "turnover":
                d.topic = d.whole = next(topic for topic in topics if topic.measure == "turnover")
                d.whole_in = d.paragraph
            d.age = 0
        elif nouns:
            # What was named last is what "it" will mean, be it trade without a figure or something else.
            subject = nouns[0]
            d.topic = self._topic(subject) if subject.kind != "decoys" else None
            d.age = 0
            if d.topic and d.topic.measure == "turnover":
                d.whole, d.whole_in = d.topic, d.paragraph
        coming = [row.days for row in self.rows if row.days and row.status != "reported"]
        if coming:
            d.ahead = coming[-1]
        dated = [row for row in self.rows if row.days and not row.comparing and row.status == "reported"]
        d.reported = bool(dated)
        if dated:
            latest = max(dated, key=lambda row: row.days[1] if row.days else date.min)  # "where a year ago it had been" takes nothing back
            d.days = d.named = latest.days
            d.part = next((row.days for row in reversed(dated) if row.days and row.days[1] - row.days[0] < YEAR), d.part)
        elif not self.rows:
            named = [period for period in self.s.periods if period.kind in ("year", "half", "quarter", "months") and period.first and period.relative != "claim"
                     and not self._is_base(period, False) and (self.published is None or period.first <= self.published)]
            if named:
                d.named = (named[-1].first, named[-1].last)  # type: ignore[assignment]
        sources = self._sources()
        if sources:
            d.source = sources[-1][1]
        d.bodies |= {match[0]: country for match in BODY.finditer(self.text) for place, country in sources if abs(place - match.start()) < 40}
        people = [actor.actor_id for _, _, actor in self.s.mentions if actor.type == "person"]
        if people:
            d.person = people[-1]

    # ---- which figures are trade

    def _bind(self) -> None:
        figures: list[Money | Percent] = sorted([*self.s.money, *self.s.percents], key=lambda figure: figure.start)
        for figure in figures:
            if isinstance(figure, Money) and figure.value < SMALLEST:
                continue
            excess = self._excess(figure) if isinstance(figure, Money) else None
            if isinstance(figure, Money) and not excess and ((figure.currency is None and not self._is_money(figure)) or self._increment(figure)):
                continue
            governor = excess or self._governor(figure)
            direction = self._direction(figure, governor) if isinstance(figure, Percent) else 1
            topic = governor if isinstance(governor, Topic) else self._topic(governor) if governor else None
            if governor is None or topic is None or direction is None or self._foreign(figure, governor) or self._denied(figure, governor):
                continue
            topic = self._returned(figure, governor, topic)
            self.last = topic
            place = governor.start if isinstance(governor, Cue) and governor.kind != "pronouns" else None
            self.bound.append(Bound(figure, topic, place, governor, isinstance(figure, Money) and self._comparing(figure), direction))

    def _returned(self, figure: Money | Percent, governor: Cue | Topic, topic: Topic) -> Topic:
        """Returns the opposite flow where goods "came the other way"."""
        segment = self.s.segments[self.s.segment(figure.start)]
        local = isinstance(governor, Cue) and governor.start >= segment.start and governor.kind != "pronouns"
        if local or not any(segment.start <= cue.start < segment.end for cue in self.s.of("returns")):
            return topic
        return replace(topic, measure={"exports": "imports", "imports": "exports"}.get(topic.measure, topic.measure))

    def _topic(self, governor: Cue) -> Topic | None:
        if governor.kind == "decoys":
            return None
        if governor.kind == "pronouns":
            return self._meant(governor)
        around = replace(self.around, near=self._near(), here=self.last is not None, source=self._source(governor.start))
        return dyad.bind(self.s, governor, around)

    def _meant(self, pronoun: Cue) -> Topic | None:
        """Returns the trade that a pronoun means."""
        nouns = [cue for cue in self.s.governors if cue.end <= pronoun.start and cue.kind != "pronouns"]
        if nouns and nouns[-1].kind == "decoys" and not self.last:
            return None
        before = self.last if self.last else self.d.topic if self.d.age <= MEMORY else None
        if WHOLE.search(self.text[pronoun.start:pronoun.end]) and self.d.whole is not None:
            before = self.d.whole
        if pronoun.label != "like" or before is None:
            return before
        bound = dyad.bind(self.s, Cue(pronoun.start, pronoun.end - 5, "measures", before.measure if before.measure != "balance" else "turnover"), replace(self.around, near=None, focus=False))
        return bound

    def _is_money(self, amount: Money) -> bool:
        """Whether a bare "100 billion" may be money: no noun that says of what follows it."""
        following = re.match(r"\s+([^\W\d_][\w’'-]*)", self.text[amount.end:])
        return following is None or following[1].lower() in cues.FUNCTION or any(period.start == amount.end + 1 for period in self.s.periods)

    def _governor(self, figure: Money | Percent) -> Cue | Topic | None:
        """Returns the word that a figure belongs to, or the trade it carries over from the sentence before."""
        n = self.s.segment(figure.start)
        return self._adjacent(figure, n) or self._attached(figure, n) or self._apposed(figure, n) or self._subject(figure, n) or self._ahead(figure, n)

    def _apposed(self, figure: Money | Percent, n: int) -> Cue | Topic | None:
        """A figure behind a comma that only adds to the figure before it: "at $16 billion, a 1.4 percent increase", ", against $5 billion in 2004"."""
        segment = self.s.segments[n]
        if not self.bound or not segment.opener.endswith((",", "(", "–", "—", "-", "which")):
            return None
        if any(segment.start <= cue.start < figure.start and cue.kind != "pronouns" for cue in self.s.governors) or self.s.opaque(segment.start, figure.start):
            return None
        if isinstance(figure, Money):
            return self.bound[-1].governor if self._comparing(figure) else None
        alone = not self.text[segment.start:self._approximate(figure)].strip()
        return self.bound[-1].governor if alone or segment.opener.endswith("which") or APPOSED.match(self.text, segment.start) else None

    def _ahead(self, figure: Money | Percent, n: int) -> Cue | None:
        """A figure that the sentence opens with: "At $8.7 billion, trade with China was", "A growth of 29 percent brought trade to"."""
        segments = self.s.segments
        if self.last is not None:
            return None
        rest = [cue for cue in self.s.governors if cue.start >= figure.end and cue.kind != "pronouns"]
        if not rest:
            return None
        gap = self.text[figure.end:rest[0].start]
        if isinstance(figure, Percent) and rest[0].start < segments[0].end:
            return rest[0] if re.search(r"\b(?:brought|took|lifted|pushed|raised|drove|carried|boosted|swelled|sent|cut|brings|takes|lifts)\b", gap) else None
        if re.match(r",?\s+(?:to |at |for |by )?$", self.text[figure.end:segments[n].end]) and n + 1 < len(segments) and segments[n + 1].opener.endswith("which"):
            return rest[0] if rest[0].start - figure.end < 150 else None
        if re.match(r"[^,;]*?\b(?:is|was|were|remains)\s+(?:his|her|their|the|its)\b", self.text[figure.end:]) and not self.text[segments[n].start:self._approximate(figure)].strip():
            return rest[0]
        fronted = n == 0 and OPENING.match(self.text) and len(segments) > 1 and not self.s.opaque(0, figure.start)
        return rest[0] if fronted and self.s.segment(rest[0].start) <= 2 and not self.s.opaque(segments[1].start, rest[0].start) else None

    def _adjacent(self, figure: Money | Percent, n: int) -> Cue | None:
        """"exports to Kazakhstan of $3 billion", "a loan of $140 million"."""
        segment = self.s.segments[n]
        before = [cue for cue in self.s.governors if segment.start <= cue.start and cue.end <= figure.start and cue.kind != "pronouns"]
        if not before:
            return None
        governor = before[-1]
        gap = self._bare(governor.end, self._approximate(figure))
        return governor if re.fullmatch(r"[\s,]*(?:(?:of|worth|valued at|totall?ing|amounting to)\s*)", gap) else None

    def _bare(self, start: int, end: int) -> str:
        """Returns a stretch of text without its parties, periods, goods and prepositional phrases."""
        text = self.text[start:end]
        for item in sorted([*self.s.parties, *self.s.periods, *self.s.of("goods")], key=lambda item: -item.start):
            if start <= item.start and item.end <= end:
                text = text[:item.start - start] + text[item.end - start:]
        return re.sub(r"(?<!\w)(?:with|to|from|between|in|by|for|the|its|and|['’]s|goods|a|an|just|only|of(?= (?:and|with|to|from|of|worth)))(?!\w)\s*", "", text)

    def _approximate(self, figure: Money | Percent) -> int:
        """Returns where the figure begins together with its "about", "more than" and articles."""
        match = APPROXIMATE.search(self.text, 0, figure.start)
        start = match.start() if match and not amounts.compared(self.text, match) else figure.start
        match = re.search(r"(?:\b(?:a|an|the|only|just|still|some|another|further|record|mere|total of|a figure of|modest|whopping|estimated|impressive|meagre|meager|paltry)\s+)+$", self.text[:start], re.IGNORECASE)
        return match.start() if match else start

    def _attached(self, figure: Money | Percent, n: int) -> Cue | None:
        """"$3 billion in exports", "a 14 percent rise in trade", "$14 billion of the total were imports"; what it qualifies otherwise is no trade."""
        rivals = [other.start for other in (*self.s.money, *self.s.percents) if other.start >= figure.end]
        limit = min([self.s.segments[n].end, *rivals])
        rest = self.text[figure.end:limit]
        following = [cue for cue in self.s.governors if figure.end <= cue.start < limit and cue.kind != "pronouns"]
        if following and self._leads_to(figure, following[0]):
            return following[0]
        if re.match(r"\s+of\s+what\b", rest):
            return NO_TRADE
        word = re.match(r"[\s-]+([^\W\d_][\w’'-]*)", rest)
        if isinstance(figure, Money) and word:
            place = figure.end + word.start(1)
            opaque = self.s.opaque(place, place + len(word[1])) and not any(cue.start == place for cue in following)
            if opaque and not self._milestone(figure):
                return NO_TRADE
            if following and following[0].kind == "decoys" and re.match(r"\s+(?:that|which)\b|\s+[A-Z]", rest) and following[0].start - figure.end < 45:
                return NO_TRADE
            part = re.match(r"\s+(?:worth\s+of|of|worth)\s+(?:[\w-]+ly\s+)?(\w+)", rest)
            if part and self.s.opaque(figure.end + part.start(1), figure.end + part.end(1)):
                return NO_TRADE
        return None

    def _milestone(self, figure: Money | Percent) -> bool:
        return any(0 <= cue.start - figure.end <= 25 and not re.search(r"[,.;]", self.text[figure.end:cue.start]) for cue in self.s.of("words", "milestone"))

    def _leads_to(self, figure: Money | Percent, governor: Cue) -> bool:
        """Whether only qualifiers stand between a figure and the word after it."""
        gap = self.text[figure.end:governor.start]
        if governor.kind == "verbs" and not governor.label == "turnover" and not re.search(r"\b(?:goods|was|were|is|are|been|being|be|worth|what)\b|^\s+(?:\w+ly )?$", gap):
            return False
        joints = {"in", "of", "worth", "was", "were", "are", "is", "as", "from", "on", "for", "the", "a", "an", "its", "their", "been", "being", "be", "had", "has", "have", "by", "between", "with", "to", "went", "half-year", "year-on-year", "and", "annual", "that", "total", "what", "it", "they"}
        for token in cues.TOKEN.finditer(self.text, figure.end, governor.start):
            word = token[0].lower()
            known = word in joints or word in cues.LIGHT or any(item.start <= token.start() < item.end for item in (
                *self.s.parties, *self.s.of("goods"), *self.s.of("changes"), *self.s.of("modality", "goal"), *[period for period in self.s.periods if period.kind == "year"]))
            if not known:
                return False
        if isinstance(figure, Percent):
            if figure.signed and figure.word:
                return not re.search(r"\b(?:in|was|were|to|for|from)\b", gap) or re.match(r"\s+in\s", gap) is None and figure.word
            moved = any(figure.end <= cue.start < governor.start for cue in self.s.of("changes"))
            return moved
        if any(figure.end <= cue.start < governor.start for cue in self.s.of("changes")) and re.search(r"\b(?:more|less|higher|lower|above|below)\b", gap):
            return False
        if re.search(r"\bas the\b", gap) and not self._verbs(governor.end, self.s.segments[self.s.segment(governor.start)].end):
            return True
        return not re.search(r"\b(?:and|to|with|by|as)\b(?!\s+(?:the\s+)?total)", gap) or governor.kind == "verbs" or re.search(r"\bas (?:exports|imports)", self.text[figure.end:governor.end]) is not None

    def _subject(self, figure: Money | Percent, n: int) -> Cue | Topic | None:
        """Returns the noun or verb to the left that the figure is said of."""
        segments = self.s.segments
        for k in range(n, -1, -1):
            segment = segments[k]
            if k < n and segment.aside and not segments[k + 1].opener.endswith(("which", "who", "where")):
                continue
            end = figure.start if k == n else segment.end
            nouns = [cue for cue in self.s.governors if segment.start <= cue.start and cue.end <= end and self._may_govern(cue)]
            if nouns:
                return self._chosen(nouns, figure, end)
            if k == n and (carried := self._counted(figure) or self._goal_alone(figure)):
                return carried
            if k == n and self._other_subject(segment.start, figure.start):
                return None
        return self.bound[-1].governor if self.bound else None

    def _may_govern(self, cue: Cue) -> bool:
        if cue.kind != "pronouns":
            return True
        if cue.label == "like":
            return any(cue.end - 6 <= party.start <= cue.end + 25 for party in self.s.parties)
        after = re.match(r"\s+(?:[\w’']+ly\s+)?(\w+)", self.text[cue.end:])
        if after is None or re.search(r"\b(?:from|to|with|of|for|in|by|than)\s+$", self.text[:cue.start], re.IGNORECASE):
            return False
        place = cue.end + after.start(1)
        return after[1] in ("is", "was", "had", "has", "will", "would", "should", "could", "may", "might", "at", "to", "for", "in", "up", "down") or any(
            item.start == place for kind in ("levels", "changes", "counting", "speech") for item in self.s.of(kind)) or any(figure.start - 3 <= place <= figure.end for figure in self.s.percents)

    def _chosen(self, nouns: list[Cue], figure: Money | Percent, end: int) -> Cue | None:
        """Of several words in a stretch, the nearest that is no adverbial ("despite falling output")."""
        nearest = nouns[-1]
        if nearest.kind == "verbs" and self.s.opaque(nearest.end, min(end, figure.start)) and end == figure.start:
            return None
        for n in range(len(nouns) - 1, -1, -1):
            if n and nouns[n - 1].kind == "decoys" and self._heads(nouns[n - 1], nouns[n]):
                return nouns[n - 1]
            adverbial = ADVERBIAL.search(self.text[:nouns[n].start])
            if adverbial is None or (n and CONJUNCTION.match(adverbial[0]) and self._verbs(nouns[n - 1].end, adverbial.start())):
                return nouns[n]
        return nearest

    def _verbs(self, start: int, end: int) -> bool:
        return any(start <= cue.start < end for kind in ("levels", "changes") for cue in self.s.of(kind))

    def _heads(self, decoy: Cue, noun: Cue) -> bool:
        """Whether a noun of trade only qualifies another: "tariffs on imports", "the gap between trade figures"."""
        return not self._verbs(decoy.end, noun.start) and HEADED.fullmatch(self.text, decoy.end, noun.start) is not None

    def _other_subject(self, start: int, end: int) -> bool:
        """Whether a stretch before a figure speaks of something of its own."""
        if PREPOSITIONAL.match(self.text, start):
            return False
        verbs = [cue.start for kind in ("levels", "changes") for cue in self.s.of(kind) if start <= cue.start < end]
        return self.s.opaque(start, min(verbs, default=end))

    def _counted(self, figure: Money | Percent) -> Topic | None:
        """Returns the trade of the sentence before, where someone only states a figure: "customs arrives at $41 billion"."""
        topic = self._carried()
        if topic is None:
            return None
        segment = self.s.segments[self.s.segment(figure.start)]
        start = self._approximate(figure)
        if any(segment.start <= cue.start < segment.end for cue in self.s.governors if cue.kind != "pronouns"):
            return None
        unnamed = not any(cue.kind != "pronouns" and not self.s.segments[self.s.segment(cue.start)].aside for cue in self.s.governors)
        if unnamed and any(place < figure.start for place, _ in self._sources()):
            return topic  # "China's customs have $1.96 billion and growth of 52 per cent"
        if unnamed and isinstance(figure, Money) and not self.s.opaque(0, start) and any(period.end <= start and period.kind not in SPEECH_DATE[:2] for period in self.s.periods) and not any(
                first < start for first, _, _ in self.s.mentions) and (LEVELLED.search(self.text[:start]) is not None):
            return topic  # "The third quarter saw $2.5 billion"
        if not isinstance(figure, Money):
            return None
        aimed = any(segment.start - 5 <= cue.start < figure.end for cue in self.s.of("modality", "goal", "modal", "forecast"))
        if unnamed and aimed and not self.s.opaque(segment.start, start) and not any(segment.start <= first < start and actor.type == "company" for first, _, actor in self.s.mentions):
            return topic  # "We will close the year at $31 billion"
        for cue in self.s.of("speech"):
            if segment.start <= cue.start and cue.end <= start and COUNTED.fullmatch(self.text, cue.end, start) and not self.s.opaque(cue.end, start):
                return topic
        return None

    def _carried(self) -> Topic | None:
        """Returns the trade that was spoken of last, in this sentence or just before; of a goal it is the whole."""
        if self.last:
            return self.last
        if self.d.topic is None or self.d.age > MEMORY:
            return None
        aimed = any(cue.label in ("goal", "modal") for cue in self.s.of("modality"))
        return replace(self.d.topic, measure="turnover", sign=1) if aimed and self.d.topic.measure != "turnover" else self.d.topic

    def _goal_alone(self, figure: Money | Percent) -> Topic | None:
        """Returns the trade of the sentences before for "the $40 billion target", which says of itself what it is."""
        topic = self._carried()
        if not isinstance(figure, Money) or topic is None:
            return None
        after = self.text[figure.end:]
        named = re.search(r"\b(?:target|goal|objective|aim|benchmark)s?\b[^,;:]{0,30}[,:–—]\s*$", self.text[:self._approximate(figure)])
        return topic if named or PROMISED.match(after) or re.match(r"[\s-]+(?:\w+[\s-]+)?(?:target|goal|mark|milestone)s?\b", after) else None

    # ---- what kind of figure it is

    def _direction(self, percent: Percent, governor: Cue | Topic | None) -> int | None:
        """Returns 1 for a rise, -1 for a fall, 0 where the figure holds its own sign; None where it is no change of a value."""
        text = self.text
        segment = self.s.segments[self.s.segment(percent.start)]
        if EXCHANGE.match(text, percent.end) or any(percent.end <= cue.start < segment.end for cue in self.s.governors if cue.label == "volumes"):
            return None
        if percent.signed:
            return 0
        after = [cue for cue in self.s.of("changes") if 0 <= cue.start - percent.end <= 18 and not re.search(r"[,.;]|\b(?:and|to|on|in|but)\b", text[percent.end:cue.start])]
        if after:
            return 1 if after[0].label == "up" else -1
        if re.match(r"\s+of\s+", text[percent.end:]):
            return None
        start = self._approximate(percent)
        before = [cue for cue in self.s.of("changes") if cue.end <= start and cue.start >= segment.start]
        if before:
            return 1 if before[-1].label == "up" else -1
        # "from $28.6 billion to $22.4 billion, or by 21.6 percent"; "exports lost 40 percent and imports 32 percent"
        said = [cue for cue in self.s.governors if segment.start <= cue.start < start]
        bare = not any(segment.start <= cue.start < start for cue in self.s.of("levels")) and not self.s.opaque(segment.start, start)
        earlier = [item for item in self.bound if isinstance(item.figure, Percent) and item.direction]
        if bare and earlier:
            return earlier[-1].direction
        moved = [cue for cue in self.s.of("changes") if cue.end <= start and isinstance(governor, Cue) and cue.start >= governor.start]
        if bare and not said and moved:
            return 1 if moved[-1].label == "up" else -1
        return None

    def _excess(self, amount: Money) -> Topic | None:
        """Returns the balance where an amount is by how much one flow exceeds the other: "exports outweighed imports by $700 million"."""
        before = self.text[:self._approximate(amount)]
        flows = [cue for cue in self.s.governors if cue.end <= amount.start and cue.label in ("exports", "imports") and cue.kind in ("measures", "weak")]
        if len(flows) < 2 or flows[-2].label == flows[-1].label or not re.search(r"\bby\s*$", before) or not EXCEEDS.search(self.text, flows[-2].end, flows[-1].start):
            return None
        flow = self._topic(flows[-2])
        return Topic("balance", flow.reporter, flow.partner, 1 if flow.measure == "exports" else -1) if flow else None

    def _increment(self, amount: Money) -> bool:
        """Whether an amount is a difference, not a level: "rose by $2 billion", "$2 billion more"."""
        before = self.text[:self._approximate(amount)]
        if re.match(r"(?:above|below|over|under|past|beyond)\b", self.text[len(before):]) or re.search(r"\b(?:past|beyond)\s*$", before):
            return False  # "climbed above $24 billion"
        balance = re.search(r"\b(?:deficit|surplus|shortfall)\b", self.text[:amount.start]) is not None
        if re.search(r"\bby\s*$", before) and not balance:
            return True
        match = re.search(r"\b(?:of|another|a further|an additional|by)?\s*$", before)
        place = match.start() if match else len(before)
        for cue in self.s.of("changes"):
            if cue.end == len(before[:place].rstrip()) and not re.search(r"\b(?:worth|up to)\s*$", before[:cue.end + 3]) and self.text[cue.start:cue.end].lower() not in ("more", "less", "above", "below"):
                return True
        return re.match(r"\s+(?:more|less|higher|lower|above|below|short|fewer|shy)\b(?! or)", self.text[amount.end:]) is not None

    def _comparing(self, amount: Money) -> bool:
        """Whether an amount is what another is measured against: "down from $28.6 billion in 2013"."""
        before = self.text[:self._approximate(amount)]
        if COMPARING.search(before) or COMPARED_LEVEL.search(self.text[:amount.start]):
            return True
        measured = any(0 <= len(before) - percent.end <= 30 for percent in self.s.percents) or self.text[len(before):].startswith("the ")
        return measured and re.search(r"\b(?:than|over|on|above|below)\s*$", before) is not None

    def _foreign(self, figure: Money | Percent, governor: Cue | Topic | None) -> bool:
        """Whether a third country stands right by a figure: "ahead of Russia, with $26 billion", "$26 billion with Russia"."""
        segment = self.s.segments[self.s.segment(figure.start)]
        local = isinstance(governor, Cue) and governor.start >= segment.start
        for party in self.s.parties:
            if party.code in (*DYAD, "both", "home"):
                continue
            if not local and segment.start <= party.start < figure.start:
                return True
            if re.fullmatch(r"\s+(?:with|for|from|to|between)\s+(?:the )?", self.text[figure.end:party.start]):
                return True
            if re.fullmatch(r"['’]s?\s+", self.text[party.end:figure.start]) or re.fullmatch(r"\s\(", self.text[party.end:figure.start]):
                return True
        return False

    def _denied(self, figure: Money | Percent, governor: Cue | Topic | None) -> bool:
        """Whether a figure is negated, supposed or only required."""
        segment = self.s.segments[self.s.segment(figure.start)]
        start = segment.start
        if isinstance(governor, Cue):
            start = min(start, self.s.segments[self.s.segment(governor.start)].start)
        allowed = [(cue.start, cue.end) for cue in self.s.of("modality", "denied_not")]
        between = [cue for cue in self.s.of("modality") if (segment.start if cue.label != "required" else start) <= cue.start < figure.start
                   and not any(s <= cue.start < e for s, e in allowed)]
        verbs = [cue.start for kind in ("levels", "changes") for cue in self.s.of(kind)] + [cue.start for cue in self.s.governors if cue.kind == "verbs"]
        if any(cue.label == "denied" and any(0 <= verb - cue.end <= 12 for verb in verbs) for cue in between) or (self.text.rstrip().endswith("?") and not PROMISED.match(self.text, figure.end)):
            return True
        if re.match(r"\W*(?:if|unless|suppose|had (?:the )?(?:trade|it|turnover)|were (?:trade|it))\b", self.text[segment.start:], re.IGNORECASE):
            return True
        required = [self.text[cue.start:cue.end].lower() for cue in between if cue.label == "required"]
        if any(re.match(r"would|need|require|it would", words) for words in required):
            return True
        if (counterfactual := COUNTERFACTUAL.search(self.text, segment.start, figure.start)) and not re.search(r"\bby\s+(?:the\s+)?(?:end\s+of\s+)?(?:\d{4}|this|next|then)", self.text[counterfactual.start():]):
            return True
        return bool(required) and not any(cue.label == "goal" for cue in between)

    # ---- rows

    def _assemble(self) -> list[Row]:
        rows: list[Row] = []
        percents = [item for item in self.bound if isinstance(item.figure, Percent)]
        for item in self.bound:
            if isinstance(item.figure, Money):
                rows.append(Row(item.topic, item.place, item.governor, level=item.figure, comparing=item.comparing))
        for item in percents:
            assert isinstance(item.figure, Percent)
            change = item.figure.value * (item.direction or 1)
            row = self._level_of(item, rows)
            if row is None or row.change is not None:
                rows.append(Row(item.topic, item.place, item.governor, percent=item.figure, change=change))
            else:
                row.percent, row.change = item.figure, change
        return sorted(rows, key=lambda row: row.figures[0].start)

    def _level_of(self, item: Bound, rows: list[Row]) -> Row | None:
        """Returns the row whose value a percentage is the change of."""
        percent = item.figure
        levels = [row for row in rows if row.level and not row.comparing and row.change is None and row.topic == item.topic]
        after = [row for row in levels if row.level and row.level.start > percent.start]
        before = [row for row in levels if row.level and row.level.end <= percent.start]
        segment = self.s.segments[self.s.segment(percent.start)]
        own = self._own_period(percent)
        alone = not self.text[segment.start:self._approximate(percent)].strip()
        apposed = segment.opener in (",", "(", "–", "—", "-") and (alone or APPOSED.match(self.text, segment.start)) and not any(
            segment.start <= cue.start < percent.start for cue in self.s.of("levels")) and (not after or segment.end < after[0].figures[0].start)
        if before and apposed and item.governor == before[-1].governor:
            return before[-1]
        if after and self._runs_on(percent, after[0]):
            return after[0]
        if before:
            previous = before[-1]
            between = self.text[previous.level.end:percent.start] if previous.level else ""
            if own is not None and self._period_after(previous.figures[0]) is not None and not self._same_days(own, previous) and not re.search(r"^\s*\($", between):
                return None
            if segment.opener.endswith(("and", "but", "while")) and any(previous.figures[0].end <= cue.start < percent.start and cue.label in ("modal", "goal", "forecast") for cue in self.s.of("modality")):
                return None
            if segment.opener.startswith((",", "(", "–", "—", "-", "or", ";", ":", "which")) or re.match(r"^[^,;]*\b(?:after|up|down|or)\b", between) or item.place is None or previous.place == item.place:
                return previous
        return None

    def _runs_on(self, percent: Money | Percent, row: Row) -> bool:
        """Whether a sentence runs from a percentage to the level reached: "grew by 33 percent ... and totalled $19.7 billion"."""
        assert row.level is not None
        between = self.text[percent.end:row.level.start]
        if any(percent.end <= figure.start < row.level.start for figure in self.s.percents):
            return False
        if any(percent.end <= cue.start < row.level.start and cue.kind in ("measures", "weak") for cue in self.s.governors) and row.place is not None and row.place > percent.end:
            inside = [cue for cue in self.s.governors if percent.end <= cue.start < row.level.start]
            return bool(re.search(r"\b(?:brought|bringing|brings|took|taking|in|lifted|pushed|raised)\b", between)) or (len(inside) == 1 and re.search(r"\bto\s+(?:[\w ]+)?$", between) is not None)
        modal = [cue.start for cue in self.s.of("modality", "modal", "goal", "forecast") if cue.start < row.level.start]
        if modal and modal[-1] >= percent.end and modal[0] >= percent.end:
            return False
        levels = [cue for cue in self.s.of("levels") if percent.end <= cue.start < row.level.start]
        return bool(levels) or re.search(r"(?:\b(?:to|at|from)|,)\s*(?:[\w ]+)?$", between) is not None

    def _same_days(self, period: Period, row: Row) -> bool:
        other = self._period_after(row.figures[0])
        return other is not None and (period.first, period.last) == (other.first, other.last)

    # ---- periods

    def _own_period(self, figure: Money | Percent) -> Period | None:
        """Returns a period that the segment of a figure names for it."""
        segment = self.s.segments[self.s.segment(figure.start)]
        candidates = [period for period in self.s.periods if segment.start <= period.start < segment.end and self._usable(period) and period.relative != "claim"]
        return candidates[0] if candidates else None

    def _usable(self, period: Period) -> bool:
        return period.kind not in ("day", "week", "season", "span") and not self._is_base(period)

    def _is_base(self, period: Period, strict: bool = True) -> bool:
        """Whether a period is only what another is compared with."""
        before = self.text[:period.start]
        if re.fullmatch(r"year.?(?:on|over).*|y.?[o/].*|on the year|on-year", self.text[period.start:period.end], re.IGNORECASE):
            return True
        if SINCE.search(before):
            return True
        if not BASE.search(before):
            return False
        over = re.search(r"\bover\s+(?:the\s+)?$", before, re.IGNORECASE)
        if over:
            changed = any(0 <= period.start - figure.end <= 40 for figure in self.s.percents) or re.search(r"\b(?:gain|rise|increase|growth|fall|drop|decline)\b[\w .%$]*over\s+(?:the\s+)?$", before)
            return bool(changed) and (period.kind in ("year",) and period.relative is None or period.relative == "claim" and (period.years < 0 or period.first is not None))
        return True

    def _period_after(self, figure: Money | Percent) -> Period | None:
        """Returns the period that follows a figure before any other figure does, in its segment or right behind a comma."""
        rivals = [other.start for other in (*self.s.money, *self.s.percents) if other.start >= figure.end]
        segment = self.s.segments[self.s.segment(figure.start)]
        limit = min([segment.end, *rivals])
        for period in self.s.periods:
            if figure.end <= period.start < limit and self._usable(period) and not self._next_clause(figure.end, period.start):
                return period
        return None

    def _next_clause(self, start: int, end: int) -> bool:
        return any(start <= cue.start < end and cue.kind in ("measures", "weak", "verbs") for cue in self.s.governors) and re.search(r"\b(?:and|while|but)\b", self.text[start:end]) is not None

    def _period(self, row: Row) -> Period | None:
        """Returns the period that a row is of, as the sentence gives it."""
        for period in self.s.periods:
            if any(LABELS.fullmatch(self.text, period.end, self._approximate(figure)) for figure in row.figures):
                return period
        for figure in row.figures:
            if period := self._period_after(figure):
                return period
        figure = row.figures[0]
        n = self.s.segment(figure.start)
        segments = self.s.segments
        before = [period for period in self.s.periods if period.start < figure.start and self._usable(period) and not self._spoken(period)
                  and self._bracket(period.start) in (None, self._bracket(figure.start)) and not self._beside(period, figure)]
        local = [period for period in before if period.start >= segments[n].start]
        if local:
            return local[-1]
        if row.place is not None and row.place > figure.end:
            behind = [period for period in self.s.periods if row.place < period.start < segments[self.s.segment(row.place)].end and self._usable(period)]
            if behind:
                return behind[0]
        if row.comparing:
            return next((period for period in self.s.periods if period.kind == "years"), None)
        # ", in 2006," behind the figure
        last = max(row.figures, key=lambda figure: figure.end)
        for k in range(self.s.segment(last.start) + 1, len(segments)):
            segment = segments[k]
            if segment.opener.startswith((";", ":", ".")) or any(segment.start <= other.start < segment.end for other in (*self.s.money, *self.s.percents)) or (
                    segments[min(k + 1, len(segments) - 1)].opener == ":"):
                break
            for period in self.s.periods:
                if segment.start <= period.start < segment.end and self._usable(period) and period.relative != "claim" and self._bracket(period.start) in (
                        None, self._bracket(last.start)) and re.fullmatch(
                        r"\s*(?:a record |or |only |just |all |both |still |mainly )?(?:in|for|during|over|by|as of|throughout|of)?\s*(?:the |all of |the whole of )?", self.text[segment.start:period.start], re.IGNORECASE) and not segment.opener.endswith(("which", "who", "when", "and")):
                    return period
            if not segment.aside:
                break
        if before and (row.status == "reported" or not self._taken(before[-1], row)):
            return before[-1]
        if row.place is not None:
            tail = [period for period in self.s.periods if period.start > figure.end and self._usable(period) and segments[self.s.segment(period.start)].start == segments[n].start]
            if tail and not any(figure.end <= other.start < tail[0].start for other in (*self.s.money, *self.s.percents) if other not in row.figures):
                return tail[0]
        return None

    def _beside(self, period: Period, figure: Money | Percent) -> bool:
        """Whether a period is that of another figure, in an aside: "trade, which stood at $10 billion in 2017, has since"."""
        n = self.s.segment(period.start)
        segment = self.s.segments[n]
        return segment.aside and n != self.s.segment(figure.start) and any(segment.start <= other.start < segment.end for other in (*self.s.money, *self.s.percents))

    def _bracket(self, place: int) -> int | None:
        """Returns where the bracket opens that a place is in."""
        opened = self.text.rfind("(", 0, place)
        return opened if opened > self.text.rfind(")", 0, place) else None

    def _taken(self, period: Period, row: Row) -> bool:
        """Whether a period before a figure is that of another one."""
        return any(period.start - 60 < other.figures[0].start < row.figures[0].start for other in self.rows if other is not row)

    def _spoken(self, period: Period) -> bool:
        """Whether a period says when something was said: "last May the president said"."""
        if period.kind in SPEECH_DATE and period.kind != "month":
            return True
        segment = self.s.segments[self.s.segment(period.start)]
        speech = [cue for cue in self.s.of("speech", "words") if segment.start - 40 <= cue.start <= segment.end + 60]
        return period.kind == "month" and bool(speech)

    def _date(self, row: Row) -> None:
        """Gives a row its period and the one it is compared with."""
        row.status = self._status(row)
        period = self._period(row)
        own = [other for other in self.rows if other is not row and other.days]
        context = own[-1].days if own else None if self.d.age > MEMORY + 1 else self.d.ahead if row.status != "reported" and self.d.ahead else self.d.days
        if period is not None:
            row.spans.append((period.start, period.end))
            if period.kind == "years" and (split := self._split(row, period)):
                row.days = split
                if row.change is not None:
                    row.base = periods.year(period.first.year) if period.first else None
            elif period.months and period.relative == "published" and own and own[-1].days and own[-1].days[1] - own[-1].days[0] < YEAR:
                row.days = periods.part(own[-1].days[1].year, period.months)
            else:
                if period.kind == "same" and not period.years and not period.first and PART.search(self.text, period.start, period.end) and not own:
                    context = self.d.part
                row.days = periods.resolve(period, context)
                if own and own[-1].days and own[-1].days[1] - own[-1].days[0] < YEAR and YEAR_AGO.match(self.text, period.start):
                    row.days = periods.shift(own[-1].days, -1)
                if row.days is None and period.relative == "claim" and self.d.named:
                    row.days = periods.resolve(period, self.d.named)
        row.status = self._status(row)
        if row.days is None and row.status == "forecast" and own and own[-1].status == "target":
            row.days = own[-1].days  # another's guess at the same year
        if row.days is None and row.status != "reported":
            ahead = [period for period in self.s.periods if period.kind == "span" and period.last and self.published and period.last > self.published and period.start > row.figures[0].start - 60]
            if ahead and ahead[0].last:
                row.days = periods.year(ahead[0].last.year)
        if row.days is None and period is None and row.status == "reported" and not row.comparing:
            row.days = self._inherited(row)
        if row.change is not None:
            row.base = row.base or self._base(row)

    def _split(self, row: Row, period: Period) -> Days | None:
        """Of "between 2000 and 2005" a change ends in the last year, and of two levels each takes one end."""
        assert period.first and period.last
        levels = [other for other in self.rows if other.level and other.topic == row.topic]
        if row.comparing:
            return periods.year(period.first.year)
        if row.change is not None or any(other.comparing for other in levels) or self._moved(row):
            return periods.year(period.last.year)
        return None

    def _moved(self, row: Row) -> bool:
        """Whether a level is said to have been reached by rising or falling."""
        return any(row.figures[0].start - 40 <= cue.start < row.figures[0].start for cue in self.s.of("changes")) and re.search(
            r"\bto\s+$", self.text[:self._approximate(row.figures[0])]) is not None

    def _inherited(self, row: Row) -> Days | None:
        """Returns the period of the figure before, for one that is given none of its own."""
        own = [other for other in self.rows if other is not row and other.days and not other.comparing and other.figures[0].start < row.figures[0].start]
        if own and not PRESENT.search(self.text, own[-1].figures[-1].end, row.figures[0].start):
            return own[-1].days
        if any(cue.start < row.figures[0].end for cue in self.s.of("modality", "now")) or PRESENT.search(self.text):
            return None
        return self.d.named

    def _base(self, row: Row) -> Days | None:
        """Returns the period that a change is measured against: the one named, or the same one a year earlier."""
        assert row.percent is not None
        for period in self.s.periods:
            if period.kind in ("day", "week", "season", "month") and not SINCE.search(self.text[:period.start]):
                continue
            near = abs(period.start - row.percent.end) < 70 or abs(row.percent.start - period.end) < 40
            if near and self._is_base(period) and (days := periods.resolve(period, row.days)):
                row.spans.append((period.start, period.end))
                part = row.days is not None and row.days[1].month - row.days[0].month < 11 and period.kind == "year" and not SINCE.search(self.text[:period.start])
                return periods.shift(row.days, days[0].year - row.days[0].year) if part and row.days else days
            if near and period.kind == "span" and row.days and period.first and self.published and period.first < self.published and (self.published.year - period.first.year):
                return periods.shift(row.days, period.first.year - self.published.year)
        return periods.shift(row.days, -1) if row.days else None

    def _slid(self, rows: list[Row]) -> list[Row]:
        """Returns the rows, a goal that was set first for one year and again for another as two of them."""
        found = []
        for row in rows:
            found.append(row)
            match = SLID.search(self.text, row.figures[0].end)
            years = [period for period in self.s.periods if match and match.start() <= period.start <= match.end() and period.first]
            if row.status == "target" and len(years) == 2:
                row.days = years[0].first, years[0].last  # type: ignore[assignment]
                found.append(replace(row, days=(years[1].first, years[1].last), spans=[(years[1].start, years[1].end)]))  # type: ignore[arg-type]
        return found

    # ---- reported, aimed at or predicted

    def _status(self, row: Row) -> str:
        figure = row.figures[0]
        if row.comparing and (row.days is None or self.published is None or row.days[1] <= self.published) and not self._named_goal(row):
            return "reported"
        if self._named_goal(row):
            return "target"
        start = self._reach(row)
        here = self.s.segment(figure.start)
        words = [cue for cue in self.s.of("modality") if start <= cue.start < figure.end
                 and (not self.s.segments[self.s.segment(cue.start)].aside or self.s.segment(cue.start) == here)]
        around = [cue.label for cue in words]
        future = row.days is not None and self.published is not None and row.days[0] > self.published
        ahead = future or any(label in around for label in ("modal", "forecast")) or self._aimed(words, row)
        if not ahead:
            return "reported"
        ends = [match.end() - 1 for match in CLAUSE_END.finditer(self.text)]
        clause = max([end for end in ends if end <= figure.start], default=0), min([end for end in ends if end > figure.start], default=len(self.text))
        if self._forecaster(*clause):
            return "forecast"
        return "target" if self._aimed(words, row) or self._official(*clause) else "forecast"

    def _reach(self, row: Row) -> int:
        """Returns where the words begin that may say how a figure is meant: behind the last figure of another row, or with the sentence."""
        figure = row.figures[0]
        earlier = [other for other in self.rows if other is not row and other.figures[0].start < figure.start]
        if not earlier:
            return max([match.end() - 1 for match in CLAUSE_END.finditer(self.text, 0, figure.start)], default=0)
        last = earlier[-1]
        verbs = [cue for kind in ("levels", "changes", "modality") for cue in self.s.of(kind) if last.figures[-1].end <= cue.start < figure.start]
        if not verbs and last.topic == row.topic and not CLAUSE_END.search(self.text, last.figures[-1].end, figure.start):
            return self._reach(last)
        if last.comparing:
            return self._reach(last)
        return last.figures[-1].end

    def _aimed(self, words: list[Cue], row: Row) -> bool:
        """Whether the words before a figure speak of a goal: a verb of wanting, or raising trade "to" it."""
        goals = [cue for cue in words if cue.label == "goal"]
        for cue in goals:
            written = self.text[cue.start:cue.end].lower()
            if written in TRANSITIVE and not re.search(r"(?:\b(?:to|of|by|for|from|at)\s+(?:\w+ly\s+)?|speaks? of |spoke of )$", self.text[:cue.start].lower()) and not written.endswith("ing"):
                continue
            if written in ("agreed", "agree", "agrees", "set", "plan", "plans", "planned", "programme", "program", "strategy", "ready to", "order", "ordered", "orders") and not AIM_AFTER.match(self.text[cue.end:]):
                continue
            return True
        return False

    def _named_goal(self, row: Row) -> bool:
        """"the $40 billion target", "the target of $40 billion", "short of the $40 billion that was promised"."""
        figure = row.figures[-1]
        after = self.text[figure.end:figure.end + 70]
        if re.match(r"[\s-]+(?:\w+[\s-]+){0,3}?(?:target|goal|objective|plan|aim|benchmark|ambition)s?\b", after) and not re.match(r"[^a-z]*(?:and|but|is|was|which|in|by)\b", after):
            return True
        if re.match(r"[^,;.]{0,30}?\s(?:to which|that|which)\b[\w\s]{0,60}?\b(?:committed|promised|pledged|hoped|vowed|aimed|dreamed|dreamt)\b", after):
            return True
        if re.match(r"\s+(?:that\b[\w\s]{0,40}?\b)?(?:(?:had|has|have|was|were|is|are)\s+(?:once\s+)?(?:been\s+)?)?(?:originally |once |earlier |jointly )?(?:set|planned|promised|pledged|targeted|foreseen|envisaged|aimed|hoped|agreed|vowed|announced)\b", after):
            return True
        return re.search(r"\b(?:target|goal|objective|aim|benchmark)s?(?:\s+(?:\w+\s+){0,3}?(?:of|is|was|at|being|remains)\s*(?:to\s+\w+\s+)?|\b[^,;:]{0,30}[,:–—]\s*)$", self.text[:self._approximate(row.figures[0])]) is not None

    def _forecaster(self, start: int, end: int) -> bool:
        """Whether those who speak in a clause are analysts, a bank or the author, rather than a government."""
        for cue in self.s.of("modality", "forecasters"):
            vague = self.text[cue.start:cue.end].lower() in ("some", "many")
            if start <= cue.start < end and (not vague or re.match(r"\s+\w+(?:ers|ists|ors|ants|ysts)\b|\s+in\b|\s+(?:expect|predict|believe|think)", self.text[cue.end:])):
                return True
        firms = [actor for first, _, actor in self.s.mentions if start <= first < end and actor.type in ("company", "ngo-media")]
        people = [actor for first, _, actor in self.s.mentions if start <= first < end and actor.type in ("person", *OFFICIAL)]
        return bool(firms) and not people and any(start <= cue.start < end for cue in self.s.of("speech", "words"))

    def _official(self, start: int, end: int) -> bool:
        """Whether a leader, a government or a state is the one who speaks in a clause."""
        speech = [cue for cue in self.s.of("speech", "words") if start <= cue.start < end]
        if not speech:
            states = [party for party in self.s.parties if party.code in (*DYAD, "both") and start <= party.start <= start + 5]
            return any(re.match(r"(?:\s+and\s+\w+)?\s+(?:will|are to|is to)\b", self.text[state.end:]) for state in states)
        if any(start <= first < end and (actor.type in ("person", *OFFICIAL) or (actor.type == "state" and self._speaks(last))) for first, last, actor in self.s.mentions):
            return True
        verbs = "|".join({re.escape(self.text[cue.start:cue.end]) for cue in speech})
        return re.search(rf"\b(?:he|she|they|his|her|their)\s+(?:\w+\s+)?(?:{verbs})\b", self.text[start:end], re.IGNORECASE) is not None or any(
            start <= cue.start < end for cue in self.s.of("modality", "officials"))

    def _speaks(self, end: int) -> bool:
        return any(0 <= cue.start - end <= 20 for cue in self.s.of("speech", "words"))

    # ---- whose statistics, who speaks

    def _sources(self) -> list[tuple[int, str]]:
        """Returns (place, country) of every statistical source that the sentence names."""
        text = self.text
        found: list[tuple[int, str]] = []
        for cue in self.s.of("sources"):
            if cue.label in DYAD:
                found.append((cue.start, cue.label))
            elif cue.label == "carried":
                rank = re.search(r"lower|smaller|higher|larger", text[cue.start:cue.end])
                if rank and len(self.d.counted) == 2:
                    found.append((cue.start, (min if rank[0] in ("lower", "smaller") else max)(self.d.counted, key=self.d.counted.__getitem__)))
                elif self.d.source:
                    found.append((cue.start, self.d.source))
            elif (country := self._country_of(cue)) and (text[cue.start:cue.end].lower() != "side" or re.search(r"\b(?:according to|by|data from|figures from)\s+(?:the\s+)?\w+\s*$", text[:cue.start], re.IGNORECASE)):
                found.append((cue.start, country))
        for match in BODY.finditer(text):
            if match[0] in self.d.bodies and re.search(r"\b[Tt]he $", text[:match.start()]) and not re.match(r"\s+(?:of|on|for)\b", text[match.end():]):
                found.append((match.start(), self.d.bodies[match[0]]))
        for party in self.s.parties:
            if party.code in DYAD and re.match(r"['’]s?(?=\s*(?:[.,;)]|$|\s(?:it|trade|turnover|the)\b))", text[party.end:]) and re.search(r"\b(?:by|on|according to|per|using)\s+$", text[:party.start], re.IGNORECASE):
                found.append((party.start, party.code))
            elif found and party.code in DYAD and any(re.fullmatch(r"['’]s?\s+(?:(?:only|just|a|an|mere|some|about)\s+)*", text[party.end:amount.start]) for amount in self.s.money):
                found.append((party.start, party.code))  # "Beijing's $25.7 billion"
            elif party.code in DYAD and re.search(r"\b(?:those of|(?:ask|asks|asked|believes?|believed|trusts?) (?:the )?)\s*$", text[:party.start]):
                found.append((party.start, party.code))
            elif party.code in DYAD and any(start == party.start for start, _, actor in self.s.mentions if actor.type == "state") and re.match(
                    r"\s+(?:itself\s+)?(?:only\s+)?(?:records?|recorded|counts?|counted|reckons?|reckoned|registers?|registered|logs?|logged|puts?|tall(?:y|ied|ies)|has counted|had counted)\b", text[party.end:]):
                found.append((party.start, party.code))
        if self.d.source and re.match(r"\W*(?:it|they|(?:the )?(?:same )?(?:agency|bureau|committee|customs|ministry))\b", text, re.IGNORECASE) or self.d.source and re.search(r"\b(?:it|they)\s+(?:had\s+|has\s+|have\s+)?(?:" + STATISTICAL + r")\b", text):
            if re.search(r"\b(?:it|they|agency|bureau|committee|customs|ministry)\s+(?:had\s+|has\s+|have\s+|also\s+|only\s+)*(?:" + STATISTICAL + r")\b", text, re.IGNORECASE):
                found.append((0, self.d.source))
        return sorted(found)

    def _country_of(self, cue: Cue) -> str | None:
        """Returns the country whose customs, figures or statistics these are."""
        for party in reversed(self.s.parties):
            if party.code in DYAD and party.end <= cue.start and re.fullmatch(r"(?:['’]s?)?(?:,?\s+whose)?\s+(?:(?:own|official|national|state|foreign|government|trade|latest|preliminary|published|general)\s+)*", self.text[party.end:cue.start]):
                return party.code
            if party.code in DYAD and party.start >= cue.end and re.fullmatch(r"\s+(?:\w+\s+)?(?:of|from|in|by)\s+(?:the\s+)?", self.text[cue.end:party.start]):
                return party.code
        for code, cities in cues.WORDS["capitals"].items():
            if re.match(r"\s+(?:\w+\s+)?(?:in|from)\s+(?:" + "|".join(cities) + r")\b", self.text[cue.end:]):
                return str(code)
        return None

    def _source(self, place: int) -> str | None:
        """Returns whose statistics a word at a place is quoted from."""
        sources = self._sources()
        segment = self.s.segments[self.s.segment(place)]
        before = [country for start, country in sources if start <= place]
        inside = [country for start, country in sources if place < start < segment.end]
        return before[-1] if before else inside[0] if inside else sources[0][1] if sources else None

    def _speaker(self, row: Row) -> str | None:
        """Returns the actor who states a figure or aims at it."""
        speech = [cue for kind in ("words",) for cue in self.s.of("speech", kind)]
        if not speech:
            return None
        able = [(start, end, actor) for start, end, actor in self.s.mentions if actor.type in ("person", *OFFICIAL, "igo", "ngo-media", "company")]
        people = [item for item in able if item[2].type == "person"] or able
        figure = row.figures[0]
        before = [actor for start, _, actor in people if start < figure.start and any(cue.start > start - 60 for cue in speech)]
        if match := re.search(r"\b(?:he|she)\b", self.text, re.IGNORECASE):
            named = [actor for start, _, actor in people if start < match.start() and actor.type == "person"]
            spoke = any(-12 <= cue.start - match.end() <= 12 for cue in speech)
            if spoke and (not named or not before):
                return self.d.person
        if before:
            told = [actor for start, end, actor in people if start < figure.start and any(0 <= cue.start - end <= 25 for cue in speech)]
            return (told[0] if told else before[-1]).actor_id
        after = [actor for start, end, actor in people if start > figure.end and any(abs(cue.start - end) <= 25 or abs(start - cue.end) <= 25 for cue in speech)]
        return after[0].actor_id if after else None

    # ---- the claim

    def _claim(self, row: Row) -> Claim:
        topic = row.topic
        reporter, partner = topic.reporter, topic.partner
        if topic.measure == "turnover":
            source = self._source_of(row)
            if source:
                reporter, partner = source, dyad.other(source)
        if row.level and row.level.currency:
            self.d.currency = row.level.currency
        currency = (row.level.currency or amounts.named(self.text) or self.d.currency) if row.level else None
        value = row.level.value * topic.sign if row.level else None
        usd = None
        if row.level and value is not None and currency:
            usd = row.level.usd if row.level.usd is not None else rates.usd(value, currency, row.days[1].year) if row.days else value if currency == "USD" else None
        if topic.measure == "turnover" and value and not row.comparing:
            self.d.counted[reporter] = value
        start, end = self._span(row)
        offset = self.s.passage.start
        days, base = row.days, row.base
        return Claim(
            "", self.s.passage.doc_id, self.s.passage.passage_id, offset + start, offset + end, self.text[start:end], topic.measure, reporter, partner,
            days[0].isoformat() if days else None, days[1].isoformat() if days else None, value, currency, usd,
            row.change, base[0].isoformat() if base else None, base[1].isoformat() if base else None, row.status,
            self._speaker(row), any(figure.approx for figure in row.figures), "stated",
        )

    def _source_of(self, row: Row) -> str | None:
        """Returns whose statistics a figure is quoted from: what follows it in its clause, else what was named before."""
        sources = self._sources()
        if row.status != "reported":  # a ministry that expects is no statistics; "by Chinese figures" are
            sources = [(place, country) for place, country in sources if re.search(r"\b(?:by|on|in|according to|per|using)\s+(?:[\w’']+\s+){0,3}$", self.text[:place], re.IGNORECASE)
                       and not any(place < other.start < row.figures[0].start for other in self.s.money)]
        figure = max(row.figures, key=lambda figure: figure.end)
        rivals = [other.start for other in (*self.s.money, *self.s.percents) if other.start >= figure.end]
        limit = min([self.s.segments[self.s.segment(figure.start)].end, *rivals])
        following = [country for place, country in sources if figure.end <= place < limit]
        before = [country for place, country in sources if place < figure.start and not STOP.search(self.text, place, figure.start)]
        if following:
            return following[0]
        if before:
            return before[-1]
        said = [country for place, country in sources if not CLOSED.search(self.text, figure.end, place)
                and not self.s.segments[self.s.segment(place)].opener.endswith(("and", "but", "while", "whereas"))
                and not any(figure.end <= rival.start < place for rival in self.s.money)]
        return said[0] if said else None

    def _span(self, row: Row) -> tuple[int, int]:
        """Returns the stretch from the word or period that a figure belongs to, to its end; not across figures of other rows."""
        start, end = min(figure.start for figure in row.figures), max(figure.end for figure in row.figures)
        rivals = [figure for figure in (*self.s.money, *self.s.percents) if figure not in row.figures]
        for first, last in [*row.spans, *([(row.place, row.place)] if row.place is not None else [])]:
            low, high = min(first, start), max(last, end)
            if not any(low <= rival.start < high for rival in rivals):
                start, end = low, high
        return start, end


APPOSED = re.compile(r"\s*(?:itself |in itself )?(?:an?\b|up\b|down\b|or\b|which\b|the\b|that is\b|[\d+−–(-]|nearly|almost|more than|about|some|after|representing|marking|amounting|equivalent|i\.e)", re.IGNORECASE)
OPENING = re.compile(r"\W*(?:at|from|with|after|up|down|starting|beginning|having|worth|valued|standing|to|by|against)\b", re.IGNORECASE)
HEADED = re.compile(r"\s+(?:on|between|in|of|for)\s[^,;.]{0,50}")
YEAR = timedelta(days=364)
PART = re.compile(r"months?\b|quarters?\b|half", re.IGNORECASE)
CLAUSE_END = re.compile(r"[;:]\s|[a-z0-9%]\.\s(?=[A-Z])")
COUNTED = re.compile(r"\s*(?:is\s+|was\s+)?(?:(?:to|with)\s+\S+(?:\s\S+)?\s+)?(?:it\s+|that\s+)?(?:at|of|about|for|on|to)?\s*(?:(?:only|just|now|also|even|see|have|a|the|reach|reaching|reached)\s+)*")
WHOLE = re.compile(r"total|data\b|figures|numbers|overall|combined|both|together|sum\b", re.IGNORECASE)
LEVELLED = re.compile(r"\b(?:at|with|saw|brought|yielded|gave|of|was|closed|ended|came|reached|hit|for)\s+(?:to\s+|at\s+)?$", re.IGNORECASE)
EXCEEDS = re.compile(r"\b(?:exceed\w*|outweigh\w*|outstrip\w*|outpac\w*|surpass\w*|topp?(?:s|ed)?|outdid|outdo\w*|were ahead of|were higher than|were larger than|beat)\b", re.IGNORECASE)
EXCHANGE = re.compile(r"\s+(?:against|to|versus) (?:the )?(?:US |U\.S\. )?(?:dollar|euro|yuan|ruble|rouble|tenge)\b")
PROMISED = re.compile(r"[^,;.]{0,40}?\s(?:to which|that|which)\b[^.;]{0,60}?\b(?:committed|promised|pledged|set|agreed|vowed|hoped|aimed|proposed|dreamed|dreamt|wanted|announced|named|planned)\b")
YEAR_AGO = re.compile(r"(?:a|one) year ago", re.IGNORECASE)
LABELS = re.compile(r"\s*(?:,\s*(?:at|with|worth)|[(–—:]|\s-)\s*")  # "better than July, at $2.4 billion"
BODY = re.compile(r"\b(?:Bureau|Agency|Committee|Administration|Commission|Ministry|Office)\b")
COUNTERFACTUAL = re.compile(r"\b(?:might|would|could|should)(?:\s\w+)?\s+have\s+(?!to\b)\w+")
STOP = re.compile(r"[a-z0-9%]\.\s[A-Z]")
CLOSED = re.compile(r"[.;:]\s")
CONJUNCTION = re.compile(r"before|after|since", re.IGNORECASE)
SLID = re.compile(r"\b(?:first|originally|initially|once)\s+(?:set\s+|meant\s+)?(?:for|by|in)\s+\d{4}\W+(?:and\s+)?(?:again|then|later|now|subsequently)\s+(?:for|by|in|to)\s+\d{4}")
NO_TRADE = Cue(0, 0, "decoys", "money")
STATISTICAL = "records?|recorded|counts?|counted|reckons?|reckoned|registers?|registered|logs?|logged|puts?|shows?|showed|estimates?|estimated|tallied|reports?|reported|gives?|gave|arrives?|arrived"
ADVERBIAL = re.compile(r"\b(?:despite|after|amid|under|following|because of|thanks to|due to|besides|without|before|during|in spite of|owing to|on the back of|helped by|driven by|fuelled by|since)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
PREPOSITIONAL = re.compile(r"\s*(?:,\s*)?(?:for|after|with|despite|in|thanks|under|at|on|by|from|since|because|amid|during|over|until|within|as of|or|up|down|to)\b", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:ahead of|overt(?:ook|ak\w+)|surpass\w*|than|unlike|over|past|replac\w+|displac\w+|behind|before|against|not|beyond|as well as|eclips\w+|outstrip\w*|edg\w+ out|dethron\w+|apart from|besides|and not) ", re.IGNORECASE)
BASE = re.compile(r"\b(?:than|over|on|from|compared (?:with|to)|comparison (?:with|to)|versus|vs\.?|against|above|below|relative to|exceeding|exceeded|to)\s+(?:in\s+|during\s+|for\s+)?"
                  r"(?:that (?:of|in|for)\s+|those (?:of|in|for)\s+|the (?:level|figure|value|volume|result|record|total|indicators?) (?:of|for|in)\s+|(?:its|the)\s+)?(?:the\s+)?$", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|(?:twice|double|treble|triple|half|times|fold|more than) (?:that|the (?:level|figure|volume)|those) (?:of|in|for))\s+(?:the )?$", re.IGNORECASE)
COMPARING = re.compile(r"\b(?:from|compared (?:with|to)|comparing to|(?:in )?comparison (?:with|to)|against|versus|vs\.?|opposed to|contrast (?:to|with)|relative to|than)\s+(?:that of\s+)?$", re.IGNORECASE)
COMPARED_LEVEL = re.compile(r"\b(?:over|on|from|than|with|compared to|above|below|against)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,4}(?:level|figure|volume|total|result|value) of\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
PRESENT = re.compile(r"\b(?:ha(?:s|ve) since|now stands?|stands? at|is now|currently|today|at present|is worth|are worth|runs? at|a year\b(?! (?:earlier|ago|before|later)))", re.IGNORECASE)
TRANSITIVE = {"bring", "brings", "raise", "boost", "lift", "brought", "step up", "promote", "eye", "eyes"}
AIM_AFTER = re.compile(r"\s+(?:to\b|on\b|for\b|a\b|the\b|as\b|at\b|that\b|in\b|\$|themselves|itself|upon|calls?|foresees|envisages|is\b|,)")
