"""Notebooks run from anywhere, keep to the house rules, speak when there is nothing to show, and take every number from the article."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kzcn
from kzcn import corrections
from kzcn.corrections import Correction

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


def cells(path, kind="code"):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def html(path):
    return "\n".join(
        "".join(output.get("data", {}).get("text/html", "")) for cell in cells(path) for output in cell["outputs"]
    )


def run(name, out, *parameters, folder=ROOT):
    words = [word for key, value in parameters for word in ("-p", key, str(value))]
    source = os.path.relpath(ROOT / "notebooks" / f"{name}.ipynb", folder)
    subprocess.run(
        [sys.executable, "-m", "papermill", "--no-progress-bar", source, str(out), *words],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=300,
    )
    return html(out)


def refused(name, out, *words):
    """Runs a notebook that stops at its first own cell, and returns what is shown there: the kind of error and the lines below the cell."""
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            "--no-progress-bar",
            ROOT / "notebooks" / f"{name}.ipynb",
            str(out),
            *words,
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        timeout=300,
    )
    assert made.returncode != 0
    outputs = [output for cell in cells(out) for output in cell["outputs"]]
    assert [output["output_type"] for output in outputs] == ["error"]
    return outputs[0]["ename"], outputs[0]["traceback"]


def test_there_are_the_four_notebooks():
    assert sorted(NAMES) == ["actor-map", "corpus", "security-agenda", "trade-trends"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_cells_are_short_calls(path):
    first, *rest = cells(path)
    assert first["metadata"]["tags"] == ["parameters"]
    for line in first["source"]:
        assert "#" in line and ":" in line.split("#")[0], f"{line!r}: a parameter needs a type and a comment"
    assert rest[0]["source"].count("kzcn.parameters.check(globals())\n") == 1
    for cell in rest:
        tree = ast.parse("".join(cell["source"]))
        assert not [
            node
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.ListComp, ast.ClassDef))
        ]
        assert len(cell["source"]) <= 7


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_stored_outputs_are_whole_and_of_no_machine(path):
    shown = html(path)
    assert '<div class="prose finding">' in shown
    assert str(ROOT) not in path.read_text(encoding="utf-8")
    assert all(output["output_type"] != "error" for cell in cells(path) for output in cell["outputs"])


@pytest.mark.parametrize(
    "name", ["actor-map", *(pytest.param(name, marks=pytest.mark.long) for name in NAMES if name != "actor-map")]
)
def test_papermill_runs_it_from_the_root_and_from_any_other_folder(name, tmp_path):
    here = run(name, tmp_path / "here.ipynb")
    there = run(name, tmp_path / "there.ipynb", ("corpus", ROOT / "seeds"), folder=tmp_path)
    assert here.replace("seeds/", "") == there.replace((ROOT / "seeds").as_posix() + "/", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_has_alt_text(name):
    shown = html(ROOT / "notebooks" / f"{name}.ipynb")
    for svg in shown.split("<svg ")[1:]:
        alt = svg.split('aria-label="')[1].split('"')[0]
        assert svg.startswith('role="img"') and len(alt) > 40


def test_papermill_takes_words_for_yes_and_no_and_lists_for_joined_labels(tmp_path):
    assert "implied by" not in run("trade-trends", tmp_path / "no.ipynb", ("include_implied", "no"))
    (tmp_path / "p.yaml").write_text("themes: [terrorism, borders]\nstart: 2005\nend: 2010\n", encoding="utf-8")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            "--no-progress-bar",
            "notebooks/security-agenda.ipynb",
            tmp_path / "list.ipynb",
            "-f",
            tmp_path / "p.yaml",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=300,
    )
    joined = run(
        "security-agenda",
        tmp_path / "joined.ipynb",
        ("themes", "terrorism;borders"),
        ("start", "2005"),
        ("end", "2010"),
    )
    assert html(tmp_path / "list.ipynb") == joined


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ["-p", "include_implied", "perhaps"],
            "parameter include_implied is bool, got 'perhaps' (whether to show figures",
        ),
        (["-p", "include_implid", "no"], "there is no parameter include_implid: did you mean include_implied?"),
        (["-y", "start: {from: 2005}"], "parameter start is str, got {'from': 2005} (first year"),
        (["-p", "start", "soon"], "start: 'soon' is not a time"),
    ],
)
def test_a_wrong_parameter_is_one_line_under_papermill_as_under_the_command(tmp_path, words, line):
    kind, shown = refused("trade-trends", tmp_path / "out.ipynb", *words)
    assert kind in ("BadParameter", "WrongChoice") and len(shown) == 1 and line in shown[0] and "\n" not in shown[0]
    if words[0] == "-p" and kind == "BadParameter":
        command = subprocess.run(
            [sys.executable, "-m", "kzcn", "report", "--out", tmp_path / "reports", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert command.returncode == 2 and command.stderr == f"{shown[0].replace('BadParameter', 'kzcn')}\n"


def test_an_empty_selection_says_what_was_searched(tmp_path):
    assert "No claim" in run("trade-trends", tmp_path / "t.ipynb", ("start", "1901"), ("end", "1902"))
    assert "No agenda item" in run("security-agenda", tmp_path / "a.ipynb", ("start", "1901"), ("end", "1902"))
    assert "No actor" in run("actor-map", tmp_path / "m.ipynb", ("min_mentions", 9999))


def test_another_number_in_the_article_is_another_number_in_the_report(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    article = next((tmp_path / "seeds").glob("*.txt"))
    article.write_text(article.read_text(encoding="utf-8").replace("8.36", "9.99"), encoding="utf-8")
    before = html(ROOT / "notebooks" / "trade-trends.ipynb")
    after = run("trade-trends", tmp_path / "out.ipynb", ("corpus", tmp_path / "seeds"))
    assert "$8.36 billion" in before and "$9.99" not in before
    assert "$9.99" in after and "$8.36 billion" not in after
    finding = after.split('class="prose finding"')[1].split("</div>")[0]
    table = after.split("<table")[1].split("</table>")[0]
    alt = after.split("<svg ")[1].split('aria-label="')[1].split('"')[0]
    drawn = after.split("<svg ")[1].split("</svg>")[0].split(">", 1)[1]
    assert "$9.99" in finding and "$9.99" in table and "$9.99" in alt
    assert ">9.99<" in drawn.replace("\n", "").replace(" ", "")


def test_a_corrected_number_is_another_number_in_the_report(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    first = kzcn.load(ROOT / "seeds").trade.iloc[0]
    document = kzcn.load(ROOT / "seeds").documents.iloc[0]
    key = (document["title"], document["published"], first["quote"], "trade", "value")
    correction = Correction(*key, "8360000000", "9990000000", "Ann", "2026-12-01", "the article of the ministry")
    corrections.append(tmp_path / "seeds" / "corrections.csv", [correction])
    after = run("trade-trends", tmp_path / "out.ipynb", ("corpus", tmp_path / "seeds"))
    finding = after.split('class="prose finding"')[1].split("</div>")[0]
    table = after.split("<table")[1].split("</table>")[0]
    alt = after.split("<svg ")[1].split('aria-label="')[1].split('"')[0]
    drawn = after.split("<svg ")[1].split("</svg>")[0].split(">", 1)[1]
    assert "$9.99" in finding and "$9.99" in table and "$9.99" in alt
    assert ">9.99<" in drawn.replace("\n", "").replace(" ", "")
    assert "$8.135 billion" in after  # in 2005, by the change of 22.8 %
    assert ">$8.36 billion<" not in after and "$6.808" not in after
    assert "corrected by an analyst" in finding
    audit = after.split("<caption>Claims of turnover</caption>")[1].split("</table>")[0]
    assert "$9.99 billion" in audit
    assert 'class="corrected"' in after
