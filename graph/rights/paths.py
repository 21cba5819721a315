"""Where the places of scopes lie: the paths that the guard's predicates compare with."""

from collections.abc import Mapping
from time import monotonic

from graphql import GraphQLError

from graph.caller import Caller
from graph.codes import Readable
from graph.messages import msg
from graph.rights.scope import parameter

_GOOD_FOR = 5.0
"""Seconds for which a path is remembered. A place that was moved meanwhile is not seen where it
lay before: its path began with the old one, and ends in its own code."""

_MOST = 10_000


class UnknownScopeError(GraphQLError):
    """A caller's scope names a place that there is not."""

    def __init__(self, code: str) -> None:
        super().__init__(
            msg(
                "The token's scope names a place that there is not: {code!r}. Ask for a token with "
                "the code of a place.",
                code=code,
            ),
            extensions={"code": "UNKNOWN_SCOPE"},
        )


class ScopePaths:
    """The paths of scopes' places, remembered for a few seconds."""

    def __init__(self, graph: Readable) -> None:
        self._graph = graph
        self._known: dict[str, tuple[str, float]] = {}

    async def parameters(self, caller: Caller) -> Mapping[str, str]:
        """The parameters that the guard's predicates name. Raises UnknownScopeError."""
        if caller.scope is None:
            return {}
        now = monotonic()
        found = {code: self._known.get(code, ("", 0.0)) for code in caller.scope}
        old = [code for code, (_, until) in found.items() if until <= now]
        if old:
            rows = await self._graph.rows(
                "MATCH (p:Place) WHERE p.code IN $codes RETURN p.code, p.path", {"codes": old}
            )
            fresh = {str(code): (str(path), now + _GOOD_FOR) for code, path in rows}
            for code in old:
                if code not in fresh:
                    self._known.pop(code, None)
                    raise UnknownScopeError(code)
            found |= fresh
            if len(self._known) > _MOST:
                self._known.clear()
            self._known |= fresh
        return {parameter(n): found[code][0] for n, code in enumerate(caller.scope)}


def placeholders(caller: Caller) -> Mapping[str, str]:
    """What stands for the guard's parameters where no graph is asked: whose path they are."""
    return {parameter(n): f"the path of {code}" for n, code in enumerate(caller.scope or ())}
