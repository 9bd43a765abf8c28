"""What a report has to do: per parameter set its articles, its notebooks with what is passed to them, and which need not run again."""

from __future__ import annotations

import difflib
import glob
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kzcn import parameters, publish, sources
from kzcn.errors import KzcnError
from kzcn.report import cache

TAKEN = ("diff", "index")  # pages that are no notebook's
ORDER = ("trade-trends", "security-agenda", "actor-map", "corpus")


class UnknownNotebook(KzcnError):
    """A notebook was asked for that is not there; the message names near ones."""


@dataclass(frozen=True)
class Request:
    """What to report on, from where to where."""

    corpus: str = "seeds"
    out: Path | None = None  # a folder of its own in `reports` where none is given
    only: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)  # as typed, by name
    sets: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: {"": {}}
    )  # the same by name of the set; "" for the only one
    jobs: int = 1
    force: bool = False
    pdf: bool = False
    timeout: int | None = None  # seconds per cell
    notebooks: Path | None = None
    fork: bool = False  # kernels from one process with all imports made: only for a program whose main module may be imported again


@dataclass
class Plan:
    """One parameter set: its articles, and for each notebook what is passed to it, its key and, where it need not run, its executed copy."""

    name: str
    address: str  # where the articles are
    shown: str  # how pages name that place, without the folders of this machine
    books: dict[str, Path]
    passed: dict[str, dict[str, Any]]
    keys: dict[str, str]
    reused: dict[str, Path] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)  # why a page could not be made, once that is known

    @property
    def to_run(self) -> list[str]:
        return [name for name in self.books if name not in self.reused]


def notebooks(folder: Path | None = None) -> dict[str, Path]:
    """Returns the notebooks by name in the order of the report: those of a folder, by default this project's own."""
    if folder is None:
        inside = cache.PACKAGE / "notebooks"  # in an installed package; beside it in a checkout
        folder = inside if inside.is_dir() else cache.PACKAGE.parent / "notebooks"
    found = {path.stem: path.resolve() for path in sorted(folder.glob("*.ipynb"))}
    if not found:
        raise UnknownNotebook(f"{folder}: no notebooks there")
    for name in sorted({*found} & {*TAKEN}):
        raise UnknownNotebook(
            f"{name}.ipynb: every report has a page {name}.html of its own; give the notebook another name"
        )
    return {
        name: found[name]
        for name in sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    }


def plan(request: Request, name: str) -> Plan:
    """Returns the plan of one parameter set, with everything to run; a wrong name, type or address is raised here."""
    books = notebooks(request.notebooks)
    for wanted in request.only:
        if wanted not in books:
            near = difflib.get_close_matches(wanted, books, n=1)
            raise UnknownNotebook(
                f"no notebook {wanted}: " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(books)}")
            )
    given = {**request.sets[name], **request.parameters}
    checked = parameters.checked(given, books)
    address, shown = located(_corpus(request, name))
    articles = cache.files(address)
    passed, keys = {}, {}
    for book, path in books.items():
        declared = parameters.declared(path)
        values = {**checked[book], **({"corpus": shown} if "corpus" in declared else {})}
        passed[book] = {parameter: value for parameter, value in values.items() if value != declared[parameter].default}
        keys[book] = cache.key(
            path, {**{parameter.name: parameter.default for parameter in declared.values()}, **values}, articles
        )
    return Plan(name, address, shown, books, passed, keys)


def _corpus(request: Request, name: str) -> str:
    return str({**request.sets[name], **request.parameters}.get("corpus", request.corpus))


def output(request: Request) -> Path:
    """Returns the folder of the report: the one asked for, or in `reports` one that is called as the articles are."""
    corpora = dict.fromkeys(_corpus(request, name) for name in request.sets)
    return request.out or Path("reports", "+".join(dict.fromkeys(_name(located(corpus)[0]) for corpus in corpora)))


def _name(address: str) -> str:
    """Returns the name of the folder (or file, without its ending) of articles, made fit to name a folder."""
    held = publish.anchor(address)
    if held:
        name = held.resolve().name if held.name == ".." else held.stem if held.is_file() else held.name
    else:
        parts = urlsplit(address)
        steps = [parts.netloc.rpartition("@")[2], *parts.path.split("/")]
        name = [step for step in steps if step and not glob.has_magic(step)][-1]
    fit = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]', "-", name).strip(" .") or "articles"
    short = fit.encode()[:150].decode(errors="ignore")  # a file system takes 255 bytes, and we put more words beside it
    return fit if fit == short else f"{short}-{hashlib.sha256(fit.encode()).hexdigest()[:8]}"


def located(corpus: str) -> tuple[str, str]:
    """Returns the full address of the articles, and the short one that pages show: no folder above them, no user and password."""
    address = sources.locate(corpus)
    if "://" in address:
        parts = urlsplit(address)
        return address, parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()
    corpus = sources.LOCAL.sub("", corpus)
    within = not Path(corpus).is_absolute() and ".." not in Path(corpus).parts
    return address, sources.legible(
        Path(corpus).as_posix() if within else os.path.relpath(address, sources.parent(address))
    )


def reuse(plan: Plan, request: Request, old: Mapping[str, Any], out: Path) -> None:
    """Finds the executed notebooks of the old report that still hold, and leaves out what was neither asked for nor holds."""
    executed = {
        page["key"]: f"{folder}notebooks/{name}.ipynb"
        for folder, pages in pages_of(old)
        for name, page in pages.items()
        if not page["problem"]
    }
    for name, key in plan.keys.items():
        path = out / executed.get(key, "")
        asked = not request.only or name in request.only
        if not (request.force and asked) and path.is_file() and cache.file(path) == old["files"].get(executed[key]):
            plan.reused[name] = path
        elif not asked:
            plan.left_out.append(name)
    for name in plan.left_out:
        del plan.books[name]


def pages_of(manifest: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Returns the pages that a manifest lists, by the folder of their parameter set."""
    for name, content in manifest.get("sets", {}).items():
        yield f"{name}/" if name else "", content["pages"]


def hidden(plan: Plan) -> list[str]:
    """Returns what pages and tables leave out of the address of articles: the folders of this machine, users, passwords and tokens."""
    if "://" not in plan.address:
        return [
            sources.legible(plan.address).removesuffix(plan.shown)
            or sources.legible(sources.parent(plan.address)) + "/"
        ]
    parts = urlsplit(plan.address)
    user = parts.netloc.rpartition("@")[0]
    return [part for part in (user and f"{user}@", parts.query and f"?{parts.query}") if part]
