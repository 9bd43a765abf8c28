"""Progress of the notebooks: on a terminal a bar each with its current cell, elsewhere a line for each finished notebook."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from kzcn.sources import printable


class Progress:
    """Shows the progress of several notebooks; their threads can call it."""

    def __init__(self, names: list[str]) -> None:
        self.began = time.monotonic()
        self.bars: dict[str, Any] = {}
        if names and sys.stderr.isatty():
            from tqdm import tqdm

            width = max(map(len, names))
            form = "{desc} {bar:20} {n_fmt}/{total_fmt}{postfix}"
            self.bars = {
                name: tqdm(desc=name.ljust(width), total=1, position=n, bar_format=form, file=sys.stderr)
                for n, name in enumerate(names)
            }

    def of(self, name: str) -> Callable[[int, int, str], None]:
        """Returns the function to call when a notebook starts a cell: cells done, cells in total, first line of the cell."""

        def show(done: int, total: int, cell: str) -> None:
            bar = self.bars.get(name)
            if bar is not None:
                bar.total = total
                bar.n = done
                bar.set_postfix_str(cell)

        return show

    def done(self, name: str, failure: str) -> None:
        """Shows that a notebook has finished, with its failure if there is one."""
        bar = self.bars.get(name)
        if bar is None:
            self.say(f"{name}: {failure or 'done'} ({time.monotonic() - self.began:.1f} s)")
        else:
            bar.n = bar.n if failure else bar.total
            bar.set_postfix_str("failed" if failure else "done")

    @staticmethod
    def say(line: str) -> None:
        """Writes a line to the terminal or log."""
        print(printable(line), file=sys.stderr, flush=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bar in self.bars.values():
            bar.close()
