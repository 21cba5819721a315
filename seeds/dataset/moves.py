"""Which places' paths change when places move, in groups that must change together."""

from collections.abc import Mapping


def path_moves(
    stored: Mapping[str, str | None], wanted: Mapping[str, str], limit: int
) -> list[dict[str, str]]:
    """Groups of code → new path, of the graph's places whose stored path differs.

    A place and all that lies below it are in one group, so that one transaction moves them;
    small groups are put together up to `limit` places.
    """
    changed = {
        code: wanted[code] for code, path in stored.items() if wanted.get(code, path) != path
    }
    tops: dict[str, str] = {}
    groups: dict[str, dict[str, str]] = {}
    # In the order of paths, a place comes before all that lies below it.
    for code, path in sorted(changed.items(), key=lambda item: item[1]):
        superior = path[: -len(code) - 1].rstrip("/").rpartition("/")[2]
        top = tops[code] = tops.get(superior, code)
        groups.setdefault(top, {})[code] = path
    packed: list[dict[str, str]] = []
    for group in groups.values():
        if packed and len(packed[-1]) + len(group) <= limit:
            packed[-1] |= group
        else:
            packed.append(group)
    return packed
