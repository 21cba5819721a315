"""Stage *plan*, the root field `search`: names by full text.

The index's analyzer folds case and width and cuts Chinese text into pairs of characters.
All words of the text must occur; the best matches come first.
"""

import re
import unicodedata

from graphql import GraphQLError

from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Bound,
    Collect,
    Computed,
    Condition,
    Holds,
    Not,
    Or,
    Predicate,
    Stored,
    both,
)
from graph.compiler.given import Given, number_of
from graph.compiler.plan import (
    Filter,
    Operator,
    Page,
    Pipeline,
    Plan,
    Project,
    Search,
    Sort,
    SortKey,
)
from graph.compiler.roots import PlannedRoot
from graph.compiler.rows import RowBuilder, Wanted, variants
from graph.compiler.select import Selected
from graph.compiler.shape import Many, RowOf
from graph.declare import NodeType
from graph.messages import msg

DEFAULT_FIRST = 20
"""How many nodes are found when `first` is left out."""

_NOTHING = "-*:*"  # of Lucene: all documents but all
_WORDS = re.compile(r"\w+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def search_root(context: Context, selected: Selected) -> PlannedRoot:
    """`search(text, first)`."""
    types = tuple(t for t in context.model.types if t.search and not t.abstract)
    if not types:
        raise GraphQLError(msg("There is nothing with a name to search for."))
    # Names that the caller sees masked cannot be searched for either.
    open_types = tuple(
        t for t in types if all(context.guard.mask(t, t.property(p)) is None for p in t.search)
    )
    var, score = context.fresh(), context.fresh("score")
    entity = Entity(var, types[0], inside=True)
    operators: list[Operator] = [
        Search(var, score, context.param(selected.arguments["text"], lucene))
    ]
    condition = both(*(_shown(context, t, var, t in open_types) for t in types))
    if condition is not None:
        operators.append(Filter(condition))
    keys = (SortKey(Stored(var, name), False) for name in dict.fromkeys(t.key for t in types))
    best = SortKey(Bound(score), True)
    if context.guard.inside(context, entity) is not None:
        # How well names match depends on all names: who sees a part of them has short ones first.
        best = SortKey(Computed(var, "size({n}.name)"), False)
    first = selected.arguments.get("first")
    limit = DEFAULT_FIRST if first is None else context.param(first, _size)
    operators += [Sort((best, *keys)), Page(limit)]
    row = RowBuilder(joining=False)
    wanted = Wanted(selected.children, f"Query.{selected.name}", required=True)
    shape = variants(context, row, entity, types, wanted)
    pipeline = Pipeline((*operators, Project(row.row())), (var, score))
    builder = RowBuilder()
    at = builder.column(Collect(pipeline))
    return PlannedRoot(
        Plan(builder.row()), Many(at, RowOf(row.width, shape)), builder.width, nullable=False
    )


def _shown(context: Context, node: NodeType, var: str, open_to_caller: bool) -> Predicate | None:
    """What nodes of one type must fulfil to be found; None when nothing."""
    other: Predicate = Not(Condition(var, f"{{n}}:{node.label}"))
    if not open_to_caller:
        return other
    holds = None if node.valid is None else Holds(var, node.valid.since, node.valid.until)
    wanted = both(holds, context.guard.inside(context, Entity(var, node)))
    return None if wanted is None else Or((other, wanted))


def _size(value: Given) -> int:
    number = number_of(value)
    if number < 0:
        raise GraphQLError(msg("'first' is a number of nodes; it cannot be negative."))
    return number


def lucene(text: Given) -> str:
    """A full-text query for nodes with all words of a text; for none where it has no word."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", str(text)).lower())
    parts = [_word(part) for word in words for part in _runs(word)]
    if not parts:
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
