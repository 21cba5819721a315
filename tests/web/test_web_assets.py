"""The cache of built pages: built once, by one process, and never half-made."""

import asyncio
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from web_serving import Built, Recorder

from web import Assets, AssetsUnavailable, ensure_assets
from web.assets import NEEDED_BYTES, SOURCES, WAITING, content_key
from web.build import BUNDLING, INSTALLING, TYPING
from web.node import Toolchain

NOT_THERE = Path("/nonexistent/node")

# Stands for npm: leaves a "Vite" that writes both pages, slowly enough for two to meet.
INSTALLS = """
import pathlib, time
print("npm http fetch GET 200 one.tgz 5ms")
print("npm http fetch GET 200 two.tgz 5ms")
vite = pathlib.Path("node_modules/vite/bin/vite.js")
vite.parent.mkdir(parents=True)
pathlib.Path("codegen.js").write_text("")
vite.write_text('''
import pathlib
for name in ("index.html", "graphiql.html"):
    pathlib.Path("dist").mkdir(exist_ok=True)
    pathlib.Path("dist", name).write_text(name)
''')
time.sleep(0.5)
"""

HANGS = "import time; print('npm http fetch GET 200 one.tgz 5ms', flush=True); time.sleep(300)"


def python_as_npm(script: str) -> Toolchain:
    """A toolchain whose npm runs ``script`` and whose Node.js is Python too."""
    return Toolchain(Path(sys.executable), (sys.executable, "-c", script))


def left_in(cache_dir: Path) -> set[str]:
    return {path.name for path in (cache_dir / "web").iterdir()}


async def test_npm_and_vite_build_both_pages_outside_the_sources(built: Built) -> None:
    root = built.assets.root
    assert {path.name for path in root.iterdir()} == {"index.html", "graphiql.html", "assets"}
    assert built.told.steps == [INSTALLING, TYPING, BUNDLING]
    assert built.told.finished == ["The page and GraphiQL are ready"]
    assert built.told.advanced > 50
    assert left_in(built.cache_dir) == {".lock", content_key(SOURCES)}
    assert not (SOURCES / "node_modules").exists()
    assert not (SOURCES / "dist").exists()


async def test_a_second_start_runs_no_program(built: Built) -> None:
    told = Recorder()
    nothing_runs = Toolchain(NOT_THERE, (str(NOT_THERE),))
    again = await ensure_assets(built.cache_dir, told, toolchain=nothing_runs)
    assert again == built.assets
    assert told.steps == []


async def test_two_at_once_build_once(tmp_path: Path) -> None:
    first, second = Recorder(), Recorder()
    toolchain = python_as_npm(INSTALLS)
    results = await asyncio.gather(
        ensure_assets(tmp_path, first, toolchain=toolchain),
        ensure_assets(tmp_path, second, toolchain=toolchain),
    )
    key = content_key(SOURCES)
    assert list(results) == [Assets(tmp_path / "web" / key)] * 2
    assert sorted([first.steps, second.steps]) == [[INSTALLING, TYPING, BUNDLING], [WAITING]]
    assert first.advanced + second.advanced == 2
    assert left_in(tmp_path) == {".lock", key}


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("print('npm error code ENOTFOUND'); raise SystemExit(1)", "registry cannot be reached"),
        ("print('npm error code EINTEGRITY'); raise SystemExit(1)", "the lock file pins"),
        ("print('npm error code ENOSPC'); raise SystemExit(1)", "the disk is full"),
        ("print('npm error code ODD'); raise SystemExit(7)", "ended with status 7"),
    ],
)
async def test_a_failing_npm_says_why_and_leaves_nothing(
    tmp_path: Path, script: str, sentence: str
) -> None:
    told = Recorder()
    result = await ensure_assets(tmp_path, told, toolchain=python_as_npm(script))
    assert isinstance(result, AssetsUnavailable)
    assert result.reason.startswith(f"{INSTALLING} failed: ")
    assert sentence in result.reason
    assert told.finished == [result.reason]
    assert left_in(tmp_path) == {".lock", "build.log"}
    assert "npm error code" in (tmp_path / "web" / "build.log").read_text("utf-8")


async def test_the_real_npm_without_a_registry_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:1/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    result = await ensure_assets(tmp_path, Recorder())
    assert isinstance(result, AssetsUnavailable)
    assert "the npm registry cannot be reached. Connect this machine" in result.reason
    assert left_in(tmp_path) == {".lock", "build.log"}


async def test_npm_that_cannot_start_is_a_sentence(tmp_path: Path) -> None:
    broken = Toolchain(NOT_THERE, (str(NOT_THERE),))
    result = await ensure_assets(tmp_path, Recorder(), toolchain=broken)
    assert isinstance(result, AssetsUnavailable)
    assert "node could not be started (No such file or directory)" in result.reason
    assert left_in(tmp_path) == {".lock"}


@pytest.mark.parametrize(
    ("script", "step"),
    [("pass", TYPING), ("open('codegen.js', 'w').close()", BUNDLING)],
    ids=["typing", "bundling"],
)
async def test_a_failing_later_step_says_why(tmp_path: Path, script: str, step: str) -> None:
    # Python understands neither the type generator nor a bundler that is not there.
    result = await ensure_assets(tmp_path, Recorder(), toolchain=python_as_npm(script))
    assert isinstance(result, AssetsUnavailable)
    assert result.reason.startswith(f"{step} failed: ")
    assert left_in(tmp_path) == {".lock", "build.log"}


async def test_a_bundler_that_writes_no_page_is_not_believed(tmp_path: Path) -> None:
    empty = INSTALLS.replace('"index.html", "graphiql.html"', '"index.html",')
    result = await ensure_assets(tmp_path, Recorder(), toolchain=python_as_npm(empty))
    assert result == AssetsUnavailable("Bundling ended well but did not write both pages.")
    assert left_in(tmp_path) == {".lock"}


async def test_after_a_failure_the_next_start_builds(tmp_path: Path) -> None:
    failed = await ensure_assets(tmp_path, Recorder(), toolchain=python_as_npm("exit(1)"))
    assert isinstance(failed, AssetsUnavailable)
    built = await ensure_assets(tmp_path, Recorder(), toolchain=python_as_npm(INSTALLS))
    assert isinstance(built, Assets)


async def test_a_damaged_cache_is_built_anew(tmp_path: Path) -> None:
    toolchain = python_as_npm(INSTALLS)
    built = await ensure_assets(tmp_path, Recorder(), toolchain=toolchain)
    assert isinstance(built, Assets)
    (built.root / "graphiql.html").unlink()
    assert await ensure_assets(tmp_path, Recorder(), toolchain=toolchain) == built
    assert (built.root / "graphiql.html").is_file()


async def test_an_interrupted_build_takes_its_programs_along(tmp_path: Path) -> None:
    told = Recorder()
    task = asyncio.create_task(ensure_assets(tmp_path, told, toolchain=python_as_npm(HANGS)))
    await _until(lambda: told.advanced == 1)
    folder = next((tmp_path / "web").glob(".unfinished-*"))
    assert _programs_in(folder) != []
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert _programs_in(folder) == []
    assert left_in(tmp_path) == {".lock"}


async def test_what_a_killed_service_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / "web" / ".unfinished-left"
    left.mkdir(parents=True)
    orphan = await asyncio.create_subprocess_exec(sys.executable, "-c", HANGS, cwd=left)
    await _until(lambda: _programs_in(left) != [])
    built = await ensure_assets(tmp_path, Recorder(), toolchain=python_as_npm(INSTALLS))
    assert isinstance(built, Assets)
    assert left_in(tmp_path) == {".lock", built.root.name}
    async with asyncio.timeout(10):
        assert await orphan.wait() != 0


async def test_too_little_space_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=NEEDED_BYTES - (1 << 20))

    def almost_full(path: Path) -> object:
        return usage

    monkeypatch.setattr(shutil, "disk_usage", almost_full)
    result = await ensure_assets(tmp_path, Recorder(), toolchain=python_as_npm(INSTALLS))
    assert isinstance(result, AssetsUnavailable)
    assert "needs 600 MB" in result.reason
    assert "599 MB left; free some space" in result.reason
    assert left_in(tmp_path) == {".lock"}


async def test_a_cache_that_is_no_folder_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "cache"
    file.write_text("not a folder")
    result = await ensure_assets(file, Recorder())
    assert isinstance(result, AssetsUnavailable)
    assert result.reason == f"The pages could not be built under {file}: Not a directory."


@pytest.mark.parametrize("changed", ["package-lock.json", "vite.config.js", "src/base.css"])
def test_any_change_of_a_source_is_another_build(tmp_path: Path, changed: str) -> None:
    copy = tmp_path / "web"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert content_key(copy) == content_key(SOURCES)
    with (copy / changed).open("a") as file:
        file.write("\n")
    assert content_key(copy) != content_key(SOURCES)


def _programs_in(folder: Path) -> list[int]:
    found: list[int] = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) == folder:
                found.append(process.pid)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in other programs
            await asyncio.sleep(0.02)
