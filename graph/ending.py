"""How something that holds for a time is ended on a day: a tenure or a dated relationship."""

from datetime import date
from typing import Any

from graph.problems import ProblemKind, Problems
from graph.writing import Writing

_NODES = ("Post", "Liaison")
_EDGES = {"Affiliation": "AFFILIATED", "Management": "MANAGES", "Area": "COVERS"}


async def end(writing: Writing, node_id: str, on: date) -> str:
    """End what an id names; the id of what shows it afterwards. Raises ChangeError.

    Ids: `Post:…`, `Liaison:…`, `Affiliation:…`, `PartyOrganization:…`, and by the keys of their
    rows `Management:…` and `Area:…`.
    """
    kind, _, key = node_id.partition(":")
    if kind == "PartyOrganization":
        match, since, until = (
            "MATCH (n:PartyOrganization {code: $key})",
            "establishedOn",
            "dissolvedOn",
        )
    elif kind in _NODES:
        match, since, until = f"MATCH (n:{kind} {{key: $key}})", "since", "until"
    elif kind in _EDGES:
        match, since, until = f"MATCH (s)-[n:{_EDGES[kind]} {{key: $key}}]->(t)", "since", "until"
    else:
        match, since, until = "MATCH (n:Post) WHERE false", "since", "until"
    shown = "labels(s), s.code, labels(t), t.code" if kind in _EDGES else "labels(n), $key"
    rows = await writing.rows(
        f"{match} RETURN toString(n.{since}), toString(n.{until}), {shown}", {"key": key}
    )
    problems = Problems(writing)
    if rows and not await _seen(writing, rows[0]):
        rows = []
    if not rows:
        problems.add(
            ProblemKind.NOT_FOUND,
            "没有此标识的、可以结束的事项。",
            "There is nothing with this id that can be ended.",
            "id",
        )
    elif rows[0][0] is not None and str(on) <= rows[0][0]:
        problems.invalid(
            f"此事项自 {rows[0][0]} 起，须在其后结束；误录的请移除。",
            f"It holds from {rows[0][0]} on and ends after that day; what was entered by mistake "
            "is removed.",
            "on",
        )
    elif rows[0][1] is not None and rows[0][1] <= str(on):
        problems.conflict(
            f"此事项已于 {rows[0][1]} 结束。", f"It ended on {rows[0][1]} already.", "on"
        )
    problems.refuse()
    label, owner = _label(rows[0][2]), str(rows[0][3])
    await writing.touch(label, owner)
    await writing.write(f"{match} SET n.{until} = $on", {"key": key, "on": on})
    return node_id if kind == "Affiliation" else f"{label}:{owner}"


async def _seen(writing: Writing, row: list[Any]) -> bool:
    """Whether the caller sees what was found: a relationship, where both its ends are seen."""
    for place in range(2, len(row), 2):
        if not await writing.sees(_label(row[place]), str(row[place + 1])):
            return False
    return True


def _label(labels: list[str]) -> str:
    """A node's own among its labels."""
    return next(name for name in labels if name not in ("Place", "Institution"))
