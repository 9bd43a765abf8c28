"""Where an article came from: the sidecar `NAME.origin.yaml` beside `NAME.txt`.

producer: Central Asia-Caucasus Institute      # its publisher
address: https://example.org/articles/9517     # where it was fetched
accessed: 2023-06-04                           # on which day
rights: © the publisher, kept for research     # how it may be used
digest: sha256:9f86d081884c7d65...             # of the fetched bytes
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass, fields
from datetime import date

import yaml

from kzcn.articles.decoding import joined_surrogates
from kzcn.errors import KzcnError

FREE = re.compile(r"creative commons|\bCC(?:0\b|[ -]BY\b)|public domain", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|no(?![ -]?derivative)|never|neither|nor|except)\b", re.IGNORECASE)


class BadOrigin(KzcnError):
    """A sidecar cannot be used or does not fit its article; the message is one line that says how to correct it."""


@dataclass(frozen=True)
class Origin:
    """Publisher, address, day of access, rights and SHA-256 (64 hex digits) of an article; None where the sidecar has no value."""

    producer: str | None = None
    address: str | None = None
    accessed: str | None = None  # ISO day
    rights: str | None = None
    digest: str | None = None

    @property
    def link(self) -> str | None:
        """Returns the address if it may be a link (https, http or relative), else None (`javascript:`, `data:`, `file:`)."""
        # Browsers ignore these characters in an address.
        scheme = re.match(r"[a-z][a-z0-9+.-]*:(//)?", re.sub(r"[\x00-\x20]", "", self.address or "").lower())
        return self.address if scheme is None or scheme[0] in ("http://", "https://") else None

    @property
    def allows_full_text(self) -> bool:
        """Returns whether the rights name a Creative Commons licence or the public domain, without a negation."""
        rights = self.rights or ""
        return bool(FREE.search(rights)) and not NEGATED.search(rights)

    def check(self, data: bytes) -> None:
        """Raises BadOrigin when the address cannot be a link, or when the digest is not that of the article's bytes."""
        wrong = []
        if self.address and not self.link:
            wrong.append(
                f"address: {self.address[:40]!r} is shown as text, not as a link; write one that begins with https:// or http://, or a relative one"
            )
        found = hashlib.sha256(data).hexdigest()
        if self.digest is not None and self.digest != found:
            wrong.append(
                f"digest: the article's bytes are sha256:{found}, the sidecar says sha256:{self.digest}; "
                "fetch the article again, or write the new digest"
            )
        if wrong:
            raise BadOrigin("; ".join(wrong))


def read(data: bytes, name: str) -> Origin:
    """Returns the origin in a sidecar's bytes; BadOrigin when it cannot be read. `name` is for the message."""
    try:
        stated = yaml.load(data, yaml.BaseLoader)  # text stays text; _day reports what is not a day
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}" if mark else ""
        raise BadOrigin(f"{name}: not YAML{place}; write one `key: value` per line") from None
    if not isinstance(stated, dict):
        raise BadOrigin(f"{name}: no keys; write {_keys()}, one per line")
    for key in stated:
        if key not in _names():
            near = difflib.get_close_matches(str(key), _names(), 1)
            raise BadOrigin(
                f"{name}: unknown key {str(key)!r}; "
                + (f"did you mean {near[0]!r}?" if near else f"the keys are {_keys()}")
            )
        if not isinstance(stated[key], str):
            raise BadOrigin(f"{name}: {key} is a list; write one text")
    values = {key: joined_surrogates(value).strip() for key, value in stated.items() if value}
    if "accessed" in values:
        values["accessed"] = _day(values["accessed"], name)
    if "digest" in values:
        values["digest"] = _digest(values["digest"], name)
    return Origin(**values)


def _names() -> list[str]:
    return [field.name for field in fields(Origin)]


def _keys() -> str:
    return ", ".join(_names())


def _day(value: str, name: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise BadOrigin(f"{name}: accessed is {value!r}; write a day as 2023-06-04") from None


def _digest(value: str, name: str) -> str:
    match = re.fullmatch(r"(?:sha-?256:)?\s*([0-9a-f]{64})", value.lower())
    if match is None:
        raise BadOrigin(
            f"{name}: digest is {value[:40]!r}; write `sha256:` and 64 hex digits, as `sha256sum` prints them"
        )
    return match[1]
