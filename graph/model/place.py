"""Something on the map: the interface of all kinds of places, and those above communities."""

from graph.declare import NodeType, Property
from graph.model.common import PLACE_PROPERTIES, PLACE_RELATIONS, above, below, place
from graph.model.enums import SubdistrictKind

PLACE = NodeType(
    name="Place",
    label="Place",
    doc="Something on the map. `code` is the official or business code and the import key; "
    "`path` is the chain of codes from the top down.",
    properties=PLACE_PROPERTIES,
    relations=PLACE_RELATIONS,
    abstract=True,
    scope=(),
    above=True,
    one="place",
    many="places",
    search=("name",),
)

PROVINCE = place(
    "Province",
    "A province (省), where more than one district is loaded.",
    relations=(below("cities", "City"),),
    top=True,
)

CITY = place(
    "City",
    "A city (市) above districts.",
    relations=(above("province", "Province"), below("districts", "District")),
    top=True,
)

DISTRICT = place(
    "District",
    "A district or county (区、县).",
    relations=(above("city", "City"), below("subdistricts", "Subdistrict")),
    one="district",
    many="districts",
    top=True,
)

SUBDISTRICT = place(
    "Subdistrict",
    "A subdistrict, town or township (街道、镇、乡).",
    properties=(
        Property(
            "subdistrictKind", SubdistrictKind, required=True,
            doc="Taken from the word in the dataset's kind column.",
        ),
    ),
    relations=(above("district", "District"), below("communities", "Community")),
    one="subdistrict",
    many="subdistricts",
    top=True,
)  # fmt: skip
