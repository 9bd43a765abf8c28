"""Figures as SVG: text that can be selected, alt text, marks that lead to their source, words that do not overlap."""

import re

import pandas as pd

from kzcn import cite
from kzcn.views import figures

ROWS = pd.DataFrame([{"doc_id": "a", "start": 0, "end": 4, "quote": "8.36"}])


def drawn(name="trend", **options):
    figure, axes = figures.canvas()
    (point,) = axes.plot([2006], [8.36], "o")
    point.set_url(cite.address(ROWS)[0])
    figures.direct(axes, 2006, 8.36, "reported")
    options = {
        "title": cite.prose("Trade grew"),
        "alt": "Trade by year.",
        "source": "One article",
        "rows": ROWS,
    } | options
    return figures.chart(figure, name=name, **options)


def test_a_chart_has_its_finding_as_title_alt_text_source_and_rows():
    view = drawn(alt='Trade by "year" & flow')
    assert 'aria-label="Trade by &quot;year&quot; &amp; flow"' in view.markup
    assert view.markup.index("Trade grew") < view.markup.index("<svg") < view.markup.index("<figcaption>One article")
    assert view.data.equals(ROWS)


def test_its_words_are_text_and_not_outlines():
    assert re.search(r"<text [^>]*>reported</text>", drawn().markup)


def test_a_mark_leads_to_its_source():
    assert """<a class="cite" data-to='["articles/a.html#0-4"]' """ in drawn().markup


def test_no_part_of_a_figure_is_taken_for_one_of_another_figure_on_the_page():
    one, other = (set(re.findall(r'(?:url\(|href=")#([^")]+)', drawn(name).markup)) for name in ("trend", "growth"))
    assert len(one) > 3 and not one & other


def test_the_same_figure_has_the_same_bytes():
    assert drawn().markup == drawn().markup


def test_labels_do_not_overlap_and_a_point_without_room_has_none():
    _, axes = figures.canvas()
    axes.set_xlim(0, 10)
    axes.set_ylim(0, 10)
    figures.label(axes, [(2, 5, "left"), (8, 5, "right")])
    assert [text.get_text() for text in axes.texts] == ["left", "right"]
    crowd = [(5 + n / 100, 5, "a long label of many words") for n in range(40)]
    figures.label(axes, crowd)
    assert 2 < len(axes.texts) < 42
