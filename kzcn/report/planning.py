"""The plan of a report: for each parameter set the articles, the notebooks, the values passed to them, and which notebooks can be reused."""

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

from kzcn import fingerprint, parameters, publish, sources
from kzcn.errors import KzcnError
from kzcn.report import cache

TAKEN = ("diff", "index")  # names of pages that no notebook can have
ORDER = ("trade-trends", "security-agenda", "actor-map", "corpus")


class UnknownNotebook(KzcnError):
    """A requested notebook does not exist; the message suggests similar names."""


@dataclass(frozen=True)
class Request:
    """The options of one run: which articles, which notebooks, where to."""

    corpus: str = "seeds"
    out: Path | None = None  # by default a folder in `home/reports`
    only: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)  # as typed, by name
    sets: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: {"": {}}
    )  # parameters by the name of their set; "" if there is only one
    jobs: int = 1
    force: bool = False
    pdf: bool = False
    public: bool = False  # only the quoted sentences of an article, unless its rights allow the full text
    timeout: int | None = None  # seconds per cell
    notebooks: Path | None = None
    fork: bool = False  # fork kernels from a process that has made all imports; only if the main module of the program can be imported again
    home: Path = Path()  # the project


@dataclass
class Plan:
    """One parameter set: its articles, and for each notebook the values passed to it, its key and, if it is reused, its executed copy."""

    name: str
    address: str  # where the articles are
    shown: str  # the address as pages show it, without the folders of this machine
    notebooks: dict[str, Path]
    passed: dict[str, dict[str, Any]]
    keys: dict[str, str]
    public: bool = False  # as in the request
    reused: dict[str, Path] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)  # by notebook: why its page could not be made, "" if it was

    @property
    def to_run(self) -> list[str]:
        return [name for name in self.notebooks if name not in self.reused]


def notebooks(folder: Path | None = None) -> dict[str, Path]:
    """Returns the notebooks of a folder (by default those of kzcn) by name, in the order of the report."""
    folder = folder or fingerprint.shipped("notebooks")
    found = {path.stem: path.resolve() for path in sorted(folder.glob("*.ipynb"))}
    if not found:
        raise UnknownNotebook(f"{folder}: no notebooks there; give a folder that holds .ipynb files")
    for name in sorted({*found} & {*TAKEN}):
        raise UnknownNotebook(
            f"{name}.ipynb: every report already has a page {name}.html; give the notebook another name"
        )
    return {
        name: found[name]
        for name in sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    }


def plan(request: Request, name: str) -> Plan:
    """Returns the plan of one parameter set, with every notebook to run; a wrong name, type or address is raised here."""
    found = notebooks(request.notebooks)
    for wanted in request.only:
        if wanted not in found:
            near = difflib.get_close_matches(wanted, found, n=1)
            raise UnknownNotebook(
                f"no notebook {wanted}: " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(found)}")
            )
    given = {**request.sets[name], **request.parameters}
    checked = parameters.checked(given, found)
    address, shown = located(_corpus(request, name))
    articles = f"{cache.files(address)}{' public' if request.public else ''}"
    passed, keys = {}, {}
    for notebook, path in found.items():
        declared = parameters.declared(path)
        values = {**checked[notebook], **({"corpus": shown} if "corpus" in declared else {})}
        passed[notebook] = {
            parameter: value for parameter, value in values.items() if value != declared[parameter].default
        }
        keys[notebook] = cache.key(
            path, {**{parameter.name: parameter.default for parameter in declared.values()}, **values}, articles
        )
    return Plan(name, address, shown, found, passed, keys, public=request.public)


def _corpus(request: Request, name: str) -> str:
    return str({**request.sets[name], **request.parameters}.get("corpus", request.corpus))


def output(request: Request) -> Path:
    """Returns the folder of the report: the one in the request, or a folder in `reports` of its home with the name of the articles."""
    corpora = dict.fromkeys(_corpus(request, name) for name in request.sets)
    return request.out or Path(
        request.home, "reports", "+".join(dict.fromkeys(_name(located(corpus)[0]) for corpus in corpora))
    )


def _name(address: str) -> str:
    """Returns the name of the folder (or file, without its suffix) of articles, in a form that can name a folder."""
    held = publish.anchor(address)
    if held:
        name = held.resolve().name if held.name == ".." else held.stem if held.is_file() else held.name
    else:
        parts = urlsplit(address)
        steps = [parts.netloc.rpartition("@")[2], *parts.path.split("/")]
        name = [step for step in steps if step and not glob.has_magic(step)][-1]
    fit = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]', "-", name).strip(" .") or "articles"
    short = fit.encode()[:150].decode(errors="ignore")  # a file system allows 255 bytes, and the lock adds a suffix
    return fit if fit == short else f"{short}-{hashlib.sha256(fit.encode()).hexdigest()[:8]}"


def located(corpus: str) -> tuple[str, str]:
    """Returns the full address of the articles, and the address that pages show: without folders above them, user or password."""
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
    """Marks a notebook as reused if its executed copy in the old report is still valid; leaves out one that is neither valid nor requested."""
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
        del plan.notebooks[name]


def pages_of(manifest: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields the folder of each parameter set in a manifest with its pages."""
    for name, content in manifest.get("sets", {}).items():
        yield f"{name}/" if name else "", content["pages"]


def hidden(plan: Plan) -> list[str]:
    """Returns the parts of the articles' address that pages and tables must not show: local folders, users, passwords and tokens."""
    if "://" not in plan.address:
        return [
            sources.legible(plan.address).removesuffix(plan.shown)
            or sources.legible(sources.parent(plan.address)) + "/"
        ]
    parts = urlsplit(plan.address)
    user = parts.netloc.rpartition("@")[0]
    return [part for part in (user and f"{user}@", parts.query and f"?{parts.query}") if part]
