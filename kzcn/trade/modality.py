"""Whether a figure of trade is reported, aimed at, or predicted."""

from __future__ import annotations

import re

from kzcn.trade.cues import DYAD, Cue, Sentence, alternatives
from kzcn.trade.frame import OFFICES, Frame
from kzcn.trade.rows import Row
from kzcn.trade.rules import GOAL_BEFORE

GOAL, PROMISED = alternatives("goals"), alternatives("promised")
GOAL_AFTER = re.compile(rf"(?:[\s-]+(?:\w+[\s-]+){{0,3}}?|, (?:an? |the )(?:\w+ )?)(?:{GOAL})\b")
NOT_ITS_OWN = re.compile(r"[^a-z]*(?:and|but|is|was|which|in|by)\b")
PROMISED_AFTER = re.compile(
    rf"[^,;.]{{0,30}}?\s(?:to which|that|which)\b[\w\s]{{0,60}}?\b(?:{PROMISED})\b|"
    rf"\s+(?:(?:had|has|have|was|were|is|are)\s+(?:once\s+)?(?:been\s+)?)?(?:originally |once |earlier |"
    rf"jointly )?(?:{PROMISED})\b"
)
TO_OR_OF = re.compile(
    r"(?:\b(?:to|of|by|for|from|at|on|upon|about)\s+(?:\w+ly\s+)?|speaks? of |spoke of )$", re.IGNORECASE
)
RAISING = (
    "bring",
    "brings",
    "raise",
    "boost",
    "lift",
    "brought",
    "increasing",
    "expanding",
    "doubling",
    "raising",
    "boosting",
    "lifting",
    "step up",
    "promote",
    "eye",
    "eyes",
)  # a goal only after "to", "of"
# a goal only before what is agreed
SPEAKING = re.compile(r"mention|sp[eo][ao]?k|talk")
AGREEING = (
    "agreed",
    "agree",
    "agrees",
    "set",
    "plan",
    "plans",
    "planned",
    "programme",
    "program",
    "strategy",
    "order",
    "ordered",
    "orders",
)
AIM_AFTER = re.compile(
    r"\s+(?:to\b|on\b|for\b|a\b|the\b|as\b|at\b|that\b|in\b|\$|themselves|itself|upon|calls?|foresees|envisages|is\b|,)"
)
SAID_TO_BE = re.compile(
    r"[^,;.]{0,40}?\b(?:is|was|were|would be|looks|looked|seems|seemed)\s+(?:\w+\s+)?(?:within reach|in reach|likel|realistic|"
    r"possible|feasible|attainable|achievable|doable)"
)
SERVES = re.compile(
    rf",? (?:of|at|from|with) (?:the )?(?!(?:National|Central|People’s|People's) Bank)(?:[A-Z][\w’'-]*\s(?:of\s|for\s|and\s)*)*(?:{alternatives('institutions')})\b"
)
ADDRESSED = re.compile(
    r"\b(?:told|tell|telling|assured|informed|addressing|reminded|before)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
COULD_COUNT = re.compile(
    r"(?:could|can)\s+(?:\w+\s+)?(?:find|count|trace|see|account|record|register)\b", re.IGNORECASE
)  # no guess but a count
CAUSE = re.compile(
    r"due to\s+(?:the\b|an?\b|its\b|\w+ing\b|[A-Z][\w’']*s\b|growth\b|higher\b|lower\b|increased\b|strong\w*\b)"
)
FUTURE = ("modal", "forecast")
QUOTE = re.compile(r"[\"“«]")  # what is quoted may end before the verb of who says it
OWN_WORDS = re.compile(r"(?:I|we)\b|my\b", re.IGNORECASE)
GOAL_SET = re.compile(
    rf"(?:{GOAL})\s+(?:(?:that\s+)?(?:was\s+|is\s+|has been\s+|had been\s+)?(?:set|agreed|stated|announced|approved|outlined|named|put)\b|of\s+(?:[$€¥]|US|USD|\w+ing\b)|to\b)"
)
QUOTE_OPENS = re.compile(r":\s*[\"“]$")
THEY = re.compile(r"\W*(?:they|he|she)\b", re.IGNORECASE)
GUESSERS = re.compile(r"\s+\w+(?:ers|ists|ors|ants|ysts)\b|\s+in\b|\s+(?:expect|predict|believe|think)")


def status(sentence: Sentence, frame: Frame, row: Row, rows: list[Row]) -> str:
    """Returns reported, target (a government or leader states it as a goal or prediction of its own) or forecast (another predicts it)."""
    if _named_goal(sentence, row):
        return "target"
    published = sentence.published
    past = row.days is not None and published is not None and row.days[1] <= published
    if past and _set_apart(sentence, row):
        return "reported"
    if row.comparing and (row.days is None or published is None or row.days[1] <= published):
        return "reported"
    figure = row.figures[0]
    here = sentence.number(figure.start)
    words = [
        cue
        for cue in sentence.of("modality", start=_reach(sentence, row, rows), end=figure.end)
        if not sentence.segment(cue.start).aside or sentence.number(cue.start) == here
    ]
    words = [cue for cue in words if not CAUSE.match(sentence.text, cue.start)]
    aimed = any(_aims(sentence, cue, figure.start) for cue in words if cue.label == "goal")
    future = (row.days is not None and published is not None and row.days[0] > published) or SAID_TO_BE.match(
        sentence.text, row.end
    )
    if past and not aimed and words and all(_merely_will(sentence, cue) for cue in words if cue.label in FUTURE):
        return "reported"  # "in 2020 trade will surpass $25 billion", said three years later
    first, last = sentence.clause(figure.start)
    if QUOTE_OPENS.search(sentence.text, 0, first + 2):
        first = sentence.clause(first - 2)[0]  # whoever is quoted is named before
    beyond = [
        segment.start
        for segment in sentence.segments
        if segment.start > row.end and segment.opener.endswith(("and", "but", "while"))
    ]
    clause = (
        first,
        next((start for start in beyond if any(start < other.start < last for other in sentence.money)), last),
    )
    if not (
        aimed
        or future
        or any(cue.label in ("modal", "forecast") and not COULD_COUNT.match(sentence.text, cue.start) for cue in words)
    ):
        unfinished = _unfinished(sentence, row)
        if unfinished and _by_analysts(sentence, *clause):
            return "forecast"
        if not unfinished or not sentence.of("modality", "forecast", end=figure.start):
            return "reported"
    if frame.guessed and frame.outlook and THEY.match(sentence.text):
        return frame.outlook  # "They expect exports to fall"
    if any(GOAL_SET.match(sentence.text, cue.start) for cue in words if cue.label == "goal"):
        return "target"  # whoever speaks of it
    if _by_analysts(sentence, *clause):
        return "forecast"
    return "target" if aimed or _by_officials(sentence, *clause) else "forecast"


def _merely_will(sentence: Sentence, cue: Cue) -> bool:
    return sentence.text[cue.start : cue.end].lower() in ("will", "shall")


def _unfinished(sentence: Sentence, row: Row) -> bool:
    """Whether a figure is of a year, given by its number, that had not ended when the article was published: "growth at 15 percent for 2013"."""
    named = any(period.kind == "year" and period.relative is None for period in row.periods)
    return named and row.days is not None and sentence.published is not None and row.days[1] > sentence.published


def _named_goal(sentence: Sentence, row: Row) -> bool:
    """ "the $40 billion target", "the target of $40 billion", "short of the $40 billion that was promised"."""
    after = sentence.text[row.figures[-1].end :][:70]
    goal = GOAL_AFTER.match(after)
    met = (
        goal
        and goal[0].startswith(",")
        and sentence.acts(sentence.segment(row.figures[0].start).start, row.figures[0].start)
    )
    if (goal and not met and not NOT_ITS_OWN.match(after)) or PROMISED_AFTER.match(after):
        return True
    return GOAL_BEFORE.search(sentence.text[: sentence.lead(row.figures[0])]) is not None


def _reach(sentence: Sentence, row: Row, rows: list[Row]) -> int:
    """Returns where the words begin that may say how a figure is meant: behind the figure before, or before that where it shares them."""
    figure = row.figures[0]
    earlier = [other for other in rows if other is not row and other.figures[0].start < figure.start]
    here = sentence.number(figure.start)
    earlier = [
        other for other in earlier if not _set_apart(sentence, other) or sentence.number(other.figures[0].start) == here
    ]
    if not earlier:
        return sentence.clause(figure.start)[0]
    last = earlier[-1]
    end = last.end
    verbs = sentence.acts(end, figure.start) + sentence.of("modality", start=end, end=figure.start)
    shares = not verbs and last.topic == row.topic and sentence.clause(end) == sentence.clause(figure.start)
    if shares or last.comparing:
        return _reach(sentence, last, rows)
    called = GOAL_AFTER.match(sentence.text, end)  # the other's name: "the $10 billion goal was met: trade reached"
    return max(called.end() if called else end, sentence.clause(figure.start)[0])


def _set_apart(sentence: Sentence, row: Row) -> bool:
    """Whether a figure stands between commas without a verb of its own: "to push trade, $1.29 billion in 2001, up to $2 billion"."""
    segment = sentence.segment(row.figures[0].start)
    verbs = sentence.acts(segment.start, segment.end) + sentence.of("modality", start=segment.start, end=segment.end)
    return segment.opener == "," and segment != sentence.segments[-1] and sentence.alone(row.figures[0]) and not verbs


def _aims(sentence: Sentence, cue: Cue, place: int) -> bool:
    """Whether a word of wanting is one here: "agreed on" but not "agreed", "to raise" but not "the raise"."""
    written = sentence.text[cue.start : cue.end].lower()
    if SPEAKING.match(written):
        return not re.match(
            r"[^,;.]{0,60}?\s(?:that|how)\b", sentence.text[cue.end :]
        )  # "mentioned that trade had reached"
    if written in RAISING:
        return TO_OR_OF.search(sentence.text[: cue.start]) is not None
    if written in AGREEING and re.match(r"\s+that\b", sentence.text[cue.end :]):
        return bool(
            sentence.of("modality", "modal", "goal", start=cue.end, end=place)
        )  # "agree that trade grew" is no aim
    return written not in AGREEING or AIM_AFTER.match(sentence.text, cue.end) is not None


def _by_analysts(sentence: Sentence, start: int, end: int) -> bool:
    """Whether those who speak in a clause are analysts, a bank or the author, rather than a government."""
    if any(
        SERVES.match(sentence.text, last)
        for first, last, actor in sentence.mentions
        if start <= first < end and actor.type == "person"
    ):
        return True
    for cue in sentence.of("modality", "forecasters", start=start, end=end):
        if ADDRESSED.search(sentence.text[: cue.start]):
            continue
        if OWN_WORDS.match(sentence.text, cue.start) and _by_officials(sentence, 0, len(sentence.text)):
            continue  # "I believe trade could double," the prime minister said
        if sentence.text[cue.start : cue.end].lower() not in ("some", "many") or GUESSERS.match(sentence.text, cue.end):
            return True
    types = {actor.type for actor in sentence.named(start, end)}
    return (
        bool(types & {"company", "ngo-media"})
        and not types & {"person", *OFFICES}
        and bool(sentence.of("speech", "words", start=start, end=end))
    )


def _by_officials(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a leader, a government or a state is the one who speaks in a clause."""
    text = sentence.text
    speech = sentence.of("speech", "words", start=start, end=end)
    hopes = sentence.of("modality", "forecast", start=start, end=end)
    heads = [cue.end for cue in sentence.of("modality", "officials", start=start, end=end)]
    heads += [
        last for first, last, actor in sentence.mentions if start <= first < end and actor.type in ("person", *OFFICES)
    ]
    if any(0 <= cue.start - head <= 30 for cue in hopes for head in heads):
        return True  # "planners had reckoned with", "the ministry sees"
    if not speech:
        states = [
            party for party in sentence.parties if party.code in (*DYAD, "both") and start <= party.start <= start + 5
        ]
        return any(re.match(r"(?:\s+and\s+\w+)?\s+(?:will|are to|is to)\b", text[state.end :]) for state in states)
    if any(
        0 <= cue.start - capital.end <= 20
        for capital in sentence.of("capitals", start=start, end=end)
        for cue in speech
    ):
        return True
    for first, last, actor in sentence.mentions:
        speaks = actor.type in ("person", *OFFICES) or (
            actor.type == "state" and any(0 <= cue.start - last <= 20 for cue in speech)
        )
        if start <= first < end and speaks:
            return True
    verbs = "|".join(sorted({re.escape(text[cue.start : cue.end]) for cue in speech}))
    own_words = re.compile(rf"\b(?:he|she|they|his|her|their)\s+(?:\w+\s+)?(?:{verbs})\b", re.IGNORECASE)
    quoted = own_words.search(text, start) if QUOTE.search(text, start, end) else own_words.search(text, start, end)
    return quoted is not None or bool(sentence.of("modality", "officials", start=start, end=end))
