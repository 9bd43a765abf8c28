"""Articles read from saved pages of any layout, encoding and format."""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcn.articles import article
from kzcn.articles.article import Article, Unreadable

PAGES = Path(__file__).parent / "pages"
GOLD = Path(__file__).parent / "gold"


def page(stem: str, folder: Path = PAGES) -> tuple[bytes, str]:
    path = next(path for path in folder.glob(f"{stem}.*") if path.suffix in article.FORMATS)
    return path.read_bytes(), path.name


# --- saved pages


@pytest.mark.parametrize("stem", sorted(path.stem for path in PAGES.glob("*.json")))
def test_a_page_gives_its_article_without_boilerplate(stem: str) -> None:
    want = json.loads((PAGES / f"{stem}.json").read_text(encoding="utf-8"))
    found = article.read(*page(stem))
    for field in ("title", "published", "source", "category", "language"):
        if field in want:
            assert getattr(found, field) == want[field], field
    assert sorted(found.authors) == sorted(want["authors"])
    pieces = [(section, found.text[start:end]) for start, end, section in found.paragraphs]
    assert [section for section, _ in pieces] == [section for section, _, _ in want["paragraphs"]]
    for (_, text), (_, first, last) in zip(pieces, want["paragraphs"], strict=True):
        assert text.startswith(first) and text.endswith(last)
    for words in want["furniture"]:
        assert words not in found.text
    for words in want.get("once", []):
        assert found.text.count(words) == 1


@pytest.mark.parametrize("stem", sorted(path.stem for path in PAGES.glob("*.json")))
def test_reading_the_clean_text_again_gives_the_same_text(stem: str) -> None:
    text = article.read(*page(stem)).text
    assert article.read(text.encode(), "clean.txt").text == text


# --- one article in many layouts

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


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_of_an_article_gives_the_same_text_and_metadata(name: str) -> None:
    found = article.read(LAYOUTS[name].encode(), name.replace(" ", "-"))
    assert found.title == TITLE
    assert list(found.authors) == AUTHORS
    assert found.published == "2016-05-04"
    assert found.language == "en"
    expected = [(text, "summary") for text in LEAD] + [
        (text, section) for section, texts in BODY.items() for text in texts
    ]
    assert [(found.text[start:end], section) for start, end, section in found.paragraphs] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1251"])
def test_bytes_in_any_common_encoding_give_the_same_text(encoding: str) -> None:
    text = LAYOUTS["issue note.txt"]
    assert article.read(text.encode(encoding), "a.txt") == article.read(text.encode(), "a.txt")


def test_wrongly_decoded_text_is_repaired_and_quotes_stay_as_written() -> None:
    text = "The ministry’s “reply” – a page – reached Zürich in March. It cost €2 and said nothing, as Élodie’s did. Nobody was surprised by that."
    assert article.read(text.encode().decode("cp1252", "ignore").encode(), "a.txt").text.startswith("The ministry’s “")
    assert article.read(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "name",
    [
        "hex",
        "zip",
        "base64",
        "rot13",
        "idna",
        "punycode",
        "unicode_escape",
        "raw-unicode-escape",
        "undefined",
        "utf_7",
        "mbcs",
        "oem",
        "nonsense",
    ],
)
@pytest.mark.parametrize("odd", [b"", b"<!-- \xe9\xff -->", b"<!-- \\ud800 \\x \xff -->"])
def test_a_page_that_declares_an_unknown_encoding_is_still_read(name: str, odd: bytes) -> None:
    page = LAYOUTS["headings.html"].encode("ascii", "xmlcharrefreplace")
    found = article.read(page.replace(b"charset='utf-8'>", b"charset='" + name.encode() + b"'>" + odd), "a.html")
    assert found == article.read(page, "a.html")


# --- the head of a page


def paragraphs() -> list[str]:
    return LEAD + [text for texts in BODY.values() for text in texts]


def headed_page(head: str) -> bytes:
    return f"<html><head>{head}</head><body><h1>{TITLE}</h1>{tags(paragraphs())}</body></html>".encode()


@pytest.mark.parametrize(
    "said",
    [
        r'{"headline": "\ud800", "author": "\udfff", "publisher": {"name": "\u001b[31m"}}',
        '{"@graph": 7, "headline": "x"}',
        "[" * 100_000,
        '{"@graph": {"headline": 3, "author": {"name": {"name": ["A B", 3, null, {}]}}}}',
        '{"author": [[[["A"]]], true, {"name": 1e999}]}',
        '{"headline": {"a": [1]}, "author": 7, "datePublished": ["x", {}], "publisher": true, "articleSection": [["p"]]}',
    ],
)
def test_no_declaration_of_a_page_prevents_reading_it(said: str) -> None:
    found = article.read(headed_page(f'<script type="application/ld+json">{said}</script>'), "a.html")
    assert found.text == article.read(headed_page(""), "a.html").text
    for words in (found.title, *found.authors, found.source, found.category):
        assert words is None or (words.encode() and "\x1b" not in words)


BOMB = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}' if n else 'word'] * 9)}]" for n in range(30))


@pytest.mark.parametrize(
    "said",
    [
        "title: &a [*a]",
        "author: &a {name: *a}",
        "authors: &a [A Name, *a]",
        f"{BOMB}\ntitle: *k29\nauthors: [*k29, *k29]",
        "title: " + "[" * 5000,
        "date: !!timestamp nonsense",
        "title: !!int ''",
        "title: 0x" + "f" * 5000,
        "date: 0001-01-01T00:00:00+23:59",
        "title: !!omap [a: b]",
        r'title: "\ud800"',
        "title: .nan",
        "authors: !!set {A Name}",
        "title: !!binary AAAA",
    ],
)
def test_no_front_matter_prevents_reading_the_article(said: str) -> None:
    body = "\n\n".join([f"# {TITLE}", *paragraphs()])
    found = article.read(f"---\n{said}\n---\n\n{body}".encode(), "a.md")
    assert found.text == article.read(f"---\nlang: en\n---\n\n{body}".encode(), "a.md").text
    assert len(" ".join(found.authors).encode()) < 100


# --- files that are not articles


@pytest.mark.parametrize(
    ("data", "name", "mend"),
    [
        (b"", "a.txt", "empty"),
        (b"  \n\n", "a.md", "empty"),
        (b"\x00\x01\x02\xff" * 400, "a.txt", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "a.html", "binary"),
        (b"text", "a.docx", "save the article as"),
        (b"text", "noending", "save the article as"),
        (b"%PDF-1.4 broken", "a.pdf", "damaged"),
        (b"Home\nNews\nContact\n", "a.txt", "no article text"),
    ],
)
def test_a_file_that_is_not_an_article_is_refused_in_one_line_that_says_why(data: bytes, name: str, mend: str) -> None:
    with pytest.raises(Unreadable) as refused:
        article.read(data, name)
    assert str(refused.value).startswith(name) and mend in str(refused.value) and "\n" not in str(refused.value)


def test_a_pdf_is_read_without_running_heads_page_numbers_and_divided_words() -> None:
    pages = [
        [
            "Inner Asia Papers 7",
            "",
            TITLE[:51],
            TITLE[52:],
            "By Annika Rosendahl",
            "May 4, 2016",
            "",
            "Fences on this border have a history, and the first of them was built",
            "by the Russian Empire against cattle thieves. The second was meant for",
            "tanks; it was never tested. What remains of it now are the con-",
            "crete posts, 1",
        ],
        [
            "Inner Asia Papers 7",
            "",
            "which herders use as tables. In 1999 the last wire was sold as scrap",
            "metal to a dealer from Urumqi, and the gov-",
            "ernment in Astana called it a great day.",
            "2",
        ],
    ]
    found = article.read(_pdf(pages), "paper.pdf")
    assert (
        found.title == TITLE.replace("'", "’")
        and found.authors == ("Annika Rosendahl",)
        and found.published == "2016-05-04"
    )
    assert "Inner Asia Papers" not in found.text and found.text.endswith(
        "the government in Astana called it a great day."
    )


def _pdf(pages: list[list[str]]) -> bytes:
    """Returns a minimal PDF with these lines."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        shown = "".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        out
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


# --- metadata


def test_the_most_reliable_date_of_a_page_is_used() -> None:
    body = "\n\n".join(inline())
    note = f"{TITLE}\n\nBy Annika Rosendahl (5/3/2016 issue of the Inner Asia Analyst)\n\n{body}"
    assert article.read(note.encode(), "a.txt").published == "2016-05-03"
    assert article.read(f"4 May 2016\n\n{note}".encode(), "a.txt").published == "2016-05-04"
    assert article.read(f"---\ndate: 2016-05-06\n---\n4 May 2016\n\n{note}".encode(), "a.md").published == "2016-05-06"
    assert (
        article.read(f"{TITLE}\n\nUpdated: 7 May 2016\n\n{body}".encode(), "a.txt").published == "2016-05-07"
    )  # the only date on the page
    assert (
        article.read(
            f"{TITLE}\n\nUpdated: 7 May 2016\n\nALMATY, 5 May 2016 (Wire) -- {body}".encode(), "a.txt"
        ).published
        == "2016-05-05"
    )
    assert article.read(f"{TITLE}\n\nALMATY, 5 May 2016 (Wire) -- {body}".encode(), "a.txt").published == "2016-05-05"


# --- sections


def test_a_subhead_is_not_text_and_does_not_end_a_section() -> None:
    lines = [
        TITLE,
        *LEAD,
        "Background",
        *BODY["background"],
        "Wires and Cattle",
        *BODY["implications"],
        "Conclusion: A Gate",
        *BODY["conclusions"],
    ]
    found = article.read("\n\n".join(lines).encode(), "a.txt")
    assert "Wires and Cattle" not in found.text and "A Gate" not in found.text
    assert [section for *_, section in found.paragraphs] == ["summary"] * 2 + ["background"] * 3 + ["conclusions"]


def test_an_article_without_heads_is_body_and_its_last_paragraph_may_be_the_bio() -> None:
    lines = [
        TITLE,
        "By Annika Rosendahl",
        *LEAD,
        *BODY["background"],
        "Dr. Annika Rosendahl is a historian of borders.",
    ]
    found = article.read("\n\n".join(lines).encode(), "a.txt")
    assert [section for *_, section in found.paragraphs] == ["body"] * 4 + ["bio"]


# --- teasers


@pytest.mark.parametrize("cut", [60, 100, 137, 150])
@pytest.mark.parametrize("end", ["", "...", "…", " [...]"])
def test_the_text_of_a_teaser_is_kept_once_and_complete(cut: int, end: str) -> None:
    opening = " ".join(LEAD)
    found = article.read(
        "\n\n".join([TITLE, "By Annika Rosendahl", opening[:cut] + end, opening, *BODY["background"]]).encode(), "a.txt"
    )
    assert found.text == "\n\n".join([opening, *BODY["background"]])


# --- for any text

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9), min_size=8, max_size=20)
SENTENCES = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
CLEAN = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6, unique=True)


@settings(deadline=None)
@given(CLEAN)
def test_clean_text_stays_unchanged(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    found = article.read(text.encode(), "a.txt")
    assert found.text == text and [found.text[start:end] for start, end, _ in found.paragraphs] == paragraphs


@settings(deadline=None)
@given(st.text(max_size=300) | st.binary(max_size=300), st.sampled_from(article.FORMATS))
def test_any_bytes_give_an_article_or_one_line(data: str | bytes, ending: str) -> None:
    try:
        found: Article = article.read(
            data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"), f"a{ending}"
        )
    except Unreadable as refused:
        assert "\n" not in str(refused)
        return
    assert found.text == "\n\n".join(found.text[start:end] for start, end, _ in found.paragraphs) != ""


# --- the annotated articles


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_annotated_articles_are_read_as_annotated(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    folder = (
        GOLD / "articles"
        if (GOLD / "articles").glob(f"{gold['doc']}.*") and path.stem != "seed"
        else GOLD.parent.parent / "seeds"
    )
    found = article.read(*page(gold["doc"], folder))
    assert (found.title, found.published, list(found.authors)) == (gold["title"], gold["published"], gold["authors"])
    for words in gold["furniture"]:
        assert words not in found.text
    for words in gold["once"]:
        assert found.text.count(words) == 1
    starts = {section: found.text[start:] for start, _, section in reversed(found.paragraphs)}
    assert all(starts[section].startswith(first) for section, first in gold["sections"].items())
