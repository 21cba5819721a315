"""The clients of `docs/clients/` are made, typed and run as their page says."""

import re
import shutil
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
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
from tests.tools.served import serving
from tests.tools.test_tools import CODEGEN
from tests.tools.workshop import CLIENTS, SCHEMA, Workshop, run

SECRET = "a secret of the clients' tests, 32 bytes or more"
PRINTED = re.search(r"```text\n(.*?)```", (CLIENTS / "README.md").read_text("utf-8"), re.DOTALL)
LONGEST = 40


@pytest.fixture
async def url(district: Graph) -> AsyncGenerator[str]:
    """The address of `/graphql` over the demonstration district."""
    state = Service()
    state.graph, state.engine, state.activity = district, create_engine(district), "ready"
    keys = Authenticator(SecretKeys(SECRET))
    endpoint = GraphQLEndpoint(state, keys, log(), Rules(max_body=1_000_000))
    app = Starlette(
        routes=[Route("/graphql", endpoint)],
        middleware=[Middleware(RequestContext, log=log(), share=0.0, texts=False)],
    )
    async with serving(app) as address:
        yield f"{address}/graphql"


@pytest.fixture
def token() -> str:
    """An analyst's token."""
    return make_token(SECRET, Role.ANALYST, "*", subject="test", seconds=600)


def printed() -> str:
    """What the page says that both print."""
    assert PRINTED is not None
    return PRINTED[1]


@pytest.mark.parametrize("name", ["client.py", "client.ts"])
def test_an_example_is_short(name: str) -> None:
    assert len((CLIENTS / name).read_text("utf-8").splitlines()) <= LONGEST


async def test_the_typescript_client_prints_what_the_page_says(
    workshop: Workshop, url: str, token: str
) -> None:
    code, output = await workshop.node(CODEGEN, "--config", "codegen.ts")
    assert code == 0, output
    node = str(workshop.toolchain.node)
    code, output = await run(workshop.folder, node, "client.ts", url, token)
    assert (code, output) == (0, printed())


async def test_the_python_client_prints_what_the_page_says(
    tmp_path: Path, url: str, token: str
) -> None:
    for name in ("operations.graphql", "ariadne-codegen.toml", "client.py", "requirements.txt"):
        shutil.copy(CLIENTS / name, tmp_path)
    shutil.copy(SCHEMA, tmp_path)
    made = ("ariadne-codegen", "--config", "ariadne-codegen.toml")
    pinned = ("--constraints", "requirements.txt")
    code, output = await run(tmp_path, "uvx", *pinned, *made)
    assert code == 0, output
    code, output = await run(tmp_path, sys.executable, "client.py", url, token)
    assert (code, output) == (0, printed())
    checked = await run(tmp_path, sys.executable, "-m", "pyright", "client.py")
    assert checked[0] == 0, checked[1]
