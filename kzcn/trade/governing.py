"""Which figures of a sentence are trade of the two: the word that each belongs to, and whose trade that word speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kzcn.trade import dyad, figures
from kzcn.trade.amounts import Money, Percent
from kzcn.trade.attribution import source_at
from kzcn.trade.cues import DYAD, Cue, Sentence
from kzcn.trade.dyad import Around, Topic
from kzcn.trade.frame import Frame
from kzcn.trade.rules import RULES

SMALLEST = 1e6  # no trade of two countries is told in less
LISTED = ("dealt_out", "in_a_list_of_partners")  # rules that say of which country of a list a figure is
WHOLE = re.compile(r"total|data\b|figures|numbers|overall|combined|both|together|sum\b", re.IGNORECASE)


@dataclass(frozen=True)
class Bound:
    """A figure that belongs to the trade of the two."""

    figure: Money | Percent
    topic: Topic
    governor: Cue | Topic  # the word it belongs to, or the trade it carries over from the sentence before
    comparing: bool  # it is what another figure is measured against
    direction: int  # of a percentage: 1 up, -1 down, 0 where the figure holds its own sign
    inherited: tuple[str, ...] = ()  # the fields of the frame that the trade was taken from
    rule: str = ""  # that decided it

    @property
    def place(self) -> int | None:
        """Where the word it belongs to stands in the sentence; None when that stands in one before."""
        return self.governor.start if isinstance(self.governor, Cue) and self.governor.kind != "pronouns" else None


class Governing:
    """Binds the figures of one sentence to trade."""

    def __init__(self, sentence: Sentence, frame: Frame) -> None:
        self.s, self.d, self.text = sentence, frame, sentence.text
        self.last: Topic | None = None  # the trade spoken of last in this sentence
        self.bound: list[Bound] = []

    def bind(self) -> list[Bound]:
        """Returns the figures that are trade of the two, in order."""
        for figure in self.s.figures:
            if bound := self._bound(figure):
                self.last = bound.topic
                self.bound.append(bound)
        return self.bound

    def _bound(self, figure: Money | Percent) -> Bound | None:
        """Returns a figure with the trade that it is of; None where it is of something else, denied, or no change of a value."""
        rule = "excess"
        governor: Cue | Topic | None = figures.excess(self, figure) if isinstance(figure, Money) else None
        if governor is None:
            if isinstance(figure, Money) and not self._is_level(figure):
                return None
            rule, governor = self._decided(figure)
        direction = figures.direction(self, figure, governor) if isinstance(figure, Percent) else 1
        governor, topic = self._topic_of(figure, governor)
        if (
            governor is None
            or topic is None
            or direction is None
            or (self.d.tons and isinstance(figure, Percent))
            or (not (rule in LISTED and governor == topic) and figures.foreign(self, figure, governor))
            or figures.denied(self, figure, governor)
        ):
            return None
        comparing = isinstance(figure, Money) and figures.comparing(self, figure)
        topic = self._returned(figure, governor, topic)
        return Bound(figure, topic, governor, comparing, direction, self._inherited(), rule)

    def _is_level(self, amount: Money) -> bool:
        """Whether an amount is money, and not by how much trade rose."""
        sure = amount.currency is not None or figures.is_money(self, amount)
        return amount.value >= SMALLEST and sure and not figures.increment(self, amount)

    def _decided(self, figure: Money | Percent) -> tuple[str, Cue | Topic | None]:
        """Returns the first rule that answers for a figure, and its answer."""
        for rule in RULES:
            if (governor := rule.bind(self, figure)) is not None:
                return rule.name, governor
        return "", None

    def _topic_of(
        self, figure: Money | Percent, governor: Cue | Topic | None
    ) -> tuple[Cue | Topic | None, Topic | None]:
        """Returns the word and the trade it speaks of; a pronoun that stands for nothing before stands for what follows."""
        if governor is None or isinstance(governor, Topic):
            return governor, governor
        topic = self.topic(governor)
        ahead = governor.kind == "pronouns" and not self.s.nouns(0, figure.start) and not self.d.recent
        if topic is None and ahead:  # "when it was $17.5 billion, trade"
            following = self.s.nouns(figure.end, self.s.clause(figure.start)[1])
            return (following[0], self.topic(following[0])) if following else (None, None)
        return governor, topic

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
        if before and self.d.whole and WHOLE.search(self.text, max(0, pronoun.start - len("together ")), pronoun.end):
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
