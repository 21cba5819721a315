"""A process that loads `town(2)` in small transactions and prints a line for each; killed."""

import asyncio
import sys

from graph.bolt import Graph
from seeds.dataset import LoadOptions, load_tables, plan
from tests.dataset.town import town


class Lines:
    """Prints a line whenever rows are done."""

    def start(self, rows: int) -> None:
        print("start", rows, flush=True)

    def advance(self, table: str, rows: int) -> None:
        print(table, rows, flush=True)

    def finish(self) -> None:
        print("finish", flush=True)


async def main(uri: str, user: str, password: str) -> None:
    """Load it."""
    graph = await Graph.connect(uri, user, password)
    await load_tables(graph, town(2).values(), LoadOptions(progress=Lines()))
    await graph.close()


if __name__ == "__main__":
    plan.BATCH = 10
    asyncio.run(main(*sys.argv[1:]))
