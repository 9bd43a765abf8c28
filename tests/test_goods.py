"""Goods that a trade figure is said of: one kind, or all."""

import pytest

from kzcn.trade.goods import kind_of_goods


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Deliveries of refined copper to China came to $2 billion in 2013", "copper"),
        ("bought machinery worth $3 billion from China in 2013", "machinery"),
        ("Farm exports to China rose to $300 million in 2013", "farm"),
        ("Trade in grain between the two came to $90 million in 2013", "grain"),
        ("exports of goods to China fell to $9 billion in 2013", None),
        ("exports to China, mostly oil and metals, fell to $9 billion in 2013", None),
        ("exports to China fell because of cheap oil to $9 billion in 2013", None),
        ("trade with China reached $28 billion in 2013", None),
    ],
)
def test_a_figure_is_of_one_kind_of_goods_or_of_all(quote, kind):
    assert kind_of_goods(quote) == kind
