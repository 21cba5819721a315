"""Which tables are synchronized, by the names that a person gives."""

from collections.abc import Iterable

from graph.declare import Model
from graph.messages import msg
from graph.model import MODEL
from graph.tables import Table, tables
from seeds.dataset.matching import table_named, tables_of
from seeds.dataset.sheets import Sheet, SourceError


def sync_tables(names: Iterable[str], sheets: Iterable[Sheet], model: Model = MODEL) -> list[Table]:
    """The tables of English or Chinese names, each once; names may hold several, by commas.

    Raises SourceError for a name that is no table's, and for a table that the sheets lack: a
    sheet left out by mistake would take all its rows away.
    """
    every = tables(model)
    there = [table for table in tables_of(sheets, every) if table is not None]
    found: dict[str, Table] = {}
    for name in (part.strip() for text in names for part in text.replace("，", ",").split(",")):
        if not name:
            continue
        table = table_named(name, every)
        if table is None:
            known = ", ".join(f"{t.name} ({t.zh})" for t in every)
            raise SourceError(
                msg("“{name}” is no table; there are {known}.", name=name, known=known)
            )
        if table not in there:
            raise SourceError(
                msg(
                    "The source has no table {name} ({zh}): what it lacks of it cannot be "
                    "told. Give a "
                    "source with the table, even without rows.",
                    name=table.name,
                    zh=table.zh,
                )
            )
        found[table.name] = table
    return list(found.values())
