"""Whose trade it is: the reporter and the partner that a noun or verb of trade is bound to, or that it is not the trade of the two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzcn.trade.cues import DYAD, FUNCTION, WORDS, Cue, Party, Sentence, words

Hung = tuple[str, Party]  # a party and the preposition it hangs on, "" for none

PREPOSITION = re.compile(
    r".*\b(with|to|from|between|of|by|into|for|among|towards?|onto|in|against)\s+(?P<gap>(?:(?:the|its|their|"
    r"his)\s+)?(?:[\w’'-]+\s+){0,4})$",
    re.IGNORECASE | re.DOTALL,
)
QUALIFIERS = re.compile(r"(?:['’]s?)?(?:[\s-]+[\w'’$%-]+){0,5}?[\s–-]*")
MAY_QUALIFY = words("qualifiers")  # that may stand between a country and its trade
OWNERS_JOINED = re.compile(r"(?:['’]s?)?\s?(?:and|[-–/])?\s?(?:the )?")
PARTIES_JOINED = re.compile(r"(?:['’]s?)?\s?(?:,|and|or|, and|[-–/])?\s?(?:its |the |their )?(?:\w+ )?")
OFFERED = re.compile(
    r"\b(?:(?:ready|willing|prepared|able|willingness|readiness|in a position|offer(?:s|ed|ing)?)\s+to|"
    r"capable of)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)  # no trade yet
WITH = re.compile(r"\b(?:with|to|by|from|of|between)\s+(?:[\w’'.-]+\s+){0,3}$")
PARTNER = re.compile(
    r"\s+(?:with|(?P<and>and))\s+(?:the\s+)?(?P<name>[A-Z][a-zé]+(?:[-’'][\w]+)?)\b(?!\s+(?:said|told))"
)
PARTNER_WITHIN = 60  # characters behind a noun of trade
HANGING = re.compile(r"\b(?:between|with)\b")
SEATS = frozenset(city for cities in WORDS["capitals"].values() for city in cities)
HAS_TRADE = re.compile(r"\s+(?:does|do|did|has|had|conducts?|conducted)\s+(?:[\w$.,-]+\s+){0,5}(?:of|in|dollars)\s+")
NEGATIVE = re.compile(r"\b(?:deficit|negative|minus|in the red|shortfall|passive)\b", re.IGNORECASE)
FAVOUR = re.compile(r"in (?:the )?[\w’' -]{2,25}? favou?r\b|in favou?r of [\w’' -]{2,25}")
DOING_BUSINESS = re.compile(r"\b(?:do|does|did|done|doing)\b[^,;]{0,40}$")
WITH_WHOM = re.compile(r"\s+(?:with|between|of goods)\b")
ACCOUNTED = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:account(?:s|ed|ing) for|represent(?:s|ed|ing)|makes? up|made up|took|takes|bought|absorbed)\b"
)
THEIR = re.compile(r"their", re.IGNORECASE)
UNDERGONE = re.compile(
    r"\b(?:pass\w*|go|goes|going|gone|went|been|live[ds]?)\s+$"
)  # "trade has passed through three phases"
ITS = re.compile(r"its", re.IGNORECASE)
PASSAGE_BEFORE = 30  # characters before a noun of trade in which "through Khorgos" limits it


@dataclass(frozen=True)
class Topic:
    """A measure of the trade of one country with another."""

    measure: str
    reporter: str
    partner: str
    sign: int = 1  # of a balance: -1 for a deficit


@dataclass(frozen=True)
class Around:
    """What is known where the words do not name both countries."""

    focus: bool  # the text is speaking of the two
    near: Topic | None  # the trade that was spoken of just before
    here: bool  # in the same sentence
    source: str | None  # whose statistics are quoted
    elsewhere: bool = False  # the text is speaking of the trade of a third country
    its: str | None = None  # the country that "its" stands for, where the sentence before told
    whole: Topic | None = None  # the turnover last spoken of in the paragraph, of which bare "exports" are a part


def other(code: str) -> str:
    """Returns the other country of the two."""
    return DYAD[1] if code == DYAD[0] else DYAD[0]


def bind(sentence: Sentence, governor: Cue, around: Around) -> Topic | None:
    """Returns the trade that a noun or verb speaks of; None where it is that of others, or of one country with all the world."""
    if around.elsewhere:
        return None
    if governor.kind == "verbs":
        return _verb(sentence, governor, around)
    owners = _owners(sentence, governor)
    earlier = [party for party in sentence.parties if owners and party.end <= owners[0].start]
    if (
        earlier
        and earlier[-1].foreign
        and any(THEIR.fullmatch(sentence.text, party.start, party.end) for party in owners)
    ):
        return None  # "offered the five presidents of the region ... that their trade with China"
    if (
        earlier
        and all(party.foreign for party in earlier)
        and all(ITS.fullmatch(sentence.text, party.start, party.end) for party in owners)
    ):
        return None  # "Officials of Ili Prefecture say its trade"
    hung = _hung(sentence, governor.end, _limit(sentence, governor))
    if any(party.foreign for party in owners + [party for _, party in hung]) or _only_part(sentence, governor):
        return None
    if _unknown_partner(sentence, governor):
        return None  # "trade between Kazakhstan and Tatarstan"
    if around.its not in (None, *DYAD) and any(
        ITS.fullmatch(sentence.text, party.start, party.end) for party in owners
    ):
        return None  # "Russia is still the main supplier. Its shipments to Kazakhstan"
    if governor.kind == "measures" and not hung and (partner := _part_of(sentence, governor, owners)):
        return (
            Topic(governor.label, other(partner), partner)
            if governor.label in ("turnover", "exports", "imports")
            else None
        )
    if not hung and _total(sentence, governor, around):
        return None
    if governor.label == "turnover":
        business = governor.kind == "weak"
        if (
            business
            and not WITH_WHOM.match(sentence.text, governor.end)
            and not DOING_BUSINESS.search(sentence.text[: governor.start])
        ):
            return None
        return _turnover(sentence, governor, owners, hung, around)
    if governor.label in ("exports", "imports"):
        return _flow(governor, owners, hung, around)
    return _balance(sentence, governor, owners, hung, around)


def of_others(sentence: Sentence, noun: Cue) -> bool:
    """Returns whether a noun speaks of the trade of others: Kazakhstan is not named, or only in a list of several."""
    if _unknown_partner(sentence, noun):
        return True
    parties = _owners(sentence, noun) + [party for _, party in _hung(sentence, noun.end, _limit(sentence, noun))]
    codes = {party.code for party in sentence.parties}
    several = len({party.code for party in sentence.parties if party.foreign and party.code != "third"}) > 1
    return any(party.foreign for party in parties) and (several or not codes & {"KAZ", "home", "both"})


# ---- the parties around a noun


def _codes(parties: list[Party]) -> list[str]:
    return list(dict.fromkeys(party.code for party in parties if party.code in DYAD))


def _on(hung: list[Hung], *prepositions: str) -> list[str]:
    """Returns the countries that hang on one of some prepositions."""
    return _codes([party for preposition, party in hung if preposition in prepositions])


def _limit(sentence: Sentence, governor: Cue) -> int:
    """Returns where the words that may complete a noun or verb end: at the next such word, or with the segment."""
    end = sentence.segment(governor.start).end
    return min((cue.start for cue in sentence.nouns(governor.end, end)), default=end)


def _owners(sentence: Sentence, governor: Cue) -> list[Party]:
    """Returns the parties right before a noun: "China's", "Kazakh", "its", "the two countries'", "China and Kazakhstan's"."""
    text = sentence.text
    states = {start for start, _, actor in sentence.mentions if actor.type == "state"}
    owners: list[Party] = []
    place = governor.start
    for party in reversed([party for party in sentence.parties if party.end <= governor.start]):
        gap = text[party.end : place]
        if owners:
            if not OWNERS_JOINED.fullmatch(gap):
                break
        elif (
            not QUALIFIERS.fullmatch(gap)
            or any(_stops(word) for word in re.findall(r"[A-Za-z-]+", gap))
            or _predicate(sentence, party.end, place)
        ):
            break
        elif party.start in states and gap.startswith(" ") and PREPOSITION.match(text[: party.start]):
            break  # "in trade with China exports grew"
        owners.append(party)
        place = party.start
    segment = sentence.segment(governor.start)
    if not owners and segment.opener.endswith("whose") and not text[segment.start : governor.start].strip():
        return [party for party in sentence.parties if party.end <= segment.start][-1:]  # "Uzbekistan, whose trade"
    return owners


def _stops(word: str) -> bool:
    return word.lower() in FUNCTION and word.lower() not in MAY_QUALIFY


def _predicate(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb stands there, or statistics that say something of the noun ("Chinese customs recorded trade")."""
    if sentence.of("sources", start=start, end=end) or sentence.of("speech", start=start, end=end):
        return True
    return any(
        not sentence.text[cue.start : cue.end].endswith(("ing", "ed", "lower", "higher"))
        for cue in sentence.acts(start, end)
    )


def _hung(sentence: Sentence, start: int, end: int) -> list[Hung]:
    """Returns the parties in a stretch, each with the preposition it hangs on."""
    text, found = sentence.text, list[Hung]()
    states = {first for first, _, actor in sentence.mentions if actor.type == "state"}
    for party in sentence.parties:
        if not start <= party.start < end or party.code == "home":
            continue
        if found and PARTIES_JOINED.fullmatch(sentence.text, found[-1][1].end, party.start):
            found.append((found[-1][0], party))
            continue
        if sentence.of("goods", start=party.end, end=party.end + 4) and not (
            party.start in states and text[party.end : party.end + 1] == " "
        ):
            found.append(("of", party))  # "Chinese goods", "Kazakhstan's copper"
            continue
        match = PREPOSITION.match(sentence.text[start : party.start])
        hangs = match is not None and not _predicate(sentence, party.start - len(match["gap"]), party.start)
        found.append((match[1].lower() if match and hangs else "", party))
    return found


def _unknown_partner(sentence: Sentence, noun: Cue) -> bool:
    """Whether a noun is completed by a name that is no country known here: "trade with Tatarstan"."""
    known = [(party.start, party.end) for party in sentence.parties] + [
        (start, end) for start, end, _ in sentence.mentions
    ]
    ends = [party.end for party in sentence.parties]
    for match in PARTNER.finditer(sentence.text, noun.end, noun.end + PARTNER_WITHIN):
        between = sentence.text[noun.end : match.start()]
        if match["and"] and (match.start() not in ends or not HANGING.search(between)):
            continue
        if sentence.acts(noun.end, match.start()) or any(
            noun.end <= figure.start < match.start() for figure in sentence.figures
        ):
            return False
        if not any(start <= match.start("name") < end for start, end in known) and match["name"] not in SEATS:
            return True
    return False


def _only_part(sentence: Sentence, governor: Cue) -> bool:
    """Whether it is only the trade through one crossing."""
    limits = sentence.of(
        "limits", "passage", start=governor.start - PASSAGE_BEFORE, end=sentence.segment(governor.start).end
    )
    return any(not UNDERGONE.search(sentence.text[: cue.start]) for cue in limits)


def _total(sentence: Sentence, governor: Cue, around: Around) -> bool:
    """Whether it is called the foreign trade, or the total of another trade than the one spoken of."""
    for cue in sentence.of("limits", "total", end=governor.end):
        words = sentence.text[cue.start : cue.end].lower()
        between = sentence.text[cue.end : governor.start]
        if cue.start >= governor.start and words in ("foreign", "external"):
            return True
        if sentence.text[: cue.start].endswith("as a "):
            continue  # "for 2019 as a whole"
        summed = (
            around.near is not None
            and governor.label in ("turnover", around.near.measure)
            and words in ("total", "overall", "combined", "aggregate")
        )
        right_before = cue.end < governor.start and re.fullmatch(r"\s(?:[\w-]+\s){0,2}", between)
        if right_before and not summed and not any(_stops(word) for word in between.split()):
            return True
    return False


def _foreign_subject(sentence: Sentence, governor: Cue) -> bool:
    """Whether a third country is the subject: "Uzbekistan wants $20 billion of trade with China"."""
    segment = sentence.segment(governor.start)
    states = {start for start, _, actor in sentence.mentions if actor.type == "state"}
    before = [
        party
        for preposition, party in _hung(sentence, segment.start, governor.start)
        if not preposition and party.start in states
    ]
    if not before and segment.opener == "," and sentence.segments[sentence.number(governor.start) - 1].aside:
        before = [
            party for _, party in _subject_before(sentence, governor)
        ]  # "Russia, by contrast, does $7 billion of trade with"
    guests = [
        actor.country not in (None, *DYAD)
        for start, _, actor in sentence.mentions
        if actor.type == "person"
        and segment.start <= start < governor.start
        and not WITH.search(sentence.text, 0, start)
    ]
    if guests and guests[0] and not before:
        return True  # "Erdogan expressed the wish to bring trade with Kazakhstan to"
    return bool(before) and all(party.foreign and not re.match("['’]", sentence.text[party.end :]) for party in before)


def _part_of(sentence: Sentence, governor: Cue, owners: list[Party]) -> str | None:
    """Returns the country that accounts for a part of another's trade: "China accounted for $34 billion of Kazakhstan's foreign trade"."""
    owned = _codes(owners)
    before = [
        party for party in sentence.parties if party.end < governor.start and party not in owners and party.code in DYAD
    ]
    if (
        len(owned) != 1
        or not before
        or before[-1].code == owned[0]
        or not ACCOUNTED.match(sentence.text, before[-1].end)
    ):
        return None
    return before[-1].code


# ---- nouns


def _turnover(sentence: Sentence, governor: Cue, owners: list[Party], hung: list[Hung], around: Around) -> Topic | None:
    if _with_all_the_world(sentence, governor):
        return None
    owned = _codes(owners)
    partners = _codes([party for preposition, party in hung if preposition])
    both = any(party.code == "both" for party in owners + [party for _, party in hung])
    if len(owned) == 1 and partners == [other(owned[0])]:
        return Topic("turnover", owned[0], partners[0])
    if len(set(owned + partners)) == 2 or (both and (owned or around.focus)):
        return Topic("turnover", *DYAD)
    if len(partners) <= 1 and not owned and not both and _foreign_subject(sentence, governor):
        return None
    if len(partners) == 1:  # "trade with Kazakhstan" is China's, unless it is only China's statistics that speak
        return Topic("turnover", *DYAD) if around.source else Topic("turnover", other(partners[0]), partners[0])
    its = any(
        party.code == "home" and sentence.text[party.start : party.end].lower() not in ("their", "our")
        for party in owners
    )
    going_on = around.near is not None and not any(party.foreign for party in sentence.parties)
    return Topic("turnover", *DYAD) if (around.focus or going_on) and not owned and not its else None


def _with_all_the_world(sentence: Sentence, noun: Cue) -> bool:
    """Whether one country has a trade of its own that no partner completes: "Kazakhstan does some $109 billion of trade"."""
    segment = sentence.segment(noun.start)
    named = [party for party in sentence.parties if segment.start <= party.start < segment.end]
    alone = len(named) == 1 and named[0].code in DYAD and named[0].end < noun.start
    return alone and HAS_TRADE.fullmatch(sentence.text, named[0].end, noun.start) is not None


def _flow(governor: Cue, owners: list[Party], hung: list[Hung], around: Around) -> Topic | None:
    outwards = governor.label == "exports"
    owned = _codes(owners)
    goes, comes = _on(hung, "to", "into", "for", "towards", "onto", "with"), _on(hung, "from", "of", "by")
    seller = comes or (owned if outwards else [])
    buyer = goes or ([] if outwards else owned)
    reporter = (seller if outwards else buyer) or [other(code) for code in (buyer if outwards else seller)]
    if len(set(seller + buyer)) == 2 or (reporter and not owned):
        code = owned[0] if len(owned) == 1 else reporter[0]  # the owner speaks, whatever the direction of the words
        return Topic(governor.label, code, other(code))
    in_contrast = (
        around.here and around.near is not None and around.near.measure in ("exports", "imports")
    )  # "sales to China ..., while purchases"
    near = around.near or (around.whole if not owned else None)
    if near is None or (governor.kind == "weak" and len(owned) != 1 and not in_contrast):
        return None
    told = (
        near.reporter if around.here and near.measure == governor.label else None
    )  # "in Kazakh exports ... in exports of oil"
    code = owned[0] if len(owned) == 1 else told or around.source or near.reporter
    if len(owned) == 1 and not outwards and near.measure == "exports" and near.reporter != code:
        code = other(code)  # "Kazakh exports fell while Chinese imports rose"
    return Topic(governor.label, code, other(code))


def _balance(sentence: Sentence, governor: Cue, owners: list[Party], hung: list[Hung], around: Around) -> Topic | None:
    segment = sentence.segment(governor.start)
    if favour := FAVOUR.search(sentence.text):
        favoured = _codes([party for party in sentence.parties if favour.start() < party.end <= favour.end() + 1])
        if favoured:
            return Topic("balance", favoured[0], other(favoured[0]))
    before = _hung(sentence, segment.start, governor.start)
    if any(party.foreign for preposition, party in before if preposition in ("with", "")):
        return None
    negative = governor.label == "deficit" or (
        governor.label == "balance" and NEGATIVE.search(sentence.text, segment.start, segment.end)
    )
    sign = -1 if negative else 1
    partner = _on(before + hung, "with", "to", "from", "against", "towards")
    owner = _codes(owners) or _on(before + hung, "", "of", "for", "by")
    if partner:
        return Topic("balance", other(partner[0]), partner[0], sign)
    if owner:
        return Topic("balance", owner[0], other(owner[0]), sign) if around.near else None
    return Topic("balance", *DYAD, sign) if around.near or around.whole or around.focus else None


# ---- verbs


def _verb(sentence: Sentence, verb: Cue, around: Around) -> Topic | None:
    """Whose trade a verb speaks of: its subject is the reporter ("Kazakhstan sold", "were bought by China")."""
    segment = sentence.segment(verb.start)
    before = _hung(sentence, segment.start, verb.start)
    goes_on = around.here and around.near and around.near.measure in ("exports", "imports")
    flow = verb.label.startswith(("exports", "imports"))
    if (
        flow
        and goes_on
        and around.near
        and segment.opener == "and"
        and not sentence.text[segment.start : verb.start].strip()
    ):
        if not any(segment.start <= party.start < segment.end for party in sentence.parties):
            return Topic(
                verb.label[:7], around.near.reporter, around.near.partner
            )  # "sold $7.8 billion and bought $6.6 billion"
    particle = re.search(r"\s(?:to|from|between)$", sentence.text[: verb.end])
    after = _hung(sentence, particle.start() if particle else verb.end, _limit(sentence, verb))
    if not before and not sentence.opaque(segment.start, verb.start):
        before = _subject_before(sentence, verb)
    text = sentence.text[segment.start : verb.start]
    firm = any(actor.type == "company" for actor in sentence.named(segment.start, verb.start))
    if firm or _only_part(sentence, verb) or any(party.foreign for _, party in before + after) or OFFERED.search(text):
        return None
    passive = re.search(r"\b(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+)?$", text) is not None or not text.strip()
    agents = _on(after, "by") or ([] if passive and after else _on(before, ""))
    if verb.label == "turnover":
        return _exchanged(agents, before, after, around)
    comes = _on(after, "from", "of")
    goes = [code for code in _on(after, "to", "into", "") if code not in comes]
    sold = verb.label.startswith("exports")
    if verb.label.endswith("named") and not (comes or goes):
        return None  # "went to a power station"
    partners = goes if sold else comes
    if partners and agents and partners[0] == agents[0]:
        return None
    reporter = agents[:1] or [other(code) for code in partners[:1]] or (comes if sold else goes)[:1]
    if not reporter or not (comes or goes):
        if around.near is None:
            return None
        reporter = reporter or [around.near.reporter]
    return Topic("exports" if sold else "imports", reporter[0], other(reporter[0]))


def _subject_before(sentence: Sentence, verb: Cue) -> list[Hung]:
    """Returns the first party, hanging on no preposition, of the clause before: "Russia, by comparison, traded"."""
    for segment in reversed(sentence.segments[: sentence.number(verb.start)]):
        if not segment.aside:
            return [hung for hung in _hung(sentence, segment.start, segment.end) if not hung[0]][:1]
    return []


def _exchanged(agents: list[str], before: list[Hung], after: list[Hung], around: Around) -> Topic | None:
    """Whose trade "traded" and "exchanged" speak of."""
    partners = _on(after, "to", "from", "with", "between", "into", "for", "")
    both = any(party.code == "both" for _, party in before + after)
    if both or len(set(agents + partners)) == 2:
        return Topic("turnover", *(DYAD if both or len(agents) != 1 else (agents[0], other(agents[0]))))
    if len(partners) == 1:
        return Topic("turnover", other(partners[0]), partners[0])
    return Topic("turnover", *DYAD) if not agents and (around.near or around.focus) else None
