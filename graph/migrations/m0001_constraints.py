"""Uniqueness of keys, and the indexes that scopes, filters and orderings use."""

from collections.abc import Iterator

from graph.declare import Model, NodeType, Scalar

NUMBER = 1
NAME = "constraints and indexes"


def statements(model: Model) -> tuple[str, ...]:
    """Constraints and indexes as the declarations ask for them, each once."""
    found = [*_uniqueness(model), *_indexes(model)]
    return tuple(dict.fromkeys(found))


def stored_types(model: Model) -> tuple[NodeType, ...]:
    """The types that own nodes: not relationships seen as nodes, not views of another label."""
    return tuple(t for t in model.types if t.edge is None and t.exists is None)


def _uniqueness(model: Model) -> Iterator[str]:
    for node in stored_types(model):
        yield _unique_node(node.label, node.key)
    # Every row of a relationship table is found, and kept from doubling, by its key.
    for kind in model.relationships:
        if kind.table is not None:
            yield (
                f"CREATE CONSTRAINT {kind.name.lower()}_key IF NOT EXISTS "
                f"FOR ()-[r:{kind.name}]-() REQUIRE r.key IS UNIQUE"
            )


def _indexes(model: Model) -> Iterator[str]:
    for node in stored_types(model):
        names = [p.name for p in node.properties if p.indexed and p.derived is None]
        # What tells an interface's members apart is the same for all of one member's nodes.
        shared = [p for i in node.interfaces for p in model.type(i).properties]
        constant = {p.name for p in shared if not isinstance(p.type, Scalar)}
        names = [name for name in names if name not in constant]
        # A list is ordered by its type's order, so that a page needs no sort.
        names += [name for name in node.order if name != node.key and _stored(node, name)]
        for name in dict.fromkeys(names):
            yield (
                f"CREATE INDEX {node.label.lower()}_{name.lower()} IF NOT EXISTS "
                f"FOR (n:{node.label}) ON (n.{name})"
            )


def _stored(node: NodeType, name: str) -> bool:
    return any(p.name == name and p.derived is None for p in node.properties)


def _unique_node(label: str, key: str) -> str:
    return (
        f"CREATE CONSTRAINT {label.lower()}_{key.lower()} IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
    )
