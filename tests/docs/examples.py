"""The operations written in the documentation with the answers under them.

A block ```graphql that a block ```json follows is an example. The word after `graphql` is the
role that asks (`admin` when there is none); `@asOf` in the operation keeps the answer from
depending on the day.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "docs/architecture.md", "docs/filters.md")

_PAIR = re.compile(
    r"(?P<head>```graphql(?: (?P<role>\w+))?\n(?P<operation>(?:(?!```).)*?)```\n\n"
    r"(?:[^`\n]+\n\n)?```json\n)(?P<answer>.*?)```",
    re.DOTALL,
)
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Example:
    """An operation of a document, who asks it, and the answer written under it (`data`)."""

    document: str
    operation: str
    role: Role
    answer: Any

    @property
    def name(self) -> str:
        """The document and the operation's name."""
        return f"{self.document}:{_name(self.operation)}"


def examples(document: str) -> list[Example]:
    """The examples of a document, in its order. Raises ValueError for an answer that is no JSON."""
    text = (ROOT / document).read_text("utf-8")
    return [
        Example(document, m["operation"], _role(m), json.loads(m["answer"]))
        for m in _PAIR.finditer(text)
    ]


async def answer(engine: Engine, example: Example) -> Any:
    """The whole answer's `data`. Raises ValueError when it has errors."""
    caller = Caller("documentation", example.role)
    body = (await engine.execute(GraphQLRequest(example.operation), caller)).body
    found = json.loads(body)
    if "errors" in found:
        raise ValueError(f"{example.name}: {found['errors']}")
    return found["data"]


def rewritten(document: str, answers: dict[str, Any]) -> str:
    """The document's text with these answers, by the operations' names."""

    def put(match: re.Match[str]) -> str:
        return f"{match['head']}{written(answers[_name(match['operation'])])}\n```"

    return _PAIR.sub(put, (ROOT / document).read_text("utf-8"))


def written(value: Any, indent: int = 0) -> str:
    """JSON with whatever fits on a line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner, outer = " " * (indent + 2), " " * indent
    items: list[str]
    if isinstance(value, list):
        items = [written(item, indent + 2) for item in value]  # pyright: ignore[reportUnknownVariableType]
    else:
        items = [
            f"{json.dumps(key)}: {written(item, indent + 2)}"
            for key, item in value.items()  # pyright: ignore[reportUnknownVariableType]
        ]
    opened, closed = ("[", "]") if isinstance(value, list) else ("{", "}")
    return f"{opened}\n" + ",\n".join(inner + item for item in items) + f"\n{outer}{closed}"


def _name(operation: str) -> str:
    found = re.search(r"^query (\w+)", operation, re.MULTILINE)
    if found is None:
        raise ValueError(f"an example needs a named query: {operation}")
    return found[1]


def _role(match: re.Match[str]) -> Role:
    return Role(match["role"]) if match["role"] else Role.ADMIN
