"""Reads the actors of a text for tests."""

from __future__ import annotations

import re

from kzcn.actors import mentions as actors
from kzcn.actors.mentions import Registry
from kzcn.schema import Document, Passage


def read(
    text: str,
    published: str | None = "2007-09-05",
    title: str | None = None,
    registry: Registry | None = None,
    authors: tuple[str, ...] = (),
):
    """Returns the mentions in a text whose sentences end in a full stop and a line break, and the actors that it discovered."""
    document = Document("doc", title, authors, published, None, None, "en", len(text.split()), "", "doc.txt", text)
    passages = [
        Passage("doc", f"doc:{n:04d}", "body", 1, line.start(), line.end(), line.group())
        for n, line in enumerate(re.finditer(r"[^\n]+", text), 1)
    ]
    return actors.mentions(document, passages, registry or Registry.load())


def named(text: str, **about) -> list[tuple[str, str]]:
    """Returns surface and actor of each mention."""
    return [(mention.surface, mention.actor_id) for mention in read(text, **about)[0]]


def surfaces(text: str, **about) -> list[str]:
    return [surface for surface, _ in named(text, **about)]
