"""The corpus notebook: what was loaded, its sections, the text with its findings marked in it, and what was set aside."""

from __future__ import annotations

import html
from itertools import pairwise

import pandas as pd

from kzcn import cite
from kzcn.cite import View
from kzcn.corpus import Corpus

KINDS = {
    "trade": "background:#ffe08a;color:#1c2430",
    "agenda": "border-bottom:2px solid #0072B2",
    "mentions": "border-bottom:2px dotted #B35900",
}
WORDS = {"trade": "trade claim", "agenda": "agenda item", "mentions": "actor"}


def finding(corpus: Corpus) -> View:
    """Returns the sentence that says what was read, what was found in it and what was set aside."""
    if corpus.documents.empty:
        return cite.prose("No article could be read. What was set aside is listed below.", finding=True).of(
            corpus.documents
        )
    stated = corpus.trade[corpus.trade["basis"] == "stated"]
    opened = cite.articles(corpus)
    foreign = opened[
        opened["doc_id"].isin(corpus.documents.loc[corpus.documents["language"].fillna("en") != "en", "doc_id"])
    ]
    return cite.prose(
        "Read: {articles} with {sentences}"
        + (", of which {foreign} in another language than English could not be searched" if len(foreign) else "")
        + ". Found in them: {claims}, {items} and {mentions}. Set aside: {problems}.",
        finding=True,
        articles=cite.count("article", opened),
        foreign=cite.count("article", foreign),
        sentences=cite.count("sentence", corpus.passages),
        claims=cite.count("stated trade claim", stated),
        items=cite.count("agenda item", corpus.agenda),
        mentions=cite.count("mention of actors", corpus.mentions, plural="mentions of actors"),
        problems="nothing" if corpus.problems.empty else "some files, listed with the reason further down",
    ).of(corpus.documents)


def articles(corpus: Corpus) -> View:
    """Returns the table of articles: title, authors, date, publication, words, and the rows found in each."""
    counts = {
        WORDS[name] + "s": corpus.documents["doc_id"]
        .map(getattr(corpus, name)["doc_id"].value_counts())
        .fillna(0)
        .astype(int)
        for name in KINDS
    }
    rows = corpus.documents.assign(**counts)
    first = cite.articles(corpus).set_index("doc_id")
    titles = [
        cite.link(title if pd.notna(title) else doc_id, first.loc[[doc_id]].reset_index())
        for title, doc_id in zip(rows["title"], rows["doc_id"], strict=True)
    ]
    columns = ["title", "authors", "published", "source", "language", "words", *counts]
    shown = rows.assign(title=titles)[columns].rename(columns={"source": "publication"})
    return cite.table(shown, "Articles", name="articles", empty="No article was read.", rows=rows)


def sections(corpus: Corpus) -> View:
    """Returns the table of sections: the sentences and words of each, by article."""
    passages = corpus.passages.groupby(["doc_id", "section"], sort=False)
    found = [
        {
            "doc_id": doc_id,
            "section": section,
            "sentences": len(sentences),
            "words": int(sentences["text"].str.split().str.len().sum()),
        }
        for (doc_id, section), sentences in passages
    ]
    rows = pd.DataFrame(found, columns=["doc_id", "section", "sentences", "words"])
    links = [cite.link(section, sentences) for (_, section), sentences in passages]
    shown = rows.assign(section=links).rename(columns={"doc_id": "article"})
    return cite.table(shown, "Sections", name="sections", empty="No section was read.", rows=rows)


def text(corpus: Corpus, article: str = "") -> View:
    """Returns the clean text of an article (by default the first) with trade claims, agenda items and actors marked in it."""
    known = list(corpus.documents["doc_id"])
    if not known:
        return cite.prose("There is no text to show.").of(corpus.passages)
    if article and article not in known:
        return cite.prose("No article has this doc_id; choose one from the table above.").of(corpus.passages.iloc[:0])
    doc_id = article or known[0]
    rows = {name: getattr(corpus, name)[getattr(corpus, name)["doc_id"] == doc_id] for name in KINDS}
    passages = corpus.passages[corpus.passages["doc_id"] == doc_id]
    whole = str(corpus.documents.set_index("doc_id").loc[doc_id, "text"])
    spans = {name: list(zip(found["start"], found["end"], strict=True)) for name, found in rows.items()}
    parts: list[tuple[str, str]] = []
    for (section, _), paragraph in passages.groupby(["section", "paragraph"], sort=False):
        if not parts or section != parts[-1][0]:
            parts.append((section, f"<h4>{html.escape(section)}</h4>"))
        parts.append(
            (section, f"<p>{_marked(whole, int(paragraph['start'].min()), int(paragraph['end'].max()), spans)}</p>")
        )
    key = " · ".join(f'<span style="{style}">{WORDS[name]}</span>' for name, style in KINDS.items())
    return View(
        f'<div class="reader"><p class="key">Marked in the text: {key}</p>'
        + "\n".join(part for _, part in parts)
        + "</div>",
        passages,
    )


def _marked(text: str, start: int, end: int, spans: dict[str, list[tuple[int, int]]]) -> str:
    inside = {name: [(a, b) for a, b in found if a < end and b > start] for name, found in spans.items()}
    edges = sorted(
        {start, end, *(edge for found in inside.values() for span in found for edge in span if start < edge < end)}
    )
    pieces = []
    for a, b in pairwise(edges):
        styles = [
            KINDS[name] for name, found in inside.items() if any(first <= a and b <= last for first, last in found)
        ]
        piece = html.escape(text[a:b])
        pieces.append(f'<span style="{";".join(styles)}">{piece}</span>' if styles else piece)
    return "".join(pieces)


def set_aside(corpus: Corpus) -> View:
    """Returns the table of what was set aside, at which step and why."""
    return cite.table(
        corpus.problems[["uri", "step", "reason"]],
        "Set aside",
        name="set-aside",
        empty="Nothing was set aside: every file was read.",
        rows=corpus.problems,
    )
