"""Findings keep their ids, their order and their limits, on a graph and in a transaction."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from graph.audit import (
    RULES,
    AuditQuestion,
    Severity,
    ThresholdsError,
    audit,
    audit_summary,
    default_thresholds,
    difference,
    load_thresholds,
)
from graph.audit.findings import ordered
from graph.bolt import DriverError, Graph
from graph.embedded import EmbeddedServer
from graph.rights import path_seen
from tests.audit.town import DAY, Town


async def vacancies(blank: Graph) -> None:
    """Branches in two communities, vacant since January and since June."""
    town = Town()
    town.place("C2", "COMMUNITY", "S1")
    for code, place, day in (
        ("O1", "C2", "2026-01-01"), ("O2", "C1", "2026-06-01"), ("O3", (), "2026-01-01")
    ):  # fmt: skip
        town.organization(code, covers=place, established_on=day, establishment="FUNCTIONAL")
    await town.load(blank)


async def test_the_same_matter_has_the_same_id_on_every_day(blank: Graph) -> None:
    await vacancies(blank)
    days = [date(2026, 3, 1), date(2026, 11, 1)]
    before, after = [await audit(blank, AuditQuestion(day, ["secretary-vacant"])) for day in days]
    assert [f.subject for f in before] == ["PartyOrganization:O1", "PartyOrganization:O3"]
    assert {f.id for f in before} < {f.id for f in after}
    assert before[0].message != after[1].message
    new, gone = difference(before, after)
    assert [f.subject for f in new] == ["PartyOrganization:O2"]
    assert gone == []
    new, gone = difference(after, before)
    assert (new, [f.subject for f in gone]) == ([], ["PartyOrganization:O2"])


async def test_what_lies_nowhere_comes_last_and_only_without_a_place(blank: Graph) -> None:
    await vacancies(blank)
    everywhere = await audit(blank, AuditQuestion(DAY, ["secretary-vacant"]))
    assert [f.place_code for f in everywhere] == ["C1", "C2", None]
    path = await path_seen(blank, "C2", {})
    assert path == "D1/S1/C2/"
    within = await audit(blank, AuditQuestion(DAY, ["secretary-vacant"], within=path))
    assert within == [f for f in everywhere if f.place_code == "C2"]
    assert await path_seen(blank, "nowhere", {}) is None


async def test_a_transaction_is_audited_as_it_would_leave_the_graph(blank: Graph) -> None:
    await vacancies(blank)
    everywhere = await audit(blank, AuditQuestion(DAY))

    class Undone(Exception):  # noqa: N818
        """Rolls back."""

    with suppress(Undone):
        async with blank.transaction() as transaction:
            assert await audit(transaction, AuditQuestion(DAY)) == everywhere
            await transaction.rows("MATCH (o:PartyOrganization) SET o.dissolvedOn = $day RETURN 1",
                                   {"day": DAY})  # fmt: skip
            assert await audit(transaction, AuditQuestion(DAY, ["secretary-vacant"])) == []
            raise Undone
    assert await audit(blank, AuditQuestion(DAY)) == everywhere


async def test_a_database_that_fails_is_told_by_its_own_error(server: EmbeddedServer) -> None:
    graph = await Graph.connect(server.uri, server.user, server.password)
    await graph.close()
    with pytest.raises(DriverError):
        await audit(graph, AuditQuestion(DAY))


async def test_a_persons_name_is_masked_unless_asked_for(blank: Graph) -> None:
    town = Town()
    town.person(name="王小明")
    await town.load(blank)
    (masked,) = await audit(blank, AuditQuestion(DAY, ["member-unplaced"]))
    (named,) = await audit(blank, AuditQuestion(DAY, ["member-unplaced"]), names=True)
    assert (masked.subject_name, named.subject_name) == ("王**", "王小明")
    assert masked.personal
    assert named.id == masked.id


async def test_a_district_changes_some_thresholds(blank: Graph, tmp_path: Path) -> None:
    await vacancies(blank)
    file = tmp_path / "district.toml"
    file.write_text('version = "X-1"\n[secretary-vacant]\ndays = 200\n', encoding="utf-8")
    limits = load_thresholds(file, RULES, default_thresholds())
    found = await audit(blank, AuditQuestion(DAY, ["secretary-vacant"], thresholds=limits))
    assert [f.subject for f in found] == ["PartyOrganization:O1", "PartyOrganization:O3"]
    assert found[0].threshold == "days 200 days (X-1)"
    assert "(at most 200)" in found[0].message
    others = {r.id: limits.text(r) for r in RULES if r.id != "secretary-vacant"}
    assert others == {r.id: default_thresholds().text(r) for r in RULES if r.id in others}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[secretary-vacant]\ndays = 60\n", "needs a line such as version"),
        ('version = "1"\n[secretary-vacent]\ndays = 60\n', "did you mean secretary-vacant"),
        ('version = "1"\n[secretary-vacant]\nday = 60\n', "did you mean days"),
        ('version = "1"\n[brand-missing]\nday = 60\n', "the rule has no thresholds"),
        ('version = "1"\n[secretary-vacant]\ndays = "60"\n', "a whole number from 0 to 1,000,000"),
        ('version = "1"\n[secretary-vacant]\ndays = true\n', "a whole number"),
        ('version = "1"\n[secretary-vacant]\ndays = -1\n', "a whole number"),
        ('version = "1"\nsecretary-vacant = 60\n', "must be a table"),
        ('version = "1"\n[', "is not TOML"),
    ],
)
def test_a_wrong_thresholds_file_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "district.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ThresholdsError) as caught:
        load_thresholds(file, RULES, default_thresholds())
    assert sentence in str(caught.value)
    assert "district.toml" in str(caught.value)


WANTED = {
    "branch-below-minimum": 6, "branch-committee-required": 15, "secretary-vacant": 29,
    "secretary-several": 3, "term-overdue": 16, "elected-post-ineligible": 3,
    "group-parent-is-branch": 3, "group-leader-missing": 25, "group-minimum": 14,
    "member-unplaced": 23, "place-with-members-uncovered": 42, "grid-in-one-community": 2,
    "unit-leader-missing": 64, "unit-leader-several-buildings": 45, "no-property-mode": 14,
    "one-property-company": 2, "liaison-incomplete": 6, "liaison-duplicate-role": 3,
    "branch-required": 0, "brand-missing": 0, "member-category-missing": 0,
}  # fmt: skip
"""What was put into the demonstration district on purpose, counted by the tests of its rows."""

ABOUT = {
    "building-without-group": (70, 120), "branch-oversize": (6, 12), "linkage-broken": (50, 400),
    "over-appointed": (5, 15), "cross-appointment-one-way": (21, 150),
    "cross-appointment-missing": (11, 100), "cross-appointment-expired": (4, 60),
    "term-reminder": (10, 100), "post-unclaimed": (500, 1000),
    "dual-registration-missing": (500, 1000), "four-haves": (31, 119),
}  # fmt: skip


async def test_the_districts_gaps_are_found(district: Graph, today: str) -> None:
    day = date.fromisoformat(today)
    findings = await audit(district, AuditQuestion(day))
    counts = {r.id: sum(f.rule is r for f in findings) for r in RULES}
    assert {rule_id: counts[rule_id] for rule_id in WANTED} == WANTED
    for rule_id, (least, most) in ABOUT.items():
        assert least <= counts[rule_id] <= most, rule_id
    assert findings == ordered(findings)
    severities = [f.rule.severity for f in findings]
    assert severities == sorted(severities, key=list(Severity).index)
    assert len({f.id for f in findings}) == len(findings)
    summary = await audit_summary(district, AuditQuestion(day))
    assert {rule.id: count for rule, count in summary.items()} == counts


async def test_no_message_names_a_person(district: Graph, today: str) -> None:
    findings = await audit(district, AuditQuestion(date.fromisoformat(today)), names=True)
    people = [row[0] for row in await district.rows("MATCH (p:Person) RETURN DISTINCT p.name")]
    rare = {name for name in people if len(name) > 2}
    texts = " ".join(f"{f.message} {f.message_zh}" for f in findings)
    assert [name for name in rare if name in texts] == []


async def test_subdistricts_share_out_what_lies_in_a_place(district: Graph, today: str) -> None:
    day = date.fromisoformat(today)
    everywhere = await audit(district, AuditQuestion(day))
    parts: set[str] = set()
    for (path,) in await district.rows("MATCH (s:Subdistrict) RETURN s.path"):
        parts |= {f.id for f in await audit(district, AuditQuestion(day, within=path))}
    alone = {f.id for f in everywhere if f.place_code is None}
    assert {f.id for f in everywhere} - alone <= parts
    assert parts <= {f.id for f in everywhere}
