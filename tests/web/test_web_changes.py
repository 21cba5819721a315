"""What the page offers to be tried is what the service lets the caller's role try."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
from web_service import Running, token

from web.assets import SOURCES
from web.node import find_toolchain

SCRIPT = """
import { kindsOf } from "./src/shared/whatif/inputs.ts";
let text = "";
for await (const part of process.stdin) text += part;
console.log(JSON.stringify([false, true].map((sees) => kindsOf(JSON.parse(text), sees))));
"""
# A value of each type of a field that names nothing there is.
MADE = {"String": "nowhere", "ID": "Post:nowhere", "Int": 1, "Boolean": True, "Date": "2026-11-01"}
Kind = dict[str, Any]


async def kinds_of(workshop: Path, answer: Any) -> list[dict[str, Kind]]:
    """The changes as the page offers them, by name: to an analyst, and to an administrator."""
    package = json.loads((SOURCES / "package.json").read_text("utf-8"))
    toolchain = await find_toolchain(package["engines"]["node"])
    file = workshop / "changes.mjs"
    file.write_text(SCRIPT, "utf-8")
    process = await asyncio.create_subprocess_exec(
        str(toolchain.node), str(file), cwd=workshop,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate(json.dumps(answer).encode())
    file.unlink()
    return [{kind["name"]: kind for kind in kinds} for kinds in json.loads(output)]


def made(field: Kind) -> Any:
    values = field["values"]
    value = values[0]["name"] if values else MADE[field["type"]]
    return [value] if field["many"] else value


async def refused(town: Running, changes: list[tuple[str, list[Kind]]]) -> list[bool]:
    """Whether each change with these fields is refused to an analyst for being about people."""
    query = "query T($changes: [Change!]!) { whatIf(changes: $changes) { asOf } }"
    told: list[bool] = []
    async with httpx.AsyncClient(timeout=60) as client:
        for name, fields in changes:
            change = {name: {field["name"]: made(field) for field in fields}}
            answer = await client.post(
                f"{town.url}/graphql",
                json={"query": query, "variables": {"changes": [change]}},
                headers={"Authorization": f"Bearer {token('analyst')}"},
            )
            errors = json.loads(answer.text).get("errors", [])
            people = [error for error in errors if "changes to people" in error["message"]]
            assert {error["extensions"]["code"] for error in people} <= {"FORBIDDEN"}
            told.append(bool(people))
    return told


async def test_an_analyst_is_offered_just_what_the_service_does_not_refuse_for_people(
    town: Running, workshop: Path
) -> None:
    asked = (SOURCES / "src/shared/whatif/Inputs.graphql").read_text("utf-8")
    analyst, admin = await kinds_of(workshop, await town.ask(asked))
    assert len(admin) > 30
    bare = {
        name: [field for field in kind["fields"] if field["required"]]
        for name, kind in admin.items()
    }
    told = await refused(town, list(bare.items()))
    withheld = {name for name, is_refused in zip(bare, told, strict=True) if is_refused}
    assert withheld == admin.keys() - analyst.keys()
    assert withheld >= {"appoint", "transfer", "savePerson", "mergePeople"}
    # Of what is offered, each field that may be left out is offered unless it is refused.
    more = [
        (name, field)
        for name in analyst
        for field in admin[name]["fields"]
        if not field["required"]
    ]
    told = await refused(town, [(name, [*bare[name], field]) for name, field in more])
    absent = {
        (name, field["name"])
        for (name, field), is_refused in zip(more, told, strict=True)
        if is_refused
    }
    offered = {(name, field["name"]) for name in analyst for field in analyst[name]["fields"]}
    assert absent == {(name, field["name"]) for name, field in more} - offered
    assert len(absent) == 4
