"""What random operations are made of: the values that occur in a graph, enum words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.compiler.small import DAYS, NAMES, Table
from tests.oracle.look_ups import appointment_id, type_of
from tests.oracle.world import KEYS, World, read


@dataclass(frozen=True)
class Word:
    """An enum's value, which is written without quotes."""

    name: str


@dataclass(frozen=True)
class Operation:
    """An operation's text and its variables.

    paged: its list `paged` takes `$cursor`, null at first. wrong: it has an argument that
    makes no sense.
    """

    text: str
    variables: dict[str, Any]
    paged: bool = False
    wrong: bool = False


@dataclass
class Pool:
    """Values that occur in the graph: codes, and keys in ids, by node type; texts.

    cells: of types without codes, what identifies each, by column.
    """

    codes: Mapping[str, Sequence[str]]
    keys: Mapping[str, Sequence[str]]
    cells: Mapping[str, Sequence[Mapping[str, Any]]]
    texts: Sequence[str] = field(default_factory=list[str])

    @property
    def ids(self) -> list[str]:
        """Ids of nodes of every type, and of none."""
        return [f"{t}:{k}" for t, keys in self.keys.items() for k in keys[:6]] + ["Person:?"]

    def ids_of(self, kind: str) -> list[str]:
        """All ids of a type."""
        return [f"{kind}:{key}" for key in self.keys.get(kind, ())]


_WITHOUT_CODES = {"affiliations", "posts", "liaisons", "dual_registrations", "brands"}
_RELATIONSHIPS = {"grid_areas", "organization_areas", "management", "facility_services", "rooms"}


def pool_of(made: Sequence[Table]) -> Pool:
    """The values of a dataset."""
    tables = read(made)
    keys: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    cells: dict[str, list[Mapping[str, Any]]] = {}
    for name, rows in tables.rows.items():
        for row in rows if name not in _RELATIONSHIPS else ():
            keys.setdefault(type_of(row), []).append(row.code)
            if name not in _WITHOUT_CODES:
                codes.setdefault(type_of(row), []).append(row.code)
            if name in KEYS:
                cells.setdefault(type_of(row), []).append({n: row[n] for n in KEYS[name]})
    keys["CrossAppointment"] = sorted(
        {
            appointment_id(a).removeprefix("CrossAppointment:")
            for day in DAYS
            for a in World(tables, day).appointments()
        }
    )
    texts = [*NAMES, "区", "一", "王一", "王", "会议室", "宣讲", "联系服务", "社保", "红色", "群"]
    return Pool(codes, keys, cells, texts)


def as_json(value: Any) -> Any:
    """A value as it stands among the variables: enum members by name."""
    if isinstance(value, Word):
        return value.name
    found: Any = value
    if isinstance(value, list):
        return [as_json(v) for v in found]
    if isinstance(value, dict):
        return {n: as_json(v) for n, v in found.items()}
    return found
