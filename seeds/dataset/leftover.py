"""Rows of the graph that a source no longer has, and what becomes of them."""

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Fate(Enum):
    """What becomes of a row that the source no longer has."""

    END = "end"
    REMOVE = "remove"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A row of the graph that the source no longer has.

    table: English name. key: its key cells, as a person knows it. stored: its stored key.
    day: the day on which it ends. kept_for: tables with rows that still need it (Chinese and
        English names), where it is kept.
    """

    table: str
    key: str
    stored: str
    fate: Fate
    day: str | None = None
    kept_for: tuple[tuple[str, str], ...] = ()

    @property
    def sentences(self) -> tuple[str, str]:
        """What becomes of it, in Chinese and in English."""
        if self.fate is Fate.END:
            return f"{self.key} 止于 {self.day}", f"{self.key} ends on {self.day}"
        if self.fate is Fate.REMOVE:
            return f"{self.key} 移除", f"{self.key} is removed"
        zh = "、".join(name for name, _ in self.kept_for)
        en = ", ".join(name for _, name in self.kept_for)
        return f"{self.key} 保留：{zh}中仍有其记录", f"{self.key} is kept: rows of {en} need it"

    def as_json(self) -> dict[str, Any]:
        """All of it but the stored key as a JSON object."""
        found = asdict(self)
        del found["stored"]
        zh, en = self.sentences
        kept = [name for _, name in self.kept_for]
        return {**found, "fate": self.fate.value, "kept_for": kept, "zh": zh, "en": en}
