"""The actor notebook: names in the network do not overlap, and the picture is the same every time."""

import kzcn
from kzcn import cite
from kzcn.views import actors


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


def test_the_hub_is_the_first_actor_by_partners(practice):
    rows = actors.ranking(practice).data
    most = rows.loc[rows["degree"].idxmax()]
    assert f"{most['name']} has the most partners, {int(most['degree'])}" in str(actors.hub(practice))


def test_the_ties_of_a_table_are_rows_of_the_corpus(practice):
    ties = actors.ego(practice, "CHN").data
    assert len(ties) and ((ties["source"] == "CHN") | (ties["target"] == "CHN")).all()
    known = set(practice.actors["actor_id"])
    assert set(actors.picture(practice).data[["source", "target"]].to_numpy().ravel()) <= known
    assert set(actors.blocs(practice).data["actor_id"]) <= known


def _change(folder, **dates):
    for name, (day, sentence) in dates.items():
        (folder / f"{name}.txt").write_text(f"A title for {name}\n\n{day}\n\n{sentence}\n", encoding="utf-8")
    view = actors.change(kzcn.load(folder))
    return view, {row.actor_id: (row.before, row.after) for row in view.data.itertuples()}


def test_articles_without_a_date_are_left_out_of_the_comparison_and_counted(tmp_path):
    view, counts = _change(
        tmp_path,
        one=("12 March 2018", "Kazakhstan and Mongolia met in the steppe to speak of wool and of horses."),
        two=("14 March 2018", "China and Kazakhstan opened a school for veterinary surgeons beside the lake."),
        three=("", "Russia and Kazakhstan counted the saiga antelopes of the desert from the air."),
    )
    assert counts == {"MNG": (1, 0), "KAZ": (1, 1), "CHN": (0, 1)}
    assert "Left out: 1 article without a date." in cite.text(str(view))


def test_articles_that_all_have_a_date_need_no_sentence_and_both_halves_have_some(tmp_path):
    view, counts = _change(
        tmp_path,
        one=("12 March 2018", "Kazakhstan and Mongolia met in the steppe to speak of wool and of horses."),
        two=("12 March 2018", "Uzbekistan sent botanists to count the wild tulips that grow on the hills."),
        three=("12 March 2018", "Russia and Kazakhstan counted the saiga antelopes of the desert from the air."),
        four=("14 March 2018", "China and Kazakhstan opened a school for veterinary surgeons beside the lake."),
    )
    assert counts["KAZ"] == (2, 1) and counts["CHN"] == (0, 1)
    assert "Left out" not in str(view)
