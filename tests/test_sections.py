"""Heads of sections, on a line of their own and at the beginning of a paragraph."""

from __future__ import annotations

import pytest

from kzcn.articles import sections


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("1. Background", "background"),
        ("IMPLICATIONS", "implications"),
        ("Implications for Beijing", "implications"),
        ("Conclusion: A Door Left Ajar", "conclusions"),
        ("About the authors", "bio"),
        ("Background noise was heard at the border.", ""),
        ("A Fence at Dostyk", ""),
    ],
)
def test_a_head_names_its_section_and_another_line_names_none(text: str, section: str) -> None:
    assert sections.head(text) == section


@pytest.mark.parametrize(
    ("text", "section", "rest"),
    [
        ("BACKGROUND: The fence is old.", "background", "The fence is old."),
        ("Summary: The fence is new.", "summary", "The fence is new."),
        ("Background noise was heard.", "", "Background noise was heard."),
    ],
)
def test_a_head_at_the_beginning_of_a_paragraph_is_removed(text: str, section: str, rest: str) -> None:
    assert sections.inline(text) == (section, rest)
