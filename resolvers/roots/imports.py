"""`imports`: files that were handed to the service, and how far each is."""

from collections.abc import Mapping
from typing import Any, cast

from graph.compiler.select import Selected
from graph.declare import Vocabulary
from graph.messages import msg
from graph.rights.changing import check_may_change
from graph.surface import Argument, Field, ObjectType
from resolvers.asking import Asking
from resolvers.findings import AUDITED
from resolvers.root_field import RootField


class ImportState(Vocabulary):
    """导入进度 — How far an import is."""

    WAITING = "等待 — Others come first."
    READING = "读取 — The file is being read."
    CHECKING = "检查 — Its rows are checked and compared."
    WRITING = "写入 — Rows are being written."
    DONE = "完成 — It is finished; `outcome` says how."
    UNCONFIRMED = "待确认 — What the file no longer has is to be confirmed first."
    FAILED = "失败 — It could not be finished; `error` says why."
    CANCELLED = "已取消 — It was given up."


_OUTCOME = ObjectType(
    "ImportOutcome",
    (
        Field("loaded", "Boolean!", "已导入 — Whether anything was allowed to be written."),
        Field("read", "Int!", "行数 — Rows read."),
        Field("created", "Int!", "新增 — Rows that are new."),
        Field("changed", "Int!", "变更 — Rows that differ from before."),
        Field("ended", "Int!", "终止 — Rows that got an end."),
        Field("leftEnded", "Int!", "缺失而终止 — Rows ended since the file lacks them."),
        Field("leftRemoved", "Int!", "缺失而移除 — Rows removed since the file lacks them."),
        Field("leftKept", "Int!", "缺失而保留 — Lacking in the file, needed by others."),
        Field("unchanged", "Int!", "未变 — Rows that were there just so."),
        Field("wrong", "Int!", "有误 — Rows left out."),
        Field("problemCount", "Int!", "问题数 — What is wrong, in all."),
        Field("digest", "String", "摘要：确认差异所需。 — Of the difference, to confirm it by."),
        Field("entry", "ID", "日志条目：可撤销整次导入。 — Of the log; undoing it undoes all."),
        Field("marked", "Boolean!", "有标注文件 — Whether there is a marked copy."),
        Field(
            "markedWhole",
            "Boolean",
            "标注文件保留原样 — Whether it is the file itself, with its widths, drop-downs and "
            "formulas; false for one written anew, null without one.",
        ),
        Field("exitCode", "Int!", "结果码：同命令。 — As the command's exit code."),
    ),
    "导入结果 — What an import did, or would do in a dry run.",
)

_IMPORT = ObjectType(
    "Import",
    (
        Field("id", "ID!", "标识：`/imports/` 之后的部分。 — What follows `/imports/`."),
        Field("name", "String!", "文件名 — The file's name."),
        Field("by", "String!", "何人：令牌的主体。 — Who: the token's subject."),
        Field("state", "ImportState!", "进度 — How far it is."),
        Field("dryRun", "Boolean!", "试运行 — Whether it writes nothing."),
        Field("strict", "Boolean!", "严格 — Whether anything wrong keeps all from being loaded."),
        Field("sync", "[String!]!", "同步的表 — Tables of which it ends what the file lacks."),
        Field("within", "String", "所涉地点 — The code of the place that the file is about."),
        Field("startedAt", "DateTime!", "开始：UTC。 — When it was handed in, UTC."),
        Field("finishedAt", "DateTime", "结束：UTC。 — When it ended, UTC."),
        Field("rows", "Int", "总行数：读取后才知道。 — Rows of the file; null until it is read."),
        Field("rowsDone", "Int!", "已处理行数 — Rows that are done."),
        Field("table", "String", "当前表 — The table at work."),
        Field("error", "String", "失败原因 — Why it failed, as a sentence."),
        Field("outcome", "ImportOutcome", "结果：完成前为空。 — Null until it is finished."),
    ),
    "导入：交给服务的一个文件。 — A file that was handed to the service.",
)


async def _answer(asking: Asking, selected: Selected) -> Any:
    check_may_change(
        asking.caller, msg("Imports are for administrators; this token's role may not see them.")
    )
    wanted = asking.argument(selected, "id")
    found = [i for i in asking.imports(asking.caller) if wanted in (None, i["id"])]
    return [_shown(item, selected) for item in found]


def _shown(item: Mapping[str, Any], selected: Selected) -> dict[str, Any]:
    """What is selected of an import."""
    found: dict[str, Any] = {}
    for f in selected.children["Import"]:
        value = "Import" if f.name == "__typename" else item[f.name]
        if f.name == "state":
            value = str(value).upper()
        elif f.name == "outcome" and value is not None:
            inner = {"__typename": "ImportOutcome", **cast(dict[str, Any], value)}
            value = {g.key: inner.get(g.name) for g in f.children["ImportOutcome"]}
        found[f.key] = value
    return found


ROOT = RootField(
    order=97,
    field=Field(
        "imports",
        "[Import!]!",
        "导入：交给服务的文件及其进度，新的在前；管理员可见自己的。 — Files that were handed to "
        "the service and how far each is, newest first; for administrators, their own.",
        (Argument("id", "ID", "标识：只要该次导入。 — Only this one."),),
    ),
    types=(_IMPORT, _OUTCOME, ImportState),
    needs=AUDITED,
    live=_answer,
)
