"""`saveAffiliation`: makes an affiliation."""

from graph.affiliations import check_affiliation
from graph.change import PERSON
from graph.saving import saving

CHANGE = saving(
    300,
    "saveAffiliation",
    "affiliations",
    PERSON,
    "保存组织关系：新建，或更改止日；正式关系不能重叠。"
    " — Makes an affiliation, or changes until when it holds; formal ones cannot overlap.",
    check_affiliation,
)
