"""Targets and forecasts: the growth that each needs, and its outcome."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kzcn.phrasing import dollars, is_year, period, rate
from kzcn.statistics import verdicts
from kzcn.statistics.series import HOME, MIRROR, Series, frame, records

GROWTH = [
    "claim_id",
    "doc_id",
    "measure",
    "speaker",
    "target_usd",
    "target_year",
    "base_id",
    "base_year",
    "base_usd",
    "base_basis",
    "base_side",
    "years",
    "times",
    "required_pct",
    "growth_ids",
    "growth_periods",
    "growth_pct",
    "why",
]


def required_growth(claims: pd.DataFrame, reference: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Returns the growth that each target needs, a row per target and base level (two rows where an article states two levels for a year).

    Columns: claim_id, doc_id, measure, speaker, target_usd, target_year (missing where none is named); base_id (the claim_id or
    ref_id of the latest yearly level before the target year that the article states, or else of each side's official figure for the
    last year before the article), base_year, base_usd, base_basis (stated, official), base_side (whose statistics the level fits);
    years from base to target, times (target over base), required_pct (growth a year, missing where the base is already at the
    target); growth_ids, growth_periods, growth_pct (tuples: the growth that the same article reports for the same measure, latest
    period first); why (one sentence).
    """
    series = Series(reference)
    published = {row["doc_id"]: row["published"] for row in records(documents)}
    rows = records(claims)
    found = []
    for claim in rows:
        if claim["status"] != "target" or claim["value_usd"] is None:
            continue
        reported = [
            row
            for row in rows
            if row["doc_id"] == claim["doc_id"]
            and row["status"] == "reported"
            and row["basis"] == "stated"
            and _same(row, claim)
        ]
        growth = [row for row in reported if row["change_pct"] is not None and row["period_end"]]
        growth.sort(key=lambda row: row["period_end"], reverse=True)
        for base in _bases(series, claim, reported, published.get(claim["doc_id"])) or [{}]:
            found.append(
                _target(claim, base)
                | {
                    "growth_ids": tuple(row["claim_id"] for row in growth),
                    "growth_periods": tuple(period(row["period_start"], row["period_end"]) for row in growth),
                    "growth_pct": tuple(row["change_pct"] for row in growth),
                }
            )
    return frame(found, GROWTH).astype({"target_year": "Int64", "base_year": "Int64", "years": "Int64"})


def _same(row: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Returns whether two claims measure the same goods, by either side's statistics: a turnover has no side, a flow has a direction."""
    if row["goods"] != claim["goods"]:
        return False
    if (row["reporter"], row["partner"]) == (claim["reporter"], claim["partner"]):
        return bool(row["measure"] == claim["measure"])
    return {row["reporter"], row["partner"]} == {claim["reporter"], claim["partner"]} and MIRROR.get(
        row["measure"]
    ) == claim["measure"]


def _bases(
    series: Series, claim: dict[str, Any], reported: list[dict[str, Any]], published: str | None
) -> list[dict[str, Any]]:
    """Returns the latest yearly levels before the target: those the article states, or else each side's official one from before the article."""
    target_year = _target_year(claim)
    levels: dict[tuple[int, float], dict[str, Any]] = {}
    for row in reported:
        if row["value_usd"] and row["period_start"] and is_year(row["period_start"], row["period_end"]):
            levels.setdefault((int(row["period_start"][:4]), row["value_usd"]), row)
    before = [year for year, _ in levels if target_year is None or year < target_year]
    if before:
        stated = [row for (year, _), row in levels.items() if year == max(before)]
        return [
            {
                "base_id": row["claim_id"],
                "base_year": max(before),
                "base_usd": row["value_usd"],
                "base_basis": "stated",
                "base_side": verdicts.on_value(
                    series, row, row["value_usd"], (row["period_start"], row["period_end"])
                ).side,
            }
            for row in stated
        ]
    if published is None or claim["goods"]:
        return []
    last = min(int(published[:4]), target_year or int(published[:4]))
    found = []
    for side in (claim["reporter"], claim["partner"]):
        yearly = series.yearly(claim["measure"], claim["reporter"], claim["partner"], side)
        if years := [year for year in yearly if year < last]:
            figure = yearly[years[-1]]
            found.append(
                {
                    "base_id": figure.ref_ids[0],
                    "base_year": years[-1],
                    "base_usd": figure.value,
                    "base_basis": "official",
                    "base_side": side,
                }
            )
    return found


def _target(claim: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    target_year = _target_year(claim)
    row = {**_aim(claim), **base}
    aim = f"{dollars(claim['value_usd'])}" + (f" in {target_year}" if target_year else ", no year named,")
    if not base:
        return row | {"why": f"{aim} has no yearly level before it, stated or official."}
    times = claim["value_usd"] / base["base_usd"]
    row |= {"times": times}
    start = f"{dollars(base['base_usd'])} in {base['base_year']} ({base['base_basis']})"
    if target_year is None:
        return row | {"why": f"{aim} is {times:.2f} times {start}."}
    years = target_year - base["base_year"]
    if times <= 1:
        return row | {"years": years, "why": f"From {start}, {aim} needs no growth."}
    required = 100 * (times ** (1 / years) - 1)
    return row | {
        "years": years,
        "required_pct": required,
        "why": f"From {start}, {aim} needs {rate(required)} a year.",
    }


def _target_year(claim: dict[str, Any]) -> int | None:
    return int(claim["period_end"][:4]) if claim["period_end"] else None


def _aim(claim: dict[str, Any]) -> dict[str, Any]:
    return {column: claim[column] for column in ("claim_id", "doc_id", "status", "measure", "speaker")} | {
        "target_usd": claim["value_usd"],
        "target_year": _target_year(claim),
    }


OUTCOMES = [
    "claim_id",
    "doc_id",
    "status",
    "measure",
    "speaker",
    "target_usd",
    "target_year",
    "side",
    "ref_id",
    "outcome_usd",
    "outcome_basis",
    "deviation_pct",
    "outcome",
    "reached",
    "reached_in",
]


def outcomes(claims: pd.DataFrame, reference: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Returns the outcome of each target and forecast with a value, a row for each side's statistics (the claim's reporter first).

    An aim that names a country's statistics has a row for that side only. Columns: claim_id, doc_id, status (target, forecast), measure,
    speaker, target_usd, target_year; side (whose statistics); ref_id, outcome_usd, outcome_basis (published, sum, derived),
    deviation_pct (outcome over target: the error of a forecast; missing with the figure); outcome (reached, missed, not yet known: the
    series ends earlier, or no year is named and no later year is at the target; no figure: the series lacks the year, or the aim is for
    one kind of goods); reached_in (first year from the article's on, or from the target year where the article has no date, at or above
    the target) and reached ("in" that year, or "by" it where the year before has no figure). An approximate aim counts as
    reached within 1.5 %.
    """
    series = Series(reference)
    published = {row["doc_id"]: row["published"] for row in records(documents)}
    found = []
    for claim in records(claims):
        if claim["status"] == "reported" or claim["value_usd"] is None:
            continue
        named = claim["measure"] in ("turnover", "balance") and claim["reporter"] != HOME
        for side in (claim["reporter"],) if named else (claim["reporter"], claim["partner"]):
            found.append(_aim(claim) | {"side": side} | _outcome(series, claim, side, published.get(claim["doc_id"])))
    return frame(found, OUTCOMES).astype({"target_year": "Int64", "reached_in": "Int64"})


def _outcome(series: Series, claim: dict[str, Any], side: str, published: str | None) -> dict[str, Any]:
    """Returns what became of an aim by one side's statistics."""
    trade = (claim["measure"], claim["reporter"], claim["partner"], side)
    target_year, total = _target_year(claim), claim["goods"] is None
    enough = claim["value_usd"] * (1 - verdicts.CONFIRMED / 100 if claim["approx"] else 1)
    yearly = series.yearly(*trade) if total else {}
    figure = series.best(*trade, claim["period_start"], claim["period_end"]) if target_year and total else None
    since = int(published[:4]) if published else target_year
    reached = [year for year, level in yearly.items() if since and year >= since and level.value >= enough]
    known = figure and not ("LOWER BOUND" in figure.flags and figure.value < enough)
    if known and figure:
        outcome = "reached" if figure.value >= enough else "missed"
    elif target_year is None and reached:
        outcome = "reached"
    elif not total or (target_year and yearly and target_year <= max(yearly)):
        outcome = "no figure"
    else:
        outcome = "not yet known"
    return {
        "ref_id": figure and figure.ref_ids[0],
        "outcome_usd": figure and figure.value,
        "outcome_basis": figure and figure.basis,
        "deviation_pct": figure and 100 * (figure.value / claim["value_usd"] - 1),
        "outcome": outcome,
        "reached_in": reached[0] if reached else None,
        "reached": None if not reached else "in" if reached[0] == since or reached[0] - 1 in yearly else "by",
    }
