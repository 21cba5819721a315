"""The operations of the documented questions: what a service plans that nobody has asked yet."""

import re
from itertools import product
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
    """The shapes of the document's statements for every role, in its order.

    None without the document. Most are the same for all roles.
    """
    found: list[tuple[str, dict[str, object]]] = []
    for operation, role in product(operations_of(path), Role):
        try:
            caller = Caller("documentation", role)
            statements = engine.statements(GraphQLRequest(operation), caller)
        except (NotRunError, GraphQLError):
            # Some are not for every role.
            continue
        found += [(s.text, s.parameters) for s in statements]
    return shapes_of(found)
