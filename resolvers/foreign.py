"""The sentences of graphql-core in the language of whoever is told them."""

from graph.messages import LANGUAGE, saying
from graph.recognised import Recognised

TEMPLATES = (
    saying("Cannot query field '{field}' on type '{type}'."),
    saying("Unknown argument '{argument}' on field '{field}'."),
    saying("Unknown argument '{argument}' on directive '{directive}'."),
    saying("Unknown argument '{argument}' on fragment '{fragment}'."),
    saying("Unknown directive '{directive}'."),
    saying("Directive '{directive}' may not be used on {place}."),
    saying("Unknown fragment '{fragment}'."),
    saying("Unknown type '{type}'."),
    saying("Fragment cannot condition on non composite type '{type}'."),
    saying("Fragment '{fragment}' cannot condition on non composite type '{type}'."),
    saying("This anonymous operation must be the only defined operation."),
    saying("Maximum introspection depth exceeded"),
    saying("Cannot spread fragment '{fragment}' within itself via {others}."),
    saying("Cannot spread fragment '{fragment}' within itself."),
    saying("Variable '{variable}' is not defined by operation '{operation}'."),
    saying("Variable '{variable}' is not defined."),
    saying("Fragment '{fragment}' is never used."),
    saying("Variable '{variable}' is never used in operation '{operation}'."),
    saying("Variable '{variable}' is never used in fragment '{fragment}'."),
    saying("Variable '{variable}' is never used."),
    saying(
        "Fields '{field}' conflict because {reason}. Use different aliases on the fields to fetch "
        "both if this was intentional."
    ),
    saying("'{one}' and '{other}' are different fields"),
    saying("they have differing arguments"),
    saying("they have overlapping stream directives"),
    saying("they return conflicting types '{one}' and '{other}'"),
    saying("subfields '{field}' conflict because {reason}"),
    saying(
        "Spreads '{fragment}' conflict because {one} and {other} have different fragment arguments."
    ),
    saying(
        "Fragment cannot be spread here as objects of type '{parent}' can never be of type "
        "'{type}'."
    ),
    saying(
        "Fragment '{fragment}' cannot be spread here as objects of type '{parent}' can never be of "
        "type '{type}'."
    ),
    saying("Argument '{argument}' of type '{type}' is required, but it was not provided."),
    saying(
        "Fragment '{fragment}' argument '{argument}' of type '{type}' is required, but it was not "
        "provided."
    ),
    saying("Field '{field}' must not have a selection since type '{type}' has no subfields."),
    saying("Field '{field}' of type '{type}' must have a selection of subfields."),
    saying("Field '{field}' of type '{type}' must have at least one field selected."),
    saying("The {operation} operation is not supported by the schema."),
    saying("The {definition} definition is not executable."),
    saying(
        "{subscription} must not use `@skip` or `@include` directives in the top level selection."
    ),
    saying("{subscription} must select one top level field."),
    saying("{subscription} must select only one top level field."),
    saying("{subscription} must not select an introspection top level field."),
    saying("There can be only one argument named '{argument}'."),
    saying("There can be only one fragment named '{fragment}'."),
    saying("There can be only one input field named '{field}'."),
    saying("There can be only one operation named '{operation}'."),
    saying("There can be only one variable named '{variable}'."),
    saying("The directive '{directive}' can only be used once at this location."),
    saying("Variable '{variable}' cannot be non-input type '{type}'."),
    saying("Variable '{variable}' of type '{type}' used in position expecting type '{wanted}'."),
    saying(
        "Variable '{variable}' is of type '{type}' but must be non-nullable to be used for OneOf "
        "Input Object '{parent}'."
    ),
    saying("Too many validation errors, error limit reached. Validation aborted."),
    saying("Too many errors processing variables, error limit reached. Execution aborted."),
    saying(
        "GraphQL introspection has been disabled, but the requested query contained the field "
        "'{field}'."
    ),
    saying("Variable '{variable}' has invalid value at {path}: {error}"),
    saying("Variable '{variable}' has invalid value: {error}"),
    saying("Variable '{variable}' has invalid default value at {path}: {error}"),
    saying("Variable '{variable}' has invalid default value: {error}"),
    saying("Argument '{argument}' has invalid value at {path}: {error}"),
    saying("Argument '{argument}' has invalid value: {error}"),
    saying("Argument '{argument}' of required type '{type}' was not provided."),
    saying("Variable values are nested too deeply."),
    saying("Expected a value of non-null type '{type}' to be provided."),
    saying("Expected value of non-null type '{type}' not to be None."),
    saying("Expected value of type '{type}' to be an object, found: {value}."),
    saying("Expected value of type '{type}' to include required field '{field}', found: {value}."),
    saying(
        "Expected value of type '{type}' not to include unknown field '{field}'. Found: {value}."
    ),
    saying(
        "Expected value of type '{type}' not to include unknown field '{field}', found: {value}."
    ),
    saying("Expected value of type '{type}', but encountered error '{error}'; found: {value}."),
    saying("Expected value of type '{type}', found: {value}."),
    saying("Expected variable '{variable}' provided to type '{type}' to provide a runtime value."),
    saying("Expected variable '{variable}' provided to non-null type '{type}' not to be None."),
    saying(
        "Expected variable '{variable}' provided to field '{field}' for OneOf Input Object type "
        "'{type}' to provide a runtime value."
    ),
    saying(
        "Expected variable '{variable}' provided to field '{field}' for OneOf Input Object type "
        "'{type}' not to be None."
    ),
    saying(
        "Within OneOf Input Object type '{type}', exactly one field must be specified, and the "
        "value for that field must be non-null."
    ),
    saying("Enum '{enum}' cannot represent non-string value: {value}."),
    saying("Enum '{enum}' cannot represent non-enum value: {value}."),
    saying("Value '{value}' does not exist in '{enum}' enum."),
    saying("Int cannot represent non 32-bit signed integer value: {value}"),
    saying("Int cannot represent non-integer value: {value}"),
    saying("Float cannot represent non numeric value: {value}"),
    saying("String cannot represent a non string value: {value}"),
    saying("Boolean cannot represent a non boolean value: {value}"),
    saying("ID cannot represent a non-string and non-integer value: {value}"),
    saying("ID cannot represent value: {value}"),
    saying("Cannot return null for non-nullable field {field}."),
    saying("Syntax Error: {error}"),
    saying("Expected {token}, found {found_token}."),
    saying("Unexpected character: {found}."),
    saying("Invalid character: {found}."),
    saying("Unexpected single quote character ('), did you mean to use a double quote (\")?"),
    saying("Unexpected '..', did you mean '...'?"),
    saying("Unterminated string."),
    saying("Invalid character within String: {found}."),
    saying("Invalid Unicode escape sequence: '{found}'."),
    saying("Invalid character escape sequence: '{found}'."),
    saying("Invalid number, expected digit before '.', did you mean '{number}'?"),
    saying("Invalid number, expected digit but got: {found}."),
    saying("Invalid number, unexpected digit after 0: {found}."),
    saying("{token} is reserved and cannot be used for an enum value."),
    saying("Unexpected variable '{variable}' in constant value."),
    saying("Unexpected description, descriptions are not supported on shorthand queries."),
    saying("Unexpected description, only GraphQL definitions support descriptions."),
    saying("Unexpected {found_token}."),
    saying("Document contains more than {most} comments. Parsing aborted."),
    saying("Document contains more than {most} tokens. Parsing aborted."),
    saying("Document is nested too deeply. Parsing aborted."),
    # What may be inside of the others.
    saying("Name {name}"),
    saying("Name"),
    saying("String {text}"),
    saying("Int {number}"),
    saying("Float {number}"),
    saying("<EOF>"),
    saying("{text!r} is no day of the calendar."),
    saying('{value!r} is not a date: write a text such as "2026-03-01".'),
    saying("{shown!r} is not a date: write YYYY-MM-DD, such as 2026-03-01."),
)
"""What graphql-core says of documents and variables, most particular first."""

_CORE = Recognised(TEMPLATES)


def said(text: str) -> str:
    """A sentence of the service's own or of graphql-core in the language of whoever is told."""
    return _CORE.said(text, LANGUAGE.get())
