"""The trade-trends notebook: claims beside official statistics, targets beside their outcomes."""

from kzcn.views.trade.charts import growth, mirror, outcomes, picture
from kzcn.views.trade.findings import finding
from kzcn.views.trade.selection import official, select
from kzcn.views.trade.tables import (
    audit_table,
    contradictions,
    evidence,
    growth_table,
    mirror_table,
    outcomes_table,
    picture_table,
    spread,
)

__all__ = [
    "audit_table",
    "contradictions",
    "evidence",
    "finding",
    "growth",
    "growth_table",
    "mirror",
    "mirror_table",
    "official",
    "outcomes",
    "outcomes_table",
    "picture",
    "picture_table",
    "select",
    "spread",
]
