"""The documentation's operations give the answers that stand under them."""

import re

import pytest

from graph.bolt import Graph
from schema.api import create_engine
from tests.docs.examples import DOCUMENTS, ROOT, Example, answer, examples
from tests.docs.made import MADE, remade

ALL = [example for document in DOCUMENTS for example in examples(document)]


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
async def test_an_example_gives_the_answer_under_it(district: Graph, example: Example) -> None:
    found = await answer(create_engine(district), example)
    assert found == example.answer, "run python -m tests.docs.write"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_operation_has_its_answer(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    operations = re.findall(r"^```graphql", text, re.MULTILINE)
    assert len(examples(document)) == len(operations)


def test_the_operations_have_names_of_their_own() -> None:
    assert len({example.name for example in ALL}) == len(ALL)


def test_the_readme_asks_in_every_role_as_of_a_day() -> None:
    found = examples("README.md")
    assert {example.role.value for example in found} == {"analyst", "frontend", "admin"}
    assert all("@asOf(" in example.operation for example in found)


@pytest.mark.parametrize("document", MADE)
def test_the_made_parts_are_up_to_date(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert remade(document) == text, "run python -m tests.docs.write"
    assert "<!-- made: " in text
