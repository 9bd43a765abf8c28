"""Articles cut down to their quoted sentences, for a report that is published."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzcn.articles.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

    from kzcn.corpus import Corpus

Span = tuple[int, int]

GAP = re.compile(r" {5,}")
MARK = " […]"


def excerpted(corpus: Corpus, doc_id: str) -> bool:
    """Returns whether a published report shows only quoted sentences of an article: its rights do not allow the full text."""
    return not corpus.origins.get(doc_id, Origin()).allows_full_text


def of(corpus: Corpus, pages: Iterable[str] = ()) -> Corpus:
    """Returns a corpus in which excerpted articles hold only the sentences that rows or pages (HTML) quote, and the names of actors.

    Left-out words become spaces and […], so that all offsets stay valid.
    """
    quoted = {doc_id: _spans(rows) for doc_id, rows in _quoting(corpus, pages).items()}
    names = {doc_id: _spans(rows) for doc_id, rows in corpus.mentions.groupby("doc_id")}
    sentences = {doc_id: _spans(rows) for doc_id, rows in corpus.passages.groupby("doc_id")}
    texts = {
        doc_id: excerpt(text, sentences.get(doc_id, []), quoted.get(doc_id, []), names.get(doc_id, []))
        if excerpted(corpus, doc_id)
        else text
        for doc_id, text in zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True)
    }
    passages = [
        texts[doc_id][start:end]
        for doc_id, start, end in zip(
            corpus.passages["doc_id"], corpus.passages["start"], corpus.passages["end"], strict=True
        )
    ]
    return corpus.replace(
        documents=corpus.documents.assign(text=corpus.documents["doc_id"].map(texts)),
        passages=corpus.passages.assign(text=passages),
    )


def _quoting(corpus: Corpus, pages: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Returns the quoted spans by article: those of claims and agenda items, and sentences that a page shows, also in a tooltip."""
    import pandas as pd

    words = _squeezed(" ".join(html.unescape(re.sub(r"</?mark>", "", page)) for page in pages))
    on_pages = corpus.passages[[_squeezed(text) in words for text in corpus.passages["text"]]]
    rows = pd.concat([data[["doc_id", "start", "end"]] for data in (corpus.trade, corpus.agenda, on_pages)])
    return dict(list(rows.groupby("doc_id")))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _spans(rows: pd.DataFrame) -> list[Span]:
    return list(zip(rows["start"].astype(int), rows["end"].astype(int), strict=True))


def excerpt(text: str, sentences: Iterable[Span], quoted: Iterable[Span], names: Iterable[Span]) -> str:
    """Returns a text of the same length with the sentences that meet a quoted span and with names; the rest becomes gaps."""
    quoted = list(quoted)
    shown = list(re.sub(r"\S", " ", text))
    for start, end in names:
        shown[start:end] = text[start:end]
    for start, end in sentences:
        meets = any(first < end and start < last for first, last in quoted)
        gapped = GAP.sub(lambda gap: MARK.ljust(len(gap[0])), "".join(shown[start:end]))
        shown[start:end] = text[start:end] if meets else gapped
    for start, end in quoted:
        shown[start:end] = text[start:end]
    return "".join(shown)
