"""`Query`: look-ups, lists of every type that declares one, and the root fields beyond them."""

from collections.abc import Iterable, Sequence

from graph.api import search_types, type_name
from graph.columns import field_doc, field_name, field_type, key_columns, table_of
from graph.declare import Model, NodeType
from graph.surface import Argument, Definition, Field, InputType, ObjectType
from graph.words import words_of
from resolvers.mutations import MUTATIONS, PROBLEM_INTERFACE, mutation_types
from resolvers.root_field import RootField
from resolvers.subscribing import CHANGES, GRAPH_CHANGE
from schema.connections import add_connection
from schema.nodes import connection_arguments
from schema.registry import Registry
from schema.wording import ID, of_type


def add_query(registry: Registry, model: Model, roots: Sequence[RootField]) -> None:
    """Register `Query`."""
    fields = [
        Field(
            "node",
            "Node",
            "节点：按标识，没有则为空。 — A node by its id; null where there is none.",
            (Argument("id", "ID!", ID),),
        ),
        Field(
            "nodes",
            "[Node]!",
            "节点：按标识，依次列出，没有的为空。 — Nodes by their ids, in that order; null "
            "where there is none.",
            (Argument("ids", "[ID!]!", "标识：要找的各个标识。 — The ids to look up."),),
        ),
    ]
    for node in model.types:
        if node.one is not None:
            fields.append(_look_up(model, node, node.one))
        lists = [(node.many, of_type(node, "全部{}", "{}: all that the caller may see."))]
        lists += [(part.name, part.doc) for part in node.also_many]
        for name, doc in lists:
            if name is not None:
                fields.append(
                    Field(
                        name,
                        f"{node.name}Connection!",
                        doc,
                        connection_arguments(node.name),
                    )
                )
    fields += [root.field for root in roots]
    registry.object("Query", fields, "查询：可以问的一切。 — What can be asked.")


def _look_up(model: Model, node: NodeType, name: str) -> Field:
    """The field that finds a node by its code, or by what identifies it where it has none."""
    columns = key_columns(model, node)
    if not columns:
        key = node.property(node.key)
        doc = of_type(node, "{}：按编码，没有则为空。", "{} by its code; null where there is none.")
        return Field(
            name, node.name, doc, (Argument(node.key, f"{type_name(key.type)}!", key.doc),)
        )
    table = table_of(model, node)
    doc = of_type(
        node,
        "{}：按其数据表的关键列，不写的即该列空白；查无则为空。",
        "{} by the key columns of its table, where what is left out is empty; null where there "
        "is none.",
    )
    arguments = tuple(
        Argument(
            field_name(column),
            f"{field_type(column)}{'!' if column.needed else ''}",
            field_doc(model, table, column),
        )
        for column in columns
    )
    return Field(name, node.name, doc, arguments)


def add_search(registry: Registry, model: Model) -> None:
    """Register the enum of types to search for; none where nothing can be searched."""
    kinds = search_types(model)
    if kinds:
        registry.enum_of(
            "SearchType",
            {name: of_type(node, "{}", "{}.") for name, node in kinds.items()},
            "搜索的类型：可搜索的类型。 — A type that can be searched for.",
        )


def add_types(registry: Registry, roots: Sequence[RootField]) -> None:
    """Register the types that come with root fields."""
    _add(registry, (d for root in roots for d in root.types_among(roots)))


def add_mutation(registry: Registry) -> None:
    """Register `Mutation`, and the types that come with it."""
    interface = PROBLEM_INTERFACE
    registry.object(interface.name, interface.fields, interface.doc, interface=True)
    _add(registry, mutation_types())
    fields = [mutation.field for mutation in MUTATIONS.values()]
    registry.object(
        "Mutation",
        fields,
        "变更：每项自成一个事务，写入日志，可撤销；预期的失败列为 `problems`。 — "
        "Changes: each is a "
        "transaction, leaves a log entry and can be undone; expected failures are `problems`.",
    )


def add_subscription(registry: Registry) -> None:
    """Register `Subscription`, and the type that comes with it."""
    _add(registry, (GRAPH_CHANGE,))
    registry.object(
        "Subscription",
        (CHANGES,),
        "订阅：图变化时告知；以 `Accept: text/event-stream` 请求。 — "
        "Told when the graph changes; asked for with `Accept: text/event-stream`.",
    )


def _add(registry: Registry, definitions: Iterable[Definition]) -> None:
    for definition in definitions:
        match definition:
            case ObjectType(name, fields, doc, interfaces, total):
                registry.object(name, fields, doc, interfaces)
                if total is not None:
                    add_connection(registry, name, words_of(doc).name, total)
            case InputType(name, fields, doc, one_of):
                registry.input(name, fields, doc, one_of)
            case _:
                registry.enum(definition)
