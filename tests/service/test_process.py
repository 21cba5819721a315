"""The real service as a subprocess; a start takes seconds, so most tests share one."""

import json
import signal
import socket
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from tests.service.processes import Running, command, post, serving, token

_BUILD_SECONDS = 400
COUNT = "query Count { buildings { totalCount } }"


@dataclass
class Shared:
    """A running service and its data directory."""

    running: Running
    data_dir: Path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Generator[Shared]:
    data_dir = tmp_path_factory.mktemp("service") / "data"
    origin = "https://page.example"
    with serving(data_dir, cors_origins=origin, slow_ms="1", log_format="json") as running:
        yield Shared(running.ready(), data_dir)


def neo4j_of(data_dir: Path) -> psutil.Process:
    pid = (data_dir / "neo4j" / "neo4j.pid", data_dir / "neo4j.pid")[1]
    return psutil.Process(json.loads(pid.read_text())["pid"])


def test_a_token_for_each_role_is_printed_and_good(shared: Shared) -> None:
    # That it is ready is said first; the last line of all is the administrator's token.
    shared.running.wait_for("  admin     ey")
    lines = [line.split() for line in shared.running.lines]
    tokens = {line[0]: line[1] for line in lines if len(line) == 2 and line[1].startswith("ey")}
    assert list(tokens) == ["frontend", "analyst", "admin"]
    for bearer in tokens.values():
        answer = post(shared.running, bearer, COUNT)
        assert answer.json() == {"data": {"buildings": {"totalCount": 0}}}
    links = {f"{shared.running.address}/#token={bearer}" for bearer in tokens.values()}
    assert links <= {line[-1] for line in lines if line}


def test_it_is_ready_and_has_a_page(shared: Shared) -> None:
    address = shared.running.address
    assert httpx.get(f"{address}/readyz").json() == {"status": "ready"}
    page = httpx.get(f"{address}/")
    deadline = time.monotonic() + _BUILD_SECONDS
    # The first start after a change of its sources builds the page beside serving the API.
    while page.status_code == 503 and time.monotonic() < deadline:
        assert page.headers["retry-after"] == "2"
        time.sleep(1)
        page = httpx.get(f"{address}/")
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (200, "text/html")


def test_a_request_without_a_token_is_told_how_to_get_one(shared: Shared) -> None:
    answer = httpx.post(f"{shared.running.address}/graphql", json={"query": COUNT})
    assert answer.status_code == 401
    assert "server.py token" in answer.text


def test_a_query_is_answered_by_get(shared: Shared) -> None:
    answer = httpx.get(
        f"{shared.running.address}/graphql",
        params={"query": COUNT},
        headers={"Authorization": f"Bearer {token(shared.data_dir)}"},
    )
    assert answer.json() == {"data": {"buildings": {"totalCount": 0}}}


def test_a_page_of_an_allowed_origin_may_call(shared: Shared) -> None:
    def asked(origin: str) -> httpx.Response:
        return httpx.options(
            f"{shared.running.address}/graphql",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )

    allowed = asked("https://page.example")
    assert allowed.headers["access-control-allow-origin"] == "https://page.example"
    refused = asked("https://other.example")
    assert "access-control-allow-origin" not in refused.headers


def test_timings_are_for_admins_and_analysts_who_ask(shared: Shared) -> None:
    asking = {"x-orggraph-timings": "1"}
    for role in ("admin", "analyst"):
        answer = post(shared.running, token(shared.data_dir, role), COUNT, asking).json()
        stages = list(answer["extensions"]["timings"])
        assert stages == ["prepare", "compile", "run", "complete", "total"]
        assert answer["data"] == {"buildings": {"totalCount": 0}}
    bearer = token(shared.data_dir, "frontend")
    assert "extensions" not in post(shared.running, bearer, COUNT, asking).json()
    assert "extensions" not in post(shared.running, token(shared.data_dir), COUNT).json()


def test_a_slow_statement_is_logged_by_its_shape(shared: Shared) -> None:
    query = 'query Slow { people(where: { name: { contains: "王小明" } }) { totalCount } }'
    for _ in range(3):
        post(shared.running, token(shared.data_dir), query, operation="Slow")
    slow = json.loads(shared.running.wait_for('"event":"slow statement"', 10))
    assert set(slow) >= {"ms", "statement", "operation", "request_id"}
    assert "王小明" not in shared.running.text


def test_a_second_service_is_refused_by_name(shared: Shared) -> None:
    with serving(shared.data_dir) as second:
        assert second.process.wait(60) == 3
    assert f"(process {shared.running.process.pid})" in second.text
    assert "choose another data directory" in second.text
    assert "Traceback" not in second.text
    assert post(shared.running, token(shared.data_dir), COUNT).status_code == 200


def test_commands_use_the_running_service(shared: Shared) -> None:
    asked = command(shared.data_dir, "query", "-", stdin=COUNT)
    assert (asked.returncode, json.loads(asked.stdout)) == (
        0,
        {"data": {"buildings": {"totalCount": 0}}},
    )
    variables = '{"c": "B1"}'
    query = "query ($c: String!) { buildings(where: { code: { eq: $c } }) { totalCount } }"
    plan = command(shared.data_dir, "explain", query, "--variables", variables, "--profile")
    assert plan.returncode == 0, plan.stderr
    assert "db hits" in plan.stdout
    assert "ProduceResults" in plan.stdout


def test_backup_of_a_running_service_is_refused(shared: Shared, tmp_path: Path) -> None:
    done = command(shared.data_dir, "backup", str(tmp_path / "copy.dump"))
    assert done.returncode == 3
    assert "stop it" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_doctor_sees_the_running_service(shared: Shared) -> None:
    done = command(shared.data_dir, "doctor", "--json")
    assert done.returncode == 0, done.stdout
    names = [check["name"] for check in json.loads(done.stdout)["checks"]]
    assert {"settings", "memory", "service", "connection", "migrations"} <= set(names)


@pytest.mark.drawn(1, of="killed services")
def test_a_killed_service_leaves_nothing_behind_and_loses_nothing(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    table = tmp_path / "tables"
    table.mkdir()
    (table / "places.csv").write_text("code,name,kind\nD1,District,DISTRICT\n", encoding="utf-8")
    count = "{ districts { totalCount } }"
    with serving(data_dir) as first:
        first.ready()
        done = command(data_dir, "import", str(table))
        assert done.returncode == 0, done.stdout + done.stderr
        neo4j = neo4j_of(data_dir)
        first.process.kill()
        first.process.wait(30)
    with serving(data_dir) as second:
        second.ready()
        assert not neo4j.is_running()
        answer = post(second, token(data_dir), count)
        assert answer.json() == {"data": {"districts": {"totalCount": 1}}}
        neo4j = neo4j_of(data_dir)
        assert second.end(signal.SIGINT) == 0
        assert not neo4j.is_running()
    assert second.lines[-1] == "Stopped."


def test_a_taken_port_is_refused_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(tmp_path / "data", port=str(port)) as service:
            assert service.process.wait(60) == 3
    assert f"Port {port} on 127.0.0.1 is taken" in service.text
    assert "--port" in service.text
    assert not (tmp_path / "data" / "neo4j").exists()


@pytest.mark.drawn(2)
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"neo4j_heap_mb": "9000000"}, "MB of memory"),
        ({"cache_dir": "cache", "neo4j_repository": "http://127.0.0.1:9/maven2"}, "network"),
        ({"neo4j_uri": "bolt://127.0.0.1:9", "neo4j_password": "x"}, "does not answer"),
    ],
    ids=["memory", "network", "existing"],
)
def test_what_keeps_it_from_starting_is_a_sentence(
    tmp_path: Path, settings: dict[str, str], words: str
) -> None:
    if "cache_dir" in settings:
        settings = {**settings, "cache_dir": str(tmp_path / "cache")}
    with serving(tmp_path / "data", **settings) as service:
        assert service.process.wait(120) == 3
    assert words in service.text
    assert "Traceback" not in service.text


def test_keys_and_tokens_are_revoked_while_the_service_runs(shared: Shared) -> None:
    """By commands, which are other processes; with the very next request."""
    made = command(shared.data_dir, "key", "create", "--role", "analyst", "--name", "a printer")
    key = made.stdout.strip()
    assert key.startswith("ogk_"), made.stderr
    bearer = token(shared.data_dir)
    for text in (key, bearer):
        assert post(shared.running, text, COUNT).status_code == 200
    listed = command(shared.data_dir, "key", "list", "--json")
    (record,) = json.loads(listed.stdout)
    assert record["used"] is not None
    assert command(shared.data_dir, "key", "revoke", record["id"]).returncode == 0
    assert post(shared.running, key, COUNT).status_code == 401
    assert post(shared.running, bearer, COUNT).status_code == 200
    assert command(shared.data_dir, "token", "--revoke", bearer).returncode == 0
    assert post(shared.running, bearer, COUNT).status_code == 401
    assert post(shared.running, token(shared.data_dir), COUNT).status_code == 200


def test_a_token_for_a_scope_that_no_place_has_is_not_made(shared: Shared) -> None:
    made = command(shared.data_dir, "token", "--role", "analyst", "--scope", "140902999")
    assert made.returncode == 2
    assert "no place '140902999'" in made.stderr
