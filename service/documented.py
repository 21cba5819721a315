"""The operations of the documented questions: what a service plans that nobody has asked yet."""

import re
from pathlib import Path

from graphql import GraphQLError

from graph.caller import Caller, Role
from resolvers.answer import NotRunError
from resolvers.engine import Engine, GraphQLRequest
from service.shapes import Shape
from service.usage import shapes_of

QUESTIONS = Path(__file__).parents[1] / "docs" / "questions.md"
_OPERATION = re.compile(r"^```graphql[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def operations_of(path: Path = QUESTIONS) -> list[str]:
    """The document's operations as they stand there, in its order; none without the document."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        # Somebody has taken the documentation away: nothing else depends on it.
        return []
    return _OPERATION.findall(text)


def documented(engine: Engine, path: Path = QUESTIONS) -> list[Shape]:
    """The shapes of the document's statements, in its order; none without the document."""
    caller = Caller("documentation", Role.ADMIN)
    found: list[tuple[str, dict[str, object]]] = []
    for operation in operations_of(path):
        try:
            statements = engine.statements(GraphQLRequest(operation), caller)
        except (NotRunError, GraphQLError):
            continue
        found += [(s.text, s.parameters) for s in statements]
    return shapes_of(found)
