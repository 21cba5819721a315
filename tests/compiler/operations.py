"""A hypothesis strategy of random operations over the whole schema.

Aliases, fragments, fields asked for twice, `@include` and `@skip`, variables, filters to any
depth, orders, pages, aggregates, groups, coverage, changes, pairs, ids of every type and
`@asOf`: whatever the schema allows, with values that occur in the small graph of
`tests.compiler.small`.
"""

from random import Random
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, is_abstract_type
from hypothesis import strategies as st

from tests.compiler.arguments import Arguments, is_leaf, named_type
from tests.compiler.pool import Operation, Pool, Word
from tests.oracle.answer import NOT_EVALUATED

# Neo4j plans every operation anew, and longer ones take it much longer: most are small.
_DEPTHS = (1, 1, 1, 2, 2, 3)
_LONGEST = 1200  # characters
_SIZES = (1, 1, 1, 2, 2, 3)

_is_abstract: Any = is_abstract_type
_SEEDS = st.integers(0, 2**64 - 1)
# Roots that lead to types which no list is of, and such that are cheap to answer.
_OFTEN = ["node"] * 7 + ["nodes"] * 3 + ["coverageChange"] * 2 + ["crossAppointments"] * 2
_UNALIASED = {"cursor", "startCursor", "endCursor"}


def operations(schema: GraphQLSchema, pool: Pool) -> st.SearchStrategy[Operation]:
    """Queries, valid by construction, each made of one random number: they are not shrunk, and
    to draw every word of them from hypothesis takes longer than to answer them."""
    return _SEEDS.map(lambda seed: operation(seed, schema, pool))


def operation(seed: int, schema: GraphQLSchema, pool: Pool) -> Operation:
    """The query that a number stands for: the first that is not too long."""
    random = Random(seed)
    while True:
        found = _Writer(random, schema, pool).operation()
        if len(found.text) <= _LONGEST:
            return found


def filters(schema: GraphQLSchema, pool: Pool, kind: str) -> st.SearchStrategy[str]:
    """Filters of one `XWhere` input type, written out; no operand makes them wrong."""

    def make(seed: int) -> str:
        arguments = Arguments(Random(seed), schema, pool)
        arguments.wrong = True
        return arguments.literal(arguments.where(schema.type_map[kind], 3))

    return _SEEDS.map(make)


class _Writer:
    """Writes selections; `aliasing` keeps those that may be merged from contradicting."""

    def __init__(self, random: Random, schema: GraphQLSchema, pool: Pool) -> None:
        self.given = Arguments(random, schema, pool)
        self.chance = self.given.chance
        self.pick = self.given.pick
        self.schema = schema
        self.aliases = 0
        self.aliasing = False
        self.fragments: dict[str, list[str]] = {}
        self.bodies: list[str] = []

    def operation(self) -> Operation:
        """An operation with its fragments."""
        query = self.schema.query_type
        assert query is not None
        roots = [self.root(query, again=n > 0) for n in range(self.pick((1, 1, 1, 1, 1, 2)))]
        if self.chance(5):
            roots.append("__typename")
        header = "query"
        day = self.given.value("Date!", self.given.day()) if self.chance(85) else None
        if self.given.variables:
            declared = ", ".join(f"${n}: {t}" for n, (t, _) in self.given.variables.items())
            header += f" Q({declared})"
        if day is not None:
            header += f" @asOf(date: {day})"
        text = "\n".join([f"{header} {{ {' '.join(roots)} }}", *self.bodies])
        variables = {name: value for name, (_, value) in self.given.variables.items()}
        return Operation(text, variables, self.given.paged, self.given.wrong)

    # --- selections ---

    def root(self, query: GraphQLObjectType, again: bool) -> str:
        """A root field. again: it is not the first, whose arguments may be others."""
        names = [n for n in query.fields if f"Query.{n}" not in NOT_EVALUATED]
        names += _OFTEN
        return self.field(query, self.pick(names), self.pick(_DEPTHS), aliased=again)

    def selection(self, named: Any, depth: int, ids: tuple[str, ...] = ()) -> str:
        """What is asked of an object. ids: types that are likely there, for an interface."""
        if _is_abstract(named):
            return self.abstract(named, depth, ids)
        if self.chance(6):
            return self.spread(named, depth)
        return " ".join(self.fields(named, depth))

    def abstract(self, named: Any, depth: int, ids: tuple[str, ...]) -> str:
        """Fields of an interface, and fragments on types of it."""
        parts = ["__typename", *self.fields(named, depth)] if self.chance(70) else ["__typename"]
        possible = ids or tuple(t.name for t in self.schema.get_possible_types(named))
        before, self.aliasing = self.aliasing, True
        for name in self.given.some(possible, (1, 2) if ids else (0, 1, 2)):
            parts.append(self.inline(self.schema.type_map[name], depth))
        self.aliasing = before
        return " ".join(parts)

    def inline(self, named: Any, depth: int) -> str:
        if self.chance(15):
            return self.spread(named, depth)
        inner = " ".join(self.fields(named, depth, aliased=True))
        return f"... on {named.name}{self.directive(4)} {{ {inner} }}"

    def spread(self, named: Any, depth: int) -> str:
        """A named fragment, new or used before."""
        known = self.fragments.setdefault(named.name, [])
        name = self.pick(known) if known else ""
        if not known or not self.chance(40):
            # A fragment within its own text would be a circle: it is known when it is written.
            before, self.aliasing = self.aliasing, True
            inner = " ".join(self.fields(named, min(depth, 1), aliased=True))
            self.aliasing = before
            name = f"F{len(self.bodies)}"
            self.bodies.append(f"fragment {name} on {named.name} {{ {inner} }}")
            known.append(name)
        return f"...{name}{self.directive(8)}"

    def directive(self, percent: int) -> str:
        """`@include` or `@skip`, mostly to no effect."""
        if not self.chance(percent):
            return ""
        name, shows = self.pick((("include", True), ("skip", False)))
        return f" @{name}(if: {self.given.value('Boolean!', shows == self.chance(75))})"

    def fields(self, named: Any, depth: int, aliased: bool = False) -> list[str]:
        """Some fields of a type."""
        # The log is no part of the tables: what is read of it is tested after changes.
        asked = [n for n in named.fields if n != "history"]
        leaves = [n for n in asked if is_leaf(named_type(named.fields[n].type))]
        # What leads on, twice: there is less of it than of values.
        names = [*leaves, *([n for n in asked if n not in leaves] * 2 if depth > 0 else [])]
        wanted = self.given.some(names, _SIZES) if names else []
        found = [self.field(named, n, depth, aliased) for n in wanted]
        if wanted and self.chance(20):
            found.append(self.field(named, self.pick(wanted), depth, aliased=True))
        return found or ["__typename"]

    def field(self, parent: Any, name: str, depth: int, aliased: bool = False) -> str:
        """A field with its arguments and selection; sometimes twice, to be merged."""
        definition = parent.fields[name]
        named: Any = named_type(definition.type)
        takes = bool(definition.args)
        aliased = aliased or self.chance(15) or (self.aliasing and takes)
        paged, around = self.given.paged, self.given.counted
        arguments: list[str] = []
        if takes:
            arguments = self.given.of_field(parent.name, name, definition.args, named.name)
        text = self.alias() + name if aliased and name not in _UNALIASED else name
        if self.given.paged and not paged:
            text = f"paged: {name}"
        paged = self.given.paged and not paged
        if arguments:
            text += f"({', '.join(arguments)})"
        text += self.directive(8)
        if is_leaf(named):
            return text
        ids = self.likely(arguments) if named.name == "Node" else ()
        counted = self.given.counted
        found = f"{text} {{ {self.within(named, depth, paged, ids)} }}"
        if self.chance(7):
            before, self.aliasing, self.given.counted = self.aliasing, True, counted
            found += f" {text} {{ {self.within(named, depth, False, ids)} }}"
            self.aliasing = before
        self.given.counted = around
        return found

    def likely(self, arguments: list[str]) -> tuple[str, ...]:
        """The types that ids among arguments name."""
        texts = [str(value) for _, value in self.given.variables.values()]
        return tuple(
            name
            for name in sorted(self.given.pool.keys)
            if any(f'"{name}:' in a for a in arguments) or any(f"{name}:" in t for t in texts[-1:])
        )

    def within(self, named: Any, depth: int, paged: bool, ids: tuple[str, ...]) -> str:
        """The selection of an object or a connection; one paged shows cursors."""
        if not str(named.name).endswith("Connection"):
            # What is no node leads to nodes, not to more of its kind.
            node = not str(named.name).startswith(("Coverage", "CrossAppointmentPair", "Gap"))
            return self.selection(named, depth - node, ids)
        borders = "pageInfo { startCursor endCursor hasNextPage hasPreviousPage } "
        return (borders if paged else "") + self.connection(named, depth)

    def alias(self) -> str:
        self.aliases += 1
        return f"a{self.aliases}: "

    def connection(self, named: Any, depth: int) -> str:
        """Some fields of a connection."""
        parts: list[str] = []
        for name in self.given.some([*named.fields, "nodes"], (*_SIZES, 5)):
            if name in ("nodes", "edges") and depth <= 0:
                continue
            if name == "groupBy":
                parts.append(self.groups(named, depth))
            elif name in ("nodes", "edges"):
                node: Any = named_type(named.fields["nodes"].type)
                inner = self.selection(node, depth - 1)
                parts.append(
                    f"nodes {{ {inner} }}"
                    if name == "nodes"
                    else f"edges {{ cursor node {{ {inner} }} }}"
                )
            elif name == "totalCount":
                parts.append(name)
            else:
                inner: Any = named_type(named.fields[name].type)
                parts.append(f"{name} {{ {self.whole(inner)} }}")
        if self.chance(5):
            parts.append("__typename")
        return " ".join(parts) or "totalCount"

    def whole(self, named: Any) -> str:
        """Some fields of an object without arguments, leaves to the bottom."""
        parts: list[str] = []
        for name in self.given.some(named.fields, (2, 3)):
            inner: Any = named_type(named.fields[name].type)
            parts.append(name if is_leaf(inner) else f"{name} {{ {self.whole(inner)} }}")
        return " ".join(parts)

    def groups(self, connection: Any, depth: int) -> str:
        """`groupBy` with its arguments."""
        definition = connection.fields["groupBy"]
        node = str(connection.name).removesuffix("Connection")
        key: Any = self.schema.type_map[f"{node}GroupKey"]
        words = self.given.some(named_type(key.fields["field"].type).values, (1, 1, 1, 2, 3))
        by: list[dict[str, Any]] = [{"field": Word(word)} for word in words]
        for item in by:
            if item["field"].name.endswith(("_ON", "SINCE", "UNTIL")) and self.chance(50):
                item["cut"] = Word(self.pick(("MONTH", "QUARTER", "YEAR")))
        if self.given.mistake():
            by = []
        arguments = [f"by: {self.given.value(f'[{node}GroupKey!]!', by)}"]
        if self.chance(40):
            keys = ("COUNT", "KEY", "KEY_2", "KEY_3")[: len(by) + 1]
            order = [
                {"by": Word(self.pick(keys)), "direction": Word(self.pick(("ASC", "DESC")))}
                for _ in range(self.pick((1, 1, 2)))
            ]
            arguments.append(f"orderBy: {self.given.value('[GroupOrderBy!]', order)}")
        if self.chance(30):
            having = self.having(self.schema.type_map[f"{node}Having"])
            arguments.append(f"having: {self.given.value(f'{node}Having', having)}")
        if self.chance(30):
            arguments.append(f"first: {self.given.value('Int', self.pick((0, 1, 2, 3)))}")
        fields = ["count"] if self.chance(75) else ["__typename"]
        if self.chance(80):
            shown = ""
            if self.chance(50):
                shown = f"node {{ {self.selection(self.schema.type_map['Node'], min(depth, 1))} }}"
            fields.append(f"keys {{ value {shown} }}")
        if self.chance(60):
            aggregate: Any = named_type(named_type(definition.type).fields["aggregate"].type)
            fields.append(f"aggregate {{ {self.whole(aggregate)} }}")
        return f"{self.alias()}groupBy({', '.join(arguments)}) {{ {' '.join(fields)} }}"

    def having(self, kind: Any) -> dict[str, Any]:
        """Conditions on groups."""
        if self.chance(50):
            return {"count": {"gte": self.pick((1, 2, 3))}}
        found: dict[str, Any] = {}
        for name in self.given.some(kind.fields, (1, 2)):
            named: Any = named_type(kind.fields[name].type)
            if name == "count":
                found[name] = self.numbers(named)
            else:
                numbers = self.given.some(named.fields, (1, 2))
                found[name] = {n: self.numbers(named_type(named.fields[n].type)) for n in numbers}
        return found

    def numbers(self, kind: Any) -> dict[str, Any]:
        """Operators, none with a null operand: in `having` that is a mistake."""
        found = self.given.operators(kind, "")
        return {name: value for name, value in found.items() if value is not None}
