"""The official series as plain text: the preferred figures of both sides by year, the empty cells, and the sources."""

from __future__ import annotations

import pandas as pd

from kzcn.statistics import countries
from kzcn.statistics.official import evidence
from kzcn.statistics.series import Official, Series

FLOWS = ("exports", "imports", "turnover")
MARKS = {"derived": "*", "statement": "'"}
LEGEND = (
    "Millions of US dollars. ' from a statement (press, speech, share), * worked out from another figure, - no figure."
)


def text(reference: pd.DataFrame, reporter: str, partner: str) -> str:
    """Returns the preferred figures of two countries by year, the years without one and the sources of all, as lines of text."""
    series = Series(reference)
    yearly = {
        (side, flow): series.yearly(flow, side, other, side)
        for side, other in ((reporter, partner), (partner, reporter))
        for flow in FLOWS
    }
    years = series.years(reporter, partner)
    if not years:
        return (
            f"No official figure of trade between {countries.name(reporter)} and {countries.name(partner)} is on file."
        )
    head = "year  " + "".join(f"{countries.name(side) + ' ' + flow:>22}" for side, flow in yearly)
    rows = [f"{year}  " + "".join(f"{_cell(figures.get(year)):>22}" for figures in yearly.values()) for year in years]
    return "\n".join([LEGEND, "", head, *rows, "", *_holes(yearly, years), "", *_sources(reference, reporter, partner)])


def _cell(figure: Official | None) -> str:
    if figure is None:
        return "-"
    return f"{figure.value / 1e6:,.1f}{MARKS.get(figure.basis) or MARKS.get(figure.kind, '')}"


def _holes(yearly: dict[tuple[str, str], dict[int, Official]], years: range) -> list[str]:
    lines = []
    for (side, flow), figures in yearly.items():
        if missing := [str(year) for year in years if year not in figures]:
            lines.append(f"no figure of {countries.name(side)}'s {flow}: {', '.join(missing)}")
    return lines or [f"no year from {years[0]} to {years[-1]} is without a figure"]


def _sources(reference: pd.DataFrame, reporter: str, partner: str) -> list[str]:
    """Returns each source with its number of figures and its first address, most figures first."""
    rows = evidence(reference)
    rows = rows[rows["reporter"].isin([reporter, partner]) & rows["partner"].isin([reporter, partner])]
    rows = rows[~rows["ref_id"].str.endswith("-sum")]
    sources = rows.groupby("source", sort=False).agg(figures=("ref_id", "size"), address=("address", "first"))
    return ["sources (figures, source, first address):"] + [
        f"{row.figures:4d}  {row.Index}  {row.address}"
        for row in sources.sort_values("figures", ascending=False, kind="stable").itertuples()
    ]
