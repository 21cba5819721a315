"""There are gaps to find in the demonstration district; each is asked through GraphQL.

`tests/seeds/test_district_gaps.py` counts the same gaps on the generated rows.
"""

from typing import Any

from seeds.district import REFERENCE_DAY
from tests.district.asking import Ask
from tests.seeds.district_rows import data


async def test_518_buildings_without_a_group(ask: Ask) -> None:
    found = await ask("buildings(where: { partyGroup: { isNull: true } }) { totalCount }")
    assert found["buildings"]["totalCount"] == 518


async def test_42_compounds_with_members_and_no_organization(ask: Ask) -> None:
    found = await ask(
        """
        compounds(where: {
          organizations: { none: {} },
          buildings: {
            none: { organizations: { some: {} } },
            some: { residents: { some: { isMember: { eq: true } } } }
          }
        }) { totalCount }
        """
    )
    assert found["compounds"]["totalCount"] == 42


async def test_cross_appointments_in_one_direction_only(ask: Ask) -> None:
    found = await ask(
        """
        communities { nodes { code organizations(where: { kind: { eq: COMMITTEE } }) { nodes {
          code
          posts(where: { isCrossAppointment: { eq: true } }) { nodes { holder {
            employer { code } organization { host { code } }
          } } }
        } } } }
        propertyCompanies { nodes {
          code
          communities { nodes { code } }
          partyOrganization { posts(where: { isCrossAppointment: { eq: true } }) { nodes { holder {
            organization { code }
            posts(where: { organization: { kind: { eq: COMMITTEE } } }) {
              nodes { organization { code } }
            }
          } } } }
        } }
        """
    )
    committees = {
        o["code"]: community["code"]
        for community in found["communities"]["nodes"]
        for o in community["organizations"]["nodes"]
    }
    into_committee = {
        (community["code"], company)
        for community in found["communities"]["nodes"]
        for o in community["organizations"]["nodes"]
        for post in o["posts"]["nodes"]
        for company in _companies_of(post["holder"])
    }
    into_company = {
        (committees[code], company["code"])
        for company in found["propertyCompanies"]["nodes"]
        if company["partyOrganization"]
        for post in company["partyOrganization"]["posts"]["nodes"]
        for code in _organizations_of(post["holder"])
        if code in committees
    }
    pairs = {
        (community["code"], company["code"])
        for company in found["propertyCompanies"]["nodes"]
        for community in company["communities"]["nodes"]
    }
    assert len(pairs & into_committee & into_company) > 60
    assert len(pairs & into_committee - into_company) > 10
    assert len(pairs & into_company - into_committee) > 10
    assert len(pairs - into_company - into_committee) > 10


def _companies_of(holder: dict[str, Any]) -> set[str]:
    found = {holder["employer"]["code"]} if holder["employer"] else set[str]()
    if holder["organization"] and holder["organization"]["host"]:
        found.add(holder["organization"]["host"]["code"])
    return found


def _organizations_of(holder: dict[str, Any]) -> set[str]:
    found = {post["organization"]["code"] for post in holder["posts"]["nodes"]}
    if holder["organization"]:
        found.add(holder["organization"]["code"])
    return found


async def test_6_liaison_roles_that_nobody_holds(ask: Ask) -> None:
    found = await ask("communities { nodes { missingLiaisonRoles } }")
    missing = [role for c in found["communities"]["nodes"] for role in c["missingLiaisonRoles"]]
    assert len(missing) == 6
    assert len(set(missing)) == 4


async def test_29_vacant_secretaryships_and_16_overdue_terms(ask: Ask) -> None:
    found = await ask(
        f"""
        vacant: partyOrganizations(where: {{
          kind: {{ ne: GROUP }}, secretary: {{ isNull: true }}
        }}) {{ totalCount }}
        overdue: partyOrganizations(where: {{
          termEndsOn: {{ lte: "{REFERENCE_DAY}" }}
        }}) {{ totalCount }}
        """
    )
    assert found == {"vacant": {"totalCount": 29}, "overdue": {"totalCount": 16}}


async def test_unit_leaders_of_several_buildings_and_64_stairwells_without(ask: Ask) -> None:
    found = await ask(
        """
        people(where: { posts: { count: { where: { role: { eq: UNIT_LEADER } }, gt: 1 } } }) {
          nodes { posts(where: { role: { eq: UNIT_LEADER } }) {
            nodes { place { parent { code } } }
          } }
        }
        buildingUnits(where: { leader: { isNull: true } }) { totalCount }
        """
    )
    buildings = [
        {post["place"]["parent"]["code"] for post in person["posts"]["nodes"]}
        for person in found["people"]["nodes"]
    ]
    assert sum(len(several) > 1 for several in buildings) > 30
    assert found["buildingUnits"]["totalCount"] == 64


async def test_in_service_members_who_have_not_registered(ask: Ask) -> None:
    found = await ask(
        """
        members(where: {
          category: { eq: IN_SERVICE }, residence: { isNull: false },
          dualRegistrations: { none: {} }
        }) { totalCount }
        liaisonUnits { totalCount }
        """
    )
    registered = {row["person_code"] for row in data()["dual_registrations"]}
    missing = [
        person
        for person in data()["people"]
        if person["category"] == "IN_SERVICE"
        and person["residence_code"]
        and person["code"] not in registered
    ]
    assert found["members"]["totalCount"] == len(missing) > 100


async def test_14_compounds_without_property_management_and_without_a_mode(ask: Ask) -> None:
    found = await ask(
        """
        compounds(where: {
          propertyCompany: { isNull: true }, noPropertyMode: { isNull: true }
        }) { totalCount }
        """
    )
    assert found["compounds"]["totalCount"] == 14
