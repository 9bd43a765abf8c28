"""The rules that bind a figure to the word it belongs to, in the order in which they are asked: the first that answers decides.

A rule looks at one figure and returns the noun or verb that it belongs to, the trade itself where no word of the sentence says it, NO_TRADE
where the figure is of something else, or None where the rule has nothing to say. How to add one: see CONTRIBUTING.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kzcn.trade import amounts, dyad, figures, respective
from kzcn.trade.amounts import Money, Percent
from kzcn.trade.attribution import QUOTED, goes_on_counting, sources
from kzcn.trade.cues import DYAD, LIGHT, TOKEN, Cue, Party, alternatives, words
from kzcn.trade.dyad import Around, Topic
from kzcn.trade.frame import BESIDE
from kzcn.trade.timing import period_after

if TYPE_CHECKING:
    from kzcn.trade.governing import Governing

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
OF_A_VERB = re.compile(r"\b(?:goods|was|were|is|are|been|being|be|worth|what|that)\b|^\s+(?:\w+ly )?$")
CARRIES = re.compile(rf"\b(?:{alternatives('carries')})\b")
GOAL = alternatives("goals")
GOAL_AFTER = re.compile(rf"(?:[\s-]+(?:\w+[\s-]+)?|, (?:an? |the )(?:\w+ )?)(?:{GOAL}|marks?|milestones?)\b")
GOAL_BEFORE = re.compile(
    rf"\b(?:{GOAL})(?:\s+(?:\w+\s+){{0,3}}?(?:of|is|was|at|being|remains)\s*(?:to\s+\w+\s+)?|\b[^,;:]{{0,30}}[,:–—]\s*)$"
)
PARTICIPLE = re.compile(r"[\s-]+\w+(?:ed|ing|en)\s+(?:by|on|in|with|from|up|off|to)\b")  # "$31 billion buoyed by oil"
SHARE_WORTH = re.compile(
    r"(?:%|\bper ?cent)\s+(?:(?:\w+\s+){0,2}share\b|of (?:the |all |its |this |that |total )[^,;:()]{0,50}?)"
    r"\s*(?:[,(–—-]|\bat\b|\bwith\b|\bor\b|\bworth\b)?\s*(?:worth|valued at|equal to|amounting to|or|that is)?\s*[(–—-]?\s*$",
    re.IGNORECASE,
)
PARTNERS = [
    (label, re.compile(rf"\b(?:{alternatives('partners_' + label)})\b")) for label in ("turnover", "exports", "imports")
]


def dealt_out(g: Governing, figure: Money | Percent) -> Cue | Topic | None:
    """ "exports and imports rose by 12 and 7 percent respectively", "flax from Kazakhstan and honey from Kyrgyzstan by 20 and 9"."""
    listed = respective.run(g.s, figure)
    if not listed:
        return None
    place = listed.index(figure)
    if noun := respective.noun(g.s, listed, place):
        return noun
    sentence = respective.one_country(g.s, listed, place)
    nouns = [cue for cue in g.s.nouns(0, listed[0].start) if cue.kind != "decoys"]
    if sentence is None or not nouns:
        return None
    return dyad.bind(sentence, nouns[-1], Around(False, None, False, None)) or NO_TRADE


def listed_more(g: Governing, figure: Money | Percent) -> Cue | Topic | None:
    """ "40 percent more plastics, 20 percent more textiles and 10 percent more tools were imported": the noun of the last."""
    later = [other for other in g.s.percents if other.start > figure.end]
    if not later or not LISTED_MORE.fullmatch(g.text, figure.end, g.s.lead(later[0])):
        return None
    return listed_more(g, later[0]) or attached(g, later[0])


def in_a_list_of_partners(g: Governing, figure: Money | Percent) -> Cue | Topic | None:
    """ "Kazakhstan's main trading partners were China ($31 billion), Russia ($26 billion)", "imports came from Russia ($16 billion)"."""
    pairs = _partners_with_figures(g) if isinstance(figure, Money) else []
    mine = next((party for party, other in pairs if other == figure), None)
    if len(pairs) < 2 or mine is None:
        return None
    if mine.foreign:
        return NO_TRADE
    first = pairs[0][0].start
    owners = [party.code for party in g.s.parties if party.end <= first]
    named = [(match.start(), label) for label, pattern in PARTNERS for match in pattern.finditer(g.text, 0, first)]
    named += [(cue.start, cue.label) for cue in g.s.nouns(0, first) if cue.kind == "measures" and not named]
    measure = max(named)[1] if named else None
    home = dyad.other(mine.code)
    known = home in owners or "home" in owners or g.d.owner == home
    others = any(party.foreign and party.code != "third" for party in g.s.parties if party.end <= first)
    if measure not in ("turnover", "exports", "imports") or others or not known:
        return None
    return Topic(measure, home, mine.code)


def _partners_with_figures(g: Governing) -> list[tuple[Party, Money]]:
    """Returns every country of the sentence behind which an amount stands of its own."""
    return [
        (party, amount)
        for party in g.s.parties
        for amount in g.s.money
        if party.end < amount.start
        and party.code not in ("both", "home")
        and BEFORE_FIGURE.fullmatch(g.text, party.end, g.s.lead(amount))
    ]


def share_of(g: Governing, figure: Money | Percent) -> Topic | None:
    """ "China had a 17.7% share, worth $22 billion, of Kazakhstan's foreign trade", "accounting for 44% of the total at $31 billion"."""
    start = g.s.lead(figure)
    part = SHARE_WORTH.search(g.text, 0, start) if isinstance(figure, Money) else None
    if part is None:
        return None
    whole = g.text[part.start() : g.s.until_next(figure)] + g.text[figure.end : figure.end + 60]
    spoken = [cue for cue in g.s.governors if cue.kind == "measures"]
    codes = {party.code for party in g.s.parties}
    others = [
        party
        for party in g.s.parties
        if party.foreign and abs(party.start - figure.start) < 60 and party.code not in ("third", "")
    ]
    if not spoken or others or not codes >= set(DYAD):
        return None
    flow = re.search(r"\b(exports|imports)\b", whole)
    owner = re.search(r"Kazakh", g.text[part.start() :])
    if flow is None:
        return Topic("turnover", *DYAD)
    return Topic(flow[1], "KAZ", "CHN") if owner else None


def adjacent(g: Governing, figure: Money | Percent) -> Cue | None:
    """ "exports to Kazakhstan of $3 billion", "a loan of $140 million"."""
    before = [cue for cue in g.s.nouns(g.s.segment(figure.start).start, figure.start) if cue.end <= figure.start]
    if before and re.fullmatch(
        r"[\s,]*(?:of|worth|valued at|totall?ing|amounting to)\s*", _bare(g, before[-1].end, g.s.lead(figure))
    ):
        return before[-1]
    return None


def _bare(g: Governing, start: int, end: int) -> str:
    """Returns a stretch of text without its parties, periods, goods and prepositions."""
    text = g.text[start:end]
    spans = [(item.start, item.end) for items in (g.s.parties, g.s.periods, g.s.of("goods")) for item in items]
    for first, last in sorted(spans, reverse=True):
        if start <= first and last <= end:
            text = text[: first - start] + text[last - start :]
    return re.sub(
        r"(?<!\w)(?:with|to|from|between|in|by|for|the|its|and|['’]s|goods|a|an|just|only|of(?= (?:and|with|to|from|of|"
        r"worth)))(?!\w)\s*",
        "",
        text,
    )


def attached(g: Governing, figure: Money | Percent) -> Cue | None:
    """ "$3 billion in exports", "a 14 percent rise in trade", "$14 billion of the total were imports"; what it qualifies otherwise is no trade."""
    limit = g.s.until_next(figure)
    rest = g.text[figure.end : limit]
    if g.s.alone(figure) and not rest.strip() and (named := _told_after(g, figure)):
        return named
    following = g.s.nouns(figure.end, limit)
    meant = [cue for cue in g.s.governors if cue.kind == "pronouns" and 0 < cue.start - figure.end < 3]
    if meant and meant[0].label != "like" and amounts.VERB.fullmatch(g.text, figure.start, figure.end):
        return meant[0]  # "to double this figure"
    if following and _leads_to(g, figure, following[0]):
        return following[0]
    if re.match(r"\s+of\s+what\b", rest):
        return NO_TRADE
    word = re.match(r"[\s-]+([^\W\d_][\w’'-]*)", rest)
    if isinstance(figure, Percent) or word is None:
        return None
    place = figure.end + word.start(1)
    if (
        g.s.opaque(place, place + len(word[1]))
        and not any(cue.start == place for cue in following)
        and not (_milestone(g, figure) or PARTICIPLE.match(rest))
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
    return NO_TRADE if part and g.s.opaque(figure.end + part.start(1), figure.end + part.end(1)) else None


def _told_after(g: Governing, figure: Money | Percent) -> Cue | None:
    """Returns what a figure between commas is said to be: "the lion's share, $263 million, was imports"."""
    start = g.s.segment(figure.start).end
    nouns = [cue for cue in g.s.nouns(start, len(g.text)) if cue.kind != "verbs"]
    return nouns[0] if nouns and CONSISTS.fullmatch(_bare(g, start, nouns[0].start)) else None


def _milestone(g: Governing, figure: Money | Percent) -> bool:
    """Whether a figure is called a mark or a target: "the $20 billion mark"."""
    marks = g.s.of("words", "milestone", start=figure.end, end=figure.end + 26)
    return any(not re.search(r"[,.;]", g.text[figure.end : cue.start]) for cue in marks)


def _leads_to(g: Governing, figure: Money | Percent, governor: Cue) -> bool:
    """Whether only qualifiers stand between a figure and the word after it."""
    gap = g.text[figure.end : governor.start]
    years = [period for period in g.s.periods if period.kind == "year"]
    kinds = (g.s.parties, years, g.s.of("goods"), g.s.of("changes"), g.s.of("modality", "goal"))
    qualifiers = [(item.start, item.end) for items in kinds for item in items]
    for token in TOKEN.finditer(g.text, figure.end, governor.start):
        word = token[0].lower()
        if MORE_OF.fullmatch(gap):
            break
        if (
            word not in JOINTS
            and word not in LIGHT
            and not any(first <= token.start() < last for first, last in qualifiers)
        ):
            return False
    moved = g.s.of("changes", start=figure.end, end=governor.start)
    if isinstance(figure, Percent) and governor.kind == "verbs" and MORE_OF.fullmatch(gap):
        return True
    if isinstance(figure, Percent):
        if figure.word and g.bound and re.match(r"\s+(?:the|its)\s", gap):
            return False  # "50 times the trade volume of 1992"
        if not (figure.signed and figure.word):
            return bool(moved) or (
                MOVED_BY.search(g.text[: g.s.lead(figure)]) is not None and re.match(r"\s+in\s", gap) is not None
            )
        return not re.search(r"\b(?:was|were|to|for|from)\b", gap) or re.match(r"\s+in\s", gap) is None
    if governor.kind == "verbs":
        return governor.label == "turnover" or OF_A_VERB.search(gap) is not None
    if moved and re.search(r"\b(?:more|less|higher|lower|above|below)\b", gap):
        return False
    if re.search(r"\bas the\b", gap) and not g.s.acts(governor.end, g.s.segment(governor.start).end):
        return True
    if re.match(r"\s+(?:(?:is|was|were|being)\s+)?(?:accounted for|made up|represented|contributed) by\s", gap):
        return True
    apart = re.search(r"\b(?:and|to|with|by|as)\b(?!\s+(?:the\s+)?total)", gap)
    return not apart or re.search(r"\bas (?:exports|imports)", g.text[figure.end : governor.end]) is not None


def apposed(g: Governing, figure: Money | Percent) -> Cue | Topic | None:
    """A figure behind a comma that only adds to the one before: "at $16 billion, a 1.4 percent increase", ", against $5 billion in 2004"."""
    segment = g.s.segment(figure.start)
    if not g.bound or not segment.opener.endswith((",", "(", "–", "—", "-", "which")):
        return None
    if any(cue.end <= figure.start for cue in g.s.nouns(segment.start, figure.start)):
        return None
    if isinstance(figure, Money):
        return g.bound[-1].governor if figures.comparing(g, figure) else None
    grows = any(0 <= cue.start - figure.end <= 16 for cue in g.s.of("changes"))
    named = grows and APPOSED.match(g.text, segment.start)  # "representing a significant 32 percent increase"
    if not named and g.s.opaque(segment.start, figure.start):
        return None
    adds = g.s.alone(figure) or segment.relative or APPOSED.match(g.text, segment.start)
    return g.bound[-1].governor if adds else None


def subject(g: Governing, figure: Money | Percent) -> Cue | Topic | None:
    """Returns the noun or verb to the left that the figure is said of."""
    segments = g.s.segments
    here = g.s.number(figure.start)
    for n in range(here, -1, -1):
        segment = segments[n]
        labelled = n == here - 1 and segments[here].opener in LABEL_ENDS  # "(exports - $14 billion"
        if n < here and segment.aside and not (segments[n + 1].relative or labelled):
            continue
        end = figure.start if n == here else segment.end
        nouns = [cue for cue in g.s.governors if segment.start <= cue.start and cue.end <= end and _may_govern(g, cue)]
        if nouns:
            return _chosen(g, nouns, figure, end)
        if n == here and (carried := _stated(g, figure) or _goal_alone(g, figure)):
            return carried
        if n == here and _other_subject(g, segment.start, g.s.lead(figure)):
            return (
                g.bound[-1].governor if g.bound and isinstance(figure, Money) and figures.comparing(g, figure) else None
            )
    return g.bound[-1].governor if g.bound else None


def _may_govern(g: Governing, cue: Cue) -> bool:
    """Whether a word may be what a figure is said of: a pronoun only as the subject of a verb."""
    if cue.kind != "pronouns":
        return True
    if cue.label == "like":
        return any(cue.end - 6 <= party.start <= cue.end + 25 for party in g.s.parties)
    if goes_on_counting(g.s, g.d, cue):
        return False  # "it published $41 billion": the customs, not the trade
    if cue.label == "like" and any(match.end() == cue.start for match in BESIDE.finditer(g.text)):
        return False  # "overtook that with Germany"
    after = re.match(r"\s+(?:[\w’']+ly\s+)?(\w+)", g.text[cue.end :])
    if after is None or re.search(r"\b(?:from|to|with|of|for|in|by|than)\s+$", g.text[: cue.start], re.IGNORECASE):
        return False
    place = cue.end + after.start(1)
    verbs = [item for kind in ("levels", "changes", "speech") for item in g.s.of(kind, start=place, end=place + 1)]
    return (
        bool(verbs)
        or after[1] in AFTER_PRONOUN
        or any(figure.start - 3 <= place <= figure.end for figure in g.s.percents)
    )


def _chosen(g: Governing, nouns: list[Cue], figure: Money | Percent, end: int) -> Cue | None:
    """Of several words, the nearest that is no adverbial ("despite falling output") and qualifies no other ("tariffs on imports")."""
    nearest = nouns[-1]
    if nearest.kind == "verbs" and end == figure.start and g.s.opaque(nearest.end, end):
        return None  # "bought PetroKazakhstan for $4.18 billion"
    for before, noun in zip([None, *nouns][-2::-1], reversed(nouns), strict=False):
        heads = before and (before.kind == "decoys" or before.label in ("surplus", "deficit"))
        if (
            before
            and heads
            and HEADED.fullmatch(g.text, before.end, noun.start)
            and not (g.s.acts(before.end, noun.start) + g.s.of("speech", start=before.end, end=noun.start))
        ):
            return before
        adverbial = ADVERBIAL.search(g.text[: noun.start])
        if adverbial is None or (
            before and CONJUNCTION.match(adverbial[0]) and g.s.acts(before.end, adverbial.start())
        ):
            return noun
    return nearest


def _other_subject(g: Governing, start: int, end: int) -> bool:
    """Whether a stretch before a figure speaks of something of its own."""
    if PREPOSITIONAL.match(g.text, start):
        return False
    return g.s.opaque(start, min((cue.start for cue in g.s.acts(start, end)), default=end))


def ahead(g: Governing, figure: Money | Percent) -> Cue | None:
    """A figure that the sentence opens with: "At $8.7 billion, trade with China was", "A growth of 29 percent brought trade to"."""
    segments, n = g.s.segments, g.s.number(figure.start)
    rest = g.s.nouns(figure.end, len(g.text))
    for cue in g.s.governors:
        if (
            cue.kind == "pronouns"
            and g.d.recent
            and OPENING.match(g.text)
            and re.fullmatch(r",?\s", g.text[figure.end : cue.start])
        ):
            return cue if _may_govern(g, cue) else None  # "At $11.7 billion it was"
    if g.last is not None or not rest:
        return None
    noun = rest[0]
    after = g.text[figure.end :]
    if isinstance(figure, Percent) and noun.start < segments[0].end:
        return noun if CARRIES.search(g.text, figure.end, noun.start) else None
    ends = re.fullmatch(r",?\s+(?:to |at |for |by )?", g.text[figure.end : segments[n].end])
    if ends and n + 1 < len(segments) and segments[n + 1].opener.endswith("which"):
        return (
            noun if noun.start - figure.end < 150 else None
        )  # "the $10 billion to which the two agreed to raise commerce"
    later = [other for other in g.s.money if other.start > figure.end]
    if (
        later
        and isinstance(figure, Money)
        and re.search(r"\band\b", g.text[figure.end : later[0].start])
        and not g.s.nouns(figure.end, later[0].start)
    ):
        if (shared := attached(g, later[0])) and shared.kind != "decoys":
            return shared  # "one side reports $30 billion and the other $44 billion in mutual trade"
    if g.s.alone(figure) and re.match(r"[^,;]*?\b(?:is|was|were|remains)\s+(?:his|her|their|the|its)\b", after):
        return noun  # "twenty billion dollars was his answer when asked about trade"
    fronted = n == 0 and len(segments) > 1 and OPENING.match(g.text) and not g.s.opaque(0, figure.start)
    return noun if fronted and g.s.number(noun.start) <= 2 and not g.s.opaque(segments[1].start, noun.start) else None


def _carried(g: Governing) -> Topic | None:
    """Returns the trade that was spoken of last, in this sentence or just before; of a goal it is the whole."""
    topic = g.last or g.d.recent
    if topic is None or g.last:
        return topic
    aimed = g.s.of("modality", "goal", "modal", "forecast")
    return replace(topic, measure="turnover", sign=1) if aimed and topic.measure != "turnover" else topic


def _stated(g: Governing, figure: Money | Percent) -> Topic | None:
    """Returns the trade of the sentence before, where someone only states a figure: "customs arrives at $41 billion"."""
    s, segment, start = g.s, g.s.segment(figure.start), g.s.lead(figure)
    topic = _carried(g)
    told = segment.opener.endswith("which") and s.nouns(s.segments[s.number(figure.start) - 1].start, segment.start)
    if told or s.nouns(segment.start, segment.end):
        return None  # "exports, which came to $461 million"
    unnamed = all(s.segment(cue.start).aside for cue in s.nouns(s.clause(figure.start)[0], segment.end))
    counts = [place for place, _ in sources(s, g.d)]
    if unnamed and counts and (counts[0] < figure.start or QUOTED.search(g.text[: counts[0]])):
        return _counted(g, figure, topic)  # "China's customs have $1.96 billion"
    aimed = s.of("modality", "goal", "modal", "forecast", start=segment.start - 5, end=figure.end)
    if topic is None and aimed and g.d.focus and g.d.whole_in == g.d.paragraph:
        topic = g.d.whole  # an aim goes back to the trade that the paragraph spoke of
    if topic is None:
        return None
    if isinstance(figure, Percent):  # "The ministry now expects a fall of at least 15 percent in 2020"
        moves = unnamed and aimed and MOVED_BY.search(g.text[:start])
        return topic if moves and not s.opaque(segment.start, start) else None
    ahead = period_after(s, figure)
    if (
        ahead
        and ahead.first
        and s.published
        and ahead.first > s.published
        and READY_FOR.search(g.text[:start])
        and not s.nouns(0, start)
        and (s.of("modality", "officials", end=start) + s.of("speech", end=start))
    ):
        return replace(topic, measure="turnover", sign=1)  # "has told his cabinet to be ready for $20 billion by 2010"
    dated = any(period.end <= start and period.kind not in ("day", "week") for period in s.periods)
    if unnamed and dated and LEVELLED.search(g.text[:start]) and not s.opaque(0, start) and not s.named(0, start):
        return topic  # "The third quarter saw $2.5 billion"
    if (
        unnamed
        and aimed
        and not s.opaque(segment.start, start)
        and not any(actor.type == "company" for actor in s.named(segment.start, start))
    ):
        return topic  # "We will close the year at $31 billion"
    if unnamed and s.of("speech", end=start) and re.search(r"\bthat\s+$", g.text[:start]):
        return topic  # "told reporters that $20 billion was within reach"
    if s.opaque(figure.end, s.until_next(figure)):
        return None  # "pledged $9.5 billion for two oil fields"
    for cue in s.of("speech", start=segment.start, end=start):
        if cue.end <= start and COUNTED.fullmatch(g.text, cue.end, start) and not s.opaque(cue.end, start):
            return topic
    return None


def _counted(g: Governing, figure: Money | Percent, topic: Topic | None) -> Topic | None:
    """Returns the trade that statistics speak of where only they are named: the whole, or the flow spoken of before."""
    if g.d.whole and g.d.whole_in == g.d.paragraph:
        return g.d.whole
    if topic is None:
        told = g.s.of("speech", "counting", end=figure.start) or HAS.search(g.text[: g.s.lead(figure)])
        return Topic("turnover", *DYAD) if told and g.d.focus and isinstance(figure, Money) else None
    return replace(topic, measure="turnover", sign=1) if topic.measure == "balance" else topic


def _goal_alone(g: Governing, figure: Money | Percent) -> Topic | None:
    """Returns the trade of the sentences before for "the $40 billion target", which says of itself what it is."""
    if isinstance(figure, Percent):
        return None
    goal = (
        GOAL_BEFORE.search(g.text[: g.s.lead(figure)])
        or figures.PROMISED.match(g.text, figure.end)
        or GOAL_AFTER.match(g.text, figure.end)
    )
    if not goal or _carried(g):
        return _carried(g) if goal else None
    nouns = [cue for cue in g.s.nouns(figure.end, len(g.text)) if cue.kind != "verbs"]
    return (
        g.topic(nouns[0]) if nouns and nouns[0].kind == "measures" else None
    )  # "the $10 billion goal was met early: trade reached"


@dataclass(frozen=True)
class Rule:
    """A rule with texts in which it decides at least one figure, and texts that look like them in which it decides none."""

    bind: Callable[[Governing, Money | Percent], Cue | Topic | None]
    examples: tuple[str, ...]
    counters: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in tests and messages."""
        return self.bind.__name__


RULES = (
    Rule(
        dealt_out,  # first: "respectively" overrules what stands nearest
        ("Kazakhstan's exports to China and imports from China rose by 12 percent and 7 percent respectively.",),
        (
            "Kazakhstan's exports to China rose by 12 percent.",
            "Exports to China and Russia were $9 billion and $6 billion.",
        ),
    ),
    Rule(
        listed_more,
        ("In 2022, 45 percent more plastics and 21 percent more tools were imported by Kazakhstan from China.",),
        ("In 2022 Kazakhstan imported 45 percent more goods from China.",),
    ),
    Rule(
        in_a_list_of_partners,  # before the nouns: each country of the list has its own figure
        ("Kazakhstan's main trading partners were China ($31 billion) and Russia ($26 billion).",),
        ("Uzbekistan's main trading partners were China ($13 billion) and Kazakhstan ($4 billion).",),
    ),
    Rule(
        share_of,
        ("In 2011 China had a 17 percent share, worth $22 billion, of Kazakhstan's foreign trade.",),
        ("In 2011 China had a 17 percent share, worth $22 billion, of Russia's foreign trade.",),
    ),
    Rule(
        adjacent,
        ("Chinese exports to Kazakhstan of $3 billion were a record.",),
        ("A Chinese loan to Kazakhstan of $3 billion was a record.",),
    ),
    Rule(
        attached,  # before the subject: what a figure qualifies is nearer than what it is said of
        ("China had $3 billion in exports to Kazakhstan.", "There was a 14 percent rise in trade with China."),
        ("Kazakhstan and China opened a $3 billion refinery.",),
    ),
    Rule(
        apposed,
        ("Trade with China came to $16 billion, a 14 percent increase.",),
        ("Trade with China came to $16 billion, and pensions rose by 14 percent.",),
    ),
    Rule(
        subject,
        ("Trade with China came to $16 billion.", "Exports to China fell sharply in spring and were worth $2 billion."),
        ("Trade with Russia came to $16 billion.", "Pensions came to $16 billion, and China is a partner."),
    ),
    Rule(
        ahead,  # last: only a figure that nothing before it claims belongs to a noun behind it
        ("At $8 billion, trade with China was a record.",),
        ("At $8 billion, loans from China were a record.",),
    ),
)
