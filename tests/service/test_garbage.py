"""The collector leaves the schema alone and still finds what lies in cycles."""

import json
import subprocess
import sys

_PROGRAM = """
import gc, json, weakref
from graph.bolt import Graph
from schema.api import create_engine
from service.garbage import settle

full = []
gc.callbacks.append(lambda phase, info: full.append(info["generation"] == 2 and phase == "start"))
engine = create_engine(Graph(None))
frozen = settle()
full.clear()

# Four answers of 20,000 rows at a time, each a list made into a dictionary, and let go of.
for _ in range(10):
    alive = [[{"code": [n], "name": [n]} for n in range(20_000)] for _ in range(4)]
    del alive
while_answering = sum(full)

class Node:
    pass

first = Node()
gone = weakref.ref(first)
first.itself = first
del first
most = 0
for _ in range(2_000_000):
    cycle = []
    cycle.append(cycle)
    most = max(most, gc.get_count()[0])
print(json.dumps([frozen, while_answering, gone() is None, most]))
"""


def test_large_answers_are_not_walked_with_the_schema_and_cycles_are_collected() -> None:
    # The collector is the process's: a process of its own.
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
    )
    frozen, while_answering, collected, most = json.loads(done.stdout)
    assert frozen > 50_000, "the schema alone is more"
    assert while_answering == 0
    assert collected
    assert most <= 100_001, "what waits to be collected is bounded"
