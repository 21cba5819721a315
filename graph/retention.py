"""For how long the log of changes is kept."""

from calendar import monthrange
from datetime import datetime

LEAST_MONTHS = 6
"""For so many months every entry is kept, whatever the settings."""


def months_before(moment: datetime, months: int) -> datetime:
    """The same moment so many months earlier, or the month's last day where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def too_young(written: str, at: str) -> bool:
    """Whether what was written at a moment had not been kept for long enough at another.

    Both ISO 8601, with a zone.
    """
    return datetime.fromisoformat(written) > months_before(datetime.fromisoformat(at), LEAST_MONTHS)
