"""`saveLiaisonUnit`: makes a liaison unit."""

from graph.change import payload
from graph.saving import saving

CHANGE = saving(
    230,
    "saveLiaisonUnit",
    "units",
    payload(
        "LiaisonUnitPayload",
        "unit",
        "LiaisonUnit",
        "单位：有问题时为空。 — Null with problems.",
    ),
    "保存单位：没有则新建，已有则更改。 — Makes a liaison unit, or changes the one with its code.",
)
