"""Builds the pages in a folder: npm installs what the lock file pins, the questions get their
types, Vite bundles."""

import json
import os
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from web.node import Toolchain
from web.process import ProgramError, run_program
from web.progress import Progress

INSTALLING = "Installing the packages of the page"
TYPING = "Typing the questions of the page"
BUNDLING = "Bundling the page and GraphiQL"

INSTALL_SECONDS = 15 * 60
TYPE_SECONDS = 5 * 60
BUNDLE_SECONDS = 10 * 60
KEPT_LINES = 400

NPM_FLAGS = (
    "--omit=dev",
    # Nothing that is installed needs to run a script of its own, so nothing may.
    "--ignore-scripts",
    # Versions and sums are pinned, so what npm's own cache holds is as good as fresh.
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    # One line a fetched file, which is what the progress counts.
    "--loglevel=http",
)

NETWORK = (
    "the npm registry cannot be reached. Connect this machine to the network, or point npm "
    "at a registry it can reach, and start the service again"
)
REASONS: Mapping[str, str] = {
    "ENOTFOUND": NETWORK,
    "EAI_AGAIN": NETWORK,
    "ECONNREFUSED": NETWORK,
    "ECONNRESET": NETWORK,
    "ETIMEDOUT": NETWORK,
    "ERR_SOCKET_TIMEOUT": NETWORK,
    "EINTEGRITY": (
        "a downloaded package is not the one the lock file pins. "
        "Run npm cache clean --force and start the service again"
    ),
    "ENOSPC": "the disk is full. Free some space and start the service again",
    "E401": "the npm registry wants a login. Log in with npm and start the service again",
    "E403": "the npm registry refuses this machine. Ask its owner, then start the service again",
}


EachLine = Callable[[str], None]


class BuildError(Exception):
    """A step failed: ``str`` is a sentence for the user, ``log`` the lines the step printed."""

    def __init__(self, reason: str, log: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.log = log


async def build(folder: Path, toolchain: Toolchain, progress: Progress) -> Path:
    """Builds the sources in ``folder``, where it may write; returns the folder to be served.

    Raises:
        BuildError: a step failed.
    """
    environment = _environment(toolchain)
    progress.start(INSTALLING, _packages_in(folder / "package-lock.json"))

    def count(line: str) -> None:
        if line.startswith("npm http") and ".tgz" in line:
            progress.advance()

    async def step(title: str, seconds: float, *command: str, each: EachLine = _ignore) -> None:
        await _step(command, folder, environment, seconds, title, each)

    node = str(toolchain.node)
    await step(INSTALLING, INSTALL_SECONDS, *toolchain.npm, "ci", *NPM_FLAGS, each=count)
    progress.start(TYPING)
    await step(TYPING, TYPE_SECONDS, node, "codegen.js")
    progress.start(BUNDLING)
    vite = folder / "node_modules" / "vite" / "bin" / "vite.js"
    await step(BUNDLING, BUNDLE_SECONDS, node, str(vite), "build")
    return folder / "dist"


async def _step(
    command: tuple[str, ...],
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    title: str,
    each_line: EachLine,
) -> None:
    lines: deque[str] = deque(maxlen=KEPT_LINES)

    def keep(line: str) -> None:
        lines.append(line)
        each_line(line)

    try:
        await run_program(
            command, folder=folder, environment=environment, seconds=seconds, each_line=keep
        )
    except ProgramError as error:
        why = _reason_in(lines) or str(error).rstrip(".")
        raise BuildError(f"{title} failed: {why}.", tuple(lines)) from error


def _ignore(line: str) -> None:
    """For a step whose lines count nothing."""


def _reason_in(lines: deque[str]) -> str | None:
    """What npm's ``npm error code X`` means; None when it printed none that is known."""
    for line in lines:
        words = line.split()
        if words[:3] == ["npm", "error", "code"] and len(words) > 3 and words[3] in REASONS:
            return REASONS[words[3]]
    return None


def _environment(toolchain: Toolchain) -> dict[str, str]:
    path = os.environ.get("PATH", os.defpath)
    return {
        **os.environ,
        "PATH": f"{toolchain.node.parent}{os.pathsep}{path}",
        "NODE_ENV": "production",
        "NO_COLOR": "1",
    }


def _packages_in(lock: Path) -> int:
    """How many packages npm will fetch; those for other platforms are marked optional."""
    packages = cast("dict[str, dict[str, Any]]", json.loads(lock.read_text("utf-8"))["packages"])
    return sum(
        1
        for name, entry in packages.items()
        if name and not entry.get("dev") and not entry.get("optional")
    )
