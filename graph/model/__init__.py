"""The organization graph's model: one line per node type, each declared in its own file."""

from graph.declare import Model, Tree
from graph.model.activity import ACTIVITY, VOLUNTEER_TEAM
from graph.model.building import BUILDING, BUILDING_UNIT
from graph.model.community import BRAND, COMMUNITY, LANE
from graph.model.compound import COMPOUND
from graph.model.facility import FACILITY, FUNCTION_ROOM, SERVICE_ITEM
from graph.model.grid import GRID, MICRO_GRID
from graph.model.institution import INSTITUTION, LIAISON_UNIT, PROPERTY_COMPANY
from graph.model.liaison import DUAL_REGISTRATION, LIAISON
from graph.model.organization import PARTY_ORGANIZATION
from graph.model.person import AFFILIATION, PERSON
from graph.model.place import CITY, DISTRICT, PLACE, PROVINCE, SUBDISTRICT
from graph.model.post import POST
from graph.model.relationships import RELATIONSHIPS

MODEL = Model(
    types=(
        PLACE,
        PROVINCE,
        CITY,
        DISTRICT,
        SUBDISTRICT,
        COMMUNITY,
        LANE,
        GRID,
        MICRO_GRID,
        COMPOUND,
        BUILDING,
        BUILDING_UNIT,
        PARTY_ORGANIZATION,
        PERSON,
        AFFILIATION,
        POST,
        INSTITUTION,
        PROPERTY_COMPANY,
        LIAISON_UNIT,
        LIAISON,
        DUAL_REGISTRATION,
        FACILITY,
        FUNCTION_ROOM,
        SERVICE_ITEM,
        BRAND,
        VOLUNTEER_TEAM,
        ACTIVITY,
    ),
    relationships=RELATIONSHIPS,
    tree=Tree("Place", up="WITHIN", path="path"),
)
