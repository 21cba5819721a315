"""What an entry of the log changed of one node, value by value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import orjson

from graph.compiler.shape import Json
from graph.images import Edge, Image
from graph.writing import Touched

_NOTHING = Image((), {}, ())


@dataclass(frozen=True, slots=True)
class Difference:
    """A property, or a relationship of a type, before and after; None where there was none.

    erased: that a personal value was there which is kept no longer.
    """

    name: str
    before: str | None
    after: str | None
    erased: bool = False


def values_of(
    names: Sequence[tuple[str, str]],
    edge: str | None,
    ends: bool,
    texts: Sequence[str] | None,
    subject: str,
    changed: Sequence[str],
) -> Json:
    """What an entry changed of a node, as `ValueChange`s; None where its texts are not told.

    names: the fields asked for, by key. edge: the type of relationship that is asked about, where
    it is not the node itself. ends: whether what relationships lead to is shown. texts: the
    entry's, and what is kept beside it. subject: the node's id; changed: what of it.
    """
    if texts is None:
        return None
    found = differences(texts[0], texts[1], subject, ends)
    # Of values that were erased nothing else tells whether they were others.
    wanted = changed if edge is None else [edge]
    found = [d for d in found if d.name in wanted]
    return [{shown: _value(d, name) for shown, name in names} for d in found]


def _value(difference: Difference, name: str) -> Json:
    if name == "__typename":
        return "ValueChange"
    return getattr(difference, name)


def differences(content: str, secrets: str, subject: str, ends: bool = True) -> list[Difference]:
    """What an entry changed of a node. content, secrets: as they are stored."""
    key = subject.partition(":")[2]
    kept: dict[str, Any] = orjson.loads(secrets)
    for item in orjson.loads(content)["changes"]:
        if item[1] != key:
            continue
        touched = Touched(item[0], key, Image.of_json(item[2]), Image.of_json(item[3]))
        if touched.id == subject:
            before, after = touched.before or _NOTHING, touched.after or _NOTHING
            return [*_properties(before, after, kept), *_edges(before, after, ends)]
    return []


def _properties(before: Image, after: Image, kept: Mapping[str, Any]) -> Iterator[Difference]:
    for name in sorted({*before.properties, *after.properties}):
        old, new = before.properties.get(name), after.properties.get(name)
        if old == new:
            continue
        was, had = _text(old, kept)
        now, has = _text(new, kept)
        if had or has or was != now:
            yield Difference(name, was, now, had or has)


def _text(value: Any, kept: Mapping[str, Any]) -> tuple[str | None, bool]:
    """A value as text, and whether it was erased."""
    if isinstance(value, dict):
        inner = cast(dict[str, str], value)
        if "sealed" in inner:
            opened = kept.get(inner["sealed"])
            return (None, True) if opened is None else _text(opened[1], kept)
        return inner["date"], False
    if isinstance(value, list):
        return ", ".join(map(str, cast(list[Any], value))), False
    if isinstance(value, bool):
        return str(value).lower(), False
    return (None if value is None else str(value)), False


def _edges(before: Image, after: Image, ends: bool) -> Iterator[Difference]:
    gone = [e for e in before.edges if e not in after.edges]
    new = [e for e in after.edges if e not in before.edges]
    for edge in gone:
        same = next((e for e in new if _end(e) == _end(edge)), None)
        if same is not None:
            new.remove(same)
        yield Difference(
            edge.type, _shown(edge, ends), None if same is None else _shown(same, ends)
        )
    for edge in new:
        yield Difference(edge.type, None, _shown(edge, ends))


def _end(edge: Edge) -> tuple[str, str, str]:
    return edge.type, edge.label, edge.key


def _shown(edge: Edge, ends: bool) -> str | None:
    """What a relationship leads to, and from when until when."""
    if not ends:
        return None
    told = [_text(value, {})[0] for name, value in edge.properties.items() if name != "key"]
    inner = ", ".join(text for text in told if text)
    return f"{edge.label}:{edge.key}" + (f" ({inner})" if inner else "")
