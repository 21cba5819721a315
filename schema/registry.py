"""A small layer over Strawberry for types that are made from declarations.

Types are written in GraphQL's own notation (`[Building!]!`) and looked up by name when the
schema is built, so they may refer to each other in any order.
"""

import itertools
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Optional

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.types.info import Info

from graph.declare import Vocabulary
from graph.surface import Field

_COUNTER = itertools.count(1)
_BUILT_IN: Mapping[str, Any] = {
    "Optional": Optional,
    "String": str,
    "Int": int,
    "Float": float,
    "Boolean": bool,
    "ID": strawberry.ID,
    "Date": date,
    "DateTime": datetime,
}


def _compiled(root: Any, info: "Info[Any, Any]") -> Any:
    """Stands where Strawberry wants a resolver for a field with arguments; never called."""
    raise AssertionError(f"{info.field_name} of {root!r} is compiled, not resolved")


class Registry:
    """Named Strawberry types under construction.

    The types live in a module of their own, made here: that is where Strawberry looks up
    the names in annotations, as it would for types written down in a file.
    """

    def __init__(self) -> None:
        self._module = types.ModuleType(f"{__name__}.made{next(_COUNTER)}")
        sys.modules[self._module.__name__] = self._module
        self.types: dict[str, Any] = self._module.__dict__
        self.types.update(_BUILT_IN)
        self._annotations: dict[str, StrawberryAnnotation] = {}

    def annotation(self, text: str) -> StrawberryAnnotation:
        """A Strawberry annotation for a type in GraphQL notation, resolved when first asked."""
        found = self._annotations.get(text)
        if found is None:
            found = StrawberryAnnotation(_python_type(text), namespace=self.types)
            self._annotations[text] = found
        return found

    def enum(self, members: type[Vocabulary]) -> None:
        """Register a declared enum under its own name; done once for each."""
        if members.__name__ not in self.types:
            docs = {member.name: member.doc for member in members}
            self._enum(members, docs, members.__doc__)

    def enum_of(self, name: str, values: Mapping[str, str], doc: str) -> None:
        """Register an enum of plain names, each with its description."""
        self._enum(Enum(name, {value: value for value in values}), values, doc)

    def _enum(self, members: Any, docs: Mapping[str, str], doc: str | None) -> None:
        made = strawberry.enum(members, description=doc)
        for value in made.__strawberry_definition__.values:
            value.description = docs[value.name]
        self.types[members.__name__] = made

    def object(
        self,
        name: str,
        fields: Sequence[Field],
        doc: str | None = None,
        interfaces: Sequence[str] = (),
        interface: bool = False,
    ) -> None:
        """Register an object type or interface."""
        bases = tuple(self.types[i] for i in interfaces)
        made = self._class(name, fields, bases)
        if bases and not interface:
            made.is_type_of = classmethod(_named(name))  # pyright: ignore[reportAttributeAccessIssue]
        decorate = strawberry.interface if interface else strawberry.type
        self.types[name] = decorate(made, name=name, description=doc)
        self._retype(self.types[name], fields)

    def input(
        self, name: str, fields: Sequence[Field], doc: str | None = None, one_of: bool = False
    ) -> None:
        """Register an input type; nullable fields may be left out."""
        made = self._class(name, fields, (), is_input=True)
        self.types[name] = strawberry.input(made, name=name, description=doc, one_of=one_of)
        self._retype(self.types[name], fields)

    def _retype(self, made: Any, fields: Sequence[Field]) -> None:
        # Making the class resolves annotations at once, when other types are not there yet:
        # it is made with a stand-in, and the real annotations are put in afterwards.
        types_by_name = {_python_name(f.name): f.type for f in fields}
        for item in made.__strawberry_definition__.fields:
            if item.python_name in types_by_name:
                item.type_annotation = self.annotation(types_by_name[item.python_name])

    def _class(
        self, name: str, fields: Sequence[Field], bases: tuple[type, ...], is_input: bool = False
    ) -> type:
        namespace: dict[str, Any] = {"__annotations__": {}, "__module__": self._module.__name__}
        for item in fields:
            python_name = _python_name(item.name)
            namespace[python_name] = self._field(item, python_name, is_input)
            namespace["__annotations__"][python_name] = int
        return types.new_class(name, bases, {}, lambda ns: ns.update(namespace))

    def _field(self, item: Field, python_name: str, is_input: bool) -> StrawberryField:
        made = StrawberryField(
            python_name=python_name,
            graphql_name=item.name,
            type_annotation=StrawberryAnnotation(int),
            description=item.doc,
            deprecation_reason=None if item.deprecated is None else item.deprecated.reason,
        )
        if is_input:
            if not item.type.endswith("!"):
                made.default = strawberry.UNSET
                made.default_value = strawberry.UNSET
            return made
        if item.arguments:
            made.base_resolver = StrawberryResolver(_compiled)
        made.arguments = [
            StrawberryArgument(
                python_name=f"{a.name}_",
                graphql_name=a.name,
                type_annotation=self.annotation(a.type),
                description=a.doc,
                default=strawberry.UNSET,
            )
            for a in item.arguments
        ]
        return made


def _named(name: str) -> Callable[[Any, Any, Any], bool]:
    def is_type_of(cls: Any, value: Any, info: Any) -> bool:
        return value.type.name == name

    return is_type_of


def _python_name(name: str) -> str:
    return f"{name}_" if name in {"in", "and", "or", "not", "from", "is"} else name


def _python_type(text: str) -> str:
    if text.endswith("!"):
        return _bare(text[:-1])
    return f"Optional[{_bare(text)}]"


def _bare(text: str) -> str:
    if text.startswith("["):
        return f"list[{_python_type(text[1:-1])}]"
    return text
