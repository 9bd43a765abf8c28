"""What users install: the package is built, installed in a clean environment without this folder, and used there. It needs a package index."""

import email
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import tarfile
import time
import tomllib
import urllib.request
import zipfile

import pytest
from building import ROOT, browser_of_tests

import kzcn

pytestmark = pytest.mark.long
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
CARRIED = (
    "notebooks/trade-trends.ipynb",
    "seeds/README.md",
    "vocabulary/themes.toml",
    "agenda/model/items.csv",
    "template/params.yaml",
)


def run(*words, folder):
    made = subprocess.run(
        list(map(str, words)),
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=1200,
    )
    assert made.returncode == 0, f"{words}\n{made.stdout[-3000:]}\n{made.stderr[-3000:]}"
    return made.stdout


def environment(folder, *packages):
    """Returns the folder of programs of a new environment with some packages."""
    run(sys.executable, "-m", "venv", folder, folder=folder.parent)
    run(folder / PROGRAMS / "python", "-m", "pip", "install", "--quiet", *packages, folder=folder.parent)
    return folder / PROGRAMS


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Returns the source distribution, and the wheel that is built from it."""
    place = tmp_path_factory.mktemp("built")
    builder = environment(place / "builder", "hatchling")
    run(builder / "python", "-m", "hatchling", "build", "--target", "sdist", "--directory", place / "dist", folder=ROOT)
    (source,) = (place / "dist").glob("*.tar.gz")
    run(builder / "python", "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", place / "dist", source, folder=place)
    return source, next((place / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """Returns the folder of programs of an environment with nothing but the wheel and what it asks for."""
    return environment(tmp_path_factory.mktemp("installed") / "env", built[1])


def packages(programs):
    """Returns the digest of every file that is installed, without what Python compiles."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in programs.parent.rglob("*")
        if path.is_file() and "site-packages" in path.parts and "__pycache__" not in path.parts
    }


def test_both_archives_carry_what_the_package_needs(built):
    source, wheel = built
    with tarfile.open(source) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    at_the_top = ("notebooks/", "seeds/")
    assert held >= {name if name.startswith(at_the_top) else f"kzcn/{name}" for name in CARRIED}
    with zipfile.ZipFile(wheel) as archive:
        assert set(archive.namelist()) >= {f"kzcn/{name}" for name in CARRIED}


def test_the_metadata_are_those_of_the_project(built):
    with zipfile.ZipFile(built[1]) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        stated = email.message_from_bytes(archive.read(name))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (stated["Name"], stated["Version"], stated["Summary"]) == ("kzcn", kzcn.__version__, project["description"])
    assert (stated["License-Expression"], stated["Requires-Python"]) == ("MIT", project["requires-python"])
    assert stated.get_payload().startswith("# kzcn\n")
    needed = [text for text in stated.get_all("Requires-Dist") if "extra ==" not in text]
    assert len(needed) == len(project["dependencies"])
    assert set(stated.get_all("Provides-Extra")) == set(project["optional-dependencies"])


def test_the_changelog_and_the_citation_are_of_this_version():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = dict(re.findall(r"^## \[([^\]]+)\][^\n]*\n(.*?)(?=^## |\Z)", changes, re.MULTILINE | re.DOTALL))
    entries = heads.get(kzcn.__version__) or heads["Unreleased"]  # a version gets its section when it is released
    assert re.search(r"^- \w", entries, re.MULTILINE)
    assert f"\nversion: {kzcn.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_wheel_alone_makes_a_project_its_report_and_its_check_and_does_not_change(installed, tmp_path):
    before = packages(installed)
    run(installed / "kzcn", "init", "demo", folder=tmp_path)
    demo = tmp_path / "demo"
    assert run(installed / "kzcn", "report", folder=demo) == "reports/seeds/index.html\n"
    assert {"trade-trends.html", "security-agenda.html", "actor-map.html", "corpus.html", "index.html"} <= {
        path.name for path in (demo / "reports" / "seeds").iterdir()
    }
    checked = run(installed / "python", "-m", "pytest", "--nbval", "notebooks", folder=demo)
    assert re.search(r"\d\d passed", checked) and "failed" not in checked
    run(installed / "kzcn", "add", ROOT / "tests" / "gold" / "articles" / "2006-second-pipeline.txt", folder=demo)
    assert packages(installed) == before


def test_the_wheel_alone_opens_copies_of_the_notebooks_in_a_browser(installed, tmp_path):
    before = packages(installed)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    words = ["--no-browser", "--IdentityProvider.token=", f"--ServerApp.port={address.rpartition(':')[2]}"]
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [installed / "kzcn", "lab", "--", *words], cwd=tmp_path, env=ENVIRONMENT, stdout=log, stderr=log
        )
        try:
            end = time.monotonic() + 120
            while time.monotonic() < end:
                try:
                    found = json.load(urllib.request.urlopen(f"{address}/api/contents/notebooks", timeout=5))
                    break
                except OSError:
                    time.sleep(0.3)
            assert len(found["content"]) == 4
            with browser_of_tests() as browser:
                page = browser.new_page()
                page.goto(f"{address}/lab/tree/notebooks/trade-trends.ipynb?reset")
                page.get_by_text("| Idle").wait_for(timeout=120_000)
                page.get_by_role("menuitem", name="Run", exact=True).click()
                page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
                page.wait_for_function(
                    "Array.from(document.querySelectorAll('.jp-CodeCell .jp-InputPrompt'))"
                    ".every(cell => /\\[\\d+\\]/.test(cell.textContent))",
                    timeout=120_000,
                )
                page.keyboard.press("Control+s")
                page.wait_for_timeout(2000)
        finally:
            process.terminate()
            process.wait(30)
    assert (tmp_path / "kzcn-lab" / "notebooks" / "trade-trends.ipynb").is_file()
    assert packages(installed) == before
