"""The parts of the documentation that are made from the code.

A part stands between `<!-- made: NAME -->` and `<!-- end -->` and is written by
`python -m tests.docs.write`.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from graph.caller import Caller, Role
from graph.declare import OUT, NodeType, Relation, Scalar
from graph.model import MODEL
from graph.operators import EVERY, IS_NULL, OPERATORS, SEVERAL, Kind
from resolvers.explain import explain_document
from schema.api import create_compiler
from tests.docs.examples import ROOT

MADE = ("docs/architecture.md", "docs/filters.md")

_KINDS: Mapping[Kind, str] = {
    Scalar.STRING: "text",
    Scalar.INT: "whole numbers",
    Scalar.FLOAT: "numbers",
    Scalar.DATE: "dates",
}

_PART = re.compile(r"(<!-- made: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def remade(document: str, text: str | None = None) -> str:
    """The document's text with its made parts as they should be. KeyError: an unknown part."""
    given = (ROOT / document).read_text("utf-8") if text is None else text
    return _PART.sub(lambda m: f"{m[1]}\n{PARTS[m[2]](given)}\n{m[3]}", given)


def _nodes(_: str) -> str:
    """Labels, with what is stored under them and how long it holds."""
    lines = ["| label | stored | holds | its place |", "|---|---|---|---|"]
    for node in MODEL.types:
        if node.abstract or node.edge or node.exists:
            continue
        stored = ", ".join(f"`{p.name}`" for p in node.properties if p.derived is None)
        holds = "–" if node.valid is None else f"`{node.valid.since}` … `{node.valid.until}`"
        lines.append(f"| `{node.label}` | {stored} | {holds} | {_scope(node)} |")
    return "\n".join(lines) + "\n"


def _operators(_: str) -> str:
    """The operators of filters."""
    lines = ["| operator | on | asks | null operand |", "|---|---|---|---|"]
    for o in OPERATORS:
        kinds = "all" if o.kinds == EVERY else "all but booleans" if o.kinds == SEVERAL else None
        kinds = kinds or ", ".join(_KINDS[k] for k in o.kinds)
        null = {True: "`isNull: true`", False: "`isNull: false`", None: "an error"}[o.null]
        lines.append(f"| `{o.name}` | {kinds} | {_english(o.doc)} | {null} |")
    lines.append(f"| `isNull` | all | {_english(IS_NULL)} | says nothing |")
    return "\n".join(lines) + "\n"


def _english(text: str) -> str:
    return text.partition(" — ")[2]


def _scope(node: NodeType) -> str:
    if node.scope is None:
        return "–"
    if not node.scope:
        return "is one"
    steps = [f"-[:{h.relationship}]→" if h.direction == OUT else f"←[:{h.relationship}]-"
             for h in node.scope]  # fmt: skip
    return f"`{''.join(steps)}`"


def _relationships(_: str) -> str:
    """Relationship types with their ends and dates."""
    lines = ["| relationship | meaning | dated | holds only while |", "|---|---|---|---|"]
    for kind in MODEL.relationships:
        ends = f"`({kind.start})-[:{kind.name}]→({kind.end})`"
        governed = {"start": kind.start, "end": kind.end, None: ""}[kind.governed]
        governed = f"the `{governed}` is in office" if governed else "–"
        lines.append(f"| {ends} | {kind.doc} | {'yes' if kind.dated else '–'} | {governed} |")
    return "\n".join(lines) + "\n"


def _views(_: str) -> str:
    """Types of the API that are no labels of the graph."""
    lines = ["| type | is |", "|---|---|"]
    for node in MODEL.types:
        if node.abstract:
            members = ", ".join(f"`{m.name}`" for m in MODEL.members(node.name))
            lines.append(f"| `{node.name}` | an interface over {members} |")
        elif node.edge:
            lines.append(f"| `{node.name}` | the relationship `{node.label}` seen as a node |")
        elif node.exists:
            lines.append(f"| `{node.name}` | a view of `{node.label}` where it has one |")
    return "\n".join(lines) + "\n"


def _derived(_: str) -> str:
    """Fields computed in Cypher, and to-one relations that pick the first of several."""
    lines = ["| field | how |", "|---|---|"]
    for node in MODEL.types:
        for item in node.properties:
            if item.derived is not None and item.name not in _inherited(node):
                lines.append(f"| `{node.name}.{item.name}` | a Cypher expression |")
        for relation in node.relations:
            if _picks(relation) and relation.name not in _inherited(node):
                lines.append(f"| `{node.name}.{relation.name}` | the first of those there are |")
    return "\n".join(lines) + "\n"


def _picks(relation: Relation) -> bool:
    return not relation.many and not relation.unique and bool(relation.hops)


def _inherited(node: NodeType) -> set[str]:
    above = [MODEL.type(name) for name in node.interfaces]
    return {x.name for a in above for x in (*a.properties, *a.relations)}


def _explained(text: str) -> Iterator[tuple[str, str]]:
    operation = re.findall(r"```graphql(?: \w+)?\n(.*?)```", text, re.DOTALL)[0]
    (found,) = explain_document(
        create_compiler(),
        operation,
        {},
        None,
        Caller("documentation", Role.ADMIN),
    )
    yield "selection", found.selection
    yield "plan", found.plan
    yield "cypher", (found.cypher or "").rstrip() + "\n"
    yield "parameters", "".join(f"{n} = {v!r}\n" for n, v in found.parameters.items())


def _stage(name: str, language: str = "text") -> Callable[[str], str]:
    return lambda text: f"```{language}\n{dict(_explained(text))[name]}```\n"


PARTS: Mapping[str, Callable[[str], str]] = {
    "nodes": _nodes,
    "relationships": _relationships,
    "views": _views,
    "derived": _derived,
    "operators": _operators,
    "selection": _stage("selection"),
    "plan": _stage("plan"),
    "cypher": _stage("cypher", "cypher"),
    "parameters": _stage("parameters"),
}
