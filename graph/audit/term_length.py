"""How long an organization's term is: what two rules share."""

from graph.audit.rule import Fact, Threshold
from graph.model.terms import of_community, term_years

OF_COMMUNITY = Fact("of_community", of_community("o"))
"""Whether an organization covers, or ever covered, a community."""

TERM_YEARS = term_years("o", "of_community", "$committee_years", "$other_years")
"""The years of the organization `o`'s term, as `termEndsOn` reckons them; needs `OF_COMMUNITY`."""

TERM_THRESHOLDS = (
    Threshold(
        "committee_years", "years", "年",
        "the term of a committee or community organization that records none",
    ),
    Threshold("other_years", "years", "年", "the term of any other that records none"),
)  # fmt: skip
