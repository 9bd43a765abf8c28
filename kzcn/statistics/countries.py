"""Countries in statistics: the English name of a code, and the code that a cell of a file means."""

from __future__ import annotations

import functools
import re

from kzcn.statistics import shipped
from kzcn.statistics.cells import plain

WORLD = frozenset({"", "wld", "w00", "world", "0", "allcountries", "total", "001"})


def name(code: str) -> str:
    """Returns the English name of a country by its ISO 3166 alpha-3 code; the code where the country is unknown."""
    return _countries()["iso3"].get(code, code)


def code(cell: str, system: str = "m49") -> str | None:
    """Returns the ISO code of a country given by that code, by a number or by name; None for the world, groups and unknown countries.

    `system` says whose numbers they are: m49 (the UN) or imf.
    """
    if re.fullmatch(r"[A-Z]{3}", cell):
        return None if cell == "WLD" else cell
    tables = _countries()
    return tables[system].get(cell.removesuffix(".0")) or tables["names"].get(plain(cell))


def is_group(cell: str) -> bool:
    """Returns whether a cell means the world rather than a country."""
    return plain(cell) in WORLD


@functools.cache
def _countries() -> dict[str, dict[str, str]]:
    """Returns names by ISO code, and ISO codes by UN number, IMF number and name."""
    tables: dict[str, dict[str, str]] = {"iso3": {}, "m49": {}, "imf": {}, "names": {}}
    for row in shipped.rows("countries.csv"):
        names = row["names"].split(";")
        tables["iso3"][row["iso3"]] = names[0]
        tables["m49"][row["m49"]] = tables["imf"][row["imf"]] = row["iso3"]
        tables["names"] |= {plain(name): row["iso3"] for name in names}
    return tables
