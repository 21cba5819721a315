"""Changes that make a table's record or change it, and that take a relationship out: by the tables.

What a record's fields are, which it needs, what they refer to and what its key is made of stands
in the declarations; the changes of one table differ from another's in nothing else.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from graph.change import Change, Input, Payload, payload, word
from graph.columns import composed_key, field_doc, field_name, field_type
from graph.credit_code import is_credit_code
from graph.model import MODEL
from graph.problems import ChangeError, ProblemKind, Problems, out_of_scope
from graph.rights.scope import ways_of
from graph.surface import Field
from graph.tables import Column, Reference, Table, tables
from graph.writing import Writing

TABLES: Mapping[str, Table] = {table.name: table for table in tables(MODEL)}

FACILITY = payload(
    "FacilityPayload", "facility", "Facility", "阵地：有问题时为空。 — Null with problems."
)

Cells: TypeAlias = Mapping[str, Any]
"""A record's values by field: enums by name, dates as dates, references by code."""

Check: TypeAlias = Callable[[Problems, Cells, str], Awaitable[None]]
"""Adds the problems that one table's records alone can have; told the record and its key."""


def saving(
    order: int,
    name: str,
    table: str,
    payload: Payload,
    doc: str,
    check: Check | None = None,
) -> Change:
    """The change that makes a record of a table, or changes the one with the same key.

    What is left out stays as it is; null empties a field that may be empty.
    """
    record = _Record(TABLES[table], check)
    return Change(
        order=order,
        name=name,
        doc=doc,
        mutation=name,
        payload=payload,
        input=f"{name[0].upper()}{name[1:]}Input",
        fields=tuple(map(record.field, record.table.columns)),
        apply=record.save,
    )


def removing(order: int, name: str, table: str, payload: Payload, doc: str) -> Change:
    """The change that takes out a record of a table of relationships, entered by mistake."""
    record = _Record(TABLES[table], None)
    reason = Field("reason", "String!", "原因：为何是误录。 — Why it was a mistake.")
    return Change(
        order=order,
        name=name,
        doc=doc,
        mutation=name,
        payload=payload,
        input=f"{name[0].upper()}{name[1:]}Input",
        fields=(*map(record.field, record.table.key), reason),
        apply=record.remove,
    )


@dataclass(frozen=True, slots=True)
class _Record:
    """A table's records as changes make them."""

    table: Table
    check: Check | None

    def field(self, column: Column) -> Field:
        """The input's field for a column; required only where the key cannot do without it."""
        of_key = column.key and column.needed
        kind = f"{field_type(column)}{'!' if of_key else ''}"
        return Field(field_name(column), kind, field_doc(MODEL, self.table, column))

    async def save(self, writing: Writing, given: Input) -> str:
        """Make the record or change it; the id of the node that it is, or that it leaves."""
        problems = Problems(writing)
        cells = {field_name(c): _cell(c, given) for c in self.table.columns}
        key = self._key(cells)
        writing.check(self._owner(cells, key)[0])
        if writing.scope:
            await self._into(problems, cells)
        stored = await self._stored(writing, key)
        if stored is not None and writing.scope and not await self._seen(writing, cells, key):
            if self.table.relationship is None and "code" in cells:
                raise ChangeError([out_of_scope()])
            # To the caller it is as if it were not there.
            stored = None
        for column in self.table.columns:
            if stored is not None and field_name(column) not in given:
                cells[field_name(column)] = stored.get(column.property or "")
            await self._check(problems, column, given, new=stored is None)
        await self._check_whole(problems, cells, key, new=stored is None)
        problems.refuse()
        label, owner = self._owner(cells, key)
        await writing.touch(label, owner)
        await self._write(writing, given, cells, key, new=stored is None)
        return await self._id(writing, cells, label, owner)

    async def _into(self, problems: Problems, cells: Cells) -> None:
        """That the record is put nowhere above the scope."""
        lies = {way[0].relationship for node in self.table.nodes for way in ways_of(node) if way}
        for column in self.table.columns:
            if isinstance(column.type, Reference) and column.relationship in lies:
                label = MODEL.type(column.type.target).label
                await problems.into(label, cells[field_name(column)])

    async def remove(self, writing: Writing, given: Input) -> str:
        """Take out the relationship with the key that is given; the id of the node it left."""
        problems = Problems(writing)
        cells = {field_name(c): _cell(c, given) for c in self.table.key}
        key = self._key(cells)
        if not str(given["reason"]).strip():
            problems.invalid("须写明原因。", "Say why.", "reason")
        label, owner = self._owner(cells, key)
        writing.check(label)
        if await self._stored(writing, key) is None or not await self._seen(writing, cells, key):
            problems.add(ProblemKind.NOT_FOUND, "没有这样一条记录。", "There is no such record.")
        problems.refuse()
        await writing.touch(label, owner)
        await writing.write(f"{self._match()} DELETE n", {"key": key})
        return await self._id(writing, cells, label, owner)

    async def _seen(self, writing: Writing, cells: Cells, key: str) -> bool:
        """Whether the record is the caller's: a relationship is where both its ends are seen."""
        if self.table.relationship is None:
            return await writing.holds(*self._owner(cells, key))
        for column in self.table.key:
            value = cells[field_name(column)]
            if isinstance(column.type, Reference) and value is not None:
                label = MODEL.type(column.type.target).label
                if not await writing.sees(label, str(value)):
                    return False
        return True

    def _key(self, cells: Cells) -> str:
        values = [cells[field_name(column)] for column in self.table.key]
        if self.table.nodes and len(values) == 1:
            return str(values[0])
        return composed_key(values)

    def _match(self) -> str:
        if self.table.relationship is not None:
            return f"MATCH (a)-[n:{self.table.relationship.name} {{key: $key}}]->()"
        node = self.table.nodes[0]
        return f"MATCH (n:{node.label} {{{node.key}: $key}})"

    def _owner(self, cells: Cells, key: str) -> tuple[str, str]:
        """Label and key of the node in whose image the record is."""
        kind = self.table.relationship
        if kind is None:
            return self.table.nodes[0].label, key
        return MODEL.type(kind.start).label, str(cells[field_name(self.table.key[0])])

    async def _id(self, writing: Writing, cells: Cells, label: str, owner: str) -> str:
        """The id of what a payload shows: of the node, or of the one that it is a part of."""
        node = MODEL.type(label)
        if not node.node:
            part = self.table.key[0]
            assert isinstance(part.type, Reference)
            return f"{part.type.target}:{cells[field_name(part)]}"
        if not node.abstract:
            return f"{label}:{owner}"
        rows = await writing.rows(
            f"MATCH (n:{label} {{code: $code}}) RETURN labels(n)", {"code": owner}
        )
        return f"{next(name for name in rows[0][0] if name != label)}:{owner}"

    async def _stored(self, writing: Writing, key: str) -> dict[str, Any] | None:
        rows = await writing.rows(f"{self._match()} RETURN properties(n)", {"key": key})
        return rows[0][0] if rows else None

    async def _check(self, problems: Problems, column: Column, given: Input, *, new: bool) -> None:
        name = field_name(column)
        value = given.get(name)
        empties = name in given and value is None
        if column.needed and (empties or (new and value is None)):
            problems.invalid(f"须填{column.zh}。", f"A record of this table has a {name}.", name)
        elif isinstance(value, str) and not value.strip():
            problems.invalid(f"{column.zh}不能为空白。", f"{name} is blank.", name)
        elif isinstance(value, int) and value < 0:
            problems.invalid("数目不能为负。", f"{name} cannot be negative.", name)
        elif isinstance(column.type, Reference) and value is not None:
            await _check_reference(problems, column.type, str(value), name)
        elif column.check is not None and new and not is_credit_code(str(value)):
            problems.invalid(
                "不是统一社会信用代码：校验位不对。",
                "This is no unified social credit code: its last character does not check.",
                name,
            )

    async def _check_whole(self, problems: Problems, cells: Cells, key: str, *, new: bool) -> None:
        """What several fields together, or the rest of the graph, speak against."""
        kind, node = self.table.relationship, next(iter(self.table.nodes), None)
        names = (
            ("since", "until")
            if node is None
            else ("", "")
            if node.valid is None
            else (node.valid.since, node.valid.until)
        )
        since, until = (_day(cells.get(n)) for n in names)
        problems.ordered(since, until, names[1])
        for group in self.table.one_of:
            either = [self.table.column(name) for name in group]
            names_of = [field_name(column) for column in either]
            problems.one_of(
                [cells[name] for name in names_of],
                f"{'、'.join(column.zh for column in either)}只填其一。",
                f"Give one of {', '.join(names_of)}.",
                *names_of[:1],
            )
        if kind is None and node is not None:
            for interface in node.interfaces:
                if new and await problems.source.rows(
                    f"MATCH (n:{interface} {{code: $key}}) RETURN 1", {"key": key}
                ):
                    problems.conflict(
                        f"编码 {key} 已被占用。", f"The code {key!r} is taken.", "code"
                    )
            await self._check_circle(problems, cells, key)
        if self.check is not None:
            await self.check(problems, cells, key)

    async def _check_circle(self, problems: Problems, cells: Cells, key: str) -> None:
        """That nothing stands above itself."""
        node = self.table.nodes[0]
        for column in self.table.columns:
            if not isinstance(column.type, Reference) or column.type.target != node.name:
                continue
            if cells[field_name(column)] is not None and await problems.source.rows(
                f"MATCH (n:{node.label} {{code: $above}})-[:{column.relationship}*0..]->"
                f"(:{node.label} {{code: $key}}) RETURN 1 LIMIT 1",
                {"above": cells[field_name(column)], "key": key},
            ):
                problems.conflict(
                    f"{column.zh}会成环。", "It would stand above itself.", field_name(column)
                )

    async def _write(
        self, writing: Writing, given: Input, cells: Cells, key: str, *, new: bool
    ) -> None:
        values = {
            c.property: cells[field_name(c)]
            for c in self.table.columns
            if c.property is not None and (new or field_name(c) in given)
        }
        kind = self.table.relationship
        if kind is not None:
            if new:
                start, end = (cells[field_name(c)] for c in self.table.key[:2])
                await writing.write(
                    f"MATCH (a:{MODEL.type(kind.start).label} {{code: $start}}), "
                    f"(b:{MODEL.type(kind.end).label} {{code: $end}}) "
                    f"CREATE (a)-[:{kind.name} {{key: $key}}]->(b)",
                    {"start": start, "end": end, "key": key},
                )
            await writing.write(f"{self._match()} SET n += $v", {"key": key, "v": values})
            return
        node = self.table.nodes[0]
        labels = "".join(f":{label}" for label in (*node.interfaces, node.label))
        await writing.write(
            f"MERGE (n:{node.label} {{{node.key}: $key}}) SET n{labels}, n += $v",
            {"key": key, "v": values},
        )
        for column in self.table.columns:
            if isinstance(column.type, Reference) and (new or field_name(column) in given):
                await self._refer(writing, column, key, cells[field_name(column)])

    async def _refer(self, writing: Writing, column: Column, key: str, code: str | None) -> None:
        assert isinstance(column.type, Reference)
        await writing.write(f"{self._match()}-[r:{column.relationship}]->() DELETE r", {"key": key})
        if code is not None:
            target = MODEL.type(column.type.target)
            await writing.write(
                f"{self._match()} MATCH (m:{target.label} {{code: $code}}) "
                f"CREATE (n)-[:{column.relationship}]->(m)",
                {"key": key, "code": code},
            )


async def _check_reference(problems: Problems, reference: Reference, code: str, name: str) -> None:
    label = MODEL.type(reference.target).label
    if not await problems.code(label, code, name) or not reference.kinds:
        return
    rows = await problems.source.rows(
        f"MATCH (n:{label} {{code: $code}}) RETURN labels(n)", {"code": code}
    )
    if not set(rows[0][0]) & set(reference.kinds):
        problems.invalid(
            f"{code} 的类型不对。", f"{code!r} is no {' or '.join(reference.kinds)}.", name
        )


def _cell(column: Column, given: Input) -> Any:
    value = word(given.get(field_name(column)))
    if value is None and column.default is not None:
        return word(column.default)
    return value


def _day(value: Any) -> date | None:
    """A day as it was given, or as the driver has it."""
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(value.iso_format())
