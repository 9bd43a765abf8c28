"""docs/ARCHITECTURE.md shows what the code returns."""

import doctest
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_examples_of_the_architecture_page_run(monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs" / "ARCHITECTURE.md"), module_relative=False, encoding="utf-8")
    assert tried > 20 and failed == 0
