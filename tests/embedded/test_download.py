"""The cache of jars: complete, verified, and whole again after every kind of accident."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graph.embedded import (
    DataDirUnusableError,
    DownloadError,
    EmbeddedOptions,
    NoNetworkError,
    SilentProgress,
    TooLittleDiskError,
)
from graph.embedded.fetch import ensure_jars
from graph.embedded.jars import Jar, damaged, missing, read_lock
from tests.embedded.repository import Repository, made_up_jars, served
from tests.embedded.waiting import until

JARS = made_up_jars(6, 50_000)


class Counting:
    """A progress that adds up."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.done = 0
        self.finished = False

    def start(self, total: int | None, text: str) -> None:
        self.total = total

    def advance(self, n: int) -> None:
        self.done += n

    def finish(self) -> None:
        self.finished = True


def options_for(tmp_path: Path, url: str) -> EmbeddedOptions:
    return EmbeddedOptions(tmp_path / "data", cache_dir=tmp_path / "cache", repository=url)


def run_helper(tmp_path: Path, url: str, count: int, size: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.embedded.fetch_helper"]
    return subprocess.Popen(
        [*command, str(tmp_path / "cache"), url, str(count), str(size)], stdout=subprocess.PIPE
    )


async def test_a_download_shows_its_bytes_and_is_not_repeated(tmp_path: Path) -> None:
    with served(Repository.of(JARS)) as repository:
        options = options_for(tmp_path, repository.url)
        progress = Counting()
        assert await ensure_jars(options, list(JARS), progress) == 300_000
        assert (progress.total, progress.done, progress.finished) == (300_000, 300_000, True)
        assert not damaged(JARS, options.cache)
    # The repository is gone: a complete cache needs none.
    assert await ensure_jars(options, list(JARS), SilentProgress()) == 0


async def test_only_a_truncated_or_missing_jar_is_fetched_again(tmp_path: Path) -> None:
    first, second, *_ = JARS
    with served(Repository.of(JARS)) as repository:
        options = options_for(tmp_path, repository.url)
        await ensure_jars(options, list(JARS), SilentProgress())
        first.path(options.cache).write_bytes(b"cut short")
        second.path(options.cache).unlink()
        repository.requests.clear()
        assert await ensure_jars(options, list(JARS), SilentProgress()) == 100_000
        assert set(repository.requests) == {first.relative_path, second.relative_path}
    assert not missing(JARS, options.cache)
    assert not damaged(JARS, options.cache)


async def test_a_changed_byte_is_found_by_the_hash(tmp_path: Path) -> None:
    with served(Repository.of(JARS)) as repository:
        options = options_for(tmp_path, repository.url)
        await ensure_jars(options, list(JARS), SilentProgress())
    victim = next(iter(JARS))
    path = victim.path(options.cache)
    path.write_bytes(b"x" + path.read_bytes()[1:])
    assert not missing(JARS, options.cache)
    assert damaged(JARS, options.cache) == [victim]


async def test_a_file_with_other_contents_is_refused_and_not_kept(tmp_path: Path) -> None:
    repository = Repository.of(JARS)
    victim = next(iter(JARS))
    repository.files[victim.relative_path] = b"x" * victim.size
    progress = Counting()
    with served(repository):
        options = options_for(tmp_path, repository.url)
        with pytest.raises(DownloadError, match=f"{victim.coordinate} arrived damaged 3 times"):
            await ensure_jars(options, [victim], progress)
    assert progress.done == 0
    assert repository.requests[victim.relative_path] == 3
    assert not list(victim.path(options.cache).parent.iterdir())


async def test_a_file_the_repository_lacks_is_named(tmp_path: Path) -> None:
    with served(Repository()) as repository:
        options = options_for(tmp_path, repository.url)
        with pytest.raises(DownloadError, match=r"answered 404 for org\.example:part0:1\.0"):
            await ensure_jars(options, [next(iter(JARS))], SilentProgress())


async def test_no_network_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(NoNetworkError, match=r"cannot be reached\. Check the network"):
            await ensure_jars(options_for(tmp_path, url), list(JARS), SilentProgress())


async def test_too_little_space_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    with served(Repository.of(JARS)) as repository:
        options = replace(options_for(tmp_path, repository.url), free_cache_mb=1 << 40)
        with pytest.raises(TooLittleDiskError, match="free some space"):
            await ensure_jars(options, list(JARS), SilentProgress())
        assert not repository.requests


async def test_a_cache_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the directory should be")
    with pytest.raises(DataDirUnusableError, match="choose another one"):
        await ensure_jars(options_for(tmp_path, "http://unused"), list(JARS), SilentProgress())


async def test_a_killed_download_is_completed_by_the_next(tmp_path: Path) -> None:
    jars = made_up_jars(30, 100_000)
    with served(Repository.of(jars)) as repository:
        repository.pause = 0.01
        options = options_for(tmp_path, repository.url)
        helper = run_helper(tmp_path, repository.url, 30, 100_000)
        await until(lambda: len(missing(jars, options.cache)) <= 20)
        helper.kill()
        helper.communicate()
        left = missing(jars, options.cache)
        assert 0 < len(left) <= 20
        assert not damaged(jars, options.cache)
        repository.requests.clear()
        fetched = await ensure_jars(options, list(jars), SilentProgress())
        assert fetched == len(left) * 100_000
        assert set(repository.requests) == {jar.relative_path for jar in left}
    assert not damaged(jars, options.cache)


async def test_two_services_download_each_file_once(tmp_path: Path) -> None:
    jars = made_up_jars(30, 20_000)
    with served(Repository.of(jars)) as repository:
        repository.pause = 0.05
        helpers = [run_helper(tmp_path, repository.url, 30, 20_000) for _ in range(2)]
        outputs = [await asyncio.to_thread(helper.communicate) for helper in helpers]
        assert sorted(int(out) for out, _ in outputs) == [0, 600_000]
        assert repository.requests == {jar.relative_path: 1 for jar in jars}
    assert not damaged(jars, tmp_path / "cache")


async def test_a_cancelled_download_ends_at_once(tmp_path: Path) -> None:
    jars = made_up_jars(8, 1_000_000)
    with served(Repository.of(jars)) as repository:
        repository.pause = 0.05  # 60 chunks each: 3 s in all
        options = options_for(tmp_path, repository.url)
        progress = Counting()
        task = asyncio.create_task(ensure_jars(options, list(jars), progress))
        await until(lambda: progress.done > 0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until(lambda: progress.finished, 1.5)
    assert len(missing(jars, options.cache)) == len(jars)


def test_the_pinned_list_is_a_whole_server() -> None:
    jars = read_lock()
    coordinates = [jar.coordinate for jar in jars]
    assert len(set(coordinates)) == len(coordinates)
    assert coordinates[:2] == ["org.neo4j:neo4j:2026.09.0", "org.neo4j.app:neo4j-server:2026.09.0"]
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in jars)


def test_a_classifier_is_part_of_the_file_name() -> None:
    jar = Jar("0" * 64, 1, "io.netty:netty-transport-native-epoll:linux-x86_64:4.2.18.Final")
    folder = "io/netty/netty-transport-native-epoll/4.2.18.Final"
    name = "netty-transport-native-epoll-4.2.18.Final-linux-x86_64.jar"
    assert jar.relative_path == f"{folder}/{name}"
