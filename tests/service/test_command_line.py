"""A command imports what it needs: the list of modules is whole, and the light ones are light."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from service.cli import MODULES, modules_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_brings_the_commands_that_it_is_listed_for(module: str) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    import_module(f"service.commands.{module}").register(app)
    group = typer.main.get_command(app)
    assert tuple(getattr(group, "commands")) == MODULES[module]  # noqa: B009


def test_each_module_of_commands_is_listed() -> None:
    folder = ROOT / "service" / "commands"
    with_commands = {
        path.stem
        for path in folder.glob("*.py")
        if "def register(app" in path.read_text("utf-8") and path.stem != "serve"
    }
    assert with_commands == set(MODULES)


@pytest.mark.parametrize(
    ("words", "modules"),
    [
        (["token", "--role", "admin"], ["access"]),
        (["--language", "zh", "query", "{ x }"], ["ask"]),
        (["serve"], []),
        (["--version"], []),
        (["key", "list"], ["keys"]),
        ([], list(MODULES)),
        (["--help"], list(MODULES)),
        (["toke"], list(MODULES)),
    ],
)
def test_only_the_commands_that_were_typed_are_imported(
    words: list[str], modules: list[str]
) -> None:
    assert modules_of(words) == modules


def test_making_a_token_waits_for_no_library_of_others() -> None:
    """Each of these takes a tenth of a second to half a second."""
    text = (
        "import sys\nfrom service.cli import command_line\nimport server\n"
        "command_line(server.create_app, ['settings'])\n"
        "print(*{'strawberry', 'starlette', 'requests', 'openpyxl', 'mcp'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
