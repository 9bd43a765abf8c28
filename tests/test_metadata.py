"""The metadata of an article: which of several statements on a page is used."""

from __future__ import annotations

from layouts import TITLE, inline

from kzcn.articles import article, layout, metadata, page_structure
from kzcn.articles.page_structure import PageStructure

PROSE = [
    "The receipts are Chinese, and they were shown to reporters on the third of May by the deputy governor.",
    "Whoever pays for the sensors of this border also reads them, and nobody in the village doubts that.",
    "The fence was finished in the spring, and three governments say that they paid for the whole of it.",
]


def page(*lines: str, ending: str = ".txt") -> PageStructure:
    return page_structure.read(layout.read("\n\n".join([*lines, *PROSE]).encode(), ending))


def test_a_title_in_capitals_gets_the_usual_case_of_its_words_in_the_text() -> None:
    shouted = page("KAZMUNAYGAS BUYS A FENCE")
    assert metadata.title(shouted, "The fence of KazMunayGas is new.") == "KazMunayGas Buys a Fence"


def test_front_matter_comes_before_the_headline_on_the_page() -> None:
    stated = page("---\ntitle: Stated\nauthor: Dana Seitkali\n---\n\n# On the page\n\nBy Wang Li", ending=".md")
    assert metadata.title(stated, "") == "Stated"
    assert metadata.authors(stated) == ("Dana Seitkali",)


def test_a_line_with_a_label_comes_before_a_line_with_only_a_name() -> None:
    assert metadata.authors(page("A Fence at Dostyk", "Wang Li", "By Dana Seitkali")) == ("Dana Seitkali",)
    assert metadata.authors(page("A Fence at Dostyk", "Wang Li")) == ("Wang Li",)


def test_an_account_of_the_publishing_system_is_not_an_author() -> None:
    html = "<html><head><meta name='author' content='{}'></head><body><h1>A Fence at Dostyk</h1>{}</body></html>"
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    for account, authors in (("admin", ()), ("desk@example.org", ()), ("Dana Seitkali", ("Dana Seitkali",))):
        read = page_structure.read(layout.read(html.format(account, body).encode(), ".html"))
        assert metadata.authors(read) == authors


def test_publication_and_category_come_from_their_labels_and_are_empty_without_one() -> None:
    labelled = page("A Fence at Dostyk", "Publication: Inner Asia Monitor Volume: 3", "Category: Borders")
    assert metadata.source(labelled, "A Fence at Dostyk") == "Inner Asia Monitor"
    assert metadata.category(labelled) == "Borders"
    bare = page("A Fence at Dostyk")
    assert (metadata.source(bare, "A Fence at Dostyk"), metadata.category(bare)) == (None, None)
    assert (metadata.authors(bare), metadata.published(bare, PROSE[0])) == ((), None)


def test_the_publication_may_be_the_other_part_of_a_page_title() -> None:
    titled = page("A Fence at Dostyk | Inner Asia Notes", "A Fence at Dostyk")
    assert metadata.source(titled, "A Fence at Dostyk") == "Inner Asia Notes"


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
