"""`saveRoom`: makes a function room of a facility."""

from graph.saving import FACILITY, saving

CHANGE = saving(
    250,
    "saveRoom",
    "rooms",
    FACILITY,
    "保存功能室：没有则新建，已有则更改。"
    " — Makes a function room of a facility, or changes the one with its name.",
)
