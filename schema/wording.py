"""Descriptions of what is made of the declarations: said once here, for every type alike."""

from graph.api import GroupTarget, OrderTarget
from graph.declare import Model, NodeType
from graph.words import Words, spelled, words_of

ID = "标识：全局唯一，如 `Building:...`。 — What `node(id:)` finds it by, such as `Building:...`."

FIGURES = {
    "count": "个数：有值的个数。 — How many have a value.",
    "sum": "总和：没有值则为零。 — Their sum; 0 where there is nothing to add.",
    "avg": "平均：没有值则为空。 — Their mean; null where none has a value.",
    "min": "最小：没有值则为空。 — The least, or the earliest; null where none has a value.",
    "max": "最大：没有值则为空。 — The greatest, or the latest; null where none has a value.",
}
"""What each figure of an aggregate is."""


def named(node: NodeType) -> str:
    """A type's Chinese name."""
    return words_of(node.doc).name


def of_type(node: NodeType, zh: str, en: str) -> str:
    """A description that speaks of a type: `{}` stands for its name in either text."""
    return str(Words(zh.format(named(node)), en.format(spelled(node.name))))


def of_target(target: OrderTarget | GroupTarget, model: Model) -> str:
    """What an order or group field goes by: a property, a relative, or both."""
    place = target.place if isinstance(target, GroupTarget) else None
    if place is not None:
        return of_type(model.type(place), "所在{}", "{} it is in scope of.")
    parts = [p for p in (target.relation, target.property) if p is not None]
    zh = "的".join(words_of(p.doc).name for p in parts)
    en = ": ".join(spelled(p.name) for p in parts)
    if isinstance(target, OrderTarget) and target.property is None:
        return str(Words(f"{zh}的数量", f"{en}: how many."))
    return str(Words(zh, f"{en}."))
