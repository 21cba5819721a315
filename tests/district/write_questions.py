"""Writes the answers of `docs/questions.md` anew: `python -m tests.district.write_questions`.

Starts a Neo4j of its own in a temporary directory and loads the demonstration district.
"""

import asyncio
import tempfile
from pathlib import Path

from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from schema.api import create_engine
from seeds.dataset import load_tables
from seeds.district import tables
from tests.district.asking import answer
from tests.district.questions import QUESTIONS, questions, rewritten
from tests.java import BRIEFLY


async def write() -> int:
    """Ask every question and write the answers; how many there are."""
    with tempfile.TemporaryDirectory() as directory:
        options = EmbeddedOptions(
            Path(directory) / "data", heap_mb=1024, page_cache_mb=256, java_options=BRIEFLY
        )
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await load_tables(graph, tables(), name="demonstration district")
            engine = create_engine(graph)
            answers = {q.name: await answer(engine, q.operation) for q in questions()}
            await graph.close()
    QUESTIONS.write_text(rewritten(answers), encoding="utf-8")
    return len(answers)


if __name__ == "__main__":
    print(f"Wrote {asyncio.run(write())} answers to {QUESTIONS.name}.")
