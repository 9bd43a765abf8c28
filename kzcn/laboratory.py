"""JupyterLab on the notebooks of a project, in this process, so that it ends with the command."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from kzcn import parameters, project, sources
from kzcn.report import planning

PLACE = Path("kzcn-lab")  # the project that is made where there is none


def run(corpus: str | None, notebooks: Path | None, options: Sequence[str], say: Callable[[str], None]) -> int:
    """Runs JupyterLab until it is stopped, and returns 0; no notebook file is changed.

    The kernels read the articles at `corpus` where a notebook says `seeds`. UnknownNotebook and NoCorpus are raised
    before it starts.
    """
    if corpus is not None:
        sources.find(corpus)
        address = sources.locate(corpus)
        address = address if "://" in address else os.path.normpath(address)
        os.environ[parameters.CORPUS] = address
        say(f"kzcn: the notebooks read {sources.printable(address)} where they say seeds")
    folder, page = _place(notebooks, say)
    words = [str(folder), f"--LabApp.default_url=/lab/tree/{page}", *_as_root(options, say), *options]
    from jupyterlab.labapp import LabApp

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # On a terminal the server asks first. Elsewhere an exception could end in one of its callbacks.
        signal.signal(signal.SIGINT, lambda *_: signal.raise_signal(signal.SIGTERM))
    LabApp.launch_instance(argv=words)
    return 0


def _place(notebooks: Path | None, say: Callable[[str], None]) -> tuple[Path, str]:
    """Returns the folder to open, and in it the folder of the notebooks."""
    if notebooks:
        planning.notebooks(notebooks)
        return notebooks.resolve(), ""
    home = project.find(Path.cwd())
    if home is None:
        home = PLACE.resolve()
        project.make(home)
        say(f"kzcn: the notebooks are copies, in {PLACE}; what you change there stays")
    return home, project.NOTEBOOKS


def _as_root(options: Sequence[str], say: Callable[[str], None]) -> list[str]:
    if (
        not hasattr(os, "geteuid")
        or os.geteuid() != 0
        or any("allow-root" in word or "allow_root" in word for word in options)
    ):
        return []
    say("kzcn: you are root, so JupyterLab starts with --allow-root")
    return ["--allow-root"]
