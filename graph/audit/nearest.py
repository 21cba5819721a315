"""Says which known names a wrong one may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from graph.messages import any_of, msg


def nearest(given: str, known: Iterable[str]) -> str:
    """A clause such as `there is none; did you mean term-overdue or term-reminder`."""
    names = sorted(known)
    found = get_close_matches(given, names, n=3, cutoff=0.5)
    if not found:
        # What shares a word is nearer than what shares letters.
        parts = set(given.replace("_", "-").split("-"))
        found = [n for n in names if parts & set(n.replace("_", "-").split("-"))][:3]
    if not found:
        return msg("there is none of that name")
    return msg("there is none; did you mean {names}", names=any_of(found))
