"""Keys of nodes and relationships that have no code of their own."""

from collections.abc import Sequence
from hashlib import blake2b

_UNKNOWN = "\x00"
_BETWEEN = "\x1f"


def row_key(cells: Sequence[str | None]) -> str:
    """The stable key of what a dataset row's key cells identify: 24 hexadecimal digits.

    cells: the key columns in their order; enums by name, dates as YYYY-MM-DD, None for an
    empty cell, which differs from every value.
    """
    text = _BETWEEN.join([_UNKNOWN if cell is None else cell for cell in cells])
    return blake2b(text.encode(), digest_size=12).hexdigest()
