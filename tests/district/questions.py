"""Reads and writes the operations and answers of `docs/questions.md`."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parents[2] / "docs" / "questions.md"

_PAIR = re.compile(r"```graphql\n(?P<operation>.*?)```\n\n```json\n(?P<answer>.*?)```", re.DOTALL)
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Question:
    """An operation of the document and the answer written under it."""

    number: int
    name: str
    operation: str
    answer: Any


def name_of(operation: str) -> str:
    """The name of an operation."""
    return operation.split()[1].partition("(")[0]


def questions(path: Path = QUESTIONS) -> list[Question]:
    """All operations in the document's order; a question may have several."""
    text = path.read_text("utf-8")
    found: list[Question] = []
    for match in _PAIR.finditer(text):
        number = re.findall(r"^## (\d+)\.", text[: match.start()], re.MULTILINE)[-1]
        name = name_of(match["operation"])
        found.append(Question(int(number), name, match["operation"], json.loads(match["answer"])))
    return found


def rewritten(answers: dict[str, Any], path: Path = QUESTIONS) -> str:
    """The document with the answers of these operations, by name, in place of its own."""

    def put(match: re.Match[str]) -> str:
        answer = written(answers[name_of(match["operation"])])
        return f"```graphql\n{match['operation']}```\n\n```json\n{answer}\n```"

    return _PAIR.sub(put, path.read_text("utf-8"))


def written(value: Any, indent: int = 0) -> str:
    """JSON with whatever fits on a line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, list):
        items = [written(item, indent + 2) for item in value]  # pyright: ignore[reportUnknownVariableType]
        return "[\n" + ",\n".join(inner + item for item in items) + "\n" + " " * indent + "]"
    lines = [
        f"{inner}{json.dumps(key)}: {written(item, indent + 2)}"
        for key, item in value.items()  # pyright: ignore[reportUnknownVariableType]
    ]
    return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"
