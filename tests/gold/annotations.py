"""Gold files as text that diffs: one annotation a line. `python tests/gold/annotations.py FILE ...` rewrites files in this form."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any


def text(gold: dict[str, Any]) -> str:
    """Returns a gold file: a line for each field, and one for each annotation of a list."""
    fields = []
    for name, value in gold.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
            fields.append(f" {json.dumps(name)}: [\n{rows}\n ]")
        else:
            fields.append(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def half(doc: str) -> str:
    """Returns the half that a published passage belongs to, by the parity of a digest of its name: `learn`, or `unread` by those who write rules."""
    return ("learn", "unread")[hashlib.sha256(doc.encode()).digest()[0] % 2]


if __name__ == "__main__":
    for file in map(Path, sys.argv[1:]):
        file.write_text(text(json.loads(file.read_text(encoding="utf-8"))), encoding="utf-8")
