"""Runs one program to its end, line by line, and takes its children along when stopped."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LONGEST_LINE = 16 * 1024 * 1024


class ProgramError(Exception):
    """A program could not start, ended with an error, or took too long; the message says which."""


async def run_program(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    each_line: Callable[[str], None],
) -> None:
    """Runs ``command`` in ``folder``; ``each_line`` gets its output and error lines, in order.

    When the caller is cancelled or ``seconds`` are over, the program and everything it started
    are ended before this returns.

    Raises:
        ProgramError: it did not start, did not end with status 0, or did not end in time.
    """
    name = Path(command[0]).name
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LONGEST_LINE,
            # A group of its own: Ctrl-C reaches the service alone, which then ends the group.
            start_new_session=True,
        )
    except OSError as error:
        raise ProgramError(f"{name} could not be started ({error.strerror or error}).") from error
    try:
        async with asyncio.timeout(seconds):
            assert process.stdout is not None
            async for line in process.stdout:
                each_line(line.decode(errors="replace").rstrip())
            status = await process.wait()
    except TimeoutError as error:
        raise ProgramError(f"{name} did not end within {seconds:.0f} seconds.") from error
    finally:
        if process.returncode is None:
            _end_group(process)
            await process.wait()
    if status != 0:
        raise ProgramError(f"{name} ended with status {status}.")


def _end_group(process: asyncio.subprocess.Process) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
