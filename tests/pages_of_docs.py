"""Runs the commands of a page of documentation as a reader would, and compares what they print.

A block `console` holds commands (`$ …`) and what they print, times aside; a line `…` stands for any lines. A command that ends in `&` runs until
the page ends. A block with a name behind its language (`yaml periods.yaml`) is a file of that name. Run as a program, it writes the true outputs into pages.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from building import ROOT, environment

BLOCK = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIME = re.compile(r"\d+\.\d+ ?s\b")
ANY = "…"


def section(page, head):
    """Returns the part of a page below a heading of the second level."""
    return re.split(r"^## ", page.split(f"\n## {head}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def commands(block):
    """Yields the commands of a block with the lines that they print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        yield command, lines


class Reader:
    """Follows pages in a folder, command after command."""

    def __init__(self, folder):
        self.folder = folder
        self.running = []
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.environment = {**environment(), "PATH": path, "COLUMNS": "80"}

    def follow(self, page):
        """Yields each command, what the page says that it prints, what it prints, and its exit code."""
        try:
            for language, name, content in BLOCK.findall(page):
                if name:
                    (self.folder / name).write_text(content, encoding="utf-8")
                elif language == "console":
                    for command, lines in commands(content):
                        yield command, lines, *self.run(command)
        finally:
            for process in self.running:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def run(self, command):
        if command.startswith("cd "):
            self.folder = self.folder / command.removeprefix("cd ")
            return [], 0
        options = {"cwd": self.folder, "env": self.environment, "start_new_session": True}
        if command.endswith("&"):
            words = ["bash", "-c", f"exec {command.removesuffix('&')}"]
            self.running.append(
                subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
            )
            return [], 0
        made = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=600,
            **options,
        )
        return made.stdout.decode().rstrip().splitlines(), made.returncode


def fits(said, printed):
    """Returns whether lines are those that a page shows."""
    pattern = "".join("(?:.*\n)*" if line == ANY else re.escape(TIME.sub("TIME", line)) + "\n" for line in said)
    return re.fullmatch(pattern, "".join(f"{TIME.sub('TIME', line)}\n" for line in printed)) is not None


def written(page, folder):
    """Returns a page with the outputs that its commands have now; those with a line `…` stay as they are."""
    for command, lines, printed, _ in Reader(folder).follow(page):
        if not fits(lines, printed):
            old, new = ("".join(f"{line}\n" for line in [f"$ {command}", *shown]) for shown in (lines, printed))
            page = page.replace(old, new, 1)
    return page


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as place:
            path = ROOT / name
            path.write_text(written(path.read_text(encoding="utf-8"), Path(place)), encoding="utf-8")
