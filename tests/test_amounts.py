"""Money, percentages and multiples as this genre writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn.trade import amounts, rates

MONEY = {
    "reached $8.36 billion in": [(8.36e9, "USD", False)],
    "US$ 13.9bn": [(13.9e9, "USD", False)],
    "over US $21 billion": [(21e9, "USD", True)],
    "USD 5.97 billion": [(5.97e9, "USD", False)],
    "5.97 billion U.S. dollars": [(5.97e9, "USD", False)],
    "$500m": [(500e6, "USD", False)],
    "$367,900,000": [(367.9e6, "USD", False)],
    "$1,560 million": [(1.56e9, "USD", False)],
    "$1,56 billion": [(1.56e9, "USD", False)],
    "half a billion dollars": [(500e6, "USD", False)],
    "two and a half billion dollars": [(2.5e9, "USD", False)],
    "a $40-billion target": [(40e9, "USD", False)],
    "a 10-billion-dollar target": [(10e9, "USD", False)],
    "€18.5bn": [(18.5e9, "EUR", False)],
    "RMB 288.5 billion": [(288.5e9, "CNY", False)],
    "178 billion yuan": [(178e9, "CNY", False)],
    "4.4 trillion tenge": [(4.4e12, "KZT", False)],
    "600 billion rubles": [(600e9, "RUB", False)],
    "100 billion in the longer run": [(100e9, None, False)],
    "$5-6 billion": [(5.5e9, "USD", True)],
    "$5bn-$6bn": [(5.5e9, "USD", True)],
    "between $40 billion and $50 billion": [(45e9, "USD", True)],
    "from $1.6 to $6.8 billion": [(1.6e9, "USD", False), (6.8e9, "USD", False)],
    "from $5 billion in 2005 to $6 billion": [(5e9, "USD", False), (6e9, "USD", False)],
    "$5 billion this year, ten for 2010 and fifteen for 2015": [
        (5e9, "USD", False),
        (10e9, "USD", False),
        (15e9, "USD", False),
    ],
    "nearly $500 million": [(500e6, "USD", True)],
    "30% more than the $24.1 billion": [(24.1e9, "USD", False)],
    "a billion-dollar deal": [],
    "the Eurasian Union in 2006": [],
}

PERCENTS = {
    "up 22.8 per cent": [(22.8, False)],
    "(-8.4%)": [(-8.4, True)],
    "8.4 pct": [(8.4, False)],
    "10-15 percent": [(12.5, False)],
    "between 10 and 15 percent": [(12.5, False)],
    "ten percent": [(10, False)],
    "nearly doubled": [(100, True)],
    "trebled": [(200, True)],
    "halved": [(-50, True)],
    "ninefold": [(800, True)],
    "grew 1.6-fold": [(60, True)],
    "increased by 1.5 times": [(50, True)],
    "by a factor of 13": [(1200, True)],
    "fell by a third": [(33.3, False)],
    "twice as much": [(100, True)],
    "half as much again": [(50, True)],
    "fell by 3 percent while imports leapt by 41.": [(3, False), (41, False)],
    "3 percentage points": [],
    "a third of it copper": [],
    "half of what was promised": [],
}


@pytest.mark.parametrize("text", MONEY)
def test_money_is_read_as_written(text):
    assert [(amount.value, amount.currency, amount.approx) for amount in amounts.money(text)] == MONEY[text]


@pytest.mark.parametrize("text", PERCENTS)
def test_percentages_and_words_for_them_are_read(text):
    assert [(percent.value, percent.signed) for percent in amounts.percents(text)] == PERCENTS[text]


def test_one_amount_in_two_currencies_comes_once_as_it_is_given_first():
    (amount,) = amounts.money("imports of 441 billion tenge, or about $2.9 billion, in 2012")
    assert (amount.value, amount.currency, amount.usd) == (441e9, "KZT", 2.9e9)
    (amount,) = amounts.money("trade of $2.9 billion (441 billion tenge)")
    assert (amount.value, amount.currency, amount.usd) == (2.9e9, "USD", 2.9e9)


def test_more_than_blurs_one_figure_and_compares_two():
    assert [percent.approx for percent in amounts.percents("rose by more than 20 percent")] == [True]
    assert [amount.approx for amount in amounts.money("8 percent more than the $11.9 billion")] == [False]


@given(st.integers(1, 99_999), st.sampled_from([1e6, 1e9, 1e12]), st.sampled_from(["USD", "CNY", "KZT", "RUB", "EUR"]))
def test_a_rendered_amount_is_read_back(number, size, currency):
    value = number / 100 * size
    (amount,) = amounts.money(f"It was {amounts.render(value, currency)} in all.")
    assert amount.value == pytest.approx(value, rel=1e-9)
    assert amount.currency == currency


@given(st.text(max_size=80))
def test_any_text_is_read_without_error_and_spans_lie_in_it(text):
    for figure in [*amounts.money(text), *amounts.percents(text)]:
        assert 0 <= figure.start < figure.end <= len(text)


def test_rates_convert_what_they_know_and_nothing_else():
    assert rates.usd(5.0, "USD", 1900) == 5.0
    yuan = rates.usd(178e9, "CNY", 2012)
    assert yuan is not None and 27e9 < yuan < 29e9
    assert rates.usd(1.0, "CNY", 1901) is None
    assert rates.usd(1.0, "XXX", 2012) is None


SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ROUND = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int, joint: str = " ") -> str:
    """Returns a number in words; `joint` stands between hundreds and the rest."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            return f"{in_words(number // size, joint)} {name}{' ' + in_words(rest, joint) if rest else ''}"
    if number >= 100:
        return f"{SMALL[number // 100]} hundred{joint + in_words(number % 100, joint) if number % 100 else ''}"
    if number < 20:
        return SMALL[number]
    return ROUND[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")


@given(st.integers(1, 999_999_999_999), st.sampled_from([" ", " and "]))
def test_any_number_in_words_reads_back(number, joint):
    (amount,) = amounts.money(f"It came to {in_words(number, joint)} dollars.")
    assert (amount.value, amount.currency) == (number, "USD")


@given(st.integers(1, 999), st.sampled_from(["million", "billion", "bn", "mln"]))
def test_numbers_in_words_go_with_every_magnitude(number, size):
    (amount,) = amounts.money(f"worth {in_words(number)} {size} dollars")
    assert amount.value == number * {"m": 10**6, "b": 10**9}[size[0]]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("almost forty-four billion dollars", [44e9]),
        ("thirty-one and a half billion dollars", [31.5e9]),
        ("six hundred million dollars", [600e6]),
        ("138.7 hundred million US dollars", [13.87e9]),
        ("one billion and two billion dollars", [1e9, 2e9]),
        ("six to seven billion dollars", [6.5e9]),
        ("between twenty and thirty billion dollars", [25e9]),
        ("a hundred and twenty companies", []),
        ("two hundred kilometres", []),
    ],
)
def test_numbers_in_words_are_read(text, values):
    assert [amount.value for amount in amounts.money(text)] == values


@pytest.mark.parametrize(
    "text", ["exceeded $10 billion", "surpassing the $10 billion mark", "topped $10 billion", "over $10 billion"]
)
def test_a_level_that_is_exceeded_is_approximate(text):
    assert amounts.money(text)[0].approx


@pytest.mark.parametrize(
    "text", ["reached $10 billion", "exceeded the plan and came to $10 billion", "the top was $10 billion"]
)
def test_a_level_that_is_reached_is_exact(text):
    assert not amounts.money(text)[0].approx
