"""Tables in every format: the same rows, the same bytes again, and the same whether they are written at once or in parts."""

import sqlite3

import openpyxl
import pyarrow.parquet as pq
import pytest

from kzcn import schema, tables, writers

ENDINGS = ("csv", "parquet", "sqlite", "xlsx")


def written(folder, ending, frames, parts=1):
    with writers.writing(folder, ending) as add:
        for name, data in frames.items():
            size = -(-len(data) // parts) or 1
            for start in range(0, len(data), size):
                add(name, data[start : start + size])
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_tables_are_the_same_bytes(ending, seed, tmp_path):
    assert written(tmp_path / "one", ending, seed.tables()) == written(tmp_path / "two", ending, seed.tables())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_tables_in_parts_are_the_tables_at_once(ending, seed, tmp_path):
    at_once, in_parts = (written(tmp_path / str(n), ending, seed.tables(), n) for n in (1, 7))
    assert at_once == in_parts


def test_parquet_in_parts_has_a_row_group_for_each(seed, tmp_path):
    written(tmp_path, "parquet", seed.tables(), 3)
    file = pq.ParquetFile(tmp_path / "passages.parquet")
    assert file.num_row_groups == 3 and file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert file.read().to_pylist()[0]["passage_id"] == seed.passages["passage_id"][0]


def test_sqlite_holds_every_row_with_its_numbers(seed, tmp_path):
    written(tmp_path, "sqlite", seed.tables())
    base = sqlite3.connect(tmp_path / "kzcn.sqlite")
    for name, data in seed.tables().items():
        assert base.execute(f"SELECT count(*) FROM {name}").fetchone() == (len(data),)
    (total,) = base.execute("SELECT sum(value) FROM trade WHERE currency = 'USD'").fetchone()
    assert total == seed.trade[seed.trade["currency"] == "USD"]["value"].sum()
    (quote,) = base.execute(
        "SELECT substr(text, start + 1, end - start) = quote FROM trade JOIN documents USING (doc_id)"
    ).fetchone()
    assert quote == 1
    base.close()


def test_a_workbook_has_a_sheet_for_each_table_and_runs_no_formula(seed, tmp_path):
    problem = schema.Problem("=1+1", None, "read", "a control\x00 sign, and much more: " + "x" * 40_000)
    written(tmp_path, "xlsx", seed.tables() | {"problems": tables.frame("problems", [problem])})
    book = openpyxl.load_workbook(tmp_path / "kzcn.xlsx", read_only=True)
    assert book.sheetnames == list(tables.TABLES)
    header, *rows = book["trade"].iter_rows(values_only=True)
    assert list(header) == list(seed.trade.columns) and len(rows) == len(seed.trade)
    assert [row[header.index("value")] for row in rows] == [
        None if value != value else value for value in seed.trade["value"]
    ]
    address, _, _, reason = list(book["problems"].iter_rows(values_only=True))[1]
    assert address == "'=1+1" and len(reason) == writers.CELL and reason.startswith("a control sign")
    assert "text" not in next(book["documents"].iter_rows(values_only=True))
    book.close()


def test_a_table_with_too_many_rows_for_excel_is_refused_and_nothing_is_written(seed, tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "SHEET_ROWS", 3)
    with pytest.raises(writers.TooLong, match="parquet or sqlite"):
        written(tmp_path, "xlsx", seed.tables())
    assert list(tmp_path.iterdir()) == []
