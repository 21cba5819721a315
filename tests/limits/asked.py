"""Every operation that the documentation and the page ask, with values for its variables."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphql import OperationDefinitionNode, parse, print_ast

from service.stored import PAGE, operations_in

ROOT = Path(__file__).parents[2]
# Documents whose operations are about a type that is not there.
_OTHER = {"how-to-add-a-node-type.md"}
_BLOCK = re.compile(r"^```graphql[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
# By the type of the variable, where its name says no more.
_BY_TYPE: Mapping[str, Any] = {
    "Date": "2026-11-01",
    "String": "140902001",
    "ID": "Place:140902001",
    "PlaceKind": "BUILDING",
    "OrganizationKind": "GROUP",
    "Boolean": True,
    "Int": 50,
    "Severity": "ERROR",
}


def documented() -> list[tuple[str, str]]:
    """The operations of the documentation by document and number."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        (f"{page.name}:{number}", text)
        for page in pages
        if page.name not in _OTHER
        for number, text in enumerate(_BLOCK.findall(page.read_text("utf-8")))
    ]


def of_the_page() -> list[tuple[str, str]]:
    """The page's operations by name."""
    return operations_in(PAGE)


def variables(text: str) -> dict[str, Any]:
    """Values for the variables of an operation that have no default."""
    found: dict[str, Any] = {}
    for node in parse(text).definitions:
        if isinstance(node, OperationDefinitionNode):
            for variable in node.variable_definitions or ():
                kind = print_ast(variable.type)
                value = _BY_TYPE.get(kind.strip("[]!"))
                if value is not None and variable.default_value is None:
                    found[variable.variable.name.value] = [value] if "[" in kind else value
    return found
