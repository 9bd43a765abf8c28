"""docs/CODEBOOK.md describes every column, and is made from the schema of today."""

import runpy

import pytest
from building import ROOT

codebook = runpy.run_path(str(ROOT / "docs" / "codebook.py"))


def test_the_codebook_is_the_one_that_make_codebook_writes():
    made = codebook["page"](codebook["described"](), codebook["columns"]())
    assert (ROOT / "docs" / "CODEBOOK.md").read_text(encoding="utf-8") == made, "run: make codebook"


def test_every_column_says_what_it_means_and_where_it_comes_from():
    for table in codebook["described"]().values():
        for line in table.values():
            assert len(line["meaning"]) >= 8 and line["from"] and set(line) <= {"meaning", "from", "values"}


def test_a_column_without_a_description_and_a_description_without_a_column_fail():
    kinds = codebook["columns"]()
    kinds["trade"]["season"] = "text"
    with pytest.raises(SystemExit, match=r"trade\.season"):
        codebook["page"](codebook["described"](), kinds)
    kinds = codebook["columns"]()
    del kinds["events"]["quote"]
    with pytest.raises(SystemExit, match=r"events\.quote"):
        codebook["page"](codebook["described"](), kinds)
