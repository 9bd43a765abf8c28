"""Tables keep the contract: their columns, their types, and the same rows after a round through files."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn import model, tables

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters=";"), min_size=1, max_size=12).filter(
    lambda word: word.strip() == word
)
ITEMS = st.builds(
    model.Item,
    item_id=WORDS,
    doc_id=WORDS,
    passage_id=WORDS,
    start=st.integers(0, 9999),
    end=st.integers(0, 9999),
    quote=WORDS,
    themes=st.lists(WORDS, max_size=3).map(tuple),
    instruments=st.just(()),
    forums=st.lists(WORDS, max_size=2).map(tuple),
    parties=st.just(("KAZ",)),
    status=st.sampled_from(model.ITEM_STATUSES),
    date_start=st.none() | st.just("2007-08-09"),
    date_end=st.none(),
    rank=st.none() | st.integers(1, 9),
    speaker=st.none() | WORDS,
    plover=st.none(),
)


def test_columns_are_those_of_the_contract():
    assert tables.schema("trade").names == [
        "claim_id",
        "doc_id",
        "passage_id",
        "start",
        "end",
        "quote",
        "measure",
        "reporter",
        "partner",
        "period_start",
        "period_end",
        "value",
        "currency",
        "value_usd",
        "change_pct",
        "base_start",
        "base_end",
        "status",
        "speaker",
        "approx",
        "basis",
    ]
    assert tables.schema("edges").names == ["source", "target", "relation", "weight", "documents", "first", "last", "passages"]


def test_an_empty_table_has_its_columns_and_types():
    empty = tables.frame("agenda", [])
    assert list(empty) == tables.schema("agenda").names
    assert empty["rank"].dtype == "Int64"


@given(st.lists(ITEMS, max_size=5))
def test_rows_come_back_from_a_frame(items):
    assert tables.rows("agenda", tables.frame("agenda", items)) == items


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_rows_come_back_from_files(tmp_path, ending):
    item = model.Item("a1", "d", "d:1", 0, 4, "NA", ("terrorism", "energy"), (), ("SCO",), ("KAZ", "CHN"), "done", "2007-08-09", None, 3, None, None)
    frames = {name: tables.frame(name, [item] if name == "agenda" else []) for name in tables.TABLES}
    tables.write(frames, tmp_path, ending)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.{ending}" for name in tables.TABLES)
    again = tables.read(str(tmp_path))
    assert tables.rows("agenda", again["agenda"]) == [item]
    pd.testing.assert_frame_equal(again["agenda"], frames["agenda"])
