"""Articles read from saved pages of any layout and format: the whole way from bytes to text with sections."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import AUTHORS, BODY, LAYOUTS, LEAD, TITLE

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
        assert not any(words in text for _, text in pieces)
    for words in want.get("once", []):
        assert found.text.count(words) == 1


@pytest.mark.parametrize("stem", sorted(path.stem for path in PAGES.glob("*.json")))
def test_reading_the_clean_text_again_gives_the_same_paragraphs(stem: str) -> None:
    found = article.read(*page(stem))
    again = article.read(found.text.encode(), "clean.txt")
    assert [again.text[start:end] for start, end, _ in again.paragraphs] == [
        found.text[start:end] for start, end, _ in found.paragraphs
    ]


# --- one article in many layouts


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
