"""Stage *plan*, `search` and `searchMatches`: nodes by names and codes.

The full-text index's analyzer folds case and width and cuts Chinese text into pairs of characters:
a name is found that has all words of the text. A code is found that begins with the text.

How well something matches is told by itself alone, not by the index's score, which depends on all
names there are: so the order is one that cursors can go on in, and that tells nobody of names that
they do not see.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphql import GraphQLError

from graph.api import search_types
from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Collect,
    Compare,
    Computed,
    Condition,
    Holds,
    Not,
    Or,
    Predicate,
    Stored,
    TypeOf,
    both,
)
from graph.compiler.given import Given, words_in
from graph.compiler.keys import Key
from graph.compiler.ordering import Order
from graph.compiler.pages import Listing, planned_page, size_of
from graph.compiler.plan import Filter, Operator, Page, Pipeline, Plan, Project, Search
from graph.compiler.predicates import where
from graph.compiler.roots import PlannedRoot
from graph.compiler.rows import RowBuilder, Wanted, variants
from graph.compiler.select import Selected
from graph.compiler.shape import Apply, Constant, Leaf, Many, Object, RowOf, Shape, Variants
from graph.declare import NodeType, Scalar, Vocabulary
from graph.messages import msg

DEFAULT_FIRST = 20
"""How many nodes `search` finds when `first` is left out."""

MATCH = "SearchMatch"

_NOTHING = "-*:*"  # of Lucene: all documents but all
_NO_CODE = " "  # begins no code
_MOST_WORDS = 50  # of a name; Lucene takes a thousand
_WORDS = re.compile(r"\w+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


class SearchReason(Vocabulary):
    """相符之处：为何找到，最相符的在前。 — Why something was found, the best first."""

    CODE = "编码相同 — Its code is the text."
    NAME = "名称相同 — Its name is the text."
    CODE_START = "编码以此开头 — Its code begins with the text."
    NAME_START = "名称以此开头 — Its name begins with the text."
    WORDS = "名称含有 — Its name has all words of the text."


_REASONS = tuple(reason.name for reason in SearchReason)
_BY_CODE = (_REASONS.index("CODE"), _REASONS.index("CODE_START"))


def search_root(context: Context, selected: Selected) -> PlannedRoot:
    """`search(text, first)`."""
    found = _Found(context, selected)
    first = selected.arguments.get("first")
    limit = DEFAULT_FIRST if first is None else context.param(first, _size)
    row = RowBuilder(joining=False)
    shape = found.node(row, selected, f"Query.{selected.name}")
    operators = (*found.operators, found.order().sort(backward=False), Page(limit))
    pipeline = Pipeline((*operators, Project(row.row())), (found.var,))
    builder = RowBuilder()
    at = builder.column(Collect(pipeline))
    return PlannedRoot(
        Plan(builder.row()), Many(at, RowOf(row.width, shape)), builder.width, nullable=False
    )


def search_matches_root(context: Context, selected: Selected) -> PlannedRoot:
    """`searchMatches(text, types, within, first, after, last, before)`."""
    builder = RowBuilder()
    found = _Found(context, selected)
    listing = Listing(found.operators, (found.var,), found.order())
    shape = planned_page(context, builder, selected, listing, found.item)
    # A wrong argument leaves other root fields alone.
    return PlannedRoot(Plan(builder.row()), shape, builder.width, nullable=True)


class _Found:
    """What a text finds, and how well."""

    def __init__(self, context: Context, selected: Selected) -> None:
        self.context = context
        self.var = context.fresh()
        given = selected.arguments["text"]
        self.code = context.param(given, as_code)
        self.types = _types_of(context, selected)
        alike = _alike(context, self.types)
        labels = tuple((kind.label, kind.key) for kind in alike)
        query = Search(self.var, context.param(given, lucene), self.code, labels)
        condition = both(*self._conditions(selected))
        filters = () if condition is None else (Filter(condition),)
        self.operators: tuple[Operator, ...] = (query, *filters)
        key = _one_of(kind.key for kind in alike)
        name = _one_of(p for kind in self.types for p in kind.search)
        arguments = (("code", self.code), ("text", context.param(given, folded)))
        rank = (
            f"CASE WHEN {key} = {{code}} THEN 0 WHEN toLower({name}) = {{text}} THEN 1 "
            f"WHEN {key} STARTS WITH {{code}} THEN 2 "
            f"WHEN toLower({name}) STARTS WITH {{text}} THEN 3 ELSE 4 END"
        )
        text = f"CASE WHEN ({rank}) IN {list(_BY_CODE)} THEN {key} ELSE {name} END"
        self.rank = Computed(self.var, rank, arguments)
        self.text = Computed(self.var, text, arguments)
        self.size = Computed(self.var, f"size({text})", arguments)
        self.key = Computed(self.var, key)

    def order(self) -> Order:
        """The best first, then the shortest, by code and type."""
        labels = tuple((t.label, t.name) for t in self.types)
        keys = (
            Key(self.rank, Scalar.INT, False, nullable=False),
            Key(self.size, Scalar.INT, False, nullable=False),
            Key(self.key, Scalar.STRING, False, nullable=False),
            Key(TypeOf(self.var, labels), Scalar.STRING, False, nullable=False),
        )
        return Order(keys, (), (), "search")

    def item(self, row: RowBuilder, selected: Selected) -> Object:
        """A `SearchMatch`, as columns of the page's row."""
        shapes: list[tuple[str, Shape]] = []
        for f in selected.fields():
            if f.name == "__typename":
                shape: Shape = Constant(MATCH)
            elif f.name == "reason":
                shape = Apply(_reason, (Leaf(row.column(self.rank), f"{MATCH}.reason"),))
            elif f.name == "text":
                shape = Leaf(row.column(self.text), f"{MATCH}.text", required=True)
            else:
                shape = self.node(row, f, f"{MATCH}.node")
            shapes.append((f.key, shape))
        return Object(tuple(shapes), MATCH, None, True, self._person(row))

    def _person(self, row: RowBuilder) -> int | None:
        """The column with the key of a person that is found, whose name `text` tells."""
        people = [kind for kind in self.types if kind.public]
        if not people or self.context.guard.masking() is None:
            return None
        cases = " ".join(f"WHEN {{n}}:{kind.label} THEN {{n}}.{kind.key}" for kind in people)
        return row.column(Computed(self.var, f"CASE {cases} END"))

    def node(self, row: RowBuilder, selected: Selected, owner: str) -> Variants:
        """The node that was found."""
        entity = Entity(self.var, self.types[0], inside=True)
        wanted = Wanted(selected.children, owner, required=True)
        return variants(self.context, row, entity, self.types, wanted)

    def _conditions(self, selected: Selected) -> list[Predicate | None]:
        context = self.context
        within = selected.arguments.get("within")
        found: list[Predicate | None] = []
        if selected.arguments.get("types") is not None:
            found.append(_either([Condition(self.var, f"{{n}}:{t.label}") for t in self.types]))
        for kind in _alike(context, self.types):
            entity = Entity(self.var, kind)
            valid = kind.valid
            holds = None if valid is None else Holds(self.var, valid.since, valid.until)
            lies = None if within is None else _within(context, entity, within)
            wanted = both(holds, self._open(kind), lies, context.guard.inside(context, entity))
            if wanted is not None:
                other = Not(Condition(self.var, f"{{n}}:{kind.label}"))
                found.append(Or((other, wanted)))
        return found

    def _open(self, kind: NodeType) -> Predicate | None:
        """Names that the caller sees masked are not searched: such nodes have that very code."""
        masks = [self.context.mask(kind, kind.property(p)) for p in kind.search]
        if all(mask is None for mask in masks):
            return None
        return Compare(Stored(self.var, kind.key), "=", self.code)


def _types_of(context: Context, selected: Selected) -> tuple[NodeType, ...]:
    """The types whose nodes are wanted. Raises GraphQLError where there are none."""
    asked = selected.arguments.get("types")
    named = search_types(context.model)
    words = words_in(asked)
    if asked is not None and not words:
        raise GraphQLError(msg("'types' names none; leave it out for all."), selected.node)
    names = named if asked is None else words
    members = (m for name in names for m in context.model.members(named[name].name))
    return tuple({member.name: member for member in members}.values())


def _alike(context: Context, types: tuple[NodeType, ...]) -> tuple[NodeType, ...]:
    """The types, with the interface in the stead of those that are in one tree."""
    tree = context.model.tree
    inner = () if tree is None else tuple(t for t in types if tree.type in t.interfaces)
    if tree is None or not inner:
        return types
    others = tuple(t for t in types if t not in inner)
    return (context.model.type(tree.type), *others)


def _one_of(names: Iterable[str]) -> str:
    """The first of several properties that a node has."""
    found = [f"{{n}}.{name}" for name in dict.fromkeys(names)]
    return found[0] if len(found) == 1 else f"coalesce({', '.join(found)})"


def _within(context: Context, entity: Entity, code: Given) -> Predicate:
    """That a node lies at or below the place of a code, by its type's scope or else its ways.

    Where the caller may not follow the scope, for it is personal, by the ways that are not.
    """
    kind = entity.type
    own = () if kind.scope is None else (kind.scope,)
    followed = [way for way in own or kind.ways if all(map(context.guard.follows, way))]
    ways = followed or [way for way in kind.ways if all(map(context.guard.follows, way))]
    found = [
        where(context, replace(entity, type=replace(kind, scope=way)), {"within": code})
        for way in ways
    ]
    # Nothing but what belongs to some place lies within one.
    known = [part for part in found if part is not None]
    return _either(known) if known else Condition(entity.var, "false")


def _either(parts: Sequence[Predicate]) -> Predicate:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _reason(rank: int) -> str:
    return _REASONS[rank]


def _size(value: Given) -> int:
    return size_of("first", value)


def as_code(text: Given) -> str:
    """The beginning of a code that a text is; of none where it has nothing to begin with."""
    return unicodedata.normalize("NFKC", str(text)).strip() or _NO_CODE


def folded(text: Given) -> str:
    """A text as names are compared with it: whatever the case and width."""
    return unicodedata.normalize("NFKC", str(text)).strip().lower()


def lucene(text: Given) -> str:
    """A full-text query for names with all words of a text.

    For none where it has no word, or more than a name has.
    """
    words = _WORDS.findall(folded(text))
    parts = [_word(part) for word in words for part in _runs(word)]
    if not parts or len(parts) > _MOST_WORDS:
        return _NOTHING
    return " AND ".join(parts)


def _runs(word: str) -> list[str]:
    """A word cut where Chinese characters begin and end."""
    cut = _CHINESE.sub(lambda m: f" {m[0]} ", word)
    return cut.split()


def _word(word: str) -> str:
    if _CHINESE.fullmatch(word) and len(word) > 1:
        # A phrase: the analyzer's pairs must follow each other.
        return f'"{word}"'
    # A lone character is part of some pair; other words may go on.
    return f"*{word}*" if _CHINESE.fullmatch(word) else f"{word}*"
