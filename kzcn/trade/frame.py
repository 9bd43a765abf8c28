"""What a sentence inherits from those before: one immutable value, and the one function that derives it from the value before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kzcn.periods import Days, shift
from kzcn.schema import Actor, Document, Mention
from kzcn.trade.cues import DYAD, Sentence, alternatives
from kzcn.trade.dyad import Topic

MEMORY = 2  # sentences after which "it" and "the figure" no longer mean a trade spoken of before
SHORTEST = 4  # words of a sentence; fewer are a heading
BACK = re.compile(
    r"\b(?:had been|had (?:stood|come|reached|amounted)|same|earlier|year before|year ago|previous year)\b"
)
ENCOUNTER = re.compile(r"\b(?:talks|meeting|met|counterpart|negotiat\w+|visit\w*)\b", re.IGNORECASE)
OPENS = re.compile(r"\W*(?:(?:And|But|For|Only|Yet|Today|Still)?,? ?(?:neighbou?ring )?)?")
BESIDE = re.compile(rf"\b(?:{alternatives('beside')}) ", re.IGNORECASE)
AT = re.compile(r"In\s+(?:the\s+)?")
QUOTED = re.compile(
    r"\b(?:according to|by|citing|cites|cited|per|data (?:from|of)|figures (?:from|of))\s+(?:[\w’']+\s+){0,6}$",
    re.IGNORECASE,
)
HANGS = re.compile(
    r"\b(?:with|to|from|between|of|by|into|for|among|towards?|against|on|at|like|unlike|visiting|(?<!^)in)\s+(?:the\s+|its\s+)?$",
    re.IGNORECASE,
)
ANAPHOR = re.compile(r"\W*(?:This|That|These|Those|Such|It|They)\b")  # a paragraph that goes on with the one before
DEALINGS = re.compile(
    r"\b(?:trade|commerce|cooperation|relations|ties|dealings)\s+(?:with|between)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
OWNED = re.compile(
    r"\s+(?:\w+ly\s+)?(?:report|record|register|put|count|show|state|announce|publish|estimate|say|said|give|gave)"
)
NEAR = 20  # characters between a country and the verb of who speaks for it: "Kazakh media report"
TONNAGE = re.compile(r"\d(?:[\d.,]*)\s(?:mn |mln |million |thousand |billion )?$")
STATISTICS = re.compile(r"customs|statisti|commerce|ministry|figures|data", re.IGNORECASE)
CHINA = re.compile(rf"\b(?:{alternatives('china')})\b")
OFFICES = ("government", "military", "security-service")


@dataclass(frozen=True)
class Frame:
    """What a sentence inherits. `derive` alone makes a new one; `origins` names the passage that each field was taken from."""

    dyad: bool = False  # the article is about the two
    alone: bool = False  # it names no other country
    paragraph: int = 0
    focus: bool = False  # the sentences here are about the two
    elsewhere: bool = False  # trade is that of a third country or region
    tons: bool = False  # trade is counted in tons or wagons, until money is named
    topic: Topic | None = None  # the trade spoken of last
    age: int = MEMORY + 1  # sentences since that topic
    whole: Topic | None = None  # the turnover that exports and imports are parts of
    whole_in: int = 0  # the paragraph that spoke of it
    days: Days | None = None  # of the last figure that was reported
    part: Days | None = None  # of the last figure that is of less than a year
    named: Days | None = None  # the last period named in the paragraph
    reported: bool = False  # the last sentence reported a figure
    guessed: bool = False  # the last sentence looked ahead
    ahead: Days | None = None  # of the last target or forecast
    outlook: str | None = None  # the status of that figure
    source: str | None = None  # the country whose statistics are reported, until another source is named
    quoted: str | None = None  # whose statistics were named last
    teller: str | None = None  # whose statistics gave the last turnover
    counted: Mapping[str, float] = field(default_factory=dict)  # the last turnover by whose statistics it was
    bodies: Mapping[str, str] = field(default_factory=dict)  # country of "the Bureau", "the Agency", once named in full
    owner: str | None = None  # the state that the last sentence opened with, which "its" stands for
    currency: str = "USD"
    origins: Mapping[str, str] = field(default_factory=dict)  # passage_id by the name of a field

    @property
    def recent(self) -> Topic | None:
        """The trade that was spoken of in the last sentences."""
        return self.topic if self.age <= MEMORY else None


@dataclass(frozen=True)
class Reading:
    """What was read from a sentence, as far as the next ones may inherit it."""

    sentence: Sentence
    told: tuple[Topic, ...] = ()  # the trade that figures were given of
    spoke: bool = False  # it spoke of trade, or of something else, without a figure
    topic: Topic | None = None  # that trade
    others: bool = False  # it spoke of the trade of others alone
    figures: bool = False  # it gave figures
    reported: tuple[Days, ...] = ()
    ahead: tuple[Days, str] | None = None  # the last target or forecast
    named: Days | None = None  # a past period that it names without a figure
    sources: tuple[tuple[int, str], ...] = ()  # the statistics it names: place and country
    bodies: Mapping[str, str] = field(default_factory=dict)
    teller: str | None = None
    counted: Mapping[str, float] = field(default_factory=dict)
    currency: str = "USD"


def derive(before: Frame, reading: Reading | None, sentence: Sentence) -> Frame:
    """Returns the frame that a sentence is read in: the one before, with what was read in it, and what this sentence opens or closes."""
    frame = before if reading is None else _with_sources(_with_periods(_with_topic(before, reading), reading), reading)
    return _focused(_opened(frame, sentence), sentence, sentence.passage.paragraph != before.paragraph)


# ---- what the sentence before leaves


def _with_topic(frame: Frame, reading: Reading) -> Frame:
    """Returns the frame with the trade spoken of; of exports and imports together, the turnover they are parts of."""
    if not (reading.told or reading.spoke):
        return frame
    topic = _meant(frame, reading.told) if reading.told else reading.topic
    frame = replace(frame, topic=topic, age=0, origins=_since(frame, reading, "topic"))
    if topic and topic.measure == "turnover":
        frame = replace(frame, whole=topic, whole_in=frame.paragraph, origins=_since(frame, reading, "whole"))
    return frame


def _meant(frame: Frame, told: tuple[Topic, ...]) -> Topic:
    """Returns the trade that "it" means behind figures of these: the turnover, else the last."""
    last = told[-1]
    turnovers = [topic for topic in (last, *told) if topic.measure == "turnover"]
    both = {"exports", "imports"} <= {topic.measure for topic in told}
    if turnovers:
        return turnovers[0]
    return (frame.whole or Topic("turnover", last.reporter, last.partner)) if both else last


def _with_periods(frame: Frame, reading: Reading) -> Frame:
    """Returns the frame with the periods told: the latest, as "where a year ago it had been" takes nothing back."""
    frame = replace(frame, guessed=reading.ahead is not None, reported=bool(reading.reported))
    if reading.ahead:
        days, status = reading.ahead
        frame = replace(frame, ahead=days, outlook=status, origins=_since(frame, reading, "ahead"))
    if reading.reported and not _only_before(frame, reading):
        latest = max(reading.reported, key=lambda pair: pair[1])
        frame = replace(frame, days=latest, named=latest, origins=_since(frame, reading, "days", "named"))
        if parts := [pair for pair in reading.reported if partial(pair)]:
            frame = replace(frame, part=parts[-1], origins=_since(frame, reading, "part"))
    if reading.named:
        frame = replace(frame, named=reading.named, origins=_since(frame, reading, "named"))
    return frame


def _only_before(frame: Frame, reading: Reading) -> bool:
    """Whether a sentence only looks back to the same months of an earlier year: "In the same months of 2014 it was $14.6 billion"."""
    if frame.days is None or not BACK.search(reading.sentence.text):
        return False
    last = frame.days
    return all(pair < last and shift(pair, last[1].year - pair[1].year) == last for pair in reading.reported)


def _with_sources(frame: Frame, reading: Reading) -> Frame:
    """Returns the frame with the statistics named and the state that the sentence opened with.

    Statistics that only give a figure of their own ("customs recorded $13 billion") cover no sentence after it.
    """
    sentence = reading.sentence
    firm = [
        cue.start
        for cue in sentence.of("sources")
        if _firm(sentence.text[cue.start : cue.end], cue.label)
        and (not reading.figures or QUOTED.search(sentence.text[: cue.start]))
    ]
    if named := [country for place, country in reading.sources if place in firm]:
        frame = replace(frame, source=named[-1], origins=_since(frame, reading, "source"))
    if reading.sources:
        frame = replace(frame, quoted=reading.sources[-1][1], bodies={**frame.bodies, **reading.bodies})
    return replace(
        frame,
        elsewhere=frame.elsewhere or reading.others,
        owner=_owner(sentence, frame.owner),
        teller=reading.teller,
        counted=reading.counted,
        currency=reading.currency,
        origins=_since(frame, reading, *(["teller"] if reading.teller != frame.teller else [])),
    )


def _owner(sentence: Sentence, before: str | None) -> str | None:
    """Returns the state that a sentence opens with; one that names no country keeps the state before."""
    opening = next(((start, actor) for start, _, actor in sentence.mentions if actor.type == "state"), None)
    if opening and OPENS.fullmatch(sentence.text, 0, opening[0]):
        return opening[1].actor_id
    return None if opening or sentence.parties else before


def _since(frame: Frame, reading: Reading, *fields: str) -> Mapping[str, str]:
    return {**frame.origins, **dict.fromkeys(fields, reading.sentence.passage.passage_id)} if fields else frame.origins


def _firm(words: str, label: str) -> bool:
    """Whether words name statistics beyond doubt: "customs data", "GACC", but not "number"."""
    return label in DYAD or STATISTICS.search(words) is not None


# ---- what a sentence opens or closes


def _opened(frame: Frame, sentence: Sentence) -> Frame:
    """Returns the frame with the paragraph, the third country, the tons and the statistics of a new sentence."""
    paragraph = sentence.passage.paragraph
    goes_on = paragraph == frame.paragraph or ANAPHOR.match(sentence.text) is not None
    closed = _other_speaker(sentence, frame.source)
    return replace(
        frame,
        paragraph=paragraph,
        elsewhere=_elsewhere(sentence, frame.elsewhere and goes_on),
        tons=not sentence.money and (frame.tons or _in_tons(sentence)),
        source=None if closed else frame.source,
        teller=None if closed else frame.teller,
        age=frame.age + (len(sentence.text.split()) >= SHORTEST),
    )


def _focused(frame: Frame, sentence: Sentence, new: bool) -> Frame:
    """Returns the frame with whether the sentences here are about the two, or about others; `new` says that a paragraph begins."""
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
        return replace(frame, focus=True, origins={**frame.origins, "focus": sentence.passage.passage_id})
    if guests or (foreign and (two or any(cue.kind == "measures" for cue in sentence.governors))):
        opens = new and foreign and not guests  # a paragraph that opens with others speaks of another trade
        return replace(frame, focus=False, topic=None if opens else frame.topic)
    if foreign and not two and ENCOUNTER.search(sentence.text):
        return replace(frame, focus=False, topic=None)  # "talks with his Uzbek counterpart": "mutual trade" is theirs
    if (new and frame.dyad) or (frame.alone and "both" in codes):
        return replace(frame, focus=True)
    return frame


def only_compared(text: str, place: int) -> bool:
    """Returns whether the party at a place is only what another is measured against: "ahead of Russia"."""
    return any(match.start() <= place - 1 <= match.end() for match in BESIDE.finditer(text))


def _elsewhere(sentence: Sentence, before: bool) -> bool:
    """Whether a sentence speaks of the trade of others; one that names no country goes on as the one before."""
    codes = {party.code for party in sentence.parties}
    at_home = any(actor.country == "KAZ" for _, _, actor in sentence.mentions if actor.type in ("person", *OFFICES))
    if at_home or "KAZ" in codes:
        return False
    guests = any(
        actor.country not in (None, *DYAD) and OWNED.match(sentence.text, end)
        for _, end, actor in sentence.mentions
        if actor.type in OFFICES
    )
    pair = min((party.start for party in sentence.parties if party.code == "both"), default=len(sentence.text))
    ours = any(party.code in DYAD and DEALINGS.search(sentence.text, 0, party.start) for party in sentence.parties)
    if guests or any(
        not ours and party.foreign and party.start < pair and DEALINGS.search(sentence.text, 0, party.start)
        for party in sentence.parties
    ):
        return True
    if "both" in codes and not before:
        return False
    if not codes - {*DYAD, "home", "both"}:
        return before
    nouns = [cue.start for cue in sentence.governors if cue.kind in ("measures", "weak", "verbs")]
    first = nouns[0] if nouns else len(sentence.text) if "CHN" in codes else 0
    subjects = [
        party
        for party in sentence.parties
        if party.foreign
        and party.start < first
        and not only_compared(sentence.text, party.start)
        and not (
            HANGS.search(before_it := sentence.text[: party.start])
            or (party.code == "third" and AT.fullmatch(before_it))
        )
    ]
    return bool(subjects) or before


def _in_tons(sentence: Sentence) -> bool:
    """Whether a sentence measures trade in tons: "trade by rail came to over 23 million tons"."""
    nouns = [cue for cue in sentence.governors if cue.kind == "measures"]
    tons = [cue for cue in sentence.governors if cue.label == "volumes" and nouns and cue.start > nouns[0].end]
    return any(TONNAGE.search(sentence.text, 0, cue.start) for cue in tons)


def _other_speaker(sentence: Sentence, source: str | None) -> bool:
    """Whether a person or office of another country than that of the statistics states what the sentence says."""
    if source is None or not sentence.of("speech"):
        return False
    speakers = [actor for _, _, actor in sentence.mentions if actor.type in ("person", *OFFICES)]
    return any(actor.country != source for actor in speakers) or any(
        party.code in DYAD and party.code != source and 0 <= cue.start - party.end <= NEAR
        for party in sentence.parties
        for cue in sentence.of("speech", "words")
    )


# ---- periods and articles


def partial(days: Days | None) -> bool:
    """Returns whether a period is less than a year."""
    return days is not None and days[1] - days[0] < timedelta(days=364)


def without_china(sentences: list[Sentence], document: Document, named: Iterable[Actor]) -> bool:
    """Returns whether an article names countries, but not China, its people or its offices: it has no trade of the two."""
    named = list(named)
    china = (
        any(actor.country == "CHN" for actor in named)
        or CHINA.search(document.title or "") is not None
        or CHINA.search(document.text) is not None
        or any(
            sentence.of("sources", "CHN") or any(party.code == "CHN" for party in sentence.parties)
            for sentence in sentences
        )
    )
    return not china and (
        any(actor.type == "state" for actor in named)
        or any(party.code not in ("both", "home") for sentence in sentences for party in sentence.parties)
    )


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
