"""Puts an entry at the log's end, within the transaction of the change that it tells of."""

from datetime import UTC, datetime

from graph.codes import Readable
from graph.log.entry import START, Draft, Entry, chained, entry_of, text_of


async def append(source: Readable, draft: Draft) -> Entry:
    """The entry with its place in the chain.

    The head is one node: writing to it makes others who append wait until this transaction
    ends, so that numbers have no gaps and every entry names the one before it.
    """
    rows = await source.rows(
        "MERGE (h:LogHead {name: 'log'}) ON CREATE SET h.seq = 0, h.hash = $start "
        "SET h.seq = h.seq + 1 RETURN h.seq, h.hash",
        {"start": START},
    )
    seq, previous = int(rows[0][0]), str(rows[0][1])
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    content, kept = text_of(draft, seq, at)
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
        "hash": chained(previous, content),
        "previous": previous,
        "secrets": kept,
    }
    await source.rows(
        "CREATE (e:LogEntry) SET e = $values "
        "WITH e MATCH (h:LogHead {name: 'log'}) SET h.hash = e.hash",
        {"values": values},
    )
    return entry_of(values)
