"""A project: a folder of one's own with articles (`seeds/`), notebooks, parameters, and a check of the notebooks.

Files are copies of what comes with kzcn. A file that is there is never changed, so that `make` can run again.
"""

from __future__ import annotations

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import kzcn
from kzcn import fingerprint, publish, sources
from kzcn.errors import KzcnError
from kzcn.report import cache, planning

ARTICLES, NOTEBOOKS, PARAMETERS = "seeds", "notebooks", "params.yaml"
TEMPLATE = fingerprint.PACKAGE / "template"  # a name that begins with `dot-` is a dotfile in the project
DOT = "dot-"


class NoProject(KzcnError):
    """A project cannot be made in a folder."""


def find(here: Path) -> Path | None:
    """Returns the project that a folder is in: itself or the nearest one above it with parameters and notebooks."""
    for folder in (here, *here.parents):
        if (folder / PARAMETERS).is_file() and any((folder / NOTEBOOKS).glob("*.ipynb")):
            return folder
    return None


def make(folder: Path, corpus: str | None = None) -> tuple[list[str], list[str]]:
    """Makes a project, or adds missing files, and returns the names of the new files and a line per problem.

    `corpus` is an address of articles (default: the example) or of one page; they are copied as received. The
    notebooks come with outputs for the example; for other articles they are run. NoProject, NoCorpus or NotFetched
    is raised before a file is written.
    """
    if folder.exists() and not folder.is_dir():
        raise NoProject(f"{folder} is a file: give another folder")
    written = []
    if corpus and corpus.startswith(("http://", "https://")):
        from kzcn import (
            adding,
        )  # only here: it loads the reader of pages, which a report that is unchanged does not need

        page, new = adding.add(corpus, folder / ARTICLES)
        written += [page.relative_to(folder).as_posix()] if new else []
        corpus = None
    articles, problems = _articles(folder, corpus)
    written += [name for name, data in (*articles.items(), *_template().items()) if _put(folder / name, data)]
    if not any((folder / NOTEBOOKS).glob("*.ipynb")):
        paths = list(planning.notebooks().values())
        if cache.files(str(folder.resolve() / ARTICLES)) == cache.files(str(fingerprint.shipped(ARTICLES))):
            contents = [(path.read_bytes(), "") for path in paths]
        else:
            with ThreadPoolExecutor() as pool:
                contents = list(pool.map(lambda path: _run(path, folder / NOTEBOOKS), paths))
        for path, (content, problem) in zip(paths, contents, strict=True):
            name = f"{NOTEBOOKS}/{path.name}"
            written += [name] if _put(folder / name, content) else []
            problems += [f"{name}: {problem}"] if problem else []
    return written, problems


def _articles(folder: Path, corpus: str | None) -> tuple[dict[str, bytes], list[str]]:
    """Returns the articles and sidecars for a project by name, and a line for each file that cannot be read."""
    if corpus is None:
        if any((folder / ARTICLES).glob("*")):
            return {}, []
        files = sorted(path for path in fingerprint.shipped(ARTICLES).iterdir() if path.is_file())
        return {f"{ARTICLES}/{path.name}": path.read_bytes() for path in files}, []
    here = publish.anchor(sources.locate(corpus))
    if here and here.is_dir() and folder.resolve().is_relative_to(here.resolve()):
        raise NoProject(f"{folder} is in the folder of the articles, {corpus}: give another folder")
    found = sources.find(corpus)
    addresses = [source.address.split("/") for source in found.sources]
    folders = zip(*(steps[:-1] for steps in addresses), strict=False)
    above = len(list(itertools.takewhile(lambda names: len(set(names)) == 1, folders)))
    articles = {}
    for source, steps in zip(found.sources, addresses, strict=True):
        name = "/".join([ARTICLES, *steps[above:]])
        articles[name] = sources.read(source.address)
        if source.sidecar:
            articles[sources.sidecar(name)] = sources.read(source.sidecar)
    for address in found.corrections.values():
        articles["/".join([ARTICLES, *address.split("/")[above:]])] = sources.read(address)
    return articles, [f"set aside: {problem.uri}: {problem.reason}" for problem in found.problems]


def _template() -> dict[str, bytes]:
    """Returns the other files of a project by name."""
    return {
        path.relative_to(TEMPLATE).as_posix().replace(DOT, "."): path.read_bytes().replace(
            b"VERSION", kzcn.__version__.encode()
        )
        for path in sorted(TEMPLATE.rglob("*"))
        if path.is_file()
    }


def _put(path: Path, data: bytes) -> bool:
    """Writes a file that is not there yet, and returns whether it wrote it."""
    if os.path.lexists(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with publish.whole(path) as beside:
        beside.write_bytes(data)
    return True


def _run(notebook: Path, folder: Path) -> tuple[bytes, str]:
    """Returns a notebook with the outputs that it gives in a folder, and what went wrong, if anything."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    from kzcn.report import kernels

    folder.mkdir(parents=True, exist_ok=True)
    content = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        content,
        record_timing=False,
        kernel_manager_class=kernels.Manager,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(folder)}},
    )
    problem = ""
    try:
        client.execute()
    except CellExecutionError as error:
        problem = f"{error.ename}: {error.evalue}; kzcn report says where"
    return (nbformat.writes(content) + "\n").encode(), problem
