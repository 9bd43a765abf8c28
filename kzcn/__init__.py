"""Kazakhstan-China relations, read from policy articles with the sentence behind every number."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kzcn.corpus import Corpus as Corpus
    from kzcn.corpus import load as load
    from kzcn.statistics.official import reference as reference

__version__ = "0.1.0"
__all__ = ["Corpus", "load", "reference"]

_HOMES = {"Corpus": "kzcn.corpus", "load": "kzcn.corpus", "reference": "kzcn.statistics.official"}


def __getattr__(name: str) -> Any:
    # Looked up on first use, so that a command which needs no data frame does not wait for pandas.
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kzcn' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)  # what the Tab key offers
