"""The typed `parameters` cell of a notebook: its declarations, and strict checks of the values passed to it.

`kzcn report` reads the cell from the file of the notebook, so that a wrong name or type is reported before any notebook starts. A notebook
calls `check`, which reads the cells that the kernel has run, so that the same checks apply under papermill and in JupyterLab.
"""

from __future__ import annotations

import ast
import difflib
import io
import json
import os
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

from kzcn.errors import KzcnError

TAG = "parameters"
PASSED = "# Parameters\n"  # the first line of the cell in which papermill writes the values passed to it
WORDS = {"true": True, "yes": True, "false": False, "no": False}
NOTHING = ("none", "null", "")
CORPUS = "KZCN_CORPUS"  # the environment variable with the articles that `kzcn lab` opens notebooks on
EXAMPLE = "seeds"  # what it stands in for


class BadParameter(KzcnError):
    """A parameter that no notebook declares, or a value that does not have its type."""

    def _render_traceback_(self) -> list[str]:
        """Returns what IPython shows: only the message, because no line of code is at fault."""
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True)
class Parameter:
    """One line of a `parameters` cell: its name, type as written, default and comment."""

    name: str
    type: str
    default: Any
    comment: str


def declared(notebook: Path) -> dict[str, Parameter]:
    """Returns the parameters that a notebook declares, by name, in the order of its cell tagged `parameters`.

    A parameter without a type has the type of its default. BadParameter is raised if the cell contains anything but plain values.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError):
        raise BadParameter(f"{notebook.name}: not a notebook (of nbformat 4); open and save it in JupyterLab") from None
    source = next(("".join(cell["source"]) for cell in cells if TAG in cell["metadata"].get("tags", [])), "")
    try:
        return _read(source)
    except (SyntaxError, ValueError):
        raise BadParameter(
            f"{notebook.name}: its parameters cell should hold lines like `year: int = 2007  # what it means`"
        ) from None


def _read(source: str) -> dict[str, Parameter]:
    comments = _comments(source)
    found = {}
    for line in ast.parse(source).body:
        if not isinstance(line, ast.AnnAssign | ast.Assign) or line.value is None:
            raise ValueError
        target = line.target if isinstance(line, ast.AnnAssign) else line.targets[0]
        default = ast.literal_eval(line.value)
        kind = ast.unparse(line.annotation) if isinstance(line, ast.AnnAssign) else type(default).__name__
        name = ast.unparse(target)
        found[name] = Parameter(name, kind, default, comments.get(line.end_lineno or 0, ""))
    return found


def _comments(source: str) -> dict[int, str]:
    """Returns the comments of code by line number."""
    return {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }


def check(namespace: dict[str, Any]) -> None:
    """Checks the parameters of a notebook in its `globals()`, and converts their values in place to the declared types.

    Parameters are the typed lines (`year: int = 2007`) of the cells that have run. BadParameter is raised as in `kzcn report`: for a name
    that papermill passed but no cell declares, and for a value that does not have its type. A corpus that is `seeds` becomes the one that
    `kzcn lab CORPUS` was started with.
    """
    known: dict[str, Parameter] = {}
    passed: list[str] = []
    for source in namespace.get(
        "In", ()
    ):  # a script exported from a notebook has no inputs, so its values stay as written
        if source.startswith(PASSED):
            passed = [ast.unparse(line.targets[0]) for line in ast.parse(source).body if isinstance(line, ast.Assign)]
        elif typed := _typed(source):
            known |= typed
            passed = []  # values passed before the declarations ran again no longer apply
    _refuse_unknown(passed, known)
    for name in known.keys() & namespace.keys():
        namespace[name] = value(known[name], namespace[name])
    if "corpus" in known and namespace.get("corpus") == EXAMPLE and os.environ.get(CORPUS):
        namespace["corpus"] = os.environ[CORPUS]
        print(f"corpus: {namespace['corpus']}")


def _typed(source: str) -> dict[str, Parameter]:
    """Returns the parameters among the lines of code."""
    try:
        lines, comments = ast.parse(source).body, _comments(source)
    except SyntaxError:  # a cell that cannot run declares nothing
        return {}
    return {
        line.target.id: Parameter(
            line.target.id, ast.unparse(line.annotation), None, comments.get(line.end_lineno or 0, "")
        )
        for line in lines
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and _is_plain(line.annotation)
    }


def _is_plain(annotation: ast.expr) -> bool:
    match annotation:
        case ast.BinOp(left, ast.BitOr(), right):
            return _is_plain(left) and _is_plain(right)
        case ast.Subscript(ast.Name("list"), item):
            return _is_plain(item)
        case ast.Constant(None) | ast.Name("str" | "int" | "float" | "bool"):
            return True
    return False


def _refuse_unknown(names: Iterable[str], known: Iterable[str]) -> None:
    known = sorted(known)
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known) or 'none'}"
            raise BadParameter(f"there is no parameter {name}: {hint}")


def checked(given: Mapping[str, Any], notebooks: Mapping[str, Path]) -> dict[str, dict[str, Any]]:
    """Returns for each notebook the values in `given` that it declares, converted to their types.

    Values are texts from the command line or a YAML file, or lists of texts. BadParameter is raised for a name that no notebook declares
    and for a value that does not have its type.
    """
    cells = {name: declared(path) for name, path in notebooks.items()}
    _refuse_unknown(given, {parameter for cell in cells.values() for parameter in cell})
    return {
        notebook: {name: value(cell[name], text) for name, text in given.items() if name in cell}
        for notebook, cell in cells.items()
    }


def value(parameter: Parameter, given: Any) -> Any:
    """Returns a text, a number or a list of these as a value of the parameter's type; BadParameter if it cannot be one.

    A number is read as its text, and a list for a text parameter is joined with `;`.
    """
    try:
        return _convert(
            ast.parse(parameter.type, mode="eval").body,
            [_typed_in(part) for part in given] if isinstance(given, list) else _typed_in(given),
        )
    except ValueError:
        about = f" ({parameter.comment})" if parameter.comment else ""
        raise BadParameter(f"parameter {parameter.name} is {parameter.type}, got {given!r}{about}") from None


def _typed_in(given: Any) -> str:
    """Returns a single value as text, as on a command line."""
    if not isinstance(given, str | Real | os.PathLike | None):
        raise ValueError
    return str(given)


def _convert(annotation: ast.expr, text: str | list[str]) -> Any:
    match annotation:
        case ast.BinOp(left, ast.BitOr(), right):
            # None comes first, so that "none" for `str | None` is None; text comes last, because every value is a text.
            for kind in sorted(
                (left, right),
                key=lambda kind: (
                    ("None", "int", "float", "bool").index(ast.unparse(kind))
                    if ast.unparse(kind) in ("None", "int", "float", "bool")
                    else 9
                ),
            ):
                try:
                    return _convert(kind, text)
                except ValueError:
                    continue
            raise ValueError
        case ast.Subscript(ast.Name("list"), item):
            texts = text if isinstance(text, list) else [part.strip() for part in text.split(",") if part.strip()]
            return [_convert(item, part) for part in texts]
        case ast.Constant(None):
            if isinstance(text, str) and text.lower() in NOTHING:
                return None
        case ast.Name("str"):
            return text if isinstance(text, str) else ";".join(text)
        case ast.Name("int") if isinstance(text, str):
            return int(text)
        case ast.Name("float") if isinstance(text, str):
            return float(text)
        case ast.Name("bool") if isinstance(text, str) and text.lower() in WORDS:
            return WORDS[text.lower()]
    raise ValueError


def sets(file: Path) -> dict[str, dict[str, Any]]:
    """Returns the named parameter sets of a YAML file; a file of plain parameters is one set, named "".

    Scalars stay text until the type in the notebook converts them: `since: 2005` is valid for `str` and for `int`.
    """
    import yaml

    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise BadParameter(f"{file}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict) or not content:
        raise BadParameter(f"{file}: expected `name: value` lines, or named sets of them")
    named = [isinstance(part, dict) for part in content.values()]
    if all(named):
        for name in content:
            if not name.replace("-", "").replace("_", "").replace(".", "").isalnum() or name.startswith("."):
                raise BadParameter(f"{file}: {name!r} cannot name a folder; use letters, digits, - and _")
        return content
    if any(named):
        raise BadParameter(f"{file}: holds both bare parameters and named sets; give one or the other")
    return {"": content}
