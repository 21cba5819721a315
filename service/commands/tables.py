"""How `server.py query` writes answers: JSON, .csv text, or a workbook."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.caller import Caller
from graph.messages import msg
from seeds.out import Language
from service.commands.common import Exit, fail

if TYPE_CHECKING:
    from service.operations import GraphQLRequest


class AnswerFormat(StrEnum):
    """How an answer is written."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def format_of(given: AnswerFormat | None, out: Path | None) -> AnswerFormat:
    """The format that is meant, or the end of the process with a sentence."""
    ending = out.suffix.lstrip(".").lower() if out is not None else ""
    known = {f.value: f for f in AnswerFormat}
    kind = given or known.get(ending, AnswerFormat.JSON)
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
            msg("{out} cannot be written: {strerror}.", out=out, strerror=error.strerror or error),
            Exit.ENVIRONMENT,
        )
    if out is None:
        print(text, end="")
    else:
        write_text(out, text)


def write_text(out: Path, text: str) -> None:
    """Write a text, or end the process with a sentence."""
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=error.strerror or error),
            Exit.ENVIRONMENT,
        )
