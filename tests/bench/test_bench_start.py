"""The measurement of starts."""

from pathlib import Path

import psutil
import pytest
import requests

from bench.start import FIRST, LATER, StartFailedError, main, service, started, table
from tests.java import BRIEFLY


def test_the_table_names_the_least_of_all_rounds() -> None:
    text = table({FIRST: [31.25, 30.0, 42.0], LATER: [5.0]})
    assert f"| {FIRST} | 30.0 s | 30.0, 31.2, 42.0 |" in text
    assert f"| {LATER} | 5.0 s | 5.0 |" in text


@pytest.mark.drawn(1, of="benches")
def test_a_start_is_measured_and_stopped_again(tmp_path: Path) -> None:
    brief = {"ORGGRAPH_WARM_UP": "off", "ORGGRAPH_NEO4J_JAVA_OPTIONS": " ".join(BRIEFLY)}
    with service(tmp_path, demo=False, settings=brief) as ready:
        assert ready.seconds > 0
        answer = requests.post(
            f"http://127.0.0.1:{ready.port}/graphql",
            json={"query": "{ __typename }"},
            headers={"authorization": f"Bearer {ready.token}"},
            timeout=60,
        )
        assert answer.json() == {"data": {"__typename": "Query"}}
    assert (tmp_path / "neo4j").is_dir()
    left = [p for p in psutil.process_iter(["cmdline"]) if str(tmp_path) in str(p.info["cmdline"])]
    assert left == []


def test_a_start_that_fails_says_what_the_service_printed(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(StartFailedError, match="ORGGRAPH_DATA_DIR"):
        started(file, demo=False)


def test_no_rounds_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--rounds", "0"])
    assert ended.value.code == 2
    assert "--rounds takes 1 or more" in capsys.readouterr().err
