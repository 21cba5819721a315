"""What is wrong with a document, said to those who may not ask for the schema.

graphql-core names what would have fitted: arguments, input types, enums, or what was perhaps
meant. Out of many such errors a schema can be put together that nobody was shown.
"""

import re
from collections.abc import Iterator, Sequence

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    specified_scalar_types,
)

# A sentence within a sentence is quoted too, but names have no spaces.
_QUOTED = re.compile(r"'[^'\s]+'")
_WORD = re.compile(r"\w+")
_MEANT = re.compile(r" Did you mean .*$", re.DOTALL)


class Closed:
    """The names of a schema that no answer tells: `__typename` tells those of objects."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._names = frozenset(_names(schema))

    def said(self, errors: Sequence[GraphQLError], text: str) -> tuple[GraphQLError, ...]:
        """Errors about a document without names that it does not hold itself."""
        hidden = self._names - set(_WORD.findall(text))

        def word(found: re.Match[str]) -> str:
            return "…" if found[0] in hidden else found[0]

        for error in errors:
            told = _MEANT.sub("", error.message)
            told = _QUOTED.sub(lambda quoted: _WORD.sub(word, quoted[0]), told)
            # Most name nothing: they stay as they are, which may be more than their text.
            if told != error.message:
                error.message = told
        return tuple(errors)


def _names(schema: GraphQLSchema) -> Iterator[str]:
    for name, kind in schema.type_map.items():
        match kind:
            case GraphQLEnumType():
                yield from (name, *kind.values)
            case GraphQLInputObjectType():
                yield from (name, *kind.fields)
            case GraphQLObjectType() | GraphQLInterfaceType():
                for field, found in kind.fields.items():
                    yield from (field, *found.args)
            case GraphQLScalarType() if name not in specified_scalar_types:
                yield name
            case _:
                pass
    for directive in schema.directives:
        yield from (directive.name, *directive.args)
