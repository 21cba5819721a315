"""Runs rules over a graph, or over what an open transaction makes of it."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from graph.audit.compose import Asked, parameter, statements
from graph.audit.findings import EVIDENCE, Finding, finding_id, ordered
from graph.audit.located import places_of
from graph.audit.question import AuditQuestion
from graph.audit.registry import chosen
from graph.audit.rule import Lies, Rule
from graph.audit.thresholds import Thresholds, default_thresholds
from graph.bolt import Graph
from graph.codes import Readable
from graph.masks import mask_name
from graph.rights.reaching import scope_in, seen

AT_ONCE = 4
"""Statements that run side by side on a graph; a transaction takes one after the other."""

_PERSON = "Person:"

A = TypeVar("A")
R = TypeVar("R")


async def audit(
    source: Readable, question: AuditQuestion, *, names: bool = False, at_once: int = AT_ONCE
) -> list[Finding]:
    """The findings on a day, by severity, rule, place and subject.

    names: people as subjects by their full names, which are masked otherwise.
    Raises UnknownRuleError.
    """
    limits = question.thresholds or default_thresholds()
    wanted = chosen(question.rules, question.severities)
    asked = _parameters(wanted, question, limits)
    found = await _found(source, wanted, asked, at_once)
    places = {
        lies: await places_of(
            source,
            lies,
            (row[2] for r, rows in found if r.row.lies is lies for row in rows),
            question.day,
            scope_in(asked),
        )
        for lies in Lies
    }
    findings = [
        _finding(rule, row, places[rule.row.lies], limits, names)
        for rule, rows in found
        for row in rows
    ]
    if question.scope:
        findings = await _shown(source, findings, scope_in(asked))
    return ordered(replace(f, evidence=f.evidence[:EVIDENCE]) for f in findings)


async def audit_summary(source: Readable, question: AuditQuestion) -> dict[Rule, int]:
    """How many findings each rule has, rules without any included, in the catalogue's order.

    Raises UnknownRuleError.
    """
    limits = question.thresholds or default_thresholds()
    # The statements of `audit`: what one of the two has planned the other finds planned.
    wanted = chosen(question.rules, question.severities)
    asked = _parameters(wanted, question, limits)
    found = await _found(source, wanted, asked, AT_ONCE)
    return {rule: len(rows) for rule, rows in found}


def _parameters(
    rules: tuple[Rule, ...], question: AuditQuestion, limits: Thresholds
) -> dict[str, Any]:
    parameters: dict[str, Any] = {"day": question.day, **(question.scope or {})}
    if question.within is not None:
        parameters["within"] = question.within
    for rule in rules:
        for name, value in limits.of(rule).items():
            parameters[parameter(rule, name)] = value
    return parameters


async def _found(
    source: Readable, rules: tuple[Rule, ...], parameters: Mapping[str, Any], at_once: int
) -> list[tuple[Rule, list[list[Any]]]]:
    """The rows of each rule, those about nodes outside a scope left out."""
    found = await _rows(source, rules, parameters, at_once)
    scope = scope_in(parameters)
    if not scope:
        return found
    subjects = [str(row[0]) for _, rows in found for row in rows]
    inside = (await seen(source, subjects, scope)).inside
    return [(rule, [row for row in rows if row[0] in inside]) for rule, rows in found]


async def _shown(source: Readable, findings: list[Finding], scope: list[str]) -> list[Finding]:
    """Findings without that evidence which a caller does not see."""
    known = await seen(source, {i for f in findings for i in f.evidence}, scope)
    shown: list[Finding] = []
    for f in findings:
        evidence = tuple(i for i in f.evidence if i in known)
        shown.append(replace(f, evidence=evidence, outside=len(f.evidence) - len(evidence)))
    return shown


async def _rows(
    source: Readable, rules: tuple[Rule, ...], parameters: Mapping[str, Any], at_once: int
) -> list[tuple[Rule, list[list[Any]]]]:
    """The rows of each rule; side by side on a graph, in order in a transaction."""

    async def find(asked: Asked) -> list[tuple[Rule, list[list[Any]]]]:
        return list(asked.rows((await source.rows(asked.text, dict(parameters)))[0]))

    wanted = statements(rules, "within" in parameters, len(scope_in(parameters)))
    if isinstance(source, Graph):
        parts = await _side_by_side(find, wanted, at_once)
    else:
        parts = [await find(asked) for asked in wanted]
    by_rule = dict(itertools.chain.from_iterable(parts))
    return [(rule, by_rule[rule]) for rule in rules]


async def _side_by_side(
    do: Callable[[A], Awaitable[R]], each: Iterable[A], at_once: int
) -> list[R]:
    free = asyncio.Semaphore(at_once)

    async def bounded(one: A) -> R:
        async with free:
            return await do(one)

    # Where one fails the others are cancelled, not left behind; callers know its error only.
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(bounded(one)) for one in each]
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed
    return [task.result() for task in tasks]


def _finding(
    rule: Rule, row: list[Any], places: dict[str, str], limits: Thresholds, names: bool
) -> Finding:
    subject, name, place, second, evidence, values = row
    facts = {**rule.facts(values), **limits.of(rule)}
    personal = str(subject).startswith(_PERSON)
    return Finding(
        id=finding_id(rule.id, subject, second),
        rule=rule,
        subject=subject,
        subject_name=(mask_name(name) if personal and not names else name) or "",
        personal=personal,
        message=rule.message(facts),
        message_zh=rule.message_zh(facts),
        place_code=places.get(place),
        evidence=tuple(sorted(evidence)),
        threshold=limits.text(rule),
    )
