"""Stage *select*, cost: how many objects an operation's answer is expected to hold.

A list holds what its page asks for, or as many as the graph's counts make likely: all nodes of
the type at the root, the share of one owner below. Filters are not weighed, but for one by the
key. The tree is made once per plan; working it out takes a few microseconds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphql import (
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
)

from graph.compiler.given import Given, Input, number_of, read
from graph.compiler.select import Selected
from graph.compiler.slots import inside
from graph.declare import Model, NodeType
from graph.sizes import Counts

# Lists whose size no count tells: of pages of findings, gaps and pairs; of others.
_UNKNOWN_PAGE = 2_000
_UNKNOWN_LIST = 10
_CONNECTION = "Connection"
_PAGE = ("first", "last")


@dataclass(frozen=True, slots=True)
class Price:
    """What a field that leads to objects is expected to cost.

    many: it is a list. target: the type of its items, "" where no count tells their number.
    owner, relationship: what it belongs to and by which relationship, None at the root.
    pages: the sources of `first` and `last`. keys: of the keys that a filter names.
    inner: what is below an item, by its concrete type. beside: what stands once beside them.
    """

    many: bool
    target: str = ""
    owner: str | None = None
    relationship: str | None = None
    unknown: int = _UNKNOWN_LIST
    pages: tuple[tuple[str, Given], ...] = ()
    keys: Given = None
    inner: tuple[tuple[str, tuple["Price", ...]], ...] = ()
    beside: tuple["Price", ...] = ()


class Prices:
    """Makes the prices of a schema's operations."""

    def __init__(self, schema: GraphQLSchema, model: Model) -> None:
        self._schema = schema
        self._model = model

    def of(self, fields: Sequence[Selected], parent: str | None = None) -> tuple[Price, ...]:
        """The prices of the fields that lead to objects; parent: their type, None at the root."""
        owner = parent or self._root(fields)
        return tuple(self._price(owner, f) for f in fields if f.children)

    def _root(self, fields: Sequence[Selected]) -> str:
        """The root type that has the fields."""
        asked = {f.name for f in fields if f.children}
        for other in (self._schema.mutation_type, self._schema.subscription_type):
            if other is not None and asked & other.fields.keys():
                return other.name
        return "Query"

    def _price(self, parent: str, f: Selected) -> Price:
        if f.type.endswith(_CONNECTION):
            return self._connection(parent, f)
        inner = tuple((name, self.of(below, name)) for name, below in f.children.items())
        if not self._listed(parent, f.name):
            return Price(many=False, inner=inner)
        return Price(many=True, pages=_pages(f), keys=f.arguments.get("ids"), inner=inner)

    def _connection(self, parent: str, f: Selected) -> Price:
        target = f.type.removesuffix(_CONNECTION)
        below: dict[str, list[Price]] = {}
        beside: list[Price] = []
        shown = False
        for field in f.fields():
            if field.name == "edges":
                items = [i for i in field.fields() if i.name == "node"]
                shown = True
            elif field.name == "nodes":
                items = [field]
                shown = True
            else:
                beside += self.of([field], f.type)
                continue
            for item in items:
                for name, fields in item.children.items():
                    below.setdefault(name, []).extend(self.of(fields, name))
        if not shown:
            return Price(many=False, beside=tuple(beside))
        known = target in self._model.by_name
        owner = parent if known and parent in self._model.by_name else None
        return Price(
            many=True,
            target=target if known else "",
            owner=owner,
            relationship=None if owner is None else self._relationship(owner, f.name),
            unknown=_UNKNOWN_PAGE,
            pages=_pages(f),
            keys=_keys(self._model.by_name.get(target), f.arguments.get("where")),
            inner=tuple((name, tuple(prices)) for name, prices in below.items()),
            beside=tuple(beside),
        )

    def _relationship(self, owner: str, name: str) -> str | None:
        """The relationship of a relation of one step."""
        for relation in self._model.by_name[owner].relations:
            if relation.name == name and len(relation.hops) == 1:
                return relation.hops[0].relationship
        return None

    def _listed(self, parent: str, name: str) -> bool:
        owner = self._schema.type_map[parent]
        assert isinstance(owner, GraphQLObjectType | GraphQLInterfaceType)
        kind: GraphQLType = owner.fields[name].type
        return isinstance(kind, GraphQLList) or isinstance(inside(kind), GraphQLList)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an operation costs. page: the largest page that it asks for."""

    cost: float
    page: int


class Priced:
    """An operation's prices; what they came to is kept until counts or sizes asked change."""

    def __init__(self, prices: Sequence[Price] = ()) -> None:
        self._prices = prices
        self._sources = tuple(_sources(prices))
        self._last: tuple[Counts, list[Given], Estimate] | None = None

    def estimate(self, counts: Counts, variables: Input) -> Estimate:
        """The expected number of objects, and the largest page. variables: coerced."""
        sizes = [_length(read(source, variables)) for source in self._sources]
        last = self._last
        if last is not None and last[0] is counts and last[1] == sizes:
            return last[2]
        working = _Working(counts, variables)
        cost = sum(working.cost(price, alone=True) for price in self._prices)
        found = Estimate(cost, working.page)
        self._last = (counts, sizes, found)
        return found


def _sources(prices: Iterable[Price]) -> Iterator[Given]:
    """What of the variables an estimate depends on."""
    for price in prices:
        yield from (source for _, source in price.pages)
        if price.keys is not None:
            yield price.keys
        for _, below in price.inner:
            yield from _sources(below)
        yield from _sources(price.beside)


def _length(value: Given) -> Given:
    """Of keys only how many they are counts."""
    return ("keys", len(value)) if isinstance(value, list) else value


class _Working:
    def __init__(self, counts: Counts, variables: Input) -> None:
        self._counts = counts
        self._variables = variables
        self.page = 0

    def cost(self, price: Price, *, alone: bool) -> float:
        """Of one field. alone: it is reached once at most, from no list."""
        number = self._number(price) if price.many else 1.0
        alone = alone and number <= 1
        below = [
            (name, sum(self.cost(p, alone=alone) for p in prices)) for name, prices in price.inner
        ]
        beside = sum(self.cost(p, alone=alone) for p in price.beside)
        if not below:
            return number + beside
        if alone or len(below) == 1:
            each = max(cost for _, cost in below)
        else:
            # An item is of one of the types: of the commoner ones more often.
            all_of_them = sum(self._counts.of(name) for name, _ in below)
            each = sum(cost * self._counts.of(name) for name, cost in below) / all_of_them
        return number * (1 + each) + beside

    def _number(self, price: Price) -> float:
        asked = [self._page(source) for _, source in price.pages]
        number = self._likely(price)
        for size in asked:
            if size is not None:
                self.page = max(self.page, size)
                number = min(number, float(size))
        if price.keys is not None:
            keys = read(price.keys, self._variables)
            number = min(number, float(len(keys) if isinstance(keys, list) else 1))
        return number

    def _likely(self, price: Price) -> float:
        if not price.target:
            # A list of ids has as many items; a page of what is not counted, as many as asked.
            return float("inf") if price.keys is not None else float(price.unknown)
        total = self._counts.of(price.target)
        if price.owner is None:
            return float(total)
        if price.relationship is not None:
            total = min(total, self._counts.between(price.relationship))
        return max(1.0, total / self._counts.of(price.owner))

    def _page(self, source: Given) -> int | None:
        value = read(source, self._variables)
        return None if value is None else number_of(value)


def _pages(f: Selected) -> tuple[tuple[str, Given], ...]:
    return tuple((n, f.arguments[n]) for n in _PAGE if f.arguments.get(n) is not None)


def _keys(node: NodeType | None, where: Given) -> Given:
    """The source of the keys that a filter names on its outside, if it does."""
    if node is None or not isinstance(where, dict):
        return None
    words = where.get(node.key)
    if not isinstance(words, dict):
        return None
    return next((words[n] for n in ("eq", "in") if words.get(n) is not None), None)
