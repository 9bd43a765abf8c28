"""Bibliography: the articles as BibTeX and CSL-JSON."""

from __future__ import annotations

import json

from kzcn import bibliography
from kzcn.articles.origin import Origin
from kzcn.schema import Document

AUTHORS = ("Roger N. McDermott", "Free Steppe’s Kazakh Service")
FULL = Document(
    "2007 ties", "Oil & Gas: 50% of the “Ties”", AUTHORS, "2007-09-05", "CACI Analyst", None, "en", 9, "", "a.txt", "x"
)
EMPTY = Document("bare", None, (), None, None, None, None, 1, "", "b.txt", "x")
ORIGINS = {"2007 ties": Origin("Example Institute", "https://example.org/a_b?c={1}", "2023-06-04", "© the publisher")}


def test_bibtex_holds_what_is_known_and_escapes_what_tex_would_read() -> None:
    text = bibliography.bibtex([FULL, EMPTY], ORIGINS)
    assert text.startswith("@misc{2007-ties,\n")
    for line in (
        r"title = {{Oil \& Gas: 50\% of the “Ties”}},",
        "author = {Roger N. McDermott and {Free Steppe’s Kazakh Service}},",
        "year = {2007},",
        "month = {9},",
        "date = {2007-09-05},",
        "howpublished = {CACI Analyst},",
        "publisher = {Example Institute},",
        "url = {https://example.org/a_b?c=%7B1%7D},",
        "urldate = {2023-06-04},",
    ):
        assert f"  {line}\n" in text
    assert text.endswith("@misc{bare,\n}\n")


def test_csl_holds_what_is_known_and_nothing_else() -> None:
    full, empty = json.loads(bibliography.csl([FULL, EMPTY], ORIGINS))
    assert full["author"] == [{"family": "McDermott", "given": "Roger N."}, {"literal": "Free Steppe’s Kazakh Service"}]
    assert full["issued"] == {"date-parts": [[2007, 9, 5]]} and full["accessed"] == {"date-parts": [[2023, 6, 4]]}
    assert (
        full["container-title"] == "CACI Analyst"
        and full["publisher"] == "Example Institute"
        and full["URL"] == ORIGINS["2007 ties"].address
    )
    assert empty == {"id": "bare", "type": "article-magazine"}


def test_no_articles_give_empty_files() -> None:
    assert bibliography.bibtex([], {}) == "" and json.loads(bibliography.csl([], {})) == []


def test_an_address_that_is_no_link_is_a_note() -> None:
    origins = {"bare": Origin(address="javascript:alert(1)")}
    text = bibliography.bibtex([EMPTY], origins)
    assert "note = {javascript:alert(1)}" in text and "url" not in text
    (item,) = json.loads(bibliography.csl([EMPTY], origins))
    assert item["note"] == "javascript:alert(1)" and "URL" not in item
