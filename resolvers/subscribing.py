"""`changes`: which entries of the log a subscriber is told of, and what he is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from graphql import GraphQLError

from graph.caller import Caller
from graph.compiler.compile import UnknownCodeError
from graph.compiler.given import id_type
from graph.compiler.select import Selected
from graph.declare import Model
from graph.log import Entry
from graph.messages import msg
from graph.rights import path_seen
from graph.rights.changing import may_change
from graph.surface import Argument, Field, ObjectType
from resolvers.asking import Asking
from resolvers.entries import entries_value

GRAPH_CHANGE = ObjectType(
    "GraphChange",
    (
        Field(
            "id",
            "ID!",
            "标识：日志条目的序号，也是事件的标识；续传时写在 `Last-Event-ID` 中。 — "
            "The log entry's number, which is the event's id as well: give it as `Last-Event-ID` "
            "to go on after it.",
        ),
        Field(
            "entry",
            "LogEntry!",
            "日志条目：何人何时更改；仅限管理员。 — Who changed what, when; for administrators.",
        ),
        Field(
            "subjects",
            "[Node!]!",
            "对象：所更改的、还在的、可见的节点。 — "
            "The nodes that were changed, are still there and may be seen.",
        ),
    ),
    "图的变化：一次提交。 — One commit.",
)

CHANGES = Field(
    "changes",
    "GraphChange!",
    "图的变化：每次提交之后告知，限于可见范围；移动的，两边都告知。 — "
    "Told after each commit, within the caller's rights; of a move, on both sides.",
    (
        Argument(
            "within",
            "String",
            "范围：地点的编码，含其下；不写则为可见的全部。 — A place's code: it and all below; "
            "everything the caller may see when left out.",
        ),
        Argument(
            "types",
            "[String!]",
            "类型：只要更改了这些类型的节点的；不写则为全部。 — "
            "Only changes of nodes of these types, such as Building or Place; all when left out.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subscriber asks to be told of.

    within: a place's code. types: those of ids.
    """

    within: str | None
    types: frozenset[str] | None

    def covers(self, entry: Entry) -> bool:
        """Whether an entry is about what is asked for."""
        if self.within is not None and not _in_places(entry, [self.within]):
            return False
        return self.types is None or any(id_type(i) in self.types for i in entry.subjects)


async def wanted_of(asking: Asking, selected: Selected) -> Wanted:
    """What the arguments say. Raises GraphQLError where they are wrong, or ask what may not be."""
    if not may_change(asking.caller) and any(f.name == "entry" for f in selected.fields()):
        raise GraphQLError(
            msg("The log is for administrators: ask for `id` and `subjects`."),
            selected.node,
            extensions={"code": "FORBIDDEN"},
        )
    within = asking.argument(selected, "within")
    if within is not None:
        path = await path_seen(asking.source, within, asking.scope)
        if path is None:
            raise UnknownCodeError("within", "Place", within)
    types = asking.argument(selected, "types")
    return Wanted(within, None if types is None else _types(asking.model, types))


def _types(model: Model, names: Sequence[str]) -> frozenset[str]:
    """The types of ids behind names of types and interfaces. Raises GraphQLError."""
    known = {node.name: node for node in model.types if node.node}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 3, 0.4) or sorted(known)[:3]
            raise GraphQLError(
                msg(
                    "'types' names no type of nodes: {name}. The nearest are {near}.",
                    name=repr(name),
                    near=", ".join(near),
                ),
                extensions={"code": "BAD_INPUT"},
            )
    if not names:
        raise GraphQLError(
            msg("'types' is empty, so that nothing would be told: name a type, or leave it out."),
            extensions={"code": "BAD_INPUT"},
        )
    return frozenset(member.name for name in names for member in model.members(name))


def in_scope(model: Model, caller: Caller, tops: Iterable[str], entry: Entry) -> bool:
    """Whether an entry is about what lies in a caller's scope, before or after it.

    Of what lies above only the places that the scope's lie in count: they are seen by name.
    tops: the paths of the scope's places.
    """
    if caller.scope is None or _in_places(entry, caller.scope):
        return True
    tree = model.tree
    if tree is None:
        return False
    places = {member.name for member in model.members(tree.type)}
    above = {code for top in tops for code in top.split("/")}
    return any(id_type(i) in places and i.partition(":")[2] in above for i in entry.subjects)


def _in_places(entry: Entry, codes: Sequence[str]) -> bool:
    """Whether an entry is about something at or below one of some places.

    By their codes, not their paths: these change when a place above is moved.
    """
    found = {code for path in entry.places for code in path.split("/")}
    return not found.isdisjoint(codes)


async def change_value(asking: Asking, entry: Entry, selected: Selected) -> dict[str, Any]:
    """What is selected of a change."""
    value: dict[str, Any] = {}
    for f in selected.fields():
        if f.name == "__typename":
            value[f.key] = selected.type
        elif f.name == "id":
            value[f.key] = str(entry.seq)
        elif f.name == "entry":
            (value[f.key],) = await entries_value(asking, [entry], f)
        else:
            known = await asking.nodes(entry.subjects, f)
            value[f.key] = [known[i] for i in entry.subjects if i in known]
    return value
