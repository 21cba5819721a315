"""What may be chosen about the embedded server, and where its files are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

NEO4J_VERSION = "2026.09.0"


def default_data_dir() -> Path:
    """The user's own data directory, where the graph is kept unless another is named."""
    return user_data_path("orggraph", appauthor=False)


def default_cache_dir() -> Path:
    """The user's own cache directory, shared by all data directories."""
    return user_cache_path("orggraph", appauthor=False)


@dataclass(frozen=True, slots=True)
class EmbeddedOptions:
    """Choices for one embedded server. Sizes are in MiB; None means chosen from the machine.

    ``repository`` is the address of a Maven repository that mirrors Maven Central.
    ``java_options`` are given to Java besides those it needs, by the server and by commands;
    ``settings``, each ``name=value``, to Neo4j after those it needs.
    ``free_data_mb`` and ``free_cache_mb`` are the free space demanded before a start, the
    latter only when something is to be downloaded.
    """

    data_dir: Path
    cache_dir: Path | None = None
    heap_mb: int | None = None
    page_cache_mb: int | None = None
    bolt_port: int | None = None
    repository: str | None = None
    java_options: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    start_timeout: float = 120.0
    stop_timeout: float = 60.0
    free_data_mb: int = 1024
    free_cache_mb: int = 400

    @property
    def cache(self) -> Path:
        """The cache directory in effect."""
        return self.cache_dir or default_cache_dir()

    @property
    def home(self) -> Path:
        """Neo4j's home directory: store, configuration, logs."""
        return self.data_dir / "neo4j"

    @property
    def config_dir(self) -> Path:
        """Where the configuration stands."""
        return self.home / "conf"

    @property
    def logs_dir(self) -> Path:
        """Where Neo4j writes its logs."""
        return self.home / "logs"

    @property
    def console_log(self) -> Path:
        """What Java itself printed during the last start."""
        return self.logs_dir / "console.log"

    @property
    def password_file(self) -> Path:
        """The file with Neo4j's password."""
        return self.data_dir / "neo4j.password"

    @property
    def version_file(self) -> Path:
        """Names the Neo4j that last wrote the data directory."""
        return self.data_dir / "neo4j.version"

    @property
    def child_file(self) -> Path:
        """Names the running Neo4j: process id and creation time."""
        return self.data_dir / "neo4j.pid"
