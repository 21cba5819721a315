"""Versions: whether somebody else has changed what a mutation is about, and how."""

from collections.abc import Sequence

from graph.log import later_about
from graph.problems import ChangeError, Problem, ProblemKind
from graph.writing import Touched, Writing

_TOLD = 5


async def check_version(
    writing: Writing, touched: Sequence[Touched], node_id: str | None, version: int
) -> None:
    """That what a mutation is about had a version before; raises ChangeError.

    touched: what was changed, the first of it what others follow: nodes are locked from when
    they were touched, so that nobody changes them in between.
    """
    same = (item for item in touched if item.id == node_id and item.before is not None)
    item = next(same, touched[0])
    if item.version == version:
        return
    later = await later_about(writing, item.id, version, _TOLD)
    zh = "；".join(
        f"第 {entry.seq} 条 {entry.operation}（{entry.by}，{entry.at}）：{'、'.join(changed)}"
        for entry, changed in later
    )
    en = "; ".join(
        f"entry {entry.seq}, {entry.operation} by {entry.by} at {entry.at}: {', '.join(changed)}"
        for entry, changed in later
    )
    raise ChangeError(
        [
            Problem(
                ProblemKind.CONFLICT,
                f"{item.id} 现为版本 {item.version}，不是 {version}。{zh}",
                f"{item.id} has version {item.version} by now, not {version}. {en}".strip(),
                ("ifVersion",),
            )
        ]
    )
