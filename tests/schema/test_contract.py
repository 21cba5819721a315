"""The printed SDL is current, and no name of the contract is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from schema.api import sdl

ROOT = Path(__file__).parents[2]
PRINTED = ROOT / "schema" / "schema.graphql"
CONTRACT = ROOT / "tests" / "contract"
CHECK = CONTRACT / "check_contract.py"
DESIGN = ROOT.parent / "shared" / "design"

# Parts of the contract still to come; each line goes with the work that adds it.
COMING = (
    "DateTime",
    "Problem",
    "InvalidInput",
    "NotFound",
    "Conflict",
    "RuleViolation",
    "Mutation",
)
COMING_ENDINGS = ("Payload is missing", "Input is missing")


def coming(line: str) -> bool:
    """Whether a difference belongs to a part still to come."""
    return line.startswith(COMING) or line.endswith(COMING_ENDINGS)


def test_the_printed_schema_is_current() -> None:
    assert PRINTED.read_text("utf-8") == sdl(), "run `server.py schema > schema/schema.graphql`"


def differences() -> list[str]:
    done = subprocess.run(
        [sys.executable, CHECK, PRINTED], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode in (0, 1), done.stderr
    return [] if done.returncode == 0 else done.stdout.splitlines()


@pytest.mark.skipif(not DESIGN.exists(), reason="the design is not beside this checkout")
@pytest.mark.parametrize("name", ["contract.graphql", "check_contract.py"])
def test_the_contract_kept_here_is_the_one_of_the_design(name: str) -> None:
    assert (CONTRACT / name).read_text("utf-8") == (DESIGN / name).read_text("utf-8")


def test_the_schema_keeps_the_contract() -> None:
    assert [line for line in differences() if not coming(line)] == []


def test_what_is_said_to_come_is_still_missing() -> None:
    found = differences()
    assert [c for c in COMING if not any(line.startswith(c) for line in found)] == []
    assert [e for e in COMING_ENDINGS if not any(line.endswith(e) for line in found)] == []
