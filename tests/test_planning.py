"""The plan of a report: its name, its notebooks, which of them run again, and wrong requests reported before anything starts."""

from pathlib import Path

import pytest
from building import FINDING, articles, notebook, run

from kzcn import parameters, publish
from kzcn.report import planning

# What runs again


@pytest.fixture
def planned(reported, monkeypatch):
    """Returns the plan of the next report in a folder with a finished one."""
    monkeypatch.chdir(reported)
    out = reported / "reports" / "articles"

    def plan(**options):
        request = planning.Request("articles", notebooks=reported / "notebooks", **options)
        plan = planning.plan(request, "")
        planning.reuse(plan, request, publish.read(out / "report.json"), out)
        return plan

    return plan


def test_nothing_runs_again_if_nothing_has_changed(planned):
    assert planned().to_run == [] and list(planned().reused) == ["one", "two"]


def test_a_notebook_runs_again_if_one_of_its_own_parameters_changes(planned):
    assert planned(parameters={"year": "2008"}).to_run == ["two"]
    assert planned(parameters={"year": "2007"}).to_run == []  # the default


def test_a_notebook_that_was_edited_runs_again(planned, reported):
    notebook(reported / "notebooks", "one", FINDING, "1 + 1", title="# The first")
    assert planned().to_run == ["one"]


def test_every_notebook_runs_again_if_an_article_changes(planned, reported):
    article = next((reported / "articles").glob("*.txt"))
    article.write_text(article.read_text(encoding="utf-8").replace("8.36", "9.99"), encoding="utf-8")
    assert planned().to_run == ["one", "two"]


def test_force_runs_every_requested_notebook(planned):
    assert planned(force=True).to_run == ["one", "two"]
    assert planned(force=True, only=("one",)).to_run == ["one"]


def test_a_notebook_whose_executed_copy_was_changed_runs_again(planned, reported):
    copy = reported / "reports" / "articles" / "notebooks" / "one.ipynb"
    copy.write_text(copy.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert planned().to_run == ["one"]


def test_a_notebook_that_failed_runs_again(planned, reported):
    path = reported / "reports" / "articles" / "report.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"problem": ""', '"problem": "it stopped"', 1), "utf-8")
    assert planned().to_run == ["one"]


def test_only_the_sets_with_another_value_run_again(planned):
    assert planned(sets={"": {"year": "2007"}}).to_run == []
    assert planned(sets={"": {"year": "2021"}}).to_run == ["two"]


def test_with_only_a_page_is_kept_while_it_is_valid_and_left_out_afterwards(planned, reported):
    notebook(reported / "notebooks", "one", FINDING, "1 + 1", title="# The first")
    plan = planned(only=("one",))
    assert (plan.to_run, list(plan.reused), plan.left_out) == (["one"], ["two"], [])
    next((reported / "articles").glob("*.txt")).open("a").write("\n")
    plan = planned(only=("one",))
    assert (plan.to_run, list(plan.reused), plan.left_out) == (["one"], [], ["two"])


# Wrong requests


@pytest.mark.parametrize(
    "words, said",
    [
        (["-p", "yaer", "2008"], "did you mean year?"),
        (["-p", "year", "abc"], "parameter year is int, got 'abc' (a year)"),
        (["--only", "on"], "did you mean one?"),
    ],
)
def test_a_wrong_parameter_is_one_line_and_makes_nothing(place, words, said):
    made = run(place, *words)
    assert made.returncode == 2
    assert said in made.stderr and made.stderr.count("\n") == 1
    assert not (place / "reports").exists()


def test_a_file_that_is_not_a_notebook_is_reported_before_anything_starts(place):
    (place / "notebooks" / "one.ipynb").write_text("{}", encoding="utf-8")
    made = run(place)
    assert made.returncode == 2 and "one.ipynb: not a notebook" in made.stderr and not (place / "reports").exists()


# The name of a report


def test_a_file_of_bare_parameters_is_one_report(place, monkeypatch):
    monkeypatch.chdir(place)
    (place / "one.yaml").write_text("year: 2001\n", encoding="utf-8")
    sets = parameters.sets(place / "one.yaml")
    request = planning.Request("articles", notebooks=place / "notebooks", sets=sets)
    assert list(sets) == [""] and planning.output(request) == Path("reports", "articles")
    passed = planning.plan(request, "").passed
    assert passed == {"one": {"corpus": "articles"}, "two": {"corpus": "articles", "year": 2001}}


@pytest.mark.parametrize(
    "corpus, name",
    [
        ("articles", "articles"),
        ("articles/", "articles"),
        ("./articles/.", "articles"),
        ("articles/*.txt", "articles"),
        ("art*/*.txt", "work"),
        ("**/*.txt", "work"),
        ("articles/a.b.txt", "a.b"),
        ("../work/articles", "articles"),
        ("articles/../articles/..", "work"),
        ("s3://bucket/some/texts/", "texts"),
        ("s3://bucket/some/*.txt", "some"),
        ("s3://bucket", "bucket"),
        ("https://me:secret@example.org/a/x.txt?token=abc", "x.txt"),
        ("https://me:secret@example.org", "example.org"),
        ('.a "quoted": <one>?', "a -quoted-- -one--"),
        ("long" * 50, "long" * 37 + "lo-55b71ce2"),
    ],
)
def test_a_report_is_called_as_its_articles_are(tmp_path, monkeypatch, corpus, name):
    work = tmp_path / "work"
    articles(work / "articles") if work.mkdir() is None else None
    (work / "articles" / "a.b.txt").write_text("one", encoding="utf-8")
    if not ({"/", "*"} & set(corpus)):
        (work / corpus).mkdir(exist_ok=True)
    monkeypatch.chdir(work)
    assert planning.output(planning.Request(corpus)) == Path("reports", name)


def test_users_passwords_and_tokens_in_an_address_are_not_shown():
    address = "https://me:secret@example.org/a/x.txt?token=abc"
    assert planning.located(address) == (address, "https://example.org/a/x.txt")
    plan = planning.Plan("", *planning.located(address), {}, {}, {})
    assert planning.hidden(plan) == ["me:secret@", "?token=abc"]


def test_the_notebooks_of_the_project_are_found_in_the_order_of_the_report():
    assert list(planning.notebooks())[:4] == ["trade-trends", "security-agenda", "actor-map", "corpus"]
