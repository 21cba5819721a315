"""Runs rules over a graph, or over what an open transaction makes of it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import date
from typing import Any, TypeVar

from graph.audit.findings import Finding, ordered
from graph.audit.lying import Source, places_of
from graph.audit.registry import chosen
from graph.audit.rule import Lies, Rule
from graph.audit.thresholds import Thresholds, default_thresholds
from graph.bolt import Graph
from graph.compiler.complete import mask_name
from graph.keys import row_key
from graph.model.enums import Severity

AT_ONCE = 4
"""Statements that run side by side on a graph; a transaction takes one after the other."""

_PERSON = "Person:"
T = TypeVar("T")


async def audit(
    source: Source,
    *,
    rules: Collection[str] | None = None,
    severities: Collection[Severity] | None = None,
    day: date,
    within: str | None = None,
    thresholds: Thresholds | None = None,
    names: bool = False,
) -> list[Finding]:
    """The findings on a day, by severity, rule, place and subject.

    rules: ids; None is all. within: the `path` of a place; None is the whole graph.
    thresholds: the defaults when None. names: people as subjects by their full names, which
    are masked otherwise.
    Raises UnknownRuleError.
    """
    limits = thresholds or default_thresholds()

    async def find(rule: Rule) -> list[list[Any]]:
        parameters = _parameters(rule, limits, day, within)
        return (await source.rows(rule.findings(within is not None), parameters))[0][0]

    wanted = chosen(rules, severities)
    found = list(zip(wanted, await _each(source, wanted, find), strict=True))
    places = {
        lies: await places_of(
            source, lies, (row[2] for r, rows in found if r.row.lies is lies for row in rows), day
        )
        for lies in Lies
    }
    return ordered(
        _finding(rule, row, places[rule.row.lies], limits, names)
        for rule, rows in found
        for row in rows
    )


async def audit_summary(
    source: Source,
    *,
    rules: Collection[str] | None = None,
    severities: Collection[Severity] | None = None,
    day: date,
    within: str | None = None,
    thresholds: Thresholds | None = None,
) -> dict[Rule, int]:
    """How many findings each rule has, rules without any included, in the catalogue's order.

    The arguments are those of `audit`. Raises UnknownRuleError.
    """
    limits = thresholds or default_thresholds()
    wanted = chosen(rules, severities)

    async def count(rule: Rule) -> int:
        parameters = _parameters(rule, limits, day, within)
        return (await source.rows(rule.count(within is not None), parameters))[0][0]

    return dict(zip(wanted, await _each(source, wanted, count), strict=True))


async def place_path(source: Source, code: str) -> str | None:
    """The path of the place with a code, for `within`; None when there is no such place."""
    found = await source.rows("MATCH (p:Place {code: $code}) RETURN p.path", {"code": code})
    return found[0][0] if found else None


def _parameters(rule: Rule, limits: Thresholds, day: date, within: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"day": day, **limits.of(rule)}
    if within is not None:
        found["within"] = within
    return found


async def _each(
    source: Source, rules: tuple[Rule, ...], work: Callable[[Rule], Awaitable[T]]
) -> list[T]:
    if not isinstance(source, Graph):
        return [await work(rule) for rule in rules]
    free = asyncio.Semaphore(AT_ONCE)

    async def bounded(rule: Rule) -> T:
        async with free:
            return await work(rule)

    return await asyncio.gather(*(bounded(rule) for rule in rules))


def _finding(
    rule: Rule, row: list[Any], places: dict[str, str], limits: Thresholds, names: bool
) -> Finding:
    subject, name, place, second, evidence, values = row
    facts = {**rule.facts(values), **limits.of(rule)}
    personal = str(subject).startswith(_PERSON)
    return Finding(
        id=row_key([rule.id, subject, second]),
        rule=rule,
        subject=subject,
        subject_name=(mask_name(name) if personal and not names else name) or "",
        personal=personal,
        message=rule.message(facts),
        message_zh=rule.message_zh(facts),
        place_code=places.get(place),
        evidence=tuple(evidence),
        threshold=limits.text(rule),
    )
