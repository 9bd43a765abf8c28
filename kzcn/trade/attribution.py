"""Whose statistics a figure is quoted from."""

from __future__ import annotations

import re

from kzcn.trade.amounts import Money, Percent
from kzcn.trade.cues import DYAD, WORDS, Cue, Sentence, alternatives
from kzcn.trade.frame import Frame

BODY = re.compile(rf"\b(?:{alternatives('bodies')})\b")
OWN_BOOKS = re.compile(rf"\s+(?:itself\s+)?(?:only\s+|has\s+|had\s+)?(?:{alternatives('counts')})\b")
THEY_COUNT = re.compile(
    r"\b(?:it|they|agency|bureau|committee|customs|ministry)\s+(?:had\s+|has\s+|have\s+|also\s+|only\s+)*"
    rf"(?:{alternatives('statistical')})\b",
    re.IGNORECASE,
)
IT = re.compile(r"it|they", re.IGNORECASE)
HELD = re.compile(r"\s+(?:also\s+|only\s+)?(?:had|has|have|published|publishes|printed)\s+(?:only\s+|just\s+)?")
OPENS_WITH_THEM = re.compile(
    r"\W*(?:it|they|(?:the )?(?:same )?(?:agency|bureau|committee|customs|ministry))\b", re.IGNORECASE
)
QUOTED = re.compile(r"\b(?:by|on|in|according to|per|using)\s+(?:[\w’']+\s+){0,3}$", re.IGNORECASE)
QUOTED_ALONE = re.compile(r"\b(?:by|on|according to|per|using)\s+$", re.IGNORECASE)
ASKED = re.compile(r"\b(?:those of|(?:ask|asks|asked|believes?|believed|trusts?) (?:the )?)\s*$")
SIDE = re.compile(r"\b(?:according to|by|data from|figures from)\s+(?:the\s+)?\w+\s*$", re.IGNORECASE)
SAYS = re.compile(rf"\s+(?:(?:{alternatives('statistical')}|{alternatives('counts')})\b|[$€¥₸]|\d|(?:of|for|at)\s)")
OWNED = re.compile(
    r"(?:['’]s?)?(?:,?\s+whose)?\s+(?:(?!(?:of|in|to|and|with|for|on|at|by|from|is|was|has|had|the)\b)[\w’'-]+\s+){0,2}"
)
GIVE = re.compile(rf"\s+(?:only\s+)?(?:{alternatives('statistical')})\b")
AMOUNT_OF = re.compile(
    r"(?:(?: side)?['’]s?|,|(?= one of ))\s+(?:one of\s+)?(?:(?:only|just|a|an|mere|some|about)\s+)*"
)
SEATED = re.compile(r"\s+(?:\w+\s+)?(?:of|from|in|by)\s+(?:the\s+)?")
OF_TRADE = re.compile(r"\s+(?:foreign\s+|external\s+)?(?:trade|turnover|commerce|exports?|imports?|volume)\b")
NEW_SENTENCE = re.compile(r"[a-z0-9%]\.\s[A-Z]")


def sources(sentence: Sentence, frame: Frame) -> list[tuple[int, str]]:
    """Returns (place, country) of every statistical source that a sentence names."""
    text = sentence.text
    found = [(cue.start, country) for cue in sentence.of("sources") if (country := _country(sentence, cue, frame))]
    for match in BODY.finditer(text):
        bare = re.search(r"\b[Tt]he $", text[: match.start()]) and not re.match(
            r"\s+(?:of|on|for)\b", text[match.end() :]
        )
        if bare and match[0] in frame.bodies:
            found.append((match.start(), frame.bodies[match[0]]))
    states = {start for start, _, actor in sentence.mentions if actor.type == "state"}
    for party in sentence.parties:
        before, after = text[: party.start], text[party.end :]
        if party.code in DYAD and (
            (
                QUOTED_ALONE.search(before)
                and re.match(r"['’]s?(?=\s*(?:[.,;)]|$|\s(?:it|trade|turnover|the)\b))", after)
            )  # "by Kazakhstan's"
            or (
                found and any(AMOUNT_OF.fullmatch(text, party.end, amount.start) for amount in sentence.money)
            )  # "Beijing's $25.7 billion"
            or ASKED.search(before)
            or (before.lower().endswith("the ") and GIVE.match(after))
            or (party.start in states and OWN_BOOKS.match(after))
        ):
            found.append((party.start, party.code))
    if any(goes_on_counting(sentence, frame, cue) for cue in sentence.governors):
        found.append((0, str(frame.quoted)))
    elif (
        frame.quoted
        and THEY_COUNT.search(text)
        and (OPENS_WITH_THEM.match(text) or re.search(r"\b(?:it|they)\s", text))
    ):
        found.append((0, frame.quoted))
    return sorted(found)


def goes_on_counting(sentence: Sentence, frame: Frame, pronoun: Cue) -> bool:
    """Returns whether "it" or "they" are the statistics quoted before: "For 2023 they published $41 billion", "In 2019 it had $22 billion"."""
    if (
        frame.quoted is None
        or pronoun.kind != "pronouns"
        or not IT.fullmatch(sentence.text, pronoun.start, pronoun.end)
    ):
        return False
    return any(HELD.fullmatch(sentence.text, pronoun.end, sentence.lead(amount)) for amount in sentence.money)


def _country(sentence: Sentence, cue: Cue, frame: Frame) -> str | None:
    """Returns the country whose customs, figures or statistics a cue speaks of."""
    words = sentence.text[cue.start : cue.end].lower()
    if cue.label in DYAD:
        return cue.label
    if cue.label == "carried":
        rank = re.search(r"lower|smaller|higher|larger", words)
        if rank and len(frame.counted) == 2:
            return (min if rank[0] in ("lower", "smaller") else max)(frame.counted, key=frame.counted.__getitem__)
        return frame.quoted
    if words == "total" and OF_TRADE.match(sentence.text, cue.end):
        return None  # "46% of China's total trade"
    if words == "accounting" and sentence.text[cue.end :].startswith(" for"):
        return None
    if words == "side" and not SIDE.search(sentence.text[: cue.start]) and not SAYS.match(sentence.text, cue.end):
        return None  # "the Chinese side" speaks of more than statistics
    for party in reversed(sentence.parties):
        before, after = sentence.text[party.end : cue.start], sentence.text[cue.end : party.start]
        if party.code in DYAD and (
            (party.end <= cue.start and OWNED.fullmatch(before)) or (party.start >= cue.end and SEATED.fullmatch(after))
        ):
            return party.code
    for start, end, actor in sentence.mentions:
        if start <= cue.start < end and actor.country in DYAD:
            return actor.country  # "the Main Customs Administration of the People's Republic of China"
        if actor.type == "person" and actor.country in DYAD and 0 <= start - cue.end <= 1:
            return actor.country  # "Commerce Minister Chen Deming"
    for code, cities in WORDS["capitals"].items():
        if re.match(r"\s+(?:\w+\s+)?(?:in|from)\s+(?:" + "|".join(cities) + r")\b", sentence.text[cue.end :]):
            return str(code)
    return None


def source_at(sentence: Sentence, frame: Frame, place: int) -> str | None:
    """Returns whose statistics a word at a place is quoted from."""
    found = sources(sentence, frame)
    before = [country for start, country in found if start <= place]
    inside = [country for start, country in found if place < start < sentence.segment(place).end]
    return before[-1] if before else inside[0] if inside else found[0][1] if found else None


def source_of(sentence: Sentence, frame: Frame, figures: list[Money | Percent], reported: bool) -> str | None:
    """Returns whose statistics figures are quoted from: what follows them in their clause, else what was named before.

    Of what is not yet reported only express words count: a ministry that expects is no statistics, "by Chinese figures" are.
    """
    text = sentence.text
    found = sources(sentence, frame)
    first, last = figures[0], max(figures, key=lambda figure: figure.end)
    if not reported:
        found = [
            (place, country)
            for place, country in found
            if QUOTED.search(text[:place]) and not any(place < other.start < first.start for other in sentence.money)
        ]
    for place, country in found:
        if last.end <= place < sentence.until_next(last):
            return country
    before = [
        country for place, country in found if place < last.start and not NEW_SENTENCE.search(text, place, last.start)
    ]
    if before:
        return before[-1]
    for place, country in found:
        own_clause = sentence.segment(place).opener.endswith(("and", "but", "while", "whereas")) or re.search(
            r"[;:]\s|[a-z0-9%]\.\s(?=[A-Z])", text[last.end : place]
        )
        remark = sentence.segment(place)  # ", according to China's commerce ministry" is said of all before it
        for_all = (
            remark.opener == ","
            and len({named for _, named in found}) == 1
            and sentence.of("speech", start=remark.start, end=place)
            and not any(remark.start <= rival.start < place for rival in sentence.money)
        )
        if not own_clause and (for_all or not any(last.end <= rival.start < place for rival in sentence.money)):
            return country
    return None
