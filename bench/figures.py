"""The smaller figures: compiling a new document and a known one, and memory."""

import time
from datetime import date
from statistics import median

import psutil
from graphql.execution.values import VariableValues

from bench.cases.tree import CASE as TREE
from graph.bolt import Graph
from graph.caller import Caller, Role
from graph.compiler.compile import CompiledField
from graph.compiler.document import Documents
from schema.api import create_engine, graphql_schema

_ADMIN = Caller("bench", Role.ADMIN)
_NO_VARIABLES = VariableValues({}, {})


def compiling(times: int = 30) -> tuple[float, float]:
    """Seconds from text to Cypher for a document of four levels: new, and the same again.

    Parse, validate, plan, emit, bind; another comment makes the same document a new one.
    """
    # Nothing is run, so no driver is needed.
    engine = create_engine(Graph(None))
    documents = Documents(graphql_schema())
    new: list[float] = []
    again: list[float] = []
    for number in range(times):
        text = f"{TREE.ours} # {time.time_ns()} {number}"
        for seconds in (new, again):
            started = time.perf_counter()
            operation = documents.prepare(text).operation(None)
            (field,) = engine.preparing.compiled(operation, _NO_VARIABLES, _ADMIN).fields
            assert isinstance(field, CompiledField)
            field.bind({}, date.today(), {})
            seconds.append(time.perf_counter() - started)
    return median(new), median(again)


def memory(pid: int) -> int:
    """Bytes that a process and its children hold in memory."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return sum(member.memory_info().rss for member in family)
