"""The vocabulary in which node types are declared.

A node type is declared once, in a file of `graph/model/`, with the classes below. From it follow
its GraphQL type, filters, orderings and connections (`schema/`), its Cypher (`graph/compiler/`),
its constraints and indexes (`graph/migrations/`) and its dataset columns (`graph/tables.py`).
Nothing here knows Neo4j's driver or GraphQL. Every `doc` that the schema shows is in both
languages: `名称：说明。 — What it is.`
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, TypeAlias

from graph.deprecated import Deprecated
from graph.words import BETWEEN

SEARCH_INDEX = "search"
"""The name of the full-text index over the properties that types name in `search`."""


class Scalar(Enum):
    """The kinds of stored values; the value is the GraphQL scalar's name."""

    STRING = "String"
    INT = "Int"
    FLOAT = "Float"
    BOOLEAN = "Boolean"
    DATE = "Date"
    ID = "ID"


class Vocabulary(Enum):
    """An enum of the contract whose members carry the Chinese words accepted in datasets.

    The value is one or more words separated by `|`, the first the one written, and after a dash
    what it is in English: `党委|大党委 — A committee.` A member is its name in graph and GraphQL.
    """

    @property
    def words(self) -> tuple[str, ...]:
        """The Chinese words, the preferred one first."""
        return tuple(str(self.value).partition(BETWEEN)[0].split("|"))

    @property
    def doc(self) -> str:
        """What it is, in both languages."""
        return f"{'、'.join(self.words)}{BETWEEN}{str(self.value).partition(BETWEEN)[2]}"


ValueType: TypeAlias = Scalar | type[Vocabulary]
Plain: TypeAlias = str | int | bool


class Personal(Enum):
    """How a property that is personal data is shown to callers without the right to it."""

    MASKED_NAME = "surname kept, the rest masked"
    HIDDEN = "null"
    COUNTED = "null, and refused where it is never null; for statistics of many people only"


IDENTIFYING = (Personal.MASKED_NAME, Personal.HIDDEN)
"""What tells one person from all others: nobody groups or sums up by it."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a derived field, required unless said otherwise."""

    name: str
    type: ValueType
    required: bool = True
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Implied:
    """A dataset word that says more than a member: another property's value as well.

    word: what the cell may hold beside the members' names and words; also a member's own word.
    member: the member it stands for.
    property: the other property, which takes `value` where its own cell is empty.
    """

    word: str
    member: Vocabulary
    property: str
    value: Plain | Vocabulary


CREDIT_CODE: Literal["credit-code"] = "credit-code"
"""The rule of the unified social credit code (GB 32100): 18 characters, the last a check."""


@dataclass(frozen=True, slots=True)
class Property:
    """A scalar field of a node or relationship.

    name: graph property and GraphQL field alike.
    zh: the Chinese column heading; None when the property is not a dataset column.
    column: the English heading where it is not the name in snake_case.
    required: never null, in GraphQL and in the dataset (unless `default` fills it).
    default: what an empty cell means.
    derived: a Cypher expression instead of a stored value; `{n}` is the node's variable,
        `{day}` the operation's day, `{name}` an argument or a threshold.
    thresholds: of a derived value: names in it, each with the rule and its threshold.
    holds: a Cypher condition of the same kind; on a day when it is not true the value is null.
    granted: conditions of lists and relations whose nodes are all of those for which it is true.
    listed: the (derived) value is a list.
    field: False keeps a stored property out of GraphQL.
    implies: dataset words that fill another property, too.
    check: a rule that the dataset's cells obey.
    deprecated: where the API asks for it no longer.
    """

    name: str
    type: ValueType
    zh: str | None = None
    column: str | None = None
    required: bool = False
    default: Plain | Vocabulary | None = None
    doc: str = ""
    personal: Personal | None = None
    derived: str | None = None
    arguments: tuple[Argument, ...] = ()
    thresholds: tuple[tuple[str, str, str], ...] = ()
    holds: str | None = None
    granted: tuple[str, ...] = ()
    listed: bool = False
    field: bool = True
    indexed: bool = False
    implies: tuple[Implied, ...] = ()
    check: Literal["credit-code"] | None = None
    deprecated: Deprecated | None = None


OUT: Literal["out"] = "out"
IN: Literal["in"] = "in"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: along a relationship type to a node type or interface.

    depth: least and most relationships followed; (1, 1) is one, (0, 2) up to two.
    having: equalities on the relationship's properties; node_having on the node reached.
    """

    relationship: str
    direction: Literal["out", "in"]
    to: str
    depth: tuple[int, int | None] = (1, 1)
    having: tuple[tuple[str, Plain | Vocabulary], ...] = ()
    node_having: tuple[tuple[str, Plain | Vocabulary], ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A field that leads to other nodes.

    target: the name of the node type or interface reached.
    hops: the path; empty means the very same node seen as another type.
    many: a connection; otherwise one node.
    unique: (to-one) the graph holds at most one by construction, so that the compiler
        may join it without taking the first of several.
    required: (to-one) never null.
    always: shown whatever the day: an end of a tenure, not something that comes and goes.
    listed: (to-many) a plain list, nearest first for a path of several hops.
    distinct: the path can reach a node twice.
    holds: a Cypher condition on the node reached, `{n}`, as of `{day}`.
    order: properties that order the nodes, `-` in front for descending; the target's own
        order when empty. For a to-one relation that is not unique, the first is taken.
    column, zh: the dataset's reference column which writes this one-hop relation.
    deprecated: where the API asks for it no longer.
    """

    name: str
    target: str
    hops: tuple[Hop, ...]
    many: bool = False
    unique: bool = False
    required: bool = False
    always: bool = False
    listed: bool = False
    distinct: bool = False
    holds: str | None = None
    order: tuple[str, ...] = ()
    column: str | None = None
    zh: str | None = None
    doc: str = ""
    deprecated: Deprecated | None = None


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type of the graph.

    dated: it carries `since` and `until` and is valid in between.
    governed: the end whose validity it depends on: it holds only while that node does.
    personal: that somebody has it is personal data.
    key: properties that tell parallel relationships between the same nodes apart.
    table, zh: the dataset table whose rows are such relationships, with the columns that
        name its two ends.
    start_kinds, end_kinds: the node types that a row of the table may join, where not all
        those of `start` and `end`.
    """

    name: str
    start: str
    end: str
    doc: str
    properties: tuple[Property, ...] = ()
    dated: bool = False
    governed: Literal["start", "end"] | None = None
    personal: bool = False
    key: tuple[str, ...] = ()
    table: str | None = None
    zh: str | None = None
    start_column: tuple[str, str] | None = None
    end_column: tuple[str, str] | None = None
    start_kinds: tuple[str, ...] = ()
    end_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """The two date properties between which a node is valid: since inclusive, until exclusive."""

    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Part:
    """A root list of some of a type's nodes.

    condition: of Cypher, on `{n}` and the `{day}`.
    number: how many there are in all, in Cypher, where indexes count them sooner than the
        condition is asked of every node.
    """

    name: str
    doc: str
    condition: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node type, an interface over several, or a relationship seen as a node.

    label: the Neo4j label; for a relationship seen as a node, the relationship's type.
    key: the property that identifies a node among its label; ids are `Name:key`.
    key_columns: dataset columns whose values make the key where there is no code.
    abstract: an interface; its members name it in `interfaces`.
    valid: the interval properties of a node that comes and goes.
    holds_while: a path to the organization that must be in office for the node to hold.
    scope: the path to the place that the node belongs to, for `within` and authorization;
        empty for a place itself, None when it belongs to no place.
    ways: further paths to places, whatever the day: in a caller's scope is a node from which
        `scope`, or one of these, leads into it.
    above: it is seen, by name, where `scope` leads to a place that a caller's scope lies in.
    public: the first hops of ways by which a node is known to the public; where there are any,
        only those who may see personal data see other nodes.
    heads: with `public`, properties by which nodes that are not seen may be counted.
    heads_by: further ones, for what lies in a place of a type in `heads_in`, the smallest first.
    one, many: names of the root fields.
    also_many: further root lists of some of the nodes.
    node: whether it implements `Node`, and so has an `id`.
    order: the default order, ending in the key.
    one_of: groups of reference columns of which a row fills exactly one.
    top: (kinds of places) it may stand without a parent.
    exists: a Cypher condition under which a node of the label is one of this type (views).
    edge: for a relationship seen as a node, the relation fields at its start and end.
    search: properties of the full-text index.
    table, zh: the dataset table of these nodes.
    """

    name: str
    label: str
    doc: str
    properties: tuple[Property, ...]
    relations: tuple[Relation, ...] = ()
    key: str = "code"
    key_columns: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    abstract: bool = False
    node: bool = True
    valid: Interval | None = None
    holds_while: tuple[Hop, ...] = ()
    scope: tuple[Hop, ...] | None = None
    ways: tuple[tuple[Hop, ...], ...] = ()
    above: bool = False
    public: tuple[Hop, ...] = ()
    heads: tuple[str, ...] = ()
    heads_by: tuple[str, ...] = ()
    heads_in: tuple[str, ...] = ()
    one: str | None = None
    many: str | None = None
    also_many: tuple[Part, ...] = ()
    order: tuple[str, ...] = ("code",)
    exists: str | None = None
    edge: tuple[str, str] | None = None
    search: tuple[str, ...] = ()
    table: str | None = None
    zh: str | None = None
    one_of: tuple[tuple[str, ...], ...] = ()
    top: bool = False

    def property(self, name: str) -> Property:
        """The property of that name; KeyError when there is none."""
        for item in self.properties:
            if item.name == name:
                return item
        raise KeyError(f"{self.name} has no property {name}")

    def relation(self, name: str) -> Relation:
        """The relation of that name; KeyError when there is none."""
        for item in self.relations:
            if item.name == name:
                return item
        raise KeyError(f"{self.name} has no relation {name}")


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes that lie in one another, to which others belong by their `scope`: what `within` asks.

    type: the interface over all of them. up: the relationship to the node that one lies in.
    path: the property that begins with that of every node above.
    """

    type: str
    up: str
    path: str


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """All node and relationship types of a graph, looked up by name; equal only to itself.

    tree: what scopes lead to; None where no type has one.
    Raises ValueError when a declaration names a type or property that is not declared.
    """

    types: tuple[NodeType, ...]
    relationships: tuple[RelationshipType, ...]
    tree: Tree | None = None
    by_name: dict[str, NodeType] = field(init=False, repr=False, hash=False, compare=False)
    by_relationship: dict[str, RelationshipType] = field(
        init=False, repr=False, hash=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {t.name: t for t in self.types})
        object.__setattr__(self, "by_relationship", {r.name: r for r in self.relationships})
        self._check()

    def type(self, name: str) -> NodeType:
        """The node type or interface of that name; KeyError when there is none."""
        return self.by_name[name]

    def members(self, name: str) -> tuple[NodeType, ...]:
        """The concrete types behind a name: the type itself, or those of an interface."""
        found = self.by_name[name]
        if not found.abstract:
            return (found,)
        return tuple(t for t in self.types if name in t.interfaces and not t.abstract)

    def in_scope(self) -> Tree:
        """The tree that `within` asks about; ValueError where there is none."""
        if self.tree is None:
            raise ValueError("a type has a scope, and the model no tree that it leads to")
        return self.tree

    def _check(self) -> None:
        if any(node.scope is not None for node in self.types):
            tree = self.in_scope()
            if tree.type not in self.by_name or tree.up not in self.by_relationship:
                raise ValueError(f"the tree's {tree.type} or {tree.up} is not declared")
        if len(self.by_name) != len(self.types):
            raise ValueError("two node types share a name")
        labels = {t.label for t in self.types if t.edge is None}
        for name in self.by_relationship:
            if name in labels:
                raise ValueError(f"{name} is both a label and a relationship type")
        for node in self.types:
            paths = (*(r.hops for r in node.relations), node.scope or (), node.holds_while)
            for path in (*paths, *node.ways):
                for hop in path:
                    if hop.to not in self.by_name:
                        raise ValueError(f"{node.name}: unknown type {hop.to} in a path")
                    if hop.relationship not in self.by_relationship:
                        raise ValueError(f"{node.name}: unknown relationship {hop.relationship}")
            for relation in node.relations:
                if relation.target not in self.by_name:
                    raise ValueError(f"{node.name}.{relation.name}: unknown {relation.target}")
            for name in (*node.interfaces,):
                if name not in self.by_name or not self.by_name[name].abstract:
                    raise ValueError(f"{node.name}: {name} is not an interface")
