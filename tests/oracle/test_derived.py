"""What random questions seldom meet: groups of which no count is asked, grids against compounds."""

from tests.compiler.small import DAYS, tables
from tests.oracle.conftest import Asked
from tests.oracle.evaluate import KINDS
from tests.oracle.world import World, read

TABLES = read(tables())


async def test_a_group_is_one_whatever_is_asked_of_it(small: Asked) -> None:
    groups = "groupBy(by: [{ field: FLOORS }])"
    data = await small.data(
        f"{{ buildings {{ counted: {groups} {{ count keys {{ value }} }} "
        f"bare: {groups} {{ keys {{ value }} }} named: {groups} {{ __typename }} }} }}"
    )
    found = data["buildings"]
    assert len(found["counted"]) < sum(group["count"] for group in found["counted"])
    assert found["bare"] == [{"keys": group["keys"]} for group in found["counted"]]
    assert len(found["named"]) == len(found["counted"])


async def test_a_grid_that_holds_one_building_of_a_compound(small: Asked) -> None:
    data = await small.data("{ grids { nodes { code compoundRelation } } }")
    world = World(TABLES, DAYS[0])
    relation = KINDS["Grid"].scalars["compoundRelation"].value
    found = {node["code"]: node["compoundRelation"] for node in data["grids"]["nodes"]}
    grids = [p for p in TABLES.rows["places"] if p["kind"] == "GRID"]
    assert found == {grid.code: relation(world, grid) for grid in grids}
    alone = [
        grid.code
        for grid in grids
        if [p["kind"] for p in world.held(grid)].count("BUILDING") == 1
        and found[grid.code] is not None
    ]
    assert alone, "no grid holds a single building"
