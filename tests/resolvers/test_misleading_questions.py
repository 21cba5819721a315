"""Questions that would get a plausible wrong number get an error or a remark."""

import pytest

from tests.resolvers.conftest import Asked

ROOTS = (
    'buildings(where: { within: "%s" }) { totalCount }',
    'buildings(where: { not: { within: "%s" } }) { nodes { code } }',
    'people(where: { or: [{ within: "%s" }, { code: { eq: "SEC" } }] }) { totalCount }',
    'place(code: "X1") { organizations(where: { within: "%s" }) { totalCount } }',
    'node(id: "Compound:X1") { ... on Compound { buildings(where: { within: "%s" }) '
    "{ aggregate { count } } } }",
    'posts(where: { organization: { within: "%s" } }) { totalCount }',
    'coverage(of: BUILDING, within: "%s") { total }',
    'coverageChange(of: BUILDING, within: "%s", from: "2025-01-01", to: "2026-01-01") '
    "{ before { total } }",
    'crossAppointments(within: "%s") { totalCount }',
    'audit(within: "%s") { totalCount }',
    'auditSummary(within: "%s") { count }',
    'auditChange(within: "%s", from: "2025-01-01", to: "2026-01-01") { appeared { subjectName } }',
)


@pytest.mark.parametrize("root", ROOTS)
async def test_an_unknown_place_is_an_error_that_names_the_nearest(asked: Asked, root: str) -> None:
    answer = await asked.answer(f"{{ {root % 'X9'} }}")
    (error,) = answer["errors"]
    assert error["message"].startswith("'within' is the code of no place: 'X9'.")
    assert "X1 (X1)" in error["message"]
    assert error["extensions"] == {"code": "UNKNOWN_CODE"}
    assert error["path"] == [root.partition("(")[0].partition(" ")[0]]
    assert error["locations"]


@pytest.mark.parametrize("root", ROOTS[:1])
async def test_a_known_place_is_none(asked: Asked, root: str) -> None:
    assert await asked.data(f"{{ {root % 'X1'} }}") == {"buildings": {"totalCount": 3}}


async def test_a_name_in_a_codes_place_says_so(asked: Asked) -> None:
    asked.town.place("X7", "COMPOUND", name="金山花园")
    await asked.town.load(asked.graph)
    query = "query($w: String) { buildings(where: { within: $w }) { totalCount } }"
    message = await asked.refusal(query, {"w": "金山"})
    assert "'金山' is a name, or part of one; the codes are X7 (金山花园)." in message
    assert (await asked.data(query, {"w": None}))["buildings"]["totalCount"] == 3


async def test_a_change_does_not_run_backwards(asked: Asked) -> None:
    for root in (
        "coverageChange(of: BUILDING, from: $a, to: $b) { before { total } }",
        "auditChange(from: $a, to: $b) { appeared { subjectName } }",
    ):
        query = f"query($a: Date!, $b: Date!) {{ {root} }}"
        message = await asked.refusal(query, {"a": "2026-02-01", "b": "2026-01-01"})
        assert "'from' (2026-02-01) lies after 'to' (2026-01-01)" in message
        await asked.data(query, {"a": "2026-01-01", "b": "2026-01-01"})


async def test_a_day_before_anything_is_known_is_remarked_on(asked: Asked) -> None:
    query = "query { coverage(of: BUILDING) { covered } }"
    early = query.replace("query", 'query @asOf(date: "1949-10-01")')
    found = await asked.answer(early)
    (remark,) = found["extensions"]["remarks"]
    assert remark.startswith("The graph knows of nothing that begins before 2020-01-01")
    assert "extensions" not in await asked.answer(query)
    assert "extensions" not in await asked.answer(early.replace("1949-10", "2020-01"))
    change = '{ coverageChange(of: BUILDING, from: "1949-10-01", to: "2026-01-01") { of } }'
    assert (await asked.answer(change))["extensions"]["remarks"] == [remark]


@pytest.mark.parametrize(
    "root",
    [
        'buildings(after: "zz")',
        'searchMatches(text: "B", before: "zz")',
        'crossAppointments(after: "zz")',
        'audit(after: "zz")',
    ],
)
async def test_what_is_no_cursor_is_refused_where_only_the_total_is_asked(
    asked: Asked, root: str
) -> None:
    assert "cursor" in await asked.refusal(f"{{ {root} {{ totalCount }} }}")


async def test_a_cursor_serves_its_own_list_alone(asked: Asked) -> None:
    data = await asked.data(
        "{ buildings(first: 1) { pageInfo { endCursor } } "
        "  coverage(of: BUILDING) { gaps(first: 1) { pageInfo { endCursor } } } "
        " people(first: 1) { pageInfo { endCursor } } "
        "  members(first: 1) { pageInfo { endCursor } } "
        "  posts(first: 1) { pageInfo { endCursor } } "
        "  audit(first: 1) { pageInfo { endCursor } } "
        "  compounds(first: 1) { pageInfo { endCursor } } }"
    )
    cursors = {
        "coverage": data["coverage"]["gaps"]["pageInfo"]["endCursor"],
        **{n: data[n]["pageInfo"]["endCursor"] for n in (
            "buildings", "people", "members", "posts", "audit", "compounds"
        )},
    }  # fmt: skip
    roots = {
        "coverage": "coverage(of: BUILDING) { gaps(after: $c) { totalCount nodes { members } } }",
        **{
            n: f"{n}(after: $c) {{ pageInfo {{ hasNextPage }} }}"
            for n in cursors
            if n != "coverage"
        },
    }
    for name, root in roots.items():
        for owner, cursor in cursors.items():
            answer = await asked.answer(f"query($c: String) {{ {root} }}", {"c": cursor})
            if name == owner:
                assert "errors" not in answer, (name, answer)
            else:
                assert "cursor" in answer["errors"][0]["message"], (name, owner, answer)


@pytest.mark.parametrize(
    "text",
    ["20260101", "2026-W01-1", "2026-1-1", "2026-02-30", "01.01.2026", "", "2026-01-01T00:00"],
)
async def test_only_one_way_of_writing_a_day_is_taken(asked: Asked, text: str) -> None:
    answer = await asked.answer(f'query @asOf(date: "{text}") {{ places {{ totalCount }} }}')
    (error,) = answer["errors"]
    assert "write YYYY-MM-DD" in error["message"] or "no day of the calendar" in error["message"]
    assert error["locations"] == [{"line": 1, "column": 19}]
    query = "query($d: Date!) @asOf(date: $d) { places { totalCount } }"
    (error,) = (await asked.answer(query, {"d": text}))["errors"]
    assert "write YYYY-MM-DD" in error["message"] or "no day of the calendar" in error["message"]
    assert error["locations"]
