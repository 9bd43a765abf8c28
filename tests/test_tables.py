"""Tables keep the schema: their columns, their types, and the same rows after a round through files."""

import csv
import json
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzcn
from kzcn import schema, tables, writers

OLD = Path(__file__).parent / "tables" / "schema-1"

WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@;\\\t\r\n\",1 "), min_size=1, max_size=12
)
ITEMS = st.builds(
    schema.AgendaItem,
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
    status=st.sampled_from(schema.ITEM_STATUSES),
    date_start=st.none() | st.just("2007-08-09"),
    date_end=st.none(),
    rank=st.none() | st.integers(1, 9),
    speaker=st.none() | WORDS,
    plover=st.none(),
)


def write(frames, folder, ending="csv"):
    with writers.writing(folder, ending, frames) as add:
        for name, data in frames.items():
            add(name, data)


def test_columns_are_those_of_the_schema():
    assert tables.columns("trade").names == [
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
        "goods",
        "parents",
        "context",
        "confidence",
        "corrected",
    ]
    assert tables.columns("edges").names == [
        "source",
        "target",
        "relation",
        "weight",
        "documents",
        "first",
        "last",
        "passages",
        "confidence",
    ]


def test_an_empty_table_has_its_columns_and_types():
    empty = tables.frame("agenda", [])
    assert list(empty) == tables.columns("agenda").names
    assert empty["rank"].dtype == "Int64"


@given(st.lists(ITEMS, max_size=5))
def test_rows_come_back_from_a_frame(items):
    assert tables.rows("agenda", tables.frame("agenda", items)) == items


@settings(deadline=None, max_examples=30)
@given(st.lists(ITEMS, max_size=9))
def test_rows_come_back_from_csv_whatever_they_say(items):
    frames = {name: tables.frame(name, items if name == "agenda" else []) for name in tables.TABLES}
    with tempfile.TemporaryDirectory() as folder:
        write(frames, Path(folder))
        assert tables.rows("agenda", tables.Built(folder)["agenda"]) == items
        for row in csv.reader((Path(folder) / "agenda.csv").open(encoding="utf-8", newline="")):
            assert not any(cell.startswith(("=", "@", "\t", "\r")) for cell in row)


def test_columns_of_numbers_are_written_as_they_are():
    data = pd.DataFrame(
        {
            "n": [-1, 2],
            "x": [-1.5, None],
            "w": pd.array([-1, None], dtype="Int64"),
            "b": [True, False],
            "=t": ["-x", None],
        }
    )
    assert tables.csv(data) == "n,x,w,b,'=t\n-1,-1.5,-1,True,'-x\n2,,,False,\n"


@given(st.lists(WORDS, max_size=4))
def test_the_parts_of_a_list_come_back_from_its_cell(parts):
    assert tables.parted(tables.joined(parts)) == parts


def test_a_list_of_ordinary_parts_is_joined_as_it_is():
    assert tables.joined(["terrorism", "border guards", "O’Neill"]) == "terrorism;border guards;O’Neill"


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_rows_come_back_from_files(tmp_path, ending):
    item = schema.AgendaItem(
        "a1",
        "d",
        "d:1",
        0,
        4,
        "NA",
        ("terrorism", "energy"),
        (),
        ("SCO",),
        ("KAZ", "CHN"),
        "done",
        "2007-08-09",
        None,
        3,
        None,
        None,
    )
    frames = {name: tables.frame(name, [item] if name == "agenda" else []) for name in tables.TABLES}
    write(frames, tmp_path, ending)
    assert {path.name for path in tmp_path.iterdir()} == {
        "datapackage.json",
        *(f"{name}.{ending}" for name in tables.TABLES),
    }
    again = tables.Built(str(tmp_path))
    assert tables.rows("agenda", again["agenda"]) == [item]
    pd.testing.assert_frame_equal(again["agenda"], frames["agenda"])


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_folder_of_tables_describes_its_files_and_columns(tmp_path, ending):
    write({name: tables.frame(name, []) for name in tables.TABLES}, tmp_path, ending)
    described = json.loads((tmp_path / "datapackage.json").read_text())
    assert described["schema_version"] == schema.VERSION
    assert {resource["path"] for resource in described["resources"]} == {
        path.name for path in tmp_path.glob(f"*.{ending}")
    }
    trade = next(resource["schema"]["fields"] for resource in described["resources"] if resource["name"] == "trade")
    assert {"name": "value", "type": "number"} in trade


def test_tables_of_an_older_schema_are_refused_in_one_line():
    with pytest.raises(tables.OtherSchema, match=r"schema 3; write them again .*: kzcn tables") as refused:
        kzcn.load(OLD)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("descriptor", ['{"schema_version": 4}', "[]", "{", "{}"])
def test_a_descriptor_that_is_newer_or_damaged_is_refused(tmp_path, descriptor):
    write({name: tables.frame(name, []) for name in tables.TABLES}, tmp_path)
    (tmp_path / "datapackage.json").write_text(descriptor)
    with pytest.raises(tables.OtherSchema):
        tables.Built(str(tmp_path))
