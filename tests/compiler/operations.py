"""A hypothesis strategy of random operations over the whole schema.

Aliases, fragments on interfaces, `@include`, variables, filters to any depth, orders, pages,
aggregates, groups and `@asOf`: whatever the schema allows, with values that occur in the
small graph of `tests.compiler.small`.
"""

from typing import Any, cast

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from graph.live.registry import LIVE
from tests.compiler.pool import Operation, Pool, Word, as_json
from tests.compiler.small import DAYS

DEPTH = 3

# graphql-core's generics are only partly known to the type checker.
_named: Any = get_named_type
_is_leaf: Any = is_leaf_type
_is_abstract: Any = is_abstract_type
_is_enum: Any = is_enum_type


@st.composite
def operations(draw: st.DrawFn, schema: GraphQLSchema, pool: Pool) -> Operation:
    """One query, valid by construction."""
    return _Writer(draw, schema, pool).operation()


@st.composite
def filters(draw: st.DrawFn, schema: GraphQLSchema, pool: Pool, kind: str) -> str:
    """A filter of one `XWhere` input type, written out."""
    writer = _Writer(draw, schema, pool)
    return writer.literal(writer.where(schema.type_map[kind], 3))


class _Writer:
    def __init__(self, draw: st.DrawFn, schema: GraphQLSchema, pool: Pool) -> None:
        self.draw = draw
        self.schema = schema
        self.pool = pool
        self.variables: dict[str, tuple[str, Any]] = {}
        self.aliases = 0

    def operation(self) -> Operation:
        query = self.schema.query_type
        assert query is not None
        roots = [self.root(query) for _ in range(self.draw(st.sampled_from((1, 1, 1, 2))))]
        header = "query"
        if self.variables:
            declared = ", ".join(f"${n}: {t}" for n, (t, _) in self.variables.items())
            header += f" Q({declared})"
        if self.chance(60):
            header += f' @asOf(date: "{self.draw(st.sampled_from(DAYS))}")'
        text = f"{header} {{ {' '.join(roots)} }}"
        return Operation(text, {name: value for name, (_, value) in self.variables.items()})

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(1, 100)) <= percent

    def pick(self, values: Any) -> Any:
        return self.draw(st.sampled_from(list(values)))

    # --- selections ---

    def root(self, query: GraphQLObjectType) -> str:
        return self.field(query, self.pick(n for n in query.fields if n not in _APART), DEPTH)

    def selection(self, named: Any, depth: int) -> str:
        if _is_abstract(named):
            return self.abstract(named, depth)
        return " ".join(self.fields(named, depth))

    def abstract(self, named: Any, depth: int) -> str:
        parts = ["__typename", *self.fields(named, depth)] if self.chance(70) else ["__typename"]
        possible = [t.name for t in self.schema.get_possible_types(named)]
        for name in sorted({self.pick(possible) for _ in range(self.draw(st.integers(0, 2)))}):
            inner = " ".join(self.fields(self.schema.type_map[name], depth, aliased=True))
            parts.append(f"... on {name} {{ {inner} }}")
        return " ".join(parts)

    def fields(self, named: Any, depth: int, aliased: bool = False) -> list[str]:
        names = [n for n in named.fields if self.allowed(named.fields[n], depth)]
        wanted = {self.pick(names) for _ in range(self.draw(st.integers(1, 3)))}
        found = [self.field(named, n, depth, aliased) for n in sorted(wanted)]
        if self.chance(20):
            found.append(self.field(named, self.pick(wanted), depth, aliased=True))
        return found or ["__typename"]

    def allowed(self, definition: Any, depth: int) -> bool:
        if _is_leaf(_named(definition.type)):
            return True
        return depth > 0

    def field(self, parent: Any, name: str, depth: int, aliased: bool = False) -> str:
        definition = parent.fields[name]
        named: Any = _named(definition.type)
        text = self.alias() + name if aliased or self.chance(15) else name
        arguments = self.arguments(parent.name, name, definition, named.name)
        if arguments:
            text += f"({', '.join(arguments)})"
        if self.chance(8):
            text += f" @include(if: {self.value('Boolean!', True)})"
        if _is_leaf(named):
            return text
        if str(named.name).endswith("Connection"):
            return f"{text} {{ {self.connection(named, depth)} }}"
        return f"{text} {{ {self.selection(named, depth - 1)} }}"

    def alias(self) -> str:
        self.aliases += 1
        return f"a{self.aliases}: "

    def connection(self, named: Any, depth: int) -> str:
        names = {self.pick(named.fields) for _ in range(self.draw(st.integers(1, 3)))}
        parts: list[str] = []
        for name in sorted(names):
            if name in ("nodes", "edges") and depth <= 0:
                continue
            if name == "groupBy":
                parts.append(self.groups(named))
            elif name in ("nodes", "edges"):
                node: Any = _named(named.fields["nodes"].type)
                inner = self.selection(node, depth - 1)
                parts.append(
                    f"nodes {{ {inner} }}"
                    if name == "nodes"
                    else f"edges {{ cursor node {{ {inner} }} }}"
                )
            elif name == "totalCount":
                parts.append(name)
            else:
                inner: Any = _named(named.fields[name].type)
                parts.append(f"{name} {{ {self.whole(inner)} }}")
        return " ".join(parts) or "totalCount"

    def whole(self, named: Any) -> str:
        """Some fields of an object without arguments, leaves to the bottom."""
        wanted = {self.pick(named.fields) for _ in range(3)}
        parts: list[str] = []
        for name in sorted(wanted):
            inner: Any = _named(named.fields[name].type)
            parts.append(name if _is_leaf(inner) else f"{name} {{ {self.whole(inner)} }}")
        return " ".join(parts)

    def groups(self, connection: Any) -> str:
        definition = connection.fields["groupBy"]
        node = str(connection.name).removesuffix("Connection")
        key: Any = self.schema.type_map[f"{node}GroupKey"]
        words = list(_named(key.fields["field"].type).values)
        wanted = sorted({self.pick(words) for _ in range(self.draw(st.integers(1, 2)))})
        by: list[dict[str, Any]] = [{"field": Word(w)} for w in wanted]
        for item in by:
            if item["field"].name.endswith(("_ON", "SINCE", "UNTIL")) and self.chance(50):
                item["cut"] = Word(self.pick(("MONTH", "QUARTER", "YEAR")))
        arguments = [f"by: {self.literal(by)}"]
        if self.chance(40):
            order = {
                "by": Word(self.pick(("COUNT", "KEY"))),
                "direction": Word(self.pick(("ASC", "DESC"))),
            }
            arguments.append(f"orderBy: [{self.literal(order)}]")
        if self.chance(30):
            arguments.append("having: { count: { gte: 2 } }")
        if self.chance(30):
            arguments.append(f"first: {self.draw(st.integers(0, 3))}")
        fields = ["count"]
        if self.chance(80):
            fields.append("keys { value }" if self.chance(50) else "keys { value node { id } }")
        if self.chance(40):
            aggregate: Any = _named(_named(definition.type).fields["aggregate"].type)
            fields.append(f"aggregate {{ {self.whole(aggregate)} }}")
        return f"{self.alias()}groupBy({', '.join(arguments)}) {{ {' '.join(fields)} }}"

    # --- arguments ---

    def arguments(self, parent: str, name: str, definition: Any, target: str) -> list[str]:
        given = definition.args
        if not given:
            return []
        if "of" in given or parent in {"Coverage", "CoverageChange"}:
            return self.coverage_arguments(name, given)
        if name == "crossAppointments":
            return self.pair_arguments()
        if "where" in given:
            return self.list_arguments(parent, given)
        if name == "node" or name == "relationTo":
            wanted = "id" if name == "node" else "compound"
            ids = [i for i in self.pool.ids if name == "node" or i.startswith("Compound:")]
            return [f"{wanted}: {self.value('ID!', self.pick(ids))}"]
        if name == "nodes":
            ids = [self.pick(self.pool.ids) for _ in range(3)]
            return [f"ids: {self.value('[ID!]!', ids)}"]
        if name == "search":
            return [f"text: {self.value('String!', self.pick(self.pool.texts))}", "first: 5"]
        if "code" in given:
            codes = self.pool.codes.get(target) or [c for v in self.pool.codes.values() for c in v]
            return [f"code: {self.value('String!', self.pick(codes))}"]
        raise AssertionError(f"no values for the arguments of {parent}.{name}")

    def coverage_arguments(self, name: str, given: Any) -> list[str]:
        found: list[str] = []
        if "of" in given:
            kind = self.pick(("COMMUNITY", "COMPOUND", "BUILDING", "BUILDING", "BUILDING_UNIT"))
            found.append(f"of: {self.value('PlaceKind!', Word(kind))}")
            if self.chance(60):
                kinds = [Word(k) for k in self.pick((["GROUP"], ["BRANCH", "GENERAL_BRANCH"]))]
                found.append(f"by: {self.value('[OrganizationKind!]', kinds)}")
        if "within" in given and self.chance(60):
            places = ("District", "Subdistrict", "Community", "Compound")
            code = self.pick([c for p in places for c in self.pool.codes[p]])
            found.append(f"within: {self.value('String', code)}")
        if "from" in given:
            found += [f"{n}: {self.value('Date!', str(self.pick(DAYS)))}" for n in ("from", "to")]
        if name == "groups":
            found.append(f"by: {self.pick(('DISTRICT', 'SUBDISTRICT', 'COMMUNITY'))}")
        if name in {"gaps", "gained", "lost"} and self.chance(60):
            found.append(f"first: {self.value('Int', self.pick((0, 1, 2, 3)))}")
        if name == "gaps" and self.chance(50):
            found.append(f"orderBy: {self.pick(('CODE', 'MEMBERS_DESC'))}")
        return found

    def pair_arguments(self) -> list[str]:
        found = [f"first: {self.value('Int', self.pick((0, 1, 2, 3)))}"]
        if self.chance(50):
            words = ("MUTUAL", "ONLY_COMMUNITY_TO_COMPANY", "ONLY_COMPANY_TO_COMMUNITY", "NONE")
            kinds = sorted({self.pick(words) for _ in range(2)})
            value = self.value("[AppointmentStatus!]", [Word(k) for k in kinds])
            found.append(f"status: {value}")
        if self.chance(40):
            found.append(f"within: {self.value('String', self.pick(self.pool.codes['Community']))}")
        return found

    def list_arguments(self, parent: str, given: Any) -> list[str]:
        arguments: list[str] = []
        # Ordinary resolvers ask the database for every node: lists at the root stay short.
        if parent == "Query" or self.chance(60):
            size = self.pick((1, 2, 2, 3, 3, 0))
            arguments.append(f"{self.pick(('first', 'first', 'last'))}: {self.value('Int', size)}")
        if self.chance(55):
            where = self.where(_named(given["where"].type), 2)
            kind = str(given["where"].type)
            arguments.append(f"where: {self.value(kind, where)}")
        if self.chance(45):
            item: Any = _named(given["orderBy"].type)
            arguments.append(f"orderBy: {self.literal([self.order(item)])}")
        return arguments

    def order(self, item: Any) -> dict[str, Any]:
        words = list(_named(item.fields["field"].type).values)
        found: dict[str, Any] = {
            "field": Word(self.pick(words)),
            "direction": Word(self.pick(("ASC", "DESC"))),
        }
        if self.chance(40):
            found["nulls"] = Word(self.pick(("FIRST", "LAST")))
        return found

    def where(self, kind: Any, depth: int) -> dict[str, Any]:
        names = [n for n in kind.fields if depth > 0 or self.is_scalar(kind.fields[n])]
        wanted = {self.pick(names) for _ in range(self.draw(st.sampled_from((1, 1, 2))))}
        return {
            name: self.condition(name, kind.fields[name].type, depth) for name in sorted(wanted)
        }

    @staticmethod
    def is_scalar(definition: Any) -> bool:
        named: Any = _named(definition.type)
        return _is_leaf(named) or (
            named.name.endswith("Filter")
            and not named.name.endswith(("OneFilter", "ManyFilter", "CountFilter"))
        )

    def condition(self, name: str, kind: Any, depth: int) -> Any:
        named: Any = _named(kind)
        if str(kind).startswith("["):
            return [self.where(named, depth - 1) for _ in range(self.draw(st.integers(0, 2)))]
        if name == "within":
            places = ("District", "Subdistrict", "Community", "Compound")
            return self.pick([c for p in places for c in self.pool.codes[p]])
        if _is_leaf(named):
            return self.plain(named)
        if named.name.endswith("ManyFilter"):
            quantifier = self.pick(named.fields)
            if quantifier == "count":
                found: dict[str, Any] = {
                    self.pick(("eq", "ne", "lt", "lte", "gt", "gte")): self.draw(st.integers(0, 3))
                }
                if self.chance(50):
                    inner: Any = _named(named.fields["some"].type)
                    found["where"] = self.where(inner, depth - 1)
                return {"count": found}
            return {quantifier: self.where(_named(named.fields[quantifier].type), depth - 1)}
        if named.name.endswith("Filter") and not named.name.endswith("OneFilter"):
            return self.operators(named)
        return self.where(named, depth - 1)

    def operators(self, kind: Any) -> dict[str, Any]:
        name = self.pick(kind.fields)
        of: Any = kind.fields[name].type
        inner: Any = _named(of)
        if str(of).startswith("["):
            return {name: [self.plain(inner) for _ in range(self.draw(st.integers(0, 3)))]}
        return {name: self.plain(inner)}

    def plain(self, named: Any) -> Any:
        if _is_enum(named):
            return Word(self.pick(named.values))
        if named.name == "Boolean":
            return self.draw(st.booleans())
        if named.name == "Int":
            return self.pick((0, 1, 2, 3, 5, 6, 12, 420, 1500))
        if named.name == "Date":
            return str(self.pick(DAYS))
        if named.name == "ID":
            return self.pick(self.pool.ids)
        return self.pick([*self.pool.texts, *(c for v in self.pool.codes.values() for c in v[:3])])

    # --- values ---

    def value(self, kind: str, value: Any) -> str:
        """A value, written out or as a variable."""
        if not self.chance(35):
            return self.literal(value)
        name = f"v{len(self.variables)}"
        self.variables[name] = (kind, as_json(value))
        return f"${name}"

    def literal(self, value: Any) -> str:
        if isinstance(value, Word):
            return value.name
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, str):
            return f'"{value}"'
        if isinstance(value, list):
            items = cast(list[Any], value)
            return f"[{', '.join(self.literal(v) for v in items)}]"
        return f"{{ {', '.join(f'{n}: {self.literal(v)}' for n, v in value.items())} }}"


# Live root fields: ordinary resolvers have no counterpart of them.
_APART = set(LIVE)
