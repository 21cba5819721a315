"""The demonstration data as a stream of tables, at any scale."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .build import build
from .columns import COLUMNS
from .scale import Copy, Rewriter, copies, rows_above
from .state import DEFAULT_SEED, Row


@dataclass(frozen=True, slots=True)
class Table:
    """`name` and `columns` are the dataset's English ones; each row has a cell per column.

    `rows` may be read once; at scale 1 they lie in memory.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


def tables(seed: int = DEFAULT_SEED, scale: int = 1) -> Iterator[Table]:
    """Every table of the dataset once, in the dataset's order.

    The same rows on every machine for the same seed and scale. `scale` is the number of
    districts; memory does not grow with it. Raises ValueError for a scale out of range.
    """
    districts = copies(scale)
    base = build(seed)
    names = [str(row[1]) for row in base["people"]]
    rewriter = Rewriter(names, len(base["companies"]))
    for name in base:
        rows = _rows(name, base[name], rewriter, districts) if scale > 1 else base[name]
        yield Table(name, COLUMNS[name], rows)


def _rows(table: str, base: list[Row], rewriter: Rewriter, districts: list[Copy]) -> Iterator[Row]:
    scale = len(districts)
    if table == "places":
        yield from rows_above(scale)
    for copy in districts:
        yield from rewriter.rewrite(table, COLUMNS[table], base, copy, scale)
