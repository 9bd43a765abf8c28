"""The actor map: who is named with whom, who does what to or with whom, and what Gephi gets."""

from __future__ import annotations

import os
import re
import signal

import networkx
import pytest

from kzcn import network, tables
from kzcn.actors import mentions as actors
from kzcn.actors.mentions import Registry
from kzcn.schema import Actor, Document, Edge, Passage


def edges(*sentences: str, published: str | None = "2007-09-05") -> list[Edge]:
    """Returns the edges of one article of these sentences."""
    text = "\n".join(sentences)
    document = Document("doc", None, (), published, None, None, "en", 0, "", "doc.txt", text)
    passages = [
        Passage("doc", f"doc:{n:04d}", "body", 1, line.start(), line.end(), line.group())
        for n, line in enumerate(re.finditer(r"[^\n]+", text), 1)
    ]
    mentions, discovered = actors.mentions(document, passages, Registry.load())
    known = Registry.load().actors | {actor.actor_id: actor for actor in discovered}
    named = {mention.actor_id: known[mention.actor_id] for mention in mentions}
    ties = network.Ties(named)
    ties.add(published, passages, mentions)
    return ties.edges()


def ties(*sentences: str, **about) -> set[tuple[str, str, str]]:
    """Returns the ties beside co-mention."""
    return {
        (edge.source, edge.relation, edge.target)
        for edge in edges(*sentences, **about)
        if edge.relation != network.CO_MENTION
    }


def test_two_in_a_sentence_are_named_together_once_per_sentence():
    (first,) = [
        edge
        for edge in edges("China, China and Kazakhstan.", "Kazakhstan and China.", "Russia alone.")
        if edge.relation == "co-mention"
    ]
    assert (first.source, first.target, first.weight, first.documents) == ("CHN", "KAZ", 2, 1)
    assert first.passages == ("doc:0001", "doc:0002")
    assert (first.first, first.last) == ("2007-09-05", "2007-09-05")


def test_without_a_date_an_edge_has_none():
    assert edges("China and Kazakhstan.", published=None)[0].first is None


@pytest.mark.parametrize(
    ("sentence", "tie"),
    [
        ("Kazakhstan signed an agreement with China.", ("CHN", "signs-with", "KAZ")),
        ("Hu Jintao and Nursultan Nazarbayev signed a treaty.", ("hu-jintao", "signs-with", "nursultan-nazarbayev")),
        ("Cooperation between Kazakhstan and China grew.", ("CHN", "cooperates", "KAZ")),
        ("CNPC and KazMunayGas held talks on gas.", ("cnpc", "talks-with", "kazmunaygas")),
        ("Turkey's Ministry of Defense trained KAZBAT.", ("mod-tur", "trains", "kazbat")),
        ("KAZBAT was trained by NATO.", ("nato", "trains", "kazbat")),
        ("The Ministry of Defense bought drones from China.", ("CHN", "supplies", "mod-kaz")),
        ("Russia's exports to Kazakhstan rose.", ("RUS", "supplies", "KAZ")),
        ("Nazarbayev welcomed Wen Jiabao.", ("nursultan-nazarbayev", "hosts", "wen-jiabao")),
        ("Nazarbayev's visit to China was short.", ("nursultan-nazarbayev", "visits", "CHN")),
        ("China Development Bank lent KazMunayGas $2 billion.", ("cdb", "funds", "kazmunaygas")),
        ("Russia opposed NATO.", ("RUS", "opposes", "nato")),
        ("The KNB arrested Mukhtar Ablyazov.", ("knb", "arrests", "mukhtar-ablyazov")),
        ("Wen Jiabao of China held talks with Nazarbayev.", ("nursultan-nazarbayev", "talks-with", "wen-jiabao")),
        (
            "China's Premier Wen Jiabao met Kazakhstan's President Nursultan Nazarbayev on Monday.",
            ("nursultan-nazarbayev", "talks-with", "wen-jiabao"),
        ),
        ("Wen Jiabao, the premier of China, met Nazarbayev.", ("nursultan-nazarbayev", "talks-with", "wen-jiabao")),
        (
            "Wen Jiabao held a meeting in Kazakhstan with Nazarbayev.",
            ("nursultan-nazarbayev", "talks-with", "wen-jiabao"),
        ),
        ("Wen Jiabao will pay a visit to Kazakhstan.", ("wen-jiabao", "visits", "KAZ")),
        ("Wen Jiabao is visiting Kazakhstan.", ("wen-jiabao", "visits", "KAZ")),
        ("The visit of Premier Wen Jiabao to Kazakhstan begins on Monday.", ("wen-jiabao", "visits", "KAZ")),
        ("China will provide four boats for Kazakhstan's border guards.", ("CHN", "supplies", "KAZ")),
        ("Russia sent paratroopers and other troops to Kazakhstan.", ("RUS", "deploys-to", "KAZ")),
        ("Turkey criticised China.", ("TUR", "criticises", "CHN")),
        ("Kazakhstan rebuffed Russia.", ("KAZ", "refuses", "RUS")),
        ("Kazakhstan and China have always supported each other.", ("CHN", "supports", "KAZ")),
        ("The Kazakh and Chinese armies held a drill; China and Kazakhstan agreed.", ("CHN", "exercises-with", "KAZ")),
        ("Kazakhstan extradited the man to China.", ("KAZ", "extradites-to", "CHN")),
    ],
)
def test_what_one_does_to_or_with_another(sentence, tie):
    assert tie in ties(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kazakhstan has not signed an agreement with China.",
        "Kazakhstan could sign an agreement with China.",
        "Kazakhstan, China.",
        "Trade with China supports Kazakhstan.",
        "Kazakhstan signed a law, and China waited.",
        "Kazakhstan plans to sign a treaty with China.",
        "China and Kazakhstan share a long border.",
        "Xinjiang, home to many Kazakhs, lies in China next to Kazakhstan.",
        "An exercise in China drew officers from Kazakhstan.",
        "Kazakhstan's exports rose while China's fell.",
    ],
)
def test_what_is_denied_possible_or_said_of_others_makes_no_tie(sentence):
    assert ties(sentence) == set()


def test_a_list_acts_together():
    assert ties("Russia, China and Kazakhstan signed a convention.") == {
        ("CHN", "signs-with", "KAZ"),
        ("CHN", "signs-with", "RUS"),
        ("KAZ", "signs-with", "RUS"),
    }


def test_who_provides_something_for_the_forces_of_another_supplies_it():
    assert ("CHN", "supplies", "KAZ") in ties("China will provide two field kitchens with spare parts for Kazakhstan.")
    assert not ties("China provides work for many people in the west, and Kazakhstan does too.")


def test_a_visit_is_no_gift():
    assert {relation for _, relation, _ in ties("Xi Jinping paid a visit to Kazakhstan.")} == {"visits"}


def test_a_person_acts_and_not_the_state_behind():
    assert ties("Wen Jiabao of China met Nazarbayev.") == {("nursultan-nazarbayev", "talks-with", "wen-jiabao")}


def test_who_speaks_to_a_newspaper_holds_no_talks():
    assert ties("Nazarbayev spoke with Reuters.") == set()


def test_every_relation_says_how_it_reads_as_an_event():
    assert network.plover("trains") == "AID"
    assert network.plover("co-mention") is None
    assert network.directed("trains")
    assert not network.directed("signs-with")


def frames(found: list[Edge]):
    everyone = Registry.load().actors
    named = [everyone[actor_id] for actor_id in sorted({end for edge in found for end in (edge.source, edge.target)})]
    return tables.frame("edges", found), tables.frame("actors", named)


def test_degree_and_betweenness():
    rows, _ = frames(edges("China and Kazakhstan.", "Kazakhstan and Russia."))
    measures = network.measures(rows, "co-mention")
    assert measures["degree"] == {"CHN": 1, "KAZ": 2, "RUS": 1}
    assert measures["betweenness"] == {"CHN": 0.0, "KAZ": 1.0, "RUS": 0.0}


def test_blocs_are_the_groups_and_always_the_same():
    sentences = ["China, Kazakhstan and Russia.", "NATO, Turkey and France.", "Russia and Turkey."]
    rows, _ = frames(edges(*sentences))
    assert network.blocs(rows, "co-mention") == [["CHN", "KAZ", "RUS"], ["FRA", "TUR", "nato"]]
    assert network.blocs(rows.sample(frac=1, random_state=3), "co-mention") == network.blocs(rows, "co-mention")
    assert network.blocs(rows, "fights") == []


@pytest.mark.parametrize(("ending", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_gephi_gets_labels_types_and_weights(tmp_path, ending, read):
    rows, named = frames(edges("Kazakhstan signed a treaty with China.", "China and Kazakhstan."))
    path = tmp_path / f"map.{ending}"
    network.write(rows, named, path)
    graph = read(path)
    assert graph.nodes["KAZ"]["label"] == "Kazakhstan"
    assert graph.nodes["KAZ"]["type"] == "state"
    assert {(data["relation"], data["weight"]) for _, _, data in graph.edges(data=True)} == {
        ("co-mention", 2),
        ("signs-with", 1),
    }
    network.write(rows, named, tmp_path / f"again.{ending}")
    assert (tmp_path / f"again.{ending}").read_bytes() == path.read_bytes()
    assert not re.search(
        r"20\d\d-\d\d-\d\d", path.read_text(encoding="utf-8").replace("2007-09-05", "")
    )  # nor the day of writing


@pytest.mark.skipif(os.name == "nt", reason="a limit of the size of files belongs to POSIX systems")
@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_a_map_that_cannot_be_written_to_its_end_leaves_the_old_one(tmp_path, ending):
    import resource

    rows, named = frames(edges("Kazakhstan signed a treaty with China."))
    path = tmp_path / f"map.{ending}"
    network.write(rows, named, path)
    before = path.read_bytes()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))  # as on a full disk
        try:
            network.write(rows, named, path)
        except OSError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_actors_without_country_or_date_can_be_written(tmp_path):
    nobody = Actor("x", "X", "igo", None, (), False)
    network.write(tables.frame("edges", []), tables.frame("actors", [nobody]), tmp_path / "map.gexf")
    assert networkx.read_gexf(tmp_path / "map.gexf").nodes["x"]["label"] == "X"
