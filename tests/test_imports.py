"""Imports point one way, and one module speaks to the driver."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What each part may import of the others.
ALLOWED = {
    "graph": set[str](),
    "resolvers": {"graph"},
    "schema": {"graph", "resolvers"},
    "seeds": {"graph"},
    "web": set[str](),
    "service": {"graph", "resolvers", "schema", "seeds", "web"},
}


def imports(path: Path) -> set[str]:
    """The top-level names of the absolute imports in a file, wherever they stand."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


def files(part: str) -> list[Path]:
    found = [p for p in (ROOT / part).rglob("*.py") if "node_modules" not in p.parts]
    assert found, f"no modules in {part}"
    return found


@pytest.mark.parametrize("part", ALLOWED)
def test_imports_point_one_way(part: str) -> None:
    others = set(ALLOWED) - ALLOWED[part] - {part}
    wrong = {
        str(path.relative_to(ROOT)): sorted(imports(path) & others)
        for path in files(part)
        if imports(path) & others
    }
    assert wrong == {}


def test_only_the_connection_and_its_short_way_import_the_driver() -> None:
    found = [
        str(path.relative_to(ROOT))
        for part in ALLOWED
        for path in files(part)
        if "neo4j" in imports(path)
    ]
    assert sorted(found) == ["graph/bolt.py", "graph/straight.py"]


def test_modules_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for part in (*ALLOWED, "tests")
        for path in files(part)
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}
