"""`server.py log` tells what the log holds, and what is wrong with it."""

import json
from pathlib import Path
from typing import Any

from graph.embedded import EmbeddedServer
from graph.log.reads import Read, append_reads
from tests.resolvers.conftest import Asked
from tests.service.processes import process


async def run(
    server: EmbeddedServer, folder: Path, *arguments: str, command: str = "log"
) -> tuple[int, Any]:
    """A command on the graph of the tests: its exit code and what it printed as JSON, if any."""
    code, out, errors = await process(server, command, *arguments, "--json", data_dir=folder)
    return code, json.loads(out) if out.startswith(("{", "[")) else out + errors


async def test_the_log_is_listed_and_checked(
    asked: Asked, server: EmbeddedServer, tmp_path: Path
) -> None:
    for name in ("李新", "李新一"):
        change = f'mutation {{ savePerson(input: {{code: "P9", name: "{name}"}}) {{ bookmark }} }}'
        await asked.data(change)
    code, rows = await run(server, tmp_path, "list", "--last", "1")
    assert code == 0
    assert [(row["seq"], row["by"], row["subjects"]) for row in rows] == [
        (2, "test", ["Person:P9"])
    ]
    code, told = await run(server, tmp_path, "verify")
    assert (code, told["whole"], told["head"]) == (0, True, f"2:{rows[0]['hash']}")
    await asked.graph.write(
        "MATCH (e:LogEntry {seq: 2}), (h:LogHead) SET h.seq = 1, h.hash = e.previous DELETE e"
    )
    code, cut = await run(server, tmp_path, "verify")
    assert (code, cut["whole"]) == (0, True), "a log that was cut looks whole"
    code, cut = await run(server, tmp_path, "verify", "--noted", told["head"])
    assert (code, [fault["seq"] for fault in cut["faults"]]) == (1, [2])


async def test_checkpoints_that_were_kept_find_a_log_that_was_cut(
    asked: Asked, server: EmbeddedServer, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.jsonl"
    for name in ("李新", "李新一", "李新二"):
        change = f'mutation {{ savePerson(input: {{code: "P9", name: "{name}"}}) {{ bookmark }} }}'
        await asked.data(change)
    reads = [Read("2026-11-01T08:00:00+00:00", "a", "admin", "people", n) for n in (1, 2)]
    await asked.graph.writing(lambda t: append_reads(t, reads))
    code, made = await run(server, tmp_path, "checkpoint", "--to", str(kept))
    assert (code, made["size"], made["reads"]) == (0, 3, 2)
    assert json.loads(kept.read_text("utf-8")) == made
    assert (tmp_path / "log.key").stat().st_mode & 0o777 == 0o600
    await asked.graph.write(
        "MATCH (e:LogEntry {seq: 3}), (h:LogHead) SET h.seq = 2, h.hash = e.previous DELETE e"
    )
    code, cut = await run(server, tmp_path, "verify", "--checkpoints", str(kept))
    assert (code, [fault["seq"] for fault in cut["faults"]]) == (1, [3])
    assert "the log was cut" in cut["faults"][0]["text"]
    assert cut["noted"] == {"seq": 3, "at": made["at"]}
    of_reads = ("verify", "--reads", "--checkpoints", str(kept))
    code, whole = await run(server, tmp_path, *of_reads)
    assert (code, whole["whole"], whole["noted"]["seq"]) == (0, True, 2)
    await asked.graph.write(
        "MATCH (e:ReadEntry {seq: 2}), (h:ReadHead) SET h.seq = 1, h.hash = e.previous DELETE e"
    )
    code, cut = await run(server, tmp_path, *of_reads)
    assert (code, [fault["seq"] for fault in cut["faults"]]) == (1, [2])
    assert "the log was cut" in cut["faults"][0]["text"]
