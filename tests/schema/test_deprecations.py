"""A field is declared deprecated with a day and a reason, and clients are told of it."""

from dataclasses import replace

import pytest

from graph.declare import IN, OUT, Hop, Model, NodeType, Property, Relation, Scalar
from graph.declare import RelationshipType as Kind
from graph.deprecated import Deprecated
from graph.messages import speaking
from schema.api import strawberry_schema
from service.schemas import SchemaError, changes_between

GONE = Deprecated("2026-12-01", "请改用 storeys。 — Ask for storeys.")
REASON = "自 2026-12-01 起停用：请改用 storeys。 — Since 2026-12-01: Ask for storeys."

CODE = Property("code", Scalar.STRING, required=True, doc="编码 — Its code.")
FLOORS = Property("floors", Scalar.INT, doc="层数 — Its floors.")
STOREYS = Property("storeys", Scalar.INT, doc="楼层数 — Its storeys.")
YARD = Relation("yard", "Yard", (Hop("IN_YARD", OUT, "Yard"),), unique=True, doc="院子 — Its yard.")
HUTS = Relation("huts", "Hut", (Hop("IN_YARD", IN, "Hut"),), many=True, doc="小屋 — Its huts.")


def sdl(floors: Property | None, yard: Relation = YARD, huts: Relation = HUTS) -> str:
    """The schema of huts in yards."""
    more = (STOREYS,) if floors is None else (floors, STOREYS)
    hut = NodeType(
        "Hut", "Hut", "小屋 — A hut.", (CODE, *more), (yard,), one="hut", many="huts"
    )  # fmt: skip
    place = NodeType("Yard", "Yard", "院子 — A yard.", (CODE,), (huts,), many="yards")
    kinds = (Kind("IN_YARD", "Hut", "Yard", "在院中 — A hut in a yard."),)
    return strawberry_schema(Model((hut, place), kinds)).as_str()


def test_the_schema_shows_the_day_and_the_reason_in_both_languages() -> None:
    printed = sdl(
        replace(FLOORS, deprecated=GONE),
        replace(YARD, deprecated=GONE),
        replace(HUTS, deprecated=GONE),
    )
    assert f'floors: Int @deprecated(reason: "{REASON}")' in printed
    assert f'floors: IntFilter @deprecated(reason: "{REASON}")' in printed
    assert f'yard: Yard @deprecated(reason: "{REASON}")' in printed
    assert f'): HutConnection! @deprecated(reason: "{REASON}")' in printed
    assert "@deprecated" not in sdl(FLOORS)


def test_clients_are_told_what_is_deprecated_and_what_is_taken_away() -> None:
    before, then, after = sdl(FLOORS), sdl(replace(FLOORS, deprecated=GONE)), sdl(None)
    found = changes_between(before, then)
    assert found.broken == 0
    assert "Deprecated: Hut.floors. Since 2026-12-01: Ask for storeys." in found.sentences
    assert changes_between(then, then).sentences == ()
    with speaking("zh"):
        told = changes_between(before, then).sentences
    assert "停用：Hut.floors。自 2026-12-01 起停用：请改用 storeys。" in told
    gone = changes_between(then, after)
    assert gone.broken > 0
    (told,) = (s for s in gone.sentences if "Field Hut.floors" in s)
    assert told.endswith("removed. It was deprecated: Since 2026-12-01: Ask for storeys.")
    (plain,) = (s for s in changes_between(before, after).sentences if "Hut.floors" in s)
    assert plain == "Breaks: Field Hut.floors was removed."


def test_a_reason_in_one_language_is_told_as_it_is() -> None:
    old, new = (
        "type Query { a: Int b: Int }",
        'type Query { a: Int b: Int @deprecated(reason: "No.") }',
    )
    assert changes_between(old, new).sentences == ("Deprecated: Query.b. No.",)
    with pytest.raises(SchemaError):
        changes_between("no schema", new)


@pytest.mark.parametrize(
    ("since", "doc"), [("soon", GONE.doc), ("2026-02-30", GONE.doc), ("2026-12-01", "Ask for it.")]
)
def test_without_a_day_or_a_language_nothing_is_declared(since: str, doc: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|form"):
        Deprecated(since, doc)
