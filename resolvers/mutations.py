"""The mutations: one for each change, and those that make several or take some back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.change import Change
from graph.changes import CHANGES, apply_changes, days_of, made
from graph.log import lies_in, number_of, one, undo
from graph.problems import ChangeError, Problem, ProblemKind
from graph.surface import Argument, Definition, Field, ObjectType
from graph.writing import Writing
from resolvers.entries import ENTRY_TYPE
from resolvers.mutation import Given, Made, Mutation

MOST_CHANGES = 10_000
"""How many changes `applyChanges` makes at a time."""

KEY = Argument(
    "idempotencyKey",
    "String",
    "防重键：同一键只执行一次，重试得到第一次的回答；保留七天。 — "
    "With the same key it is made once; "
    "asked again, it gives the first answer. Kept for seven days.",
)

IF_VERSION = Argument(
    "ifVersion",
    "Int",
    "版本：只有所更改的仍是此版本才执行，否则为冲突。 — Only if what is changed still has this "
    "`version`; otherwise a conflict, which says who was first.",
)

_COMMON = (
    Field(
        "problems",
        "[Problem!]!",
        "问题：为何没有执行，全部列出；执行了则为空。 — "
        "Why nothing was done, all of it; empty when done.",
    ),
    Field(
        "bookmark",
        "String",
        "书签：集群中据此读到此后的数据。 — With it a cluster reads what was written up to here.",
    ),
)

_PROBLEM = (
    Field("message", "String!", "说明：英文。 — What is wrong and what to do, in English."),
    Field("messageZh", "String!", "说明：中文。 — The same in Chinese."),
    Field(
        "path",
        "[String!]!",
        "位置：输入中的何处，如 input.parentCode。 — Input path, such as input.parentCode.",
    ),
)

PROBLEM_INTERFACE = ObjectType(
    "Problem", _PROBLEM, "问题：为何没有执行。 — Why a change was not made."
)

PROBLEM_TYPES = (
    ObjectType(
        "InvalidInput",
        _PROBLEM,
        "输入有误：输入本身讲不通。 — Input that makes no sense by itself.",
        ("Problem",),
    ),
    ObjectType(
        "NotFound",
        _PROBLEM,
        "没有找到：编码或标识没有对应。 — A code or id of nothing.",
        ("Problem",),
    ),
    ObjectType(
        "Conflict",
        _PROBLEM,
        "冲突：与图中已有的不符。 — Input that what is in the graph speaks against.",
        ("Problem",),
    ),
    ObjectType(
        "Forbidden",
        _PROBLEM,
        "无权：超出令牌的范围。 — A change outside the token's scope.",
        ("Problem",),
    ),
    ObjectType(
        "RuleViolation",
        (*_PROBLEM, Field("rule", "AuditRule!", "规则：会违反的排查规则。 — The rule broken.")),
        "违反规则：执行后排查会发现问题。 — What the audit would find at once.",
        ("Problem",),
    ),
)


def _payload(name: str, field: Field) -> ObjectType:
    return ObjectType(name, (field, *_COMMON), "结果：变更的结果。 — What a change has come to.")


def _of_change(change: Change) -> Mutation:
    """The mutation of a change."""

    async def make(writing: Writing, given: Given) -> Made:
        values = given if change.flat else given["input"]
        try:
            node_id = await change.apply(writing, values)
        except ChangeError as error:
            raise (error if change.flat else error.below("input")) from None
        day = None if change.day is None else values[change.day]
        return Made(node_id, {change.name: _masked(change, values)}, day)

    def about(given: Given) -> tuple[str, str] | None:
        return (
            None if change.about is None else change.about(given if change.flat else given["input"])
        )

    arguments = (
        tuple(Argument(f.name, f.type, f.doc) for f in change.fields)
        if change.flat
        else (Argument("input", f"{change.input}!", change.doc),)
    )
    field = Field(
        change.mutation, f"{change.payload.name}!", change.doc, (*arguments, IF_VERSION, KEY)
    )
    payload = _payload(change.payload.name, change.payload.field)
    return Mutation(field, payload, make, about=about)


def _masked(change: Change, values: Mapping[str, Any]) -> dict[str, Any]:
    """A change's input for the log: personal data is in the sealed images alone."""
    return {
        name: "***" if name in change.personal else _plain(value)
        for name, value in values.items()
        if value is not None
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "name", value)


async def _apply(writing: Writing, given: Given) -> Made:
    changes = given["changes"]
    if not 1 <= len(changes) <= MOST_CHANGES:
        raise ChangeError(
            [
                Problem(
                    ProblemKind.INVALID,
                    f"一次一至 {MOST_CHANGES} 项变更。",
                    f"One to {MOST_CHANGES} changes at a time; these are {len(changes)}.",
                    ("changes",),
                )
            ]
        )
    try:
        await apply_changes(writing, changes)
    except ChangeError as error:
        raise error.below("changes") from None
    days = days_of(changes)
    masked = [{change.name: _masked(change, values)} for change, values in map(made, changes)]
    return Made(None, {"changes": masked}, max(days, default=None))


async def _undo(writing: Writing, given: Given) -> Made:
    number = number_of(str(given["entry"]))
    entry = None if number is None else await one(writing, number)
    if entry is None or (writing.scope and not lies_in(entry, writing.scope)):
        raise ChangeError(
            [
                Problem(
                    ProblemKind.NOT_FOUND,
                    "日志中没有此条。",
                    "There is no entry of the log with this id.",
                    ("entry",),
                )
            ]
        )
    await undo(writing, entry)
    return Made(None, {"entry": f"LogEntry:{entry.seq}"}, undoes=entry.seq)


_ENTRY = Field(
    "entry",
    "LogEntry",
    "日志条目：有问题时为空。 — What was written into the log; null with problems.",
)

_SEVERAL = (
    Mutation(
        Field(
            "applyChanges",
            "ApplyPayload!",
            "执行多项变更：与 `whatIf` 相同的输入，依次作出，全部成功或全部不做。 — "
            "Makes changes in order, "
            "all or none: what `whatIf` takes, applied.",
            (
                Argument("changes", "[Change!]!", "变更：依次作出。 — The changes, in order."),
                KEY,
            ),
        ),
        _payload("ApplyPayload", _ENTRY),
        _apply,
        large=True,
    ),
    Mutation(
        Field(
            "undo",
            "UndoPayload!",
            "撤销：把日志中一条的变更退回；其后另有更改的不行。 — "
            "Takes back what an entry of the log changed; "
            "refused where something later depends on it.",
            (
                Argument("entry", "ID!", "条目：日志条目的标识 `LogEntry:…`。 — The entry's id."),
                KEY,
            ),
        ),
        _payload("UndoPayload", _ENTRY),
        _undo,
        large=True,
    ),
)

MUTATIONS: Mapping[str, Mutation] = {
    m.field.name: m for m in (*map(_of_change, CHANGES.values()), *_SEVERAL)
}
"""All of them by name, in the schema's order."""


def mutation_types() -> tuple[Definition, ...]:
    """The types that come with mutations and with no other root field."""
    payloads = {m.payload.name: m.payload for m in MUTATIONS.values()}
    return (*PROBLEM_TYPES, *payloads.values(), ENTRY_TYPE)
