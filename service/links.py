"""Links that a spreadsheet program refreshes: one operation as a table, with its asker's rights.

`POST /links` keeps the operation in the data directory and answers an address with a signed
token that names nothing but a random id, and is good for a short time, which ends no later than the
token it was made with. Who has the address gets what its maker would get now, and only that
operation. `GET /links` lists a caller's own, without their addresses, and `DELETE /links/ID` ends
one.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.caller import Caller, Role
from graph.messages import msg
from seeds.out import Language
from service.asking import caller_of_request, check_known, language_asked
from service.auth import Authenticator, UnauthorizedError
from service.context import FIELDS
from service.errors import JSON, RefusedError, send_bytes, wrong_method
from service.files import create_private, write_private
from service.http import GraphQLEndpoint
from service.operations import GraphQLRequest
from service.tabular.answer import FORMS
from service.tokens import ALGORITHM, codec, end_of, id_of

FOLDER = "links"
SECRET_FILE = "links.secret"
MOST_MINUTES = 24 * 60
_MINUTES = 12 * 60
_MOST = 200
"""Links of one subject: nobody's go because somebody else makes many."""
_KNOWN = ("format", "language", "minutes", "name")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a link: the operation, who made it, and when (seconds since 1970).

    name: what its maker calls it in the list of their own; "" for nothing.
    """

    request: GraphQLRequest
    caller: Caller
    form: str
    language: str
    name: str
    token: str
    made: float
    ends: float

    def as_json(self) -> dict[str, Any]:
        return {
            "query": self.request.query,
            "variables": self.request.variables,
            "operationName": self.request.operation_name,
            "sub": self.caller.subject,
            "role": self.caller.role.value,
            "scope": self.caller.scope,
            "format": self.form,
            "language": self.language,
            "name": self.name,
            "token": self.token,
            "made": self.made,
            "ends": self.ends,
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "_Kept":
        scope = kept["scope"]
        return cls(
            GraphQLRequest(kept["query"], kept["variables"], kept["operationName"], True),
            Caller(kept["sub"], Role(kept["role"]), None if scope is None else tuple(scope)),
            kept["format"],
            kept["language"],
            kept.get("name", ""),
            kept["token"],
            kept["made"],
            kept["ends"],
        )


class Links:
    """The links of a data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._secret_file = data_dir / SECRET_FILE

    def keep(self, kept: _Kept) -> tuple[str, str]:
        """Keep a link; its id and token.

        Those that have ended go, and its maker's oldest of too many.
        """
        subject = kept.caller.subject
        own = [(one.ends, place) for place, one in self._sweep() if one.caller.subject == subject]
        for _, place in sorted(own)[: max(0, len(own) - _MOST + 1)]:
            place.unlink(missing_ok=True)
        made = secrets.token_hex(16)
        write_private(self._folder / f"{made}.json", orjson.dumps(kept.as_json()).decode())
        claims = {"id": made, "exp": int(kept.ends), "aud": FOLDER}
        return made, codec.encode(claims, self._secret(), algorithm=ALGORITHM)

    def of(self, caller: Caller) -> list[tuple[str, _Kept]]:
        """The links that this caller made, in this role and scope, and that last; newest first."""
        own = [(place.stem, kept) for place, kept in self._sweep() if kept.caller == caller]
        return sorted(own, key=lambda link: link[1].made, reverse=True)

    def end(self, made: str, caller: Caller) -> bool:
        """End a link of this caller's own; whether there was one."""
        if all(made != own for own, _ in self.of(caller)):
            return False
        (self._folder / f"{made}.json").unlink(missing_ok=True)
        return True

    def find(self, token: str) -> _Kept | None:
        """The link of a token; None where it is not signed here, has ended, or is gone."""
        try:
            claims = codec.decode(token, self._secret(), algorithms=[ALGORITHM], audience=FOLDER)
            kept = self._read(self._folder / f"{int(claims['id'], 16):032x}.json")
        except (jwt.PyJWTError, OSError, ValueError, KeyError, TypeError):
            return None
        return kept if kept is not None and kept.ends > time.time() else None

    def _read(self, place: Path) -> _Kept | None:
        """What is kept there; None where nothing is, or nothing that can be read."""
        try:
            return _Kept.of_json(orjson.loads(place.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _secret(self) -> str:
        if not self._secret_file.exists():
            create_private(self._secret_file, secrets.token_urlsafe(48))
        return self._secret_file.read_text(encoding="ascii")

    def _sweep(self) -> list[tuple[Path, _Kept]]:
        """Those that last, where they are kept; those that have ended go."""
        left: list[tuple[Path, _Kept]] = []
        now = time.time()
        for place in self._folder.glob("*.json"):
            kept = self._read(place)
            if kept is None or kept.ends <= now:
                place.unlink(missing_ok=True)
            else:
                left.append((place, kept))
        return left


class LinkEndpoint:
    """`POST` and `GET /links`, `GET /links/TOKEN.xlsx` or `.csv`, `DELETE /links/ID`."""

    def __init__(
        self, links: Links, graphql: GraphQLEndpoint, authenticator: Authenticator
    ) -> None:
        self._links = links
        self._graphql = graphql
        self._authenticator = authenticator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Make a link, list or end the caller's own, or answer with what one leads to."""
        request = Request(scope, receive)
        try:
            if "token" in request.path_params:
                # Whoever reads the log is not to have what the link gives.
                scope.setdefault(FIELDS, {})["path"] = f"/{FOLDER}/…"
                if request.method == "DELETE":
                    await self._end(request, send)
                else:
                    await self._table(request, send)
            elif request.method in ("GET", "HEAD"):
                await self._list(request, send)
            else:
                await self._make(request, send)
        except RefusedError as refusal:
            await refusal.send(send)

    async def _make(self, request: Request, send: Send) -> None:
        if request.method != "POST":
            raise wrong_method("GET", "HEAD", "POST")
        caller = await caller_of_request(request, self._authenticator, "link")
        form, language, minutes, name = _asked(request)
        asked = await self._graphql.request_of(request, caller)
        asked = GraphQLRequest(asked.query, asked.variables, asked.operation_name, True)
        # What could not be shown is told now, not when a spreadsheet is refreshed.
        await self._graphql.table(request.scope, asked, caller, form, language)
        header = request.headers.get("authorization", "").partition(" ")[2].strip()
        now = time.time()
        token = id_of(header) if header.count(".") == 2 else ""
        ends = min(now + 60 * minutes, end_of(header))
        kept = _Kept(asked, caller, form, language, name, token, now, ends)
        made, signed = self._links.keep(kept)
        body = {"id": made, "path": f"/{FOLDER}/{signed}.{form}", "expiresAt": _moment(kept.ends)}
        await send_bytes(send, 201, JSON, orjson.dumps(body))

    async def _list(self, request: Request, send: Send) -> None:
        """The caller's own, without their addresses: those were told once, to be kept."""
        check_known(request, ())
        caller = await caller_of_request(request, self._authenticator, "links")
        links = [
            {
                "id": made,
                "name": kept.name,
                "operationName": kept.request.operation_name,
                "format": kept.form,
                "language": kept.language,
                "madeAt": _moment(kept.made),
                "expiresAt": _moment(kept.ends),
            }
            for made, kept in self._links.of(caller)
        ]
        await send_bytes(send, 200, JSON, orjson.dumps({"links": links}))

    async def _end(self, request: Request, send: Send) -> None:
        caller = await caller_of_request(request, self._authenticator, "endLink")
        if not self._links.end(request.path_params["token"], caller):
            raise RefusedError(404, "UNKNOWN_LINK", msg("There is no such link, or not for you."))
        await Response(status_code=204)(request.scope, request.receive, send)

    async def _table(self, request: Request, send: Send) -> None:
        if request.method not in ("GET", "HEAD"):
            raise wrong_method("GET", "HEAD", "DELETE")
        token, _, ending = request.path_params["token"].rpartition(".")
        kept = self._links.find(token)
        if kept is None or kept.form != ending:
            raise RefusedError(
                404, "UNKNOWN_LINK", msg("This link has ended, or never was: make a new one.")
            )
        try:
            await self._authenticator.check_still(kept.caller, kept.made, kept.token)
        except UnauthorizedError as error:
            raise RefusedError(401, "UNAUTHENTICATED", str(error)) from None
        request.scope.setdefault(FIELDS, {})["role"] = kept.caller.role.value
        language = "en" if kept.language == "en" else "zh"
        table = await self._graphql.table(
            request.scope, kept.request, kept.caller, kept.form, language
        )
        await send_bytes(send, 200, table.kind, table.body, table.headers("orggraph"))


def _moment(seconds: float) -> str:
    """A time since 1970 as `2026-11-01T08:00:00Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _asked(request: Request) -> tuple[str, Language, int, str]:
    """Form, language, minutes and name of a link to be made. Raises RefusedError."""
    given = request.query_params
    check_known(request, _KNOWN)
    form, language = given.get("format", "xlsx"), language_asked(request)
    if form not in FORMS:
        raise _wrong(msg("format is xlsx or csv."))
    text = given.get("minutes", str(_MINUTES))
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_MINUTES:
        raise _wrong(msg("minutes is a number from 1 to {most}.", most=MOST_MINUTES))
    name = given.get("name", "")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise _wrong(msg("name is a text of at most {most} characters.", most=_LONGEST_NAME))
    return form, language, int(text), name


def _wrong(sentence: str) -> RefusedError:
    return RefusedError(400, "PARAMETER", sentence)
