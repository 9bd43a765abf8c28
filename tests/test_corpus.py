"""A folder of articles becomes a corpus, in one process, in several or on a cluster; every row quotes its article."""

import os
import sys
from pathlib import Path

import pandas as pd
import pytest

import kzcn
from kzcn import sources, tables

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold" / "articles"
SEED = "000_d1b2fb0d37f8b613"
ARTICLE = """A Border Opens

By Anna Weber
12 March 2010

Trade between Kazakhstan and China reached $5.1 billion in 2009. The two ministers met in Astana and signed an agreement on border guards.
Officials say that the next meeting will be held in Beijing, where both sides hope to extend the agreement to customs and police.
"""


@pytest.mark.parametrize("which", ["seed", "practice"])
def test_every_row_with_a_span_quotes_the_text_exactly(which, request):
    corpus = request.getfixturevalue(which)
    texts = dict(zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True))
    passages = corpus.passages.set_index("passage_id")
    checked = 0
    for name, column in (("passages", "text"), ("trade", "quote"), ("agenda", "quote"), ("mentions", "surface")):
        for row in getattr(corpus, name).to_dict("records"):
            assert texts[row["doc_id"]][row["start"] : row["end"]] == row[column]
            if name != "passages":
                sentence = passages.loc[row["passage_id"]]
                assert (
                    sentence["doc_id"] == row["doc_id"]
                    and sentence["start"] <= row["start"] < row["end"] <= sentence["end"]
                )
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("which", ["seed", "practice"])
def test_ids_are_unique_and_refer_to_rows_that_exist(which, request):
    corpus = request.getfixturevalue(which)
    for name, key in (
        ("documents", "doc_id"),
        ("passages", "passage_id"),
        ("trade", "claim_id"),
        ("agenda", "item_id"),
        ("actors", "actor_id"),
    ):
        assert getattr(corpus, name)[key].is_unique
    actors = set(corpus.actors["actor_id"])
    assert set(corpus.mentions["actor_id"]) == actors
    assert set(corpus.edges["source"]) | set(corpus.edges["target"]) <= actors
    assert {p for cell in corpus.edges["passages"] for p in cell} <= set(corpus.passages["passage_id"])


def test_the_same_articles_give_the_same_bytes_in_one_process_or_two(tmp_path, practice):
    practice.write(tmp_path / "one")
    kzcn.load(GOLD, jobs=2).write(tmp_path / "two")
    for name in tables.TABLES:
        assert (tmp_path / "one" / f"{name}.csv").read_bytes() == (tmp_path / "two" / f"{name}.csv").read_bytes()


def test_built_tables_load_as_the_corpus_they_came_from(tmp_path, seed):
    for ending in ("csv", "parquet"):
        seed.write(tmp_path / ending, ending)
        again = kzcn.load(tmp_path / ending)
        for name in tables.TABLES:
            pd.testing.assert_frame_equal(getattr(again, name), getattr(seed, name))


def test_two_files_with_one_name_get_different_ids(tmp_path):
    for folder, year in (("a", "2009"), ("b", "2010")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "piece.txt").write_text(
            f"Title {folder}\n\nKazakhstan and China signed agreement {folder} on border guards in {year}. "
            + f"It is about {folder} and {year}. " * 30
        )
    assert list(kzcn.load(tmp_path).documents["doc_id"]) == ["piece", "piece-2"]


def test_three_articles_with_one_name_are_three_documents_with_their_own_rows(tmp_path):
    for name, article in (
        ("a.txt", "2001-shanghai-six.txt"),
        ("a.md", "2017-dry-port.md"),
        ("a-2.txt", "2023-record-year.txt"),
    ):
        (tmp_path / name).write_bytes((GOLD / article).read_bytes())
    corpus = kzcn.load(tmp_path)
    assert list(corpus.documents["doc_id"]) == ["a", "a-2", "a-3"] and corpus.passages["passage_id"].is_unique
    assert [Path(uri).name for uri in corpus.documents["uri"]] == ["a.md", "a-2.txt", "a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="this system holds no names that are not UTF-8")
def test_odd_names_and_odd_bytes_do_not_affect_other_files(tmp_path):
    page = (
        "<html><head><script type='application/ld+json'>{}</script></head><body><h1>A Border Opens</h1>{}</body></html>"
    )
    body = "".join(
        f"<p>{line}</p>" for line in (GOLD / "2023-record-year.txt").read_text(encoding="utf-8").split("\n\n")
    )
    (tmp_path / "good.txt").write_bytes((GOLD / "2001-shanghai-six.txt").read_bytes())
    (tmp_path / os.fsdecode(b"\xcf\xf0.txt")).write_text(ARTICLE)
    (tmp_path / os.fsdecode(b"\xcf.jpg")).write_bytes(b"\xff")
    (tmp_path / "::b\n\x1b[31m.html").write_text(
        page.format('{"headline": "A \\ud800 headline", "author": "\\udfff"}', body), encoding="utf-8"
    )
    (tmp_path / "good.origin.yaml").write_text("accessed: 2013-02-31")
    corpus = kzcn.load(tmp_path)
    assert list(corpus.documents["doc_id"]) == ["%CF%F0", "::b\n\x1b[31m", "good"]
    assert {Path(row.uri).name: row.step for row in corpus.problems.itertuples()} == {
        "%CF.jpg": "read",
        "good.origin.yaml": "origin",
    }
    for ending in ("csv", "parquet"):
        corpus.write(tmp_path / "tables" / ending, ending)
        pd.testing.assert_frame_equal(kzcn.load(tmp_path / "tables" / ending).documents, corpus.documents)


def test_tables_of_a_folder_are_read_when_they_are_used(tmp_path, seed):
    seed.write(tmp_path, "parquet")
    built = kzcn.load(tmp_path)
    (tmp_path / "passages.parquet").unlink()  # by now it is known to be there, and it has not been read
    pd.testing.assert_frame_equal(built.trade, seed.trade)
    with pytest.raises(FileNotFoundError):
        len(built.passages)


def test_a_folder_of_tables_without_one_of_them_is_refused_in_one_line(tmp_path, seed):
    seed.write(tmp_path)
    (tmp_path / "edges.csv").unlink()
    with pytest.raises(tables.NoTable, match="edges is missing; write the tables again with: kzcn tables"):
        kzcn.load(tmp_path)


def test_a_corpus_shows_what_it_holds_in_a_few_lines(seed, practice):
    assert repr(seed).startswith("Corpus(articles: 1, published: 2007, ") and "\n" not in repr(seed)
    card = practice._repr_html_()
    assert f"<li>trade claims: {len(practice.trade)}</li>" in card and "<li>published: 2001-2024</li>" in card


def test_a_missing_folder_is_reported_in_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(sources.NoCorpus, match=r"nowhere.*give a folder"):
        kzcn.load("nowhere")
    (tmp_path / "bare").mkdir()
    with pytest.raises(sources.NoCorpus, match="no articles"):
        kzcn.load("bare")


def test_a_file_a_glob_and_a_folder_are_the_same_corpus(seed):
    for path in (ROOT / "seeds" / f"{SEED}.txt", ROOT / "seeds" / "*.txt"):
        assert list(kzcn.load(path).trade["quote"]) == list(seed.trade["quote"])


def test_a_selection_is_a_corpus(practice):
    late = practice.select(since="2013", until="2017")
    assert sorted(late.documents["published"].str.slice(0, 4).unique()) == ["2013", "2017"]
    assert set(late.trade["doc_id"]) <= set(late.documents["doc_id"])
    assert late.actors["mentions"].sum() == len(late.mentions) < len(practice.mentions)
    assert practice.select(since="2001", until="2099").documents.equals(practice.documents)
    assert practice.select(since="2090").trade.empty
    assert set(practice.select(parties={"KAZ", "CHN"}).trade["reporter"]) <= {"KAZ", "CHN"}


def test_an_object_store_address_loads(seed):
    import fsspec

    memory = fsspec.filesystem("memory")
    with memory.open("/articles/piece.txt", "wb") as file:
        file.write((ROOT / "seeds" / f"{SEED}.txt").read_bytes())
    corpus = kzcn.load("memory://articles")
    assert list(corpus.trade["quote"]) == list(seed.trade["quote"])
    assert corpus.documents["uri"].iloc[0].startswith("memory://")


def test_the_origin_of_the_seed_is_known_and_its_bytes_are_those_received(seed):
    assert seed.origins[SEED].address.startswith("https://cacianalyst.org/")
    assert seed.problems.empty
