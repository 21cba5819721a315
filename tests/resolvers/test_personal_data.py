"""What a role may not read it may not learn in another way either."""

import pytest
from graphql import GraphQLError

from graph.api import filterable, order_fields
from graph.caller import Role
from graph.declare import Property, Scalar
from graph.model import MODEL
from tests.compiler.cases import compiled
from tests.resolvers.conftest import Asked

LIMITED = [role for role in Role if role is not Role.ADMIN]
LISTS = {node.name: node.many for node in MODEL.types if node.many is not None}


def personal_orders() -> list[str]:
    """For every list of the schema, its orders by personal data of the type or of a relative."""
    return [
        f"{many}(orderBy: [{{ field: {field}, direction: ASC }}])"
        for name, many in LISTS.items()
        for field, target in order_fields(MODEL, name).items()
        if target.property is not None and target.property.personal is not None
    ]


def personal_filters() -> list[str]:
    """For every list, filters by personal data of the type and of each relative, one hop away."""
    found: list[str] = []
    for name, many in LISTS.items():
        node = MODEL.type(name)
        found += [f"{many}(where: {w})" for w in _own(name)]
        for relation in node.relations:
            if relation.many and relation.listed:
                continue
            for inner in _own(relation.target):
                if relation.many:
                    found += [
                        f"{many}(where: {{ {relation.name}: {{ {q}: {inner} }} }})"
                        for q in ("some", "none", "every", "single")
                    ]
                    counted = f"count: {{ gt: 0, where: {inner} }}"
                    found.append(f"{many}(where: {{ {relation.name}: {{ {counted} }} }})")
                else:
                    found.append(f"{many}(where: {{ {relation.name}: {inner} }})")
                    found.append(
                        f"{many}(where: {{ not: {{ or: [{{ {relation.name}: {inner} }}] }} }})"
                    )
    return found


def _own(name: str) -> list[str]:
    return [
        f"{{ {item.name}: {{ {operator} }} }}"
        for item in filterable(MODEL.type(name))
        if item.personal is not None and item.name not in MODEL.type(name).heads
        for operator in _operators(item)
    ]


def _operators(item: Property) -> tuple[str, ...]:
    match item.type:
        case Scalar.STRING:
            return ('eq: "x"', 'startsWith: "1"', 'in: ["x"]', "isNull: true")
        case Scalar.BOOLEAN:
            return ("eq: true", "isNull: true")
        case Scalar.DATE:
            return ('eq: "2020-01-01"', 'lt: "2020-01-01"', "isNull: true")
        case _:
            return ("eq: RETIRED", "in: [RETIRED]", "isNull: true")


@pytest.mark.parametrize("role", LIMITED)
def test_no_list_is_ordered_by_personal_data(role: Role) -> None:
    orders = personal_orders()
    assert "posts(orderBy: [{ field: HOLDER_NAME, direction: ASC }])" in orders
    for order in orders:
        with pytest.raises(GraphQLError, match="personal data"):
            compiled(f"{{ {order} {{ totalCount pageInfo {{ endCursor }} }} }}", {}, role)
        compiled(f"{{ {order} {{ totalCount }} }}", {}, Role.ADMIN)


@pytest.mark.parametrize("role", LIMITED)
def test_no_list_is_filtered_by_personal_data_of_its_own_or_of_a_relative(role: Role) -> None:
    filters = personal_filters()
    assert len(filters) > 100
    for where in filters:
        with pytest.raises(GraphQLError, match="personal data"):
            compiled(f"{{ {where} {{ totalCount }} }}", {}, role)
        compiled(f"{{ {where} {{ totalCount }} }}", {}, Role.ADMIN)


@pytest.mark.parametrize("role", LIMITED)
def test_personal_data_is_refused_below_other_nodes_too(role: Role) -> None:
    for asked in (
        "{ compounds { nodes { buildings { nodes { residents("
        'where: { phone: { startsWith: "1" } }) { totalCount } } } } } }',
        "{ communities { aggregate { count } nodes { organizations(where: { members: { some: "
        '{ name: { contains: "王" } } } }) { totalCount } } } }',
        '{ node(id: "PartyOrganization:Z1") { ... on PartyOrganization { members(where: '
        '{ name: { eq: "王小明" } }) { groupBy(by: [{ field: CATEGORY }]) { count } } } } }',
    ):
        with pytest.raises(GraphQLError, match="personal data"):
            compiled(asked, {}, role)


async def test_the_refusal_says_what_and_where(asked: Asked) -> None:
    query = "{ people(orderBy: [{ field: PHONE, direction: ASC }]) { pageInfo { endCursor } } }"
    answer = await asked.answer(query, role=Role.FRONTEND)
    assert answer["data"] is None
    (error,) = answer["errors"]
    assert error["message"].startswith("Person.phone is personal data")
    assert error["path"] == ["people"]
    assert error["locations"] == [{"line": 1, "column": 3}]
    assert error["extensions"] == {"code": "FORBIDDEN"}


async def test_an_administrator_still_finds_people_by_name(asked: Asked) -> None:
    query = '{ people(where: { name: { eq: "王小明" } }) { nodes { code name } } }'
    data = await asked.data(query)
    assert data["people"]["nodes"] == [{"code": "SEC", "name": "王小明"}]
