"""Pages of lists that are made while an operation is answered, with the borders that all have.

What a statement lists is paged in it, by `planned_page` of `graph/compiler/pages.py`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from graphql import GraphQLError

from graph.compiler.complete import borders, page
from graph.compiler.ordering import decode_cursor, encode_cursor
from graph.compiler.pages import size_of
from graph.compiler.select import Selected
from graph.compiler.shape import Cursor, PageInfo, Value, Window
from graph.messages import msg
from resolvers.asking import Asking

T = TypeVar("T")
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The page that a connection's arguments ask for.

    after, before: the keys between which its items lie. limit: at most so many; None is all.
    backward: the last of them, not the first.
    """

    after: Key | None
    before: Key | None
    limit: int | None
    backward: bool


@dataclass(frozen=True, slots=True)
class Fetched(Generic[T]):
    """The items of a page, counted from the end in reverse, and one more where there are more.

    beyond: whether a cursor leaves any out on the side from which they are counted.
    """

    items: list[T]
    beyond: bool


Fetch: TypeAlias = Callable[[Asked], Awaitable[Fetched[T]]]


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A list in a total order, as a connection shows it.

    signature: the list's name in its cursors. key: what an item is ordered by. like: a key, whose
    parts tell the types. total: how many there are, on any page. values: items as selected.
    """

    signature: str
    key: Callable[[T], Key]
    like: Key
    fetch: Fetch[T]
    total: Callable[[], Awaitable[int]]
    values: Callable[[Sequence[T], Selected], Awaitable[Sequence[Any]]]

    def cursor(self, item: T) -> str:
        """The cursor of an item."""
        return encode_cursor(self.signature, self.key(item))

    def position(self, cursor: Any) -> Key:
        """The key in a cursor. Raises GraphQLError for one of another list."""
        found = tuple(decode_cursor(cursor, self.signature, len(self.like)))
        if [type(part) for part in found] != [type(part) for part in self.like]:
            raise GraphQLError(
                msg("This is not a cursor of this list."), extensions={"code": "BAD_CURSOR"}
            )
        return found


def among(items: Sequence[T], key: Callable[[T], Key]) -> Fetch[T]:
    """Fetches pages of a list that is there as a whole, in order."""

    async def fetch(asked: Asked) -> Fetched[T]:
        inside: list[T] = []
        beyond = False
        for item in items:
            if asked.after is not None and key(item) <= asked.after:
                beyond = beyond or not asked.backward
            elif asked.before is not None and key(item) >= asked.before:
                beyond = beyond or asked.backward
            else:
                inside.append(item)
        return Fetched(inside[::-1] if asked.backward else inside, beyond)

    return fetch


async def live_page(asking: Asking, selected: Selected, listed: Listed[T]) -> dict[str, Any]:
    """A connection's fields as they are answered. Raises GraphQLError for wrong arguments."""
    asked = _asked(asking, selected, listed)
    fetched = await listed.fetch(asked)
    shown = page(fetched.items, asked.limit, asked.backward)
    value: dict[str, Any] = {}
    for f in selected.fields():
        if f.name == "__typename":
            value[f.key] = selected.type
        elif f.name == "totalCount":
            value[f.key] = await listed.total()
        elif f.name == "pageInfo":
            value[f.key] = _info(asked, fetched, listed, f)
        elif f.name == "nodes":
            value[f.key] = await listed.values(shown, f)
        else:
            value[f.key] = await _edges(shown, listed, f)
    return value


def _asked(asking: Asking, selected: Selected, listed: Listed[T]) -> Asked:
    given = {n: asking.argument(selected, n) for n in ("first", "after", "last", "before")}
    if given["first"] is not None and given["last"] is not None:
        raise GraphQLError(msg("Give either first or last, not both."), selected.node)
    backward = given["last"] is not None
    name = "last" if backward else "first"
    limit = None if given[name] is None else size_of(name, given[name])
    after, before = (
        None if given[n] is None else listed.position(given[n]) for n in ("after", "before")
    )
    return Asked(after, before, limit, backward)


def _info(
    asked: Asked, fetched: Fetched[T], listed: Listed[T], selected: Selected
) -> dict[str, Any]:
    """The `PageInfo` of a page."""
    width = len(listed.like)
    named = tuple((f.key, f.name) for f in selected.fields())
    window = Window(None if asked.limit is None else "limit", True, asked.backward)
    cursor = Cursor(tuple(range(width)), listed.signature)
    rows: list[Value] = [
        list(listed.key(i)) if width > 1 else listed.key(i)[0] for i in fetched.items
    ]
    shape = PageInfo(named, 0, width, window, cursor, 0)
    return borders(shape, rows, fetched.beyond, {"limit": asked.limit})


async def _edges(shown: Sequence[T], listed: Listed[T], selected: Selected) -> list[dict[str, Any]]:
    columns: dict[str, Sequence[Any]] = {}
    for f in selected.fields():
        if f.name == "node":
            columns[f.key] = await listed.values(shown, f)
        elif f.name == "cursor":
            columns[f.key] = [listed.cursor(item) for item in shown]
        else:
            columns[f.key] = [selected.type] * len(shown)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
