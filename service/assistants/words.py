"""What the schema says of a name: for the tool that looks names up."""

from difflib import get_close_matches

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, print_type

from graph.messages import any_of, msg, sentences


def looked_up(schema: GraphQLSchema, name: str) -> str | None:
    """A type of the schema with its descriptions, or the field `Type.field`; None for neither."""
    owner, _, member = name.strip().partition(".")
    found = schema.type_map.get(owner)
    if found is None or owner.startswith("__"):
        return None
    if not member:
        return print_type(found)
    if not isinstance(found, GraphQLObjectType | GraphQLInterfaceType):
        return None
    field = found.fields.get(member)
    if field is None:
        return None
    arguments = "".join(
        f"\n  {name}: {argument.type}  # {argument.description}"
        for name, argument in field.args.items()
    )
    return f"# {field.description}\n{owner}.{member}: {field.type}{arguments}"


def unknown(schema: GraphQLSchema, name: str) -> str:
    """That there is nothing of a name, and what was probably meant."""
    names = [n for n in schema.type_map if not n.startswith("__")]
    names += [f"Query.{field}" for field in (schema.query_type.fields if schema.query_type else ())]
    near = get_close_matches(name, names, n=5, cutoff=0.5)
    said = msg("The schema has nothing named {name!r}.", name=name)
    return sentences(said, msg("Did you mean {name}?", name=any_of(near)) if near else "")
