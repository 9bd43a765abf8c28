"""The trade-trends notebook: claims beside official statistics, targets beside their outcomes."""

from kzcn.views.trade.charts import growth, mirror, outcomes, picture, share
from kzcn.views.trade.findings import finding, gap, revisions
from kzcn.views.trade.selection import official, select
from kzcn.views.trade.tables import (
    audit_table,
    contradictions,
    evidence,
    gap_table,
    goods_table,
    growth_table,
    mirror_table,
    outcomes_table,
    picture_table,
    share_table,
    spread,
)

__all__ = [
    "audit_table",
    "contradictions",
    "evidence",
    "finding",
    "gap",
    "gap_table",
    "goods_table",
    "growth",
    "growth_table",
    "mirror",
    "mirror_table",
    "official",
    "outcomes",
    "outcomes_table",
    "picture",
    "picture_table",
    "revisions",
    "select",
    "share",
    "share_table",
    "spread",
]
