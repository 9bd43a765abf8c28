"""Claims of trade: a table of constructions, the discourse around them, and what arithmetic adds."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcn import periods
from kzcn.actors import mentions as actors
from kzcn.articles import article, sentences
from kzcn.schema import Claim, Document, Passage
from kzcn.trade import amounts, cues, frame, governing, implied, rules
from kzcn.trade import claims as trade

PHRASES = tomllib.loads((Path(__file__).parent / "trade_phrases.toml").read_text("utf-8"))["phrase"]
LEAD = "Kazakhstan and China are neighbours."


def claims(text: str, published: str | None = "2013-09-18") -> list[Claim]:
    """Returns the claims of a text of one paragraph."""
    passages = [
        Passage("d", f"d:{n:04d}", "body", 1, start, end, text[start:end])
        for n, (start, end) in enumerate(sentences.split(text), 1)
    ]
    document = Document("d", None, (), published, None, None, "en", 0, "", "", text)
    registry = actors.Registry.load()
    mentions, discovered = actors.mentions(document, passages, registry)
    known = registry.actors | {actor.actor_id: actor for actor in discovered}
    found = trade.stated(document, passages, mentions, known)
    return implied.merged([one.claim for one in found], {one.claim.claim_id for one in found if not one.certain})


def stated(text: str, published: str | None = "2013-09-18") -> list[Claim]:
    return [claim for claim in claims(text, published) if claim.basis == "stated"]


def days(written: str) -> periods.Days | None:
    """Returns the days of a period as the table writes it."""
    if written == "-":
        return None
    if ".." in written:
        first, last = (days(end) for end in written.split(".."))
        assert first and last
        return first[0], last[1]
    year, _, rest = written.partition("-")
    if not rest:
        return periods.year(int(year))
    months = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
    return periods.part(int(year), months[rest] if rest in months else (int(rest), int(rest)))


def row(written: str) -> tuple[object, ...]:
    who, money, period, change, status = (part.strip() for part in written.split("|"))
    measure, reporter, partner = who.split()
    value, currency = (None, None) if money == "-" else (float(money.split()[0]), money.split()[1])
    return measure, reporter, partner, value, currency, days(period), None if change == "-" else float(change), status


def read(claim: Claim) -> tuple[object, ...]:
    period = (
        (date.fromisoformat(claim.period_start), date.fromisoformat(claim.period_end))
        if claim.period_start and claim.period_end
        else None
    )
    return (
        claim.measure,
        claim.reporter,
        claim.partner,
        claim.value,
        claim.currency,
        period,
        None if claim.change_pct is None else round(claim.change_pct, 1),
        claim.status,
    )


@pytest.mark.parametrize("phrase", PHRASES, ids=[re.sub(r"\W+", "-", phrase["text"])[:70] for phrase in PHRASES])
def test_a_construction_gives_the_rows_a_careful_reader_takes_from_it(phrase):
    text = phrase["text"] if phrase.get("alone") else f"{LEAD} {phrase['text']}"
    found = stated(text, phrase.get("published", "2013-09-18"))
    assert sorted(map(read, found), key=str) == sorted(map(row, phrase["rows"]), key=str)
    assert all(text[claim.start : claim.end] == claim.quote for claim in found)


# ---- evidence

GOLD = Path(__file__).parent / "gold" / "articles"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Kazakhstan's crude oil exports to China came to $3 billion in 2012.",
            "crude oil exports to China came to $3 billion in 2012",
        ),
        (
            "Wheat shipments from Kazakhstan to China were worth $80 million in 2012.",
            "Wheat shipments from Kazakhstan to China were worth $80 million in 2012",
        ),
        ("Kazakhstan's exports to China came to $9 billion in 2012.", "exports to China came to $9 billion in 2012"),
    ],
)
def test_the_quote_begins_with_the_goods(text, quote):
    assert [claim.quote for claim in stated(text)] == [quote]


@pytest.mark.parametrize("path", sorted(GOLD.iterdir()), ids=lambda path: path.stem)
def test_every_stated_claim_quotes_its_sentence_and_rows_come_in_order(path):
    read = article.read(path.read_bytes(), path.name)
    document = Document(path.stem, read.title, read.authors, read.published, None, None, "en", 0, "", "", read.text)
    passages = {passage.passage_id: passage for passage in sentences.passages(path.stem, read)}
    registry = actors.Registry.load()
    mentions, discovered = actors.mentions(document, list(passages.values()), registry)
    known = registry.actors | {actor.actor_id: actor for actor in discovered}
    stated = trade.stated(document, list(passages.values()), mentions, known)
    assert stated == trade.stated(document, list(passages.values()), mentions, known)
    found = implied.merged([one.claim for one in stated])
    assert [claim.start for claim in found] == sorted(claim.start for claim in found)
    assert len({claim.claim_id for claim in found}) == len(found)
    for claim in found:
        passage = passages[claim.passage_id]
        assert passage.start <= claim.start < claim.end <= passage.end
        assert claim.quote == read.text[claim.start : claim.end]
        assert {claim.reporter, claim.partner} == {"KAZ", "CHN"}
        assert claim.value is not None or claim.change_pct is not None


def test_an_article_without_a_date_still_gives_what_it_dates_itself():
    (claim,) = stated(f"{LEAD} Trade reached $8.36 billion in 2006, and last year it was higher.", None)
    assert (claim.value, claim.period_start) == (8.36e9, "2006-01-01")


# ---- what is not scored but matters to a reader


def test_a_change_is_measured_against_the_period_that_is_named_or_the_year_before():
    (named,) = stated(f"{LEAD} In 2013 trade was up 250 percent on 2005.", "2014-02-01")
    assert (named.base_start, named.base_end) == ("2005-01-01", "2005-12-31")
    (plain,) = stated(f"{LEAD} In the first half of 2013 trade grew by 8 percent.", "2013-09-01")
    assert (plain.base_start, plain.base_end) == ("2012-01-01", "2012-06-30")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nazarbayev said that trade would reach $15 billion by 2015.", "nursultan-nazarbayev"),
        ("Nazarbayev met Hu Jintao. He hoped that trade would reach $15 billion by 2015.", "nursultan-nazarbayev"),
        ("Trade will reach $15 billion by 2015, Hu Jintao told reporters.", "hu-jintao"),
        ("Trade reached $15 billion in 2007.", None),
    ],
)
def test_the_speaker_is_who_states_the_figure(text, speaker):
    assert stated(f"{LEAD} {text}", "2008-03-01")[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("Trade came to about $8 billion in 2006.", True),
        ("Trade came to $8 billion in 2006.", False),
        ("Trade more than doubled in 2006.", True),
        ("Trade came to $8-9 billion in 2006.", True),
        ("The two governments aim to increase trade up to $15 billion by 2015.", True),
    ],
)
def test_inexact_figures_are_marked(text, approx):
    assert stated(f"{LEAD} {text}", "2007-03-01")[0].approx is approx


def test_other_currencies_are_converted_at_the_rate_of_the_year():
    (yuan,) = stated(f"{LEAD} Trade was worth 178 billion yuan in 2012.")
    assert yuan.currency == "CNY" and yuan.value_usd is not None and 27e9 < yuan.value_usd < 29e9
    (undated,) = stated(f"{LEAD} Trade may one day be worth 500 billion yuan.")
    assert undated.value == 500e9 and undated.value_usd is None
    (both,) = stated(f"{LEAD} Imports from China cost 441 billion tenge, or about $2.9 billion, in 2012.")
    assert (both.value, both.currency, both.value_usd) == (441e9, "KZT", 2.9e9)


# ---- arithmetic


def test_a_value_and_its_change_imply_the_base_and_name_their_parent():
    parent, base = claims(f"{LEAD} In 2006 trade reached $8.36 billion, up 22.8 percent.", "2007-09-05")
    assert (parent.basis, base.basis) == ("stated", "implied")
    assert base.value == pytest.approx(8.36e9 / 1.228) and base.value_usd == base.value
    assert (base.period_start, base.period_end, base.change_pct) == ("2005-01-01", "2005-12-31", None)
    assert base.parents == (parent.claim_id,) and base.quote == parent.quote


def test_a_year_and_its_first_half_imply_the_second():
    found = claims(
        f"{LEAD} Trade came to $13.9 billion in 2007. In the first half of 2007 it was $5.97 billion.", "2008-09-05"
    )
    (second,) = (claim for claim in found if claim.basis == "implied")
    assert second.value == pytest.approx(13.9e9 - 5.97e9)
    assert (second.period_start, second.period_end) == ("2007-07-01", "2007-12-31")
    assert set(second.parents) == {claim.claim_id for claim in found if claim.basis == "stated"}


def test_targets_imply_nothing():
    assert [
        claim.basis
        for claim in claims(f"{LEAD} Astana and Beijing vowed to double trade to $80 billion by 2030.", "2024-07-05")
    ] == ["stated"]


def test_claims_that_cannot_both_be_right_are_paired():
    found = claims(
        f"{LEAD} Trade was $5.1 billion in 2005. In 2006 it reached $8.36 billion, up 22.8 percent.", "2007-09-05"
    )
    (contradiction,) = implied.contradictions(found)
    assert (contradiction.first.value, contradiction.second.value) == (5.1e9, 8.36e9)
    assert contradiction.second_value == pytest.approx(6.81e9, rel=0.01)
    assert (contradiction.start, contradiction.end) == ("2005-01-01", "2005-12-31")


def test_rounding_and_the_other_sides_statistics_are_no_contradiction():
    rounded = claims(
        f"{LEAD} Trade was $6.8 billion in 2005. In 2006 it reached $8.36 billion, up 22.8 percent.", "2007-09-05"
    )
    assert implied.contradictions(rounded) == []
    sides = claims(
        f"{LEAD} Trade was $28.6 billion in 2013 by Chinese figures and $22.5 billion by Kazakhstan's.", "2014-09-05"
    )
    assert len(sides) == 2 and implied.contradictions(sides) == []


# ---- a claim put in words is read back

VALUES = st.integers(100, 99_999).map(lambda number: number * 1e6)
CHANGES = st.one_of(st.none(), st.integers(-950, 3000).filter(bool).map(lambda number: number / 10))
DAYS = st.builds(
    lambda year, one, other: periods.part(year, (min(one, other), max(one, other))),
    st.integers(1993, 2024),
    st.integers(1, 12),
    st.integers(1, 12),
)
SIDES = st.sampled_from([("KAZ", "CHN"), ("CHN", "KAZ")])
NAMES = {"KAZ": "Kazakhstan", "CHN": "China"}


@st.composite
def generated(draw):
    days_, (reporter, partner) = draw(DAYS), draw(SIDES)
    measure, change = draw(st.sampled_from(["turnover", "exports", "imports"])), draw(CHANGES)
    base = periods.shift(days_, -1) if change is not None else None
    value, currency = draw(VALUES), draw(st.sampled_from(["USD", "CNY", "EUR"]))
    return Claim(
        "",
        "d",
        "",
        0,
        0,
        "",
        measure,
        reporter,
        partner,
        days_[0].isoformat(),
        days_[1].isoformat(),
        value,
        currency,
        None,
        change,
        base[0].isoformat() if base else None,
        base[1].isoformat() if base else None,
        "reported",
        None,
        False,
        "stated",
    )


def in_words(claim: Claim) -> str:
    """Returns the sentence of a claim."""
    preposition = {"turnover": "trade with", "exports": "exports to", "imports": "imports from"}[claim.measure]
    pair = date.fromisoformat(claim.period_start), date.fromisoformat(claim.period_end)
    change = (
        ""
        if claim.change_pct is None
        else f", {'up' if claim.change_pct > 0 else 'down'} {abs(claim.change_pct):.12g} percent"
    )
    return f"In {periods.render(pair)}, {NAMES[claim.reporter]}'s {preposition} {NAMES[claim.partner]} came to {amounts.render(claim.value, claim.currency)}{change}."


@settings(max_examples=150, deadline=None)
@given(generated())
def test_a_claim_put_in_words_is_read_back(claim):
    text = f"{LEAD} {in_words(claim)}"
    (found,) = stated(text, "2026-03-01")
    assert found.value == pytest.approx(claim.value, rel=1e-9)
    assert text[found.start : found.end] == found.quote
    blank = {
        "doc_id": "d",
        "claim_id": "",
        "passage_id": "",
        "start": 0,
        "end": 0,
        "quote": "",
        "value": claim.value,
        "value_usd": None,
        "confidence": None,
    }
    assert replace(found, **blank) == claim


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Trade with China came to $20 billion in 2010. It grew by 5 percent in 2011.", ("d:0002",)),
        ("Kazakhstan's trade with China came to $20 billion in 2010.", ()),
        ("In 2010 the two leaders met. Kazakhstan's exports to China came to $9 billion.", ("d:0002",)),
        ("Chinese customs data are out. In 2010 trade between Kazakhstan and China was $20 billion.", ("d:0002",)),
        (
            "Hu Jintao said that ties are good. Kazakhstan-China trade came to $20 billion in 2010.",
            ("d:0002",),
        ),
    ],
)
def test_a_row_names_the_sentences_that_a_field_was_inherited_from(text, context):
    assert stated(f"{LEAD} {text}", "2012-03-01")[-1].context == context


@pytest.mark.parametrize(("rule", "text"), [(rule.name, text) for rule in rules.RULES for text in rule.examples])
def test_a_rule_decides_its_examples(rule, text):
    assert rule in deciding(text)


@pytest.mark.parametrize(("rule", "text"), [(rule.name, text) for rule in rules.RULES for text in rule.counters])
def test_a_rule_leaves_its_counter_examples_alone(rule, text):
    assert rule not in deciding(text)


def deciding(text: str) -> set[str]:
    """Returns the names of the rules that bind the figures of a sentence."""
    passage = Passage("d", "d:1", "body", 1, 0, len(text), text)
    document = Document("d", None, (), None, None, None, "en", 0, "", "", text)
    registry = actors.Registry.load()
    mentions, found = actors.mentions(document, [passage], registry)
    known = registry.actors | {actor.actor_id: actor for actor in found}
    named = [(mention.start, mention.end, known[mention.actor_id]) for mention in mentions]
    sentence = cues.read(passage, named, date(2013, 9, 18))
    here = frame.derive(frame.Frame(dyad=True), None, sentence)
    return {bound.rule for bound in governing.Governing(sentence, here).bind()}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Trade with China came to $20 billion in 2010, up 25 percent on 2009.", [16e9]),
        ("Trade with China came to $20 billion in 2010, up 25 percent.", [16e9]),
        ("In January-April trade with China came to $5 billion, up 25 percent.", []),  # of a year that nobody names
        ("In January-April 2010 trade with China came to $5 billion, up 25 percent.", [4e9]),
        ("Trade with China was $20 billion in 2010, having risen by 400 percent.", []),  # in how many years?
        ("Trade with China was $20 billion in 2010, having risen by 400 percent since 2005.", [4e9]),
    ],
)
def test_a_row_is_implied_only_by_one_whose_periods_are_said(text, values):
    assert [claim.value for claim in claims(f"{LEAD} {text}", "2012-03-01") if claim.basis == "implied"] == values


def test_an_article_that_does_not_name_china_has_no_claims():
    text = "Kazakhstan's bilateral trade came to $1.2 billion in 2023. Exports were $700 million."
    assert claims(text) == []
    assert claims(f"{text} China is next.")


def test_kinds_of_goods_with_their_values_are_rows_of_these_goods():
    rows = stated(
        "In 2012 Kazakhstan's main exports to China were copper ($2.7 billion), oil ($9 billion) and gas ($1 billion)."
    )
    assert [(row.goods, row.value) for row in rows] == [("copper", 2.7e9), ("oil", 9e9), ("gas", 1e9)]
    rows = stated("China imported $2.7 billion of copper and $9 billion of oil from Kazakhstan in 2012.")
    assert [(row.goods, row.value, row.measure) for row in rows] == [
        ("copper", 2.7e9, "imports"),
        ("oil", 9e9, "imports"),
    ]
