"""Stage *parse*, sizes: how large a document is, before anything is looked up in the schema.

Fragments count wherever they are spread. The work is bounded by the document's tokens: what
they multiply to is multiplied, not walked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

# Selection sets that are walked in search of fields asked for repeatedly.
_WALKED = 20_000


@dataclass(frozen=True, slots=True)
class Measure:
    """Sizes of a document's largest operation.

    depth: fields below each other. spreads: fragments, named or inline, wherever they stand.
    repeats: pairs of fields with one response name in one place, which have to be compared.
    """

    tokens: int
    operations: int = 0
    depth: int = 0
    fields: int = 0
    root_fields: int = 0
    aliases: int = 0
    directives: int = 0
    spreads: int = 0
    repeats: int = 0


@dataclass(slots=True)
class _Sum:
    depth: int = 0
    fields: int = 0
    roots: int = 0
    aliases: int = 0
    directives: int = 0
    spreads: int = 0


@dataclass(slots=True)
class _Measuring:
    fragments: Mapping[str, FragmentDefinitionNode]
    sums: dict[str, _Sum] = field(default_factory=dict[str, _Sum])
    walked: int = 0

    def sum(self, selection: SelectionSetNode | None) -> _Sum:
        """The sizes of a selection set; each fragment is looked at once."""
        found = _Sum()
        for node in _selections(selection):
            found.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                below = self.sum(node.selection_set)
                found.fields += 1
                found.roots += 1
                found.aliases += node.alias is not None
                _add(found, below, below.depth + 1)
                continue
            found.spreads += 1
            below = self._fragment(node)
            found.roots += below.roots
            _add(found, below, below.depth)
        return found

    def _fragment(self, node: SelectionNode) -> _Sum:
        if isinstance(node, InlineFragmentNode):
            return self.sum(node.selection_set)
        assert isinstance(node, FragmentSpreadNode)
        name = node.name.value
        if name not in self.sums:
            # One that leads to itself, or is missing, is refused when the document is validated.
            self.sums[name] = _Sum()
            if name in self.fragments:
                found = self.sum(self.fragments[name].selection_set)
                found.directives += len(self.fragments[name].directives or ())
                self.sums[name] = found
        return self.sums[name]

    def repeats(self, selections: list[SelectionSetNode]) -> int:
        """Pairs of fields with the same response name, here and below."""
        found = 0
        todo = [selections]
        while todo:
            named: dict[str, list[SelectionSetNode | None]] = {}
            for selection in todo.pop():
                for node in self._fields(selection):
                    key = node.alias.value if node.alias else node.name.value
                    named.setdefault(key, []).append(node.selection_set)
            for below in named.values():
                found += len(below) * (len(below) - 1) // 2
                todo.append([one for one in below if one is not None])
        return found

    def _fields(self, selection: SelectionSetNode | None) -> Iterator[FieldNode]:
        open_sets, seen = [selection], set[str]()
        while open_sets:
            self.walked += 1
            if self.walked > _WALKED:
                return
            for node in _selections(open_sets.pop()):
                if isinstance(node, FieldNode):
                    yield node
                elif isinstance(node, InlineFragmentNode):
                    open_sets.append(node.selection_set)
                elif isinstance(node, FragmentSpreadNode):
                    name = node.name.value
                    if name not in seen and name in self.fragments:
                        seen.add(name)
                        open_sets.append(self.fragments[name].selection_set)


def measure(document: DocumentNode) -> Measure:
    """The sizes of a parsed document."""
    fragments = {
        d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    measuring = _Measuring(fragments)
    sums: list[_Sum] = []
    for operation in operations:
        found = measuring.sum(operation.selection_set)
        found.directives += len(operation.directives or ())
        variables = operation.variable_definitions or ()
        found.directives += sum(len(v.directives or ()) for v in variables)
        sums.append(found)
    # What stands in no operation is validated too.
    unused = [measuring.sum(f.selection_set) for n, f in fragments.items()
              if n not in measuring.sums]  # fmt: skip
    everything = sums + unused
    sets = [[d.selection_set] for d in operations]
    return Measure(
        tokens=document.token_count or 0,
        operations=len(operations),
        depth=max((s.depth for s in everything), default=0),
        fields=sum(s.fields for s in everything),
        root_fields=max((s.roots for s in sums), default=0),
        aliases=max((s.aliases for s in everything), default=0),
        directives=max((s.directives for s in everything), default=0),
        spreads=sum(s.spreads for s in everything) + len(fragments),
        repeats=sum(measuring.repeats(s) for s in sets),
    )


def _add(total: _Sum, below: _Sum, depth: int) -> None:
    total.fields += below.fields
    total.aliases += below.aliases
    total.directives += below.directives
    total.spreads += below.spreads
    total.depth = max(total.depth, depth)


def _selections(selection: SelectionSetNode | None) -> tuple[SelectionNode, ...]:
    return () if selection is None else selection.selections
