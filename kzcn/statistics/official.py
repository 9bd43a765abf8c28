"""Official trade figures, built in or from a user's own file: what claims are compared with.

The two sides' statistics are kept apart: `reporter` says whose figure a row is, and nothing here averages them. Flags say how far a
row can be trusted:

- `SET_ASIDE` (SUSPECT, OUTLIER, MISATTRIBUTED, NOT Kazakh-reported): shown in tables, never used as evidence. `evidence` leaves these
  rows out, and verdicts and mirror use `evidence` alone.
- `WEAK` (DERIVED from another figure, ESTIMATE of the compiler, LOWER BOUND): can make a claim consistent, but cannot confirm it alone.
  The first two have the basis derived and are drawn so.
- inferred: the source does not name the reporter (or the year); it follows from the level. Such a row counts.

Rows for the same side, flow and period are in order of preference: the first usable one is drawn. A figure of zero is shown, but is
not evidence.
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
    "source",
    "title",
    "address",
    "quality",
    "flags",
    "note",
    "basis",
]
SET_ASIDE = frozenset({"SUSPECT", "OUTLIER", "MISATTRIBUTED", "NOT Kazakh-reported"})
WEAK = frozenset({"DERIVED", "ESTIMATE", "LOWER BOUND"})
DOUBTFUL_FACTOR = 1.8  # a figure this many times above or below the built-in one is worth a warning


def reference(path: str | None = None, *, add: bool = False) -> pd.DataFrame:
    """Returns official trade figures, a row per figure: the built-in series, or those of the user's file.

    Columns: ref_id (stable, usable as an anchor in HTML), reporter and partner (ISO 3166 alpha-3; whose own figure it is), flow
    (turnover, exports, imports; from the reporter's side), period_start and period_end (ISO days), value_usd (US dollars), source,
    title, address, quality (official, secondary), flags (tuple; see the module), note, basis (published, derived).

    `path` is a CSV file at any fsspec address, recognized by its header: UN Comtrade+, legacy UN Comtrade, WITS, IMF IMTS or DOTS, or
    columns named like ours. It replaces the built-in series; with `add` its rows come before the built-in ones and are
    preferred. A turnover is added as the sum of exports and imports of the same reporter where the data have no other; it is
    marked derived.

    Raises UnknownStatistics (unknown header, a cell that is not an amount or period, no total in the file) and OverlappingStatistics
    (two totals for one series); warns DoubtfulStatistics where a figure is about twice or half the built-in one, or where parts
    have no total.
    """
    builtin = _with_turnover(_frame(formats.own_rows(shipped.rows("trade.csv"), "trade.csv")))
    if path is None:
        return builtin
    own = _with_turnover(_frame(userfile.read(path)))
    _compare(own, builtin, path.rstrip("/").rpartition("/")[2])
    return pd.concat([own, builtin], ignore_index=True) if add else own


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


def _with_turnover(series: pd.DataFrame) -> pd.DataFrame:
    """Adds the sum of exports and imports where a reporter has both for a period and no usable turnover."""
    known: dict[tuple[str, ...], dict[str, dict[Hashable, Any]]] = {}
    for row in evidence(series).to_dict("records"):
        known.setdefault((row["reporter"], row["partner"], row["period_start"], row["period_end"]), {}).setdefault(
            row["flow"], row
        )
    sums = [
        _sum(flows["exports"], flows["imports"]) for flows in known.values() if flows.keys() == {"exports", "imports"}
    ]
    return pd.concat([series, _frame(sums)], ignore_index=True) if sums else series


def _sum(exports: dict[Hashable, Any], imports: dict[Hashable, Any]) -> dict[Hashable, Any]:
    return exports | {
        "ref_id": f"{exports['ref_id'].replace('exports', 'turnover')}-sum",
        "flow": "turnover",
        "value_usd": exports["value_usd"] + imports["value_usd"],
        "flags": tuple(dict.fromkeys(exports["flags"] + imports["flags"])),
        "basis": "derived",
        "note": f"Sum of {exports['ref_id']} and {imports['ref_id']}.",
    }


def _compare(own: pd.DataFrame, builtin: pd.DataFrame, name: str) -> None:
    """Warns where the file's figures are far from the built-in ones of the same reporter, flow and period."""
    series = ["reporter", "partner", "flow", "period_start", "period_end"]
    pairs = own.merge(evidence(builtin), on=series, suffixes=("", "_builtin"))
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
