"""`saveFacilityService`: lets a facility offer a service item."""

from graph.saving import FACILITY, saving

CHANGE = saving(
    320,
    "saveFacilityService",
    "facility_services",
    FACILITY,
    "保存服务下沉：阵地提供某服务事项。 — Lets a facility offer a service item.",
)
