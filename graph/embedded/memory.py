"""How much memory the server gets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.messages import msg

from .errors import TooLittleMemoryError
from .options import EmbeddedOptions

_MB = 1 << 20
_SHARE = 8  # an eighth of the machine for the heap, another for the page cache
_HEAP = (512, 4096)
_PAGE_CACHE = (256, 4096)
_HEAP_FOR_PLAN = 4  # MiB of heap for each plan that is kept
_MOST_PLANS = 1000  # Neo4j's own choice
_MOST_TRANSACTIONS = 1000  # Neo4j's own choice
FIRST_PORTION = 512
"""KiB that a transaction sets aside when it begins; by Neo4j's own choice 2,048, of which a small
heap has fewer than the service has connections."""
_OVERHEAD = 256  # code, metaspace, threads and network buffers of the Java process
# The limit of the container this process runs in, control groups version 2 and 1.
_CGROUP_FILES = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (
        Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
        Path("/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ),
)


@dataclass(frozen=True, slots=True)
class Machine:
    """Memory in MiB that exists and that can be had now."""

    total: int
    available: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Sizes in MiB."""

    heap: int
    page_cache: int

    @property
    def needed(self) -> int:
        """What the server may use in all."""
        return self.heap + self.page_cache + _OVERHEAD

    @property
    def plans(self) -> int:
        """How many statements Neo4j may keep the plans of.

        Those of a large operation take up to some 1.1 MB of heap, with what Neo4j's parser
        learns from it, so that all together stay within three tenths of it.
        """
        return min(_MOST_PLANS, self.heap // _HEAP_FOR_PLAN)

    @property
    def transactions(self) -> int:
        """What all running transactions together may use of the heap."""
        return self.heap // 3

    @property
    def transaction(self) -> int:
        """What one transaction may use of it, so that others have room beside it."""
        return self.heap // 4

    @property
    def concurrent(self) -> int:
        """How many transactions may run at a time; the others are refused, to be tried again.

        As many as find their first portion of memory.
        """
        return min(_MOST_TRANSACTIONS, self.transactions * 1024 // FIRST_PORTION)


def machine() -> Machine:
    """This machine's memory, or this container's where that is less."""
    memory = psutil.virtual_memory()
    total, available = memory.total, memory.available
    for limit_file, used_file in _CGROUP_FILES:
        limit, used = _number(limit_file), _number(used_file)
        if limit is not None and used is not None and limit < total:
            total = limit
            available = min(available, max(0, limit - used))
    return Machine(total // _MB, available // _MB)


def plan(options: EmbeddedOptions, here: Machine) -> Memory:
    """Sizes for a start on the machine ``here``.

    Sizes that were not chosen shrink to their minimum before a start is refused.
    Raises TooLittleMemoryError.
    """
    share = here.total // _SHARE
    wanted = Memory(
        options.heap_mb or _clamp(share, *_HEAP),
        options.page_cache_mb or _clamp(share, *_PAGE_CACHE),
    )
    if wanted.needed <= here.available:
        return wanted
    least = Memory(options.heap_mb or _HEAP[0], options.page_cache_mb or _PAGE_CACHE[0])
    if least.needed <= here.available:
        return least
    raise TooLittleMemoryError(
        msg(
            "Neo4j needs {needed} MB of memory (heap {heap} MB, page cache {page_cache} MB, "
            "{overhead} MB besides) and {available} MB are free: close other programs, or "
            "choose a smaller heap and page cache.",
            needed=least.needed,
            heap=least.heap,
            page_cache=least.page_cache,
            overhead=_OVERHEAD,
            available=here.available,
        )
    )


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def _number(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None
