"""Text in the cells of a spreadsheet: what would be read as a formula is made inert, and read back."""

from __future__ import annotations

import re
from typing import Any

# A sign before a number is part of it. Text that already has apostrophes before a formula gets one more, so that `live` can remove one.
FORMULA = re.compile(r"'*(?:[=@\t\r\n]|[+-](?![$€¥]?(?:\d[\d., ]*|[.]\d+)(?:[eE][+-]?\d+)?(?: ?%)?\Z))")


def inert(cell: Any) -> Any:
    """Returns a cell with an apostrophe before text that a spreadsheet would read as a formula; `live` removes it."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def live(cell: str) -> str:
    """Returns the cell as it was before `inert`."""
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell
