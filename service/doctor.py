"""Looks at everything a start depends on, without starting anything."""

import asyncio
from dataclasses import dataclass

from graph.bolt import DriverError, Graph, GraphUnavailableError, LimitError, Neo4jError
from graph.embedded import inspect
from graph.messages import msg
from service import runtime
from service.database import Address, address_of_running, embedded_options, existing
from service.listen import PortError, listen
from service.parts import pending_migrations
from service.settings import Settings
from service.settings_errors import unknown_variables


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; text: what was found, or what to do."""

    name: str
    ok: bool
    text: str


async def examine(settings: Settings, verify: bool) -> list[Check]:
    """All checks; verify: read every downloaded file as well."""
    found = [_settings()]
    address: Address | None
    if settings.embedded:
        found += await asyncio.to_thread(_embedded, settings, verify)
        address = address_of_running(settings)
        note = runtime.read(settings.data_dir)
        running = note is not None
    else:
        address, running = existing(settings), False
    if running:
        found.append(Check("service", True, msg("runs in this data directory")))
    else:
        found.append(_port(settings))
    if address is None:
        found.append(Check("connection", True, msg("Neo4j is not running; a start starts it")))
    else:
        found += await _connection(address)
    return found


def _settings() -> Check:
    strays = unknown_variables()
    return Check(
        "settings", not strays, " ".join(strays) or msg("every variable is known and right")
    )


def _port(settings: Settings) -> Check:
    try:
        listen(settings).close()
    except PortError as error:
        return Check("port", False, str(error))
    return Check(
        "port", True, msg("{port} on {host} is free", port=settings.port, host=settings.host)
    )


def _embedded(settings: Settings, verify: bool) -> list[Check]:
    seen = inspect(embedded_options(settings), verify)
    absent = len(seen.missing_jars)
    download = msg(
        "{absent} files ({download_mb} MB) are downloaded at the next start",
        absent=absent,
        download_mb=seen.download_mb,
    )
    present = (
        msg("all {jars} files of Neo4j are there, undamaged", jars=seen.jars)
        if verify
        else msg("all {jars} files of Neo4j are there", jars=seen.jars)
    )
    facts = {
        "java": seen.java_version,
        "neo4j": f"{seen.neo4j_version}; {download if absent else present}",
        "cache": msg("{path}, {free:,} MB free", path=settings.cache_dir, free=seen.cache_free),
        "data": msg("{path}, {free:,} MB free", path=settings.data_dir, free=seen.data_free),
        "memory": msg(
            "{memory_available:,} of {memory_total:,} MB are free; heap {heap} MB, page cache "
            "{page_cache} MB",
            memory_available=seen.memory_available,
            memory_total=seen.memory_total,
            heap=seen.heap or "–",
            page_cache=seen.page_cache or "–",
        ),
    }
    problems = seen.problems
    if seen.neo4j_pid is not None:
        # Neo4j has its memory already.
        problems = ()
    return [
        *(Check(name, True, text) for name, text in facts.items()),
        *(Check("embedded", False, problem) for problem in problems),
    ]


async def _connection(address: Address) -> list[Check]:
    try:
        graph = await Graph.connect(
            address.uri, address.user, address.password, address.database, 1
        )
    except GraphUnavailableError as error:
        return [Check("connection", False, str(error))]
    try:
        pending = await pending_migrations(graph)
    except (DriverError, LimitError, Neo4jError) as error:
        return [
            Check(
                "connection",
                False,
                msg("Neo4j refuses to be read ({name})", name=type(error).__name__),
            )
        ]
    finally:
        await graph.close()
    return [
        Check("connection", True, msg("{uri} answers", uri=address.uri)),
        Check("migrations", True, msg("applied"))
        if pending is None
        else Check(
            "migrations",
            False,
            msg("{pending}: start the service, which applies them", pending=pending),
        ),
    ]
