"""Party organizations of all five linked levels, and those of companies and units."""

from graph.declare import IN, OUT, Hop, Implied, Interval, NodeType, Property, Relation, Scalar
from graph.model.common import CODE, NAME
from graph.model.enums import (
    AffiliationKind,
    Establishment,
    LinkageLevel,
    OrganizationKind,
    PlaceKind,
    PostRole,
)
from graph.model.terms import dated, in_office, member, of_community, term_years

# Kinds of places with the level that covering them is, from the top down: the highest counts.
_LINKED = {
    PlaceKind.SUBDISTRICT: LinkageLevel.SUBDISTRICT,
    PlaceKind.COMMUNITY: LinkageLevel.COMMUNITY,
    PlaceKind.GRID: LinkageLevel.GRID,
    PlaceKind.MICRO_GRID: LinkageLevel.GRID,
    PlaceKind.COMPOUND: LinkageLevel.COMPOUND,
    PlaceKind.BUILDING: LinkageLevel.BUILDING,
    PlaceKind.BUILDING_UNIT: LinkageLevel.BUILDING,
}

# The highest rank among the places covered, by a map, looked up in the list of levels: a CASE is
# dearer to plan. Without an aggregate: in an ORDER BY Neo4j takes none, not even in a subquery.
_LEVEL = (
    "["
    + ", ".join(f"'{level.name}'" for level in _LINKED.values())
    + "][COLLECT { MATCH ({n})-[area:COVERS]->(covered) "
    + f"WHERE {dated('area')} AND {in_office('{n}')} RETURN {{"
    + ", ".join(f"{kind.name}: {rank}" for rank, kind in enumerate(_LINKED))
    + "}[covered.kind] AS rank ORDER BY rank LIMIT 1 }[0]]"
)

_TERM_YEARS = term_years("{n}", of_community("{n}"), "{committee_years}", "{other_years}")
_TERM_ENDS = f"{{n}}.termStartedOn + duration({{years: {_TERM_YEARS}}})"

# An organization lies where its area does; a property company's also where the company manages.
_BY_AREA = (Hop("COVERS", OUT, "Place"),)
_BY_COMPANY = (Hop("HOSTED_BY", OUT, "PropertyCompany"), Hop("MANAGES", OUT, "Compound"))
BY_AREA_OR_COMPANY = (_BY_AREA, _BY_COMPANY)

FORMAL = (("kind", AffiliationKind.FORMAL),)
SECRETARY = (("role", PostRole.SECRETARY),)
COMMITTEE = (("kind", OrganizationKind.COMMITTEE),)

PARTY_ORGANIZATION = NodeType(
    name="PartyOrganization",
    label="PartyOrganization",
    doc="党组织：党工委、党委、党总支、党支部或党小组。 — A Party organization: working "
    "committee, committee, general branch, branch or group.",
    properties=(
        CODE,
        NAME,
        Property(
            "kind",
            OrganizationKind,
            zh="类型",
            required=True,
            indexed=True,
            implies=(
                Implied("大工委", OrganizationKind.WORKING_COMMITTEE, "expanded", True),
                Implied("大党委", OrganizationKind.COMMITTEE, "expanded", True),
                Implied("联合党支部", OrganizationKind.BRANCH, "joint", True),
                Implied(
                    "临时党支部", OrganizationKind.BRANCH, "establishment", Establishment.TEMPORARY
                ),
                Implied(
                    "功能型党支部",
                    OrganizationKind.BRANCH,
                    "establishment",
                    Establishment.FUNCTIONAL,
                ),
            ),
            doc="类型：党组织的类型。 — What kind of organization it is.",
        ),
        Property(
            "establishment",
            Establishment,
            zh="设置方式",
            required=True,
            default=Establishment.FORMAL,
            doc="设置方式：空白即正式。 — How it was set up; formal where a dataset does not say.",
        ),
        Property(
            "joint",
            Scalar.BOOLEAN,
            zh="联合",
            required=True,
            default=False,
            doc="联合：几个单位联合设立；空白即否。 — Whether several units share it; no "
            "where a dataset does not say.",
        ),
        Property(
            "expanded",
            Scalar.BOOLEAN,
            zh="兼职委员制",
            required=True,
            default=False,
            doc="兼职委员制：大工委、大党委；空白即否。 — Whether it is expanded with "
            "part-time members (大工委、大党委); no where a dataset does not say.",
        ),
        Property(
            "level",
            LinkageLevel,
            derived=_LEVEL,
            doc="五级层级：由所覆盖地点的类型得出；不在五级之内为空。 — The linked level, "
            "derived from the kind of place the organization covers; null when none of "
            "the five.",
        ),
        Property(
            "establishedOn",
            Scalar.DATE,
            zh="成立日期",
            doc="成立日期：不明为空。 — The first day in office; null when unknown.",
        ),
        Property(
            "dissolvedOn",
            Scalar.DATE,
            zh="撤销日期",
            doc="撤销日期：不再存在的第一天，存续为空。 — The first day no longer in office; "
            "null while it is.",
        ),
        Property(
            "termStartedOn",
            Scalar.DATE,
            zh="换届日期",
            doc="换届日期：本届的第一天，不明为空。 — The first day of the term; null when "
            "unknown.",
        ),
        Property(
            "termYears",
            Scalar.INT,
            zh="任期",
            doc="任期：年数，空则按规则的默认年数。 — The term's length in years; null: the "
            "rule's default applies.",
        ),
        Property(
            "termEndsOn",
            Scalar.DATE,
            derived=_TERM_ENDS,
            thresholds=(
                ("committee_years", "term-overdue", "committee_years"),
                ("other_years", "term-overdue", "other_years"),
            ),
            doc="届满日期：换届日期加任期（本组织的，或规则 term-overdue 的）；换届日期不明为"
            "空。 — The term's first day no longer: its own years, or those of the rule "
            "term-overdue, after it started; null when the start is unknown.",
        ),
    ),
    relations=(
        Relation(
            "parent",
            "PartyOrganization",
            (Hop("SUBORDINATE_TO", OUT, "PartyOrganization"),),
            unique=True,
            column="parent_code",
            zh="上级编码",
            doc="上级党组织：最上级为空。 — The organization directly above; null at the top.",
        ),
        Relation(
            "ancestors",
            "PartyOrganization",
            (Hop("SUBORDINATE_TO", OUT, "PartyOrganization", depth=(1, None)),),
            many=True,
            listed=True,
            doc="各级上级党组织：由近及远。 — All organizations above, nearest first.",
        ),
        Relation(
            "children",
            "PartyOrganization",
            (Hop("SUBORDINATE_TO", IN, "PartyOrganization"),),
            many=True,
            doc="下级党组织：直接下级。 — The organizations directly below.",
        ),
        Relation(
            "places",
            "Place",
            (Hop("COVERS", OUT, "Place"),),
            many=True,
            distinct=True,
            doc="覆盖范围：当日覆盖的地点。 — The organization's area on the day.",
        ),
        Relation(
            "host",
            "Institution",
            (Hop("HOSTED_BY", OUT, "Institution"),),
            unique=True,
            column="host_code",
            zh="依托单位",
            doc="依托单位：没有则为空。 — The institution it belongs to; null when none.",
        ),
        Relation(
            "members",
            "Person",
            (Hop("AFFILIATED", IN, "Person", having=FORMAL),),
            many=True,
            distinct=True,
            holds=member("{n}"),
            doc="党员：当日组织关系在此的党员。 — Members whose formal affiliation is here "
            "on the day.",
        ),
        Relation(
            "posts",
            "Post",
            (Hop("IN_ORGANIZATION", IN, "Post"),),
            many=True,
            doc="任职：当日的任职。 — Posts held on the day.",
        ),
        Relation(
            "secretary",
            "Person",
            (
                Hop("IN_ORGANIZATION", IN, "Post", node_having=SECRETARY),
                Hop("HELD_BY", OUT, "Person"),
            ),
            doc="书记：当日空缺为空。 — Its secretary; null when vacant on the day.",
        ),
    ),
    valid=Interval("establishedOn", "dissolvedOn"),
    scope=_BY_AREA,
    ways=(_BY_COMPANY,),
    above=True,
    one="partyOrganization",
    many="partyOrganizations",
    search=("name",),
    table="organizations",
    zh="党组织",
)
