"""One article saved in many layouts, for the tests of how articles are read."""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Callable

TITLE = "Who Pays for the KNB's New Fence? Kazakhstan, China and the U.S. at Dostyk"
AUTHORS = ["Annika Rosendahl", "Yerlan B. Moldabek"]
LEAD = [
    "A fence of 31 kilometers went up at Dostyk this spring, and three governments say that they paid for it. Only one of them has receipts.",
    "The receipts are Chinese. They come to $4.2 million, and they were shown to reporters on May 3.",
]
BODY = {
    "background": [
        "Fences on this border have a history. The first was built by the Russian Empire against cattle thieves; the second, in 1969, "
        "was meant for tanks.",
        "In 1999, the last wire was sold as scrap, and Gen. Bolat Zakiev called it a great day.",
    ],
    "implications": [
        "Whoever pays for sensors also reads them. The National Security Committee (KNB) insists that no cable crosses the line."
    ],
    "conclusions": [
        "The fence will stand, and so will the question of who watches it. For Astana it would be cheaper to ask than to guess."
    ],
    "bio": [
        "Annika Rosendahl and Yerlan B. Moldabek are researchers at the Institute of Inner Asian Studies in Uppsala."
    ],
}
CAPITALS = {
    "background": "BACKGROUND",
    "implications": "IMPLICATIONS",
    "conclusions": "CONCLUSIONS",
    "bio": "AUTHORS’ BIO",
}
HEADS = {
    "background": "Background",
    "implications": "Implications",
    "conclusions": "Conclusions",
    "bio": "About the authors",
}
BY = " and ".join(AUTHORS)
MENU = ["Skip to content", "Home", "Analysis", "About us", "Search"]
FOOT = [
    "Share this article",
    "Tweet",
    "Related articles",
    "The Bear and the Bazaar",
    "A Tale of Two Ports",
    "Newsletter",
    "Sign up for our weekly digest",
    "Copyright 1996-2016. All rights reserved.",
]


def inline() -> list[str]:
    return LEAD + [
        f"{CAPITALS[section]}: {text}" if n == 0 else text
        for section, texts in BODY.items()
        for n, text in enumerate(texts)
    ]


def headed(mark: Callable[[str], str] = str) -> list[str]:
    return LEAD + [line for section, texts in BODY.items() for line in (mark(HEADS[section]), *texts)]


def tags(lines: list[str], around: str = "<p>{}</p>", head: str = "<h2>{}</h2>") -> str:
    return "\n".join(
        (head if line in HEADS.values() else around).format(html.escape(line, quote=False)) for line in lines
    )


def paragraphs() -> list[str]:
    return LEAD + [text for texts in BODY.values() for text in texts]


LAYOUTS = {
    "issue note.txt": "\n\n".join(
        [
            "Wednesday, 04 May 2016",
            TITLE.upper(),
            "Published in Field Reports",
            f"By {BY} (5/4/2016 issue of the Inner Asia Analyst)",
            " ".join(LEAD)[:170],
            *inline(),
            "Read 3310 times\n\nVisit also\n\nfoo\n\nbar",
            *FOOT,
        ]
    ),
    "own lines.txt": "\n\n".join([f"{TITLE}\nBy {'; '.join(AUTHORS)}\nMay 4, 2016", *headed()]),
    "labels.txt": "\n\n".join(
        [
            TITLE,
            "Publication: Inner Asia Monitor Volume: 3 Issue: 9",
            "May 4, 2016 05:10 PM Age: 2 yrs",
            f"By: {', '.join(AUTHORS)}",
            "Category: Home Page, Kazakhstan",
            *headed(),
            "Share Article\nTweet\nRelated articles\nThe Bear and the Bazaar",
        ]
    ),
    "wrapped.txt": "\n\n".join(
        textwrap.fill(line, 72) for line in [TITLE, f"by {BY}", "4 May 2016", *headed(str.upper)]
    ),
    "saved.txt": "\n".join(
        [
            f"{TITLE} | Inner Asia Notes",
            *MENU,
            TITLE,
            BY,
            "May 4, 2016",
            "4 min read",
            "",
            "\n\n".join(headed()),
            "",
            *FOOT,
        ]
    ),
    "title-block.txt": "\n\n".join(
        [
            "THE INNER ASIA COURIER\n4 May 2016",
            "LETTER FROM THE BORDER",
            TITLE,
            BY,
            *headed(),
            "-----\nIn the next issue: sheep.\nTo be removed from this list, reply with the word REMOVE.",
        ]
    ),
    "last line.txt": "\n\n".join([TITLE, *headed(lambda head: f"3. {head}"), f"By {BY}, 4 May 2016"]),
    "front matter.md": "\n".join(
        [
            "---",
            f"title: {json.dumps(TITLE)}",
            f"authors: {json.dumps(AUTHORS)}",
            "date: 2016-05-04",
            "---",
            "",
            "\n\n".join(headed("## {}".format)),
        ]
    ),
    "plain.md": f"# {TITLE}\n\n*By {BY}, 4 May 2016*\n\n" + "\n\n".join(headed("**{}**".format)),
    "headings.html": f"""<html><head><meta charset='utf-8'><title>{TITLE} | Notes</title></head><body><nav><a href='/'>Home</a></nav>
        <article><h1>{TITLE}</h1><p class='byline'>By {BY}</p><time datetime='2016-05-04'>May 4, 2016</time>{tags(headed())}</article>
        <aside><h3>Most read</h3><p>Ten lakes to see before the autumn comes.</p></aside><footer>{tags(FOOT)}</footer></body></html>""",
    "tables.htm": f"""<HTML><TITLE>{TITLE}</TITLE><BODY><TABLE><TR><TD><A HREF=1>News</A><BR><A HREF=2>Links</A></TD><TD>
        <FONT SIZE=5><B>{TITLE}</B></FONT><BR><I>by {BY}</I><BR>4 May 2016<P>{tags(headed(), "{}<BR><BR>", "<B>{}</B><BR><BR>")}
        <HR><A HREF=#>Back to top</A></TD></TR></TABLE></BODY></HTML>""",
    "bold heads.html": f"""<html><head><meta property='article:published_time' content='2016-05-04T23:10:00+06:00'>
        <meta name='author' content='admin'></head><body><div><h2>{TITLE.upper()}</h2><div>By {BY}</div>
        {tags(inline()).replace("BACKGROUND:", "<strong>BACKGROUND:</strong>")}<div class='foot'>{tags(FOOT)}</div></div></body></html>""",
}
