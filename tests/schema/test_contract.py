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

# Parts of the contract still to come, with the work that brings them.
COMING: dict[str, tuple[str, ...]] = {}

# Fields that the contract lets be null and the dataset's format never leaves empty: whoever reads
# them as the contract has them reads them still.
NEVER_NULL = {
    "Person.isVeteran is Boolean!, wanted Boolean",
    "DualRegistration.registeredOn is Date!, wanted Date",
    "Facility.place is Place!, wanted Place",
    "Activity.heldOn is Date!, wanted Date",
}


def coming(line: str) -> bool:
    """Whether a difference belongs to a part still to come."""
    return any(line.startswith(starts) for starts in COMING.values())


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
    assert {line for line in differences() if not coming(line)} == NEVER_NULL


def test_what_is_said_to_come_is_still_missing() -> None:
    found = differences()
    starts = [start for parts in COMING.values() for start in parts]
    assert [s for s in starts if not any(line.startswith(s) for line in found)] == []
