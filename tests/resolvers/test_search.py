"""`searchMatches`: what a text finds, why, in which order, page by page, and to whom."""

from typing import Any

import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from tests.audit.town import LONG_AGO, Town
from tests.resolvers.conftest import Asked

TYPED = "... on Place { code } ... on PartyOrganization { code } ... on Person { code }"
LIST = (
    "query($text: String!, $types: [SearchType!], $within: String, $first: Int, $after: String, "
    "$last: Int, $before: String) { searchMatches(text: $text, types: $types, within: $within, "
    "first: $first, after: $after, last: $last, before: $before) { totalCount "
    "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } "
    "edges { cursor node { reason text node { id } } } nodes { text node { __typename } } } }"
)


@pytest.fixture
async def named(blank: Graph) -> Asked:
    """A town whose names tell who is found by what."""
    town = Town()
    town.place("C2", "COMMUNITY", "S1", name="阳光社区")
    town.place("SUN", "COMPOUND", name="阳光")
    town.place("SUN1", "BUILDING", "SUN", name="阳光 一号楼")
    town.place("SUN2", "BUILDING", "SUN", name="西区阳光二号楼")
    town.place("E1", "COMPOUND", "C2", name="East Gate")
    town.organization("O1", "BRANCH", "SUN", name="阳光党支部", established_on=LONG_AGO)
    town.organization(
        "O2", "BRANCH", "E1", name="阳光旧支部",
        established_on="2001-01-01", dissolved_on="2010-01-01",
    )  # fmt: skip
    town.person(code="PSUN", lives="SUN1", of="O1", name="阳光明")
    town.person(code="PHEAD", lives="E1", of="O2", name="王小明")
    town.post("PHEAD", "SECRETARY", "O1", since=LONG_AGO)
    town.manage(town.company("阳光物业"), "E1", since=LONG_AGO)
    town.unit("SUN-U", "阳光单位")
    await town.load(blank)
    return Asked(blank, create_engine(blank), town)


async def found(asked: Asked, text: str, **more: Any) -> list[tuple[str, str]]:
    """The ids and reasons of what a text finds."""
    role = more.pop("role", Role.ADMIN)
    answer = (await asked.data(LIST, {"text": text, **more}, role))["searchMatches"]
    assert answer["totalCount"] == len(answer["edges"]) == len(answer["nodes"])
    return [(e["node"]["node"]["id"], e["node"]["reason"]) for e in answer["edges"]]


async def test_names_are_found_with_the_reason_the_best_first(named: Asked) -> None:
    matches = await found(named, "阳光")
    assert matches[0] == ("Compound:SUN", "NAME")
    starts = [node for node, reason in matches[1:] if reason == "NAME_START"]
    assert starts[0] in ("Community:C2", "Person:PSUN")
    assert set(starts) == {
        "Community:C2", "Person:PSUN", "LiaisonUnit:SUN-U", "PartyOrganization:O1",
        "Building:SUN1", *(node for node in starts if node.startswith("PropertyCompany:")),
    }  # fmt: skip
    assert matches[-1] == ("Building:SUN2", "WORDS")
    assert len(matches) == 8


async def test_codes_are_found_whatever_the_width(named: Asked) -> None:
    assert await found(named, "SUN") == [
        ("Compound:SUN", "CODE"),
        ("Building:SUN1", "CODE_START"),
        ("Building:SUN2", "CODE_START"),
        ("LiaisonUnit:SUN-U", "CODE_START"),
    ]
    assert await found(named, " ＳＵＮ１ ") == [("Building:SUN1", "CODE")]
    assert await found(named, "SUN-U") == [("LiaisonUnit:SUN-U", "CODE")]
    assert await found(named, "east  GATE") == [("Compound:E1", "WORDS")]


async def test_types_and_a_place_narrow_what_is_found(named: Asked) -> None:
    only = await found(named, "阳光", types=["PLACE"])
    assert {node.partition(":")[0] for node, _ in only} == {"Compound", "Community", "Building"}
    assert await found(named, "阳光", types=["PARTY_ORGANIZATION"]) == [
        ("PartyOrganization:O1", "NAME_START")
    ]
    inside = {node for node, _ in await found(named, "阳光", within="SUN")}
    assert inside == {
        "Compound:SUN", "Building:SUN1", "Building:SUN2", "PartyOrganization:O1", "Person:PSUN",
    }  # fmt: skip
    (company,) = await found(named, "阳光", within="E1")
    assert company[0].startswith("PropertyCompany:")
    assert await found(named, "阳光", within="SUN1", types=["BUILDING", "PERSON"]) == [
        ("Person:PSUN", "NAME_START"),
        ("Building:SUN1", "NAME_START"),
    ]


async def test_pages_go_both_ways_through_all_of_it(named: Asked) -> None:
    whole = [node for node, _ in await found(named, "阳光")]
    for size, step, cursor, more, far in (
        ("first", "after", "endCursor", "hasNextPage", "hasPreviousPage"),
        ("last", "before", "startCursor", "hasPreviousPage", "hasNextPage"),
    ):
        seen: list[str] = []
        asked: dict[str, Any] = {"text": "阳光", size: 3}
        while True:
            page = (await named.data(LIST, asked))["searchMatches"]
            assert page["totalCount"] == len(whole)
            ids = [e["node"]["node"]["id"] for e in page["edges"]]
            assert page["pageInfo"][far] is bool(seen)
            seen = [*seen, *ids] if size == "first" else [*ids, *seen]
            if not page["pageInfo"][more]:
                break
            asked[step] = page["pageInfo"][cursor]
        assert seen == whole


async def test_names_shown_masked_are_not_searched_but_the_code_that_is_known(
    named: Asked,
) -> None:
    for text in ("阳光明", "PSU", "psun"):
        assert await found(named, text, role=Role.ANALYST) == []
    assert ("Person:PSUN", "NAME_START") not in await found(named, "阳光", role=Role.ANALYST)
    assert await found(named, "PSUN", role=Role.ANALYST) == [], "no holder of a post"
    assert await found(named, "PHEAD", role=Role.ANALYST) == [("Person:PHEAD", "CODE")]
    office, home = [
        await found(named, "PHEAD", role=Role.ANALYST, within=code) for code in ("SUN", "E1")
    ]
    assert office == [("Person:PHEAD", "CODE")]
    assert home == [], "where somebody lives is not told"


async def test_a_scope_bounds_what_is_found_and_counted(named: Asked) -> None:
    caller = Caller("test", Role.ADMIN, ("C2",))
    body = (await named.engine.execute(GraphQLRequest(LIST, {"text": "阳光"}), caller)).body
    assert b'"totalCount":2' in body
    assert b"Community:C2" in body
    assert b"SUN" not in body


async def test_search_finds_what_the_matches_are(named: Asked) -> None:
    for text in ("阳光", "SUN", "Gate"):
        nodes = await named.data("query($t: String!) { search(text: $t) { id } }", {"t": text})
        assert [n["id"] for n in nodes["search"]] == [n for n, _ in await found(named, text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "，。！",
        "*",
        "a" * 500,
        "NOT",
        "\\",
        "\x00",
        "-*:*",
        "name:x",
        "字 " * 2_000,
        "字" * 900,
    ],
)
async def test_an_odd_text_finds_nothing(named: Asked, text: str) -> None:
    assert await found(named, text) == []


async def test_wrong_arguments_are_told(named: Asked) -> None:
    answer = await named.answer(LIST, {"text": "阳光", "within": "SUM"})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "UNKNOWN_CODE"
    assert "'within' is the code of no place: 'SUM'. The nearest are SUN" in error["message"]
    assert "names none" in await named.refusal(LIST, {"text": "阳光", "types": []})
    assert "cannot be negative" in await named.refusal(LIST, {"text": "阳光", "first": -1})
    answer = await named.answer(LIST, {"text": "阳光", "first": 2, "after": "x"})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_CURSOR"
