"""What Neo4j refuses because of its limits, in words for whoever asked."""

_MEMORY = (
    "The operation needs more of the database's memory than one may take: ask for fewer lists at "
    "a time, narrow them by 'where', or page them by 'first'. "
    "这个查询所需的数据库内存超过单个查询的上限:"
    "请减少一次查询的列表,用 where 缩小范围,或用 first 分页。"
)
_BUSY = (
    "The operations that are running need all of the database's memory: try again in a moment. "
    "正在运行的查询已用完数据库内存:请稍后再试。"
)
_MANY = (
    "Too many operations are running at a time: try again in a moment. "
    "同时运行的查询过多:请稍后再试。"
)
_LOCKED = (
    "Another operation has been writing what this one needs, for too long: try again in a moment. "
    "另一操作长时间占用所需的数据:请稍后再试。"
)
_DEEP = (
    "The operation is nested more deeply than the database can follow: ask for less at a time. "
    "这个查询嵌套过深,数据库无法处理:请减少一次查询的层次。"
)
_TEXTS = {
    "Neo.ClientError.General.TransactionOutOfMemoryError": ("TOO_MUCH_MEMORY", _MEMORY),
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": ("BUSY", _BUSY),
    "Neo.TransientError.General.OutOfMemoryError": ("BUSY", _BUSY),
    "Neo.TransientError.Transaction.MaximumTransactionLimitReached": ("BUSY", _MANY),
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": ("BUSY", _LOCKED),
    "Neo.TransientError.General.StackOverFlowError": ("TOO_DEEP", _DEEP),
}


class LimitError(RuntimeError):
    """A statement reached one of Neo4j's limits and was undone; the text says which, for people.

    word: the same for programs.
    """

    def __init__(self, word: str, text: str) -> None:
        super().__init__(text)
        self.word = word


def limit_of(code: str | None) -> LimitError | None:
    """The error for one of Neo4j's status codes; None where no limit is the reason."""
    found = _TEXTS.get(code or "")
    return None if found is None else LimitError(*found)
