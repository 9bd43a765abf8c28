"""The schema of the tables: one dataclass per table, one field per column.

Ids are strings, dates are ISO days, lists are tuples of strings, offsets are characters in `Document.text`.
`document.text[row.start:row.end]` is the quoted span of a row.
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 3  # of the tables: changes when a column comes, goes or changes its meaning
SECTIONS = ("summary", "background", "implications", "conclusions", "bio", "body")
MEASURES = ("turnover", "exports", "imports", "balance")
CLAIM_STATUSES = ("reported", "target", "forecast")
ITEM_STATUSES = ("done", "ongoing", "planned", "proposed", "obstacle")
ACTOR_TYPES = (
    "state",
    "person",
    "government",
    "military",
    "security-service",
    "igo",
    "company",
    "militant-group",
    "social-group",
    "ngo-media",
)


@dataclass(frozen=True)
class Document:
    """One article: its metadata, and the clean text that all offsets refer to."""

    doc_id: str  # the file stem, unique in the corpus
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    source: str | None  # publication
    category: str | None
    language: str | None  # ISO 639-1
    words: int
    sha256: str  # of the original bytes
    uri: str
    text: str


@dataclass(frozen=True)
class Passage:
    """One sentence."""

    doc_id: str
    passage_id: str  # unique in the corpus
    section: str
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Mention:
    """One mention of an actor."""

    doc_id: str
    passage_id: str
    start: int
    end: int
    surface: str
    actor_id: str


@dataclass(frozen=True)
class Claim:
    """One stated or implied amount or percentage of trade between two countries."""

    claim_id: str
    doc_id: str
    passage_id: str
    start: int
    end: int
    quote: str
    measure: str
    reporter: str  # ISO 3166 alpha-3
    partner: str
    period_start: str | None
    period_end: str | None
    value: float | None  # in units of `currency`
    currency: str | None  # ISO 4217
    value_usd: float | None
    change_pct: float | None
    base_start: str | None
    base_end: str | None
    status: str
    speaker: str | None  # actor_id
    approx: bool
    basis: str  # stated, implied
    goods: str | None = None  # the kind of goods that the figure is about; None for all goods
    parents: tuple[str, ...] = ()  # the claim_ids that an implied row follows from
    context: tuple[str, ...] = ()  # the passage_ids that a field was inherited from
    confidence: float | None = None  # probability that the row is exactly right
    corrected: bool = False  # by an analyst


@dataclass(frozen=True)
class AgendaItem:
    """One statement of security cooperation."""

    item_id: str
    doc_id: str
    passage_id: str
    start: int
    end: int
    quote: str
    themes: tuple[str, ...]
    instruments: tuple[str, ...]
    forums: tuple[str, ...]
    parties: tuple[str, ...]  # ISO 3166 alpha-3
    status: str
    date_start: str | None
    date_end: str | None
    rank: int | None  # position in a stated list of priorities
    speaker: str | None  # actor_id
    plover: str | None  # event type
    context: tuple[str, ...] = ()  # the passage_ids that a field was inherited from
    confidence: float | None = None  # probability that the row is exactly right
    corrected: bool = False  # by an analyst


@dataclass(frozen=True)
class Actor:
    """One actor, and how often the corpus mentions it."""

    actor_id: str
    name: str
    type: str
    country: str | None  # ISO 3166 alpha-3
    aliases: tuple[str, ...]
    registered: bool  # in the registry file, not discovered in an article
    mentions: int = 0
    documents: int = 0
    first: str | None = None  # publication date of the first article that mentions it
    last: str | None = None


@dataclass(frozen=True)
class Edge:
    """Two actors mentioned together, or one that acts on or with the other."""

    source: str  # actor_id
    target: str
    relation: str
    weight: int
    documents: int
    first: str | None
    last: str | None
    passages: tuple[str, ...]  # passage_id
    confidence: float | None = (
        None  # probability that one of the passages says so; None for a co-mention, which needs no reading
    )


@dataclass(frozen=True)
class Problem:
    """One file or row that was set aside, and the reason."""

    uri: str
    doc_id: str | None
    step: str
    reason: str
