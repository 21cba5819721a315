"""Entries of the log, as the API shows them."""

from collections.abc import Sequence
from typing import Any

from graph.compiler.select import Selected
from graph.log import Entry, undoing
from graph.log.reads import ReadEntry
from graph.surface import Field, ObjectType
from resolvers.asking import Asking

ENTRY_TYPE = ObjectType(
    "LogEntry",
    (
        Field(
            "id",
            "ID!",
            "标识：LogEntry:序号，查阅为 LogEntry:read-序号。 — `LogEntry:` and its number, of a "
            "read `LogEntry:read-` and its number.",
        ),
        Field("at", "DateTime!", "时间：写入日志的时刻，UTC。 — When it was written, UTC."),
        Field("by", "String!", "何人：令牌的主体。 — Who: the token's subject."),
        Field("role", "String!", "角色：令牌的角色。 — The token's role."),
        Field(
            "operation",
            "String!",
            "操作：变更的名称；查阅则为所问的字段。 — The mutation's name; of a read the root "
            "fields that were asked for.",
        ),
        Field(
            "effectiveOn",
            "Date",
            "生效日期：与日期无关的为空。 — When it takes effect; null for what has no day.",
        ),
        Field(
            "subjects",
            "[Node!]!",
            "对象：所更改的、还在的节点。 — The nodes that were changed and are still there.",
        ),
        Field(
            "undoneBy",
            "LogEntry",
            "被撤销：撤销此条的条目，没有则为空。 — "
            "The entry that took it back; null where none did.",
        ),
        Field(
            "people",
            "Int",
            "人数：查阅所示的人数；更改则为空。 — Of a read, how many people the answer showed; "
            "null for a change.",
        ),
        Field("hash", "String!", "散列：含前一条的散列。 — Over its text and the hash before it."),
    ),
    "日志条目：何人何时更改了什么，或查阅了个人信息。 — Who changed what, or was shown personal "
    "data, and when.",
    ("Node",),
    "条目的总数，不分页。 — All entries, on any page.",
)


async def entries_value(
    asking: Asking, entries: Sequence[Entry], selected: Selected
) -> list[dict[str, Any]]:
    """Entries with what is selected of them."""
    taken = await undoing(asking.source, [entry.seq for entry in entries])
    columns: dict[str, list[Any]] = {}
    for f in selected.children["LogEntry"]:
        if f.name == "subjects":
            known = await asking.nodes([s for entry in entries for s in entry.subjects], f)
            columns[f.key] = [[known[s] for s in e.subjects if s in known] for e in entries]
        elif f.name == "undoneBy":
            by = [taken[e.seq] for e in entries if e.seq in taken]
            shown = dict(
                zip([e.seq for e in by], await entries_value(asking, by, f), strict=True)
                if by
                else ()
            )
            columns[f.key] = [shown[taken[e.seq].seq] if e.seq in taken else None for e in entries]
        else:
            columns[f.key] = [_plain(entry, f.name) for entry in entries]
    if not columns:
        return [{} for _ in entries]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(entry: Entry, name: str) -> Any:
    values: dict[str, Any] = {
        "__typename": "LogEntry",
        "id": f"LogEntry:{entry.seq}",
        "at": entry.at,
        "by": entry.by,
        "role": entry.role,
        "operation": entry.operation,
        "effectiveOn": entry.effective_on,
        "people": None,
        "hash": entry.hash,
    }
    return values[name]


READ = "read-"
"""What the key of a read's id begins with."""


def reads_value(entries: Sequence[ReadEntry], selected: Selected) -> list[dict[str, Any]]:
    """Entries of the log of reads with what is selected of them."""
    return [
        {f.key: _of_read(entry, f.name) for f in selected.children["LogEntry"]} for entry in entries
    ]


def _of_read(entry: ReadEntry, name: str) -> Any:
    read = entry.read
    values: dict[str, Any] = {
        "__typename": "LogEntry",
        "id": f"LogEntry:{READ}{entry.seq}",
        "at": read.at,
        "by": read.by,
        "role": read.role,
        "operation": read.operation,
        "effectiveOn": None,
        "subjects": [],
        "undoneBy": None,
        "people": read.people,
        "hash": entry.hash,
    }
    return values[name]
