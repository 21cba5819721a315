"""The built pages, kept in the user's cache by the content of their sources."""

import asyncio
import hashlib
import json
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import psutil
from filelock import FileLock, Timeout

from web.build import BuildError, build
from web.node import NoNodeError, Toolchain, find_toolchain
from web.progress import Progress

SOURCES = Path(__file__).parent
SOURCE_FILES = (
    ".npmrc",
    "codegen.js",
    "graphiql.html",
    "index.html",
    "package-lock.json",
    "package.json",
    "tsconfig.json",
    "vite.config.js",
)
SOURCE_FOLDER = "src"
# The types of the page's questions are made from it.
SCHEMA = Path(__file__).parents[1] / "schema" / "schema.graphql"
GENERATED = ".generated.ts"

WAITING = "Waiting for another process that builds the pages"
WAIT_SECONDS = 0.2
NEEDED_BYTES = 600 * 1024 * 1024
UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Assets:
    """The folder to serve: ``index.html``, ``graphiql.html`` and ``assets/``."""

    root: Path


@dataclass(frozen=True, slots=True)
class AssetsUnavailable:
    """The pages could not be built; ``reason`` is a sentence for the user."""

    reason: str


async def ensure_assets(
    cache_dir: Path,
    progress: Progress,
    *,
    toolchain: Toolchain | None = None,
    sources: Path = SOURCES,
) -> Assets | AssetsUnavailable:
    """The built pages, from ``cache_dir/web`` when these very sources were built before.

    Otherwise they are built beside it and moved into place whole, by one process at a time.
    Nothing is ever written into ``sources``. Never raises for a build that fails; a cancelled
    call ends the programs it started and removes what they made.
    """
    try:
        web = cache_dir / "web"
        key = await asyncio.to_thread(content_key, sources)
        built = web / key
        if _is_whole(built):
            return Assets(built)
        web.mkdir(parents=True, exist_ok=True)
        async with _only_builder(web / ".lock", progress):
            # Another process may have built them while this one waited.
            if not _is_whole(built):
                await _build_into(built, sources, toolchain, progress)
    except (BuildError, NoNodeError) as error:
        reason = str(error)
    except OSError as error:
        reason = f"The pages could not be built under {cache_dir}: {error.strerror or error}."
    else:
        progress.finish("The page and GraphiQL are ready")
        return Assets(built)
    progress.finish(reason)
    return AssetsUnavailable(reason)


def content_key(sources: Path) -> str:
    """Names a build by the content of everything that goes into it."""
    digest = hashlib.sha256()
    for name, path in _sources_by_name(sources):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def _sources_by_name(sources: Path) -> list[tuple[str, Path]]:
    """Where each file stands in the folder that is built, and where it is now."""
    found = sorted(
        path
        for path in (sources / SOURCE_FOLDER).rglob("*")
        if path.is_file() and not path.name.endswith(GENERATED)
    )
    return [
        (SCHEMA.name, SCHEMA),
        *((name, sources / name) for name in SOURCE_FILES),
        *((path.relative_to(sources).as_posix(), path) for path in found),
    ]


def _is_whole(built: Path) -> bool:
    return all((built / name).is_file() for name in ("index.html", "graphiql.html"))


@asynccontextmanager
async def _only_builder(path: Path, progress: Progress) -> AsyncGenerator[None]:
    lock = FileLock(path, timeout=0)
    waiting = False
    while True:
        try:
            lock.acquire()
            break
        except Timeout:
            if not waiting:
                progress.start(WAITING)
                waiting = True
            await asyncio.sleep(WAIT_SECONDS)
    try:
        yield
    finally:
        lock.release()


async def _build_into(
    built: Path, sources: Path, toolchain: Toolchain | None, progress: Progress
) -> None:
    web = built.parent
    await asyncio.to_thread(_remove_unfinished, web)
    free = shutil.disk_usage(web).free
    if free < NEEDED_BYTES:
        raise BuildError(
            f"Building the pages needs {NEEDED_BYTES >> 20} MB and {web} has {free >> 20} MB left; "
            "free some space and start the service again.",
            (),
        )
    package = cast("dict[str, Any]", json.loads((sources / "package.json").read_text("utf-8")))
    chosen = toolchain or await find_toolchain(package["engines"]["node"])
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=web))
    try:
        await asyncio.to_thread(copy_sources, sources, folder)
        made = await build(folder, chosen, progress)
        if not _is_whole(made):
            raise BuildError("Bundling ended well but did not write both pages.", ())
        await asyncio.to_thread(_put_in_place, made, built)
    except BuildError as error:
        if not error.log:
            raise
        log = web / "build.log"
        log.write_text("\n".join(error.log) + "\n", "utf-8")
        raise BuildError(f"{error} What it printed is in {log}.", error.log) from error
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)


def _put_in_place(made: Path, built: Path) -> None:
    if built.exists():
        shutil.rmtree(built)
    made.rename(built)


def _remove_unfinished(web: Path) -> None:
    """What a service killed in the middle left behind; the lock says nobody builds now."""
    folders = list(web.glob(f"{UNFINISHED}*"))
    if folders:
        _end_programs_in(folders)
    for folder in folders:
        shutil.rmtree(folder)


def _end_programs_in(folders: list[Path]) -> None:
    """npm and Vite outlive a service ended by SIGKILL; they work in its unfinished folder."""
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) in folders:
                process.kill()
                process.wait(timeout=10)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            # It ended meanwhile, or is another user's and so none of ours.
            continue


def copy_sources(sources: Path, folder: Path) -> None:
    """Puts everything that a build needs into ``folder``, where it may write."""
    for name, path in _sources_by_name(sources):
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
