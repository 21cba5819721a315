"""Runs Neo4j's offline importer over an exported dataset, and makes the graph ready to serve."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from graph.bolt import ConstraintError, Graph, Neo4jError
from graph.embedded import EmbeddedOptions, admin, has_graph, start
from graph.embedded import Progress as DownloadProgress
from graph.messages import msg
from graph.migrations import migrate
from graph.model import MODEL

from .errors import OfflineError
from .export import Export, export
from .source import Chunked

Step = Callable[[str], None]
"""Told, in a sentence, what is being done now."""

Rows = Callable[[str, int], None]
"""Told a table's name and how many of its rows were written in this step."""

_DATABASE = "neo4j"


@dataclass(frozen=True, slots=True)
class OfflineReport:
    """What was imported: rows by table, nodes and relationships; the seconds each part took."""

    rows: dict[str, int]
    nodes: int
    relationships: int
    writing: float
    importing: float
    indexing: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.writing + self.importing + self.indexing


async def import_offline(
    options: EmbeddedOptions,
    source: Chunked,
    *,
    step: Step | None = None,
    rows: Rows | None = None,
    download: DownloadProgress | None = None,
) -> OfflineReport:
    """Fill an empty data directory with a dataset; on return no server runs.

    Raises OfflineError when there is data already or the importer refuses the rows,
    WrongRowsError, SourceError, and the errors of starting an embedded server. After an error
    the directory is as empty as before.
    """
    say = step or _silent
    if has_graph(options):
        raise OfflineError(
            msg(
                "The data directory {data_dir} holds a graph already: an offline import needs an "
                "empty one. Name another with --data-dir, or import without --offline.",
                data_dir=options.data_dir,
            )
        )
    options.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="offline-", dir=options.data_dir) as directory:
        say(msg("Checking the rows and writing the importer's files …"))
        started = time.perf_counter()
        files = await _export(source, Path(directory), rows)
        written = time.perf_counter()
        if not files.nodes:
            raise OfflineError(msg("The dataset has no rows: there is nothing to import."))
        say(msg("Neo4j imports them …"))
        try:
            await _run(options, files, Path(directory), download)
            imported = time.perf_counter()
            say(msg("Making the indexes …"))
            nodes, relationships = await _index(options)
        except BaseException:
            for place in _stores(options):
                shutil.rmtree(place, ignore_errors=True)
            raise
    return OfflineReport(
        files.rows,
        nodes,
        relationships,
        written - started,
        imported - written,
        time.perf_counter() - imported,
    )


async def _export(source: Chunked, directory: Path, rows: Rows | None) -> Export:
    stop = Event()

    def watched(table: str, count: int) -> None:
        if stop.is_set():
            raise OfflineError(msg("The import was interrupted; nothing was imported."))
        if rows is not None:
            rows(table, count)

    try:
        return await asyncio.to_thread(export, source, directory, watched)
    except asyncio.CancelledError:
        stop.set()  # The thread would go on to the last row.
        raise


def _silent(_: str) -> None:
    pass


def _stores(options: EmbeddedOptions) -> tuple[Path, Path]:
    data = options.home / "data"
    return data / "databases" / _DATABASE, data / "transactions" / _DATABASE


async def _run(
    options: EmbeddedOptions, files: Export, directory: Path, download: DownloadProgress | None
) -> None:
    report = directory / "importer.report"
    arguments = [
        "database", "import", "full", _DATABASE, *files.arguments(),
        "--id-type=string", "--bad-tolerance=0", f"--report-file={report}",
        f"--multiline-fields={'true' if files.many_lines else 'false'}",
    ]  # fmt: skip
    result = await admin(options, arguments, download)
    if result.returncode != 0:
        said = report.read_text("utf-8") if report.exists() else ""
        reason = (said.strip() or result.stderr.strip() or result.stdout.strip()).splitlines()
        raise OfflineError(
            msg(
                "Neo4j's importer refused the rows; nothing was imported. It says: {value}",
                value=" ".join(reason[-4:])[:800],
            )
        )


async def _index(options: EmbeddedOptions) -> tuple[int, int]:
    """Constraints and indexes; the numbers of nodes and relationships of the dataset."""
    async with await start(options) as server:
        graph = await Graph.connect(server.uri, server.user, server.password)
        try:
            await migrate(graph, MODEL)
            nodes = await graph.read("MATCH (n) WHERE NOT n:Migration RETURN count(n)")
            edges = await graph.read("MATCH ()-[r]->() RETURN count(r)")
        except (ConstraintError, Neo4jError) as error:
            raise OfflineError(
                msg(
                    "A row is given twice: its key is not unique; nothing was imported. An "
                    "import with "
                    "--dry-run into another data directory names the row."
                )
                if isinstance(error, ConstraintError) or "unique" in str(error).lower()
                else msg(
                    "Neo4j could not make the indexes ({code}); nothing was imported.",
                    code=error.code,
                )
            ) from error
        finally:
            await graph.close()
    return int(nodes), int(edges)
