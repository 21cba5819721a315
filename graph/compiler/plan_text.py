"""Plans as text, for people: one line an operator, subqueries indented below it."""

from dataclasses import fields, is_dataclass
from typing import cast

from graph.compiler.expressions import (
    And,
    Bound,
    Compare,
    Computed,
    Condition,
    Equals,
    Holds,
    Missing,
    Or,
    Param,
    Stored,
)
from graph.compiler.plan import Match, Pipeline, Plan, Step

_INDENT = "  "
_WIDTH = 100


def plan_text(plan: Plan | None) -> str:
    """A plan as an indented tree; a sentence where there is nothing to ask."""
    if plan is None:
        return "nothing to ask: the answer is known from the request\n"
    return "\n".join(_lines(plan.root)) + "\n"


def _lines(value: object) -> list[str]:
    short = _short(value)
    if short is not None:
        return [short]
    if isinstance(value, Pipeline):
        return [line for operator in value.operators for line in _lines(operator)]
    if isinstance(value, tuple):
        items = cast(tuple[object, ...], value)
        return [line for item in items for line in _lines(item)]
    assert is_dataclass(value)
    found = [type(value).__name__]
    for item in fields(value):
        part = getattr(value, item.name)
        if part is None or part == () or part is False:
            continue
        inline = _inline(part)
        if inline is not None:
            found[0] += f" {item.name}={inline}"
        else:
            found.append(f"{_INDENT}{item.name}:")
            found += [_INDENT * 2 + line for line in _lines(part)]
    return found


def _inline(value: object) -> str | None:
    """A value that needs no lines of its own."""
    if not is_dataclass(value) and not isinstance(value, tuple):
        return str(value)
    if isinstance(value, tuple):
        items = cast(tuple[object, ...], value)
        parts = [_inline(item) for item in items]
        text = ", ".join(p for p in parts if p is not None)
        return None if None in parts or len(text) > _WIDTH else f"({text})"
    return _short(value)


def _short(value: object) -> str | None:
    """The small parts, as one would write them down."""
    match value:
        case str() | int() | bool():
            return str(value)
        case Param(name):
            return f"${name}"
        case Bound(var):
            return var
        case Stored(var, name):
            return f"{var}.{name}"
        case Computed(var, template):
            return f"computed({var}: {_head(template)})"
        case Condition(var, template):
            return f"condition({var}: {_head(template)})"
        case Equals(var, name, constant):
            return f"{var}.{name} = {constant!r}"
        case Holds(var, since, until):
            return f"holds({var}: {since}..{until})"
        case Missing(inner, missing):
            text = _short(inner)
            return text and f"{text} is {'' if missing else 'not '}null"
        case Compare(left, operator, right):
            one, other = _short(left), _short(right)
            return None if one is None or other is None else f"{one} {operator} {other}"
        case And(parts) | Or(parts):
            texts = [_short(p) for p in parts]
            word = " and " if isinstance(value, And) else " or "
            if any(t is None for t in texts):
                return None
            text = word.join(str(t) for t in texts)
            return f"({text})" if len(text) <= _WIDTH else None
        case Step():
            return _step(value)
        case Match(var, label, by):
            key = "" if by is None else f" by {by[0]} = ${by[1].name}"
            return f"Match {var}:{label}{key}"
        case _:
            return None


def _head(template: str) -> str:
    words = " ".join(template.split())
    return words if len(words) <= 40 else words[:39] + "…"


def _step(step: Step) -> str:
    low, high = step.depth
    depth = "" if step.depth == (1, 1) else f"*{low}..{'' if high is None else high}"
    name = f"{step.relationship_var or ''}:{step.relationship}{depth}"
    node = f"({step.var or ''}{':' + step.label if step.label else ''})"
    return f"-[{name}]->{node}" if step.direction == "out" else f"<-[{name}]-{node}"
