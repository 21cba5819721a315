"""The folder in which other people's tools run: their packages, the schema, the operations."""

import asyncio
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.examples import ROOT
from web.node import Toolchain, find_toolchain

TOOLS = Path(__file__).parent
SCHEMA = ROOT / "schema" / "schema.graphql"
CLIENTS = ROOT / "docs" / "clients"
DOCUMENTS = (
    *(ROOT / name for name in ("README.md", "docs/architecture.md", "docs/filters.md")),
    ROOT / "docs" / "questions.md",
)
_OPERATION = re.compile(r"^```graphql[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_NAME = re.compile(r"(?:query|mutation|subscription) (\w+)")


@dataclass(frozen=True, slots=True)
class Workshop:
    """A folder with the tools' packages; `folder/schema`, `documents` and `src` are theirs."""

    folder: Path
    toolchain: Toolchain

    async def node(self, script: str, *arguments: str) -> tuple[int, str]:
        """Run a package's script with the Node.js of the project: its exit code and output."""
        path = self.folder / "node_modules" / script
        return await run(self.folder, str(self.toolchain.node), str(path), *arguments)


async def run(folder: Path, *command: str) -> tuple[int, str]:
    """Run a program in a folder: its exit code, and what it printed on both streams."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode()


def operations() -> Iterator[tuple[str, str]]:
    """The documents' operations with their names, each name once."""
    seen: set[str] = set()
    for document in DOCUMENTS:
        for text in _OPERATION.findall(document.read_text("utf-8")):
            named = _NAME.match(text)
            assert named is not None, f"{document.name} has an operation without a name"
            if named[1] not in seen:
                seen.add(named[1])
                yield named[1], text


async def set_up(folder: Path) -> Workshop:
    """Install the tools into a folder and write down what they look at."""
    names = (".npmrc", "package.json", "package-lock.json", "eslint.config.js", "codegen.ts")
    for name in (*names, "relay.config.json", "tsconfig.json"):
        shutil.copy(TOOLS / name, folder)
    for name in ("schema", "documents", "src", "made/relay"):
        (folder / name).mkdir(parents=True)
    shutil.copy(SCHEMA, folder / "schema")
    for name, text in operations():
        (folder / "documents" / f"{name}.graphql").write_text(text, "utf-8")
        # Relay's compiler reads operations in modules, and wants them named after these.
        tagged = f"export default graphql`\n{text.replace(name, f'{name}Query', 1)}`;\n"
        module = f'import {{ graphql }} from "relay-runtime";\n\n{tagged}'
        (folder / "src" / f"{name}.ts").write_text(module, "utf-8")
    shutil.copy(CLIENTS / "operations.graphql", folder / "documents")
    shutil.copy(CLIENTS / "client.ts", folder)
    package = json.loads((TOOLS / "package.json").read_text("utf-8"))
    toolchain = await find_toolchain(package["engines"]["node"])
    flags = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
    code, output = await run(folder, *toolchain.npm, "ci", *flags)
    assert code == 0, output
    return Workshop(folder, toolchain)
