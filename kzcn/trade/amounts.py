"""Money, percentages and multiples of a sentence (`vocabulary/amounts.toml`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kzcn.trade import numerals
from kzcn.trade.numerals import NUMERAL, STEM
from kzcn.vocabulary import vocabulary

VOCABULARY = vocabulary("amounts")


@dataclass(frozen=True)
class Money:
    """An amount of money."""

    start: int
    end: int
    value: float  # of a range its middle
    currency: str | None  # ISO 4217; None where the text says only "100 billion"
    approx: bool
    usd: float | None = None  # the same amount in dollars, where the text gives both


@dataclass(frozen=True)
class Percent:
    """A percentage, or words that come to one: "doubled" is 100, "a third" 33.3."""

    start: int
    end: int
    value: float  # negative only where the sign is part of the figure ("-8.4%", "halved")
    signed: bool  # whether the direction is part of the figure; otherwise the words around it tell
    approx: bool
    word: bool = False  # "doubled", "ninefold", "a third": no per cent sign


def _alternatives(fragments: list[str]) -> str:
    return "|".join(sorted(fragments, key=len, reverse=True))


def _named(table: dict[str, list[str]], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{name}>{_alternatives(fragments)})" for name, fragments in table.items())


def letters(fragment: str) -> str:
    """Returns the longest run of letters or signs that every match of a fragment holds, in lower case; "" where there is none."""
    plain, shorter = "", fragment
    while plain != shorter:
        plain, shorter = shorter, re.sub(r"\((?:\?:)?[^()]*\)[?*]?|\[[^\]]*\][?*+]?", "\n", shorter)
    if "|" in plain:
        return ""
    runs = re.sub(r"\\?.[?*]|\\\w", "\n", plain).replace("\\", "").lower().split("\n")
    return max(runs, key=len)


def _hints(fragments: Iterable[str]) -> tuple[str, ...]:
    """Returns letters of which every match of any fragment holds some; ("",), which every text holds, where one has none."""
    return tuple(sorted({letters(fragment) for fragment in fragments})) if all(map(letters, fragments)) else ("",)


def _holds(text: str, hints: Iterable[str]) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in hints)


CURRENCIES: dict[str, dict[str, list[str]]] = VOCABULARY["currencies"]
MAGNITUDES = {float(size): names for size, names in VOCABULARY["magnitudes"].items()}
BEFORE = [(code, re.compile(_alternatives(names["before"]), re.IGNORECASE)) for code, names in CURRENCIES.items()]
AFTER = [(code, re.compile(_alternatives(names["after"]), re.IGNORECASE)) for code, names in CURRENCIES.items()]
SIZES = [(Decimal(int(size)), re.compile(_alternatives(names), re.IGNORECASE)) for size, names in MAGNITUDES.items()]
PREFIX = _alternatives([fragment for names in CURRENCIES.values() for fragment in names["before"]])
SUFFIX = _alternatives([fragment for names in CURRENCIES.values() for fragment in names["after"]])
SIZE = _alternatives([name for names in MAGNITUDES.values() for name in names])
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
DIGIT = re.compile(r"\d")
SHORTEST_SIZE = 3  # letters; "m" or "bn" makes money only of a number with a currency
NUMBER = rf"(?:{DIGITS}|{NUMERAL})"
YEAR = re.compile(r"(?:19|20)\d\d")
UNIT = r"(?![^\W\d_])"  # an abbreviation ends here
DASH = r"\s?[-–—‑]\s?"
APPROXIMATE = re.compile(
    rf"(?:(?<!\w)(?:{_alternatives(VOCABULARY['approximate']['words'])})\s+|~\s?|≈\s?)+(?:a |an |the )?$", re.IGNORECASE
)
EXACT = re.compile(rf"\s*(?:{_alternatives(VOCABULARY['approximate']['exact'])})\s+$", re.IGNORECASE)
EXCEEDING = re.compile(rf"\b(?:{_alternatives(VOCABULARY['approximate']['verbs'])})\s+(?:the |a |an )?$", re.IGNORECASE)
AFTERWARDS = re.compile(rf"\s?(?:{_alternatives(VOCABULARY['approximate']['after'])}){UNIT}", re.IGNORECASE)

AMOUNT = (
    rf"(?:(?P<before{{n}}>{PREFIX})\s?)?(?P<number{{n}}>{NUMBER})(?:[\s\u00a0-]?(?P<size{{n}}>{SIZE}){UNIT})?"
    rf"(?:[\s-]?(?P<after{{n}}>{SUFFIX})(?!\w))?"
)
ONE, TWO = AMOUNT.replace("{n}", "1"), AMOUNT.replace("{n}", "2")
IN_WORDS = _hints(
    [
        *(fragment for names in CURRENCIES.values() for written in names.values() for fragment in written),
        *(name for names in MAGNITUDES.values() for name in names if len(name) >= SHORTEST_SIZE),
    ]
)
MONEY = re.compile(rf"(?<![\w.,$€£¥]){ONE}(?:(?P<link>{DASH}|\s(?:to|and|or)\s){TWO})?(?![\d])", re.IGNORECASE)
SAME_AMOUNT = re.compile(
    r"\s*(?:\(|,\s|–\s|—\s|-\s)?\s*(?:or|i\.e\.,?|equal to|equivalent to|that is,?|worth|the equivalent of)?\s*(?:(?:some|"
    r"about|around|roughly|approximately|nearly|almost|just|"
    r"under|over|more than|less than|at the time)\s+)*",
    re.IGNORECASE,
)

PER_CENT = re.compile(r"\s?(?:%|per ?cent\b|percent\b|pct\b)", re.IGNORECASE)
DEALT_OUT = re.compile(r"\brespectively\b", re.IGNORECASE)
OF_THE_LEVEL = re.compile(
    r"\s+(?:of|to|against)\s+(?:the\s+)?(?:levels?|figures?|indicators?|volumes?)\s+(?:of|for|in)\b", re.IGNORECASE
)  # an index: 101.9% of the level of 2024 is a rise by 1.9%
FALLS = re.compile(
    r"\b(?:fell|fall\w*|dropp?\w*|declin\w*|decreas\w*|reduc\w*|shr[aiu]nk\w*|plung\w*|slump\w*|slid|slid\w+|down|cut|contracted)\s+"
    r"(?:by\s+)?(?:about\s+|some\s+|almost\s+|nearly\s+|more than\s+|over\s+)?$",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"(?:%|per ?cent|percent|pct\.?|half|third|quarter|times|billion|million|bn|\d)\s+$", re.IGNORECASE
)

SHORT = re.compile(
    rf"(?:,|\b(?:and|to|or|than|then|of|about|some|nearly))\s+[\"“]?(?P<number>(?!an?\b){NUMBER})[\"”]?(?=,?\s+(?:(?:by|in|for|"
    rf"during)\s+(?:(?:the\s+)?(?:year\s+|end of\s+)?(?:19|20)\d\d|"
    r"(?:this|last|next|the (?:first|second|third|current|previous|following|next))\b)|(?:a|five|two|three|ten) years? (?:later|"
    r"earlier)))",
    re.IGNORECASE,
)
PERCENT = re.compile(
    rf"(?P<sign>(?<!\w)[-−–+]|\b(?:minus|plus)\s)?(?<![\w.])(?:(?P<first>{NUMBER})\s?(?:%|per ?cent|percent|pct)?(?P<link>{DASH}|\s(?:to|and|"
    rf"or)\s))?(?P<number>{NUMBER})[\s-]?"
    r"(?:%|per ?cent\b|percent\b|pct\b\.?|p\.c\.)(?!\s*(?:age )?points?)",
    re.IGNORECASE,
)
BARE = re.compile(
    r"\b(?:by|up|down)\s+(?:(?:about|some|nearly|almost|only|just)\s+)?(?P<number>\d{1,3}(?:\.\d+)?)(?=[.,;)](?!\d)|$|\s+(?:and|"
    r"while|but|in|to|after|on)\b)",
    re.IGNORECASE,
)
FRACTION = _alternatives(list(VOCABULARY["fractions"]))
FRACTIONS = [(re.compile(fragment, re.IGNORECASE), float(value)) for fragment, value in VOCABULARY["fractions"].items()]
PART = re.compile(
    rf"\b(?P<part>{FRACTION})\b(?! (?:of|a|an|the (?:world|country|population)|year|dozen|million|billion|trillion|century|decade|"
    rf"quarter)\b)(?!-)",
    re.IGNORECASE,
)
AGAIN = re.compile(r"\s+(?:as (?:much|many|large|big|high) again|again as (?:much|many|large|big|high))\b")
MULTIPLES = [(re.compile(fragment, re.IGNORECASE), float(value)) for fragment, value in VOCABULARY["multiples"].items()]
VERB = re.compile(rf"\b(?:{_alternatives(list(VOCABULARY['multiples']))})\b(?!-)", re.IGNORECASE)
FOLD = re.compile(rf"\b(?P<number>{DIGITS}|{STEM})[\s-]?fold\b", re.IGNORECASE)
TIMES = re.compile(
    rf"\b(?:by )?(?:(?P<number>{NUMBER})[\s-](?:times|x)\b|(?P<twice>twice|thrice)\b)|\bby a factor of (?P<factor>{NUMBER})\b",
    re.IGNORECASE,
)


def money(text: str) -> list[Money]:
    """Returns every amount of money of a sentence in order; one that is given in two currencies comes once, as it is given first.

    A number with a magnitude but no currency ("100 billion") has currency None; whether it is money is for the caller to judge.
    """
    found: list[Money] = []
    if not DIGIT.search(text) and not _holds(text, IN_WORDS):
        return found
    for match in MONEY.finditer(text):
        first, second = _amount(match, "1"), _amount(match, "2") if match["number2"] else None
        if match["number2"] and PER_CENT.match(text, match.end("number2")):
            found.extend([first] if first else [])  # "USD 9.5 bln or 13.2% of all trade"
            continue
        shared, size = (
            (_currency(match, "1") or _currency(match, "2"), match["size1"] or match["size2"])
            if match["number2"]
            else (None, None)
        )
        if not (shared and size) or YEAR.fullmatch(match["number1"]):
            found.extend(amount for amount in (first, second) if amount is not None)
            continue
        # "$5-6 billion", "from $1.6 to $6.8 billion": the two share what only one of them says
        values = [_value(match[f"number{n}"], match[f"size{n}"] or size) for n in "12"]
        low, high = (
            Money(_start(match, n), _end(match, n), value, _currency(match, n) or shared, False)
            for n, value in zip("12", values, strict=True)
        )
        if _is_range(text, match) and low.value < high.value:
            found.append(Money(match.start(), match.end(), (low.value + high.value) / 2, shared, True))
        else:
            found.extend((low, high))
    found = _completed(text, found)
    found = [replace(amount, approx=amount.approx or approximate(text, amount.start, amount.end)) for amount in found]
    return _joined(text, [amount for amount in found if amount.value > 0])


def _completed(text: str, amounts: list[Money]) -> list[Money]:
    """Returns the amounts with those that share the magnitude of one before: "$5 billion this year, ten for 2010 and fifteen for 2015"."""
    if not amounts:
        return amounts
    found = list(amounts)
    for match in SHORT.finditer(text, amounts[0].end):
        model = next((amount for amount in reversed(amounts) if amount.end <= match.start()), None)
        if model is None or any(
            match.start("number") < other.end and other.start < match.end("number") for other in found
        ):
            continue
        size = next((size for size, _ in SIZES[::-1] if model.value >= size), Decimal(1))
        found.append(
            Money(
                match.start("number"),
                match.end("number"),
                float(Decimal(str(_value(match["number"]))) * size),
                model.currency,
                False,
            )
        )
    return sorted(found, key=lambda amount: amount.start)


def _amount(match: re.Match[str], n: str) -> Money | None:
    """Returns one amount of the match if what it says makes it money, or perhaps money."""
    currency, size = _currency(match, n), match[f"size{n}"]
    no_number = match[f"number{n}"].lower() == "a" and match.group().lower().endswith(
        "-dollar"
    )  # "a billion-dollar deal"
    if no_number or (currency is None and (not size or len(size) < SHORTEST_SIZE)):
        return None
    return Money(_start(match, n), _end(match, n), _value(match[f"number{n}"], size), currency, False)


def _is_range(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rstrip().lower()
    if match["link"].strip() == "to":
        return (
            not before.endswith("from")
            and not match["size1"]
            and not re.search(r"\b(?:rose|grew|fell|up|down|increased|declined)$", before)
        )
    if match["link"].strip() == "and":
        return re.search(r"\bbetween( (about|some|around))?$", before) is not None
    return True


def _start(match: re.Match[str], n: str) -> int:
    return match.start(f"before{n}") if match[f"before{n}"] else match.start(f"number{n}")


def _end(match: re.Match[str], n: str) -> int:
    return max(match.end(f"{part}{n}") for part in ("number", "size", "after"))


def _currency(match: re.Match[str], n: str) -> str | None:
    for written, table in ((match[f"before{n}"], BEFORE), (match[f"after{n}"], AFTER)):
        for code, pattern in table:
            if written and pattern.fullmatch(written):
                return code
    return None


def _value(written: str, size: str | None = None) -> float:
    """Returns a number in digits or words, times its magnitude."""
    magnitude = next((magnitude for magnitude, pattern in SIZES if size and pattern.fullmatch(size)), Decimal(1))
    if not written[0].isdigit():
        return float(numerals.value(written, magnitude))
    if re.fullmatch(r"\d+,\d{1,2}", written):  # a comma for the decimal point
        return float(Decimal(written.replace(",", ".")) * magnitude)
    return float(Decimal(re.sub(r"[,\s\u00a0\u202f]", "", written)) * magnitude)


def approximate(text: str, start: int, end: int) -> bool:
    """Returns whether the words around a figure say that it is not exact."""
    before = APPROXIMATE.search(text, 0, start)
    exceeding = EXCEEDING.search(text, 0, start) is not None
    stated = exceeding or (before is not None and not EXACT.fullmatch(before[0]) and not compared(text, before))
    return stated or AFTERWARDS.match(text, end) is not None


def compared(text: str, words: re.Match[str]) -> bool:
    """Returns whether words like "more than" compare two figures ("30% more than the $24 billion"), rather than blur one."""
    comparative = re.match(r"(?:more|less|fewer|above|below|over|under)\b", words[0], re.IGNORECASE)
    return comparative is not None and COMPARES.search(text, 0, words.start()) is not None


def _joined(text: str, amounts: list[Money]) -> list[Money]:
    """Returns the amounts with "441 billion tenge, or about $918 million" made one."""
    joined: list[Money] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        if (
            last
            and last.currency
            and amount.currency
            and last.currency != amount.currency
            and SAME_AMOUNT.fullmatch(text, last.end, amount.start)
        ):
            closed = text[amount.end : amount.end + 1] == ")" and "(" in text[last.end : amount.start]
            usd = {last.currency: last.value, amount.currency: amount.value}.get("USD")
            joined[-1] = replace(last, end=amount.end + closed, usd=usd)
        else:
            joined.append(amount)
    return joined


def percents(text: str) -> list[Percent]:
    """Returns every percentage of a sentence in order, those in words ("doubled", "ninefold", "by a third") among them."""
    found: list[Percent] = []
    for kind, hints in KINDS:
        for percent in kind(text, found) if _holds(text, hints) else ():
            if not any(percent.start < other.end and other.start < percent.end for other in found):
                approx = percent.approx or approximate(text, percent.start, percent.end)
                found.append(replace(percent, approx=approx))
    return sorted(found, key=lambda percent: percent.start)


def _in_figures(text: str, _: list[Percent]) -> Iterator[Percent]:
    """Yields "22.8 percent", "-8.4%", the middle of "10-15 percent", both of "12% and 7%"."""
    for match in PERCENT.finditer(text):
        value, start = _value(match["number"]), match.start()
        if match["first"]:
            first, start = _value(match["first"]), match.start("number")
            if _is_span(text, match):
                yield Percent(match.start(), match.end(), (first + value) / 2, False, True)
                continue
            dealt_out = PER_CENT.match(text, match.end("first")) or DEALT_OUT.search(text, match.end())
            if match["link"].strip() == "and" and dealt_out:
                yield Percent(*match.span("first"), first, False, False)
        if OF_THE_LEVEL.match(text, match.end()):
            yield Percent(match.start("number"), match.end(), round(value - 100, 1), True, False)
            continue
        sign = (match["sign"] or "").strip()
        yield Percent(start, match.end(), -value if sign in ("-", "−", "–", "minus") else value, bool(sign), False)


def _is_span(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are the ends of one percentage: "10-15 percent", "by 10 to 15 percent", "between 10 and 15 percent"."""
    before, link = text[: match.start("first")], match["link"].strip()
    ranged = link in "-–—‑or" or re.search(r"\b(?:by|of|to|at|from)\s$|^$", before)
    return before.endswith("between ") or (bool(ranged) and link != "and")


def _without_sign(text: str, found: list[Percent]) -> Iterator[Percent]:
    """Yields the second of "exports fell by 3 percent and imports by 41"."""
    if found:
        for match in BARE.finditer(text, min(percent.end for percent in found)):
            yield Percent(match.start("number"), match.end(), _value(match["number"]), False, False)


def _in_multiples(text: str, _: list[Percent]) -> Iterator[Percent]:
    """Yields "doubled", "ninefold"."""
    for match in VERB.finditer(text):
        value = next(value for pattern, value in MULTIPLES if pattern.fullmatch(match[0]))
        yield Percent(*match.span(), value, True, False, True)
    for match in FOLD.finditer(text):
        yield Percent(*match.span(), round((_value(match["number"]) - 1) * 100, 1), True, False, True)


def _in_times(text: str, _: list[Percent]) -> Iterator[Percent]:
    """Yields "2.5 times", "twice", "by a factor of 13"; downwards after a word of falling."""
    for match in TIMES.finditer(text):
        twice = {"twice": 2.0, "thrice": 3.0}.get((match["twice"] or "").lower())
        times = twice or _value(match["number"] or match["factor"])
        if times > 1:
            share = 1 / times if FALLS.search(text, 0, match.start()) else times
            yield Percent(*match.span(), round((share - 1) * 100, 1), True, False, True)


def _in_parts(text: str, _: list[Percent]) -> Iterator[Percent]:
    """Yields "by a third", "half as much again"."""
    for match in PART.finditer(text):
        value = next(value for pattern, value in FRACTIONS if pattern.fullmatch(match["part"]))
        yield Percent(*match.span(), value, AGAIN.match(text, match.end()) is not None, False, True)


KINDS: tuple[tuple[Callable[[str, list[Percent]], Iterator[Percent]], tuple[str, ...]], ...] = (
    (_in_figures, ("%", "cent", "pct", "p.c.")),  # of which a sentence must hold one to be searched
    (_without_sign, ("",)),
    (_in_multiples, (*_hints(VOCABULARY["multiples"]), "fold")),
    (_in_times, ("times", "x", "twice", "thrice", "factor")),
    (_in_parts, _hints(VOCABULARY["fractions"])),
)


def named(text: str) -> str | None:
    """Returns the currency that a sentence names apart from its amounts ("keeps its books in tenge"); None where it names none."""
    return next(
        (
            code
            for code, pattern in AFTER
            if code != "USD" and re.search(rf"\bin (?:{pattern.pattern})\b", text, re.IGNORECASE)
        ),
        None,
    )


def render(value: float, currency: str | None) -> str:
    """Returns an amount in words ("8.36 billion USD"); `money` reads it back."""
    size, name = next(
        (
            (size, name)
            for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
            if abs(value) >= size
        ),
        (1.0, ""),
    )
    return f"{value / size:.12g}{name} {currency or ''}".strip()
