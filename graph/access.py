"""Keys of machines and revoked tokens, kept in the graph so that every service knows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.bolt import Graph

Kind = Literal["token", "subject"]

_EVERYTHING = (
    "MATCH (k:AccessKey) RETURN 'key' AS kind, k.id AS value, k.revokedAt AS at, k.hash AS hash, "
    "k.role AS role, k.scope AS scope UNION ALL "
    "MATCH (r:Revocation) RETURN r.kind AS kind, r.value AS value, r.at AS at, null AS hash, "
    "null AS role, null AS scope"
)
_ADD = (
    "CREATE (:AccessKey {id: $id, hash: $hash, role: $role, scope: $scope, name: $name, "
    "createdAt: $now})"
)
_REVOKE_KEY = (
    "MATCH (k:AccessKey {id: $id}) SET k.revokedAt = coalesce(k.revokedAt, $now) RETURN k.id"
)
_USED = "MATCH (k:AccessKey {id: $id}) SET k.lastUsedAt = $now"
_REVOKE = (
    "MERGE (r:Revocation {key: $kind + ':' + $value}) "
    "SET r.kind = $kind, r.value = $value, r.at = $now"
)
_LIST = (
    "MATCH (k:AccessKey) RETURN k.id, k.name, k.role, k.scope, k.createdAt, k.lastUsedAt, "
    "k.revokedAt ORDER BY k.createdAt, k.id"
)
_PLACES = "MATCH (p:Place) WHERE p.code IN $codes RETURN p.code"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as it is checked. hash: argon2 of its secret. scope: `*` or codes."""

    hash: str
    role: str
    scope: str | list[str]


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A key as it is listed; times are seconds since 1970, None for never."""

    id: str
    name: str
    role: str
    scope: str | list[str]
    created: int
    used: int | None
    revoked: int | None


@dataclass(frozen=True, slots=True)
class AccessList:
    """What decides who is let in.

    keys: those not revoked, by id. tokens: ids of revoked tokens. subjects: seconds since 1970
    up to which tokens of a subject that were made are revoked.
    """

    keys: dict[str, KeyRecord] = field(default_factory=dict[str, KeyRecord])
    tokens: frozenset[str] = frozenset()
    subjects: dict[str, int] = field(default_factory=dict[str, int])


async def read_access(graph: Graph) -> AccessList:
    """All of it, in one round trip."""
    keys: dict[str, KeyRecord] = {}
    tokens: set[str] = set()
    subjects: dict[str, int] = {}
    for kind, value, at, digest, role, scope in await graph.rows(_EVERYTHING):
        if kind == "key" and at is None:
            keys[value] = KeyRecord(digest, role, scope)
        elif kind == "token":
            tokens.add(value)
        elif kind == "subject":
            subjects[value] = at
    return AccessList(keys, frozenset(tokens), subjects)


async def add_key(graph: Graph, id_: str, name: str, record: KeyRecord, now: int) -> None:
    """Keep a new key."""
    await graph.write(
        _ADD,
        {"id": id_, "name": name, "hash": record.hash, "role": record.role, "scope": record.scope,
         "now": now},
    )  # fmt: skip


async def list_keys(graph: Graph) -> list[ListedKey]:
    """All keys, the oldest first, revoked ones too."""
    return [ListedKey(*row) for row in await graph.rows(_LIST)]


async def revoke_key(graph: Graph, id_: str, now: int) -> bool:
    """Revoke a key; False where there is none of the id."""
    return bool(await graph.write(_REVOKE_KEY, {"id": id_, "now": now}))


async def key_used(graph: Graph, id_: str, now: int) -> None:
    """Note that a key was used."""
    await graph.write(_USED, {"id": id_, "now": now})


async def revoke(graph: Graph, kind: Kind, value: str, now: int) -> None:
    """Revoke a token by its id, or all tokens of a subject that were made until now."""
    await graph.write(_REVOKE, {"kind": kind, "value": value, "now": now})


async def missing_places(graph: Graph, codes: Sequence[str]) -> list[str]:
    """Those of some codes that no place has."""
    found = {row[0] for row in await graph.rows(_PLACES, {"codes": list(codes)})}
    return [code for code in codes if code not in found]
