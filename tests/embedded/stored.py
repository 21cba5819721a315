"""What a stopped Neo4j keeps."""

from pathlib import Path


def stored(home: Path) -> dict[str, bytes]:
    """All files of a server's data, by their place in it."""
    data = home / "data"
    return {
        str(path.relative_to(data)): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.name != "store_lock"
    }
