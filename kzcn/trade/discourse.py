"""What the sentences before leave in mind: the trade that "it" means, its period, and whose statistics were quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kzcn.periods import Days, shift
from kzcn.schema import Mention
from kzcn.trade.cues import DYAD, Sentence
from kzcn.trade.dyad import Topic
from kzcn.trade.frame import OFFICES, Frame, entering, only_compared

MEMORY = 2  # sentences after which "it" and "the figure" no longer mean a trade spoken of before
SHORTEST = 4  # words of a sentence; fewer are a heading
BACK = re.compile(
    r"\b(?:had been|had (?:stood|come|reached|amounted)|same|earlier|year before|year ago|previous year)\b"
)
ENCOUNTER = re.compile(r"\b(?:talks|meeting|met|counterpart|negotiat\w+|visit\w*)\b", re.IGNORECASE)


@dataclass
class Discourse:
    """What the sentences before leave in mind."""

    dyad: bool  # the article is about the two
    alone: bool = False  # it names no other country
    frame: Frame = field(default_factory=Frame)
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
    guessed: bool = False  # the last sentence looked ahead
    source: str | None = None  # whose statistics were quoted last
    teller: str | None = None  # whose statistics gave the last turnover
    counted: dict[str, float] = field(default_factory=dict)  # the last turnover by whose statistics it was
    bodies: dict[str, str] = field(default_factory=dict)  # country of "the Bureau", "the Agency", once named in full
    person: str | None = None  # the person named last
    owner: str | None = None  # the state that the last sentence opened with, which "its" stands for
    outlook: str | None = None  # the status of the last figure that looked ahead
    currency: str = "USD"

    @property
    def recent(self) -> Topic | None:
        """The trade that was spoken of in the last sentences."""
        return self.topic if self.age <= MEMORY else None

    def enter(self, sentence: Sentence) -> None:
        """Takes up the next sentence: is it still about the two?"""
        before, self.frame = self.frame, entering(self.frame, sentence)
        if before.source != self.frame.source:
            self.teller = None
        new = sentence.passage.paragraph != self.paragraph
        if new:
            self.paragraph = sentence.passage.paragraph
        self.age += len(sentence.text.split()) >= SHORTEST
        first = re.split(r";\s", sentence.text)[0]
        codes = {
            party.code
            for party in sentence.parties
            if party.start < len(first) and not only_compared(sentence.text, party.start)
        }
        known = [
            cue.start for cue in sentence.of("sources", *DYAD)
        ]  # "the Committee on Statistics", of whichever country else
        officials = {
            actor.country
            for start, end, actor in sentence.mentions
            if actor.type in ("person", *OFFICES) and not any(start <= place < end for place in known)
        }
        guests = {actor.country for _, _, actor in sentence.mentions if actor.type == "person"} - {None, *DYAD}
        foreign = (codes | officials) - {None, *DYAD, "both", "home", "third"}
        two = (codes | officials) & set(DYAD)
        if len(two) == 2:
            self.focus = True
        elif guests or (foreign and (two or any(cue.kind == "measures" for cue in sentence.governors))):
            self.focus = False
            if new and foreign and not guests:
                self.topic = None  # a paragraph that opens with others speaks of another trade
        elif foreign and not two and ENCOUNTER.search(sentence.text):
            self.focus, self.topic = False, None  # "talks with his Uzbek counterpart": "mutual trade" is theirs
        elif (new and self.dyad) or (self.alone and "both" in codes):
            self.focus = True

    def spoke_of(self, topic: Topic | None) -> None:
        """Remembers what a sentence spoke of: trade, or something else."""
        self.topic, self.age = topic, 0
        if topic and topic.measure == "turnover":
            self.whole, self.whole_in = topic, self.paragraph

    def told(self, topics: list[Topic]) -> None:
        """Remembers the trade that figures were given of; of exports and imports together, the turnover they are parts of."""
        whole = (
            topics[-1]
            if topics[-1].measure == "turnover"
            else next((topic for topic in topics if topic.measure == "turnover"), None)
        )
        last = topics[-1]
        both = {"exports", "imports"} <= {topic.measure for topic in topics}
        self.spoke_of(whole or (self.whole or Topic("turnover", last.reporter, last.partner) if both else last))

    def _only_before(self, sentence: Sentence, days: list[Days]) -> bool:
        """Whether a sentence only looks back to the same months of an earlier year: "In the same months of 2014 it was $14.6 billion"."""
        backwards = self.days and all(
            shift(pair, self.days[1].year - pair[1].year) == self.days and pair < self.days for pair in days
        )
        return bool(backwards) and BACK.search(sentence.text) is not None

    def dated(self, sentence: Sentence, days: list[Days]) -> None:
        """Remembers the periods of the figures that a sentence reported: the latest, as "where a year ago it had been" takes nothing back."""
        self.reported = bool(days)
        if days and not self._only_before(sentence, days):
            self.days = self.named = max(days, key=lambda pair: pair[1])
            self.part = next((pair for pair in reversed(days) if partial(pair)), self.part)


def partial(days: Days | None) -> bool:
    """Returns whether a period is less than a year."""
    return days is not None and days[1] - days[0] < timedelta(days=364)


def about_the_two(mentions: Iterable[Mention]) -> bool:
    """Returns whether both countries are named, and none more often than one of them; or one of them, and no other at all."""
    counts = _states(mentions)
    both = all(counts[code] for code in DYAD) and counts.most_common(1)[0][0] in DYAD
    return both or (bool(counts) and counts.keys() <= set(DYAD))


def no_others(mentions: Iterable[Mention]) -> bool:
    """Returns whether no third country is named, so that "the two countries" can only be these two."""
    return _states(mentions).keys() <= set(DYAD)


def _states(mentions: Iterable[Mention]) -> Counter[str]:
    return Counter(
        mention.actor_id for mention in mentions if len(mention.actor_id) == 3 and mention.actor_id.isupper()
    )


def past(days: Days, published: date | None) -> bool:
    """Returns whether a period had begun when the article was published."""
    return published is None or days[0] <= published
