"""Answers over HTTP as tables: whether one is asked for, and the answer made into one."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from graph.caller import Caller
from resolvers.engine import GraphQLRequest
from schema.api import graphql_schema
from seeds.out import Language
from service.negotiate import quality_of
from service.tabular.facts import facts_of
from service.tabular.flat import flattened
from service.tabular.writing import as_csv, write_xlsx

CSV = b"text/csv"
XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"csv": CSV, "xlsx": XLSX}
"""The media types of tables by the endings of files."""

_JSON = (b"application/json", b"application/graphql-response+json")


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a file. kind: its media type."""

    body: bytes
    kind: bytes

    def headers(self, name: str) -> tuple[tuple[bytes, bytes], ...]:
        """Headers that make a browser save it under a name without an ending, of ASCII."""
        ending = next(e for e, kind in FORMS.items() if self.kind.startswith(kind))
        return ((b"content-disposition", f'attachment; filename="{name}.{ending}"'.encode()),)


def form_of(accept: bytes | None) -> str | None:
    """The ending of the table that `Accept` names and prefers to JSON; None for none."""
    # Nearly all requests want JSON: a look at the bytes tells.
    if accept is None or (b"text/csv" not in accept and b"spreadsheetml" not in accept):
        return None
    wishes = {form: quality_of(accept, kind) for form, kind in FORMS.items()}
    form, best = max(wishes.items(), key=lambda item: item[1])
    return form if best > max(quality_of(accept, kind) for kind in _JSON) else None


def table_of(
    request: GraphQLRequest, caller: Caller, response: bytes, form: str, language: Language
) -> Table | None:
    """A response as a table; None where it has no data.

    Takes a moment for long answers. Raises MoreThanOneListError for .csv.
    """
    found: dict[str, Any] = orjson.loads(response)
    if found.get("data") is None:
        return None
    schema = graphql_schema()
    facts = facts_of(schema, request, caller, found, language)
    flats = flattened(schema, facts.selected, found["data"], language)
    if form == "csv":
        return Table(as_csv(facts, flats).encode(), CSV + b"; charset=utf-8")
    with TemporaryDirectory(prefix="orggraph-") as folder:
        place = Path(folder) / "answer.xlsx"
        write_xlsx(place, facts, flats, language)
        return Table(place.read_bytes(), XLSX)
