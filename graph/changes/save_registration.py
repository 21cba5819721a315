"""`saveRegistration`: makes a dual registration, or corrects one."""

from graph.change import REGISTRATION
from graph.saving import saving

CHANGE = saving(
    176,
    "saveRegistration",
    "dual_registrations",
    REGISTRATION,
    "保存双报到：没有则新建，已有则更改；写空的清空。"
    " — Makes a dual registration, or changes the one of that community and registrant; null "
    "empties a field.",
)
