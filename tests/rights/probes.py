"""Probes of the module of rights: questions whose answers are known without it.

They are known from a graph that was pruned node by node (`tests/rights/pruned.py`), or from
`docs/rights.md`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import orjson

from graph.audit import RULES
from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.compiler.context import Entity, Sight
from graph.log.reads import Read
from graph.model import MODEL
from graph.rights import scope
from resolvers.conditions import Around
from resolvers.engine import GraphQLRequest
from resolvers.limits import default_limits
from schema.api import create_engine
from tests.rights.exported import exported
from tests.rights.interference import FAR_RULES, Inside
from tests.rights.pruned import Seen, prune, whole

SCOPE = ("S1C1G1", "S1C2X1")
ADMIN = Caller("probe", Role.ADMIN, SCOPE)
ANALYST = Caller("probe", Role.ANALYST)
LISTS = {node.name: node.many for node in MODEL.types if node.many is not None}

NEAR = ", ".join(f'"{rule.id}"' for rule in RULES if rule.id not in FAR_RULES)
"""Rules whose findings depend on the scope alone."""

SAME: dict[str, str] = {
    **{name: f"{{ {field} {{ totalCount }} }}" for name, field in LISTS.items()},
    "lookup": '{ place(code: "S2C1") { name } }',
    "relation": "{ partyOrganizations { nodes { code places { nodes { code } } } } }",
    "cursor": "{ posts(first: 5, orderBy: [{ field: ORGANIZATION_TERM_STARTED_ON, "
    "direction: ASC }]) { edges { cursor node { id } } } }",
    "above": "{ grids { nodes { code parent { ... on Community { households brand { name } "
    "missingLiaisonRoles } } } } }",
    "where": '{ audit(within: "S2C1") { totalCount } }',
    "log where": '{ auditLog(within: "S2C1") { totalCount } }',
    "findings": f"{{ audit(rules: [{NEAR}]) {{ nodes {{ id evidence {{ id }} }} }} }}",
}
"""Operations of an administrator with a scope: the same is answered of the pruned graph."""

REFUSED: dict[str, str] = {
    "follow": "{ buildings { nodes { residents { nodes { code } } } } }",
    "list": "{ people { nodes { code } } }",
    "count": "{ people(where: { isVeteran: { eq: true } }) { totalCount } }",
    "group": "{ members { groupBy(by: [{ field: IN_COMMUNITY }, { field: IS_VETERAN }]) "
    "{ count } } }",
    "plain count": '{ people(where: { code: { eq: "P1" } }) { totalCount } }',
    "filter": '{ posts(where: { holder: { phone: { eq: "1" } } }) { totalCount } }',
    "log": "{ auditLog { totalCount } }",
    "history": "{ buildings { nodes { history { totalCount } } } }",
    "trials": '{ whatIf(changes: [{ transfer: { personCode: "P1", organizationCode: "nowhere", '
    'on: "2030-01-01" } }]) { asOf } }',
}
"""Operations that an analyst is refused."""


@dataclass
class Ground:
    """A loaded small graph, and what is answered of what is left of it when pruned."""

    graph: Graph
    pruned: dict[str, bytes]
    costs: Any
    rows: Any

    async def body(self, text: str, caller: Caller) -> bytes:
        """What the program as it is now answers."""
        engine = create_engine(self.graph)
        return (await engine.execute(GraphQLRequest(text), caller)).body


async def costs(graph: Graph) -> Any:
    """What lists are expected to cost under the scope."""
    asked = create_engine(graph, limits=default_limits())
    texts = [f"{{ {many} {{ nodes {{ id }} }} }}" for many in LISTS.values()]
    return [await asked.expected(GraphQLRequest(text), ADMIN) for text in texts]


async def ground_of(graph: Graph) -> Ground:
    """The ground over the small graph."""
    async with graph.trial(600) as transaction:
        await prune(transaction.rows, SCOPE)
        inside = cast(Graph, Inside(transaction))
        engine = create_engine(inside)
        pruned = {
            name: (await engine.execute(GraphQLRequest(text), ADMIN)).body
            for name, text in SAME.items()
        }
        return Ground(graph, pruned, await costs(inside), await exported(inside, SCOPE))


Probe = Callable[[Ground], Awaitable[bool]]
"""Whether all is as it should be."""


def _same(name: str) -> Probe:
    async def probe(ground: Ground) -> bool:
        return await ground.body(SAME[name], ADMIN) == ground.pruned[name]

    return probe


def _refused(name: str) -> Probe:
    async def probe(ground: Ground) -> bool:
        told = orjson.loads(await ground.body(REFUSED[name], ANALYST))
        return [e["extensions"]["code"] for e in told.get("errors", [])] == ["FORBIDDEN"]

    return probe


async def _masked(ground: Ground) -> bool:
    told = orjson.loads(await ground.body("{ posts { nodes { holder { name phone } } } }", ANALYST))
    holders = [n["holder"] for n in told["data"]["posts"]["nodes"] if n["holder"]]
    return bool(holders) and all(h["phone"] is None and "*" in h["name"] for h in holders)


async def _only_holders(ground: Ground) -> bool:
    """That of the people in a scope those are seen who have a post or liaison in it."""
    known = await whole(ground.graph.rows)
    inside = Seen(known, SCOPE).inside
    posts = [n for n in inside if known.labels[n] & {"Post", "Liaison"}]
    holders = {
        end for n in posts for kind in ("HELD_BY", "LIAISON_OFFICER") for end in known.ends(n, kind)
    }
    people = [n for n in known.of("Person") if n in inside]
    codes = [known.properties[n]["code"] for n in people]
    ids = ", ".join(f'"Person:{code}"' for code in codes)
    analyst = Caller("probe", Role.ANALYST, SCOPE)
    asked = f"{{ nodes(ids: [{ids}]) {{ ... on Person {{ code }} }} }}"
    told = orjson.loads(await ground.body(asked, analyst))
    shown = [node["code"] for node in told["data"]["nodes"] if node]
    expected = [c for c, n in zip(codes, people, strict=True) if n in holders]
    return shown == expected and len(expected) < len(codes)


async def _unknown(ground: Ground) -> bool:
    """That nobody who is reached along what is personal is taken for a holder of a post."""
    del ground
    affiliation = MODEL.type("Affiliation")
    hop = affiliation.relation("person").hops[0]
    context: Any = SimpleNamespace(model=MODEL)
    source = Entity("a", affiliation, inside=True)
    return scope.sight(context, source, hop, scope.Reach(0, True)) is Sight.UNKNOWN


async def _costs(ground: Ground) -> bool:
    return await costs(ground.graph) == ground.costs


async def _exported(ground: Ground) -> bool:
    return await exported(ground.graph, SCOPE) == ground.rows


async def _noted(ground: Ground) -> bool:
    reads: list[Read] = []
    engine = create_engine(ground.graph, around=Around(reads=reads.append))
    everything = Caller("probe", Role.ADMIN)
    await engine.execute(GraphQLRequest("{ people { nodes { name } } }"), everything)
    return [read.people > 0 for read in reads] == [True]


async def _evidence(ground: Ground) -> bool:
    """That of evidence outside the scope it is said how much there is."""
    told = orjson.loads(await ground.body("{ audit { nodes { evidenceOutside } } }", ADMIN))
    return any(f["evidenceOutside"] for f in told["data"]["audit"]["nodes"])


async def _above(ground: Ground) -> bool:
    """That what is seen above the scope by name is not changed."""
    change = '{savePlace: {code: "S1C1", name: "别处", kind: COMMUNITY}}'
    told = orjson.loads(await ground.body(f"{{ whatIf(changes: [{change}]) {{ asOf }} }}", ADMIN))
    return [e["extensions"]["code"] for e in told.get("errors", [])] == ["FORBIDDEN"]


PROBES: dict[str, Probe] = {
    **{name: _same(name) for name in SAME},
    **{name: _refused(name) for name in REFUSED},
    "masked": _masked,
    "only holders": _only_holders,
    "unknown": _unknown,
    "costs": _costs,
    "exported": _exported,
    "noted": _noted,
    "evidence": _evidence,
    "changes above": _above,
}
