"""Writes answers and made parts anew: `uv run python -m tests.docs.write`.

Asks the demonstration district in a Neo4j of its own, started for this and stopped again.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, start
from graph.migrations import migrate
from graph.model import MODEL
from schema.api import create_engine
from seeds.dataset import load_tables
from seeds.district import tables
from tests.docs.examples import DOCUMENTS, ROOT, answer, examples, rewritten
from tests.docs.made import MADE, remade
from tests.java import BRIEFLY


async def rewrite(graph: Graph, documents: tuple[str, ...] = DOCUMENTS) -> list[str]:
    """Put answers and made parts into the documents; the names of those that changed.

    Raises ValueError when an operation has errors.
    """
    engine = create_engine(graph)
    changed: list[str] = []
    for document in documents:
        found = examples(document)
        answers = {e.name.partition(":")[2]: await answer(engine, e) for e in found}
        text = rewritten(document, answers)
        if document in MADE:
            text = remade(document, text)
        if text != (ROOT / document).read_text("utf-8"):
            (ROOT / document).write_text(text, "utf-8")
            changed.append(document)
    return changed


async def main() -> None:
    """Start Neo4j, load the district, write."""
    with tempfile.TemporaryDirectory() as folder:
        options = EmbeddedOptions(
            Path(folder) / "data", heap_mb=1024, page_cache_mb=256, java_options=BRIEFLY
        )
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            try:
                await migrate(graph, MODEL)
                await load_tables(graph, tables(), name="demonstration district")
                changed = await rewrite(graph)
            finally:
                await graph.close()
    sys.stdout.write("".join(f"wrote {document}\n" for document in changed) or "nothing changed\n")


if __name__ == "__main__":
    asyncio.run(main())
