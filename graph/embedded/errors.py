"""What can keep the embedded server from running.

Every error is one sentence or two for the person at the terminal: what went wrong and what
to do about it. ``str(error)`` is that text; nothing else needs to be printed.
"""

from __future__ import annotations


class EmbeddedError(Exception):
    """The embedded Neo4j cannot do what was asked; the message says what to do."""


class PortTakenError(EmbeddedError):
    """The Bolt port that was asked for is in use."""


class DataDirInUseError(EmbeddedError):
    """Another service owns the data directory."""


class DataDirUnusableError(EmbeddedError):
    """The data directory cannot be written, or belongs to a newer Neo4j."""


class TooLittleMemoryError(EmbeddedError):
    """Heap and page cache do not fit into the memory that is free."""


class TooLittleDiskError(EmbeddedError):
    """The data directory or the cache has too little free space."""


class DownloadError(EmbeddedError):
    """A file could not be downloaded, or arrived damaged."""


class NoNetworkError(DownloadError):
    """The repository of the server's files cannot be reached."""


class StartError(EmbeddedError):
    """Java or Neo4j ended, or did not answer in time, while starting."""


class AdminError(EmbeddedError):
    """An administration command cannot be run, or failed."""


class ArchiveError(EmbeddedError):
    """A file to be restored is no dump, or not a whole one."""
