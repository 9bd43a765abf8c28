"""Finds persons by form: titles, first names, endings of family names, verbs of speech."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kzcn.actors.lexicon import RUN, Lexicon, Name, Word, completes_a_thing, lexicon, words
from kzcn.vocabulary import vocabulary

_SYLLABLE = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]ang|iong|[aeio]ng|i?ao|i?an|u?ai|uan|ei|ou|en|in|un|i[aeu]|u[aieo]|er|[aeiou])"
_GIVEN_AFTER_FAMILY = re.compile(rf"{_SYLLABLE}(?:'?{_SYLLABLE}|-{_SYLLABLE})?", re.IGNORECASE)
_AGE = re.compile(r", \d{2},")
_INITIAL = re.compile(r"[A-Z][aehu]?")  # "N.", "Zh."
_OF_OFFICE = re.compile(r"\b(?:Minister|Secretary|Commissioner) of $")
_INTRODUCED = re.compile(r"\b(?:named|called|name (?:\w+ )?(?:as|is)) $")


def find(text: str, masked: str) -> Iterator[Name]:
    """Yields the persons that a normalized sentence names in full, or by title and surname; known names are hidden in `masked`."""
    lex = lexicon()
    for run in RUN.finditer(masked):
        parts = words(run)
        title = max(
            (
                n
                for n, word in enumerate(parts)
                if word.text in lex.titles
                or f"{word.text}." in lex.titles
                or (n == 0 and len(parts) > 2 and word.text.lower() in lex.occupations)
            ),
            default=-1,
        )
        parts = parts[title + 1 :]
        while parts and (lex.opens(parts[0].text) or parts[0].text in lex.countries):
            parts = parts[1:]
        if not parts or completes_a_thing(text, parts[0].start):
            continue
        if title < 0 and _OF_OFFICE.search(text, 0, parts[0].start):  # "Minister of Commerce Wei Jianguo"
            title, parts = 0, _behind_office(parts, lex)
        length = next((n for n, word in enumerate(parts) if not _is_part(word, text, lex)), len(parts))
        if length < len(parts) and title < 0:
            continue  # "Nazarbayev University Graduates": part of another name
        parts = parts[:length]
        first = next(
            (n for n, word in enumerate(parts[:-1]) if word.text in lex.given), 0
        )  # "Minister of Defense Imangali Tasmagambetov"
        parts = parts[first if title >= 0 or len(parts) > 2 else 0 :]
        if parts and _is_person(
            [word.text for word in parts], title >= 0, text[: parts[0].start], text[parts[-1].end :], lex
        ):
            yield Name(parts[0].start, parts[-1].end, "person")


def _behind_office(parts: list[Word], lex: Lexicon) -> list[Word]:
    """Returns the words from a first name or a Chinese family name on, none without one: the words before it belong to the office."""
    start = next(
        (n for n, word in enumerate(parts[:-1]) if n and (word.text in lex.given or word.text in lex.family_first)),
        len(parts),
    )
    return parts[start:]


def _is_part(word: Word, text: str, lex: Lexicon) -> bool:
    """Returns whether a word is part of a person's name: a name, an initial, or a surname in capitals ("NURYSHEV Shakhrat")."""
    initial = _INITIAL.fullmatch(word.text) is not None and text[word.end - 1] == "."
    return (
        initial
        or lex.is_name(word.text)
        or (len(word.text) > 2 and word.text.isupper() and is_family_name(word.text.title()))
    )


def _is_person(parts: list[str], titled: bool, before: str, after: str, lex: Lexicon) -> bool:
    occupation, apposition, speaks, spoken = _beside()
    speaker = bool(speaks.match(after) or spoken.search(before))
    if len(parts) == 1:
        introduced = parts[0] in lex.given and (speaker or _AGE.match(after) or _INTRODUCED.search(before))
        return len(parts[0]) > 1 and (titled or bool(introduced))
    given = parts[0] in lex.given or _ends(parts[0], lex.given_endings)
    return len([part for part in parts if part[0].isupper() and part != "Al"]) <= 4 and (
        titled
        or speaker
        or given
        or _ends(parts[-1], lex.family_endings)
        or _family_first(parts, lex)
        or (parts[0].isupper() and parts[-1] in lex.given)
        or bool(occupation.search(before) or apposition.match(after))
    )


@functools.cache
def _beside() -> tuple[re.Pattern[str], ...]:
    """Returns the patterns of the words beside a person: occupation before, apposition after, verb of speech after and before."""
    occupations, speech, done_to, had = (
        "|".join(vocabulary("titles")[name]) for name in ("occupations", "speech", "done_to", "had")
    )
    return (
        re.compile(rf"\b(?:(?:{occupations}),?|{done_to}|(?:{had}) of) $"),
        re.compile(rf",? (?:who\b|of (?:the )?[A-Z]|(?:[\w'-]+ ){{0,6}}?(?:{occupations})s?\b)"),
        re.compile(rf"(?:, [^,]{{1,90}},)? (?:(?:\w+ly|also|has|had|have|then|himself|herself) )*(?:{speech})\b"),
        re.compile(rf"\b(?:{speech}|[Aa]ccording to) $"),
    )


def _ends(word: str, endings: tuple[str, ...]) -> bool:
    return any(word.endswith(ending) and len(word) > len(ending) + 2 for ending in endings)


def is_family_name(word: str) -> bool:
    """Returns whether a word looks like the family name of a person."""
    return word in lexicon().family_first or _ends(word, lexicon().family_endings)


def _family_first(parts: list[str], lex: Lexicon) -> bool:
    return len(parts) == 2 and parts[0] in lex.family_first and bool(_GIVEN_AFTER_FAMILY.fullmatch(parts[1]))


def family_name(name: str) -> str:
    """Returns the family name in a person's full name: the first part of Chinese and Korean names, the one in capitals, else the last."""
    parts = name.split(" ")
    capitals = len(parts[0]) > 2 and parts[0].isupper() and not parts[-1].isupper()
    return parts[0] if capitals or _family_first(parts, lexicon()) else parts[-1]
