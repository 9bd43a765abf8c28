"""What the tests of reports use: notebooks written in code, articles in a folder, and the command run as a user runs it."""

import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from kzcn.report import pdf

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
PARAMETERS = 'corpus: str = "seeds"  # folder of articles'
FINDING = """from kzcn import cite
import kzcn
found = kzcn.load(corpus)
cite.prose("There are {n}.", n=cite.count("sentence", found.passages), finding=True)"""


def notebook(folder, name, *cells, parameters=PARAMETERS, title="# A title"):
    """Writes a notebook: a title, a parameters cell, then code cells (Markdown where a cell begins with `md:`)."""

    def cell(n, source, tags=()):
        kind = "markdown" if source.startswith(("#", "md:")) and not tags else "code"
        made = {
            "cell_type": kind,
            "id": f"cell-{n}",
            "metadata": {"tags": list(tags)} if tags else {},
            "source": source.removeprefix("md:"),
        }
        return made if kind == "markdown" else {**made, "execution_count": None, "outputs": []}

    sources = [
        cell(0, title),
        cell(1, parameters, ["parameters"]),
        *(cell(n, source) for n, source in enumerate(cells, 2)),
    ]
    content = {
        "cells": sources,
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")


def articles(folder):
    """Copies the seed article into a folder, without its README."""
    folder.mkdir()
    for path in SEEDS.glob("*"):
        if path.stem != "README":
            shutil.copy(path, folder)
    return folder


def workplace(folder):
    """Fills a folder with the seed article and two small notebooks, `one` and `two`."""
    articles(folder / "articles")
    notebook(folder / "notebooks", "one", FINDING, title="# The first")
    parameters = f"{PARAMETERS}\nyear: int = 2007  # a year"
    notebook(folder / "notebooks", "two", FINDING, parameters=parameters, title="# The second")
    return folder


def environment():
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])}


def kzcn(*words, folder=ROOT, python=()):
    """Runs the command in a folder and returns the finished process."""
    return subprocess.run(
        [sys.executable, *python, "-m", "kzcn", *map(str, words)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
    )


def run(folder, *words):
    """Makes the report of the articles and notebooks in a folder and returns the finished process."""
    return kzcn("report", "articles", "--notebooks", "notebooks", *words, folder=folder)


def ran(made):
    """Returns the notebooks that a finished process says it has run."""
    return sorted(re.findall(r"^([\w/-]+): .*\([\d.]+ s\)$", made.stderr, re.MULTILINE))


def begin(*words, folder=ROOT):
    """Starts the command in a folder and does not wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "kzcn", *map(str, words)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def waited(condition, seconds=120):
    """Waits until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the condition never held"
        time.sleep(0.002)


@contextmanager
def browser_of_tests():
    """Starts the browser of this machine; a test without one is skipped, or fails where CI or KZCN_BROWSER=required asks for one."""
    program = pdf.browser()
    if program is None:
        if os.environ.get("CI") == "true" or os.environ.get("KZCN_BROWSER") == "required":
            pytest.fail("no Chromium or Chrome on this machine, and CI or KZCN_BROWSER=required asks for one")
        pytest.skip("no Chromium or Chrome on this machine: apt install chromium, or name one in KZCN_BROWSER_PATH")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        )
        yield running
        running.close()


def whole(folder):
    """Returns whether a report has a manifest and every file in it, unchanged."""
    manifest = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in manifest["files"].items()
    )


def belongings(folder, repository=True):
    """Puts files and folders of all kinds into a folder that kzcn made, and returns what `kept` returns for it."""
    (folder / "mine" / "deep" / "empty").mkdir(parents=True)
    (folder / "mine" / "deep" / "note.txt").write_text("mine", encoding="utf-8")
    (folder / ".ssh").mkdir(mode=0o700)
    (folder / ".ssh" / "key").write_text("secret", encoding="utf-8")
    (folder / ".ssh" / "key").chmod(0o600)
    for name in ("notebooks", "tables", "new"):
        (folder / name / "empty").mkdir(parents=True)
        (folder / name / "own.csv").write_text("mine", encoding="utf-8")
        os.utime(folder / name / "own.csv", (1_000_000_000, 1_000_000_000))
    os.utime(folder / "mine" / "deep", (1_000_000_000, 1_000_000_000))
    (folder / "link").symlink_to("nowhere")
    (folder / "up").symlink_to("..")
    os.link(folder / "mine" / "deep" / "note.txt", folder / "again.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "mine" / "pipe", 0o640)
        (folder / "mine").chmod(0o2750)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.chown(folder / "mine", 12345, 54321)
    if repository and shutil.which("git"):
        place = folder / "mine" / "repository"
        for words in (
            ["init", "-q", place],
            [
                "-C",
                place,
                "-c",
                "user.name=I",
                "-c",
                "user.email=i@example.org",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "one",
            ],
            ["-C", place, "pack-refs", "--all"],
            ["-C", place, "gc", "-q"],
        ):
            subprocess.run(["git", *map(str, words)], check=True)
    return kept(folder)


def kept(folder):
    """Returns mode, owner, inode, time and bytes of everything in a folder that kzcn did not make, by name."""
    mark = folder / ".kzcn"
    ours = json.loads(mark.read_text(encoding="utf-8"))["files"] if mark.exists() else []
    holding = {parent.as_posix() for name in ours for parent in Path(name).parents}
    found = {}
    for path in sorted(folder.rglob("*")):
        name, status = path.relative_to(folder).as_posix(), path.lstat()
        if name not in {*ours, *holding, ".kzcn"}:
            content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
            found[name] = (
                oct(status.st_mode),
                status.st_uid,
                status.st_gid,
                status.st_ino,
                status.st_mtime_ns,
                content,
            )
    return found


@functools.cache
def seed_report():
    """Returns the folder of the seed article's report, made once for all tests of a process."""
    folder = Path(tempfile.mkdtemp(prefix="kzcn-tests-")) / "reports"
    made = kzcn("report", "--out", folder)
    assert made.returncode == 0, made.stderr
    return folder
