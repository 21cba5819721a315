"""Tells a person how the start goes: bars on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

_EVERY = 5.0  # seconds between two plain lines of one task


class Reporter:
    """Prints what happens, and passes on what the service is doing to `activity`."""

    def __init__(self, console: Console, activity: Callable[[str], None] | None = None) -> None:
        self.console = console
        self._activity = activity
        self._live: Progress | None = None
        self._broken = False

    def listen(self, activity: Callable[[str], None]) -> None:
        """Pass what the service is doing to `activity` from now on."""
        self._activity = activity

    def say(self, text: str, style: str = "") -> None:
        """Print a line. A terminal that is gone does not stop the service."""
        if self._broken:
            return
        try:
            self.console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
        except OSError:
            self._broken = True

    def doing(self, text: str) -> None:
        """The service is now doing this (a lower-case phrase)."""
        if self._activity is not None:
            self._activity(text)

    def bar(self, text: str, total: int | None, unit: str, *, aside: bool = False) -> "Bar":
        """Begin a task.

        unit: "bytes", "rows", ... or "" where none makes sense.
        aside: it goes on beside the start and is not what the service is doing.
        """
        return Bar(self, text, total, unit, aside)

    def live(self) -> Progress | None:
        """The terminal's bars; None where there is no terminal."""
        if not self.console.is_terminal or self._broken:
            return None
        if self._live is None:
            self._live = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=30),
                TaskProgressColumn(),
                _Amount(),
                TimeRemainingColumn(compact=True),
                console=self.console,
                transient=True,
            )
            self._live.start()
        return self._live

    def settle(self) -> None:
        """Take the bars away when no task is left."""
        if self._live is not None and not self._live.tasks:
            self._live.stop()
            self._live = None

    def close(self) -> None:
        """Take the bars away now."""
        if self._live is not None:
            self._live.stop()
            self._live = None


class Bar:
    """One task that takes longer than a moment. Its calls may come from a worker thread."""

    def __init__(
        self, reporter: Reporter, text: str, total: int | None, unit: str, aside: bool
    ) -> None:
        self._reporter = reporter
        self._aside = aside
        self._text = text
        self._total = total
        self._unit = unit
        self._done = 0
        self._started = self._printed = time.monotonic()
        self._task: TaskID | None = None
        live = reporter.live()
        if live is None:
            reporter.say(f"{text} …")
        else:
            self._task = live.add_task(text, total=total, unit=unit)
        self._doing("")

    @property
    def rate(self) -> float:
        """Units a second so far."""
        return self._done / max(time.monotonic() - self._started, 1e-9)

    def advance(self, amount: int) -> None:
        """`amount` more units are done."""
        self._done += amount
        if self._total:
            share = min(100, 100 * self._done // self._total)
            self._doing(f" ({share}%)")
        live = self._reporter.live() if self._task is not None else None
        if live is not None and self._task is not None:
            live.advance(self._task, amount)
        elif self._task is None and time.monotonic() - self._printed >= _EVERY:
            self._printed = time.monotonic()
            self._reporter.say(f"{self._text}: {self._amount()}")

    def finish(self, text: str | None = None) -> None:
        """The task ended; `text` is printed to stay."""
        live = self._reporter.live() if self._task is not None else None
        if live is not None and self._task is not None:
            live.remove_task(self._task)
        self._task = None
        self._reporter.settle()
        if text is not None:
            self._reporter.say(text)

    def _doing(self, share: str) -> None:
        if not self._aside:
            self._reporter.doing(self._text[:1].lower() + self._text[1:] + share)

    def _amount(self) -> str:
        if self._unit == "bytes":
            done = f"{self._done >> 20} MB"
            return done if self._total is None else f"{done} of {self._total >> 20} MB"
        done = f"{self._done:,} {self._unit}".rstrip()
        if self._total is not None:
            done = f"{min(self._done, self._total):,} of {self._total:,} {self._unit}".rstrip()
        return f"{done}, {self.rate:,.0f} a second" if self._unit == "rows" else done


class EmbeddedBars:
    """Progress of the embedded server's downloads, in bytes."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._bar: Bar | None = None

    def start(self, total: int | None, text: str) -> None:
        """Begin to show it."""
        self.finish()
        self._bar = self._reporter.bar(text, total, "bytes")

    def advance(self, n: int) -> None:
        """So much more is done."""
        if self._bar is not None:
            self._bar.advance(n)

    def finish(self) -> None:
        """It ended, well or not."""
        if self._bar is not None:
            self._bar.finish()
        self._bar = None


class PageBars:
    """Progress of building the pages; it goes on beside the start and is not part of it."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._bar: Bar | None = None

    def start(self, text: str, total: int | None = None) -> None:
        """Begin to show it."""
        self._end(None)
        self._bar = self._reporter.bar(text, total, "", aside=True)

    def advance(self, amount: int = 1) -> None:
        """So much more is done."""
        if self._bar is not None:
            self._bar.advance(amount)

    def finish(self, text: str) -> None:
        """The pages are built, or never will be; `text` says which."""
        self._end(text)

    def _end(self, text: str | None) -> None:
        if self._bar is not None:
            self._bar.finish(text)
        self._bar = None


class RowBars:
    """Progress of a load, in rows."""

    def __init__(self, reporter: Reporter, text: str) -> None:
        self._reporter = reporter
        self._text = text
        self._bar: Bar | None = None

    def start(self, rows: int) -> None:
        """Begin to show it."""
        self._bar = self._reporter.bar(self._text, rows, "rows")

    def advance(self, table: str, rows: int) -> None:
        """So much more is done."""
        del table
        if self._bar is not None:
            self._bar.advance(rows)

    def finish(self) -> None:
        """It ended, well or not."""
        if self._bar is not None:
            self._bar.finish()
        self._bar = None


class _Amount(ProgressColumn):
    """Bytes or counts, by the task's unit."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = DownloadColumn()
        self._counts = MofNCompleteColumn()

    def render(self, task: Task) -> Text:
        unit = task.fields["unit"]
        if unit == "bytes":
            return self._bytes.render(task)
        if task.total is None:
            return Text("")
        text = self._counts.render(task)
        speed = f", {task.speed:,.0f}/s" if unit == "rows" and task.speed else ""
        return text.append(f" {unit}{speed}")
