"""The cases of the comparison, in the order in which they are run and printed."""

from bench.case import Case
from bench.cases import (
    alternatives,
    building,
    count,
    gaps,
    groups,
    members,
    newest,
    node,
    page,
    past,
    tree,
    uncovered,
)

CASES: tuple[Case, ...] = (
    uncovered.CASE,
    tree.CASE,
    members.CASE,
    building.CASE,
    gaps.CASE,
    groups.CASE,
    count.CASE,
    page.CASE,
    newest.CASE,
    alternatives.CASE,
    past.CASE,
    node.CASE,
)
