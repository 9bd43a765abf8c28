"""The two sides' statistics side by side: the same goods as the exporter and the importer count them, and both turnovers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kzcn.statistics.series import Official, Series, frame

FLOWS = [
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


def flows(reference: pd.DataFrame, *, reporter: str = "KAZ", partner: str = "CHN") -> pd.DataFrame:
    """Returns the same goods as both sides count them, a row per physical direction and year, from the first to the last year with data.

    Columns: year, direction (KAZ→CHN), exporter, importer; exporter_usd, exporter_ref_id, exporter_basis (its exports) and
    importer_usd, importer_ref_id, importer_basis (its imports; basis published or derived); gap_usd (importer less exporter) and
    gap_pct (of the exporter's figure). A missing figure stays missing. Freight and insurance alone explain a
    gap of about +5 to +10 %.
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
    return frame(rows, FLOWS).astype({"year": int})


def turnover(reference: pd.DataFrame, *, reporter: str = "KAZ", partner: str = "CHN") -> pd.DataFrame:
    """Returns both sides' turnover, a row per year from the first to the last with data.

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
    return frame(rows, columns).astype({"year": int})


def _side(name: str, figure: Official | None) -> dict[str, Any]:
    cells = {"usd": figure and figure.value, "ref_id": figure and figure.ref_ids[0], "basis": figure and figure.basis}
    return {f"{name}_{column}": cell for column, cell in cells.items()}
