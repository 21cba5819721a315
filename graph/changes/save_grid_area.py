"""`saveGridArea`: puts a compound."""

from graph.change import PLACE
from graph.saving import saving

CHANGE = saving(
    280,
    "saveGridArea",
    "grid_areas",
    PLACE,
    "保存网格范围：网格或微网格包含的小区、楼栋、单元。"
    " — Puts a compound, building or unit into the area of a grid or micro-grid.",
)
