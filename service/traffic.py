"""How many operations a caller has under way, and how many in the last minute."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from cachetools import LRUCache

from graph.caller import Caller, Role
from resolvers.limits import LIMIT_EXCEEDED, Bounds, exceeded
from service.errors import RefusedError

_CALLERS = 10_000


@dataclass(slots=True)
class _Seen:
    """What one caller has asked. left: operations that may be asked now; at: as of when."""

    left: float
    at: float
    running: int = 0


class Traffic:
    """Counts operations by caller; each process counts for itself.

    A caller may ask `per_minute` operations at once, and gets that many back evenly in a minute.
    """

    def __init__(
        self, limits: Mapping[Role, Bounds], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._seen: LRUCache[tuple[str, Role], _Seen] = LRUCache(_CALLERS)
        self._running: dict[tuple[str, Role], _Seen] = {}
        self._streams: Counter[tuple[str, Role]] = Counter()

    @contextmanager
    def streaming(self, caller: Caller) -> Generator[None]:
        """Around one subscription. Raises RefusedError, 429, for one too many."""
        key, most = (caller.subject, caller.role), self._limits[caller.role]["streams"]
        if self._streams[key] >= most:
            raise _refusal("streams", most + 1, most, 15)
        self._streams[key] += 1
        try:
            yield
        finally:
            self._streams[key] -= 1
            if not self._streams[key]:
                del self._streams[key]

    def under_way(self, caller: Caller) -> AbstractContextManager[None]:
        """Around one operation. Raises RefusedError, 429, for one too many."""
        bounds = self._limits[caller.role]
        key = (caller.subject, caller.role)
        seen = self._running.get(key) or self._seen.get(key)
        now = self._clock()
        most = bounds["per_minute"]
        if seen is None:
            seen = _Seen(float(most), now)
        if seen.running >= bounds["at_once"]:
            raise _refusal("at_once", seen.running + 1, bounds["at_once"], 1)
        seen.left = min(float(most), seen.left + (now - seen.at) * most / 60)
        seen.at = now
        if seen.left < 1:
            raise _refusal("per_minute", most + 1, most, 1 + int((1 - seen.left) * 60 / most))
        seen.left -= 1
        seen.running += 1
        # Kept as long as something runs, whoever else comes.
        self._running[key] = seen
        if key not in self._seen:
            self._seen[key] = seen
        return _UnderWay(self._running, key, seen)


class _UnderWay(AbstractContextManager[None]):
    """A class: as a generator it would cost every request twice as much."""

    __slots__ = ("_key", "_running", "_seen")

    def __init__(
        self, running: dict[tuple[str, Role], _Seen], key: tuple[str, Role], seen: _Seen
    ) -> None:
        self._running = running
        self._key = key
        self._seen = seen

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._seen.running -= 1
        if not self._seen.running:
            self._running.pop(self._key, None)


def _refusal(name: str, given: int, most: int, seconds: int) -> RefusedError:
    return RefusedError(
        429,
        LIMIT_EXCEEDED,
        exceeded(name, given, most).message,
        headers=((b"retry-after", b"%d" % seconds),),
        limit=name,
        most=most,
        given=given,
    )
