"""How long an organization's term is: what two rules share."""

from graph.audit.rule import Threshold

TERM_YEARS = (
    "coalesce(o.termYears, CASE WHEN o.kind = 'COMMITTEE' "
    "OR EXISTS { (o)-[:COVERS]->(:Community) } THEN $committee_years ELSE $other_years END)"
)
"""The years of the organization `o`'s term, as `termEndsOn` reckons them."""

TERM_THRESHOLDS = (
    Threshold(
        "committee_years", "years", "年",
        "the term of a committee or community organization that records none",
    ),
    Threshold("other_years", "years", "年", "the term of any other that records none"),
)  # fmt: skip
