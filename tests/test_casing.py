"""Titles in capitals, rewritten in the usual case."""

from __future__ import annotations

import pytest

from kzcn.articles import casing


@pytest.mark.parametrize(
    ("capitals", "usual"),
    [
        ("KAZAKHSTAN’S EMERGING SECURITY TIES WITH CHINA", "Kazakhstan’s Emerging Security Ties with China"),
        ("THE KNB, THE SCO AND THE U.S.: A TRIANGLE", "The KNB, the SCO and the U.S.: A Triangle"),
        ("KAZMUNAYGAS BETS ON SINO-KAZAKH LNG", "KazMunayGas Bets on Sino-Kazakh LNG"),
        ("WHAT THE RATS IS FOR", "What the RATS Is For"),
        ("Peace Mission in the East", "Peace Mission in the East"),
    ],
)
def test_titles_in_capitals_get_the_usual_case_and_acronyms_stay(capitals: str, usual: str) -> None:
    assert casing.usual_case(capitals, "KazMunayGas is a company.") == usual
