"""Stage *plan*: the history of a node, the entries of the log about it, as a list in its row."""

from functools import partial

from graphql import GraphQLError

from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Compare,
    Computed,
    Condition,
    Expression,
    Param,
    Predicate,
    Stored,
    both,
)
from graph.compiler.keys import Key
from graph.compiler.ordering import Order
from graph.compiler.pages import Listing, planned_page
from graph.compiler.plan import Filter, Match
from graph.compiler.rows import RowBuilder
from graph.compiler.select import Selected
from graph.compiler.shape import Apply, Constant, Identity, Leaf, Object, Shape
from graph.declare import Scalar
from graph.log.read import UNDONE
from graph.log.values import values_of
from graph.messages import msg
from graph.rights.guard import RoleGuard
from graph.rights.scope import parameter

MOST_SUBJECTS = 500
"""Of entries about more nodes, as those of loads, no values are shown: they are too long."""

_CHANGED = "coalesce({n}.changed, [])"
_PLAIN = ("at", "by", "role", "operation", "effectiveOn")


def history(context: Context, builder: RowBuilder, entity: Entity, selected: Selected) -> Shape:
    """The field `history` of a node: what changed it, newest first.

    For who may read the log; under a scope of nodes that lie in it, and of entries about places
    in it. Raises GraphQLError for others.
    """
    guard = context.guard
    if not isinstance(guard, RoleGuard) or not guard.reads_log:
        raise GraphQLError(
            msg("The history of nodes is for administrators; this token's role may not read it."),
            selected.node,
            extensions={"code": "FORBIDDEN"},
        )
    asked = _History(context, entity, guard.places, context.fresh("about"), context.fresh("entry"))
    return planned_page(context, builder, selected, asked.listing(), asked.item)


class _History:
    """The history of one entity.

    places: how many the caller's scope has; 0 is everything. about: the variable of what tells
    that an entry is about the node; entry: that of the entry.
    """

    def __init__(
        self, context: Context, entity: Entity, places: int, about: str, entry: str
    ) -> None:
        self._context = context
        self._entity = entity
        self._tops = tuple((f"top{n}", Param(parameter(n))) for n in range(places))
        self._about = about
        self._entry = entry

    def listing(self) -> Listing:
        """The entries about the node that may be seen, newest first."""
        about, entry = self._about, self._entry
        named = Compare(Stored(about, "id"), "=", self._subject())
        # The index on ids and numbers is used where both are asked for.
        first = both(named, Condition(about, "{n}.seq > 0"), self._own(), self._inside())
        seen = self._lies("any")
        same = Compare(Stored(entry, "seq"), "=", Stored(about, "seq"))
        second = same if seen is None else both(same, self._true(seen))
        assert first is not None
        assert second is not None
        operators = (
            Match(about, "LogSubject"),
            Filter(first),
            Match(entry, "LogEntry"),
            Filter(second),
        )
        newest = Key(Stored(about, "seq"), Scalar.INT, True, nullable=False)
        return Listing(operators, (about, entry), Order((newest,), (), (), "history"))

    def item(self, row: RowBuilder, selected: Selected) -> Object:
        """A `NodeChange`, as columns of the page's row."""
        shapes = tuple((f.key, self._field(row, f)) for f in selected.fields())
        return Object(shapes, "NodeChange", None, True)

    def _field(self, row: RowBuilder, f: Selected) -> Shape:
        owner = f"NodeChange.{f.name}"
        if f.name == "__typename":
            return Constant("NodeChange")
        if f.name == "entry":
            return Identity(row.column(Stored(self._entry, "seq")), "LogEntry")
        if f.name in _PLAIN:
            return Leaf(row.column(Stored(self._entry, f.name)), owner)
        if f.name == "undone":
            return Leaf(row.column(Computed(self._entry, UNDONE)), owner)
        if f.name == "changed":
            changed = row.column(Computed(self._about, _CHANGED))
            return Leaf(changed, owner, required=True, listed=True)
        return self._values(row, f)

    def _values(self, row: RowBuilder, selected: Selected) -> Apply:
        """What changed, of entries that are short, and all of whose places the caller sees."""
        short = f"size({{n}}.subjects) <= {MOST_SUBJECTS}"
        lies = self._lies("all")
        told = short if lies is None else f"{short} AND {lies.template}"
        texts = Computed(
            self._entry, f"CASE WHEN {told} THEN [{{n}}.content, {{n}}.secrets] END", self._tops
        )
        names = tuple((f.key, f.name) for f in selected.fields())
        edge = None if self._entity.type.edge is None else self._entity.type.label
        function = partial(values_of, names, edge, not self._tops)
        parts = (texts, Stored(self._about, "id"), Computed(self._about, _CHANGED))
        return Apply(function, tuple(Leaf(row.column(part), "NodeChange") for part in parts))

    def _subject(self) -> Expression:
        """The id by which entries are about the node: of a relationship, that of its start."""
        var, node = self._entity.var, self._entity.type
        if node.edge is not None:
            return Computed(var, "head(labels(startNode({n}))) + ':' + startNode({n}).code")
        if not node.abstract:
            return Computed(var, f"'{node.label}:' + {{n}}.{node.key}")
        members = self._context.model.members(node.name)
        whens = " ".join(f"WHEN {{n}}:{m.label} THEN '{m.label}:'" for m in members)
        return Computed(var, f"CASE {whens} END + {{n}}.{node.key}")

    def _own(self) -> Predicate | None:
        """Of a relationship, that the entry changed some of its kind."""
        node = self._entity.type
        if node.edge is None:
            return None
        return Condition(self._about, f"'{node.label}' IN {{n}}.changed")

    def _inside(self) -> Predicate | None:
        """That the node lies in the scope: of those above it only names are seen."""
        entity = self._entity
        if entity.type.edge is not None:
            entity = dict(entity.ends).get(entity.type.edge[0], entity)
        return self._context.guard.inside(self._context, entity)

    def _lies(self, which: str) -> Computed | None:
        """That any, or all, places of the entry lie in the scope; None without one."""
        if not self._tops:
            return None
        # By their codes: the path of a place is another one after it, or one above, was moved.
        steps = [f"('/' + split({{{name}}}, '/')[-2] + '/')" for name, _ in self._tops]
        lies = " OR ".join(f"('/' + p) CONTAINS {step}" for step in steps)
        return Computed(self._entry, f"{which}(p IN {{n}}.places WHERE {lies})", self._tops)

    def _true(self, value: Expression) -> Predicate:
        return Compare(value, "=", self._context.param(True))
