"""A town with something to change, and how it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import Engine, GraphQLRequest
from schema.api import create_engine
from tests.audit.town import LONG_AGO, Town


@dataclass
class Asked:
    """A graph and its engine."""

    graph: Graph
    engine: Engine
    town: Town

    async def answer(
        self, query: str, variables: Mapping[str, Any] | None = None, role: Role = Role.ADMIN
    ) -> dict[str, Any]:
        """The whole response."""
        request = GraphQLRequest(query, dict(variables or {}))
        return orjson.loads((await self.engine.execute(request, Caller("test", role))).body)

    async def data(
        self, query: str, variables: Mapping[str, Any] | None = None, role: Role = Role.ADMIN
    ) -> dict[str, Any]:
        """The data of a response without errors."""
        found = await self.answer(query, variables, role)
        assert "errors" not in found, found
        return found["data"]

    async def refusal(
        self, query: str, variables: Mapping[str, Any] | None = None, role: Role = Role.ADMIN
    ) -> str:
        """The message of the only error."""
        found = await self.answer(query, variables, role)
        (error,) = found["errors"]
        return error["message"]


@pytest.fixture
async def asked(blank: Graph) -> Asked:
    """Community C1 with its committee, compound X1 with a branch, buildings B1 (group) to B3."""
    town = Town()
    town.place("X1", "COMPOUND")
    for number in (1, 2, 3):
        town.place(f"B{number}", "BUILDING", "X1")
    town.organization("W1", "WORKING_COMMITTEE", "S1", established_on=LONG_AGO)
    town.organization("K1", "COMMITTEE", "C1", parent_code="W1", established_on=LONG_AGO)
    town.organization("Z1", "BRANCH", "X1", parent_code="K1", established_on=LONG_AGO)
    town.organization("G1", "GROUP", "B1", parent_code="Z1", established_on=LONG_AGO)
    town.members(4, lives="B2", of="Z1")
    town.person(code="SEC", lives="B1", of="Z1", name="王小明")
    town.post("SEC", "SECRETARY", "Z1", since=LONG_AGO)
    town.manage(town.company("企业一"), "X1", since=LONG_AGO)
    town.unit("U1")
    await town.load(blank)
    return Asked(blank, create_engine(blank), town)
