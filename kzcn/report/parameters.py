"""The typed `parameters` cell of a notebook: what it declares, and strict checks of what is passed to it.

Read from the notebook's JSON with the standard library, so that a wrong name or type is told before anything is imported or started.
"""

from __future__ import annotations

import ast
import difflib
import io
import json
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TAG = "parameters"
WORDS = {"true": True, "yes": True, "false": False, "no": False}
NOTHING = ("none", "null", "")


class BadParameter(ValueError):
    """A parameter that no notebook has, or a value that is not of its type; the message says how to mend it."""


@dataclass(frozen=True)
class Parameter:
    """One line of a `parameters` cell: its name, type as written, default and comment."""

    name: str
    type: str
    default: Any
    comment: str


def declared(notebook: Path) -> dict[str, Parameter]:
    """Returns the parameters that a notebook declares, by name, in the order of its cell tagged `parameters`.

    A parameter without a type has that of its default. BadParameter is raised for a cell that holds anything but plain values.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError):
        raise BadParameter(f"{notebook.name}: not a notebook (of nbformat 4); open and save it in JupyterLab") from None
    source = next(("".join(cell["source"]) for cell in cells if TAG in cell["metadata"].get("tags", [])), "")
    try:
        return _read(source)
    except (SyntaxError, ValueError):
        raise BadParameter(f"{notebook.name}: its parameters cell should hold lines like `year: int = 2007  # what it means`") from None


def _read(source: str) -> dict[str, Parameter]:
    comments = {token.start[0]: token.string.lstrip("# ") for token in tokenize.generate_tokens(io.StringIO(source).readline)
                if token.type == tokenize.COMMENT}
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


def checked(given: Mapping[str, Any], notebooks: Mapping[str, Path]) -> dict[str, dict[str, Any]]:
    """Returns for each notebook the values of `given` that it declares, converted to their types.

    Values are text as typed on a command line or read from a YAML file (lists of text for lists). A notebook takes only the parameters
    that it declares; BadParameter is raised for a name that none of them declares and for a value that is not of its type.
    """
    cells = {name: declared(path) for name, path in notebooks.items()}
    known = sorted({parameter for cell in cells.values() for parameter in cell})
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known) or 'none'}"
            raise BadParameter(f"no notebook has a parameter {name}: {hint}")
    return {notebook: {name: value(cell[name], text) for name, text in given.items() if name in cell} for notebook, cell in cells.items()}


def value(parameter: Parameter, text: Any) -> Any:
    """Returns a text (or list of texts) as a value of the parameter's type; BadParameter where it is none."""
    try:
        return _convert(ast.parse(parameter.type, mode="eval").body, text)
    except ValueError:
        about = f" ({parameter.comment})" if parameter.comment else ""
        raise BadParameter(f"parameter {parameter.name} is {parameter.type}, got {text!r}{about}") from None


def _convert(annotation: ast.expr, text: Any) -> Any:
    match annotation:
        case ast.BinOp(left, ast.BitOr(), right):
            # Nothing first, so that "none" for `str | None` is None; text last, because every text is a text.
            for kind in sorted((left, right), key=lambda kind: ("None", "int", "float", "bool").index(ast.unparse(kind))
                               if ast.unparse(kind) in ("None", "int", "float", "bool") else 9):
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
        case ast.Name("str") if isinstance(text, str):
            return text
        case ast.Name("int") if isinstance(text, str):
            return int(text)
        case ast.Name("float") if isinstance(text, str):
            return float(text)
        case ast.Name("bool") if isinstance(text, str) and text.lower() in WORDS:
            return WORDS[text.lower()]
    raise ValueError


def sets(file: Path) -> dict[str, dict[str, Any]]:
    """Returns the named parameter sets of a YAML file; a file of bare parameters is one set, named "".

    Scalars stay text, to be converted by the type that the notebook declares: `since: 2005` is right for `str` and for `int`.
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
