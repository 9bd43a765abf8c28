"""What notebooks show: every number is linked, pictures are drawn from tables, an empty view says that it is empty."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import kzcn
from kzcn import cite
from kzcn.views import actors, agenda, reader, trade

ROOT = Path(__file__).parent.parent


def links(markup):
    return [
        place.removeprefix("articles/")
        for found in re.findall(r"data-to='([^']+)'", markup)
        for place in json.loads(found)
    ]


def test_every_link_leads_to_a_span_of_an_article(practice):
    texts = dict(zip(practice.documents["doc_id"], practice.documents["text"].str.len(), strict=True))
    shown = (
        agenda.evidence(practice).markup
        + trade.evidence(trade.select(practice)).markup
        + actors.ranking(practice).markup
    )
    assert len(links(shown)) > 100
    for place in links(shown):
        page, spans = place.split(".html#")
        for span in spans.split(","):
            start, end = map(int, span.split("-"))
            assert 0 <= start < end <= texts[page]


def test_a_selection_is_a_corpus(practice):
    only = agenda.select(practice, forums="SCO", start="2010")
    assert len(only.agenda) and all("SCO" in cell for cell in only.agenda["forums"])
    assert only.documents["published"].min() >= "2010"
    few = actors.select(practice, types="company", min_mentions=2)
    assert set(few.actors["type"]) == {"company"} and few.actors["mentions"].min() >= 2
    window = trade.select(practice, start="2010", end="2012")
    assert window.trade["period_end"].min() >= "2010" and window.trade["period_start"].max() < "2013"
    assert trade.select(practice, start=2010, end=2012).trade.equals(window.trade)


@pytest.mark.parametrize(
    "function",
    [
        agenda.finding,
        agenda.matrix,
        agenda.grid_table,
        agenda.board,
        agenda.priorities,
        agenda.timeline,
        agenda.timeline_table,
        agenda.channels,
        agenda.forums,
        agenda.third_parties,
        agenda.named,
        agenda.by_year,
        agenda.not_found,
        agenda.evidence,
        actors.finding,
        actors.picture,
        actors.hub,
        actors.ranking,
        actors.relations,
        actors.blocs,
        actors.change,
        actors.unregistered,
        reader.finding,
        reader.articles,
        reader.sections,
        reader.text,
        reader.set_aside,
        trade.spread,
        trade.evidence,
    ],
)
def test_an_empty_view_says_in_words_that_there_is_nothing_to_show(function, seed):
    shown = function(seed.select(since="2090"))
    assert re.search(r"[a-z]{3,}", cite.text(shown.markup))
    assert isinstance(shown.data, pd.DataFrame)


def test_a_number_in_the_title_of_an_article_is_not_an_unbound_number():
    rows = pd.DataFrame([{"doc_id": "a", "start": 0, "end": 3, "quote": "In 2006"}])
    assert "2006" in str(cite.prose("Read in {title}.", title=cite.link("Trade in 2006", rows)))


ARTICLES = [
    path
    for place in ("practice", "heldout", "agenda")
    for path in sorted((ROOT / "tests" / "gold" / place).glob("articles/*"))
]


@pytest.mark.parametrize(
    "article",
    [path if n % 20 == 0 else pytest.param(path, marks=pytest.mark.long) for n, path in enumerate(ARTICLES)],
    ids=lambda path: path.stem,
)
def test_every_view_shows_something_for_any_article(article):
    corpus, series = kzcn.load(article), trade.official()
    claims, items = trade.select(corpus), agenda.select(corpus)
    shown = [
        view(claims, series)
        for view in (
            trade.finding,
            trade.audit_table,
            trade.picture_table,
            trade.growth_table,
            trade.outcomes_table,
            trade.contradictions,
        )
    ]
    shown += [view(claims) for view in (trade.spread, trade.evidence)]
    shown += [
        view(items)
        for view in (
            agenda.finding,
            agenda.grid_table,
            agenda.board,
            agenda.priorities,
            agenda.timeline_table,
            agenda.forums,
            agenda.named,
            agenda.by_year,
            agenda.not_found,
            agenda.evidence,
        )
    ]
    shown += [
        view(corpus)
        for view in (
            actors.finding,
            actors.ranking,
            actors.relations,
            actors.unregistered,
            reader.finding,
            reader.sections,
        )
    ]
    assert all(cite.text(html.markup).strip() for html in shown)


def test_pictures_of_many_articles_are_drawn(tmp_path):
    for path in ARTICLES[::6]:
        shutil.copy(path, tmp_path)
    corpus, series = kzcn.load(tmp_path), trade.official()
    assert len(corpus.documents) > 50
    claims = trade.select(corpus)
    for drawn in (
        trade.picture(claims, series),
        trade.growth(claims, series),
        trade.outcomes(claims, series),
        agenda.matrix(corpus),
        agenda.timeline(corpus),
        actors.picture(corpus),
    ):
        assert "<svg" in drawn.markup


def test_the_finding_says_that_a_window_leaves_out_articles_without_a_date(tmp_path):
    (tmp_path / "dated.txt").write_text(
        "Border guards train\n\n12 March 2012\n\nChina and Kazakhstan held a joint counter-terrorism exercise in Almaty region.\n",
        "utf-8",
    )
    (tmp_path / "undated.txt").write_text(
        "Police meet\n\nChina and Kazakhstan agreed to share intelligence on terrorism through the SCO.\n", "utf-8"
    )
    corpus = kzcn.load(tmp_path)
    assert corpus.documents["published"].isna().sum() == 1
    for view in (agenda, actors):
        assert "without a date" not in view.finding(view.select(corpus)).markup
        for start in ("2010", "2020"):
            chosen = view.select(corpus, start=start)
            assert list(chosen.problems["uri"].str.endswith("undated.txt")) == [True]
            assert "without a date" in view.finding(chosen).markup
