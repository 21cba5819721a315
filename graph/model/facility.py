"""Facilities, their function rooms and the service items sunk to them."""

from graph.declare import IN, OUT, Hop, NodeType, Property, Relation, Scalar
from graph.model.common import CODE, NAME
from graph.model.enums import FacilityKind

FACILITY = NodeType(
    name="Facility",
    label="Facility",
    doc="A service center, grid service station or rider station (阵地).",
    properties=(
        CODE,
        NAME,
        Property("kind", FacilityKind, zh="类型", required=True, indexed=True),
    ),
    relations=(
        Relation(
            "place", "Place", (Hop("LOCATED_IN", OUT, "Place"),), unique=True,
            column="place_code", zh="所在地", needed=True,
        ),
        Relation(
            "serviceItems", "ServiceItem", (Hop("OFFERS", OUT, "ServiceItem"),), many=True,
        ),
        Relation(
            "rooms", "FunctionRoom", (Hop("ROOM_OF", IN, "FunctionRoom"),),
            many=True, listed=True,
        ),
    ),
    scope=(Hop("LOCATED_IN", OUT, "Place"),),
    one="facility",
    many="facilities",
    search=("name",),
    table="facilities",
    zh="阵地",
)  # fmt: skip

FUNCTION_ROOM = NodeType(
    name="FunctionRoom",
    label="FunctionRoom",
    doc="A basic or extended function room (功能室) of a facility.",
    properties=(
        Property("key", Scalar.STRING, required=True, field=False),
        NAME,
        Property("extended", Scalar.BOOLEAN, zh="拓展", required=True, default=False),
    ),
    relations=(
        Relation(
            "facility", "Facility", (Hop("ROOM_OF", OUT, "Facility"),), unique=True,
            required=True, column="facility_code", zh="阵地",
        ),
    ),
    key="key",
    key_columns=("facility_code", "name"),
    node=False,
    ways=((Hop("ROOM_OF", OUT, "Facility"), Hop("LOCATED_IN", OUT, "Place")),),
    order=("extended", "name", "key"),
    table="rooms",
    zh="功能室",
)  # fmt: skip

SERVICE_ITEM = NodeType(
    name="ServiceItem",
    label="ServiceItem",
    doc="A service item (服务事项) that stations offer.",
    properties=(
        CODE,
        NAME,
        Property("category", Scalar.STRING, zh="大类", required=True, indexed=True),
        Property(
            "assisted", Scalar.BOOLEAN, zh="全程代办", required=True, default=False,
            doc="Done end to end for the elderly and disabled.",
        ),
    ),
    ways=((Hop("OFFERS", IN, "Facility"), Hop("LOCATED_IN", OUT, "Place")),),
    search=("name",),
    table="service_items",
    zh="服务事项",
)  # fmt: skip
