"""`auditLog`: who changed what, newest first; for administrators, within their scope."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError

from graph.compiler.compile import UnknownCodeError
from graph.compiler.given import number_of
from graph.compiler.ordering import decode_cursor, encode_cursor
from graph.compiler.pages import size_of
from graph.compiler.select import Selected
from graph.log import Entry, newest, one
from graph.log.read import Page, count
from graph.messages import msg
from graph.rights import path_inside
from graph.rights.changing import check_may_change, may_change, outside
from graph.surface import PAGE_ARGUMENTS, Argument, Field
from resolvers.asking import Asking
from resolvers.entries import entries_value
from resolvers.findings import AUDITED
from resolvers.root_field import RootField

_SIGNATURE = "auditLog"
_ALL = Page()


async def _answer(asking: Asking, selected: Selected) -> Any:
    check_may_change(asking.caller)
    within = await _within(asking, selected)
    given = {n: asking.argument(selected, n) for n in ("first", "after", "last", "before")}
    if given["first"] is not None and given["last"] is not None:
        raise GraphQLError(msg("Give either first or last, not both."), selected.node)
    backward = given["last"] is not None
    name = "last" if backward else "first"
    size = None if given[name] is None else size_of(name, given[name])
    # Newest first: what follows a cursor has a lower number.
    below, above = (_number(given[n]) for n in ("after", "before"))
    page = Page(below, above, None if size is None else size + 1, backward, within)
    found = await newest(asking.source, page)
    more = size is not None and len(found) > size
    if more:
        found = found[1:] if backward else found[:-1]
    value: dict[str, Any] = {}
    for f in selected.fields():
        if f.name == "__typename":
            value[f.key] = selected.type
        elif f.name == "totalCount":
            value[f.key] = await count(asking.source, Page(within=within))
        elif f.name == "pageInfo":
            other = (above if not backward else below) is not None
            ahead, behind = (other, more) if backward else (more, other)
            value[f.key] = _info(found, f, ahead, behind)
        elif f.name == "nodes":
            value[f.key] = await entries_value(asking, found, f)
        else:
            value[f.key] = await _edges(asking, found, f)
    return value


async def _within(asking: Asking, selected: Selected) -> str | None:
    """The path of the place asked about; the scope's, where the caller has one."""
    code = asking.argument(selected, "within")
    scope = list(asking.scope.values())
    if code is None:
        if len(scope) > 1:
            raise GraphQLError(
                msg("The token's scope has several places: say with `within` which is meant."),
                extensions={"code": "BAD_INPUT"},
            )
        return scope[0] if scope else None
    path = await path_inside(asking.source, code, scope)
    if path is None:
        raise UnknownCodeError("within", "Place", code)
    return path


async def _find(asking: Asking, ids: list[str], selected: Selected) -> Mapping[str, Any]:
    """Entries by their ids, those that the caller may see."""
    if not may_change(asking.caller):
        return {}
    numbers = [int(n) for i in ids if (n := i.removeprefix("LogEntry:")).isdecimal()]
    found = [entry for n in numbers if (entry := await one(asking.source, n)) is not None]
    tops = list(asking.scope.values())
    seen = [entry for entry in found if not tops or not outside(entry.places, tops)]
    shown = await entries_value(asking, seen, selected)
    return {f"LogEntry:{e.seq}": value for e, value in zip(seen, shown, strict=True)}


def _number(cursor: Any) -> int | None:
    return None if cursor is None else number_of(decode_cursor(cursor, _SIGNATURE, 1)[0])


def _cursor(entry: Entry) -> str:
    return encode_cursor(_SIGNATURE, [entry.seq])


def _info(page: list[Entry], selected: Selected, ahead: bool, behind: bool) -> dict[str, Any]:
    values = {
        "__typename": "PageInfo",
        "hasNextPage": ahead,
        "hasPreviousPage": behind,
        "startCursor": _cursor(page[0]) if page else None,
        "endCursor": _cursor(page[-1]) if page else None,
    }
    return {f.key: values[f.name] for f in selected.fields()}


async def _edges(asking: Asking, page: list[Entry], selected: Selected) -> list[dict[str, Any]]:
    columns: dict[str, list[Any]] = {}
    for f in selected.fields():
        if f.name == "node":
            columns[f.key] = list(await entries_value(asking, page, f))
        elif f.name == "cursor":
            columns[f.key] = [_cursor(entry) for entry in page]
        else:
            columns[f.key] = [selected.type] * len(page)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


ROOT = RootField(
    order=95,
    field=Field(
        "auditLog",
        "LogEntryConnection!",
        "日志：何人何时更改了什么，新的在前；管理员在其范围内可见。 — "
        "Who changed what, newest first; for "
        "administrators, within their scope.",
        (
            Argument(
                "within",
                "String",
                "范围：地点的编码；不写则为可见的全部。 — "
                "A place's code; everything the caller may see when "
                "left out.",
            ),
            *PAGE_ARGUMENTS,
        ),
    ),
    needs=AUDITED,
    live=_answer,
    find_nodes=(("LogEntry", _find),),
)
