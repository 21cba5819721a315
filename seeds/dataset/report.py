"""What a load did and what it found wrong, for people and for programs."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table as Grid

from graph.messages import clauses, msg, plain, saying
from seeds.dataset.columns import Columns
from seeds.dataset.differences import Difference
from seeds.dataset.errors import CATALOGUE
from seeds.dataset.leftover import Leftover
from seeds.dataset.notes import Note
from seeds.dataset.problems import Problem
from seeds.dataset.sheets import Sheet
from seeds.dataset.workbook import write_marked

_COUNTS = (
    saying("read"),
    saying("new"),
    saying("changed"),
    saying("ended"),
    saying("same"),
    saying("wrong"),
)
_GONE = (saying("gone: ended"), saying("removed"), saying("kept"))

MOST_CELLS = 400_000
"""Cells of a workbook that is kept whole in memory to be marked: some 200 MB."""

_SHOWN = 100
"""Changed values that are printed; the saved report has more."""


@dataclass(slots=True)
class TableCount:
    """A table's rows: read = written + unchanged + wrong; written = created + changed + ended.

    In a dry run, and in a load that was not allowed to write, `written` counts what would have
    been written. left_ended, left_removed, left_kept: rows of the graph that the source no longer
        has, in a load that synchronizes the table.
    """

    table: str
    zh: str
    read: int = 0
    written: int = 0
    unchanged: int = 0
    wrong: int = 0
    created: int = 0
    changed: int = 0
    ended: int = 0
    left_ended: int = 0
    left_removed: int = 0
    left_kept: int = 0


@dataclass(slots=True)
class Report:
    """The outcome of a load.

    loaded: whether anything was allowed to be written.
    problems: the first of them in the order of the source, at most 10,000 (`problem_count`
        counts all); by_kind: how many of each kind.
    leftovers: rows of the graph that the source no longer has, where tables are synchronized, at
        most 10,000 (the tables' counts have all); digest: of the whole difference, to be given
        back; unconfirmed: nothing was loaded, for want of it.
    seconds: from opening the source to the last commit.
    entry: the number of its first entry in the log; None for none.
    """

    source: str
    dry_run: bool
    strict: bool
    loaded: bool = False
    tables: list[TableCount] = field(default_factory=list[TableCount])
    problems: list[Problem] = field(default_factory=list[Problem])
    problem_count: int = 0
    by_kind: dict[str, int] = field(default_factory=dict[str, int])
    differences: list[Difference] = field(default_factory=list[Difference])
    notes: list[Note] = field(default_factory=list[Note])
    leftovers: list[Leftover] = field(default_factory=list[Leftover])
    digest: str | None = None
    unconfirmed: bool = False
    seconds: float = 0.0
    entry: int | None = None
    sheets: list[Sheet] = field(default_factory=list[Sheet], repr=False)

    @property
    def read(self) -> int:
        """Rows read, of all tables."""
        return sum(t.read for t in self.tables)

    @property
    def written(self) -> int:
        """Rows written, of all tables."""
        return sum(t.written for t in self.tables)

    @property
    def unchanged(self) -> int:
        """Rows that were in the graph already just as they are."""
        return sum(t.unchanged for t in self.tables)

    @property
    def wrong(self) -> int:
        """Rows left out, of all tables."""
        return sum(t.wrong for t in self.tables)

    @property
    def settled(self) -> int:
        """Rows ended or removed because the source no longer has them, of all tables."""
        return sum(t.left_ended + t.left_removed for t in self.tables)

    @property
    def rows_per_second(self) -> float:
        """Rows read, checked and written a second."""
        return self.read / self.seconds if self.seconds else 0.0

    def as_json(self) -> dict[str, Any]:
        """All of it but the sheets as a JSON object."""
        return {
            "source": self.source,
            "dryRun": self.dry_run,
            "strict": self.strict,
            "loaded": self.loaded,
            "read": self.read,
            "written": self.written,
            "unchanged": self.unchanged,
            "wrong": self.wrong,
            "tables": [asdict(t) for t in self.tables],
            "problemCount": self.problem_count,
            "problemsByKind": self.by_kind,
            "problems": [p.as_json() for p in self.problems],
            "differences": [d.as_json() for d in self.differences],
            "notes": [asdict(n) for n in self.notes],
            "leftovers": [item.as_json() for item in self.leftovers],
            "digest": self.digest,
            "unconfirmed": self.unconfirmed,
            "seconds": round(self.seconds, 3),
            "entry": None if self.entry is None else f"LogEntry:{self.entry}",
            "rowsPerSecond": round(self.rows_per_second),
        }

    def save_json(self, path: Path) -> None:
        """Write `as_json` to a file, in UTF-8."""
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")

    def keeps_whole(self, source: Path) -> bool:
        """Whether a marked copy is the file that was read itself, or its values written anew."""
        if source.suffix.lower() != ".xlsx":
            return False
        return sum(Columns.of(sheet.rows).cells for sheet in self.sheets) <= MOST_CELLS

    def save_workbook(self, path: Path, source: Path | None = None) -> None:
        """Write the input as an `.xlsx` file with the wrong cells marked and commented.

        source: the file that was read; a workbook of no great size is kept as it is, but for the
            marks. Raises SourceError, OSError.
        """
        # openpyxl, which only a marked copy needs, takes a third of a second to import.
        from seeds.dataset.marking import mark

        more = self.problem_count - len(self.problems)
        if source is not None and self.keeps_whole(source):
            mark(source, path, self.problems, more)
        else:
            write_marked(path, self.sheets, self.problems, more)

    def print(self, console: Console) -> None:
        """Print the counts, the first problems and the remarks."""
        console.print(self._counts())
        for problem in self.problems:
            _print(console, problem)
        if self.problem_count > len(self.problems):
            more = self.problem_count - len(self.problems)
            console.print(msg("… and {more:,} more problems, which are only counted.", more=more))
        if self.dry_run or self.unconfirmed:
            self._print_differences(console)
        self._print_leftovers(console)
        for note in self.notes:
            _say(console, f"{note.zh} {note.en}")
        console.print(self._outcome())

    def _print_differences(self, console: Console) -> None:
        for difference in self.differences[:_SHOWN]:
            _say(console, str(difference))
        more = len(self.differences) - _SHOWN
        if more > 0:
            console.print(
                msg("… and {more:,} more changed values, which the saved report lists.", more=more)
            )

    def _print_leftovers(self, console: Console) -> None:
        """What the source no longer has, all of it: nothing is ended or removed unseen."""
        zh = {t.table: t.zh for t in self.tables}
        for item in self.leftovers:
            _say(console, f"{item.table} {zh[item.table]}: " + " / ".join(item.sentences))
        counted = sum(t.left_ended + t.left_removed + t.left_kept for t in self.tables)
        if counted > len(self.leftovers):
            more = counted - len(self.leftovers)
            console.print(msg("… and {more:,} more rows that the source no longer has.", more=more))

    def _counts(self) -> Grid:
        grid = Grid("table", "表")
        headings = _COUNTS if self.digest is None else (*_COUNTS, *_GONE)
        for heading in headings:
            grid.add_column(plain(heading), justify="right")
        for t in self.tables:
            counts = [t.read, t.created, t.changed, t.ended, t.unchanged, t.wrong]
            if self.digest is not None:
                counts += [t.left_ended, t.left_removed, t.left_kept]
            numbers = [f"{n:,}" for n in counts]
            grid.add_row(t.table, t.zh, *numbers, style="red" if t.wrong else None)
        return grid

    def _outcome(self) -> str:
        if self.dry_run:
            done = msg(
                "Dry run: nothing was written; {written:,} rows would be", written=self.written
            )
        elif self.unconfirmed:
            done = msg("Nothing was loaded: what the source no longer has is to be confirmed first")
        elif not self.loaded and self.strict:
            done = msg("Nothing was loaded, because something is wrong and the load is strict")
        elif not self.loaded:
            done = msg("Nothing was loaded, because something is wrong")
        else:
            done = msg("{written:,} rows written", written=self.written)
        counts = [
            done,
            msg("{n:,} unchanged", n=self.unchanged),
            msg("{n:,} left out", n=self.wrong),
        ]
        if self.digest is not None:
            counts.append(msg("{n:,} ended or removed as gone", n=self.settled))
        return msg(
            "{counts}, in {seconds:.1f} s ({rows_per_second:,.0f} rows/s).",
            counts=clauses(counts),
            seconds=self.seconds,
            rows_per_second=self.rows_per_second,
        )


def _print(console: Console, problem: Problem) -> None:
    """A problem on lines of its own, of which none is cut, however narrow the terminal."""
    kind = CATALOGUE[problem.kind]
    title = kind.titles[0] if problem.chinese else kind.titles[1]
    value = "" if problem.value is None else f" = {problem.value}"
    where = f"{problem.sheet} {problem.cell} {problem.heading}{value}"
    _say(console, f"{where}  [{problem.kind} {title}]")
    for sentence in problem.sentences:
        _say(console, f"    {sentence}")


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def exit_code(report: Report) -> int:
    """A program's exit code: 0 all is right, 1 something was left out, 3 nothing was loaded.

    3 is a strict load that found a problem, or one that is to be confirmed. (2 is what command
    lines use for misuse.)
    """
    if report.unconfirmed:
        return 3
    if not report.wrong and not report.problem_count:
        return 0
    return 1 if report.loaded or report.dry_run else 3
