"""The trade notebook: findings, pictures and tables agree with one another, and what a statistics file lacks is shown as missing."""

import re
from pathlib import Path

import pandas as pd
import pytest
from figures import claim, frame, year

import kzcn
from kzcn import cite
from kzcn.statistics import background
from kzcn.views import trade
from kzcn.views.trade import charts

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def practice():
    return kzcn.load(ROOT / "tests" / "gold" / "articles")


@pytest.fixture(scope="module")
def seed():
    return kzcn.load(ROOT / "seeds")


def test_the_seed_says_what_official_figures_say_of_it(seed):
    claims, official = trade.select(seed), trade.official()
    said = str(trade.finding(claims, official))
    for words in (
        "$8.36 billion in 2006, confirmed by official figures",
        "China's figure is $8.359 billion",
        "+22.8 % fits the official figure for 2005",
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
        trade.share(official),
    ):
        assert '<svg role="img"' in picture.markup
        assert re.search(r"\d+ (stated|official)|Source: ", cite.text(picture.markup))
    assert "articles" in str(trade.spread(claims))


def test_tables_show_what_pictures_draw(practice):
    claims, official = trade.select(practice), trade.official()
    alt = re.search(r'aria-label="Turnover claims by year: ([^"]+?)\)\. ', trade.picture(claims, official).markup)[1]
    table = trade.picture_table(claims, official).markup
    assert len(re.findall("<tr>", table)) - 1 == alt.count(";") + 1


def test_the_rows_of_a_table_can_be_filtered(seed):
    claims, official = trade.select(seed), trade.official()
    audit = trade.audit_table(claims, official).data
    confirmed = audit[audit["verdict"] == "confirmed"]
    assert set(confirmed["claim_id"]) < set(claims.trade["claim_id"])
    assert set(confirmed.explode("ref_ids")["ref_ids"]) <= set(official["ref_id"])


def test_a_picture_and_its_table_have_the_same_rows(practice):
    claims, official = trade.select(practice), trade.official()
    drawn, listed = trade.picture(claims, official).data, trade.picture_table(claims, official).data
    assert len(drawn) and set(drawn["claim_id"]) == set(listed["claim_id"])
    for picture, table in ((trade.growth, trade.growth_table), (trade.outcomes, trade.outcomes_table)):
        drawn, listed = picture(claims, official).data, table(claims, official).data
        assert len(drawn) and set(drawn["claim_id"]) <= set(listed["claim_id"])


def test_contradictions_name_the_two_claims():
    claims = trade.select(kzcn.load(ROOT / "tests" / "gold" / "practice" / "articles"))
    pairs = trade.contradictions(claims, trade.official()).data
    assert set(pairs["first_id"]) | set(pairs["second_id"]) <= set(claims.trade["claim_id"])


# A file of statistics that holds only a part

PLUS = "typeCode,refYear,period,reporterISO,flowCode,partnerISO,cmdCode,primaryValue"


def plus(folder, *rows):
    """Official figures of a Comtrade+ file of (reporter, flow, year) rows."""
    lines = [
        f"C,{year},{year},{reporter},{flow},{'CHN' if reporter == 'KAZ' else 'KAZ'},TOTAL,{4e9 + 1e7 * (year - 2000)}"
        for reporter, flow, year in rows
    ]
    (folder / "plus.csv").write_text("\n".join([PLUS, *lines]), encoding="utf-8")
    return trade.official(str(folder / "plus.csv"), only=True)


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
            trade.goods_table,
        )
    ]
    views = (
        trade.mirror,
        trade.mirror_table,
        trade.gap,
        trade.gap_table,
        trade.revisions,
        trade.share,
        trade.share_table,
    )
    return [*shown, *(view(official) for view in views)]


CHINA, KAZAKHSTAN = ([(iso, flow, year) for flow in "XM" for year in (2005, 2006, 2015)] for iso in ("CHN", "KAZ"))


@pytest.mark.parametrize(
    ("rows", "picture", "mirror"),
    [
        (
            CHINA,
            "Kazakhstan has no figure of turnover.",
            "Kazakhstan has no figure of exports or imports.",
        ),
        (KAZAKHSTAN, "China has no figure of turnover.", "China has no figure of exports or imports."),
        (
            [row for row in CHINA + KAZAKHSTAN if row[1] == "X"],
            "Neither side has a figure of turnover.",
            "No year has both sides",
        ),
        ([("CHN", "X", 2006)], "Neither side has a figure of turnover.", "1 official figure drawn"),
        (
            [("CHN", flow, 2006) for flow in "XM"] + [("KAZ", flow, 2007) for flow in "XM"],
            "close to official figures (China's",
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
    shown = "\n".join(map(str, pages(seed, trade.official(str(tmp_path / "other.csv"), only=True))))
    assert "Neither side has a figure of turnover." in shown and "No figure of exports or imports is available" in shown
    assert "for which there is no official figure" in shown


def test_turnover_alone_has_no_mirror(seed, tmp_path):
    (tmp_path / "own.csv").write_text(
        "year,reporter,partner,flow,value_usd\n2006,CHN,KAZ,turnover,8358000000\n", encoding="utf-8"
    )
    shown = "\n".join(map(str, pages(seed, trade.official(str(tmp_path / "own.csv"), only=True))))
    assert "confirmed by official figures" in shown and "No figure of exports or imports is available" in shown


# What an economist looks for


def test_both_sides_lines_are_drawn_from_1995_on_and_said_in_words(seed):
    shown = trade.picture(trade.select(seed), trade.official()).markup
    assert re.search(r"Kazakhstan counts \$218.7 million in 1994 and \$30.1 billion in 2024", shown)
    assert re.search(r"China counts \$363.4 million in 1992 and \$43.82 billion in 2024", shown)
    assert "the same in dollars of 2024" in cite.text(shown.replace("<svg", "<s").replace("</svg>", "</s>"))
    assert "US consumer prices (Bureau of Labor Statistics)" in cite.text(shown)


def test_a_short_span_of_years_needs_no_constant_prices(seed, tmp_path):
    few = plus(tmp_path, *[row for row in CHINA if row[2] < 2010])
    assert "consumer prices" not in trade.picture(trade.select(seed), few).markup


def test_no_number_of_the_page_is_unbound(practice):
    claims, official = trade.select(practice), trade.official()
    for view in pages(practice, official):
        for name in re.findall(r"statistics\.html#([\w-]+)", view.markup):
            assert name in CITABLE, name
    assert len(claims.trade)


CITABLE = {
    *kzcn.reference()["ref_id"],
    *(ref_id for table in background.tables().values() for ref_id in table["ref_id"]),
}


def test_the_audit_names_the_reason_where_there_is_no_reference(practice):
    audit = trade.audit_table(trade.select(practice), trade.official()).data
    none = audit["verdict"] == "no reference"
    assert none.any() and (none == audit["reason"].notna()).all()


def test_the_growth_chart_leads_with_the_median_target(practice):
    view = trade.growth(trade.select(practice), trade.official())
    assert "The median target," in cite.text(view.markup)
    needed = trade.growth_table(trade.select(practice), trade.official()).data["required_pct"].dropna().sort_values()
    assert f"{needed.iloc[(len(needed) - 1) // 2]:+.1f} %".replace("-", "−") in cite.text(view.markup)


def test_outcomes_are_reached_or_missed_with_the_year(practice):
    rows = trade.outcomes_table(trade.select(practice), trade.official()).data
    assert set(rows["outcome"]) <= {"reached", "missed", "not yet known", "no figure"}
    assert rows.loc[(rows["outcome"] == "reached") & rows["outcome_usd"].notna(), "reached_in"].notna().all()


def test_goods_stand_beside_the_official_figure_of_such_goods_and_the_total(practice):
    rows = [
        claim(4.5e9, year(2014), measure="exports", goods="oil", doc="a"),
        claim(1e9, year(2014), measure="exports", goods="wheat", doc="a"),
    ]
    corpus = practice.replace(trade=frame(*rows))
    shown = cite.text(trade.goods_table(corpus, trade.official()).markup)
    assert "$4.574 billion: mineral fuels (HS 27)" in shown
    assert "from Kazakhstan to China" in shown
    assert "45.9 %" in shown  # of 9.8 billion
    assert shown.count("HS 27") == 1


def test_the_gap_is_explained_with_sources_and_the_sizes_that_are_known():
    official = trade.official()
    shown = cite.text(trade.gap_table(official).markup)
    for words in ("FOB", "CIF", "transit", "shuttle trade", "small parcels", "at most $0.23 billion"):
        assert words in shown
    assert "2024" in cite.text(trade.gap(official).markup)
    assert (
        "$9.396 billion" in cite.text(trade.revisions(official).markup) or "revised" in trade.revisions(official).markup
    )


def test_other_countries_have_no_share_and_no_reasons(tmp_path):
    (tmp_path / "other.csv").write_text(f"{PLUS}\nC,2006,2006,KAZ,X,RUS,TOTAL,4e9\n", encoding="utf-8")
    other = kzcn.reference(str(tmp_path / "other.csv"), only=True)
    assert "on file for Kazakhstan" in str(trade.share(other))
    assert trade.share_table(other).data.empty and trade.gap_table(other).data.empty


def test_of_many_claims_the_picture_draws_each_value_of_a_whole_year_once(practice):
    claims, official = trade.select(practice), trade.official()
    many = claims.replace(
        trade=pd.concat(
            [claims.trade.assign(claim_id=[f"{name}:{n}" for name in claims.trade["claim_id"]]) for n in range(12)],
            ignore_index=True,
        ),
    )
    one, all_of_them = trade.picture(claims, official), trade.picture(many, official)
    assert len(one.data) <= charts.MARKS < len(all_of_them.data) == 12 * len(one.data)
    assert "A repeated value is drawn once" in all_of_them.markup and "A repeated value" not in one.markup
    assert all_of_them.markup.count("data-to=") <= one.markup.count("data-to=")
