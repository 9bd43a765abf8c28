"""Faults of saved pages, one small page for each kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn.articles import article, duplicates
from kzcn.schema import Document

TITLE = "Border commission widens its work"
BODY = [
    "Kazakhstan and China agreed this spring to widen the work of a commission that had met only twice before.",
    "The ministers said that freight through the dry port had grown faster than either of the two sides had planned.",
    "Officials noted that the programme depends on money which the regional budget does not hold at this time.",
    "Analysts who follow the talks expect a text on patrols before winter, although nobody has said who will pay.",
]


def saved(
    body: str = "",
    *,
    head: str = "",
    under: str = "<p>By Aliya Serik</p><p>4 May 2016</p>",
    heading: str = f"<h1>{TITLE}</h1>",
) -> article.Article:
    text = "".join(f"<p>{text}</p>" for text in BODY)
    page = f"<html><head><title>{TITLE}</title>{head}</head><body><article>{heading}{under}{text}{body}</article></body></html>"
    return article.read(page.encode(), "page.html")


def paragraphs(found: article.Article) -> list[str]:
    return [found.text[start:end] for start, end, _ in found.paragraphs]


@pytest.mark.parametrize(
    "around",
    [
        "<form>{}</form>",
        "<form><table><tr><td>{}</td></tr></table></form>",
        "<nav><a href='/'>Home</a>{}",
        "<div><noscript>{}</noscript></div>",
        "<aside>{}</aside>",
        "<dialog open>{}</dialog>",
    ],
)
def test_a_page_inside_one_box_is_read(around: str) -> None:
    text = f"<h1>{TITLE}</h1><p>By Aliya Serik, 4 May 2016</p>" + "".join(f"<p>{text}</p>" for text in BODY)
    found = article.read(f"<html><body>{around.format(text)}</body></html>".encode(), "page.html")
    assert set(BODY) <= set(paragraphs(found))


@pytest.mark.parametrize(
    "items",
    [
        ["to hold joint exercises of guards", "to open a hotline", "to train forty officers in Urumqi"],
        ["Khorgos", "Dostyk", "Bakhty", "Maikapshagai"],
        ["a second gate at the port;", "a shared list of carriers;", "one office"],
    ],
)
@pytest.mark.parametrize("ending", [".html", ".txt"])
def test_a_list_without_full_stops_and_the_paragraph_below_it_are_kept(items: list[str], ending: str) -> None:
    last = "Both sides will report on each of them to their governments within the year that follows."
    if ending == ".html":
        found = saved(
            "<p>The sides agreed:</p><ul>" + "".join(f"<li>{item}</li>" for item in items) + f"</ul><p>{last}</p>"
        )
    else:
        lines = [
            TITLE,
            "By Aliya Serik",
            "4 May 2016",
            *BODY,
            "The sides agreed:",
            "\n".join(f"- {item}" for item in items),
            last,
        ]
        found = article.read("\n\n".join(lines).encode(), "page.txt")
    assert [*items, last] == paragraphs(found)[-len(items) - 1 :]


@pytest.mark.parametrize(
    "sentence",
    [
        "Herders in the valley may sign up for the loans at any office of the bank from the first of June.",
        "The ministry announced a change of address for its consulate, which moves to the north of the city.",
        "Under the treaty the maps may not be reproduced by either side before the commission has signed them.",
        "The operator wrote a privacy policy for its cameras after the parliament had asked for one twice.",
        "The plant sends a distribution list of its carriers to the customs service at the end of each week.",
    ],
)
def test_a_sentence_with_words_of_a_notice_is_kept(sentence: str) -> None:
    assert sentence in paragraphs(saved(f"<p>{sentence}</p><p>{BODY[0][:-1]} again.</p>"))


@pytest.mark.parametrize(
    "notice",
    [
        "Sign up for our newsletter.",
        "Please read our privacy policy.",
        "All rights reserved.",
        "Follow us on the usual networks.",
    ],
)
def test_a_notice_is_left_out(notice: str) -> None:
    assert notice not in saved(f"<p>{notice}</p>").text


@pytest.mark.parametrize("level", ["h2", "h3", "h4"])
def test_a_subhead_is_in_the_text_but_is_no_paragraph(level: str) -> None:
    found = saved(f"<{level}>Guards and gates</{level}><p>{BODY[0][:-1]} again.</p>")
    assert "\n\nGuards and gates\n\n" in found.text and "Guards and gates" not in paragraphs(found)


@pytest.mark.parametrize("name", ["No Author", "View Comments", "Admin", "Staff Writer"])
def test_an_author_that_is_no_person_is_left_empty(name: str) -> None:
    assert saved(head=f'<meta name="author" content="{name}">', under="<p>4 May 2016</p>").authors == ()


@pytest.mark.parametrize(
    "line", ["By<a>Aliya Serik</a>", "By <b>Aliya Serik</b>", "by<a>Aliya Serik</a>", "By:<a>Aliya Serik</a>"]
)
def test_a_name_that_is_glued_to_its_label_is_read(line: str) -> None:
    assert saved(under=f"<div>{line}</div><p>4 May 2016</p>").authors == ("Aliya Serik",)


@pytest.mark.parametrize(
    "line",
    [
        "By Aliya Symon, August 14, 2020",
        "<span>Aliya Symon</span><time>August 14, 2020</time>",
        "By Aliya Symon And Others For The Post",
    ],
)
def test_a_by_line_is_read_up_to_its_date_or_newspaper(line: str) -> None:
    assert saved(under=f"<p>{line}</p>").authors == ("Aliya Symon",)


@pytest.mark.parametrize("line", ["CBS News 4 May 2016", "Steppe Wiki | 4 May 2016", "From Steppe Wiki"])
def test_a_publication_beside_the_date_is_no_author(line: str) -> None:
    assert saved(under=f"<p>{line}</p>").authors == ()


def test_a_by_line_of_a_person_goes_before_that_of_the_publication() -> None:
    head = '<meta property="og:site_name" content="The Steppe Review">'
    under = "<p>By The Steppe Review</p><p>4 May 2016</p><p>Written by: Aliya Serik</p>"
    assert saved(head=head, under=under).authors == ("Aliya Serik",)


def test_the_entries_of_a_menu_are_no_by_lines() -> None:
    menu = "".join(f"<li>By {name}</li>" for name in ("Country", "Sector", "Month", "Author"))
    links = "".join(f"<li>Entry {letter}</li>" for letter in "abcdefghijklmnop")
    assert saved(heading=f"<ul>{menu}{links}</ul><h1>{TITLE}</h1>", under="<p>4 May 2016</p>").authors == ()


def test_an_author_of_json_ld_is_followed_by_its_id() -> None:
    graph = '{"@graph": [{"headline": "x", "author": {"@id": "#a"}}, {"@id": "#a", "name": "Aliya Serik"}]}'
    assert saved(head=f'<script type="application/ld+json">{graph}</script>', under="").authors == ("Aliya Serik",)


@pytest.mark.parametrize(
    ("head", "under", "day"),
    [
        (
            '<meta name="dc.date" content="2023-01-02">',
            "<p>Received: 10 May 2022</p><p>Accepted: 16 December 2022</p>",
            "2023-01-02",
        ),
        (
            '<meta property="article:published_time" content="2023-11-09T03:28:35Z">',
            "<p>November 8, 2023</p>",
            "2023-11-08",
        ),
        (
            '<meta property="article:published_time" content="2023-10-29T04:28:52Z">',
            "<p>Thursday, November 02, 2023</p>",
            "2023-10-29",
        ),
        ("", '<p><time datetime="2021-03-04">yesterday</time></p>', "2021-03-04"),
    ],
)
def test_the_day_of_publication_is_found(head: str, under: str, day: str) -> None:
    assert saved(head=head, under=under).published in (day,)


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        (
            "The pipeline that never paid – and its fatal flaw | Steppe Review",
            "The pipeline that never paid – and its fatal flaw",
        ),
        (
            "Two ports, one river - a quiet bargain at the frontier",
            "Two ports, one river - a quiet bargain at the frontier",
        ),
        ("Gas for the north: who pays for the line?", "Gas for the north: who pays for the line?"),
        ("A gate without a road - Steppe Review", "A gate without a road"),
    ],
)
def test_a_declared_title_loses_only_the_name_of_the_publication(declared: str, title: str) -> None:
    text = "".join(f"<p>{text}</p>" for text in BODY)
    page = f"<html><head><title>{declared}</title></head><body><p>4 May 2016</p>{text}</body></html>"
    assert article.read(page.encode(), "page.html").title == title


@pytest.mark.parametrize("root", ["<html lang='tr'>", "<html xml:lang='tr'>", "<HTML class='page' LANG='tr-TR'>"])
def test_the_language_that_a_page_declares_is_kept_where_its_words_do_not_show_it(root: str) -> None:
    text = (
        "<p>Komisyon sınırdaki yeni kapının yapımına gelecek yaz başlanacağını duyurdu, ancak bedelini açıklamadı.</p>"
        * 2
    )
    page = f"<!DOCTYPE html>{root}<head><title>Yeni kapı</title></head><body><h1>Yeni kapı</h1>{text}</body></html>"
    assert article.read(page.encode(), "page.html").language == "tr"


def document(doc_id: str, text: str) -> Document:
    return Document(doc_id, doc_id, (), None, None, None, "en", len(text.split()), doc_id, doc_id, text)


@given(
    st.lists(st.integers(1000, 9999), min_size=6, max_size=6, unique=True),
    st.sampled_from(["March", "June", "October"]),
)
def test_a_template_with_other_figures_is_another_article(figures: list[int], month: str) -> None:
    notice = (
        "In {} the customs service counted {} wagons and {} lorries at the crossing, it said in its monthly notice to the press. "
        "The service adds that {} tonnes were grain, and that the queue at the gate was shorter than in the month before it."
    )
    one, other = (notice.format(m, *part) for m, part in ((month, figures[:3]), ("May", figures[3:])))
    assert duplicates.find([document("a", one), document("b", other)]) == []


@given(st.integers(0, 2))
def test_a_copy_with_another_headline_and_without_its_last_paragraph_is_the_same(cut: int) -> None:
    text = "\n\n".join([*BODY, "Trade reached 31 billion dollars in 2022, and 41 billion in 2023."])
    copy = "\n\n".join(["A wider commission", *BODY[: 4 - min(cut, 1)]])
    assert len(duplicates.find([document("a", text), document("b", copy)])) == 1
