"""Every field of the schema, by every path that leads to what it tells: an operation for each.

Made from the printed schema alone: what is added to it is asked for without being named here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLList,
    GraphQLNonNull,
    Undefined,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)

from tests.rights.cell import CURSOR, Cell, in_place

# The schema's types are generic in ways that do not matter here.
named: Callable[[Any], Any] = get_named_type
_object: Callable[[Any], bool] = is_object_type
_interface: Callable[[Any], bool] = is_interface_type
is_input: Callable[[Any], bool] = is_input_object_type
_enum: Callable[[Any], bool] = is_enum_type

DAY = "2024-07-01"


@dataclass(frozen=True)
class Values:
    """What arguments are given: values of the graph, of which some are kept from some callers.

    codes: by type, of nodes in the scope, above it, elsewhere, and of nothing. keys: of ids
    likewise. texts: names, phones, codes. changes: what may be tried, as literals. rules: to
    audit by.
    """

    codes: Mapping[str, Sequence[str]]
    keys: Mapping[str, Sequence[str]]
    texts: Sequence[str]
    changes: Sequence[str] = ()
    rules: Sequence[str] = ()


@dataclass
class Cells:
    """Writes the cells of a schema."""

    schema: Any
    values: Values
    _turn: int = field(default=0)

    def all(self) -> Iterator[Cell]:
        """All of them."""
        for kind in self._objects():
            for name in kind.fields:
                for path, around in self._ways(kind):
                    yield in_place(f"{kind.name}.{name}", path, around, self._shown(kind, name))
        for name, connection in self._lists():
            yield from self._of_list(name, connection)
        yield from self._roots()

    # --- what is shown -----------------------------------------------------------------------

    def _objects(self) -> list[Any]:
        """Types of nodes: what `id` finds, and what lists have."""
        found = {self._node(c).name: self._node(c) for _, c in self._lists()}
        node = self.schema.type_map["Node"]
        assert _interface(node)
        found |= {t.name: t for t in self.schema.get_possible_types(node)}
        return [t for t in found.values() if _object(t)]

    def _ways(self, kind: Any) -> Iterator[tuple[str, str]]:
        """Operations around a selection on a type, with what leads there."""
        on = f"... on {kind.name} {{ %s }}"
        for name, connection in self._lists():
            target = self._node(connection)
            if target is kind or kind in self._members(target):
                inner = "%s" if target is kind else on
                paged = f"{{ {name} {{ %s }} }}"
                how = "list" if target is kind else "interface"
                yield how, paged % f"nodes {{ {inner} }}"
                yield f"{how} as of", f'query @asOf(date: "{DAY}") {paged % f"nodes {{ {inner} }}"}'
                yield f"{how} edge", paged % f"edges {{ node {{ {inner} }} }}"
                if target is kind:
                    yield f"{how} page", f"{{ {name}(first: 2) {{ nodes {{ {inner} }} }} }}"
                    yield (
                        "group",
                        f"{{ {name} {{ groupBy(by: [{self._place_key(connection)}]) "
                        + (f"{{ keys {{ node {{ {on} }} }} }} }} }}"),
                    )
        query = self._type("Query")
        for name, item in query.fields.items():
            if set(item.args) == {"code"} and named(item.type) is kind:
                for code in self.values.codes.get(kind.name, ()):
                    yield "look-up", f'{{ {name}(code: "{code}") {{ %s }} }}'
        for key in (keys := self.values.keys.get(kind.name, ()))[:4]:
            yield "node", f'{{ node(id: "{kind.name}:{key}") {{ {on} }} }}'
        if keys:
            ids = ", ".join(f'"{kind.name}:{key}"' for key in keys)
            yield "nodes", f"{{ nodes(ids: [{ids}]) {{ {on} }} }}"
            audit = f"audit{self._rules({'rules': None})}"
            shown = f"subject {{ {on} }} evidence {{ {on} }}"
            yield "finding", f"{{ {audit} {{ nodes {{ {shown} }} }} }}"
            text = self.values.texts[0]
            yield "search", f'{{ search(text: "{text}") {{ {on} }} }}'
            yield "match", f'{{ searchMatches(text: "{text}") {{ nodes {{ node {{ {on} }} }} }} }}'
        yield from self._relations(kind)

    def _relations(self, kind: Any) -> Iterator[tuple[str, str]]:
        """Along every relation of a type with a list that leads to it."""
        on = f"... on {kind.name} {{ %s }}"
        for name, connection in self._lists():
            source = self._node(connection)
            if not _object(source):
                continue
            for relation, item in source.fields.items():
                target: Any = named(item.type)
                listed = target.name.endswith("Connection")
                target = self._node(target) if listed else target
                if target is kind or kind in self._members(target):
                    inner = "%s" if target is kind else on
                    inner = f"nodes {{ {inner} }}" if listed else inner
                    given = self._required(item.args)
                    shown = f"{relation}{given} {{ {inner} }}"
                    yield f"{source.name}.{relation}", f"{{ {name} {{ nodes {{ {shown} }} }} }}"

    def _shown(self, kind: Any, name: str) -> str:
        """A field with the least selection."""
        item: Any = kind.fields[name]
        inner: Any = named(item.type)
        shown = f"{name}{self._required(item.args)}"
        if inner.name.endswith("Connection"):
            return f"{shown} {{ totalCount }}"
        return f"{shown} {{ __typename }}" if hasattr(inner, "fields") else shown

    # --- what is asked by --------------------------------------------------------------------

    def _of_list(self, name: str, connection: Any) -> Iterator[Cell]:
        query = self._type("Query")
        arguments = query.fields[name].args
        kind = self._node(connection).name
        if "where" in arguments:
            for path, value in self._filters(arguments["where"].type, 2):
                asked = f"{{ {name}(where: {value}) {{ totalCount }} }}"
                yield Cell(f"{kind}.{path[0]}", f"filter {'.'.join(path)}", asked)
        if "orderBy" in arguments:
            by: Any = named(arguments["orderBy"].type)
            orders: Any = named(by.fields["field"].type)
            for word in orders.values:
                order = f"orderBy: [{{ field: {word}, direction: ASC }}]"
                shown = "edges { cursor node { id } } pageInfo { endCursor hasNextPage }"
                yield Cell(f"{kind}.{word}", "order", f"{{ {name}({order}) {{ {shown} }} }}")
                last = f"{{ {name}({order}, last: 2) {{ {shown} }} }}"
                yield Cell(f"{kind}.{word}", "order from the end", last)
                yield from self._cursors(name, kind, word, order)
        yield Cell(f"{kind}.*", "count", f"{{ {name} {{ totalCount }} }}")
        if "aggregate" in connection.fields:
            yield from self._sums(name, kind, connection)
        if "groupBy" in connection.fields:
            yield from self._groups(name, kind, connection)

    def _cursors(self, name: str, kind: str, word: str, order: str) -> Iterator[Cell]:
        """Pages from a cursor: another caller's, one that nobody made, and one of another list."""
        lists = [other for other, _ in self._lists()]
        other = lists[(lists.index(name) + 1) % len(lists)]
        source = f"{{ {name}({order}, first: 3) {{ edges {{ cursor }} }} }}"
        shown = "totalCount edges { cursor node { id } } pageInfo { hasPreviousPage hasNextPage }"
        after = f'{{ {name}({order}, first: 2, after: "{CURSOR}") {{ {shown} }} }}'
        before = f'{{ {name}({order}, last: 2, before: "{CURSOR}") {{ {shown} }} }}'
        strange = f"{{ {other}(first: 1) {{ edges {{ cursor }} }} }}"
        item = f"{kind}.{word}"
        for way, text in (("after", after), ("before", before)):
            yield Cell(item, f"cursor of another caller {way}", text, source)
            yield Cell(item, f"cursor forged {way}", text, source, forged=True)
        yield Cell(item, "cursor of another list", after, strange)

    def _sums(self, name: str, kind: str, connection: Any) -> Iterator[Cell]:
        sums: Any = named(connection.fields["aggregate"].type)
        for item, known in sums.fields.items():
            inner: Any = named(known.type)
            parts = " ".join(inner.fields) if hasattr(inner, "fields") else ""
            shown = f"{item} {{ {parts} }}" if parts else item
            text = f"{{ {name} {{ aggregate {{ {shown} }} }} }}"
            yield Cell(f"{kind}.{item}", "aggregate", text)

    def _groups(self, name: str, kind: str, connection: Any) -> Iterator[Cell]:
        groups = connection.fields["groupBy"]
        key: Any = named(groups.args["by"].type)
        words: Any = named(key.fields["field"].type)
        for word in words.values:
            by = f"groupBy(by: [{{ field: {word} }}])"
            text = f"{{ {name} {{ {by} {{ keys {{ value }} count }} }} }}"
            yield Cell(f"{kind}.{word}", "group by", text)
        having: Any = named(groups.args["having"].type)
        first = self._place_key(connection)
        for path, value in self._filters(having, 2):
            by = f"groupBy(by: [{first}], having: {value})"
            text = f"{{ {name} {{ {by} {{ keys {{ value }} }} }} }}"
            yield Cell(f"{kind}.{path[0]}", f"having {'.'.join(path)}", text)

    def _filters(self, kind: Any, depth: int) -> Iterator[tuple[tuple[str, ...], str]]:
        """Conditions of an input type, each of one operator, with the names that lead to it."""
        known: Any = named(kind)
        for name, item in known.fields.items():
            if name in ("and", "or", "not"):
                if depth == 2:
                    for path, value in self._some(item, depth - 1):
                        wrapped = f"[{value}]" if is_list(item.type) else value
                        yield (*path, name), f"{{ {name}: {wrapped} }}"
                continue
            inner: Any = named(item.type)
            if not is_input(inner):
                yield (name,), f"{{ {name}: {self.literal(item.type)} }}"
            elif inner.name.endswith(("Where", "OneFilter")):
                if depth:
                    for path, value in self._some(item, depth - 1):
                        yield (name, *path), f"{{ {name}: {value} }}"
            else:
                for path, value in self._filters(inner, depth):
                    yield (name, *path), f"{{ {name}: {value} }}"

    def _some(self, item: Any, depth: int) -> Iterator[tuple[tuple[str, ...], str]]:
        """For each field of a nested condition one operator."""
        seen: set[str] = set()
        for path, value in self._filters(item.type, depth):
            if path[0] not in seen:
                seen.add(path[0])
                yield path, value

    # --- roots of their own ------------------------------------------------------------------

    def _roots(self) -> Iterator[Cell]:
        """Root fields that are neither a list nor a look-up, with each of their arguments."""
        lists = {name for name, _ in self._lists()}
        for name, item in self._type("Query").fields.items():
            if name in lists or set(item.args) == {"code"} or name in ("node", "nodes"):
                continue
            shown = self._everything(item.type, 3)
            required = {a: v for a, v in item.args.items() if is_required(v) or a == "rules"}
            optional = {a: v for a, v in item.args.items() if a not in required}
            for number in range(len(self.values.codes["Place"])):
                for chosen in ("", *optional):
                    given = {**required, **({chosen: optional[chosen]} if chosen else {})}
                    arguments = ", ".join(
                        f"{a}: {self._given(a, v, number)}" for a, v in given.items()
                    )
                    text = f"{{ {name}{f'({arguments})' if arguments else ''} {shown} }}"
                    yield Cell(f"Query.{name}", f"argument {chosen}".strip(), text)
        shown = self._everything(self._type("Query").fields["whatIf"].type, 2)
        for change in self.values.changes:
            text = f"{{ whatIf(changes: [{change}]) {shown} }}"
            yield Cell("Query.whatIf", "change", text)

    def _everything(self, kind: Any, depth: int) -> str:
        """A selection of all fields without arguments that are required."""
        inner: Any = named(kind)
        if not hasattr(inner, "fields"):
            return ""
        shown = ["__typename"]
        for name, item in inner.fields.items():
            target: Any = named(item.type)
            if any(is_required(a) for a in item.args.values()):
                continue
            given = self._rules(item.args)
            if not hasattr(target, "fields"):
                shown.append(f"{name}{given}")
            elif depth and not (target.name == "Query" or self._is_node(target)):
                shown.append(f"{name}{given} {self._everything(target, depth - 1)}")
            elif self._is_node(target):
                shown.append(f"{name} {{ __typename }}")
        return f"{{ {' '.join(shown)} }}"

    def _is_node(self, kind: Any) -> bool:
        node: Any = self.schema.type_map["Node"]
        place: Any = self.schema.type_map["Place"]
        return kind in (node, place) or (
            _object(kind) and node in kind.interfaces and kind.name not in ("Finding", "LogEntry")
        )

    # --- values ------------------------------------------------------------------------------

    def _required(self, arguments: Mapping[str, Any]) -> str:
        given = [f"{n}: {self._given(n, a, 0)}" for n, a in arguments.items() if is_required(a)]
        return f"({', '.join(given)})" if given else ""

    def _given(self, name: str, argument: Any, number: int) -> str:
        if name in ("code", "within"):
            codes = self.values.codes["Place"]
            return f'"{codes[number % len(codes)]}"'
        if name == "changes":
            return f"[{self.values.changes[number % len(self.values.changes)]}]"
        if name == "rules":
            return f"[{', '.join(map(quoted, self.values.rules))}]"
        return self.literal(argument.type)

    def _rules(self, arguments: Mapping[str, Any]) -> str:
        """The rules asked for, where there is a choice."""
        return f"(rules: {self._given('rules', None, 0)})" if "rules" in arguments else ""

    def literal(self, kind: Any) -> str:
        """A value of an input type, another one each time where there are several."""
        if _needed(kind):
            return self.literal(kind.of_type)
        if _list(kind):
            return f"[{self.literal(kind.of_type)}]"
        self._turn += 1
        if _enum(kind):
            words = [w for w in kind.values if w not in ("FIRST", "LAST")] or list(kind.values)
            return words[self._turn % len(words)]
        if is_input(kind):
            fields = {n: f for n, f in kind.fields.items() if is_required(f)}
            inside = ", ".join(f"{n}: {self.literal(f.type)}" for n, f in fields.items())
            return f"{{ {inside} }}"
        texts = self.values.texts
        ids = [f"{n}:{key}" for n, keys in self.values.keys.items() for key in keys]
        plain = {
            "Int": "1",
            "Float": "1.5",
            "Boolean": "true" if self._turn % 2 else "false",
            "Date": f'"{DAY}"',
            "DateTime": f'"{DAY}T00:00:00Z"',
            "ID": f'"{ids[self._turn % len(ids)]}"',
        }
        return plain.get(kind.name, f'"{texts[self._turn % len(texts)]}"')

    # --- the schema --------------------------------------------------------------------------

    def _type(self, name: str) -> Any:
        found = self.schema.type_map[name]
        assert _object(found)
        return found

    def _lists(self) -> list[tuple[str, Any]]:
        """The root fields that list nodes, with their connections."""
        found: list[tuple[str, Any]] = []
        for name, item in self._type("Query").fields.items():
            kind = named(item.type)
            if _object(kind) and "orderBy" in item.args:
                found.append((name, kind))
        return found

    def _node(self, connection: Any) -> Any:
        return named(connection.fields["nodes"].type)

    def _members(self, kind: Any) -> Sequence[Any]:
        if not _interface(kind):
            return ()
        return self.schema.get_possible_types(kind)

    def _place_key(self, connection: Any) -> str:
        """A key for groups: by a place where the type can be, else the first there is."""
        key: Any = named(connection.fields["groupBy"].args["by"].type)
        words: Any = named(key.fields["field"].type)
        known = list(words.values)
        return f"{{ field: {next((w for w in known if w.startswith('IN_')), known[0])} }}"


def quoted(value: str) -> str:
    return f'"{value}"'


def _list(kind: Any) -> bool:
    return isinstance(kind, GraphQLList)


def _needed(kind: Any) -> bool:
    return isinstance(kind, GraphQLNonNull)


def is_list(kind: Any) -> bool:
    inner = kind.of_type if _needed(kind) else kind
    return _list(inner)


def is_required(argument: Any) -> bool:
    return _needed(argument.type) and not _has_default(argument)


def _has_default(argument: Any) -> bool:
    return argument.default_value is not Undefined
