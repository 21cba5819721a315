"""Takes an entry's changes back, where nothing later depends on them."""

from collections.abc import Sequence
from dataclasses import replace

from graph.images import Wanted
from graph.log.entry import Entry
from graph.log.read import part_of, undoing
from graph.problems import ProblemKind, Problems
from graph.writing import IMAGES, Touched, Writing

_NAMED = 10
"""How many of the nodes that speak against it a refusal names."""


async def undo(writing: Writing, entry: Entry) -> None:
    """Make the nodes that an entry changed what they were before it. Raises ChangeError.

    Of a load, all its entries are taken back at once, whichever is named.
    """
    problems = Problems(writing)
    entries = await part_of(writing, entry)
    if await undoing(writing, [entry.seq]):
        problems.conflict("此条已被撤销。", "This entry was undone already.", "entry")
        problems.refuse()
    changed = list(together(entries).values())
    if not changed:
        problems.conflict(
            "此条不能撤销：整体导入或恢复须用备份恢复。",
            "This entry cannot be undone: what a first load or a restore has brought is taken "
            "back by restoring a backup.",
            "entry",
        )
        problems.refuse()
    await _check(writing, problems, entries[-1].seq, changed)
    problems.refuse()
    wanted: list[Wanted] = [(item.label, item.key, item.before) for item in changed]
    lost = await IMAGES.write_all(writing, wanted)
    if lost:
        names = ", ".join(sorted({f"{edge.label}:{edge.key}" for edge in lost})[:_NAMED])
        problems.conflict(f"{names} 已不存在。", f"{names} is no longer there.", "entry")
        problems.refuse()


def together(entries: Sequence[Entry]) -> dict[str, Touched]:
    """What several entries, in their order, have changed as one, by the nodes' ids."""
    found: dict[str, Touched] = {}
    for entry in entries:
        for item in entry.touched():
            first = found.get(item.id)
            found[item.id] = item if first is None else replace(first, after=item.after)
    return found


async def _check(
    writing: Writing, problems: Problems, seq: int, changed: Sequence[Touched]
) -> None:
    """That nodes are as the entry left them, and that nothing leads to those that would go."""
    labels: dict[str, list[str]] = {}
    for item in changed:
        labels.setdefault(item.label, []).append(item.key)
    for label, keys in labels.items():
        await writing.touch(label, *keys)
    other = [i for i in changed if await writing.before(i.label, i.key) != i.after]
    for item in other[:_NAMED]:
        later = await _later(writing, seq, item.id)
        problems.add(
            ProblemKind.CONFLICT,
            f"{item.id} 其后又有更改（{later[0]}）：先撤销较晚的。",
            f"{item.id} was changed again ({later[1]}): undo what came later first.",
            "entry",
        )
    # What the entry itself changed is made what it was, and leads there no longer.
    own = {item.id for item in changed}
    changed_again = {item.id for item in other}
    for label, keys in labels.items():
        going = {i.key: i for i in changed if i.label == label and i.before is None}
        leading = await IMAGES.leading(writing, label, [k for k in keys if k in going])
        for key, found in leading.items():
            others = [n for n in found if n not in own]
            if others and going[key].id not in changed_again and len(problems.found) < _NAMED:
                zh, en = await problems.listed(others)
                problems.conflict(
                    f"还有记录依附于 {going[key].id}：{zh}。",
                    f"Others depend on {going[key].id}: {en}.",
                    "entry",
                )


async def _later(writing: Writing, seq: int, node_id: str) -> tuple[str, str]:
    rows = await writing.rows(
        "MATCH (s:LogSubject {id: $id}) WHERE s.seq > $seq MATCH (e:LogEntry {seq: s.seq}) "
        "RETURN e.seq, e.operation ORDER BY e.seq DESC LIMIT 1",
        {"seq": seq, "id": node_id},
    )
    if not rows:
        return "日志之外", "outside the log"
    return f"第 {rows[0][0]} 条 {rows[0][1]}", f"entry {rows[0][0]}, {rows[0][1]}"
