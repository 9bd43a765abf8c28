"""The files of a report folder for one parameter set: a page per notebook, pages of sources, tables, and the index."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kzcn import addresses
from kzcn.report import render

if TYPE_CHECKING:
    import pandas as pd

    from kzcn.corpus import Corpus
    from kzcn.report.execute import Failure
    from kzcn.report.pages import Page
    from kzcn.report.planning import Plan
    from kzcn.report.provenance import Known

BUILT_IN = "Trade as the two countries' statistics count it"
ANNOUNCED = "Targets that were announced"
SHOWN = 3  # unbound numbers of a page that the command lists; the page lists all


def write(
    plan: Plan, corpus: Corpus, failures: Mapping[str, Failure | None], folder: Path, seen_as: str
) -> dict[str, Any]:
    """Writes the pages, sources and tables of one parameter set into a folder, and returns the content of its index.

    The executed notebooks are already in the folder; `failures` holds those that stopped. `seen_as` is the folder as the user named it.
    """
    from kzcn.report import excerpts, long_lists, pages, provenance

    statistics = _statistics(plan, failures)
    figures = {row.ref_id: _figure(row) for data in statistics.values() for row in data.itertuples()}
    known = provenance.known(corpus, frozenset(figures))
    names = {addresses.page_name(row.doc_id): _title(row) for row in corpus.documents.itertuples()}
    titles = {notebook: pages.title(path) for notebook, path in plan.notebooks.items()}
    up = "../index.html" if plan.name else None
    found = {}
    for notebook in plan.notebooks:
        page, problem = _page(
            folder / "notebooks" / f"{notebook}.ipynb", failures.get(notebook), {**figures, **names}, known, seen_as
        )
        page.title = titles[notebook]
        nav = render.navigation(titles, notebook, up=up)
        shown = long_lists.shortened(notebook, render.template("page.html.j2", page=page, nav=nav))
        (folder / f"{notebook}.html").write_text(shown.markup, encoding="utf-8")
        for name, data in shown.files.items():
            (folder / "rows").mkdir(exist_ok=True)
            (folder / "rows" / name).write_bytes(data)
        found[notebook] = page
        plan.problems[notebook] = problem
    if plan.public:
        corpus = excerpts.of(corpus, (page.body for page in found.values()))
    corpus.write(folder / "tables", "csv")
    (folder / "articles").mkdir()
    (folder / "sources").mkdir()
    nav = render.navigation(titles, "", prefix="../", up=up and f"../{up}")
    _write_articles(
        plan,
        corpus,
        {notebook: page for notebook, page in found.items() if not plan.problems[notebook]},
        folder / "articles",
        nav,
    )
    _write_statistics(statistics, folder / "sources" / "statistics.html", nav)
    content = {
        "corpus": plan.shown,
        "public": plan.public,
        "parameters": {
            name: value for passed in plan.passed.values() for name, value in passed.items() if name != "corpus"
        },
        "pages": {
            notebook: {
                "title": page.title,
                "question": page.question,
                "finding": page.finding,
                "thumb": page.thumb,
                "key": plan.keys[notebook],
                "problem": plan.problems[notebook],
            }
            for notebook, page in found.items()
        },
        "left_out": {notebook: plan.keys[notebook] for notebook in plan.left_out},
        "ran": plan.to_run,
        "reused": list(plan.reused),
        "sources": [_source(row, corpus) for row in corpus.documents.itertuples()],
        "problems": [
            {column: str(row[column]) for column in ("uri", "step", "reason")}
            for row in corpus.problems.to_dict("records")
        ],
        "tables": sorted(path.name for path in (folder / "tables").iterdir()),
    }
    first = index(content, plan.name)
    (folder / "index.html").write_text(first, encoding="utf-8")
    return {**content, "unbound": provenance.unbound(first, known)}


# Pages


def _page(
    executed: Path, failure: Failure | None, names: Mapping[str, str], known: Known, seen_as: str
) -> tuple[Page, str]:
    """Returns a page and the reason why it could not be made, "" if it was; a failed page shows the reason."""
    from kzcn.report import pages, provenance

    reopen = f"Open it again with: jupyter lab {seen_as}/notebooks/{executed.name}"
    if failure:
        advice = f"{failure.cause[0].upper()}{failure.cause[1:]}. {reopen}"
        trouble = pages.Trouble(f"It stopped at {failure.place}: {failure.error}.", advice, source=failure.source)
        return pages.Page(executed.stem, trouble=trouble), f"{failure}. {reopen}"
    try:
        page = pages.page(executed, names)
    except pages.NoAltText as error:
        return pages.Page(executed.stem, trouble=pages.Trouble(str(error), reopen)), str(error)
    unbound = provenance.unbound(render.template("page.html.j2", page=page, nav=[]), known)
    if unbound:
        trouble = pages.Trouble(
            "Some numbers have no source:",
            f"Write each number as cite.link(words, rows). {reopen}",
            sentences=unbound,
        )
        more = [f"and {len(unbound) - SHOWN} more"] if len(unbound) > SHOWN else []
        return pages.Page(executed.stem, trouble=trouble), "; ".join([*unbound[:SHOWN], *more])
    return page, ""


# Sources


def _statistics(plan: Plan, failures: Mapping[str, Failure | None]) -> dict[str, pd.DataFrame]:
    """Returns the official figures that pages can cite, by caption: the built-in ones, and those of files given as `reference`.

    The files of pages that stopped are left out: such a page cites nothing, and its file may be the one that cannot be read.
    """
    from kzcn.sources import locate
    from kzcn.statistics import background, official

    own = sorted(
        {
            passed["reference"]
            for notebook, passed in plan.passed.items()
            if passed.get("reference") and not failures.get(notebook)
        }
    )
    return {
        **{f"Trade as {Path(file).name} counts it": official.reference(locate(file), only=True) for file in own},
        BUILT_IN: official.reference(),
        ANNOUNCED: official.targets(),
        **background.tables(),
    }


def _figure(row: Any) -> str:
    """Returns the name of an official figure or a target in a list of sources."""
    if hasattr(row, "period_start"):
        return f"{row.reporter} {row.flow} {row.period_start[:4]}, {row.source}"
    return f"target of {row.announced_on}, {row.speaker}" if hasattr(row, "announced_on") else str(row.source)


def _write_articles(
    plan: Plan, corpus: Corpus, quoting: Mapping[str, Page], folder: Path, nav: list[dict[str, Any]]
) -> None:
    from kzcn import tables
    from kzcn.report import excerpts, sourcepages

    cited = {notebook: _cited(page) for notebook, page in quoting.items()}
    rows = {name: dict(list(getattr(corpus, name).groupby("doc_id"))) for name in ("passages", "trade", "agenda")}
    for document in tables.rows("documents", corpus.documents):
        own = {name: found[document.doc_id] for name, found in rows.items() if document.doc_id in found}
        quoted = sorted(
            {
                span
                for name in ("trade", "agenda")
                if name in own
                for span in zip(own[name]["start"], own[name]["end"], strict=True)
            }
        )
        sections = sourcepages.sections(own["passages"]) if "passages" in own else {}
        name = addresses.page_name(document.doc_id)
        fragments = [fragment for places in cited.values() for fragment in places.get(name, ())]
        page = sourcepages.article(
            document,
            sections,
            quoted,
            fragments,
            origin=corpus.origins.get(document.doc_id),
            excerpted=plan.public and excerpts.excerpted(corpus, document.doc_id),
            nav=nav,
            quoted_on=[
                {"name": notebook, "title": quoting[notebook].title}
                for notebook, places in cited.items()
                if name in places
            ],
        )
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


def _cited(page: Page) -> dict[str, set[str]]:
    """Returns the fragments that the links of a page lead to, by the page of the article."""
    links = [
        *re.findall(r'href="([^"]+)"', page.body),
        *(link["href"] for further in page.further for link in further.links),
    ]
    found: dict[str, set[str]] = {}
    for link in links:
        name, html, fragment = link.removeprefix("articles/").rpartition(".html#")
        if html and link.startswith("articles/"):
            found.setdefault(name, set()).add(fragment)
    return found


def _write_statistics(statistics: Mapping[str, pd.DataFrame], path: Path, nav: list[dict[str, Any]]) -> None:
    from kzcn.report import sourcepages

    path.write_text(sourcepages.statistics(statistics, nav=nav), encoding="utf-8")


def _source(row: Any, corpus: Corpus) -> dict[str, Any]:
    origin = corpus.origins.get(row.doc_id)
    stated = {name: value if isinstance(value := getattr(row, name), str) else None for name in ("source", "published")}
    return {
        "page": addresses.page_name(row.doc_id),
        "title": _title(row),
        "authors": list(row.authors),
        **stated,
        "rights": origin.rights if origin else None,
        "address": origin.address if origin else None,
        "link": origin.link if origin else None,
    }


def _title(row: Any) -> str:
    return row.title if isinstance(row.title, str) else str(row.doc_id)


# Indexes


def index(content: Mapping[str, Any], name: str) -> str:
    """Returns the index page of one parameter set from the content that `write` returned; `name` is "" if there is only one set."""
    pages = [{"name": notebook, **page} for notebook, page in content["pages"].items()]
    nav = render.navigation(
        {page["name"]: page["title"] for page in pages}, "index", up="../index.html" if name else None
    )
    made = {
        "pages": [page for page in pages if not page["problem"]],
        "failed": [page for page in pages if page["problem"]],
    }
    return render.template("index.html.j2", **{**content, **made}, set=name, nav=nav)


def sweep(sets: Mapping[str, Mapping[str, Any]]) -> str:
    """Returns the index page of several parameter sets: the parameters that differ, and the findings side by side."""
    columns: list[dict[str, Any]] = []
    for name, content in sets.items():
        moved = {
            notebook: {**page, "finding": re.sub(r'href="(?!https?:)', f'href="{quote(name)}/', page["finding"])}
            for notebook, page in content["pages"].items()
        }
        columns.append(
            {"name": name, "parameters": {"corpus": content["corpus"], **content["parameters"]}, "pages": moved}
        )
    titles = {notebook: page["title"] for content in sets.values() for notebook, page in content["pages"].items()}
    names = dict.fromkeys(parameter for column in columns for parameter in column["parameters"])
    differing = [
        parameter for parameter in names if len({str(column["parameters"].get(parameter)) for column in columns}) > 1
    ]
    return render.template(
        "sweep.html.j2", sets=columns, titles=titles, differing=differing, nav=render.navigation({}, "index")
    )
