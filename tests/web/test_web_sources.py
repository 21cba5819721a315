"""The sources of the pages: pinned, registry-free, typed, and asking valid questions."""

import asyncio
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, parse, validate
from web_stub import schema

from web.assets import SOURCES
from web.node import find_toolchain

QUERIES = sorted((SOURCES / "src" / "queries").glob("*.graphql"))


def test_every_package_is_pinned_exactly() -> None:
    package: dict[str, Any] = json.loads((SOURCES / "package.json").read_text("utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert "graphiql" in versions
    for name, version in versions.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


def test_the_lock_names_no_registry_and_checks_every_package() -> None:
    text = (SOURCES / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    packages: dict[str, Any] = json.loads(text)["packages"]
    unchecked = [name for name, entry in packages.items() if name and "integrity" not in entry]
    assert len(packages) > 100
    assert unchecked == []
    assert "omit-lockfile-registry-resolved=true" in (SOURCES / ".npmrc").read_text("utf-8")


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_first_question_is_valid(path: Path) -> None:
    assert validate(build_schema(schema.as_str()), parse(path.read_text("utf-8"))) == []


def test_there_is_a_first_question_for_each_kind_of_user() -> None:
    assert [path.stem for path in QUERIES] == [
        "building-chain",
        "buildings-without-group",
        "vacant-secretaries",
    ]


async def test_the_type_checker_is_content(tmp_path: Path) -> None:
    copy = tmp_path / "web"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    package = json.loads((SOURCES / "package.json").read_text("utf-8"))
    toolchain = await find_toolchain(package["engines"]["node"])
    flags = ("--ignore-scripts", "--no-audit", "--no-fund")
    await _succeeds(copy, *toolchain.npm, "ci", *flags)
    await _succeeds(copy, str(toolchain.node), "node_modules/typescript/bin/tsc", "--noEmit")


async def _succeeds(folder: Path, *command: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(300):
        output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
