"""Something on the map: the interface of all kinds of places, and those above communities."""

from graph.declare import NodeType, Property
from graph.model.common import PLACE_PROPERTIES, PLACE_RELATIONS, above, below, place
from graph.model.enums import SubdistrictKind

PLACE = NodeType(
    name="Place",
    label="Place",
    doc="地点：地图上的一处。`code` 为官方或业务编码，也是导入标识；`path` 为自上而下的编码。"
    " — Something on the map. `code` is the official or business code and the import "
    "key; `path` is the chain of codes from the top down.",
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
    "省：载入不止一个区县时才有。 — A province, where more than one district is loaded.",
    relations=(
        below(
            "cities",
            "City",
            "市 — Its cities.",
        ),
    ),
    asked=("province", None),
    top=True,
)

CITY = place(
    "City",
    "市：区县之上的市。 — A city above districts.",
    relations=(
        above(
            "province",
            "Province",
            "所在省：没有载入为空。 — The province it is in; null when not loaded.",
        ),
        below(
            "districts",
            "District",
            "区县 — Its districts.",
        ),
    ),
    asked=("city", None),
    top=True,
)

DISTRICT = place(
    "District",
    "区县：区或县。 — A district or county.",
    relations=(
        above(
            "city",
            "City",
            "所在市：没有载入为空。 — The city it is in; null when not loaded.",
        ),
        below(
            "subdistricts",
            "Subdistrict",
            "街道 — Its subdistricts, towns and townships.",
        ),
    ),
    asked=("district", "districts"),
    top=True,
)

SUBDISTRICT = place(
    "Subdistrict",
    "街道：街道、镇或乡。 — A subdistrict, town or township.",
    properties=(
        Property(
            "subdistrictKind",
            SubdistrictKind,
            required=True,
            doc="街道类型：取自数据“类型”一栏的用词。 — Whether it is a subdistrict, town or "
            "township, from the word in the dataset's kind column.",
        ),
    ),
    relations=(
        above(
            "district",
            "District",
            "所在区县：没有载入为空。 — The district it is in; null when not loaded.",
        ),
        below(
            "communities",
            "Community",
            "社区 — Its communities.",
        ),
    ),
    asked=("subdistrict", "subdistricts"),
    top=True,
)
