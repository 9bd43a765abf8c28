"""Progress: in a log a line for each finished notebook, on a terminal a bar with the current cell."""

import os
import re
import subprocess
import sys

import pytest
from building import ROOT, environment

from kzcn.report.progress import Progress

CODE = """from kzcn.report.progress import Progress
with Progress(["one", "two"]) as progress:
    progress.of("one")(1, 3, "import os")
    progress.done("one", "")
    progress.done("two", "cell 4: it stopped")
"""


def test_in_a_log_each_finished_notebook_is_a_line(capsys):
    with Progress(["one", "two"]) as progress:
        progress.of("one")(1, 3, "import os")
        progress.done("one", "")
        progress.done("two", "cell 4: it stopped")
    lines = capsys.readouterr().err.splitlines()
    assert [re.sub(r"[\d.]+ s", "0 s", line) for line in lines] == ["one: done (0 s)", "two: cell 4: it stopped (0 s)"]


def test_a_line_cannot_control_the_terminal(capsys):
    Progress.say("one\x1b[31m\ntwo")
    assert capsys.readouterr().err == "one\\x1b[31m\\ntwo\n"


@pytest.mark.skipif(os.name == "nt", reason="this system has no pseudo-terminals")
def test_on_a_terminal_each_notebook_is_a_bar_with_its_current_cell():
    import fcntl
    import struct
    import termios

    reading, writing = os.openpty()
    fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))  # rows and columns
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, cwd=ROOT, env=environment(), stderr=writing, timeout=60, check=False)
    os.close(writing)
    shown = os.read(reading, 100_000).decode()
    os.close(reading)
    assert done.returncode == 0
    assert "one" in shown and "import os" in shown and "1/3" in shown and "failed" in shown
