"""Types of `whatIf`: changes, and what may be asked of the graph as they would leave it."""

from graph.declare import Model
from schema.audit import audit_fields, has_audit
from schema.coverage import coverage_roots
from schema.cross_appointments import cross_appointment_roots
from schema.registry import Argument, Field, Registry

_CHANGES = (
    Field("establish", "EstablishOrganizationInput"),
    Field("dissolve", "DissolveOrganizationInput"),
    Field("appoint", "AppointInput"),
    Field("endPost", "EndPostInput"),
    Field("transfer", "TransferMemberInput"),
    Field("assignLiaison", "AssignLiaisonInput"),
    Field("assignPropertyCompany", "AssignPropertyCompanyInput"),
)


def what_if_roots(model: Model) -> list[Field]:
    """The root field `whatIf`."""
    if not has_audit(model):
        return []
    return [
        Field(
            "whatIf",
            "WhatIf!",
            "Asks the graph as changes, made in order, would leave it. Nothing is written. "
            "Without `@asOf` the day is today or, if later, that of the last change.",
            (Argument("changes", "[Change!]!"),),
        )
    ]


def add_what_if(registry: Registry, model: Model) -> None:
    """Register the inputs of changes and the type of the answer."""
    if not has_audit(model):
        return
    for name, fields in _INPUTS.items():
        registry.input(name, [Field(*pair) for pair in fields])
    registry.input("Change", _CHANGES, "One change: exactly one of the fields.")
    questions = [*coverage_roots(model), *cross_appointment_roots(model)]
    code = (Argument("code", "String!"),)
    lookups = [
        Field("place", "Place", None, code),
        Field("partyOrganization", "PartyOrganization", None, code),
    ]
    registry.object(
        "WhatIf",
        [
            Field("asOf", "Date!", "The day that the answers are of."),
            *questions,
            *audit_fields(),
            *lookups,
        ],
        "The graph as changes would leave it.",
    )


_INPUTS = {
    "EstablishOrganizationInput": (
        ("code", "String!"),
        ("name", "String!"),
        ("kind", "OrganizationKind!"),
        ("establishment", "Establishment"),
        ("joint", "Boolean"),
        ("expanded", "Boolean"),
        ("parentCode", "String"),
        ("hostCode", "String"),
        ("placeCodes", "[String!]!"),
        ("on", "Date!"),
        ("termYears", "Int"),
    ),
    "DissolveOrganizationInput": (("code", "String!"), ("on", "Date!")),
    "AppointInput": (
        ("personCode", "String!"),
        ("role", "PostRole!"),
        ("organizationCode", "String"),
        ("placeCode", "String"),
        ("since", "Date!"),
        ("until", "Date"),
        ("selectedBy", "SelectionMethod"),
        ("background", "SecretaryBackground"),
    ),
    "EndPostInput": (("id", "ID!"), ("on", "Date!")),
    "TransferMemberInput": (
        ("personCode", "String!"),
        ("organizationCode", "String!"),
        ("on", "Date!"),
    ),
    "AssignLiaisonInput": (
        ("communityCode", "String!"),
        ("role", "LiaisonRole!"),
        ("personCode", "String"),
        ("unitCode", "String"),
        ("since", "Date!"),
        ("duties", "String"),
    ),
    "AssignPropertyCompanyInput": (
        ("companyCode", "String!"),
        ("compoundCode", "String!"),
        ("since", "Date!"),
    ),
}
