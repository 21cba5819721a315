"""The dataset format: reads, checks and loads what a district hands over.

`load` takes a workbook, a folder of CSV files or a zip of them; `load_tables` takes rows
that a program made. Both return a `Report`. `read_beside` and `load_source` are `load` in two
steps; `read` needs no graph.
"""

from seeds.dataset.beside import load, read_beside
from seeds.dataset.load import Source, load_source, load_tables, read
from seeds.dataset.logged import Author
from seeds.dataset.options import LoadOptions
from seeds.dataset.progress import Progress, RichProgress
from seeds.dataset.report import Report, exit_code
from seeds.dataset.sheets import SourceError
from seeds.dataset.write import GraphChangedError

__all__ = [
    "Author",
    "GraphChangedError",
    "LoadOptions",
    "Progress",
    "Report",
    "RichProgress",
    "Source",
    "SourceError",
    "exit_code",
    "load",
    "load_source",
    "load_tables",
    "read",
    "read_beside",
]
