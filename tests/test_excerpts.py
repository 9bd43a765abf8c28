"""A report for publishing shows the quoted sentences of an article, and the full text only if its rights allow it."""

import html
import json
import re

import pytest
from building import ROOT, articles, kzcn, seed_report

import kzcn as library
from kzcn.report import excerpts

GOLD = ROOT / "tests" / "gold" / "articles"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with an article that may only be quoted and one under a free licence, and their report for publishing."""
    place = tmp_path_factory.mktemp("public")
    articles(place / "articles")
    (place / "articles" / "free.txt").write_bytes((GOLD / "2006-second-pipeline.txt").read_bytes())
    (place / "articles" / "free.origin.yaml").write_text("rights: Creative Commons BY 4.0\n", encoding="utf-8")
    made = kzcn("report", "articles", "--public", folder=place)
    assert made.returncode == 0, made.stderr
    return place


def unquoted(corpus, doc_id):
    """Returns the sentences of an article without a claim or agenda item."""
    rows = [
        (start, end)
        for data in (corpus.trade, corpus.agenda)
        for start, end, doc in zip(data["start"], data["end"], data["doc_id"], strict=True)
        if doc == doc_id
    ]
    own = corpus.passages[corpus.passages["doc_id"] == doc_id]
    return [row.text for row in own.itertuples() if not any(a < row.end and row.start < b for a, b in rows)]


def words(path):
    """Returns the words of a file of a report, without markup."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = json.dumps([cell.get("outputs") for cell in cells], ensure_ascii=False)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def test_rows_still_quote_their_words_and_unquoted_sentences_are_gone(practice):
    shown = excerpts.of(practice)
    texts = dict(zip(shown.documents["doc_id"], shown.documents["text"], strict=True))
    for name, column in (("passages", "text"), ("trade", "quote"), ("agenda", "quote"), ("mentions", "surface")):
        for row in getattr(shown, name).to_dict("records"):
            assert texts[row["doc_id"]][row["start"] : row["end"]] == row[column]
    hidden = 0
    for doc_id, before in zip(practice.documents["doc_id"], practice.documents["text"], strict=True):
        assert len(texts[doc_id]) == len(before) and texts[doc_id].count("\n") == before.count("\n")
        for sentence in filter(lambda sentence: len(sentence) > 60, unquoted(practice, doc_id)):
            hidden += 1
            assert sentence not in texts[doc_id]
    assert hidden > 20


def test_a_sentence_is_shown_whole_if_a_row_quotes_a_part_of_it():
    text = "We sat down. Trade reached $5 billion in 2009.\nThe long talk with Nazarbayev went on for hours."
    spans = [(0, 12), (13, 46), (47, len(text))]
    shown = excerpts.excerpt(text, spans, quoted=[(19, 37)], names=[(66, 76)])
    assert shown.split() == ["[…]", "Trade", "reached", "$5", "billion", "in", "2009.", "[…]", "Nazarbayev", "[…]"]
    assert shown[13:46] == text[13:46] and shown[66:76] == "Nazarbayev"


def test_a_report_for_publishing_holds_only_sentences_that_it_quotes(place):
    corpus = library.load(place / "articles")
    (protected,) = set(corpus.documents["doc_id"]) - {"free"}
    out = place / "reports" / "articles"
    sentences = {" ".join(sentence.split()) for sentence in unquoted(corpus, protected)}
    pages = [html.unescape(re.sub("</?mark>", "", path.read_text(encoding="utf-8"))) for path in out.glob("*.html")]
    on_pages = {sentence for sentence in sentences if any(sentence in page for page in pages)}
    assert len(sentences - on_pages) >= 3
    files = [path for path in out.rglob("*") if path.suffix in (".html", ".csv", ".ipynb", ".json")]
    assert {path.parent.name for path in files} == {"articles", "tables", "notebooks", "sources", "rows"}
    for path in files:
        assert {sentence for sentence in sentences - on_pages if sentence in words(path)} == set(), path
    page = words(out / "articles" / f"{protected}.html")
    assert all(sentence in page for sentence in on_pages)
    assert "the China-Kazakhstan trade volume reached $8.36 billion" in page and "[…]" in page
    assert "only the sentences that the report quotes" in page


def test_the_notebook_that_shows_a_text_shows_its_excerpts(place):
    corpus = library.load(place / "articles")
    (protected,) = set(corpus.documents["doc_id"]) - {"free"}
    reader = words(place / "reports" / "articles" / "corpus.html").partition("Marked in the text")[2]
    assert "the China-Kazakhstan trade volume reached $8.36 billion" in reader
    for sentence in unquoted(corpus, protected):
        assert " ".join(sentence.split()) not in reader


def test_an_article_under_a_free_licence_is_shown_in_full(place):
    page = words(place / "reports" / "articles" / "articles" / "free.html")
    corpus = library.load(place / "articles")
    for sentence in unquoted(corpus, "free"):
        assert " ".join(sentence.split()) in page
    assert "only the sentences that the report quotes" not in page


def test_links_of_a_report_for_publishing_lead_to_their_words(place):
    out = place / "reports" / "articles"
    page = (out / "trade-trends.html").read_text(encoding="utf-8")
    for name, start, end in re.findall(r'href="articles/([^"#]+)\.html#(\d+)-(\d+)"', page):
        text = (out / "articles" / f"{name}.html").read_text(encoding="utf-8")
        assert f'<span id="{start}-{end}"></span>' in text
    assert 'href="articles/' in page


def test_without_the_option_the_page_of_an_article_is_complete(seed):
    (doc_id,) = seed.documents["doc_id"]
    page = words(seed_report() / "articles" / f"{doc_id}.html")
    for sentence in seed.passages["text"]:
        assert " ".join(sentence.split()) in page


def test_the_option_makes_the_report_again_and_keeps_it_afterwards(place):
    again = kzcn("report", "articles", "--public", folder=place)
    assert again.returncode == 0 and "nothing has changed" in again.stderr
    full = kzcn("report", "articles", "--only", "corpus", folder=place)
    assert full.returncode == 0 and "nothing has changed" not in full.stderr
    assert "[…]" not in words(next((place / "reports" / "articles" / "articles").glob("000*.html")))
