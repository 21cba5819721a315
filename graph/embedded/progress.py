"""Progress of something that takes longer than a moment, shown or not."""

from __future__ import annotations

from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress import (
    Progress as RichBar,
)


class Progress(Protocol):
    """One task at a time: ``start``, any number of ``advance``, ``finish``."""

    def start(self, total: int | None, text: str) -> None:
        """Begin a task of ``total`` bytes (None: unknown length) described by ``text``."""
        ...

    def advance(self, n: int) -> None:
        """``n`` more bytes are done; called from one thread at a time."""
        ...

    def finish(self) -> None:
        """The task ended, well or not."""
        ...


class SilentProgress:
    """Shows nothing."""

    def start(self, total: int | None, text: str) -> None:
        """Begin a task: `total` bytes, None where their number is not known."""
        del total, text

    def advance(self, n: int) -> None:
        """`n` more bytes are done."""
        del n

    def finish(self) -> None:
        """The task ended, well or not."""
        return


class RichProgress:
    """A bar on the terminal (standard error unless another console is given)."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._bar: RichBar | None = None
        self._task: TaskID | None = None

    def start(self, total: int | None, text: str) -> None:
        """Begin a task: `total` bytes, None where their number is not known."""
        self.finish()
        self._bar = RichBar(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=self._console,
        )
        self._task = self._bar.add_task(text, total=total)
        self._bar.start()

    def advance(self, n: int) -> None:
        """`n` more bytes are done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, n)

    def finish(self) -> None:
        """The task ended, well or not."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = None
        self._task = None
