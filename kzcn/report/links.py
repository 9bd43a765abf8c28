"""Links of a report: the output of a notebook names the sources of each number, and pages and executed copies link to them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

CITE = re.compile(
    r"""<a class="cite"(?: href="[^"]*")? data-to='(?P<to>[^']*)'(?P<title> title="[^"]*")?[^>]*>(?P<words>.*?)</a>""",
    re.DOTALL,
)
OPENING = re.compile(r"""(<a class="cite") (data-to='([^']*)')""")


def linked(markup: str, up: str) -> str:
    """Returns the HTML of a notebook with each number linked to its first source; `up` leads from the notebook to the report."""
    return OPENING.sub(lambda match: f'{match[1]} href="{up}{_list(match[3])[0]}" {match[2]}', markup)


def replaced(markup: str, further: Callable[[list[str], str], str]) -> str:
    """Returns the HTML of a notebook for a page: each number is a link to its first source.

    For a number with several sources, `further` gets their addresses and the words, and returns the mark that follows the link.
    """

    def link(match: re.Match[str]) -> str:
        places, words = _list(match["to"]), html.unescape(re.sub(r"<[^>]+>", "", match["words"]))
        if not match["title"]:  # part of a chart, which has one accessible name as a whole
            return f'<a xlink:href="{places[0]}">{match["words"]}</a>'
        opening = f'<a class="cite" href="{places[0]}"{match["title"] or ""}>{match["words"]}</a>'
        return opening + further(places, words) if len(places) > 1 else opening

    return CITE.sub(link, markup)


def _list(attribute: str) -> list[str]:
    places: list[str] = json.loads(html.unescape(attribute))
    return places
