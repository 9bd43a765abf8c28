"""Duplicates: the same piece twice is found and kept once; different pieces on one event are both kept."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kzcn.articles import duplicates
from kzcn.schema import Document

WORDS = [
    f"{first}{second}"
    for first in ("ba", "ke", "lo", "mi", "nu", "ta", "ro", "zhi")
    for second in ("dar", "lan", "mek", "nur", "shan", "tau", "zha", "bol")
]


def document(doc_id: str, text: str, **fields: str | None) -> Document:
    known: dict[str, str | None] = {"title": "A Title", "published": "2012-03-04", "source": None} | fields
    return Document(
        doc_id,
        known["title"],
        ("A. Writer",),
        known["published"],
        known["source"],
        None,
        "en",
        len(text.split()),
        "",
        f"{doc_id}.txt",
        text,
    )


def story(seed: int, length: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def copies(documents: list[Document]) -> list[tuple[str, str]]:
    texts = {each.doc_id: each.text for each in documents}
    return duplicates.find(map(duplicates.sketch, documents), texts.__getitem__)


def test_an_article_saved_twice_is_kept_once() -> None:
    assert copies([document("b", story(1)), document("a", story(1)), document("c", story(2))]) == [("a", "b")]


def test_a_reprint_with_small_changes_is_the_same_article() -> None:
    words = story(1).split()
    reprint = [word if n % 25 else "changed" for n, word in enumerate(words[:360])]
    pairs = copies([document("original", " ".join(words)), document("reprint", "EDITOR'S NOTE. " + " ".join(reprint))])
    assert pairs == [("original", "reprint")]


def test_two_articles_that_quote_the_same_statement_are_both_kept() -> None:
    quote = story(9, 80)
    assert copies([document("a", f"{story(1)} {quote}"), document("b", f"{quote} {story(2)}")]) == []


def test_the_same_sentences_in_another_order_are_another_article() -> None:
    sentences = [story(seed, 12) for seed in range(20)]
    mixed = random.Random(4).sample(sentences, k=20)
    assert copies([document("a", ". ".join(sentences)), document("b", ". ".join(mixed))]) == []
    assert copies([document("a", ". ".join(sentences)), document("b", ". ".join(sentences[3:]))]) == [("a", "b")]


def test_a_digest_that_contains_an_article_is_not_its_copy() -> None:
    assert copies([document("a", story(1)), document("digest", f"{story(2)} {story(1)} {story(3)}")]) == []


def test_the_copy_with_the_most_metadata_is_kept_then_the_longest_then_the_earliest() -> None:
    text = story(1)
    assert copies([document("a", text + " more words here", published=None), document("b", text)]) == [("b", "a")]
    assert copies([document("a", text), document("b", text + " more words here")]) == [("b", "a")]
    assert copies([document("a", text, published="2013-01-01"), document("b", text, published="2012-01-01")]) == [
        ("b", "a")
    ]


def test_empty_texts_are_not_copies() -> None:
    assert copies([document("a", ""), document("b", ""), document("c", "short"), document("d", "brief")]) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(30, 60)), max_size=12), st.randoms())
def test_the_order_of_the_articles_does_not_matter(plan: list[tuple[int, int]], shuffler: random.Random) -> None:
    documents = [document(f"d{n:02d}", story(seed, length)) for n, (seed, length) in enumerate(plan)]
    mixed = list(documents)
    shuffler.shuffle(mixed)
    pairs = copies(documents)
    assert pairs == copies(mixed)
    aside = {copy for _, copy in pairs}
    assert all(kept not in aside for kept, _ in pairs)
    assert copies([each for each in documents if each.doc_id not in aside]) == []


def test_thousands_of_articles_are_not_compared_pair_by_pair() -> None:
    documents = [document(f"d{n}", story(n, 300)) for n in range(2000)]
    documents.append(replace(documents[7], doc_id="copy"))
    begun = time.perf_counter()
    assert copies(documents) == [("copy", "d7")]
    assert time.perf_counter() - begun < 20
