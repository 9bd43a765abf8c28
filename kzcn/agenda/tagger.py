"""The parts of speech and lemmas of words in a sentence: HanTa's English model (tags of the BNC's C5 set), with what is known of a word kept.

HanTa analyses each word anew wherever it stands. What a word can be does not depend on its sentence, so it is analysed once in a process;
only the choice between its readings is made in each sentence, with the tables and rules of HanTa.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from HanTa.HanoverTagger import HanoverTagger

MODEL = "morphmodel_en.pgz"
LOWEST = -1e6  # of a logarithm of odds, as HanTa has it
READINGS = 5  # the best ones so far that are followed up, and the reach below the best reading of a word
KEPT = 65536  # words; a language has not many more that are common
LONGEST = 40  # letters; the ending of a longer word says what it is, and the time grows with the square of the length

START, END, UNKNOWN = 1, 2, 3  # tags of HanTa that are in no table of names

State = tuple[int, int]  # the tags of the last two words


def tag(words: Sequence[str]) -> list[tuple[str, str]]:
    """Returns the lemma and the tag of each word of a sentence."""
    tags = [_model().int2tag[tag] for tag in _likeliest(words)]
    return [(_lemma(word[-LONGEST:], tag), tag) for word, tag in zip(words, tags, strict=True)]


@cache
def _model() -> HanoverTagger:
    from HanTa.HanoverTagger import HanoverTagger  # slow to import, and tables that are built need no tagger

    return HanoverTagger(MODEL)


@cache
def _following() -> dict[State, dict[int, float]]:
    """Returns how likely each tag is after the tags of two words."""
    return {
        state: {tag: odds for tag, odds in tags.items() if tag != END} for state, tags in _model().LP_trans_word.items()
    }


@lru_cache(KEPT)
def _readings(word: str, inside: bool) -> dict[int, float]:
    """Returns the tags that a word can have, with how likely each is; none where it can be anything. The first word may have a capital."""
    found = dict(_model()._tag_word(word, cutoff=READINGS, casesensitive=inside, conditional=True))
    return {} if set(found) == {UNKNOWN} else found


@lru_cache(KEPT)
def _lemma(word: str, tag: str) -> str:
    return str(_model()._analyze(word, _model().tag2int[tag])[0])


def _likeliest(words: Sequence[str]) -> list[int]:
    """Returns the likeliest tags of a sentence, found word by word from the best readings of the words before (Viterbi's way)."""
    following = _following()
    best: dict[State, float] = {(0, START): 0.0}
    origins: list[dict[State, State]] = []
    for place, word in enumerate(words):
        readings = _readings(word[-LONGEST:], place > 0)
        bound = sorted(best.values(), reverse=True)[READINGS] - 1 if len(best) > READINGS else LOWEST
        found: dict[State, float] = {}
        origin: dict[State, State] = {}
        for state, so_far in best.items():
            if so_far < bound:
                continue
            after = following[state]
            for tag in readings or after:
                if tag not in after:
                    continue
                odds = so_far + after[tag] + readings.get(tag, 0.0)
                reached = (state[1], tag)
                if odds > LOWEST and (reached not in found or odds > found[reached]):
                    found[reached], origin[reached] = odds, state
        best = found
        origins.append(origin)
    return _traced(best, origins)


def _traced(best: dict[State, float], origins: list[dict[State, State]]) -> list[int]:
    last = {state: odds + _model().LP_trans_word[state].get(END, float("-inf")) for state, odds in best.items()}
    state = max(last, key=lambda state: last[state])
    tags = []
    for origin in reversed(origins):
        tags.append(state[1])
        state = origin[state]
    return tags[::-1]
