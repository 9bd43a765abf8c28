"""One notebook run by papermill: the executed copy on disk, and its failure, if any, as data."""

from __future__ import annotations

import html
import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzcn.report import links

REPORT = "../"  # the report, relative to its notebooks
INJECTED = "injected-parameters"
ERROR_MARKER = "papermill-error-cell-tag"
STEPS = {"papermill", "execution"}  # metadata that holds the times of a run

Progress = Callable[[int, int, str], None]  # cells done, cells in all, the first line of the current cell


@dataclass(frozen=True)
class Failure:
    """The cell at which a notebook stopped, and the reason."""

    cell: int  # counted from 1 in the executed notebook; 0 if no cell was started
    source: str
    error: str
    cause: str

    @property
    def place(self) -> str:
        """Returns the cell in words."""
        return f"cell {self.cell} ({first_line(self.source)})" if self.cell else "before the first cell"

    def __str__(self) -> str:
        return f"{self.place}: {self.error}; {self.cause}"


def load_engine() -> None:
    """Imports papermill without an expensive grammar that it does not need.

    nbformat imports jsonschema, which builds a grammar of internationalised addresses (about one second) if `rfc3987_syntax` is installed,
    as it is with JupyterLab. The schema of notebooks has no such addresses, and jsonschema also works without the module.
    """
    unneeded = "rfc3987_syntax"
    with _absent(unneeded) if unneeded not in sys.modules else _nothing():
        import papermill.execute  # noqa: F401


@contextmanager
def _absent(module: str) -> Iterator[None]:
    sys.modules[module] = None  # type: ignore[assignment]  # makes the import fail
    try:
        yield
    finally:
        del sys.modules[module]


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def run(
    notebook: Path,
    target: Path,
    parameters: Mapping[str, Any],
    *,
    shown: Mapping[str, str],
    timeout: int | None,
    progress: Progress,
) -> Failure | None:
    """Runs a notebook and returns the failure, None if every cell ran; the executed notebook is at `target` in both cases.

    `shown` maps local paths to the words that replace them in the executed notebook; `timeout` is in seconds per cell. Several threads can
    call this at once: nothing depends on the working folder.
    """
    load_engine()
    import papermill.execute
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from kzcn.report import kernels

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # its messages are reported here, once
    cells = _cells(notebook)
    begun: list[Any] = [{"source": ""}]
    running: list[Any] = []
    managers: list[kernels.Manager] = []

    class Manager(kernels.Manager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            managers.append(self)

    def on_start(cell: Any, cell_index: int) -> None:
        begun.append(cell)
        progress(cell_index, len(cells) + bool(parameters), first_line(cell["source"]))

    failure = None
    try:
        # Saved once at the end: saving and validating the notebook after each cell takes longer than many cells run.
        papermill.execute.execute_notebook(
            str(notebook),
            str(target),
            dict(parameters),
            request_save_on_cell_execute=False,
            progress_bar=False,
            execution_timeout=timeout,
            on_notebook_start=lambda notebook: running.append(notebook),
            on_cell_start=on_start,
            kernel_manager_class=Manager,
            shutdown_kernel="immediate",
        )
    except PapermillExecutionError as error:
        failure = Failure(
            len(begun) - 1,
            error.source,
            f"{error.ename}: {error.evalue}",
            "see the error below the cell in the executed copy",
        )
    except CellTimeoutError:
        failure = Failure(
            len(begun) - 1,
            begun[-1]["source"],
            f"still running after {timeout} s",
            "it hangs or needs longer: give --timeout SECONDS",
        )
    except DeadKernelError:
        failure = Failure(len(begun) - 1, begun[-1]["source"], "the kernel died", _cause(managers[-1].exit_code()))
    except NoSuchKernel as error:
        failure = Failure(
            0, "", f"there is no kernel {error.name}", "choose Python 3 in the notebook, or install that kernel"
        )
    except (RuntimeError, TimeoutError) as error:  # jupyter_client raises these for a kernel that never answers
        failure = Failure(0, "", f"the kernel did not start: {error}", "try it by itself: jupyter lab, then Run All")
    if failure and not target.exists():
        target.write_text(json.dumps(running[0]) if running else notebook.read_text(encoding="utf-8"), encoding="utf-8")
    _tidy(target, shown)
    return failure


def _cause(exit_code: int | None) -> str:
    if exit_code == -9:
        return "it was killed from outside, most likely because memory ran out: try fewer --jobs or fewer articles"
    if exit_code in (-11, -6, -4, -7):
        return "it crashed in compiled code: update the packages that the cell uses"
    return f"it ended by itself with code {exit_code}: look for exit calls in the cell"


def first_line(source: str) -> str:
    """Returns the first line of a cell that is not blank, shortened."""
    line = next((line.strip("# ") for line in source.splitlines() if line.strip("# ")), "")
    return line if len(line) <= 60 else line[:59] + "…"


def _cells(notebook: Path) -> list[Any]:
    return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def _tidy(notebook: Path, shown: Mapping[str, str]) -> None:
    # The same inputs give the same bytes: times, random ids and local paths are removed.
    content = json.loads(notebook.read_text(encoding="utf-8"))
    parameters = content["metadata"].pop("papermill", {}).get("parameters", {})
    content["metadata"]["papermill"] = {"parameters": _shown(parameters, shown, str)}
    for n, cell in enumerate(content["cells"]):
        cell["metadata"] = {name: value for name, value in cell["metadata"].items() if name not in STEPS}
        tags = cell["metadata"].get("tags", [])
        if INJECTED in tags or ERROR_MARKER in tags:
            cell["id"] = f"{tags[0]}-{n}"
        if INJECTED in tags:
            cell["source"] = _shown(
                cell["source"], shown, lambda words: json.dumps(words, ensure_ascii=False)[1:-1]
            )  # inside a Python string
        for output in cell.get("outputs", []):
            markup = output.get("data", {}).pop("text/html", None)
            output.update(_shown(output, shown, str))
            if markup is not None:
                output["data"]["text/html"] = _shown(links.linked("".join(markup), REPORT), shown, html.escape)
    notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _shown(content: Any, shown: Mapping[str, str], written: Callable[[str], str]) -> Any:
    """Returns JSON content without local paths; `written` encodes the words that replace them for the surrounding text."""
    if isinstance(content, dict):
        return {name: _shown(value, shown, written) for name, value in content.items()}
    if isinstance(content, list):
        return [_shown(value, shown, written) for value in content]
    if isinstance(content, str):
        for place, words in shown.items():
            content = content.replace(place, written(words))
    return content
