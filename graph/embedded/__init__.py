"""A real Neo4j Community server as a child process: no root, no Docker, no Java installed.

    options = EmbeddedOptions(data_dir=default_data_dir())
    async with await start(options, RichProgress()) as server:
        driver = AsyncGraphDatabase.driver(server.uri, auth=(server.user, server.password))

``start`` downloads Neo4j's files once per user, starts the server on loopback and returns
when it answers; leaving the block stops it. Every failure is an ``EmbeddedError`` whose text
is a sentence for the user.
"""

from .admin import AdminResult, admin
from .errors import (
    AdminError,
    ArchiveError,
    DataDirInUseError,
    DataDirUnusableError,
    DownloadError,
    EmbeddedError,
    NoNetworkError,
    PortTakenError,
    StartError,
    TooLittleDiskError,
    TooLittleMemoryError,
)
from .inspection import Inspection, inspect
from .options import NEO4J_VERSION, EmbeddedOptions, default_cache_dir, default_data_dir
from .progress import Progress, RichProgress, SilentProgress
from .restore import restore
from .server import EmbeddedServer, start
from .store import has_graph

__all__ = [
    "NEO4J_VERSION",
    "AdminError",
    "AdminResult",
    "ArchiveError",
    "DataDirInUseError",
    "DataDirUnusableError",
    "DownloadError",
    "EmbeddedError",
    "EmbeddedOptions",
    "EmbeddedServer",
    "Inspection",
    "NoNetworkError",
    "PortTakenError",
    "Progress",
    "RichProgress",
    "SilentProgress",
    "StartError",
    "TooLittleDiskError",
    "TooLittleMemoryError",
    "admin",
    "default_cache_dir",
    "default_data_dir",
    "has_graph",
    "inspect",
    "restore",
    "start",
]
