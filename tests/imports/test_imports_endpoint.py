"""`/imports`: a file is handed in, tried, loaded, given up, and taken up again after a restart."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from graph.bolt import Graph
from graph.messages import msg, speaking
from resolvers.conditions import Around
from resolvers.engine import GraphQLRequest
from schema.api import create_engine
from seeds.dataset.sheets import Cell
from service.imports.job import Job, State
from tests.dataset.loading import contents, loaded
from tests.dataset.small import small
from tests.imports.handing import CALLERS, Desk, desk, packed, settled


@pytest.fixture
async def open_desk(blank: Graph, tmp_path: Path) -> AsyncGenerator[Desk]:
    async with desk(blank, tmp_path / "data") as found:
        yield found


async def test_a_file_is_tried_and_then_loaded(open_desk: Desk, blank: Graph) -> None:
    tables = small()
    tables["units"].add(["N2", None])
    tried = await open_desk.whole(packed(tables), dryRun="true")
    assert (tried["state"], tried["rows"], tried["rowsDone"]) == ("done", 32, 32)
    assert await blank.read("MATCH (n:Person) RETURN count(n)") == 0
    outcome = tried["outcome"]
    assert (outcome["loaded"], outcome["created"], outcome["wrong"]) == (False, 31, 1)
    assert (outcome["problemCount"], outcome["marked"], outcome["exitCode"]) == (1, True, 1)
    assert outcome["markedWhole"] is False
    report = (await open_desk.call("GET", f"/imports/{tried['id']}/report")).json()
    assert [p["kind"] for p in report["problems"]] == ["missing-value"]
    marked = await open_desk.call("GET", f"/imports/{tried['id']}/marked")
    assert zipfile.is_zipfile(io.BytesIO(marked.content))
    answer = await open_desk.call("POST", f"/imports/{tried['id']}/load")
    assert (answer.status_code, answer.json()["dryRun"]) == (202, False)
    done = await open_desk.ended(tried)
    assert (done["state"], done["outcome"]["loaded"], done["rowsDone"]) == ("done", True, 32)
    assert await blank.read("MATCH (n:Person) RETURN count(n)") == 2
    assert (await open_desk.call("POST", f"/imports/{tried['id']}/load")).status_code == 409


async def test_a_file_on_its_way_to_the_disk_is_not_held_in_memory(
    blank: Graph, tmp_path: Path
) -> None:
    async def parts() -> AsyncGenerator[bytes]:
        for _ in range(64):
            yield bytes(1 << 20)

    async with desk(blank, tmp_path / "data", most=100 << 20) as found:
        tracemalloc.start()
        answer = await found.client.post(
            "/imports", params={"name": "d.zip"}, content=parts(), headers=found.of("all")
        )
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert (answer.status_code, answer.json()["bytes"]) == (202, 64 << 20)
        assert peak < 8 << 20
        assert (await found.ended(answer.json()))["state"] == "failed"


async def test_events_tell_how_far_it_is(open_desk: Desk) -> None:
    job = (await open_desk.send(packed(small()))).json()
    answer = await open_desk.call("GET", f"/imports/{job['id']}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [block.splitlines() for block in answer.text.strip().split("\n\n")]
    assert [lines[0] for lines in events[:-1]] == ["event: progress"] * (len(events) - 1)
    assert events[-1][0] == "event: done"
    done = [json.loads(lines[1].removeprefix("data: "))["rowsDone"] for lines in events]
    assert done == sorted(done)
    assert done[-1] == 31


_ASKED = (
    "query ($id: ID) { imports(id: $id) { id state dryRun rows rowsDone startedAt outcome "
    "{ created digest __typename } } }"
)


async def test_imports_are_a_field_of_the_api(open_desk: Desk, blank: Graph) -> None:
    await loaded(blank, small())
    engine = create_engine(blank, around=Around(open_desk.service.imports))
    first = await open_desk.whole(packed(small()), dryRun="true")
    second = await open_desk.whole(packed(small()), "C1", dryRun="true")

    async def asked(who: bytes, **variables: str) -> Any:
        request = GraphQLRequest(_ASKED, dict(variables))
        return json.loads((await engine.execute(request, CALLERS[who])).body)

    found = (await asked(b"all"))["data"]["imports"]
    assert [i["id"] for i in found] == [second["id"], first["id"]]
    assert found[1] == {
        "id": first["id"],
        "state": "DONE",
        "dryRun": True,
        "rows": 31,
        "rowsDone": 31,
        "startedAt": first["startedAt"],
        "outcome": {"created": 0, "digest": None, "__typename": "ImportOutcome"},
    }
    assert [i["id"] for i in (await asked(b"C1"))["data"]["imports"]] == [second["id"]]
    assert (await asked(b"C1", id=first["id"]))["data"]["imports"] == []
    refused = await asked(b"reader")
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_what_is_gone_waits_for_the_digest(open_desk: Desk, blank: Graph) -> None:
    await loaded(blank, small())
    tables = small()
    tables["liaisons"].rows = []
    body = packed(tables)
    asked = await open_desk.whole(body, sync="liaisons")
    assert (asked["state"], asked["outcome"]["leftEnded"]) == ("unconfirmed", 1)
    report = (await open_desk.call("GET", f"/imports/{asked['id']}/report")).json()
    (left,) = report["leftovers"]
    assert (left["table"], left["fate"]) == ("liaisons", "end")
    assert await blank.read("MATCH (n:Liaison) RETURN n.until") is None
    await open_desk.call("POST", f"/imports/{asked['id']}/load", confirm="wrong")
    assert (await open_desk.ended(asked))["state"] == "unconfirmed"
    digest = asked["outcome"]["digest"]
    await open_desk.call("POST", f"/imports/{asked['id']}/load", confirm=digest)
    done = await open_desk.ended(asked)
    assert (done["state"], done["outcome"]["leftEnded"]) == ("done", 1)
    assert await blank.read("MATCH (n:Liaison) RETURN n.until IS NOT NULL") is True


async def test_a_load_is_an_entry_of_the_log_and_can_be_undone(
    open_desk: Desk, blank: Graph
) -> None:
    await loaded(blank, small())
    before = await contents(blank)
    tables = small()
    tables["people"].put(2, "residence_code", "B1")
    tables["posts"].rows, tables["teams"].rows, tables["activities"].rows = [], [], []
    body = packed(tables)
    shown = await open_desk.whole(body, sync="posts,teams,activities", dryRun="true")
    assert (shown["outcome"]["leftEnded"], shown["outcome"]["leftRemoved"]) == (2, 2)
    digest = shown["outcome"]["digest"]
    await open_desk.call("POST", f"/imports/{shown['id']}/load", confirm=digest)
    done = await open_desk.ended(shown)
    assert done["outcome"]["loaded"] is True
    assert await contents(blank) != before
    entry = done["outcome"]["entry"]
    engine = create_engine(blank)

    async def asked(text: str, who: bytes = b"all") -> Any:
        answer = await engine.execute(GraphQLRequest(text, {"id": entry}), CALLERS[who])
        return json.loads(answer.body)["data"]

    log = await asked("{ auditLog { nodes { id by operation } } }")
    assert {"id": entry, "by": "root", "operation": "import"} in log["auditLog"]["nodes"]
    undone = await asked("mutation ($id: ID!) { undo(entry: $id) { problems { message } } }")
    assert undone == {"undo": {"problems": []}}
    assert await contents(blank) == before


async def test_only_administrators_and_only_their_own(open_desk: Desk) -> None:
    body = packed(small())
    assert (await open_desk.send(body, "nobody")).status_code == 401
    assert (await open_desk.send(body, "reader")).status_code == 403
    job = await open_desk.whole(body, dryRun="true")
    path = f"/imports/{job['id']}"
    for method, more in (
        ("GET", ""), ("GET", "/events"), ("GET", "/report"), ("GET", "/marked"),
        ("POST", "/load"), ("POST", "/cancel"), ("DELETE", ""),
    ):  # fmt: skip
        answer = await open_desk.call(method, path + more, "C1")
        assert (answer.status_code, "errors" in answer.json()) == (404, True)
    assert (await open_desk.call("GET", "/imports", "C1")).json() == {"imports": []}
    assert len((await open_desk.call("GET", "/imports")).json()["imports"]) == 1
    assert (await open_desk.call("PUT", "/imports")).status_code == 405


@pytest.mark.parametrize(
    "asked",
    [
        {"name": ""}, {"name": "../d.zip"}, {"name": "a\\d.zip"}, {"name": ".hidden.zip"},
        {"name": "d\n.zip"}, {"dryRun": "yes"}, {"strct": "true"}, {"within": "nowhere"},
    ],
)  # fmt: skip
async def test_wrong_parameters_are_refused(
    open_desk: Desk, tmp_path: Path, asked: dict[str, str]
) -> None:
    answer = await open_desk.send(packed(small()), **asked)
    assert answer.status_code == (404 if "within" in asked else 400)
    assert answer.json()["errors"][0]["message"]
    folder = tmp_path / "data" / "imports"
    assert not folder.exists() or list(folder.iterdir()) == []


async def test_files_that_cannot_be_read_say_why(open_desk: Desk, blank: Graph) -> None:
    for name, body, words in (
        ("d.xlsx", b"not a workbook", "d.xlsx"),
        ("d.exe", b"MZ", "is not a dataset"),
        ("units.csv", b"nothing\n1\n", "missing"),
        ("d.zip", _bomb(), "unpack to"),
    ):
        job = await open_desk.whole(body, name=name)
        if job["state"] == "failed":
            assert words in job["error"], job["error"]
            assert (await open_desk.call("GET", f"/imports/{job['id']}/report")).status_code == 409
        else:
            assert job["outcome"]["problemCount"] > 0
    assert await blank.read("MATCH (n) WHERE NOT n:Migration RETURN count(n)") == 0


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("units.csv", b"0" * 64 * 1024**2)
    return file.getvalue()


async def test_files_that_are_too_long_leave_nothing(blank: Graph, tmp_path: Path) -> None:
    async with desk(blank, tmp_path / "data", most=1_000) as small_desk:
        answer = await small_desk.send(b"x" * 1_001)
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["most"]) == (
            413, 1_000,
        )  # fmt: skip

        async def parts() -> AsyncGenerator[bytes]:
            for _ in range(100):
                yield b"x" * 100

        streamed = await small_desk.client.post(
            "/imports", params={"name": "d.zip"}, content=parts(), headers=small_desk.of("all")
        )
        assert streamed.status_code == 413
        assert (await small_desk.send(b"")).status_code == 400
    assert list((tmp_path / "data" / "imports").iterdir()) == []


async def test_one_that_runs_is_given_up(open_desk: Desk, blank: Graph) -> None:
    many = small()
    for number in range(10_000):
        row: list[Cell] = [f"P-{number}", "某", None, None, "U1", None, "RESIDENT", None]
        many["people"].add(row)
    first = (await open_desk.send(packed(many))).json()
    second = (await open_desk.send(packed(small()), dryRun="true")).json()
    assert (await open_desk.call("DELETE", f"/imports/{first['id']}")).status_code == 409
    await settled(lambda: open_desk.imports._jobs[first["id"]].rows)  # pyright: ignore[reportPrivateUsage]
    answer = await open_desk.call("POST", f"/imports/{first['id']}/cancel")
    assert answer.status_code == 202
    assert (await open_desk.ended(first))["state"] == "cancelled"
    assert (await open_desk.ended(second))["state"] == "done"
    halves = "MATCH (n:Person) WHERE NOT EXISTS { (n)-[:RESIDES_IN]->() } RETURN count(n)"
    assert await blank.read(halves) == 0
    await open_desk.call("POST", f"/imports/{first['id']}/load")
    assert (await open_desk.ended(first))["outcome"]["loaded"] is True
    assert await blank.read("MATCH (n:Person) RETURN count(n)") == 10_002


async def test_a_restart_goes_on_with_what_was_under_way(blank: Graph, tmp_path: Path) -> None:
    many = small()
    for number in range(8_000):
        row: list[Cell] = [f"P-{number}", "某", None, None, "U1", None, "RESIDENT", None]
        many["people"].add(row)
    async with desk(blank, tmp_path / "data") as before:
        first = (await before.send(packed(many))).json()
        waiting = (await before.send(packed(small()), dryRun="true")).json()
        await settled(lambda: before.imports._jobs[first["id"]].rows)  # pyright: ignore[reportPrivateUsage]
    assert await blank.read("MATCH (n:Person) RETURN count(n)") < 8_002
    # What a crash leaves of an upload that was not whole.
    (tmp_path / "data" / "imports" / "0123456789abcdef" / "file").mkdir(parents=True)
    async with desk(blank, tmp_path / "data") as after:
        assert (await after.ended(first))["outcome"]["loaded"] is True
        assert (await after.ended(waiting))["outcome"]["unchanged"] == 31
        assert len((await after.call("GET", "/imports")).json()["imports"]) == 2
        for job in (first, waiting):
            assert (await after.call("DELETE", f"/imports/{job['id']}")).status_code == 204
    assert list((tmp_path / "data" / "imports").iterdir()) == []
    assert await blank.read("MATCH (n:Person) RETURN count(n)") == 8_002


async def test_a_scope_bounds_what_is_loaded(open_desk: Desk, blank: Graph) -> None:
    await loaded(blank, small())
    before = await contents(blank)
    tables = small()
    tables["people"].put(2, "phone", "13900000009")
    tables["liaisons"].rows = []
    body = packed({name: tables[name] for name in ("places", "people", "liaisons")})
    # All that the file is about lies elsewhere: it is neither compared nor ended.
    other = await open_desk.whole(body, "C2", sync="liaisons", confirm="any")
    assert (other["outcome"]["changed"], other["outcome"]["leftEnded"]) == (0, 0)
    report = (await open_desk.call("GET", f"/imports/{other['id']}/report", "C2")).json()
    assert {n["kind"] for n in report["notes"]} == {"outside-scope"}
    assert report["differences"] == []
    assert await contents(blank) == before
    mine = await open_desk.whole(body, "C1", dryRun="true", sync="liaisons")
    assert (mine["outcome"]["changed"], mine["outcome"]["leftEnded"]) == (1, 1)
    assert (await open_desk.send(body, "C1", within="C2")).status_code == 403


async def test_nothing_is_put_outside_a_scope(open_desk: Desk, blank: Graph) -> None:
    await loaded(blank, small())
    before = await contents(blank)
    tables = small()
    people = tables["people"]
    people.rows = []
    people.add(["P8", "某", None, None, "U1", None, None, None])
    job = await open_desk.whole(packed({"people": people}), "C2")
    assert (job["state"], job["outcome"]["loaded"]) == ("done", False)
    report = (await open_desk.call("GET", f"/imports/{job['id']}/report", "C2")).json()
    assert [(p["kind"], p["value"]) for p in report["problems"]] == [("outside-scope", "P8")]
    assert await contents(blank) == before
    # The same row is right where it belongs.
    mine = await open_desk.whole(packed({"people": people}), "C1")
    assert mine["outcome"]["loaded"] is True
    assert await blank.read("MATCH (p:Person {code: 'P8'}) RETURN count(p)") == 1


def test_why_one_failed_is_told_in_the_language_of_whoever_asks_after_a_restart_too() -> None:
    job = Job(
        id="1", name="d.xlsx", bytes=1, by="root", role="admin", scope=("C1",), dry_run=True,
        strict=False, sync=(), within=None, confirm=None,
    )  # fmt: skip
    job.end(State.FAILED, msg("{name} is an empty file: save the workbook again.", name="d.xlsx"))
    kept = Job.of_kept(json.loads(json.dumps(job.as_kept(), ensure_ascii=False)))
    for one in (job, kept):
        assert one.as_json()["error"] == "d.xlsx is an empty file: save the workbook again."
        with speaking("zh"):
            assert one.as_json()["error"] == "d.xlsx 是空文件：请重新保存工作簿。"
