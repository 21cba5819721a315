"""Headings and words of a table in Chinese or English, as the model declares them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from graph.declare import Scalar
from graph.model import MODEL
from graph.tables import Column
from graph.tables import tables as declared_tables

Language = Literal["zh", "en"]

Cell: TypeAlias = str | int | bool | date | None
"""A cell to be written: enums by member name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a table is written down.

    words: for each column, what stands for a cell's value; empty where the value itself does.
    dates, needed: for each column, whether it holds dates, and whether a row must fill it.
    """

    name: str
    headings: tuple[str, ...]
    words: tuple[dict[Cell, str], ...]
    dates: tuple[bool, ...]
    needed: tuple[bool, ...]


@cache
def sheet(table: str, columns: tuple[str, ...], language: Language) -> Sheet:
    """The sheet of a table, its columns in the order given; KeyError for an undeclared one."""
    declared = next((t for t in declared_tables(MODEL) if t.name == table), None)
    if declared is None:
        raise KeyError(f"The model declares no table {table}.")
    found = [declared.column(name) for name in columns]
    chinese = language == "zh"
    return Sheet(
        declared.zh if chinese else table,
        tuple(column.zh if chinese else column.name for column in found),
        tuple(_words(column, language) for column in found),
        tuple(column.type is Scalar.DATE for column in found),
        tuple(column.needed for column in found),
    )


def _words(column: Column, language: Language) -> dict[Cell, str]:
    if column.type is Scalar.BOOLEAN:
        return {True: "是", False: "否"} if language == "zh" else {True: "true", False: "false"}
    if language == "en" or not isinstance(column.type, type):
        return {}
    words: dict[Cell, str] = {member.name: member.words[0] for member in column.type}
    for implied in column.implies:
        if implied.word.isascii():
            words[implied.word] = _chinese(column, implied.word)
    return words


def _chinese(column: Column, word: str) -> str:
    """The Chinese word that implies the same as an English one: 镇 for TOWN."""
    meant = next(i for i in column.implies if i.word == word)
    return next(
        i.word
        for i in column.implies
        if not i.word.isascii() and (i.property, i.value) == (meant.property, meant.value)
    )
