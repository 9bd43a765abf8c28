"""Whose trade it is: the reporter and the partner that a noun or verb of trade is bound to, or that it is not the trade of the two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzcn.cues import DYAD, FUNCTION, Cue, Party, Sentence

PREPOSITION = re.compile(r"(?:.*)\b(with|to|from|between|of|by|into|for|among|towards?|onto|in|against)\s+(?P<gap>(?:(?:the|its|their|his)\s+)?(?:[\w’'-]+\s+){0,4})$", re.IGNORECASE)
MODIFIERS = re.compile(r"(?:['’]s?)?(?:[\s-]+[\w'’$%-]+){0,5}?[\s–-]*")
OFFERED = r"\b(?:(?:ready|willing|prepared|able|willingness|readiness|in a position|offer(?:s|ed|ing)?)\s+to|capable of)\s+(?:\w+ly\s+)?$"  # no trade yet
MAY_QUALIFY = frozenset("own total overall annual yearly monthly combined two-way bilateral mutual year half first second last previous current more most new".split())


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
    whole: Topic | None = None  # the turnover last spoken of in the paragraph, of which bare "exports" are a part


def other(code: str) -> str:
    """Returns the other country of the two."""
    return DYAD[1] if code == DYAD[0] else DYAD[0]


def bind(sentence: Sentence, governor: Cue, around: Around) -> Topic | None:
    """Returns the trade that a noun or verb speaks of; None where it is that of others, or of one country with all the world."""
    if governor.kind == "verbs":
        return _verb(sentence, governor, around)
    owners = _owners(sentence, governor)
    complements = _complements(sentence, governor.end, _limit(sentence, governor))
    named = owners + [party for _, party in complements]
    if any(_foreign(party) for party in named) or _passes(sentence, governor):
        return None
    if not complements and _total(sentence, governor):
        return None
    if governor.kind == "weak" and governor.label == "turnover" and not (
            re.match(r"\s+with\b|\s+between\b|\s+of goods\b", sentence.text[governor.end:]) or re.search(r"\b(?:do|does|did|done|doing)\b[^,;]{0,40}$", sentence.text[:governor.start])):
        return None
    if governor.label == "turnover":
        return _turnover(sentence, owners, complements, around)
    if governor.label in ("exports", "imports"):
        return _flow(governor, owners, complements, around)
    return _balance(sentence, governor, owners, complements, around)


def _foreign(party: Party) -> bool:
    return party.code not in (*DYAD, "both", "home")


def _codes(parties: list[Party]) -> list[str]:
    return list(dict.fromkeys(party.code for party in parties if party.code in DYAD))


def _limit(sentence: Sentence, governor: Cue) -> int:
    """Returns where the words that may complete a noun or verb end: at the next such word, or with the segment."""
    following = [cue.start for cue in sentence.governors if cue.start >= governor.end and cue.kind != "pronouns"]
    return min([sentence.segments[sentence.segment(governor.start)].end, *following])


def _owners(sentence: Sentence, governor: Cue) -> list[Party]:
    """Returns the parties right before a noun: "China's", "Kazakh", "its", "the two countries'", "China and Kazakhstan's"."""
    owners: list[Party] = []
    place = governor.start
    for party in reversed([party for party in sentence.parties if party.end <= governor.start]):
        gap = sentence.text[party.end:place]
        if owners:
            if not re.fullmatch(r"(?:['’]s?)?\s?(?:and|[-–/])?\s?(?:the )?", gap):
                break
        elif not MODIFIERS.fullmatch(gap) or any(_stops(word) for word in re.findall(r"[A-Za-z-]+", gap)) or _verb_between(sentence, party.end, place):
            break
        plain = not gap.startswith(("'", "’")) and sentence.text[party.start].isupper() and party.code in DYAD and re.match(r"\s", gap)
        if plain and not owners and PREPOSITION.search(sentence.text[:party.start]) and any(party.start <= start for start, _, actor in sentence.mentions if actor.type == "state"):
            if any(start == party.start for start, _, actor in sentence.mentions):
                break  # "in trade with China exports grew"
        owners.append(party)
        place = party.start
    return owners


def _stops(word: str) -> bool:
    return word.lower() in FUNCTION and word.lower() not in MAY_QUALIFY and word.lower() != "s"


def _verb_between(sentence: Sentence, start: int, end: int) -> bool:
    """Returns whether a verb stands there, or statistics that say something of the noun ("Chinese customs recorded trade")."""
    if any(start <= cue.start < end for kind in ("sources", "speech") for cue in sentence.of(kind)):
        return True
    return any(start <= cue.start < end and not sentence.text[cue.start:cue.end].endswith(("ing", "ed", "lower", "higher"))
               for kind in ("levels", "changes") for cue in sentence.of(kind))


def _complements(sentence: Sentence, start: int, end: int) -> list[tuple[str, Party]]:
    """Returns the parties in a stretch, each with the preposition it hangs on; "" for one that hangs on none."""
    found: list[tuple[str, Party]] = []
    for party in sentence.parties:
        if not start <= party.start < end or party.code == "home":
            continue
        before = sentence.text[start:party.start]
        if found and re.fullmatch(r"(?:['’]s?)?\s?(?:,|and|or|, and|[-–/])?\s?(?:its |the |their )?(?:\w+ )?", sentence.text[found[-1][1].end:party.start]):
            found.append((found[-1][0], party))
            continue
        match = PREPOSITION.search(before)
        gap = match["gap"] if match else ""
        clean = match is not None and not _verb_between(sentence, party.start - len(gap), party.start)
        found.append((match[1].lower() if match and clean else "", party))
    return found


def _passes(sentence: Sentence, governor: Cue) -> bool:
    segment = sentence.segments[sentence.segment(governor.start)]
    return any(governor.start - 30 <= cue.start < segment.end for cue in sentence.of("limits", "passage"))


def _total(sentence: Sentence, governor: Cue) -> bool:
    for cue in sentence.of("limits", "total"):
        between = sentence.text[cue.end:governor.start]
        if governor.start <= cue.start < governor.end and sentence.text[cue.start:cue.end].lower() in ("foreign", "external"):
            return True
        if cue.end < governor.start and re.fullmatch(r"\s(?:[\w-]+\s){0,2}", between) and not any(_stops(word) for word in between.split()):
            return True
    return False


def _turnover(sentence: Sentence, owners: list[Party], complements: list[tuple[str, Party]], around: Around) -> Topic | None:
    owned = _codes(owners)
    hung = _codes([party for prep, party in complements if prep])
    both = any(party.code == "both" for party in owners + [party for _, party in complements])
    if len(owned) == 1 and (hung == [other(owned[0])] or both):
        return Topic("turnover", owned[0], other(owned[0])) if hung else Topic("turnover", *DYAD)
    if len(owned) == 2 or len(hung) == 2 or len(set(owned + hung)) == 2:
        return Topic("turnover", *DYAD)
    if len(hung) == 1:
        # "Trade with Kazakhstan" is China's, unless it is only China's statistics that speak.
        return Topic("turnover", *DYAD) if around.source else Topic("turnover", other(hung[0]), hung[0])
    if owned:
        return None
    theirs = any(sentence.text[party.start:party.end].lower() == "their" for party in owners)
    if any(party.code == "home" for party in owners) and not theirs and not both:
        return None
    return Topic("turnover", *DYAD) if around.focus else None


def _flow(governor: Cue, owners: list[Party], complements: list[tuple[str, Party]], around: Around) -> Topic | None:
    outwards = governor.label == "exports"
    owned = _codes(owners)
    goes = _codes([party for prep, party in complements if prep in ("to", "into", "for", "towards", "onto", "with")])
    comes = _codes([party for prep, party in complements if prep in ("from", "of", "by")])
    seller = comes or (owned if outwards else [])
    buyer = goes or ([] if outwards else owned)
    reporter = (seller if outwards else buyer) or [other(code) for code in (buyer if outwards else seller)]
    if len(set(seller + buyer)) == 2 or (reporter and not owned):
        # "Chinese imports from Kazakhstan": the owner speaks, whatever the direction of the words
        return Topic(governor.label, owned[0] if len(owned) == 1 and (comes or goes) else reporter[0], other(owned[0] if len(owned) == 1 and (comes or goes) else reporter[0]))
    paired = around.near is not None and around.near.measure in ("exports", "imports") and around.here  # "sales to China ..., while purchases"
    near = around.near or (around.whole if not owned else None)
    if near is None or (governor.kind == "weak" and len(owned) != 1 and not paired):
        return None
    if len(owned) == 1:
        contrast = not outwards and near.measure == "exports" and near.reporter != owned[0]  # "Kazakh exports fell while Chinese imports rose"
        return Topic(governor.label, other(owned[0]) if contrast else owned[0], owned[0] if contrast else other(owned[0]))
    code = around.source or near.reporter
    return Topic(governor.label, code, other(code))


def _balance(sentence: Sentence, governor: Cue, owners: list[Party], complements: list[tuple[str, Party]], around: Around) -> Topic | None:
    segment = sentence.segments[sentence.segment(governor.start)]
    sign = -1 if governor.label == "deficit" else 1
    words = sentence.text[segment.start:segment.end].lower()
    if governor.label == "balance" and re.search(r"\b(?:deficit|negative|minus|in the red|shortfall|passive)\b", words):
        sign = -1
    if match := re.search(r"in (?:the )?(?P<name>[\w’' -]{2,25}?) favou?r\b|in favou?r of (?P<of>[\w’' -]{2,25})", sentence.text):
        favoured = _codes([party for party in sentence.parties if match.start() < party.end <= match.end() + 1])
        if favoured:
            return Topic("balance", favoured[0], other(favoured[0]))
    before = _complements(sentence, segment.start, governor.start)
    partner = _codes([party for prep, party in before + complements if prep in ("with", "to", "from", "against", "towards")])
    subject = _codes(owners) or _codes([party for prep, party in before + complements if prep in ("", "of", "for", "by")])
    if any(_foreign(party) for prep, party in before if prep in ("with", "")):
        return None
    if partner:
        return Topic("balance", other(partner[0]), partner[0], sign)
    if not subject:
        both = any(party.code == "both" for _, party in before + complements)
        return Topic("balance", *DYAD, sign) if around.near or around.whole or around.focus else None
    if around.near is None:
        return None
    return Topic("balance", subject[0], other(subject[0]), sign)


def _subjects(sentence: Sentence, verb: Cue) -> list[tuple[str, Party]]:
    """Returns the first party, hanging on no preposition, of the clause before: "Russia, by comparison, traded"."""
    for segment in reversed(sentence.segments[:sentence.segment(verb.start)]):
        if not segment.aside:
            return [pair for pair in _complements(sentence, segment.start, segment.end) if not pair[0]][:1]
    return []


def _verb(sentence: Sentence, verb: Cue, around: Around) -> Topic | None:
    """Whose trade a verb speaks of: its subject is the reporter ("Kazakhstan sold", "were bought by China")."""
    segment = sentence.segments[sentence.segment(verb.start)]
    before = _complements(sentence, segment.start, verb.start)
    after = _complements(sentence, verb.end, _limit(sentence, verb))
    if not before and not sentence.opaque(segment.start, verb.start):
        before = _subjects(sentence, verb)
    if _passes(sentence, verb) or any(_foreign(party) for _, party in before + after):
        return None
    text = sentence.text
    if re.search(OFFERED, text[segment.start:verb.start], re.IGNORECASE):
        return None
    passive = re.search(r"\b(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+)?$", text[:verb.start]) is not None or not re.search(r"\S\s*$", text[segment.start:verb.start])
    agents = _codes([party for prep, party in after if prep == "by"]) or ([] if passive and after else _codes([party for prep, party in before if not prep]))
    if any(segment.start <= start < verb.start and actor.type == "company" for start, _, actor in sentence.mentions):
        return None
    hung = _codes([party for prep, party in after if prep in ("to", "from", "with", "between", "into", "for", "")])
    both = any(party.code == "both" for _, party in before + after)
    if verb.label == "turnover":
        codes = list(dict.fromkeys(agents + hung))
        if len(codes) == 2 or both:
            return Topic("turnover", *(DYAD if both or len(agents) != 1 else (agents[0], other(agents[0]))))
        if len(hung) == 1:
            return Topic("turnover", other(hung[0]), hung[0])
        return Topic("turnover", *DYAD) if not agents and (around.near or around.focus) else None
    comes = _codes([party for prep, party in after if prep in ("from", "of")])
    goes = _codes([party for prep, party in after if prep in ("to", "into", "") and party.code not in comes])
    partners = goes if verb.label == "exports" else comes
    reporter = agents[:1] or [other(code) for code in partners[:1]] or ([code for code in (comes if verb.label == "exports" else goes)][:1])
    if not reporter or not (partners or comes or goes):
        if around.near is None:
            return None
        reporter = reporter or [around.near.reporter]
    if partners and agents and partners[0] == agents[0]:
        return None
    return Topic(verb.label, reporter[0], other(reporter[0]))
