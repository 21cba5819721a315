"""`auditLog`: who changed what, or was shown whom; for administrators, within their scope."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from graphql import GraphQLError

from graph.compiler.compile import UnknownCodeError
from graph.compiler.select import Selected
from graph.declare import Vocabulary
from graph.log import Entry, lies_in, newest, number_of, one
from graph.log.read import Filter, Page, count
from graph.log.reads import ReadEntry, count_reads, newest_reads, one_read
from graph.messages import msg
from graph.rights import path_inside
from graph.rights.changing import check_may_change, may_change
from graph.surface import PAGE_ARGUMENTS, Argument, Field
from resolvers.asking import Asking
from resolvers.entries import READ, entries_value, reads_value
from resolvers.findings import AUDITED
from resolvers.history import HISTORY, HISTORY_TYPES
from resolvers.pages import Asked, Fetched, Listed, live_page
from resolvers.root_field import RootField


class LogPart(Vocabulary):
    """日志的部分 — A part of the log."""

    CHANGES = "更改 — Who changed what."
    READS = "查阅 — Who was shown personal data as it is stored: names, phones, residences, ..."


async def _answer(asking: Asking, selected: Selected) -> Any:
    check_may_change(
        asking.caller, msg("The log is for administrators; this token's role may not read it.")
    )
    within = await _within(asking, selected)
    wanted = Filter(*(asking.argument(selected, argument.name) for argument in _FILTERS))
    part = asking.argument(selected, "of")
    if part is not None and part.name == LogPart.READS.name:
        return await _reads(asking, selected, within, wanted)

    async def fetch(asked: Asked) -> Fetched[Entry]:
        # Newest first: what follows a cursor has a lower number.
        below, above = (None if at is None else at[0] for at in (asked.after, asked.before))
        size = None if asked.limit is None else asked.limit + 1
        entries = await newest(
            asking.source, Page(below, above, size, asked.backward, within, wanted)
        )
        beyond = (above if asked.backward else below) is not None
        return Fetched(entries[::-1] if asked.backward else entries, beyond)

    async def total() -> int:
        return await count(asking.source, Page(within=within, wanted=wanted))

    values = partial(entries_value, asking)
    return await live_page(asking, selected, Listed("auditLog", _key, (0,), fetch, total, values))


def _key(entry: Entry | ReadEntry) -> tuple[int]:
    return (entry.seq,)


async def _reads(asking: Asking, selected: Selected, within: str | None, wanted: Filter) -> Any:
    async def fetch(asked: Asked) -> Fetched[ReadEntry]:
        below, above = (None if at is None else at[0] for at in (asked.after, asked.before))
        size = None if asked.limit is None else asked.limit + 1
        page = Page(below, above, size, asked.backward, within, wanted)
        entries = await newest_reads(asking.source, page)
        beyond = (above if asked.backward else below) is not None
        return Fetched(entries[::-1] if asked.backward else entries, beyond)

    async def total() -> int:
        return await count_reads(asking.source, Page(within=within, wanted=wanted))

    async def values(entries: Sequence[ReadEntry], inner: Selected) -> list[dict[str, Any]]:
        return reads_value(entries, inner)

    return await live_page(asking, selected, Listed("reads", _key, (0,), fetch, total, values))


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
    keys = [i.removeprefix("LogEntry:") for i in ids]
    numbers = [number for i in ids if (number := number_of(i)) is not None]
    found = [entry for n in numbers if (entry := await one(asking.source, n)) is not None]
    tops = list(asking.scope.values())
    seen = [entry for entry in found if not tops or lies_in(entry, tops)]
    shown = await entries_value(asking, seen, selected)
    values = {f"LogEntry:{e.seq}": value for e, value in zip(seen, shown, strict=True)}
    reads = [number_of(n.removeprefix(READ)) for n in keys if n.startswith(READ)]
    for number in (n for n in reads if n is not None):
        entry = await one_read(asking.source, number)
        if entry is not None and (not tops or _whole(entry, tops)):
            (values[f"LogEntry:{READ}{number}"],) = reads_value([entry], selected)
    return values


def _whole(entry: ReadEntry, tops: Sequence[str]) -> bool:
    """Whether all that its reader may see lies in a scope."""
    places = entry.read.places
    return bool(places) and all(any(p.startswith(top) for top in tops) for p in places)


# In the order of `Filter`.
_FILTERS = (
    Argument(
        "by", "String", "何人：令牌的主体；不写则为任何人。 — The token's subject; anybody's."
    ),
    Argument(
        "operations",
        "[String!]",
        "操作：变更的名称；不写则为全部。 — Mutations' names; all when left out.",
    ),
    Argument("since", "DateTime", "起：自此时刻起写入的。 — Written at this moment or later."),
    Argument("until", "DateTime", "止：在此时刻之前写入的。 — Written before this moment."),
)

ROOT = RootField(
    order=95,
    field=Field(
        "auditLog",
        "LogEntryConnection!",
        "日志：何人何时更改了什么，或查阅了个人信息，新的在前；管理员在其范围内可见。 — "
        "Who changed what, or was shown personal data, newest first; for "
        "administrators, within their scope.",
        (
            Argument(
                "within",
                "String",
                "范围：地点的编码；不写则为可见的全部。 — "
                "A place's code; everything the caller may see when "
                "left out.",
            ),
            Argument(
                "of",
                "LogPart",
                "部分：更改，或未遮盖的个人信息的查阅；不写则为更改。 — Changes, or reads of "
                "personal data as it is stored; changes when left out.",
            ),
            *_FILTERS,
            *PAGE_ARGUMENTS,
        ),
    ),
    types=(LogPart, *HISTORY_TYPES),
    needs=AUDITED,
    live=_answer,
    fields=(HISTORY,),
    find_nodes=(("LogEntry", _find),),
)
