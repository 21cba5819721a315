"""Every change of the schema, by every code and id that it names: an operation for each.

Made from the printed schema, as `cells.py` is: a change that is added is tried without being named
here, and an argument that names something of an unknown kind is an error.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.changes import CHANGES
from graph.model import MODEL
from tests.rights.cell import Cell
from tests.rights.cells import Cells, is_input, is_list, is_required, named, quoted

Path = tuple[str, ...]
_KINDS = {
    "keep": "Person", "other": "Person", "host": "PropertyCompany", "residence": "Place",
    "employer": "LiaisonUnit",
}  # fmt: skip
"""What is named by arguments that no type's name begins or ends with."""
_NOT_SHOWN = ("bookmark", "entry", "entries")
_APART = ("idempotencyKey", "ifVersion")
LONG_AGO = "1922-01-01"
"""A day before whatever is stored."""
_PROBLEMS = "problems { __typename message messageZh path }"


class Writes:
    """Writes the changes of a schema."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._schema = cells.schema
        self._values = cells.values

    def all(self) -> Iterator[Cell]:
        """Each as a mutation, as one of several changes, and as what would be."""
        roots = self._schema.mutation_type.fields
        for name, root in roots.items():
            about, shown = self._payload(root)
            if name == "applyChanges":
                continue
            for leaf, given in self._given(root.args, about):
                text = f"mutation {{ {name}({given}) {shown} }}"
                yield Cell(f"Mutation.{name}", f"write {leaf}", text)
        mutations = {change.name: change.mutation for change in CHANGES.values()}
        _, shown = self._payload(roots["applyChanges"])
        for name, item in self._schema.type_map["Change"].fields.items():
            about, _ = self._payload(roots[mutations[name]])
            for leaf, given in self._given(named(item.type).fields, about):
                change = f"changes: [{{ {name}: {{ {given} }} }}]"
                text = f"mutation {{ applyChanges({change}) {shown} }}"
                yield Cell(f"Mutation.applyChanges.{name}", f"write {leaf}", text)
                text = f"{{ whatIf({change}) {{ asOf }} }}"
                yield Cell(f"Query.whatIf.{name}", f"what if {leaf}", text)

    def _payload(self, root: Any) -> tuple[str | None, str]:
        """The type of the node that a mutation is about, where it is one, and a selection."""
        about, shown = None, [_PROBLEMS]
        for name, item in named(root.type).fields.items():
            kind = named(item.type)
            if name in _NOT_SHOWN or name == "problems":
                continue
            if not hasattr(kind, "fields"):
                shown.append(name)
            else:
                shown.append(f"{name} {{ {'id' if 'id' in kind.fields else '__typename'} }}")
                about = about or (kind.name if kind.name in self._values.keys else None)
                about = "Place" if kind.name == "Place" else about
        return about, f"{{ {' '.join(shown)} }}"

    def _given(self, fields: Mapping[str, Any], about: str | None) -> Iterator[tuple[str, str]]:
        """Arguments of which one names something in the scope, above it, elsewhere or nothing.

        The first of them also beside each of those that may be left out, which what is stored may
        speak against.
        """
        leaves = list(self._leaves(fields, about, ()))
        for path, known in leaves:
            for value in known:
                yield ".".join(path), self._written(fields, about, {path: quoted(value)})
        path, known = leaves[0]
        for beside, kind in self._beside(fields, about, ()):
            text = quoted(LONG_AGO) if kind.name == "Date" else self._cells.literal(kind)
            for value in known:
                chosen = {path: quoted(value), beside: text}
                name = f"{'.'.join(path)} with {beside[-1]}"
                yield name, self._written(fields, about, chosen)

    def _leaves(
        self, fields: Mapping[str, Any], about: str | None, path: Path
    ) -> Iterator[tuple[Path, list[str]]]:
        """What names something, with what it may name."""
        for name, item in fields.items():
            kind = named(item.type)
            if is_input(kind):
                yield from self._leaves(kind.fields, about, (*path, name))
            elif known := self._known(name, kind.name, about):
                yield (*path, name), known

    def _beside(
        self, fields: Mapping[str, Any], about: str | None, path: Path
    ) -> Iterator[tuple[Path, Any]]:
        """What may be left out and names nothing, with its type."""
        for name, item in fields.items():
            kind = named(item.type)
            if is_input(kind):
                yield from self._beside(kind.fields, about, (*path, name))
            elif not (is_required(item) or name in _APART or self._known(name, kind.name, about)):
                yield (*path, name), kind

    def _written(
        self,
        fields: Mapping[str, Any],
        about: str | None,
        chosen: Mapping[Path, str],
        path: Path = (),
    ) -> str:
        """What is required, and of the rest what was chosen: literals by where they stand."""
        parts: list[str] = []
        for name, item in fields.items():
            here = (*path, name)
            if not (is_required(item) or any(one[: len(here)] == here for one in chosen)):
                continue
            kind = named(item.type)
            if here in chosen:
                text = chosen[here]
            elif is_input(kind):
                text = f"{{ {self._written(kind.fields, about, chosen, here)} }}"
            elif known := self._known(name, kind.name, about):
                text = quoted(known[0])
            else:
                text = self._cells.literal(kind)
            parts.append(f"{name}: {f'[{text}]' if is_list(item.type) else text}")
        return ", ".join(parts)

    def _known(self, name: str, kind: str, about: str | None) -> list[str]:
        """The codes or ids that an argument may have; none where it names nothing."""
        if kind == "ID":
            kinds = [about] if about in self._values.keys else list(self._values.keys)
            return [f"{one}:{key}" for one in kinds for key in self._values.keys[str(one)]]
        if kind != "String" or not name.endswith(("code", "Code", "Codes")):
            return []
        word = name.removesuffix("s").removesuffix("ode").removesuffix("C").removesuffix("c")
        if not word and about is None:
            return [code for codes in self._values.codes.values() for code in codes]
        found = about if word in ("", "parent") else _KINDS.get(word) or _type_of(word)
        assert found is not None, f"nothing is known of what {name} names"
        return list(self._values.codes[found])


def _type_of(word: str) -> str | None:
    """The type whose name a word is, or begins or ends."""
    word = word[:1].upper() + word[1:]
    names = [node.name for node in MODEL.types]
    fitting = [n for n in names if n == word or n.endswith(word) or n.startswith(word)]
    return min(fitting, key=lambda n: (n != word, not n.endswith(word), len(n)), default=None)
