"""What Neo4j refuses because of its limits, in words for whoever asked."""

from graph.messages import plain, saying

_MEMORY = saying(
    "The operation needs more of the database's memory than one may take: ask for fewer lists at "
    "a time, narrow them by 'where', or page them by 'first'."
)
_BUSY = saying(
    "The operations that are running need all of the database's memory: try again in a moment."
)
_MANY = saying("Too many operations are running at a time: try again in a moment.")
_LOCKED = saying(
    "Another operation has been writing what this one needs, for too long: try again in a moment."
)
_DEEP = saying(
    "The operation is nested more deeply than the database can follow: ask for less at a time."
)
_SLOW = saying(
    "The operation takes longer than one may: narrow lists by 'where', or page them by 'first'."
)
TIMEOUT = "TIMEOUT"
_BUSY_WORD = "BUSY"
_POOL = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
# The setting of one transaction's bound, which Neo4j's message names; the code is the same for
# that of all together.
_OF_ONE = "db.memory.transaction.max"
_TEXTS = {
    "Neo.ClientError.General.TransactionOutOfMemoryError": ("TOO_MUCH_MEMORY", _MEMORY),
    _POOL: (_BUSY_WORD, _BUSY),
    "Neo.TransientError.General.OutOfMemoryError": (_BUSY_WORD, _BUSY),
    "Neo.TransientError.Transaction.MaximumTransactionLimitReached": (_BUSY_WORD, _MANY),
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": (_BUSY_WORD, _LOCKED),
    "Neo.TransientError.General.StackOverFlowError": ("TOO_DEEP", _DEEP),
    "Neo.ClientError.Transaction.TransactionTimedOut": (TIMEOUT, _SLOW),
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": (TIMEOUT, _SLOW),
}


class LimitError(RuntimeError):
    """A statement reached one of Neo4j's limits and was undone; the text says which, for people.

    word: the same for programs.
    """

    def __init__(self, word: str, text: str) -> None:
        super().__init__(plain(text))
        self.word = word

    @property
    def passes(self) -> bool:
        """Whether the same statement may succeed a moment later."""
        return self.word == _BUSY_WORD


def too_slow() -> LimitError:
    """The error for an operation that takes longer than its caller may ask for."""
    return LimitError(TIMEOUT, _SLOW)


def limit_of(code: str | None, message: str | None) -> LimitError | None:
    """The error for a status of Neo4j's; None where no limit is the reason."""
    if code == _POOL and _OF_ONE in (message or ""):
        return LimitError("TOO_MUCH_MEMORY", _MEMORY)
    found = _TEXTS.get(code or "")
    return None if found is None else LimitError(*found)
