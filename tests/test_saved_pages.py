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


def copies(*documents: Document) -> list[tuple[str, str]]:
    texts = {each.doc_id: each.text for each in documents}
    return duplicates.find(map(duplicates.sketch, documents), texts.__getitem__)


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
    assert copies(document("a", one), document("b", other)) == []


@given(st.integers(0, 2))
def test_a_copy_with_another_headline_and_without_its_last_paragraph_is_the_same(cut: int) -> None:
    text = "\n\n".join([*BODY, "Trade reached 31 billion dollars in 2022, and 41 billion in 2023."])
    copy = "\n\n".join(["A wider commission", *BODY[: 4 - min(cut, 1)]])
    assert len(copies(document("a", text), document("b", copy))) == 1


def plain(*paragraphs: str) -> article.Article:
    return article.read("\n\n".join(paragraphs).encode(), "page.txt")


@pytest.mark.parametrize(
    "line",
    [
        "Updated: Dec 15,2014 11:30 PM",
        "Last updated: 15 December 2014",
        "Updated on December 15, 2014 at 11:30 p.m.",
        "Modified: 2014-12-15",
    ],
)
@pytest.mark.parametrize("ending", [".txt", ".html"])
@pytest.mark.parametrize(("other", "day"), [("", "2014-12-15"), ("4 May 2014", "2014-05-04")])
def test_the_day_of_an_update_counts_only_where_a_page_names_no_other(
    line: str, ending: str, other: str, day: str
) -> None:
    lines = [text for text in (line, other) if text]
    under = "".join(f"<p>{text}</p>" for text in lines)
    found = plain(TITLE, "By Aliya Serik", *lines, *BODY) if ending == ".txt" else saved(under=under)
    assert found.published == day
    assert line not in found.text


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("FEB. 28 2011 (Steppe Wire) -", "2011-02-28"),
        ("ASTANA, Feb. 28, 2011 (Steppe Wire) –", "2011-02-28"),
        ("ALMATY, Sept. 3 2012 --", "2012-09-03"),
        ("URUMQI, Dec 15,2014 —", "2014-12-15"),
    ],
)
def test_a_dateline_with_a_short_month_gives_the_day(dateline: str, day: str) -> None:
    assert plain(TITLE, f"{dateline} {BODY[0]}", *BODY[1:]).published == day


@pytest.mark.parametrize(
    "line",
    ["January 15. Cacianalyst/Universal", "March 3. Steppe Wire", "(Source: Reuters)", "(Photo: Steppe Wire)"],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_of_an_agency_is_no_title(line: str, above: bool) -> None:
    lines = [line, TITLE] if above else [TITLE, line]
    assert plain(*lines, *BODY).title == TITLE


@pytest.mark.parametrize(
    "leads",
    [
        ["- Freight grows faster than planned", "- Patrols are expected before winter"],
        ["* A second gate", "* A shared list of carriers", "* One office"],
        ["• The budget is short", "• Nobody says who pays"],
        ["- The port is full", "- The road is not"],
    ],
)
@pytest.mark.parametrize("under", [[], ["By Aliya Serik", "4 May 2016"]])
def test_the_list_above_the_first_paragraph_is_kept(leads: list[str], under: list[str]) -> None:
    found = paragraphs(plain(TITLE, *under, "\n".join(leads), *BODY))
    assert [text.lstrip("-*• ") for text in leads] == found[: len(leads)]
    assert found[len(leads) :] == BODY


@pytest.mark.parametrize("quote", ['"too small"', "“too small”", "«too small»", "'too small'"])
def test_a_line_that_begins_with_a_quotation_mark_goes_on(quote: str) -> None:
    lines = [
        "Kazakhstan and China agreed this spring to widen the work of a commission",
        "that had met only twice before, although the minister called its budget",
        f"{quote} for what it has to do. He added that the two sides would meet again",
        "in a month or two to discuss who pays.",
    ]
    assert paragraphs(plain(TITLE, "\n".join(lines), "\n".join(lines).replace("spring", "autumn")))[0] == " ".join(
        lines
    )


KAZAKH = [
    "Қазақстан мен Қытай көктемде шекара комиссиясының жұмысын кеңейтуге келісті, өйткені жүк ағыны өсіп келеді.",
    "Министрлер құрғақ порт арқылы өтетін жүк екі жақ күткеннен тез өскенін айтты, бірақ ақша әзірге жоқ.",
    "Сарапшылар келісімнің мәтіні қысқа дейін шығады деп ойлайды, бірақ оның құнын ешкім айтқан жоқ.",
]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_kazakh_text_in_its_code_page_is_read_without_a_mark(count: int) -> None:
    lines = ["Шекара", *KAZAKH[:count]]
    assert paragraphs(article.read("\n\n".join(lines).encode("kz1048"), "page.txt")) == KAZAKH[:count]


@pytest.mark.parametrize(
    "text",
    [
        "Україна та Китай домовилися цієї весни розширити роботу комісії, яка досі збиралася лише двічі, її ґанок відкрито.",
        "Министры сообщили, что поток грузов через сухой порт вырос быстрее, чем ожидали обе стороны, но денег пока нет.",
        "Беларусь і Кітай дамовіліся гэтай вясной пашырыць працу камісіі, якая дагэтуль збіралася ўсяго двойчы ў Мінску.",
    ],
)
def test_other_cyrillic_text_is_not_taken_for_kazakh(text: str) -> None:
    assert article.read(f"Порт\n\n{text}\n\n{text}\n".encode("cp1251"), "page.txt").text.startswith(text)


@pytest.mark.parametrize("ending", ["", " The writer teaches in Almaty", "."])
def test_the_text_that_json_ld_declares_is_read_where_the_page_shows_only_its_beginning(ending: str) -> None:
    body = " ".join(BODY * 3) + ending
    head = f'<script type="application/ld+json">{{"headline": "{TITLE}", "articleBody": "{body}"}}</script>'
    page = f"<html><head>{head}</head><body><h1>{TITLE}</h1><p>{BODY[0]}</p></body></html>"
    assert BODY[3] in article.read(page.encode(), "page.html").text


@pytest.mark.parametrize(
    "box", ["<button>{}</button>", "<div class='widget'>{}</div>", "<div style='display:none'>{}</div>"]
)
def test_a_box_that_holds_the_headline_is_the_page(box: str) -> None:
    inner = f"<h1>{TITLE}</h1><p>4 May 2016</p>" + "".join(f"<p>{text}</p>" for text in BODY)
    found = article.read(f"<html><body>{box.format(inner)}</body></html>".encode(), "page.html")
    assert found.title == TITLE and paragraphs(found) == BODY


@pytest.mark.parametrize("count", [4, 6, 9])
def test_the_captions_of_a_gallery_are_its_text(count: int) -> None:
    slides = "".join(f"<figure><figcaption><p>Slide {n}: {BODY[n % 4]}</p></figcaption></figure>" for n in range(count))
    page = f"<html><body><article><h1>{TITLE}</h1><p>4 May 2016</p><p>{BODY[0]}</p>{slides}</article></body></html>"
    assert f"Slide {count - 1}: " in article.read(page.encode(), "page.html").text


def test_the_caption_of_one_picture_is_left_out() -> None:
    assert (
        "A crane lifts"
        not in saved("<figure><img src='a.png'><figcaption>A crane lifts a box.</figcaption></figure>").text
    )


@pytest.mark.parametrize(
    "head",
    ["2021-11-08T22:05:41-05:00 2021-11-08T22:06:51-05:00 2021-11-09T02:12:58-05:00 2021-11-07T21:35:15-05:00"],
)
def test_the_days_of_other_articles_in_a_box_do_not_count(head: str) -> None:
    tags = "".join(f'<meta itemprop="datePublished" content="{day}">' for day in head.split())
    assert saved(head=tags, under="").published == "2021-11-08"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("The Steppe Post 04/25/2016 Aliya Serik", ("Aliya Serik",)),
        ("Aliya Serik 25 April 2016 The Steppe Post", ("Aliya Serik",)),
        (
            "Posted by Aliya Serik, Daniyar Omar and Wen Li - Steppe Safe Roads team",
            ("Aliya Serik", "Daniyar Omar", "Wen Li"),
        ),
        ("The Steppe 25 April 2016", ()),
    ],
)
def test_a_publication_or_team_in_a_by_line_is_no_author(line: str, authors: tuple[str, ...]) -> None:
    assert saved(under=f"<p>{line}</p>").authors == authors


@pytest.mark.parametrize(
    "notice",
    [
        "For the latest stories and reports from the steppe download the Review apps for every telephone.",
        "We want to hear your opinion of this text. Submit a letter to the editor by the end of the month.",
        "We recommend tools that we have tried, and we may receive compensation when you buy one of them.",
        "Send us a message on the usual network or call the desk of the paper at any hour of the day.",
    ],
)
def test_an_invitation_below_the_article_is_left_out(notice: str) -> None:
    assert notice not in saved(f"<p>{notice}</p>").text


@pytest.mark.parametrize("level", ["h2", "h3", "h4"])
@pytest.mark.parametrize(
    "question",
    [
        "What will the commission do first?",
        "Who pays for the patrols?",
        "And if the river rises again next spring?",
    ],
)
def test_an_interview_question_is_in_the_text_even_as_a_heading(question: str, level: str) -> None:
    answer = "We shall begin with the road, because nothing else can move before it is mended on both sides."
    found = saved(f"<{level}>{question}</{level}><p>{answer}</p>")
    assert question in found.text and answer in paragraphs(found)
    assert found.text.index(question) < found.text.index(answer)


@pytest.mark.parametrize(
    "box", ['<div id="comments">{}</div>', '<section class="comments">{}</section>', '<ol class="commentlist">{}</ol>']
)
def test_an_article_is_found_under_comments_that_are_many_times_as_long(box: str) -> None:
    remark = "I drove that road last year with my cousin and we waited for nine hours, so nobody should praise it."
    comments = "".join(
        f'<div class="comment"><p class="author">reader{n}</p><p>{remark} That was the visit number {n} of ours.</p></div>'
        for n in range(20)
    )
    text = f"<h1>{TITLE}</h1><p>By Aliya Serik, 4 May 2016</p>" + "".join(f"<p>{text}</p>" for text in BODY)
    page = f"<html><body><div class='content'>{text}</div>{box.format(comments)}</body></html>"
    found = article.read(page.encode(), "page.html")
    assert set(BODY) <= set(paragraphs(found))
    assert remark not in found.text


@pytest.mark.parametrize(
    ("head", "under", "day"),
    [
        # The day is that of the place where it was published, whatever day it was in Greenwich.
        ('<meta property="article:published_time" content="2016-05-04T02:10:00+06:00">', "", "2016-05-04"),
        ('<meta property="article:published_time" content="2016-05-04T23:50:00-05:00">', "", "2016-05-04"),
        ('<meta itemprop="datePublished" content="2016-05-04T00:30:00+08:00">', "", "2016-05-04"),
        ("", '<p>Published <time datetime="2016-05-04T01:00:00+06:00">at one in the morning</time></p>', "2016-05-04"),
        ("", '<p><time itemprop="datePublished" datetime="2016-05-04">Wednesday</time></p>', "2016-05-04"),
        ("", "<p>Received 2 March 2016 / Accepted 28 April 2016 / Published online 4 May 2016</p>", "2016-05-04"),
        ("", "<p>Received: 2 March 2016; Accepted: 28 April 2016; Published: 4 May 2016</p>", "2016-05-04"),
        ("", "<p>Published: 4 May 2016. Received: 2 March 2016.</p>", "2016-05-04"),
    ],
)
def test_the_day_of_publication_is_that_of_its_place_and_not_of_another_step(head: str, under: str, day: str) -> None:
    assert saved(head=head, under=f"<p>By Aliya Serik</p>{under}").published == day
