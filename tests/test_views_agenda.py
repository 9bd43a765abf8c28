"""The agenda notebook: pictures count what their tables link, priorities keep the speaker's order."""

import re

import pandas as pd

from kzcn.views import agenda


def test_the_picture_counts_the_items_that_its_table_links(practice):
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


def test_the_seed_states_its_priorities_in_order(seed):
    shown = agenda.priorities(seed).markup
    ranks = re.findall(r"<td[^>]*><a[^>]*>(\d)</a></td><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>", shown)
    assert [rank for rank, _, _ in ranks] == ["1", "2", "3", "4", "5"]
    assert [security for _, _, security in ranks] == ["", "", "yes", "", ""]


def test_the_rows_of_the_grid_are_what_its_cells_count(practice):
    counts, rows = agenda.grid(practice), agenda.grid_table(practice).data
    for (theme, instrument), number in rows.groupby(["themes", "instruments"]).size().items():
        assert counts.at[theme, instrument] == number
    assert len(rows) == counts.to_numpy().sum()
    assert set(rows["item_id"]) == set(practice.agenda["item_id"])


def test_the_forum_named_most_is_the_first_organisation_of_the_table(practice):
    said = str(agenda.channels(practice))
    table = agenda.forums(practice).data
    bodies = table[~table["forum"].isin(["bilateral", agenda.NONE])]["forum"].value_counts()
    assert bodies.index[0] in said and str(bodies.iloc[0]) in said


def test_a_timeline_of_many_items_counts_them_by_forum_and_year(practice):
    items = pd.concat([practice.agenda] * 3, ignore_index=True)
    items = items.assign(date_start=[f"{1996 + n % 20}-05-01" for n in range(len(items))])
    drawn = agenda.timeline(practice.replace(agenda=items.assign(item_id=[f"x:{n}" for n in range(len(items))])))
    assert len(drawn.data) > agenda.DRAWN
    assert "by forum and year" in drawn.markup and "the highest bar stands for" in drawn.markup
    assert drawn.markup.count("<a class=") <= 20 * agenda.LANES + 3
