"""The term language of the vocabulary."""

from __future__ import annotations

import pytest

from kzcn.matching import Finder, Term


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("border guard*", "Two border guards met.", "border guards"),
        ("border guard*", "Two borderguards met.", None),
        ("counter-terror*", "Counterterrorism, counter-terrorism", "Counterterrorism"),
        ("sent/flew ... troops", "Moscow flew two planes of troops in.", "flew two planes of troops"),
        ("sent/flew ... troops", "Moscow sent a note; troops stayed.", None),
        ("arms", "up in arms", "arms"),
        ("SCO", "the sco", None),
        ("Peace Mission", "at ‘Peace Mission 2007’", "Peace Mission"),
        ("ethnic Kazakhs", "Ethnic Kazakhs fled.", "Ethnic Kazakhs"),
        ("People's Armed Police", "the People’s Armed Police", "People’s Armed Police"),
    ],
)
def test_a_term_is_found_as_it_is_written(written: str, text: str, found: str | None) -> None:
    hits = Finder([Term(written, "kind", "label", "terms")]).find(text)
    assert [text[hit.start : hit.end] for hit in hits][:1] == ([found] if found else [])


def test_of_overlapping_terms_for_one_label_the_longest_counts() -> None:
    finder = Finder(
        [
            Term("border*", "themes", "borders", "weak"),
            Term("border guard*", "themes", "borders", "strong"),
            Term("guard*", "themes", "defence", "weak"),
        ]
    )
    assert [(hit.term.label, hit.term.role) for hit in finder.find("border guards")] == [
        ("borders", "strong"),
        ("defence", "weak"),
    ]
