"""The kinds of statistics files that users bring, each known by its header: UN Comtrade, WITS, IMF, and our own columns."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kzcn.errors import KzcnError
from kzcn.phrasing import period_id
from kzcn.statistics import cells, countries

FLOWS = ("turnover", "exports", "imports")


class UnknownStatistics(KzcnError):
    """A statistics file cannot be read: an unknown header, a cell that is not a figure, or no usable row."""


class OverlappingStatistics(KzcnError):
    """A file holds two different totals for the same reporter, flow and period."""


class DoubtfulStatistics(UserWarning):
    """A statistics file can be read, but its figures are far from the built-in ones, or it has parts without their total."""


class Figure(NamedTuple):
    """One total read from a file: whose statistics, which flow, which days, how many dollars."""

    reporter: str
    partner: str
    flow: str
    start: str
    end: str
    value: float


@dataclass(frozen=True)
class Format:
    """A kind of file: the columns it is known by (plain names; `|` between alternatives), and how to read its figures."""

    title: str
    header: tuple[str, ...]  # as it is printed
    columns: tuple[str, ...]
    figures: Callable[[Iterable[dict[str, str]], str], Iterator[Figure]] | None  # None: our own columns


def own_rows(table: Iterable[dict[str, str]], name: str, path: str = "") -> list[dict[str, object]]:
    """Returns the rows of a table in our own columns, whose names may lack case and underscores."""
    rows = []
    for number, printed in enumerate(table, start=1):
        row = {cells.plain(column): cell.strip() for column, cell in printed.items() if column}
        start, end = cells.days(row)
        reporter, partner, flow = row["reporter"], row["partner"], row["flow"]
        if flow not in FLOWS:
            raise cells.BadCell("flow", flow, f"one of {', '.join(FLOWS)}")
        if partner == reporter:
            raise cells.BadCell("partner", partner, "another country than the reporter")
        value = cells.amount("valueusd", row["valueusd"])
        if value is None:
            raise cells.BadCell("valueusd", row["valueusd"], cells.AMOUNT)
        rows.append(
            {
                "ref_id": row.get("refid") or f"{period_id(start, end)}-{reporter}-{flow}-{partner}-file-{number}",
                "reporter": reporter,
                "partner": partner,
                "flow": flow,
                "period_start": start,
                "period_end": end,
                "value_usd": value,
                "source": row.get("source", ""),
                "title": row.get("title") or name,
                "address": row.get("address") or path,
                "quality": row.get("quality", ""),
                "flags": flags(row.get("flags", "")),
                "note": row.get("note", ""),
                "basis": row.get("basis") or "published",
            }
        )
    if not rows:
        raise UnknownStatistics(f"{name}: the file has a header and no rows; write one row per figure")
    return rows


def flags(cell: str) -> tuple[str, ...]:
    """Returns the flags of a row, which its cell joins by `;`."""
    return tuple(flag for flag in cell.split(";") if flag)


def _totals(
    table: Iterable[dict[str, str]],
    name: str,
    figure: Callable[[dict[str, str]], Figure | None],
    whole: Callable[[dict[str, str]], bool],
) -> Iterator[Figure]:
    """Returns the figures of the rows that are totals; warns of series of which the file has only parts."""
    parts, found = set(), set()
    for row in table:
        if (total := figure(row)) is None:
            continue
        if whole(row):
            found.add(total._replace(value=0.0))
            yield total
        else:
            parts.add(total._replace(value=0.0))
    if found and (lost := sorted(parts - found)):
        first = lost[0]
        warnings.warn(
            DoubtfulStatistics(
                f"{name}: {len(lost)} series have parts but no total and are left out, first {first.reporter} {first.flow} with "
                f"{first.partner}, {first.start} to {first.end}; download all goods together (TOTAL)"
            ),
            stacklevel=2,
        )


def _figure(
    reporter: str | None,
    partner: str | None,
    flow: str | None,
    period: tuple[str, str],
    value: tuple[str, str],
    unit: float = 1.0,
) -> Figure | None:
    """Returns the figure of a row; None where it is not about two countries' exports or imports. Period and value are (column, cell)."""
    if not (reporter and partner and flow) or reporter == partner:
        return None
    number = cells.amount(*value, unit)
    return None if number is None else Figure(reporter, partner, flow, *cells.period(*period), number)


def _comtrade_plus(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    flows = {"X": "exports", "M": "imports"}  # RX, RM and the others are parts of these

    def figure(row: dict[str, str]) -> Figure | None:
        if not cells.is_total(row, "typecode", "C"):
            return None
        # Not refMonth: it is 52 in yearly rows.
        period, value = cells.first(row, "period", "refyear"), ("primaryvalue", row["primaryvalue"])
        reporter, partner = (
            countries.code(row.get(f"{party}iso") or row.get(f"{party}code", "")) for party in ("reporter", "partner")
        )
        return _figure(reporter, partner, flows.get(row["flowcode"].strip()), period, value)

    def whole(row: dict[str, str]) -> bool:
        return (
            row["cmdcode"].strip().upper() == "TOTAL"
            and cells.is_total(row, "customscode", "C00")
            and cells.is_total(row, "motcode", "0")
            and cells.is_total(row, "moscode", "0")
            and cells.is_total(row, "partner2code", "0")
        )

    return _totals(table, name, figure, whole)


def _comtrade_legacy(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    def figure(row: dict[str, str]) -> Figure | None:
        period, value = cells.first(row, "period", "year"), ("tradevalueus", row["tradevalueus"])
        return _figure(
            countries.code(row["reporteriso"]),
            countries.code(row["partneriso"]),
            _flow(row["tradeflow"]),
            period,
            value,
        )

    def whole(row: dict[str, str]) -> bool:
        return (
            cells.is_total(row, "commoditycode", "TOTAL")
            and cells.is_total(row, "customsproccode", "C00")
            and cells.is_total(row, "modeoftransportcode", "0")
            and cells.is_total(row, "2ndpartnercode", "0")
        )

    return _totals(table, name, figure, whole)


def _wits(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    def figure(row: dict[str, str]) -> Figure | None:
        period, value = ("year", row["year"]), ("tradevaluein1000usd", row["tradevaluein1000usd"])
        return _figure(
            countries.code(row["reporteriso3"]),
            countries.code(row["partneriso3"]),
            _flow(row["tradeflowname"]),
            period,
            value,
            unit=1000.0,
        )

    return _totals(table, name, figure, lambda row: cells.is_total(row, "productcode", "TOTAL"))


def _flow(cell: str) -> str | None:
    return {"export": "exports", "exports": "exports", "import": "imports", "imports": "imports"}.get(
        cells.plain(cell).removeprefix("gross")
    )


def _imf(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    """Returns the figures of a file with a row per observation (TIME_PERIOD and OBS_VALUE) or per series (a column per period).

    SCALE is not applied: it says 6 where the values are plain dollars.
    """
    for row in table:
        reporter, partner = (
            countries.code(cells.first(row, f"{column}code", column, f"{column}name")[1], "imf")
            for column in ("country", "counterpartcountry")
        )
        flow = _imf_flow(cells.first(row, "indicatorcode", "indicator", "indicatorname")[1])
        if "timeperiod" in row:
            observations = [(("timeperiod", row["timeperiod"]), cells.first(row, "obsvalue", "value"))]
        else:  # the name of a period column begins with a digit
            observations = [((column, column), (column, cell)) for column, cell in row.items() if column[:1].isdigit()]
        for period, value in observations:
            if total := _figure(reporter, partner, flow, period, value):
                yield total


def _imf_flow(indicator: str) -> str | None:
    plain = cells.plain(indicator)
    if re.search(r"xgfobusd$|exports.*fob.*usdollars?$", plain):
        return "exports"
    # Imports FOB are the same goods, valued at the other border.
    if re.search(r"mgcifusd$|imports.*cif.*usdollars?$", plain):
        return "imports"
    return None


FORMATS = (
    Format(
        "UN Comtrade+",
        ("refYear", "period", "reporterISO", "flowCode", "partnerISO", "cmdCode", "primaryValue"),
        ("refyear|period", "reporteriso|reportercode", "partneriso|partnercode", "flowcode", "cmdcode", "primaryvalue"),
        _comtrade_plus,
    ),
    Format(
        "UN Comtrade (legacy)",
        ("Year", "Trade Flow", "Reporter ISO", "Partner ISO", "Commodity Code", "Trade Value (US$)"),
        ("year|period", "tradeflow", "reporteriso", "partneriso", "tradevalueus"),
        _comtrade_legacy,
    ),
    Format(
        "WITS",
        ("ReporterISO3", "PartnerISO3", "ProductCode", "Year", "TradeFlowName", "TradeValue in 1000 USD"),
        ("reporteriso3", "partneriso3", "year", "tradeflowname", "tradevaluein1000usd"),
        _wits,
    ),
    Format(
        "IMF trade in goods (IMTS, DOTS)",
        ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "TIME_PERIOD", "OBS_VALUE"),
        (
            "country|countrycode|countryname",
            "indicator|indicatorcode|indicatorname",
            "counterpartcountry|counterpartcountrycode|counterpartcountryname",
        ),
        _imf,
    ),
    Format(
        "our own columns",
        ("reporter", "partner", "flow", "year or period_start and period_end", "value_usd"),
        ("reporter", "partner", "flow", "year|periodstart", "year|periodend", "valueusd"),
        None,
    ),
)
