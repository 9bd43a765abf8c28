"""Claims laid beside official statistics: verdicts, targets and their outcomes, and the two sides' figures themselves.

Pure functions from frames to frames. Claims are rows of the `trade` table, official figures those of `kzcn.reference`; claim_id and
ref_id stay on every row, so that each number can be cited. Money is in US dollars, deviations and changes in per cent.

Whose statistics a claim follows is inferred from the level of the figure, never from who said it: leaders of Kazakhstan often quote
China's totals. The same goods are exports of one side and imports of the other, so a claim on a flow is laid beside both counts.
The two sides are never averaged, and a missing year stays missing.

Rows with a flag of `reference.SET_ASIDE` are no evidence here; rows with a flag of `reference.WEAK` can make a claim consistent,
not confirm it. Official figures are of all goods: a claim on one kind of goods, below the total, conflicts with none of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kzcn.goods import kind_of_goods
from kzcn.statistics.official import WEAK, country, evidence, period_id

CONFIRMED = 1.5  # per cent: equal up to the rounding of newspapers
CONSISTENT = 7.5  # per cent: near enough for a revision or an early count, well below the gap between the two sides
SAME_GROWTH = 2.5  # per cent between two growth factors, each from two rounded figures
WIDER = 1.35  # how far beyond the usual ratio of the two sides' figures a claim may lie that only one side's figure can be laid beside
HOME = "KAZ"  # the country that a turnover is said of when the article does not name whose statistics it uses
MIRROR = {"turnover": "turnover", "exports": "imports", "imports": "exports"}


@dataclass(frozen=True)
class Official:
    """An official figure as one side counts it; a balance has two rows behind it."""

    side: str
    value: float
    ref_ids: tuple[str, ...]
    basis: str
    flags: frozenset[str]

    @property
    def weak(self) -> bool:
        return not WEAK.isdisjoint(self.flags)

    def deviation(self, value: float) -> float:
        return 100 * (value - self.value) / abs(self.value)


@dataclass(frozen=True)
class Verdict:
    """What official figures say of one value."""

    verdict: str
    why: str
    side: str | None = None
    nearest: Official | None = None
    ref_ids: tuple[str, ...] = ()
    deviation: float | None = None


class Series:
    """The evidence of a reference by side, flow and period."""

    def __init__(self, reference: pd.DataFrame) -> None:
        self._rows: dict[tuple[str, ...], list[Official]] = {}
        for row in _records(evidence(reference)):
            key = (row["reporter"], row["partner"], row["flow"], row["period_start"], row["period_end"])
            figure = Official(
                row["reporter"], row["value_usd"], (row["ref_id"],), row["basis"], frozenset(row["flags"])
            )
            self._rows.setdefault(key, []).append(figure)

    def figures(self, measure: str, reporter: str, partner: str, side: str, start: str, end: str) -> list[Official]:
        """Returns one side's figures for a measure as seen from `reporter`, the preferred one first."""
        if measure == "balance":
            sold, bought = (self.best(flow, reporter, partner, side, start, end) for flow in ("exports", "imports"))
            if not (sold and bought):
                return []
            return [
                Official(
                    side, sold.value - bought.value, sold.ref_ids + bought.ref_ids, "derived", sold.flags | bought.flags
                )
            ]
        other, flow = (partner, measure) if side == reporter else (reporter, MIRROR[measure])
        return self._rows.get((side, other, flow, start, end), [])

    def best(self, measure: str, reporter: str, partner: str, side: str, start: str, end: str) -> Official | None:
        """Returns the preferred one of `figures`."""
        return next(iter(self.figures(measure, reporter, partner, side, start, end)), None)

    def years(self, reporter: str, partner: str, flows: Iterable[str] = MIRROR) -> range:
        """Returns the calendar years from the first to the last figure of the two countries, gaps included."""
        known = [
            int(start[:4])
            for side, other, flow, start, end in self._rows
            if {side, other} == {reporter, partner} and flow in flows and _is_year(start, end)
        ]
        return range(min(known), max(known) + 1) if known else range(0)

    def yearly(self, measure: str, reporter: str, partner: str, side: str) -> dict[int, Official]:
        """Returns one side's preferred figures of calendar years, oldest first, without the years that it lacks."""
        found = {
            year: self.best(measure, reporter, partner, side, f"{year}-01-01", f"{year}-12-31")
            for year in self.years(reporter, partner)
        }
        return {year: figure for year, figure in found.items() if figure}

    def usual_ratio(
        self, measure: str, reporter: str, partner: str, side: str, other: str
    ) -> tuple[float, float] | None:
        """Returns the lowest and highest ratio of `other`'s yearly figures to `side`'s, None when no year has both."""
        ours, theirs = (self.yearly(measure, reporter, partner, counted) for counted in (side, other))
        ratios = [theirs[year].value / ours[year].value for year in ours.keys() & theirs.keys()]
        return (min(ratios), max(ratios)) if ratios else None


# The audit of claims

AUDIT = [
    "claim_id",
    "doc_id",
    "period",
    "measure",
    "reporter",
    "partner",
    "value_usd",
    "approx",
    "change_pct",
    "basis",
    "side",
    "ref_ids",
    "official_usd",
    "official_basis",
    "deviation_pct",
    "base_period",
    "base_usd",
    "base_ref_ids",
    "base_official_usd",
    "base_deviation_pct",
    "base_verdict",
    "verdict",
    "why",
]


def audit(claims: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Returns a verdict on every reported claim (targets and forecasts are left to `outcomes`), in the order of the claims.

    Columns: claim_id, doc_id, period (in words), measure, reporter, partner, value_usd, approx, change_pct, basis (stated,
    implied); side (whose statistics the level fits, missing when none); ref_ids (that side's figures within the tolerance, nearest
    first; where none fits the preferred figure of the nearer side), official_usd and official_basis (the first of them; basis
    published or derived), deviation_pct (claim over official); base_period, base_usd (what value and change imply for the base
    period), base_ref_ids, base_official_usd, base_deviation_pct, base_verdict; verdict; why (one sentence).

    Verdicts: confirmed (within 1.5 % of a published figure), consistent (within 7.5 %, or only a weak figure or the stated change
    fits), conflicts, no reference. An implied figure is at most consistent. Where one side's figure is missing and the claim lies
    about where that side usually lies beside the other's (the gap was wider in some years than in those on file), or the claim is
    on one kind of goods and below the total, the verdict is no reference, not conflicts.
    """
    series = Series(reference)
    reported = claims[claims["status"] == "reported"]
    return _table([_audited(series, row) for row in _records(reported)], AUDIT)


def _audited(series: Series, claim: dict[str, Any]) -> dict[str, Any]:
    value, change = claim["value_usd"], claim["change_pct"]
    period, base_period = (claim["period_start"], claim["period_end"]), (claim["base_start"], claim["base_end"])
    sides = (claim["reporter"], claim["partner"])
    base_usd, base = None, Verdict("no reference", "")
    if None in period:
        verdict = Verdict("no reference", "The claim names no period")
    elif value is not None:
        verdict = _value(series, claim, value, period, sides, firm=claim["basis"] == "stated")
        if change is not None and change > -100 and None not in base_period:
            base_usd = value / (1 + change / 100)
            base = _value(series, claim, base_usd, base_period, (verdict.side,) if verdict.side else sides, firm=False)
    elif change is not None and None not in base_period:
        verdict = _change(series, claim, change, period, base_period)
    else:
        verdict = Verdict("no reference", "The claim has no value in dollars and no change to a named period")
    overall = verdict.verdict
    if overall == "no reference" and (base.verdict == "consistent" or not verdict.side):
        overall = base.verdict
    why = verdict.why + (f"; the base it implies: {base.why}" if base_usd is not None and base.nearest else "") + "."
    return {
        **{column: claim[column] for column in AUDIT if column in claim},
        "period": label(*period),
        "side": verdict.side or base.side,
        "ref_ids": verdict.ref_ids,
        "official_usd": verdict.nearest and verdict.nearest.value,
        "official_basis": verdict.nearest and verdict.nearest.basis,
        "deviation_pct": verdict.deviation,
        "base_period": label(*base_period),
        "base_usd": base_usd,
        "base_ref_ids": base.ref_ids,
        "base_official_usd": base.nearest and base.nearest.value,
        "base_deviation_pct": base.deviation,
        "base_verdict": base.verdict if base_usd is not None else None,
        "verdict": overall,
        "why": why,
    }


def _value(
    series: Series, claim: dict[str, Any], value: float, period: tuple[str, str], sides: Sequence[str], *, firm: bool
) -> Verdict:
    """The verdict on a value; only a firm one, that is one in print, can be confirmed."""
    measure, reporter, partner = claim["measure"], claim["reporter"], claim["partner"]
    known = {}
    for side in sides:
        figures = [
            figure
            for figure in series.figures(measure, reporter, partner, side, *period)
            if not ("LOWER BOUND" in figure.flags and figure.deviation(value) > CONSISTENT)
        ]  # far above a bound says nothing
        if figures:
            fitting = [figure for figure in figures if abs(figure.deviation(value)) <= CONSISTENT]
            known[side] = sorted(fitting, key=lambda figure: abs(figure.deviation(value))) or figures[:1]
    if not known:
        return Verdict("no reference", f"{_dollars(value)}, and no official figure for {label(*period)}")
    side = min(known, key=lambda side: abs(known[side][0].deviation(value)))
    if reporter != HOME and reporter in known and abs(known[reporter][0].deviation(value)) <= CONSISTENT:
        side = reporter
    nearest = known[side][0]
    deviation = nearest.deviation(value)
    ref_ids = tuple(ref_id for figure in known[side] for ref_id in figure.ref_ids)
    why = f"{_dollars(value)} against {country(side)}'s {_named(nearest)} for {label(*period)} ({_percent(deviation)})"
    # A turnover of another country than HOME is one whose statistics the article names.
    named = reporter if measure in ("turnover", "balance") and reporter != HOME else None
    if abs(deviation) <= CONSISTENT:
        printed = next(
            (figure for figure in known[side] if not figure.weak and abs(figure.deviation(value)) <= CONFIRMED), None
        )
        if printed and nearest.weak:
            why += f" and its published {_dollars(printed.value)} ({_percent(printed.deviation(value))})"
        if named and side != named:
            why += f", although the article names {country(named)}'s statistics"
        verdict = "confirmed" if printed and firm and side == (named or side) else "consistent"
        return Verdict(verdict, why, side, nearest, ref_ids, deviation)
    missing = [other for other in sides if other not in known]
    if missing and side != named:
        ratio = series.usual_ratio(measure, reporter, partner, side, missing[0]) if measure != "balance" else None
        if measure == "balance" or (ratio and ratio[0] / WIDER <= value / nearest.value <= ratio[1] * WIDER):
            why += f"; {country(missing[0])}'s figure is missing"
            why += f" and would usually be {ratio[0]:.2f} to {ratio[1]:.2f} times that" if ratio else ""
            return Verdict("no reference", why, missing[0] if ratio else None, nearest, ref_ids, deviation)
    kind = kind_of_goods(claim["quote"])
    if kind and value < nearest.value:
        return Verdict(
            "no reference",
            f"{why}; the claim is on one kind of goods ({kind}), the figure on all",
            None,
            nearest,
            ref_ids,
            deviation,
        )
    return Verdict("conflicts", why, None, nearest, ref_ids, deviation)


def _change(
    series: Series, claim: dict[str, Any], change: float, period: tuple[str, str], base_period: tuple[str, str]
) -> Verdict:
    """The verdict on a change without a value: both ends are one side's figures."""
    measure, reporter, partner = claim["measure"], claim["reporter"], claim["partner"]
    found = []
    for side in (reporter, partner):
        now, then = (series.best(measure, reporter, partner, side, *days) for days in (period, base_period))
        if measure != "balance" and now and then and "LOWER BOUND" not in now.flags | then.flags:
            found.append(
                (
                    abs((1 + change / 100) / (now.value / then.value) - 1) * 100,
                    100 * (now.value / then.value - 1),
                    now,
                    then,
                )
            )
    if not found:
        return Verdict(
            "no reference",
            f"{_percent(change)}, and no side has figures for both {label(*period)} and {label(*base_period)}",
        )
    apart, official, now, then = min(found, key=lambda candidate: candidate[0])
    why = f"{_percent(change)} against {_percent(official)} by {country(now.side)}'s figures for {label(*base_period)} and {label(*period)}"
    if apart <= SAME_GROWTH:
        return Verdict("consistent", why, now.side, None, now.ref_ids + then.ref_ids)
    firm = len(found) == 2 and kind_of_goods(claim["quote"]) is None
    return Verdict("conflicts" if firm else "no reference", why, None, None, now.ref_ids + then.ref_ids)


# Targets

TARGETS = [
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


def targets(claims: pd.DataFrame, reference: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Returns the growth that each target needs, a row per target and base level (two where an article states two levels for a year).

    Columns: claim_id, doc_id, measure, speaker, target_usd, target_year (missing when none is named); base_id (the claim_id or
    ref_id of the latest yearly level before the target year that the article states, or else of each side's official figure for the
    last year before the article), base_year, base_usd, base_basis (stated, official), base_side (whose statistics the level fits);
    years from base to target, times (target over base), required_pct (growth a year, missing when the base is at the target
    already); growth_ids, growth_periods, growth_pct (tuples: the growth that the same article reports for the same measure, latest
    period first); why (one sentence).
    """
    series = Series(reference)
    published = {row["doc_id"]: row["published"] for row in _records(documents)}
    rows = _records(claims)
    found = []
    for claim in rows:
        if claim["status"] != "target" or claim["value_usd"] is None:
            continue
        told = [
            row
            for row in rows
            if row["doc_id"] == claim["doc_id"]
            and row["status"] == "reported"
            and row["basis"] == "stated"
            and _same(row, claim)
        ]
        growth = [row for row in told if row["change_pct"] is not None and row["period_end"]]
        growth.sort(key=lambda row: row["period_end"], reverse=True)
        for base in _bases(series, claim, told, published.get(claim["doc_id"])) or [{}]:
            found.append(
                _target(claim, base)
                | {
                    "growth_ids": tuple(row["claim_id"] for row in growth),
                    "growth_periods": tuple(label(row["period_start"], row["period_end"]) for row in growth),
                    "growth_pct": tuple(row["change_pct"] for row in growth),
                }
            )
    return _table(found, TARGETS).astype({"target_year": "Int64", "base_year": "Int64", "years": "Int64"})


def _same(row: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Whether two claims measure the same goods, whoever counts: a turnover has no side, a flow has a direction."""
    if kind_of_goods(row["quote"]) != kind_of_goods(claim["quote"]):
        return False
    if (row["reporter"], row["partner"]) == (claim["reporter"], claim["partner"]):
        return bool(row["measure"] == claim["measure"])
    return {row["reporter"], row["partner"]} == {claim["reporter"], claim["partner"]} and MIRROR.get(
        row["measure"]
    ) == claim["measure"]


def _bases(
    series: Series, claim: dict[str, Any], told: list[dict[str, Any]], published: str | None
) -> list[dict[str, Any]]:
    """The latest yearly levels before the target: those stated in the article, or else each side's official one from before the article."""
    target_year = _target_year(claim)
    levels: dict[tuple[int, float], dict[str, Any]] = {}
    for row in told:
        if row["value_usd"] and row["period_start"] and _is_year(row["period_start"], row["period_end"]):
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
                "base_side": _value(
                    series,
                    row,
                    row["value_usd"],
                    (row["period_start"], row["period_end"]),
                    (row["reporter"], row["partner"]),
                    firm=True,
                ).side,
            }
            for row in stated
        ]
    if published is None or kind_of_goods(claim["quote"]):
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
    aim = f"{_dollars(claim['value_usd'])}" + (f" in {target_year}" if target_year else ", no year named,")
    if not base:
        return row | {"why": f"{aim} has no yearly level before it, stated or official."}
    times = claim["value_usd"] / base["base_usd"]
    row |= {"times": times}
    start = f"{_dollars(base['base_usd'])} in {base['base_year']} ({base['base_basis']})"
    if target_year is None:
        return row | {"why": f"{aim} is {times:.2f} times {start}."}
    years = target_year - base["base_year"]
    if times <= 1:
        return row | {"years": years, "why": f"From {start}, {aim} needs no growth."}
    required = 100 * (times ** (1 / years) - 1)
    return row | {
        "years": years,
        "required_pct": required,
        "why": f"From {start}, {aim} needs {required:.1f} % a year.",
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


def outcomes(claims: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Returns what came of each target and forecast with a value, a row for each side's statistics (the claim's reporter first).

    Columns: claim_id, doc_id, status (target, forecast), measure, speaker, target_usd, target_year; side (whose count); ref_id,
    outcome_usd, outcome_basis (published, derived), deviation_pct (outcome over target; missing with the figure); outcome (met,
    missed, not yet known: the series ends before, or there is no year; no figure: the year is missing in it, or the aim is for one
    kind of goods); reached_in (first year from the target year on with a figure at or above the target) and reached ("in" that
    year, or "by" it where the year before is not on file). An approximate aim counts as met within 1.5 %.
    """
    series = Series(reference)
    found = []
    for claim in _records(claims):
        if claim["status"] == "reported" or claim["value_usd"] is None:
            continue
        measure, reporter, partner, target_year = (
            claim["measure"],
            claim["reporter"],
            claim["partner"],
            _target_year(claim),
        )
        enough = claim["value_usd"] * (1 - CONFIRMED / 100 if claim["approx"] else 1)
        total = kind_of_goods(claim["quote"]) is None
        for side in (reporter, partner):
            yearly = series.yearly(measure, reporter, partner, side) if total else {}
            figure = (
                series.best(measure, reporter, partner, side, claim["period_start"], claim["period_end"])
                if target_year and total
                else None
            )
            if figure and not ("LOWER BOUND" in figure.flags and figure.value < enough):
                outcome = "met" if figure.value >= enough else "missed"
            else:
                outcome = (
                    "no figure"
                    if not total or (target_year and yearly and target_year <= max(yearly))
                    else "not yet known"
                )
            reached = [
                year for year, level in yearly.items() if target_year and year >= target_year and level.value >= enough
            ]
            found.append(
                _aim(claim)
                | {
                    "side": side,
                    "ref_id": figure and figure.ref_ids[0],
                    "outcome_usd": figure and figure.value,
                    "outcome_basis": figure and figure.basis,
                    "deviation_pct": figure and 100 * (figure.value / claim["value_usd"] - 1),
                    "outcome": outcome,
                    "reached_in": reached[0] if reached else None,
                    "reached": None
                    if not reached
                    else "in"
                    if reached[0] == target_year or reached[0] - 1 in yearly
                    else "by",
                }
            )
    return _table(found, OUTCOMES).astype({"target_year": "Int64", "reached_in": "Int64"})


# The two sides

MIRRORED = [
    "year",
    "direction",
    "exporter",
    "importer",
    "exporter_usd",
    "exporter_ref_id",
    "exporter_basis",
    "importer_usd",
    "importer_ref_id",
    "importer_basis",
    "gap_usd",
    "gap_pct",
]


def mirror(reference: pd.DataFrame, *, reporter: str = "KAZ", partner: str = "CHN") -> pd.DataFrame:
    """Returns the same goods as both sides count them, a row per physical direction and year, from the first to the last year on file.

    Columns: year, direction (KAZ→CHN), exporter, importer; exporter_usd, exporter_ref_id, exporter_basis (its exports) and
    importer_usd, importer_ref_id, importer_basis (its imports; basis published or derived); gap_usd (importer less exporter) and
    gap_pct (of the exporter's figure). A missing figure is missing; freight and insurance alone would make a gap of some +5 to +10
    %.
    """
    series = Series(reference)
    rows = []
    for exporter, importer in ((reporter, partner), (partner, reporter)):
        sales, purchases = (series.yearly("exports", exporter, importer, side) for side in (exporter, importer))
        for year in series.years(reporter, partner, ("exports", "imports")):
            sold, bought = sales.get(year), purchases.get(year)
            gap = bought.value - sold.value if sold and bought else None
            rows.append(
                {
                    "year": year,
                    "direction": f"{exporter}→{importer}",
                    "exporter": exporter,
                    "importer": importer,
                    **_side("exporter", sold),
                    **_side("importer", bought),
                    "gap_usd": gap,
                    "gap_pct": 100 * gap / sold.value if sold and gap is not None else None,
                }
            )
    return _table(rows, MIRRORED).astype({"year": int})


def band(reference: pd.DataFrame, *, reporter: str = "KAZ", partner: str = "CHN") -> pd.DataFrame:
    """Returns both sides' turnover, a row per year from the first to the last on file.

    Columns: year; reporter_usd, reporter_ref_id, reporter_basis and partner_usd, partner_ref_id, partner_basis (basis published or
    derived); low_usd and high_usd (the two figures in order of size, missing unless both sides have one).
    """
    series = Series(reference)
    yearly = [series.yearly("turnover", reporter, partner, side) for side in (reporter, partner)]
    rows = []
    for year in series.years(reporter, partner, ("turnover",)):
        sides = [figures.get(year) for figures in yearly]
        values = sorted(figure.value for figure in sides if figure)
        low, high = values if len(values) == 2 else (None, None)
        rows.append(
            {
                "year": year,
                **_side("reporter", sides[0]),
                **_side("partner", sides[1]),
                "low_usd": low,
                "high_usd": high,
            }
        )
    columns = ["year", *_side("reporter", None), *_side("partner", None), "low_usd", "high_usd"]
    return _table(rows, columns).astype({"year": int})


def _side(name: str, figure: Official | None) -> dict[str, Any]:
    cells = {"usd": figure and figure.value, "ref_id": figure and figure.ref_ids[0], "basis": figure and figure.basis}
    return {f"{name}_{column}": cell for column, cell in cells.items()}


def spread(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Returns the stated yearly turnovers with the date of their article, a row per claim, by year and date of publication.

    Columns: year (that the claim speaks of), reporter (whose statistics the article names), claim_id, doc_id, published (ISO day, missing when the
    article has none), value_usd, articles (that state a turnover for the year by these statistics), low_usd, high_usd, spread_pct (highest over lowest).
    """
    start, end = claims["period_start"], claims["period_end"]
    whole_year = start.str.endswith("-01-01") & end.str.endswith("-12-31") & (start.str[:4] == end.str[:4])
    stated = (claims["measure"] == "turnover") & (claims["status"] == "reported") & (claims["basis"] == "stated")
    stated &= claims["quote"].map(kind_of_goods).isna()
    table = claims.loc[
        stated & whole_year & claims["value_usd"].notna(), ["claim_id", "doc_id", "reporter", "value_usd"]
    ]
    table["year"] = start.str[:4].astype("Int64")
    table = table.merge(documents[["doc_id", "published"]], on="doc_id", how="left", validate="many_to_one")
    years = table.groupby(["year", "reporter"])
    table["articles"] = years["doc_id"].transform("nunique")
    table["low_usd"], table["high_usd"] = years["value_usd"].transform("min"), years["value_usd"].transform("max")
    table["spread_pct"] = 100 * (table["high_usd"] / table["low_usd"] - 1)
    table = table.sort_values(["year", "reporter", "published", "claim_id"], ignore_index=True)
    return table[
        [
            "year",
            "reporter",
            "claim_id",
            "doc_id",
            "published",
            "value_usd",
            "articles",
            "low_usd",
            "high_usd",
            "spread_pct",
        ]
    ]


# Words


def label(start: str | None, end: str | None) -> str:
    """Returns a period in words: 2006, H1 2007, Q1 2010, January–October 2022, May 2013, 2000–2005, or its two days; empty for none."""
    if not (isinstance(start, str) and isinstance(end, str)):  # None, or a frame's NaN
        return ""
    name = period_id(start, end)
    year, _, part = name.partition("-")
    if part == "A":
        return year
    if part[:1] in ("H", "Q"):
        return f"{part} {year}"
    first, last = (datetime.date.fromisoformat(day) for day in (start, end))
    if part[:1] == "M":
        months = f"{first:%B}" if first.month == last.month else f"{first:%B}–{last:%B}"
        return f"{months} {year}"
    if (start[4:], end[4:]) == ("-01-01", "-12-31"):
        return f"{start[:4]}–{end[:4]}"
    return start if start == end else f"{start} to {end}"


def _is_year(start: str, end: str) -> bool:
    return start[4:] == "-01-01" and end == f"{start[:4]}-12-31"


def _dollars(value: float) -> str:
    size, unit = (1e9, "billion") if abs(value) >= 1e9 else (1e6, "million")
    return f"{'-' if value < 0 else ''}${abs(value) / size:.4g} {unit}"


def _percent(value: float) -> str:
    return f"{round(value, 1) + 0.0:+.1f} %"  # adding nought turns -0.0 into 0.0


def _named(figure: Official) -> str:
    kinds = {"DERIVED": "derived ", "ESTIMATE": "estimated ", "LOWER BOUND": "lower bound of "}
    return "".join(word for flag, word in kinds.items() if flag in figure.flags) + _dollars(figure.value)


def _table(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    """A frame whose numbers are numbers, also where all of them are missing."""
    numbers = [
        column for column in columns if column.endswith(("_usd", "_pct", "times")) and column != "growth_pct"
    ]  # tuples
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(numbers, float))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, with None for what is missing."""
    return [
        {str(name): None if not isinstance(cell, tuple) and pd.isna(cell) else cell for name, cell in row.items()}
        for row in table.to_dict("records")
    ]
