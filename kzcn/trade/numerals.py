"""Numbers in words, "one hundred and thirty-one billion four hundred million": the pattern that finds them, and their value."""

from __future__ import annotations

import re
from decimal import Decimal

from kzcn.vocabulary import vocabulary

WORDS: dict[str, float] = vocabulary("amounts")["words"]
SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def _words(low: float, high: float) -> str:
    """Returns the words of the vocabulary for the numbers of a range as alternatives."""
    return "|".join(
        sorted(
            (word for word, value in WORDS.items() if low <= value <= high and word.isalpha()), key=len, reverse=True
        )
    )


UNIT, TEEN, TENS = _words(1, 9), _words(10, 19), _words(20, 90)
PHRASES = "|".join(sorted((word for word in WORDS if not word.isalpha()), key=len, reverse=True))  # "a couple of"
BELOW = rf"(?:(?:{TENS})(?:[\s-](?:{UNIT}))?|{TEEN}|{UNIT})"
GROUP = rf"(?:(?:{BELOW}\s+)?hundred(?:\s+(?:and\s+)?{BELOW})?|{BELOW})"
HALF = r"[\s-]and[\s-]a[\s-]half"
INITIALS = "".join(sorted({word[0] for word in WORDS}))
STEM = rf"(?<![^\W\d_])(?=[{INITIALS}])(?:{GROUP}[\s-](?:{'|'.join(SIZES)}),?\s)*(?:{PHRASES}|{GROUP}(?:{HALF})?)"  # of "ninefold" too
NUMERAL = rf"{STEM}(?![^\W\d_])"


def value(written: str, last: Decimal = Decimal(1)) -> Decimal:
    """Returns the value of a number that NUMERAL found; `last` multiplies its last part ("... four hundred" million)."""
    text = re.sub(HALF, " half", re.sub(r"\s+", " ", written.lower()))
    phrase = next((word for word in PHRASES.split("|") if text.endswith(word)), "")
    total, part = Decimal(0), Decimal(str(WORDS[phrase])) if phrase else Decimal(0)
    for word in re.findall(r"[a-z]+", text.removesuffix(phrase)):
        if word in SIZES:
            total, part = total + part * SIZES[word], Decimal(0)
        elif word == "hundred":
            part = (part or Decimal(1)) * 100
        elif word == "half":
            part += Decimal("0.5")
        elif word != "and":
            part += Decimal(str(WORDS[word]))
    return total + part * last
