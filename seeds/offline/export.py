"""The second reading: rows become the files of `neo4j-admin database import full`."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from graph.declare import Model, NodeType, RelationshipType, Scalar
from graph.model import MODEL
from graph.tables import Reference
from seeds.dataset.check import PATH
from seeds.dataset.families import family_of, family_of_table
from seeds.dataset.frame import Frame
from seeds.dataset.layout import (
    Layout,
    keys_of,
    node_layout,
    relationship_layout,
    stored_rows,
    types_of_rows,
)
from seeds.dataset.problems import Problems
from seeds.dataset.rows import check_rows
from seeds.offline.codes import Codes, read_codes
from seeds.offline.errors import WrongRowsError
from seeds.offline.source import Chunked, frames

Progress = Callable[[str, int], None]
"""Called with a table's name and how many of its rows were written in this step."""

_TYPES = {Scalar.INT: ":long", Scalar.BOOLEAN: ":boolean", Scalar.DATE: ":date"}
_BOOLEANS = {True: "true", False: "false", None: None}


@dataclass(slots=True)
class Export:
    """Files for the importer, with a row of headings each.

    nodes: (labels, file); relationships: (type, file). rows: of the dataset, by table.
    many_lines: whether a cell runs over several lines.
    """

    nodes: list[tuple[str, Path]] = field(default_factory=list[tuple[str, Path]])
    relationships: list[tuple[str, Path]] = field(default_factory=list[tuple[str, Path]])
    rows: dict[str, int] = field(default_factory=dict[str, int])
    many_lines: bool = False

    def arguments(self) -> list[str]:
        """The files as arguments of the importer."""
        return [
            *(f"--nodes={labels}={file}" for labels, file in self.nodes),
            *(f"--relationships={kind}={file}" for kind, file in self.relationships),
        ]


def export(
    source: Chunked, directory: Path, progress: Progress | None = None, model: Model = MODEL
) -> Export:
    """Write a dataset as the importer's files into a folder.

    Raises WrongRowsError when a row is wrong, SourceError when the source cannot be read.
    """
    problems = Problems(limit=100)
    codes = read_codes(model, source, problems)
    _refuse(problems)
    with _Writer(model, codes, problems, directory) as writer:
        for table in source():
            for frame in frames(table):
                writer.write(frame)
                if progress is not None:
                    progress(frame.table.name, len(frame))
    _refuse(problems)
    return writer.finished()


def _refuse(problems: Problems) -> None:
    if problems.total:
        raise WrongRowsError(problems.kept, problems.total)


class _Writer:
    """Open files by name; frames of a table go to the same ones."""

    def __init__(self, model: Model, codes: Codes, problems: Problems, directory: Path) -> None:
        self._model = model
        self._codes = codes
        self._problems = problems
        self._directory = directory
        self._files: dict[str, TextIO] = {}
        self._lines: dict[str, int] = {}
        self._export = Export()

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def finished(self) -> Export:
        """What was written."""
        for name, file in self._files.items():
            with Path(file.name).open("rb") as content:
                breaks = sum(
                    block.count(b"\n") for block in iter(lambda: content.read(1 << 20), b"")
                )
            self._export.many_lines |= breaks != self._lines[name]
        return self._export

    def write(self, frame: Frame) -> None:
        """Check the rows and write them; nothing of a frame with a wrong row."""
        keys = keys_of(frame) if self._checked(frame) else []
        if not keys:
            return
        family = family_of_table(frame.table)
        if family in self._codes.paths:
            chains = self._codes.paths[family]
            if any(p.name == PATH for node in frame.table.nodes for p in node.properties):
                frame.implied[PATH] = [chains.get(code) for code in keys]
        rows = self._export.rows
        rows[frame.table.name] = rows.get(frame.table.name, 0) + len(frame)
        if frame.table.relationship is not None:
            layout = relationship_layout(self._model, frame, frame.table.relationship)
            self._relationships(layout, stored_rows(frame, layout, keys, None))
            return
        types = types_of_rows(frame)
        for node in frame.table.nodes:
            chosen = None if types is None else [i for i, t in enumerate(types) if t is node]
            layout = node_layout(self._model, frame, node)
            self._nodes(layout, node, stored_rows(frame, layout, keys, chosen))

    def _checked(self, frame: Frame) -> bool:
        before = self._problems.total
        for finding in check_rows(frame):
            self._problems.add(frame, finding)
        if self._problems.total == before:
            for finding in self._codes.check(frame, keys_of(frame)):
                self._problems.add(frame, finding)
        return self._problems.total == before

    def _nodes(self, layout: Layout, node: NodeType, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        space = family_of(node)
        headings, cells = [f"{layout.key}:ID({space})"], [columns[0]]
        for place, item in enumerate(layout.fields, layout.offset):
            column = item.column
            if item.target is None:
                headings.append(item.name + _suffix(node, item.name))
                cells.append(_plain(node, item.name, columns[place]))
            elif column is not None and isinstance(column.type, Reference):
                target = family_of(self._model.type(column.type.target))
                ends = [f":START_ID({space})", f":END_ID({target})"]
                pairs = zip(columns[0], columns[place], strict=True)
                edges = [pair for pair in pairs if pair[1] is not None]
                self._put(f"{node.name}.{item.name}", item.name, ends, edges, nodes=False)
        self._put(node.name, layout.labels, headings, list(zip(*cells, strict=True)), nodes=True)

    def _relationships(self, layout: Layout, rows: Sequence[tuple[Any, ...]]) -> None:
        kind = layout.owner
        assert isinstance(kind, RelationshipType)
        columns = list(zip(*rows, strict=True))
        start, end = (family_of(self._model.type(name)) for name in (kind.start, kind.end))
        headings = [layout.key, f":START_ID({start})", f":END_ID({end})"]
        headings += [field.name + _suffix(kind, field.name) for field in layout.fields]
        cells = columns[: layout.offset]
        cells += [
            _plain(kind, field.name, columns[place])
            for place, field in enumerate(layout.fields, layout.offset)
        ]
        self._put(kind.name, kind.name, headings, list(zip(*cells, strict=True)), nodes=False)

    def _put(
        self, name: str, kind: str, headings: list[str], rows: list[tuple[Any, ...]], *, nodes: bool
    ) -> None:
        """Append rows to a file, opened with its headings at the first of them."""
        if not rows:
            return
        file = self._files.get(name)
        if file is None:
            path = self._directory / f"{name}.csv"
            file = self._files[name] = path.open("w", encoding="utf-8", newline="")
            csv.writer(file, lineterminator="\n").writerow(headings)
            (self._export.nodes if nodes else self._export.relationships).append((kind, path))
            self._lines[name] = 1
        csv.writer(file, lineterminator="\n").writerows(rows)
        self._lines[name] += len(rows)


def _suffix(owner: NodeType | RelationshipType, name: str) -> str:
    kind = next(p.type for p in owner.properties if p.name == name)
    return _TYPES.get(kind, "") if isinstance(kind, Scalar) else ""


def _plain(
    owner: NodeType | RelationshipType, name: str, values: tuple[Any, ...]
) -> tuple[Any, ...]:
    """A column as the importer reads it: an empty cell is no property."""
    if _suffix(owner, name) == ":boolean":
        return tuple([_BOOLEANS[value] for value in values])
    return values
