"""Cells of a spreadsheet: no text is read as a formula, and every text is read back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn import cells

WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@;\\\t\r\n\",1 "), min_size=1, max_size=12
)
NUMBERS = st.from_regex(r"[+-](\$?[0-9]{1,3}([.,][0-9]{1,3}){0,2}|\.[0-9])( ?%)?", fullmatch=True)


@pytest.mark.parametrize(
    "cell, written",
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd", "'+cmd"),
        ("-5+cmd|' /C calc'!A0", "'-5+cmd|' /C calc'!A0"),
        ("-", "'-"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("- an item", "'- an item"),
        ("+7 (727) 250", "'+7 (727) 250"),
        ("-2007-08", "'-2007-08"),
        ("'=1", "''=1"),
        ("''@", "'''@"),
        ("'Tis", "'Tis"),
        ("'", "'"),
        ("plain", "plain"),
        ("", ""),
        (" =1", " =1"),
        ("a=b", "a=b"),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_has_an_apostrophe_before_it(cell, written):
    assert cells.inert(cell) == written and cells.live(written) == cell


@given(WORDS)
def test_an_apostrophe_that_was_there_stays(cell):
    assert cells.live(cells.inert(cell)) == cell
    assert not cells.inert(cell).startswith(("=", "@", "\t", "\r"))


@given(NUMBERS)
def test_numbers_with_a_sign_are_numbers(cell):
    assert cells.inert(cell) == cell
