"""How a load tells what it is doing."""

from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichBar
from rich.text import Text


class Progress(Protocol):
    """Is told of a load's advance; every row is reported once, when it is finished."""

    def start(self, rows: int) -> None:
        """The source has been read; it has so many rows."""
        ...

    def advance(self, table: str, rows: int) -> None:
        """So many more rows of a table are done: written, unchanged or left out."""
        ...

    def finish(self) -> None:
        """Nothing more will come."""
        ...


class Silent:
    """Tells nobody."""

    def start(self, rows: int) -> None:
        """So many rows are to be read."""

    def advance(self, table: str, rows: int) -> None:
        """So many more rows of a table are done."""

    def finish(self) -> None:
        """The load ended, well or not."""


class _RowsPerSecond(ProgressColumn):
    """The speed of the last moments."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f} rows/s", style="progress.data.speed")


class RichProgress:
    """A bar on a terminal with rows per second and the time left; a context manager."""

    def __init__(self, console: Console | None = None) -> None:
        self._bar = RichBar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _RowsPerSecond(),
            TimeRemainingColumn(),
            console=console,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        self._task = self._bar.add_task("reading", total=None)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def start(self, rows: int) -> None:
        """Begin to count."""
        if self._task is None:
            self.__enter__()
        assert self._task is not None
        self._bar.reset(self._task, total=rows, description="loading")

    def advance(self, table: str, rows: int) -> None:
        """Move the bar and show the table at work."""
        if self._task is not None:
            self._bar.update(self._task, advance=rows, description=table)

    def finish(self) -> None:
        """Leave the bar as it stands."""
        self._bar.stop()
