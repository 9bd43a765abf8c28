"""Official trade figures, built in or from a user's own file: what the claims of articles are laid beside.

Both sides' statistics are kept apart: `reporter` says whose count a row is, and nothing here averages them. Flags say how far a row
can be trusted:

- `SET_ASIDE` (SUSPECT, OUTLIER, MISATTRIBUTED, NOT Kazakh-reported): shown in tables, never evidence. `evidence` leaves such rows
  out, and the audit, the mirror and the band are made from `evidence` alone.
- `WEAK` (DERIVED from another figure, ESTIMATE of the compiler, LOWER BOUND): can make a claim consistent, cannot confirm it alone.
  The first two have the basis derived, and are drawn so.
- inferred: the source does not name the reporter (or the year); it follows from the level. Such a row counts.

Rows for the same side, flow and period stand in order of preference: the first usable one is the one that is drawn.

A user's file is read whole or refused: a cell that should hold an amount or a period and does not is told with its row and column. Only
cells that say themselves that there is no figure (empty, `..`, `n/a`) are passed over. A figure of nought is shown, but is no evidence.
"""

from __future__ import annotations

import calendar
import csv
import functools
import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd

from kzcn.errors import KzcnError

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
FLOWS = ("turnover", "exports", "imports")
SET_ASIDE = frozenset({"SUSPECT", "OUTLIER", "MISATTRIBUTED", "NOT Kazakh-reported"})
WEAK = frozenset({"DERIVED", "ESTIMATE", "LOWER BOUND"})
SAME_FIGURE = (
    0.005  # two totals of one series that differ by less than this share are the same figure, revised or rounded
)
DOUBTFUL_FACTOR = 1.8  # a figure this many times above or below the built-in one is worth a warning
LARGEST = 1e14  # dollars: several times what the whole world trades in a year
AMOUNT = "an amount of trade: expected US dollars from 0 to 100 trillion"
YEARS = range(1900, 2101)
NO_FIGURE = frozenset(
    {"", "-", "–", "—", ".", "..", "...", "…", "na", "n.a.", "n/a", "#n/a", "null", "none", "c", "confidential"}
)

STATISTICS = files("kzcn") / "statistics"


class UnknownStatistics(KzcnError):
    """A file of statistics cannot be read: its header is none of those known, a cell is no figure, or no row is usable."""


class _BadCell(KzcnError):
    """A cell is not what its column should hold; `column` is its plain name, the message what is expected."""

    def __init__(self, column: str, cell: str, expected: str) -> None:
        super().__init__(f"{cell[:40]!r} is not {expected}")
        self.column = column


class OverlappingStatistics(KzcnError):
    """A file holds two different totals for the same reporter, flow and period."""


class DoubtfulStatistics(UserWarning):
    """A file of statistics can be read, but its figures are far from the built-in ones, or parts of it lack a total."""


class Figure(NamedTuple):
    """One total read from a file: whose count, which flow, which days, how many dollars."""

    reporter: str
    partner: str
    flow: str
    start: str
    end: str
    value: float


def reference(path: str | None = None, *, add: bool = False) -> pd.DataFrame:
    """Returns official trade figures, a row per figure: the built-in series, or those of the user's file.

    Columns: ref_id (stable, usable as an anchor in HTML), reporter and partner (ISO 3166 alpha-3; the reporter's own count), flow
    (turnover, exports, imports; from the reporter's side), period_start and period_end (ISO days), value_usd (US dollars), source,
    title, address, quality (official, secondary), flags (tuple; see the module), note, basis (published, derived).

    `path` is a CSV file at any fsspec address, known by its header: UN Comtrade+, legacy UN Comtrade, WITS, IMF IMTS or DOTS, or
    columns named like ours. It replaces the built-in series; with `add` its rows stand before the built-in ones, which makes them
    the preferred ones. A turnover is added as the sum of exports and imports of the same reporter where no other is on file; it is
    marked derived.

    Raises UnknownStatistics (header, a cell that is no amount or period, or no total in the file) and OverlappingStatistics (two totals for one series);
    warns DoubtfulStatistics where a figure is about twice or half the built-in one, or where parts have no total.
    """
    builtin = _with_turnover(_frame(_own(_rows("trade.csv"), "trade.csv")))
    if path is None:
        return builtin
    own = _with_turnover(_frame(_read(path)))
    _compare(own, builtin, path.rstrip("/").rpartition("/")[2])
    return pd.concat([own, builtin], ignore_index=True) if add else own


def targets() -> pd.DataFrame:
    """Returns announced goals for the trade of the two countries, a row per announcement, oldest first.

    Columns: ref_id, announced_on (ISO day, month or year), speaker, target_value_usd, target_year (missing when none was named),
    address, flags (tuple: NOWCAST an expectation for the running year, DERIVED from a growth rate, REGION all of Central Asia),
    note.
    """
    data = pd.DataFrame(list(_rows("targets.csv")))
    data["target_value_usd"] = data["target_value_usd"].astype(float)
    data["target_year"] = pd.to_numeric(data["target_year"]).astype("Int64")
    data["flags"] = data["flags"].map(_flags)
    return data


def evidence(series: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows of a reference that can count as evidence: those above nought with no flag of SET_ASIDE."""
    return series[series["flags"].map(SET_ASIDE.isdisjoint).astype(bool) & (series["value_usd"] > 0)]


def country(iso: str) -> str:
    """Returns the English name of a country, or its code when it is not on file."""
    return _countries()["iso3"].get(iso, iso)


# The shape of the table


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (STATISTICS / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _frame(rows: Iterable[Mapping[Any, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS).astype({"value_usd": float})


def _flags(cell: str) -> tuple[str, ...]:
    return tuple(flag for flag in cell.split(";") if flag)


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


# A user's file


def _read(path: str) -> list[dict[str, object]]:
    import fsspec

    name = path.rstrip("/").rpartition("/")[2]
    try:
        with fsspec.open(path, "rb", compression="infer") as file:
            data = file.read()
    except (EOFError, lzma.LZMAError, zipfile.BadZipFile, zlib.error) as error:
        raise UnknownStatistics(f"{name}: cannot be unpacked ({error}); fetch the file again") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # what Comtrade writes when a country's name has an accent
    blank = len(text) - len(text.lstrip())
    header = text[blank:].partition("\n")[0]
    # Not pandas: Comtrade+ ends its rows, not its header, with a comma, and pandas would then take the first column for an index.
    table = csv.DictReader(
        io.StringIO(text[blank:], newline=""), delimiter=max(",;\t", key=header.count), restkey="", restval=""
    )
    try:
        printed = {_plain(column): column.strip() for column in table.fieldnames or []}
        table.fieldnames = [_plain(column) for column in table.fieldnames or []]
        for known in FORMATS:
            if all(any(choice in table.fieldnames for choice in column.split("|")) for column in known.columns):
                if known.figures is None:
                    return _own(table, name, path)
                return _file_rows(known.figures(table, name), known.title, name, path)
    except csv.Error as error:
        raise UnknownStatistics(f"{name}: not a CSV file ({error}); save the download as CSV") from None
    except _BadCell as cell:
        row = table.line_num + text[:blank].count("\n")
        raise UnknownStatistics(f"{name}, row {row}, column {printed.get(cell.column, cell.column)}: {cell}") from None
    accepted = "; ".join(f"{known.title} ({', '.join(known.header)})" for known in FORMATS)
    raise UnknownStatistics(
        f"{name}: the header is none of those known; save a CSV file with the columns of one of: {accepted}"
    )


def _plain(name: str) -> str:
    """The name of a column without case, spaces and signs, all of which vary between downloads."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _file_rows(figures: Iterable[Figure], title: str, name: str, path: str) -> list[dict[str, object]]:
    unique: dict[Figure, Figure] = {}
    for figure in figures:
        series = figure._replace(value=0.0)
        first = unique.setdefault(series, figure)
        if abs(figure.value - first.value) > SAME_FIGURE * abs(first.value):
            raise OverlappingStatistics(
                f"{name}: two totals for {figure.reporter} {figure.flow} with {figure.partner}, {figure.start} to {figure.end}: "
                f"{first.value:.0f} and {figure.value:.0f} dollars; keep one row per reporter, flow and period"
            )
    if not unique:
        raise UnknownStatistics(
            f"{name}: the header is that of {title}, but no row is a total of trade between two countries; "
            "download all goods together (TOTAL), exports and imports"
        )
    return [
        {
            "ref_id": f"{period_id(figure.start, figure.end)}-{figure.reporter}-{figure.flow}-{figure.partner}-file",
            "reporter": figure.reporter,
            "partner": figure.partner,
            "flow": figure.flow,
            "period_start": figure.start,
            "period_end": figure.end,
            "value_usd": figure.value,
            "source": title,
            "title": name,
            "address": path,
            "quality": "official",
            "flags": (),
            "note": "",
            "basis": "published",
        }
        for figure in unique.values()
    ]


def _own(table: Iterable[dict[str, str]], name: str, path: str = "") -> list[dict[str, object]]:
    """Rows in our own columns; a plain header (no underscores) where they come from a user's file."""
    rows = []
    for number, cells in enumerate(table, start=1):
        row = {_plain(column): cell.strip() for column, cell in cells.items() if column}
        start, end = _own_days(row)
        reporter, partner, flow = row["reporter"], row["partner"], row["flow"]
        if flow not in FLOWS:
            raise _BadCell("flow", flow, f"one of {', '.join(FLOWS)}")
        if partner == reporter:
            raise _BadCell("partner", partner, "another country than the reporter")
        value = _amount("valueusd", row["valueusd"])
        if value is None:
            raise _BadCell("valueusd", row["valueusd"], AMOUNT)
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
                "flags": _flags(row.get("flags", "")),
                "note": row.get("note", ""),
                "basis": row.get("basis") or "published",
            }
        )
    if not rows:
        raise UnknownStatistics(f"{name}: there is a header and nothing below it; write a row per figure")
    return rows


def _own_days(row: Mapping[str, str]) -> tuple[str, str]:
    if year := row.get("year"):
        return _expected_period("year", year)
    days: list[str] = []
    for column in ("periodstart", "periodend"):
        cell = row.get(column, "")
        try:
            valid = date.fromisoformat(cell).isoformat() == cell and int(cell[:4]) in YEARS
        except ValueError:
            valid = False
        if not valid or [*days, cell] != sorted([*days, cell]):
            raise _BadCell(
                column,
                cell,
                f"a day from {YEARS[0]} to {YEARS[-1]} such as 2015-12-31, the end of a period not before its start",
            )
        days.append(cell)
    return days[0], days[1]


def _compare(own: pd.DataFrame, builtin: pd.DataFrame, name: str) -> None:
    """Warns where the file's figures are far from the built-in ones of the same reporter, flow and period."""
    series = ["reporter", "partner", "flow", "period_start", "period_end"]
    pairs = own.merge(evidence(builtin), on=series, suffixes=("", "_builtin"))
    pairs["factor"] = pairs["value_usd"] / pairs["value_usd_builtin"]
    # Where the built-in series holds several figures, the nearest counts.
    pairs["distance"] = (pairs["factor"] - 1).abs()
    nearest = pairs.sort_values("distance", kind="stable").drop_duplicates("ref_id")
    far = nearest[(nearest["factor"] >= DOUBTFUL_FACTOR) | (nearest["factor"] <= 1 / DOUBTFUL_FACTOR)].sort_values(
        "ref_id"
    )
    if far.empty:
        return
    first = far.iloc[0]
    if far["factor"].between(1.9, 2.1).any():
        advice = "twice the official figure means that totals and their parts were both counted"
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


# Periods, numbers, countries


def period_id(start: str, end: str) -> str:
    """Returns a short name of a period for a ref_id: 2006-A, 2006-H1, 2006-Q1, 2005-M01-11, 2013-M05, or its two days."""
    year, first, last = start[:4], int(start[5:7]), int(end[5:7])
    if end[:4] != year or not _whole_months(start, end):
        return f"{start}-{end}"
    if (first, last) == (1, 12):
        return f"{year}-A"
    if last - first == 5 and first in (1, 7):
        return f"{year}-H{1 + first // 7}"
    if last - first == 2 and first % 3 == 1:
        return f"{year}-Q{1 + first // 3}"
    return f"{year}-M{first:02d}" if first == last else f"{year}-M{first:02d}-{last:02d}"


def _whole_months(start: str, end: str) -> bool:
    return start[8:] == "01" and int(end[8:]) == calendar.monthrange(int(end[:4]), int(end[5:7]))[1]


PERIOD = re.compile(
    r"(?P<year>\d{4})(?:\.0)?(?:-?(?:[HS](?P<half>[12])|Q(?P<quarter>[1-4])|M?(?P<month>\d\d|(?<=[M-])\d)))?$", re.ASCII
)


def _period(cell: str) -> tuple[str, str] | None:
    """The first and last day of 2015, 2015-Q1, 2015Q1, 2015-S1, 2015-M03, 2015-03 or 201503."""
    match = PERIOD.match(cell.strip().upper())
    if not match:
        return None
    year = int(match["year"])
    if match["half"]:
        first, length = 6 * int(match["half"]) - 5, 6
    elif match["quarter"]:
        first, length = 3 * int(match["quarter"]) - 2, 3
    elif match["month"]:
        first, length = int(match["month"]), 1
    else:
        first, length = 1, 12
    last = first + length - 1
    if year not in YEARS or not 1 <= last <= 12:
        return None
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{calendar.monthrange(year, last)[1]}"


def _expected_period(column: str, cell: str) -> tuple[str, str]:
    if (days := _period(cell)) is None:
        raise _BadCell(
            column,
            cell,
            f"a period: expected a year from {YEARS[0]} to {YEARS[-1]}, or a part of one, as 2015, 2015-Q1 or 2015-03",
        )
    return days


def _amount(column: str, cell: str, unit: float = 1.0) -> float | None:
    """The dollars in a cell, None where it says that there is no figure."""
    if cell.strip().lower() in NO_FIGURE:
        return None
    try:
        value = float(re.sub(r"[,\s']", "", cell)) * unit
    except ValueError:
        raise _BadCell(column, cell, AMOUNT) from None
    if not 0 <= value <= LARGEST:  # also what is not a number
        raise _BadCell(column, cell, AMOUNT)
    return value


@functools.cache
def _countries() -> dict[str, dict[str, str]]:
    """Names by ISO code, and ISO codes by the number of the UN, the number of the IMF and name."""
    tables: dict[str, dict[str, str]] = {"iso3": {}, "m49": {}, "imf": {}, "names": {}}
    for row in _rows("countries.csv"):
        names = row["names"].split(";")
        tables["iso3"][row["iso3"]] = names[0]
        tables["m49"][row["m49"]] = tables["imf"][row["imf"]] = row["iso3"]
        tables["names"] |= {_plain(name): row["iso3"] for name in names}
    return tables


def _iso(cell: str, system: str = "m49") -> str | None:
    """The ISO code of a country given by that code, by a number or by name; None for the world, groups and unknown countries."""
    if re.fullmatch(r"[A-Z]{3}", cell):
        return None if cell == "WLD" else cell
    tables = _countries()
    return tables[system].get(cell.removesuffix(".0")) or tables["names"].get(_plain(cell))


# Formats, each known by the columns it needs


def _totals(
    table: Iterable[dict[str, str]],
    name: str,
    figure: Callable[[dict[str, str]], Figure | None],
    whole: Callable[[dict[str, str]], bool],
) -> Iterator[Figure]:
    """The figures of the rows that are totals; warns of series that are there in parts only."""
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
    """The figure of a row, None where it speaks of no two countries' exports or imports; period and value are (column, cell)."""
    if not (reporter and partner and flow) or reporter == partner:
        return None
    number = _amount(*value, unit)
    return None if number is None else Figure(reporter, partner, flow, *_expected_period(*period), number)


def _first(row: Mapping[str, str], *columns: str) -> tuple[str, str]:
    """The first of some columns that holds anything, and its cell; where none does, an empty cell."""
    return next(((column, row[column]) for column in columns if row.get(column, "").strip()), (columns[0], ""))


def _is(row: dict[str, str], column: str, *whole: str) -> bool:
    """Whether a code is the one for all together; a column that is missing or empty splits nothing."""
    return (row.get(column) or "").strip().removesuffix(".0").upper() in {"", *whole}


def _comtrade_plus(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    flows = {"X": "exports", "M": "imports"}  # RX, RM and the rest are parts of these

    def figure(row: dict[str, str]) -> Figure | None:
        if not _is(row, "typecode", "C"):
            return None
        # Not refMonth: it is 52 in yearly rows.
        period, value = _first(row, "period", "refyear"), ("primaryvalue", row["primaryvalue"])
        reporter, partner = (
            _iso(row.get(f"{party}iso") or row.get(f"{party}code", "")) for party in ("reporter", "partner")
        )
        return _figure(reporter, partner, flows.get(row["flowcode"].strip()), period, value)

    def whole(row: dict[str, str]) -> bool:
        return (
            row["cmdcode"].strip().upper() == "TOTAL"
            and _is(row, "customscode", "C00")
            and _is(row, "motcode", "0")
            and _is(row, "moscode", "0")
            and _is(row, "partner2code", "0")
        )

    return _totals(table, name, figure, whole)


def _comtrade_legacy(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    def figure(row: dict[str, str]) -> Figure | None:
        period, value = _first(row, "period", "year"), ("tradevalueus", row["tradevalueus"])
        return _figure(_iso(row["reporteriso"]), _iso(row["partneriso"]), _flow(row["tradeflow"]), period, value)

    def whole(row: dict[str, str]) -> bool:
        return (
            _is(row, "commoditycode", "TOTAL")
            and _is(row, "customsproccode", "C00")
            and _is(row, "modeoftransportcode", "0")
            and _is(row, "2ndpartnercode", "0")
        )

    return _totals(table, name, figure, whole)


def _wits(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    def figure(row: dict[str, str]) -> Figure | None:
        period, value = ("year", row["year"]), ("tradevaluein1000usd", row["tradevaluein1000usd"])
        return _figure(
            _iso(row["reporteriso3"]), _iso(row["partneriso3"]), _flow(row["tradeflowname"]), period, value, unit=1000.0
        )

    return _totals(table, name, figure, lambda row: _is(row, "productcode", "TOTAL"))


def _flow(cell: str) -> str | None:
    return {"export": "exports", "exports": "exports", "import": "imports", "imports": "imports"}.get(
        _plain(cell).removeprefix("gross")
    )


def _imf(table: Iterable[dict[str, str]], name: str) -> Iterator[Figure]:
    """A row per observation (TIME_PERIOD and OBS_VALUE) or per series (a column per period). SCALE is not applied: it says 6 over plain
    dollars."""
    for row in table:
        reporter, partner = (
            _iso(_first(row, f"{column}code", column, f"{column}name")[1], "imf")
            for column in ("country", "counterpartcountry")
        )
        flow = _imf_flow(_first(row, "indicatorcode", "indicator", "indicatorname")[1])
        if "timeperiod" in row:
            cells = [(("timeperiod", row["timeperiod"]), _first(row, "obsvalue", "value"))]
        else:  # a column that begins with a digit is one of a period
            cells = [((column, column), (column, cell)) for column, cell in row.items() if column[:1].isdigit()]
        for period, value in cells:
            if total := _figure(reporter, partner, flow, period, value):
                yield total


def _imf_flow(indicator: str) -> str | None:
    plain = _plain(indicator)
    if re.search(r"xgfobusd$|exports.*fob.*usdollars?$", plain):
        return "exports"
    # Imports FOB are the same goods again, valued at the other border.
    if re.search(r"mgcifusd$|imports.*cif.*usdollars?$", plain):
        return "imports"
    return None


@dataclass(frozen=True)
class Format:
    """A kind of file: the columns that make it known (plain names; `|` between alternatives), and how to read its figures."""

    title: str
    header: tuple[str, ...]  # as it is printed
    columns: tuple[str, ...]
    figures: Callable[[Iterable[dict[str, str]], str], Iterator[Figure]] | None  # None: our own columns


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
