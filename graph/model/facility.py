"""Facilities, their function rooms and the service items sunk to them."""

from graph.declare import IN, OUT, Hop, NodeType, Property, Relation, Scalar
from graph.model.common import CODE, NAME
from graph.model.enums import FacilityKind

FACILITY = NodeType(
    name="Facility",
    label="Facility",
    doc="阵地：党群服务中心、网格服务站或小哥驿站。 — A service center, grid service station "
    "or rider station.",
    properties=(
        CODE,
        NAME,
        Property(
            "kind",
            FacilityKind,
            zh="类型",
            required=True,
            indexed=True,
            doc="类型：阵地的类型。 — What kind of facility it is.",
        ),
    ),
    relations=(
        Relation(
            "place",
            "Place",
            (Hop("LOCATED_IN", OUT, "Place"),),
            unique=True,
            column="place_code",
            zh="所在地",
            required=True,
            doc="所在地 — Where it is.",
        ),
        Relation(
            "serviceItems",
            "ServiceItem",
            (Hop("OFFERS", OUT, "ServiceItem"),),
            many=True,
            doc="服务事项：下沉到这里的事项。 — The service items it offers.",
        ),
        Relation(
            "rooms",
            "FunctionRoom",
            (Hop("ROOM_OF", IN, "FunctionRoom"),),
            many=True,
            listed=True,
            doc="功能室 — Its function rooms.",
        ),
    ),
    scope=(Hop("LOCATED_IN", OUT, "Place"),),
    one="facility",
    many="facilities",
    search=("name",),
    table="facilities",
    zh="阵地",
)

FUNCTION_ROOM = NodeType(
    name="FunctionRoom",
    label="FunctionRoom",
    doc="功能室：阵地的基本或拓展功能室。 — A basic or extended function room of a facility.",
    properties=(
        Property(
            "key",
            Scalar.STRING,
            required=True,
            field=False,
            doc="标识 — What tells it apart.",
        ),
        NAME,
        Property(
            "extended",
            Scalar.BOOLEAN,
            zh="拓展",
            required=True,
            default=False,
            doc="拓展：是否拓展功能室。 — Whether it is an extended room; else a basic one.",
        ),
    ),
    relations=(
        Relation(
            "facility",
            "Facility",
            (Hop("ROOM_OF", OUT, "Facility"),),
            unique=True,
            required=True,
            column="facility_code",
            zh="阵地",
            doc="所属阵地 — The facility it belongs to.",
        ),
    ),
    key="key",
    key_columns=("facility_code", "name"),
    node=False,
    ways=((Hop("ROOM_OF", OUT, "Facility"), Hop("LOCATED_IN", OUT, "Place")),),
    order=("extended", "name", "key"),
    table="rooms",
    zh="功能室",
)

SERVICE_ITEM = NodeType(
    name="ServiceItem",
    label="ServiceItem",
    doc="服务事项：站点提供的服务事项。 — A service item that stations offer.",
    properties=(
        CODE,
        NAME,
        Property(
            "category",
            Scalar.STRING,
            zh="大类",
            required=True,
            indexed=True,
            doc="大类 — The category it belongs to.",
        ),
        Property(
            "assisted",
            Scalar.BOOLEAN,
            zh="全程代办",
            required=True,
            default=False,
            doc="全程代办：为老弱病残全程代办。 — Whether it is done end to end for the "
            "elderly and disabled.",
        ),
    ),
    ways=((Hop("OFFERS", IN, "Facility"), Hop("LOCATED_IN", OUT, "Place")),),
    one="serviceItem",
    search=("name",),
    table="service_items",
    zh="服务事项",
)
