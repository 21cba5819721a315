"""Every golden case compiles to the same plan, Cypher and parameters, and answers as it did."""

import re

import pytest

from graph.declare import NodeType
from graph.model import MODEL
from resolvers.engine import Engine
from tests.compiler.cases import ROOT, answering, answers, compiled, kept, names, query_of
from tests.compiler.conftest import Small
from tests.compiler.watching import WatchedGraph, operators

NAMES = names()
# Reading all nodes or relationships there are, whatever they are.
NEVER = {
    "AllNodesScan",
    "DirectedAllRelationshipsScan",
    "UndirectedAllRelationshipsScan",
}


@pytest.fixture(scope="module")
def watched(small: Small) -> WatchedGraph:
    return WatchedGraph(small.graph)


@pytest.fixture(scope="module")
def engine(watched: WatchedGraph) -> Engine:
    return answering(watched)


def test_there_are_enough_cases() -> None:
    assert len(NAMES) >= 180


@pytest.mark.parametrize("name", NAMES)
async def test_a_case_compiles_and_answers_as_it_did(
    engine: Engine, watched: WatchedGraph, name: str
) -> None:
    query, variables = query_of(name)
    made = compiled(query, variables)
    anew = f"python -m tests.compiler.cases --write {name}"
    for file, text in made.files().items():
        assert text == (ROOT / name / file).read_text("utf-8"), f"{name}/{file}: {anew}"
    watched.plans.clear()
    expected, found = kept(name), await answers(engine, name)
    assert found == expected, anew
    assert found["admin"]["data"] is not None, "a case that nobody may ask shows nothing"
    # One statement a root field, for whoever asks; the administrator asks first.
    assert [text for text, _ in watched.plans[: len(made.cypher)]] == [*made.cypher]
    assert len(watched.plans) == sum(
        len(made.cypher) for role in found.values() if isinstance(role, str) or role["data"]
    )
    for text, plan in watched.plans:
        assert scans(text, [*operators(plan)]) == [], text


def scans(text: str, plan: list[tuple[str, str]]) -> list[str]:
    """Where a plan reads all of a label although the statement names what an index finds."""
    found = [name for name, _ in plan if name in NEVER]
    for name, details in plan:
        if name != "NodeByLabelScan":
            continue
        variable, label = details.split(":")
        for key in indexed(label):
            pattern = rf"\({variable}:{label} \{{{key}:|(?:WHERE|AND) {variable}\.{key} (?:=|IN) \$"
            if re.search(pattern, text):
                found.append(f"{details} for {key}")
    return found


def indexed(label: str) -> set[str]:
    """The properties of a label that an index finds."""
    own = [node for node in MODEL.types if node.label == label]
    return {name for node in own for name in _indexed(node)} | {"code"}


def _indexed(node: NodeType) -> set[str]:
    return {p.name for p in node.properties if p.indexed and p.derived is None}


def test_the_same_shape_has_the_same_text() -> None:
    query = "query($c: String!) { buildings(where: { name: { contains: $c } }) { totalCount } }"
    one, other = compiled(query, {"c": "a"}), compiled(query, {"c": "b"})
    assert one.cypher == other.cypher
    assert one.parameters != other.parameters


def test_no_value_of_a_request_gets_into_a_statement() -> None:
    mark = "x' OR 1=1 //`"
    query = """query($t: String!) {
        search(text: "zzmark") { id }
        place(code: "zzmark") { name }
        people(where: { or: [{ name: { startsWith: "zzmark" } }, { name: { eq: $t } }] }) {
            totalCount
        }
    }"""
    text = "\n".join(compiled(query, {"t": mark}).cypher)
    assert "zzmark" not in text
    assert mark not in text
