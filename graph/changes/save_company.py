"""`saveCompany`: makes a property company."""

from graph.change import COMPANY
from graph.saving import saving

CHANGE = saving(
    220,
    "saveCompany",
    "companies",
    COMPANY,
    "保存物业企业：没有则新建，已有则更改。"
    " — Makes a property company, or changes the one with its code.",
)
