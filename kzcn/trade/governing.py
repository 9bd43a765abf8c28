"""Which figures of a sentence are trade of the two: the word that each belongs to, and what kind of figure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kzcn.trade import amounts, dyad, respective
from kzcn.trade.amounts import Money, Percent
from kzcn.trade.attribution import QUOTED, goes_on_counting, source_at, sources
from kzcn.trade.cues import DYAD, FUNCTION, LIGHT, TOKEN, Cue, Party, Sentence, alternatives, words
from kzcn.trade.dyad import Around, Topic
from kzcn.trade.frame import BESIDE, Frame
from kzcn.trade.timing import period_after

SMALLEST = 1e6  # no trade of two countries is told in less
NO_TRADE = Cue(0, 0, "decoys", "money")
JOINTS = words("joints")  # that may stand between a figure and the word after it
AFTER_PRONOUN = words("after_pronoun")
ADVERBIAL = re.compile(
    r"\b(?:despite|after|amid|under|following|because of|thanks to|due to|besides|without|before|during|in spite of|owing to|"
    r"on the back of|helped by|driven by|"
    r"fuelled by|since)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
CONJUNCTION = re.compile(r"before|after|since", re.IGNORECASE)
PREPOSITIONAL = re.compile(
    r"\s*(?:,\s*)?(?:for|after|with|despite|in|thanks|under|at|on|by|from|since|because|amid|during|over|until|within|as of|"
    r"or|up|down|to)\b",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"\W*(?:at|from|with|after|up|down|starting|beginning|having|worth|valued|standing|to|by|against)\b", re.IGNORECASE
)
HEADED = re.compile(r"\s+(?:on|between|in|of|for)\s[^,;.]{0,50}")
APPOSED = re.compile(
    r"\s*(?:itself |in itself )?(?:an?\b|up\b|down\b|or\b|which\b|the\b|that is\b|[\d+−–(-]|nearly|almost|more than|about|some|"
    r"after|representing|marking|amounting|equivalent|i\.e)",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\s*(?:is\s+|was\s+)?(?:(?:to|with)\s+\S+(?:\s\S+)?\s+)?(?:it\s+|that\s+)?(?:at|of|about|for|on|to)?\s*"
    r"(?:(?:only|just|now|also|even|see|have|a|the|reach|reaching|reached)\s+)*"
)
CONSISTS = re.compile(
    r"[\s,]*(?:was|were|is|are|being|consisted of|consists of|represented|took the form of|made up)\s*"
    r"(?:(?:mainly|mostly)\s*)?(?:Chinese |Kazakh )?"
)
MOVED_BY = re.compile(r"\b(?:growth|rise|increase|gain|jump|fall|drop|decline|decrease|contraction|slump) of\s+$")
MORE_OF = re.compile(
    r"\s+(?:more|less|fewer)\s+[\w-]+(?:\s+(?:and\s+)?[\w-]+){0,2}\s+(?:was|were|are|is|has been|have been)\s+"
)
LABEL_ENDS = ("-", "–", "—", ":")
BEFORE_FIGURE = re.compile(r"(?:['’]s?)?\s?(?:\(|,\s|[–—:-]\s|with\s|at\s|\(with\s)\s?")
LISTED_MORE = re.compile(r"\s+(?:more|less|fewer)\s+[\w\s-]{2,60}?,?\s(?:and\s)?")
HAS = re.compile(r"\b(?:has|have|had)\s+$")
READY_FOR = re.compile(r"\b(?:for|of|at|on|to|towards?)\s+$")
LEVELLED = re.compile(
    r"\b(?:at|from|with|saw|brought|yielded|gave|of|was|closed|ended|came|reached|hit|for)\s+(?:to\s+|at\s+)?$",
    re.IGNORECASE,
)
WHOLE = re.compile(r"total|data\b|figures|numbers|overall|combined|both|together|sum\b", re.IGNORECASE)
OF_A_VERB = re.compile(r"\b(?:goods|was|were|is|are|been|being|be|worth|what|that)\b|^\s+(?:\w+ly )?$")
CARRIES = re.compile(rf"\b(?:{alternatives('carries')})\b")
EXCEEDS = re.compile(rf"\b(?:{alternatives('exceeds')})\b", re.IGNORECASE)
GOAL = alternatives("goals")
PROMISED = re.compile(rf"[^,;.]{{0,40}}?\s(?:to which|that|which)\b[^.;]{{0,60}}?\b(?:{alternatives('promised')})\b")
GOAL_AFTER = re.compile(rf"(?:[\s-]+(?:\w+[\s-]+)?|, (?:an? |the )(?:\w+ )?)(?:{GOAL}|marks?|milestones?)\b")
GOAL_BEFORE = re.compile(
    rf"\b(?:{GOAL})(?:\s+(?:\w+\s+){{0,3}}?(?:of|is|was|at|being|remains)\s*(?:to\s+\w+\s+)?|\b[^,;:]{{0,30}}[,:–—]\s*)$"
)
PARTICIPLE = re.compile(r"[\s-]+\w+(?:ed|ing|en)\s+(?:by|on|in|with|from|up|off|to)\b")  # "$31 billion buoyed by oil"
ACROSS = re.compile(
    r"[\w.,\s-]*?(?:times|twice|thrice|fold)\s+(?:as (?:large|much|high|big|great) as|larger than|bigger than|higher than|"
    r"greater than|the|its|those of)\s+"
    r"(?:the\s+|its\s+)?(?:value of\s+)?(?:[$€¥₸]|imports|exports|sales|purchases)"
)  # one flow measured by another
EXCHANGE = re.compile(r"\s+(?:against|to|versus) (?:the )?(?:US |U\.S\. )?(?:dollar|euro|yuan|ruble|rouble|tenge)\b")
COMPARING = re.compile(
    r"\b(?:from|compared (?:with|to)|comparing to|(?:in )?comparison (?:with|to)|against|versus|vs\.?|opposed to|contrast (?:to|"
    r"with)|relative to|than|(?:double|twice|thrice|triple|treble|half|times))\s+"
    r"(?:that of\s+|(?:last year|the previous year|(?:19|20)\d\d)['’]s\s+)?$",
    re.IGNORECASE,
)
COMPARED_LEVEL = re.compile(
    r"\b(?:over|on|from|than|compared (?:to|with)|comparison with|above|below|against|double|twice|triple|half|times)\s+"
    r"(?:the\s+)?(?:[\w'’-]+\s+){0,4}(?:level|figure|volume|"
    r"total|result|value|low|peak|high|record|trough) of\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
SHARE_WORTH = re.compile(
    r"(?:%|\bper ?cent)\s+(?:(?:\w+\s+){0,2}share\b|of (?:the |all |its |this |that |total )[^,;:()]{0,50}?)"
    r"\s*(?:[,(–—-]|\bat\b|\bwith\b|\bor\b|\bworth\b)?\s*(?:worth|valued at|equal to|amounting to|or|that is)?\s*[(–—-]?\s*$",
    re.IGNORECASE,
)
SHARE = re.compile(r"\b(?:share|accounts?|accounted|accounting|represents?|represented)\b", re.IGNORECASE)
OFFERED = re.compile(
    r"\b(?:(?:ready|willing|prepared|able|willingness|readiness|offer(?:s|ed|ing)?)\s+to|capable of)\s+"
    r"(?:(?:expand|increase|raise|boost|supply|step up|begin|start)\s+)?(?:(?:its|the|their|more)\s+)?$",
    re.IGNORECASE,
)
SUPPOSED = re.compile(r"\W*(?:if|unless|suppose|had (?:the )?(?:trade|it|turnover)|were (?:trade|it))\b", re.IGNORECASE)
COUNTERFACTUAL = re.compile(r"\b(?:might|would|could|should)(?:\s\w+)?\s+have\s+(?!to\b)\w+")
BY_A_DATE = re.compile(r"\bby\s+(?:the\s+)?(?:end\s+of\s+)?(?:\d{4}|this|next|then)")


@dataclass(frozen=True)
class Bound:
    """A figure that belongs to the trade of the two."""

    figure: Money | Percent
    topic: Topic
    governor: Cue | Topic  # the word it belongs to, or the trade it carries over from the sentence before
    comparing: bool  # it is what another figure is measured against
    direction: int  # of a percentage: 1 up, -1 down, 0 where the figure holds its own sign
    inherited: tuple[str, ...] = ()  # the fields of the frame that the trade was taken from

    @property
    def place(self) -> int | None:
        """Where the word it belongs to stands in the sentence; None when that stands in one before."""
        return self.governor.start if isinstance(self.governor, Cue) and self.governor.kind != "pronouns" else None


PARTNERS = [
    (label, re.compile(rf"\b(?:{alternatives('partners_' + label)})\b")) for label in ("turnover", "exports", "imports")
]


class Governing:
    """Binds the figures of one sentence to trade."""

    def __init__(self, sentence: Sentence, frame: Frame) -> None:
        self.s, self.d, self.text = sentence, frame, sentence.text
        self.last: Topic | None = None  # the trade spoken of last in this sentence
        self.bound: list[Bound] = []

    def bind(self) -> list[Bound]:
        """Returns the figures that are trade of the two, in order."""
        for figure in self.s.figures:
            if isinstance(figure, Percent):
                governor = self._governor(figure)
                direction = self._direction(figure, governor)
            elif figure.value < SMALLEST:
                continue
            else:
                excess = self._excess(figure)
                if not excess and ((figure.currency is None and not self._is_money(figure)) or self._increment(figure)):
                    continue
                governor, direction = excess or self._governor(figure), 1
            topic = governor if isinstance(governor, Topic) else self.topic(governor) if governor else None
            if (
                topic is None
                and isinstance(governor, Cue)
                and governor.kind == "pronouns"
                and not self.s.nouns(0, figure.start)
                and not self.d.recent
            ):
                governor = next(
                    iter(self.s.nouns(figure.end, self.s.clause(figure.start)[1])), None
                )  # "when it was $17.5 billion, trade"
                topic = self.topic(governor) if governor else None
            if (
                governor is None
                or topic is None
                or direction is None
                or (self.d.tons and isinstance(figure, Percent))
                or self._foreign(figure, governor)
                or self._denied(figure, governor)
            ):
                continue
            self.last = self._returned(figure, governor, topic)
            self.bound.append(
                Bound(
                    figure,
                    self.last,
                    governor,
                    isinstance(figure, Money) and self._comparing(figure),
                    direction,
                    self._inherited(),
                )
            )
        return self.bound

    def _inherited(self) -> tuple[str, ...]:
        """Returns the fields of the frame that tell whose trade it is, where the sentence does not name both countries."""
        if {party.code for party in self.s.parties} >= set(DYAD):
            return ()
        if self.d.recent:
            return ("topic",)
        return ("whole",) if self.d.whole and self.d.whole_in == self.d.paragraph else ("focus",)

    def topic(self, governor: Cue) -> Topic | None:
        """Returns the trade that a word speaks of; None where it is no trade of the two."""
        if governor.kind == "decoys":
            return None
        if governor.kind == "pronouns":
            return self._meant(governor)
        if self._branch(governor):
            return None
        d = self.d
        near = self._near(governor)
        whole = d.whole if d.whole_in == d.paragraph and (near or not self._part_of_others(governor)) else None
        source = source_at(self.s, d, governor.start)
        return dyad.bind(
            self.s,
            governor,
            Around(d.focus, near, self.last is not None, source, d.elsewhere, self._its(governor), whole),
        )

    def _branch(self, governor: Cue) -> bool:
        """Whether bare "trade" is a branch of the economy: "GDP rose by 5 percent, trade by 11 and construction by 13"."""
        segment = self.s.segment(governor.start)
        bare = self.text[governor.start : governor.end].lower() == "trade" and not any(
            segment.start <= party.start < segment.end for party in self.s.parties
        )
        figures = [other for other in self.s.percents if not segment.start <= other.start < segment.end]
        return bare and bool(figures) and bool(self.s.of("limits", "sectors"))

    def _its(self, governor: Cue) -> str | None:
        """Returns the country that "its" before a word stands for: one named before it in the sentence is left to grammar."""
        return (
            None
            if any(party.end < governor.start and party.code != "home" for party in self.s.parties)
            else self.d.owner
        )

    def _near(self, governor: Cue) -> Topic | None:
        """Returns the trade that a bare "exports" may be part of."""
        before = [cue for cue in self.s.nouns(0, governor.start) if cue.kind == "measures"]
        if before and governor.label in ("exports", "imports") and not self.last:
            flows = [topic for cue in before if cue.label == governor.label and (topic := self.topic(cue))]
            if flows:
                return flows[0]
            if self._part_of_others(governor):
                return None
        return self._recent(governor)

    def _part_of_others(self, governor: Cue) -> bool:
        """Whether a bare "exports" is a part of a trade of others: "Uzbekistan's trade came to $13 billion, with exports at $5 billion"."""
        wholes = [cue for cue in self.s.nouns(0, governor.start) if cue.kind == "measures" and cue.label == "turnover"]
        return governor.label in ("exports", "imports") and bool(wholes) and self.topic(wholes[-1]) is None

    def _recent(self, governor: Cue) -> Topic | None:
        if self.last or self.d.recent:
            return self.last or self.d.recent
        codes = {
            "KAZ" if party.code == "home" and self.text[party.start :].lower().startswith("the ") else party.code
            for party in self.s.parties
        }
        if codes >= set(DYAD):
            return Topic("turnover", *DYAD)
        alone = Around(False, None, False, None)
        named = (
            dyad.bind(self.s, cue, alone)
            for cue in self.s.governors
            if cue.kind == "measures" and cue.label == "turnover"
        )
        return next(
            (topic for topic in named if topic), None
        )  # "exports of $14.7 billion in last year's trade with China"

    def _meant(self, pronoun: Cue) -> Topic | None:
        """Returns the trade that a pronoun means."""
        nouns = [cue for cue in self.s.nouns(0, pronoun.start) if cue.kind != "verbs"]
        if nouns and not self.last:
            return self.topic(nouns[-1])
        before = self.last or self.d.recent
        if self.d.whole and WHOLE.search(self.text, max(0, pronoun.start - len("together ")), pronoun.end):
            before = self.d.whole
        if pronoun.label != "like" or before is None:
            return before
        measure = before.measure if before.measure != "balance" else "turnover"
        noun = Cue(
            pronoun.start, pronoun.end - len(" with"), "measures", measure
        )  # "that with Russia": the preposition begins what completes it
        return dyad.bind(self.s, noun, Around(False, None, False, None))

    def _returned(self, figure: Money | Percent, governor: Cue | Topic, topic: Topic) -> Topic:
        """Returns the flow of goods that "came the other way", "went east"."""
        segment = self.s.segment(figure.start)
        own = isinstance(governor, Cue) and governor.start >= segment.start and governor.kind != "pronouns"
        start = self.s.segments[self.s.number(figure.start) - 1].start if segment.opener == "(" else segment.start
        ways = self.s.of("returns", start=start, end=segment.end)
        if own or not ways:
            return topic
        if ways[0].label == "received":
            sent = topic.measure == "exports" and self.last == topic
            return Topic("imports", topic.partner, topic.reporter) if sent else topic
        if ways[0].label == "words":
            return replace(
                topic, measure={"exports": "imports", "imports": "exports"}.get(topic.measure, topic.measure)
            )
        code = source_at(self.s, self.d, figure.start) or topic.reporter
        outwards = (code == "KAZ") == (ways[0].label == "east")
        return Topic("exports" if outwards else "imports", code, dyad.other(code))

    # ---- the word that a figure belongs to

    def _governor(self, figure: Money | Percent) -> Cue | Topic | None:
        return (
            self._dealt_out(figure)
            or self._listed_more(figure)
            or self._in_a_list_of_partners(figure)
            or self._share_of(figure)
            or self._adjacent(figure)
            or self._attached(figure)
            or self._apposed(figure)
            or self._subject(figure)
            or self._ahead(figure)
        )

    def _dealt_out(self, figure: Money | Percent) -> Cue | Topic | None:
        """ "exports and imports rose by 12 and 7 percent respectively", "flax from Kazakhstan and honey from Kyrgyzstan by 20 and 9"."""
        listed = respective.run(self.s, figure)
        if not listed:
            return None
        place = listed.index(figure)
        if noun := respective.noun(self.s, listed, place):
            return noun
        sentence = respective.one_country(self.s, listed, place)
        nouns = [cue for cue in self.s.nouns(0, listed[0].start) if cue.kind != "decoys"]
        if sentence is None or not nouns:
            return None
        return dyad.bind(sentence, nouns[-1], Around(False, None, False, None)) or NO_TRADE

    def _listed_more(self, figure: Money | Percent) -> Cue | Topic | None:
        """ "40 percent more plastics, 20 percent more textiles and 10 percent more tools were imported": the noun of the last."""
        later = [other for other in self.s.percents if other.start > figure.end]
        if not later or not LISTED_MORE.fullmatch(self.text, figure.end, self.s.lead(later[0])):
            return None
        return self._listed_more(later[0]) or self._attached(later[0])

    def _in_a_list_of_partners(self, figure: Money | Percent) -> Cue | Topic | None:
        """ "Kazakhstan's main trading partners were China ($31 billion), Russia ($26 billion)", "imports came from Russia ($16 billion)"."""
        pairs = self._partners_with_figures() if isinstance(figure, Money) else []
        mine = next((party for party, other in pairs if other == figure), None)
        if len(pairs) < 2 or mine is None:
            return None
        if mine.foreign:
            return NO_TRADE
        first = pairs[0][0].start
        owners = [party.code for party in self.s.parties if party.end <= first]
        named = [
            (match.start(), label) for label, pattern in PARTNERS for match in pattern.finditer(self.text, 0, first)
        ]
        named += [(cue.start, cue.label) for cue in self.s.nouns(0, first) if cue.kind == "measures" and not named]
        measure = max(named)[1] if named else None
        home = dyad.other(mine.code)
        known = home in owners or "home" in owners or self.d.owner == home
        others = any(party.foreign and party.code != "third" for party in self.s.parties if party.end <= first)
        if measure not in ("turnover", "exports", "imports") or others or not known:
            return None
        return Topic(measure, home, mine.code)

    def _partners_with_figures(self) -> list[tuple[Party, Money]]:
        """Returns every country of the sentence behind which an amount stands of its own."""
        return [
            (party, amount)
            for party in self.s.parties
            for amount in self.s.money
            if party.end < amount.start
            and party.code not in ("both", "home")
            and BEFORE_FIGURE.fullmatch(self.text, party.end, self.s.lead(amount))
        ]

    def _share_of(self, figure: Money | Percent) -> Topic | None:
        """ "China had a 17.7% share, worth $22 billion, of Kazakhstan's foreign trade", "accounting for 44% of the total at $31 billion"."""
        start = self.s.lead(figure)
        part = SHARE_WORTH.search(self.text, 0, start) if isinstance(figure, Money) else None
        if part is None:
            return None
        whole = self.text[part.start() : self.s.until_next(figure)] + self.text[figure.end : figure.end + 60]
        spoken = [cue for cue in self.s.governors if cue.kind == "measures"]
        codes = {party.code for party in self.s.parties}
        others = [
            party
            for party in self.s.parties
            if party.foreign and abs(party.start - figure.start) < 60 and party.code not in ("third", "")
        ]
        if not spoken or others or not codes >= set(DYAD):
            return None
        flow = re.search(r"\b(exports|imports)\b", whole)
        owner = re.search(r"Kazakh", self.text[part.start() :])
        if flow is None:
            return Topic("turnover", *DYAD)
        return Topic(flow[1], "KAZ", "CHN") if owner else None

    def _adjacent(self, figure: Money | Percent) -> Cue | None:
        """ "exports to Kazakhstan of $3 billion", "a loan of $140 million"."""
        before = [
            cue for cue in self.s.nouns(self.s.segment(figure.start).start, figure.start) if cue.end <= figure.start
        ]
        if before and re.fullmatch(
            r"[\s,]*(?:of|worth|valued at|totall?ing|amounting to)\s*", self._bare(before[-1].end, self.s.lead(figure))
        ):
            return before[-1]
        return None

    def _bare(self, start: int, end: int) -> str:
        """Returns a stretch of text without its parties, periods, goods and prepositions."""
        text = self.text[start:end]
        spans = [
            (item.start, item.end) for items in (self.s.parties, self.s.periods, self.s.of("goods")) for item in items
        ]
        for first, last in sorted(spans, reverse=True):
            if start <= first and last <= end:
                text = text[: first - start] + text[last - start :]
        return re.sub(
            r"(?<!\w)(?:with|to|from|between|in|by|for|the|its|and|['’]s|goods|a|an|just|only|of(?= (?:and|with|to|from|of|"
            r"worth)))(?!\w)\s*",
            "",
            text,
        )

    def _attached(self, figure: Money | Percent) -> Cue | None:
        """ "$3 billion in exports", "a 14 percent rise in trade", "$14 billion of the total were imports"; what it qualifies otherwise is no trade."""
        limit = self.s.until_next(figure)
        rest = self.text[figure.end : limit]
        if self.s.alone(figure) and not rest.strip() and (named := self._told_after(figure)):
            return named
        following = self.s.nouns(figure.end, limit)
        meant = [cue for cue in self.s.governors if cue.kind == "pronouns" and 0 < cue.start - figure.end < 3]
        if meant and amounts.VERB.fullmatch(self.text, figure.start, figure.end):
            return meant[0]  # "to double this figure"
        if following and self._leads_to(figure, following[0]):
            return following[0]
        if re.match(r"\s+of\s+what\b", rest):
            return NO_TRADE
        word = re.match(r"[\s-]+([^\W\d_][\w’'-]*)", rest)
        if isinstance(figure, Percent) or word is None:
            return None
        place = figure.end + word.start(1)
        if (
            self.s.opaque(place, place + len(word[1]))
            and not any(cue.start == place for cue in following)
            and not (self._milestone(figure) or PARTICIPLE.match(rest))
        ):
            return NO_TRADE  # "a $3 billion refinery"
        if (
            following
            and following[0].kind == "decoys"
            and re.match(r"\s+(?:that|which)\b|\s+[A-Z]", rest)
            and following[0].start - figure.end < 45
        ):
            return NO_TRADE  # "the $9 billion that the country still owes"
        part = re.match(r"\s+(?:worth\s+of|of|worth)\s+(?:[\w-]+ly\s+)?(\w+)", rest)
        return NO_TRADE if part and self.s.opaque(figure.end + part.start(1), figure.end + part.end(1)) else None

    def _told_after(self, figure: Money | Percent) -> Cue | None:
        """Returns what a figure between commas is said to be: "the lion's share, $263 million, was imports"."""
        start = self.s.segment(figure.start).end
        nouns = [cue for cue in self.s.nouns(start, len(self.text)) if cue.kind != "verbs"]
        return nouns[0] if nouns and CONSISTS.fullmatch(self._bare(start, nouns[0].start)) else None

    def _milestone(self, figure: Money | Percent) -> bool:
        """Whether a figure is called a mark or a target: "the $20 billion mark"."""
        marks = self.s.of("words", "milestone", start=figure.end, end=figure.end + 26)
        return any(not re.search(r"[,.;]", self.text[figure.end : cue.start]) for cue in marks)

    def _leads_to(self, figure: Money | Percent, governor: Cue) -> bool:
        """Whether only qualifiers stand between a figure and the word after it."""
        gap = self.text[figure.end : governor.start]
        years = [period for period in self.s.periods if period.kind == "year"]
        kinds = (self.s.parties, years, self.s.of("goods"), self.s.of("changes"), self.s.of("modality", "goal"))
        qualifiers = [(item.start, item.end) for items in kinds for item in items]
        for token in TOKEN.finditer(self.text, figure.end, governor.start):
            word = token[0].lower()
            if MORE_OF.fullmatch(gap):
                break
            if (
                word not in JOINTS
                and word not in LIGHT
                and not any(first <= token.start() < last for first, last in qualifiers)
            ):
                return False
        moved = self.s.of("changes", start=figure.end, end=governor.start)
        if isinstance(figure, Percent) and governor.kind == "verbs" and MORE_OF.fullmatch(gap):
            return True
        if isinstance(figure, Percent):
            if figure.word and self.bound and re.match(r"\s+(?:the|its)\s", gap):
                return False  # "50 times the trade volume of 1992"
            if not (figure.signed and figure.word):
                return bool(moved) or (
                    MOVED_BY.search(self.text[: self.s.lead(figure)]) is not None
                    and re.match(r"\s+in\s", gap) is not None
                )
            return not re.search(r"\b(?:was|were|to|for|from)\b", gap) or re.match(r"\s+in\s", gap) is None
        if governor.kind == "verbs":
            return governor.label == "turnover" or OF_A_VERB.search(gap) is not None
        if moved and re.search(r"\b(?:more|less|higher|lower|above|below)\b", gap):
            return False
        if re.search(r"\bas the\b", gap) and not self.s.acts(governor.end, self.s.segment(governor.start).end):
            return True
        if re.match(r"\s+(?:(?:is|was|were|being)\s+)?(?:accounted for|made up|represented|contributed) by\s", gap):
            return True
        apart = re.search(r"\b(?:and|to|with|by|as)\b(?!\s+(?:the\s+)?total)", gap)
        return not apart or re.search(r"\bas (?:exports|imports)", self.text[figure.end : governor.end]) is not None

    def _apposed(self, figure: Money | Percent) -> Cue | Topic | None:
        """A figure behind a comma that only adds to the one before: "at $16 billion, a 1.4 percent increase", ", against $5 billion in 2004"."""
        segment = self.s.segment(figure.start)
        if not self.bound or not segment.opener.endswith((",", "(", "–", "—", "-", "which")):
            return None
        if any(cue.end <= figure.start for cue in self.s.nouns(segment.start, figure.start)):
            return None
        if isinstance(figure, Money):
            return self.bound[-1].governor if self._comparing(figure) else None
        grows = any(0 <= cue.start - figure.end <= 16 for cue in self.s.of("changes"))
        named = grows and APPOSED.match(self.text, segment.start)  # "representing a significant 32 percent increase"
        if not named and self.s.opaque(segment.start, figure.start):
            return None
        adds = self.s.alone(figure) or segment.relative or APPOSED.match(self.text, segment.start)
        return self.bound[-1].governor if adds else None

    def _subject(self, figure: Money | Percent) -> Cue | Topic | None:
        """Returns the noun or verb to the left that the figure is said of."""
        segments = self.s.segments
        here = self.s.number(figure.start)
        for n in range(here, -1, -1):
            segment = segments[n]
            labelled = n == here - 1 and segments[here].opener in LABEL_ENDS  # "(exports - $14 billion"
            if n < here and segment.aside and not (segments[n + 1].relative or labelled):
                continue
            end = figure.start if n == here else segment.end
            nouns = [
                cue
                for cue in self.s.governors
                if segment.start <= cue.start and cue.end <= end and self._may_govern(cue)
            ]
            if nouns:
                return self._chosen(nouns, figure, end)
            if n == here and (carried := self._stated(figure) or self._goal_alone(figure)):
                return carried
            if n == here and self._other_subject(segment.start, self.s.lead(figure)):
                return (
                    self.bound[-1].governor
                    if self.bound and isinstance(figure, Money) and self._comparing(figure)
                    else None
                )
        return self.bound[-1].governor if self.bound else None

    def _may_govern(self, cue: Cue) -> bool:
        """Whether a word may be what a figure is said of: a pronoun only as the subject of a verb."""
        if cue.kind != "pronouns":
            return True
        if cue.label == "like":
            return any(cue.end - 6 <= party.start <= cue.end + 25 for party in self.s.parties)
        if goes_on_counting(self.s, self.d, cue):
            return False  # "it published $41 billion": the customs, not the trade
        if cue.label == "like" and any(match.end() == cue.start for match in BESIDE.finditer(self.text)):
            return False  # "overtook that with Germany"
        after = re.match(r"\s+(?:[\w’']+ly\s+)?(\w+)", self.text[cue.end :])
        if after is None or re.search(
            r"\b(?:from|to|with|of|for|in|by|than)\s+$", self.text[: cue.start], re.IGNORECASE
        ):
            return False
        place = cue.end + after.start(1)
        verbs = [
            item for kind in ("levels", "changes", "speech") for item in self.s.of(kind, start=place, end=place + 1)
        ]
        return (
            bool(verbs)
            or after[1] in AFTER_PRONOUN
            or any(figure.start - 3 <= place <= figure.end for figure in self.s.percents)
        )

    def _chosen(self, nouns: list[Cue], figure: Money | Percent, end: int) -> Cue | None:
        """Of several words, the nearest that is no adverbial ("despite falling output") and qualifies no other ("tariffs on imports")."""
        nearest = nouns[-1]
        if nearest.kind == "verbs" and end == figure.start and self.s.opaque(nearest.end, end):
            return None  # "bought PetroKazakhstan for $4.18 billion"
        for before, noun in zip([None, *nouns][-2::-1], reversed(nouns), strict=False):
            heads = before and (before.kind == "decoys" or before.label in ("surplus", "deficit"))
            if (
                before
                and heads
                and HEADED.fullmatch(self.text, before.end, noun.start)
                and not (self.s.acts(before.end, noun.start) + self.s.of("speech", start=before.end, end=noun.start))
            ):
                return before
            adverbial = ADVERBIAL.search(self.text[: noun.start])
            if adverbial is None or (
                before and CONJUNCTION.match(adverbial[0]) and self.s.acts(before.end, adverbial.start())
            ):
                return noun
        return nearest

    def _other_subject(self, start: int, end: int) -> bool:
        """Whether a stretch before a figure speaks of something of its own."""
        if PREPOSITIONAL.match(self.text, start):
            return False
        return self.s.opaque(start, min((cue.start for cue in self.s.acts(start, end)), default=end))

    def _ahead(self, figure: Money | Percent) -> Cue | None:
        """A figure that the sentence opens with: "At $8.7 billion, trade with China was", "A growth of 29 percent brought trade to"."""
        segments, n = self.s.segments, self.s.number(figure.start)
        rest = self.s.nouns(figure.end, len(self.text))
        for cue in self.s.governors:
            if (
                cue.kind == "pronouns"
                and self.d.recent
                and OPENING.match(self.text)
                and re.fullmatch(r",?\s", self.text[figure.end : cue.start])
            ):
                return cue if self._may_govern(cue) else None  # "At $11.7 billion it was"
        if self.last is not None or not rest:
            return None
        noun = rest[0]
        after = self.text[figure.end :]
        if isinstance(figure, Percent) and noun.start < segments[0].end:
            return noun if CARRIES.search(self.text, figure.end, noun.start) else None
        ends = re.fullmatch(r",?\s+(?:to |at |for |by )?", self.text[figure.end : segments[n].end])
        if ends and n + 1 < len(segments) and segments[n + 1].opener.endswith("which"):
            return (
                noun if noun.start - figure.end < 150 else None
            )  # "the $10 billion to which the two agreed to raise commerce"
        later = [other for other in self.s.money if other.start > figure.end]
        if (
            later
            and isinstance(figure, Money)
            and re.search(r"\band\b", self.text[figure.end : later[0].start])
            and not self.s.nouns(figure.end, later[0].start)
        ):
            if (shared := self._attached(later[0])) and shared.kind != "decoys":
                return shared  # "one side reports $30 billion and the other $44 billion in mutual trade"
        if self.s.alone(figure) and re.match(r"[^,;]*?\b(?:is|was|were|remains)\s+(?:his|her|their|the|its)\b", after):
            return noun  # "twenty billion dollars was his answer when asked about trade"
        fronted = n == 0 and len(segments) > 1 and OPENING.match(self.text) and not self.s.opaque(0, figure.start)
        return (
            noun
            if fronted and self.s.number(noun.start) <= 2 and not self.s.opaque(segments[1].start, noun.start)
            else None
        )

    # ---- figures that carry over the trade spoken of before

    def _carried(self) -> Topic | None:
        """Returns the trade that was spoken of last, in this sentence or just before; of a goal it is the whole."""
        topic = self.last or self.d.recent
        if topic is None or self.last:
            return topic
        aimed = self.s.of("modality", "goal", "modal", "forecast")
        return replace(topic, measure="turnover", sign=1) if aimed and topic.measure != "turnover" else topic

    def _stated(self, figure: Money | Percent) -> Topic | None:
        """Returns the trade of the sentence before, where someone only states a figure: "customs arrives at $41 billion"."""
        s, segment, start = self.s, self.s.segment(figure.start), self.s.lead(figure)
        topic = self._carried()
        told = segment.opener.endswith("which") and s.nouns(s.segments[s.number(figure.start) - 1].start, segment.start)
        if told or s.nouns(segment.start, segment.end):
            return None  # "exports, which came to $461 million"
        unnamed = all(s.segment(cue.start).aside for cue in s.nouns(s.clause(figure.start)[0], segment.end))
        counts = [place for place, _ in sources(s, self.d)]
        if unnamed and counts and (counts[0] < figure.start or QUOTED.search(self.text[: counts[0]])):
            return self._counted(figure, topic)  # "China's customs have $1.96 billion"
        aimed = s.of("modality", "goal", "modal", "forecast", start=segment.start - 5, end=figure.end)
        if topic is None and aimed and self.d.focus and self.d.whole_in == self.d.paragraph:
            topic = self.d.whole  # an aim goes back to the trade that the paragraph spoke of
        if topic is None:
            return None
        if isinstance(figure, Percent):  # "The ministry now expects a fall of at least 15 percent in 2020"
            moves = unnamed and aimed and MOVED_BY.search(self.text[:start])
            return topic if moves and not s.opaque(segment.start, start) else None
        ahead = period_after(s, figure)
        if (
            ahead
            and ahead.first
            and s.published
            and ahead.first > s.published
            and READY_FOR.search(self.text[:start])
            and not s.nouns(0, start)
            and (s.of("modality", "officials", end=start) + s.of("speech", end=start))
        ):
            return replace(
                topic, measure="turnover", sign=1
            )  # "has told his cabinet to be ready for $20 billion by 2010"
        dated = any(period.end <= start and period.kind not in ("day", "week") for period in s.periods)
        if (
            unnamed
            and dated
            and LEVELLED.search(self.text[:start])
            and not s.opaque(0, start)
            and not s.named(0, start)
        ):
            return topic  # "The third quarter saw $2.5 billion"
        if (
            unnamed
            and aimed
            and not s.opaque(segment.start, start)
            and not any(actor.type == "company" for actor in s.named(segment.start, start))
        ):
            return topic  # "We will close the year at $31 billion"
        if unnamed and s.of("speech", end=start) and re.search(r"\bthat\s+$", self.text[:start]):
            return topic  # "told reporters that $20 billion was within reach"
        for cue in s.of("speech", start=segment.start, end=start):
            if cue.end <= start and COUNTED.fullmatch(self.text, cue.end, start) and not s.opaque(cue.end, start):
                return topic
        return None

    def _counted(self, figure: Money | Percent, topic: Topic | None) -> Topic | None:
        """Returns the trade that statistics speak of where only they are named: the whole, or the flow spoken of before."""
        if self.d.whole and self.d.whole_in == self.d.paragraph:
            return self.d.whole
        if topic is None:
            told = self.s.of("speech", "counting", end=figure.start) or HAS.search(self.text[: self.s.lead(figure)])
            return Topic("turnover", *DYAD) if told and self.d.focus and isinstance(figure, Money) else None
        return replace(topic, measure="turnover", sign=1) if topic.measure == "balance" else topic

    def _goal_alone(self, figure: Money | Percent) -> Topic | None:
        """Returns the trade of the sentences before for "the $40 billion target", which says of itself what it is."""
        if isinstance(figure, Percent):
            return None
        goal = (
            GOAL_BEFORE.search(self.text[: self.s.lead(figure)])
            or PROMISED.match(self.text, figure.end)
            or GOAL_AFTER.match(self.text, figure.end)
        )
        if not goal or self._carried():
            return self._carried() if goal else None
        nouns = [cue for cue in self.s.nouns(figure.end, len(self.text)) if cue.kind != "verbs"]
        return (
            self.topic(nouns[0]) if nouns and nouns[0].kind == "measures" else None
        )  # "the $10 billion goal was met early: trade reached"

    # ---- what kind of figure it is

    def _is_money(self, amount: Money) -> bool:
        """Whether a bare "100 billion" may be money: no noun that says of what follows it."""
        following = re.match(r"\s+([^\W\d_][\w’'-]*)", self.text[amount.end :])
        return (
            following is None
            or following[1].lower() in FUNCTION
            or any(period.start == amount.end + 1 for period in self.s.periods)
        )

    def _direction(self, percent: Percent, governor: Cue | Topic | None) -> int | None:
        """Returns 1 for a rise, -1 for a fall, 0 where the figure holds its own sign; None where it is no change of a value."""
        s, text, segment = self.s, self.text, self.s.segment(percent.start)
        if EXCHANGE.match(text, percent.end) or any(
            cue.label == "volumes" for cue in s.nouns(percent.end, segment.end)
        ):
            return None
        if percent.signed:
            return None if ACROSS.match(text, percent.start) else 0
        for cue in s.of("changes", start=percent.end, end=percent.end + 19):
            if not re.search(r"[,.;]|\b(?:and|to|on|in|but)\b", self._undated(percent.end, cue.start)):
                return 1 if cue.label == "up" else -1
        if (goods := re.match(r"\s+of\s+", text[percent.end :])) and not (
            re.search(r"\bby\s+$", text[: s.lead(percent)])
            and s.of("goods", start=percent.end + goods.end(), end=percent.end + goods.end() + 1)
        ):
            return None  # a share; but "by 14% of zinc" is a rise of one kind of goods
        if re.search(r"\bfrom\s+$", text[: s.lead(percent)]) and SHARE.search(text[: percent.start]):
            return None  # "a share of 18%, up from 11.2% in 2015"
        start = s.lead(percent)
        if isinstance(governor, Cue) and governor.start > percent.end:  # "At 44 percent, growth in trade was"
            ahead = s.of("changes", start=percent.end, end=governor.start)
            if ahead:
                return 1 if ahead[0].label == "up" else -1
        moved = [cue for cue in s.of("changes", start=segment.start, end=start) if cue.end <= start]
        if not moved and not s.of("levels", start=segment.start, end=start) and not s.opaque(segment.start, start):
            # "exports lost 40 percent and imports 32 percent"; "from $28.6 billion to $22.4 billion, or by 21.6 percent"
            if isinstance(governor, Cue) and not any(segment.start <= cue.start < start for cue in s.governors):
                moved = [cue for cue in s.of("changes", start=governor.start, end=start) if cue.end <= start]
            if not moved and EXCEEDS.search(text, segment.start, start) and re.search(r"\bby\s+$", text[:start]):
                return 1  # "exceeded the level of the same period of 2002 by 58 percent"
            earlier = [item.direction for item in self.bound if isinstance(item.figure, Percent) and item.direction]
            if earlier and not moved:
                return earlier[-1]
        return (1 if moved[-1].label == "up" else -1) if moved else None

    def _undated(self, start: int, end: int) -> str:
        """Returns a stretch of text without its time expressions."""
        inside = [period for period in self.s.periods if start <= period.start and period.end <= end]
        text = self.text[start:end]
        for period in reversed(inside):
            text = text[: period.start - start] + text[period.end - start :]
        return text

    def _excess(self, amount: Money) -> Topic | None:
        """Returns the balance where an amount is by how much one flow exceeds the other: "exports outweighed imports by $700 million"."""
        flows = [
            cue for cue in self.s.nouns(0, amount.start) if cue.label in ("exports", "imports") and cue.kind != "verbs"
        ]
        if (
            len(flows) < 2
            or flows[-2].label == flows[-1].label
            or not re.search(r"\bby\s*$", self.text[: self.s.lead(amount)])
            or not EXCEEDS.search(self.text, flows[-2].end, flows[-1].start)
        ):
            return None
        flow = self.topic(flows[-2])
        return Topic("balance", flow.reporter, flow.partner, 1 if flow.measure == "exports" else -1) if flow else None

    def _increment(self, amount: Money) -> bool:
        """Whether an amount is a difference, not a level: "rose by $2 billion", "$2 billion more"."""
        start = self.s.lead(amount)
        before = self.text[:start]
        if re.match(r"(?:above|below|over|under|past|beyond)\b", self.text[start:]) or re.search(
            r"\b(?:past|beyond)\s*$", before
        ):
            return False  # "climbed above $24 billion"
        if self._raised_in_brackets(amount) or re.search(r"\+\s?$", before):
            return True  # "was recorded in Kazakhstan (+$2.8 billion)"
        if re.search(r"\bby\s*$", before) and not re.search(
            r"\b(?:deficit|surplus|shortfall)\b", self.text[: amount.start]
        ):
            return True
        words = re.sub(r"\b(?:of|another|a further|an additional|by)?\s*$", "", before).rstrip()
        changed = any(
            cue.end == len(words) and words[cue.start :].lower() not in ("more", "less", "above", "below")
            for cue in self.s.of("changes")
        )
        return (
            changed
            or re.match(r"\s+(?:more|less|higher|lower|above|below|short|fewer|shy)\b(?! or)", self.text[amount.end :])
            is not None
        )

    def _raised_in_brackets(self, amount: Money) -> bool:
        """Whether brackets behind a country hold by how much its trade changed: "trade grew with Kazakhstan ($2.8 billion)"."""
        opened = self.s.bracket(amount.start)
        countries = [party for party in self.s.parties if opened and party.end <= opened]
        if not countries or self.text[countries[-1].end : self.s.lead(amount)].strip(" ’'s(") or not opened:
            return False
        listed = self.s.clause(amount.start)[0]
        changes = [cue for cue in self.s.of("changes", start=listed, end=opened) if cue.end <= countries[-1].start]
        nouns = [cue for cue in self.s.nouns(listed, opened) if cue.kind != "verbs"]
        return bool(changes and nouns) and changes[-1].start > nouns[0].start

    def _comparing(self, amount: Money) -> bool:
        """Whether an amount is what another is measured against: "down from $28.6 billion in 2013"."""
        start = self.s.lead(amount)
        before = self.text[:start]
        if COMPARING.search(before) or COMPARED_LEVEL.search(self.text[: amount.start]):
            return True
        measured = any(0 <= start - percent.end <= 30 for percent in self.s.percents) or self.text[start:].startswith(
            "the "
        )
        return measured and re.search(r"\b(?:than|over|on|above|below)\s*$", before) is not None

    def _foreign(self, figure: Money | Percent, governor: Cue | Topic) -> bool:
        """Whether a third country stands right by a figure: "ahead of Russia, with $26 billion", "$26 billion with Russia"."""
        segment = self.s.segment(figure.start)
        if isinstance(governor, Topic) and (respective.run(self.s, figure) or self._in_a_list_of_partners(figure)):
            return False  # "with Kazakhstan and Uzbekistan by 9 and 12 percent respectively"
        own = governor.start if isinstance(governor, Cue) and governor.start >= segment.start else figure.start
        pronoun = isinstance(governor, Cue) and governor.kind == "pronouns"
        for party in self.s.parties:
            if party.foreign and (
                ((pronoun or own == figure.start) and segment.start <= party.start < own)
                or re.fullmatch(r"\s+(?:with|for|from|to|between)\s+(?:the )?", self.text[figure.end : party.start])
                or re.fullmatch(r"['’]s?\s+|\s\(|:\s", self.text[party.end : figure.start])
            ):
                return True
        return False

    def _denied(self, figure: Money | Percent, governor: Cue | Topic) -> bool:
        """Whether a figure is negated, asked, supposed or only required."""
        s, text, segment = self.s, self.text, self.s.segment(figure.start)
        if (text.rstrip().endswith("?") and not PROMISED.match(text, figure.end)) or SUPPOSED.match(
            text, segment.start
        ):
            return True
        harmless = [(cue.start, cue.end) for cue in s.of("modality", "denied_not")]
        verbs = [
            cue
            for cue in s.acts(0, len(text))
            if text[cue.start : cue.end].lower() not in ("more", "less", "fewer", "above", "below")
        ]
        verbs += [cue for cue in s.governors if cue.kind == "verbs"]
        for cue in s.of("modality", "denied", start=segment.start, end=figure.start):
            if any(0 <= verb.start - cue.end <= 12 for verb in verbs) and not any(
                start <= cue.start < end for start, end in harmless
            ):
                return True
        if isinstance(governor, Cue) and OFFERED.search(text, segment.start, governor.start):
            return not re.search(r"\bto\s+$", text[: s.lead(figure)])  # "ready to export goods worth $1 billion"
        supposed = COUNTERFACTUAL.search(text, segment.start, figure.start)
        if supposed and not BY_A_DATE.search(text, supposed.start()):
            return True
        start = min(segment.start, s.segment(governor.start).start) if isinstance(governor, Cue) else segment.start
        for cue in s.of("modality", "required", start=start, end=figure.start):
            if re.match(r"would|need|require|it would", text[cue.start :]) or not s.of(
                "modality", "goal", start=segment.start, end=figure.start
            ):
                return True
        return False
