"""The actor notebook: names in the network do not overlap, and the picture is the same every time."""

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
