"""Why the system refused something, in the language of whoever is told."""

from graph.messages import Message, plain, saying

_KNOWN = (
    saying("No such file or directory"),
    saying("Permission denied"),
    saying("Operation not permitted"),
    saying("Is a directory"),
    saying("Not a directory"),
    saying("File exists"),
    saying("Directory not empty"),
    saying("File name too long"),
    saying("Read-only file system"),
    saying("No space left on device"),
    saying("Disk quota exceeded"),
    saying("Input/output error"),
    saying("Too many open files"),
)
"""What systems say most often; the rest stays as the system says it."""


def reason(error: OSError) -> Message:
    """What the system says of an error, without a full stop."""
    return plain(error.strerror or str(error))
