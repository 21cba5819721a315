"""The npm package graphql-sse is told of changes, and of a subscription's errors."""

import shutil

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graph.bolt import Graph
from graph.caller import Role
from schema.api import create_engine
from service.auth import Authenticator, SecretKeys
from service.context import RequestContext
from service.http import GraphQLEndpoint, Rules
from service.logs import log
from service.state import Service
from service.tokens import make_token
from tests.audit.town import Town
from tests.tools.served import serving
from tests.tools.workshop import TOOLS, Workshop, run

SECRET = "a secret of the clients' tests, 32 bytes or more"


async def test_the_client_of_the_protocol_is_told_of_changes(
    workshop: Workshop, blank: Graph
) -> None:
    await Town().load(blank)
    first = int(await blank.read("MATCH (h:LogHead) RETURN h.seq") or 0)
    shutil.copy(TOOLS / "events.mjs", workshop.folder)
    state = Service()
    state.graph, state.engine, state.activity = blank, create_engine(blank), "ready"
    endpoint = GraphQLEndpoint(state, Authenticator(SecretKeys(SECRET)), log(), Rules(10_000))
    app = Starlette(
        routes=[Route("/graphql", endpoint)],
        middleware=[Middleware(RequestContext, log=log(), share=0.0, texts=False)],
    )
    token = make_token(SECRET, Role.ADMIN, "*", subject="test", seconds=600)
    async with serving(app) as url:
        node = str(workshop.toolchain.node)
        code, output = await run(workshop.folder, node, "events.mjs", f"{url}/graphql", token)
    told = [
        f'{{"changes":{{"id":"{first + n}","subjects":[{{"id":"Community:C1"}}]}}}}' for n in (1, 2)
    ]
    assert (code, output.splitlines()) == (0, [*told, "VALIDATION"])
