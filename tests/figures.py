"""Claims and official figures in few words, for the tests of what is made from them."""

import itertools

import pandas as pd

from kzcn import tables
from kzcn.schema import Claim
from kzcn.statistics.official import COLUMNS

NUMBERS = itertools.count(1)
PARTNER = {"KAZ": "CHN", "CHN": "KAZ"}


def year(number: int | None) -> tuple[str, str] | tuple[None, None]:
    return (f"{number}-01-01", f"{number}-12-31") if number else (None, None)


def claim(
    value=None,
    period=(None, None),
    *,
    change=None,
    base=(None, None),
    measure="turnover",
    reporter="KAZ",
    status="reported",
    doc="a",
    approx=False,
    basis="stated",
    currency="USD",
    quote="quote",
    goods=None,
) -> Claim:
    number, partner, dollars = next(NUMBERS), PARTNER[reporter], value if currency == "USD" else None
    return Claim(
        f"{doc}:t{number}",
        doc,
        f"{doc}:0001",
        0,
        5,
        quote,
        measure,
        reporter,
        partner,
        *period,
        value,
        currency,
        dollars,
        change,
        *base,
        status,
        None,
        approx,
        basis,
        goods,
    )


def frame(*claims: Claim) -> pd.DataFrame:
    return tables.frame("trade", claims)


def official(*rows: tuple) -> pd.DataFrame:
    """Official figures from (reporter, flow, year, billions, flags...)."""
    made = [
        {
            "ref_id": f"{of}-A-{reporter}-{flow}-{number}",
            "reporter": reporter,
            "partner": PARTNER[reporter],
            "flow": flow,
            "period_start": f"{of}-01-01",
            "period_end": f"{of}-12-31",
            "value_usd": billions * 1e9,
            "kind": "series",
            "source": "s",
            "title": "t",
            "address": "a",
            "quality": "official",
            "flags": tuple(flags),
            "note": "",
            "basis": "derived" if "DERIVED" in flags else "published",
        }
        for number, (reporter, flow, of, billions, *flags) in enumerate(rows)
    ]
    return pd.DataFrame(made, columns=COLUMNS)


SEED = (
    claim(8.36e9, year(2006), change=22.8, base=year(2005), doc="seed"),
    claim(5.97e9, ("2007-01-01", "2007-06-30"), change=60.4, base=("2006-01-01", "2006-06-30"), doc="seed"),
    claim(12e9, year(2008), status="target", doc="seed"),
)
SEED_ARTICLE = pd.DataFrame({"doc_id": ["seed"], "published": ["2007-09-05"]})
