"""A folder of articles becomes a corpus: every row cites, bad files are set aside, the rest goes on."""

from pathlib import Path

import pandas as pd
import pytest

import kzcn
from kzcn import corpus as loading
from kzcn import tables

ROOT = Path(__file__).parent.parent
SEED = "000_d1b2fb0d37f8b613"
ARTICLE = """A Border Opens

By Anna Weber
12 March 2010

Trade between Kazakhstan and China reached $5.1 billion in 2009. The two ministers met in Astana and signed an agreement on border guards.
Officials say that the next meeting will be held in Beijing, where both sides hope to extend the agreement to customs and police.
"""


@pytest.fixture(scope="module")
def seed():
    return kzcn.load(ROOT / "seeds")


@pytest.fixture(scope="module")
def practice():
    return kzcn.load(ROOT / "tests" / "gold" / "articles")


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
                assert sentence["doc_id"] == row["doc_id"] and sentence["start"] <= row["start"] < row["end"] <= sentence["end"]
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("which", ["seed", "practice"])
def test_ids_are_unique_and_refer_to_rows_that_exist(which, request):
    corpus = request.getfixturevalue(which)
    for name, key in (("documents", "doc_id"), ("passages", "passage_id"), ("trade", "claim_id"), ("agenda", "item_id"), ("actors", "actor_id")):
        assert getattr(corpus, name)[key].is_unique
    actors = set(corpus.actors["actor_id"])
    assert set(corpus.mentions["actor_id"]) == actors
    assert set(corpus.edges["source"]) | set(corpus.edges["target"]) <= actors
    assert {p for cell in corpus.edges["passages"] for p in cell} <= set(corpus.passages["passage_id"])


def test_tables_are_sorted_by_document_then_offset(practice):
    for name in ("passages", "trade", "agenda", "mentions"):
        order = list(zip(getattr(practice, name)["doc_id"], getattr(practice, name)["start"], strict=True))
        assert order == sorted(order)


def test_the_same_articles_give_the_same_bytes_in_one_process_or_two(tmp_path, practice):
    practice.write(tmp_path / "one")
    kzcn.load(ROOT / "tests" / "gold" / "articles", jobs=2).write(tmp_path / "two")
    for name in tables.TABLES:
        assert (tmp_path / "one" / f"{name}.csv").read_bytes() == (tmp_path / "two" / f"{name}.csv").read_bytes()


def test_built_tables_load_as_the_corpus_they_came_from(tmp_path, seed):
    for ending in ("csv", "parquet"):
        seed.write(tmp_path / ending, ending)
        again = kzcn.load(tmp_path / ending)
        for name in tables.TABLES:
            pd.testing.assert_frame_equal(getattr(again, name), getattr(seed, name))


def test_a_bad_file_is_set_aside_with_a_reason_and_the_rest_goes_on(tmp_path):
    (tmp_path / "good.txt").write_text(ARTICLE)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    corpus = kzcn.load(tmp_path)
    assert list(corpus.documents["doc_id"]) == ["good"]
    assert {Path(uri).name for uri in corpus.problems["uri"]} == {"empty.txt", "picture.png"}
    assert corpus.problems["reason"].str.len().gt(10).all() and not corpus.problems["reason"].str.contains("\n").any()


def test_a_copy_is_kept_once_and_named(tmp_path):
    text = (ROOT / "seeds" / f"{SEED}.txt").read_text(encoding="utf-8")
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "two.txt").write_text(text.replace("Read 4711 times", "Read 12 times").replace("growing steadily", "growing"), encoding="utf-8")
    corpus = kzcn.load(tmp_path)
    assert len(corpus.documents) == 1
    assert list(corpus.problems["step"]) == ["duplicates"]


def test_two_files_of_one_name_get_ids_of_their_own(tmp_path):
    for folder, year in (("a", "2009"), ("b", "2010")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "piece.txt").write_text(
            f"Title {folder}\n\nKazakhstan and China signed agreement {folder} on border guards in {year}. "
            + f"It is about {folder} and {year}. " * 30
        )
    assert list(kzcn.load(tmp_path).documents["doc_id"]) == ["piece", "piece-2"]


def test_a_missing_folder_is_one_clear_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(loading.NoCorpus, match=r"nowhere.*give a folder"):
        kzcn.load("nowhere")
    (tmp_path / "bare").mkdir()
    with pytest.raises(loading.NoCorpus, match="no articles"):
        kzcn.load("bare")


def test_a_file_a_glob_and_a_folder_are_the_same_corpus(seed):
    for path in (ROOT / "seeds" / f"{SEED}.txt", ROOT / "seeds" / "*.txt"):
        assert list(kzcn.load(path).trade["quote"]) == list(seed.trade["quote"])


def test_select_gives_a_corpus_again(practice):
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
