"""`removeManagement`: takes out that a company manages a compound."""

from graph.change import COMPANY
from graph.saving import removing

CHANGE = removing(
    360,
    "removeManagement",
    "management",
    COMPANY,
    "移除物业服务：误录的一条。"
    " — Takes out that a company manages a compound, where that was entered by mistake.",
)
