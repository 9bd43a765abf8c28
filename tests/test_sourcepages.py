"""Pages of the sources: quoted spans are underlined, every link has a place to land, official figures have a row each."""

import pandas as pd

from kzcn.report import sourcepages
from kzcn.schema import Document


def document(text):
    return Document("a", "T", ("A. Writer",), "2007-09-05", "CACI Analyst", None, "en", 3, "0" * 64, "a.txt", text)


def test_a_source_page_holds_the_text_with_spans_underlined_and_places_to_land(tmp_path):
    text = "One <two> three.\n\nFour five."
    fragments = ["4-9", "4-9,18-22", "23-27"]
    page = sourcepages.article(
        document(text), {18: "implications"}, [(4, 9), (18, 22)], fragments, origin=None, nav=[], quoted_on=[]
    )
    assert '<span id="4-9"></span><span id="4-9,18-22"></span><span class="quoted">&lt;two&gt;</span>' in page
    assert (
        '<h2>Implications</h2>\n<p data-start="18"><span class="quoted">Four</span> <span id="23-27"></span>five.</p>'
        in page
    )
    assert "belongs to its author and publisher" in page


def test_a_section_begins_where_its_first_sentence_begins():
    passages = pd.DataFrame({"start": [0, 10, 20, 30], "section": ["summary", "background", "background", "bio"]})
    assert sourcepages.sections(passages) == {0: "summary", 10: "background", 30: "bio"}
    assert sourcepages.sections(passages.assign(section="body")) == {}


def test_an_official_figure_has_a_row_that_a_link_can_lead_to():
    row = {"ref_id": "2006-A", "reporter": "KAZ", "value_usd": 8.36e9, "flags": ("CIF", "inferred"), "note": None}
    table = pd.DataFrame([{**row, "source": "Customs <KZ>", "address": "https://example.org/a"}])
    page = sourcepages.statistics({"Trade & more": table}, nav=[])
    assert '<tr id="2006-A">' in page and "8,360,000,000" in page and "CIF, inferred" in page
    assert (
        '<a href="https://example.org/a">Customs &lt;KZ&gt;</a>' in page
        and "<caption>Trade &amp; more</caption>" in page
    )


def test_a_source_with_an_address_that_is_no_web_address_has_no_link():
    row = {"ref_id": "a", "source": "Customs", "address": "javascript:alert(1)"}
    assert "javascript" not in sourcepages.statistics({"Trade": pd.DataFrame([row])}, nav=[])
