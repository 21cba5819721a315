"""`removeGridArea`: takes a place out of a grid's area."""

from graph.change import PLACE
from graph.saving import removing

CHANGE = removing(
    330,
    "removeGridArea",
    "grid_areas",
    PLACE,
    "移除网格范围：误录的一条。"
    " — Takes a place out of a grid's area, where that was entered by mistake.",
)
