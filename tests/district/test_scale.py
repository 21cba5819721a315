"""What `bench.scale` asks of many districts is about the first one, and well-formed."""

import pytest
from graphql import parse, validate

from bench.scale import different, narrowed
from schema.api import graphql_schema
from tests.district.questions import Question, questions


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_every_question_can_be_narrowed(question: Question) -> None:
    operation = narrowed(question.operation)
    assert not validate(graphql_schema(), parse(operation))
    assert '"140902' in operation


def test_the_conditions_given_are_kept() -> None:
    found = narrowed(
        "query Q { compounds(first: 2, where: { hasCleaning: { eq: true } }) { totalCount } }"
    )
    assert "first: 2" in found
    expected = 'where: { and: [{ hasCleaning: { eq: true } }, { within: "140902" }] }'
    assert " ".join(expected.split()) in " ".join(found.split()).replace("{and", "{ and")


def test_other_answers_and_failures_are_told() -> None:
    alone = {"A": {"data": 1}, "B": {"data": 2}, "C": {"errors": "failed"}}
    among_others = {**alone, "B": {"data": 3}}
    assert list(different(alone, among_others)) == ["B", "C"]
