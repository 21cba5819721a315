"""A service of a few types, for the pages' own tests; another test drives the real one.

Its answers are fixed and its filters are looked at only as far as the pages need.
"""

import base64
import enum
import json
from dataclasses import dataclass, field
from typing import Annotated, Any

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from web import WebPages, routes

SIGNATURE = "stub"


def token(role: str, scope: str = "*", **claims: object) -> str:
    """What the pages can read of a token; the stub looks at its signature alone."""
    parts = ({"alg": "none"}, {"sub": "test", "role": role, "scope": scope, **claims})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join([*(part.rstrip("=") for part in encoded), SIGNATURE])


@strawberry.enum
class OrganizationKind(enum.Enum):
    WORKING_COMMITTEE = "WORKING_COMMITTEE"
    COMMITTEE = "COMMITTEE"
    GENERAL_BRANCH = "GENERAL_BRANCH"
    BRANCH = "BRANCH"
    GROUP = "GROUP"


@strawberry.enum
class OrderField(enum.Enum):
    CODE = "CODE"


@strawberry.enum
class SortDirection(enum.Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input
class OrderBy:
    field: OrderField
    direction: SortDirection


@strawberry.input
class KindFilter:
    eq: OrganizationKind | None = None


@strawberry.input
class StringFilter:
    eq: str | None = None


@strawberry.input
class PersonOneFilter:
    is_null: bool | None = None


@strawberry.input
class PartyOrganizationWhere:
    kind: KindFilter | None = None
    secretary: PersonOneFilter | None = None
    not_: Annotated["PartyOrganizationWhere", strawberry.lazy("web_stub")] | None = (
        strawberry.field(name="not", default=None)
    )


@strawberry.input
class OrganizationManyFilter:
    some: PartyOrganizationWhere | None = None
    none: PartyOrganizationWhere | None = None


@strawberry.input
class BuildingWhere:
    code: StringFilter | None = None
    organizations: OrganizationManyFilter | None = None


@strawberry.type
class Person:
    name: str


@strawberry.type
class PartyOrganization:
    code: str
    name: str
    kind: OrganizationKind
    parent: Annotated["PartyOrganization", strawberry.lazy("web_stub")] | None = None
    secretary: Person | None = None


@strawberry.type
class PartyOrganizationConnection:
    nodes: list[PartyOrganization]
    total_count: int


@strawberry.type
class PersonConnection:
    total_count: int


@strawberry.type
class Subdistrict:
    code: str
    name: str


@strawberry.type
class Community:
    code: str
    name: str
    subdistrict: Subdistrict | None


@strawberry.type
class Compound:
    code: str
    name: str
    community: Community | None


@strawberry.type
class Building:
    code: str
    name: str
    compound: Compound | None
    residents: PersonConnection
    held_by: strawberry.Private[list[PartyOrganization]]

    @strawberry.field
    def organizations(self, first: int | None = None) -> PartyOrganizationConnection:
        return PartyOrganizationConnection(nodes=self.held_by, total_count=len(self.held_by))


@strawberry.type
class BuildingConnection:
    nodes: list[Building]
    total_count: int


def _district() -> list[Building]:
    working = PartyOrganization(
        code="WC1", name="松涛街道党工委", kind=OrganizationKind.WORKING_COMMITTEE
    )
    committee = PartyOrganization(
        code="C1",
        name="云杉社区党委",
        kind=OrganizationKind.COMMITTEE,
        parent=working,
        secretary=Person(name="柏青"),
    )
    branch = PartyOrganization(
        code="B1", name="云杉苑党支部", kind=OrganizationKind.BRANCH, parent=committee
    )
    group = PartyOrganization(
        code="G1", name="1号楼党小组", kind=OrganizationKind.GROUP, parent=branch
    )
    buildings: list[Building] = []
    for code, name in (("S1", "松涛街道"), ("S2", "听泉街道")):
        subdistrict = Subdistrict(code=code, name=name)
        community = Community(code=f"{code}C", name="云杉社区", subdistrict=subdistrict)
        compound = Compound(code=f"{code}C1", name="云杉苑", community=community)
        for number in range(1, 4):
            buildings.append(
                Building(
                    code=f"{compound.code}-{number:02}",
                    name=f"{number}号楼",
                    compound=compound,
                    residents=PersonConnection(total_count=40 + number),
                    held_by=[group] if number == 1 else [],
                )
            )
    return buildings


@strawberry.type
class Query:
    @strawberry.field
    def buildings(
        self,
        first: int | None = None,
        where: BuildingWhere | None = None,
        order_by: list[OrderBy] | None = None,
    ) -> BuildingConnection:
        found = _district()
        if where is not None and where.code is not None:
            found = [building for building in found if building.code == where.code.eq]
        if where is not None and where.organizations is not None:
            wants = where.organizations.some is not None
            found = [building for building in found if bool(building.held_by) is wants]
        return BuildingConnection(nodes=found[:first], total_count=len(found))

    @strawberry.field
    def party_organizations(
        self,
        first: int | None = None,
        where: PartyOrganizationWhere | None = None,
        order_by: list[OrderBy] | None = None,
    ) -> PartyOrganizationConnection:
        chain: list[PartyOrganization] = []
        link: PartyOrganization | None = _district()[0].held_by[0].parent
        while link is not None:
            if link.secretary is None:
                chain.append(link)
            link = link.parent
        return PartyOrganizationConnection(nodes=chain[:first], total_count=len(chain))


schema = strawberry.Schema(Query)


@dataclass(slots=True)
class Stub:
    """What a test may change while the service runs, and what it was asked."""

    ready: bool = True
    queries: list[str] = field(default_factory=list[str])


def make_service(pages: WebPages, stub: Stub) -> Starlette:
    async def graphql(request: Request) -> Response:
        if not stub.ready:
            return JSONResponse({"errors": [{"message": "Not ready."}]}, 503)
        given = request.headers.get("authorization", "")
        if not (given.startswith("Bearer ") and given.endswith(f".{SIGNATURE}")):
            return JSONResponse({"errors": [{"message": "No valid token."}]}, 401)
        body: dict[str, Any] = json.loads(await request.body())
        stub.queries.append(body["query"])
        result = await schema.execute(
            body["query"], body.get("variables"), operation_name=body.get("operationName")
        )
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        return JSONResponse(answer)

    async def readyz(request: Request) -> Response:
        return PlainTextResponse("ready" if stub.ready else "starting", 200 if stub.ready else 503)

    return Starlette(
        routes=[
            Route("/graphql", graphql, methods=["POST"]),
            Route("/readyz", readyz),
            *routes(pages),
        ]
    )
