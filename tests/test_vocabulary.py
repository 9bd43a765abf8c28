"""The loader of the vocabulary: what it returns, and the one line in which it refuses a broken file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcn.matching import Finder, Term, fault
from kzcn.vocabulary import FILES, FOLDER, VocabularyError, demonyms, months, rows, vocabulary

PACKAGE = FOLDER.parent


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")) + sorted(FOLDER.rglob("*.csv")), ids=lambda p: p.name)
def test_every_file_of_the_vocabulary_is_described_and_loads(path: Path) -> None:
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    assert name in FILES
    assert vocabulary(name) if path.suffix == ".toml" else rows(name)


def test_every_described_file_exists() -> None:
    assert set(FILES) == {path.stem for path in FOLDER.iterdir() if path.suffix in (".toml", ".csv")}


def test_demonyms_and_months_are_looked_up_by_name() -> None:
    assert demonyms()["Kazakhstani"] == "KAZ"
    assert months()["sept"] == months()["сентября"] == "9"


def test_comments_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    write(tmp_path, "demonyms.csv", '# "a", comment\n\ndemonym,country\n"Kazakh",KAZ\n# another\n Han ,CHN\n')
    assert demonyms(tmp_path) == {"Kazakh": "KAZ", "Han": "CHN"}


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("demonyms.csv", "demonym,state\nKazakh,KAZ\n", "line 1: unknown column 'state'; the columns are demonym, co"),
        ("demonyms.csv", "# one\ndemonym\nKazakh\n", "line 2: 'country' must be one column"),
        ("demonyms.csv", "", "line 1: 'demonym' must be one column"),
        ("demonyms.csv", "demonym,country\nKazakh\n", "line 2: 1 columns where there must be 2"),
        ("demonyms.csv", "demonym,country\n\n,KAZ\n", "line 3: demonym is empty"),
        ("demonyms.csv", "demonym,country\nKazakh,\n", "line 2: country is empty"),
        ("demonyms.csv", "demonym,country\nHan,CHN\n# two\nHan,TWN\n", "line 4: 'Han' is already at demonyms.csv: line 2"),
        ("named.csv", "name,aliases,kind,forum,themes,first\nAlpha,Beta;;G,x,,,1999\n", "line 2: aliases: an entry of the"),
        ("named.csv", "name,aliases,kind,forum,themes,first\nAlpha,Be(ta),x,,,1999\n", "line 2: aliases: 'Be(ta)' holds '('"),
        ("themes.toml", '[energy]\nstrong = ["oil"]\nstong = [\n"gas"]\n', "line 3: unknown key 'energy.stong'; did you mean 'en"),
        ("themes.toml", '[energy]\n[energy.more]\nstrong = ["oil"]\n', "line 3: unknown key 'energy.more.strong'; "),
        ("themes.toml", '[""]\nstrong = ["oil"]\n', "line 2: a label is empty"),
        ("themes.toml", '[energy]\nstrong = "oil"\n', "line 2: strong must be a list of terms"),
        ("themes.toml", '[a]\nweak = ["oil"]\n[b]\nweak = [\n"gas",\n"oil",\n"",\n]\n', "line 7: an entry of the list is e"),
        ("themes.toml", '[a]\nweak = ["oil"]\n[b]\nweak = [\n"gas",\n"oil",\n"gas",\n]\n', "line 7: 'gas' occurs twice"),
        ("themes.toml", '[a]\nweak = ["oil", "gas", 7]\n', "line 2: 7 is no text"),
        ("themes.toml", '[a]\nweak = [\n"oil",\n"licen[cs]e",\n"gas"]\n', "line 4: 'licen[cs]e' holds '['"),
        ("themes.toml", '[a]\nweak = [\n"oil",\n"*guard"]\n', "line 4: '*guard' does not begin with a letter or digit"),
        ("themes.toml", '[a]\nweak = ["oil"]\nweak = ["gas"]\n', "line 3: Cannot overwrite a value"),
        ("themes.toml", '[a]\nweak = ["oil"]\n[a]\n', "line 3: Cannot declare"),
        ("themes.toml", '[a]\nweak = ["oil"', "end of document: Unclosed array"),
        ("months.toml", '# two\nen = "January February"\n', "line 2: en has 2 months; write twelve"),
        ("evidence.toml", '[terms.frame]\njoint = ["a"]\n[terms.decoys]\ntrems = ["b"]\n', "line 4: unknown key 'terms.decoys.tr"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_line_in_one_line(tmp_path: Path, name: str, text: str, line: str) -> None:
    write(tmp_path, name, text)
    stem, ending = name.split(".")
    with pytest.raises(VocabularyError) as refused:
        if stem == "months":
            months(tmp_path)
        else:
            (rows if ending == "csv" else vocabulary)(stem, tmp_path)
    assert str(refused.value).startswith(f"{name}: {line}")
    assert "\n" not in str(refused.value)


def test_bytes_that_are_not_utf_8_are_refused_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "demonyms.csv").write_bytes("demonym,country\nKazakh,KAZ\nKöln,DEU\n".encode("latin-1"))
    with pytest.raises(VocabularyError, match=r"demonyms\.csv: line 3: not UTF-8; save the file as UTF-8"):
        demonyms(tmp_path)


def test_a_broken_file_stops_the_command_with_one_line(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "kzcn", ignore=shutil.ignore_patterns("__pycache__"))
    broken = tmp_path / "kzcn" / "vocabulary" / "actors.csv"
    broken.write_text(broken.read_text("utf-8") + "mine,Mine,company\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kzcn", "actors", str(PACKAGE.parent / "seeds")],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert re.fullmatch(r"kzcn: actors\.csv: line \d+: 3 columns where there must be 10: .*\n", done.stderr)


def test_only_the_registry_reads_a_file_itself_with_the_loaders_records() -> None:
    others = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.parent != FOLDER}
    knows_the_folder = re.compile(r"[\"']vocabulary[\"'/]|kzcn\.vocabulary import [^\n]*\bFOLDER\b|vocabulary\.FOLDER")
    assert [path.name for path, code in others.items() if knows_the_folder.search(code)] == ["registry.py"]


@given(st.lists(st.sampled_from(["gas", "Oil*", "a/b", "...", "/", "oil-y", "[z]", "", "c/", "*"]), max_size=5))
def test_a_term_without_a_fault_is_found_in_a_text_that_holds_its_words(words: list[str]) -> None:
    written = " ".join(words)
    if not fault(written):
        text = " ".join("between" if word == "..." else word.split("/")[0].replace("*", "") for word in words)
        assert Finder([Term(written, "kind", "label", "role")]).find(text)
