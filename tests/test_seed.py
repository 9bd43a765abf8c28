"""What the seed article must yield: the one article that every reader of this project can hold against its tables."""

from pathlib import Path

import pytest

import kzcn

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def seed():
    return kzcn.load(SEEDS)


def item(seed, words):
    """The one agenda item whose sentence holds some words."""
    (row,) = seed.agenda[seed.agenda["quote"].str.contains(words, regex=False)].to_dict("records")
    return row


def test_the_article_is_known_by_title_author_day_and_publication(seed):
    (article,) = seed.documents.to_dict("records")
    assert article["title"] == "Kazakhstan’s Emerging Security Ties with China"
    assert article["authors"] == ("Roger N. McDermott",)
    assert (article["published"], article["source"], article["language"]) == ("2007-09-05", "CACI Analyst", "en")
    assert set(seed.passages["section"]) == {"summary", "background", "implications", "conclusions", "bio"}
    assert seed.problems.empty


def test_three_trade_claims_are_stated(seed):
    stated = seed.trade[seed.trade["basis"] == "stated"]
    columns = ["measure", "reporter", "partner", "period_start", "period_end", "value", "change_pct", "status"]
    rows = [tuple(row) for row in stated[columns].astype(object).where(stated[columns].notna(), None).to_numpy()]
    assert rows == [
        ("turnover", "KAZ", "CHN", "2006-01-01", "2006-12-31", 8.36e9, 22.8, "reported"),
        ("turnover", "KAZ", "CHN", "2007-01-01", "2007-06-30", 5.97e9, 60.4, "reported"),
        ("turnover", "KAZ", "CHN", "2008-01-01", "2008-12-31", 12e9, None, "target"),
    ]
    assert stated["speaker"].dropna().tolist() == ["nursultan-nazarbayev"]


def test_the_two_bases_follow_by_arithmetic(seed):
    implied = seed.trade[seed.trade["basis"] == "implied"]
    assert implied["period_start"].tolist() == ["2005-01-01", "2006-01-01"]
    assert [round(value / 1e9, 2) for value in implied["value"]] == [6.81, 3.72]


def test_security_is_third_of_five_stated_priorities(seed):
    ranked = seed.agenda[seed.agenda["rank"].notna()].sort_values("rank")
    assert ranked["rank"].tolist() == [1, 2, 3, 4, 5]
    assert "deepening security cooperation" in ranked["quote"].iloc[2]
    assert set(ranked["speaker"]) == {"hu-jintao"}


def test_the_exercise_of_august_2007_has_its_days_and_forum(seed):
    exercise = item(seed, "‘Peace Mission 2007’, the participation")
    assert (exercise["date_start"], exercise["date_end"]) == ("2007-08-09", "2007-08-17")
    assert "SCO" in exercise["forums"] and "exercise" in exercise["instruments"] and exercise["status"] == "done"


def test_the_exercise_of_2006_was_bilateral(seed):
    exercise = item(seed, "Tien-Shan")
    assert exercise["forums"] == ("bilateral",) and exercise["status"] == "done"


def test_the_lack_of_instructors_is_an_obstacle_to_training(seed):
    lack = item(seed, "Kazakhstan has a severe shortage")
    assert lack["status"] == "obstacle" and "training" in lack["instruments"]


def test_a_second_pipeline_is_no_security_item(seed):
    assert not seed.agenda["quote"].str.contains("second section", regex=False).any()


def test_the_two_states_and_their_presidents_are_named_most(seed):
    mentions = seed.actors.set_index("actor_id")["mentions"]
    assert mentions.nlargest(2).index.tolist() in (["KAZ", "CHN"], ["CHN", "KAZ"])
    people = seed.actors[seed.actors["type"] == "person"].set_index("actor_id")["mentions"]
    assert set(people.nlargest(2).index) == {"nursultan-nazarbayev", "hu-jintao"}
