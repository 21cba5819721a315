"""Makes `docs/settings.md`: `python -m service.settings_doc > docs/settings.md`."""

from service.settings import Settings
from service.settings_errors import Shown, shown

_HEAD = """# Settings

All settings are environment variables. A variable that is empty is as good as unset. A value
that is not allowed, or two that contradict each other, end the start with a sentence that
names the variable (exit code 2); an unknown variable with the prefix is pointed out.
`server.py settings` prints the values in effect, secrets masked. The options `--host`,
`--port` and `--data-dir` win over their variables.

This page is made from `service/settings.py`; a test compares them.

| Variable | Default | Meaning | Allowed |
|---|---|---|---|
"""
# These depend on the user and the machine.
_OWN = {
    "ORGGRAPH_DATA_DIR": "the user's data directory, `orggraph`",
    "ORGGRAPH_CACHE_DIR": "the user's cache directory, `orggraph`",
}


def page() -> str:
    """The page as Markdown."""
    rows = shown(Settings.model_construct())
    return _HEAD + "".join(_row(row) for row in rows)


def _row(row: Shown) -> str:
    default = _OWN.get(row.variable) or (f"`{row.default}`" if row.default else "–")
    cells = (f"`{row.variable}`", default, row.meaning, row.allowed or "any text")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    print(page(), end="")
