"""Every id that an answer shows finds its node again; the API knows its own words."""

from graph.model.enums import NoPropertyMode
from tests.resolvers.conftest import Asked

DAY = '@asOf(date: "2026-11-01")'
SHOWN = "__typename id ... on Finding { message rule { id } subject { id } }"


async def test_a_finding_is_found_by_its_id(asked: Asked) -> None:
    query = f"query {DAY} {{ audit(first: 4) {{ nodes {{ {SHOWN} }} }} }}"
    listed = (await asked.data(query))["audit"]["nodes"]
    assert len(listed) == 4
    for finding in listed:
        assert finding["id"].startswith(f"Finding:{finding['rule']['id']}/")
        query = f'query {DAY} {{ node(id: "{finding["id"]}") {{ {SHOWN} }} }}'
        assert (await asked.data(query))["node"] == finding
        query = f"query($id: ID!) {DAY} {{ node(id: $id) {{ {SHOWN} }} }}"
        assert (await asked.data(query, {"id": finding["id"]}))["node"] == finding


async def test_findings_and_other_nodes_are_found_together_in_the_order_asked(
    asked: Asked,
) -> None:
    query = f"query {DAY} {{ audit(first: 2) {{ nodes {{ id subject {{ id }} }} }} }}"
    first, second = (await asked.data(query))["audit"]["nodes"]
    ids = [second["id"], first["subject"]["id"], "Finding:no-rule/0", first["id"], "Building:no"]
    query = f"query($ids: [ID!]!) {DAY} {{ nodes(ids: $ids) {{ id }} }}"
    found = (await asked.data(query, {"ids": ids}))["nodes"]
    assert [node and node["id"] for node in found] == [ids[0], ids[1], None, ids[3], None]


async def test_a_finding_that_there_is_not_is_null(asked: Asked) -> None:
    for given in ("Finding:secretary-vacant/0", "Finding:", "Finding:no-rule/x"):
        assert (await asked.data(f'{{ node(id: "{given}") {{ id }} }}'))["node"] is None


async def test_the_vocabulary_names_types_fields_and_enum_values(asked: Asked) -> None:
    terms = (await asked.data("{ vocabulary { key zh en } }"))["vocabulary"]
    words = {term["key"]: (term["zh"], term["en"]) for term in terms}
    assert len(words) == len(terms)
    assert words["Building"] == ("楼栋", "Building")
    assert words["Building.floors"] == ("层数", "Floors")
    assert words["OrganizationKind.COMMITTEE"] == ("党委、大党委", "Committee")
    for language, zh in (("ZH", "楼栋"), ("EN", "Building")):
        query = f"{{ vocabulary(language: {language}) {{ key name }} }}"
        names = {t["key"]: t["name"] for t in (await asked.data(query))["vocabulary"]}
        assert (names["Building"], names.keys()) == (zh, words.keys())
    for mode in NoPropertyMode:
        assert words[f"NoPropertyMode.{mode.name}"][0] == mode.words[0]
