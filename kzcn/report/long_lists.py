"""Long tables and long lists of links on a page: the first rows are shown, the others are packed into the page, and a script brings them back.

A page with thousands of rows is slow to open and hard to read. `lists.js` adds search, sorting and pages to a long table, and a button to a
long list. It works without a network. Without scripts the page shows the first rows and links to a file with all of them.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from kzcn.report import render

ROWS = 50  # of a table that the page shows at a time
LINKS = 3  # of a list of passages, where the page has many lists
LISTS = 40
TABLE = re.compile(
    r'(?P<head><table class="rows">.*?<tbody>\n)(?P<rows>.*?)(?P<foot>\n</tbody></table></div>\n)'
    r'<p class="csv"><a class="csv" download="(?P<name>[^"]*)" href="data:text/csv;base64,(?P<csv>[^"]*)">[^<]*</a></p>',
    re.DOTALL,
)
PASSAGES = re.compile(r'(?P<open><li id="(?P<id>further-\d+)">.*?:\n)(?P<links><a .*?)</li>\n', re.DOTALL)
ALL = "the link leads to the first. All of them:"
CHOSEN = "the link leads to the first, and the number behind it shows all of them here."
BETWEEN_ROWS = "</tr>\n<tr>"
BETWEEN_LINKS = "</a>, <a "


@dataclass(frozen=True)
class Shortened:
    """A page with its long tables and lists shortened, and the files that it links to (bytes by name)."""

    markup: str
    files: Mapping[str, bytes]


def shortened(page: str, markup: str) -> Shortened:
    """Returns the HTML of a page with at most ROWS rows of a table in view, its many lists of passages on demand, and a file for each long table."""
    files: dict[str, bytes] = {}
    rest: dict[str, str] = {}  # by the id of a list: the links that are not in view

    def table(match: re.Match[str]) -> str:
        rows = match["rows"].removeprefix("<tr>").removesuffix("</tr>").split(BETWEEN_ROWS)
        if len(rows) <= ROWS:
            return match[0]
        name = f"{page}-{match['name']}"
        files[name] = base64.b64decode(match["csv"])
        shown = "<tr>" + BETWEEN_ROWS.join(rows[:ROWS]) + "</tr>"
        return (
            f"{match['head']}{shown}{match['foot']}{_packed(rows[ROWS:], 'rest')}"
            f'<p class="csv" data-rows="{len(rows)}">The first {ROWS} of {len(rows)} rows. All of them: '
            f'<a class="csv" download="{match["name"]}" href="rows/{name}">{match["name"]}</a></p>'
        )

    def passages(match: re.Match[str]) -> str:
        links = match["links"].split(BETWEEN_LINKS)
        if len(links) <= LINKS + 1:
            return match[0]
        rest[match["id"]] = "<a " + BETWEEN_LINKS.join(links[LINKS:])
        shown = BETWEEN_LINKS.join(links[:LINKS])
        return f'{match["open"]}{shown}</a> <span class="rest">and {len(links) - LINKS} more</span></li>\n'

    markup = TABLE.sub(table, markup)
    if markup.count('<li id="further-') > LISTS:
        markup = PASSAGES.sub(passages, markup).replace("</main>", f"{_packed(rest, 'passages')}</main>")
        markup = markup.replace('<section id="further">', '<section id="further" class="on-demand">').replace(
            ALL, CHOSEN
        )
    return Shortened(render.with_script(markup, "lists") if files or rest else markup, files)


def _packed(content: object, name: str) -> str:
    """Returns content as a block of the page that a browser does not run: JSON, compressed, in base64."""
    packed = base64.b64encode(zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9)).decode()
    return f'<script type="application/octet-stream" class="{name}">{packed}</script>\n'
