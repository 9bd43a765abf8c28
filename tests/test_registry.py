"""The registry of actors: what it holds, what a user adds to it, and the lines it refuses."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn.actors import registry
from kzcn.actors.registry import Registry, RegistryError, normalize, phonetic_key
from kzcn.schema import ACTOR_TYPES, Actor

HEADER = ",".join(registry.COLUMNS) + "\n"


@pytest.fixture()
def added(tmp_path):
    """Returns a function that loads the registry with lines of a file of one's own."""

    def load(lines: str) -> Registry:
        path = tmp_path / "mine.csv"
        path.write_text(lines, encoding="utf-8")
        return Registry.load(path)

    return load


def test_the_built_in_registry_covers_the_field():
    actors = Registry.load().actors
    assert len(actors) > 1000
    assert {actor.type for actor in actors.values()} == set(ACTOR_TYPES)
    assert actors["KAZ"].name == "Kazakhstan"
    assert actors["sco"].type == "igo"
    assert actors["knb"].country == "KAZ"
    assert all(actor.registered for actor in actors.values())


def test_states_go_by_their_iso_code_and_others_by_a_slug():
    for actor_id, actor in Registry.load().actors.items():
        assert re.fullmatch(r"[A-Z]{3}" if actor.type == "state" else r"[a-z0-9]+(-[a-z0-9]+)*", actor_id)


def test_addresses_are_addresses():
    for entry in Registry.load().entries.values():
        assert not entry.address or re.fullmatch(r"https://[^\s;]+", entry.address)


def test_the_built_in_registry_is_read_once():
    assert Registry.load() is Registry.load()


def test_one_line_adds_an_actor(added):
    mine = added("steppe-watch,Steppe Watch,ngo-media,KAZ,NGO,SW Almaty;Dala Watch,,2019,,https://example.org\n")
    assert mine.actors["steppe-watch"] == Actor(
        "steppe-watch", "Steppe Watch", "ngo-media", "KAZ", ("SW Almaty", "Dala Watch"), True
    )
    assert mine.actors["KAZ"] == Registry.load().actors["KAZ"]
    assert "steppe-watch" not in Registry.load().actors


def test_header_comments_and_empty_lines_are_not_actors(added):
    assert len(added(f"# of mine\n{HEADER}\n\n").actors) == len(Registry.load().actors)


GOOD = "steppe-watch,Steppe Watch,ngo-media,KAZ,NGO,,,,,\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x,X Watch,newspaper,KAZ,NGO,,,,,", "type 'newspaper' is not one of state, person"),
        ("x,X Watch,ngo-media,KZ,NGO,,,,,", "country 'KZ' is not the ISO 3166"),
        ("x,X Watch,ngo-media,KAZ,PRESS,,,,,", "role 'PRESS' is not one of GOV"),
        ("x,X Watch,ngo-media,KAZ,NGO,KazMunayGas,,,,", "alias 'KazMunayGas' already belongs to 'kazmunaygas'"),
        ("steppe-watch,X Watch,ngo-media,KAZ,NGO,,,,,", "actor_id 'steppe-watch' is already at"),
        ("x,X Watch,ngo-media,KAZ", "4 columns where there must be 10"),
        ("x,X Watch,ngo-media,KAZ,NGO,,,last year,,", "from 'last year' is not a year"),
        ("x,X Watch,ngo-media,KAZ,NGO,,Astana,,,", "metonym 'Astana' already means 'KAZ'"),
        ("x,,ngo-media,KAZ,NGO,,,,,", "needs an actor_id and a name"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_in_one_line(added, line, reason):
    with pytest.raises(RegistryError) as refused:
        added(f"# of mine\n{GOOD}{line}\n")
    assert "mine.csv: line 3" in str(refused.value)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_actors_may_share_a_name_when_their_years_do_not_overlap(added):
    first = "old-watch,Old Watch,person,KAZ,GOV,Watchbek,,1992,1999,\n"
    assert len(added(first + "new-watch,New Watch,person,KAZ,GOV,Watchbek,,2005,,\n").names["Watchbek"]) == 2
    with pytest.raises(RegistryError, match="fill in `from` and `until` of both"):
        added(first + "new-watch,New Watch,person,KAZ,GOV,Watchbek,,1998,,\n")


def test_offices_of_two_countries_may_share_a_name_but_not_of_one(added):
    assert added("mof-fji,Ministry of Fisheries of Fiji,government,FJI,GOV,Ministry of Defense,,,,\n").actors["mof-fji"]
    with pytest.raises(RegistryError, match="already belongs to 'mod-kaz'"):
        added("mod-two,Second Ministry,government,KAZ,GOV,Ministry of Defense,,,,\n")


def test_unregistered_actors_come_out_as_lines_that_can_be_pasted(added):
    found = [
        Actor("dala-gold", "Dala Gold", "company", "KAZ", ("Dala", "Dala Gold"), False),
        Actor("x-y", 'X, "Y"', "person", None, (), False),
    ]
    lines = registry.lines(found)
    assert lines.splitlines()[0] == "dala-gold,Dala Gold,company,KAZ,BUS,Dala,,,,"
    assert all(len(row) == len(registry.COLUMNS) for row in csv.reader(io.StringIO(lines)))
    assert added(lines).actors["x-y"].name == 'X, "Y"'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nursultan Nazarbayev", "Nursultan Nazarbaev"),
        ("Kassym-Jomart Tokayev", "Qasym-Jomart Toqaev"),
        ("Erlan Idrissov", "Yerlan Idrisov"),
        ("Gurbanguly Berdimuhamedov", "Gurbanguly Berdymukhammedov"),
        ("Bulat Sembinov", "Bolat Sembinov"),
        ("Ruslan Zhaksylykov", "Ruslan Jaksylykov"),
        ("Shakhrat Nuryshev", "Şahrat Nuryşev"),
        ("Alikhan Smailov", "Älihan Smaiylov"),
    ],
)
def test_transliterations_of_a_name_have_the_same_phonetic_key(one, other):
    assert phonetic_key(one) == phonetic_key(other)


def test_different_names_have_different_phonetic_keys():
    persons = [entry for entry in Registry.load().entries.values() if entry.actor.type == "person"]
    assert len({phonetic_key(entry.actor.name) for entry in persons}) == len(persons)


def test_scholars_and_exiles_are_no_officials():
    roles = {actor_id: entry.role for actor_id, entry in Registry.load().entries.items()}
    scholars = ("konstantin-syroezhkin", "zhao-huasheng", "stephen-blank", "dru-gladney")
    assert {roles[actor_id] for actor_id in scholars} == {"EDU"}
    assert roles["rebiya-kadeer"] == roles["mukhtar-ablyazov"] == "OPP"
    assert roles["kassym-jomart-tokayev"] == "GOV" and roles["liang-guanglie"] == "MIL"


def test_a_person_may_have_no_role_but_an_office_must_have_one(added):
    assert added("mara-test,Mara Test,person,KAZ,,,,,,\n").entries["mara-test"].role == ""
    with pytest.raises(RegistryError, match="role '' is not one of"):
        added("x,X Watch,ngo-media,KAZ,,,,,,\n")


def test_a_discovered_person_comes_out_without_a_role():
    assert registry.lines([Actor("nora-test", "Nora Test", "person", "KAZ", (), False)]) == (
        "nora-test,Nora Test,person,KAZ,,,,,,\n"
    )


@given(st.text())
def test_normalizing_keeps_the_length_of_a_text(text):
    assert len(normalize(text)) == len(text)
    assert normalize(normalize(text)) == normalize(text)
