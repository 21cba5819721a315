"""What cells mean: words, booleans, dates, numbers, empty cells."""

from datetime import date, datetime

import pytest

from graph.bolt import Graph
from graph.credit_code import is_credit_code
from graph.declare import Scalar, Vocabulary
from graph.model import MODEL
from graph.tables import Column, Reference
from graph.tables import tables as declared
from seeds.dataset.cells import coerce
from seeds.dataset.frame import Value
from seeds.dataset.sheets import Cell
from tests.dataset.loading import loaded, problems
from tests.dataset.small import Rows, rows, small

ENUMS = [
    (table.name, column)
    for table in declared(MODEL)
    for column in table.columns
    if not isinstance(column.type, Scalar | Reference)
]


@pytest.mark.parametrize(("table", "column"), ENUMS, ids=[f"{t}-{c.name}" for t, c in ENUMS])
def test_every_member_is_known_by_its_name_and_its_chinese_words(
    table: str, column: Column
) -> None:
    assert not isinstance(column.type, Scalar | Reference)
    for member in column.type:
        cells: list[Cell] = [member.name, member.name.lower(), f" {member.name} ", *member.words]
        assert set(coerce(column, cells).values) == {member.name}, table


@pytest.mark.parametrize(
    ("word", "kind", "other"),
    [
        ("街道", "Subdistrict", "SUBDISTRICT"),
        ("镇", "Subdistrict", "TOWN"),
        ("乡", "Subdistrict", "TOWNSHIP"),
        ("TOWNSHIP", "Subdistrict", "TOWNSHIP"),
        ("SUBDISTRICT", "Subdistrict", "SUBDISTRICT"),
    ],
)
async def test_the_kind_of_a_subdistrict_is_taken_from_its_word(
    blank: Graph, word: str, kind: str, other: str
) -> None:
    await loaded(blank, [rows("places", "code name kind", ["S1", "S", word])])
    found = await blank.rows("MATCH (n:Place) RETURN labels(n), n.kind, n.subdistrictKind")
    assert [(set(labels), k, sub) for labels, k, sub in found] == [
        ({"Place", kind}, "SUBDISTRICT", other)
    ]


@pytest.mark.parametrize(
    ("word", "establishment", "stored"),
    [
        ("大工委", None, ["WORKING_COMMITTEE", "FORMAL", False, True]),
        ("大党委", None, ["COMMITTEE", "FORMAL", False, True]),
        ("党委", None, ["COMMITTEE", "FORMAL", False, False]),
        ("联合党支部", None, ["BRANCH", "FORMAL", True, False]),
        ("临时党支部", None, ["BRANCH", "TEMPORARY", False, False]),
        ("功能型党支部", None, ["BRANCH", "FUNCTIONAL", False, False]),
        ("功能型党支部", "正式", ["BRANCH", "FORMAL", False, False]),
    ],
)
async def test_words_for_organizations_say_more_than_their_kind(
    blank: Graph, word: str, establishment: str | None, stored: list[Value]
) -> None:
    table = rows("organizations", "code name kind establishment", ["O1", "O", word, establishment])
    await loaded(blank, [table])
    found = await blank.rows(
        "MATCH (n:PartyOrganization) RETURN n.kind, n.establishment, n.joint, n.expanded"
    )
    assert found == [stored]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", True), ("true", True), ("TRUE", True), (1, True), (1.0, True), ("1", True),
        (True, True), ("否", False), ("false", False), (0, False), ("0", False), (False, False),
        (" 是 ", True), (None, False), ("", False),
    ],
)  # fmt: skip
async def test_booleans_are_understood(blank: Graph, cell: Cell, value: bool) -> None:
    items = rows("service_items", "code name category assisted", ["I1", "I", "C", cell])
    report = await loaded(blank, [items])
    assert problems(report) == []
    assert await blank.read("MATCH (n:ServiceItem) RETURN n.assisted") is value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2024-02-29", "2024-02-29"),
        (" 2024-02-29 ", "2024-02-29"),
        ("2024-02-29 00:00:00", "2024-02-29"),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29), "2024-02-29"),
        ("2024/2/29", "2024-02-29"),
        ("20240229", "2024-02-29"),
        (20240229.0, "2024-02-29"),
        ("2024年2月29日", "2024-02-29"),
    ],
)
async def test_dates_are_stored_as_dates(blank: Graph, cell: Cell, value: str) -> None:
    table = rows("activities", "code kind title held_on", ["A1", "MEDICAL", "Check-up", cell])
    report = await loaded(blank, [table])
    assert problems(report) == []
    stored = "MATCH (n:Activity) WHERE n.heldOn >= date('1900-01-01') RETURN toString(n.heldOn)"
    assert await blank.read(stored) == value


@pytest.mark.parametrize("cell", [12, 12.0, "12", " 12 ", "12.0", "+12"])
async def test_whole_numbers_are_understood(blank: Graph, cell: Cell) -> None:
    table = rows(
        "activities", "code kind title held_on served",
        ["A1", "MEDICAL", "Check-up", "2024-01-01", cell],
    )  # fmt: skip
    await loaded(blank, [table])
    assert await blank.read("MATCH (n:Activity) RETURN n.served") == 12


async def test_empty_cells_mean_the_default_or_nothing(blank: Graph) -> None:
    report = await loaded(blank, small())
    assert problems(report) == []
    organization = await blank.rows(
        "MATCH (n {code: 'O1'}) RETURN n.establishment, n.joint, n.expanded, n.termYears"
    )
    assert organization == [["FORMAL", False, False, None]]
    assert await blank.rows("MATCH ()-[r:AFFILIATED]->() RETURN r.kind") == [["FORMAL"]]
    assert await blank.read("MATCH (n {code: 'P1'}) RETURN n.isVeteran") is False
    compound = await blank.rows("MATCH (n {code: 'X1'}) RETURN n.hasCleaning, n.hasSecurity")
    assert compound == [[True, None]]


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("91350100M000100Y43", True),
        ("91350100M000100Y34", False),
        ("91350100M000100Y4", False),
        ("9135O100M000100Y43", False),
        ("", False),
    ],
)
def test_the_credit_code_is_checked_as_the_standard_says(code: str, right: bool) -> None:
    assert is_credit_code(code) is right


def test_words_of_different_members_never_agree() -> None:
    for table, column in ENUMS:
        kind = column.type
        assert not isinstance(kind, Scalar | Reference)
        taken: dict[str, Vocabulary] = {}
        for member in kind:
            for word in (member.name, *member.words):
                assert taken.setdefault(word.casefold(), member) is member, (table, column.name)


async def test_true_is_not_taken_for_the_number_one(blank: Graph) -> None:
    table = Rows("activities", ["code", "kind", "title", "held_on", "served"], [])
    table.add(
        ["A1", "MEDICAL", "One", "2024-01-01", 1],
        ["A2", "MEDICAL", "True", "2024-01-01", True],
    )
    report = await loaded(blank, [table])
    assert problems(report) == [("activities", 3, "served", "malformed-number")]
