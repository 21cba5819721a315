"""A write transaction on a connection of the driver's pool, whose statements travel together.

A session waits for every statement's answer before the next one is sent, and a change has a dozen
of them, most of which need nothing of the one before. Here a statement may be handed over with
`soon`: it is sent with the next one whose rows are wanted at once, or with the commit, and all of
them are answered in their order. What one of them raises comes with that.

What is used of the driver is what `graph.straight` uses.
"""

from collections.abc import Mapping
from typing import Any, cast

_LARGE = 500
"""A list longer than that is sent by itself: nobody reads answers while something is sent."""


class Coming:
    """Rows of a statement: there at once, or after the next flight."""

    def __init__(self, found: list[list[Any]], flight: "Flight | None" = None) -> None:
        self._found = found
        self._flight = flight

    async def rows(self) -> list[list[Any]]:
        """All of them, each a list of its columns."""
        if self._flight is not None:
            await self._flight.land()
        return self._found


class Column(Coming):
    """One column of another's only row, as that of an only row of its own."""

    def __init__(self, coming: Coming, place: int) -> None:
        super().__init__([])
        self._coming = coming
        self._place = place

    async def rows(self) -> list[list[Any]]:
        """The one row with the one column."""
        return [[(await self._coming.rows())[0][self._place]]]


class Flight:
    """An open write transaction; statements are answered in the order they are handed over.

    torn: whether an answer was cut short, so that what is still on its way belongs to no one.
    """

    def __init__(self, connection: Any) -> None:
        """connection: with a transaction whose beginning waits to be sent."""
        self._connection = connection
        self._waiting = True
        self.torn = False

    async def soon(self, text: str, parameters: Mapping[str, Any] | None) -> Coming:
        """A statement that is sent with the next flight; at once where it is a large one."""
        found: list[list[Any]] = []
        self._connection.run(text, dict(parameters or {}))
        self._connection.pull(on_records=found.extend)
        self._waiting = True
        coming = Coming(found, self)
        if any(_large(value) for value in (parameters or {}).values()):
            await self.land()
        return coming

    async def land(self) -> None:
        """Send what waits, and read all answers. Raises what the first wrong one says."""
        if self._waiting:
            self._waiting = False
            self.torn = True
            try:
                await self._connection.send_all()
                await self._connection.fetch_all()
            except Exception:
                self.torn = False
                raise
            self.torn = False

    async def commit(self) -> str | None:
        """Send what waits, and commit unless it goes wrong; the bookmark."""
        said: dict[str, Any] = {}
        self._connection.commit(on_success=said.update)
        self._waiting = True
        await self.land()
        return said.get("bookmark")


def _large(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_large, cast("dict[str, Any]", value).values()))
    if not isinstance(value, list):
        return False
    items = cast("list[Any]", value)
    return len(items) > _LARGE or any(isinstance(i, dict) and _large(i) for i in items)
