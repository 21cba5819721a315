"""Pieces that several declarations share: properties, validity, the place frame."""

from graph.declare import IN, OUT, Hop, Implied, NodeType, Property, Relation, Scalar
from graph.model.enums import PlaceKind, PostRole, SubdistrictKind

CODE = Property(
    "code",
    Scalar.STRING,
    zh="编码",
    required=True,
    doc="编码：导入时的唯一标识。 — The import key.",
)
NAME = Property(
    "name",
    Scalar.STRING,
    zh="名称",
    required=True,
    doc="名称 — What it is called.",
)
SINCE = Property(
    "since", Scalar.DATE, zh="起", doc="起：第一天，不明为空。 — First day; unknown when null."
)
UNTIL = Property(
    "until",
    Scalar.DATE,
    zh="止",
    doc="止：不再有效的第一天，仍有效为空。 — First day no longer; open when null.",
)


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
        doc="类型：地点的类型。 — What kind of place it is.",
    ),
    Property(
        "path",
        Scalar.STRING,
        required=True,
        indexed=True,
        doc="路径：自上而下的编码，每个后面一条斜线。 — The chain of codes from the top "
        "down, each followed by a slash.",
    ),
)

PLACE_RELATIONS = (
    Relation(
        "parent",
        "Place",
        (Hop("WITHIN", OUT, "Place"),),
        unique=True,
        column="parent_code",
        zh="上级编码",
        doc="上级地点：直接所在的地点，最上级为空。 — The place this one is directly within; "
        "null at the top.",
    ),
    Relation(
        "ancestors",
        "Place",
        (Hop("WITHIN", OUT, "Place", depth=(1, None)),),
        many=True,
        listed=True,
        order=("-path",),
        doc="各级上级：由近及远。 — All places above, nearest first.",
    ),
    Relation(
        "organizations",
        "PartyOrganization",
        (Hop("COVERS", IN, "PartyOrganization"),),
        many=True,
        distinct=True,
        doc="覆盖的党组织：当日在任、范围恰含此地点的党组织。 — Organizations whose area "
        "covers exactly this place, in office on the day.",
    ),
)


def place(
    name: str,
    doc: str,
    properties: tuple[Property, ...] = (),
    relations: tuple[Relation, ...] = (),
    asked: tuple[str, str | None] | None = None,
    top: bool = False,
) -> NodeType:
    """A kind of place: the frame shared by all, and what is its own.

    asked: the root fields of one and of many; None for a list where that of all places does.
    """
    one, many = asked or (None, None)
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


def above(name: str, target: str, doc: str, depth: tuple[int, int] = (1, 1)) -> Relation:
    """The place of one kind that this one is within."""
    return Relation(name, target, (Hop("WITHIN", OUT, target, depth=depth),), unique=True, doc=doc)


def below(name: str, target: str, doc: str) -> Relation:
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
