"""`saveTeam`: makes a volunteer team."""

from graph.change import payload
from graph.saving import saving

CHANGE = saving(
    270,
    "saveTeam",
    "teams",
    payload(
        "VolunteerTeamPayload",
        "team",
        "VolunteerTeam",
        "志愿服务队：有问题时为空。 — Null with problems.",
    ),
    "保存志愿服务队：没有则新建，已有则更改。"
    " — Makes a volunteer team, or changes the one with its code.",
)
