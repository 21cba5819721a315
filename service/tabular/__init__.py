"""Answers as tables: the lists of an operation's response flattened, as .csv text or a workbook."""

from service.tabular.facts import Facts, facts_of
from service.tabular.flat import Flat, flattened
from service.tabular.writing import MoreThanOneListError, as_csv, write_xlsx

__all__ = [
    "Facts",
    "Flat",
    "MoreThanOneListError",
    "as_csv",
    "facts_of",
    "flattened",
    "write_xlsx",
]
