"""The security-agenda notebook: what is on the agenda, in which form and forum, done or only proposed."""

from __future__ import annotations

import html
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.ticker import MaxNLocator

from kzcn import cite, tables
from kzcn.agenda import instruments
from kzcn.cite import Html, View
from kzcn.corpus import Corpus
from kzcn.schema import ITEM_STATUSES
from kzcn.views import choices, events, figures
from kzcn.vocabulary import vocabulary

NONE = "none named"
MEANING = {
    "done": "happened, or in force",
    "ongoing": "going on now",
    "planned": "agreed, scheduled or pledged",
    "proposed": "hoped for, possible or predicted",
    "obstacle": "a problem or a limit",
}
FILLED = {"done", "ongoing"}
DRAWN = 40  # items of which the timeline has a mark for each
RARE = 0.005  # share of the earliest items that a timeline by year leaves out
LANES = 12  # forums of a timeline by year
ON_BOARD = 24  # events of a status that the board shows
PARTYLESS = " Further items that name no state: {partyless}, listed at the end."


def select(
    corpus: Corpus,
    *,
    parties: str = "",
    forums: str = "",
    themes: str = "",
    start: str = "",
    end: str = "",
    min_confidence: float = 0.0,
) -> Corpus:
    """Returns the corpus of the articles published from start to end, with the agenda items of these parties, forums, themes and confidence.

    Lists are joined by `;`, empty ones choose everything.
    """
    since, until = choices.window(start, end)
    chosen = corpus.select(since=since, until=until, parties=choices.countries("parties", parties) or None)
    items = choices.sure(chosen.agenda, min_confidence)
    for column, joined in (("forums", forums), ("themes", themes)):
        wanted = choices.labels(column, joined, vocabulary(column))
        if wanted:
            items = items[items[column].map(lambda cell, wanted=wanted: bool(wanted & set(cell))).astype(bool)]
    return chosen.replace(agenda=items)


def _with(items: pd.DataFrame, column: str, label: str) -> pd.DataFrame:
    return items[items[column].map(lambda cell: label in (cell or (NONE,))).astype(bool)]


def _counts(items: pd.DataFrame, column: str) -> pd.Series:
    return (
        items[column]
        .map(lambda cell: cell or (NONE,))
        .explode()
        .value_counts(sort=False)
        .sort_values(ascending=False, kind="stable")
    )


def finding(corpus: Corpus, searched: Corpus | None = None) -> View:
    """Returns the sentence that says how much is on the agenda, what leads it and how much of it has happened.

    With the corpus before the selection (`searched`) it also says how many items name no state, so that no choice of parties can find them.
    """
    items = _counted(corpus).agenda
    partyless = _partyless(corpus, searched) if searched else items.iloc[:0]
    if items.empty:
        return cite.prose(
            (
                "No agenda item in {articles}: every sentence was searched for security cooperation of the chosen parties, forums and themes."
                if len(corpus.documents)
                else "No article of this window, so nothing could be searched for security cooperation."
            )
            + (PARTYLESS if len(partyless) else "")
            + choices.undated(corpus),
            finding=True,
            articles=cite.count("article", cite.articles(corpus)) if len(corpus.documents) else "",
            partyless=cite.link(len(partyless), partyless) if len(partyless) else "",
        ).of(items)
    themes = _counts(items, "themes")
    lead = [
        cite.link(f"{theme} ({number})", _with(items, "themes", theme))
        for theme, number in themes.items()
        if theme != NONE
    ][:2]
    real = items[items["status"].isin(FILLED)]
    hoped = items[items["status"] == "proposed"]
    barred = items[items["status"] == "obstacle"]
    return cite.prose(
        "Of {items} in {articles}, {real} or under way, {planned} planned, {hoped} only proposed and {barred}; the agenda is led by {lead}."
        + (PARTYLESS if len(partyless) else "")
        + choices.undated(corpus),
        finding=True,
        items=cite.count("agenda item", items),
        articles=cite.count("article", cite.articles(corpus)),
        real=_share(real, "done"),
        planned=_share(items[items["status"] == "planned"]),
        hoped=_share(hoped),
        barred=_share(barred, "an obstacle", "obstacles"),
        lead=cite.listed(lead),
        partyless=cite.link(len(partyless), partyless) if len(partyless) else "",
    ).of(items)


def _partyless(corpus: Corpus, searched: Corpus) -> pd.DataFrame:
    """Returns the items of the selected articles that name no state and are not selected."""
    items = searched.agenda[searched.agenda["doc_id"].isin(set(corpus.documents["doc_id"]))]
    return items[~items["parties"].map(bool).astype(bool) & ~items["item_id"].isin(set(corpus.agenda["item_id"]))]


def without_party(corpus: Corpus, searched: Corpus) -> View:
    """Returns the items that no choice of parties finds, because their sentence names no state: a row each."""
    items = _partyless(corpus, searched)
    shown = pd.DataFrame(
        {
            "sentence": cite.marked(searched, items),
            "themes": items["themes"].tolist(),
            "instruments": items["instruments"].tolist(),
            "status": items["status"].tolist(),
            "article": cite.where(searched, items),
        }
    )
    return cite.table(
        shown,
        "Items without a known party",
        name="without-party",
        rows=items,
        empty="Every item that the choice of parties leaves out names other states.",
    )


def _share(rows: pd.DataFrame, one: str = "", many: str = "") -> Html | str:
    words = one if len(rows) == 1 else many or one
    verb = "is" if len(rows) == 1 else "are"
    tail = f" {verb} {words}".rstrip()
    return f"none{tail}" if rows.empty else Html(f"{choices.counted(rows).markup}{html.escape(tail)}")


def grid(corpus: Corpus) -> pd.DataFrame:
    """Returns the counts of items by theme (rows) and instrument (columns), most frequent first."""
    items = _counted(corpus).agenda
    themes, instruments = list(_counts(items, "themes").index), list(_counts(items, "instruments").index)
    themes.sort(key=lambda name: name == NONE)
    instruments.sort(key=lambda name: name == NONE)
    return pd.DataFrame(
        [
            [len(_with(_with(items, "themes", theme), "instruments", instrument)) for instrument in instruments]
            for theme in themes
        ],
        index=themes,
        columns=instruments,
    )


def _labelled(items: pd.DataFrame) -> pd.DataFrame:
    """Returns a row per item, theme and instrument: what the cells of the grid count."""
    labels = {column: items[column].map(lambda cell: cell or (NONE,)) for column in ("themes", "instruments")}
    return items.assign(**labels).explode("themes").explode("instruments")


def matrix(corpus: Corpus) -> View:
    """Returns the theme by instrument picture; each cell holds its count and leads to its first sentence."""
    items = _counted(corpus).agenda
    if items.empty:
        return cite.prose("There is nothing to draw.").of(_labelled(items))
    counts = grid(corpus)
    figure, axes = figures.canvas(7.6, 1.5 + 0.36 * len(counts))
    top = counts.to_numpy().max()
    edges = [np.arange(size + 1) - 0.5 for size in reversed(counts.shape)]
    # Drawn as shapes, which every printer keeps; their edges close the seams between them.
    axes.pcolormesh(*edges, counts.to_numpy(), cmap="Blues", vmin=0, vmax=top * 1.25, edgecolors="face", linewidth=0.5)
    axes.invert_yaxis()
    axes.margins(0)
    for row, theme in enumerate(counts.index):
        for column, instrument in enumerate(counts.columns):
            number = int(counts.iat[row, column])
            if number:
                words = axes.text(
                    column,
                    row,
                    str(number),
                    ha="center",
                    va="center",
                    color="white" if number > 0.6 * top else figures.INK,
                    fontsize=10,
                )
                words.set_url(cite.address(_with(_with(items, "themes", theme), "instruments", instrument))[0])
    axes.set_xticks(range(len(counts.columns)), counts.columns, rotation=40, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(counts)), counts.index)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    named = counts.drop(index=NONE, columns=NONE, errors="ignore")
    best = (named if named.size and named.to_numpy().any() else counts).stack().idxmax()
    most = _with(_with(items, "themes", best[0]), "instruments", best[1])
    title = cite.prose(
        "The theme and form named together most: {theme} and {form}, in {most}",
        theme=best[0],
        form=best[1],
        most=cite.count("item", most),
    )
    alt = (
        "Items by theme and instrument. "
        + "; ".join(
            f"{theme}: "
            + ", ".join(f"{counts.at[theme, name]} {name}" for name in counts.columns if counts.at[theme, name])
            for theme in counts.index
        )
        + "."
    )
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name="theme-instrument",
        rows=_labelled(items),
        source=f"Agenda items: {len(items)}, articles searched: {len(corpus.documents)}; an item with several themes or instruments counts in each.",
    )


def grid_table(corpus: Corpus) -> View:
    """Returns the counts that the picture draws, each linked to its sentences."""
    items = _counted(corpus).agenda
    if items.empty:
        return cite.prose("There is nothing to count.").of(_labelled(items))
    counts = grid(corpus)
    cells = [
        {
            "theme": theme,
            **{
                name: cite.link(counts.at[theme, name], _with(_with(items, "themes", theme), "instruments", name))
                if counts.at[theme, name]
                else ""
                for name in counts.columns
            },
        }
        for theme in counts.index
    ]
    return cite.table(
        pd.DataFrame(cells), "Items by theme and instrument", name="theme-instrument", rows=_labelled(items)
    )


def board(corpus: Corpus) -> View:
    """Returns the status board: a part per status with its events, the most mentioned ones first, each with the sentence behind it."""
    counted = _counted(corpus)
    found, items = events.events(counted), counted.agenda.set_index("item_id", drop=False)
    parts = []
    for status in ITEM_STATUSES:
        here = found[found["status"] == status]
        cards = "".join(
            f'<li style="margin:0 0 .6em;break-inside:avoid">{_card(event, items.loc[list(event.item_ids)])}</li>'
            for event in here.head(ON_BOARD).itertuples()
        )
        more = len(here) - ON_BOARD
        parts.append(
            f"<section><h4>{status} <small>{MEANING[status]}</small></h4>"
            + (
                f'<ul style="padding-left:1.1em;columns:17rem;column-gap:1.8rem">{cards}</ul>'
                if cards
                else f"<p>No item in {_searched(corpus)}.</p>"
            )
            + (
                f"<p>{cite.count('more event', items[items['item_id'].isin(here['event_id'].iloc[ON_BOARD:])])}: see the table below.</p>"
                if more > 0
                else ""
            )
            + "</section>"
        )
    return View('<div class="board">' + "\n".join(parts) + "</div>", counted.agenda)


def events_table(corpus: Corpus) -> View:
    """Returns the events of the agenda with their mentions, the most mentioned ones first."""
    counted = _counted(corpus)
    found, items = events.events(counted), counted.agenda.set_index("item_id", drop=False)
    mentions = [items.loc[list(item_ids)] for item_ids in found["item_ids"]]
    firsts = pd.concat([rows.iloc[[0]] for rows in mentions]) if mentions else items
    shown = pd.DataFrame(
        {
            "event": found["label"].tolist(),
            "status": found["status"].tolist(),
            "mentions": [cite.link(len(rows), rows) for rows in mentions],
            "articles": found["articles"].tolist(),
            "first sentence": cite.marked(corpus, firsts),
        }
    )
    return cite.table(shown, "Events", name="events", rows=found, empty=f"No item in {_searched(corpus)}.")


def _counted(corpus: Corpus) -> Corpus:
    """Returns the corpus without the elements of stated lists that are not about security: they are priorities, but no agenda items."""
    items = corpus.agenda
    return corpus.replace(agenda=items[items["rank"].isna() | items["themes"].map(bool).astype(bool)])


def _searched(corpus: Corpus) -> str:
    return "the articles searched" if len(corpus.documents) != 1 else "the article searched"


def _card(event: Any, items: pd.DataFrame) -> str:
    quote = items.loc[items["status"] == event.status, "quote"].iloc[0]
    mentions = f" <small>({len(items)} mentions)</small>" if len(items) > 1 else ""
    return f"{cite.link(event.label, items).markup}{mentions}<br><small>{html.escape(quote)}</small>"


def priorities(corpus: Corpus) -> View:
    """Returns stated priorities in their order, and who stated them; those on security are marked."""
    ranked = corpus.agenda[corpus.agenda["rank"].notna()]
    names = corpus.actors.set_index("actor_id")["name"]
    shown = pd.DataFrame(
        {
            "rank": [cite.link(int(row["rank"]), row) for _, row in ranked.iterrows()],
            "priority": list(ranked["quote"]),
            "security": ["yes" if themes else "" for themes in ranked["themes"]],
            "stated by": [names.get(speaker, "") for speaker in ranked["speaker"]],
        }
    )
    return cite.table(
        shown,
        "Stated priorities, in the speaker's order",
        name="priorities",
        empty=f"No list of priorities is stated in {_searched(corpus)}.",
        rows=ranked,
    )


def dated(corpus: Corpus) -> pd.DataFrame:
    """Returns the items that have a date, numbered in order of time, a row per item and forum."""
    items = corpus.agenda[corpus.agenda["date_start"].notna()].sort_values(
        ["date_start", "doc_id", "start"], kind="stable"
    )
    return _by_forum(items.assign(number=range(1, len(items) + 1)))


def timeline(corpus: Corpus) -> View:
    """Returns the picture of dated items, a lane per forum; full marks are done or under way, hollow ones not yet.

    Where they are many, a mark stands for all items of a year in a forum.
    """
    rows = dated(corpus)
    if rows.empty:
        return cite.prose("No agenda item carries a date.").of(rows)
    if len(rows) > DRAWN:
        return _timeline_by_year(rows, len(corpus.agenda))
    lanes = list(rows["forum"].value_counts().index)
    figure, axes = figures.canvas(7.6, 1.3 + 0.5 * len(lanes))
    days = pd.to_datetime(rows["date_start"])
    close = max(1, (days.max() - days.min()).days // 30)
    for lane, forum in enumerate(lanes):
        here = rows[rows["forum"] == forum]
        stacked: dict[pd.Timestamp, int] = {}
        for (_, row), day in zip(here.iterrows(), days[rows["forum"] == forum], strict=True):
            near = sum(1 for other in stacked if abs((other - day).days) < close)
            stacked[day + pd.Timedelta(seconds=len(stacked))] = 1
            full = row["status"] in FILLED
            (mark,) = axes.plot(
                day,
                lane - 0.26 * near,
                "o",
                ms=8,
                mec=figures.BLUE,
                mfc=figures.BLUE if full else "white",
                mew=1.6,
                alpha=choices.strength(row["confidence"]),
            )
            mark.set_url(cite.address(row.to_frame().T)[0])
            axes.annotate(
                str(row["number"]),
                (day, lane - 0.26 * near),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                fontsize=8.5,
            )
    axes.set_yticks(range(len(lanes)), lanes)
    axes.set_ylim(len(lanes) - 0.4, -0.9)
    axes.margins(x=0.06)
    axes.set_xlabel("date of the event (its first day)")
    locator = AutoDateLocator(maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    first, last = rows.iloc[[0]], rows.iloc[[-1]]
    title = cite.prose(
        "Dated items run from {first} to {last}",
        first=cite.link(first["date_start"].iloc[0], first),
        last=cite.link(last["date_start"].iloc[0], last),
    )
    alt = (
        "Dated items by forum: "
        + "; ".join(f"{forum}: " + ", ".join(rows.loc[rows["forum"] == forum, "date_start"]) for forum in lanes)
        + "."
    )
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name="timeline",
        rows=rows,
        source=f"{rows['number'].nunique()} dated items of {len(corpus.agenda)}; full marks: done or ongoing, hollow: not yet, faint: uncertain. "
        "Numbers lead to the table below.",
    )


def _timeline_by_year(rows: pd.DataFrame, items: int) -> View:
    """Returns the picture of many dated items: a bar per forum and year."""
    rows = rows.assign(year=rows["date_start"].str.slice(0, 4).astype(int))
    lanes = list(rows["forum"].value_counts().index[:LANES])
    first, last = rows["year"].min(), rows["year"].max()
    figure, axes = figures.canvas(7.6, 1.3 + 0.42 * len(lanes))
    groups = {key: here for key, here in rows.groupby(["forum", "year"]) if key[0] in lanes}
    most = max(map(len, groups.values()))
    begin = int(rows["year"].quantile(RARE))
    for (forum, year), here in groups.items():
        if year >= begin:
            height = max(0.06, 0.8 * len(here) / most)
            (bar,) = axes.bar(year, -height, 0.8, bottom=lanes.index(forum) + 0.4, color=figures.BLUE)
            bar.set_url(cite.address(here.iloc[[0]])[0])
    axes.set_yticks(range(len(lanes)), lanes)
    axes.set_ylim(len(lanes) - 0.5, -0.5)
    axes.grid(visible=False)
    for lane in range(len(lanes)):
        axes.axhline(lane + 0.4, color=figures.PALE, lw=0.7, zorder=0)
    axes.set_xlim(begin - 1, last + 1)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("year of the event (of its first day)")
    peak = rows[rows["year"] == rows["year"].mode().iloc[0]].drop_duplicates("number")
    title = cite.prose(
        "Dated items run from {first} to {last}, most of them in {year}",
        first=cite.link(first, rows[rows["year"] == first]),
        last=cite.link(last, rows[rows["year"] == last]),
        year=cite.link(peak["year"].iloc[0], peak),
    )
    alt = (
        "Dated items by forum and year: "
        + "; ".join(
            f"{forum} {len(here)}, most in {here['year'].mode().iloc[0]}"
            for forum, here in ((lane, rows[rows["forum"] == lane]) for lane in lanes)
        )
        + "."
    )
    others = f" Of the forums the {LANES} with the most items." if rows["forum"].nunique() > LANES else ""
    before = rows.loc[rows["year"] < begin, "number"].nunique()
    earlier = f" Not drawn: {before} items from before {begin}." if before else ""
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name="timeline",
        rows=rows,
        source=f"{rows['number'].nunique()} dated items of {items}; the highest bar stands for {most}.{others}{earlier}",
    )


def timeline_table(corpus: Corpus) -> View:
    """Returns the dated items that the timeline draws."""
    rows = dated(corpus).drop_duplicates("number")
    shown = pd.DataFrame(
        {
            "number": [cite.link(int(row["number"]), row) for _, row in rows.iterrows()],
            "from": rows["date_start"].tolist(),
            "to": rows["date_end"].tolist(),
            "forum": rows["forums"].tolist(),
            "status": rows["status"].tolist(),
            "item": cite.marked(corpus, rows),
        }
    )
    return cite.table(shown, "Dated items", name="dated-items", empty="No agenda item carries a date.", rows=rows)


def _by_forum(items: pd.DataFrame) -> pd.DataFrame:
    """Returns a row per item and forum."""
    return items.assign(forum=items["forums"].map(lambda cell: cell or (NONE,))).explode("forum")


def channels(corpus: Corpus) -> View:
    """Returns the sentence that says how many items are bilateral, and which organisation most of the others run through."""
    items = _counted(corpus).agenda
    rows = _by_forum(items)
    if rows.empty:
        return cite.prose("No item in {articles}.", articles=_searched(corpus)).of(rows)
    bilateral = rows[rows["forum"] == "bilateral"]
    bodies = rows[~rows["forum"].isin(["bilateral", NONE])]
    lead = bodies[bodies["forum"] == bodies["forum"].mode().iloc[0]] if len(bodies) else bodies
    return cite.prose(
        "Of {items}, {bilateral} bilateral; "
        + ("the forum named most is {forum}, in {most}." if len(lead) else "no other forum is named."),
        items=cite.count("agenda item", items),
        bilateral=_share(bilateral),
        forum=Html(cite.escaped(lead["forum"].iloc[0])) if len(lead) else "",
        most=cite.link(len(lead), lead) if len(lead) else "",
    ).of(rows)


def forums(corpus: Corpus) -> View:
    """Returns the table of forums: items through each, by status; `bilateral` beside the organisations."""
    items = _counted(corpus).agenda
    shown = []
    for forum in _counts(items, "forums").index if len(items) else []:
        here = _with(items, "forums", forum)
        shown.append(
            {
                "forum": forum,
                "items": cite.link(len(here), here),
                **{
                    status: cite.link(int((here["status"] == status).sum()), here[here["status"] == status])
                    if (here["status"] == status).any()
                    else ""
                    for status in ITEM_STATUSES
                },
            }
        )
    return cite.table(
        pd.DataFrame(shown),
        "Bilateral and multilateral",
        name="forums",
        rows=_by_forum(items),
        empty=f"No item in {_searched(corpus)}.",
    )


def third_parties(corpus: Corpus, parties: str = "KAZ;CHN") -> View:
    """Returns the table of the other states that take part in items, with the forums, of which they are members, through which they do."""
    bodies = vocabulary("forums")
    corpus = _counted(corpus)
    items = corpus.agenda.assign(
        party=[tuple(sorted(set(cell) - choices.countries("parties", parties))) for cell in corpus.agenda["parties"]]
    ).explode("party")
    items = items[items["party"].notna()]
    names = corpus.actors.set_index("actor_id")["name"]
    shown = [
        {
            "party": names.get(party, party),
            "items": cite.link(len(rows), rows),
            "bodies": tuple(
                sorted(
                    {
                        body
                        for cell in rows["forums"]
                        for body in cell
                        if _belongs(party, bodies[body]["states"].split())
                    }
                )
            ),
        }
        for party, rows in items.groupby("party")
    ]
    shown.sort(key=lambda row: -int(str(row["items"])))
    return cite.table(
        pd.DataFrame(shown),
        "Who else is at the table",
        name="third-parties",
        empty=f"No third state takes part in an item of {_searched(corpus)}.",
        rows=items,
    )


def _belongs(party: str, states: list[str]) -> bool:
    return party in states or states == ["*"]


def named(corpus: Corpus) -> View:
    """Returns the exercises, agreements, doctrines and meetings that the articles name, with how often and where."""
    passages = corpus.passages.groupby("doc_id", sort=False)
    found = [
        row
        for document in tables.rows("documents", corpus.documents)
        for row in instruments.named(document, tables.rows("passages", passages.get_group(document.doc_id)))
    ]
    rows = pd.DataFrame(
        [vars(row) for row in found], columns=["name", "kind", "doc_id", "passage_id", "start", "end"]
    ).assign(quote=[row.name for row in found])
    shown = [
        {
            "name": name,
            "kind": here["kind"].iloc[0],
            "named": cite.link(len(here), here),
            "first sentence": cite.marked(corpus, here.iloc[[0]])[0],
        }
        for name, here in rows.groupby("name", sort=False)
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Named exercises, agreements, doctrines and meetings",
        name="named",
        empty=f"No exercise, agreement or doctrine is named in {_searched(corpus)}.",
        rows=rows,
    )


def by_year(corpus: Corpus) -> View:
    """Returns the table of items by theme and year of publication, where there is more than one year."""
    year = corpus.documents.set_index("doc_id")["published"].str.slice(0, 4)
    items = _counted(corpus).agenda
    items = items.assign(year=items["doc_id"].map(year))
    years = sorted(items["year"].dropna().unique())
    if len(years) < 2:
        return cite.prose(
            "The articles with agenda items are of a single year, so nothing can be said about change."
        ).of(items)
    shown = []
    for theme in _counts(items, "themes").index:
        here = _with(items, "themes", theme)
        shown.append(
            {
                "theme": theme,
                **{
                    value: cite.link(int((here["year"] == value).sum()), here[here["year"] == value])
                    if (here["year"] == value).any()
                    else ""
                    for value in years
                },
            }
        )
    return cite.table(pd.DataFrame(shown), "Items by theme and year of publication", name="themes-by-year", rows=items)


def not_found(corpus: Corpus) -> View:
    """Returns the sentence that says which themes, instruments and forums were searched for and not found."""
    if corpus.documents.empty:
        return cite.prose("No article was searched.").of(pd.DataFrame(columns=["column", "label"]))
    parts, rows = [], []
    for column in ("themes", "instruments", "forums"):
        absent = sorted(set(vocabulary(column)) - {label for cell in corpus.agenda[column] for label in cell})
        parts.append(f"no {column[:-1]} of {', '.join(absent)}" if absent else f"every {column[:-1]} at least once")
        rows += [(column, label) for label in absent]
    return cite.prose(
        "Searched in {articles} and found: {parts}.",
        articles=cite.count("article", cite.articles(corpus)),
        parts="; ".join(parts),
    ).of(pd.DataFrame(rows, columns=["column", "label"]))


def evidence(corpus: Corpus) -> View:
    """Returns every item with its labels, its sentence and its place."""
    items = corpus.agenda
    shown = pd.DataFrame(
        {
            "sentence": cite.marked(corpus, items),
            "themes": items["themes"].tolist(),
            "instruments": items["instruments"].tolist(),
            "forums": items["forums"].tolist(),
            "parties": items["parties"].tolist(),
            "status": items["status"].tolist(),
            "article": cite.where(corpus, items),
        }
    )
    return cite.table(
        shown,
        "Agenda items and their sentences",
        name="agenda-evidence",
        rows=items,
        empty=f"No item in {_searched(corpus)}.",
    )
