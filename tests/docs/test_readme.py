"""What the documentation points at is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer.main

from server import create_app
from service.cli import command_line
from tests.docs.examples import ROOT

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md"),
                 ROOT / "graph" / "README.md")
    if path.exists()
)  # fmt: skip
_PICTURE_BYTES = 200_000


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    broken = [link for link in links if not _leads_somewhere(ROOT / page, link)]
    assert broken == []


def test_the_readme_lists_exactly_the_commands_there_are() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.partition("## Commands")[2].partition("\n## ")[0]
    first = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    listed = {name for cell in first for name in re.findall(r"`([\w-]+)`", cell)}
    group = typer.main.get_command(command_line(create_app))
    assert listed == set(getattr(group, "commands", {}))


def test_the_compiler_s_stages_list_every_module() -> None:
    text = (ROOT / "graph" / "README.md").read_text("utf-8")
    modules = {path.name for path in (ROOT / "graph" / "compiler").glob("*.py")} - {"__init__.py"}
    assert set(re.findall(r"`compiler/(\w+\.py)`", text)) == modules


def test_the_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs/pictures").iterdir()}
    assert sizes
    assert max(sizes.values()) < _PICTURE_BYTES


def _leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("http:", "https:", "mailto:")):
        return True
    path, _, anchor = unquote(link).partition("#")
    target = page if not path else page.parent / path
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in _anchors(target)


def _anchors(page: Path) -> set[str]:
    """The headings as anchors, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
