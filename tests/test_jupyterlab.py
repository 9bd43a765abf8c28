"""The notebooks in a real JupyterLab: amounts of money stay words, numbers show their sentence, links open, figures read on any theme."""

import io
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from building import ROOT, browser_of_tests, environment, kzcn, notebook
from PIL import Image

NAMES = ("trade-trends", "security-agenda", "actor-map", "corpus")
CONTROL = "from IPython.display import HTML\nHTML('<p id=\"unprotected\">Trade of $1 billion and $2 billion</p>')"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with articles full of dollars, the notebooks, a notebook that shows what JupyterLab does to dollars, and a report."""
    place = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "tests" / "gold" / "articles", place / "seeds")
    shutil.copytree(ROOT / "notebooks", place / "notebooks")
    notebook(place / "notebooks", "control", CONTROL)
    made = kzcn("report", "--out", "made", folder=place)
    assert made.returncode == 0, made.stderr
    return place


@contextmanager
def lab(folder, theme):
    """Starts JupyterLab on a folder with a theme, and returns its address."""
    settings = folder / ".settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}), encoding="utf-8")
    (settings / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false"}), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
        "--no-browser",
        "--IdentityProvider.token=",
        "--allow-root",
        f"--LabApp.user_settings_dir={folder / '.settings'}",
        f"--LabApp.workspaces_dir={folder / '.workspaces'}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    log = (folder / "lab.log").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *words], env=environment(), cwd=folder, stdout=log, stderr=log
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api")
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(30)
        log.close()


@pytest.fixture(scope="module")
def browser():
    with browser_of_tests() as running:
        yield running


@pytest.fixture(scope="module")
def light(project, browser):
    with lab(project, "JupyterLab Light") as address:
        yield browser, address


def opened(started, path, run=True):
    """Opens a notebook and, if asked, runs all of its cells."""
    browser, address = started
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/lab/tree/{path}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
    page.get_by_text("| Idle").wait_for(timeout=120_000)  # its kernel has started
    if run:
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_function(
            "Array.from(document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')).every(cell => /\\[\\d+\\]/.test(cell.textContent))",
            timeout=120_000,
        )
    # JupyterLab draws cells when they come into view.
    for _ in range(12):
        page.mouse.move(700, 500)
        page.mouse.wheel(0, 2500)
        page.wait_for_timeout(150)
    page.wait_for_timeout(1500)
    return page


def test_this_jupyterlab_typesets_what_is_not_protected(light):
    page = opened(light, "notebooks/control.ipynb")
    page.wait_for_selector("#unprotected mjx-container", timeout=30_000)
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_amounts_of_money_are_never_typeset_and_no_number_is_a_dead_link(light, name):
    page = opened(light, f"notebooks/{name}.ipynb")
    shown = page.locator(".jp-Notebook .jp-OutputArea").all_inner_texts()
    if name != "actor-map":  # which need not quote an amount
        assert sum(text.count("$") for text in shown) > 2
    assert page.locator(".jp-Notebook mjx-container").count() == 0
    assert page.locator(".jp-Notebook .jp-OutputArea a.cite").count() > 5
    assert page.locator(".jp-Notebook .jp-OutputArea a.cite[href]").count() == 0
    page.close()


def test_a_click_on_a_number_opens_its_sentence_in_place(light):
    page = opened(light, "notebooks/trade-trends.ipynb")
    number = page.locator(".jp-OutputArea .finding a.cite").first
    number.scroll_into_view_if_needed()
    assert number.evaluate("element => getComputedStyle(element, '::after').content") == "none"
    before = number.bounding_box()
    number.click()
    assert page.evaluate("document.activeElement.className") == "cite"
    assert json.loads(
        number.evaluate("element => getComputedStyle(element, '::after').content")
    ) == number.get_attribute("title")
    assert number.bounding_box()["height"] > before["height"]
    page.close()


def test_links_of_a_report_s_executed_notebook_open_the_article(light):
    page = opened(light, "made/notebooks/trade-trends.ipynb", run=False)
    link = page.locator(".jp-OutputArea .finding a.cite").first
    address = link.evaluate("element => element.href")
    source = page.request.get(address.split("#")[0]).text()
    assert f'id="{address.split("#")[1]}"' in source and "made/articles/" in address
    link.click()
    page.wait_for_selector(".jp-HTMLViewer iframe", timeout=30_000)
    article = page.frame_locator(".jp-HTMLViewer iframe").locator("#text")
    assert link.get_attribute("title").split(" (first")[0].strip(" …")[:60] in article.inner_text()
    page.close()


def test_figures_read_on_a_dark_theme(project, browser):
    with lab(project, "JupyterLab Dark") as address:
        page = opened((browser, address), "notebooks/trade-trends.ipynb")
        assert page.evaluate("document.body.dataset.jpThemeLight") == "false"
        drawings = page.locator(".jp-OutputArea figure.chart svg")
        assert drawings.count() >= 3
        for n in range(drawings.count()):
            drawings.nth(n).scroll_into_view_if_needed()
            picture = Image.open(io.BytesIO(drawings.nth(n).screenshot())).convert("L")
            bright = sum(picture.histogram()[200:]) / (picture.width * picture.height)
            assert bright > 0.7, n  # dark words on a light ground
