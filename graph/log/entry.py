"""An entry of the log, and the text of it that its hash is over."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import orjson

from graph.declare import IDENTIFYING
from graph.images import Image
from graph.model import MODEL
from graph.writing import START, Touched

__all__ = ["START", "Draft", "Entry", "chained", "commitment", "entry_of", "text_of"]

_PERSONAL = {
    node.label: frozenset(p.name for p in node.properties if p.personal in IDENTIFYING)
    for node in MODEL.types
}
_REQUIRED = {
    node.label: frozenset(p.name for p in node.properties if p.required) for node in MODEL.types
}

_SALT, _SALTS = 16, 64
"""Bytes of a salt, and how many are drawn at once."""

DROPPED = "dropLogEntries"
"""The operation of an entry that says which older ones were dropped."""

ERASE = "erase"
"""The operation of an entry that says whose personal values were erased."""

PAST = frozenset({DROPPED, ERASE})
"""Operations after which the graph says what it said before, but for what is erased for ever."""

ERASED = "已抹去"
"""What stands in the place of a value that was erased, where there has to be one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an entry says, before it has a place in the log.

    operation: the mutation's name. effective_on: the day of the change, `YYYY-MM-DD`.
    given: the input as JSON has it, personal data masked. undoes: the entry that it takes back.
    places: the paths of the places that what was changed belongs to, or did before.
    begun: the first entry of the load that this one is a part of; None for the first itself.
    """

    by: str
    role: str
    operation: str
    effective_on: str | None
    given: Mapping[str, Any]
    touched: Sequence[Touched]
    undoes: int | None = None
    places: tuple[str, ...] = ()
    begun: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log.

    seq: 1, 2, 3, …; at: UTC, ISO 8601, later than any before it. subjects: ids of the nodes
    that were changed. begun: the first entry of the load that this one is a part of.
    """

    seq: int
    at: str
    by: str
    role: str
    operation: str
    effective_on: str | None
    subjects: tuple[str, ...]
    places: tuple[str, ...]
    undoes: int | None
    content: str
    hash: str
    previous: str
    secrets: str
    begun: int | None = None

    def touched(self) -> list[Touched]:
        """What the entry changed, personal values put back where they are still kept.

        Where they were erased, nothing was there; `ERASED` where there has to be something.
        """
        kept: dict[str, Any] = orjson.loads(self.secrets)
        found: list[Touched] = []
        for item in orjson.loads(self.content)["changes"]:
            label, key, before, after, *version = _shown(item, kept)
            images = Image.of_json(before), Image.of_json(after)
            found.append(Touched(label, key, *images, *version))
        return found


def text_of(draft: Draft, seq: int, at: str) -> tuple[str, str]:
    """The text of an entry, and as JSON the personal values that it only commits to."""
    kept: dict[str, list[Any]] = {}
    salts = _salts()
    changes = [
        [
            t.label,
            t.key,
            _hidden(t.label, t.before, kept, salts),
            _hidden(t.label, t.after, kept, salts),
            t.version,
        ]
        for t in draft.touched
    ]
    content = {
        "seq": seq,
        "at": at,
        "by": draft.by,
        "role": draft.role,
        "operation": draft.operation,
        "effectiveOn": draft.effective_on,
        "input": draft.given,
        "subjects": [t.id for t in draft.touched],
        "places": list(draft.places),
        "undoes": draft.undoes,
        "begun": draft.begun,
        "changes": changes,
    }
    text = orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode()
    return text, orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()


def chained(previous: str, text: str) -> str:
    """The hash of an entry: over the one before it and its own text; 64 hexadecimal digits."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def entry_of(properties: Mapping[str, Any]) -> Entry:
    """An entry from its node's properties."""
    return Entry(
        int(properties["seq"]),
        properties["at"],
        properties["by"],
        properties["role"],
        properties["operation"],
        properties.get("effectiveOn"),
        tuple(properties["subjects"]),
        tuple(properties["places"]),
        properties.get("undoes"),
        properties["content"],
        properties["hash"],
        properties["previous"],
        properties["secrets"],
        properties.get("begun"),
    )


def commitment(salt: str, value: Any) -> str:
    """What stands for a personal value: nobody can tell it without the salt, nor change it."""
    return hmac.new(salt.encode(), orjson.dumps(value), hashlib.sha256).hexdigest()


def commitments(properties: Mapping[str, Any]) -> dict[str, str]:
    """The commitments that stand for personal values among an image's properties, by name."""
    return {
        name: str(cast(dict[str, str], value)["sealed"])
        for name, value in properties.items()
        if isinstance(value, dict) and "sealed" in value
    }


def _salts() -> Iterator[str]:
    """Salts without end: the system is asked for many at once, for each asking takes its time."""
    while True:
        drawn = secrets.token_hex(_SALT * _SALTS)
        yield from (drawn[n : n + 2 * _SALT] for n in range(0, len(drawn), 2 * _SALT))


def _hidden(
    label: str, image: Image | None, kept: dict[str, list[Any]], salts: Iterator[str]
) -> Any:
    """An image as JSON, with commitments for personal values; the values go into `kept`."""
    if image is None:
        return None
    value = image.as_json()
    for name in _PERSONAL.get(label, frozenset[str]()) & value["properties"].keys():
        salt = next(salts)
        plain = value["properties"][name]
        sealed = commitment(salt, plain)
        kept[sealed] = [salt, plain]
        value["properties"][name] = {"sealed": sealed}
    return value


def _shown(item: Sequence[Any], kept: Mapping[str, Sequence[Any]]) -> list[Any]:
    label, key, before, after, *version = item
    for image in (before, after):
        properties: dict[str, Any] = {} if image is None else image["properties"]
        for name, sealed in commitments(properties).items():
            if sealed in kept:
                properties[name] = kept[sealed][1]
            elif name in _REQUIRED[label]:
                properties[name] = ERASED
            else:
                del properties[name]
    return [label, key, before, after, *version]
