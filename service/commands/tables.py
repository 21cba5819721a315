"""How `server.py query` writes answers: JSON, tables to read, .csv text, or a workbook."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from graph.caller import Caller
from graph.messages import msg, nmsg
from graph.reasons import reason
from seeds.out import Language
from service.commands.common import Exit, fail
from service.commands.show import console, table

if TYPE_CHECKING:
    from service.operations import GraphQLRequest
    from service.tabular.flat import Flat


class AnswerFormat(StrEnum):
    """How an answer is written."""

    JSON = "json"
    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"


FILES = (AnswerFormat.JSON, AnswerFormat.CSV, AnswerFormat.XLSX)
"""The forms that are written to files, by their endings."""


def format_of(given: AnswerFormat | None, out: Path | None) -> AnswerFormat:
    """The format that is meant, or the end of the process with a sentence."""
    ending = out.suffix.lstrip(".").lower() if out is not None else ""
    known = {f.value: f for f in FILES}
    kind = given or known.get(ending, AnswerFormat.JSON)
    if kind is AnswerFormat.TABLE and out is not None:
        fail(msg("A table is printed: leave --out out, or write a .csv or .xlsx file."), Exit.USAGE)
    if kind is AnswerFormat.XLSX and out is None:
        fail(msg("A workbook needs a place: add --out FILE.xlsx."), Exit.USAGE)
    return kind


def write_table(
    request: "GraphQLRequest",
    caller: Caller,
    response: dict[str, Any],
    kind: AnswerFormat,
    out: Path | None,
    language: Language,
) -> None:
    """Write a response with data as a table, or end the process with a sentence."""
    from schema.api import graphql_schema
    from service.tabular import MoreThanOneListError, as_csv, facts_of, flattened, write_xlsx

    schema = graphql_schema()
    facts = facts_of(schema, request, caller, response, language)
    flats = flattened(schema, facts.selected, response["data"], language)
    if kind is AnswerFormat.TABLE:
        print_tables(flats)
        return
    try:
        if kind is AnswerFormat.XLSX:
            assert out is not None
            write_xlsx(out, facts, flats, language)
            return
        text = as_csv(facts, flats)
    except MoreThanOneListError as error:
        fail(str(error), Exit.USAGE)
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=reason(error)),
            Exit.ENVIRONMENT,
        )
    if out is None:
        print(text, end="")
    else:
        write_text(out, text)


def print_tables(flats: "Sequence[Flat]") -> None:
    """Print every list with its name above and the number of its rows below."""
    to = console()
    for flat in flats:
        made = table(escape(column.heading) for column in flat.columns)
        for row in flat.rows:
            made.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
        if not flat.single:
            to.print(escape(flat.name), style="bold")
        to.print(made)
        if not flat.single:
            to.print(nmsg("{n:,} row", "{n:,} rows", len(flat.rows)))


def write_text(out: Path, text: str) -> None:
    """Write a text, or end the process with a sentence."""
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=reason(error)),
            Exit.ENVIRONMENT,
        )
