"""The catalogue is complete, and every rule says what, why and an example."""

import importlib
import re
from datetime import date
from pathlib import Path

import pytest

from graph.audit import (
    RULES,
    AuditQuestion,
    Rule,
    Severity,
    UnknownRuleError,
    audit,
    default_thresholds,
    rule,
)
from graph.bolt import Graph

RULES_FOLDER = Path(__file__).parents[2] / "graph" / "audit" / "rules"
CATALOGUE = {
    "branch-required": "ERROR",
    "branch-below-minimum": "ERROR",
    "branch-oversize": "WARN",
    "joint-branch-span": "WARN",
    "joint-branch-needless": "WARN",
    "branch-committee-required": "ERROR",
    "branch-committee-size": "WARN",
    "secretary-vacant": "ERROR",
    "secretary-several": "ERROR",
    "term-overdue": "ERROR",
    "term-reminder": "INFO",
    "elected-post-ineligible": "ERROR",
    "group-parent-is-branch": "ERROR",
    "group-leader-missing": "ERROR",
    "group-minimum": "WARN",
    "linkage-broken": "ERROR",
    "member-unplaced": "ERROR",
    "member-belongs-at-work": "INFO",
    "probation-overrun": "ERROR",
    "building-without-group": "WARN",
    "place-with-members-uncovered": "ERROR",
    "member-category-missing": "WARN",
    "community-size": "WARN",
    "grid-size": "WARN",
    "grid-in-one-community": "ERROR",
    "microgrid-leader-exactly-one": "ERROR",
    "unit-leader-missing": "WARN",
    "unit-leader-several-buildings": "WARN",
    "unit-notice-incomplete": "INFO",
    "no-property-mode": "WARN",
    "four-haves": "WARN",
    "one-property-company": "ERROR",
    "cross-appointment-one-way": "WARN",
    "cross-appointment-missing": "INFO",
    "cross-appointment-expired": "ERROR",
    "over-appointed": "WARN",
    "liaison-incomplete": "ERROR",
    "liaison-duplicate-role": "ERROR",
    "liaison-overloaded": "WARN",
    "dual-registration-missing": "WARN",
    "post-unclaimed": "INFO",
    "brand-missing": "INFO",
}
"""The ids and severities that the domain's list of rules names, in its order."""

each_rule = pytest.mark.parametrize("declared", RULES, ids=lambda r: r.id)


def test_the_catalogue_is_complete() -> None:
    assert [(r.id, r.severity.name) for r in RULES] == list(CATALOGUE.items())


@each_rule
def test_a_rule_stands_in_the_file_of_its_name_and_explains_itself(declared: Rule) -> None:
    name = declared.id.replace("-", "_")
    module = importlib.import_module(f"graph.audit.rules.{name}")
    assert getattr(module, name.upper()) is declared
    text = module.__doc__ or ""
    parts = re.split(r"\n\n(?=Why: |Example: )", text.strip())
    assert [part.partition(":")[0] for part in parts] == ["What", "Why", "Example"]
    assert all(part.endswith(".") for part in parts)


def test_every_file_of_the_folder_is_in_the_registry() -> None:
    files = {path.stem for path in RULES_FOLDER.glob("*.py")} - {"__init__"}
    assert files == {r.id.replace("-", "_") for r in RULES}


@each_rule
def test_a_rules_words_are_whole(declared: Rule) -> None:
    assert re.search("[\u4e00-\u9fff]", declared.title_zh)
    assert declared.description.endswith(".")
    assert len(declared.title) < 60
    assert str(declared.source).count(declared.source.mark.sign) == 1


def test_every_threshold_has_a_default_and_no_default_is_left_over() -> None:
    limits = default_thresholds()
    assert limits.version == "2026-11"
    declared = {r.id: {t.name for t in r.thresholds} for r in RULES if r.thresholds}
    assert {rule_id: set(found) for rule_id, found in limits.limits.items()} == declared


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("secretary-vacent", "secretary-vacant"),
        ("overdue", "term-overdue"),
        ("xyz", "there is none"),
    ],
)
def test_an_unknown_rule_is_a_sentence_that_names_the_nearest(given: str, near: str) -> None:
    with pytest.raises(UnknownRuleError) as caught:
        rule(given)
    assert f"'{given}' is not an audit rule" in str(caught.value)
    assert near in str(caught.value)


async def test_one_unknown_rule_among_known_ones_is_refused(blank: Graph) -> None:
    with pytest.raises(UnknownRuleError, match="no-such"):
        await audit(blank, AuditQuestion(date(2026, 11, 1), ["term-overdue", "no-such"]))


async def test_severities_choose_among_the_rules(blank: Graph) -> None:
    found = await audit(blank, AuditQuestion(severities=[Severity.INFO], day=date(2026, 11, 1)))
    assert found == []


async def test_a_graph_without_data_has_no_findings(blank: Graph) -> None:
    assert await audit(blank, AuditQuestion(date(2026, 11, 1))) == []
