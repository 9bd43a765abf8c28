"""The actor-map notebook: who they are, under which names, and who works with whom."""

from __future__ import annotations

import textwrap

import networkx
import numpy as np
import pandas as pd

from kzcn import cite, network
from kzcn.cite import Html, View
from kzcn.corpus import Corpus
from kzcn.schema import ACTOR_TYPES
from kzcn.views import choices, figures

LINE = 24  # letters of a line of an actor's name in a picture
DRAWN = 26  # actors in a picture: as many names as one can read at a glance
LOOK = {
    kind: (figures.COLOURS[n % 8], figures.MARKERS[n % 8])
    for n, kind in enumerate(
        ("state", "person", "igo", "military", "company", "government", "security-service", "militant-group")
    )
}
LOOK |= {"social-group": (figures.GREY, "h"), "ngo-media": (figures.YELLOW, "<")}


def select(
    corpus: Corpus,
    *,
    types: str = "",
    min_mentions: int = 1,
    start: str = "",
    end: str = "",
    min_confidence: float = 0.0,
) -> Corpus:
    """Returns the corpus of the articles published from start to end, with the actors of these types and at least so many mentions.

    Typed ties that are less sure than `min_confidence` are left out.
    """
    since, until = choices.window(start, end)
    chosen = corpus.select(since=since, until=until)
    wanted = choices.labels("types", types, ACTOR_TYPES) or set(ACTOR_TYPES)
    actors = chosen.actors[chosen.actors["type"].isin(wanted) & (chosen.actors["mentions"] >= min_mentions)]
    kept = set(actors["actor_id"])
    return chosen.replace(
        actors=actors,
        mentions=chosen.mentions[chosen.mentions["actor_id"].isin(kept)],
        edges=choices.sure(
            chosen.edges[chosen.edges["source"].isin(kept) & chosen.edges["target"].isin(kept)], min_confidence
        ),
    )


def _mentions(corpus: Corpus, actor_id: str) -> pd.DataFrame:
    return corpus.mentions[corpus.mentions["actor_id"] == actor_id].rename(columns={"surface": "quote"})


def _called(corpus: Corpus, actor_id: str, name: str) -> Html:
    """Returns an actor's name for prose; a name with a digit ("the 201st Military Base") is a link to its mentions."""
    return (
        cite.link(name, _mentions(corpus, actor_id))
        if any(sign.isdigit() for sign in name)
        else Html(cite.escaped(name))
    )


def _passages(corpus: Corpus, edge: pd.Series) -> pd.DataFrame:
    return corpus.passages[corpus.passages["passage_id"].isin(edge["passages"])].rename(columns={"text": "quote"})


def _names(corpus: Corpus) -> pd.Series:
    return corpus.actors.set_index("actor_id")["name"]


def finding(corpus: Corpus) -> View:
    """Returns the sentence that says how many actors there are, who is named most and which two are named together most."""
    if corpus.actors.empty:
        return cite.prose(
            (
                "No actor of the chosen types in {articles}: every sentence was searched."
                if len(corpus.documents)
                else "No article of this window, so nothing could be searched for actors."
            )
            + choices.undated(corpus),
            finding=True,
            articles=cite.count("article", cite.articles(corpus)) if len(corpus.documents) else "",
        ).of(corpus.actors)
    ranked = corpus.actors.sort_values(["mentions", "actor_id"], ascending=[False, True])
    first = [
        Html(
            f"{_called(corpus, row.actor_id, row.name_).markup} {cite.link(f'({row.mentions})', _mentions(corpus, row.actor_id)).markup}"
        )
        for row in ranked.rename(columns={"name": "name_"}).head(3).itertuples()
    ]
    others = [
        _called(corpus, row["actor_id"], row["name"]).markup
        for _, row in ranked.iloc[3:][ranked.iloc[3:]["type"] != "state"].head(4).iterrows()
    ]
    together = (
        corpus.edges[corpus.edges["relation"] == network.CO_MENTION]
        .sort_values(["weight", "source"], ascending=[False, True])
        .head(1)
    )
    names = _names(corpus)
    pair: Html | str = "no two of them share a sentence"
    if len(together):
        edge = together.iloc[0]
        pair = Html(
            f"{_called(corpus, edge['source'], names[edge['source']]).markup} and "
            f"{_called(corpus, edge['target'], names[edge['target']]).markup} are named together most, in "
            f"{cite.escaped(cite.count('sentence', _passages(corpus, edge)))}"
        )
    return cite.prose(
        "{actors} act in {articles}, named most often: {first}{others}; {pair}." + choices.undated(corpus),
        finding=True,
        actors=cite.count("actor", _first_mentions(corpus)),
        articles=cite.count("article", cite.articles(corpus)),
        first=cite.listed(first),
        others=Html(f"; after them, apart from states, {', '.join(others)}") if others else "",
        pair=pair,
    ).of(corpus.actors)


def _first_mentions(corpus: Corpus) -> pd.DataFrame:
    return corpus.mentions.drop_duplicates("actor_id").rename(columns={"surface": "quote"})


def _drawn(corpus: Corpus, relation: str, focus: str = "") -> networkx.Graph:
    edges = corpus.edges[corpus.edges["relation"] == relation]
    if focus:
        edges = edges[(edges["source"] == focus) | (edges["target"] == focus)]
    known = set(edges["source"]) | set(edges["target"])
    ranked = corpus.actors[corpus.actors["actor_id"].isin(known)].sort_values(
        ["mentions", "actor_id"], ascending=[False, True]
    )
    chosen = list(ranked["actor_id"].head(DRAWN))
    if focus in known and focus not in chosen:
        chosen = [*chosen[:-1], focus]
    graph = networkx.Graph()
    graph.add_nodes_from(chosen)
    for edge in corpus.edges[corpus.edges["relation"] == relation].itertuples():
        if edge.source in graph and edge.target in graph and edge.source != edge.target:
            weight = edge.weight + (
                graph[edge.source][edge.target]["weight"] if graph.has_edge(edge.source, edge.target) else 0
            )
            strength = choices.strength(edge.confidence)
            if graph.has_edge(edge.source, edge.target):  # there and back
                strength = max(strength, graph[edge.source][edge.target]["strength"])
            graph.add_edge(edge.source, edge.target, weight=weight, strength=strength)
    return graph


def picture(corpus: Corpus, relation: str = "co-mention", focus: str = "", name: str = "network") -> View:
    """Returns the network picture: type by colour and shape, size by mentions, width by weight; with a focus, only its neighbours."""
    graph = _drawn(corpus, relation, focus)
    rows = networkx.to_pandas_edgelist(graph)
    if graph.number_of_edges() == 0:
        return cite.prose("No two actors have this relation, so there is no network to draw.").of(rows)
    actors = corpus.actors.set_index("actor_id")
    labels = {actor_id: _short(actors.loc[actor_id]) for actor_id in graph}
    written = {actor_id: textwrap.fill(label, LINE) for actor_id, label in labels.items()}
    places = _layout(graph, written)
    figure, axes = figures.canvas(9.4, 7.2)
    heaviest = max(weight for _, _, weight in graph.edges(data="weight"))
    strengths = {frozenset(edge[:2]): edge[2] for edge in graph.edges(data="strength")}
    for source, target, weight in sorted(graph.edges(data="weight"), key=lambda edge: (edge[2], edge[0], edge[1])):
        (x1, y1), (x2, y2) = places[source], places[target]
        axes.plot(
            [x1, x2],
            [y1, y2],
            "-",
            color=figures.GREY,
            alpha=(0.28 + 0.5 * weight / heaviest) * strengths[frozenset((source, target))],
            lw=0.7 + 4.3 * weight / heaviest,
            zorder=1,
        )
    most = actors.loc[list(graph), "mentions"].max()
    for kind in ACTOR_TYPES:
        members = [actor_id for actor_id in graph if actors.loc[actor_id, "type"] == kind]
        colour, marker = LOOK[kind]
        for n, actor_id in enumerate(members):
            x, y = places[actor_id]
            size = 6 + 12 * float(np.sqrt(actors.loc[actor_id, "mentions"] / most))
            (point,) = axes.plot(
                x, y, marker, ms=size, color=colour, mec="white", mew=1, zorder=3, ls="", label=kind if n == 0 else None
            )
            point.set_url(cite.address(_mentions(corpus, actor_id))[0])
            figures.direct(
                axes, x, y, written[actor_id], xytext=(0, -size / 2 - 3), ha="center", va="top", fontsize=9, zorder=4
            )
    axes.set_axis_off()
    axes.margins(0.09, 0.07)
    legend = axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=5, fontsize=9, handletextpad=0.3, columnspacing=1.2
    )
    for handle in legend.legend_handles:
        handle.set_markersize(8)
    heavy = max(graph.edges(data="weight"), key=lambda edge: edge[2])
    middle = focus if focus in graph else min(graph.degree(weight="weight"), key=lambda pair: (-pair[1], pair[0]))[0]
    title = cite.prose(
        ("{actor} is" if focus else "{actor} stands in the middle:")
        + " tied to {partners} of the {drawn} actors drawn",
        actor=_called(corpus, middle, labels[middle]),
        partners=cite.link(graph.degree(middle), _mentions(corpus, middle)),
        drawn=cite.link(len(graph), _first_of(corpus, list(graph))),
    )
    alt = (
        f"Network of {len(graph)} actors and {graph.number_of_edges()} ties of the relation {relation}. Strongest tie: "
        f"{labels[heavy[0]]} and {labels[heavy[1]]} ({heavy[2]}). By type: "
        + "; ".join(
            f"{kind}: " + ", ".join(labels[a] for a in graph if actors.loc[a, "type"] == kind)
            for kind in ACTOR_TYPES
            if any(actors.loc[a, "type"] == kind for a in graph)
        )
        + "."
    )
    return figures.chart(
        figure,
        title=title,
        alt=alt,
        name=name,
        rows=rows,
        source=f"The {len(graph)} most mentioned actors of {len(corpus.actors)}, articles read: {len(corpus.documents)}; "
        f"a line joins two of the relation “{relation}”, "
        "its width shows how often, the size of a mark how often its actor is named.",
    )


def _first_of(corpus: Corpus, actor_ids: list[str]) -> pd.DataFrame:
    first = _first_mentions(corpus)
    return first[first["actor_id"].isin(actor_ids)]


def _short(actor: pd.Series) -> str:
    if actor["type"] == "person":
        return str(actor["name"])
    acronyms = [alias for alias in actor["aliases"] if alias.isupper() and 2 <= len(alias) <= 6]
    return str(actor["name"]) if len(actor["name"]) <= 22 or not acronyms else acronyms[0]


def _layout(graph: networkx.Graph, labels: dict[str, str]) -> dict[str, tuple[float, float]]:
    # Kamada and Kawai's springs start from a circle, so that the same network always has the same layout; then names that would
    # overlap are pushed apart, in units of the width of one letter.
    distances = {a: {b: 1.0 for b in graph} for a in graph}
    for a, near in networkx.all_pairs_shortest_path_length(graph):
        for b in graph:
            distances[a][b] = near.get(b, 5) ** 0.8
    start = networkx.circular_layout(sorted(graph))
    springs = networkx.kamada_kawai_layout(graph, dist=distances, pos=start)
    nodes = list(graph)
    points = np.array([springs[node] for node in nodes]) * np.array([62.0, 34.0])
    lines = {node: label.split("\n") for node, label in labels.items()}
    half = np.array([[max(*map(len, lines[node]), 4) * 0.52 + 0.8, 1.2 + 1.1 * len(lines[node])] for node in nodes])
    for _ in range(400):
        moved = False
        for i in range(len(nodes)):
            for j in range(i):
                gap = points[i] - points[j]
                over = half[i] + half[j] - np.abs(gap)
                if (over > 0).all():
                    axis = int(over[1] * 2 < over[0])
                    push = over[axis] / 2 + 0.05
                    sign = 1.0 if gap[axis] >= 0 else -1.0
                    points[i, axis] += sign * push
                    points[j, axis] -= sign * push
                    moved = True
        if not moved:
            break
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _measured(corpus: Corpus, relation: str) -> pd.DataFrame:
    """Returns the actors by mentions, with their degree and betweenness among the ties of a relation."""
    measures = network.measures(corpus.edges, relation)
    actors = corpus.actors.sort_values(["mentions", "actor_id"], ascending=[False, True])
    return actors.assign(
        **{name: actors["actor_id"].map(measures[name]).fillna(0) for name in ("degree", "betweenness")}
    )


def hub(corpus: Corpus, relation: str = "co-mention") -> View:
    """Returns the sentence that says who has the most partners and who links the others."""
    actors = _measured(corpus, relation)
    if not actors["degree"].any():
        return cite.prose("No two actors have this relation, so no actor links the others.").of(actors)
    known, between = (actors.loc[actors[name].idxmax()] for name in ("degree", "betweenness"))
    template = "{known} has the most partners, {partners}"
    if not actors["betweenness"].any():
        template += "; no actor is between two others."
    elif known["actor_id"] == between["actor_id"]:
        template += ", and links the others most often: its betweenness is {share}."
    else:
        template += ", but {between} links the others most often: its betweenness is {share}."
    return cite.prose(
        template,
        known=_called(corpus, known["actor_id"], known["name"]),
        partners=cite.link(int(known["degree"]), _mentions(corpus, known["actor_id"])),
        between=_called(corpus, between["actor_id"], between["name"]),
        share=cite.link(f"{between['betweenness']:.3f}", _mentions(corpus, between["actor_id"])),
    ).of(actors)


def ranking(corpus: Corpus, relation: str = "co-mention") -> View:
    """Returns the actors by mentions, with the names used, documents, degree, betweenness, first and last appearance."""
    actors = _measured(corpus, relation)
    used = corpus.mentions.groupby("actor_id")["surface"].agg(lambda cell: tuple(dict.fromkeys(cell)))
    shown = pd.DataFrame(
        {
            "actor": actors["name"].tolist(),
            "type": actors["type"].tolist(),
            "country": actors["country"].tolist(),
            "named as": [used[a] for a in actors["actor_id"]],
            "mentions": [cite.link(row.mentions, _mentions(corpus, row.actor_id)) for row in actors.itertuples()],
            "articles": actors["documents"].tolist(),
            "partners": actors["degree"].astype(int).tolist(),
            "betweenness": [f"{share:.3f}" for share in actors["betweenness"]],
            "first": actors["first"].tolist(),
            "last": actors["last"].tolist(),
        }
    )
    return cite.table(shown, "Actors by mentions", name="actors", empty="No actor is named.", rows=actors)


def relations(corpus: Corpus, relation: str = "") -> View:
    """Returns who works with whom: every tie beyond being named together, with its sentence."""
    edges = corpus.edges[corpus.edges["relation"] != network.CO_MENTION]
    if relation and relation != network.CO_MENTION:
        edges = edges[edges["relation"] == relation]
    return _ties(corpus, edges, "Who works with whom", "relations", "No tie beyond being named together was read.")


def ego(corpus: Corpus, focus: str) -> View:
    """Returns the ties of one actor, strongest first."""
    edges = corpus.edges[(corpus.edges["source"] == focus) | (corpus.edges["target"] == focus)]
    return _ties(
        corpus,
        edges.sort_values("weight", ascending=False, kind="stable"),
        "Ties of the actor in focus",
        "ego",
        "The actor in focus has no tie in these articles.",
    )


def _ties(corpus: Corpus, edges: pd.DataFrame, caption: str, name: str, empty: str) -> View:
    names = _names(corpus)
    rows = []
    for _, edge in edges.iterrows():
        passages = _passages(corpus, edge)
        rows.append(
            {
                "actor": names[edge["source"]],
                "relation": edge["relation"],
                "with": names[edge["target"]],
                "sentences": cite.link(edge["weight"], passages),
                "first sentence": passages.iloc[0]["quote"],
            }
        )
    return cite.table(pd.DataFrame(rows), caption, name=name, empty=empty, rows=edges)


def blocs(corpus: Corpus, relation: str = "co-mention") -> View:
    """Returns the groups of actors that are tied more to one another than to the rest."""
    names = _names(corpus)
    first = _first_mentions(corpus)
    found = network.blocs(corpus.edges, relation)
    shown = [
        {
            "bloc": cite.link(chr(65 + n), first[first["actor_id"].isin(members)]),
            "actors": tuple(names[a] for a in members),
        }
        for n, members in enumerate(found)
    ]
    return cite.table(
        pd.DataFrame(shown),
        "Blocs: groups tied more to one another than to the rest",
        name="blocs",
        empty="There are no ties, so there are no blocs.",
        rows=pd.DataFrame(
            [(chr(65 + n), actor_id) for n, members in enumerate(found) for actor_id in members],
            columns=["bloc", "actor_id"],
        ),
    )


def change(corpus: Corpus) -> View:
    """Returns mentions in the earlier and the later half of the publication window, for the actors that changed most.

    Articles without a date are left out; a sentence counts them.
    """
    dates = corpus.documents.set_index("doc_id")["published"].dropna()
    empty = pd.DataFrame(columns=["actor_id", "before", "after", "gap"])
    if dates.empty:
        return cite.prose("No article has a date, so nothing can be said about change.").of(empty)
    if dates.nunique() < 2:
        return cite.prose("The articles have a single date, so nothing can be said about change.").of(empty)
    middle = max(dates.sort_values().iloc[len(dates) // 2], dates[dates > dates.min()].min())
    published = corpus.mentions["doc_id"].map(dates)
    early, late = published < middle, published >= middle
    counts = (
        pd.DataFrame(
            {
                "before": corpus.mentions[early]["actor_id"].value_counts(),
                "after": corpus.mentions[late]["actor_id"].value_counts(),
            }
        )
        .fillna(0)
        .astype(int)
    )
    counts["gap"] = (counts["after"] - counts["before"]).abs()
    counts = (
        counts.rename_axis("actor_id").reset_index().sort_values(["gap", "actor_id"], ascending=[False, True]).head(12)
    )
    names = _names(corpus)
    shown = pd.DataFrame(
        {
            "actor": [names[a] for a in counts["actor_id"]],
            f"before {middle}": counts["before"].tolist(),
            f"from {middle}": counts["after"].tolist(),
            "mentions": [cite.link("all", _mentions(corpus, a)) for a in counts["actor_id"]],
        }
    )
    table = cite.table(shown, "Mentions before and after the middle of the window", name="change", rows=counts)
    articles = cite.articles(corpus)
    undated = articles[~articles["doc_id"].isin(dates.index)]
    if undated.empty:
        return table
    left_out = cite.prose("Left out: {articles} without a date.", articles=cite.count("article", undated))
    return View(f"{left_out.markup}\n{table.markup}", table.data)


def unregistered(corpus: Corpus) -> View:
    """Returns the actors discovered in the articles that are not in the registry, for review."""
    found = corpus.actors[~corpus.actors["registered"]]
    shown = pd.DataFrame(
        {
            "name": found["name"].tolist(),
            "type": found["type"].tolist(),
            "country": found["country"].tolist(),
            "mentions": [cite.link(row.mentions, _mentions(corpus, row.actor_id)) for row in found.itertuples()],
        }
    )
    return cite.table(
        shown,
        "Actors to review: not in the registry",
        name="unregistered",
        empty="Every actor found is in the registry.",
        rows=found,
    )
