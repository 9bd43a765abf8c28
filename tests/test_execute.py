"""Notebooks that stop: each failure is reported with its cell, its cause and the way to mend it, and does not stop the others."""

import os

import pytest
from building import articles, notebook, run, whole

from kzcn.report import execute

posix = pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of POSIX systems")


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A folder with a report of five notebooks, of which four stop for different reasons, and the finished process."""
    place = tmp_path_factory.mktemp("stopped")
    articles(place / "articles")
    notebooks = place / "notebooks"
    notebook(notebooks, "raises", "1 + 1", "\n# a step\nraise ValueError('no such year')", "3 + 3")
    notebook(notebooks, "killed", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    notebook(notebooks, "hangs", "import time\ntime.sleep(600)")
    notebook(notebooks, "julia", "1 + 1")
    path = notebooks / "julia.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"name": "python3"', '"name": "julia"'), encoding="utf-8")
    notebook(notebooks, "works", "1 + 1", title="# One that works")
    made = run(place, "--timeout", 5)
    assert made.returncode == 1 and whole(place / "reports" / "articles"), made.stderr
    return place / "reports" / "articles", made


def test_a_failed_notebook_is_reported_and_kept_and_does_not_stop_the_others(stopped):
    out, made = stopped
    assert "raises.html: cell 5 (a step): ValueError: no such year" in made.stderr
    assert "jupyter lab reports/articles/notebooks/raises.ipynb" in made.stderr
    page = (out / "raises.html").read_text(encoding="utf-8")
    assert "This page could not be made" in page and "no such year" in page
    assert "no such year" in (out / "notebooks" / "raises.ipynb").read_text(encoding="utf-8")
    assert "One that works" in (out / "works.html").read_text(encoding="utf-8")
    assert "ValueError" in (out / "index.html").read_text(encoding="utf-8")


@posix
def test_a_killed_kernel_is_reported_with_a_likely_cause(stopped):
    assert "killed.html: cell 4 (import os, signal): the kernel died" in stopped[1].stderr
    assert "memory ran out" in stopped[1].stderr


def test_a_cell_that_hangs_is_reported_after_its_timeout(stopped):
    assert "hangs.html: cell 4 (import time): still running after 5 s" in stopped[1].stderr
    assert "--timeout" in stopped[1].stderr


def test_a_notebook_for_another_kernel_is_reported(stopped):
    assert "julia.html: before the first cell: there is no kernel julia" in stopped[1].stderr


@pytest.mark.parametrize(
    ("source", "line"),
    [("\n\n# a step\nx = 1", "a step"), ("import os", "import os"), ("", ""), ("x" * 100, "x" * 59 + "…")],
)
def test_a_cell_is_named_by_its_first_line(source, line):
    assert execute.first_line(source) == line
