"""Random arguments: filters, orders, pages, coverage questions, with values that occur."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any, cast

from graphql import GraphQLSchema, get_named_type, is_enum_type, is_leaf_type

from tests.compiler.pool import Pool, Word, as_json
from tests.compiler.small import DAYS
from tests.oracle.coverage import LEVELS, path_kinds
from tests.oracle.names import snake

# graphql-core's generics are only partly known to the type checker.
named_type: Any = get_named_type
is_leaf: Any = is_leaf_type
_is_enum: Any = is_enum_type

SCOPES = (
    "Province",
    "City",
    "District",
    "Subdistrict",
    "Community",
    "Grid",
    "Compound",
    "Building",
)
_COUNTED = ("COMMUNITY", "GRID", "MICRO_GRID", "COMPOUND", "BUILDING", "BUILDING", "BUILDING_UNIT")
_KINDS = ("WORKING_COMMITTEE", "COMMITTEE", "GENERAL_BRANCH", "BRANCH", "GROUP")
_STATUSES = ("MUTUAL", "ONLY_COMMUNITY_TO_COMPANY", "ONLY_COMPANY_TO_COMMUNITY", "NONE")
_COMPARE = ("eq", "ne", "lt", "lte", "gt", "gte")
_NO_CURSOR = "bm9uc2Vuc2U="


class Arguments:
    """Draws values for one operation, and keeps its variables.

    wrong: whether an argument makes no sense. paged: whether a list takes `$cursor`. counted:
    the kind of places of the coverage that is being written.
    """

    def __init__(self, random: Random, schema: GraphQLSchema, pool: Pool) -> None:
        self.random = random
        self.schema = schema
        self.pool = pool
        self.variables: dict[str, tuple[str, Any]] = {}
        self.wrong = False
        self.paged = False
        self.counted = ""

    def chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def pick(self, values: Iterable[Any]) -> Any:
        return self.random.choice(list(values))

    def some(self, values: Iterable[Any], sizes: Sequence[int]) -> list[Any]:
        """Some of the values, none twice; not more than one of `sizes`."""
        every = list(values)
        return sorted({self.pick(every) for _ in range(self.pick(sizes))})

    def mistake(self) -> bool:
        """Whether to write an argument that makes no sense: one in an operation, seldom."""
        if self.wrong or not self.chance(0.7):
            return False
        self.wrong = True
        return True

    def day(self) -> str:
        """A day on which something begins or ends, or one beside it."""
        return str(self.pick(DAYS) + timedelta(days=self.pick((0, 0, 0, -1, 1, 40))))

    def scope(self) -> str:
        """The code of a place."""
        return self.pick([c for kind in SCOPES for c in self.pool.codes[kind]])

    # --- the arguments of a field ---

    def of_field(self, parent: str, name: str, given: Mapping[str, Any], target: str) -> list[str]:
        """The arguments of a field, written out; `paged` is set where one takes `$cursor`."""
        if "of" in given or parent in {"Coverage", "CoverageChange"}:
            return self._coverage(name, given)
        if name == "crossAppointments":
            return self._pairs()
        if "where" in given:
            return self._list(given)
        if name in {"node", "relationTo"}:
            wanted = "id" if name == "node" else "compound"
            ids = self.pool.ids if name == "node" else [*self.pool.ids_of("Compound"), "Grid:?"]
            return [f"{wanted}: {self.value('ID!', self.pick(ids))}"]
        if name == "nodes":
            size = self.pick((0, 1, 3, 6))
            return [f"ids: {self.value('[ID!]!', [self.pick(self.pool.ids) for _ in range(size)])}"]
        if "code" in given:
            every = [c for codes in self.pool.codes.values() for c in codes]
            codes = self.pool.codes.get(target, every) if self.chance(85) else every
            return [f"code: {self.value('String!', self.pick(codes))}"]
        if target in self.pool.cells:
            return self._identified(given, target)
        raise AssertionError(f"no values for the arguments of {parent}.{name}")

    def _identified(self, given: Mapping[str, Any], target: str) -> list[str]:
        """What identifies a node without a code; now and then one that there is not."""
        cells = dict(self.pick(self.pool.cells[target]))
        if self.chance(10):
            column = self.pick(cells)
            cells[column] = self.pick(self.pool.cells[target])[column]
        found: list[str] = []
        for name, argument in given.items():
            value = cells[snake(name)]
            if value is None or (name == "kind" and value == "FORMAL" and self.chance(50)):
                continue
            named = named_type(argument.type)
            drawn = Word(value) if _is_enum(named) else str(value)
            found.append(f"{name}: {self.value(str(argument.type), drawn)}")
        return found

    def _coverage(self, name: str, given: Mapping[str, Any]) -> list[str]:
        found: list[str] = []
        if "of" in given:
            self.counted = self.pick(_COUNTED)
            found.append(f"of: {self.value('PlaceKind!', Word(self.counted))}")
            if self.chance(60):
                kinds = [] if self.mistake() else self.some(_KINDS, (1, 1, 2)) or ["GROUP"]
                found.append(f"by: {self.value('[OrganizationKind!]', [Word(k) for k in kinds])}")
        if "within" in given and self.chance(60):
            code = "?" if self.mistake() else self.scope()
            found.append(f"within: {self.value('String', code)}")
        if "from" in given:
            days = sorted((self.day(), self.day()))
            found += [
                f"{n}: {self.value('Date!', d)}" for n, d in zip(("from", "to"), days, strict=True)
            ]
        if name == "groups":
            known = [k for k in LEVELS if (k in path_kinds(self.counted)) != self.mistake()]
            found.append(f"by: {self.pick(known or LEVELS[:1])}")
        if "after" in given:
            found += self._window()
        if name == "gaps" and self.chance(50):
            found.append(f"orderBy: {self.pick(('CODE', 'MEMBERS_DESC'))}")
        return found

    def _window(self) -> list[str]:
        """The arguments of a page, from either end."""
        found: list[str] = []
        end, border = self.pick((("first", "after"), ("first", "after"), ("last", "before")))
        if self.chance(70):
            size = -1 if self.mistake() else self.pick((1, 2, 2, 3, 3, 5, 0))
            found.append(f"{end}: {self.value('Int', size)}")
            if self.mistake():
                found.append(f"{'last' if end == 'first' else 'first'}: 1")
            found += self._cursor(border)
        elif end == "first":
            found += self._cursor("after")
        return found

    def _cursor(self, name: str) -> list[str]:
        """Now and then, `$cursor` or what is none."""
        if self.mistake():
            return [f'{name}: "{_NO_CURSOR}"']
        if self.paged or not self.chance(12):
            return []
        self.paged = True
        self.variables["cursor"] = ("String", None)
        return [f"{name}: $cursor"]

    def _pairs(self) -> list[str]:
        found = self._window()
        if self.chance(40):
            words = [] if self.mistake() else self.some(_STATUSES, (1, 2, 2, 3))
            value = self.value("[AppointmentStatus!]", [Word(w) for w in words])
            found.append(f"status: {value}")
        if self.chance(40):
            found.append(f"within: {self.value('String', self.scope())}")
        return found

    def _list(self, given: Mapping[str, Any]) -> list[str]:
        found = self._window()
        if self.chance(50):
            kind = str(given["where"].type)
            found.append(
                f"where: {self.value(kind, self.where(named_type(given['where'].type), 2))}"
            )
        if self.chance(45):
            item: Any = named_type(given["orderBy"].type)
            keys = [self.order(item) for _ in range(self.pick((1, 1, 2, 3, 0)))]
            found.append(f"orderBy: {self.value(str(given['orderBy'].type), keys)}")
        return found

    def order(self, item: Any) -> dict[str, Any]:
        """An item of `orderBy`."""
        found: dict[str, Any] = {
            "field": Word(self.pick(named_type(item.fields["field"].type).values)),
            "direction": Word(self.pick(("ASC", "DESC"))),
        }
        if self.chance(40):
            found["nulls"] = Word(self.pick(("FIRST", "LAST")))
        return found

    # --- filters ---

    def where(self, kind: Any, depth: int) -> dict[str, Any]:
        """A filter of an `XWhere` or `XOneFilter`."""
        names = [n for n in kind.fields if depth > 0 or _is_value(kind.fields[n])]
        wanted = self.some(names, (1, 1, 1, 1, 2, 2, 2, 0))
        return {name: self.condition(kind, name, depth) for name in wanted}

    def condition(self, kind: Any, name: str, depth: int) -> Any:
        """What stands under a name of a filter."""
        of: Any = kind.fields[name].type
        named: Any = named_type(of)
        # Null makes no sense of relatives: whoever has none is asked for by `isNull`.
        if self.mistake() if _is_relative(named) else self.chance(3):
            return None
        if str(of).startswith("["):
            return [self.where(named, depth - 1) for _ in range(self.pick((0, 1, 2, 2)))]
        if name == "within":
            return self.scope()
        if is_leaf(named):
            return self.plain(named, "")
        if named.name.endswith("ManyFilter"):
            wanted = self.some(named.fields, (1, 1, 1, 2))
            return {quantifier: self.quantified(named, quantifier, depth) for quantifier in wanted}
        if _is_value(kind.fields[name]):
            owner = str(kind.name).removesuffix("Where").removesuffix("OneFilter")
            return self.operators(named, owner)
        return self.where(named, depth - 1)

    def quantified(self, kind: Any, quantifier: str, depth: int) -> dict[str, Any]:
        """What stands under a quantifier."""
        if quantifier != "count":
            return self.where(named_type(kind.fields[quantifier].type), depth - 1)
        names = self.some(_COMPARE, (1, 1, 2)) if self.chance(95) else []
        found: dict[str, Any] = {name: self.pick(range(4)) for name in names}
        if self.chance(50):
            found["where"] = self.where(named_type(kind.fields["some"].type), depth - 1)
        return found

    def operators(self, kind: Any, owner: str) -> dict[str, Any]:
        """Operators of an `XFilter` with their operands. owner: the type filtered."""
        found: dict[str, Any] = {}
        for name in self.some(kind.fields, (1, 1, 1, 2)):
            of: Any = kind.fields[name].type
            inner: Any = named_type(of)
            may_be_null = name in {"eq", "ne", "isNull"}
            if self.chance(4) if may_be_null else self.mistake():
                found[name] = None
            elif str(of).startswith("["):
                found[name] = [self.plain(inner, owner) for _ in range(self.pick((0, 1, 2, 3)))]
            else:
                found[name] = self.plain(inner, owner)
        return found

    def plain(self, named: Any, owner: str) -> Any:
        """A value of a scalar or an enum."""
        if _is_enum(named):
            return Word(self.pick(named.values))
        if named.name == "Boolean":
            return self.chance(50)
        if named.name in {"Int", "Float"}:
            return self.pick((0, 1, 2, 3, 5, 6, 12, 420, 1500))
        if named.name == "Date":
            return self.day()
        if named.name == "ID":
            own = self.pool.ids_of(owner)
            return self.pick(own if own and self.chance(80) else self.pool.ids)
        own = self.pool.codes.get(owner, ())
        if own and self.chance(30):
            return self.pick(own)
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
        """A value, written out."""
        if value is None:
            return "null"
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


def _is_value(definition: Any) -> bool:
    """Whether an entry of a filter is about a value, not about relatives or logic."""
    named: Any = named_type(definition.type)
    if is_leaf(named):
        return True
    return named.name.endswith("Filter") and not _is_relative(named)


def _is_relative(named: Any) -> bool:
    """Whether an input type is of filters on relatives."""
    return bool(named.name.endswith(("OneFilter", "ManyFilter", "CountFilter")))
