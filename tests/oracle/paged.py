"""Lists to page through while rows come and go: how rows are made, and what they sort by.

The rows' relatives stand still: only rows of the list are written, so no key of a row that
is there ever changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from graph.bolt import Graph, Transaction

Row = Mapping[str, Any]

_DAYS = (None, date(2022, 1, 1), date(2024, 2, 29), date(2025, 5, 17))
_COMPOUNDS: Mapping[str, tuple[str, str | None]] = {
    "X1": ("西苑", "QUALITY"),
    "X2": ("东街", None),
    "X3": ("西苑", "BENEFIT"),
}
# Code → name, start of the term, and whether it is in office.
_ORGANIZATIONS: Mapping[str, tuple[str, date | None, bool]] = {
    "O1": ("乙", date(2024, 2, 29), True),
    "O2": ("甲", None, True),
    "O3": ("乙", date(2022, 1, 1), True),
    "O0": ("丙", date(2025, 5, 17), False),
}

_SCENE = (
    "CREATE (c:Place:Community {code: 'C', name: '惠民', kind: 'COMMUNITY', path: 'C/'}) "
    "WITH c UNWIND $compounds AS x CREATE (c)<-[:WITHIN]-(:Place:Compound {code: x[0], "
    "name: x[1], compoundKind: x[2], kind: 'COMPOUND', path: 'C/' + x[0] + '/'})",
    "UNWIND $organizations AS o CREATE (:PartyOrganization {code: o[0], name: o[1], kind: 'GROUP', "
    "termStartedOn: o[2], dissolvedOn: CASE WHEN o[3] THEN null ELSE date('2020-01-01') END, "
    "establishment: 'FORMAL', joint: false, expanded: false})",
)
_CLEAR = "MATCH (n) WHERE n:Person OR n:Post OR n:Building OR n:BuildingUnit DETACH DELETE n"


async def set_scene(graph: Graph) -> None:
    """The relatives that rows are given, in an empty graph."""
    parameters = {
        "compounds": [[code, *values] for code, values in _COMPOUNDS.items()],
        "organizations": [[code, *values] for code, values in _ORGANIZATIONS.items()],
    }
    for text in _SCENE:
        await graph.write(text, parameters)


async def clear(graph: Graph) -> None:
    """Remove all rows of all lists."""
    await graph.write(_CLEAR)


@dataclass(frozen=True)
class Listed:
    """A list: a root connection, or one nested in a single node.

    kind: the node type. field: the connection's field; within: the text around it, `{}` in
    it for the field, and its path. keys: order field → a row's value. values: random cells
    of a row but for its code. create, delete: statements for `$rows` and `$codes`. wheres:
    filters beside what rows they keep.
    """

    kind: str
    field: str
    within: tuple[str, tuple[str, ...]]
    keys: Mapping[str, Callable[[Row], Any]]
    values: st.SearchStrategy[dict[str, Any]]
    create: tuple[str, ...]
    delete: str
    wheres: Sequence[tuple[dict[str, Any], Callable[[Row], bool]]]
    shows: Callable[[Row], bool] = lambda row: True

    async def write(self, graph: Graph, rows: Sequence[Row], gone: Sequence[str]) -> None:
        """Insert rows and delete others, in one transaction."""

        async def work(transaction: Transaction) -> None:
            if gone:
                await transaction.rows(self.delete, {"codes": list(gone)})
            for text in self.create if rows else ():
                await transaction.rows(text, {"rows": [dict(row) for row in rows]})

        await graph.writing(work)


def _cell(name: str) -> Callable[[Row], Any]:
    return lambda row: row[name]


def _compound(at: int) -> Callable[[Row], Any]:
    return lambda row: row["compound"] and _COMPOUNDS[row["compound"]][at]


def _size(name: str) -> Callable[[Row], Any]:
    return lambda row: len(_in_office(row[name]))


def _in_office(codes: Sequence[str]) -> list[str]:
    return sorted(code for code in codes if _ORGANIZATIONS[code][2])


def _organization(name: str, at: int | None) -> Callable[[Row], Any]:
    """The first organization in office by code: itself, or one of its values."""

    def value(row: Row) -> Any:
        found = _in_office(row[name])
        if not found:
            return None
        return found[0] if at is None else _ORGANIZATIONS[found[0]][at]

    return value


_NAMES = st.sampled_from(("一", "二", "三", "East"))
_CODES = st.lists(st.sampled_from(sorted(_ORGANIZATIONS)), max_size=3, unique=True)

_BUILDINGS = Listed(
    kind="Building",
    field="buildings",
    within=("{}", ("buildings",)),
    keys={
        "CODE": _cell("code"),
        "NAME": _cell("name"),
        "FLOORS": _cell("floors"),
        "COMPOUND_NAME": _compound(0),
        "COMPOUND_COMPOUND_KIND": _compound(1),
        "PARTY_GROUP_NAME": _organization("groups", 0),
        "PARTY_GROUP_TERM_STARTED_ON": _organization("groups", 1),
        "ORGANIZATIONS_COUNT": _size("groups"),
        "UNITS_COUNT": _cell("units"),
        "RESIDENTS_COUNT": _cell("residents"),
    },
    values=st.fixed_dictionaries(
        {
            "name": _NAMES,
            "floors": st.sampled_from((None, 3, 6, 18)),
            "compound": st.sampled_from((None, *_COMPOUNDS)),
            "groups": _CODES,
            "units": st.integers(0, 2),
            "residents": st.integers(0, 2),
        }
    ),
    create=(
        "UNWIND $rows AS r MATCH (p:Place {code: coalesce(r.compound, 'C')}) "
        "CREATE (p)<-[:WITHIN]-(n:Place:Building {code: r.code, name: r.name, floors: r.floors, "
        "kind: 'BUILDING', path: p.path + r.code + '/'}) "
        "FOREACH (i IN range(1, r.units) | CREATE (n)<-[:WITHIN]-(:Place:BuildingUnit {"
        "code: r.code + '-' + toString(i), name: '单元', kind: 'BUILDING_UNIT', "
        "path: p.path + r.code + '/' + r.code + '-' + toString(i) + '/'})) "
        "FOREACH (i IN range(1, r.residents) | CREATE (n)<-[:RESIDES_IN]-(:Person {"
        "code: r.code + '-P' + toString(i), name: '张'}))",
        "UNWIND $rows AS r UNWIND r.groups AS code MATCH (n:Building {code: r.code}), "
        "(o:PartyOrganization {code: code}) CREATE (n)<-[:COVERS]-(o)",
    ),
    delete="MATCH (n:Building) WHERE n.code IN $codes OPTIONAL MATCH (n)<-[:WITHIN|RESIDES_IN]-(m) "
    "DETACH DELETE n, m",
    wheres=(
        ({}, lambda row: True),
        ({"floors": {"gt": 3}}, lambda row: row["floors"] is not None and row["floors"] > 3),
        ({"compound": {"name": {"eq": "西苑"}}}, lambda row: row["compound"] in ("X1", "X3")),
        ({"partyGroup": {"isNull": True}}, lambda row: not _in_office(row["groups"])),
        (
            {"partyGroup": {"name": {"eq": "乙"}}},
            lambda row: _organization("groups", 0)(row) == "乙",
        ),
    ),
)

_PEOPLE = Listed(
    kind="Person",
    field="people",
    within=("{}", ("people",)),
    keys={
        "CODE": _cell("code"),
        "NAME": _cell("name"),
        "IS_VETERAN": _cell("isVeteran"),
        "CATEGORY": _cell("category"),
        "IS_MEMBER": lambda row: row["category"] is not None,
        "JOINED_ON": _cell("joinedOn"),
        "ORGANIZATION_CODE": _organization("organizations", None),
        "ORGANIZATION_NAME": _organization("organizations", 0),
        "ORGANIZATION_TERM_STARTED_ON": _organization("organizations", 1),
        "RESIDENCE_NAME": _compound(0),
        "AFFILIATIONS_COUNT": _size("organizations"),
        "POSTS_COUNT": _cell("posts"),
    },
    values=st.fixed_dictionaries(
        {
            "name": _NAMES,
            "isVeteran": st.booleans(),
            "category": st.sampled_from((None, "RESIDENT", "MOBILE")),
            "joinedOn": st.sampled_from(_DAYS),
            "organizations": _CODES,
            "compound": st.sampled_from((None, *_COMPOUNDS)),
            "posts": st.integers(0, 2),
        }
    ),
    create=(
        "UNWIND $rows AS r CREATE (n:Person {code: r.code, name: r.name, category: r.category, "
        "isVeteran: r.isVeteran, joinedOn: r.joinedOn}) FOREACH (i IN range(1, r.posts) | "
        "CREATE (n)<-[:HELD_BY]-(:Post {key: r.code + '-' + toString(i), role: 'SECRETARY'}))",
        "UNWIND $rows AS r UNWIND r.organizations AS code MATCH (n:Person {code: r.code}), "
        "(o:PartyOrganization {code: code}) "
        "CREATE (n)-[:AFFILIATED {key: r.code + code, kind: 'FORMAL'}]->(o)",
        "UNWIND $rows AS r MATCH (n:Person {code: r.code}), (p:Place {code: r.compound}) "
        "CREATE (n)-[:RESIDES_IN]->(p)",
    ),
    delete="MATCH (n:Person) WHERE n.code IN $codes OPTIONAL MATCH (n)<-[:HELD_BY]-(p) "
    "DETACH DELETE n, p",
    wheres=(
        ({}, lambda row: True),
        ({"isMember": {"eq": True}}, lambda row: row["category"] is not None),
        ({"within": "X2"}, lambda row: row["compound"] == "X2"),
        (
            {"organization": {"code": {"eq": "O1"}}},
            lambda row: _in_office(row["organizations"])[:1] == ["O1"],
        ),
        (
            {"not": {"affiliations": {"some": {"organization": {"name": {"eq": "乙"}}}}}},
            lambda row: not {"O1", "O3"} & set(row["organizations"]),
        ),
    ),
)


def _nested(of: Listed, field: str, around: str, root: str, shows: Callable[[Row], bool]) -> Listed:
    return Listed(
        of.kind, field, (around, (root, "nodes", "0", field)), of.keys, of.values, of.create,
        of.delete, of.wheres, shows,
    )  # fmt: skip


LISTS = (
    _BUILDINGS,
    _PEOPLE,
    _nested(
        _BUILDINGS,
        "buildings",
        'compounds(where: {{ code: {{ eq: "X1" }} }}) {{ nodes {{ {} }} }}',
        "compounds",
        lambda row: row["compound"] == "X1",
    ),
    _nested(
        _PEOPLE,
        "members",
        'partyOrganizations(where: {{ code: {{ eq: "O1" }} }}) {{ nodes {{ {} }} }}',
        "partyOrganizations",
        # Members alone: who has a category; nobody here is admitted on a day to come.
        lambda row: "O1" in row["organizations"] and row["category"] is not None,
    ),
)
