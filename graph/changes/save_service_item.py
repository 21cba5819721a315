"""`saveServiceItem`: makes a service item."""

from graph.change import payload
from graph.saving import saving

CHANGE = saving(
    260,
    "saveServiceItem",
    "service_items",
    payload(
        "ServiceItemPayload",
        "item",
        "ServiceItem",
        "服务事项：有问题时为空。 — Null with problems.",
    ),
    "保存服务事项：没有则新建，已有则更改。"
    " — Makes a service item, or changes the one with its code.",
)
