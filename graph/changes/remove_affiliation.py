"""`removeAffiliation`: takes out an affiliation that was entered by mistake."""

from graph.change import PERSON
from graph.saving import removing

CHANGE = removing(
    350,
    "removeAffiliation",
    "affiliations",
    PERSON,
    "移除组织关系：误录的一条。 — Takes out an affiliation that was entered by mistake.",
)
