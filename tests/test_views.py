"""What notebooks show: pictures drawn from the tables beside them, every number linked, names that do not overlap, empties that speak."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import kzcn
from kzcn import cite
from kzcn.views import actors, agenda, reader, trade

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def practice():
    return kzcn.load(ROOT / "tests" / "gold" / "articles")


@pytest.fixture(scope="module")
def seed():
    return kzcn.load(ROOT / "seeds")


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


def test_the_agenda_picture_counts_what_its_table_links(practice):
    counts = agenda.grid(practice)
    for theme in counts.index:
        for instrument in counts.columns:
            items = practice.agenda[
                practice.agenda["themes"].map(lambda cell, theme=theme: theme in (cell or (agenda.NONE,)))
            ]
            items = items[
                items["instruments"].map(lambda cell, instrument=instrument: instrument in (cell or (agenda.NONE,)))
            ]
            assert counts.at[theme, instrument] == len(items)
    drawn = re.findall(r"data-to='", agenda.matrix(practice).markup.split("<svg")[1].split("</svg>")[0])
    assert len(drawn) == int((counts > 0).to_numpy().sum())


def test_selections_are_corpora_again(practice):
    only = agenda.select(practice, forums="SCO", start="2010")
    assert len(only.agenda) and all("SCO" in cell for cell in only.agenda["forums"])
    assert only.documents["published"].min() >= "2010"
    few = actors.select(practice, types="company", min_mentions=2)
    assert set(few.actors["type"]) == {"company"} and few.actors["mentions"].min() >= 2
    window = trade.select(practice, start="2010", end="2012")
    assert window.trade["period_end"].min() >= "2010" and window.trade["period_start"].max() < "2013"
    assert trade.select(practice, start=2010, end=2012).trade.equals(window.trade)


def test_names_in_the_network_do_not_overlap(practice):
    graph = actors._drawn(practice, "co-mention")
    table = practice.actors.set_index("actor_id")
    labels = {actor_id: actors._short(table.loc[actor_id]) for actor_id in graph}
    places = list(actors._layout(graph, labels).items())
    for n, (one, (x1, y1)) in enumerate(places):
        for other, (x2, y2) in places[:n]:
            wide = (len(labels[one]) + len(labels[other])) * 0.5
            assert abs(x1 - x2) > wide or abs(y1 - y2) > 4, f"{labels[one]} lies over {labels[other]}"


def test_a_picture_is_the_same_every_time(practice):
    assert actors.picture(practice).markup == actors.picture(practice).markup


def test_the_seed_says_what_official_figures_say_of_it(seed):
    claims, official = trade.select(seed), trade.official()
    said = str(trade.finding(claims, official))
    for words in (
        "$8.36 billion in 2006, confirmed by official figures",
        "deviation",
        "+22.8 % is consistent",
        "+19.8 % a year",
        "+60.4 % for H1 2007",
    ):
        assert words in said


def test_every_trade_picture_of_the_practice_articles_has_its_points(practice):
    claims, official = trade.select(practice), trade.official()
    for picture in (
        trade.picture(claims, official),
        trade.growth(claims, official),
        trade.outcomes(claims, official),
        trade.mirror(official),
    ):
        assert '<svg role="img"' in picture.markup
        assert re.search(r"\d+ (stated|official)", cite.text(picture.markup))
    assert "articles" in str(trade.spread(claims))


def test_the_seed_states_its_priorities_in_order(seed):
    shown = agenda.priorities(seed).markup
    ranks = re.findall(r"<td[^>]*><a[^>]*>(\d)</a></td><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>", shown)
    assert [rank for rank, _, _ in ranks] == ["1", "2", "3", "4", "5"]
    assert [security for _, _, security in ranks] == ["", "", "yes", "", ""]


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
        agenda.forums,
        agenda.third_parties,
        agenda.named,
        agenda.by_year,
        agenda.not_found,
        agenda.evidence,
        actors.finding,
        actors.picture,
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
def test_nothing_to_show_is_said_in_words(function, seed):
    nothing = seed.select(since="2090")
    assert re.search(r"[a-z]{3,}", cite.text(function(nothing).markup))


def test_tables_show_what_pictures_draw(practice):
    claims, official = trade.select(practice), trade.official()
    alt = re.search(r'aria-label="Turnover claims by year: ([^"]+)"', trade.picture(claims, official).markup)[1]
    table = trade.picture_table(claims, official).markup
    assert len(re.findall("<tr>", table)) - 1 == alt.count(";") + 1


def test_a_number_in_a_title_of_an_article_is_no_loose_number():
    rows = pd.DataFrame([{"doc_id": "a", "start": 0, "end": 3, "quote": "In 2006"}])
    assert "2006" in str(cite.prose("Read in {title}.", title=cite.link("Trade in 2006", rows)))


ARTICLES = {
    place: sorted((ROOT / "tests" / "gold" / place).glob("articles/*")) for place in ("practice", "heldout", "agenda")
}


@pytest.mark.parametrize(
    "article", [*ARTICLES["practice"], *ARTICLES["heldout"], *ARTICLES["agenda"][::4]], ids=lambda path: path.stem
)
def test_every_view_has_something_to_say_of_any_article(article):
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


def test_pictures_of_many_articles_are_drawn():
    corpus, series = kzcn.load(ROOT / "tests" / "gold" / "practice" / "articles"), trade.official()
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


def test_articles_in_other_languages_are_said_not_to_be_searched(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: Ein Artikel\ndate: 2012-06-08\nlang: de\n---\n\n"
        + "Der Handel zwischen Kasachstan und China ist im "
        "vergangenen Jahr gewachsen, und die beiden Regierungen haben sich auf weitere Gespräche geeinigt.\n\n" * 4,
        encoding="utf-8",
    )
    assert "1 article in another language than English could not be searched" in cite.text(
        reader.finding(kzcn.load(tmp_path)).markup
    )


def test_an_article_without_a_date_is_said_to_be_in_no_window(tmp_path):
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


# A file of statistics that holds only a part

PLUS = "typeCode,refYear,period,reporterISO,flowCode,partnerISO,cmdCode,primaryValue"


def plus(folder, *rows):
    """Official figures of a Comtrade+ file of (reporter, flow, year) rows."""
    lines = [
        f"C,{year},{year},{reporter},{flow},{'CHN' if reporter == 'KAZ' else 'KAZ'},TOTAL,{4e9 + 1e7 * (year - 2000)}"
        for reporter, flow, year in rows
    ]
    (folder / "plus.csv").write_text("\n".join([PLUS, *lines]), encoding="utf-8")
    return trade.official(str(folder / "plus.csv"))


def pages(corpus, official):
    claims = trade.select(corpus)
    shown = [
        view(claims, official)
        for view in (
            trade.finding,
            trade.audit_table,
            trade.picture,
            trade.picture_table,
            trade.growth,
            trade.growth_table,
            trade.outcomes,
            trade.outcomes_table,
            trade.contradictions,
        )
    ]
    return [*shown, trade.mirror(official), trade.mirror_table(official)]


CHINA, KAZAKHSTAN = ([(iso, flow, year) for flow in "XM" for year in (2005, 2006, 2015)] for iso in ("CHN", "KAZ"))


@pytest.mark.parametrize(
    ("rows", "picture", "mirror"),
    [
        (
            CHINA,
            "Kazakhstan has no figure of turnover on file.",
            "Kazakhstan has no figure of exports or imports on file.",
        ),
        (KAZAKHSTAN, "China has no figure of turnover on file.", "China has no figure of exports or imports on file."),
        (
            [row for row in CHINA + KAZAKHSTAN if row[1] == "X"],
            "Neither side has a figure of turnover on file.",
            "No year has both sides",
        ),
        ([("CHN", "X", 2006)], "Neither side has a figure of turnover on file.", "1 official figure drawn"),
        (
            [("CHN", flow, 2006) for flow in "XM"] + [("KAZ", flow, 2007) for flow in "XM"],
            "consistent with official figures (China's",
            "No year has both sides",
        ),
    ],
    ids=["only China", "only Kazakhstan", "only exports", "one figure", "different years"],
)
def test_what_a_file_of_statistics_lacks_is_shown_as_missing(seed, tmp_path, rows, picture, mirror):
    shown = "\n".join(map(str, pages(seed, plus(tmp_path, *rows))))
    assert (picture in shown and mirror in shown) and "nan" not in shown.lower().split()


def test_a_file_without_the_two_countries_leaves_the_claims_alone(seed, tmp_path):
    (tmp_path / "other.csv").write_text(f"{PLUS}\nC,2006,2006,KAZ,X,RUS,TOTAL,4e9\n", encoding="utf-8")
    shown = "\n".join(map(str, pages(seed, trade.official(str(tmp_path / "other.csv")))))
    assert (
        "Neither side has a figure of turnover on file." in shown
        and "No figure of exports or imports is on file" in shown
    )
    assert "for which there is no official figure on file" in shown


def test_turnover_alone_has_no_mirror(seed, tmp_path):
    (tmp_path / "own.csv").write_text(
        "year,reporter,partner,flow,value_usd\n2006,CHN,KAZ,turnover,8358000000\n", encoding="utf-8"
    )
    shown = "\n".join(map(str, pages(seed, trade.official(str(tmp_path / "own.csv")))))
    assert "confirmed by official figures" in shown and "No figure of exports or imports is on file" in shown
