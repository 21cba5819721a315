"""Puts an entry at the log's end, within the transaction of the change that it tells of."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.bolt import Statement, Transaction
from graph.gathering import later
from graph.images import VERSION
from graph.log.entry import Draft, Entry, chained, entry_of, text_of
from graph.writing import IMAGES, End, Touched, changed

_ENTRY = (
    "CREATE (e:LogEntry) SET e = row.values "
    "WITH row, e MATCH (h:LogHead {name: 'log'}) SET h.seq = e.seq, h.hash = e.hash, h.at = e.at "
    "WITH row, e CALL (row, e) "
    "{ UNWIND row.about AS s CREATE (:LogSubject {id: s[0], seq: e.seq, changed: s[1]}) }"
)


async def append(
    transaction: Transaction,
    draft: Draft,
    end: End | None = None,
    *,
    also: Statement | None = None,
) -> Entry:
    """The entry with its place in the chain; its number is the version of what it changed.

    end: the log's end, where it is taken already. also: what is written with it, over a `row` of
    its parameters.
    """
    if end is None:
        end = await End.take(transaction)
    last, previous, before = await end.last()
    seq, at = last + 1, _after(before)
    content, kept = text_of(draft, seq, at)
    chain = chained(previous, content)
    values = {
        "seq": seq,
        "at": at,
        "by": draft.by,
        "role": draft.role,
        "operation": draft.operation,
        "effectiveOn": draft.effective_on,
        "subjects": [t.id for t in draft.touched],
        "places": list(draft.places),
        "undoes": draft.undoes,
        "content": content,
        "hash": chain,
        "previous": previous,
        "secrets": kept,
        "begun": draft.begun,
    }
    stamps, keys = _stamps(draft)
    row = {"values": values, "about": about(draft.touched), **keys}
    text = _ENTRY + stamps
    if also is not None:
        text, row = f"{text} WITH row, e {also.text}", {**row, **also.parameters}
    await later(transaction, text, row)
    end.now(seq, chain, at)
    return entry_of(values)


def about(touched: Sequence[Touched]) -> list[tuple[str, list[str]]]:
    """The ids of nodes that were changed, with what of each, as the log is searched by them."""
    return [(item.id, changed(item)) for item in touched]


def _after(last: str) -> str:
    """Now, or just after the last entry where clocks differ: what was recorded when is asked."""
    now = datetime.now(UTC)
    if last:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def _stamps(draft: Draft) -> tuple[str, dict[str, Any]]:
    """What gives the nodes that were changed their version, and what it takes of a row."""
    labels: dict[str, list[str]] = {}
    for item in draft.touched:
        if item.after is not None:
            labels.setdefault(item.label, []).append(item.key)
    text = "".join(
        f" WITH row, e CALL (row, e) {{ UNWIND row.keys{index} AS key "
        f"MATCH (n:{label} {{{IMAGES.key(label)}: key}}) SET n.{VERSION} = e.seq }}"
        for index, label in enumerate(labels)
    )
    return text, {f"keys{index}": keys for index, keys in enumerate(labels.values())}
