"""How long an organization's term is: what two rules share."""

from graph.audit.rule import Fact, Threshold

OF_COMMUNITY = Fact("of_community", "EXISTS { (o)-[:COVERS]->(:Community) }")
"""Whether an organization covers, or ever covered, a community."""

TERM_YEARS = (
    "coalesce(o.termYears, CASE WHEN o.kind = 'COMMITTEE' "
    "OR of_community THEN $committee_years ELSE $other_years END)"
)
"""The years of the organization `o`'s term, as `termEndsOn` reckons them; needs `OF_COMMUNITY`."""

TERM_THRESHOLDS = (
    Threshold(
        "committee_years", "years", "年",
        "the term of a committee or community organization that records none",
    ),
    Threshold("other_years", "years", "年", "the term of any other that records none"),
)  # fmt: skip
