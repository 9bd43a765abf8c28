"""Makes a report: papermill runs the notebooks in parallel, unchanged ones are reused, every number is checked, the folder is replaced at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kzcn
from kzcn import parameters, publish, sources
from kzcn.report import cache, contents, planning
from kzcn.report.planning import Plan, Request, pages_of
from kzcn.report.progress import Progress

if TYPE_CHECKING:
    from kzcn.corpus import Corpus
    from kzcn.report.execute import Failure

MANIFEST = publish.MANIFESTS["report"]
WORTH_A_POOL = 100  # articles: with fewer, starting processes takes longer than the work


def make(request: Request) -> list[str]:
    """Makes a report and returns a line for each file that was set aside and each page that failed.

    BadParameter, UnknownNotebook, NoCorpus and CannotPublish are raised before any notebook runs.
    """
    plans = [planning.plan(request, name) for name in request.sets]
    out = publish.place(planning.output(request), [plan.address for plan in plans])
    with publish.locked(out, "report"):
        old = _manifest(out, request.force)
        for plan in plans:
            planning.reuse(plan, request, old, out)
        if not request.force and _current(plans, request, old, out):
            return _unchanged(plans, old, out)
        with publish.replaced(out, "report") as new:
            manifest = _build(plans, request, new)
    return _problems(manifest)


def _manifest(out: Path, force: bool) -> dict[str, Any]:
    """Returns the manifest of the report in a folder; an empty one if there is no report, or if `force` replaces a damaged one."""
    content = publish.read(out / MANIFEST)
    if content.pop("seal", None) == _seal(content):
        return content
    if force or publish.is_bare(out):
        return {}
    raise publish.CannotPublish(
        f"{publish.shown(out / MANIFEST)} is missing, damaged or from another version of kzcn: --force makes the report again"
    )


def _seal(manifest: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _seal_in(manifest: Mapping[str, Any], folder: Path) -> None:
    """Writes the manifest of a report with a digest of its content, so that damage is detected."""
    text = json.dumps({**manifest, "seal": _seal(manifest)}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _current(plans: list[Plan], request: Request, old: Mapping[str, Any], out: Path) -> bool:
    """Returns whether the old report equals the one that would be made now, with every file unchanged."""
    return (
        {plan.name: (plan.shown, plan.keys) for plan in plans}
        == {
            name: (
                content["corpus"],
                {notebook: page["key"] for notebook, page in content["pages"].items()} | content["left_out"],
            )
            for name, content in old.get("sets", {}).items()
        }
        and not any(plan.to_run for plan in plans)
        and all(f"{folder}report.pdf" in old["files"] for folder, _ in pages_of(old) if request.pdf)
        and all((out / name).is_file() and cache.file(out / name) == digest for name, digest in old["files"].items())
    )


def _unchanged(plans: list[Plan], old: dict[str, Any], out: Path) -> list[str]:
    """Updates the index pages to say that everything was reused; an index that already says this is not touched."""
    if any(old["sets"][plan.name]["ran"] for plan in plans):
        with publish.replaced(out, "report") as new:
            for name in old["files"]:
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(out / name, new / name)
            for plan in plans:
                content = old["sets"][plan.name]
                content["ran"], content["reused"] = [], list(plan.notebooks)
                (new / plan.name / "index.html").write_text(contents.index(content, plan.name), encoding="utf-8")
            old["files"] = publish.digests(new)
            _seal_in(old, new)
    Progress.say(f"{publish.shown(out)}: nothing has changed, all pages are reused")
    return _problems(old)


def _problems(manifest: Mapping[str, Any]) -> list[str]:
    """Returns a line for each failed page and each file set aside in a manifest."""
    lines = []
    for folder, pages in pages_of(manifest):
        lines += [f"{folder}{name}.html: {page['problem']}" for name, page in pages.items() if page["problem"]]
    for name, content in manifest["sets"].items():
        within = f"{name}: " if name else ""
        lines += [
            f"{within}set aside: {problem['uri']} ({problem['step']}): {problem['reason']}"
            for problem in content["problems"]
        ]
        lines += [f"{within}index.html: {line}" for line in content["unbound"]]
    return lines


# Steps


def _build(plans: list[Plan], request: Request, new: Path) -> dict[str, Any]:
    """Fills a new folder with the report and returns its manifest."""
    from kzcn.report import excerpts, execute, forked

    if any(plan.to_run for plan in plans):
        # Several kernels share the cores, so threads inside each kernel only slow down the others.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        if request.fork:
            forked.prepare()
        execute.load_engine()
    corpora: dict[str, Corpus] = {}
    with tempfile.TemporaryDirectory(prefix="kzcn-") as built:
        tables = {}
        for plan in plans:
            if plan.address not in corpora:
                corpus = corpora[plan.address] = _load(plan, request.jobs)
                tables[plan.address] = (Path(built) / str(len(corpora))).as_posix()
                if request.public:  # a notebook can quote any sentence, but shows no full text
                    corpus = corpus.replace(documents=excerpts.of(corpus).documents)
                corpus.write(tables[plan.address], "parquet")
        failures = _run(plans, request, tables, new)
    out = planning.output(request)
    seen_as = out.name if out.is_absolute() else out.as_posix()
    sets = {
        plan.name: contents.write(
            plan, corpora[plan.address], failures[plan.name], new / plan.name, f"{seen_as}/{plan.name}".rstrip("/")
        )
        for plan in plans
    }
    if "" not in sets:
        (new / "index.html").write_text(contents.sweep(sets), encoding="utf-8")
    if request.pdf:
        from kzcn.report import pdf

        pdf.write(new, [plan.name for plan in plans])
    manifest = {"kzcn": kzcn.__version__, "sets": sets, "files": publish.digests(new)}
    _seal_in(manifest, new)
    return manifest


def _run(
    plans: list[Plan], request: Request, tables: Mapping[str, str], new: Path
) -> dict[str, dict[str, Failure | None]]:
    """Runs or copies the notebooks of every plan, and returns the failure (or None) of each one that ran, by plan and notebook.

    `tables` maps the address of articles to the folder of their tables: articles are structured once, and every kernel loads the tables.
    """
    from kzcn.report import execute

    tasks: dict[str, list[tuple[Plan, str]]] = {}  # by key: a notebook that several plans share runs once
    for plan in plans:
        _executed(new, plan, "").parent.mkdir(parents=True)
        for notebook, path in plan.reused.items():
            shutil.copyfile(path, _executed(new, plan, notebook))
        for notebook in plan.to_run:
            tasks.setdefault(plan.keys[notebook], []).append((plan, notebook))
    failures: dict[str, dict[str, Failure | None]] = {plan.name: {} for plan in plans}
    firsts = [same[0] for same in tasks.values()]
    futures = {}
    with Progress([_label(plan, notebook) for plan, notebook in firsts]) as progress, _pool(request.jobs) as pool:
        for plan, notebook in firsts:
            passed = {
                **plan.passed[notebook],
                **(
                    {"corpus": tables[plan.address]}
                    if "corpus" in parameters.declared(plan.notebooks[notebook])
                    else {}
                ),
            }
            future = pool.submit(
                execute.run,
                plan.notebooks[notebook],
                _executed(new, plan, notebook),
                passed,
                shown={tables[plan.address]: plan.shown},
                timeout=request.timeout,
                progress=progress.of(_label(plan, notebook)),
            )
            futures[future] = plan.keys[notebook]
        for future in as_completed(futures):
            (plan, notebook), *others = tasks[futures[future]]
            failure = failures[plan.name][notebook] = future.result()
            progress.done(_label(plan, notebook), str(failure or ""))
            for other, same in others:
                failures[other.name][same] = failure
                shutil.copyfile(_executed(new, plan, notebook), _executed(new, other, same))
    return failures


@contextmanager
def _pool(jobs: int) -> Iterator[ThreadPoolExecutor]:
    pool = ThreadPoolExecutor(jobs)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # an interrupted command does not wait for a cell that hangs


def _executed(new: Path, plan: Plan, notebook: str) -> Path:
    return new / plan.name / "notebooks" / f"{notebook}.ipynb"


def _label(plan: Plan, notebook: str) -> str:
    return f"{plan.name}/{notebook}" if plan.name else notebook


def _load(plan: Plan, jobs: int) -> Corpus:
    """Returns the corpus of a plan, with addresses in the form that pages show."""
    corpus = kzcn.load(plan.address, jobs=jobs if len(sources.find(plan.address).sources) >= WORTH_A_POOL else 1)

    def cut(data: Any, *columns: str) -> Any:
        for secret in planning.hidden(plan):
            data = data.assign(**{column: data[column].str.replace(secret, "", regex=False) for column in columns})
        return data

    return corpus.replace(documents=cut(corpus.documents, "uri"), problems=cut(corpus.problems, "uri", "reason"))
