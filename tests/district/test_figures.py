"""Every figure of the demonstration district, asked through GraphQL.

One test per line of the table in `docs/demonstration-district.md`; `tests/seeds` counts the
same figures on the generated rows, so that a wrong answer and a wrong row can be told apart.
"""

from resolvers.engine import Engine
from tests.district.asking import Ask, answer, counts

KEYS = "{ keys { value } count }"

RELATIONS = """
query ($compound: ID!) {
  grids(where: { compounds: { some: { id: { eq: $compound } } } }) {
    nodes { relationTo(compound: $compound) }
  }
}
"""


async def test_766_compounds(ask: Ask) -> None:
    assert await ask("compounds { totalCount }") == {"compounds": {"totalCount": 766}}


async def test_45_general_branches_in_compounds_or_grids(ask: Ask) -> None:
    found = await ask(
        "partyOrganizations(where: { kind: { eq: GENERAL_BRANCH }, "
        f"level: {{ in: [GRID, COMPOUND] }} }}) {{ groupBy(by: [{{ field: LEVEL }}]) {KEYS} }}"
    )
    levels = counts(found["partyOrganizations"]["groupBy"])
    assert levels == {"GRID": 18, "COMPOUND": 27}
    assert sum(levels.values()) == 45


async def test_478_branches_of_compounds(ask: Ask) -> None:
    found = await ask(
        "partyOrganizations(where: { kind: { eq: BRANCH }, "
        "places: { some: { kind: { eq: COMPOUND } } } }) { totalCount }"
    )
    assert found["partyOrganizations"]["totalCount"] == 478


async def test_2559_groups_of_buildings_alone_or_shared(ask: Ask) -> None:
    found = await ask(
        """
        all: partyOrganizations(where: { kind: { eq: GROUP } }) { totalCount }
        of: partyOrganizations(where: {
          kind: { eq: GROUP }, places: { some: { kind: { eq: BUILDING } } }
        }) { totalCount }
        shared: partyOrganizations(where: {
          kind: { eq: GROUP }, places: { count: { gt: 1 } }
        }) { totalCount }
        """
    )
    assert found["all"]["totalCount"] == found["of"]["totalCount"] == 2559
    assert 80 < found["shared"]["totalCount"] < 559


async def test_secretaries_of_compounds_by_background(ask: Ask) -> None:
    found = await ask(
        f"""
        posts(where: {{
          role: {{ eq: SECRETARY }},
          organization: {{ places: {{ some: {{ kind: {{ eq: COMPOUND }} }} }} }}
        }}) {{
          background: groupBy(by: [{{ field: BACKGROUND }}]) {KEYS}
          selection: groupBy(by: [{{ field: SELECTED_BY }}]) {KEYS}
        }}
        """
    )
    backgrounds = counts(found["posts"]["background"])
    assert backgrounds == {"RETIRED": 271, "VETERAN": 18, "IN_SERVICE": 165, "OTHER": 30}
    ways = counts(found["posts"]["selection"])
    assert set(ways) == {"COMMUNITY_SELECTED", "SELF_NOMINATED", "MASS_RECOMMENDED"}


async def test_3901_unit_leaders(ask: Ask) -> None:
    found = await ask(
        "posts(where: { role: { eq: UNIT_LEADER } }) { totalCount } "
        "buildingUnits(where: { leader: { isNull: false } }) { totalCount }"
    )
    assert found == {"posts": {"totalCount": 3901}, "buildingUnits": {"totalCount": 3901}}


async def test_a_little_over_3600_micro_grids_with_a_chat_group_and_one_leader_each(
    ask: Ask,
) -> None:
    found = await ask(
        """
        chatting: microGrids(where: { chatGroup: { isNull: false } }) { totalCount }
        led: microGrids(where: { leader: { isNull: false } }) { totalCount }
        all: microGrids { totalCount }
        leaders: posts(where: { role: { eq: MICRO_GRID_LEADER } }) {
          totalCount
          several: groupBy(by: [{ field: PLACE }], having: { count: { gt: 1 } }) { count }
        }
        """
    )
    assert found["chatting"]["totalCount"] == 3614
    assert found["all"] == found["led"] == {"totalCount": 3636}
    assert found["leaders"] == {"totalCount": 3636, "several": []}


async def test_128_grid_service_stations(ask: Ask) -> None:
    found = await ask(
        "facilities(where: { kind: { eq: GRID_SERVICE_STATION } }) { totalCount "
        f"groupBy(by: [{{ field: PLACE_KIND }}]) {KEYS} }}"
    )
    assert found["facilities"]["totalCount"] == 128
    assert counts(found["facilities"]["groupBy"]) == {"GRID": 128}


async def test_51_items_of_9_categories_sunk_to_stations_some_assisted(ask: Ask) -> None:
    found = await ask(
        "facilities(where: { kind: { eq: GRID_SERVICE_STATION } }) "
        "{ nodes { serviceItems { nodes { code category assisted } } } }"
    )
    stations = found["facilities"]["nodes"]
    items = {i["code"]: i for s in stations for i in s["serviceItems"]["nodes"]}
    assert len(items) == 51
    assert len({item["category"] for item in items.values()}) == 9
    assert {item["assisted"] for item in items.values()} == {True, False}


async def test_133_volunteer_teams_of_compounds(ask: Ask) -> None:
    found = await ask(
        "compounds(where: { volunteerTeams: { some: {} } }) "
        "{ nodes { volunteerTeams { totalCount } } }"
    )
    teams = [c["volunteerTeams"]["totalCount"] for c in found["compounds"]["nodes"]]
    assert sum(teams) == 133


async def test_volunteer_activities_matters_resolved_residents_served(ask: Ask) -> None:
    found = await ask(
        "activities(where: { kind: { eq: VOLUNTEER_SERVICE }, team: { isNull: false } }) "
        "{ aggregate { count resolved { sum } served { sum } } }"
    )
    totals = found["activities"]["aggregate"]
    assert totals == {"count": 213, "resolved": {"sum": 264}, "served": {"sum": 9723}}


async def test_medical_activities_materials_feedback_children_tutored(ask: Ask) -> None:
    found = await ask(
        "activities { aggregate { feedback { sum } } groupBy(by: [{ field: KIND }]) "
        "{ keys { value } count aggregate { materials { sum } served { sum } } } }"
    )
    kinds = {g["keys"][0]["value"]: g for g in found["activities"]["groupBy"]}
    assert kinds["MEDICAL"]["count"] == 84
    assert kinds["MEDICAL"]["aggregate"]["materials"]["sum"] == 8260
    assert found["activities"]["aggregate"]["feedback"]["sum"] == 75
    assert kinds["TUTORING"]["aggregate"]["served"]["sum"] == 56


async def test_11_basic_services_of_rider_stations(ask: Ask) -> None:
    found = await ask(
        "facilities(where: { kind: { eq: RIDER_STATION } }) "
        "{ totalCount nodes { serviceItems { nodes { code } } } }"
    )
    stations = found["facilities"]["nodes"]
    assert found["facilities"]["totalCount"] == 16
    assert len({item["code"] for s in stations for item in s["serviceItems"]["nodes"]}) == 11


async def test_4_liaison_roles_per_community(ask: Ask) -> None:
    found = await ask("communities { nodes { missingLiaisonRoles liaisons { nodes { role } } } }")
    roles = {"DISTRICT_LEADER", "SUBDISTRICT_LEADER", "DISTRICT_UNIT", "ORGANIZATION_CADRE"}
    for community in found["communities"]["nodes"]:
        held = {liaison["role"] for liaison in community["liaisons"]["nodes"]}
        assert held | set(community["missingLiaisonRoles"]) == roles
        assert not held & set(community["missingLiaisonRoles"])


async def test_community_kinds_compound_kinds_and_modes_are_all_present(ask: Ask) -> None:
    found = await ask(
        f"""
        communities {{ groupBy(by: [{{ field: COMMUNITY_KIND }}]) {KEYS} }}
        compounds {{ groupBy(by: [{{ field: COMPOUND_KIND }}]) {KEYS} }}
        without: compounds(where: {{ propertyCompany: {{ isNull: true }} }}) {{
          groupBy(by: [{{ field: NO_PROPERTY_MODE }}]) {KEYS}
        }}
        """
    )
    assert set(counts(found["communities"]["groupBy"])) == {
        "OLD_HOUSING", "ESTABLISHED", "RESETTLEMENT", "MIXED",
    }  # fmt: skip
    assert set(counts(found["compounds"]["groupBy"])) == {
        "BENEFIT", "QUALITY", "SETTLED", "INCLUSIVE",
    }  # fmt: skip
    assert set(counts(found["without"]["groupBy"])) == {
        "LARGE_LEADS_SMALL", "EMPLOYER_EXTENDED", "JOINT_COMPOUNDS", "OWNER_SELF", "CONTIGUOUS",
        None,
    }  # fmt: skip


async def test_every_relation_of_grid_and_compound_occurs(engine: Engine, ask: Ask) -> None:
    found = await ask("compounds { nodes { id } }")
    relations: set[str] = set()
    for compound in found["compounds"]["nodes"][:250]:
        answers = await answer(engine, RELATIONS, compound=compound["id"])
        assert answers["grids"]["nodes"], "every compound lies in a grid"
        relations |= {grid["relationTo"] for grid in answers["grids"]["nodes"]}
    assert relations == {"CONTAINS", "EQUALS", "WITHIN", "OVERLAPS"}


async def test_48_communities_each_with_an_expanded_committee_and_a_brand(ask: Ask) -> None:
    found = await ask(
        """
        communities {
          totalCount
          nodes {
            brand { name }
            organizations(where: { kind: { eq: COMMITTEE } }) { nodes { expanded level } }
          }
        }
        """
    )
    nodes = found["communities"]["nodes"]
    assert found["communities"]["totalCount"] == 48
    assert len({community["brand"]["name"] for community in nodes}) == 48
    for community in nodes:
        assert community["organizations"]["nodes"] == [{"expanded": True, "level": "COMMUNITY"}]


async def test_25000_members_in_four_categories(ask: Ask) -> None:
    found = await ask(f"members {{ groupBy(by: [{{ field: CATEGORY }}]) {KEYS} }}")
    categories = counts(found["members"]["groupBy"])
    assert set(categories) == {"RESIDENT", "IN_SERVICE", "RETIRED", "MOBILE"}
    assert sum(categories.values()) == 25_000
