"""The documented questions as tools: what they ask, and the arguments that their variables are."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    parse,
    value_from_ast_untyped,
    visit,
)
from graphql.utilities import type_from_ast  # pyright: ignore[reportUnknownVariableType]

from service.documented import QUESTIONS

_SECTION = re.compile(r"^## \d+\. (?P<zh>.*?) · (?P<en>.*?)$", re.MULTILINE)
_OPERATION = re.compile(r"^```graphql\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SCALARS = {
    "Int": {"type": "integer"},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
    "Date": {"type": "string", "format": "date"},
}


@dataclass(frozen=True, slots=True)
class Argument:
    """A variable of a question. default: what the document asks with, None where nothing."""

    name: str
    type: str
    schema: dict[str, Any]
    default: Any


@dataclass(frozen=True, slots=True)
class Question:
    """A documented question. about: what it asks, in Chinese and English."""

    name: str
    about: str
    operation: str
    arguments: tuple[Argument, ...]

    @property
    def input_schema(self) -> dict[str, Any]:
        """The arguments as JSON Schema; none is required."""
        named = {argument.name: argument.schema for argument in self.arguments}
        return {"type": "object", "properties": named, "additionalProperties": False}


@cache
def questions(schema: GraphQLSchema, path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions of a document, in its order; none without the document."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        # Somebody has taken the documentation away: the other tools are there still.
        return ()
    sections = list(_SECTION.finditer(text))
    ends = [section.start() for section in sections[1:]] + [len(text)]
    return tuple(
        _question(schema, operation, f"{section['zh']} — {section['en']}")
        for section, end in zip(sections, ends, strict=True)
        for operation in _OPERATION.findall(text[section.end() : end])
    )


def _question(schema: GraphQLSchema, operation: str, about: str) -> Question:
    document = parse(operation)
    (node,) = (d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    info = TypeInfo(schema)
    docs = _Docs(info)
    visit(node, TypeInfoVisitor(info, docs))
    arguments: list[Argument] = []
    for variable in node.variable_definitions or ():
        name = variable.variable.name.value
        kind: Any = type_from_ast(schema, variable.type)
        default = variable.default_value
        value = None if default is None else value_from_ast_untyped(default)
        described = {"description": docs.found.get(name, name), **_json_type(kind)}
        arguments.append(Argument(name, str(kind).rstrip("!"), described, value))
    return Question(node.name.value if node.name else "", about, operation, tuple(arguments))


class _Docs(Visitor):
    """What the schema says, in both languages, of the places where variables stand."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._info = info

    def enter_variable(self, node: VariableNode, *above: Any) -> None:
        """Note the description of the argument or input field whose value it is."""
        parent: Any = above[1]
        info: Any = self._info
        around: Any = info.get_parent_input_type()
        name = parent.name.value if getattr(parent, "kind", "") == "object_field" else ""
        argument = self._info.get_argument()
        if isinstance(around, GraphQLInputObjectType) and name in around.fields:
            doc = around.fields[name].description
        else:
            doc = argument.description if argument is not None else None
        if doc:
            self.found.setdefault(node.name.value, doc)


def _json_type(kind: Any) -> dict[str, Any]:
    inner: Any = getattr(kind, "of_type", None)
    if isinstance(kind, GraphQLNonNull):
        return _json_type(inner)
    if isinstance(kind, GraphQLList):
        return {"type": "array", "items": _json_type(inner)}
    if isinstance(kind, GraphQLEnumType):
        return {"type": "string", "enum": list(kind.values)}
    if isinstance(kind, GraphQLInputObjectType):
        return {"type": "object"}
    return dict(_SCALARS.get(kind.name, {"type": "string"}))
