"""Pages of lists that are made here, not in the database, with the borders that all have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

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
class Ordered(Generic[T]):
    """A list in a total order.

    items: in order. key: what an item is ordered by. signature: the list's name in its cursors.
    """

    items: Sequence[T]
    key: Callable[[T], Key]
    signature: str

    def cursor(self, item: T) -> str:
        """The cursor of an item."""
        return encode_cursor(self.signature, self.key(item))

    def position(self, cursor: Any, like: Key) -> Key:
        """The key in a cursor. Raises GraphQLError for one of another list.

        like: a key of this list, whose parts tell the types.
        """
        found = tuple(decode_cursor(cursor, self.signature, len(like)))
        if [type(part) for part in found] != [type(part) for part in like]:
            raise GraphQLError(
                msg("This is not a cursor of this list."), extensions={"code": "BAD_CURSOR"}
            )
        return found


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """The items on a page, and its `PageInfo` for a selection."""

    items: list[T]
    info: Callable[[Selected], dict[str, Any]]


def page_of_items(asking: Asking, selected: Selected, ordered: Ordered[T], like: Key) -> Shown[T]:
    """The page that a connection's arguments ask for. Raises GraphQLError for wrong ones."""
    given = {n: asking.argument(selected, n) for n in ("first", "after", "last", "before")}
    if given["first"] is not None and given["last"] is not None:
        raise GraphQLError(msg("Give either first or last, not both."), selected.node)
    backward = given["last"] is not None
    name = "last" if backward else "first"
    limit = None if given[name] is None else size_of(name, given[name])
    low, high = (
        None if given[n] is None else ordered.position(given[n], like) for n in ("after", "before")
    )
    inside: list[T] = []
    outside = False
    for item in ordered.items:
        key = ordered.key(item)
        if low is not None and key <= low:
            outside = outside or not backward
        elif high is not None and key >= high:
            outside = outside or backward
        else:
            inside.append(item)
    fetched = inside[::-1] if backward else inside
    shown = page(fetched, limit, backward)
    window = Window("limit" if limit is not None else None, True, backward)
    rows: list[Value] = [list(ordered.key(item)) for item in fetched]
    cursor = Cursor(tuple(range(len(like))), ordered.signature)

    def info(field: Selected) -> dict[str, Any]:
        named = tuple((f.key, f.name) for f in field.fields())
        shape = PageInfo(named, 0, len(like), window, cursor, 0)
        return borders(shape, rows, outside, {"limit": limit})

    return Shown(shown, info)
