"""Parameters of notebooks: what a cell declares, and the same message for a wrong name or value wherever it is passed."""

from pathlib import Path

import pytest
from building import environment, notebook
from jupyter_client.manager import start_new_kernel

from kzcn import parameters


def declared(folder, cell):
    notebook(folder, "book", parameters=cell)
    return parameters.declared(folder / "book.ipynb")


def test_parameters_are_read_with_type_default_and_comment(tmp_path):
    found = declared(
        tmp_path,
        'year: int = 2007  # first year\nwho: list[str] = ["KAZ"]\nend: str | None = None  # last\nshare = 0.5',
    )
    assert [(name, parameter.type) for name, parameter in found.items()] == [
        ("year", "int"),
        ("who", "list[str]"),
        ("end", "str | None"),
        ("share", "float"),
    ]
    assert (found["year"].type, found["year"].default, found["year"].comment) == ("int", 2007, "first year")


@pytest.mark.parametrize("cell", ["year: int = int('5')", "year: int", "import os", "year: int = = 5"])
def test_a_parameters_cell_that_holds_more_than_plain_values_is_refused(tmp_path, cell):
    with pytest.raises(parameters.BadParameter, match=r"book\.ipynb"):
        declared(tmp_path, cell)


@pytest.mark.parametrize(
    "kind, text, value",
    [
        ("int", "2007", 2007),
        ("float", "1.5", 1.5),
        ("bool", "yes", True),
        ("bool", "False", False),
        ("str", "2007", "2007"),
        ("str | None", "none", None),
        ("str | None", "x", "x"),
        ("int | str", "5", 5),
        ("int | str", "x", "x"),
        ("list[str]", "KAZ, CHN", ["KAZ", "CHN"]),
        ("list[int]", ["1", "2"], [1, 2]),
        ("str", ["a", 2], "a;2"),
        ("str", 2007, "2007"),
        ("bool", True, True),
        ("int", 3, 3),
        ("list[int]", [1, 2], [1, 2]),
        ("str | None", None, None),
        ("str", Path("seeds"), "seeds"),
    ],
)
def test_values_are_converted_to_the_declared_type(kind, text, value):
    assert parameters.value(parameters.Parameter("p", kind, None, ""), text) == value


@pytest.mark.parametrize(
    "kind, text",
    [
        ("int", "abc"),
        ("int", "1.5"),
        ("float", "x"),
        ("bool", "maybe"),
        ("bool", 1),
        ("int", True),
        ("str", {"a": 1}),
        ("str", [["a"]]),
        ("list[int]", "1,b"),
        ("int", ""),
    ],
)
def test_values_of_another_type_are_refused(kind, text):
    with pytest.raises(parameters.BadParameter, match="parameter p is"):
        parameters.value(parameters.Parameter("p", kind, None, ""), text)


@pytest.mark.parametrize(
    "content, said",
    [
        ("- a\n", "expected `name: value`"),
        ("a: 1\nb: {c: 2}\n", "both bare parameters and named sets"),
        ("../x: {a: 1}\n", "cannot name a folder"),
        ("a: [\n", "not YAML"),
    ],
)
def test_an_ambiguous_or_damaged_file_of_parameters_is_refused(tmp_path, content, said):
    (tmp_path / "p.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(parameters.BadParameter, match=said):
        parameters.sets(tmp_path / "p.yaml")


@pytest.fixture(scope="module")
def kernel():
    """Runs a cell in a kernel, as JupyterLab does, and returns what it prints, or the lines of its error."""
    manager, client = start_new_kernel(env=environment())

    def run(source):
        said = []
        client.execute_interactive(source, timeout=60, output_hook=lambda message: said.append(message["content"]))
        return [
            line
            for content in said
            for line in content.get("traceback", [content["text"]] if "text" in content else [])
        ]

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


CHECK = "import kzcn.parameters\nkzcn.parameters.check(globals())\nprint(repr(shown), themes)"
CELL = 'shown: bool = {shown}  # whether to show it\nthemes: str = {themes}  # labels joined by ";"'


def test_in_jupyterlab_a_cell_can_be_edited_and_run_again_in_any_order(kernel):
    assert kernel(CELL.format(shown="True", themes="'a'")) == []
    assert kernel(CHECK) == ["True a\n"]
    kernel("anything = 5\nlarge: dict[str, int] = {}\n%time other = anything\ncount: int")
    kernel(CELL.format(shown="'no'", themes="['a', 'b']"))
    assert kernel(CHECK) == kernel(CHECK) == ["False a;b\n"]
    kernel(CELL.format(shown="1", themes="'a'"))
    assert kernel(CHECK) == ["BadParameter: parameter shown is bool, got 1 (whether to show it)"]
    kernel(CELL.format(shown="not 0", themes="'a' + 'b'"))
    assert kernel(CHECK) == ["True ab\n"]


def test_a_name_passed_by_papermill_is_checked_until_the_parameters_cell_runs_again(kernel):
    kernel(CELL.format(shown="True", themes="''"))
    kernel("# Parameters\nthems = 'a'\n")
    assert kernel(CHECK) == ["BadParameter: there is no parameter thems: did you mean themes?"]
    kernel(CELL.format(shown="True", themes="'b'"))
    assert kernel(CHECK) == ["True b\n"]
