"""Every table of the page, once: where it stands, whose it is, and how many rows GraphQL counts."""

from dataclasses import dataclass
from typing import Any

DISTRICT = "140902"
XIURONG = "140902001"
COMMUNITY = "140902001002"
COMPOUND = f"{COMMUNITY}-X01"
SINCE = "2025-11-01"


@dataclass(frozen=True)
class Table:
    """A table of a view.

    file: of `web/src`, in which it is made. name: its caption. counted: what GraphQL says beside
    it, a field with `totalCount`, or a list; as `count`. grouped: the heading of the column by
    which its rows stand in groups; it is saved, and not drawn.
    """

    address: str
    file: str
    name: str
    counted: str
    role: str = "analyst"
    place: str = XIURONG
    grouped: str | None = None

    def __str__(self) -> str:
        return self.address


def _listed(path: str, name: str, field: str, where: str = "within: $within", **more: str) -> Table:
    role = more.get("role", "analyst")
    counted = f"count: {field}(where: {{ {where} }}) {{ totalCount }}"
    return Table(f"/explorer/list/{path}", "features/lists/ListTable.tsx", name, counted, role)


_GROUP = "coverage(of: BUILDING, by: [GROUP], within: $within)"
_CHANGE = f'coverageChange(of: BUILDING, by: [GROUP], within: $within, from: "{SINCE}", to: $day)'
LISTS = (
    _listed("subdistricts", "街道（乡镇）", "subdistricts"),
    _listed("communities", "社区", "communities"),
    _listed("grids", "网格", "grids"),
    _listed("microGrids", "微网格", "microGrids"),
    _listed("compounds", "小区", "compounds"),
    _listed("buildings", "楼栋", "buildings"),
    _listed("buildingUnits", "单元", "buildingUnits"),
    _listed("organizations", "党组织", "partyOrganizations"),
    _listed(
        "companies", "物业企业", "propertyCompanies", "compounds: { some: { within: $within } }",
    ),
    _listed(
        "liaisonUnits", "包联（驻区）单位", "liaisonUnits",
        "liaisons: { some: { community: { within: $within } } }",
    ),
    _listed("members", "党员", "members", role="admin"),
    _listed(
        "posts", "任职", "posts",
        "or: [{ organization: { within: $within } }, { place: { within: $within } }]",
    ),
    _listed("facilities", "阵地", "facilities"),
)  # fmt: skip
OTHERS = (
    Table(
        "/coverage?by=GROUP", "features/coverage/Matrix.tsx", "楼栋覆盖情况",
        f"count: {_GROUP} {{ groups(by: COMMUNITY) {{ total }} }}",
    ),
    Table(
        "/coverage?by=GROUP&show=gaps", "features/coverage/Gaps.tsx", "没有党组织的楼栋",
        f"count: {_GROUP} {{ gaps {{ totalCount }} }}",
    ),
    Table(
        "/coverage?by=GROUP&show=covered", "features/coverage/Covered.tsx", "有党组织的楼栋",
        "count: buildings(where: { within: $within, organizations: { some: "
        "{ kind: { eq: GROUP } } } }) { totalCount }",
    ),
    Table(
        f"/coverage?by=GROUP&show=gained&with={SINCE}", "features/coverage/Turned.tsx", "新覆盖",
        f"count: {_CHANGE} {{ gained {{ totalCount }} }}",
    ),
    Table(
        "/audit", "features/audit/Findings.tsx", "排查结果",
        "count: audit(within: $within) { totalCount }", grouped="社区",
    ),
    Table(
        "/audit?grouped=list", "features/audit/Findings.tsx", "排查结果",
        "count: audit(within: $within) { totalCount }",
    ),
    Table(
        "/audit?terms=overdue", "features/audit/Terms.tsx", "任期逾期",
        "count: partyOrganizations(where: { within: $within, termEndsOn: { lt: $day } }) "
        "{ totalCount }", place=DISTRICT,
    ),
    Table(
        "/cross-appointments", "features/cross/Cross.tsx", "社区与物业的对应",
        "count: crossAppointments(within: $within) { totalCount }",
    ),
    Table(
        f"/explorer/Community:{COMMUNITY}?tab=compounds", "features/explorer/Relations.tsx", "小区",
        f'count: compounds(where: {{ within: "{COMMUNITY}" }}) {{ totalCount }}',
    ),
    Table(
        f"/explorer/Community:{COMMUNITY}?tab=liaisons", "features/explorer/Liaisons.tsx", "包联",
        f'count: community(code: "{COMMUNITY}") {{ liaisons {{ totalCount }} }}',
    ),
)  # fmt: skip
TABLES = (*LISTS, *OTHERS)
# Those that stand only while something is under way; the tests of what makes them look at them.
PASSING = {
    "features/coverage/Plan.tsx": "test_web_coverage.py",
    "shared/whatif/FindingsTurned.tsx": "test_web_coverage.py",
    "features/data/ImportReport.tsx": "test_web_import.py",
    "features/data/Log.tsx": "test_web_import.py",
    "features/explorer/History.tsx": "test_web_import.py",
}


def question(table: Table) -> str:
    """What asks GraphQL for the number of its rows."""
    return (
        f"query Counted($day: Date!, $within: String!) @asOf(date: $day) {{ {table.counted} "
        "at: place(code: $within) { id } }"
    )


def number(found: int | list[Any] | dict[str, Any]) -> int:
    """The number in the answer to `count`: a `totalCount`, or how long a list is."""
    if isinstance(found, int):
        return found
    if isinstance(found, list):
        return len(found)
    (inner,) = found.values()
    return number(inner)
