"""What several articles repeat counts once: the same value for the same period by the same speaker, within a year."""

import pandas as pd
from figures import claim, frame, year

from kzcn.statistics import repeats

ARTICLES = pd.DataFrame({"doc_id": ["a", "b", "c", "d"], "published": ["2012-01-10", "2012-11-02", "2014-03-01", None]})


def counted(*claims) -> int:
    return len(repeats.once(frame(*claims), ARTICLES))


def test_a_value_that_two_articles_of_a_year_repeat_is_one_statement():
    first, second = claim(20e9, year(2010), doc="b"), claim(20e9, year(2010), doc="a")
    assert repeats.statements(frame(first, second), ARTICLES).tolist() == [second.claim_id, second.claim_id]
    assert counted(first, second, claim(20e9, year(2010), doc="d")) == 1


def test_another_value_period_or_year_of_print_is_another_statement():
    one = claim(20e9, year(2010), doc="a")
    assert counted(one, claim(21e9, year(2010), doc="b")) == 2
    assert counted(one, claim(20e9, year(2011), doc="b")) == 2
    assert counted(one, claim(20e9, year(2010), doc="c")) == 2  # two years later
    assert counted(one, claim(20e9, year(2010), doc="b", goods="oil")) == 2
    assert counted(one, claim(20e9, year(2010), doc="b", status="target")) == 2


def test_the_exports_of_one_side_are_the_imports_of_the_other():
    exports = claim(8e9, year(2010), doc="a", measure="exports")
    assert counted(exports, claim(8e9, year(2010), doc="b", measure="imports", reporter="CHN")) == 1
    assert counted(exports, claim(8e9, year(2010), doc="b", measure="imports")) == 2


def test_no_claims_are_no_statements():
    assert repeats.once(frame(), ARTICLES).empty
