"""Pieces that several declarations share: properties, validity, the place frame."""

from graph.declare import IN, OUT, Hop, Implied, NodeType, Property, Relation, Scalar
from graph.model.enums import PlaceKind, PostRole, SubdistrictKind

CODE = Property("code", Scalar.STRING, zh="编码", required=True, doc="The import key.")
NAME = Property("name", Scalar.STRING, zh="名称", required=True)
SINCE = Property("since", Scalar.DATE, zh="起", doc="First day; unknown when null.")
UNTIL = Property("until", Scalar.DATE, zh="止", doc="First day no longer; open when null.")


PLACE_PROPERTIES = (
    CODE,
    NAME,
    Property(
        "kind",
        PlaceKind,
        zh="类型",
        required=True,
        indexed=True,
        implies=tuple(
            Implied(word, PlaceKind.SUBDISTRICT, "subdistrictKind", member)
            for member in SubdistrictKind
            for word in (member.name, *member.words)
        ),
    ),
    Property(
        "path",
        Scalar.STRING,
        required=True,
        indexed=True,
        doc="The chain of codes from the top down, each followed by a slash.",
    ),
)

PLACE_RELATIONS = (
    Relation(
        "parent", "Place", (Hop("WITHIN", OUT, "Place"),), unique=True,
        column="parent_code", zh="上级编码", doc="The place this one is directly within.",
    ),
    Relation(
        "ancestors", "Place", (Hop("WITHIN", OUT, "Place", depth=(1, None)),),
        many=True, listed=True, order=("-path",), doc="Nearest first.",
    ),
    Relation(
        "organizations", "PartyOrganization", (Hop("COVERS", IN, "PartyOrganization"),),
        many=True, distinct=True,
        doc="Organizations whose area covers exactly this place, in office on the day.",
    ),
)  # fmt: skip


def place(
    name: str,
    doc: str,
    properties: tuple[Property, ...] = (),
    relations: tuple[Relation, ...] = (),
    one: str | None = None,
    many: str | None = None,
    top: bool = False,
) -> NodeType:
    """A kind of place: the frame shared by all, and what is its own."""
    return NodeType(
        name=name,
        label=name,
        doc=doc,
        properties=(*PLACE_PROPERTIES, *properties),
        relations=(*PLACE_RELATIONS, *relations),
        interfaces=("Place",),
        scope=(),
        above=True,
        one=one,
        many=many,
        search=("name",),
        table="places",
        zh="地点",
        top=top,
    )


def above(name: str, target: str, doc: str = "", depth: tuple[int, int] = (1, 1)) -> Relation:
    """The place of one kind that this one is within."""
    return Relation(name, target, (Hop("WITHIN", OUT, target, depth=depth),), unique=True, doc=doc)


def below(name: str, target: str, doc: str = "") -> Relation:
    """The places of one kind directly within this one."""
    return Relation(name, target, (Hop("WITHIN", IN, target),), many=True, doc=doc)


def holder(name: str, role: PostRole, doc: str, many: bool = False) -> Relation:
    """The person, or people, holding a post of one role at this place on the day."""
    return Relation(
        name,
        "Person",
        (Hop("AT_PLACE", IN, "Post", node_having=(("role", role),)), Hop("HELD_BY", OUT, "Person")),
        many=many,
        distinct=many,
        doc=doc,
    )
