"""All rules, in the order of the catalogue."""

from collections.abc import Collection

from graph.audit.nearest import nearest
from graph.audit.rule import Rule
from graph.audit.rules.branch_below_minimum import BRANCH_BELOW_MINIMUM
from graph.audit.rules.branch_committee_required import BRANCH_COMMITTEE_REQUIRED
from graph.audit.rules.branch_committee_size import BRANCH_COMMITTEE_SIZE
from graph.audit.rules.branch_oversize import BRANCH_OVERSIZE
from graph.audit.rules.branch_required import BRANCH_REQUIRED
from graph.audit.rules.brand_missing import BRAND_MISSING
from graph.audit.rules.building_without_group import BUILDING_WITHOUT_GROUP
from graph.audit.rules.community_size import COMMUNITY_SIZE
from graph.audit.rules.cross_appointment_expired import CROSS_APPOINTMENT_EXPIRED
from graph.audit.rules.cross_appointment_missing import CROSS_APPOINTMENT_MISSING
from graph.audit.rules.cross_appointment_one_way import CROSS_APPOINTMENT_ONE_WAY
from graph.audit.rules.dual_registration_missing import DUAL_REGISTRATION_MISSING
from graph.audit.rules.elected_post_ineligible import ELECTED_POST_INELIGIBLE
from graph.audit.rules.four_haves import FOUR_HAVES
from graph.audit.rules.grid_in_one_community import GRID_IN_ONE_COMMUNITY
from graph.audit.rules.grid_size import GRID_SIZE
from graph.audit.rules.group_leader_missing import GROUP_LEADER_MISSING
from graph.audit.rules.group_minimum import GROUP_MINIMUM
from graph.audit.rules.group_parent_is_branch import GROUP_PARENT_IS_BRANCH
from graph.audit.rules.joint_branch_needless import JOINT_BRANCH_NEEDLESS
from graph.audit.rules.joint_branch_span import JOINT_BRANCH_SPAN
from graph.audit.rules.liaison_duplicate_role import LIAISON_DUPLICATE_ROLE
from graph.audit.rules.liaison_incomplete import LIAISON_INCOMPLETE
from graph.audit.rules.liaison_overloaded import LIAISON_OVERLOADED
from graph.audit.rules.linkage_broken import LINKAGE_BROKEN
from graph.audit.rules.member_belongs_at_work import MEMBER_BELONGS_AT_WORK
from graph.audit.rules.member_category_missing import MEMBER_CATEGORY_MISSING
from graph.audit.rules.member_unplaced import MEMBER_UNPLACED
from graph.audit.rules.microgrid_leader_exactly_one import MICROGRID_LEADER_EXACTLY_ONE
from graph.audit.rules.no_property_mode import NO_PROPERTY_MODE
from graph.audit.rules.one_property_company import ONE_PROPERTY_COMPANY
from graph.audit.rules.over_appointed import OVER_APPOINTED
from graph.audit.rules.place_with_members_uncovered import PLACE_WITH_MEMBERS_UNCOVERED
from graph.audit.rules.post_unclaimed import POST_UNCLAIMED
from graph.audit.rules.probation_overrun import PROBATION_OVERRUN
from graph.audit.rules.secretary_several import SECRETARY_SEVERAL
from graph.audit.rules.secretary_vacant import SECRETARY_VACANT
from graph.audit.rules.term_overdue import TERM_OVERDUE
from graph.audit.rules.term_reminder import TERM_REMINDER
from graph.audit.rules.unit_leader_missing import UNIT_LEADER_MISSING
from graph.audit.rules.unit_leader_several_buildings import UNIT_LEADER_SEVERAL_BUILDINGS
from graph.audit.rules.unit_notice_incomplete import UNIT_NOTICE_INCOMPLETE
from graph.model.enums import Severity

RULES: tuple[Rule, ...] = (
    BRANCH_REQUIRED,
    BRANCH_BELOW_MINIMUM,
    BRANCH_OVERSIZE,
    JOINT_BRANCH_SPAN,
    JOINT_BRANCH_NEEDLESS,
    BRANCH_COMMITTEE_REQUIRED,
    BRANCH_COMMITTEE_SIZE,
    SECRETARY_VACANT,
    SECRETARY_SEVERAL,
    TERM_OVERDUE,
    TERM_REMINDER,
    ELECTED_POST_INELIGIBLE,
    GROUP_PARENT_IS_BRANCH,
    GROUP_LEADER_MISSING,
    GROUP_MINIMUM,
    LINKAGE_BROKEN,
    MEMBER_UNPLACED,
    MEMBER_BELONGS_AT_WORK,
    PROBATION_OVERRUN,
    BUILDING_WITHOUT_GROUP,
    PLACE_WITH_MEMBERS_UNCOVERED,
    MEMBER_CATEGORY_MISSING,
    COMMUNITY_SIZE,
    GRID_SIZE,
    GRID_IN_ONE_COMMUNITY,
    MICROGRID_LEADER_EXACTLY_ONE,
    UNIT_LEADER_MISSING,
    UNIT_LEADER_SEVERAL_BUILDINGS,
    UNIT_NOTICE_INCOMPLETE,
    NO_PROPERTY_MODE,
    FOUR_HAVES,
    ONE_PROPERTY_COMPANY,
    CROSS_APPOINTMENT_ONE_WAY,
    CROSS_APPOINTMENT_MISSING,
    CROSS_APPOINTMENT_EXPIRED,
    OVER_APPOINTED,
    LIAISON_INCOMPLETE,
    LIAISON_DUPLICATE_ROLE,
    LIAISON_OVERLOADED,
    DUAL_REGISTRATION_MISSING,
    POST_UNCLAIMED,
    BRAND_MISSING,
)

_BY_ID = {rule.id: rule for rule in RULES}


class UnknownRuleError(ValueError):
    """A rule id that does not exist; the text names the nearest that do."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"{rule_id!r} is not an audit rule: {nearest(rule_id, _BY_ID)}.")
        self.rule_id = rule_id


def rule(rule_id: str) -> Rule:
    """The rule of that id. Raises UnknownRuleError."""
    found = _BY_ID.get(rule_id)
    if found is None:
        raise UnknownRuleError(rule_id)
    return found


def chosen(
    rules: Collection[str] | None, severities: Collection[Severity] | None
) -> tuple[Rule, ...]:
    """The rules that both arguments leave, each once, in the catalogue's order; None is all.

    Raises UnknownRuleError.
    """
    ids = set(_BY_ID) if rules is None else {rule(rule_id).id for rule_id in rules}
    return tuple(
        r for r in RULES if r.id in ids and (severities is None or r.severity in severities)
    )
