"""`kzcn init`: a project of one's own, whose notebooks pass from the start, and which a second run leaves as it is."""

import shutil
import subprocess
import sys

import pytest
from building import ROOT, articles, environment, kzcn, notebook, ran

from kzcn import project

OWN = ROOT / "tests" / "gold" / "articles" / "2006-second-pipeline.txt"


def content(folder):
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def nbval(folder):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "notebooks", "-p", "no:cacheprovider"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
    )


def small(folder):
    """Replaces the notebooks of a project by one that runs quickly."""
    shutil.rmtree(folder / "notebooks")
    notebook(folder / "notebooks", "one", "import kzcn\nprint(corpus, year)", parameters=PARAMETERS)


PARAMETERS = 'corpus: str = "seeds"  # articles\nyear: int = 2007  # a year\nreporter: str = "KAZ"  # a\npartner: str = "CHN"  # b'


@pytest.fixture
def demo(tmp_path):
    project.make(tmp_path / "demo")
    return tmp_path / "demo"


def test_a_project_holds_the_example_the_notebooks_and_what_checks_them(tmp_path):
    made = kzcn("init", "demo", folder=tmp_path)
    assert made.returncode == 0 and made.stderr == ""
    names = set(content(tmp_path / "demo"))
    assert {f"demo/{name}" for name in names} == set(made.stdout.splitlines()[:-1])
    assert names >= {"README.md", "params.yaml", "requirements.txt", ".gitignore", ".github/workflows/notebooks.yml"}
    for folder in ("seeds", "notebooks"):
        for path in (ROOT / folder).iterdir():
            if path.is_file():
                assert (tmp_path / "demo" / folder / path.name).read_bytes() == path.read_bytes()


def test_a_second_run_changes_nothing_and_brings_back_what_is_missing(demo):
    (demo / "params.yaml").write_text("start: 2005\n", encoding="utf-8")
    (demo / "notebooks" / "actor-map.ipynb").unlink()
    for path in (demo / "seeds").iterdir():
        path.unlink()
    (demo / "seeds" / "mine.txt").write_bytes(OWN.read_bytes())
    before = content(demo)
    assert kzcn("init", "demo", folder=demo.parent).stdout.startswith("0 files written")
    assert content(demo) == before
    (demo / "nbval.cfg").unlink()
    assert project.make(demo) == (["nbval.cfg"], [])


def test_a_project_in_a_folder_with_files_keeps_them(tmp_path):
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    articles(tmp_path / "seeds")
    written, _ = project.make(tmp_path)
    assert "README.md" not in written and (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert not [name for name in written if name.startswith("seeds/")]


def test_the_outputs_of_a_project_of_own_articles_are_theirs(tmp_path):
    (tmp_path / "mine" / "deep").mkdir(parents=True)
    shutil.copy(OWN, tmp_path / "mine" / "deep" / "pipeline.txt")
    (tmp_path / "mine" / "deep" / "pipeline.origin.yaml").write_text("producer: My archive\n", encoding="utf-8")
    shutil.copy(OWN.with_name("2001-shanghai-six.txt"), tmp_path / "mine" / "other.txt")
    made = kzcn("init", "own", "--corpus", "mine", folder=tmp_path)
    assert made.returncode == 0 and made.stderr == ""
    seeds = {name for name in content(tmp_path / "own") if name.startswith("seeds/")}
    assert seeds == {"seeds/deep/pipeline.txt", "seeds/deep/pipeline.origin.yaml", "seeds/other.txt"}
    checked = nbval(tmp_path / "own")
    assert checked.returncode == 0 and " passed" in checked.stdout, checked.stdout
    shutil.copy(ROOT / "notebooks" / "corpus.ipynb", tmp_path / "own" / "notebooks" / "corpus.ipynb")
    assert nbval(tmp_path / "own").returncode == 1  # the outputs of the example are not those of these articles


def test_nothing_is_written_where_a_project_cannot_be(tmp_path):
    articles(tmp_path / "articles")
    (tmp_path / "file").write_text("", encoding="utf-8")
    before = content(tmp_path)
    for words in (["file"], ["new", "--corpus", "nowhere"], ["articles/new", "--corpus", "articles"]):
        made = kzcn("init", *words, folder=tmp_path)
        assert made.returncode == 2 and made.stderr.count("\n") == 1 and "Traceback" not in made.stderr
    assert content(tmp_path) == before


def test_a_report_in_a_project_uses_its_notebooks_and_parameters_from_any_of_its_folders(demo):
    small(demo)
    (demo / "params.yaml").write_text("year: 2011\n", encoding="utf-8")
    made = kzcn("report", folder=demo / "notebooks")
    assert made.returncode == 0 and ran(made) == ["one"] and made.stdout == "../reports/seeds/index.html\n", made.stderr
    assert "2011" in (demo / "reports" / "seeds" / "notebooks" / "one.ipynb").read_text(encoding="utf-8")


def test_what_the_command_line_says_goes_before_the_parameters_of_the_project(demo):
    small(demo)
    (demo / "params.yaml").write_text("corpus: seeds\nyear: 2011\n", encoding="utf-8")
    articles(demo / "others")
    made = kzcn("report", "others", "-p", "year", "2013", folder=demo)
    assert made.returncode == 0 and made.stdout == "reports/others/index.html\n", made.stderr
    executed = (demo / "reports" / "others" / "notebooks" / "one.ipynb").read_text(encoding="utf-8")
    assert "2013" in executed and "2011" not in executed


def test_named_sets_in_the_parameters_of_a_project_give_a_report_each(demo):
    small(demo)
    (demo / "params.yaml").write_text("early: {year: 1999}\nlate: {year: 2020}\n", encoding="utf-8")
    assert kzcn("report", folder=demo).returncode == 0
    assert {path.parent.name for path in (demo / "reports" / "seeds").glob("*/one.html")} == {"early", "late"}
