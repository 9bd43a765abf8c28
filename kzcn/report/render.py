"""Renders the templates of a report."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(source_script=Markup(_script("source")), source_digest=Markup(_digest("source")))
    return environment


def template(name: str, **values: Any) -> str:
    """Returns a template of this package, rendered with values."""
    return _environment().get_template(name).render(**values)


def with_script(markup: str, name: str) -> str:
    """Returns a page with a script of this package; the page's policy names it by its digest, so no other script can run."""
    policy = f"script-src 'sha256-{_digest(name)}'"
    markup = markup.replace("img-src data:", f"img-src data:; {policy}", 1)
    return markup.replace("</body>", f"<script>{_script(name)}</script>\n</body>")


@cache
def _script(name: str) -> str:
    return (TEMPLATES / f"{name}.js").read_text(encoding="utf-8")


def _digest(name: str) -> str:
    return base64.b64encode(hashlib.sha256(_script(name).encode()).digest()).decode()


def navigation(pages: Mapping[str, str], here: str, prefix: str = "", up: str | None = None) -> list[dict[str, Any]]:
    """Returns the links at the top of a page: the index, then each page (names to titles); `here` is the current page."""
    links = [{"href": f"{prefix}index.html", "title": "Report", "here": here == "index"}]
    if up:
        links.append({"href": up, "title": "All sets", "here": False})
    return links + [
        {"href": f"{prefix}{quote(name)}.html", "title": title, "here": here == name} for name, title in pages.items()
    ]
