"""`saveLiaison`: makes a liaison, or corrects one."""

from graph.change import LIAISON
from graph.saving import saving

CHANGE = saving(
    175,
    "saveLiaison",
    "liaisons",
    LIAISON,
    "保存包联：没有则新建，已有则更改；写空的清空。"
    " — Makes a liaison, or changes the one of that community, role and day; null empties a field.",
)
