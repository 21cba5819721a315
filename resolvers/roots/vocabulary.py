"""`vocabulary`: what types, fields and enum values are called, for pages without own words."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
)

from graph.compiler.select import Selected
from graph.declare import Vocabulary
from graph.messages import LANGUAGE
from graph.surface import Argument, Field, ObjectType
from graph.words import spelled, words_of
from resolvers.asking import Asking
from resolvers.root_field import RootField

_TERM = ObjectType(
    "Term",
    (
        Field("key", "ID!", "键：`Type`、`Type.field` 或 `Enum.VALUE`。 — Which word it is."),
        Field("zh", "String!", "中文名 — What it is called in Chinese."),
        Field("en", "String!", "英文名 — What it is called in English."),
        Field(
            "name",
            "String!",
            "名称：所要语言的名称。 — What it is called in the language asked for.",
        ),
    ),
    "用词：本接口的一个词，`Type`、`Type.field` 或 `Enum.VALUE`。 — A word of this API: `Type`, "
    "`Type.field` or `Enum.VALUE`.",
)


@cache
def _terms(schema: GraphQLSchema) -> tuple[dict[str, str], ...]:
    return tuple(
        {
            "__typename": "Term",
            "key": key,
            "zh": words_of(doc or "").name,
            "en": spelled(key.rpartition(".")[2]),
        }
        for kind in schema.type_map.values()
        if not is_introspection_type(kind) and not is_specified_scalar_type(kind)
        for key, doc in _described(kind)
    )


def _described(kind: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    yield kind.name, kind.description
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        yield from ((f"{kind.name}.{name}", f.description) for name, f in kind.fields.items())
    elif isinstance(kind, GraphQLEnumType):
        yield from ((f"{kind.name}.{name}", v.description) for name, v in kind.values.items())


class Language(Vocabulary):
    """语言：名称所用的语言。 — A language that things are called in."""

    ZH = "中文 — Chinese."
    EN = "英文 — English."


async def _answer(asking: Asking, selected: Selected) -> Any:
    given = asking.argument(selected, "language")
    language = LANGUAGE.get() if given is None else given.name.lower()
    return [
        {f.key: term[language if f.name == "name" else f.name] for f in selected.fields()}
        for term in _terms(asking.schema)
    ]


ROOT = RootField(
    order=100,
    field=Field(
        "vocabulary",
        "[Term!]!",
        "用词表：类型、字段和枚举值的中英文名。 — Names of types, fields and enum values.",
        (
            Argument(
                "language",
                "Language",
                "语言：name 所用；不写则按 Accept-Language。 — That `name` is in; when left "
                "out, the one that `Accept-Language` prefers.",
            ),
        ),
    ),
    types=(_TERM, Language),
    live=_answer,
)
