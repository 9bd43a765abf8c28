"""What official figures say about the claims annotated in published passages: `python tests/gold/audit.py` (no texts needed).

Prints the share of each verdict on reported claims of whole years from 1995 to 2024 about all goods, the reasons of the others, and every
claim that differs, to be read. The goods of a claim are those in its field `goods`, where it has one, else the kind that its anchor names.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from kzcn import tables
from kzcn.phrasing import is_year
from kzcn.schema import Claim
from kzcn.statistics.official import reference
from kzcn.statistics.verdicts import audit
from kzcn.trade import rates
from kzcn.trade.goods import kind_of_goods

REAL = Path(__file__).parent / "real"
YEARS = range(1995, 2025)


def claims(folder: Path = REAL) -> pd.DataFrame:
    """Returns the annotated claims as rows of the trade table; `quote` is the anchor; goods are those of the annotation, else those that its anchor names."""
    rows = []
    for path in sorted(folder.glob("*.json")):
        passage = json.loads(path.read_text(encoding="utf-8"))
        for number, found in enumerate(passage.get("trade", [])):
            year = int((found["period_end"] or passage.get("published") or "2000")[:4])
            known = found["value"] is not None and found["currency"]
            rows.append(
                Claim(
                    claim_id=f"{path.stem}:t{number}",
                    doc_id=path.stem,
                    passage_id=f"{path.stem}:0001",
                    start=0,
                    end=len(found["anchor"]),
                    quote=found["anchor"],
                    value_usd=rates.usd(found["value"], found["currency"], year) if known else None,
                    basis="stated",
                    goods=found.get("goods") or kind_of_goods(found["anchor"]),
                    **{name: found[name] for name in COPIED},
                )
            )
    return tables.frame("trade", rows)


COPIED = ("measure", "reporter", "partner", "period_start", "period_end", "value", "currency", "change_pct")
COPIED += ("base_start", "base_end", "status", "speaker", "approx")


def judged(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns the audit of the claims that official figures of whole years cover, and that of the other reported ones."""
    table = audit(rows, reference())
    claim = rows.set_index("claim_id").loc[table["claim_id"]]
    whole = [
        is_year(start, end) and int(start[:4]) in YEARS and pd.isna(goods)
        for start, end, goods in zip(claim["period_start"], claim["period_end"], claim["goods"], strict=True)
    ]
    table = table.assign(quote=claim["quote"].tolist())
    return table[whole], table[[not inside for inside in whole]]


def main() -> None:
    """Prints the shares and the claims that differ."""
    inside, outside = judged(claims())
    print(f"{len(inside)} reported claims of whole years {YEARS[0]}-{YEARS[-1]}, about all goods:")
    for verdict, number in inside["verdict"].value_counts().items():
        print(f"  {verdict}: {number} ({100 * number / len(inside):.1f} %)")
    print(f"{len(outside)} other reported claims:")
    for key, number in outside.groupby(["verdict", "reason"], dropna=False).size().items():
        print(f"  {' / '.join(str(part) for part in key if isinstance(part, str))}: {number}")
    print("differs, to be read:")
    for row in inside[inside["verdict"] == "differs"].itertuples():
        print(f"  {row.claim_id}: {row.why} “{row.quote}”")


if __name__ == "__main__":
    main()
