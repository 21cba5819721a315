"""Answers and errors are in the language of whoever asks, and what is kept is told to both."""

from typing import Any

import pytest

from graph.caller import Role
from graph.messages import Language, speaking
from tests.resolvers.conftest import Asked


async def both(asked: Asked, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    languages: tuple[Language, ...] = ("zh", "en", "zh")
    for language in languages:
        with speaking(language):
            found.append(await asked.answer(query))
    assert found[0] == found[2]
    return found[:2]


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        (
            "{ buildigs { totalCount } }",
            "类型“Query”没有字段“buildigs”。是否应为'buildings'或'building'？",
            "Cannot query field 'buildigs' on type 'Query'. Did you mean 'buildings' or",
        ),
        (
            '{ coverage(of: BUILDING, within: "C9") { total } }',
            "参数“within”的值“C9”不是任何地点的编码。最接近的是",
            "'within' is the code of no place: 'C9'. The nearest are",
        ),
        (
            'query @asOf(date: "2026-02-30") { buildings { totalCount } }',
            "“2026-02-30”不是日历上的日期。",
            "'2026-02-30' is no day of the calendar.",
        ),
        (
            "{ buildings(first: 1, last: 1) { totalCount } }",
            "first 和 last 只能给出一个。",
            "Give either first or last, not both.",
        ),
        ("｛ buildings ｝", "“｛”是中文全角符号，请改为“{”。", "type '{'"),
        ("{ a(x: 3 4) }", "此处应为“名称”，却是“整数 4”。", "Expected Name, found Int '4'."),
        ("{ a(", "此处应为“名称”，却是“文末”。", "Expected Name, found <EOF>."),
        ("{ a(x: ?) }", "此处不应有字符：?。", "Unexpected character: '?'."),
        ("{ buildings { name } }", "请写成“nodes { name }”。", "Ask for 'nodes { name }'."),
    ],
)
async def test_errors_are_in_the_language_of_the_caller(
    asked: Asked, query: str, zh: str, en: str
) -> None:
    answers = await both(asked, query)
    told = [answer["errors"][0]["message"] for answer in answers]
    assert (zh in told[0], en in told[1]) == (True, True), told
    assert answers[0]["errors"][0]["extensions"] == answers[1]["errors"][0]["extensions"]


async def test_reasons_of_gaps_and_messages_of_findings_are_in_the_language_of_the_caller(
    asked: Asked,
) -> None:
    zh, en = await both(
        asked,
        "{ coverage(of: BUILDING, by: [GROUP]) { gaps(first: 1) { nodes { reasons } } } "
        'audit(rules: ["building-without-group"]) { nodes { message messageZh rule { title } } } }',
    )
    (gap,) = zh["data"]["coverage"]["gaps"]["nodes"]
    assert gap["reasons"][0].startswith("此处居住4名党员")
    assert "党小组" in gap["reasons"][0]
    assert en["data"]["coverage"]["gaps"]["nodes"][0]["reasons"][0].startswith("4 members live")
    finding = zh["data"]["audit"]["nodes"][0]
    assert finding["message"] == finding["messageZh"]
    assert not finding["rule"]["title"].isascii()
    assert en["data"]["audit"]["nodes"][0]["message"].isascii()


async def test_problems_of_changes_are_in_the_language_of_the_caller(asked: Asked) -> None:
    zh, en = await both(
        asked,
        'mutation { dissolveOrganization(code: "Z9", on: "2026-01-01") '
        "{ problems { message messageZh } } }",
    )
    (problem,) = zh["data"]["dissolveOrganization"]["problems"]
    assert problem["message"] == problem["messageZh"]
    assert "Z1" in problem["message"]
    assert en["data"]["dissolveOrganization"]["problems"][0]["message"].startswith("There is no")


async def test_one_wrong_root_field_leaves_its_siblings_alone(asked: Asked) -> None:
    answer = await asked.answer(
        '{ bad: place(code: "X1") { ... on Compound { buildings(first: -1) { totalCount } } } '
        'good: place(code: "X1") { code } '
        'twice: place(code: "X1") { ... on Compound { buildings(first: 1, last: 1) '
        "{ totalCount } } } }"
    )
    assert answer["data"] == {"bad": None, "good": {"code": "X1"}, "twice": None}
    assert list(answer["data"]) == ["bad", "good", "twice"]
    assert {error["path"][0] for error in answer["errors"]} == {"bad", "twice"}
    assert all(error["locations"] for error in answer["errors"])


async def test_an_error_of_a_field_never_null_is_one_of_the_whole(asked: Asked) -> None:
    answer = await asked.answer(
        '{ good: place(code: "X1") { code } bad: buildings(first: -1) { totalCount } }'
    )
    assert answer["data"] is None
    assert [error["path"] for error in answer["errors"]] == [["bad"]]


@pytest.mark.parametrize(
    "where",
    ["{ partyGroup: null }", "{ compound: { community: null } }", "{ not: { partyGroup: null } }"],
)
async def test_a_relative_given_as_null_is_refused(asked: Asked, where: str) -> None:
    message = await asked.refusal(f"{{ buildings(where: {where}) {{ totalCount }} }}")
    assert "{ isNull: true }" in message


async def test_a_look_up_of_nothing_names_the_nearest_codes(asked: Asked) -> None:
    answer = await asked.answer('{ building(code: "B9") { name } }')
    assert answer["data"] == {"building": None}
    (remark,) = answer["extensions"]["remarks"]
    assert remark.startswith("There is no building with the code 'B9'. The nearest are B3 (B3), ")
    with speaking("zh"):
        answer = await asked.answer('{ building(code: "B9") { name } }')
    assert answer["extensions"]["remarks"][0].startswith(
        "没有编码为“B9”的楼栋。最接近的是B3（B3）、"
    )


async def test_codes_of_people_are_named_to_administrators_alone(asked: Asked) -> None:
    query = '{ person(code: "SEK") { code } }'
    found = await asked.answer(query)
    assert "SEC" in found["extensions"]["remarks"][0]
    assert "王小明" not in found["extensions"]["remarks"][0]
    assert "extensions" not in await asked.answer(query, role=Role.ANALYST)


@pytest.mark.parametrize("text", ["", "   ", "，。！", "*", "a" * 500, "NOT", "\\\\", "\\u0000"])
async def test_odd_text_finds_nothing(asked: Asked, text: str) -> None:
    found = await asked.data("query ($t: String!) { search(text: $t) { id } }", {"t": text})
    assert found == {"search": []}
