"""A list on disk: what was appended is read back by its number."""

import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn.schema import Problem
from kzcn.spill import Spill


@given(st.lists(st.builds(Problem, st.text(), st.none(), st.text(), st.text())), st.randoms())
def test_objects_are_read_in_any_order_and_while_others_are_added(items, chance):
    with tempfile.TemporaryFile() as file:
        spill = Spill(file)
        for number, item in enumerate(items):
            spill.append(item)
            earlier = chance.randint(0, number)
            assert spill[earlier] == items[earlier]
        assert [spill[number] for number in range(len(items))] == items
        with pytest.raises(IndexError):
            spill[len(items)]
