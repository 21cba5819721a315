"""Changes whose server is killed: `python -m bench.killed_changes [--rounds N] [--of WHAT]`.

Four clients make one change after another, each with an idempotency key, and ask again with the
same key until they are answered. In each round Neo4j, or the service, is killed (SIGKILL) at a
random moment of that and started again. When all are answered, every change that was answered
must be in the graph, and in the log once; the log has no other entries, and its chain is whole.

Rounds are noted in the file `--kept`, where there is one, and a later run goes on after them.
Prints what went wrong and the sums of all rounds; exit code 1 when something did.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
from rich.console import Console

from bench.kill_targets import Target, neo4j_target, service_target
from bench.writers import CLIENTS, Writer, head, marks_after, wrong_of
from graph.log import verify

KINDS: dict[str, Callable[[Path], AbstractAsyncContextManager[Target]]] = {
    "neo4j": neo4j_target,
    "service": service_target,
}
_STREAM = (0.0, 1.5)
"""Seconds between the first answer of a round and the kill."""

_WHOLE = 10
"""Every so many rounds the chain of the whole log is verified."""

_PATIENCE = 900.0
"""Seconds that a round may take."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round.

    made: changes answered. under_way: those asked for when it was killed; landed: of these, how
    many the graph had when it was back, before anybody asked again. again: askings in vain.
    """

    of: str
    made: int
    under_way: int
    landed: int
    again: int
    seconds: float
    wrong: list[str]


async def one_round(target: Target, writers: Sequence[Writer], moment: float, of: str) -> Round:
    """Stream, kill after some seconds, start again, wait for all answers, and compare."""
    started = time.perf_counter()
    before = await head(target.graph)
    for writer in writers:
        writer.begin()
    first, waiting = asyncio.Event(), asyncio.Event()

    async def ask(query: str, variables: dict[str, object]) -> dict[str, object] | None:
        if waiting.is_set():
            return None
        answer = await target.ask(query, variables)
        if answer is not None:
            first.set()
        return answer

    streams = [asyncio.create_task(writer.stream(ask)) for writer in writers]
    await first.wait()
    await asyncio.sleep(moment)
    asked = [writer.asking.mark for writer in writers if writer.asking is not None]
    await target.kill()
    # Nobody asks again before what came through was looked at.
    waiting.set()
    await target.start()
    there = await marks_after(target.graph, before)
    waiting.clear()
    for writer in writers:
        writer.ending = True
    await asyncio.gather(*streams)
    return Round(
        of,
        sum(len(writer.made) for writer in writers),
        len(asked),
        sum(text in there for text in asked),
        sum(writer.again for writer in writers),
        time.perf_counter() - started,
        await wrong_of(target.graph, before, writers),
    )


async def rounds(of: str, count: int, until: float, seed: int) -> AsyncGenerator[Round]:
    """So many rounds on a graph of their own, fewer when it is late (`time.monotonic`)."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with KINDS[of](Path(folder)) as target:
            writers = [Writer(number) for number in range(CLIENTS)]
            for number in range(count):
                late = time.monotonic() > until
                moment = chance.uniform(*_STREAM)
                async with asyncio.timeout(_PATIENCE):
                    found = await one_round(target, writers, moment, of)
                if late or number % _WHOLE == _WHOLE - 1 or number == count - 1:
                    found.wrong.extend([fault async for fault in _faults(target)])
                yield found
                if late:
                    break


async def _faults(target: Target) -> AsyncGenerator[str]:
    async for fault in verify(target.graph):
        yield f"entry {fault.seq}: {fault.text}"


def _kept(path: Path | None) -> list[Round]:
    if path is None or not path.exists():
        return []
    return [Round(**orjson.loads(line)) for line in path.read_bytes().splitlines()]


def _tell(console: Console, of: str, done: Sequence[Round]) -> None:
    made, under_way = sum(r.made for r in done), sum(r.under_way for r in done)
    wrong = [text for r in done for text in r.wrong]
    console.print(
        f"{len(done)} times {of} killed: {made:,} changes answered, {under_way} under way when it "
        f"was killed, {sum(r.landed for r in done)} of them made all the same; "
        f"{sum(r.again for r in done):,} askings in vain; {len(wrong)} wrong "
        f"({sum(r.seconds for r in done) / max(1, len(done)):.1f} s a round)"
    )
    for text in wrong:
        console.print(text, markup=False)


async def _main(chosen: argparse.Namespace) -> int:
    console = Console(width=140, highlight=False)
    until = time.monotonic() + 60 * chosen.minutes
    path = None if chosen.kept is None else Path(chosen.kept)
    done = _kept(path)
    for of in chosen.of:
        before = [r for r in done if r.of == of]
        left = chosen.rounds - len(before)
        async for found in rounds(of, left, until, chosen.seed + len(before)):
            done.append(found)
            if path is not None:
                with path.open("ab") as file:
                    file.write(orjson.dumps(asdict(found)) + b"\n")
        _tell(console, of, [r for r in done if r.of == of])
    return 1 if any(r.wrong for r in done) else 0


def main() -> int:
    """Run the rounds and print their sums; 1 when something went wrong."""
    parser = argparse.ArgumentParser(
        prog="bench.killed_changes", description=(__doc__ or "").split(":")[0]
    )
    parser.add_argument("--rounds", type=int, default=200, help="of each")
    parser.add_argument("--of", nargs="+", choices=sorted(KINDS), default=sorted(KINDS))
    parser.add_argument("--minutes", type=float, default=600, help="begin no round after them")
    parser.add_argument("--kept", help="a file that rounds are noted in")
    parser.add_argument("--seed", type=int, default=1)
    return asyncio.run(_main(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
