"""Keeps objects on disk instead of in memory."""

from __future__ import annotations

import pickle
import zlib
from array import array
from typing import IO, Any, Protocol


class Store(Protocol):
    """What holds objects by their number: a list in memory, or a Spill on disk."""

    def append(self, item: Any, /) -> None:
        """Adds an object."""

    def __getitem__(self, number: int, /) -> Any:
        """Returns an object by its number."""


class Spill:
    """A list in a file that only this process uses (`tempfile.TemporaryFile`): objects are appended and read by their number."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._ends = array("Q", [0])

    def append(self, item: Any) -> None:
        """Adds an object that can be pickled."""
        self._file.seek(self._ends[-1])
        self._ends.append(self._ends[-1] + self._file.write(zlib.compress(pickle.dumps(item, -1), 1)))

    def __getitem__(self, number: int) -> Any:
        """Returns an object by its number; IndexError if there is none."""
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        return pickle.loads(zlib.decompress(self._file.read(end - begin)))
