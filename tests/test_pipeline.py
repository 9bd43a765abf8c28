"""One file structured by itself, and the rows of all files merged: bad files are set aside, copies are kept once, rows are in order."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from building import ROOT, SEEDS

import kzcn
from kzcn import pipeline, sources
from kzcn.schema import Problem

SEED = "000_d1b2fb0d37f8b613"
ARTICLE = """A Market at the Border

By Anna Weber
12 March 2010

Trade between Kazakhstan and China reached $5.1 billion in 2009. The two ministers met in Astana and signed an agreement on border guards.
Officials expect that the next meeting will be held in Beijing, where both sides hope to add customs and police to the agreement.
"""


def structured(folder):
    return [pipeline.structure(source) for source in sources.find(str(folder)).sources]


# --- one file


def test_a_file_becomes_a_document_with_its_rows_and_origin():
    (found,) = structured(SEEDS)
    assert found.document.doc_id == SEED and found.origin is not None and not found.problems
    for rows in (found.passages, found.trade, found.agenda, found.mentions):
        assert rows and {row.doc_id for row in rows} == {SEED}


@pytest.mark.parametrize(
    ("name", "data"), [("empty.txt", b""), ("picture.png", b"\x89PNG"), ("menu.txt", b"Home\nNews\nContact\n")]
)
def test_a_file_that_is_not_an_article_becomes_one_problem(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (found,) = structured(tmp_path)
    (problem,) = found.problems
    assert found.document is None and (problem.step, problem.doc_id) == ("read", None)
    assert problem.reason.startswith(name) and "\n" not in problem.reason


def test_a_file_that_is_gone_when_it_is_read_becomes_a_problem(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE)
    (source,) = sources.find(str(tmp_path)).sources
    (tmp_path / "a.txt").unlink()
    (problem,) = pipeline.structure(source).problems
    assert problem.reason == "it cannot be read (no such file or directory)"


def test_a_bad_sidecar_is_a_problem_and_its_article_is_kept(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "a.origin.yaml").write_text("accessed: 2013-02-31")
    (found,) = structured(tmp_path)
    assert found.document.doc_id == "a" and found.origin is None
    assert [(Path(problem.uri).name, problem.step) for problem in found.problems] == [("a.origin.yaml", "origin")]


def test_an_article_that_is_too_large_or_too_slow_is_set_aside_in_a_line(tmp_path):
    (tmp_path / "good.txt").write_text(ARTICLE)
    (tmp_path / "large.txt").write_text(ARTICLE + "Trade grew. " * 100_000)
    (tmp_path / "slow.txt").write_text(ARTICLE + "$1 billion " * 20_000)
    limits = pipeline.Limits(megabytes=1, seconds=0.5)
    found = {source.doc_id: pipeline.structure(source, limits) for source in sources.find(str(tmp_path)).sources}
    assert found["good"].document and not found["good"].problems
    assert [problem.reason for problem in found["large"].problems] == [
        "it has 1 MB, more than 1; save the article alone, or allow more with --largest"
    ]
    assert [problem.reason for problem in found["slow"].problems] == [
        "it takes longer than 0.5 seconds; split it, or allow more with --timeout"
    ]


# --- all files


def test_a_bad_file_is_set_aside_with_a_reason_and_the_rest_goes_on(tmp_path):
    (tmp_path / "good.txt").write_text(ARTICLE)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    corpus = kzcn.load(tmp_path)
    assert list(corpus.documents["doc_id"]) == ["good"]
    assert {Path(uri).name for uri in corpus.problems["uri"]} == {"empty.txt", "picture.png"}
    assert corpus.problems["reason"].str.len().gt(10).all() and not corpus.problems["reason"].str.contains("\n").any()


def test_a_copy_is_kept_once_and_reported(tmp_path):
    text = (ROOT / "seeds" / f"{SEED}.txt").read_text(encoding="utf-8")
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "two.txt").write_text(
        text.replace("Read 4711 times", "Read 12 times").replace("growing steadily", "growing"), encoding="utf-8"
    )
    corpus = kzcn.load(tmp_path)
    assert len(corpus.documents) == 1
    assert list(corpus.problems["step"]) == ["duplicates"]


def test_tables_are_sorted_by_document_then_offset(practice):
    for name in ("passages", "trade", "agenda", "mentions"):
        order = list(zip(getattr(practice, name)["doc_id"], getattr(practice, name)["start"], strict=True))
        assert order == sorted(order)


def test_the_order_of_the_files_does_not_change_the_tables(tmp_path):
    for name, article in (("a", "2001-shanghai-six.txt"), ("b", "2023-record-year.txt")):
        (tmp_path / f"{name}.txt").write_bytes((ROOT / "tests" / "gold" / "articles" / article).read_bytes())
    found = structured(tmp_path)
    problems = [Problem("z", None, "read", "late"), Problem("y", None, "read", "early")]
    one, other = (list(pipeline.merge(*each, []).rows()) for each in ((found, problems), (found[::-1], problems[::-1])))
    assert one == other and [rows["documents"][0].doc_id for rows in one[:-1]] == ["a", "b"]
    assert [problem.uri for problem in one[-1]["problems"]] == ["y", "z"]


def test_actors_are_counted_over_all_articles(practice):
    counts = practice.mentions.groupby("actor_id")["doc_id"].agg(["size", "nunique"])
    actors = practice.actors.set_index("actor_id").loc[counts.index]
    assert (actors["mentions"] == counts["size"]).all() and (actors["documents"] == counts["nunique"]).all()


def test_tables_do_not_depend_on_the_order_of_sets(tmp_path):
    for name in ("1996-monitor-almaty", "1996-wire-general-p5"):
        (article,) = (ROOT / "tests" / "gold" / "practice" / "articles").glob(f"{name}.*")
        shutil.copy(article, tmp_path)
    write = "import sys, kzcn; sys.stdout.write(kzcn.load(sys.argv[1]).agenda.to_csv())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", write, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(3)
    }
    assert len(outputs) == 1
