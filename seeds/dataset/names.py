"""How names of sheets and headings are read: decorations left out, near misses found."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|【[^【】]*】|〔[^〔〕]*〕")
_DECORATION = re.compile(r"[\W_]+")
# A Chinese heading has four characters, of which a wrong word takes two.
_LIKE = 0.5


def plain(text: str) -> str:
    """A name without outer spaces, whatever its letters' case and width."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def bare(text: str) -> str:
    """A name's letters and digits alone, without brackets and what they hold.

    “ 党员类别*（必填）” → “党员类别”. What is in brackets altogether keeps what they hold.
    """
    whole = plain(text)
    outside = _DECORATION.sub("", _BRACKETS.sub("", whole))
    return outside or _DECORATION.sub("", whole)


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The name that `text` is most likely meant to be; None when it resembles none."""
    by_bare = {bare(name): name for name in names}
    found = get_close_matches(bare(text), by_bare, n=1, cutoff=_LIKE)
    return by_bare[found[0]] if found else None


def told_apart(texts: Iterable[str], known: Mapping[str, T]) -> dict[int, T]:
    """Which of the known each text names, by the text's place; each one at most once.

    A text that is a name as it stands goes before one that is decorated, and an earlier one
    before a later.
    """
    given = list(texts)
    found: dict[int, T] = {}
    for reading in (plain, bare):
        by_name = {reading(name): item for name, item in known.items()}
        for place, text in enumerate(given):
            item = by_name.get(reading(text)) if text.strip() else None
            if item is not None and place not in found and item not in found.values():
                found[place] = item
    return found


def meant(text: str, known: Mapping[str, T]) -> T | None:
    """What a text names, decorated or not."""
    key = bare(text)
    return next((item for name, item in known.items() if bare(name) == key), None) if key else None
