"""Erases a person: the values that tell who it is, in the graph, the log and kept answers.

In the log's texts only commitments stand for them, so that the chain of hashes stays whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from graph.codes import Readable
from graph.log.append import append
from graph.log.entry import ERASE, ERASED, Draft, Entry, commitments
from graph.masks import mask_name
from graph.model import MODEL
from graph.writing import Writing

_LABEL = "Person"
_NAMED = 20
_IDENTIFYING = ("name", "phone")
_ABOUT = (
    "MATCH (s:LogSubject {id: $id}) WHERE s.seq > 0 MATCH (e:LogEntry) WHERE e.seq = s.seq "
    "RETURN e.seq, e.content, e.secrets, e.operation, e.subjects ORDER BY e.seq"
)
_HOLDING = "MATCH (k:ChangeKey) WHERE any(v IN $values WHERE k.answer CONTAINS v) "
_MENTIONING = (
    "MATCH (n) WHERE NOT n:LogEntry AND NOT n:ChangeKey AND NOT (n:Person AND n.code = $code) "
    "AND any(k IN keys(n) WHERE NOT (n:Person AND k = 'name') "
    "AND any(v IN $values WHERE toStringOrNull(n[k]) CONTAINS v)) "
    "RETURN head(labels(n)) + ':' + coalesce(n.code, n.key, '') AS id ORDER BY id LIMIT $most"
)


@dataclass(frozen=True, slots=True)
class Traces:
    """Where values stand that tell who a person is.

    there: whether the person is in the graph. shown: the name now, masked. values: how many
    different ones there are. entries: the numbers of the log's entries that keep some. answers:
    how many kept answers hold some. others: ids of other nodes in whose texts one stands, which are
    not changed. also: ids of other people that were renumbered or merged with this one.
    """

    there: bool
    shown: str
    values: int
    entries: tuple[int, ...]
    answers: int
    others: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether there is something to erase."""
        return bool(self.values)


async def traces(source: Readable, code: str) -> Traces | None:
    """What there is of a person; None where neither graph nor log know of one with the code."""
    there, shown, plain = await _stored(source, code)
    entries = await source.rows(_ABOUT, {"id": f"{_LABEL}:{code}"})
    if not there and not entries:
        return None
    open_entries: list[int] = []
    also: set[str] = set()
    for seq, content, kept, operation, subjects in entries:
        found = _sealed(code, content, kept)
        if found:
            open_entries.append(int(seq))
            plain.update(str(value) for _, value in found.values())
        if operation in ("renumber", "mergePeople"):
            also.update(s for s in subjects if s.startswith(f"{_LABEL}:"))
    parameters = {"values": [_quoted(value) for value in plain]}
    answers = await source.rows(f"{_HOLDING} RETURN count(k)", parameters)
    others = await source.rows(_MENTIONING, {"values": sorted(plain), "code": code, "most": _NAMED})
    return Traces(
        there,
        shown,
        len(plain),
        tuple(open_entries),
        int(answers[0][0]),
        tuple(str(row[0]) for row in others),
        tuple(sorted(also - {f"{_LABEL}:{code}"})),
    )


async def erase(writing: Writing, code: str, by: str) -> Entry:
    """Erase a person, and say so in the log. by: who does.

    The person stays, with the code, without a name or a phone: whatever counts heads, or names who
    held a post, goes on. Values that were overwritten before are erased from the log as well.
    """
    end = await writing.end()
    await writing.touch(_LABEL, code)
    _, _, plain = await _stored(writing, code)
    await writing.rows(
        f"MATCH (n:{_LABEL} {{code: $code}}) SET n.name = $erased REMOVE n.phone",
        {"code": code, "erased": ERASED},
    )
    touched = await writing.touched()
    sides = await writing.sides(touched)
    places = tuple(sorted({path for paths in sides for path in paths}))
    entry = await append(
        writing.transaction,
        Draft(by, "operator", ERASE, None, {"personCode": code}, touched, None, places),
        end,
    )
    # After the entry itself, which says what was there before.
    for seq, content, kept, *_ in await writing.rows(_ABOUT, {"id": f"{_LABEL}:{code}"}):
        found = _sealed(code, content, kept)
        plain.update(str(value) for _, value in found.values())
        if found:
            await _forget(writing, int(seq), kept, found)
    await _blacken(writing, plain)
    return entry


async def _stored(source: Readable, code: str) -> tuple[bool, str, set[str]]:
    """Whether the person is in the graph, the name masked, and the values that tell who it is."""
    asked = ", ".join(f"n.{name}" for name in _IDENTIFYING)
    rows = await source.rows(f"MATCH (n:{_LABEL} {{code: $code}}) RETURN {asked}", {"code": code})
    values = [value for row in rows for value in row]
    shown = (mask_name(str(values[0])) if values else None) or ""
    return bool(rows), shown, {str(v) for v in values if v is not None and v != ERASED}


def _sealed(code: str, content: str, kept: str) -> dict[str, Any]:
    """The salts and values that an entry keeps of a person, by their commitments."""
    opened: dict[str, Any] = orjson.loads(kept)
    found: dict[str, Any] = {}
    for _, key, *images, _ in _changes(content):
        if key != code:
            continue
        for image in images:
            properties: dict[str, Any] = {} if image is None else image["properties"]
            for sealed in commitments(properties).values():
                if sealed in opened and opened[sealed][1] != ERASED:
                    found[sealed] = opened[sealed]
    return found


def _changes(content: str) -> Iterable[list[Any]]:
    """The nodes that an entry changed: label, key, before, after, version."""
    for item in orjson.loads(content)["changes"]:
        yield [*item, 0] if len(item) == 4 else item


async def _forget(writing: Writing, seq: int, kept: str, found: dict[str, Any]) -> None:
    left = {sealed: value for sealed, value in orjson.loads(kept).items() if sealed not in found}
    await writing.rows(
        "MATCH (e:LogEntry {seq: $seq}) SET e.secrets = $secrets",
        {"seq": seq, "secrets": orjson.dumps(left, option=orjson.OPT_SORT_KEYS).decode()},
    )


async def _blacken(writing: Writing, values: Iterable[str]) -> None:
    """Take values out of the answers that are kept for those who ask again."""
    quoted = [_quoted(value) for value in values]
    rows = await writing.rows(f"{_HOLDING} RETURN k.id, k.answer", {"values": quoted})
    for key, answer in rows:
        left = str(answer)
        for value in quoted:
            left = left.replace(value, _quoted(ERASED))
        await writing.rows(
            "MATCH (k:ChangeKey {id: $id}) SET k.answer = $answer", {"id": key, "answer": left}
        )


def _quoted(value: str) -> str:
    """A value as it stands in JSON."""
    return orjson.dumps(value).decode()


def stays() -> list[str]:
    """What of a person is not erased: the names of the properties that tell nobody's identity."""
    return [p.name for p in MODEL.type(_LABEL).properties if p.name not in _IDENTIFYING]
