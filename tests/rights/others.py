"""Random operations of the roots that `tests/compiler/operations.py` leaves out."""

import json
from random import Random

from graph.audit import RULES
from tests.compiler.pool import Operation, Pool
from tests.compiler.small import DAYS, NAMES

_FINDINGS = (
    "totalCount nodes { id subjectName message evidenceOutside subject { id } place { id } "
    "evidence { id } } pageInfo { endCursor hasNextPage }"
)


def audits(random: Random, pool: Pool, far: frozenset[str]) -> Operation:
    """An audit by a few rules, or its summary. far: rules that it does not ask for."""
    rules = random.sample([rule.id for rule in RULES if rule.id not in far], 2)
    given = f"rules: {json.dumps(rules)}"
    if random.random() < 0.5:
        given += f', within: "{_place(random, pool)}"'
    day = random.choice(DAYS)
    asked = random.choice((
        f"audit({given}) {{ {_FINDINGS} }}",
        f"audit({given}, first: 3) {{ {_FINDINGS} }}",
        f"auditSummary({given}) {{ rule {{ id }} count }}",
    ))  # fmt: skip
    return Operation(f'query @asOf(date: "{day}") {{ {asked} }}', {})


def searches(random: Random, pool: Pool) -> Operation:
    """A search for a word or a code."""
    codes = [code for kind in sorted(pool.codes) for code in pool.codes[kind]]
    text = random.choice((random.choice(NAMES), random.choice(codes), random.choice(pool.texts)))
    kind = random.choice(sorted(pool.codes))
    shown = "{ id ... on Place { code } }"
    asked = random.choice((
        f'search(text: "{text}", first: 20) {shown}',
        f'searchMatches(text: "{text}", first: 5) {{ totalCount nodes {{ node {shown} }} }}',
        f'searchMatches(text: "{text}", within: "{_place(random, pool)}") {{ totalCount }}',
        f'node(id: "{kind}:{random.choice(pool.codes[kind])}") {shown}',
    ))  # fmt: skip
    return Operation(f"{{ {asked} }}", {})


def trials(random: Random, pool: Pool) -> Operation:
    """What would be after a change."""
    organizations, people = pool.codes["PartyOrganization"], pool.codes["Person"]
    organization, person = random.choice(organizations), random.choice(people)
    change = random.choice((
        f'dissolve: {{ code: "{organization}", on: "2030-01-01" }}',
        f'transfer: {{ person: "{person}", to: "{organization}", on: "2030-01-01" }}',
        f'remove: {{ id: "Building:{random.choice(pool.codes["Building"])}" }}',
    ))  # fmt: skip
    shown = (
        f'partyOrganization(code: "{organization}") {{ dissolvedOn members {{ totalCount }} }} '
        "coverage(of: COMPOUND) { total covered }"
    )
    return Operation(f"{{ whatIf(changes: [{{ {change} }}]) {{ asOf {shown} }} }}", {})


def _place(random: Random, pool: Pool) -> str:
    return random.choice(pool.codes[random.choice(("Subdistrict", "Community", "Compound"))])
