"""`kzcn lab` opens the notebooks of a project, on any articles, without changing a file, and ends its server with it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from building import articles, begin, browser_of_tests, environment, kzcn

from kzcn import parameters, project

NOTEBOOKS = ("actor-map", "corpus", "security-agenda", "trade-trends")
QUIET = ("--no-browser", "--IdentityProvider.token=", "--ServerApp.port_retries=0", "--LabApp.news_url=")


@pytest.fixture
def started():
    running = []

    def start(folder, *words, options=()):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = begin("lab", *words, "--", *QUIET, f"--ServerApp.port={port}", *options, folder=folder)
        running.append(process)
        return process, f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.kill()
        process.communicate()


def answers(address):
    try:
        with urllib.request.urlopen(f"{address}/api/contents/notebooks", timeout=5) as page:
            return sorted(found["name"].removesuffix(".ipynb") for found in json.load(page)["content"])
    except OSError:
        return None


def served(address):
    """Returns the notebooks that a server shows once it answers."""
    end = time.monotonic() + 90
    while (found := answers(address)) is None:
        assert time.monotonic() < end, "the server does not start"
        time.sleep(0.2)
    return found


def content(folder):
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no signals to another process")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_opens_the_project_one_stands_in_and_ends_with_its_server(tmp_path, started, sign):
    project.make(tmp_path / "demo")
    before = content(tmp_path)
    process, address = started(tmp_path / "demo" / "notebooks")
    assert served(address) == list(NOTEBOOKS)
    process.send_signal(sign)
    assert process.wait(30) == 0
    assert answers(address) is None
    assert content(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="the tests do not run as root")
def test_outside_a_project_it_makes_one_and_names_it_and_root_needs_no_option(tmp_path, started):
    process, address = started(tmp_path)
    assert served(address) == list(NOTEBOOKS)
    os.set_blocking(process.stderr.fileno(), False)  # the server goes on
    said = process.stderr.read()
    assert "kzcn: the notebooks are copies, in kzcn-lab" in said and "starts with --allow-root" in said
    assert [path.name for path in tmp_path.iterdir()] == ["kzcn-lab"]


def test_a_browser_runs_the_notebooks_on_other_articles_and_no_file_changes(tmp_path, started):
    project.make(tmp_path / "demo")
    text = next(articles(tmp_path / "others").glob("*.txt"))
    text.write_text(text.read_text(encoding="utf-8").replace("8.36", "9.99"), encoding="utf-8")
    before = content(tmp_path / "demo")
    _, address = started(tmp_path / "demo", "../others")
    served(address)
    with browser_of_tests() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(f"{address}/lab/tree/notebooks/trade-trends.ipynb?reset")
        page.get_by_text("| Idle").wait_for(timeout=120_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_selector(".jp-OutputArea .finding:has-text('$9.99')", timeout=120_000)
        assert page.get_by_text(f"corpus: {(tmp_path / 'others').as_posix()}").count() == 1
    assert content(tmp_path / "demo") == before


def test_articles_that_are_not_there_are_reported_before_a_server_starts(tmp_path):
    made = kzcn("lab", "nowhere", "--", "--no-browser", folder=tmp_path)
    assert made.returncode == 2 and "nowhere" in made.stderr and made.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_only_the_default_corpus_is_replaced(monkeypatch, capsys):
    monkeypatch.setenv(parameters.CORPUS, "/others")
    for stated, read in (("seeds", "/others"), ("mine", "mine")):
        cell = {"In": ['corpus: str = "seeds"'], "corpus": stated}
        parameters.check(cell)
        assert cell["corpus"] == read
    assert capsys.readouterr().out == "corpus: /others\n"


def test_options_of_jupyter_are_passed_on(tmp_path):
    project.make(tmp_path)
    made = subprocess.run(
        [sys.executable, "-m", "kzcn", "lab", "--", "--version"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert made.returncode == 0 and re.search(r"^\d+\.\d+", made.stdout, re.MULTILINE)
