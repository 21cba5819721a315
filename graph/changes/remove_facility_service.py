"""`removeFacilityService`: takes out that a facility offers a service item."""

from graph.saving import FACILITY, removing

CHANGE = removing(
    370,
    "removeFacilityService",
    "facility_services",
    FACILITY,
    "移除服务下沉：误录的一条。"
    " — Takes out that a facility offers a service item, where that was entered by mistake.",
)
