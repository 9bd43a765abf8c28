"""Official trade figures, built in or from a user's own file: what claims are compared with.

The two sides' statistics are kept apart: `reporter` says whose figure a row is, and nothing here averages them.

`kind` says how near a row is to the statistics office: a country's own `series` (its latest release on file), another `release` of it,
or a `statement` (press, speeches, papers). Rows for the same side, flow and period are in order of preference: kinds in this order, and
within a kind those without a flag of WEAK first. The first usable row is the preferred figure.

Flags say how far a row can be trusted:

- `SET_ASIDE` (SUSPECT, OUTLIER, MISATTRIBUTED, NOT Kazakh-reported): shown in tables, never used as evidence. `evidence` leaves these
  rows out, and verdicts and mirror use `evidence` alone.
- `WEAK` (DERIVED from another figure, ESTIMATE of the compiler, LOWER BOUND, ROUNDED): cannot confirm a claim. The first two
  have the basis derived and are drawn so.
- `MARKS` (inferred: the source does not name the reporter, or the year, and the level tells; SINGLE COPY: no second source agrees yet):
  such a row counts.

A turnover is the sum of exports and imports from one source (basis sum), unless that source prints one. A figure of zero is shown, but
is not evidence.
"""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from kzcn.statistics import formats, shipped, userfile
from kzcn.statistics.formats import DoubtfulStatistics

COLUMNS = [
    "ref_id",
    "reporter",
    "partner",
    "flow",
    "period_start",
    "period_end",
    "value_usd",
    "kind",
    "source",
    "title",
    "address",
    "quality",
    "flags",
    "note",
    "basis",
]
CELL = ["reporter", "partner", "flow", "period_start", "period_end"]
KINDS = formats.KINDS
SET_ASIDE = frozenset({"SUSPECT", "OUTLIER", "MISATTRIBUTED", "NOT Kazakh-reported"})
WEAK = frozenset({"DERIVED", "ESTIMATE", "LOWER BOUND", "ROUNDED"})
MARKS = frozenset({"inferred", "SINGLE COPY"})
DOUBTFUL_FACTOR = 1.8  # a figure this many times above or below the built-in one is worth a warning


def reference(path: str | None = None, *, only: bool = False) -> pd.DataFrame:
    """Returns official trade figures, a row per figure: the built-in series, with those of the user's file in place of its own.

    Columns: ref_id (stable, usable as an anchor in HTML), reporter and partner (ISO 3166 alpha-3; whose own figure it is), flow
    (turnover, exports, imports; from the reporter's side), period_start and period_end (ISO days), value_usd (US dollars), kind
    (series, release, statement; see the module), source, title, address, quality (official, secondary), flags (tuple; see the
    module), note, basis (published, sum, derived).

    `path` is a CSV file or an Excel workbook at any fsspec address, recognized by its header (see `formats.csv`). It adds to the
    built-in series, and its figures replace the built-in ones of the same reporter, flow and period. With `only`, the file stands alone.

    Raises UnknownStatistics (unknown header, a cell that is not an amount or period, no total in the file) and OverlappingStatistics
    (two totals for one series); warns DoubtfulStatistics where a figure is about twice or half the built-in one, or where parts
    have no total.
    """
    builtin = _complete(_frame(formats.own_rows(shipped.rows("trade.csv"), "trade.csv")))
    if path is None:
        return builtin
    own = _complete(_frame(userfile.read(path)))
    _compare(own, builtin, path.rstrip("/").rpartition("/")[2])
    if only:
        return own
    replaced = pd.MultiIndex.from_frame(builtin[CELL]).isin(pd.MultiIndex.from_frame(own[CELL]))
    return _ordered(pd.concat([own, builtin[~replaced]], ignore_index=True))


def targets() -> pd.DataFrame:
    """Returns announced goals for the trade of the two countries, a row per announcement, oldest first.

    Columns: ref_id, announced_on (ISO day, month or year), speaker, target_value_usd, target_year (missing where none is named),
    address, flags (tuple: NOWCAST an expectation for the running year, DERIVED from a growth rate, REGION all of Central Asia),
    note.
    """
    data = pd.DataFrame(list(shipped.rows("targets.csv")))
    data["target_value_usd"] = data["target_value_usd"].astype(float)
    data["target_year"] = pd.to_numeric(data["target_year"]).astype("Int64")
    data["flags"] = data["flags"].map(formats.flags)
    return data


def evidence(series: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows of a reference that can count as evidence: those above zero without a flag of SET_ASIDE."""
    return series[series["flags"].map(SET_ASIDE.isdisjoint).astype(bool) & (series["value_usd"] > 0)]


def _frame(rows: Iterable[Mapping[Any, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS).astype({"value_usd": float})


def _complete(series: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows in order of preference, with the turnovers that follow from them."""
    ordered = _ordered(series)
    sums = _sums(ordered)
    return _ordered(pd.concat([ordered, _frame(sums)], ignore_index=True)) if sums else ordered


def _ordered(series: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows by period, side and flow, the preferred ones of each first."""
    weak = ~series["flags"].map((WEAK | SET_ASIDE).isdisjoint).astype(bool)
    ranked = series.assign(_rank=series["kind"].map(KINDS.index).astype(int), _weak=weak)
    keys = ["period_start", "period_end", "reporter", "partner", "flow", "_rank", "_weak"]
    return ranked.sort_values(keys, kind="stable", ignore_index=True)[COLUMNS]


def _sums(series: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Returns the sums of exports and imports from one source, for each source that prints none; of the preferred flows where no source has both."""
    found: list[dict[Hashable, Any]] = []
    for _, rows in evidence(series).groupby(["reporter", "partner", "period_start", "period_end"], sort=False):
        by_flow = {flow: few.to_dict("records") for flow, few in rows.groupby("flow", sort=False)}
        exports, imports = by_flow.get("exports", []), by_flow.get("imports", [])
        printed = {row["source"] for row in by_flow.get("turnover", [])}
        pairs: dict[str, tuple[dict[Hashable, Any], dict[Hashable, Any]]] = {}
        for sold in exports:
            for bought in imports:
                if sold["source"] == bought["source"]:
                    pairs.setdefault(sold["source"], (sold, bought))
        if not pairs and exports and imports:
            pairs[f"{exports[0]['source']}; {imports[0]['source']}"] = (exports[0], imports[0])
        found += [_sum(*pair, source) for source, pair in pairs.items() if source not in printed]
    return found


def _sum(exports: dict[Hashable, Any], imports: dict[Hashable, Any], source: str) -> dict[Hashable, Any]:
    flags = tuple(dict.fromkeys(exports["flags"] + imports["flags"]))
    published = exports["basis"] == imports["basis"] == "published"
    return exports | {
        "ref_id": f"{exports['ref_id'].replace('exports', 'turnover')}-sum",
        "flow": "turnover",
        "value_usd": exports["value_usd"] + imports["value_usd"],
        "kind": max(exports["kind"], imports["kind"], key=KINDS.index),
        "source": source,
        "title": "exports and imports",
        "flags": flags,
        "basis": "sum" if published else "derived",
        "note": f"Sum of {exports['ref_id']} and {imports['ref_id']}.",
    }


def _compare(own: pd.DataFrame, builtin: pd.DataFrame, name: str) -> None:
    """Warns where the file's figures are far from the built-in ones of the same reporter, flow and period."""
    pairs = evidence(own).merge(evidence(builtin), on=CELL, suffixes=("", "_builtin"))
    pairs["factor"] = pairs["value_usd"] / pairs["value_usd_builtin"]
    # Where the built-in series has several figures, the nearest counts.
    pairs["distance"] = (pairs["factor"] - 1).abs()
    nearest = pairs.sort_values("distance", kind="stable").drop_duplicates("ref_id")
    far = nearest[(nearest["factor"] >= DOUBTFUL_FACTOR) | (nearest["factor"] <= 1 / DOUBTFUL_FACTOR)].sort_values(
        "ref_id"
    )
    if far.empty:
        return
    first = far.iloc[0]
    if far["factor"].between(1.9, 2.1).any():
        advice = "twice the official figure means that both totals and their parts are counted"
    else:
        advice = "check the unit and the selection of goods"
    warnings.warn(
        DoubtfulStatistics(
            f"{name}: {len(far)} of {len(nearest)} figures that can be compared are far from the built-in ones, first {first['ref_id']}: "
            f"{first['value_usd'] / 1e9:.3g} against {first['value_usd_builtin'] / 1e9:.3g} billion dollars ({first['factor']:.2g} times); "
            f"{advice}"
        ),
        stacklevel=3,
    )
