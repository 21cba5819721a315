"""How much one caller may ask for: every limit once, with a column for each role.

The service reads the table here; a TOML file may change numbers of it (`ORGGRAPH_LIMITS`), and
`docs/limits.md` is made from it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from graphql import GraphQLError

from graph.caller import Role
from graph.compiler.document import Gate
from graph.compiler.measure import Measure
from graph.messages import msg, plain, saying
from graph.reasons import reason

LIMIT_EXCEEDED = "LIMIT_EXCEEDED"

SCHEMA_READERS = frozenset({Role.ANALYST, Role.ADMIN})
"""Who may ask for the schema itself, and is told what a mistyped name may have meant."""

Bounds: TypeAlias = Mapping[str, int]
"""The limits of one role, by name."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: what is counted, how to ask for less, and the most for each role."""

    name: str
    what: str
    instead: str
    frontend: int
    analyst: int
    admin: int

    def most(self, role: Role) -> int:
        """The most for a role."""
        return {
            Role.FRONTEND: self.frontend, Role.ANALYST: self.analyst, Role.ADMIN: self.admin,
        }[role]  # fmt: skip


LIMITS = (
    Limit("body", saying("bytes of a request's body, as it comes and unpacked"),
          saying("send shorter documents and fewer variables"), 200_000, 500_000, 1_000_000),
    Limit("characters", saying("characters of a document"),
          saying("ask in several requests"), 20_000, 20_000, 40_000),
    Limit("tokens", saying("lexical tokens of a document"),
          saying("ask in several requests"), 2_000, 2_000, 4_000),
    Limit("values", saying("values in the variables, those inside of others included"),
          saying("send the values in several requests"), 5_000, 5_000, 20_000),
    Limit("depth", saying("fields below each other"),
          saying("ask for the far side by its code in a second request"), 15, 15, 20),
    Limit("fields", saying("fields of a document, a fragment's wherever it is spread"),
          saying("ask for fewer fields, or in several requests"), 1_500, 1_500, 3_000),
    Limit("selected", saying("fields to look up, those of an interface once for each of its types"),
          saying("ask for fields of an interface at one level only"), 4_000, 4_000, 8_000),
    Limit("root_fields", saying("fields at the root of an operation"),
          saying("ask in several requests"), 20, 20, 40),
    Limit("aliases", saying("fields under another name"),
          saying("ask for many of a kind in one list: where: {code: {in: [...]}}"), 50, 50, 100),
    Limit("directives", saying("directives of an operation"),
          saying("leave out what the variables decide already"), 30, 30, 60),
    Limit("spreads", saying("fragments, wherever they are spread"),
          saying("write the fields where they are needed"), 600, 600, 1_000),
    Limit("repeats", saying("pairs of fields of one name in one place"),
          saying("name each field once in a selection"), 5_000, 5_000, 5_000),
    Limit("page", saying("items that `first` or `last` may ask for"),
          saying("read page after page, with `after` and the last cursor"), 1_000, 10_000, 100_000),
    Limit("cost", saying("objects that the answer is expected to hold"),
          saying("narrow lists by 'where', page them by 'first', or nest less"),
          1_000_000, 1_000_000, 5_000_000),
    Limit("seconds", saying("seconds that an operation may run"),
          saying("narrow lists by 'where', or page them by 'first'"), 15, 60, 120),
    Limit("objects", saying("objects in an answer"),
          saying("narrow lists by 'where', or page them by 'first'"), 200_000, 500_000, 2_000_000),
    Limit("bytes", saying("bytes of an answer, before it is compressed"),
          saying("ask for fewer fields, or page lists by 'first'"),
          20_000_000, 50_000_000, 200_000_000),
    Limit("at_once", saying("operations of one caller under way at a time"),
          saying("wait for the answers to those before"), 64, 32, 64),
    Limit("per_minute", saying("operations of one caller in a minute"),
          saying("wait; ask for many of a kind in one list"), 6_000, 6_000, 60_000),
    Limit("streams", saying("subscriptions of one caller open at a time"),
          saying("close those that nobody reads"), 1_000, 100, 200),
)  # fmt: skip

_BY_NAME = {limit.name: limit for limit in LIMITS}
# What `Measure` counts and what it is called there.
_MEASURED = ("tokens", "depth", "fields", "root_fields", "aliases", "directives", "spreads",
             "repeats")  # fmt: skip


class LimitsError(ValueError):
    """A file of limits is wrong; the text says where."""


def default_limits() -> dict[Role, Bounds]:
    """The table's own numbers, by role."""
    return {role: {limit.name: limit.most(role) for limit in LIMITS} for role in Role}


def load_limits(path: Path) -> dict[Role, Bounds]:
    """The limits with those of a TOML file in their place: `[analyst]`, `depth = 20`.

    Raises LimitsError.
    """
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise LimitsError(
            msg("{path} cannot be read: {strerror}.", path=path, strerror=reason(error))
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LimitsError(msg("{path} is not TOML: {error}.", path=path, error=error)) from error
    found = default_limits()
    for word, numbers in given.items():
        role = next((r for r in Role if r.value == word), None)
        if role is None or not isinstance(numbers, dict):
            known = ", ".join(f"[{r.value}]" for r in Role)
            raise LimitsError(
                msg(
                    "{path}: {word!r} is not one of the tables {known}.",
                    path=path,
                    word=word,
                    known=known,
                )
            )
        found[role] = {**found[role], **_checked(path, word, cast("dict[str, Any]", numbers))}
    return found


def _checked(path: Path, word: str, numbers: dict[str, Any]) -> Bounds:
    for name, number in numbers.items():
        if name not in _BY_NAME:
            raise LimitsError(
                msg(
                    "{path}: there is no limit {name!r} in [{word}]; there are {by_name}.",
                    path=path,
                    name=name,
                    word=word,
                    by_name=", ".join(_BY_NAME),
                )
            )
        if type(number) is not int or number < 1:
            raise LimitsError(
                msg(
                    "{path}: {name} in [{word}] must be a whole number from 1.",
                    path=path,
                    name=name,
                    word=word,
                )
            )
    return numbers


class ExceededError(GraphQLError):
    """A request asks for more than its caller may."""


def gate_of(role: Role, bounds: Bounds) -> Gate:
    """What documents of a role must keep to."""
    return Gate(
        bounds["characters"],
        bounds["tokens"],
        lambda found: check_measure(found, bounds),
        exceeded,
        role in SCHEMA_READERS,
    )


def exceeded(name: str, given: float, most: int) -> ExceededError:
    """The error for more than a limit allows."""
    limit = _BY_NAME[name]
    number = f"{given:,.0f}" if given < 1e15 else f"{given:.0e}"
    return ExceededError(
        msg(
            "Limit `{name}`: {number} {what}; at most {most:,} are allowed for this token's "
            "role. To ask for less: {instead}.",
            name=name,
            number=number,
            what=plain(limit.what),
            most=most,
            instead=plain(limit.instead),
        ),
        extensions={"code": LIMIT_EXCEEDED, "limit": name, "most": most, "given": _exact(given)},
    )


def check(name: str, given: float, bounds: Bounds) -> None:
    """Raises ExceededError when a number is above its limit."""
    if given > bounds[name]:
        raise exceeded(name, given, bounds[name])


def check_measure(found: Measure, bounds: Bounds) -> None:
    """Raises ExceededError for the first limit that a document's sizes are above."""
    for name in _MEASURED:
        check(name, getattr(found, name), bounds)


def check_values(variables: Mapping[str, Any] | None, bounds: Bounds) -> None:
    """Raises ExceededError when the variables hold more values than the limit.

    Counting ends at the limit, so that a hostile request costs no more than an honest one.
    """
    if not variables:
        return
    most, found = bounds["values"], 0
    todo: list[Any] = [variables]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            inner = list(cast("dict[str, Any]", value).values())
        elif isinstance(value, list):
            inner = cast("list[Any]", value)
        else:
            continue
        found += len(inner)
        if found > most:
            raise exceeded("values", found, most)
        todo += inner


def objects_in(body: bytes) -> int:
    """How many objects with members a JSON text of orjson's has.

    A brace and a quote stand together where an object begins and where a text ends in a brace;
    after the latter comes no name.
    """
    texts = sum(body.count(end) for end in (b'{",', b'{"}', b'{"]'))
    return body.count(b'{"') - texts


def check_answer(body: bytes, bounds: Bounds) -> None:
    """Raises ExceededError for an answer above the limits of its bytes and objects."""
    check("bytes", len(body), bounds)
    # An object takes seven bytes at least: most answers need no counting.
    if len(body) > 7 * bounds["objects"]:
        check("objects", objects_in(body), bounds)


def _exact(given: float) -> float | int:
    return int(given) if given < 2**53 else float(given)
