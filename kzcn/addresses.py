"""The names of the pages of articles in a report, shared by the links and the pages."""

from __future__ import annotations

import hashlib
import re

PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


def page_name(doc_id: str) -> str:
    """Returns the name of the page of an article: its doc_id if that is plain and short, else a plain part of it and a digest.

    Names are ASCII and need no encoding in an address; `~` separates the digest, so that no plain doc_id equals such a name.
    """
    if PLAIN.fullmatch(doc_id):
        return doc_id
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", doc_id)[:60].strip("-")
    return f"{plain}~{hashlib.sha256(doc_id.encode(errors='surrogatepass')).hexdigest()[:12]}"
