"""Forked kernels have no memory of the command and end with it."""

import os
import signal
from pathlib import Path

import pytest
from building import begin, notebook, waited


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of POSIX systems")
def test_kernels_end_with_a_killed_command(place):
    notebook(
        place / "notebooks",
        "one",
        f"import os, time\nopen({str(place / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)",
    )
    process = begin("report", "articles", "--notebooks", "notebooks", folder=place)
    waited(lambda: (place / "pid").exists() and (place / "pid").read_text())
    pid = int((place / "pid").read_text())
    process.send_signal(signal.SIGKILL)
    process.communicate()
    waited(lambda: not alive(pid))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")
