"""Which rows belong to an export: those of a place and all below it, those that hold on a day.

A row belongs by itself, or because one that does refers to it: the superiors of an organization,
the building in which somebody lives. So what is exported loads into an empty graph.
"""

from dataclasses import dataclass, field
from typing import Any

from graph.declare import Hop, Model, NodeType
from graph.rights import lies_text
from graph.rights.scope import kept_back, parameter
from graph.tables import Reference, Table
from graph.validity import between
from seeds.dataset.families import family_of, family_of_table

_ORGANIZATION = "PartyOrganization"


@dataclass(slots=True)
class Belonging:
    """What is exported. Conditions are Cypher on `n`, a table's row; for rows that are
    relationships on `a` and `b`, their ends, as well.

    within: the paths of the places; None is everywhere. day: YYYY-MM-DD; None is always.
    scope: the paths of the places of the caller's scope; none are everything. What is not seen
    from there is left out, whatever refers to it; of what lies above only what names it is shown.
    needed: family → codes of what rows that belong refer to.
    """

    model: Model
    within: tuple[str, ...] | None = None
    day: str | None = None
    scope: tuple[str, ...] = ()
    needed: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    @property
    def everything(self) -> bool:
        """Whether every row belongs."""
        return self.within is None and self.day is None and not self.scope

    def parameters(self, table: Table) -> dict[str, Any]:
        """What the conditions of a table ask for."""
        return {
            "within": list(self.within or ()),
            "day": self.day,
            "needed": sorted(self.needed.get(str(family_of_table(table)), ())),
            **self.places(),
        }

    def places(self) -> dict[str, str]:
        """The parameters that name the scope's places."""
        return {parameter(n): path for n, path in enumerate(self.scope)}

    def seen(self, var: str, node: NodeType) -> str:
        """That the caller sees a node; empty where everything is seen."""
        places = len(self.scope)
        return lies_text(var, node.name, places, above=True) if places else ""

    def shown(self, var: str, table: Table, name: str, value: str) -> str:
        """The value of a property of a row, null where the row is only seen by name."""
        if not self.scope or table.relationship is not None:
            return value
        owners = ((node, p) for node in table.nodes for p in node.properties if p.name == name)
        node, item = next(owners)
        if not kept_back(node, item):
            return value
        lies = lies_text(var, self._row_type(table).name, len(self.scope), above=False)
        return f"CASE WHEN {lies} THEN {value} END"

    def _row_type(self, table: Table) -> NodeType:
        """The type of all rows of a table of nodes: of several what they have in common."""
        nodes = table.nodes
        return nodes[0] if len(nodes) == 1 else self.model.type(str(family_of_table(table)))

    def own(self, table: Table) -> str:
        """When a row belongs by itself; empty for always."""
        parts: list[str] = []
        if self.within is not None:
            parts.append(self._inside_row(table))
        if self.day is not None:
            parts += self._holds(table)
        parts += self._seen_row(table)
        return " AND ".join(f"({part})" for part in parts)

    def condition(self, table: Table) -> str:
        """When a row is exported; empty for always."""
        own = self.own(table)
        if not own or len(table.key) != 1 or not table.nodes:
            return own
        seen = " AND ".join(self._seen_row(table)) or "true"
        return f"((({own}) OR n.{table.nodes[0].key} IN $needed) AND {seen})"

    def _seen_row(self, table: Table) -> list[str]:
        """That a row is seen: of one that is a relationship, that both its ends are."""
        kind = table.relationship
        if not self.scope:
            return []
        if kind is None:
            return [self.seen("n", self._row_type(table))]
        ends = (("a", kind.start), ("b", kind.end))
        return [self.seen(var, self.model.type(name)) for var, name in ends]

    def _inside_row(self, table: Table) -> str:
        kind = table.relationship
        if kind is not None:
            ends = [("a", self.model.type(kind.start)), ("b", self.model.type(kind.end))]
            # Where one end is a place, that is where the row belongs.
            places = [end for end in ends if end[1].scope == ()]
            return " OR ".join(self._inside(var, node) for var, node in places[-1:] or ends)
        node = table.nodes[0]
        if node.scope is not None:
            return self._inside("n", node)
        group = table.one_of[0] if table.one_of else (table.key[0].name,)
        parts: list[str] = []
        for column in table.columns:
            if column.name in group and isinstance(column.type, Reference):
                target = self.model.type(column.type.target)
                inside = self._inside("t", target)
                parts.append(
                    f"EXISTS {{ MATCH (n)-[:{column.relationship}]->(t:{target.label}) "
                    f"WHERE {inside} }}"
                )
        return " OR ".join(parts) or "false"

    def _inside(self, var: str, node: NodeType) -> str:
        """That a node lies at or below one of the places."""
        if node.scope is None:
            return "false"
        if not node.scope:
            return f"any(top IN $within WHERE {var}.path STARTS WITH top)"
        steps = "".join(_step(self.model, hop) for hop in node.scope[:-1])
        last = node.scope[-1]
        label = self.model.type(last.to).label
        arrow = _arrow(last)
        return (
            f"EXISTS {{ MATCH ({var}){steps}{arrow}(place:{label}) "
            "WHERE any(top IN $within WHERE place.path STARTS WITH top) }"
        )

    def _holds(self, table: Table) -> list[str]:
        kind = table.relationship
        if kind is not None:
            parts = [_between("n", "since", "until")] if kind.dated else []
            if kind.governed is not None:
                parts.append(self._in_office("a" if kind.governed == "start" else "b"))
            return parts
        node = table.nodes[0]
        parts: list[str] = []
        if node.valid is not None:
            parts.append(_between("n", node.valid.since, node.valid.until))
        if node.holds_while:
            way = "".join(_step(self.model, hop) for hop in node.holds_while[:-1])
            last = node.holds_while[-1]
            label = self.model.type(last.to).label
            parts.append(
                f"NOT EXISTS {{ MATCH (n){way}{_arrow(last)}(o:{label}) "
                f"WHERE NOT {self._in_office('o')} }}"
            )
        return parts

    def _in_office(self, var: str) -> str:
        valid = self.model.type(_ORGANIZATION).valid
        assert valid is not None
        return _between(var, valid.since, valid.until)


def _between(var: str, since: str, until: str) -> str:
    return between(f"{var}.{since}", f"{var}.{until}", "date($day)")


def _arrow(hop: Hop) -> str:
    return f"-[:{hop.relationship}]->" if hop.direction == "out" else f"<-[:{hop.relationship}]-"


def _step(model: Model, hop: Hop) -> str:
    return f"{_arrow(hop)}(:{model.type(hop.to).label})"


def family_tables(tables: tuple[Table, ...], family: str) -> list[Table]:
    """The tables whose rows have codes of a family."""
    return [t for t in tables if t.nodes and len(t.key) == 1 and family_of(t.nodes[0]) == family]
