"""Which statements are asked, and how often: kept between starts, bounded, without values."""

import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from service.files import write_private
from service.shapes import Shape, shape_of

FILE = "shapes.json"
AGAIN = "shapes.again"
MOST = 500  # shapes kept on disk
LONGEST = 50_000  # characters of a text that is kept
_ROOM = 2 * MOST  # shapes in memory, until the least used half is forgotten
_VERSION = 1
# What is asked all the time is looked at once in so many times, and counts for all of them: to look
# takes as long as all that the endpoint does besides.
_EACH = 16
_SELDOM = 8
_HALF_LIFE = 7 * 86_400.0  # seconds after which an asking counts half


class Usage:
    """Counts askings by shape; an asking counts half after a week.

    asked: `time.monotonic` of the last asking; running: how many are under way.
    """

    def __init__(self, path: Path | None = None) -> None:
        """path: the file that it is kept in; None keeps nothing."""
        self._path = path
        self._weights: dict[Shape, float] = {}
        self._epoch = time.time()
        self._changed = False
        self._times: dict[str, int] = {}
        self.asked = float("-inf")
        self.running = 0
        if path is not None:
            self._load(path)

    def begin(self) -> None:
        """A statement is about to run."""
        self.running += 1

    def end(self) -> None:
        """A statement has run."""
        self.running -= 1
        self.asked = time.monotonic()

    def note(self, text: str, parameters: Mapping[str, Any] | None) -> None:
        """Count one asking. The values of the parameters are looked at and not kept."""
        if len(text) > LONGEST:
            return
        times = self._times.get(text, 0)
        self._times[text] = times + 1
        if times >= _EACH and times % _SELDOM:
            return
        self._look(text, parameters, 1 if times < _EACH else _SELDOM)

    def _look(self, text: str, parameters: Mapping[str, Any] | None, times: int) -> None:
        if len(self._times) > _ROOM:
            self._times.clear()
        shape = shape_of(text, parameters)
        if shape is None:
            return
        # Weights are written as of `_epoch`: later askings weigh more instead of all others less.
        weight = 2.0 ** ((time.time() - self._epoch) / _HALF_LIFE)
        self._weights[shape] = self._weights.get(shape, 0.0) + times * weight
        self._changed = True
        if len(self._weights) > _ROOM:
            self._weights = dict(self._most_used(MOST))

    def shapes(self) -> list[Shape]:
        """The shapes, most used first."""
        return [shape for shape, _ in self._most_used(MOST)]

    def save(self) -> None:
        """Write the file when something was asked since the last time. Raises OSError."""
        if self._path is None or not self._changed:
            return
        self._changed = False
        now = 2.0 ** ((time.time() - self._epoch) / _HALF_LIFE)
        shapes = [[s.text, dict(s.kinds), w / now] for s, w in self._most_used(MOST)]
        kept = {"version": _VERSION, "saved": time.time(), "shapes": shapes}
        write_private(self._path, json.dumps(kept, ensure_ascii=False))

    def _most_used(self, most: int) -> list[tuple[Shape, float]]:
        return sorted(self._weights.items(), key=lambda item: -item[1])[:most]

    def _load(self, path: Path) -> None:
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["version"] != _VERSION:
                return
            age = max(0.0, self._epoch - float(kept["saved"]))
            faded = 2.0 ** (-age / _HALF_LIFE)
            found = {
                Shape(str(text), tuple(sorted((str(n), str(k)) for n, k in kinds.items()))): (
                    float(weight) * faded
                )
                for text, kinds, weight in kept["shapes"][:MOST]
            }
            for shape in found:
                shape.parameters()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            # None yet, or one that was spoiled: it only says what to plan first.
            return
        self._weights = found


def shapes_of(statements: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Shape]:
    """The different shapes of some statements, in their order."""
    found = (shape_of(text, parameters) for text, parameters in statements)
    return list(dict.fromkeys(shape for shape in found if shape is not None))


def ask_again(data_dir: Path) -> None:
    """Tell the service that runs in a data directory that Neo4j has forgotten its plans."""
    write_private(data_dir / AGAIN, "")


def asked_again(data_dir: Path) -> int:
    """When `ask_again` was last called for a data directory; 0 for never."""
    try:
        return (data_dir / AGAIN).stat().st_mtime_ns
    except OSError:
        return 0
