"""Days as text: `YYYY-MM-DD`, and nothing else that ISO 8601 would allow."""

import re
from datetime import date

from graph.messages import msg

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> date:
    """The day that a text says.

    Raises ValueError, with a sentence that says what is expected, for anything else.
    """
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(msg("{text!r} is no day of the calendar.", text=text)) from None
    shown = text if len(text) <= 40 else text[:39] + "…"
    raise ValueError(
        msg("{shown!r} is not a date: write YYYY-MM-DD, such as 2026-03-01.", shown=shown)
    )
