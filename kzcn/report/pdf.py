"""The whole report as one PDF: findings, pages, sources and official figures, with every number linked to its source inside the file.

A Chromium or Chrome on this machine prints it, from the same pages with the same style.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import lxml.html

from kzcn.errors import KzcnError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


class NoBrowser(KzcnError):
    """There is no browser that can print, or it did not print."""


def browser() -> str | None:
    """Returns the path of a Chromium or Chrome on this machine: KZCN_BROWSER_PATH, else the first one found, None if there is none."""
    named = os.environ.get("KZCN_BROWSER_PATH")
    return named or next(filter(None, map(shutil.which, NAMES)), None) or next(filter(os.path.exists, ELSEWHERE), None)


def write(folder: Path, sets: list[str]) -> None:
    """Prints the pages of each parameter set of a report folder into its report.pdf."""
    program = browser()
    if program is None:
        raise NoBrowser(
            "--pdf needs Chromium or Chrome: install one (apt install chromium, brew install chromium), or name it in KZCN_BROWSER_PATH"
        )
    for name in sets:
        _print(program, joined(folder / name), folder / name / "report.pdf")


def _print(program: str, page: str, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="kzcn-") as place:
        source = Path(place) / "report.html"
        source.write_text(page, encoding="utf-8")
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        done = subprocess.run(
            [
                program,
                "--headless",
                *as_root,
                "--disable-gpu",
                "--no-first-run",
                f"--user-data-dir={place}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target.resolve()}",
                source.as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    if done.returncode or not target.exists():
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        raise NoBrowser(f"{program} did not print the report (it said: {said}); update it, or leave out --pdf")


def joined(folder: Path) -> str:
    """Returns the pages of a report folder as one page with internal links."""
    index = (folder / "index.html").read_text(encoding="utf-8")
    order = [
        "index.html",
        *(
            f"{name}.html"
            for name in map(unquote, re.findall(r'href="([^"/]+)\.html"', index.split("<main")[0]))
            if name != "index"
        ),
    ]
    sources = [path for kind in ("articles", "sources") for path in sorted((folder / kind).glob("*.html"))]
    files = [*order, *(path.relative_to(folder).as_posix() for path in sources)]
    parts = []
    for file in files:
        main = lxml.html.fromstring((folder / file).read_text(encoding="utf-8")).find(".//main")
        _relinked(main, file, set(files))
        parts.append(
            f'<section class="page" id="{_slug(file)}">{"".join(lxml.html.tostring(child, encoding="unicode") for child in main)}</section>'
        )
    head = index.split("<body")[0]
    return f"{head}<body><main>{''.join(parts)}</main></body></html>"


def _slug(file: str, fragment: str = "") -> str:
    return re.sub(r"[^\w-]", "-", f"{file}--{fragment}" if fragment else file)


def _relinked(main: lxml.html.HtmlElement, file: str, files: set[str]) -> None:
    for element in main.iter():
        if not isinstance(element.tag, str):
            continue
        drawn = any(parent.tag == "svg" for parent in element.iterancestors())
        if element.get("id") and not drawn:
            element.set("id", _slug(file, element.get("id")))
        for name in ("href", "xlink:href"):
            address = element.get(name)
            if (
                address is None or element.tag != "a" or re.match(r"https?:", address)
            ):  # shapes and images of a drawing stay as they are
                continue
            path, _, fragment = unquote(address).partition("#")
            to = os.path.normpath(PurePosixPath(file).parent / path).replace(os.sep, "/") if path else file
            if to in files:
                element.set(name, f"#{_slug(to, fragment)}")
            else:
                del element.attrib[name]
