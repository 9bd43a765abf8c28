"""Links of a report: a notebook's output names the places that a number rests on, and a page or an executed copy links to them."""

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
    """Returns a notebook's HTML in which each number links to its first place; `up` leads from the notebook to the report."""
    return OPENING.sub(lambda match: f'{match[1]} href="{up}{_list(match[3])[0]}" {match[2]}', markup)


def replaced(markup: str, further: Callable[[list[str], str], str]) -> str:
    """Returns a notebook's HTML as a page shows it: each number is a link to its first place.

    `further` gets the places and the words of a number that rests on several, and returns the mark to put behind the link.
    """

    def link(match: re.Match[str]) -> str:
        places, words = _list(match["to"]), html.unescape(re.sub(r"<[^>]+>", "", match["words"]))
        if not match["title"]:  # a mark of a drawing, which is one picture with one name to those who do not see it
            return f'<a xlink:href="{places[0]}">{match["words"]}</a>'
        opening = f'<a class="cite" href="{places[0]}"{match["title"] or ""}>{match["words"]}</a>'
        return opening + further(places, words) if len(places) > 1 else opening

    return CITE.sub(link, markup)


def _list(attribute: str) -> list[str]:
    places: list[str] = json.loads(html.unescape(attribute))
    return places
