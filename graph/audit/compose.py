"""Puts rules together to statements: those about the same subjects share one.

Neo4j plans a statement the longer the more there is in it, and plans dozens of statements for
seconds when it has just started. What several rules want to know of a subject is therefore
asked once, and each rule adds a condition only:

    MATCH the subjects
    WITH o, (facts) ...          as many steps as facts need facts
    RETURN [collect(CASE WHEN condition THEN row END), ...]     one list for each rule
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from graph.audit.rule import Check, Fact, Query, Rule, Subjects
from graph.rights.reaching import anchored

_PARAMETER = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that returns one record with a list: for each of its rules a list of rows.

    A record for each row would cost the driver more than all the rest.
    """

    text: str
    rules: tuple[Rule, ...]

    def rows(self, record: list[Any]) -> Iterator[tuple[Rule, list[list[Any]]]]:
        """The rows of each rule in the record."""
        for rule, rows in zip(self.rules, record[0], strict=True):
            several = isinstance(rule.query, Check) and rule.query.each is not None
            yield rule, list(chain.from_iterable(rows)) if several else rows


@cache
def statements(rules: tuple[Rule, ...], within: bool, places: int = 0) -> tuple[Asked, ...]:
    """The statements that answer the rules together, in the order of their first rules.

    within: whether they are limited to the place with the path `$within`.
    places: how many the caller's scope has; 0 is everything. Of some rules all is found, scope
    or not: what a finding is about tells whether it lies in the scope.
    """
    groups: dict[Subjects | Rule, list[Rule]] = {}
    for rule in rules:
        key = rule.query.subjects if isinstance(rule.query, Check) else rule
        groups.setdefault(key, []).append(rule)
    return tuple(
        Asked(_scoped(key, places) + _text(key, group, within), tuple(group))
        for key, group in groups.items()
    )


def parameter(rule: Rule, threshold: str) -> str:
    """What a rule's threshold is called in statements, where other rules have theirs."""
    return f"{rule.id.replace('-', '_')}__{threshold}"


def _scoped(key: Subjects | Rule, places: int) -> str:
    """What a statement begins with in a scope."""
    about = key.query if isinstance(key, Rule) else key
    subject = None if isinstance(about, Check) else about.subject
    if not places or subject is None:
        return ""
    return f"{anchored(*subject, places)}\n"


def _text(key: Subjects | Rule, rules: list[Rule], within: bool) -> str:
    if isinstance(key, Rule):
        assert isinstance(key.query, Query)
        beginning = key.query.within if within else key.query.everywhere
        return f"{_own(key, beginning)}\nRETURN [collect({_own(key, key.cells)})]"
    lines = [key.within if within else key.everywhere]
    known = key.variables
    for step in _steps(rules):
        found = ", ".join(f"{expression} AS {name}" for name, expression in step)
        lines.append(f"WITH {known}, {found}")
        known = ", ".join([known, *(name for name, _ in step)])
    results = ", ".join(_results(rule) for rule in rules)
    return "\n".join([*lines, f"RETURN [{results}]"])


def _results(rule: Rule) -> str:
    assert isinstance(rule.query, Check)
    where, cells = _own(rule, rule.query.where), _own(rule, rule.cells)
    if rule.query.each is None:
        return f"collect(CASE WHEN {where} THEN {cells} END)"
    variable, listed = rule.query.each
    return f"collect([{variable} IN {listed} WHERE {where} | {cells}])"


def _steps(rules: Iterable[Rule]) -> Iterator[list[tuple[str, str]]]:
    """The facts of the rules, each once, those that others need before them."""
    expressions: dict[str, str] = {}
    depths: dict[str, int] = {}

    def add(rule: Rule, fact: Fact) -> int:
        depth = max((add(rule, need) + 1 for need in fact.needs), default=0)
        expression = _own(rule, fact.expression)
        if expressions.setdefault(fact.name, expression) != expression:
            raise ValueError(f"{rule.id}: another rule has another fact {fact.name!r}")
        depths[fact.name] = depth
        return depth

    for rule in rules:
        assert isinstance(rule.query, Check)
        for fact in rule.query.facts:
            add(rule, fact)
    for depth in range(max(depths.values(), default=-1) + 1):
        yield [(name, text) for name, text in expressions.items() if depths[name] == depth]


def _own(rule: Rule, text: str) -> str:
    """The text with the rule's thresholds by their names in statements."""
    names = {threshold.name for threshold in rule.thresholds}

    def named(found: re.Match[str]) -> str:
        name = found.group(1)
        return f"${parameter(rule, name)}" if name in names else found.group()

    return _PARAMETER.sub(named, text)
