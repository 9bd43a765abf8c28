"""Who is named with whom, and who does what to or with whom."""

from __future__ import annotations

from itertools import combinations

import networkx
import pandas as pd

from kzcn.model import Actor, Document, Edge, Item, Mention, Passage

CO_MENTION = "co-mention"


def edges(documents: list[Document], passages: list[Passage], mentions: list[Mention], items: list[Item], actors: dict[str, Actor]) -> list[Edge]:
    """Returns the edges of the actor map, sorted by source, target and relation."""
    published = {document.doc_id: document.published for document in documents}
    home = {passage.passage_id: passage.doc_id for passage in passages}
    named: dict[str, set[str]] = {}
    for mention in mentions:
        named.setdefault(mention.passage_id, set()).add(mention.actor_id)
    ties: dict[tuple[str, str, str], set[str]] = {}
    for passage_id, together in named.items():
        for source, target in combinations(sorted(together), 2):
            ties.setdefault((source, target, CO_MENTION), set()).add(passage_id)
    found = []
    for (source, target, relation), places in sorted(ties.items()):
        articles = {home[place] for place in places}
        dates = sorted(date for date in (published[doc_id] for doc_id in articles) if date)
        found.append(Edge(source, target, relation, len(places), len(articles), dates[0] if dates else None, dates[-1] if dates else None,
                          tuple(sorted(places))))
    return found


def graph(edges: pd.DataFrame, relation: str) -> networkx.Graph:
    """Returns the network of one relation as an undirected graph weighted by passages."""
    network = networkx.Graph()
    for edge in edges[edges["relation"] == relation].itertuples():
        network.add_edge(edge.source, edge.target, weight=edge.weight)
    return network


def measures(edges: pd.DataFrame, relation: str) -> dict[str, dict[str, float]]:
    """Returns degree and betweenness of each actor in the network of one relation."""
    network = graph(edges, relation)
    return {"degree": dict(network.degree()), "betweenness": networkx.betweenness_centrality(network)}


def blocs(edges: pd.DataFrame, relation: str) -> list[list[str]]:
    """Returns groups of actors tied more to one another than to the rest, the largest first."""
    network = graph(edges, relation)
    if network.number_of_edges() == 0:
        return []
    return [sorted(group) for group in networkx.community.greedy_modularity_communities(network, weight="weight")]
