"""Files that only the user may read."""

import os
import secrets
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Write `path` whole or not at all, with mode 0600."""
    part = _part(path, text)
    part.replace(path)


def create_private(path: Path, text: str) -> None:
    """Like `write_private`, but a file that is there stays as it is."""
    part = _part(path, text)
    try:
        # A link, unlike a rename, leaves what another process made meanwhile.
        path.hardlink_to(part)
    except FileExistsError:
        return
    finally:
        part.unlink()


def _part(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return part
