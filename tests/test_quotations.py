"""Which sentences begin inside a quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn import quotations


@pytest.mark.parametrize(
    ("texts", "inside"),
    [
        (["“We agree.", "We will sign,” he said.", "They left."], [False, True, False]),
        (['"We agree.', 'We will sign," he said.', "They left."], [False, True, False]),
        (["«We agree», he said.", "They left."], [False, False]),
        (['He said "yes" and "no".', "They left."], [False, False]),
        (["“One.", "“Two.", "Three.”", "Four."], [False, True, True, False]),
        ([], []),
    ],
)
def test_a_quotation_reaches_until_it_is_closed(texts, inside):
    assert list(quotations.inside(texts)) == inside


@given(st.lists(st.text(alphabet='ab“”«»" ', max_size=8), max_size=6))
def test_every_sentence_has_an_answer_and_the_first_is_outside(texts):
    found = list(quotations.inside(texts))
    assert len(found) == len(texts) and not any(found[:1])
