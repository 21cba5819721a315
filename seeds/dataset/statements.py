"""The Cypher that writes rows. Every statement takes `$rows`, lists of values by position.

All of them return one number: how many rows found what they refer to. Matching comes before
creating throughout, by indexed keys, so that a plan reads an index and writes at once.
"""

from collections.abc import Sequence

from seeds.dataset.layout import Field, Layout


def create_nodes(layout: Layout, filled: tuple[bool, ...]) -> str:
    """Create nodes with their references; `filled` tells which reference fields have a code."""
    matches: list[str] = []
    arrows: list[str] = []
    values = [f"{layout.key}: r[0]"]
    filled_references = iter(filled)
    for place, field in enumerate(layout.fields, layout.offset):
        if field.target is None:
            values.append(f"{field.name}: {_value(field, place)}")
        elif next(filled_references):
            matches.append(f"MATCH (a{place}:{field.target} {{{field.target_key}: r[{place}]}})")
            arrows.append(f"(n)-[:{field.name}]->(a{place})")
    node = f"(n:{layout.labels} {{{', '.join(values)}}})"
    created = ", ".join([node, *arrows])
    return " ".join(["UNWIND $rows AS r", *matches, f"CREATE {created}", "RETURN count(n)"])


def create_relationships(layout: Layout) -> str:
    """Create relationships between the nodes of two codes."""
    (start, start_key), (end, end_key) = layout.ends
    values = [f"{layout.key}: r[0]"]
    values += [f"{f.name}: {_value(f, i)}" for i, f in enumerate(layout.fields, layout.offset)]
    return (
        f"UNWIND $rows AS r MATCH (a:{start} {{{start_key}: r[1]}}) "
        f"MATCH (b:{end} {{{end_key}: r[2]}}) "
        f"CREATE (a)-[n:{layout.labels} {{{', '.join(values)}}}]->(b) RETURN count(n)"
    )


def update_properties(layout: Layout) -> str:
    """Set the given properties of nodes or relationships that are there already."""
    own = layout.labels.rpartition(":")[2]
    found = (
        f"(n:{own} {{{layout.key}: r[0]}})"
        if not layout.ends
        else f"()-[n:{own} {{{layout.key}: r[0]}}]->()"
    )
    sets = [
        f"n.{field.name} = {_value(field, place)}"
        for place, field in enumerate(layout.fields, layout.offset)
        if field.given and field.target is None
    ]
    # A node without properties to set is still locked, as its references follow.
    return f"UNWIND $rows AS r MATCH {found} SET {', '.join(sets or _same(layout))} RETURN count(n)"


def remove_reference(layout: Layout, field: Field) -> str:
    """Remove a single-valued reference, whatever it leads to."""
    return (
        f"UNWIND $rows AS r MATCH {_node(layout)} "
        f"OPTIONAL MATCH (n)-[x:{field.name}]->() DELETE x RETURN count(DISTINCT n)"
    )


def set_reference(layout: Layout, field: Field) -> str:
    """Create a single-valued reference; a row is the key and the code it leads to."""
    return (
        f"UNWIND $rows AS r MATCH {_node(layout)} "
        f"MATCH (a:{field.target} {{{field.target_key}: r[1]}}) "
        f"CREATE (n)-[:{field.name}]->(a) RETURN count(n)"
    )


def set_path(label: str) -> str:
    """Set the path of places by code; a row is the code and the path."""
    return f"UNWIND $rows AS r MATCH (n:{label} {{code: r[0]}}) SET n.path = r[1] RETURN count(n)"


def _value(field: Field, place: int) -> str:
    return f"date(r[{place}])" if field.date else f"r[{place}]"


def _node(layout: Layout) -> str:
    own = layout.labels.rpartition(":")[2]
    return f"(n:{own} {{{layout.key}: r[0]}})"


def _same(layout: Layout) -> Sequence[str]:
    return (f"n.{layout.key} = r[0]",)
