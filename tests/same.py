"""Whether a change of the code leaves the tables alone: `make same`, or `python tests/same.py COMMIT`.

Every article under seeds/ and tests/gold/ is structured by this work tree and by a commit (by default the last one), each with its own code,
and the rows of the tables are compared in the columns that both have. Ends with 1 where they differ, and names the rows.
"""

from __future__ import annotations

import csv
import difflib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = ("seeds", *(f"tests/gold/{name}articles" for name in ("", "practice/", "heldout/", "agenda/")))
# Python must not look into its working folder first: both runs would take the code of this work tree.
WRITE = """
import sys, kzcn
assert kzcn.__file__.startswith(sys.argv[1]), kzcn.__file__
kzcn.load(sys.argv[2]).write(sys.argv[3])
"""
SHOWN = 10  # differing lines of a table


def structured(code: Path, out: Path) -> None:
    """Writes the tables of every folder of articles of this work tree, as the code in a folder reads them."""
    for name in FOLDERS:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        words = [sys.executable, "-P", "-c", WRITE, str(code), name, str(out / name)]
        subprocess.run(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(code)}, check=True)


def lines(*paths: Path) -> list[list[str]]:
    """Returns the rows of CSV files, each as one line, in the columns that all of them have."""
    tables = [list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in paths]
    shared = [name for name in (tables[0] or [{}])[0] if all(name in row for table in tables for row in table)]
    return [[",".join(row[name] for name in shared) for row in table] for table in tables]


def differences(old: Path, new: Path) -> list[str]:
    """Returns what differs between two folders of tables: a line for each table, then some of its lines."""
    found = []
    for path in sorted({path.relative_to(folder) for folder in (old, new) for path in folder.rglob("*.csv")}):
        before, after = lines(old / path, new / path)
        changed = [
            line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:2] not in ("--", "++", "@@")
        ]
        if changed:
            found += [f"{path}: {len(changed)} lines differ", *(f"    {line[:200]}" for line in changed[:SHOWN])]
    return found


def main() -> None:
    """Compares this work tree with a commit, and ends the process."""
    commit = sys.argv[1] if len(sys.argv) > 1 else "HEAD"
    with tempfile.TemporaryDirectory() as place:
        then = Path(place) / "code"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(then), commit], cwd=ROOT, check=True)
        try:
            structured(then, Path(place) / "old")
            structured(ROOT, Path(place) / "new")
            lines = differences(Path(place) / "old", Path(place) / "new")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(then)], cwd=ROOT, check=True)
    print("\n".join(lines) or f"the tables are those of {commit}")
    sys.exit(bool(lines))


if __name__ == "__main__":
    main()
