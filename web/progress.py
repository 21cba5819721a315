"""How a long piece of work tells where it stands."""

from typing import Protocol


class Progress(Protocol):
    """Told in this order: ``start``, any number of ``advance``, then the next ``start`` or
    ``finish``. Implementations must not raise and must return at once."""

    def start(self, text: str, total: int | None = None) -> None:
        """A step begins; ``total`` is its number of units, None when nobody knows."""
        ...

    def advance(self, amount: int = 1) -> None:
        """``amount`` more units of the step are done."""
        ...

    def finish(self, text: str) -> None:
        """All steps are over; ``text`` says how they ended."""
        ...


class SilentProgress:
    """Tells nobody."""

    def start(self, text: str, total: int | None = None) -> None:
        """Nothing to show."""

    def advance(self, amount: int = 1) -> None:
        """Nothing to show."""

    def finish(self, text: str) -> None:
        """Nothing to show."""
