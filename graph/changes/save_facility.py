"""`saveFacility`: makes a facility."""

from graph.saving import FACILITY, saving

CHANGE = saving(
    240,
    "saveFacility",
    "facilities",
    FACILITY,
    "保存阵地：没有则新建，已有则更改；不写的不动。"
    " — Makes a facility, or changes the one with its code; what is left out stays.",
)
