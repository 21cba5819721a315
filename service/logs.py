"""Structured log lines on standard error: one JSON object, or a line of text, an event.

Lines carry no variables of a request, no names and no phones. Texts of exceptions may hold
values of the graph, so they are logged at level debug only; type and place always are.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import orjson
import structlog

from service.settings import Settings

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_ROOT = Path(__file__).parent.parent


class Log(Protocol):
    """What the service needs of a logger: an event's name and its fields."""

    def debug(self, event: str, **fields: Any) -> Any:
        """What is of use in search of an error."""
        ...

    def info(self, event: str, **fields: Any) -> Any:
        """What happened as it should."""
        ...

    def warning(self, event: str, **fields: Any) -> Any:
        """What somebody should know of."""
        ...

    def error(self, event: str, **fields: Any) -> Any:
        """What failed."""
        ...


def configure(settings: Settings) -> None:
    """Send the log lines of this process to standard error in the form of the settings."""
    level = _LEVELS[settings.log_level]
    as_json = settings.log_format == "json" or (
        settings.log_format == "auto" and not sys.stderr.isatty()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=orjson.dumps)
            if as_json
            else _text_renderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Standard error as it is at that moment: it may be another one later in the process.
        logger_factory=_bytes_to_stderr if as_json else _text_to_stderr,
    )
    # Libraries log too (uvicorn, the driver); what they say below a warning is not for users.
    root = logging.getLogger()
    root.handlers = [_Forward()]
    root.setLevel(logging.WARNING)


def _bytes_to_stderr(*_: Any) -> Any:
    return structlog.BytesLogger(sys.stderr.buffer)


def _text_to_stderr(*_: Any) -> Any:
    return structlog.PrintLogger(sys.stderr)


def log() -> Log:
    """The service's logger."""
    return structlog.get_logger()


def describe(error: BaseException, texts: bool) -> dict[str, Any]:
    """Fields that tell where an exception came from, with its text only if `texts`."""
    chain: list[dict[str, Any]] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 5:
        frames = traceback.extract_tb(current.__traceback__)
        entry: dict[str, Any] = {
            "type": f"{type(current).__module__}.{type(current).__qualname__}",
            "frames": [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames],
        }
        if texts:
            entry["text"] = str(current)
        chain.append(entry)
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return {"exception": chain}


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else name


def _text_renderer() -> Callable[..., str]:
    renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)

    def render(logger: Any, name: str, event: dict[str, Any]) -> str:
        # By this name structlog knows a text of its own alone.
        if "exception" in event:
            event["failure"] = event.pop("exception")
        return renderer(logger, name, event)

    return render


class _Forward(logging.Handler):
    """Hands records of the standard library's logging to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        fields: dict[str, Any] = {"logger": record.name}
        if record.exc_info is not None and record.exc_info[1] is not None:
            fields |= describe(record.exc_info[1], texts=False)
        say = log().error if record.levelno >= logging.ERROR else log().warning
        say(record.getMessage(), **fields)
