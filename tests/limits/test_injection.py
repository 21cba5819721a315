"""No value reaches a statement's text, and no payload changes the graph."""

import re
from pathlib import Path

import pytest
from graphql import GraphQLError

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.answer import NotRunError
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from tests.limits.asked import documented, of_the_page
from tests.limits.injection import (
    Hole,
    graph_hash,
    holes,
    payloads,
    send,
    small_town,
)

HOLES = holes()
_PARTS = 6
# A text of the one kind and of the other that no statement has by itself.
_ONE, _OTHER = "zqxj' OR 1=1 //", "vwkp` RETURN `n"


def test_there_are_holes_and_payloads_enough() -> None:
    assert len(payloads()) >= 500
    assert len(HOLES) >= 100
    names = {hole.name for hole in HOLES}
    wanted = ("place.code", "node.id", "nodes.ids", "search.text",
              "places.after", "buildings.where.within", "people.where.name.contains",
              "coverage.within")  # fmt: skip
    assert names.issuperset(wanted)


def test_statements_are_the_same_whatever_the_values(graph: Graph) -> None:
    """Statements are a function of names of the schema: two values give one text, with neither."""
    engine, caller = create_engine(graph), Caller("test", Role.ADMIN)
    compared = 0
    for hole in HOLES[::3]:
        texts: list[list[str]] = []
        for value in (_ONE, _OTHER):
            try:
                statements = engine.statements(GraphQLRequest(hole.literal(value)), caller)
            except (NotRunError, GraphQLError):
                # What is refused (a cursor that is none, names for a masked role) has no text.
                continue
            texts.append([statement.text for statement in statements])
        if len(texts) == 2:
            compared += bool(texts[0])
            assert texts[0] == texts[1], hole.name
            for text in texts[0]:
                assert "zqxj" not in text, hole.name
                assert "vwkp" not in text, hole.name
    assert compared >= 50


def test_statements_quote_only_words_of_the_program(graph: Graph) -> None:
    """Every quoted text of a documented statement stands in the program's own files."""
    root = Path(__file__).parents[2]
    source = "\n".join(p.read_text("utf-8") for p in (root / "graph").rglob("*.py"))
    engine, caller = create_engine(graph), Caller("test", Role.ADMIN)
    seen = 0
    for name, text in [*documented(), *of_the_page()]:
        try:
            statements = engine.statements(GraphQLRequest(text), caller)
        except (NotRunError, GraphQLError):
            # Those with variables have no statement without values.
            continue
        for statement in statements:
            assert "`" not in statement.text
            for word in re.findall(r"'([^']*)'", statement.text):
                seen += 1
                assert word in source, (name, word)
    assert seen > 20


@pytest.mark.drawn(1)
@pytest.mark.parametrize("part", range(_PARTS))
async def test_no_payload_in_any_argument_changes_the_graph(blank: Graph, part: int) -> None:
    """Every payload once, each in another argument; the command sends all to all."""
    await small_town(blank)
    before = await graph_hash(blank)
    engine = create_engine(blank)
    wrong: list[str] = []
    every = payloads()
    chosen: list[tuple[Hole, str, bool]] = [
        (HOLES[n % len(HOLES)], payload, False) for n, payload in enumerate(every)
    ]
    chosen += [(hole, every[n % len(every)], True) for n, hole in enumerate(HOLES[::10])]
    for hole, payload, literal in chosen[part::_PARTS]:
        found = await send(engine, hole, payload, literal=literal)
        wrong += [found] if found else []
    assert wrong == []
    assert await graph_hash(blank) == before
