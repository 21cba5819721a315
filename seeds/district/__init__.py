"""The demonstration district: invented people on real divisions, from a fixed seed."""

from .state import DEFAULT_SEED, HORIZON, REFERENCE_DAY, Cell, Row
from .tables import Table, tables
from .writers import write, write_csv_folder, write_workbook

__all__ = [
    "DEFAULT_SEED",
    "HORIZON",
    "REFERENCE_DAY",
    "Cell",
    "Row",
    "Table",
    "tables",
    "write",
    "write_csv_folder",
    "write_workbook",
]
