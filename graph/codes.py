"""Codes that are of nothing, and what was probably meant by one."""

from difflib import get_close_matches
from typing import Any, Protocol

from graph.messages import listed, msg

_CANDIDATES = 200
_SHOWN = 3


class Readable(Protocol):
    """Where statements run: `graph.bolt.Graph` or `graph.bolt.Transaction`."""

    async def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
        """All rows of a statement, each a list of its columns."""
        ...


async def meant(source: Readable, label: str, given: str, *, names: bool = True) -> str:
    """A sentence on what a code that no node of a label has may have meant; empty if nothing.

    label: of the model, never from a caller; its nodes have a `code` and a `name`.
    names: False where names are personal data: nothing is said about them.
    """
    if not names:
        near = await _near(source, label, given.strip())
        codes = listed(str(code) for code, _ in near)
        return msg("The nearest are {codes}.", codes=codes) if near else ""
    named = await source.rows(
        f"MATCH (n:{label}) WHERE n.name CONTAINS $text "
        f"RETURN n.code, n.name ORDER BY size(n.name), n.code LIMIT {_SHOWN}",
        {"text": given.strip()},
    )
    if named and given.strip():
        return msg(
            "{given!r} is a name, or part of one; the codes are {codes}.",
            given=given,
            codes=_listed(named),
        )
    near = await _near(source, label, given.strip())
    return msg("The nearest are {codes}.", codes=_listed(near)) if near else ""


async def is_known(source: Readable, label: str, code: str) -> bool:
    """Whether a node of a label has a code. label: of the model, never from a caller."""
    return bool(await source.rows(f"MATCH (n:{label} {{code: $code}}) RETURN 1", {"code": code}))


async def _near(source: Readable, label: str, given: str) -> list[list[Any]]:
    """The nodes with codes most like one, among those that begin as it does."""
    for length in range(len(given), 0, -1):
        rows = await source.rows(
            f"MATCH (n:{label}) WHERE n.code STARTS WITH $start "
            f"RETURN n.code, n.name ORDER BY size(n.code), n.code LIMIT {_CANDIDATES}",
            {"start": given[:length]},
        )
        if rows:
            by_code = {str(code): [code, name] for code, name in rows}
            close = get_close_matches(given, by_code, n=_SHOWN, cutoff=0.0)
            return [by_code[code] for code in close]
    return []


def _listed(rows: list[list[Any]]) -> str:
    return listed(msg("{code} ({name})", code=code, name=name) for code, name in rows)
