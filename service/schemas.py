"""What changes between two schemas: for clients of the older one, and deprecations since."""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    find_dangerous_changes,
)

from graph.messages import Either, msg, sentences
from graph.words import words_of
from resolvers.foreign import said


class SchemaError(ValueError):
    """A text is no schema; the text says why."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is told of two schemas. broken: how many changes break clients of the older one."""

    sentences: tuple[str, ...]
    broken: int


def changes_between(old: str, new: str) -> Changes:
    """The changes from one schema to another, both as SDL. Raises SchemaError for an old none."""
    try:
        before = build_schema(old)
    except GraphQLError as error:
        raise SchemaError(said(error.message)) from error
    except TypeError as error:
        raise SchemaError(str(error)) from error
    after = build_schema(new)
    was, now = dict(_deprecated(before)), dict(_deprecated(after))
    told: list[str] = [
        msg("Deprecated: {name}. {reason}", name=name, reason=_said(reason))
        for name, reason in now.items()
        if was.get(name) != reason
    ]
    told += [
        msg("Look at: {description}", description=change.description)
        for change in find_dangerous_changes(before, after)
    ]
    broken = find_breaking_changes(before, after)
    for change in broken:
        sentence = msg("Breaks: {description}", description=change.description)
        # A change of a field is described by its name and nothing but its name.
        gone = next((r for n, r in was.items() if f"{n} " in f"{change.description} "), None)
        known = "" if gone is None else msg("It was deprecated: {reason}", reason=_said(gone))
        told.append(sentences(sentence, known))
    return Changes(tuple(told), len(broken))


def _deprecated(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    """The fields that are deprecated, `Type.field`, with the reason."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in kind.fields.items():
                if field.deprecation_reason is not None:
                    yield f"{kind.name}.{name}", field.deprecation_reason


def _said(reason: str) -> str:
    """A reason in the language of whoever is told, where it is in both."""
    try:
        words = words_of(reason)
    except ValueError:
        return reason
    return Either(words.zh, words.en)
