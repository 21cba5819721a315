"""What ordinary resolvers hand to each other: nodes and connections as plain values."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.bolt import Graph
from graph.caller import Caller
from graph.declare import Model, NodeType, Property, Scalar, Vocabulary


@dataclass(frozen=True, slots=True)
class Record:
    """A node: its type, key, stored values by field name.

    alive: it was reached through a list or relation, so it holds on the operation's day.
    """

    type: NodeType
    key: str
    values: Mapping[str, Any]
    alive: bool = True

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class ConnectionRecord:
    """A connection: its fields, ready made.

    type: of its nodes. matching: fetches all nodes that its filter leaves, whatever the page.
    """

    values: Mapping[str, Any]
    type: NodeType
    matching: Callable[[], Awaitable[list[Record]]]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Request:
    """The context of ordinary execution: who asks, on which graph."""

    graph: Graph
    model: Model
    caller: Caller


def record(model: Model, values: Mapping[str, Any] | None, alive: bool = True) -> Record | None:
    """The record of a completed object that has `__typename` and `id`."""
    if values is None:
        return None
    node = model.type(values["__typename"])
    key = str(values["id"]).partition(":")[2] if node.node else str(values[node.key])
    fields = {p.name: internal(p, values[p.name]) for p in node.properties if p.name in values}
    return Record(node, key, {"id": values.get("id"), **fields}, alive)


def internal(item: Property, value: Any) -> Any:
    """A property's value in a response as Strawberry wants it: enum members and dates."""
    if value is None:
        return None
    if isinstance(item.type, Scalar):
        return date.fromisoformat(value) if item.type is Scalar.DATE else value
    words: type[Vocabulary] = item.type
    if item.listed:
        return [words[word] for word in value]
    return words[value]
