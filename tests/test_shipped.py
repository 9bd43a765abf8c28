"""The statistics that ship with the package are whole tables."""

import csv

import pytest

from kzcn.statistics import shipped

FILES = sorted(path.name for path in shipped.FOLDER.iterdir() if path.name.endswith(".csv"))


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_a_cell_for_every_column_and_a_name_of_its_own(name):
    with (shipped.FOLDER / name).open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert lines and {len(line) for line in lines} == {len(header)}
    if "ref_id" in header:
        ids = [line[header.index("ref_id")] for line in lines]
        assert len(ids) == len(set(ids))
