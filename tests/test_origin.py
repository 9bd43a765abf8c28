"""Origins: what a sidecar says of an article, and one line when it says it wrongly."""

from __future__ import annotations

import hashlib

import pytest

from kzcn.articles import origin
from kzcn.articles.origin import BadOrigin, Origin

DIGEST = hashlib.sha256(b"article").hexdigest()


def test_a_sidecar_says_where_an_article_came_from() -> None:
    said = origin.read(
        f"producer: Example Institute\naddress: https://example.org/a?b=1\naccessed: 2023-06-04\nrights: © the publisher\n"
        f"digest: sha256:{DIGEST}\n".encode(),
        "a.origin.yaml",
    )
    assert said == Origin("Example Institute", "https://example.org/a?b=1", "2023-06-04", "© the publisher", DIGEST)
    said.check(b"article")


def test_missing_keys_are_empty() -> None:
    said = origin.read(b"producer: Example Institute\nrights:\n", "a.origin.yaml")
    assert said == Origin(producer="Example Institute")
    said.check(b"anything")


def test_bytes_that_do_not_match_the_digest_are_reported() -> None:
    with pytest.raises(BadOrigin, match=r"digest: the article's bytes are sha256:\w+, .*; fetch the article again"):
        Origin(digest=DIGEST).check(b"another article")


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        (b"producer: [", "not YAML at line 1"),
        (b"\xff\xfe\x00", "not YAML"),
        (b"just words", "no keys; write producer, address"),
        (b"", "no keys"),
        (b"adress: https://example.org", "did you mean 'address'"),
        (b"colour: red", "the keys are producer"),
        (b"accessed: last week", "write a day as 2023-06-04"),
        (b"digest: 12345", "64 hex digits"),
        (b"accessed: 2013-02-31", "write a day as 2023-06-04"),
        (b"accessed: !!timestamp nonsense", "write a day as 2023-06-04"),
        (b"producer: [a, b]", "producer is a list"),
        (b"producer: &a [*a]", "not YAML at line 1"),
        (b"[" * 2000, "not YAML"),
    ],
)
def test_a_wrong_sidecar_is_refused_in_one_line_that_says_how_to_correct_it(text: bytes, mend: str) -> None:
    with pytest.raises(BadOrigin) as refused:
        origin.read(text, "a.origin.yaml")
    assert (
        str(refused.value).startswith("a.origin.yaml: ")
        and mend in str(refused.value)
        and "\n" not in str(refused.value)
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=1#c",
        "HTTP://example.org",
        "texts/a b.pdf",
        "../a:b.html",
        "//example.org/a",
        "?id=3",
        "#a",
    ],
)
def test_an_address_on_the_web_and_a_relative_one_are_links(address: str) -> None:
    said = Origin(address=address)
    assert said.link == address
    said.check(b"article")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "https:example.org",
        "C:\\a.txt",
    ],
)
def test_any_other_address_is_not_a_link_and_is_reported(address: str) -> None:
    said = Origin(address=address)
    assert said.link is None
    with pytest.raises(BadOrigin, match=r"address: .* is shown as text, not as a link") as refused:
        said.check(b"article")
    assert "\n" not in str(refused.value)


def test_all_faults_of_an_origin_are_reported_together() -> None:
    with pytest.raises(BadOrigin, match=r"address: .*; digest: "):
        Origin(address="data:,x", digest=DIGEST).check(b"another article")


def test_a_single_surrogate_becomes_the_replacement_character() -> None:
    said = origin.read(b'producer: "A \\ud800"\nrights: "\\ud83d\\ude00"\n', "a.origin.yaml")
    assert said == Origin(producer="A \ufffd", rights="\U0001f600")


@pytest.mark.parametrize(
    "rights, allowed",
    [
        ("Creative Commons Attribution 4.0", True),
        ("CC BY-SA 4.0", True),
        ("CC-BY-NC-ND", True),
        ("Creative Commons Attribution-No Derivatives 4.0", True),
        ("CC0", True),
        ("a work of the US government, in the public domain", True),
        ("All rights with the author and the publisher; kept for analysis", False),
        ("not under a Creative Commons licence", False),
        ("no public domain; all rights reserved", False),
        ("© CCTV", False),
        (None, False),
    ],
)
def test_the_full_text_may_be_published_if_the_rights_name_a_free_licence(rights: str | None, allowed: bool) -> None:
    assert origin.Origin(rights=rights).allows_full_text is allowed
