"""The server's jars: which they are, whether they are all there, how they get there.

The list is pinned beside this module, one line a jar: SHA-256, size in bytes, Maven
coordinate (``group:artifact[:classifier]:version``). ``lock.py`` writes it, from jgo's
resolution. A jar is given its final name only after its hash was checked, so a file of
the right size under that name is complete.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).with_name("neo4j.lock")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Jar:
    """One pinned file; ``size`` in bytes."""

    sha256: str
    size: int
    coordinate: str

    @property
    def relative_path(self) -> str:
        """Its place in a Maven repository, remote or local, with forward slashes."""
        group, artifact, *classifier, version = self.coordinate.split(":")
        name = "-".join([artifact, version, *classifier])
        return f"{group.replace('.', '/')}/{artifact}/{version}/{name}.jar"

    def path(self, cache: Path) -> Path:
        """Its place under the cache directory."""
        return cache / "maven" / self.relative_path


def read_lock(path: Path = LOCK) -> list[Jar]:
    """The pinned jars, in class-path order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return [Jar(sha256, int(size), coordinate) for sha256, size, coordinate in rows]


def missing(jars: Iterable[Jar], cache: Path) -> list[Jar]:
    """Jars that are absent or have the wrong size; one ``stat`` each."""
    return [jar for jar in jars if not _has_size(jar.path(cache), jar.size)]


def damaged(jars: Iterable[Jar], cache: Path) -> list[Jar]:
    """Jars that are present with wrong contents; reads every byte."""
    return [
        jar for jar in jars if (path := jar.path(cache)).is_file() and sha256_of(path) != jar.sha256
    ]


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
