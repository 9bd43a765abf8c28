"""Articles that have not changed are structured once."""

import os
import shutil
import time

import pytest
from building import SEEDS, articles
from hypothesis import given
from hypothesis import strategies as st

import kzcn
from kzcn import article_cache, fingerprint
from kzcn.articles import article
from kzcn.schema import Mention

KINDS = {"mentions": Mention}
MENTION = Mention("a", "a:1", 0, 5, "Çhina", "CHN")


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A folder for what is kept of articles."""
    monkeypatch.setenv("KZCN_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def read(monkeypatch):
    """The names of the articles that are structured from here on."""
    names = []
    structuring = article.read
    monkeypatch.setattr(article, "read", lambda data, name: names.append(name) or structuring(data, name), raising=True)
    return names


def same(one, other):
    return all(table.equals(other.tables()[name]) for name, table in one.tables().items())


def test_an_article_is_structured_once_and_its_tables_are_the_same(kept, read, monkeypatch):
    first = kzcn.load(SEEDS)
    assert len(read) == 1
    assert same(first, kzcn.load(SEEDS)) and len(read) == 1
    monkeypatch.setenv("KZCN_CACHE", "off")
    assert same(first, kzcn.load(SEEDS)) and len(read) == 2


def test_a_new_article_is_the_only_one_that_is_structured(kept, read, tmp_path):
    articles(tmp_path / "folder")
    kzcn.load(tmp_path / "folder")
    read.clear()
    (tmp_path / "folder" / "new.txt").write_text("Trade\n\nTrade of Kazakhstan with China was $3 billion in 2003.\n")
    assert set(kzcn.load(tmp_path / "folder").documents["doc_id"]) >= {"new"}
    assert read == ["new.txt"]


def test_changed_bytes_and_another_name_are_structured_anew(kept, read, tmp_path):
    articles(tmp_path / "folder")
    kzcn.load(tmp_path / "folder")
    (path,) = (tmp_path / "folder").glob("*.txt")
    path.write_bytes(path.read_bytes() + b"\n")
    kzcn.load(tmp_path / "folder")
    shutil.move(path, path.with_name("other" + path.suffix))
    assert list(kzcn.load(tmp_path / "folder").documents["doc_id"]) == ["other"]
    assert len(read) == 3


def test_other_code_structures_anew(kept, read, monkeypatch):
    kzcn.load(SEEDS)
    article_cache._version.cache_clear()
    monkeypatch.setattr(fingerprint, "package", lambda: "other code")
    kzcn.load(SEEDS)
    article_cache._version.cache_clear()
    assert len(read) == 2


def test_entries_of_other_code_are_removed_when_they_are_old(kept):
    old, recent, other = (kept / "articles" / name for name in ("0" * 16, "1" * 16, "mine"))
    for folder in (old, recent, other):
        folder.mkdir(parents=True)
    for folder in (old, other):
        os.utime(folder, (time.time() - 2 * article_cache.OUTDATED,) * 2)
    kzcn.load(SEEDS)
    assert (old.exists(), recent.exists(), other.exists()) == (False, True, True)


def test_without_a_folder_to_write_to_articles_are_read_all_the_same(tmp_path, monkeypatch, seed):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("KZCN_CACHE", str(tmp_path / "file"))
    assert same(kzcn.load(SEEDS), seed)
    assert (tmp_path / "file").read_text() == "no folder"


def test_an_entry_reads_back(kept):
    path = article_cache.entry(b"bytes", "a")
    article_cache.write(path, {"mentions": [MENTION]})
    assert article_cache.read(path, KINDS) == {"mentions": [MENTION]}
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@given(st.integers(0, 200), st.binary(max_size=8))
def test_a_damaged_entry_is_none_or_reads_back_whole(tmp_path_factory, place, instead):
    path = tmp_path_factory.getbasetemp() / "kept" / "ab" / "entry.json.gz"
    article_cache.write(path, {"mentions": [MENTION]})
    data = path.read_bytes()
    path.write_bytes(data[:place] + instead)
    assert article_cache.read(path, KINDS) in (None, {"mentions": [MENTION]})
