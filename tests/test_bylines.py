"""Names in by-lines, and the short lines that look like them."""

from __future__ import annotations

import pytest

from kzcn.articles import bylines


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("McDermott, Roger N.", ("Roger N. McDermott",)),
        ("Dana Seitkali and Wang Li, Example Institute", ("Dana Seitkali", "Wang Li")),
        ("Dr. Dana Seitkali, Senior Fellow", ("Dana Seitkali",)),
        ("the border was closed", ()),
        ("Seitkali", ()),
    ],
)
def test_names_are_found_without_titles_roles_and_institutions(text: str, names: tuple[str, ...]) -> None:
    assert bylines.names(text, labelled=False) == names


def test_after_a_label_one_word_or_an_organisation_is_a_name() -> None:
    assert bylines.names("Seitkali", labelled=True) == ("Seitkali",)
    assert bylines.names("Institute of Foreign Policy", labelled=True) == ("Institute of Foreign Policy",)


@pytest.mark.parametrize(("name", "account"), [("admin", True), ("news@example.org", True), ("Dana Seitkali", False)])
def test_an_account_of_the_publishing_system_is_not_a_person(name: str, account: bool) -> None:
    assert bylines.is_account(name) is account


@pytest.mark.parametrize(("text", "kicker"), [("Analytical Articles", True), ("A Fence at Dostyk", False)])
def test_a_kicker_consists_of_the_words_printed_above_headlines(text: str, kicker: bool) -> None:
    assert bylines.is_kicker(text) is kicker
