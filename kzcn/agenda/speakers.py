"""Who says what a sentence says: the person, else the body, that its words of speech belong to; a quotation keeps its speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kzcn import quotations
from kzcn.schema import Actor, Mention, Passage
from kzcn.vocabulary import vocabulary

BODIES = ("government", "military", "security-service", "igo", "ngo-media")
FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|ours|my|My|us)\b(?!\.)")
NEAR = 90  # characters between a name and what introduces it


@dataclass
class Known:
    """The persons that an article has named: the last one, the last that spoke, and the last for each word of office."""

    last: str | None = None
    spoke: str | None = None
    offices: dict[str, str] = field(default_factory=dict)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = vocabulary("evidence")["speech"]
    verbs = rf"(?:{'|'.join(words['verbs'])})\b"
    office = rf"(?:[\w-]+ )?(?:{'|'.join(words['offices'])})(?: of state)?"
    says = rf"(?:(?:\w+ly|also|has|had|have|then|again|himself|herself|further|went on to) ){{0,2}}{verbs}"
    aside = r"(?:,[^.;:“\"]{2,90},| \([^)]{2,60}\),?)"
    cited = r"\b(?:[Aa]ccording to|[Ii]n the (?:words|opinion|view) of|[Aa]s|[Qq]uot\w+|[Cc]it\w+)"
    title = r"(?: the)?(?P<title>(?: [\w'’.,-]+){0,8}?) ?$"
    quoted = r"[,”\"»]”? "
    return {
        "says": re.compile(rf"(?:['’]s)?{aside}? (?:{says}|(?:is|was|has been) (?:quoted|cited)\b)"),
        "said": re.compile(rf"(?:^|{quoted}){says}{title}"),
        "cited": re.compile(rf"{cited}{title}"),
        "pronoun": re.compile(
            rf"\b[Ss]?[Hh]e {says}|{quoted}{verbs} s?he\b|\b[Aa]ccording to (?:him|her)\b|\bin (?:his|her) (?:words|opinion|view)\b"
        ),
        "office": re.compile(
            rf"\bthe (?P<one>{office}) {says}|{quoted}{verbs} the (?P<two>{office})\b|{quoted}(?P<three>{office}) {says}"
            rf"|\baccording to the (?P<four>{office})\b(?! of)",
            re.IGNORECASE,
        ),
        "title": re.compile(rf"\b(?:{'|'.join(words['offices'])})\b", re.IGNORECASE),
    }


def speakers(
    passages: Sequence[Passage], mentions: Mapping[str, Sequence[Mention]], actors: Mapping[str, Actor]
) -> list[str | None]:
    """Returns the actor_id of who says each sentence, None where nobody is said to; `mentions` are those of each passage_id."""
    known = Known()
    told = [_told(passage, mentions.get(passage.passage_id, ()), actors, known) for passage in passages]
    found = list(told)
    by_paragraph: dict[int, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        by_paragraph[passage.paragraph].append(number)
    before: str | None = None
    for numbers in by_paragraph.values():
        texts = [passages[number].text for number in numbers]
        for number, text, inside in zip(numbers, texts, quotations.inside(texts), strict=True):
            quoted = inside or text.lstrip()[:1] in quotations.OPENING + quotations.EITHER
            if found[number] is None and (quoted or FIRST_PERSON.search(text)):
                found[number] = _carried(number, numbers, told, before)
            before = found[number] or before
    return found


def _carried(number: int, numbers: Sequence[int], told: Sequence[str | None], before: str | None) -> str | None:
    """Returns the speaker of a quotation: named behind it in its paragraph, else before it in the paragraph, else the last one."""
    behind = next((one for place in numbers if place > number and (one := told[place])), None)
    ahead = next((one for place in reversed(numbers) if place < number and (one := told[place])), None)
    return ahead or behind or before


def _told(passage: Passage, mentions: Sequence[Mention], actors: Mapping[str, Actor], known: Known) -> str | None:
    """Returns the speaker that a sentence names, and remembers the persons that it names."""
    people = [mention for mention in mentions if actors[mention.actor_id].type == "person"]
    bodies = [mention for mention in mentions if actors[mention.actor_id].type in BODIES]
    found = (
        _by_name(passage, people)
        or _by_pronoun(passage, people, known)
        or _by_office(passage, known)
        or _by_name(passage, bodies)
    )
    _remember(passage, people, known)
    if found and actors[found].type == "person":
        known.spoke = found
    return found


def _by_name(passage: Passage, mentions: Sequence[Mention]) -> str | None:
    """Returns who stands before or after a verb of speech, or after "according to"."""
    text, patterns = passage.text, _patterns()
    for mention in mentions:
        start, end = mention.start - passage.start, mention.end - passage.start
        if patterns["says"].match(text, end):
            return mention.actor_id
    for mention in mentions:
        start = mention.start - passage.start
        for name in ("said", "cited"):
            found = patterns[name].search(text[:start])
            if found and _is_title(found["title"], passage, mentions, mention):
                return mention.actor_id
    return None


def _is_title(title: str, passage: Passage, mentions: Sequence[Mention], mention: Mention) -> bool:
    """Returns whether the words between a verb of speech and a name are its title, and name nobody else."""
    start = mention.start - passage.start - len(title)
    other = any(
        start <= one.start - passage.start < mention.start - passage.start for one in mentions if one is not mention
    )
    return not other and (not title.strip() or title.istitle() or bool(_patterns()["title"].search(title)))


def _by_pronoun(passage: Passage, people: Sequence[Mention], known: Known) -> str | None:
    """Returns the person that "he said" or "she said" means: the one named before in the sentence, else the last one that spoke or was named."""
    found = _patterns()["pronoun"].search(passage.text)
    if not found:
        return None
    before = [mention.actor_id for mention in people if mention.start - passage.start < found.start()]
    who = before[0] if before else known.spoke or known.last
    return who


def _by_office(passage: Passage, known: Known) -> str | None:
    """Returns the person that "the minister said" means."""
    found = _patterns()["office"].search(passage.text)
    if not found:
        return None
    office = next(filter(None, found.groups())).lower().removesuffix(" of state").split()[-1]
    any_office = office in vocabulary("evidence")["speech"]["any_office"]
    return known.offices.get(office) or (known.spoke if any_office else None)


def _remember(passage: Passage, people: Sequence[Mention], known: Known) -> None:
    """Keeps the persons of a sentence with the words of office beside their names."""
    ends = [0, *(mention.end - passage.start for mention in people)]
    for number, mention in enumerate(people):
        start, end = mention.start - passage.start, mention.end - passage.start
        beside = passage.text[max(ends[number], start - NEAR) : start]
        following = people[number + 1].start - passage.start if number + 1 < len(people) else len(passage.text)
        if passage.text[end : end + 2] == ", ":
            beside += passage.text[end : min(end + NEAR, following)]
        for title in _patterns()["title"].finditer(beside):
            known.offices[title[0].lower()] = mention.actor_id
        known.last = mention.actor_id
