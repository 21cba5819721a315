"""Real starts: each costs about six seconds."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from neo4j.exceptions import AuthError

from graph.embedded import (
    DataDirInUseError,
    EmbeddedOptions,
    EmbeddedServer,
    PortTakenError,
    StartError,
    admin,
    default_cache_dir,
    inspect,
    start,
)
from graph.embedded.jars import damaged, missing, read_lock
from tests.embedded.asking import ask
from tests.embedded.repository import Repository, served
from tests.embedded.waiting import until
from tests.java import BRIEFLY


def small(data_dir: Path) -> EmbeddedOptions:
    return EmbeddedOptions(data_dir, heap_mb=512, page_cache_mb=64, java_options=BRIEFLY)


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[EmbeddedServer]:
    options = small(tmp_path_factory.mktemp("shared") / "data")
    async with await start(options) as server:
        yield server


@pytest.fixture(scope="module")
def options(server: EmbeddedServer) -> EmbeddedOptions:
    return server.options


async def test_a_started_server_answers_its_password_only(server: EmbeddedServer) -> None:
    rows = await ask(
        server.uri,
        server.password,
        "CALL dbms.components() YIELD name, edition, versions "
        "WHERE name = 'Neo4j Kernel' RETURN edition, versions",
    )
    assert rows == [{"edition": "community", "versions": ["2026.09.0"]}]
    with pytest.raises(AuthError):
        await ask(server.uri, "neo4j", "RETURN 1")


def test_the_password_is_for_the_user_only(options: EmbeddedOptions) -> None:
    assert stat.S_IMODE(options.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(options.data_dir.stat().st_mode) == 0o700
    password = options.password_file.read_text()
    assert len(password) >= 30
    files = [path for path in options.home.rglob("*") if path.is_file()]
    assert not [path for path in files if password.encode() in path.read_bytes()]


def test_only_bolt_listens_and_only_on_loopback(server: EmbeddedServer) -> None:
    connections = psutil.Process(server.pid).net_connections("inet")
    listening = {c.laddr for c in connections if c.status == psutil.CONN_LISTEN}
    assert [f"bolt://{ip.removeprefix('::ffff:')}:{port}" for ip, port in listening] == [server.uri]
    assert not [c for c in connections if c.type == socket.SOCK_DGRAM]


def test_ctrl_c_does_not_reach_the_server(server: EmbeddedServer) -> None:
    assert os.getpgid(server.pid) == server.pid
    assert os.getsid(server.pid) != os.getsid(0)


def test_sizes_are_those_that_were_chosen(server: EmbeddedServer, options: EmbeddedOptions) -> None:
    assert "server.memory.pagecache.size=64m" in (options.config_dir / "neo4j.conf").read_text()
    assert '"-Xmx512m"' in (options.home / "run" / "server.args").read_text()


async def test_a_second_service_is_refused_by_the_first_ones_name(
    options: EmbeddedOptions,
) -> None:
    with pytest.raises(DataDirInUseError, match=rf"\(process {os.getpid()}\).*stop it"):
        await start(options)
    with pytest.raises(DataDirInUseError):
        await admin(options, ["database", "info", "neo4j"])


async def test_a_taken_port_is_refused(tmp_path: Path, server: EmbeddedServer) -> None:
    port = int(server.uri.rsplit(":", 1)[1])
    with pytest.raises(PortTakenError, match=rf"Port {port} is taken"):
        await start(replace(small(tmp_path), bolt_port=port))


def test_a_running_server_is_seen_from_outside(
    server: EmbeddedServer, options: EmbeddedOptions
) -> None:
    found = inspect(options)
    assert (found.service_pid, found.neo4j_pid) == (os.getpid(), server.pid)
    assert (found.heap, found.page_cache, found.missing_jars) == (512, 64, ())
    assert "25" in found.java_version
    assert found.problems == ()


@pytest.mark.drawn(2, of="copies")
async def test_what_was_dumped_can_be_loaded_elsewhere(
    server: EmbeddedServer, options: EmbeddedOptions, tmp_path: Path
) -> None:
    await ask(server.uri, server.password, "CREATE (:Kept {n: 42})")
    await server.stop()
    assert not psutil.pid_exists(server.pid)
    assert not options.child_file.exists()
    dumped = await admin(options, ["database", "dump", "neo4j", f"--to-path={tmp_path}"])
    dumped.check("dump")
    other = small(tmp_path / "other")
    loaded = await admin(other, ["database", "load", "neo4j", f"--from-path={tmp_path}"])
    loaded.check("load")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with await start(replace(other, bolt_port=port)) as second:
        assert second.uri == f"bolt://127.0.0.1:{port}"
        assert second.password != server.password
        rows = await ask(second.uri, second.password, "MATCH (n:Kept) RETURN n.n AS n")
        assert rows == [{"n": 42}]


def run_helper(data_dir: Path, where: str) -> tuple[subprocess.Popen[bytes], str, str, int]:
    command = [sys.executable, "-m", "tests.embedded.serve_helper", str(data_dir), where]
    helper = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert helper.stdout is not None
    uri, password, pid = json.loads(helper.stdout.readline())
    return helper, uri, password, pid


async def kill_service(helper: subprocess.Popen[bytes]) -> None:
    helper.kill()
    await asyncio.to_thread(helper.communicate)


@pytest.mark.drawn(1, of="killed services")
async def test_a_killed_service_leaves_no_orphan_and_loses_nothing(tmp_path: Path) -> None:
    helper, uri, password, pid = await asyncio.to_thread(run_helper, tmp_path, "main")
    await ask(uri, password, "CREATE (:Written {n: 1})")
    await kill_service(helper)
    if sys.platform == "linux":
        await until(lambda: not psutil.pid_exists(pid))

    helper, uri, password, pid = await asyncio.to_thread(run_helper, tmp_path, "thread")
    await ask(uri, password, "CREATE (:Written {n: 2})")
    await kill_service(helper)
    assert psutil.Process(pid).is_running()

    async with await start(small(tmp_path)) as server:
        assert server.pid != pid
        assert not psutil.pid_exists(pid)
        query = "MATCH (n:Written) RETURN n.n AS n ORDER BY n"
        assert await ask(server.uri, server.password, query) == [{"n": 1}, {"n": 2}]


@pytest.mark.drawn(2, of="copies")
async def test_a_damaged_jar_is_found_and_fetched_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    jars = read_lock()
    shutil.copytree(default_cache_dir() / "maven", cache / "maven", copy_function=os.link)
    victim = next(jar for jar in jars if jar.coordinate.startswith("org.neo4j:neo4j-kernel:"))
    victim.path(cache).unlink()
    victim.path(cache).write_bytes(bytes(victim.size))
    assert not missing(jars, cache)
    # Stopped without patience: this server is killed, and writes no archive of classes.
    options = replace(small(tmp_path / "data"), cache_dir=cache, stop_timeout=0.0)
    with served(Repository(root=default_cache_dir() / "maven")) as repository:
        async with await start(replace(options, repository=repository.url)) as server:
            assert await ask(server.uri, server.password, "RETURN 1 AS one") == [{"one": 1}]
        assert set(repository.requests) == {victim.relative_path}
    assert not damaged(jars, cache)
    assert not psutil.pid_exists(server.pid)


async def test_what_java_says_is_part_of_the_sentence(tmp_path: Path) -> None:
    options = replace(small(tmp_path), heap_mb=1)
    options.password_file.write_text("set already")
    # The password counts where there is a graph that it opens.
    (options.home / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(StartError, match=r"ended while starting.*Too small maximum heap"):
        await start(options)
    assert not options.child_file.exists()
    # The data directory was given back.
    with pytest.raises(StartError):
        await start(options)
