"""The parameters of a request that hands over a file."""

from dataclasses import dataclass

from starlette.requests import Request

from graph.messages import msg
from service.asking import check_known
from service.errors import RefusedError

_KNOWN = ("name", "dryRun", "strict", "sync", "within", "confirm")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the file's name and how it is to be loaded."""

    name: str
    dry_run: bool
    strict: bool
    sync: tuple[str, ...]
    within: str | None
    confirm: str | None


def asked_of(request: Request) -> Asked:
    """The parameters. Raises RefusedError for one that is wrong or not known."""
    given = request.query_params
    check_known(request, _KNOWN)
    if request.headers.get("content-encoding", "identity") != "identity":
        raise RefusedError(
            415, "BAD_ENCODING", msg("Send the file itself, without content encoding.")
        )
    sync = [part.strip() for part in given.get("sync", "").replace("，", ",").split(",")]
    return Asked(
        _name(given.get("name", "")),
        _flag(request, "dryRun"),
        _flag(request, "strict"),
        tuple(part for part in sync if part),
        given.get("within") or None,
        given.get("confirm") or None,
    )


def _name(text: str) -> str:
    """A file name that is safe to use. Raises RefusedError."""
    name = text.strip()
    wrong = any(c in '/\\:*?"<>|' or not c.isprintable() for c in name)
    if not name or wrong or name.startswith(".") or len(name.encode()) > 2 * _LONGEST:
        raise _wrong(
            msg(
                "name is the file's name with its ending, such as district.xlsx: without folders, "
                "and of {longest} characters at most.",
                longest=_LONGEST,
            )
        )
    return name


def _flag(request: Request, name: str) -> bool:
    text = request.query_params.get(name, "false").lower()
    if text not in ("true", "false"):
        raise _wrong(msg("{name} is true or false.", name=name))
    return text == "true"


def _wrong(sentence: str) -> RefusedError:
    return RefusedError(400, "PARAMETER", sentence)
