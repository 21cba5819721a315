"""Fills an empty data directory with a dataset through Neo4j's offline importer.

For datasets too large for the loader. The rows are read in chunks, checked as the loader
checks them and written as the importer's CSV files; the graph is the one the loader writes.
All or nothing: a dataset with a wrong row is refused.
"""

from .errors import OfflineError, WrongRowsError
from .export import Export, export
from .importer import OfflineReport, import_offline
from .source import Chunked, of_path

__all__ = [
    "Chunked",
    "Export",
    "OfflineError",
    "OfflineReport",
    "WrongRowsError",
    "export",
    "import_offline",
    "of_path",
]
