"""Who is named with whom, who does what to or with whom, and the measures of the network that this makes."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations, pairwise, permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcn import confidence, demonyms, publish
from kzcn.confidence import Facts
from kzcn.matching import Finder, Hit, Term
from kzcn.schema import Actor, Edge, Mention, Passage
from kzcn.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx
    import pandas as pd

CO_MENTION = "co-mention"

Tie = tuple[str, str, str]  # source, target, relation

_TITLE = r"(?: (?:[A-Z][\w.-]*|president|premier|prime|foreign|minister|leader|counterpart)){0,4}"
_LISTED = re.compile(rf"(?:'s)?(?:,|,? and|,? or|,? as well as)(?: the| both)?{_TITLE} |-")
_JOINTS = r"(?!(?:and|or|but|that|which|who|whose|where|while|although|because|if|when|after|before|since) )"
_NO_SUBJECT = r"(?!(?:of|to|by|from|for|with|in|on|between|against|put|puts|reckons|counts|reports) )"
_TO_VERB = re.compile(rf"(?:['’]s?)?(?:,[^,;.]{{2,80}},|,)?(?: {_JOINTS}{_NO_SUBJECT}[\w'’-]+){{0,3}} ")
_TO_OBJECT = re.compile(rf"(?: {_JOINTS}(?!(?:in|on|at|during|against|about|over|to|for|with) )[\w'’-]+){{0,9}} ")
_GOVERNED = re.compile(r"\b(?:of|with|in|from|to|for|by|on|against|between|among|through|under|over|into)(?: the)? $")
_BETWEEN = re.compile(r"(?: [\w-]+){0,3} (?:between|among|of)(?: the)?(?: [A-Z]\w+){0,3} ")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b(?: \w+){0,2} $")
_BY = re.compile(r"(?: [\w-]+){0,2} by\b")
_UNREAL = re.compile(
    r"\b(?:not|never|cannot|nor|no|refus\w+|declin\w+|could|might|may|would|should|if|whether|hop\w+|want\w*|wish\w*"
    r"|unwilling|unable|without|plan\w*|intend\w*|propos\w+|seek\w*|ready|willing|urg\w+|ask\w*|fail\w*|likely|possib\w+)\b|n't"
)
_OWNED = re.compile(
    r"['’]s?(?: (?!(?:and|or|in|on|to|with|by|for|from|at) )[\w-]+){0,6} "
)  # "Kazakhstan's Defence Minister "
_OF = re.compile(r"(?:, [\w’'-]+(?: [\w’'-]+){0,6})? of (?:the )?")  # "Liang Guanglie, defence minister of "
_TITLED = re.compile(r"(?: (?!(?:to|in|on|at|for|with) )[\w’'-]+){0,6} ")
_TO = re.compile(r" to (?:the )?")
_EACH_OTHER = re.compile(r"(?: \w+)? (?:each other|one another)\b")
_ADJECTIVES = re.compile(r"(?:,|,? and| -|-|–) ?(?:the )?")  # between two demonyms
_ORGANS = r"(?:governments?|(?:\w+ )?(?:militar(?:y|ies)|arm(?:y|ies)|forces|troops|soldiers|servicemen|guards|polic\w+|officers|units)"
_ACTING = re.compile(
    rf" {_ORGANS}|(?:\w+ ){{0,2}}(?:presidents|leaders|ministers|officials|sides|authorities|delegations|navies|experts))\b"
)


@cache
def _finder() -> Finder:
    return Finder(
        Term(written, kind, relation, kind)
        for relation, row in vocabulary("relations").items()
        for kind in ("verbs", "joint", "nouns", "from", "of")
        for written in row.get(kind, ())
    )


def plover(relation: str) -> str | None:
    """Returns the PLOVER event type of a relation, None for co-mention."""
    return None if relation == CO_MENTION else str(vocabulary("relations")[relation]["plover"])


def directed(relation: str) -> bool:
    """Returns whether a relation goes from its source to its target; ties without direction name the two in alphabetical order."""
    return relation != CO_MENTION and bool(vocabulary("relations")[relation]["directed"])


@dataclass
class _Found:
    """What is counted of one tie while articles are added."""

    passages: list[str] = field(default_factory=list)
    wrong: float | None = None  # the probability that none of its sentences says so; None where that needs no saying
    documents: int = 0
    first: str | None = None
    last: str | None = None


class Ties:
    """Collects the edges of the actor map, article by article, so that a corpus of any size can be counted."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors  # those that the corpus mentions
        self._found: dict[Tie, _Found] = {}

    def add(self, published: str | None, passages: list[Passage], mentions: list[Mention]) -> None:
        """Adds the ties of one article: its sentences that name two actors, and those that say what one does to or with the other."""
        places: dict[Tie, list[str]] = {}
        doubts: dict[Tie, float] = {}
        for passage, named in _named(passages, mentions):
            together = sorted({mention.actor_id for mention in named})
            pairs = {(source, target, CO_MENTION) for source, target in combinations(together, 2)}
            typed = stated(passage, named, self._actors)
            for tie in pairs | typed:
                places.setdefault(tie, []).append(passage.passage_id)
            for tie in typed:
                sure = confidence.of("ties", facts(tie, passage, named, typed, self._actors))
                doubts[tie] = doubts.get(tie, 1.0) * (1 - sure)
        for tie, ids in places.items():
            found = self._found.setdefault(tie, _Found())
            found.passages += ids
            if tie in doubts:
                found.wrong = (1.0 if found.wrong is None else found.wrong) * doubts[tie]
            found.documents += 1
            if published:
                found.first = min(found.first or published, published)
                found.last = max(found.last or published, published)

    def edges(self) -> list[Edge]:
        """Returns the edges, sorted by source, target and relation; the weight is the number of passages."""
        return [
            Edge(
                *tie,
                len(found.passages),
                found.documents,
                found.first,
                found.last,
                tuple(sorted(found.passages)),
                None if found.wrong is None else round(1 - found.wrong, confidence.DIGITS),
            )
            for tie, found in sorted(self._found.items())
        ]


def _named(passages: list[Passage], mentions: list[Mention]) -> list[tuple[Passage, list[Mention]]]:
    within: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.start):
        within.setdefault(mention.passage_id, []).append(mention)
    return [(passage, within[passage.passage_id]) for passage in passages if passage.passage_id in within]


def stated(passage: Passage, named: list[Mention], actors: Mapping[str, Actor]) -> set[Tie]:
    """Returns the ties that a sentence states between actors, by the words between, before and after their names."""
    text, start = passage.text, passage.start
    heads = _heads(
        text, start, sorted([*named, *_peoples(passage, named, actors)], key=lambda mention: mention.start), actors
    )
    if len({mention.actor_id for mention in heads}) < 2:
        return set()
    groups = _groups(text, start, heads)
    hits = _finder().find(text)
    ties: set[Tie] = set()
    with_object = set()  # "Hu and Nazarbayev [met] Putin" says nothing of the two
    for hit in hits:
        one = next((group for group in reversed(groups) if group[-1].end - start <= hit.start), None)
        other = next((group for group in groups if group[0].start - start >= hit.end), None)
        if hit.term.kind not in ("verbs", "from") or not (one and other):
            continue
        first, last = one[-1].end - start, other[0].start - start
        if _joins(text, one[0].start - start, first, hit, last):
            with_object.add(hit.start)
            turned = hit.term.kind == "from" or _is_passive(text, first, hit)
            ties |= _all(other if turned else one, one if turned else other, hit.term.label)
    for one, other in pairwise(groups):
        before = text[: one[0].start - start]
        if _TO.match(text, one[-1].end - start, other[0].start - start):
            ties |= {
                tie
                for hit in hits
                if hit.term.kind == "of" and _TITLED.fullmatch(before, hit.end)
                for tie in _all(one, other, hit.term.label)
            }
    for group in (group for group in groups if len(group) > 1):
        for hit in hits:
            if hit.start not in with_object and _together(text, start, group, hit):
                for pair in permutations(group, 2):
                    ties |= _all([pair[0]], [pair[1]], hit.term.label)
    return {tie for tie in ties if not _tells_the_press(tie, actors)}


def facts(
    tie: Tie, passage: Passage, named: list[Mention], typed: Collection[Tie], actors: Mapping[str, Actor]
) -> Facts:
    """Returns what speaks for and against a typed tie of a sentence, by name."""
    places = [[mention for mention in named if mention.actor_id == end] for end in tie[:2]]
    apart = min((abs(one.start - other.start) for one in places[0] for other in places[1]), default=len(passage.text))
    kinds = [actors[end].type if end in actors else "" for end in tie[:2]]
    others = {mention.actor_id for mention in named} - set(tie[:2])
    found: dict[str, float] = {
        f"relation {tie[2]}": 1.0,
        "no direction": not directed(tie[2]),
        "two states": kinds == ["state", "state"],
        "a person": "person" in kinds,
        "apart": math.log1p(apart),
        "words": math.log(1 + passage.text.count(" ")),
        "other actors": math.log1p(len(others)),
        "other ties": math.log1p(len(typed) - 1),
    }
    return {name: float(value) for name, value in found.items() if value}


def _together(text: str, start: int, group: list[Mention], hit: Hit) -> bool:
    """Returns whether a term says what the actors of a list do with one another."""
    first, last = group[0].start - start, group[-1].end - start
    before = hit.term.kind == "nouns" and hit.end <= first and _BETWEEN.fullmatch(text, hit.end, first)
    mutual = hit.term.kind == "joint" or (hit.term.kind == "verbs" and _EACH_OTHER.match(text, hit.end))
    after = (
        mutual
        and last <= hit.start
        and not _GOVERNED.search(text, 0, first)
        and _TO_VERB.fullmatch(text, last, hit.start)
    )
    return bool(before or after) and not _UNREAL.search(text, min(first, hit.start), max(last, hit.end))


def _tells_the_press(tie: Tie, actors: Mapping[str, Actor]) -> bool:
    """Returns whether somebody only speaks to a newspaper."""
    return tie[2] == "talks-with" and any(end in actors and actors[end].type == "ngo-media" for end in tie[:2])


def _peoples(passage: Passage, named: list[Mention], actors: Mapping[str, Actor]) -> list[Mention]:
    """Returns mentions of states that are named together by their adjectives and act: "Kazakh and Chinese troops"."""
    taken = [(mention.start - passage.start, mention.end - passage.start) for mention in named]
    found = [
        demonym
        for demonym in demonyms.find(passage.text)
        if demonym.country in actors and not any(begin <= demonym.start < end for begin, end in taken)
    ]
    together = []
    for one, other in pairwise(found):
        acting = _ACTING.match(passage.text, other.end)
        if acting and _ADJECTIVES.fullmatch(passage.text, one.end, other.start):
            places = ((one, one.end), (other, acting.end()))
            together += [
                Mention(
                    passage.doc_id,
                    passage.passage_id,
                    passage.start + people.start,
                    passage.start + end,
                    people.word,
                    people.country,
                )
                for people, end in places
            ]
    return together


def _heads(text: str, start: int, named: list[Mention], actors: Mapping[str, Actor]) -> list[Mention]:
    """Returns the mentions without the states that only say whose a person or office is: "Liang Guanglie of China", "Kazakhstan's president, Nazarbayev"."""

    def is_state(mention: Mention) -> bool:
        return mention.actor_id in actors and actors[mention.actor_id].type == "state"

    heads: list[Mention] = []
    for mention in named:
        last = heads[-1] if heads else None
        gap = (last.end - start, mention.start - start) if last else (0, 0)
        if last and is_state(mention) and not is_state(last) and _OF.fullmatch(text, *gap):
            heads[-1] = replace(last, end=mention.end)
        elif last and is_state(last) and not is_state(mention) and _OWNED.fullmatch(text, *gap):
            heads[-1] = replace(mention, start=last.start)
        else:
            heads.append(mention)
    return heads


def _groups(text: str, start: int, named: list[Mention]) -> list[list[Mention]]:
    """Returns the mentions of a sentence, those that are listed ("Russia, China and Kazakhstan") together."""
    groups: list[list[Mention]] = []
    listed: list[bool] = []
    for mention in named:
        joint = _LISTED.fullmatch(text, groups[-1][-1].end - start, mention.start - start) if groups else None
        opens_clause = joint and len(groups[-1]) == 1 and joint.group().startswith((", and", ", or"))
        if joint and not opens_clause:
            groups[-1].append(mention)
            listed[-1] = listed[-1] or not joint.group().startswith(", ") or " and " in joint.group()
        else:
            groups.append([mention])
            listed.append(False)
    # Commas alone make an apposition: "Wang Xiaohong, China's minister".
    parted = [
        [group] if is_list else [[mention] for mention in group] for group, is_list in zip(groups, listed, strict=True)
    ]
    return [part for parts in parted for part in parts]


def _joins(text: str, subject: int, first: int, hit: Hit, last: int) -> bool:
    """Returns whether a term between two names has the one as its subject and the other as its object, as a fact."""
    beside = _TO_VERB.fullmatch(text, first, hit.start) and _TO_OBJECT.fullmatch(text, hit.end, last)
    if not beside or _UNREAL.search(text, subject, hit.end):
        return False
    if _GOVERNED.search(text, 0, subject) and not text.startswith(("'s", "’s"), first):
        return False
    return not _is_passive(text, first, hit) or bool(_BY.match(text, hit.end, last))


def _is_passive(text: str, first: int, hit: Hit) -> bool:
    return not text[hit.start :].split(" ")[0].endswith("ing") and bool(_PASSIVE.search(text, first, hit.start))


def _all(sources: list[Mention], targets: list[Mention], relation: str) -> set[Tie]:
    pairs = {
        (source.actor_id, target.actor_id)
        for source in sources
        for target in targets
        if source.actor_id != target.actor_id
    }
    return {(*(pair if directed(relation) else (min(pair), max(pair))), relation) for pair in pairs}


def graph(edges: pd.DataFrame, actors: pd.DataFrame) -> networkx.MultiDiGraph:
    """Returns the actor map as a graph: actors with label, type, country and mentions, edges with relation, PLOVER type and weight."""
    import networkx

    network = networkx.MultiDiGraph()
    for actor in actors.sort_values("actor_id").to_dict("records"):
        about = {"label": actor["name"]} | {
            name: actor[name] for name in ("type", "country", "mentions", "documents", "first", "last")
        }
        network.add_node(actor["actor_id"], **_plain(about))
    for edge in edges.to_dict("records"):
        relation = edge["relation"]
        about = {
            "label": relation,
            "plover": plover(relation),
            "directed": directed(relation),
            "passages": ";".join(edge["passages"]),
        }
        about |= {name: edge[name] for name in ("relation", "weight", "documents", "first", "last")}
        network.add_edge(edge["source"], edge["target"], key=edge["relation"], **_plain(about))
    return network


def _plain(about: dict[str, Any]) -> dict[str, Any]:
    """Returns attributes as the two file formats can hold them: nothing missing, and plain numbers."""
    return {
        name: int(value) if hasattr(value, "item") else value
        for name, value in about.items()
        if value is not None and value == value
    }


def write(edges: pd.DataFrame, actors: pd.DataFrame, path: str | Path) -> None:
    """Writes the actor map as GraphML or, to a path that ends in .gexf, as GEXF, whole; Gephi opens both with labels, types and weights."""
    import networkx

    network = graph(edges, actors)
    with publish.whole(Path(path)) as beside:
        if Path(path).suffix != ".gexf":
            networkx.write_graphml(network, beside)
        else:
            dated = "\n".join(networkx.generate_gexf(network))
            beside.write_text(
                re.sub(r' lastmodifieddate="[^"]*"', "", dated) + "\n", encoding="utf-8"
            )  # the same map, the same bytes


def _of_one(edges: pd.DataFrame, relation: str) -> networkx.Graph:
    import networkx

    network = networkx.Graph()
    for edge in edges[edges["relation"] == relation].sort_values(["source", "target"]).itertuples():
        weight = network.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
        network.add_edge(edge.source, edge.target, weight=weight + edge.weight)
    return network


def measures(edges: pd.DataFrame, relation: str) -> dict[str, dict[str, float]]:
    """Returns `degree` (partners) and `betweenness` (0 to 1) of each actor in the network of one relation."""
    import networkx

    network = _of_one(edges, relation)
    return {"degree": dict(network.degree()), "betweenness": networkx.betweenness_centrality(network)}


def blocs(edges: pd.DataFrame, relation: str) -> list[list[str]]:
    """Returns groups of actors tied more to one another than to the rest, the largest first; the same for the same edges."""
    import networkx

    network = _of_one(edges, relation)
    if network.number_of_edges() == 0:
        return []
    groups = (sorted(group) for group in networkx.community.greedy_modularity_communities(network, weight="weight"))
    return sorted(groups, key=lambda group: (-len(group), group))
