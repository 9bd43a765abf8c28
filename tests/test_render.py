"""Templates: text is escaped, the navigation marks the current page, only the script named by its digest can run."""

import base64
import hashlib

from kzcn.report import render


def test_the_navigation_lists_the_index_and_every_page_and_marks_the_current_one():
    nav = render.navigation({"trade-trends": "Trends", "my page": "Mine"}, "my page")
    assert [(link["href"], link["here"]) for link in nav] == [
        ("index.html", False),
        ("trade-trends.html", False),
        ("my%20page.html", True),
    ]


def test_a_page_in_a_folder_below_leads_up():
    nav = render.navigation({"corpus": "Corpus"}, "", prefix="../", up="../../index.html")
    assert [link["href"] for link in nav] == ["../index.html", "../../index.html", "../corpus.html"]


def test_words_from_outside_cannot_become_markup():
    nav = render.navigation({"corpus": "<script>alert(1)</script>"}, "index")
    page = render.template("statistics.html.j2", tables=[], nav=nav)
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_source_page_names_its_script_by_digest():
    document = {"title": "T", "authors": (), "published": None, "source": None, "doc_id": "a"}
    page = render.template("source.html.j2", document=document, text="", origin=None, nav=[], quoted_on=[])
    script = page.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert script and f"script-src 'sha256-{digest}'" in page
