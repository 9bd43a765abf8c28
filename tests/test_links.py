"""Links of a report: each number of a notebook becomes a link to its first source, and names the others."""

from kzcn import cite
from kzcn.report import links

TO = '["articles/a.html#0-5", "articles/b.html#7-9"]'
CITE = f"""<a class="cite" data-to='{TO}' title="a &amp; b" tabindex="0">8.36</a>"""


def test_in_an_executed_notebook_a_number_leads_to_its_first_source():
    assert links.linked(f"<p>{CITE}</p>", "../").count('href="../articles/a.html#0-5"') == 1
    assert links.linked("<p>no number</p>", "../") == "<p>no number</p>"


def test_on_a_page_a_number_with_several_sources_has_a_mark_behind_it():
    marks = []

    def mark(places, words):
        marks.append((places, words))
        return "<sup>+1</sup>"

    shown = '<a class="cite" href="articles/a.html#0-5" title="a &amp; b">8.36</a><sup>+1</sup>'
    assert links.replaced(f"<p>{CITE}</p>", mark) == f"<p>{shown}</p>"
    assert links.replaced(links.linked(f"<p>{CITE}</p>", "../"), mark) == f"<p>{shown}</p>"
    assert marks == 2 * [(["articles/a.html#0-5", "articles/b.html#7-9"], "8.36")]


def test_a_mark_of_a_chart_is_a_link_of_svg_without_a_title():
    drawn = f'<a class="cite" {cite.places(["sources/statistics.html#x"])}><path d="M0"/></a>'
    page = links.replaced(drawn, lambda places, words: "more")
    assert page == '<a xlink:href="sources/statistics.html#x"><path d="M0"/></a>'
