"""Where a load's report and marked copy are saved, and how: whole, and for the user alone."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.messages import msg
from seeds.dataset.report import Report


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The places of the report and of the marked copy.

    report_asked, marked_asked: whether a person named them; otherwise they lie beside the
        source, and the marked copy is saved only when a row is wrong.
    """

    source: Path
    report: Path
    marked: Path
    report_asked: bool = False
    marked_asked: bool = False

    @classmethod
    def of(
        cls, source: Path, report: Path | None = None, marked: Path | None = None
    ) -> "ReportFiles":
        """Those that were named, and for the others the places beside the source."""
        whole = source.resolve()
        stem = whole.name if whole.is_dir() else whole.stem
        return cls(
            whole,
            report or whole.with_name(f"{stem}.report.json"),
            marked or whole.with_name(f"{stem}.marked.xlsx"),
            report is not None,
            marked is not None,
        )

    def refusal(self) -> str | None:
        """Why a named place will not do, as a sentence; None when all will."""
        named = [self.report] * self.report_asked + [self.marked] * self.marked_asked
        for place in named:
            whole = place.resolve()
            if whole == self.source or self.source in whole.parents:
                return msg("{place} would change the input itself: name another file.", place=place)
            if whole.is_dir():
                return msg("{place} is a folder: name a file.", place=place)
            if not os.access(whole.parent, os.W_OK):
                return msg(
                    "{place} cannot be written: there is no such folder, or no right to it.",
                    place=place,
                )
        if self.report.resolve() == self.marked.resolve():
            return msg(
                "{report} cannot be both the report and the marked copy.", report=self.report
            )
        return None

    def save_report(self, found: Report) -> Path:
        """Save the JSON report. Raises OSError."""
        return _private(self.report, found.save_json)

    def save_marked(self, found: Report) -> Path | None:
        """Save the marked copy when it is wanted; raises OSError, SourceError (too many rows)."""
        if not self.marked_asked and not found.problem_count:
            return None
        return _private(self.marked, lambda place: found.save_workbook(place, self.source))


def _private(path: Path, save: Callable[[Path], None]) -> Path:
    """Let `save` write a file that nobody else may read, then put it in the place of `path`."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        save(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path
