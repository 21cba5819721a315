"""Places in options: by their code, or by a name that one place alone has."""

import sys
from typing import Annotated

import typer

from graph.codes import Readable
from graph.messages import listed, msg

WITHIN_HELP = "Only what lies at or below this place: its code, or a name that it alone has."
Within = Annotated[str | None, typer.Option(metavar="CODE|NAME", help=WITHIN_HELP)]

_SHOWN = 5


class ManyPlacesError(ValueError):
    """Several places have the name that was given; the text has their codes."""


async def code_of(graph: Readable, given: str) -> str:
    """The code of the place that is meant; what is given where it is none and no name.

    A name that was understood is told on standard error. Raises ManyPlacesError.
    """
    rows = await graph.rows(
        "MATCH (p:Place) WHERE p.code = $given OR p.name = $given "
        f"RETURN p.code, p.code = $given ORDER BY size(p.code), p.code LIMIT {_SHOWN + 1}",
        {"given": given.strip()},
    )
    if not rows or any(by_code for _, by_code in rows):
        return given.strip()
    if len(rows) > 1:
        codes = listed(str(code) for code, _ in rows[:_SHOWN])
        raise ManyPlacesError(
            msg("Several places are called {name!r}: name one by its code: {codes}.",
                name=given, codes=codes)
        )  # fmt: skip
    code = str(rows[0][0])
    print(msg("{name!r} is {code}.", name=given, code=code), file=sys.stderr)
    return code
