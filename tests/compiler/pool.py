"""What random operations are made of: the values that occur in a graph, enum words."""

from dataclasses import dataclass, field
from typing import Any

from tests.compiler.small import NAMES, Table


@dataclass(frozen=True)
class Word:
    """An enum's value, which is written without quotes."""

    name: str


@dataclass(frozen=True)
class Operation:
    """An operation's text and its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class Pool:
    """Values that occur in the graph: codes by node type, and texts."""

    codes: dict[str, list[str]]
    texts: list[str] = field(default_factory=list[str])

    @property
    def ids(self) -> list[str]:
        """Ids of nodes of every type that has codes, and of none."""
        return [f"{t}:{c}" for t, codes in self.codes.items() for c in codes[:6]] + ["Person:?"]


_TYPES = {
    "organizations": "PartyOrganization",
    "people": "Person",
    "companies": "PropertyCompany",
    "units": "LiaisonUnit",
    "facilities": "Facility",
    "service_items": "ServiceItem",
    "teams": "VolunteerTeam",
    "activities": "Activity",
}


def pool_of(tables: list[Table]) -> Pool:
    """The values of a dataset."""
    codes: dict[str, list[str]] = {}
    for table in tables:
        for row in table.dicts():
            if table.name == "places":
                kind = "".join(part.title() for part in str(row["kind"]).split("_"))
                codes.setdefault(kind, []).append(str(row["code"]))
            elif table.name in _TYPES:
                codes.setdefault(_TYPES[table.name], []).append(str(row["code"]))
    texts = [*NAMES, "区", "一", "王一", "会议室", "宣讲", "联系服务", "社保"]
    return Pool(codes, texts)


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
