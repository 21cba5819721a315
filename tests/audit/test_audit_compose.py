"""Rules about the same subjects share a statement, and find what each finds alone."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.audit import (
    RULES,
    AuditQuestion,
    audit,
    audit_summary,
    default_thresholds,
    load_thresholds,
)
from graph.audit.compose import parameter, statements
from graph.audit.organizations import ORGANIZATIONS
from graph.audit.registry import rule
from graph.audit.rule import Check, Fact
from graph.bolt import Graph
from tests.audit.town import DAY, Town


def test_each_rule_is_asked_once_and_subjects_are_shared() -> None:
    for within in (False, True):
        made = statements(RULES, within)
        assert Counter(r.id for asked in made for r in asked.rules) == Counter(r.id for r in RULES)
        texts = [asked.text for asked in made]
        shared = [r.query.subjects for r in RULES if isinstance(r.query, Check)]
        alone = [r for r in RULES if not isinstance(r.query, Check)]
        assert len(texts) == len(set(shared)) + len(alone)
        assert all(("$within" in text) is within for text in texts)


def test_thresholds_of_one_name_are_kept_apart() -> None:
    below, required = rule("branch-below-minimum"), rule("branch-committee-required")
    (asked,) = statements((below, required), within=False)
    for one in (below, required):
        assert asked.text.count(f"${parameter(one, 'full_members')} ") == 1
    assert "$full_members" not in asked.text


def test_a_fact_has_one_meaning() -> None:
    one, other = (
        replace(
            rule("secretary-vacant"),
            id=f"rule-{number}",
            query=Check(ORGANIZATIONS, "known", (Fact("known", f"o.kind = '{number}'"),)),
        )
        for number in (1, 2)
    )
    with pytest.raises(ValueError, match="rule-2: another rule has another fact 'known'"):
        statements((one, other), within=False)


async def test_limits_of_rules_in_one_statement_hold_for_each(blank: Graph, tmp_path: Path) -> None:
    town = Town()
    town.organization("O1", covers="C1", establishment="FORMAL", established_on="2026-10-30")
    town.members(4, lives="C1", of="O1")
    await town.load(blank)
    file = tmp_path / "limits.toml"
    wanted = ["branch-below-minimum", "branch-committee-required"]
    for below, committee, expected in (
        (5, 4, wanted), (4, 4, wanted[1:]), (5, 5, wanted[:1]), (4, 5, [])
    ):  # fmt: skip
        file.write_text(
            f'version = "X"\n[{wanted[0]}]\nfull_members = {below}\n'
            f"[{wanted[1]}]\nfull_members = {committee}\n",
            encoding="utf-8",
        )
        limits = load_thresholds(file, RULES, default_thresholds())
        found = await audit(blank, AuditQuestion(rules=wanted, day=DAY, thresholds=limits))
        assert [f.rule.id for f in found] == expected


PARTS = 4
"""The rules are asked alone in so many tests, each of which asks for every so many-th of them."""


@pytest.mark.drawn(1)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("day", ["2026-11-01", "2023-05-15"])
async def test_a_rule_finds_alone_what_it_finds_among_all(
    district: Graph, day: str, part: int
) -> None:
    on = date.fromisoformat(day)
    together = await audit(district, AuditQuestion(on))
    counts = await audit_summary(district, AuditQuestion(on))
    assert sum(counts.values()) == len(together) > 1_000
    asked = {made.text for made in statements(RULES, within=False)}
    # A rule with subjects of its own is asked by the same statement, alone or not.
    shared = [r for r in RULES if statements((r,), within=False)[0].text not in asked]
    assert len(shared) > len(RULES) // 3
    for one in RULES:
        assert counts[one] == sum(f.rule is one for f in together)
    for one in shared[part::PARTS]:
        alone = await audit(district, AuditQuestion(on, [one.id]))
        assert alone == [f for f in together if f.rule is one], one.id
