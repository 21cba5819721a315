"""Changes asked for at the same moment that would break together what each alone keeps."""

import asyncio
from typing import Any

import orjson
import pytest

from tests.resolvers.conftest import Asked

ROUNDS = 4


def _mutation(name: str, kind: str) -> str:
    return (
        f"mutation($i: {kind}!) {{ {name}(input: $i) "
        "{ problems { __typename message path ... on RuleViolation { rule { id } } } } }"
    )


APPOINT = _mutation("appoint", "AppointInput")
AFFILIATE = _mutation("saveAffiliation", "SaveAffiliationInput")
ESTABLISH = _mutation("establishOrganization", "EstablishOrganizationInput")
SAVE = _mutation("saveOrganization", "SaveOrganizationInput")
PERSON = _mutation("savePerson", "SavePersonInput")
PLACE = _mutation("savePlace", "SavePlaceInput")
UNDO = "mutation($e: ID!) { undo(entry: $e) { problems { __typename message path } } }"
REMOVE = (
    'mutation($id: ID!) { remove(id: $id, reason: "误录") '
    "{ problems { __typename message path } } }"
)


async def _together(asked: Asked, *several: tuple[str, dict[str, Any]]) -> list[list[Any]]:
    """The problems of mutations asked for at once, by mutation."""
    answers = await asyncio.gather(*(asked.data(text, given) for text, given in several))
    return [next(iter(answer.values()))["problems"] for answer in answers]


def _branch(code: str, parent: str = "K1") -> dict[str, Any]:
    return {
        "code": code,
        "name": code,
        "kind": "BRANCH",
        "parentCode": parent,
        "placeCodes": ["B3"],
        "on": "2026-01-01",
    }


def _only_one_made(found: list[list[Any]]) -> dict[str, Any]:
    """The only problem of all but one."""
    refused = [problems for problems in found if problems]
    assert len(refused) == len(found) - 1, found
    assert all(problems == refused[0] for problems in refused), refused
    (problem,) = refused[0]
    return problem


async def test_of_two_secretaries_one_is_refused(asked: Asked) -> None:
    for number in range(ROUNDS):
        code = f"ZZ{number}"
        assert await _together(asked, (ESTABLISH, {"i": _branch(code)})) == [[]]
        posts = [
            {
                "personCode": f"P{n}",
                "role": "SECRETARY",
                "organizationCode": code,
                "since": "2026-02-01",
            }
            for n in (1, 2, 3)
        ]
        found = await _together(asked, *((APPOINT, {"i": post}) for post in posts))
        held = await asked.graph.read(
            "MATCH (:PartyOrganization {code: $c})<-[:IN_ORGANIZATION]-(p) RETURN count(p)",
            {"c": code},
        )
        assert held == 1, found
        problem = _only_one_made(found)
        assert problem["__typename"] == "RuleViolation"
        assert problem["rule"] == {"id": "secretary-several"}


async def test_of_two_formal_affiliations_one_is_refused(asked: Asked) -> None:
    for number in range(ROUNDS):
        person = {"code": f"N{number}", "name": "新人"}
        assert await _together(asked, (PERSON, {"i": person})) == [[]]
        found = await _together(
            asked,
            *(
                (
                    AFFILIATE,
                    {
                        "i": {
                            "personCode": person["code"],
                            "organizationCode": to,
                            "kind": "FORMAL",
                            "since": "2026-01-01",
                        }
                    },
                )
                for to in ("Z1", "K1")
            ),
        )
        assert [len(problems) for problems in found] in ([0, 1], [1, 0]), found


async def test_of_two_organizations_with_one_code_one_is_refused(asked: Asked) -> None:
    for number in range(ROUNDS):
        found = await _together(asked, *[(ESTABLISH, {"i": _branch(f"ZZ{number}")})] * 3)
        assert _only_one_made(found)["path"] == ["input", "code"]


async def test_two_do_not_come_to_stand_above_each_other(asked: Asked) -> None:
    for number in range(ROUNDS):
        one, other = f"A{number}", f"O{number}"
        assert await _together(asked, *((ESTABLISH, {"i": _branch(c)}) for c in (one, other))) == [
            [],
            [],
        ]
        found = await _together(
            asked,
            (SAVE, {"i": {"code": one, "parentCode": other}}),
            (SAVE, {"i": {"code": other, "parentCode": one}}),
        )
        assert _only_one_made(found)["path"] == ["input", "parentCode"]


@pytest.mark.parametrize("way", ["undo", "remove"])
async def test_nothing_goes_that_others_come_to_depend_on(asked: Asked, way: str) -> None:
    for number in range(ROUNDS):
        code = f"B{number}9"
        place = {"code": code, "name": code, "kind": "BUILDING", "parentCode": "X1"}
        assert await _together(asked, (PLACE, {"i": place})) == [[]]
        entry = await asked.graph.read("MATCH (h:LogHead) RETURN h.seq")
        taken = (
            (UNDO, {"e": f"LogEntry:{entry}"})
            if way == "undo"
            else (REMOVE, {"id": f"Building:{code}"})
        )
        person = {"code": f"N{number}", "name": "新人", "residenceCode": code}
        found = await _together(asked, taken, (PERSON, {"i": person}))
        homes = await asked.graph.read(
            "MATCH (p:Person {code: $p})-[:RESIDES_IN]->(b) RETURN b.code", {"p": person["code"]}
        )
        # Either the place went first, and nobody is said to live there, or it stays.
        assert _only_one_made(found)
        assert homes == (None if found[1] else code)


async def test_all_that_change_one_record_at_once_are_made_in_turn(asked: Asked) -> None:
    values = [{"code": "P1", "phone": f"1390000{n:04}"} for n in range(8)]
    refs = [{"code": "P1", "residenceCode": f"B{1 + n % 3}", "phone": f"{n}"} for n in range(4)]
    found = await _together(asked, *((PERSON, {"i": v}) for v in (*values, *refs)))
    assert found == [[]] * 12
    rows = await asked.graph.rows("MATCH (e:LogEntry) RETURN e.seq, e.content ORDER BY e.seq")
    assert [row[0] for row in rows] == [*range(1, 13)]
    versions = [orjson.loads(row[1])["changes"][0][4] for row in rows]
    assert versions == [*range(12)], "each saw what the one before it had left"
