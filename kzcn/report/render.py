"""Our templates filled in: the page around everything that a report shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=jinja2.select_autoescape(["html.j2"]),
        trim_blocks=True, lstrip_blocks=True)


def template(name: str, **values: Any) -> str:
    """Returns a template of this package filled in."""
    return _environment().get_template(name).render(**values)


def navigation(pages: Mapping[str, str], here: str, prefix: str = "", up: str | None = None) -> list[dict[str, Any]]:
    """Returns the links at the head of a page: the index, then each page (names to titles); `here` is the page itself."""
    links = [{"href": f"{prefix}index.html", "title": "Report", "here": here == "index"}]
    if up:
        links.append({"href": up, "title": "All sets", "here": False})
    return links + [{"href": f"{prefix}{name}.html", "title": title, "here": here == name} for name, title in pages.items()]
