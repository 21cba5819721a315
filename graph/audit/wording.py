"""Words of the messages: plurals, lists, and the names of enum members in both languages."""

from collections.abc import Iterable
from typing import Any

from graph.declare import Vocabulary


def count(number: Any, noun: str, plural: str | None = None) -> str:
    """`1 member`, `2 members`, `no members`."""
    plural = plural or f"{noun}s"
    return f"no {plural}" if number == 0 else f"{number} {noun if number == 1 else plural}"


def are(number: Any) -> str:
    """`is` after one, `are` after any other number."""
    return "is" if number == 1 else "are"


def words(kind: type[Vocabulary], names: Iterable[str]) -> str:
    """Members of an enum in English, in the enum's order: `secretary and group leader`."""
    wanted = set(names)
    found = [m.name.lower().replace("_", " ") for m in kind if m.name in wanted]
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"


def words_zh(kind: type[Vocabulary], names: Iterable[str]) -> str:
    """Members of an enum in Chinese, in the enum's order: `书记、党小组组长`."""
    wanted = set(names)
    return "、".join(m.words[0] for m in kind if m.name in wanted)
