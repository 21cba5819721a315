"""The session of `docs/terminal.md`: `python -m tests.docs.terminal` records it anew."""

import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.docs.examples import ROOT
from tests.service.processes import environment

PAGE = ROOT / "docs" / "terminal.md"
_STEP = re.compile(r"(```console\n\$ (?P<line>.*?)\n)(?P<said>.*?)(```)", re.DOTALL)


def recorded(text: str) -> str:
    """The page with what its commands say now, output and errors in the order of both."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        lines = [step["line"] for step in _STEP.finditer(text)]
        said = iter(list(pool.map(partial(_run, Path(folder)), lines)))
        return _STEP.sub(lambda step: f"{step[1]}{next(said)}{step[4]}", text)


def _run(folder: Path, line: str) -> str:
    words = shlex.split(line)
    settings: dict[str, str] = {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        settings[name] = value
    assert words.pop(0) == "server.py"
    done = subprocess.run(
        [sys.executable, str(ROOT / "server.py"), *words],
        env={**environment(folder), **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    shown = "\n".join(row.rstrip() for row in done.stdout.strip("\n").splitlines())
    return f"{shown}\n"


if __name__ == "__main__":
    PAGE.write_text(recorded(PAGE.read_text("utf-8")), "utf-8")
