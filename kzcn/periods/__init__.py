"""Time expressions: `find` reads them from a sentence (`grammar`), the rest is arithmetic on the days they stand for (`days`)."""

from kzcn.periods.days import Days, Period, part, render, resolve, shift, year
from kzcn.periods.grammar import find

__all__ = ["Days", "Period", "find", "part", "render", "resolve", "shift", "year"]
