"""What can keep an offline import from being done."""

from collections.abc import Sequence

from graph.messages import msg
from seeds.dataset.problems import Problem


class OfflineError(RuntimeError):
    """The import was not done; the text is a sentence that says what to do."""


class WrongRowsError(OfflineError):
    """Rows of the dataset are wrong. problems: the first of them; total: how many."""

    def __init__(self, problems: Sequence[Problem], total: int) -> None:
        self.problems = list(problems)
        self.total = total
        first = self.problems[0]
        rows = "row is" if total == 1 else "cells are"
        column = first.column or first.heading
        super().__init__(
            msg(
                "Nothing was imported, {total} {rows} wrong. The first: table {table}, row {row}, "
                "column {column}: {en} An import with --dry-run into another data directory "
                "reports all of them.",
                total=total,
                rows=rows,
                table=first.table,
                row=first.row,
                column=column,
                en=first.en,
            )
        )
