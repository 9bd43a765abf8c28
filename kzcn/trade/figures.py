"""What kind of figure of trade it is: a level, a change, a comparison, an increase alone, or one that the sentence denies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzcn.trade.amounts import Money, Percent
from kzcn.trade.cues import FUNCTION, Cue, alternatives
from kzcn.trade.dyad import Topic

if TYPE_CHECKING:
    from kzcn.trade.governing import Governing

EXCEEDS = re.compile(rf"\b(?:{alternatives('exceeds')})\b", re.IGNORECASE)
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
SHARE = re.compile(r"\b(?:share|accounts?|accounted|accounting|represents?|represented)\b", re.IGNORECASE)
OFFERED = re.compile(
    r"\b(?:(?:ready|willing|prepared|able|willingness|readiness|offer(?:s|ed|ing)?)\s+to|capable of)\s+"
    r"(?:(?:expand|increase|raise|boost|supply|step up|begin|start)\s+)?(?:(?:its|the|their|more)\s+)?$",
    re.IGNORECASE,
)
PROMISED = re.compile(rf"[^,;.]{{0,40}}?\s(?:to which|that|which)\b[^.;]{{0,60}}?\b(?:{alternatives('promised')})\b")
SUPPOSED = re.compile(r"\W*(?:if|unless|suppose|had (?:the )?(?:trade|it|turnover)|were (?:trade|it))\b", re.IGNORECASE)
COUNTERFACTUAL = re.compile(r"\b(?:might|would|could|should)(?:\s\w+)?\s+have\s+(?!to\b)\w+")
BY_A_DATE = re.compile(r"\bby\s+(?:the\s+)?(?:end\s+of\s+)?(?:\d{4}|this|next|then)")


def is_money(g: Governing, amount: Money) -> bool:
    """Whether a bare "100 billion" may be money: no noun that says of what follows it."""
    following = re.match(r"\s+([^\W\d_][\w’'-]*)", g.text[amount.end :])
    return (
        following is None
        or following[1].lower() in FUNCTION
        or any(period.start == amount.end + 1 for period in g.s.periods)
    )


def direction(g: Governing, percent: Percent, governor: Cue | Topic | None) -> int | None:
    """Returns 1 for a rise, -1 for a fall, 0 where the figure holds its own sign; None where it is no change of a value."""
    s, text, segment = g.s, g.text, g.s.segment(percent.start)
    if EXCHANGE.match(text, percent.end) or any(cue.label == "volumes" for cue in s.nouns(percent.end, segment.end)):
        return None
    if percent.signed:
        return None if ACROSS.match(text, percent.start) else 0
    for cue in s.of("changes", start=percent.end, end=percent.end + 19):
        if not re.search(r"[,.;]|\b(?:and|to|on|in|but)\b", _undated(g, percent.end, cue.start)):
            return 1 if cue.label == "up" else -1
    if (goods := re.match(r"\s+of\s+", text[percent.end :])) and not (
        re.search(r"\bby\s+$", text[: s.lead(percent)])
        and s.of("goods", start=percent.end + goods.end(), end=percent.end + goods.end() + 1)
    ):
        return None  # a share; but "by 14% of zinc" is a rise of one kind of goods
    if re.search(r"\bfrom\s+$", text[: s.lead(percent)]) and SHARE.search(text[: percent.start]):
        return None  # "a share of 18%, up from 11.2% in 2015"
    start = s.lead(percent)
    if re.search(r"\bby\s+$", text[:start]) and EXCEEDS.search(text, segment.start, start):
        return 1  # "exceeded the level of the same period of 2002 by 58 percent"
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
        earlier = [item.direction for item in g.bound if isinstance(item.figure, Percent) and item.direction]
        if earlier and not moved:
            return earlier[-1]
    return (1 if moved[-1].label == "up" else -1) if moved else None


def _undated(g: Governing, start: int, end: int) -> str:
    """Returns a stretch of text without its time expressions."""
    inside = [period for period in g.s.periods if start <= period.start and period.end <= end]
    text = g.text[start:end]
    for period in reversed(inside):
        text = text[: period.start - start] + text[period.end - start :]
    return text


def excess(g: Governing, amount: Money) -> Topic | None:
    """Returns the balance where an amount is by how much one flow exceeds the other: "exports outweighed imports by $700 million"."""
    flows = [cue for cue in g.s.nouns(0, amount.start) if cue.label in ("exports", "imports") and cue.kind != "verbs"]
    if (
        len(flows) < 2
        or flows[-2].label == flows[-1].label
        or not re.search(r"\bby\s*$", g.text[: g.s.lead(amount)])
        or not EXCEEDS.search(g.text, flows[-2].end, flows[-1].start)
    ):
        return None
    flow = g.topic(flows[-2])
    return Topic("balance", flow.reporter, flow.partner, 1 if flow.measure == "exports" else -1) if flow else None


def increment(g: Governing, amount: Money) -> bool:
    """Whether an amount is a difference, not a level: "rose by $2 billion", "$2 billion more"."""
    start = g.s.lead(amount)
    before = g.text[:start]
    if re.match(r"(?:above|below|over|under|past|beyond)\b", g.text[start:]) or re.search(
        r"\b(?:past|beyond)\s*$", before
    ):
        return False  # "climbed above $24 billion"
    if _raised_in_brackets(g, amount) or re.search(r"\+\s?$", before):
        return True  # "was recorded in Kazakhstan (+$2.8 billion)"
    if re.search(r"\bby\s*$", before) and not re.search(r"\b(?:deficit|surplus|shortfall)\b", g.text[: amount.start]):
        return True
    if re.search(r"\ban (?:extra|additional)\s*$", g.text[: amount.start]):
        return True  # "could earn an extra $1.5 billion"
    words = re.sub(r"\b(?:of|another|a further|an additional|by)?\s*$", "", before).rstrip()
    changed = any(
        cue.end == len(words) and words[cue.start :].lower() not in ("more", "less", "above", "below")
        for cue in g.s.of("changes")
    )
    return (
        changed
        or re.match(r"\s+(?:more|less|higher|lower|above|below|short|fewer|shy)\b(?! or)", g.text[amount.end :])
        is not None
    )


def _raised_in_brackets(g: Governing, amount: Money) -> bool:
    """Whether brackets behind a country hold by how much its trade changed: "trade grew with Kazakhstan ($2.8 billion)"."""
    opened = g.s.bracket(amount.start)
    countries = [party for party in g.s.parties if opened and party.end <= opened]
    if not countries or g.text[countries[-1].end : g.s.lead(amount)].strip(" ’'s(") or not opened:
        return False
    listed = g.s.clause(amount.start)[0]
    changes = [cue for cue in g.s.of("changes", start=listed, end=opened) if cue.end <= countries[-1].start]
    nouns = [cue for cue in g.s.nouns(listed, opened) if cue.kind != "verbs"]
    return bool(changes and nouns) and changes[-1].start > nouns[0].start


def comparing(g: Governing, amount: Money) -> bool:
    """Whether an amount is what another is measured against: "down from $28.6 billion in 2013"."""
    start = g.s.lead(amount)
    before = g.text[:start]
    if COMPARING.search(before) or COMPARED_LEVEL.search(g.text[: amount.start]):
        return True
    measured = any(0 <= start - percent.end <= 30 for percent in g.s.percents) or g.text[start:].startswith("the ")
    return measured and re.search(r"\b(?:than|over|on|above|below)\s*$", before) is not None


def foreign(g: Governing, figure: Money | Percent, governor: Cue | Topic) -> bool:
    """Whether a third country stands right by a figure: "ahead of Russia, with $26 billion", "$26 billion with Russia"."""
    segment = g.s.segment(figure.start)
    own = governor.start if isinstance(governor, Cue) and governor.start >= segment.start else figure.start
    pronoun = isinstance(governor, Cue) and governor.kind == "pronouns"
    for party in g.s.parties:
        if party.foreign and (
            ((pronoun or own == figure.start) and segment.start <= party.start < own)
            or re.fullmatch(r"\s+(?:with|for|from|to|between)\s+(?:the )?", g.text[figure.end : party.start])
            or re.fullmatch(r"['’]s?\s+|\s\(|:\s", g.text[party.end : figure.start])
        ):
            return True
    return False


def denied(g: Governing, figure: Money | Percent, governor: Cue | Topic) -> bool:
    """Whether a figure is negated, asked, supposed or only required."""
    s, text, segment = g.s, g.text, g.s.segment(figure.start)
    if (text.rstrip().endswith("?") and not PROMISED.match(text, figure.end)) or SUPPOSED.match(text, segment.start):
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
