"""The clauses of a sentence: its finite verbs, how each is said (tense, mood, voice, negation), and which words belong to it.

`tagger` tags the words; the clauses follow from the conjunctions, relatives and commas between the finite verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from kzcn.agenda import tagger
from kzcn.vocabulary import rows

WORD = re.compile(
    r"\d(?:[\d.,]*\d)?|(?:[A-Z]\.){2,}|[A-Za-zÀ-ÿ]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|d|m)\b|[A-Za-zÀ-ÿ]+(?:[-‐][A-Za-zÀ-ÿ0-9]+)*|[^\w\s]"
)
FINITE = {"VM0", "VBB", "VBD", "VBZ", "VDB", "VDD", "VDZ", "VHB", "VHD", "VHZ", "VVB", "VVD", "VVZ"}
BARE = {
    "VVI",
    "VBI",
    "VHI",
    "VDI",
    "VVB",
    "VBB",
    "VHB",
    "VDB",
}  # the tagger seldom tells the infinitive from the present
PARTICIPLE = {"VVN", "VBN", "VHN", "VDN", "VVD"}
FOLLOWS = {
    "VM": BARE,
    "VD": BARE,
    "VH": PARTICIPLE,
    "VB": {"VVN", "VVD", "VVG", "VBG"},
}  # what goes on with an auxiliary
ADVERB = {"AV0", "XX0", "AVP"}
NOUN = {"NN1", "NN2", "NN0", "NP0", "PNP", "PNI", "PNX", "CRD", "UNC"}
MODAL = {
    "shall": "will",
    "'ll": "will",
    "wo": "will",
    "sha": "will",
    "'d": "would",
    "ca": "can",
    "might": "may",
    "ought": "should",
}
NEGATIVE = {
    "no",
    "neither",
    "nobody",
    "none",
    "nothing",
    "few",
    "little",
    "nor",
    "never",
    "hardly",
    "scarcely",
    "barely",
    "seldom",
    "rarely",
}
SAYING = {
    "acknowledge",
    "add",
    "admit",
    "agree",
    "announce",
    "answer",
    "argue",
    "assure",
    "believe",
    "claim",
    "comment",
    "complain",
    "concede",
    "conclude",
    "confirm",
    "decide",
    "declare",
    "deny",
    "doubt",
    "estimate",
    "expect",
    "explain",
    "fear",
    "find",
    "guess",
    "hear",
    "hint",
    "hope",
    "insist",
    "know",
    "learn",
    "maintain",
    "mean",
    "note",
    "pledge",
    "predict",
    "promise",
    "propose",
    "reaffirm",
    "recall",
    "reckon",
    "remark",
    "remind",
    "repeat",
    "reply",
    "report",
    "resolve",
    "say",
    "show",
    "state",
    "stress",
    "suggest",
    "swear",
    "tell",
    "think",
    "vow",
    "warn",
    "write",
}
REACH = 7  # words between a verb and the infinitive that hangs on it: "asked the neighbours to send"


@dataclass(frozen=True)
class Word:
    """A word or punctuation mark of a sentence, its lemma and its tag."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str


@dataclass
class Clause:
    """A finite verb and what it is said in: kind is main, content (what is said or thought), relative, adverbial or free ("what it wants").

    `form` is past, present, perfect, pluperfect, will, would, may, can, could, must, should, or to ("is to meet"); `infinitive` is the verb that hangs on it.
    """

    kind: str
    parent: Clause | None
    verb: str  # lemma
    form: str
    negated: bool = False
    progressive: bool = False
    passive: bool = False
    adjective: str = ""  # "is ready"
    infinitive: str = ""
    place: int = 0  # number of its first word


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, its clauses in the order of their verbs, and the clause of each word, None in a sentence without a verb."""

    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    owners: tuple[Clause | None, ...]

    def at(self, place: int) -> Clause | None:
        """Returns the clause of the word at a character."""
        return next(
            (owner for word, owner in zip(self.words, self.owners, strict=True) if word.start <= place < word.end), None
        )


@dataclass
class _Open:
    """A clause that is being read: it may hold several verbs ("signed and ratified"), or none yet."""

    kind: str
    above: _Open | None = None
    set_off: bool = False  # by a comma
    clauses: list[Clause] = field(default_factory=list)
    joined: int = -1  # the last "and", "or" or "but"
    comma: int = -1
    infinitive: bool = False


def _words(text: str) -> tuple[Word, ...]:
    spans = [(match.start(), match.end(), match[0].replace("’", "'")) for match in WORD.finditer(text)]
    tags = tagger.tag([word for *_, word in spans])
    return tuple(
        Word(start, end, word.lower(), lemma.lower(), tag)
        for (start, end, word), (lemma, tag) in zip(spans, tags, strict=True)
    )


@lru_cache(maxsize=2048)
def read(text: str) -> Sentence:
    """Returns the clauses of a sentence."""
    words = _words(text)
    sentence = _read(words)
    if not any(clause.kind == "main" for clause in sentence.clauses):
        verb = _hidden_verb(words)
        if verb is not None:
            tag = "VVD" if words[verb].tag == "VVN" else "VVB"
            sentence = _read((*words[:verb], replace(words[verb], tag=tag), *words[verb + 1 :]))
    return sentence


def _read(words: tuple[Word, ...]) -> Sentence:
    reader = _Reader(words)
    for number in range(len(words)):
        reader.take(number)
    return Sentence(words, tuple(reader.clauses), tuple(reader.owner(number) for number in range(len(words))))


def _hidden_verb(words: Sequence[Word]) -> int | None:
    """Returns the verb of a sentence that the tagger takes for a participle or a noun: "Police arrested nine men", "The services share files"."""
    before = range(1, len(words))
    participles = (n for n in before if words[n].tag == "VVN" and words[n - 1].tag in NOUN | ADVERB)
    nouns = (
        n
        for n in before
        if words[n].tag == "NN1" and words[n].lemma in _verbs() and words[n - 1].tag in ("NN2", "AV0", "PNP")
    )
    return next(participles, next(nouns, None))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(verb for row in rows("predicates") for verb in row["verbs"].split(";"))


class _Reader:
    """Reads a sentence word by word; `stack` holds the clauses that are open, the innermost last."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.clauses: list[Clause] = []
        self.stack = [_Open("main")]
        self.places: list[_Open] = []
        self.read_until = 0  # the auxiliaries and the participle of the last verb

    def take(self, number: int) -> None:
        """Reads the next word."""
        word, inner = self.words[number], self.stack[-1]
        if number < self.read_until:
            pass
        elif kind := _opening(self.words, number):
            self.stack.append(_Open(kind, inner, self.is_set_off(number)))
        elif word.text in (";", ":", "—", "–"):
            self.stack = [_Open("main")]
        elif word.tag == "CJC":
            inner.joined = number
        elif word.text == ",":
            inner.comma = number
            if inner.above and not inner.above.clauses and (inner.clauses or inner.kind == "adverbial"):
                self.stack.pop()  # what stood before the main verb has ended
        elif word.tag == "TO0":
            inner.infinitive = True
        elif _is_finite(self.words, number, inner):
            self.verb(number)
        self.places.append(self.stack[-1])

    def is_set_off(self, number: int) -> bool:
        """Returns whether a comma stands before a word, or before the preposition that it hangs on (", in which")."""
        before = number - 2 if number > 1 and self.words[number - 1].tag == "PRP" else number - 1
        return before >= 0 and self.words[before].text == ","

    def verb(self, number: int) -> None:
        """Puts a finite verb where it belongs: in the clause that waits for one, beside the last verb, or in a clause of its own."""
        inner = self.stack[-1]
        if not inner.clauses:
            return self.add(number)
        last = inner.clauses[-1].place
        joined = inner.joined > last
        since = max(last, inner.joined if joined else inner.comma)
        has_subject = any(word.tag in NOUN for word in self.words[since:number])
        waiting = next((place for place in range(len(self.stack) - 2, -1, -1) if not self.stack[place].clauses), None)
        if joined:
            if inner.kind != "main" and self.words[inner.joined - 1].text == "," and (has_subject or inner.set_off):
                self.stack = self.stack[:1] if self.stack[0].kind == "main" else [_Open("main")]
        elif waiting is not None:
            del self.stack[waiting + 1 :]
        elif self.words[number].tag == "VVD" and inner.comma <= last and _is_reduced(self.words, number):
            return None  # "men said to belong"
        elif inner.comma <= last and inner.clauses[-1].verb in SAYING:
            self.stack.append(_Open("content", inner))  # "said China had agreed"
            self.places[last + 1 :] = [self.stack[-1]] * (number - last - 1)
        elif inner.comma <= last and has_subject:
            self.stack.append(_Open("relative", inner))  # "the guards it would like"
        else:
            self.stack = self.stack[:1]
        return self.add(number)

    def add(self, number: int) -> None:
        inner = self.stack[-1]
        clause, self.read_until = _clause(self.words, number)
        clause.kind, clause.parent = (
            inner.kind,
            inner.above.clauses[-1] if inner.above and inner.above.clauses else None,
        )
        since = (
            inner.clauses[-1].place
            if inner.clauses
            else next((place for place, opened in enumerate(self.places) if opened is inner), number)
        )
        clause.negated |= any(word.text in NEGATIVE for word in self.words[since:number])
        inner.infinitive = clause.form in ("to", *MODAL.values(), "must", "could") or bool(clause.infinitive)
        inner.clauses.append(clause)
        self.clauses.append(clause)

    def owner(self, number: int) -> Clause | None:
        """Returns the clause of a word: of several verbs the one before it, or after it where an "and" lies between."""
        opened: _Open | None = self.places[number]
        while opened and not opened.clauses:
            opened = opened.above
        if opened is None:
            return None
        before = [clause for clause in opened.clauses if clause.place <= number]
        after = [clause for clause in opened.clauses if clause.place > number]
        if before and after and any(word.tag == "CJC" for word in self.words[before[-1].place : number + 1]):
            return after[0]
        return before[-1] if before else after[0]


def _opening(words: Sequence[Word], number: int) -> str:
    """Returns the kind of clause that a word opens, or ""."""
    word = words[number]
    if (
        word.tag == "PNQ"
        or (word.tag == "DTQ" and word.text in ("which", "whose", "whom"))
        or (word.tag == "AVQ" and word.text == "where")
    ):
        return "relative"
    if word.tag == "CJT":
        return "content"
    if word.tag == "DTQ":
        return "free"
    if (word.tag == "CJS" and word.text not in ("than", "as")) or word.tag == "AVQ":
        return "adverbial"
    return (
        "adverbial"
        if word.text == "as" and word.tag == "CJS" and (number == 0 or words[number - 1].text == ",")
        else ""
    )


def _is_finite(words: Sequence[Word], number: int, inner: _Open) -> bool:
    word = words[number]
    if word.tag not in {"VVI", "VBI", "VHI", "VVB"}:
        return word.tag in FINITE
    before = next((place for place in range(number - 1, -1, -1) if words[place].tag not in ADVERB), None)
    if before is None or (
        words[before].tag not in NOUN | {"PNQ", "DTQ", "DT0", "CJC", "AJ0", "EX0", "PUQ", "PUR"}
        and words[before].text != ","
    ):
        return False
    joined = (
        words[before].tag == "CJC"
        or words[before].text == ","
        or (bool(inner.clauses) and inner.joined > inner.clauses[-1].place)
    )
    return not (joined and inner.infinitive)  # "to train and equip"


def _is_reduced(words: Sequence[Word], number: int) -> bool:
    return words[number - 1].tag in NOUN and number + 1 < len(words) and words[number + 1].tag in ("PRP", "TO0")


def _clause(words: Sequence[Word], number: int) -> tuple[Clause, int]:
    """Returns the clause of the finite verb that begins at a word, and the number of the word after its last part."""
    chain = _chain(words, number)
    last, end = words[chain[-1]], chain[-1] + 1
    following = _after_adverbs(words, end)
    is_auxiliary = last.tag[:2] in FOLLOWS
    within = [word for word in words[number:end] if word.tag in ADVERB] + list(
        words[end:following] if is_auxiliary else words[end : end + 1]
    )
    adjective = (
        words[following].text
        if last.tag[:2] == "VB" and following < len(words) and words[following].tag[:2] == "AJ"
        else ""
    )
    return Clause(
        "",
        None,
        "be" if last.tag[:2] == "VB" else last.lemma,
        _form(words, chain),
        negated=any(
            word.tag == "XX0" or word.text in NEGATIVE for word in [*within, *words[following : following + 1]]
        ),
        progressive=len(chain) > 1 and last.tag == "VVG",
        passive=len(chain) > 1 and words[chain[-2]].tag[:2] == "VB" and last.tag in PARTICIPLE,
        adjective=adjective,
        infinitive=_infinitive(words, end),
        place=number,
    ), following if adjective else end


def _chain(words: Sequence[Word], number: int) -> list[int]:
    """Returns the numbers of a verb's parts: "has", "been" and "sent" of "has not yet been sent", "is" and "meet" of "is to meet"."""
    chain = [number]
    while (following := _after_adverbs(words, chain[-1] + 1)) < len(words):
        last, word = words[chain[-1]], words[following]
        if (
            word.tag == "TO0"
            and (last.text in ("going", "ought") or last.tag[:2] in ("VB", "VH"))
            and following + 1 < len(words)
            and words[following + 1].tag in BARE
        ):
            chain.append(following + 1)
        elif word.tag in FOLLOWS.get(last.tag[:2], ()) and last.tag != "VDN":
            chain.append(following)
        else:
            break
    return chain


def _form(words: Sequence[Word], chain: Sequence[int]) -> str:
    first = words[chain[0]]
    if first.tag == "VM0":
        return MODAL.get(first.text, first.text)
    joined_by_to = [words[place - 1].tag == "TO0" for place in chain[1:]]
    if any(joined_by_to):
        return (
            "will"
            if any(words[place].text == "going" for place in chain)
            else "must"
            if first.tag[:2] == "VH"
            else "to"
        )
    if first.tag[:2] == "VH" and len(chain) > 1:
        return "pluperfect" if first.tag == "VHD" else "perfect"
    return "past" if first.tag[-1] == "D" else "present"


def _infinitive(words: Sequence[Word], end: int) -> str:
    for place in range(end, min(end + REACH, len(words) - 1)):
        if words[place].tag == "TO0":
            return words[place + 1].lemma if words[place + 1].tag in BARE else ""
        if words[place].tag in FINITE | {"PUN", "CJC", "CJS", "CJT"}:
            return ""
    return ""


def _after_adverbs(words: Sequence[Word], number: int) -> int:
    while number < len(words) and words[number].tag in ADVERB:
        number += 1
    return number
