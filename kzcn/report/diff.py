"""The differences between two reports: rows added, removed or changed, by article.

Rows are matched by content, not by their ids: first equal rows, then rows with the same meaning and quote, then rows with the same
meaning in the same article.
"""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kzcn import publish, tables
from kzcn.errors import KzcnError
from kzcn.sources import printable

RUNNING = {
    "claim_id",
    "item_id",
    "passage_id",
    "parents",
    "context",
    "start",
    "end",
    "confidence",
}  # they change when another sentence changes
SAME_WORDS = 0.6  # similarity of two quotes (difflib) from which a sentence counts as edited, not replaced
WHOLE = 10_000  # amounts from this size are shown without decimals
KEYS: dict[str, list[tuple[str, ...]]] = {
    "trade": [
        ("quote", "measure", "reporter", "partner", "period_start", "period_end", "status", "basis"),
        ("quote", "measure", "basis"),
        ("measure", "reporter", "partner", "period_start", "period_end", "status", "basis"),
    ],
    "agenda": [("quote",)],
    "actors": [("actor_id",)],
}


class NoReport(KzcnError):
    """A folder holds no usable tables or manifest of a report."""


@dataclass(frozen=True)
class Change:
    """One row that was added, removed or changed; `changes` holds column, old and new value of each cell that differs."""

    kind: str  # added, removed, changed
    table: str
    label: str
    quote: str
    changes: tuple[dict[str, str], ...] = ()


@dataclass
class Article:
    """An article with its rows that were added, removed or changed."""

    doc_id: str
    title: str
    why: str
    rows: list[Change] = field(default_factory=list)


def compare(old: Path, new: Path) -> list[Article]:
    """Returns the articles with different rows in two report folders (or folders of tables), in the order of their ids."""
    before, after = _tables(old), _tables(new)
    renamed = _renamed(before["documents"], after["documents"])
    then = _by_id(before["documents"].assign(doc_id=before["documents"]["doc_id"].replace(renamed)))
    now = _by_id(after["documents"])
    found: dict[str, Article] = {}
    for doc_id in sorted({*then, *now}):
        why = _why(then.get(doc_id), now.get(doc_id), old, new)
        title = (now.get(doc_id) or then[doc_id])["title"]
        article = Article(doc_id, title if isinstance(title, str) else doc_id, why)
        for name in KEYS:
            article.rows += _changes(name, _rows(before, name, doc_id, renamed), _rows(after, name, doc_id, {}))
        if article.rows or doc_id not in then or doc_id not in now or then[doc_id]["sha256"] != now[doc_id]["sha256"]:
            found[doc_id] = article
    return list(found.values())


def asked(old: Path, new: Path) -> list[str]:
    """Returns a line for each difference in the requests of two reports: parameters and pages. Rows are compared for all articles anyway."""
    before, after = _asked(old), _asked(new)
    lines = [
        f"{name}: {before[0].get(name, 'default')} -> {after[0].get(name, 'default')}"
        for name in sorted({*before[0], *after[0]})
        if before[0].get(name) != after[0].get(name)
    ]
    lines += [
        f"page {name}: only in {(old if name in before[1] else new).as_posix()}"
        for name in sorted(before[1] ^ after[1])
    ]
    return lines


def _asked(folder: Path) -> tuple[dict[str, Any], set[str]]:
    found = _manifest(folder).get("sets", {}).get("", {})
    return found.get("parameters", {}), set(found.get("pages", {}))


def _tables(folder: Path) -> tables.Built:
    inside = folder / "tables" if (folder / "tables").is_dir() else folder
    if not any((inside / f"documents.{ending}").exists() for ending in ("csv", "parquet")):
        raise NoReport(f"{folder}: no tables there; give a folder that kzcn report or kzcn tables filled")
    return tables.Built(str(inside))


def _by_id(documents: pd.DataFrame) -> dict[str, dict[Hashable, Any]]:
    return {row["doc_id"]: row for row in documents.to_dict("records")}


def _renamed(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str]:
    now = dict(zip(after["sha256"], after["doc_id"], strict=True))
    kept = set(after["doc_id"])
    return {
        doc_id: now[digest]
        for doc_id, digest in zip(before["doc_id"], before["sha256"], strict=True)
        if doc_id not in kept and digest in now
    }


def _why(then: dict[Hashable, Any] | None, now: dict[Hashable, Any] | None, old: Path, new: Path) -> str:
    if then is None:
        return "The article is new."
    if now is None:
        return "The article is no longer there."
    if then["sha256"] != now["sha256"]:
        return "The article's file has changed."
    versions = _version(old), _version(new)
    return "The article is the same; it is read differently" + (
        f" (kzcn {versions[0]} then, {versions[1]} now)." if all(versions) else "."
    )


def _version(folder: Path) -> str | None:
    return _manifest(folder).get("kzcn")


def _manifest(folder: Path) -> dict[str, Any]:
    """Returns the manifest of a report; an empty one for a folder of tables."""
    path = folder / publish.MANIFESTS["report"]
    found = publish.read(path)
    if path.exists() and not found:
        raise NoReport(f"{path}: damaged; make the report again with kzcn report --force")
    return found


def _rows(found: Mapping[str, pd.DataFrame], name: str, doc_id: str, renamed: dict[str, str]) -> list[dict[str, Any]]:
    data = _named_actors(found) if name == "actors" else tables.flat(name, found[name])
    own = data[data["doc_id"].replace(renamed) == doc_id]
    return [
        {
            str(column): "" if pd.isna(cell) else _text(cell)
            for column, cell in row.items()
            if column not in RUNNING and column != "doc_id"
        }
        for row in own.to_dict("records")
    ]


def _named_actors(found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    counted = found["mentions"].groupby(["doc_id", "actor_id"]).size().reset_index(name="times named")
    return counted.merge(found["actors"][["actor_id", "name", "type", "country"]], on="actor_id", how="left")


def _text(cell: Any) -> str:
    if not isinstance(cell, float):
        return str(cell)
    return f"{cell:,.0f}" if abs(cell) >= WHOLE else f"{cell:.10g}"


def _changes(name: str, before: list[dict[str, str]], after: list[dict[str, str]]) -> Iterator[Change]:
    pairs: list[tuple[dict[str, str], dict[str, str]]] = []
    before, after = _paired(before, after, None, [])
    for key in KEYS[name]:
        before, after = _paired(before, after, key, pairs)
    if name == "agenda":
        for row in list(before):
            near = max(after, key=lambda other: _alike(row, other), default=None)
            if near is not None and _alike(row, near) >= SAME_WORDS:
                before.remove(row)
                after.remove(near)
                pairs.append((row, near))
    for one, other in pairs:
        differing = tuple(
            {"column": column, "old": one[column] or "none", "new": other[column] or "none"}
            for column in one
            if one[column] != other[column]
        )
        yield Change("changed", name, _label(name, other), other.get("quote", ""), differing)
    yield from (Change("removed", name, _label(name, row), row.get("quote", "")) for row in before)
    yield from (Change("added", name, _label(name, row), row.get("quote", "")) for row in after)


def _alike(one: dict[str, str], other: dict[str, str]) -> float:
    return difflib.SequenceMatcher(None, one["quote"], other["quote"], autojunk=False).ratio()


def _paired(
    before: list[dict[str, str]],
    after: list[dict[str, str]],
    columns: tuple[str, ...] | None,
    pairs: list[tuple[dict[str, str], dict[str, str]]],
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Returns the rows of both sides that found no partner with the same cells in some columns (None: in all); pairs are added to `pairs`."""

    def key(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(row[column] for column in columns or row)

    waiting: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in after:
        waiting.setdefault(key(row), []).append(row)
    left = []
    for row in before:
        partners = waiting.get(key(row))
        if partners:
            pairs.append((row, partners.pop(0)))
        else:
            left.append(row)
    unpaired = {id(row) for rows in waiting.values() for row in rows}
    return left, [row for row in after if id(row) in unpaired]


def _label(name: str, row: dict[str, str]) -> str:
    if name == "trade":
        amount = f"{row['value']} {row['currency']}" if row["value"] else f"{row['change_pct']} %"
        period = " to ".join(part for part in (row["period_start"], row["period_end"]) if part)
        return (
            f"{row['measure']} {row['reporter']}-{row['partner']} {period}: {amount} ({row['status']}, {row['basis']})"
        )
    if name == "agenda":
        return ", ".join(
            part for part in (row["themes"].replace(";", ", "), row["status"], row["parties"].replace(";", "-")) if part
        )
    return f"{row['name'] or row['actor_id']}, {row['times named']} times"


def summary(articles: Iterable[Article]) -> str:
    """Returns one sentence that counts the rows that were added, removed and changed."""
    articles = list(articles)
    kinds = [row.kind for article in articles for row in article.rows]
    if not articles:
        return "Nothing changed: both reports hold the same rows."
    added, removed, changed = (kinds.count(kind) for kind in ("added", "removed", "changed"))
    return f"Rows: {added} added, {removed} removed and {changed} changed, in {len(articles)} article{'s' if len(articles) != 1 else ''}."


def words(articles: Iterable[Article], asked: Iterable[str] = ()) -> str:
    """Returns the comparison as plain text: first the differences between the requests, then each article."""
    articles = list(articles)
    lines = [*(f"different request: {line}" for line in asked), summary(articles)]
    for article in articles:
        lines += ["", f"{article.title} ({article.doc_id}): {article.why}"]
        for row in article.rows:
            lines.append(f"  {row.kind}: {row.table}: {row.label}")
            lines += [f"    {change['column']}: {change['old']} -> {change['new']}" for change in row.changes]
    return "\n".join(map(printable, lines))


def page(articles: list[Article], asked: Iterable[str] = ()) -> str:
    """Returns the comparison as an HTML page."""
    from kzcn.report import render

    return render.template(
        "diff.html.j2",
        summary=summary(articles),
        asked=list(asked),
        articles=articles,
        nav=render.navigation({}, "diff"),
    )
