"""Bytes decoded to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import LAYOUTS

from kzcn.articles import article, decoding

TEXT = "The ministry’s “reply” – a page – reached Zürich in March.\nIt cost €2."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_common_encodings_give_the_same_text(encoding: str) -> None:
    assert decoding.decode(TEXT.encode(encoding)) == TEXT


def test_bytes_that_are_not_text_are_refused() -> None:
    with pytest.raises(decoding.Binary):
        decoding.decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20)


def test_line_ends_are_those_of_unix_and_invisible_characters_are_removed() -> None:
    assert decoding.decode("One\r\ntwo\rthr\u00adee\u200b".encode()) == "One\ntwo\nthree"


@given(st.text(st.characters(categories=["L", "Cs"])))
def test_text_with_joined_surrogates_can_be_written_to_a_file(text: str) -> None:
    assert decoding.joined_surrogates(text).encode("utf-8").decode("utf-8") == decoding.joined_surrogates(text)
    assert decoding.joined_surrogates("\ud83d\ude80 \ud83d") == "🚀 \ufffd"


# --- in an article


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1251"])
def test_bytes_in_any_common_encoding_give_the_same_text(encoding: str) -> None:
    text = LAYOUTS["issue note.txt"]
    assert article.read(text.encode(encoding), "a.txt") == article.read(text.encode(), "a.txt")


def test_wrongly_decoded_text_is_repaired_and_quotes_stay_as_written() -> None:
    text = "The ministry’s “reply” – a page – reached Zürich in March. It cost €2 and said nothing, as Élodie’s did. Nobody was surprised by that."
    assert article.read(text.encode().decode("cp1252", "ignore").encode(), "a.txt").text.startswith("The ministry’s “")
    assert article.read(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "name",
    [
        "hex",
        "zip",
        "base64",
        "rot13",
        "idna",
        "punycode",
        "unicode_escape",
        "raw-unicode-escape",
        "undefined",
        "utf_7",
        "mbcs",
        "oem",
        "nonsense",
    ],
)
@pytest.mark.parametrize("odd", [b"", b"<!-- \xe9\xff -->", b"<!-- \\ud800 \\x \xff -->"])
def test_a_page_that_declares_an_unknown_encoding_is_still_read(name: str, odd: bytes) -> None:
    page = LAYOUTS["headings.html"].encode("ascii", "xmlcharrefreplace")
    found = article.read(page.replace(b"charset='utf-8'>", b"charset='" + name.encode() + b"'>" + odd), "a.html")
    assert found == article.read(page, "a.html")
