"""What would be after a change tells nobody of people whom their role does not see."""

import orjson
import pytest

from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from tests.compiler.conftest import Small
from tests.compiler.pool import pool_of
from tests.compiler.small import tables
from tests.rights.cell import Cell
from tests.rights.matrix import cells_for

_PEOPLE = ("personCode", "keepCode", "otherCode")
LOWER = [Role.ANALYST, Role.FRONTEND]


async def tried(small: Small, cell: Cell, role: Role) -> bytes:
    answer = await small.compiled.execute(GraphQLRequest(cell.text), Caller("test", role))
    return answer.body


def about_people(cell: Cell) -> bool:
    named = cell.path.rpartition(" ")[2].rpartition(".")[2] in _PEOPLE
    return cell.path.startswith("what if") and (
        named or cell.field in ("Query.whatIf.savePerson", "Query.whatIf.saveAffiliation")
    )


@pytest.mark.parametrize("role", LOWER)
async def test_changes_to_people_are_refused_whoever_is_named(small: Small, role: Role) -> None:
    cells = await cells_for(small.graph, pool_of(tables()), ())
    some = [cell for cell in cells if about_people(cell)]
    assert {cell.field.rpartition(".")[2] for cell in some} >= {
        *("appoint", "transfer", "assignLiaison", "registerAtCommunity", "savePerson"),
        *("mergePeople", "savePost", "saveLiaison", "saveRegistration", "removeAffiliation"),
    }
    bodies = {await tried(small, cell, role) for cell in some}
    told = [orjson.loads(body)["errors"] for body in bodies]
    assert {error["extensions"]["code"] for errors in told for error in errors} == {"FORBIDDEN"}
    assert {error["message"] for errors in told for error in errors} == {
        "What would be after changes to people is for administrators to ask; this token's role "
        "does not see them."
    }


@pytest.mark.parametrize("role", LOWER)
async def test_who_depends_on_something_is_counted_and_not_named(small: Small, role: Role) -> None:
    pool, refused = pool_of(tables()), 0
    for kind in ("Building", "BuildingUnit", "LiaisonUnit", "PropertyCompany", "PartyOrganization"):
        for code in pool.codes[kind][:4]:
            change = f'remove: {{ id: "{kind}:{code}", reason: "?" }}'
            text = f"{{ whatIf(changes: [{{ {change} }}]) {{ asOf }} }}"
            body = await tried(small, Cell("", "", text), role)
            assert b"Person:" not in body
            assert b"Affiliation:" not in body
            refused += b"that this token does not show" in body
    assert refused > 3


async def test_ids_of_people_are_ids_of_nothing(small: Small) -> None:
    person = pool_of(tables()).codes["Person"][0]
    bodies: set[bytes] = set()
    for node_id in (f"Person:{person}", "Person:nowhere"):
        for change in (
            f'remove: {{ id: "{node_id}", reason: "?" }}',
            f'renumber: {{ id: "{node_id}", code: "NEW" }}',
            f'end: {{ id: "{node_id}", on: "2030-01-01" }}',
        ):
            text = f"{{ whatIf(changes: [{{ {change} }}]) {{ asOf }} }}"
            bodies.add(await tried(small, Cell("", "", text), Role.ANALYST))
    assert len(bodies) == 3, "the same of somebody and of nobody"


async def test_organizations_are_tried_still(small: Small) -> None:
    change = (
        'establish: { code: "NEW", name: "新", kind: BRANCH, placeCodes: ["S1C1"], '
        'on: "2026-11-01" }'
    )
    text = f"{{ whatIf(changes: [{{ {change} }}]) {{ asOf }} }}"
    assert b"errors" not in await tried(small, Cell("", "", text), Role.FRONTEND)
