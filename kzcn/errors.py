"""The base class of every error that kzcn raises on purpose."""

from __future__ import annotations


class KzcnError(Exception):
    """Something a user can mend; the message is one line that says what is wrong, where, and how to mend it."""

    @property
    def lines(self) -> list[str]:
        """Returns what is wrong, a line for each fault."""
        return [str(self)]
