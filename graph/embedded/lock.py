"""Rewrites the pinned list of jars for a Neo4j version: ``python -m graph.embedded.lock VERSION``.

jgo's own resolver, which needs no Maven, resolves the two artifacts a Community server is
made of. It reads some 500 POMs for that, most of a minute; users are spared it by the list.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jgo.maven import Dependency, MavenContext

from .jars import LOCK, Jar, sha256_of
from .options import NEO4J_VERSION, default_cache_dir

_ROOTS = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server")
# Test libraries that two published POMs declare as compile dependencies by mistake.
_UNWANTED = {"org.mockito:mockito-core", "junit:junit"}


def resolve(version: str, repository: Path) -> list[Jar]:
    """The jars of a server, with sizes and hashes; downloads them into ``repository``."""
    context = MavenContext(repo_cache=repository)
    roots = [context.create_dependency(f"{root}:{version}") for root in _ROOTS]
    for root in roots:
        root.scope = "compile"
    inputs, transitive = context.resolver.resolve(roots)
    return [_pin(dep) for dep in [*inputs, *transitive] if _wanted(dep)]


def _wanted(dep: Dependency) -> bool:
    return (
        dep.scope in ("compile", "runtime")
        and dep.type == "jar"
        and f"{dep.groupId}:{dep.artifactId}" not in _UNWANTED
    )


def _pin(dep: Dependency) -> Jar:
    path = dep.artifact.resolve()
    parts = [dep.groupId, dep.artifactId, dep.classifier, dep.version]
    return Jar(sha256_of(path), path.stat().st_size, ":".join(part for part in parts if part))


def write_lock(version: str, repository: Path, target: Path = LOCK) -> None:
    """Write the list for ``version`` to ``target``."""
    jars = resolve(version, repository)
    lines = [f"# Neo4j {version}: SHA-256, bytes, coordinate. Written by graph/embedded/lock.py."]
    lines += [f"{jar.sha256} {jar.size} {jar.coordinate}" for jar in jars]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else NEO4J_VERSION
    write_lock(wanted, default_cache_dir() / "maven")
