"""The addresses of the page, written and read by its own module, which Node.js runs as it is."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from web.assets import SOURCES
from web.node import find_toolchain

SCRIPT = """
import {
  addressOf, readAddress, readPart, withFrame, withPart, writeSearch,
} from "./src/shared/address.ts";
const asked = JSON.parse(process.argv[2]);
const here = { place: "140902001", day: "2024-03-01", with: "off" };
const now = { place: null, day: null, with: "month" };
console.log(JSON.stringify({
  written: {
    overview: addressOf.overview(now),
    overviewThere: addressOf.overview(here),
    coverage: addressOf.coverage(now, { of: "BUILDING", by: ["GROUP"], show: "gaps" }),
    coverageThere: addressOf.coverage(here, { of: "COMPOUND", by: ["GROUP", "BRANCH"] }),
    elevation: addressOf.elevation(now, "140902001002-X01", { selected: "140902001002-X01-02" }),
    audit: addressOf.audit(now, { severity: ["WARN", "ERROR"], rule: "group-minimum" }),
    cross: addressOf.cross(here, { status: ["NONE"] }),
    list: addressOf.list(now, "buildingUnits", { led: "no", sort: "code.desc" }),
    entity: addressOf.entity(now, "CrossAppointment:A/1/2/b"),
    graphiql: addressOf.graphiql("{ a }", { b: "c d" }),
  },
  further: withPart("?by=GROUP&found.page=2", "found", { size: "20", page: null }),
  part: readPart("?found.size=20&found.page=0&found.facets=rule:a", "found"),
  framed: [
    withFrame("?by=GROUP&show=gained&page=3&place=1", { place: "140902001" }),
    withFrame("?place=140902001&day=2024-03-01&find=a+%26+b", { day: null, place: null }),
    withFrame("?with=off", { with: "month" }),
  ],
  read: asked.map(([view, search]) => readAddress(view, search)),
  again: asked.map(([view, search]) => writeSearch(view, readAddress(view, search))),
}));
"""
WRITTEN = {
    "overview": "/",
    "overviewThere": "/?place=140902001&day=2024-03-01&with=off",
    "coverage": "/coverage?by=GROUP",
    "coverageThere": (
        "/coverage?place=140902001&day=2024-03-01&with=off&of=COMPOUND&by=BRANCH%2CGROUP"
    ),
    "elevation": "/elevation/140902001002-X01?selected=140902001002-X01-02",
    "audit": "/audit?rule=group-minimum&severity=ERROR%2CWARN",
    "cross": "/cross-appointments?place=140902001&day=2024-03-01&with=off&status=NONE",
    "list": "/explorer/list/buildingUnits?led=no&sort=code.desc",
    "entity": "/explorer/CrossAppointment%3AA%2F1%2F2%2Fb",
    "graphiql": (
        "/graphiql#query=%7B%20a%20%7D&variables=%7B%0A%20%20%22b%22%3A%20%22c%20d%22%0A%7D"
    ),
}
ASKED = [
    ("coverage", "?place=723421968459640832&of=GRID&by=GROUP,COMMITTEE&sort=name"),
    ("coverage", "?place=<b>&day=2026-02-30&with=yesterday&of=MOON&by=MOON&sort=a;b&selected=x"),
    ("list", "?since=2026-01-01&until=2026-13-01&role=UNIT_LEADER&led=maybe"),
]


async def _told(workshop: Path) -> dict[str, Any]:
    package = json.loads((SOURCES / "package.json").read_text("utf-8"))
    toolchain = await find_toolchain(package["engines"]["node"])
    file = workshop / "addresses.mjs"
    file.write_text(SCRIPT, "utf-8")
    process = await asyncio.create_subprocess_exec(
        str(toolchain.node), str(file), json.dumps(ASKED), cwd=workshop,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    file.unlink()
    return json.loads(output)


@pytest.fixture(scope="module")
async def told(workshop: Path) -> dict[str, Any]:
    return await _told(workshop)


def test_addresses_are_short_and_last(told: dict[str, Any]) -> None:
    assert told["written"] == WRITTEN


def test_codes_stay_strings_and_nonsense_is_the_default(told: dict[str, Any]) -> None:
    codes, nonsense, days = told["read"]
    assert codes["place"] == "723421968459640832"
    assert (codes["of"], codes["by"], codes["sort"]) == ("GRID", ["COMMITTEE", "GROUP"], "name")
    assert {key: nonsense[key] for key in ("place", "day", "with", "of", "by", "sort")} == {
        "place": None, "day": None, "with": "month", "of": "BUILDING", "by": [], "sort": None,
    }  # fmt: skip
    assert (days["since"], days["until"], days["led"]) == ("2026-01-01", None, "any")


def test_another_place_or_day_leaves_what_else_the_view_says(told: dict[str, Any]) -> None:
    assert told["framed"] == ["?place=140902001&by=GROUP&show=gained", "?find=a+%26+b", ""]


def test_a_views_further_tables_stand_in_its_address_too(told: dict[str, Any]) -> None:
    assert told["further"] == "?by=GROUP&found.size=20"
    assert told["part"] == {"facets": "rule:a", "size": "20", "page": None}


def test_what_was_read_is_written_as_it_was(told: dict[str, Any]) -> None:
    assert told["again"] == [
        "?place=723421968459640832&of=GRID&by=COMMITTEE%2CGROUP&sort=name",
        "",
        "?role=UNIT_LEADER&since=2026-01-01",
    ]
