"""Takes an entry's changes back, where nothing later depends on them."""

from graph.images import Edge, Image
from graph.log.entry import Entry
from graph.log.read import undoing
from graph.problems import ProblemKind, Problems
from graph.writing import IMAGES, Touched, Writing


async def undo(writing: Writing, entry: Entry) -> None:
    """Make the nodes that an entry changed what they were before it. Raises ChangeError."""
    problems = Problems(writing)
    if entry.seq in await undoing(writing, [entry.seq]):
        problems.conflict("此条已被撤销。", "This entry was undone already.", "entry")
        problems.refuse()
    changed = entry.touched()
    for item in changed:
        await _check(writing, problems, entry, item)
    problems.refuse()
    # What was made is taken out last made first; what was taken out comes back in order.
    removed = [item for item in reversed(changed) if item.before is None]
    restored = [item for item in changed if item.before is not None]
    for item in (*removed, *restored):
        await writing.touch(item.label, item.key)
    # First without relationships: they may lead to one another.
    for item in restored:
        if item.after is None and item.before is not None:
            bare = Image(item.before.labels, item.before.properties, ())
            await IMAGES.write(writing, item.label, item.key, bare)
    lost: list[Edge] = []
    for item in restored:
        lost += await IMAGES.write(writing, item.label, item.key, item.before)
    for item in removed:
        await IMAGES.write(writing, item.label, item.key, None)
    if lost:
        names = ", ".join(sorted({f"{edge.label}:{edge.key}" for edge in lost}))
        problems.conflict(f"{names} 已不存在。", f"{names} is no longer there.", "entry")
        problems.refuse()


async def _check(writing: Writing, problems: Problems, entry: Entry, item: Touched) -> None:
    """That a node is as the entry left it, and that nothing leads to one that would go."""
    now = await IMAGES.read(writing, item.label, item.key)
    if now != item.after:
        later = await _later(writing, entry.seq, item.id)
        problems.add(
            ProblemKind.CONFLICT,
            f"{item.id} 其后又有更改（{later[0]}）：先撤销较晚的。",
            f"{item.id} was changed again ({later[1]}): undo what came later first.",
            "entry",
        )
        return
    if item.before is None:
        # What the entry itself changed is made what it was, and leads there no longer.
        own = {other.id for other in entry.touched()}
        others = [n for n in await IMAGES.referring(writing, item.label, item.key) if n not in own]
        if others:
            problems.conflict(
                f"还有记录依附于 {item.id}：{'、'.join(others)}。",
                f"Others depend on {item.id}: {', '.join(others)}.",
                "entry",
            )


async def _later(writing: Writing, seq: int, node_id: str) -> tuple[str, str]:
    rows = await writing.rows(
        "MATCH (e:LogEntry) WHERE e.seq > $seq AND $id IN e.subjects "
        "RETURN e.seq, e.operation ORDER BY e.seq DESC LIMIT 1",
        {"seq": seq, "id": node_id},
    )
    if not rows:
        return "日志之外，如一次导入", "outside the log, as by an import"
    return f"第 {rows[0][0]} 条 {rows[0][1]}", f"entry {rows[0][0]}, {rows[0][1]}"
