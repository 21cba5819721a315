"""Cross-appointments by ordinary resolvers: the pairs of a page with all that is stored of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.compiler.select import Selected
from graph.cross.terms import AppointmentDirection, AppointmentStatus
from graph.declare import Model
from resolvers.coverage import Stored
from resolvers.record import record


@dataclass(frozen=True, slots=True)
class _Type:
    name: str


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """A `CrossAppointment`; type: its name, as Strawberry asks for it."""

    values: Mapping[str, Any]
    type: _Type = _Type("CrossAppointment")

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def pairs_selected(selected: Selected, stored: Stored) -> Selected:
    """The root field with everything that a pair has."""

    def field(name: str, kind: str = "", children: Any = None) -> Selected:
        return Selected(name, name, kind, {}, children or {}, selected.node)

    def node(name: str, kind: str) -> Selected:
        return field(name, kind, stored(kind))

    sides = (node("community", "Community"), node("company", "PropertyCompany"))
    plain = tuple(field(n) for n in ("id", "direction", "since", "until"))
    appointment = (*plain, node("person", "Person"), node("post", "Post"), *sides)
    appointments = field("appointments", "CrossAppointment", {"CrossAppointment": appointment})
    pair = (*sides, field("status"), appointments)
    nodes = field("nodes", "CrossAppointmentPair", {"CrossAppointmentPair": pair})
    borders = ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")
    info = field("pageInfo", "PageInfo", {"PageInfo": tuple(field(b) for b in borders)})
    children = {selected.type: (nodes, info, field("totalCount"))}
    return Selected(
        selected.name, selected.name, selected.type, selected.arguments, children, selected.node
    )


def pairs_value(model: Model, found: Mapping[str, Any]) -> dict[str, Any]:
    """The connection as Strawberry wants it: records, enum members, dates."""
    return {**found, "nodes": [_pair(model, row) for row in found["nodes"]]}


def _pair(model: Model, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "community": record(model, row["community"]),
        "company": record(model, row["company"]),
        "status": AppointmentStatus[row["status"]],
        "appointments": [_appointment(model, a) for a in row["appointments"]],
    }


def _appointment(model: Model, row: Mapping[str, Any]) -> AppointmentRecord:
    nodes = {n: record(model, row[n]) for n in ("person", "post", "community", "company")}
    days = {n: None if row[n] is None else date.fromisoformat(row[n]) for n in ("since", "until")}
    direction = AppointmentDirection[row["direction"]]
    return AppointmentRecord({"id": row["id"], "direction": direction, **nodes, **days})
