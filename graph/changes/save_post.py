"""`savePost`: makes a post, or corrects one."""

from graph.change import POST
from graph.posts import check_post
from graph.problems import Problems
from graph.saving import Cells, saving


async def _check(problems: Problems, cells: Cells, key: str) -> None:
    if cells["organizationCode"] is not None:
        await check_post(problems, cells, key)


CHANGE = saving(
    174,
    "savePost",
    "posts",
    POST,
    "保存任职：没有则新建，已有则更改；写空的清空，如误填的止日。"
    " — Makes a post, or changes the one of that person, role, place and day; null empties a "
    "field, such as a last day entered by mistake.",
    _check,
)
